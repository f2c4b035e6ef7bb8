"""The address as it stands on labels and cover sheets (contacts C-76)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contactdesk.model.codes import ADDRESS_FORMATS, CONTACT_ADDRESS_FORMATS

_FIRST, _AFTER_COMPANY_NAME, _LAST = CONTACT_ADDRESS_FORMATS
_POST_CODE_CITY, _CITY_POST_CODE, _CITY_COUNTY_POST_CODE, _BLANK_LINE = ADDRESS_FORMATS
_SAME_ADDRESS = ("address", "address_2", "post_code", "city")
Values = Mapping[str, str]
"""Texts of a record by field name."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a country writes addresses: the English texts of its two formats, and its name where it is to be printed."""

    address_format: str = _POST_CODE_CITY
    contact_address_format: str = _AFTER_COMPANY_NAME
    country_name: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who an address is for: the names above it, the person among them ("" for none), and the address itself."""

    name: str
    name_2: str
    person: str
    address: Values

    @property
    def country(self) -> str:
        """Code of the country whose formats apply; blank stands for the own one."""
        return self.address.get("country_region_code", "")


def addressee(
    contact: Values,
    company: Values | None,
    own_alternate: Values | None,
    company_alternate: Values | None,
    *,
    inherits_address: bool,
) -> Addressee:
    """Which names and which address are printed, by the four steps of contacts C-76.

    `company` is the company of a person, None for companies and independent persons; the alternates are those
    active on the day. `inherits_address` is Inherit Address Details of the setup.
    """
    if own_alternate is not None:
        return _at(own_alternate, contact["name"])
    if company is None:
        return Addressee(contact["name"], contact.get("name_2", ""), "", contact)
    same = all(contact.get(name, "") == company.get(name, "") for name in _SAME_ADDRESS)
    if company_alternate is not None and inherits_address and same:
        return _at(company_alternate, contact["name"])
    return Addressee(company["name"], company.get("name_2", ""), contact["name"], contact)


def _at(alternate: Values, name: str) -> Addressee:
    """A company whose alternate address carries its own name is not named twice."""
    above = alternate.get("company_name", "")
    return Addressee(above, alternate.get("company_name_2", ""), "" if name == above else name, alternate)


def address_lines(to: Addressee, form: Form) -> list[str]:
    """The lines as printed: blank ones are closed up, but for the one a country's format asks for (contacts C-76)."""
    names = [to.name, to.name_2]
    if form.contact_address_format == _FIRST:
        names.insert(0, to.person)
    elif form.contact_address_format == _AFTER_COMPANY_NAME:
        names.append(to.person)
    above = [line for line in (*names, to.address.get("address", ""), to.address.get("address_2", "")) if line.strip()]
    below = [line for line in (_place(to.address, form.address_format), form.country_name) if line.strip()]
    if form.contact_address_format == _LAST and to.person:
        below.append(to.person)
    gap = [""] if form.address_format == _BLANK_LINE and above and below else []
    return above + gap + below


def _place(address: Values, address_format: str) -> str:
    """The line of post code, city and county in the order of the country."""
    post_code, city, county = (address.get(name, "").strip() for name in ("post_code", "city", "county"))
    if address_format == _CITY_POST_CODE:
        return ", ".join(part for part in (city, post_code) if part)
    if address_format == _CITY_COUNTY_POST_CODE:
        rest = " ".join(part for part in (county, post_code) if part)
        return ", ".join(part for part in (city, rest) if part)
    return " ".join(part for part in (post_code, city) if part)
