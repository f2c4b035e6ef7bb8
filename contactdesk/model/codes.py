"""The small tables behind code fields (relations 1.11, contacts 1.8)."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Amount, Choice, Code, Email, Phone, Text, YesNo
from contactdesk.model.parts import Pictured
from contactdesk.text import N_

ADDRESS_FORMATS = (
    N_("Post Code+City"),
    N_("City+Post Code"),
    N_("City+County+Post Code"),
    N_("Blank Line+Post Code+City"),
)
CONTACT_ADDRESS_FORMATS = (N_("First"), N_("After Company Name"), N_("Last"))
SALUTATION_TYPES = (N_("Formal"), N_("Informal"))
NAME_PARTS = ("", N_("Job Title"), N_("First Name"), N_("Middle Name"), N_("Surname"), N_("Initials"), N_("Company Name"))


class Code10:
    """A code of ten characters."""

    code: Mapped[str] = field(N_("Code"), Code(10), N_("Code of the row."), unique=True, listed=True, sort_order=-1)


class Code20:
    """A code of twenty characters."""

    code: Mapped[str] = field(N_("Code"), Code(20), N_("Code of the row."), unique=True, listed=True, sort_order=-1)


class Described:
    """What the code means."""

    description: Mapped[str] = field(N_("Description"), Text(100), N_("What the code means."), listed=True)


class Territory(Code10, Record):
    __tablename__ = "territory"
    TITLE = "name"
    CAPTION, CAPTIONS = N_("Territory"), N_("Territories")

    name: Mapped[str] = field(N_("Name"), Text(50), N_("Name of the territory."), listed=True)


class Language(Code10, Record):
    __tablename__ = "language"
    TITLE = "name"
    CAPTION, CAPTIONS = N_("Language"), N_("Languages")

    name: Mapped[str] = field(N_("Name"), Text(50), N_("Name of the language."), listed=True)
    region_tag: Mapped[str] = field(N_("Region Tag"), Text(80), N_("Tag of the language, for example nl-NL."), listed=True)


class Currency(Code10, Record):
    __tablename__ = "currency"
    CAPTION, CAPTIONS = N_("Currency"), N_("Currencies")

    description: Mapped[str] = field(N_("Description"), Text(100), N_("Name of the currency."), listed=True)


class Country(Code10, Record):
    """A country or region, and how addresses are written there."""

    __tablename__ = "country"
    TITLE = "name"
    CAPTION, CAPTIONS = N_("Country/Region"), N_("Countries/Regions")

    name: Mapped[str] = field(N_("Name"), Text(50), N_("Name of the country or region."), listed=True)
    iso_code: Mapped[str] = field(N_("ISO Code"), Code(2), N_("Two letters of ISO 3166."), listed=True)
    iso_numeric_code: Mapped[str] = field(N_("ISO Numeric Code"), Code(3), N_("Three digits of ISO 3166."), listed=True)
    address_format: Mapped[int] = field(
        N_("Address Format"), Choice(ADDRESS_FORMATS), N_("Order of post code, city and county."), listed=True
    )
    contact_address_format: Mapped[int] = field(
        N_("Contact Address Format"),
        Choice(CONTACT_ADDRESS_FORMATS),
        N_("Where the name of the person stands in an address."),
        listed=True,
        initially=1,
    )
    county_name: Mapped[str] = field(N_("County Name"), Text(30), N_("What a county is called there: State, Province."), listed=True)
    eu_country_region_code: Mapped[str] = field(N_("EU Country/Region Code"), Code(10), N_("Code in the European Union."))
    intrastat_code: Mapped[str] = field(N_("Intrastat Code"), Code(10), N_("Code for trade statistics."))


class PostCode(Record):
    """A post code and a city that has it; suggestions only (contacts C-60)."""

    __tablename__ = "post_code"
    KEY: ClassVar[tuple[str, ...]] = ("code", "city")
    TITLE = "city"
    CAPTION, CAPTIONS = N_("Post Code"), N_("Post Codes")

    code: Mapped[str] = field(N_("Code"), Code(20), N_("The post code."), listed=True)
    city: Mapped[str] = field(N_("City"), Text(30), N_("A city with this post code."), listed=True)
    search_city: Mapped[str] = field(N_("Search City"), Code(30), N_("City in capitals."), editable=False, index=True)
    country_region_code: Mapped[str] = field(
        N_("Country/Region Code"), Code(10), N_("Country of the post code."), refers_to="country", listed=True
    )
    county: Mapped[str] = field(N_("County"), Text(30), N_("County, state or province of the post code."), listed=True)

    __table_args__ = (UniqueConstraint("code", "search_city", name="uq_post_code_code_city"),)


class VatRegistrationNoFormat(Record):
    """A form VAT numbers of a country can have: # digit, @ letter, ? anything (contacts C-67)."""

    __tablename__ = "vat_registration_no_format"
    KEY: ClassVar[tuple[str, ...]] = ("country_region_code", "format")
    TITLE = ""
    CAPTION, CAPTIONS = N_("VAT Reg. No. Format"), N_("VAT Reg. No. Formats")

    country_region_code: Mapped[str] = field(
        N_("Country/Region Code"), Code(10), N_("Country of the format."), refers_to="country", belongs=True, listed=True
    )
    format: Mapped[str] = field(N_("Format"), Code(20), N_("# a digit, @ a letter, ? anything, the rest as it is."), listed=True)

    __table_args__ = (UniqueConstraint("country_region_code", "format", name="uq_vat_format"),)


class Salesperson(Code20, Pictured, Record):
    """A colleague who sells or buys."""

    __tablename__ = "salesperson"
    TITLE = "name"
    CAPTION, CAPTIONS = N_("Salesperson/Purchaser"), N_("Salespeople/Purchasers")

    name: Mapped[str] = field(N_("Name"), Text(50), N_("Name of the colleague."), listed=True)
    job_title: Mapped[str] = field(N_("Job Title"), Text(30), N_("What the colleague does."))
    commission_percent: Mapped[Decimal] = field(
        N_("Commission %"), Amount(2, Decimal(0), Decimal(100)), N_("Part of the sales the colleague earns."), listed=True
    )
    phone_no: Mapped[str] = field(N_("Phone No."), Phone(30), N_("Telephone number."), listed=True)
    e_mail: Mapped[str] = field(N_("Email"), Email(80), N_("Mail address."))
    e_mail_2: Mapped[str] = field(N_("Email 2"), Email(80), N_("A second mail address."))
    privacy_blocked: Mapped[bool] = field(N_("Privacy Blocked"), YesNo(), N_("The data may not be used in daily business."))
    blocked: Mapped[bool] = field(N_("Blocked"), YesNo(), N_("The colleague is not offered any more."))


class Salutation(Code10, Described, Record):
    """How letters address a contact."""

    __tablename__ = "salutation"
    CAPTION, CAPTIONS = N_("Salutation"), N_("Salutations")


class SalutationFormula(Record):
    """The sentence a letter begins with, for a salutation and language (contacts C-46 to C-49)."""

    __tablename__ = "salutation_formula"
    KEY: ClassVar[tuple[str, ...]] = ("salutation_code", "language_code", "salutation_type")
    TITLE = "salutation"
    CAPTION, CAPTIONS = N_("Salutation Formula"), N_("Salutation Formulas")

    salutation_code: Mapped[str] = field(
        N_("Salutation Code"), Code(10), N_("Salutation of the formula."), refers_to="salutation", belongs=True, listed=True
    )
    language_code: Mapped[str] = field(
        N_("Language Code"), Code(10), N_("Language; blank serves the rest."), refers_to="language", listed=True
    )
    salutation_type: Mapped[int] = field(N_("Salutation Type"), Choice(SALUTATION_TYPES), N_("Formal or informal."), listed=True)
    salutation: Mapped[str] = field(N_("Salutation"), Text(50), N_("The sentence, with %1 to %5 for the names."), listed=True)
    name_1: Mapped[int] = field(N_("Name 1"), Choice(NAME_PARTS), N_("What %1 stands for."), listed=True)
    name_2: Mapped[int] = field(N_("Name 2"), Choice(NAME_PARTS), N_("What %2 stands for."), listed=True)
    name_3: Mapped[int] = field(N_("Name 3"), Choice(NAME_PARTS), N_("What %3 stands for."), listed=True)
    name_4: Mapped[int] = field(N_("Name 4"), Choice(NAME_PARTS), N_("What %4 stands for."), listed=True)
    name_5: Mapped[int] = field(N_("Name 5"), Choice(NAME_PARTS), N_("What %5 stands for."), listed=True)

    __table_args__ = (UniqueConstraint("salutation_code", "language_code", "salutation_type", name="uq_salutation_formula"),)


class OrganizationalLevel(Code10, Described, Record):
    __tablename__ = "organizational_level"
    CAPTION, CAPTIONS = N_("Organizational Level"), N_("Organizational Levels")


class SwiftCode(Code20, Record):
    __tablename__ = "swift_code"
    TITLE = "name"
    CAPTION, CAPTIONS = N_("SWIFT Code"), N_("SWIFT Codes")

    name: Mapped[str] = field(N_("Name"), Text(100), N_("Name of the bank."), listed=True)


class CustomerPostingGroup(Code20, Described, Record):
    __tablename__ = "customer_posting_group"
    CAPTION, CAPTIONS = N_("Customer Posting Group"), N_("Customer Posting Groups")


class VendorPostingGroup(Code20, Described, Record):
    __tablename__ = "vendor_posting_group"
    CAPTION, CAPTIONS = N_("Vendor Posting Group"), N_("Vendor Posting Groups")


class BankAccountPostingGroup(Code20, Described, Record):
    __tablename__ = "bank_account_posting_group"
    CAPTION, CAPTIONS = N_("Bank Acc. Posting Group"), N_("Bank Acc. Posting Groups")


class EmployeePostingGroup(Code20, Described, Record):
    __tablename__ = "employee_posting_group"
    CAPTION, CAPTIONS = N_("Employee Posting Group"), N_("Employee Posting Groups")


class EmployeeStatisticsGroup(Code10, Described, Record):
    __tablename__ = "employee_statistics_group"
    CAPTION, CAPTIONS = N_("Employee Statistics Group"), N_("Employee Statistics Groups")


class GenBusPostingGroup(Code20, Described, Record):
    __tablename__ = "gen_bus_posting_group"
    CAPTION, CAPTIONS = N_("Gen. Bus. Posting Group"), N_("Gen. Bus. Posting Groups")


class VatBusPostingGroup(Code20, Described, Record):
    __tablename__ = "vat_bus_posting_group"
    CAPTION, CAPTIONS = N_("VAT Bus. Posting Group"), N_("VAT Bus. Posting Groups")


class PaymentTerms(Code10, Described, Record):
    __tablename__ = "payment_terms"
    CAPTION, CAPTIONS = N_("Payment Terms"), N_("Payment Terms")


class PaymentMethod(Code10, Described, Record):
    __tablename__ = "payment_method"
    CAPTION, CAPTIONS = N_("Payment Method"), N_("Payment Methods")


class ReminderTerms(Code10, Described, Record):
    __tablename__ = "reminder_terms"
    CAPTION, CAPTIONS = N_("Reminder Terms"), N_("Reminder Terms")


class FinanceChargeTerms(Code10, Described, Record):
    __tablename__ = "finance_charge_terms"
    CAPTION, CAPTIONS = N_("Finance Charge Terms"), N_("Finance Charge Terms")


class ShipmentMethod(Code10, Described, Record):
    __tablename__ = "shipment_method"
    CAPTION, CAPTIONS = N_("Shipment Method"), N_("Shipment Methods")


class ShippingAgent(Code10, Described, Record):
    __tablename__ = "shipping_agent"
    CAPTION, CAPTIONS = N_("Shipping Agent"), N_("Shipping Agents")


class Location(Code10, Described, Record):
    __tablename__ = "location"
    CAPTION, CAPTIONS = N_("Location"), N_("Locations")


class CustomerPriceGroup(Code10, Described, Record):
    __tablename__ = "customer_price_group"
    CAPTION, CAPTIONS = N_("Customer Price Group"), N_("Customer Price Groups")


class CustomerDiscountGroup(Code20, Described, Record):
    __tablename__ = "customer_discount_group"
    CAPTION, CAPTIONS = N_("Customer Discount Group"), N_("Customer Discount Groups")
