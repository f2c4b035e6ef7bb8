"""What one user action changes: collected while it runs, shown as a preview, kept as history, undone.

The session tells about every change of every record, whatever code made it (`Recorder`); no rule calls
this by itself. A rule may only name its reason (`Cause`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, insert, update
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import NO_VALUE, instance_state

from contactdesk.model.base import Record
from contactdesk.model.fields import Field, Privacy, field_map, fields_of, initial_values
from contactdesk.model.history import DELETE, INSERT, UPDATE, ChangeSetRow, HistoryEntry
from contactdesk.model.kinds import Clock, Day
from contactdesk.storage import ids, search_index
from contactdesk.text import N_, _

_NEW_CHANGE_SET = insert(ChangeSetRow.__table__)  # type: ignore[arg-type]
_NEW_ENTRIES = insert(HistoryEntry.__table__)  # type: ignore[arg-type]

CHANGES = {INSERT: "insert", UPDATE: "update", DELETE: "delete"}

_CAUSES = {
    "": "",
    "link": N_("Link"),
    "convert": N_("Convert"),
    "template": N_("Template {no}"),
    "sync": N_("Synchronise from {no}"),
    "inherit": N_("Inheritance from {no}"),
    "primary": N_("Primary contact"),
    "row": N_("Relation row"),
    "computed": N_("Computed relation"),
    "heal": N_("Heal, from {no}"),
    "default": N_("Default"),
    "renumber": N_("Renumbered {no}"),
    "delete": N_("Deleted with {no}"),
    "repair": N_("Repair"),
    "undo": N_("Undo of entry {no}"),
    "number": N_("Number series"),
    "address": N_("Post code"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a value changed (relations G-10): an id, and the record it comes from."""

    id: str = ""
    no: str = ""

    def __str__(self) -> str:
        return _(_CAUSES[self.id]).format(no=self.no)

    def stored(self) -> str:
        """As it is kept in the history, whatever language is spoken."""
        return f"{self.id} {self.no}".strip()

    @classmethod
    def restored(cls, text: str) -> Cause:
        """The cause that `stored` gave `text`."""
        id_, _sep, no = text.partition(" ")
        return cls(id_, no) if id_ in _CAUSES else cls()


EDIT = Cause()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of one record, before and after."""

    field: Field
    before: Any
    after: Any
    cause: Cause = EDIT


@dataclass(slots=True)
class RecordChange:
    """What happened to one record in one action. `lines` of a deletion hold what was lost."""

    table: str
    id: int
    no: str
    name: str
    change: int
    version: int
    lines: list[FieldChange]
    number_from: str = ""
    """Series of a number that a preview only looked at (relations G-13)."""

    @property
    def kind(self) -> str:
        """ "insert", "update" or "delete"."""
        return CHANGES[self.change]

    @property
    def shown_no(self) -> str:
        """The number, or in a preview where it would come from."""
        return _("next of {series}").format(series=self.number_from) if self.number_from else self.no

    @property
    def cause(self) -> Cause:
        """The first reason that any line gives."""
        return next((line.cause for line in self.lines if line.cause.id), EDIT)


@dataclass(slots=True)
class ChangeSet:
    """Everything one action changed, in the order it happened."""

    action: str
    summary: str = ""
    uuid: str = ""
    entry: int = 0
    """Number in the history; 0 for a preview, or when nothing changed."""
    records: list[RecordChange] = field(default_factory=list)

    def lines(self) -> Iterator[tuple[RecordChange, FieldChange]]:
        """Every changed value with its record; stamps are no news and left out."""
        for record in self.records:
            for line in record.lines:
                if not line.field.stamp:
                    yield record, line

    def others_than(self, table: str, no: str) -> list[RecordChange]:
        """The records that changed beside the one that was edited."""
        return [record for record in self.records if (record.table, record.no) != (table, no)]


def committed_changes(record: Record) -> dict[str, tuple[Any, Any]]:
    """The fields of `record` that differ from what is stored: name -> (before, after)."""
    state = instance_state(record)
    declared = field_map(type(record))
    return {
        name: (None if before is NO_VALUE else before, getattr(record, name))
        for name, before in state.committed_state.items()
        if name in declared and before != getattr(record, name)
    }


def fill_blanks(record: Record) -> None:
    """Give a new record its initial values where nothing was given.

    Written past SQLAlchemy's attributes: nobody can have seen another value before, and a new record has
    fifty of them.
    """
    values = record.__dict__
    for name, value in initial_values(type(record)).items():
        if values.get(name) is None:
            values[name] = value


@cache
def _blanks(model: type[Record]) -> tuple[tuple[str, Any], ...]:
    return tuple((field_.name, field_.kind.empty) for field_ in fields_of(model))


class Recorder:
    """Listens to a session and collects what it writes."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.records: list[RecordChange] = []
        self.made: dict[str, set[int]] = {}
        """Ids of the records that this action made, by table."""
        self._waiting: list[tuple[Record, RecordChange]] = []
        self._merged: dict[tuple[str, int], RecordChange] = {}
        self._causes: dict[tuple[int, str], Cause] = {}
        self._new_causes: dict[int, Cause] = {}
        self._numbers_from: dict[int, str] = {}
        self._kept_stamps: dict[int, dict[str, Any]] = {}
        self._entries: list[RecordChange] = []

    def explain(self, record: Record, name: str, cause: Cause) -> None:
        """Say why `name` of `record` is about to change; the first reason stays."""
        self._causes.setdefault((id(record), name), cause)

    def explain_new(self, record: Record, cause: Cause) -> None:
        """Say why a new record is made; it holds for every field that has no reason of its own."""
        self._new_causes[id(record)] = cause

    def number_is_from(self, record: Record, series: str) -> None:
        """Say that the number of `record` was only looked at (relations G-13)."""
        self._numbers_from[id(record)] = series

    def keep_stamps(self, record: Record, stamps: Mapping[str, Any]) -> None:
        """Give `record` these stamps instead of the present moment (undo)."""
        self._kept_stamps[id(record)] = dict(stamps)

    def before_flush(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        """Collect what is about to be written, and stamp it."""
        nameless: dict[type[Record], list[Record]] = {}
        for record in session.new:
            if isinstance(record, Record):
                fill_blanks(record)
                self._stamp(record)
                record.version = 1
                self._collect(record, INSERT, self._inserted(record))
                if record.id is None:
                    nameless.setdefault(type(record), []).append(record)
        for model, records in nameless.items():
            if len(records) >= ids.FROM:
                for record, id in zip(records, ids.reserve(session.connection(), model.__tablename__, len(records)), strict=True):
                    record.id = id
        for record in session.dirty:
            if isinstance(record, Record) and (changes := committed_changes(record)):
                if not all(field_map(type(record))[name].stamp for name in changes):
                    self._stamp(record)
                    changes = committed_changes(record)
                record.version += 1
                self._collect(record, UPDATE, changes)
        for record in session.deleted:
            if isinstance(record, Record):
                values = {field.name: (getattr(record, field.name), field.kind.empty) for field in fields_of(type(record))}
                self._collect(record, DELETE, {name: pair for name, pair in values.items() if pair[0] != pair[1]})

    def after_flush(self, session: Session, _context: UOWTransaction) -> None:
        """Note id and version of what was written, and keep the search index in step."""
        texts: dict[type[Record], list[tuple[int, str]]] = {}
        gone: dict[type[Record], list[int]] = {}
        for record, change in self._waiting:
            change.id, change.version = record.id, record.version + (change.change == DELETE)
            self._entries.append(change)
            if change.change == INSERT:
                self.made.setdefault(change.table, set()).add(record.id)
            self._merge(change)
            model = type(record)
            if not model.SEARCHED:
                continue
            if change.change == DELETE:
                gone.setdefault(model, []).append(record.id)
            elif any(line.field.searched for line in change.lines):
                texts.setdefault(model, []).append((record.id, search_index.search_text(model, record.__dict__)))
        self._waiting.clear()
        connection = session.connection()
        for model, rows in texts.items():
            search_index.put(connection, model, rows)
        for model, ids in gone.items():
            search_index.remove(connection, model, ids)

    def write(self, connection: Connection, changes: ChangeSet, who: str, batch: int = 0, undoes: int = 0) -> None:
        """Keep the collected change set as history, on the connection that wrote the records."""
        if not self._entries:
            return
        row = {
            "uuid": changes.uuid,
            "batch": batch,
            "at": self.now,
            "who": who[:100],
            "action": changes.action,
            "summary": changes.summary[:250],
            "undone_by": 0,
            "undoes": undoes,
        }
        result = connection.execute(_NEW_CHANGE_SET, row)
        assert result.inserted_primary_key is not None
        changes.entry = result.inserted_primary_key[0]
        if undoes:
            own = (ChangeSetRow.id == undoes) | (ChangeSetRow.batch == undoes)
            connection.execute(update(ChangeSetRow).where(own).values(undone_by=changes.entry))
        connection.execute(_NEW_ENTRIES, [stored for entry in self._entries for stored in stored_entries(changes.entry, entry)])

    def _inserted(self, record: Record) -> dict[str, tuple[Any, Any]]:
        values = record.__dict__
        return {name: (empty, value) for name, empty in _blanks(type(record)) if (value := values[name]) != empty}

    def _stamp(self, record: Record) -> None:
        kept = self._kept_stamps.pop(id(record), {})
        for field_ in _stamps_of(type(record)):
            moment = self.now.replace(microsecond=0)
            value = moment.date() if isinstance(field_.kind, Day) else moment.time() if isinstance(field_.kind, Clock) else moment
            setattr(record, field_.name, kept.get(field_.name, value))

    def _collect(self, record: Record, change: int, values: Mapping[str, tuple[Any, Any]]) -> None:
        declared = field_map(type(record))
        lines = [
            FieldChange(declared[name], before, after, self._causes.pop((id(record), name), EDIT))
            for name, (before, after) in values.items()
        ]
        series = self._numbers_from.pop(id(record), "")
        found = RecordChange(record.__tablename__, 0, record.key, record.title, change, 0, lines, series)
        self._waiting.append((record, found))

    def _merge(self, change: RecordChange) -> None:
        """Show a record once, even when it was written in several steps."""
        known = self._merged.get((change.table, change.id))
        if known is None or change.change == DELETE:
            shown = RecordChange(
                change.table, change.id, change.no, change.name, change.change, change.version, list(change.lines), change.number_from
            )
            self._merged[change.table, change.id] = shown
            self.records.append(shown)
            return
        known.version, known.no, known.name = change.version, change.no, change.name
        positions = {line.field.name: index for index, line in enumerate(known.lines)}
        for line in change.lines:
            index = positions.get(line.field.name)
            if index is None:
                known.lines.append(line)
            else:
                known.lines[index] = FieldChange(line.field, known.lines[index].before, line.after, line.cause)


def _stamps_of(model: type[Record]) -> list[Field]:
    return [field_ for field_ in fields_of(model) if field_.stamp]


def stored_entries(entry: int, change: RecordChange) -> list[dict[str, Any]]:
    """The rows of `history_entry` for one change; bank values lie in a row of their own (reliability section 5)."""
    base = {
        "change_set_id": entry,
        "record_table": change.table,
        "record_id": change.id,
        "version": change.version,
        "record_no": change.no[:50],
        "change": change.change,
        "cause": change.cause.stored()[:100],
        "value_class": 0,
        "lines": None,
    }
    if change.change == INSERT:
        return [base]
    main = change.cause
    plain = {line.field.name: _stored(line, main) for line in change.lines if line.field.privacy is not Privacy.BANK}
    bank = {line.field.name: _stored(line, main) for line in change.lines if line.field.privacy is Privacy.BANK}
    # Every version has an entry of class 0, even if only bank values changed: it is the net against two saves of one version.
    return [base | {"lines": plain}, *([base | {"lines": bank, "value_class": 1}] if bank else [])]


def _stored(line: FieldChange, main: Cause) -> list[object]:
    kind = line.field.kind
    values: list[object] = [kind.format(line.before), kind.format(line.after)]
    return values if line.cause == main else [*values, line.cause.stored()]
