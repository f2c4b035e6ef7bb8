"""Company becomes person, person becomes company (contacts 2.2; relations R-78, R-79)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select

from contactdesk import errors
from contactdesk.model.contact import COMPANY, PERSON, Contact
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import CUSTOMER, EMPLOYEE
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.rules import names
from contactdesk.services import assignments, office
from contactdesk.services.loading import find, links_of
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _, n_


def change_type(unit: Unit, contact: Contact, new: int, values: Mapping[str, Any] = MappingProxyType({})) -> None:
    """Make a stored contact a `new` type after all checks (contacts C-20 to C-26).

    `values` are typed together with the type: what they clear is not in the way.
    """
    if new == COMPANY:
        _check_person(unit, contact, values)
        _become_company(unit, contact)
    else:
        _check_company(unit, contact, values)
        _become_person(unit, contact)


def _check_person(unit: Unit, person: Contact, values: Mapping[str, Any]) -> None:
    """contacts C-22, relations R-78"""
    place = {"table": "contact", "record": person.no, "field": "type"}
    found: list[_InTheWay] = []
    level = values.get("organizational_level_code", person.organizational_level_code)
    if level:
        declared = field_map(Contact)["organizational_level_code"]
        found.append((errors.TypeOrganizationalLevel, f"{_(declared.caption)} {level}"))
    found += _assigned(unit, person, COMPANY, _OF_PERSONS)
    if found:
        raise found[0][0](blocking=[text for _refusal, text in found], **place)
    for row in links_of(unit, [person.no]):
        if row.link_to_table == EMPLOYEE.number:
            raise errors.EmployeeCannotBeCompany(entity_no=row.no, **place)


def _check_company(unit: Unit, company: Contact, values: Mapping[str, Any]) -> None:
    """contacts C-24: everything in the way is named at once; the id is that of the first (relations E-16)."""
    persons = unit.session.scalar(select(func.count()).where(Contact.company_no == company.no, Contact.no != company.no)) or 0
    rows = unit.session.scalar(select(func.count()).where(Relation.contact_no == company.no)) or 0
    found: list[_InTheWay] = []
    if persons:
        found.append((errors.TypePersons, n_("{n} person", "{n} persons", persons)))
    if rows:
        found.append((errors.TypeRelations, n_("{n} business relation", "{n} business relations", rows)))
    assigned = dict(_assigned(unit, company, PERSON, _OF_COMPANIES))
    found += [(refusal, text) for refusal, text in assigned.items() if refusal is errors.TypeIndustryGroups]
    found += _filled(company, values, ("currency_code", "vat_registration_no"))
    found += [(refusal, text) for refusal, text in assigned.items() if refusal is errors.TypeWebSources]
    found += _filled(company, values, ("registration_no",))
    if found:
        raise found[0][0](table="contact", record=company.no, field="type", blocking=[text for _refusal, text in found])


_InTheWay = tuple[type[errors.UserError], str]
"""What is refused because of it, and what it is."""

_OF_PERSONS = {"contact_job_responsibility": errors.TypeJobResponsibilities}
_OF_COMPANIES = {"contact_industry_group": errors.TypeIndustryGroups, "contact_web_source": errors.TypeWebSources}


def _assigned(unit: Unit, contact: Contact, new: int, refusals: Mapping[str, type[errors.UserError]]) -> list[_InTheWay]:
    """The assignments that a contact of the `new` type cannot have."""
    counted = assignments.unfit(unit, contact.no, new)
    return [(refusal, _counted(table, counted[table])) for table, refusal in refusals.items() if table in counted]


def _counted(table: str, count: int) -> str:
    if table == "contact_job_responsibility":
        return n_("{n} job responsibility", "{n} job responsibilities", count)
    if table == "contact_industry_group":
        return n_("{n} industry group", "{n} industry groups", count)
    return n_("{n} web source", "{n} web sources", count)


def _filled(company: Contact, values: Mapping[str, Any], names: Iterable[str]) -> list[_InTheWay]:
    declared = field_map(Contact)
    filled = [name for name in names if values.get(name, getattr(company, name))]
    return [(errors.CompanyField, _(declared[name].caption)) for name in filled]


def _become_company(unit: Unit, contact: Contact) -> None:
    """contacts C-23, C-26; a customer link stays and its Contact Type follows (relations R-78)."""
    unit.change(
        contact,
        type=COMPANY,
        organizational_level_code="",
        first_name="",
        middle_name="",
        surname="",
        job_title="",
        company_no=contact.no,
        company_name=contact.name,
        salutation_code=office.marketing(unit)["def_company_salutation_code"],
        lookup_contact_no="",
        minor=False,
        parental_consent_received=False,
    )
    for row in links_of(unit, [contact.no]):
        customer = find(unit, CUSTOMER.model, row.no) if row.link_to_table == CUSTOMER.number else None
        if customer is not None:
            unit.change(customer, contact_type=COMPANY)


def _become_person(unit: Unit, contact: Contact) -> None:
    """contacts C-25, C-26"""
    parts = names.split_name(contact.name)
    if notice := names.cut_notice(parts):
        unit.notice("name.cut", notice, contact.no)
    unit.change(
        contact,
        type=PERSON,
        company_no="",
        company_name="",
        salutation_code=office.marketing(unit)["default_person_salutation_code"],
        lookup_contact_no=contact.no,
        **parts.as_values(),
    )
