"""The rows that tie contacts to relation codes and to what they also are (relations 1.2, 3.1, 3.13)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.link_kinds import BY_NUMBER, LinkKind
from contactdesk.model.relation import BusinessRelation
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.services import office
from contactdesk.services.loading import find, link_of, links_of, load, load_contact
from contactdesk.services.spreading import persons_of, recalculate, touch
from contactdesk.services.values import not_found
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit

_AT_ONCE = 500
"""So many numbers go into one question; old SQLite takes 999."""


def add_free(unit: Unit, contact_no: str, code: str) -> Relation:
    """Give a company a free code (relations R-1). Raises `NotFound`, `CompaniesOnly`, `ReservedCode`, `RelationExists`."""
    contact = load_contact(unit, contact_no, field="contact_no")
    relation = load(unit, BusinessRelation, code, field="business_relation_code")
    _check_free_row(unit, contact, relation.code)
    with unit.because(Cause("row")):
        row = unit.add(Relation(contact_no=contact.no, business_relation_code=relation.code))
    touch(unit, contact)
    recalculate(unit, contact)
    return row


def change_code(unit: Unit, row: Relation, code: str) -> None:
    """Give a free row another code (relations R-2). Raises `LinkedRowFixed` for a link, and what `add_free` raises."""
    if row.link_to_table or row.no:
        raise errors.LinkedRowFixed(table="contact", record=row.contact_no, field="business_relation_code", code=row.business_relation_code)
    contact = load_contact(unit, row.contact_no)
    relation = load(unit, BusinessRelation, code, field="business_relation_code")
    if relation.code == row.business_relation_code:
        return
    _check_free_row(unit, contact, relation.code)
    with unit.because(Cause("row")):
        unit.change(row, business_relation_code=relation.code)
    touch(unit, contact)
    recalculate(unit, contact)


def row_with_code(unit: Unit, contact: Contact, code: str) -> Relation:
    """The row of `contact` with this code. Raises `NotFound`."""
    query = select(Relation).where(Relation.contact_no == contact.no, Relation.business_relation_code == code.strip().upper())
    row = unit.session.scalar(query)
    if row is None:
        raise not_found("business_relation", code, field="business_relation_code", record=contact.no, inside="contact")
    return row


def row_of_kind(unit: Unit, contact: Contact, kind: LinkKind) -> Relation:
    """The link of `contact` with this kind, or what is prepared for one. Raises `NoSuchLink`."""
    query = select(Relation).where(Relation.contact_no == contact.no, Relation.link_to_table == kind.number)
    row = unit.session.scalars(query.order_by(Relation.no.desc()).limit(1)).first()
    if row is None:
        raise errors.NoSuchLink(table="contact", record=contact.no, kind=Caption(kind.caption))
    return row


def remove_row(unit: Unit, contact: Contact, row: Relation) -> None:
    """The row goes; a primary contact from this company is cleared, its name stays as text (relations R-70)."""
    kind = BY_NUMBER.get(row.link_to_table)
    if kind is not None and kind.has_primary_contact and row.no:
        entity = find(unit, kind.model, row.no)
        if entity is not None and entity.primary_contact_no in _members(unit, contact):  # type: ignore[attr-defined]
            with unit.because(Cause("primary")):
                unit.change(entity, primary_contact_no="")
    with unit.because(Cause("row")):
        unit.remove(row)
    touch(unit, contact)
    recalculate(unit, contact)


def insert_link(unit: Unit, contact_no: str, code: str, kind: LinkKind, entity_no: str) -> None:
    """The row that ties contact and entity."""
    with unit.because(Cause("row")):
        unit.add(Relation.born(contact_no=contact_no, business_relation_code=code, link_to_table=kind.number, no=entity_no))


def clear_way(unit: Unit, contact: Contact, code: str, kind: LinkKind) -> None:
    """Take away what must not keep `contact` from a link: free and pending rows with the code, rows whose entity is gone.

    Raises `CodeServesTwoKinds` where the code is taken by another kind (relations U-4, R-77, R-84).
    """
    query = select(Relation).where(Relation.contact_no == contact.no)
    for row in unit.session.scalars(query).all():
        same_code = row.business_relation_code == code
        if not row.no and same_code:
            with unit.because(Cause("row")):
                unit.remove(row)
        elif row.no and (same_code or row.link_to_table == kind.number):
            _check_orphan(unit, contact, row, kind)
            with unit.because(Cause("repair")):
                unit.remove(row)
    unit.flush()


def drop_orphans(unit: Unit, contact: Contact) -> None:
    """Rows of `contact` whose entity is gone go; they never stand in the way of anything (relations R-83, E-31)."""
    for row in links_of(unit, [contact.no]):
        if find(unit, BY_NUMBER[row.link_to_table].model, row.no) is None:
            with unit.because(Cause("repair")):
                unit.remove(row)
    unit.flush()


def _check_orphan(unit: Unit, contact: Contact, row: Relation, kind: LinkKind) -> None:
    other = BY_NUMBER[row.link_to_table]
    if find(unit, other.model, row.no) is not None:
        raise errors.CodeServesTwoKinds(
            table="contact",
            record=contact.no,
            code=row.business_relation_code,
            other_kind=Caption(other.caption),
            entity_no=row.no,
            kind=Caption(kind.caption),
        )


def check_entity_is_free(unit: Unit, kind: LinkKind, entity: Record) -> None:
    """relations R-43, E-09; a row whose contact is gone does not count and is removed (U-3, R-84)."""
    holder = holder_of(unit, kind, entity.key)
    if holder is not None:
        raise errors.LinkedElsewhere(
            table="contact", record=holder.no, field="no", kind=Caption(kind.caption), entity_no=entity.key, name=holder.name
        )


def holder_of(unit: Unit, kind: LinkKind, entity_no: str) -> Contact | None:
    """The contact of an entity; a row whose contact is gone is removed (relations R-83)."""
    row = link_of(unit, kind, entity_no)
    if row is None:
        return None
    holder = find(unit, Contact, row.contact_no)
    if holder is None:
        with unit.because(Cause("repair")):
            unit.remove(row)
        unit.flush()
    return holder


def forget_former(unit: Unit, kind: LinkKind, entity_no: str) -> None:
    """A new entity is nobody's yet: a row left behind by a former one with its number goes (relations U-6, R-84)."""
    row = link_of(unit, kind, entity_no) if _is_named(unit, kind, entity_no) else None
    if row is None:
        return
    contact = find(unit, Contact, row.contact_no)
    with unit.because(Cause("repair")):
        unit.remove(row)
    unit.flush()
    if contact is not None:
        recalculate(unit, contact)


def _is_named(unit: Unit, kind: LinkKind, entity_no: str) -> bool:
    """Does a row name this number? A long job asks for all the numbers it has looked ahead to at once."""
    known: dict[str, bool] = unit.memory.setdefault(("named", kind.id), {})
    if entity_no not in known:
        ahead = [entity_no, *unit.memory.get(("taken", kind.model), ())][:_AT_ONCE]
        named = set(unit.session.scalars(select(Relation.no).where(Relation.link_to_table == kind.number, Relation.no.in_(ahead))))
        known.update({no: no in named for no in ahead})
    return known[entity_no]


def _check_free_row(unit: Unit, contact: Contact, code: str) -> None:
    if not contact.is_company:
        raise errors.CompaniesOnly(table="contact", record=contact.no, company=contact.company_no or "–")
    reserved = office.relation_codes(unit).get(code)
    if reserved is not None:
        raise errors.ReservedCode(
            table="contact", record=contact.no, field="business_relation_code", code=code, kind=Caption(reserved.caption)
        )
    query = select(Relation.id).where(Relation.contact_no == contact.no, Relation.business_relation_code == code)
    if unit.session.scalar(query) is not None:
        raise errors.RelationExists(table="contact", record=contact.no, field="business_relation_code", code=code)


def _members(unit: Unit, contact: Contact) -> Sequence[str]:
    return [contact.no, *(person.no for person in persons_of(unit, contact.no))]
