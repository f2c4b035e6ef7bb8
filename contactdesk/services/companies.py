"""Which company a person is given (contacts C-30, C-31)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.contact import COMPANY, Contact
from contactdesk.services.contact_finding import loosely
from contactdesk.services.loading import find
from contactdesk.services.values import not_found
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import N_

SHOWN = 50
_NONE = N_("none")


def resolve_company(unit: Unit, contact: Contact, values: dict[str, Any], *, own_no: str = "") -> Contact | None:
    """The company that typed Company No. or Company Name mean; takes both out of `values`.

    Without either the present company. `own_no` is the number typed for a contact that is new.
    Raises `CompanyOnCompany`, `NotFound`, `SelectContact`.
    """
    typed_no, typed_name = values.pop("company_no", None), values.pop("company_name", None)
    if contact.type == COMPANY:
        if typed_no and typed_no not in (contact.no, own_no):
            raise errors.CompanyOnCompany(table="contact", record=contact.no or own_no, field="company_no")
        return None
    if typed_no is not None and (typed_no or typed_name is None or not typed_name):
        return _company(unit, contact, typed_no, "company_no") if typed_no else None
    if typed_name is None:
        return find(unit, Contact, contact.company_no) if contact.company_no else None
    if not typed_name:
        return None
    if contact.company_no and typed_name == contact.company_name:
        return find(unit, Contact, contact.company_no)
    return _by_name(unit, contact, typed_name)


def check_own_company(company: Contact, values: Mapping[str, Any]) -> None:
    """A company is its own company and nobody else's (contacts C-30, 1.1). Raises `CompanyOnCompany`."""
    own = {"company_no": {company.no}, "company_name": {company.company_name, values.get("name", company.name)}}
    for field, allowed in own.items():
        if field in values and values[field] not in allowed:
            raise errors.CompanyOnCompany(table="contact", record=company.no, field=field)


def _company(unit: Unit, contact: Contact, no: str, field: str) -> Contact:
    """contacts C-30: the number of a company, not of a person."""
    found = find(unit, Contact, no.upper())
    if found is None or not found.is_company:
        raise not_found("contact", no, field=field, record=contact.no or "", inside="contact")
    return found


def _by_name(unit: Unit, contact: Contact, text: str) -> Contact:
    """contacts C-31, steps 2 to 5; several hits come back as the choice to be made."""
    if (exact := find(unit, Contact, text.upper())) is not None:
        return _company(unit, contact, exact.no, "company_name")
    found = companies_like(unit, text)
    if len(found) == 1:
        return found[0]
    raise errors.SelectContact(
        table="contact",
        record=contact.no or "",
        field="company_name",
        value=text,
        found=[f"{one.no} {one.name}" for one in found] or [Caption(_NONE)],
        choices=[(one.no, one.name) for one in found],
    )


def companies_like(unit: Unit, text: str) -> list[Contact]:
    """The companies a typed name can mean, by the first step of contacts C-31 that finds any."""
    companies = select(Contact).where(Contact.type == COMPANY).order_by(Contact.name, Contact.no).limit(SHOWN)
    for step in loosely(unit, text):
        if found := list(unit.session.scalars(companies.where(step))):
            return found
    return []
