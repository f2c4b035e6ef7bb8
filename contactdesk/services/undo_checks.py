"""Why a record made by an action stays when the action is undone (relations G-33 to G-35)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from contactdesk import errors
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.model.history import DELETE, INSERT, ChangeSetRow, HistoryEntry
from contactdesk.model.link_kinds import BY_ID, BY_NUMBER, equal_pairs
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import TABLES, references_to
from contactdesk.services.belongings import ATTACHED
from contactdesk.services.loading import find
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

PROGRAM_FIELDS = frozenset(
    {
        *("business_relation", "lookup_contact_no", "search_e_mail", "company_name"),
        *("last_date_modified", "last_time_modified", "last_modified_date_time"),
    }
)
"""Fields the program keeps by itself: a change of them is no edit of the user."""


FOLLOWED = frozenset({"sync", "heal", "inherit", "computed", "primary"})
"""Causes by which a record follows another one: no edit of its own (relations G-33, G-34)."""


def check_undoable(unit: Unit, entry: int, heads: Sequence[ChangeSetRow], rows: Sequence[HistoryEntry]) -> None:
    """Refuse what can only be taken back as a whole, before anything is changed (relations G-32, G-33, G-35, E-30).

    Raises `CannotUndo`; `CannotUndoConversion` for an entity that is used, which offers to remove the link only.
    """
    if heads[0].undone_by:
        raise errors.CannotUndo(entry=entry, reasons=[_("it was undone by entry {no}").format(no=heads[0].undone_by)])
    deleted = [f"{_(TABLES[row.record_table].CAPTION)} {row.record_no}" for row in rows if _is_lost(row)]
    if deleted:
        reasons = [_("{record} was deleted and does not come back").format(record=one) for one in deleted[:5]]
        raise errors.CannotUndo(entry=entry, reasons=reasons)
    if heads[0].action in ("link", "unlink", "create_as"):
        later = [_("entry {no} changed the same link later").format(no=no) for no in _later_link_entries(unit, heads, rows)]
        if later:
            raise errors.CannotUndo(entry=entry, reasons=later)
        drifted = [reason for row in rows if row.change == DELETE and (reason := _drift(unit, row))]
        if drifted:
            raise errors.CannotUndo(entry=entry, reasons=drifted)
    if heads[0].action == "create_as":
        _check_unused(unit, entry, rows)


def _is_lost(row: HistoryEntry) -> bool:
    """Contacts and entities are not brought back (relations G-35)."""
    return row.change == DELETE and (row.record_table == Contact.__tablename__ or row.record_table in BY_ID)


def _later_link_entries(unit: Unit, heads: Sequence[ChangeSetRow], rows: Sequence[HistoryEntry]) -> list[int]:
    own = [row for row in rows if row.record_table == Relation.__tablename__]
    same = or_(HistoryEntry.record_no.in_({row.record_no for row in own}), HistoryEntry.record_id.in_({row.record_id for row in own}))
    query = (
        select(ChangeSetRow.id)
        .join(HistoryEntry, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(HistoryEntry.record_table == Relation.__tablename__, same)
        .where(ChangeSetRow.id > max(head.id for head in heads), ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0)
    )
    return sorted(set(unit.session.scalars(query)))


def _drift(unit: Unit, row: HistoryEntry) -> str:
    """A link comes back only while both records still agree (relations G-32); otherwise the link dialog decides."""
    if row.record_table != Relation.__tablename__:
        return ""
    values = {name: str(pair[0]) for name, pair in (row.lines or {}).items()}
    kind = BY_NUMBER.get(field_map(Relation)["link_to_table"].kind.parse(values.get("link_to_table", "")))
    contact = find(unit, Contact, values.get("contact_no", ""))
    entity = find(unit, kind.model, values.get("no", "")) if kind is not None else None
    if kind is None or contact is None or entity is None:
        return ""
    declared = field_map(Contact)
    differing = [
        _(declared[pair.contact_field].caption)
        for pair in equal_pairs(kind)
        if getattr(contact, pair.contact_field) != getattr(entity, pair.entity_field)
    ]
    if not differing:
        return ""
    text = _("{contact} and {entity} differ now ({fields}); link them anew and choose whose values stay")
    return text.format(contact=contact.no, entity=entity.key, fields=", ".join(differing))


def _check_unused(unit: Unit, entry: int, rows: Sequence[HistoryEntry]) -> None:
    """relations G-33"""
    for row in rows:
        if row.change == INSERT and row.record_table in BY_ID:
            record = unit.session.get(TABLES[row.record_table], row.record_id)
            reasons = reasons_to_keep(unit, record, row) if record is not None else []
            if record is not None and reasons:
                caption = f"{_(record.CAPTION)} {record.key}"
                raise errors.CannotUndoConversion(entry=entry, record=record.key, reasons=[f"{caption}: {', '.join(reasons)}"])


def contacts_to_keep(unit: Unit, rows: Sequence[HistoryEntry]) -> dict[str, str]:
    """Number -> reason of the contacts that one change set made and that stay, with their links (relations G-34)."""
    made = {row.record_id: row for row in rows if row.change == INSERT and row.record_table == Contact.__tablename__}
    present = list(unit.session.scalars(select(Contact).where(Contact.id.in_(made)))) if made else []
    kept = {contact.no: ", ".join(reasons) for contact in present if (reasons := reasons_to_keep(unit, contact, made[contact.id]))}
    for contact in present:
        if contact.no in kept and contact.company_no not in kept and any(one.no == contact.company_no for one in present):
            kept[contact.company_no] = _("{record} stays").format(record=contact.no)
    return kept


def reasons_to_keep(unit: Unit, record: Record, row: HistoryEntry) -> list[str]:
    """Later edits and references that speak against deleting `record`, which the entry of `row` made; empty: it may go."""
    reasons = []
    later = _later_edit(unit, row)
    if later:
        reasons.append(_("it was changed later by entry {no}").format(no=later))
    reasons += _references(unit, record, row)
    return reasons


def _later_edit(unit: Unit, row: HistoryEntry) -> int:
    """The first later entry, not undone, that changed more than what the program keeps by itself."""
    own = _group_of(unit, row.change_set_id)
    query = (
        select(HistoryEntry, ChangeSetRow)
        .join(ChangeSetRow, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(HistoryEntry.record_table == row.record_table, HistoryEntry.record_id == row.record_id, HistoryEntry.version > row.version)
        .where(ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0)
        .order_by(HistoryEntry.id)
    )
    for entry, change_set in unit.session.execute(query):
        if (change_set.batch or change_set.id) == own:
            continue
        if _is_own_edit(entry):
            return int(change_set.batch or change_set.id)
    return 0


def _is_own_edit(entry: HistoryEntry) -> bool:
    """Did somebody change the record itself? What it took over from another one is no reason to keep it."""
    return any(
        name not in PROGRAM_FIELDS and Cause.restored(str(values[2]) if len(values) > 2 else entry.cause).id not in FOLLOWED
        for name, values in (entry.lines or {}).items()
    )


def _group_of(unit: Unit, change_set_id: int) -> int:
    key = ("batch of", change_set_id)
    if key not in unit.memory:
        batch = unit.session.scalar(select(ChangeSetRow.batch).where(ChangeSetRow.id == change_set_id))
        unit.memory[key] = batch or change_set_id
    found: int = unit.memory[key]
    return found


def _references(unit: Unit, record: Record, row: HistoryEntry) -> list[str]:
    """Records from outside the entry that refer to this one (relations G-33, G-34)."""
    if len(record.KEY) != 1:
        return []
    inside = _made_by_entry(unit, row)
    found = []
    for model, field in references_to(record.__tablename__):
        if model is Relation and isinstance(record, Contact):
            continue
        column = model.__table__.columns[field.name]
        query = select(model.__table__.columns["id"]).where(column == record.key)
        if model is type(record):
            query = query.where(model.__table__.columns["id"] != record.id)
        outside = [one for one in unit.session.scalars(query) if (model.__tablename__, one) not in inside]
        if outside:
            found.append(_("{captions} refer to it ({count})").format(captions=_(model.CAPTIONS), count=len(outside)))
    for attached in ATTACHED:
        hanging = select(attached.id).where(attached.record_table == record.__tablename__, attached.record_id == record.id)
        outside = [one for one in unit.session.scalars(hanging) if (attached.__tablename__, one) not in inside]
        if outside:
            found.append(_("{captions} belong to it ({count})").format(captions=_(attached.CAPTIONS), count=len(outside)))
    kind = BY_ID.get(record.__tablename__)
    links = select(Relation.id).where(Relation.contact_no == record.key) if isinstance(record, Contact) else None
    if kind is not None:
        links = select(Relation.id).where(Relation.link_to_table == kind.number, Relation.no == record.key)
    own = list(unit.session.scalars(links)) if links is not None else []
    if any((Relation.__tablename__, one) not in inside for one in own):
        found.append(_("it has further relations"))
    elif own and (later := _later_link_entry(unit, own, _group_of(unit, row.change_set_id))):
        found.append(_("entry {no} changed the same link later").format(no=later))
    return found


def _later_link_entry(unit: Unit, links: Sequence[int], group: int) -> int:
    """The first other entry, not undone, that changed one of these relation rows; 0 if there is none."""
    head = func.coalesce(func.nullif(ChangeSetRow.batch, 0), ChangeSetRow.id)
    query = (
        select(func.min(head))
        .join(HistoryEntry, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(HistoryEntry.record_table == Relation.__tablename__, HistoryEntry.record_id.in_(links))
        .where(head > group, ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0)
    )
    return int(unit.session.scalar(query) or 0)


def _made_by_entry(unit: Unit, row: HistoryEntry) -> set[tuple[str, int]]:
    """What the same entry made or changed: it is undone together with this record."""
    group = _group_of(unit, row.change_set_id)
    key = ("made by", group)
    if key not in unit.memory:
        query = (
            select(HistoryEntry.record_table, HistoryEntry.record_id)
            .join(ChangeSetRow, ChangeSetRow.id == HistoryEntry.change_set_id)
            .where(func.coalesce(func.nullif(ChangeSetRow.batch, 0), ChangeSetRow.id) == group)
        )
        unit.memory[key] = {(table, record) for table, record in unit.session.execute(query)}
    found: set[tuple[str, int]] = unit.memory[key]
    return found
