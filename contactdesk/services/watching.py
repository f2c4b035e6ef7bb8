"""What others saved in the same database meanwhile, told as a change set of the history.

Nothing is asked of the database where nothing happened (`storage.listening`). Which records changed
is read from the history: what is newer than the last entry seen.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from contactdesk.model.change_kinds import INSERT
from contactdesk.model.history import ChangeSetRow, HistoryEntry
from contactdesk.model.tables import TABLES
from contactdesk.storage import trouble
from contactdesk.storage.change_sets import ChangeSet, RecordChange
from contactdesk.storage.listening import Ear, ear_of
from contactdesk.storage.unit_of_work import Actions

MOST = 1000
"""Records that are named; of more only the tables are, and lists are read again."""
_LOOK_BACK = 50
"""Entries before the last one seen that are looked at after a lost connection: on a server a lower number may arrive later."""
ELSEWHERE = "elsewhere"
"""The action of such a change set."""


class Watch:
    """Tells what was saved since the last look. Use it on one thread, and close it before the database."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._ear: Ear = ear_of(actions.store)
        self._seen = -1
        self._told: set[int] = set()
        """Entries told already whose own notification may still arrive."""

    def news(self, known: Collection[int] = ()) -> ChangeSet | None:
        """What was saved since the last call, without the entries `known` already; None for nothing.

        The first call only begins to listen. Records are named without values; those of a deletion and a
        new one with their kind. Raises `StoreTrouble`; the next call tries again.
        """
        named = self._heard()
        if named is None:
            return None
        with self._actions.reading() as session:
            newest = session.scalar(select(func.max(ChangeSetRow.id))) or 0
            if self._seen < 0:
                self._seen = newest
                return None
            since = self._seen if named else max(self._seen - self._margin, 0)
            wanted = or_(HistoryEntry.change_set_id > since, HistoryEntry.change_set_id.in_(named))
            wanted &= HistoryEntry.change_set_id.not_in({*known, *self._told})
            records, entries = _records(session, wanted)
            self._told = {entry for entry in self._told if entry > newest - MOST} | entries
            self._seen = max(newest, self._seen)
        return ChangeSet(ELSEWHERE, records=records) if records else None

    def _heard(self) -> list[int] | None:
        try:
            return self._ear.heard()
        except Exception as error:  # a driver's own trouble, which SQLAlchemy has not wrapped
            if (meant := trouble.translate(error)) is None:
                raise
            raise meant from None

    @property
    def _margin(self) -> int:
        """Files have one writer at a time, so their entries become visible in the order of their numbers."""
        return _LOOK_BACK if self._actions.store.dialect == "postgresql" else 0

    def close(self) -> None:
        """Stop listening."""
        self._ear.close()


def _records(session: Session, wanted: ColumnElement[bool]) -> tuple[list[RecordChange], set[int]]:
    query = select(HistoryEntry).where(wanted, HistoryEntry.value_class == 0).order_by(HistoryEntry.id)
    rows = [row for row in session.scalars(query.limit(MOST + 1)) if row.record_table in TABLES]
    if len(rows) > MOST:
        tables = session.scalars(select(HistoryEntry.record_table).where(wanted).distinct())
        return [RecordChange(table, 0, "", "", INSERT, 0, []) for table in tables if table in TABLES], set()
    changes = [RecordChange(row.record_table, row.record_id, row.record_no, "", row.change, row.version, []) for row in rows]
    return changes, {row.change_set_id for row in rows}
