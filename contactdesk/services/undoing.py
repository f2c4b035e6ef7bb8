"""Taking change sets back: changed values return, new records go, removed links return (relations G-31 to G-35).

All records of a change set are read at once, and what may be deleted is deleted at once.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import Any, cast

from sqlalchemy import func, or_, select
from sqlalchemy.orm import undefer

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.attached import CommentLine
from contactdesk.model.base import Record
from contactdesk.model.change_kinds import DELETE, INSERT, UPDATE
from contactdesk.model.classification import ASSIGNMENTS
from contactdesk.model.contact import Contact
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.model.file_kinds import Content
from contactdesk.model.history import ChangeSetRow, HistoryEntry
from contactdesk.model.kinds import Text
from contactdesk.model.link_kinds import BY_ID, BY_NUMBER
from contactdesk.model.relation import BusinessRelation
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import TABLES
from contactdesk.services import alt_address_undo, assignments, comments, party_bank_accounts
from contactdesk.services.loading import find, link_of, links_of
from contactdesk.services.spreading import recalculate_all
from contactdesk.services.undo_checks import Reasons, check_undoable, contacts_to_keep, reasons_to_keep
from contactdesk.services.undo_follow import hold_all, later_entry, settle
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import N_, _

Places = Mapping[str, Container[int]]
"""Ids of records by table."""


@dataclass(slots=True)
class Undone:
    """What an undo did, and what it left as it is, with the reason (relations G-31, G-34)."""

    entry: int
    records: int = 0
    kept: list[str] = field(default_factory=list)
    changed: int = 0
    """How many records changed, those among them that followed others."""
    cancelled: bool = False
    """Was it stopped? What is done stays, and the rest of the entry can still be undone."""


def undo(unit: Unit, entry: int, anyway: bool, *, only: Sequence[int] = (), ahead: Places | None = None) -> Undone:
    """Take an entry back, or `only` these of its change sets.

    `ahead` has the records that a preview has taken back already without writing it. Raises `NotFound`, and
    `CannotUndo` for what can only be taken back as a whole.
    """
    wanted = among(ChangeSetRow.id, only) if only else or_(ChangeSetRow.id == entry, ChangeSetRow.batch == entry)
    heads = list(unit.session.scalars(select(ChangeSetRow).where(wanted).order_by(ChangeSetRow.id)))
    if not heads:
        raise errors.NotFound(table_caption=Caption(N_("History entry")), value=str(entry))
    undone = Undone(entry)
    numbers = [head.id for head in heads]
    unit.memory.update({("batch of", head.id): head.batch or head.id for head in heads})
    # Rows that have the names of its fields do as well, and are made a good deal faster.
    query = select(*HistoryEntry.__table__.columns).where(among(HistoryEntry.change_set_id, numbers)).order_by(HistoryEntry.id.desc())
    rows = cast("Sequence[HistoryEntry]", unit.session.execute(query).all())
    hold_all(unit, rows)
    check_undoable(unit, entry, heads, rows)
    unit.undoes, unit.undone = entry, numbers
    known: dict[str, dict[int, Record]] = {}
    with unit.because(Cause("undo", str(entry))):
        # What belongs together was written by one change set of a batch.
        for _change_set, piece in groupby(rows, key=lambda row: row.change_set_id):
            for table, present in _Piece(unit, list(piece), undone, anyway, ahead or {}).undo().items():
                known.setdefault(table, {}).update(present)
            unit.flush()
        settle(unit, entry, undone.kept, known)
    return undone


@dataclass(slots=True)
class _Piece:
    """The entries of one change set, newest first."""

    unit: Unit
    rows: Sequence[HistoryEntry]
    undone: Undone
    anyway: bool
    ahead: Places
    present: dict[str, dict[int, Record]] = field(default_factory=dict)
    reasons: Reasons = field(default_factory=dict)
    staying: dict[str, str] = field(default_factory=dict)

    def undo(self) -> dict[str, dict[int, Record]]:
        """Take it back; the records its entries tell of, as far as they were there."""
        by_table: dict[str, list[HistoryEntry]] = {}
        for row in self.rows:
            by_table.setdefault(row.record_table, []).append(row)
        self.present = {table: _present(self.unit, TABLES[table], entries) for table, entries in by_table.items()}
        self.reasons = reasons_to_keep(self.unit, self.rows, self.present, self.ahead)
        self.staying = contacts_to_keep(self.reasons, self.present)
        self.undone.kept += [f"{_(Contact.CAPTION)} {no}: {reason}" for no, reason in self.staying.items()]
        for table, entries in by_table.items():
            self._undo_table(TABLES[table], entries)
        self.unit.flush()
        self._recalculate(by_table.get(Relation.__tablename__, ()))
        return self.present

    def _undo_table(self, model: type[Record], entries: Sequence[HistoryEntry]) -> None:
        found = self.present[model.__tablename__]
        for row, next_row in zip_longest(entries, entries[1:]):
            record = found.get(row.record_id)
            if not self._goes_with_staying(row, record):
                self._undo_record(model, row, record)
            if next_row is not None and next_row.change != row.change:
                self.unit.flush()  # a key must be free before another row takes it

    def _goes_with_staying(self, row: HistoryEntry, record: Record | None) -> bool:
        """A contact that stays keeps its link, and it stays primary contact (relations G-34)."""
        if isinstance(record, Contact):
            return record.no in self.staying
        if isinstance(record, Relation):
            return row.change == INSERT and record.contact_no in self.staying
        primary = (row.lines or {}).get("primary_contact_no")
        return primary is not None and primary[1] in self.staying

    def _recalculate(self, rows: Iterable[HistoryEntry]) -> None:
        made = {row.record_no for row in self.rows if row.change == INSERT and row.record_table == Contact.__tablename__}
        nos = {str((row.lines or {}).get("contact_no", [""])[0] or row.record_no.split(" ")[0]) for row in rows}
        if nos := nos - (made - self.staying.keys()):
            query = select(Contact).where(among(Contact.no, nos)).order_by(Contact.id)
            recalculate_all(self.unit, self.unit.session.scalars(query).all())

    def _undo_record(self, model: type[Record], row: HistoryEntry, record: Record | None) -> None:
        undone, name = self.undone, f"{_(model.CAPTION)} {row.record_no}"
        if row.change == UPDATE and record is not None:
            undone.records += self._restore_values(record, row)
        elif row.change == INSERT and record is not None:
            if reasons := self.reasons.get((row.record_table, row.record_id)):
                undone.kept.append(f"{name}: {', '.join(reasons)}")
            else:
                self.unit.remove(record)
                undone.records += 1
        elif row.change == DELETE and record is None and model is not Contact and model.__tablename__ not in BY_ID:
            _bring_back(self.unit, model, row, undone, name)
        elif row.change == DELETE:
            undone.kept.append(_("{record} was deleted and does not come back").format(record=name))
        elif row.change == UPDATE and row.record_id not in self.ahead.get(row.record_table, ()):
            undone.kept.append(_("{record} does not exist any more").format(record=name))

    def _restore_values(self, record: Record, row: HistoryEntry) -> int:
        """Each value returns if it still is what the entry made it; otherwise it is listed and stays (relations G-31)."""
        declared = field_map(type(record))
        anyway = self.anyway or row.record_id in self.ahead.get(row.record_table, ())
        values: dict[str, Any] = {}
        stamps: dict[str, Any] = {}
        kept: list[str] = []
        for name, pair in (row.lines or {}).items():
            spec = declared.get(name)
            if spec is None:
                continue
            present = spec.kind.format(getattr(record, name))
            before = _value(spec, pair[0])
            if spec.stamp:
                stamps[name] = before if present == pair[1] else getattr(record, name)
            elif present == pair[1] or anyway:
                values[name] = before
            elif present != pair[0]:
                kept.append(_stays(self.unit, record, row, spec, present))
        changed = self.unit.change(record, **values)
        if not kept:
            # The record is again as it was, so its stamps are too, unless somebody changed it meanwhile.
            changed = self.unit.restamp(record, stamps) or changed
        self.undone.kept += kept
        return int(changed)


def _present(unit: Unit, model: type[Record], entries: Sequence[HistoryEntry]) -> dict[int, Record]:
    """The records of one table that the entries tell of, by id; with their pictures where those are going to be asked for."""
    files = [spec.name for spec in fields_of(model) if isinstance(spec.kind, Content)]
    asked = [name for name in files if any(row.change == INSERT or name in (row.lines or {}) for row in entries)]
    query = select(model).where(among(model.id, {row.record_id for row in entries}))
    query = query.options(*(undefer(getattr(model, name)) for name in asked))
    return {record.id: record for record in unit.session.scalars(query)}


def _value(spec: Field, stored: object) -> Any:
    """What the history keeps as text; texts return as they were, also those a rule of today would refuse."""
    text = str(stored)
    if not text:
        return spec.kind.empty
    return text if isinstance(spec.kind, Text) else spec.kind.parse(text)


def _stays(unit: Unit, record: Record, row: HistoryEntry, spec: Field, present: str) -> str:
    later = later_entry(unit, row, spec.name)
    known = _("{record}: {field} was changed by entry {no} and stays {value}")
    unknown = _("{record}: {field} was changed since and stays {value}")
    return (known if later else unknown).format(record=record.key, field=_(spec.caption), value=present, no=later)


def _bring_back(unit: Unit, model: type[Record], row: HistoryEntry, undone: Undone, name: str) -> None:
    """A removed relation returns if both records exist and nobody took its place (relations G-32); a row of a code table too."""
    declared = field_map(model)
    given = {key: spec.kind.empty for key, spec in declared.items()}
    given |= {key: _value(declared[key], pair[0]) for key, pair in (row.lines or {}).items() if key in declared}
    reason = _why_not_back(unit, given) if model is Relation else _why_no_code_back(unit, model, given)
    if reason:
        undone.kept.append(f"{name}: {reason}")
        return
    # It is the same record again, so that what was done to it before can still be undone.
    own = (HistoryEntry.record_table == row.record_table, HistoryEntry.record_id == row.record_id)
    version = unit.session.scalar(select(func.max(HistoryEntry.version)).where(*own)) or row.version
    record = unit.add(model(id=row.record_id, version=version + 1, **given))
    unit.recorder.keep_stamps(record, {key: given[key] for key, spec in declared.items() if spec.stamp})
    undone.records += 1


def _why_no_code_back(unit: Unit, model: type[Record], values: dict[str, Any]) -> str:
    same = [model.__table__.columns[name] == values[name] for name in model.KEY]
    if unit.session.scalar(select(model.id).where(*same)) is not None:
        return _("another one has its key now")
    if model.__tablename__ in ASSIGNMENTS:
        return assignments.why_not_back(unit, model, values)
    if model.__tablename__ in alt_address_undo.TABLES:
        return alt_address_undo.why_not_back(unit, model, values)
    if model in party_bank_accounts.TABLES:
        return party_bank_accounts.why_not_back(unit, model, values)
    return comments.why_not_back(unit, values) if model is CommentLine else ""


def _why_not_back(unit: Unit, values: dict[str, Any]) -> str:
    contact_no, number, no = values.get("contact_no", ""), values.get("link_to_table", 0), values.get("no", "")
    if find(unit, Contact, contact_no) is None:
        return _("the contact does not exist any more")
    if find(unit, BusinessRelation, values.get("business_relation_code", "")) is None:
        return _("its relation code does not exist any more")
    if not no:
        return ""
    kind = BY_NUMBER[number]
    if find(unit, kind.model, no) is None:
        return _("{record} does not exist any more").format(record=f"{_(kind.caption)} {no}")
    if link_of(unit, kind, no) is not None or any(row.link_to_table == number for row in links_of(unit, [contact_no])):
        return _("another link has taken its place")
    return ""
