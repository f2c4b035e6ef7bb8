"""How the office works: one record each for the company, marketing and numbering (contacts 3.5, relations 1.3)."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.contact import CORRESPONDENCE_TYPES
from contactdesk.model.fields import field
from contactdesk.model.kinds import Choice, Code, Email, Link, Phone, Text, Whole, YesNo
from contactdesk.text import N_

INHERITANCE, DEFAULTS, INTERACTIONS = N_("Inheritance"), N_("Defaults"), N_("Interactions")
NUMBERING, DUPLICATES = N_("Numbering"), N_("Duplicates")

STORAGE_TYPES = (N_("Embedded"), N_("Disk File"))
DISK_FILE = 1


class SetupRecord(Record):
    """One record for the whole office; its key is blank."""

    __abstract__ = True
    KEY: ClassVar[tuple[str, ...]] = ()
    TITLE: ClassVar[str] = ""


def _series(caption: str, help: str) -> Mapped[str]:
    return field(caption, Code(20), help, group=NUMBERING, refers_to="no_series")


def _inherit(caption: str, help: str) -> Mapped[bool]:
    return field(caption, YesNo(), help, group=INHERITANCE, initially=True)


def _relation_code(caption: str, help: str) -> Mapped[str]:
    return field(caption, Code(10), help, group=INTERACTIONS, refers_to="business_relation")


class MarketingSetup(SetupRecord):
    """How contacts are numbered, filled, inherited and linked."""

    __tablename__ = "marketing_setup"
    CAPTION, CAPTIONS = N_("Marketing Setup"), N_("Marketing Setup")

    attachment_storage_type: Mapped[int] = field(
        N_("Attachment Storage Type"), Choice(STORAGE_TYPES), N_("Whether attachments are kept in the database or as files.")
    )
    attachment_storage_location: Mapped[str] = field(
        N_("Attachment Storage Location"), Text(250), N_("Folder of the attachments when they are files.")
    )
    inherit_salesperson_code: Mapped[bool] = _inherit(N_("Salesperson Code"), N_("Persons take the salesperson of their company."))
    inherit_territory_code: Mapped[bool] = _inherit(N_("Territory Code"), N_("Persons take the territory of their company."))
    inherit_country_region_code: Mapped[bool] = _inherit(N_("Country/Region Code"), N_("Persons take the country of their company."))
    inherit_language_code: Mapped[bool] = _inherit(N_("Language Code"), N_("Persons take the language of their company."))
    inherit_address_details: Mapped[bool] = _inherit(N_("Address Details"), N_("Persons with the address of their company follow it."))
    inherit_communication_details: Mapped[bool] = _inherit(
        N_("Communication Details"), N_("Persons with the numbers of their company follow them.")
    )
    inherit_format_region: Mapped[bool] = _inherit(N_("Format Region"), N_("Persons take the format region of their company."))

    default_salesperson_code: Mapped[str] = field(
        N_("Salesperson Code"), Code(20), N_("Salesperson of new contacts."), group=DEFAULTS, refers_to="salesperson"
    )
    default_territory_code: Mapped[str] = field(
        N_("Territory Code"), Code(10), N_("Territory of new contacts."), group=DEFAULTS, refers_to="territory"
    )
    default_country_region_code: Mapped[str] = field(
        N_("Country/Region Code"), Code(10), N_("Country of new contacts."), group=DEFAULTS, refers_to="country"
    )
    default_language_code: Mapped[str] = field(
        N_("Language Code"), Code(10), N_("Language of new contacts."), group=DEFAULTS, refers_to="language"
    )
    default_format_region: Mapped[str] = field(N_("Format Region Code"), Text(80), N_("Format region of new contacts."), group=DEFAULTS)
    default_correspondence_type: Mapped[int] = field(
        N_("Correspondence Type"), Choice(CORRESPONDENCE_TYPES), N_("How new contacts want to hear from you."), group=DEFAULTS
    )
    def_company_salutation_code: Mapped[str] = field(
        N_("Company Salutation Code"), Code(10), N_("Salutation of new companies."), group=DEFAULTS, refers_to="salutation"
    )
    default_person_salutation_code: Mapped[str] = field(
        N_("Person Salutation Code"), Code(10), N_("Salutation of new persons."), group=DEFAULTS, refers_to="salutation"
    )
    default_sales_cycle_code: Mapped[str] = field(N_("Sales Cycle Code"), Code(10), N_("Sales cycle of new opportunities."), group=DEFAULTS)
    default_task_date_calculation: Mapped[str] = field(
        N_("Task Date Calculation"), Code(20), N_("How far ahead new tasks are planned, for example 1W."), group=DEFAULTS
    )

    mergefield_language_id: Mapped[int] = field(
        N_("Mergefield Language ID"), Whole(0), N_("Language of the merge fields in letters."), group=INTERACTIONS
    )
    bus_rel_code_for_customers: Mapped[str] = _relation_code(
        N_("Bus. Rel. Code for Customers"), N_("Relation code of contacts that are customers.")
    )
    bus_rel_code_for_vendors: Mapped[str] = _relation_code(
        N_("Bus. Rel. Code for Vendors"), N_("Relation code of contacts that are vendors.")
    )
    bus_rel_code_for_bank_accs: Mapped[str] = _relation_code(
        N_("Bus. Rel. Code for Bank Accs."), N_("Relation code of contacts that are banks.")
    )
    bus_rel_code_for_employees: Mapped[str] = _relation_code(
        N_("Bus. Rel. Code for Employees"), N_("Relation code of contacts that are employees.")
    )

    contact_nos: Mapped[str] = _series(N_("Contact Nos."), N_("Number series of contacts."))
    campaign_nos: Mapped[str] = _series(N_("Campaign Nos."), N_("Number series of campaigns."))
    segment_nos: Mapped[str] = _series(N_("Segment Nos."), N_("Number series of segments."))
    task_nos: Mapped[str] = _series(N_("Task Nos."), N_("Number series of tasks."))
    opportunity_nos: Mapped[str] = _series(N_("Opportunity Nos."), N_("Number series of opportunities."))

    maintain_dupl_search_strings: Mapped[bool] = field(
        N_("Maintain Dupl. Search Strings"), YesNo(), N_("Keep what is needed to find duplicates."), group=DUPLICATES, initially=True
    )
    autosearch_for_duplicates: Mapped[bool] = field(
        N_("Autosearch for Duplicates"), YesNo(), N_("Look for duplicates when a company is saved."), group=DUPLICATES, initially=True
    )
    search_hit_percent: Mapped[int] = field(
        N_("Search Hit %"),
        Whole(1, 100),
        N_("How much of two companies must agree to be shown as duplicates."),
        group=DUPLICATES,
        initially=60,
    )


class NumberingSetup(SetupRecord):
    """The number series of everything but contacts (relations 1.3)."""

    __tablename__ = "numbering_setup"
    CAPTION, CAPTIONS = N_("Numbering Setup"), N_("Numbering Setup")

    customer_nos: Mapped[str] = _series(N_("Customer Nos."), N_("Number series of customers."))
    vendor_nos: Mapped[str] = _series(N_("Vendor Nos."), N_("Number series of vendors."))
    bank_account_nos: Mapped[str] = _series(N_("Bank Account Nos."), N_("Number series of bank accounts."))
    employee_nos: Mapped[str] = _series(N_("Employee Nos."), N_("Number series of employees."))


class CompanyInformation(SetupRecord):
    """The own company: its name and address, and what addresses without a country mean."""

    __tablename__ = "company_information"
    TITLE: ClassVar[str] = "company_name"
    CAPTION, CAPTIONS = N_("Company Information"), N_("Company Information")

    company_name: Mapped[str] = field(N_("Company Name"), Text(100), N_("Name of the own company."))
    company_address: Mapped[str] = field(N_("Address"), Text(100), N_("Street and house number."))
    company_post_code: Mapped[str] = field(N_("Post Code"), Code(20), N_("Post code."), refers_to="post_code", free=True)
    company_city: Mapped[str] = field(N_("City"), Text(30), N_("City."))
    company_country_region_code: Mapped[str] = field(
        N_("Country/Region Code"), Code(10), N_("Own country; it stands for a blank country."), refers_to="country"
    )
    company_phone_no: Mapped[str] = field(N_("Phone No."), Phone(30), N_("Telephone number."))
    company_e_mail: Mapped[str] = field(N_("Email"), Email(80), N_("Mail address."))
    company_home_page: Mapped[str] = field(N_("Home Page"), Link(255), N_("Web address."))
    local_currency_code: Mapped[str] = field(N_("Local Currency Code"), Code(10), N_("Currency of the own books."), refers_to="currency")
    require_country_in_address: Mapped[bool] = field(
        N_("Require Country in Address"), YesNo(), N_("Changing the country keeps post code, city and county.")
    )
