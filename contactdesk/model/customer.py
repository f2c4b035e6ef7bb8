"""The customer, and the template new customers are made from (relations 1.5, 1.10)."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Amount, Choice, Code, Text, YesNo
from contactdesk.model.parts import (
    CONTACT_TYPES,
    CUSTOMER_BLOCKED,
    INVOICING,
    PAYMENTS,
    Correspondence,
    Named,
    Numbered,
    Pictured,
    PrimaryContact,
    Reach,
    StampedToTheSecond,
    Template,
    Trading,
)
from contactdesk.text import N_


class CustomerDefaults(Reach, Correspondence, Trading):
    """Every field of a customer that a template can fill (relations 1.10)."""

    blocked: Mapped[int] = field(N_("Blocked"), Choice(CUSTOMER_BLOCKED), N_("Which dealings with the customer are stopped."))
    salesperson_code: Mapped[str] = field(
        N_("Salesperson Code"), Code(20), N_("Colleague who looks after the customer."), refers_to="salesperson"
    )
    credit_limit_lcy: Mapped[Decimal] = field(N_("Credit Limit (LCY)"), Amount(2), N_("Most the customer may owe, in local currency."))
    bill_to_customer_no: Mapped[str] = field(
        N_("Bill-to Customer No."), Code(20), N_("Customer that receives the invoices."), group=INVOICING, refers_to="customer"
    )
    customer_posting_group: Mapped[str] = field(
        N_("Customer Posting Group"), Code(20), N_("Accounts the ledger uses."), group=INVOICING, refers_to="customer_posting_group"
    )
    customer_price_group: Mapped[str] = field(
        N_("Customer Price Group"), Code(10), N_("Prices the customer gets."), group=INVOICING, refers_to="customer_price_group"
    )
    customer_disc_group: Mapped[str] = field(
        N_("Customer Disc. Group"), Code(20), N_("Discounts the customer gets."), group=INVOICING, refers_to="customer_discount_group"
    )
    allow_line_disc: Mapped[bool] = field(
        N_("Allow Line Disc."), YesNo(), N_("Discounts on single lines are allowed."), group=INVOICING, initially=True
    )
    reminder_terms_code: Mapped[str] = field(
        N_("Reminder Terms Code"), Code(10), N_("How reminders are sent."), group=PAYMENTS, refers_to="reminder_terms"
    )
    print_statements: Mapped[bool] = field(N_("Print Statements"), YesNo(), N_("Statements are printed for the customer."), group=PAYMENTS)
    shipping_agent_code: Mapped[str] = field(
        N_("Shipping Agent Code"), Code(10), N_("Who carries the goods."), group=N_("Shipping"), refers_to="shipping_agent"
    )


class Customer(Numbered, Named, CustomerDefaults, PrimaryContact, StampedToTheSecond, Pictured, Record):
    """A business or person the office sells to."""

    __tablename__ = "customer"
    KEY, TITLE = ("no",), "name"
    CAPTION, CAPTIONS = N_("Customer"), N_("Customers")
    SEARCHED = True
    SORTED = ("name", "search_name", "contact", "city", "phone_no")

    __table_args__ = (Index("ix_customer_primary_contact_no", "primary_contact_no"), Index("ix_customer_name", "name"))

    contact_type: Mapped[int] = field(
        N_("Contact Type"), Choice(CONTACT_TYPES), N_("Company or person; it follows the contact."), editable=False, given_once=True
    )
    registration_number: Mapped[str] = field(
        N_("Registration Number"), Text(50), N_("Number in the trade register, at most 20 characters."), group=INVOICING, searched=True
    )


class CustomerTemplate(Template, CustomerDefaults, Record):
    """What a new customer starts with."""

    __tablename__ = "customer_template"
    CAPTION, CAPTIONS = N_("Customer Template"), N_("Customer Templates")

    contact_type: Mapped[int] = field(N_("Contact Type"), Choice(CONTACT_TYPES), N_("Contacts the template is for."), listed=True)
