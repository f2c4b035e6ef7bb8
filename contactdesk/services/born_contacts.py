"""The contact that a new entity gets (relations 3.2)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.model.base import Record
from contactdesk.model.contact import PERSON, Contact
from contactdesk.model.link_kinds import CUSTOMER, EMPLOYEE, LinkKind
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.rules import names, sync
from contactdesk.services import numbers, office
from contactdesk.services.contacts import become_what_it_is, join_company
from contactdesk.services.loading import find
from contactdesk.services.relation_rows import insert_link
from contactdesk.services.spreading import Spread, recalculate, touch
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

NO_NUMBER = (
    errors.NoSeriesSetup,
    errors.SeriesNotAutomatic,
    errors.SeriesUsedUp,
    errors.NoLineForDate,
    errors.NumberOutOfRange,
    errors.NumberTooLong,
    errors.DateOrder,
)
"""Why a number series gives no number."""


def contact_for_new(unit: Unit, kind: LinkKind, entity: Record, primary_no: str = "") -> Contact | None:
    """The contact of an entity saved for the first time, or None where none is made (relations R-5 to R-8).

    A missing relation code means none, silently; a missing number series means none, with a notice.
    """
    if not office.marketing(unit)[kind.code_field]:
        return None
    if _fill_pending(unit, kind, entity, primary_no):
        return None
    if primary_no and _primary_brings_link(kind, entity):
        return None
    try:
        contact = born(unit, kind, entity)
    except errors.NoContactNumber as refusal:
        text = _("No contact was created. {reason}")
        unit.notice("contact.not_created", text.format(reason=refusal.facts["reason"]), entity.key)
        return None
    own_primary(unit, kind, entity, contact)
    return contact


def _primary_brings_link(kind: LinkKind, entity: Any) -> bool:
    """Choosing a primary contact ties an entity to that contact's company (relations R-62), except a person that is a customer."""
    return kind.has_primary_contact and (kind is not CUSTOMER or entity.contact_type != PERSON)


def own_primary(unit: Unit, kind: LinkKind, entity: Record, contact: Contact) -> None:
    """A person that is a customer itself is its own primary contact (relations R-8)."""
    if kind.has_primary_contact and not contact.is_company:
        with unit.because(Cause("primary")):
            unit.change(entity, primary_contact_no=contact.no, contact=contact.name)


def contact_number(unit: Unit) -> tuple[str, str]:
    """The number of a contact that an action makes, and its series. Raises `NoContactNumber` E-02."""
    try:
        return numbers.next_no(unit, Contact)
    except NO_NUMBER as refusal:
        raise errors.NoContactNumber(field=refusal.field, table=refusal.table, reason=refusal) from None


def _fill_pending(unit: Unit, kind: LinkKind, entity: Record, primary_no: str) -> bool:
    """relations R-6: a row that waited for this entity at the company of its primary contact."""
    person = find(unit, Contact, primary_no) if primary_no and entity.key else None
    if person is None or person.is_company or not person.company_no:
        return False
    query = select(Relation).where(Relation.contact_no == person.company_no, Relation.link_to_table == kind.number, Relation.no == "")
    row = unit.session.scalar(query)
    if row is None:
        return False
    with unit.because(Cause("row")):
        unit.change(row, no=entity.key)
    company = find(unit, Contact, person.company_no)
    if company is not None:
        spread = Spread(unit, entity)
        spread.write_from_entity(company, kind, entity, set())
        spread.from_contact(company, arrived=True)
        touch(unit, company)
        recalculate(unit, company)
    return True


def born(unit: Unit, kind: LinkKind, entity: Any) -> Contact:
    """A new contact with everything the entity shares with it, linked (relations R-7).

    Raises `RelationCodeMissing` E-01 and `NoContactNumber` E-02.
    """
    code = office.relation_code(unit, kind)
    values = sync.born_values(entity, kind)
    no, series = contact_number(unit)
    with unit.because(Cause("sync", entity.no)):
        contact = unit.add(Contact.born(no=no, no_series=series, **values))
        if unit.dry_run:
            unit.recorder.number_is_from(contact, series)
        if contact.type == PERSON and kind is not EMPLOYEE:
            parts = names.split_name(contact.name)
            if notice := names.cut_notice(parts):
                unit.notice("name.cut", notice, contact.no)
            unit.change(contact, **parts.as_values())
        if kind is EMPLOYEE:  # whose Search Name is no shared field; all others bring theirs, blank or not
            contact.search_name = names.search_form(contact.name)
        become_what_it_is(contact, str(office.marketing(unit)["def_company_salutation_code"]))
        contact.business_relation = kind.number
    insert_link(unit, contact.no, code, kind, entity.no)
    return contact


def person_named(unit: Unit, company: Contact, name: str) -> Contact:
    """A new person of `company` called `name`, with what it inherits (relations R-15, R-63)."""
    no, series = contact_number(unit)
    parts = names.split_name(name)
    if notice := names.cut_notice(parts):
        unit.notice("name.cut", notice, no)
    with unit.because(Cause("primary")):
        person = unit.add(
            Contact.born(
                no=no,
                no_series=series,
                type=PERSON,
                name=name,
                search_name=names.search_form(name),
                **parts.as_values(),
            )
        )
        if unit.dry_run:
            unit.recorder.number_is_from(person, series)
    if company.is_company:
        join_company(unit, person, company)
    become_what_it_is(person, "")
    person.business_relation = company.business_relation
    return person
