"""What one user action changes: collected while it runs, shown as a preview, kept as history, undone.

The session tells about every change of every record, whatever code made it (`Recorder`); no rule calls
this by itself. A rule may only name its reason (`Cause`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.orm import Session, UOWTransaction, make_transient
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.base import NO_VALUE

from contactdesk.model import sort_keys
from contactdesk.model.base import Record
from contactdesk.model.change_kinds import DELETE, INSERT, UPDATE
from contactdesk.model.fields import Field, field_map, fields_of, initial_values
from contactdesk.model.kinds import Clock, Day
from contactdesk.storage import many_records, search_index
from contactdesk.text import N_, _

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


class FieldChange(NamedTuple):
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
    noted: list[FieldChange] | Callable[[], list[FieldChange]]
    """The lines, or how they are made: of a new record they are many, and long jobs never look at them."""
    number_from: str = ""
    """Series of a number that a preview only looked at (relations G-13)."""

    @property
    def lines(self) -> list[FieldChange]:
        """Every value that changed."""
        if not isinstance(self.noted, list):
            self.noted = self.noted()
        return self.noted

    @property
    def kind(self) -> str:
        """ "insert", "update" or "delete"."""
        return CHANGES[self.change]

    @property
    def shown_no(self) -> str:
        """The number, or in a preview where it would come from."""
        return _("(next of {series})").format(series=self.number_from) if self.number_from else self.no

    @property
    def cause(self) -> Cause:
        """The first reason that any line gives."""
        if isinstance(self.noted, _Born):
            return self.noted.main_cause()
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
    given = {name: value for name, value in values.items() if value is not None}
    values.update(initial_values(type(record)))
    values.update(given)


@dataclass(frozen=True, slots=True)
class _Born:
    """What a new record held when it was written, and why; it makes the lines when somebody looks."""

    model: type[Record]
    values: Mapping[str, Any]
    causes: Mapping[str, Cause]
    cause: Cause

    def main_cause(self) -> Cause:
        """The first reason that any line would give, without making the lines."""
        if not self.causes:
            return self.cause
        for name, empty in _blanks(self.model):
            if self.values[name] != empty and (cause := self.causes.get(name, self.cause)).id:
                return cause
        return EDIT

    def __call__(self) -> list[FieldChange]:
        return [
            FieldChange(spec, spec.kind.empty, value, self.causes.get(spec.name, self.cause))
            for spec in fields_of(self.model)
            if (value := self.values[spec.name]) != spec.kind.empty
        ]


@cache
def _blanks(model: type[Record]) -> tuple[tuple[str, Any], ...]:
    return tuple((spec.name, spec.kind.empty) for spec in fields_of(model))


class Recorder:
    """Listens to a session and collects what it writes."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.records: list[RecordChange] = []
        self.made: dict[str, set[int]] = {}
        """Ids of the records that this action made, by table."""
        self._waiting: list[tuple[Record, RecordChange]] = []
        self._merged: dict[tuple[str, int], RecordChange] = {}
        self._causes: dict[int, dict[str, Cause]] = {}
        self._whole_causes: dict[int, Cause] = {}
        self._numbers_from: dict[int, str] = {}
        self._kept_stamps: dict[int, dict[str, Any]] = {}
        self._entries: list[RecordChange] = []
        self._stamps: dict[type[Record], Mapping[str, Any]] = {}

    def explain(self, record: Record, name: str, cause: Cause) -> None:
        """Say why `name` of `record` is about to change; the first reason stays."""
        self._causes.setdefault(id(record), {}).setdefault(name, cause)

    def explain_whole(self, record: Record, cause: Cause) -> None:
        """Say why a record is made or deleted; it holds for every field that has no reason of its own."""
        self._whole_causes[id(record)] = cause

    def number_is_from(self, record: Record, series: str) -> None:
        """Say that the number of `record` was only looked at (relations G-13)."""
        self._numbers_from[id(record)] = series

    def keep_stamps(self, record: Record, stamps: Mapping[str, Any]) -> None:
        """Give `record` these stamps instead of the present moment (undo)."""
        self._kept_stamps[id(record)] = dict(stamps)

    def write_new(self, session: Session, records: Sequence[Record]) -> None:
        """Write many new records at once, and note them like those the session writes."""
        for record in records:
            self._collect_new(record)
        many_records.insert(session, records)
        self._note(session)

    def write_gone(self, session: Session, records: Sequence[Record]) -> None:
        """Delete many records at once, after everything else that waits in the session."""
        gone = [(record, self._gone(record)) for record in records]
        for record in records:
            make_transient(record)  # what waits to be changed in it goes with it
        self.write_changed(session)
        many_records.delete(session.connection(), records)
        self._waiting += gone
        self._note(session)

    def write_changed(self, session: Session) -> None:
        """Write what waits in the session, many records that changed by one statement for each table."""
        if session.new or session.deleted or not many_records.can_update(session.dirty):
            session.flush()
            return
        many_records.update(session, self._collect_changed(session.dirty))
        self._note(session)

    def before_flush(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        """Collect what is about to be written, and stamp it."""
        for record in session.new:
            if isinstance(record, Record):
                self._collect_new(record)
        self._collect_changed(session.dirty)
        for record in session.deleted:
            if isinstance(record, Record):
                self._waiting.append((record, self._gone(record)))

    def _collect_changed(self, records: Iterable[object]) -> list[Record]:
        """Note what changed, stamp it and count it, in the order it was first touched: the session keeps it in any order."""
        order = {key: place for place, key in enumerate(self._causes)}
        found = []
        for record in sorted(records, key=lambda record: order.get(id(record), len(order))):
            if isinstance(record, Record) and (changes := committed_changes(record)):
                if not all(field_map(type(record))[name].stamp for name in changes):
                    self._stamp(record)
                    changes = committed_changes(record)
                for name, value in sort_keys.keys(type(record), {name: after for name, (_before, after) in changes.items()}).items():
                    setattr(record, name, value)
                record.version += 1
                self._waiting.append((record, self._change_of(record, UPDATE, changes)))
                found.append(record)
        return found

    def after_flush(self, session: Session, _context: UOWTransaction) -> None:
        """Note id and version of what was written, and keep the search index in step."""
        self._note(session)

    def _note(self, session: Session) -> None:
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
            elif change.change == INSERT or any(line.field.searched for line in change.lines):
                texts.setdefault(model, []).append((record.id, search_index.search_text(model, record.__dict__)))
        self._waiting.clear()
        connection = session.connection()
        for model, rows in texts.items():
            search_index.put(connection, model, rows)
        for model, lost in gone.items():
            search_index.remove(connection, model, lost)

    def write(
        self, connection: Connection, changes: ChangeSet, who: str, *, batch: int = 0, undoes: int = 0, undone: Sequence[int] = ()
    ) -> None:
        """Keep the collected change set as history, on the connection that wrote the records.

        `undoes` is the entry it takes back, `undone` those of its change sets that it takes back.
        """
        if not self._entries:
            return
        from contactdesk.storage import history_rows  # what only looks, like the first list, needs no history

        changes.entry = history_rows.write(connection, changes, self._entries, self.now, who, batch=batch, undoes=undoes)
        if undoes:
            history_rows.mark_undone(connection, undoes, undone, batch or changes.entry)

    def _collect_new(self, record: Record) -> None:
        """As `_collect`; written past SQLAlchemy's attributes, because long jobs make hundreds of thousands."""
        values = record.__dict__
        kept = self._kept_stamps.pop(id(record), {})
        values.update((name, kept.get(name, moment)) for name, moment in self._moments(type(record)).items())
        values.update(sort_keys.keys(type(record), values))
        values["version"] = values.get("version") or 1  # a record that an undo brings back goes on counting
        born = _Born(type(record), values.copy(), self._causes.pop(id(record), {}), self._whole_causes.pop(id(record), EDIT))
        series = self._numbers_from.pop(id(record), "")
        self._waiting.append((record, RecordChange(record.__tablename__, 0, record.key, record.title, INSERT, 0, born, series)))

    def _moments(self, model: type[Record]) -> Mapping[str, Any]:
        """The present moment as each stamp of `model` holds it."""
        found = self._stamps.get(model)
        if found is None:
            moment = self.now.replace(microsecond=0)
            kinds = {field_.name: field_.kind for field_ in fields_of(model) if field_.stamp}
            found = self._stamps[model] = {
                name: moment.date() if isinstance(kind, Day) else moment.time() if isinstance(kind, Clock) else moment
                for name, kind in kinds.items()
            }
        return found

    def _stamp(self, record: Record) -> None:
        kept = self._kept_stamps.pop(id(record), {})
        for name, moment in self._moments(type(record)).items():
            setattr(record, name, kept.get(name, moment))

    def _gone(self, record: Record) -> RecordChange:
        """The deletion of `record`, with everything it held; read past SQLAlchemy's attributes, because long undos delete many."""
        held = record.__dict__
        values = ((name, held[name] if name in held else getattr(record, name), empty) for name, empty in _blanks(type(record)))
        return self._change_of(record, DELETE, {name: (value, empty) for name, value, empty in values if value != empty})

    def _change_of(self, record: Record, change: int, values: Mapping[str, tuple[Any, Any]]) -> RecordChange:
        declared = field_map(type(record))
        causes, cause = self._causes.pop(id(record), {}), self._whole_causes.pop(id(record), EDIT)
        lines = [FieldChange(declared[name], before, after, causes.get(name, cause)) for name, (before, after) in values.items()]
        series = self._numbers_from.pop(id(record), "")
        return RecordChange(record.__tablename__, 0, record.key, record.title, change, 0, lines, series)

    def _merge(self, change: RecordChange) -> None:
        """Show a record once, even when it was written in several steps."""
        known = self._merged.get((change.table, change.id))
        if known is None or change.change == DELETE:
            shown = RecordChange(
                change.table, change.id, change.no, change.name, change.change, change.version, change.noted, change.number_from
            )
            self._merged[change.table, change.id] = shown
            self.records.append(shown)
            return
        known.version, known.no, known.name = change.version, change.no, change.name
        known.noted = list(known.lines)
        positions = {line.field.name: index for index, line in enumerate(known.lines)}
        for line in change.lines:
            index = positions.get(line.field.name)
            if index is None:
                known.lines.append(line)
            else:
                known.lines[index] = FieldChange(line.field, known.lines[index].before, line.after, line.cause)
