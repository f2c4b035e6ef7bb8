"""Other addresses of a contact, and when they hold (contacts 1.6, 2.8)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Code, Day, Email, Link, Phone, Text
from contactdesk.model.parts import OfContact
from contactdesk.text import N_

COMMUNICATION = N_("Communication")


class ContactAltAddress(OfContact, Record):
    """An address that a contact uses at times: a holiday home, the stand at a fair."""

    __tablename__ = "contact_alt_address"
    KEY: ClassVar[tuple[str, ...]] = ("contact_no", "code")
    TITLE = "company_name"
    CAPTION, CAPTIONS = N_("Contact Alt. Address"), N_("Contact Alt. Addresses")

    code: Mapped[str] = field(N_("Code"), Code(10), N_("Code of the address, for example HOLIDAY."), listed=True)
    company_name: Mapped[str] = field(N_("Company Name"), Text(100), N_("Name above the address."), listed=True)
    company_name_2: Mapped[str] = field(N_("Company Name 2"), Text(50), N_("Second line of the name."))
    address: Mapped[str] = field(N_("Address"), Text(100), N_("Street and house number."), listed=True)
    address_2: Mapped[str] = field(N_("Address 2"), Text(50), N_("Second line of the address."))
    post_code: Mapped[str] = field(
        N_("Post Code"), Code(20), N_("Post code; a known one fills in the city."), refers_to="post_code", free=True
    )
    city: Mapped[str] = field(N_("City"), Text(30), N_("City; a known one fills in the post code."))
    county: Mapped[str] = field(N_("County"), Text(30), N_("County, state or province."))
    country_region_code: Mapped[str] = field(N_("Country/Region Code"), Code(10), N_("Country of the address."), refers_to="country")
    phone_no: Mapped[str] = field(N_("Phone No."), Phone(30), N_("Telephone number."), group=COMMUNICATION, listed=True)
    mobile_phone_no: Mapped[str] = field(N_("Mobile Phone No."), Phone(30), N_("Mobile telephone number."), group=COMMUNICATION)
    extension_no: Mapped[str] = field(N_("Extension No."), Text(30), N_("Extension behind the telephone number."), group=COMMUNICATION)
    pager: Mapped[str] = field(N_("Pager"), Text(30), N_("Pager number."), group=COMMUNICATION)
    fax_no: Mapped[str] = field(N_("Fax No."), Text(30), N_("Fax number."), group=COMMUNICATION)
    telex_no: Mapped[str] = field(N_("Telex No."), Text(20), N_("Telex number."), group=COMMUNICATION)
    telex_answer_back: Mapped[str] = field(N_("Telex Answer Back"), Text(20), N_("Telex answer back code."), group=COMMUNICATION)
    e_mail: Mapped[str] = field(N_("Email"), Email(80), N_("Mail address, used instead of that of the contact."), group=COMMUNICATION)
    search_e_mail: Mapped[str] = field(N_("Search Email"), Code(80), N_("Mail address in capitals."), group=COMMUNICATION, editable=False)
    home_page: Mapped[str] = field(N_("Home Page"), Link(255), N_("Web address."), group=COMMUNICATION)
    last_date_modified: Mapped[date | None] = field(N_("Last Date Modified"), Day(), N_("Day of the last change."), editable=False)

    __table_args__ = (UniqueConstraint("contact_no", "code", name="uq_contact_alt_address"),)


class ContactAltAddrDateRange(OfContact, Record):
    """From when to when an alternate address holds; ranges may overlap, the latest start wins (contacts C-73)."""

    __tablename__ = "contact_alt_addr_date_range"
    KEY: ClassVar[tuple[str, ...]] = ("contact_no", "starting_date")
    TITLE = "contact_alt_address_code"
    CAPTION, CAPTIONS = N_("Contact Alt. Addr. Date Range"), N_("Contact Alt. Addr. Date Ranges")

    starting_date: Mapped[date | None] = field(N_("Starting Date"), Day(), N_("First day the address holds."), listed=True)
    ending_date: Mapped[date | None] = field(N_("Ending Date"), Day(), N_("Last day the address holds; blank means no end."), listed=True)
    contact_alt_address_code: Mapped[str] = field(
        N_("Contact Alt. Address Code"), Code(10), N_("An alternate address of the same contact."), listed=True
    )

    __table_args__ = (UniqueConstraint("contact_no", "starting_date", name="uq_contact_alt_addr_date_range"),)
