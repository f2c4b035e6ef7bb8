"""A filter tree as a condition of a query: the same answer as `filter_tree.matches`, on both databases.

Values are always bound parameters. Text is compared by its characters whatever the collation of the
column or the database: `LIKE` of SQLite ignores the case of ASCII letters, so patterns become GLOB there and
regular expressions on PostgreSQL; `@` lists the spellings of every letter (contacts F-6, reliability section 6).
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, and_, false, literal, not_, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType

from contactdesk.model.filter_tree import ANY_LETTER, ANY_TEXT, And, Compare, Node, Not, Or, Pattern, spellings


def condition(node: Node, column: ColumnElement[Any]) -> ColumnElement[bool]:
    """The SQL condition that holds for the rows whose `column` fits `node`."""
    match node:
        case Not(inner):
            return not_(condition(inner, column))
        case And(nodes):
            return and_(true(), *(condition(inner, column) for inner in nodes))
        case Or(nodes):
            return or_(false(), *(condition(inner, column) for inner in nodes))
        case Pattern(parts, fold):
            return _HasForm(column, literal(_glob(parts, fold)), literal(_regular_expression(parts, fold)))
        case Compare(operator, value):
            return _comparison(column, operator, value)


def like(column: ColumnElement[Any], text: str, *, starts: bool = False, inside: bool = False) -> ColumnElement[bool]:
    """`column` is, `starts` with or has `inside` the plain `text`, whatever the case of any letter (contacts C-31, F-12).

    `lower` of SQLite knows the letters of ASCII only.
    """
    before, after = [ANY_TEXT] if inside else [], [ANY_TEXT] if starts or inside else []
    return condition(Pattern((*before, *text, *after), fold=True), column)


def _comparison(column: ColumnElement[Any], operator: str, value: Any) -> ColumnElement[bool]:
    if isinstance(value, bool):
        return column.is_(value)
    if value is None:
        return _with_blank(column, operator)
    ordered = _ByCharacters(column) if isinstance(value, str) else column
    equal = _Exactly(column) if isinstance(value, str) else column
    found: ColumnElement[bool] = {
        "=": equal == value,
        "<": ordered < value,
        "<=": ordered <= value,
        ">": ordered > value,
        ">=": ordered >= value,
    }[operator]
    if not _may_be_null(column):
        return found
    # A blank date comes before every other; NULL must not reach NOT, which would keep it.
    return or_(column.is_(None), found) if operator in ("<", "<=") else and_(column.is_not(None), found)


def _with_blank(column: ColumnElement[Any], operator: str) -> ColumnElement[bool]:
    match operator:
        case "=" | "<=":
            return column.is_(None)
        case ">":
            return column.is_not(None)
        case "<":
            return false()
    return true()


def _may_be_null(column: ColumnElement[Any]) -> bool:
    return bool(getattr(column, "nullable", True))


def _glob(parts: tuple[str | object, ...], fold: bool) -> str:
    """A pattern for SQLite's GLOB; a class of one letter is how it writes a literal wildcard."""
    return "".join("*" if part is ANY_TEXT else "?" if part is ANY_LETTER else _letter_in_glob(str(part), fold) for part in parts)


def _letter_in_glob(letter: str, fold: bool) -> str:
    letters = spellings(letter) if fold else letter
    return f"[{letters}]" if len(letters) > 1 or letters in "*?[" else letters


def _regular_expression(parts: tuple[str | object, ...], fold: bool) -> str:
    """The same pattern for PostgreSQL."""
    inside = "".join(".*" if part is ANY_TEXT else "." if part is ANY_LETTER else _letter_in_expression(str(part), fold) for part in parts)
    return f"^{inside}$"


def _letter_in_expression(letter: str, fold: bool) -> str:
    letters = spellings(letter) if fold else letter
    if len(letters) > 1:
        return f"[{letters}]"
    return re.sub(r"([^\w\s])", r"\\\1", letters, flags=re.ASCII) if letters.isascii() else letters


class _HasForm(FunctionElement[bool]):
    """column, GLOB pattern, regular expression: whether the column has that form."""

    name = "has_form"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Any:
        """Itself: the `= 1` that a boolean function gets would keep SQLite from using an index."""
        return self


@compiles(_HasForm)
def _has_form(element: _HasForm, compiler: SQLCompiler, **options: Any) -> str:
    column, glob, _expression = element.clauses
    return f"({compiler.process(column, **options)} GLOB {compiler.process(glob, **options)})"


@compiles(_HasForm, "postgresql")
def _has_form_postgresql(element: _HasForm, compiler: SQLCompiler, **options: Any) -> str:
    column, _pattern, expression = element.clauses
    return f'({compiler.process(column, **options)} COLLATE "C" ~ {compiler.process(expression, **options)})'


class _ByCharacters(FunctionElement[str]):
    """A text column in the order of its characters."""

    name = "by_characters"
    type = String()
    inherit_cache = True


@compiles(_ByCharacters)
def _by_characters(element: _ByCharacters, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(next(iter(element.clauses)), **options)} COLLATE BINARY)"


@compiles(_ByCharacters, "postgresql")
def _by_characters_postgresql(element: _ByCharacters, compiler: SQLCompiler, **options: Any) -> str:
    return f'({compiler.process(next(iter(element.clauses)), **options)} COLLATE "C")'


class _Exactly(FunctionElement[str]):
    """A text column compared for equality; PostgreSQL does that by bytes anyway, and then uses its index."""

    name = "exactly"
    type = String()
    inherit_cache = True


@compiles(_Exactly)
def _exactly(element: _Exactly, compiler: SQLCompiler, **options: Any) -> str:
    return f"({compiler.process(next(iter(element.clauses)), **options)} COLLATE BINARY)"


@compiles(_Exactly, "postgresql")
def _exactly_postgresql(element: _Exactly, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(next(iter(element.clauses)), **options)
