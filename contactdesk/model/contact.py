"""The contact: a company or person the office deals with (contacts section 1)."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import Pair, Way, both, field
from contactdesk.model.kinds import Choice, Clock, Code, Day, Email, Text, YesNo
from contactdesk.model.parts import COMPANY, CONTACT_TYPES, PERSON, Correspondence, Named, Numbered, Party, Pictured, Reach
from contactdesk.text import N_

__all__ = ["BUSINESS_RELATIONS", "COMPANY", "PERSON", "BusinessRelationValue", "Contact"]

COMMUNICATION = N_("Communication")
FOREIGN_TRADE = N_("Foreign Trade")

CORRESPONDENCE_TYPES = ("", N_("Hard Copy"), N_("Email"))
BUSINESS_RELATIONS = (
    "",
    N_("Customer"),
    N_("Vendor"),
    N_("Bank Account"),
    N_("Employee"),
    N_("None"),
    N_("Other"),
    N_("Multiple"),
)

_REGISTRATION = (Pair("customer", "registration_number"), Pair("vendor", "registration_number"))
_SALESPERSON = (
    Pair("customer"),
    Pair("vendor", "purchaser_code", Way.AT_CREATION),
    Pair("bank_account", "our_contact_code", Way.AT_CREATION),
)


class BusinessRelationValue:
    """The numbers of the computed Business Relation (relations 1.4); 1 to 4 are the link kinds."""

    UNKNOWN, NONE, OTHER, MULTIPLE = 0, 5, 6, 7


class Contact(Numbered, Named, Reach, Correspondence, Party, Pictured, Record):
    """A company or a person, whatever else it is to the office."""

    __tablename__ = "contact"
    KEY, TITLE = ("no",), "name"
    CAPTION, CAPTIONS = N_("Contact"), N_("Contacts")
    SEARCHED = True

    # Every company is followed by its persons (contacts 3.1).
    LIST_ORDER = ("company_name", "company_no", "type", "name")
    SORTED = (
        *("name", "name_2", "company_name", "job_title", "business_relation", "post_code", "country_region_code", "phone_no"),
        *("mobile_phone_no", "e_mail", "fax_no", "salesperson_code", "territory_code", "currency_code", "language_code"),
        *("search_name", "privacy_blocked", "minor", "parental_consent_received", "type", "city", "address"),
    )

    __table_args__ = tuple(
        Index(f"ix_contact_{name}", name)
        for name in ("search_name", "company_no", "vat_registration_no", "search_e_mail", "name", "city", "e_mail", "e_mail_2")
    )

    type: Mapped[int] = field(
        N_("Type"),
        Choice(CONTACT_TYPES),
        N_("Company or person; it decides which fields and actions there are."),
        synced=(Pair("customer", "contact_type", Way.TO_ENTITY),),
    )
    company_no: Mapped[str] = field(N_("Company No."), Code(20), N_("Number of the company this person works for."), refers_to="contact")
    company_name: Mapped[str] = field(
        N_("Company Name"),
        Text(100),
        N_("Name of the company this person works for; type part of it to find it."),
        listed=True,
        searched=True,
    )
    first_name: Mapped[str] = field(N_("First Name"), Text(30), N_("First name of the person."), synced=both("employee"), searched=True)
    middle_name: Mapped[str] = field(
        N_("Middle Name"), Text(30), N_("Middle name or prefix of the surname."), synced=both("employee"), searched=True
    )
    surname: Mapped[str] = field(
        N_("Surname"), Text(30), N_("Surname of the person."), synced=(Pair("employee", "last_name"),), searched=True
    )
    initials: Mapped[str] = field(N_("Initials"), Text(30), N_("Initials, for salutations."), synced=both("employee"), searched=True)
    job_title: Mapped[str] = field(N_("Job Title"), Text(30), N_("What the person does."), synced=both("employee"), searched=True)
    salutation_code: Mapped[str] = field(N_("Salutation Code"), Code(10), N_("How letters address the contact."), refers_to="salutation")
    organizational_level_code: Mapped[str] = field(
        N_("Organizational Level Code"), Code(10), N_("Level of the person in its company."), refers_to="organizational_level"
    )
    external_id: Mapped[str] = field(N_("External ID"), Code(20), N_("Number of the contact in another program."))
    lookup_contact_no: Mapped[str] = field(
        N_("Lookup Contact No."),
        Code(20),
        N_("Whether figures cover the person or the whole company."),
        refers_to="contact",
        editable=False,
    )

    e_mail_2: Mapped[str] = field(
        N_("Email 2"), Email(80), N_("A second mail address; never inherited."), group=COMMUNICATION, searched=True
    )
    search_e_mail: Mapped[str] = field(N_("Search Email"), Code(80), N_("Mail address in capitals."), group=COMMUNICATION, editable=False)
    extension_no: Mapped[str] = field(N_("Extension No."), Text(30), N_("Extension behind the telephone number."), group=COMMUNICATION)
    pager: Mapped[str] = field(N_("Pager"), Text(30), N_("Pager number."), group=COMMUNICATION, synced=both("employee"))
    correspondence_type: Mapped[int] = field(
        N_("Correspondence Type"), Choice(CORRESPONDENCE_TYPES), N_("How the contact wants to hear from you."), group=COMMUNICATION
    )

    salesperson_code: Mapped[str] = field(
        N_("Salesperson Code"),
        Code(20),
        N_("Colleague who looks after the contact."),
        synced=_SALESPERSON,
        refers_to="salesperson",
        listed=True,
    )
    registration_no: Mapped[str] = field(
        N_("Registration No."), Text(50), N_("Number in the trade register, at most 20 characters."), synced=_REGISTRATION, searched=True
    )
    exclude_from_segment: Mapped[bool] = field(N_("Exclude from Segment"), YesNo(), N_("Leave this contact out of mailings."))
    minor: Mapped[bool] = field(N_("Minor"), YesNo(), N_("The person is a minor; its data needs parental consent."))
    parental_consent_received: Mapped[bool] = field(
        N_("Parental Consent Received"), YesNo(), N_("A parent has agreed to the use of the data.")
    )
    business_relation: Mapped[int] = field(
        N_("Business Relation"),
        Choice(BUSINESS_RELATIONS),
        N_("What this contact also is; click it to see the relations."),
        editable=False,
        listed=True,
    )
    last_date_modified: Mapped[date | None] = field(
        N_("Last Date Modified"), Day(), N_("Day of the last change (UTC)."), editable=False, stamp=True
    )
    last_time_modified: Mapped[time | None] = field(
        N_("Last Time Modified"), Clock(), N_("Time of the last change (UTC)."), editable=False, stamp=True
    )

    @property
    def is_company(self) -> bool:
        """Is this a company, not a person?"""
        return self.type == COMPANY
