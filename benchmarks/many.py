"""A million rows in minutes: the shortest way of each driver, and indexes made afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, TypeDecorator

from contactdesk.model.base import Record
from contactdesk.storage import schema, search_index

Rows = Sequence[tuple[Any, ...]]


class Writer:
    """Writes rows of a table, all columns of them, and their search texts."""

    def __init__(self, connection: Connection, model: type[Record], columns: Sequence[str]) -> None:
        self._connection, self._table, self._columns = connection, model.__tablename__, columns
        kinds = [model.__table__.columns[name].type for name in columns]
        impls = [kind.dialect_impl(connection.dialect) if isinstance(kind, TypeDecorator) else None for kind in kinds]
        self._processes = [impl.bind_processor(connection.dialect) if impl is not None else None for impl in impls]

    def write(self, rows: Rows, texts: Rows) -> None:
        """Write some of them."""
        whole = [
            tuple(value if process is None else process(value) for value, process in zip(row, self._processes, strict=True)) for row in rows
        ]
        self._put(self._table, self._columns, whole)
        self._put(f"{self._table}_search", ("id", "text"), texts)

    def _put(self, table: str, columns: Sequence[str], rows: Rows) -> None:
        names = ", ".join(columns)
        if self._connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(columns))
            stored = [tuple(_stored(value) for value in row) for row in rows]
            self._connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", stored)
            return
        driver: Any = self._connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def without_indexes(connection: Connection, model: type[Record]) -> None:
    """Take away what would be kept in step with every row."""
    for index in model.__table__.indexes:
        if not index.unique:
            index.drop(connection)
    _drop_search_nets(connection, model)


def without_list_indexes(connection: Connection, model: type[Record]) -> None:
    """Take away the indexes that only lists and searches need."""
    table = model.__tablename__
    for index in model.__table__.indexes:  # type: ignore[attr-defined]
        if str(index.name).startswith((f"ix_{table}_by_", f"ix_{table}_list")):
            index.drop(connection)
    _drop_search_nets(connection, model)


def _drop_search_nets(connection: Connection, model: type[Record]) -> None:
    for name, _statement in _search_nets(connection, model):
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP INDEX {name}")
        elif not _is_index(name, model):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


def with_indexes(connection: Connection, model: type[Record]) -> None:
    """Make it again."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '256MB'")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    for index in model.__table__.indexes:
        if not index.unique:
            index.create(connection)
    for name, statement in _search_nets(connection, model):
        if _is_index(name, model) and connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
        else:
            connection.exec_driver_sql(statement)


def _search_nets(connection: Connection, model: type[Record]) -> list[tuple[str, str]]:
    table = model.__tablename__
    wanted = (f"{table}_search_", search_index.index_name(f"{table}_search"))
    return [net for net in schema.nets(connection.dialect.name) if net[0].startswith(wanted)]


def _is_index(name: str, model: type[Record]) -> bool:
    return name == search_index.index_name(f"{model.__tablename__}_search")
