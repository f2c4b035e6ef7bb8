"""Groups of three letters: what both databases have an index of, and how a search asks for them.

Every field of a search text stands between line breaks, so a group that begins with a blank or a line break tells
where a word begins. An answer from the index alone is never trusted: the text itself is compared afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LENGTH = 3
_MOST = 12
_BEFORE_WORD = (" ", "\n")
_FREQUENT = "abcdefghijklmnopqrstuvwxyz0123456789 \n-.@&'/+,()_"


class Part(NamedTuple):
    """The groups of one part of a search: all of `every`, and where there are `some`, one of these as well."""

    every: tuple[str, ...] = ()
    some: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.every or self.some)


def inside(part: str) -> Part:
    """The groups of a part that stands anywhere. Two letters are asked for with the frequent letters behind them, one is not."""
    if len(part) >= LENGTH:
        return Part(cover(part))
    return Part(some=tuple(part + letter for letter in _FREQUENT)) if len(part) == LENGTH - 1 else Part()


def word_start(part: str) -> Part:
    """The groups of a part that begins a word. One letter is asked for with the frequent letters behind it."""
    if len(part) >= LENGTH - 1:
        return Part(cover(part) if len(part) >= LENGTH else (), tuple(before + part[: LENGTH - 1] for before in _BEFORE_WORD))
    return Part(some=tuple(before + part + letter for before in _BEFORE_WORD for letter in _FREQUENT))


def is_exact(part: str) -> bool:
    """Does the index find every text with this part? Of a short one it knows only what `_FREQUENT` letters follow."""
    return len(part) >= LENGTH


def cover(part: str) -> tuple[str, ...]:
    """Groups that together cover `part`; not all, because the text is compared anyway."""
    last = len(part) - LENGTH
    starts = [*range(0, last, 2), last]
    return tuple(part[start : start + LENGTH] for start in starts[:_MOST])


def match_text(parts: Sequence[Part]) -> str:
    """`parts` as SQLite's full-text index is asked."""
    asked = [_quoted(group) for part in parts for group in part.every]
    asked += ["(" + " OR ".join(_quoted(group) for group in part.some) + ")" for part in parts if part.some]
    return " AND ".join(asked)


def _quoted(group: str) -> str:
    return '"' + group.replace('"', '""') + '"'
