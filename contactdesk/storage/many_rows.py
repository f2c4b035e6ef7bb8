"""Many rows into one table by the shortest way of each database, and many values into one question."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Self

from sqlalchemy import ARRAY, Boolean, ColumnElement, Connection, Dialect, Integer, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine


def insert_many(
    connection: Connection, table: str, columns: Sequence[str], types: Sequence[str], rows: Sequence[tuple[Any, ...]], *, then: str = ""
) -> None:
    """Insert `rows` of `columns` into `table`; `then` follows the statement ("ON CONFLICT ...").

    A server gets all of them in one statement: it takes a fifth of the time of a statement for each row. `types`
    are its names for the columns; the rows differ in the first of them.
    """
    if not rows:
        return
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))}) {then}", list(rows))
        return
    taken, source, values = _given(types, rows)
    connection.exec_driver_sql(f"INSERT INTO {table} ({names}) SELECT {', '.join(taken)} FROM {source} {then}", values)


def update_many(connection: Connection, table: str, columns: Sequence[str], types: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> int:
    """Give the rows of `table` new values of `columns`; the first of these is the id. How many rows were there to take them."""
    key, *changed = columns
    if connection.dialect.name == "sqlite":
        sets = ", ".join(f"{name} = ?" for name in changed)
        turned = [(*values, id) for id, *values in rows]
        return connection.exec_driver_sql(f"UPDATE {table} SET {sets} WHERE {key} = ?", turned).rowcount
    (id, *taken), source, values = _given(types, rows)
    sets = ", ".join(f"{name} = {value}" for name, value in zip(changed, taken, strict=True))
    return connection.exec_driver_sql(f"UPDATE {table} SET {sets} FROM {source} WHERE {table}.{key} = given.{id}", values).rowcount


def _given(types: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> tuple[list[str], str, tuple[Any, ...]]:
    """How a server gets `rows`: what each column is in the statement, where the statement reads from, and its parameters."""
    taken, given, varying, constants = _parted(types, list(zip(*rows, strict=True)))
    # One value in json is read a good deal faster than arrays, whose texts have to be escaped sign by sign.
    source = f"json_to_recordset(%s::json) AS given ({', '.join(given)})"
    keys = [f"c{number}" for number in range(len(given))]
    values = json.dumps([dict(zip(keys, row, strict=True)) for row in zip(*varying, strict=True)], ensure_ascii=False, default=_as_json)
    return taken, source, (*constants, values)


def _parted(types: Sequence[str], columns: Sequence[tuple[Any, ...]]) -> tuple[list[str], list[str], list[Any], list[Any]]:
    """What is selected, what json gives, the values in json, and values that all rows share.

    New records are blank in most of their fields: what is the same everywhere is written once.
    """
    taken: list[str] = []
    given: list[str] = []
    varying: list[Any] = []
    constants: list[Any] = []
    for number, (type, values) in enumerate(zip(types, columns, strict=True)):
        first = values[0]
        if number == 0 or values.count(first) < len(values):
            name = f"c{len(given)}"
            taken.append(f"{name}::json" if type == "json" else name)
            given.append(f"{name} {'text' if type == 'json' else type}")
            varying.append(values)
        elif first is None or first == "" or isinstance(first, int):
            taken.append(f"{_literal(first)}::{type}")
        else:
            taken.append(f"%s::{type}")
            constants.append(first)
    return taken, given, varying, constants


def _literal(value: str | int | None) -> str:
    """A value that needs no parameter, so that statements stay short and few."""
    return "NULL" if value is None else str(value).lower() if isinstance(value, int) else "''"


def _as_json(value: Any) -> str:
    """What json has no form for, as the server reads it from text."""
    return value.isoformat() if isinstance(value, datetime | date | time) else f"\\x{bytes(value).hex()}"


def among(column: ColumnElement[Any] | InstrumentedAttribute[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """`column` has one of `values`: whole numbers or texts, as many as there are.

    All of them are one parameter: a list in the statement makes every statement another one, which has to be
    written, sent and understood anew.
    """
    return _Among(column, bindparam(None, list(values), type_=_List(isinstance(column.type, Integer)), unique=True))


def among_given(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """As `among` for a query that is built once: the list is given as the parameter `name` when it runs."""
    return _Among(column, bindparam(name, type_=_List(isinstance(column.type, Integer))))


class _List(TypeDecorator[list[Any]]):
    """A list as one parameter: an array for a server, json for a file."""

    impl = Text
    cache_ok = True

    def __init__(self, whole: bool) -> None:
        super().__init__()
        self.whole = whole

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(ARRAY(Integer() if self.whole else Text()))

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> Any:
        return json.dumps(value) if dialect.name == "sqlite" else value


class _Among(FunctionElement[bool]):
    name = "among"
    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Self:
        """A condition as it stands: "... = 1" behind it, which SQLAlchemy adds for a file, keeps the index from being used."""
        return self


@compiles(_Among)
def _among_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(_Among, "sqlite")
def _among_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"
