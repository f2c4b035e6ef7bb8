"""The bank account of the own company (relations 1.7)."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Code, Text, YesNo
from contactdesk.model.parts import ADDRESS, BankDetails, Correspondence, Named, Numbered, Pictured, Reach, Stamped
from contactdesk.text import N_


class BankAccount(Numbered, Named, Reach, Correspondence, BankDetails, Stamped, Pictured, Record):
    """An account of the office at a bank."""

    __tablename__ = "bank_account"
    KEY, TITLE = ("no",), "name"
    CAPTION, CAPTIONS = N_("Bank Account"), N_("Bank Accounts")
    SEARCHED = True
    SORTED = ("name", "search_name", "contact", "city", "phone_no")

    __table_args__ = (Index("ix_bank_account_name", "name"),)

    our_contact_code: Mapped[str] = field(
        N_("Our Contact Code"), Code(20), N_("Colleague who deals with the bank."), refers_to="salesperson"
    )
    blocked: Mapped[bool] = field(N_("Blocked"), YesNo(), N_("The account is not used any more."))
    contact: Mapped[str] = field(N_("Contact"), Text(100), N_("Name of the person at the bank."), group=ADDRESS, listed=True, searched=True)
    bank_acc_posting_group: Mapped[str] = field(
        N_("Bank Acc. Posting Group"),
        Code(20),
        N_("Accounts the ledger uses."),
        group=N_("Posting"),
        refers_to="bank_account_posting_group",
    )
    transit_no: Mapped[str] = field(N_("Transit No."), Text(20), N_("Number of the bank for transfers."), group=N_("Posting"))
