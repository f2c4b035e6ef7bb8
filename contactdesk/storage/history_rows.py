"""How a change set is kept as history: its rows, and which entry took it back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, String, insert, select, update

from contactdesk.model.base import Base
from contactdesk.model.change_kinds import INSERT
from contactdesk.model.fields import Privacy
from contactdesk.model.history import ChangeSetRow, HistoryEntry
from contactdesk.storage.many_rows import among, insert_many

if TYPE_CHECKING:
    from contactdesk.storage.change_sets import Cause, ChangeSet, FieldChange, RecordChange

_NEW_CHANGE_SET = insert(ChangeSetRow.__table__)  # type: ignore[arg-type]
_ENTRY = ("record_id", "change_set_id", "record_table", "version", "value_class", "record_no", "change", "cause", "lines")
_ENTRY_TYPES = ("integer", "integer", "text", "integer", "smallint", "text", "smallint", "text", "json")


def write(
    connection: Connection, changes: ChangeSet, entries: Iterable[RecordChange], at: datetime, who: str, *, batch: int, undoes: int
) -> int:
    """Keep a change set and its `entries`, on the connection that wrote the records; its number in the history."""
    row = {
        "uuid": changes.uuid,
        "batch": batch,
        "at": at,
        "who": _cut(ChangeSetRow, "who", who),
        "action": changes.action,
        "summary": _cut(ChangeSetRow, "summary", changes.summary),
        "undone_by": 0,
        "undoes": undoes,
    }
    result = connection.execute(_NEW_CHANGE_SET, row)
    assert result.inserted_primary_key is not None
    number: int = result.inserted_primary_key[0]
    rows = [stored for entry in entries for stored in _stored_entries(number, entry)]
    insert_many(connection, "history_entry", _ENTRY, _ENTRY_TYPES, rows)
    return number


def mark_undone(connection: Connection, entry: int, change_sets: Sequence[int], by: int) -> None:
    """Note that the entry `by` took these change sets of `entry` back.

    Undoing an undo brings what it had undone back to life, once all of it is undone: it can be undone again
    (relations G-35).
    """
    connection.execute(update(ChangeSetRow).where(among(ChangeSetRow.id, change_sets)).values(undone_by=by))
    own = (ChangeSetRow.id == entry) | (ChangeSetRow.batch == entry)
    if connection.scalar(select(ChangeSetRow.id).where(own, ChangeSetRow.undone_by == 0).limit(1)) is None:
        connection.execute(update(ChangeSetRow).where(ChangeSetRow.undone_by == entry).values(undone_by=0))


def _cut(model: type[Base], column: str, text: str) -> str:
    """As much of `text` as the history keeps: what it says is for people, the record itself has all of it."""
    return text[: _length(model, column)]


@cache
def _length(model: type[Base], column: str) -> int | None:
    kind = model.__table__.columns[column].type
    assert isinstance(kind, String)
    return kind.length


def _stored_entries(entry: int, change: RecordChange) -> list[tuple[Any, ...]]:
    """The rows of `history_entry` for one change; bank values lie in a row of their own (reliability section 5)."""
    main = change.cause
    head = (change.id, entry, change.table, change.version)
    tail = (_cut(HistoryEntry, "record_no", change.no), change.change, _cut(HistoryEntry, "cause", main.stored()))
    if change.change == INSERT:
        return [(*head, 0, *tail, None)]
    plain: dict[str, list[object]] = {}
    bank: dict[str, list[object]] = {}
    for line in change.lines:
        (bank if line.field.privacy is Privacy.BANK else plain)[line.field.name] = _stored(line, main)
    # Every version has an entry of class 0, also where only bank values changed: the net against two saves of one version.
    return [(*head, 0, *tail, json.dumps(plain)), *([(*head, 1, *tail, json.dumps(bank))] if bank else [])]


def _stored(line: FieldChange, main: Cause) -> list[object]:
    kind, before, after = line.field.kind, line.before, line.after
    # Most values are texts, and long jobs write millions.
    values: list[object] = [before if type(before) is str else kind.format(before), after if type(after) is str else kind.format(after)]
    return values if line.cause is main or line.cause == main else [*values, line.cause.stored()]
