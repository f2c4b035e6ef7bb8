"""The vendor, and the template new vendors are made from (relations 1.6, 1.10)."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Choice, Code, Text, Whole
from contactdesk.model.parts import (
    CONTACT_TYPES,
    INVOICING,
    PAYMENTS,
    VENDOR_BLOCKED,
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


class VendorDefaults(Reach, Correspondence, Trading):
    """Every field of a vendor that a template can fill (relations 1.10)."""

    blocked: Mapped[int] = field(N_("Blocked"), Choice(VENDOR_BLOCKED), N_("Which dealings with the vendor are stopped."))
    purchaser_code: Mapped[str] = field(N_("Purchaser Code"), Code(20), N_("Colleague who buys from the vendor."), refers_to="salesperson")
    pay_to_vendor_no: Mapped[str] = field(
        N_("Pay-to Vendor No."), Code(20), N_("Vendor that sends the invoices."), group=INVOICING, refers_to="vendor"
    )
    vendor_posting_group: Mapped[str] = field(
        N_("Vendor Posting Group"), Code(20), N_("Accounts the ledger uses."), group=INVOICING, refers_to="vendor_posting_group"
    )
    our_account_no: Mapped[str] = field(N_("Our Account No."), Text(20), N_("Number the vendor knows us by."), group=INVOICING)
    creditor_no: Mapped[str] = field(N_("Creditor No."), Code(20), N_("Number of the creditor for payments."), group=PAYMENTS)
    priority: Mapped[int] = field(N_("Priority"), Whole(0), N_("Which vendor is paid first; 1 comes before 2."), group=PAYMENTS)


class Vendor(Numbered, Named, VendorDefaults, PrimaryContact, StampedToTheSecond, Pictured, Record):
    """A business the office buys from."""

    __tablename__ = "vendor"
    KEY, TITLE = ("no",), "name"
    CAPTION, CAPTIONS = N_("Vendor"), N_("Vendors")
    SEARCHED = True
    SORTED = ("name", "search_name", "contact", "city", "phone_no")

    __table_args__ = (Index("ix_vendor_primary_contact_no", "primary_contact_no"), Index("ix_vendor_name", "name"))

    registration_number: Mapped[str] = field(
        N_("Registration Number"), Text(50), N_("Number in the trade register, at most 20 characters."), group=INVOICING, searched=True
    )


class VendorTemplate(Template, VendorDefaults, Record):
    """What a new vendor starts with."""

    __tablename__ = "vendor_template"
    CAPTION, CAPTIONS = N_("Vendor Template"), N_("Vendor Templates")

    contact_type: Mapped[int] = field(N_("Contact Type"), Choice(CONTACT_TYPES), N_("Contacts the template is for."), listed=True)
