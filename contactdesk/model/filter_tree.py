"""A filter as a small tree, and whether a value fits it (contacts F-5, F-6).

A blank value comes before every other one, also for dates: `..t` finds records without a date, `t..` does
not. Text is ordered and compared by its characters; `@` ignores case in one way everywhere: `spellings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

ANY_TEXT, ANY_LETTER = object(), object()


@dataclass(frozen=True, slots=True)
class Compare:
    """Equal (`=`), below or above (`<`, `<=`, `>`, `>=`) one value."""

    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text with wildcards: letters, `ANY_TEXT` and `ANY_LETTER`; `fold` ignores case (contacts F-6)."""

    parts: tuple[str | object, ...]
    fold: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What `node` does not fit."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """What every one of `nodes` fits; without any, everything."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What one of `nodes` fits."""

    nodes: tuple[Node, ...]


Node = Compare | Pattern | Not | And | Or
EVERYTHING = And(())


def equal_to(value: Any) -> Compare:
    """The tree of the values equal to `value`, whatever characters it holds."""
    return Compare("=", value)


def any_of(values: Iterable[Any]) -> Or:
    """The tree of ticked values (contacts F-8)."""
    return Or(tuple(equal_to(value) for value in values))


def matches(node: Node, value: Any) -> bool:
    """Whether a stored `value` fits (contacts F-5, F-6)."""
    match node:
        case Not(inner):
            return not matches(inner, value)
        case And(nodes):
            return all(matches(inner, value) for inner in nodes)
        case Or(nodes):
            return any(matches(inner, value) for inner in nodes)
        case Pattern(parts, fold):
            return _fits(parts, str(value), fold)
        case Compare(operator, limit):
            return _compares(operator, value, limit)


def _compares(operator: str, value: Any, limit: Any) -> bool:
    if value is None or limit is None:
        # A blank date equals only a blank one and comes before every other.
        return _ordered(operator, int(value is not None), int(limit is not None))
    return _ordered(operator, value, limit)


def _ordered(operator: str, value: Any, limit: Any) -> bool:
    match operator:
        case "=":
            return bool(value == limit)
        case "<":
            return bool(value < limit)
        case "<=":
            return bool(value <= limit)
        case ">":
            return bool(value > limit)
    return bool(value >= limit)


@cache
def spellings(letter: str) -> str:
    """`letter` in upper and lower case, as far as each is one letter: what `@` takes for the same (contacts F-6)."""
    found = [letter]
    for other in (letter.lower(), letter.upper(), letter.title(), letter.upper().lower()):
        if len(other) == 1 and other not in found:
            found.append(other)
    return "".join(found)


def _fits(parts: tuple[str | object, ...], text: str, fold: bool) -> bool:
    """Whether `text` has the form of `parts`; takes length times length, however many wildcards there are."""
    at = here = 0
    star, star_at = -1, 0
    while here < len(text):
        if at < len(parts) and parts[at] is ANY_TEXT:
            star, star_at = at, here
            at += 1
        elif at < len(parts) and _same(parts[at], text[here], fold):
            at, here = at + 1, here + 1
        elif star >= 0:
            star_at += 1
            at, here = star + 1, star_at
        else:
            return False
    return all(part is ANY_TEXT for part in parts[at:])


def _same(part: str | object, letter: str, fold: bool) -> bool:
    if part is ANY_LETTER or part == letter:
        return True
    return fold and isinstance(part, str) and letter in spellings(part)
