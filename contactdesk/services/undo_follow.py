"""What follows from values that an undo brought back, and what must not remain (relations G-31 to G-35; reliability P-4).

An undo restores values one by one. What came later may depend on them: a person that joined the company
meanwhile, a link, a number that is referred to. Here all of it is brought in step, or the undo is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm.attributes import instance_state

from contactdesk import errors
from contactdesk.model.base import Record
from contactdesk.model.change_kinds import DELETE, UPDATE
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.model.history import ChangeSetRow, HistoryEntry
from contactdesk.model.link_kinds import BY_NUMBER, LINK_KINDS, LinkKind, equal_pairs
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.setup import MarketingSetup
from contactdesk.model.tables import TABLES
from contactdesk.services import alt_address_undo, setup_rules
from contactdesk.services.assignments import unfit
from contactdesk.services.loading import hold
from contactdesk.services.renumbering import carry_number
from contactdesk.services.spreading import recalculate_all
from contactdesk.services.undo_checks import Present
from contactdesk.storage.change_sets import RecordChange
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

R = TypeVar("R", bound=Record)

_CODES = frozenset(kind.code_field for kind in LINK_KINDS)


def hold_all(unit: Unit, rows: Sequence[HistoryEntry]) -> None:
    """Lock the companies of everything an entry touched (reliability section 3, "Order of locks")."""
    if not unit.locks:
        return
    nos: set[str] = set(_present_keys(unit, Contact, rows))
    for row in rows:
        if row.record_table == Relation.__tablename__:
            nos.add(str((row.lines or {}).get("contact_no", [""])[0] or row.record_no.split(" ")[0]))
    changed = {kind: ids for kind in LINK_KINDS if (ids := {row.record_id for row in rows if row.record_table == kind.id})}
    for kind, ids in changed.items():
        nos.update(_linked_nos(unit, kind, ids))
    hold(unit, nos)
    for kind, ids in changed.items():  # others may have linked them while this waited
        hold(unit, _linked_nos(unit, kind, ids))


def _linked_nos(unit: Unit, kind: LinkKind, ids: Iterable[int]) -> Sequence[str]:
    """Numbers of the contacts that are linked to these entities."""
    columns = kind.model.__table__.columns
    entities = select(columns["no"]).where(among(columns["id"], ids))
    return unit.session.scalars(select(Relation.contact_no).where(Relation.link_to_table == kind.number, Relation.no.in_(entities))).all()


def _present_keys(unit: Unit, model: type[Record], rows: Iterable[HistoryEntry]) -> list[str]:
    ids = {row.record_id for row in rows if row.record_table == model.__tablename__}
    query = select(model.__table__.columns["no"]).where(among(model.id, ids))
    return list(unit.session.scalars(query)) if ids else []


def _by_no(unit: Unit, model: type[R], nos: Iterable[str]) -> dict[str, R]:
    """The records of `model` with these numbers; blank ones mean none."""
    wanted = set(nos) - {""}
    query = select(model).where(among(model.__table__.columns["no"], wanted))
    return {record.key: record for record in unit.session.scalars(query)} if wanted else {}


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


@dataclass(frozen=True, slots=True)
class _Followed:
    """A record that an undo changed, and the names of the fields it changed."""

    change: RecordChange
    record: Any

    @property
    def names(self) -> set[str]:
        return {line.field.name for line in self.change.lines}


def settle(unit: Unit, entry: int, kept: list[str], known: Present) -> None:
    """Bring in step what hangs on restored values; `kept` learns what could not return, `known` was read already.

    Raises `CannotUndo` when linked records would differ, naming what must be undone first.
    """
    unit.flush()
    changed = _changed(unit, known)
    _keep_references(unit, changed, kept)
    alt_address_undo.settle(unit, ((one.record, {line.field.name: line.before for line in one.change.lines}) for one in changed), kept)
    unit.flush()
    for one in changed:
        _carry_number(unit, one)
    _follow_contacts(unit, [one for one in changed if isinstance(one.record, Contact)])
    _follow_primary_contacts(
        unit, [one.record for one in changed if not isinstance(one.record, Contact) and "primary_contact_no" in one.names]
    )
    if any(isinstance(one.record, MarketingSetup) and one.names & _CODES for one in changed):
        unit.memory.clear()
        setup_rules.recalculate_all_linked(unit)
    unit.flush()
    _check(unit, entry, known)


def _changed(unit: Unit, known: Present, only: str = "") -> list[_Followed]:
    """The records (of the table `only`) that were changed and are there; those that are not `known` are read at once."""
    changes = [change for change in unit.recorder.records if change.change == UPDATE and only in ("", change.table)]
    present: dict[tuple[str, int], Record] = {}
    for table in {change.table for change in changes}:
        own = {change.id for change in changes if change.table == table}
        there = {id: record for id, record in known.get(table, {}).items() if id in own and instance_state(record).persistent}
        present |= {(table, id): record for id, record in there.items()}
        if missing := own - there.keys():
            query = select(TABLES[table]).where(among(TABLES[table].id, missing))
            present |= {(table, record.id): record for record in unit.session.scalars(query)}
    return [_Followed(change, present[change.table, change.id]) for change in changes if (change.table, change.id) in present]


def _keep_references(unit: Unit, changed: Sequence[_Followed], kept: list[str]) -> None:
    """A value that names a record which is gone does not return."""
    referring = [
        (one, line, str(getattr(one.record, line.field.name)))
        for one in changed
        for line in one.change.lines
        if line.field.refers_to and not line.field.free and line.after and getattr(one.record, line.field.name)
    ]
    wanted: dict[str, set[str]] = {}
    for _one, line, value in referring:
        wanted.setdefault(line.field.refers_to, set()).add(value)
    there = {table: _existing(unit, TABLES[table], values) for table, values in wanted.items()}
    text = _("{record}: {field} stays, because {value} does not exist any more")
    for one, line, value in referring:
        if value not in there[line.field.refers_to]:
            before = line.before if line.before is not None else line.field.kind.empty
            unit.change(one.record, **{line.field.name: before})
            kept.append(text.format(record=one.change.no, field=_(line.field.caption), value=value))


def _existing(unit: Unit, model: type[Record], keys: Iterable[str]) -> set[str]:
    column = model.__table__.columns[model.KEY[0]]
    return set(unit.session.scalars(select(column).where(among(column, keys))))


def _carry_number(unit: Unit, one: _Followed) -> None:
    for line in one.change.lines:
        if len(one.record.KEY) == 1 and line.field.name == one.record.KEY[0] and line.before:
            carry_number(unit, one.change.table, line.before, getattr(one.record, line.field.name))


def _follow_contacts(unit: Unit, changed: Sequence[_Followed]) -> None:
    """Persons follow the name of their company, and what is linked follows both."""
    companies = {one.record.no: one.record for one in changed if one.record.is_company and one.names & {"name", "type"}}
    if companies:
        query = select(Contact).where(among(Contact.company_no, companies), Contact.no != Contact.company_no).order_by(Contact.id)
        for person in unit.session.scalars(query).all():
            unit.change(person, company_name=companies[person.company_no].name)
    moved = [one.record for one in changed if not one.record.is_company and one.names & {"company_no", "company_name"}]
    present = _by_no(unit, Contact, (person.company_no for person in moved))
    for person in moved:
        if person.company_no in present:
            unit.change(person, company_name=present[person.company_no].name)
    renamed = {one.record.no: one.record.name for one in changed if not one.record.is_company and "name" in one.names}
    for kind in (kind for kind in LINK_KINDS if kind.has_primary_contact and renamed):
        column = kind.model.__table__.columns["primary_contact_no"]
        for entity in unit.session.scalars(select(kind.model).where(among(column, renamed))).all():
            unit.change(entity, contact=renamed[entity.primary_contact_no])  # type: ignore[attr-defined]
    related = [one.record for one in changed if one.names & {"company_no", "type", "business_relation"}]
    if related:
        recalculate_all(unit, related)


def _follow_primary_contacts(unit: Unit, entities: Sequence[Any]) -> None:
    persons = _by_no(unit, Contact, (entity.primary_contact_no for entity in entities))
    for entity in entities:
        person = persons.get(entity.primary_contact_no)
        if person is not None and not person.is_company:
            unit.change(entity, contact=person.name)


def _check(unit: Unit, entry: int, known: Present) -> None:
    """reliability P-4: no link may end up with two values, no person with a company that is none."""
    reasons: list[str] = []
    rows = [row for row in _links_touched(unit) if row.link_to_table in BY_NUMBER]
    contacts = _by_no(unit, Contact, (row.contact_no for row in rows))
    for kind in LINK_KINDS:
        own = [row for row in rows if row.link_to_table == kind.number]
        entities = _by_no(unit, kind.model, (row.no for row in own))
        for row in own:
            if row.contact_no in contacts and row.no in entities:
                reasons += _differing(unit, entry, kind, contacts[row.contact_no], entities[row.no])
    reasons += _not_companies(unit, _changed(unit, known, Contact.__tablename__))
    if reasons:
        raise errors.CannotUndo(entry=entry, reasons=reasons[:5])


def _links_touched(unit: Unit) -> Iterator[Relation]:
    changes = [change for change in unit.recorder.records if change.change != DELETE]
    ids = [change.id for change in changes if change.table == Relation.__tablename__]
    nos = {Contact.__tablename__: [change.no for change in changes if change.table == Contact.__tablename__]}
    nos |= {kind.id: [change.no for change in changes if change.table == kind.id] for kind in LINK_KINDS}
    conditions: list[tuple[Any, Sequence[Any], int]] = [(Relation.id, ids, 0), (Relation.contact_no, nos["contact"], 0)]
    conditions += [(Relation.no, nos[kind.id], kind.number) for kind in LINK_KINDS]
    seen: set[int] = set()
    for column, values, number in conditions:
        if not values:
            continue
        query = select(Relation).where(among(column, values), Relation.no != "")
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


def _not_companies(unit: Unit, changed: Sequence[_Followed]) -> Iterator[str]:
    """Contacts whose type, company, links and assignments do not fit together."""
    if not changed:
        return
    nos = [one.record.no for one in changed]
    persons = select(Contact.company_no).where(among(Contact.company_no, nos), Contact.no != Contact.company_no)
    with_persons = set(unit.session.scalars(persons))
    companies = _by_no(unit, Contact, (one.record.company_no for one in changed))
    kinds: dict[str, list[LinkKind]] = {}
    for row in unit.session.scalars(select(Relation).where(among(Relation.contact_no, nos), Relation.no != "")):
        kinds.setdefault(row.contact_no, []).append(BY_NUMBER[row.link_to_table])
    for one in changed:
        contact = one.record
        yield from _no_company(contact, contact.no in with_persons, companies.get(contact.company_no))
        if any(contact.type not in kind.contact_types for kind in kinds.get(contact.no, ())):
            yield _("{record} would have a link that its type cannot have").format(record=contact.no)
        for table in unfit(unit, contact.no, contact.type) if "type" in one.names else ():
            text = _("{record} would have {captions} that its type cannot have")
            yield text.format(record=contact.no, captions=_(TABLES[table].CAPTIONS).lower())


def _no_company(contact: Contact, has_persons: bool, company: Contact | None) -> Iterator[str]:
    if contact.is_company and contact.company_no != contact.no:
        yield _("{record} would be a company inside another one").format(record=contact.no)
    if not contact.is_company and (has_persons or (company is not None and not company.is_company)):
        yield _("{record} would be no company, but has persons").format(record=contact.no if has_persons else contact.company_no)
