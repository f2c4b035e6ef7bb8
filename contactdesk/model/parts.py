"""Groups of fields that several records have, declared once each."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Mapped

from contactdesk.model.fields import Privacy, both, field
from contactdesk.model.file_kinds import Picture
from contactdesk.model.kinds import Amount, Choice, Code, Day, Email, Link, Moment, Phone, Text, YesNo
from contactdesk.text import N_

ADDRESS = N_("Address & Contact")
INVOICING = N_("Invoicing")
PAYMENTS = N_("Payments")

CONTACT_TYPES = (N_("Company"), N_("Person"))
COMPANY, PERSON = 0, 1
PARTNER_TYPES = ("", N_("Company"), N_("Person"))
APPLICATION_METHODS = (N_("Manual"), N_("Apply to Oldest"))
CUSTOMER_BLOCKED = ("", N_("Ship"), N_("Invoice"), N_("All"))
VENDOR_BLOCKED = ("", N_("Payment"), N_("All"))
GENDERS = (
    "",
    N_("Female"),
    N_("Male"),
    N_("Non-binary/gender diverse"),
    N_("Self-Described"),
    N_("I don't wish to answer"),
)
EMPLOYEE_STATUSES = (N_("Active"), N_("Inactive"), N_("Terminated"))


# Who keeps an equal value of a contact's field: relations section 2. Read on the contact only.
TRADING = both("customer", "vendor", "bank_account")
EVERYBODY = both("customer", "vendor", "bank_account", "employee")
PARTIES = both("customer", "vendor")


class Street:
    """The lines above city and post code."""

    address: Mapped[str] = field(N_("Address"), Text(100), N_("Street and house number."), group=ADDRESS, synced=EVERYBODY, searched=True)
    address_2: Mapped[str] = field(
        N_("Address 2"), Text(50), N_("Second line of the address."), group=ADDRESS, synced=EVERYBODY, searched=True
    )


class Place:
    """Where a letter goes, apart from the street."""

    country_region_code: Mapped[str] = field(
        N_("Country/Region Code"), Code(10), N_("Country or region of the address."), group=ADDRESS, synced=EVERYBODY, refers_to="country"
    )
    post_code: Mapped[str] = field(
        N_("Post Code"),
        Code(20),
        N_("Post code of the address; it proposes the city."),
        group=ADDRESS,
        synced=EVERYBODY,
        refers_to="post_code",
        free=True,
        searched=True,
    )
    city: Mapped[str] = field(
        N_("City"), Text(30), N_("City of the address; the post code proposes it."), group=ADDRESS, synced=EVERYBODY, searched=True
    )
    county: Mapped[str] = field(
        N_("County"),
        Text(30),
        N_("County, state or province, where the country's addresses have one."),
        group=ADDRESS,
        synced=EVERYBODY,
        searched=True,
    )


class Reach(Street, Place):
    """Address, telephone and mail."""

    phone_no: Mapped[str] = field(
        N_("Phone No."), Phone(30), N_("Telephone number, kept as typed."), group=ADDRESS, synced=EVERYBODY, listed=True, searched=True
    )
    mobile_phone_no: Mapped[str] = field(
        N_("Mobile Phone No."), Phone(30), N_("Mobile telephone number, kept as typed."), group=ADDRESS, synced=EVERYBODY, searched=True
    )
    e_mail: Mapped[str] = field(
        N_("Email"),
        Email(80, many=True),
        N_("One mail address, or several with a semicolon between them."),
        group=ADDRESS,
        synced=EVERYBODY,
        searched=True,
    )
    fax_no: Mapped[str] = field(N_("Fax No."), Text(30), N_("Fax number."), group=ADDRESS, synced=EVERYBODY, searched=True)


class Correspondence:
    """Web address, telex, and the language of letters."""

    home_page: Mapped[str] = field(N_("Home Page"), Link(255), N_("Web address."), group=ADDRESS, synced=TRADING, searched=True)
    telex_no: Mapped[str] = field(N_("Telex No."), Text(20), N_("Telex number."), group=ADDRESS, synced=TRADING)
    telex_answer_back: Mapped[str] = field(N_("Telex Answer Back"), Text(20), N_("Telex answer back code."), group=ADDRESS, synced=TRADING)
    language_code: Mapped[str] = field(
        N_("Language Code"), Code(10), N_("Language of letters and documents."), group=ADDRESS, synced=TRADING, refers_to="language"
    )
    format_region: Mapped[str] = field(
        N_("Format Region"),
        Text(80),
        N_("How dates and numbers are written on documents, for example nl-NL."),
        group=ADDRESS,
        synced=TRADING,
    )
    territory_code: Mapped[str] = field(N_("Territory Code"), Code(10), N_("Sales territory."), synced=TRADING, refers_to="territory")
    currency_code: Mapped[str] = field(
        N_("Currency Code"),
        Code(10),
        N_("Currency of documents; blank means the local currency."),
        group=INVOICING,
        synced=TRADING,
        refers_to="currency",
    )


class Stamped:
    """When a record was last changed."""

    last_date_modified: Mapped[date | None] = field(
        N_("Last Date Modified"), Day(), N_("Day of the last change."), editable=False, stamp=True
    )


class StampedToTheSecond(Stamped):
    """When a record was last changed, to the second."""

    last_modified_date_time: Mapped[datetime | None] = field(
        N_("Last Modified Date Time"), Moment(), N_("Moment of the last change."), editable=False, stamp=True
    )


class Pictured:
    """A picture of a person or the mark of a business."""

    image: Mapped[bytes | None] = field(N_("Image"), Picture(), N_("Picture of the person or the mark of the business."), synced=EVERYBODY)


class Party:
    """What customers and vendors share with their contacts, and nobody else."""

    privacy_blocked: Mapped[bool] = field(N_("Privacy Blocked"), YesNo(), N_("The data may not be used in daily business."), synced=PARTIES)
    vat_registration_no: Mapped[str] = field(
        N_("VAT Registration No."),
        Code(20),
        N_("VAT number; its format is checked for the country."),
        group=INVOICING,
        synced=PARTIES,
        searched=True,
    )


class BankDetails:
    """An account at a bank; kept apart from the rest for people with the bank right."""

    bank_branch_no: Mapped[str] = field(
        N_("Bank Branch No."), Text(20), N_("Number of the branch of the bank."), group=PAYMENTS, privacy=Privacy.BANK
    )
    bank_account_no: Mapped[str] = field(
        N_("Bank Account No."), Text(30), N_("Number of the account at the bank."), group=PAYMENTS, privacy=Privacy.BANK
    )
    iban: Mapped[str] = field(
        N_("IBAN"), Text(50), N_("International number of the account; its check digits are tested."), group=PAYMENTS, privacy=Privacy.BANK
    )
    swift_code: Mapped[str] = field(
        N_("SWIFT Code"), Code(20), N_("Code of the bank."), group=PAYMENTS, refers_to="swift_code", privacy=Privacy.BANK
    )


class Trading(Party):
    """What customers and vendors and their templates share."""

    eori_number: Mapped[str] = field(N_("EORI Number"), Text(40), N_("Number for customs in the European Union."), group=INVOICING)
    gln: Mapped[str] = field(N_("GLN"), Code(13), N_("Global location number."), group=INVOICING)
    gen_bus_posting_group: Mapped[str] = field(
        N_("Gen. Bus. Posting Group"), Code(20), N_("Trade group for the ledger."), group=INVOICING, refers_to="gen_bus_posting_group"
    )
    vat_bus_posting_group: Mapped[str] = field(
        N_("VAT Bus. Posting Group"), Code(20), N_("VAT group of the business."), group=INVOICING, refers_to="vat_bus_posting_group"
    )
    invoice_disc_code: Mapped[str] = field(
        N_("Invoice Disc. Code"), Code(20), N_("Number whose invoice discounts apply; its own unless changed."), group=INVOICING
    )
    prices_including_vat: Mapped[bool] = field(N_("Prices Including VAT"), YesNo(), N_("Prices on documents include VAT."), group=INVOICING)
    prepayment_percent: Mapped[Decimal] = field(
        N_("Prepayment %"), Amount(5, Decimal(0), Decimal(100)), N_("Part of an order that is paid in advance."), group=PAYMENTS
    )
    application_method: Mapped[int] = field(
        N_("Application Method"), Choice(APPLICATION_METHODS), N_("How payments are applied to invoices."), group=PAYMENTS
    )
    partner_type: Mapped[int] = field(
        N_("Partner Type"), Choice(PARTNER_TYPES), N_("Company or person, for direct debit and credit transfer."), group=PAYMENTS
    )
    payment_terms_code: Mapped[str] = field(
        N_("Payment Terms Code"), Code(10), N_("When invoices fall due."), group=PAYMENTS, refers_to="payment_terms"
    )
    payment_method_code: Mapped[str] = field(
        N_("Payment Method Code"), Code(10), N_("How invoices are paid."), group=PAYMENTS, refers_to="payment_method"
    )
    fin_charge_terms_code: Mapped[str] = field(
        N_("Fin. Charge Terms Code"), Code(10), N_("Interest on late payments."), group=PAYMENTS, refers_to="finance_charge_terms"
    )
    preferred_bank_account_code: Mapped[str] = field(
        N_("Preferred Bank Account Code"), Code(20), N_("Account of this party that payments use first."), group=PAYMENTS
    )
    location_code: Mapped[str] = field(
        N_("Location Code"), Code(10), N_("Warehouse that goods leave from or arrive at."), group=N_("Shipping"), refers_to="location"
    )
    shipment_method_code: Mapped[str] = field(
        N_("Shipment Method Code"), Code(10), N_("Terms of delivery."), group=N_("Shipping"), refers_to="shipment_method"
    )


class Named:
    """Name, second line of the name, and the name it is searched by."""

    name: Mapped[str] = field(
        N_("Name"), Text(100), N_("Name of the business or person."), synced=TRADING, listed=True, searched=True, expected=True
    )
    name_2: Mapped[str] = field(N_("Name 2"), Text(50), N_("Second line of the name."), synced=TRADING, searched=True)
    search_name: Mapped[str] = field(
        N_("Search Name"),
        Code(100),
        N_("Name in capitals to search by; it follows the name until you change it."),
        synced=TRADING,
        searched=True,
    )


class Numbered:
    """The number a record is known by, and the series it came from."""

    no: Mapped[str] = field(
        N_("No."),
        Code(20),
        N_("Number of the record; blank takes the next number of the series."),
        unique=True,
        listed=True,
        searched=True,
        sort_order=-1,
    )
    no_series: Mapped[str] = field(
        N_("No. Series"),
        Code(20),
        N_("Number series the number came from; blank after a number typed by hand."),
        editable=False,
        refers_to="no_series",
    )


class PrimaryContact:
    """The person at a customer or vendor (relations 3.9)."""

    primary_contact_no: Mapped[str] = field(
        N_("Contact Code"), Code(20), N_("Number of the person the office talks to."), group=ADDRESS, refers_to="contact"
    )
    contact: Mapped[str] = field(
        N_("Contact Name"), Text(100), N_("Name of the person the office talks to."), group=ADDRESS, listed=True, searched=True
    )


class Template:
    """Code and description of a template, and the series its numbers come from."""

    code: Mapped[str] = field(N_("Code"), Code(20), N_("Code of the template."), unique=True, listed=True, sort_order=-1)
    description: Mapped[str] = field(N_("Description"), Text(100), N_("What the template is for."), listed=True, sort_order=-1)
    no_series: Mapped[str] = field(
        N_("No. Series"), Code(20), N_("Series of the numbers; blank takes the series of the setup."), refers_to="no_series"
    )


class OfContact:
    """Belongs to a contact, and goes with it."""

    contact_no: Mapped[str] = field(
        N_("Contact No."),
        Code(20),
        N_("Number of the contact."),
        refers_to="contact",
        belongs=True,
        given_once=True,
        editable=False,
        sort_order=-1,
    )
