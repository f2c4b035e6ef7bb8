"""Who changed a record last, and what: read from the history for the foot of its card (issue "cards show who changed what last")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from contactdesk.model.change_kinds import INSERT
from contactdesk.model.fields import Field, field_map
from contactdesk.model.history import ChangeSetRow, HistoryEntry
from contactdesk.model.tables import TABLES
from contactdesk.services.undo_checks import PROGRAM_FIELDS

_LOOKED_AT = 8
"""An action writes a record a few times at most; its bank values stand in an entry of their own."""


@dataclass(frozen=True, slots=True)
class LastChange:
    """The newest entry of the history about a record; `at` is UTC, `fields` are those that somebody changed."""

    entry: int
    at: datetime
    who: str
    is_new: bool
    fields: tuple[Field, ...] = ()


def last_change(session: Session, table: str, no: str) -> LastChange | None:
    """The last change of a record, None where the history tells of none."""
    query = (
        select(HistoryEntry, ChangeSetRow)
        .join(ChangeSetRow, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(HistoryEntry.record_table == table, HistoryEntry.record_no == no)
        .order_by(HistoryEntry.id.desc())
        .limit(_LOOKED_AT)
    )
    rows = session.execute(query).all()
    if not rows:
        return None
    head: ChangeSetRow = rows[0][1]
    own = [row[0] for row in rows if row[1].id == head.id]
    is_new = any(entry.change == INSERT for entry in own)
    return LastChange(head.batch or head.id, head.at, head.who, is_new, () if is_new else _fields(table, own))


def _fields(table: str, entries: Sequence[HistoryEntry]) -> tuple[Field, ...]:
    declared = field_map(TABLES[table])
    names = dict.fromkeys(name for entry in reversed(entries) for name in entry.lines or {})
    found = [declared[name] for name in names if name in declared]
    return tuple(field for field in found if not field.stamp and field.name not in PROGRAM_FIELDS)
