"""Many records into their tables, changed there and out of them: all of one kind by one statement, past SQLAlchemy's unit of work.

A long job makes hundreds of thousands of records with fifty fields each; what a unit of work asks and notes for
each field of each of them takes longer than writing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Connection, Dialect, LargeBinary, String, UniqueConstraint
from sqlalchemy import delete as delete_rows
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.exc import StaleDataError

from contactdesk.model.base import Record
from contactdesk.storage import ids
from contactdesk.storage.many_rows import among, insert_many, update_many

FROM = 4
"""From this many records on, this way is quicker."""


class _Plan(NamedTuple):
    """How the records of one table are written."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    processors: tuple[tuple[int, Callable[[Any], Any]], ...]
    """What turns a value into that of the driver, by the place of its column."""

    def of(self, columns: tuple[str, ...]) -> _Plan:
        """The plan for these of its columns."""
        places = [self.columns.index(name) for name in columns]
        processors = dict(self.processors)
        own = tuple((place, processors[old]) for place, old in enumerate(places) if old in processors)
        return _Plan(columns, tuple(self.types[old] for old in places), own)


def insert(session: Session, records: Sequence[Record]) -> None:
    """Write `records`, whose fields are filled, and take them into `session`; they get their ids."""
    connection = session.connection()
    for model, same in _by_model(records).items():
        _number(connection, model, same)
        plan = _plan(model, connection.dialect)
        given = itemgetter(*plan.columns)
        rows = [given(record.__dict__) for record in same]
        insert_many(connection, model.__tablename__, plan.columns, plan.types, _processed(plan, rows))
    for record in records:
        make_transient_to_detached(record)
    session.add_all(records)


def can_update(records: Iterable[object]) -> bool:
    """Are these all, and enough, and do they keep what must be unique? One statement knows no order among its rows."""
    changed = list(records)
    return len(changed) >= FROM and all(
        isinstance(record, Record) and _unique(type(record)).isdisjoint(instance_state(record).committed_state) for record in changed
    )


def update(session: Session, records: Sequence[Record]) -> None:
    """Write what changed in `records`, which `session` then takes for written. Raises `StaleDataError` where one is gone."""
    connection = session.connection()
    alike: dict[tuple[type[Record], tuple[str, ...]], list[Record]] = {}
    for record in records:
        alike.setdefault((type(record), tuple(sorted(instance_state(record).committed_state))), []).append(record)
    for (model, changed), same in alike.items():
        plan = _plan(model, connection.dialect).of(("id", *changed))
        given = itemgetter(*plan.columns)
        rows = _processed(plan, sorted((given(record.__dict__) for record in same), key=itemgetter(0)))
        if update_many(connection, model.__tablename__, plan.columns, plan.types, rows) != len(rows):
            raise StaleDataError(f"{model.__tablename__}: a row that was to be changed is gone")
    for record in records:
        state = instance_state(record)
        state._commit_all(record.__dict__, session.identity_map)  # as a flush does; there is no public way


@cache
def _unique(model: type[Record]) -> frozenset[str]:
    """The columns whose values no two rows may share, alone or together."""
    table = model.__table__
    constraints = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]  # type: ignore[attr-defined]
    indexes = [one.columns for one in table.indexes if one.unique]  # type: ignore[attr-defined]
    return frozenset(column.name for columns in (*constraints, *indexes) for column in columns)


def delete(connection: Connection, records: Sequence[Record]) -> None:
    """Delete the rows of `records`."""
    for model, same in _by_model(records).items():
        connection.execute(delete_rows(model).where(among(model.id, [record.id for record in same])))


def _by_model(records: Sequence[Record]) -> dict[type[Record], list[Record]]:
    found: dict[type[Record], list[Record]] = {}
    for record in records:
        found.setdefault(type(record), []).append(record)
    return found


def _number(connection: Connection, model: type[Record], records: Sequence[Record]) -> None:
    nameless = [record for record in records if record.__dict__.get("id") is None]
    if nameless:
        for record, id in zip(nameless, ids.reserve(connection, model.__tablename__, len(nameless)), strict=True):
            record.__dict__["id"] = id


def _processed(plan: _Plan, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    if not plan.processors:
        return rows
    columns: list[Any] = list(zip(*rows, strict=True))
    for place, process in plan.processors:
        columns[place] = [process(value) for value in columns[place]]
    return list(zip(*columns, strict=True))


_PLANS: dict[tuple[type[Record], str], _Plan] = {}


def _plan(model: type[Record], dialect: Dialect) -> _Plan:
    key = (model, dialect.name)
    if key not in _PLANS:
        columns = [column for column in model.__table__.columns if column.computed is None]
        # Truth values and files need no help: both drivers know them.
        impls = [None if isinstance(column.type, Boolean | LargeBinary) else column.type.dialect_impl(dialect) for column in columns]
        processors = [
            (place, process) for place, impl in enumerate(impls) if impl is not None and (process := impl.bind_processor(dialect))
        ]
        types = tuple("text" if isinstance(column.type, String) else column.type.compile(dialect) for column in columns)
        _PLANS[key] = _Plan(tuple(column.name for column in columns), types, tuple(processors))
    return _PLANS[key]
