"""What was changed, and taking it back (design, decision 3; relations G-30 to G-36)."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, zip_longest
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.attached import CommentLine
from contactdesk.model.base import Record
from contactdesk.model.classification import ASSIGNMENTS
from contactdesk.model.contact import Contact
from contactdesk.model.fields import Field, field_map
from contactdesk.model.history import DELETE, INSERT, UPDATE, ChangeSetRow, HistoryEntry
from contactdesk.model.kinds import Text
from contactdesk.model.link_kinds import BY_ID, BY_NUMBER
from contactdesk.model.relation import BusinessRelation
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import TABLES
from contactdesk.services import assignments, comments
from contactdesk.services.last_changes import LastChange, last_change
from contactdesk.services.loading import find, link_of, links_of
from contactdesk.services.spreading import recalculate
from contactdesk.services.undo_checks import check_undoable, contacts_to_keep, reasons_to_keep
from contactdesk.services.undo_follow import hold_all, later_entry, settle
from contactdesk.storage.change_sets import CHANGES, Cause
from contactdesk.storage.unit_of_work import Actions, Done, Unit
from contactdesk.text import N_, _

ACTIONS = {
    "create": N_("Create"),
    "save": N_("Edit"),
    "delete": N_("Delete"),
    "create_as": N_("Create as"),
    "create_contact": N_("Create contact"),
    "create_contacts": N_("Create contacts from"),
    "link": N_("Link"),
    "unlink": N_("Unlink"),
    "relation": N_("Relation code"),
    "import": N_("Import"),
    "setup": N_("Setup"),
    "apply_template": N_("Apply Template"),
    "save_as_template": N_("Save as Template"),
    "copy_template": N_("Copy Template"),
    "undo": N_("Undo"),
    "attach": N_("Attach"),
    "detach": N_("Remove attachment"),
    "repair": N_("Repair"),
    "new": N_("New database"),
    "demo": N_("Demo company"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One user action in the history; a long job is one entry with all its batches."""

    no: int
    at: datetime
    who: str
    action: str
    summary: str
    records: int
    undone_by: int
    undoes: int

    @property
    def caption(self) -> str:
        """What was done, in the user's language."""
        return _(ACTIONS.get(self.action, self.action))


@dataclass(frozen=True, slots=True)
class Line:
    """One value in the history, before and after as text."""

    table: str
    no: str
    change: str
    field: Field
    before: str
    after: str
    cause: Cause


@dataclass(slots=True)
class Undone:
    """What an undo did, and what it left as it is, with the reason (relations G-31, G-34)."""

    entry: int
    records: int = 0
    kept: list[str] = field(default_factory=list)


class History:
    """Look at what was done, and undo it."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def entries(self, *, table: str = "", no: str = "", limit: int = 100, before: int = 0) -> list[Entry]:
        """The newest entries, of one record where it is named (relations G-36)."""
        head = func.coalesce(func.nullif(ChangeSetRow.batch, 0), ChangeSetRow.id)
        query = (
            select(head.label("no"), func.count(HistoryEntry.id.distinct()))
            .outerjoin(HistoryEntry, and_(HistoryEntry.change_set_id == ChangeSetRow.id, HistoryEntry.value_class == 0))
            .group_by(head)
            .order_by(head.desc())
            .limit(limit)
        )
        if no:
            query = query.where(HistoryEntry.record_no == no.strip().upper())
        if table:
            query = query.where(HistoryEntry.record_table == table)
        if before:
            query = query.where(ChangeSetRow.id < before)
        with self._actions.reading() as session:
            counts = {row[0]: row[1] for row in session.execute(query)}
            rows = session.scalars(select(ChangeSetRow).where(ChangeSetRow.id.in_(counts)).order_by(ChangeSetRow.id.desc()))
            return [Entry(row.id, row.at, row.who, row.action, row.summary, counts[row.id], row.undone_by, row.undoes) for row in rows]

    def lines(self, entry: int) -> list[Line]:
        """Every recorded value of an entry; an insertion shows as one line without values. Raises `NotFound`."""
        with self._actions.reading() as session:
            found = session.scalars(_entries_of(entry).order_by(HistoryEntry.id)).all()
        if not found:
            raise errors.NotFound(table_caption=Caption(N_("History entry")), value=str(entry))
        return [line for row in found for line in _lines_of(row)]

    def last_change(self, table: str, no: str) -> LastChange | None:
        """Who changed a record last, and which fields; None where the history tells of no change."""
        with self._actions.reading() as session:
            return last_change(session, table, no.strip().upper())

    def last_undoable(self) -> int:
        """The newest entry that was not undone and is no undo, 0 for none."""
        query = select(func.max(ChangeSetRow.id)).where(ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0, ChangeSetRow.action != "new")
        with self._actions.reading() as session:
            last = session.scalar(query) or 0
            batch = session.scalar(select(ChangeSetRow.batch).where(ChangeSetRow.id == last)) or 0
        return batch or last

    def undo(self, entry: int, *, anyway: bool = False, dry_run: bool = False) -> Done[Undone]:
        """Take an entry back (relations G-31 to G-35): changed values return, new records go, removed links return.

        A value that changed since stays and is listed, unless `anyway`. Raises `NotFound`, and `CannotUndo`
        with the reasons when nothing of it can be taken back.
        """
        return self._actions.act("undo", lambda unit: _undo(unit, entry, anyway), dry_run=dry_run, summary=str(entry))


def _entries_of(entry: int) -> Select[HistoryEntry]:
    own = or_(ChangeSetRow.id == entry, ChangeSetRow.batch == entry)
    return select(HistoryEntry).join(ChangeSetRow, ChangeSetRow.id == HistoryEntry.change_set_id).where(own)


def _lines_of(row: HistoryEntry) -> list[Line]:
    model = TABLES.get(row.record_table)
    if model is None:
        return []
    declared = field_map(model)
    main = Cause.restored(row.cause)
    change = CHANGES[row.change]
    if row.lines is None:
        key = declared[model.KEY[0]] if model.KEY else next(iter(declared.values()))
        return [Line(row.record_table, row.record_no, change, key, "", row.record_no, main)]
    return [
        Line(
            row.record_table,
            row.record_no,
            change,
            declared[name],
            str(values[0]),
            str(values[1]),
            Cause.restored(str(values[2])) if len(values) > 2 else main,
        )
        for name, values in row.lines.items()
        if name in declared
    ]


def _undo(unit: Unit, entry: int, anyway: bool) -> Undone:
    heads = list(unit.session.scalars(select(ChangeSetRow).where(or_(ChangeSetRow.id == entry, ChangeSetRow.batch == entry))))
    if not heads:
        raise errors.NotFound(table_caption=Caption(N_("History entry")), value=str(entry))
    undone = Undone(entry)
    rows = unit.session.scalars(_entries_of(entry).order_by(HistoryEntry.id.desc())).all()
    hold_all(unit, rows)
    check_undoable(unit, entry, heads, rows)
    unit.undoes = entry
    with unit.because(Cause("undo", str(entry))):
        # What belongs together was written by one change set of a batch.
        for _change_set, piece in groupby(rows, key=lambda row: row.change_set_id):
            _undo_piece(unit, list(piece), undone, anyway)
            unit.flush()
        settle(unit, entry, undone.kept)
    if not undone.records and undone.kept:
        raise errors.CannotUndo(entry=entry, reasons=undone.kept[:5])
    return undone


def _undo_piece(unit: Unit, rows: Sequence[HistoryEntry], undone: Undone, anyway: bool) -> None:
    staying = contacts_to_keep(unit, rows)
    undone.kept += [f"{_(Contact.CAPTION)} {no}: {reason}" for no, reason in staying.items()]
    by_table: dict[str, list[HistoryEntry]] = {}
    for row in rows:
        by_table.setdefault(row.record_table, []).append(row)
    touched: set[str] = set()
    for table, entries in by_table.items():
        model = TABLES[table]
        found = {one.id: one for one in unit.session.scalars(select(model).where(model.id.in_({row.record_id for row in entries})))}
        for row, next_row in zip_longest(entries, entries[1:]):
            if _belongs_to(row, found.get(row.record_id), staying):
                continue
            _undo_record(unit, model, row, found.get(row.record_id), undone, anyway)
            if model is Relation:
                touched.add(str((row.lines or {}).get("contact_no", [""])[0] or row.record_no.split(" ")[0]))
            if next_row is not None and next_row.change != row.change:
                unit.flush()  # a key must be free before another row takes it
    unit.flush()
    _recalculate(unit, touched)


def _belongs_to(row: HistoryEntry, record: Record | None, staying: Container[str]) -> bool:
    """A contact that stays keeps its link, and it stays primary contact (relations G-34)."""
    if isinstance(record, Contact):
        return record.no in staying
    if isinstance(record, Relation):
        return row.change == INSERT and record.contact_no in staying
    primary = (row.lines or {}).get("primary_contact_no")
    return primary is not None and primary[1] in staying


def _recalculate(unit: Unit, contact_nos: set[str]) -> None:
    for contact in unit.session.scalars(select(Contact).where(Contact.no.in_(contact_nos)).order_by(Contact.id)).all():
        recalculate(unit, contact)


def _undo_record(unit: Unit, model: type[Record], row: HistoryEntry, record: Record | None, undone: Undone, anyway: bool) -> None:
    name = f"{_(model.CAPTION)} {row.record_no}"
    if row.change == UPDATE and record is not None:
        undone.records += _restore_values(unit, record, row, undone, anyway)
    elif row.change == INSERT and record is not None:
        reasons = reasons_to_keep(unit, record, row)
        if reasons:
            undone.kept.append(f"{name}: {', '.join(reasons)}")
        else:
            unit.remove(record)
            undone.records += 1
    elif row.change == DELETE and record is None and model is not Contact and model.__tablename__ not in BY_ID:
        _bring_back(unit, model, row, undone, name)
    elif row.change == DELETE:
        undone.kept.append(_("{record} was deleted and does not come back").format(record=name))
    elif row.change == UPDATE:
        undone.kept.append(_("{record} does not exist any more").format(record=name))


def _restore_values(unit: Unit, record: Record, row: HistoryEntry, undone: Undone, anyway: bool) -> int:
    """Each value returns if it still is what the entry made it; otherwise it is listed and stays (relations G-31)."""
    declared = field_map(type(record))
    values: dict[str, Any] = {}
    stamps: dict[str, Any] = {}
    kept = len(undone.kept)
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
            undone.kept.append(_stays(unit, record, row, spec, present))
    changed = unit.change(record, **values)
    if len(undone.kept) == kept:
        # The record is again as it was, so its stamps are too, unless somebody changed it meanwhile.
        changed = unit.restamp(record, stamps) or changed
    return int(changed)


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
