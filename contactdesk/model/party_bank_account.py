"""Bank accounts of customers and vendors; they never travel to contacts and go with their party (relations 1.9)."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Code, Email, Link, Phone, Text
from contactdesk.model.parts import BankDetails
from contactdesk.text import N_

COMMUNICATION = N_("Communication")


class PartyBankAccount(BankDetails):
    """An account of a customer or vendor at a bank; the bank's own address and numbers stand beside it."""

    code: Mapped[str] = field(N_("Code"), Code(20), N_("Short code of the account, for example EURO."), listed=True)
    name: Mapped[str] = field(N_("Name"), Text(100), N_("Name of the bank."), listed=True)
    currency_code: Mapped[str] = field(
        N_("Currency Code"), Code(10), N_("Currency of the account; blank means local currency."), refers_to="currency"
    )
    address: Mapped[str] = field(N_("Address"), Text(100), N_("Street and house number."))
    address_2: Mapped[str] = field(N_("Address 2"), Text(50), N_("Second line of the address."))
    post_code: Mapped[str] = field(
        N_("Post Code"), Code(20), N_("Post code; a known one fills in the city."), refers_to="post_code", free=True
    )
    city: Mapped[str] = field(N_("City"), Text(30), N_("City; a known one fills in the post code."))
    county: Mapped[str] = field(N_("County"), Text(30), N_("County, state or province."))
    country_region_code: Mapped[str] = field(N_("Country/Region Code"), Code(10), N_("Country of the address."), refers_to="country")
    contact: Mapped[str] = field(N_("Contact"), Text(100), N_("Name of the person at the bank."), group=COMMUNICATION)
    phone_no: Mapped[str] = field(N_("Phone No."), Phone(30), N_("Telephone number."), group=COMMUNICATION)
    fax_no: Mapped[str] = field(N_("Fax No."), Text(30), N_("Fax number."), group=COMMUNICATION)
    e_mail: Mapped[str] = field(N_("Email"), Email(80), N_("Mail address of the bank."), group=COMMUNICATION)
    home_page: Mapped[str] = field(N_("Home Page"), Link(255), N_("Web address."), group=COMMUNICATION)


class CustomerBankAccount(PartyBankAccount, Record):
    """An account that a customer pays from."""

    __tablename__ = "customer_bank_account"
    KEY: ClassVar[tuple[str, ...]] = ("customer_no", "code")
    TITLE = "name"
    CAPTION, CAPTIONS = N_("Customer Bank Account"), N_("Customer Bank Accounts")

    customer_no: Mapped[str] = field(
        N_("Customer No."),
        Code(20),
        N_("Number of the customer."),
        refers_to="customer",
        belongs=True,
        given_once=True,
        editable=False,
        sort_order=-1,
    )

    __table_args__ = (UniqueConstraint("customer_no", "code", name="uq_customer_bank_account"),)


class VendorBankAccount(PartyBankAccount, Record):
    """An account that a vendor is paid on."""

    __tablename__ = "vendor_bank_account"
    KEY: ClassVar[tuple[str, ...]] = ("vendor_no", "code")
    TITLE = "name"
    CAPTION, CAPTIONS = N_("Vendor Bank Account"), N_("Vendor Bank Accounts")

    vendor_no: Mapped[str] = field(
        N_("Vendor No."),
        Code(20),
        N_("Number of the vendor."),
        refers_to="vendor",
        belongs=True,
        given_once=True,
        editable=False,
        sort_order=-1,
    )

    __table_args__ = (UniqueConstraint("vendor_no", "code", name="uq_vendor_bank_account"),)
