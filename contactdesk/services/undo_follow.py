"""What follows from values that an undo brought back, and what must not remain (relations G-31 to G-35; reliability P-4).

An undo restores values one by one. What came later may depend on them: a person that joined the company
meanwhile, a link, a number that is referred to. Here all of it is brought in step, or the undo is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select

from contactdesk import errors
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.model.history import UPDATE, ChangeSetRow, HistoryEntry
from contactdesk.model.link_kinds import BY_NUMBER, LINK_KINDS, LinkKind, equal_pairs
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.setup import MarketingSetup
from contactdesk.model.tables import TABLES
from contactdesk.services import setup_rules
from contactdesk.services.assignments import unfit
from contactdesk.services.loading import find, hold, hold_entities, links_of
from contactdesk.services.renumbering import carry_number
from contactdesk.services.spreading import persons_of, recalculate
from contactdesk.storage.change_sets import RecordChange
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

AT_ONCE = 500
_CODES = frozenset(kind.code_field for kind in LINK_KINDS)


def hold_all(unit: Unit, rows: Sequence[HistoryEntry]) -> None:
    """Lock the companies of everything an entry touched (reliability section 3, "Order of locks")."""
    if not unit.locks:
        return
    nos: set[str] = set(_present_keys(unit, Contact, rows))
    for row in rows:
        if row.record_table == Relation.__tablename__:
            nos.add(str((row.lines or {}).get("contact_no", [""])[0] or row.record_no.split(" ")[0]))
    for kind in LINK_KINDS:
        entities = _present_keys(unit, kind.model, rows)
        for part in _parts(entities):
            links = select(Relation.contact_no).where(Relation.link_to_table == kind.number, Relation.no.in_(part))
            nos |= set(unit.session.scalars(links))
    hold(unit, nos)
    for kind in LINK_KINDS:
        hold_entities(unit, kind, _present_keys(unit, kind.model, rows))


def _present_keys(unit: Unit, model: type[Record], rows: Iterable[HistoryEntry]) -> list[str]:
    ids = sorted({row.record_id for row in rows if row.record_table == model.__tablename__})
    key = model.__table__.columns["no"]
    return [no for part in _parts(ids) for no in unit.session.scalars(select(key).where(model.__table__.columns["id"].in_(part)))]


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def later_entry(unit: Unit, row: HistoryEntry, name: str) -> int:
    """The first entry after that of `row`, not undone, that changed field `name` of the same record; 0 if there is none."""
    query = (
        select(func.coalesce(func.nullif(ChangeSetRow.batch, 0), ChangeSetRow.id), HistoryEntry.lines)
        .join(HistoryEntry, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(HistoryEntry.record_table == row.record_table, HistoryEntry.record_id == row.record_id, HistoryEntry.version > row.version)
        .where(ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0)
        .order_by(HistoryEntry.id)
    )
    return next((int(entry) for entry, lines in unit.session.execute(query) if name in (lines or {})), 0)


def settle(unit: Unit, entry: int, kept: list[str]) -> None:
    """Bring in step what hangs on restored values; `kept` learns what could not return.

    Raises `CannotUndo` when linked records would differ, naming what must be undone first.
    """
    unit.flush()
    changes = [change for change in unit.recorder.records if change.change == UPDATE and _record(unit, change) is not None]
    for change in changes:
        _keep_references(unit, change, kept)
    unit.flush()
    for change in changes:
        _follow(unit, change)
    unit.flush()
    _check(unit, entry)


def _record(unit: Unit, change: RecordChange) -> Any:
    return unit.session.get(TABLES[change.table], change.id)


def _keep_references(unit: Unit, change: RecordChange, kept: list[str]) -> None:
    """A value that names a record which is gone does not return."""
    for line in change.lines:
        table = line.field.refers_to
        if not table or line.field.free or not line.after:
            continue
        record = _record(unit, change)
        value = getattr(record, line.field.name)
        if value and find(unit, TABLES[table], value) is None:
            before = line.before if line.before is not None else line.field.kind.empty
            unit.change(record, **{line.field.name: before})
            text = _("{record}: {field} stays, because {value} does not exist any more")
            kept.append(text.format(record=change.no, field=_(line.field.caption), value=value))


def _follow(unit: Unit, change: RecordChange) -> None:
    record = _record(unit, change)
    names = {line.field.name for line in change.lines}
    for line in change.lines:
        if len(record.KEY) == 1 and line.field.name == record.KEY[0] and line.before:
            carry_number(unit, change.table, line.before, getattr(record, line.field.name))
    if isinstance(record, Contact):
        _follow_contact(unit, record, names)
    elif isinstance(record, MarketingSetup) and names & _CODES:
        unit.memory.clear()
        setup_rules.recalculate_all_linked(unit)
    elif "primary_contact_no" in names:
        person = find(unit, Contact, record.primary_contact_no)
        if person is not None and not person.is_company:
            unit.change(record, contact=person.name)


def _follow_contact(unit: Unit, contact: Contact, names: set[str]) -> None:
    if contact.is_company and names & {"name", "type"}:
        for person in persons_of(unit, contact.no):
            unit.change(person, company_name=contact.name)
    if not contact.is_company and names & {"company_no", "company_name"} and contact.company_no:
        company = find(unit, Contact, contact.company_no)
        if company is not None:
            unit.change(contact, company_name=company.name)
    if not contact.is_company and "name" in names:
        for kind in (kind for kind in LINK_KINDS if kind.has_primary_contact):
            column = kind.model.__table__.columns["primary_contact_no"]
            for entity in unit.session.scalars(select(kind.model).where(column == contact.no)):
                unit.change(entity, contact=contact.name)
    if names & {"company_no", "type", "business_relation"}:
        recalculate(unit, contact)


def _check(unit: Unit, entry: int) -> None:
    """reliability P-4: no link may end up with two values, no person with a company that is none."""
    reasons: list[str] = []
    for row in _links_touched(unit):
        kind = BY_NUMBER.get(row.link_to_table)
        contact, entity = find(unit, Contact, row.contact_no), find(unit, kind.model, row.no) if kind is not None else None
        if kind is not None and contact is not None and entity is not None:
            reasons += _differing(unit, entry, kind, contact, entity)
    for change in unit.recorder.records:
        if change.table == Contact.__tablename__ and change.change == UPDATE and (contact := _record(unit, change)) is not None:
            reasons += _not_a_company(unit, contact)
    if reasons:
        raise errors.CannotUndo(entry=entry, reasons=reasons[:5])


def _links_touched(unit: Unit) -> Iterator[Relation]:
    changes = unit.recorder.records
    ids = [change.id for change in changes if change.table == Relation.__tablename__]
    nos = {Contact.__tablename__: [change.no for change in changes if change.table == Contact.__tablename__]}
    nos |= {kind.id: [change.no for change in changes if change.table == kind.id] for kind in LINK_KINDS}
    conditions: list[tuple[Any, Sequence[Any], int]] = [(Relation.id, ids, 0), (Relation.contact_no, nos["contact"], 0)]
    conditions += [(Relation.no, nos[kind.id], kind.number) for kind in LINK_KINDS]
    seen: set[int] = set()
    for column, values, number in conditions:
        for part in _parts(values):
            query = select(Relation).where(column.in_(part), Relation.no != "")
            for row in unit.session.scalars(query.where(Relation.link_to_table == number) if number else query).all():
                if row.id not in seen:
                    seen.add(row.id)
                    yield row


def _differing(unit: Unit, entry: int, kind: LinkKind, contact: Contact, entity: Record) -> list[str]:
    declared = field_map(Contact)
    fields = [
        _(declared[pair.contact_field].caption)
        for pair in equal_pairs(kind)
        if getattr(contact, pair.contact_field) != getattr(entity, pair.entity_field)
    ]
    if not fields:
        return []
    text = _("{contact} and {entity} would differ ({fields})")
    reason = text.format(contact=contact.no, entity=f"{_(kind.caption)} {entity.key}", fields=", ".join(fields))
    later = _later_on(unit, entry, contact, entity)
    return [reason, *([_("entry {no} changed the same link later").format(no=later)] if later else [])]


def _later_on(unit: Unit, entry: int, contact: Contact, entity: Record) -> int:
    """The newest entry after `entry`, not undone, that touched the contact, the entity or their link."""
    head = func.coalesce(func.nullif(ChangeSetRow.batch, 0), ChangeSetRow.id)
    places = [
        (HistoryEntry.record_table == Contact.__tablename__) & (HistoryEntry.record_id == contact.id),
        (HistoryEntry.record_table == entity.__tablename__) & (HistoryEntry.record_id == entity.id),
    ]
    query = (
        select(func.max(head))
        .join(HistoryEntry, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(head > entry, ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0, places[0] | places[1])
    )
    return int(unit.session.scalar(query) or 0)


def _not_a_company(unit: Unit, contact: Contact) -> list[str]:
    found = []
    if contact.is_company and contact.company_no != contact.no:
        found.append(_("{record} would be a company inside another one").format(record=contact.no))
    if not contact.is_company:
        company = find(unit, Contact, contact.company_no) if contact.company_no else None
        persons = persons_of(unit, contact.no)
        if persons or (company is not None and not company.is_company):
            found.append(_("{record} would be no company, but has persons").format(record=contact.no if persons else contact.company_no))
    kinds = [BY_NUMBER[row.link_to_table] for row in links_of(unit, [contact.no])]
    if any(contact.type not in kind.contact_types for kind in kinds):
        found.append(_("{record} would have a link that its type cannot have").format(record=contact.no))
    for table in unfit(unit, contact.no, contact.type):
        text = _("{record} would have {captions} that its type cannot have")
        found.append(text.format(record=contact.no, captions=_(TABLES[table].CAPTIONS).lower()))
    return found
