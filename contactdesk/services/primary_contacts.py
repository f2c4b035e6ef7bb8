"""The person the office talks to at a customer or vendor (relations 3.9)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.contact import PERSON, Contact
from contactdesk.model.link_kinds import CUSTOMER, LinkKind
from contactdesk.services import office
from contactdesk.services.born_contacts import born, person_named
from contactdesk.services.contacts import join_company
from contactdesk.services.loading import find, hold, link_of, links_of
from contactdesk.services.relation_rows import clear_way, holder_of, insert_link
from contactdesk.services.spreading import Spread, recalculate, touch
from contactdesk.services.values import not_found
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit


def set_primary_contact(unit: Unit, kind: LinkKind, entity: Any, no: str) -> None:
    """Primary Contact No. was typed: Contact follows, a link may arise (relations R-62).

    Raises `NotFound` (E-11), `NotRelated` (E-12), `RelationCodeMissing`, `AlreadyLinked`.
    """
    with unit.because(Cause("primary")):
        unit.change(entity, contact="")
        if not no:
            unit.change(entity, primary_contact_no="")
            return
        hold(unit, [no.upper()])
        contact = find(unit, Contact, no.upper())
        if contact is None:
            raise not_found("contact", no, field="primary_contact_no", record=entity.no, inside=kind.id)
        if kind is not CUSTOMER or entity.contact_type != PERSON:
            _check_relation(unit, kind, entity, contact)
        unit.change(entity, primary_contact_no=contact.no)
        if contact.is_company:
            _take_numbers(unit, kind, entity, contact)
        else:
            unit.change(entity, contact=contact.name)


def _take_numbers(unit: Unit, kind: LinkKind, entity: Any, contact: Contact) -> None:
    names = ("phone_no", "e_mail", "mobile_phone_no") if kind is CUSTOMER else ("phone_no", "e_mail")
    filled = {name: value for name in names if (value := getattr(contact, name))}
    unit.change(entity, **filled)


def _check_relation(unit: Unit, kind: LinkKind, entity: Any, contact: Contact) -> None:
    holder = holder_of(unit, kind, entity.no)
    refusal = errors.NotRelated(
        table=kind.id,
        record=entity.no,
        field="primary_contact_no",
        contact_no=contact.no,
        name=contact.name,
        kind=Caption(kind.caption),
        entity_no=entity.no,
        entity_name=entity.name,
    )
    if holder is not None:
        if holder.no not in (contact.no, contact.company_no):
            raise refusal
        return
    if contact.is_company:
        raise refusal
    if contact.company_no:
        _link_company(unit, kind, entity, contact)
    else:
        company = born(unit, kind, entity)
        join_company(unit, contact, company)
        Spread(unit, contact).from_contact(contact)
        recalculate(unit, company)


def _link_company(unit: Unit, kind: LinkKind, entity: Record, person: Contact) -> None:
    """The company of the chosen person is linked with the entity; the entity is master (relations R-62)."""
    code = office.relation_code(unit, kind)
    for row in links_of(unit, [person.company_no]):
        if row.link_to_table == kind.number and find(unit, kind.model, row.no) is not None:
            raise errors.AlreadyLinked(
                table="contact", record=row.contact_no, field="primary_contact_no", kind=Caption(kind.caption), entity_no=row.no
            )
    company = find(unit, Contact, person.company_no)
    if company is None:
        raise not_found("contact", person.company_no, field="company_no", record=person.no, inside="contact")
    clear_way(unit, company, code, kind)
    insert_link(unit, company.no, code, kind, entity.key)
    spread = Spread(unit, entity)
    spread.write_from_entity(company, kind, entity, set())
    spread.from_contact(company, arrived=True)
    touch(unit, company)
    recalculate(unit, company)


def follow_contact_name(unit: Unit, kind: LinkKind, entity: Any, name: str) -> None:
    """Contact Name was typed where no primary contact is: the person is found or made (relations R-63)."""
    if not office.marketing(unit)[kind.code_field]:
        return
    unit.flush()
    row = link_of(unit, kind, entity.no)
    linked = find(unit, Contact, row.contact_no) if row is not None else None
    if linked is None:
        return
    person = _known_person(unit, linked, name) or person_named(unit, linked, name.strip())
    with unit.because(Cause("primary")):
        unit.change(entity, primary_contact_no=person.no, contact=person.name)


def _known_person(unit: Unit, company: Contact, name: str) -> Contact | None:
    """The person of `company` called `name`, whatever case and outer blanks; SQLite's lower() knows ASCII only."""
    wanted = name.strip().casefold()
    query = select(Contact.no, Contact.name).where(Contact.company_no == company.no, Contact.type == PERSON).order_by(Contact.no)
    found = next((no for no, called in unit.session.execute(query) if called.strip().casefold() == wanted), "")
    return find(unit, Contact, found) if found else None
