"""Contacts: creating, editing, changing type and company, renumbering, deleting (contacts sections 2.1 to 2.13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.contact import COMPANY, PERSON, Contact
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import BY_NUMBER, LINK_KINDS
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.rules import inheritance, names
from contactdesk.services import numbers, office
from contactdesk.services.belongings import remove_belongings
from contactdesk.services.companies import check_own_company, resolve_company
from contactdesk.services.completion import completed
from contactdesk.services.contact_types import change_type
from contactdesk.services.loading import find, hold, links_of
from contactdesk.services.relation_rows import drop_orphans
from contactdesk.services.renumbering import carry_number
from contactdesk.services.spreading import Spread, new_business_relation, persons_of, recalculate
from contactdesk.services.values import check_references, values_of
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

Values = dict[str, Any]

NAME_PARTS = ("first_name", "middle_name", "surname")
PERSON_FIELDS = (*NAME_PARTS, "job_title", "organizational_level_code", "minor", "parental_consent_received")
COMPANY_FIELDS = ("currency_code", "vat_registration_no", "registration_no")
DEFAULTS = {
    "salesperson_code": "default_salesperson_code",
    "territory_code": "default_territory_code",
    "country_region_code": "default_country_region_code",
    "language_code": "default_language_code",
    "format_region": "default_format_region",
    "correspondence_type": "default_correspondence_type",
}


def create(unit: Unit, values: Values, *, company: Contact | None = None, places: bool = True, series: str = "") -> Contact:
    """Make a contact from checked values: number, company, defaults, stamps (contacts C-2, C-8 to C-12).

    `company` is the company of a person, where it was found already; `series` a related series that was
    picked for the number (contacts C-5). Raises what the fields, the number series and the type refuse.
    """
    values = dict(values)
    contact = Contact(type=values.pop("type", COMPANY))
    typed_no = values.pop("no", "")
    company = company or resolve_company(unit, contact, values, own_no=typed_no)
    hold(unit, [company.no] if company is not None else [])
    contact.no, contact.no_series = _number(unit, typed_no, series)
    unit.add(contact)
    if unit.dry_run and not typed_no:
        unit.recorder.number_is_from(contact, contact.no_series)
    if company is not None and contact.type == PERSON:
        join_company(unit, contact, company, typed=values)
    apply(unit, contact, values, places=places)
    _complete_new(unit, contact)
    _check_type_fields(contact)
    contact.business_relation = new_business_relation(unit, contact, company)
    return contact


def _number(unit: Unit, typed: str, series: str) -> tuple[str, str]:
    if typed:
        numbers.check_manual(unit, Contact, typed)
        return typed, ""
    return numbers.next_no(unit, Contact, series)


def _complete_new(unit: Unit, contact: Contact) -> None:
    """contacts C-10 to C-12: what a new company is, and the defaults where nothing was filled in."""
    setup = office.marketing(unit)
    become_what_it_is(contact, str(setup["def_company_salutation_code"]))
    with unit.because(Cause("default")):
        if not contact.salesperson_code:
            unit.change(contact, salesperson_code=office.own_salesperson(unit))
        unit.change(
            contact, **{name: setup[default] for name, default in DEFAULTS.items() if setup[default] and not getattr(contact, name)}
        )
        if contact.type == PERSON and not contact.salutation_code:
            unit.change(contact, salutation_code=setup["default_person_salutation_code"])


def become_what_it_is(contact: Contact, company_salutation: str) -> None:
    """What every new company and person holds beside what was typed (contacts C-10, 1.1)."""
    if contact.is_company:
        contact.company_no, contact.company_name = contact.no, contact.name
        contact.salutation_code = company_salutation
        contact.lookup_contact_no = ""
    else:
        contact.lookup_contact_no = contact.no
    contact.search_e_mail = contact.e_mail.upper()


def save(unit: Unit, contact: Contact, values: Values, *, places: bool = True) -> None:
    """Change a stored contact and everything that follows from it (relations R-50, contacts C-110, C-111)."""
    values = dict(values)
    new_no, new_type = values.pop("no", contact.no), values.pop("type", contact.type)
    if new_no != contact.no:
        renumber(unit, contact, new_no)
    spread = Spread(unit, contact)
    moved = new_type != contact.type
    if moved:
        old = _company_of(unit, contact)
        drop_orphans(unit, contact)
        change_type(unit, contact, new_type, values)
        if old is not None:
            _leave_as_primary(unit, contact, old)
    elif contact.is_company:
        check_own_company(contact, values)
    moved = _move(unit, contact, values) or moved
    apply(unit, contact, values, places=places)
    _check_type_fields(contact, values)
    spread.from_contact(contact)
    if moved:
        recalculate(unit, contact)
    spread.settle()


def apply(unit: Unit, contact: Contact, values: Values, *, places: bool = True) -> None:
    """Give `contact` typed values with all their consequences in the same record (contacts 2.5 to 2.7, 2.10)."""
    values = completed(unit, contact, values, places=places)
    check_references(unit, Contact, {name: value for name, value in values.items() if value != getattr(contact, name)}, contact.no)
    _with_name(unit, contact, values)
    _with_privacy(contact, values)
    if "e_mail" in values:
        values["search_e_mail"] = values["e_mail"].upper()
    _notice_same_vat_no(unit, contact, values)
    unit.change(contact, **values)


def _with_name(unit: Unit, contact: Contact, values: Values) -> None:
    """contacts C-40 to C-44: parts compose the name, the name makes parts, the search name follows."""
    parts = {name: values.get(name, getattr(contact, name)) for name in NAME_PARTS}
    typed_parts = any(name in values and values[name] != getattr(contact, name) for name in NAME_PARTS)
    if not contact.is_company and typed_parts and "name" not in values:
        values["name"] = names.compose_name(**parts)
    if "name" not in values or values["name"] == contact.name:
        return
    present = None if contact.is_company else names.NameParts(**parts)
    change = names.after_name(values["name"], contact.name, contact.search_name, person=not contact.is_company, present=present)
    if change.notice:
        unit.notice("name.cut", change.notice, contact.no)
    for name, value in change.changes.items():
        if name != "search_name" or not values.get("search_name"):
            values[name] = value if name not in NAME_PARTS or not typed_parts else parts[name]


def _with_privacy(contact: Contact, values: Values) -> None:
    """contacts C-90 to C-92"""
    minor = values.get("minor", contact.minor)
    consent = values.get("parental_consent_received", contact.parental_consent_received)
    if contact.minor and not minor:
        consent = values["parental_consent_received"] = False
    if consent and not minor:
        raise errors.OnlyForMinors(table="contact", record=contact.no, field="parental_consent_received")
    newly_minor = minor and not contact.minor
    if newly_minor or (minor and consent != contact.parental_consent_received):
        values["privacy_blocked"] = True
    elif values.get("privacy_blocked") is False and contact.privacy_blocked and minor and not consent:
        raise errors.MinorWithoutConsent(table="contact", record=contact.no, field="privacy_blocked", name=contact.name)


def _check_type_fields(contact: Contact, values: Mapping[str, Any] | None = None) -> None:
    """What only the other type may hold (contacts C-9, C-42, C-80, 3.2)."""
    looked_at = values if values is not None else {name: getattr(contact, name) for name in (*PERSON_FIELDS, *COMPANY_FIELDS)}
    declared = field_map(Contact)
    place: dict[str, Any] = {"table": "contact", "record": contact.no}
    for name in PERSON_FIELDS if contact.is_company else COMPANY_FIELDS:
        if looked_at.get(name):
            caption = Caption(declared[name].caption)
            if not contact.is_company:
                raise errors.CompanyField(field=name, blocking=[caption], **place)
            if name in (*NAME_PARTS, "job_title"):
                raise errors.PersonField(field=name, caption=caption, **place)
            raise errors.PersonsOnly(field=name, **place)


def _notice_same_vat_no(unit: Unit, contact: Contact, values: Values) -> None:
    """contacts C-67: another contact with this number is no error, but worth knowing."""
    number = values.get("vat_registration_no")
    if not number or number == contact.vat_registration_no:
        return
    query = select(Contact.no, Contact.name).where(Contact.vat_registration_no == number, Contact.no != contact.no).limit(10)
    others = [f"{no} {name}" for no, name in unit.session.execute(query)]
    if others:
        text = _("VAT number {number} is also that of {contacts}.")
        unit.notice("vat.same", text.format(number=number, contacts=", ".join(others)), contact.no)


def join_company(unit: Unit, person: Contact, company: Contact, *, old: Contact | None = None, typed: Mapping[str, Any] = {}) -> None:
    """Make `person` a person of `company`, with what it takes over (contacts C-33); typed values win."""
    with unit.because(Cause("inherit", company.no)):
        present = {name: getattr(person, name) for name in (*inheritance.ALWAYS, *inheritance.ADDRESS, *inheritance.ON_ASSIGNMENT)}
        taken = inheritance.on_assignment({**present, **typed}, values_of(company), values_of(old) if old else None, office.marketing(unit))
        kept = {name: value for name, value in taken.items() if name not in typed}
        if "e_mail" in kept:
            kept["search_e_mail"] = kept["e_mail"].upper()
        unit.change(person, company_no=company.no, **kept)


def _move(unit: Unit, contact: Contact, values: Values) -> bool:
    """Company No. or Company Name was typed: join, change or leave the company (contacts C-30 to C-37)."""
    if "company_no" not in values and "company_name" not in values:
        return False
    old = _company_of(unit, contact)
    company = resolve_company(unit, contact, values)
    if contact.is_company or (company.no if company else "") == contact.company_no:
        return False
    hold(unit, [company.no] if company is not None else [])
    if company is None:
        unit.change(contact, company_no="", company_name="")
    else:
        join_company(unit, contact, company, old=old, typed=values)
        _notice_same_kind(unit, contact, company)
    if old is not None:
        _leave_as_primary(unit, contact, old)
    return True


def _company_of(unit: Unit, person: Contact) -> Contact | None:
    return find(unit, Contact, person.company_no) if person.company_no not in ("", person.no) else None


def _leave_as_primary(unit: Unit, person: Contact, company: Contact) -> None:
    """A primary contact that moved is none any more; its name stays as text (relations R-66)."""
    for row in links_of(unit, [company.no]):
        kind = BY_NUMBER[row.link_to_table]
        entity = find(unit, kind.model, row.no) if kind.has_primary_contact else None
        if entity is not None and entity.primary_contact_no == person.no:  # type: ignore[attr-defined]
            with unit.because(Cause("primary")):
                unit.change(entity, primary_contact_no="")


def _notice_same_kind(unit: Unit, person: Contact, company: Contact) -> None:
    """relations R-80: person and new company may both be customers; both keep working by themselves."""
    rows = links_of(unit, [person.no, company.no])
    own = {row.link_to_table: row.no for row in rows if row.contact_no == person.no}
    for row in rows:
        if row.contact_no == company.no and row.link_to_table in own:
            text = _("{person} and {company} are both linked: {own} and {other}. Both links stay.")
            facts = {"person": person.no, "company": company.no, "own": own[row.link_to_table], "other": row.no}
            unit.notice("relation.both", text.format(**facts), person.no)


def renumber(unit: Unit, contact: Contact, no: str, series: str = "") -> None:
    """Give a contact another number, drawn from `series` or typed; every reference follows (contacts C-6, relations R-74)."""
    if not series:
        numbers.check_manual(unit, Contact, no, record=contact.no)
    old = contact.no
    with unit.because(Cause("renumber", old)):
        unit.change(contact, no=no, no_series=series)
        carry_number(unit, "contact", old, no)
    # What follows looks for persons and links by the new number.
    unit.flush()


def delete(unit: Unit, contact: Contact) -> int:
    """Delete a contact, and with a company its persons; entities stay (relations R-71, contacts C-115 to C-118).

    Returns how many persons went with it.
    """
    persons = persons_of(unit, contact.no) if contact.is_company else []
    going = [*persons, contact]
    nos = [one.no for one in going]
    with unit.because(Cause("delete", contact.no)):
        for kind in (kind for kind in LINK_KINDS if kind.has_primary_contact):
            column = kind.model.__table__.columns["primary_contact_no"]
            for entity in unit.session.scalars(select(kind.model).where(among(column, nos))):
                unit.change(entity, primary_contact_no="", contact="")
        for row in unit.session.scalars(select(Relation).where(among(Relation.contact_no, nos))):
            unit.remove(row)
        remove_belongings(unit, Contact, going)
        for one in going:
            unit.remove(one)
    return len(persons)
