"""Where a contact is reached on a day: its active alternate address, its printed address, numbers to call (contacts 2.6, 2.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.model.alt_address import ContactAltAddrDateRange, ContactAltAddress
from contactdesk.model.codes import ADDRESS_FORMATS, CONTACT_ADDRESS_FORMATS, Country
from contactdesk.model.contact import Contact
from contactdesk.rules import alt_addresses, printed_address
from contactdesk.rules.alt_addresses import DateRange, NumberToCall, Reached
from contactdesk.rules.phone_numbers import PhoneHint, phone_hint
from contactdesk.services import office
from contactdesk.services.loading import find, load
from contactdesk.services.number_notices import iso_country
from contactdesk.services.values import values_of
from contactdesk.storage.unit_of_work import Actions, Unit

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ActiveAddress:
    """The alternate address of a contact that is active on a day, and the last day it is; None for no end."""

    code: str
    until: date | None
    values: Values
    """All fields of the address."""

    @property
    def key(self) -> str:
        """The key of the address for `desk.records`."""
        return f"{self.values['contact_no']} {self.code}"


class Addresses:
    """Looks at addresses and telephone numbers; they are written through `desk.records`.

    Every method takes the day it is about; without one it is the work date, for a call today.
    """

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def active_alternate(self, contact_no: str, day: date | None = None) -> ActiveAddress | None:
        """The alternate address of a contact that is active on `day` (contacts C-73). Raises `NotFound`."""
        with self._actions.looking() as unit:
            return active(unit, load(unit, Contact, contact_no).no, day or unit.today)

    def numbers_to_call(self, contact_no: str, day: date | None = None) -> list[NumberToCall]:
        """The telephone numbers of a contact and of the company it works for, the default first (contacts C-54).

        Those of the alternate addresses active on `day` are among them; without one on today's date, whatever the
        work date is: a call is made now. Raises `NotFound`, `NoPhone`.
        """
        with self._actions.looking() as unit:
            contact = load(unit, Contact, contact_no)
            day = day or date.today()
            company = _company(unit, contact)
            found = alt_addresses.numbers_to_call(
                *_reached(contact, active(unit, contact.no, day)),
                *(_reached(company, active(unit, company.no, day), company.name) if company is not None else ()),
            )
        if not found:
            raise errors.NoPhone(table="contact", record=contact.no, field="phone_no", value=f"{contact.no} {contact.name}".strip())
        return found

    def printed(self, contact_no: str, day: date | None = None) -> list[str]:
        """The lines of the address on labels and cover sheets (contacts C-76). Raises `NotFound`."""
        with self._actions.looking() as unit:
            contact = load(unit, Contact, contact_no)
            return printed(unit, contact, day or unit.today)

    def on_card(self, contact_no: str) -> tuple[ActiveAddress | None, tuple[str, ...]]:
        """The active alternate address and the printed lines on the work date, in one look. Raises `NotFound`."""
        with self._actions.looking() as unit:
            contact = load(unit, Contact, contact_no)
            own = active(unit, contact.no, unit.today)
            return own, tuple(_lines(unit, contact, own, unit.today))

    def phone_hints(self, country: str, numbers: Mapping[str, str]) -> dict[str, PhoneHint]:
        """What is worth knowing about telephone numbers by field; `country` is the code of their address.

        The stored text stays as typed, and nothing is refused (contacts C-50).
        """
        with self._actions.looking() as unit:
            iso = iso_country(unit, country)
        return {name: phone_hint(text, iso) for name, text in numbers.items()}


def active(unit: Unit, contact_no: str, day: date) -> ActiveAddress | None:
    """The alternate address of a contact that is active on `day` (contacts C-73)."""
    query = select(ContactAltAddrDateRange).where(ContactAltAddrDateRange.contact_no == contact_no)
    ranges = [
        DateRange(one.starting_date, one.ending_date, one.contact_alt_address_code)
        for one in unit.session.scalars(query)
        if one.starting_date is not None
    ]
    found = alt_addresses.active_alternate(ranges, day)
    if found is None:
        return None
    wanted = select(ContactAltAddress).where(ContactAltAddress.contact_no == contact_no, ContactAltAddress.code == found.code)
    address = unit.session.scalar(wanted)
    return ActiveAddress(found.code, alt_addresses.active_until(ranges, day), values_of(address)) if address is not None else None


def printed(unit: Unit, contact: Contact, day: date) -> list[str]:
    """The lines of the address on labels and cover sheets (contacts C-76)."""
    return _lines(unit, contact, active(unit, contact.no, day), day)


def _lines(unit: Unit, contact: Contact, own: ActiveAddress | None, day: date) -> list[str]:
    company = _company(unit, contact)
    theirs = active(unit, company.no, day) if company is not None and own is None else None
    to = printed_address.addressee(
        values_of(contact),
        values_of(company) if company is not None else None,
        own.values if own is not None else None,
        theirs.values if theirs is not None else None,
        inherits_address=theirs is not None and bool(office.marketing(unit)["inherit_address_details"]),
    )
    return printed_address.address_lines(to, _form(unit, to.country))


def _form(unit: Unit, country: str) -> printed_address.Form:
    """How addresses of `country` are written; a foreign country is named under them."""
    own = office.own_country(unit)
    query = select(Country.address_format, Country.contact_address_format, Country.name).where(Country.code == (country or own))
    row = unit.session.execute(query).first()
    abroad = bool(country) and country != own
    if row is None:
        return printed_address.Form(country_name=country if abroad else "")
    return printed_address.Form(ADDRESS_FORMATS[row[0]], CONTACT_ADDRESS_FORMATS[row[1]], row[2] if abroad else "")


def _company(unit: Unit, contact: Contact) -> Contact | None:
    """The company a person works for."""
    return find(unit, Contact, contact.company_no) if not contact.is_company and contact.company_no else None


def _reached(contact: Contact, alternate: ActiveAddress | None, company: str = "") -> Sequence[Reached]:
    found = [Reached(contact.phone_no, contact.mobile_phone_no, company=company)]
    if alternate is not None:
        found.append(Reached(alternate.values["phone_no"], alternate.values["mobile_phone_no"], alternate.code, company))
    return found
