"""Business relations: codes, and the rows that tie a contact to them and to what it also is (relations 1.1, 1.2)."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Choice, Code, Text
from contactdesk.text import N_

LINK_TABLES = ("", N_("Customer"), N_("Vendor"), N_("Bank Account"), N_("Employee"))


class BusinessRelation(Record):
    """A way a business relates to the office: customer, law firm, competitor."""

    __tablename__ = "business_relation"
    CAPTION, CAPTIONS = N_("Business Relation"), N_("Business Relations")

    code: Mapped[str] = field(N_("Code"), Code(10), N_("Code of the business relation."), unique=True, listed=True)
    description: Mapped[str] = field(N_("Description"), Text(100), N_("What the relation is."), listed=True)


class ContactBusinessRelation(Record):
    """A relation of a contact: free (a classification), linked (it *is* that entity) or pending (relations R-6)."""

    __tablename__ = "contact_business_relation"
    KEY: ClassVar[tuple[str, ...]] = ("contact_no", "business_relation_code")
    TITLE: ClassVar[str] = ""
    CAPTION, CAPTIONS = N_("Contact Business Relation"), N_("Contact Business Relations")

    contact_no: Mapped[str] = field(N_("Contact No."), Code(20), N_("Number of the contact."), refers_to="contact")
    business_relation_code: Mapped[str] = field(
        N_("Business Relation Code"), Code(10), N_("Code of the relation."), refers_to="business_relation", listed=True
    )
    link_to_table: Mapped[int] = field(
        N_("Link to Table"), Choice(LINK_TABLES), N_("What the contact also is."), editable=False, listed=True
    )
    no: Mapped[str] = field(N_("No."), Code(20), N_("Number of what the contact also is."), editable=False, listed=True)

    __table_args__ = (
        # relations U-1, U-2, U-3: the database keeps them against imports and simultaneous users (U-6).
        UniqueConstraint("contact_no", "business_relation_code", name="uq_relation_contact_code"),
        Index(
            "uq_relation_contact_kind",
            "contact_no",
            "link_to_table",
            unique=True,
            sqlite_where=text("no <> ''"),
        ),
        # The same conditions for PostgreSQL: storage.postgresql, which only an office server needs to load.
        Index("uq_relation_entity", "link_to_table", "no", unique=True, sqlite_where=text("no <> ''")),
        Index("ix_relation_code", "business_relation_code"),
    )
