"""Why a record made by an action stays when the action is undone (relations G-33 to G-35)."""

from __future__ import annotations

from sqlalchemy import func, select

from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.history import ChangeSetRow, HistoryEntry
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import references_to
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

PROGRAM_FIELDS = frozenset({"business_relation", "lookup_contact_no", "search_e_mail", "company_name"})
"""Fields the program keeps by itself: a change of them is no edit of the user."""


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
        if set(entry.lines or {}) - PROGRAM_FIELDS - {"last_date_modified", "last_time_modified", "last_modified_date_time"}:
            return int(change_set.batch or change_set.id)
    return 0


def _group_of(unit: Unit, change_set_id: int) -> int:
    key = ("batch of", change_set_id)
    if key not in unit.memory:
        batch = unit.session.scalar(select(ChangeSetRow.batch).where(ChangeSetRow.id == change_set_id))
        unit.memory[key] = batch or change_set_id
    found: int = unit.memory[key]
    return found


def _references(unit: Unit, record: Record, row: HistoryEntry) -> list[str]:
    """Records from outside the entry that refer to this one (relations G-33, G-34)."""
    if not isinstance(record, Contact) and record.__tablename__ not in BY_ID:
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
    links = select(Relation.id).where(Relation.contact_no == record.key) if isinstance(record, Contact) else None
    if links is not None and any((Relation.__tablename__, one) not in inside for one in unit.session.scalars(links)):
        found.append(_("it has further relations"))
    return found


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
