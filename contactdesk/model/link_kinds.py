"""The four things a contact can also be, each as data (design, decision 2; relations sections 1 to 3).

Link, unlink, create as, create from and synchronise are written once and read these declarations; a
fifth kind would be one more of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from contactdesk.model.base import Record
from contactdesk.model.contact import COMPANY, PERSON, Contact
from contactdesk.model.fields import Pair, Way, fields_of
from contactdesk.model.tables import TABLES
from contactdesk.text import N_


@dataclass(frozen=True, slots=True)
class LinkKind:
    """What a contact can also be; `id` is the name of its table: its setup, templates and restrictions."""

    id: str
    number: int
    """Number in Link to Table and in Business Relation (relations 1.2, 1.4)."""
    code_field: str
    """Field of Marketing Setup with the relation code."""
    series_field: str
    """Field of Numbering Setup with the number series."""
    contact_types: frozenset[int]
    """Types of contact that may carry the link (relations U-5)."""
    salesperson_field: str
    """Field with the own colleague; blank where there is none."""
    posting_group_field: str
    template_table: str = ""
    has_primary_contact: bool = False
    converts_company: bool = True
    """A person of a company is replaced by its company (relations R-20)."""
    short_caption: str = ""

    @property
    def model(self) -> type[Record]:
        """The table of the entities; its name is the id of the kind."""
        return TABLES[self.id]

    @property
    def template(self) -> type[Record] | None:
        """The table of the templates; None where there are none."""
        return TABLES[self.template_table] if self.template_table else None

    @property
    def caption(self) -> str:
        """ "Customer": marked for translation, not translated."""
        return self.model.CAPTION

    @property
    def captions(self) -> str:
        """ "Customers": marked for translation, not translated."""
        return self.model.CAPTIONS

    @property
    def command(self) -> str:
        """The name on the command line: "bank-account"."""
        return self.id.replace("_", "-")


CUSTOMER = LinkKind(
    "customer",
    1,
    "bus_rel_code_for_customers",
    "customer_nos",
    frozenset({COMPANY, PERSON}),
    "salesperson_code",
    "customer_posting_group",
    "customer_template",
    has_primary_contact=True,
    short_caption=N_("Customer"),
)
VENDOR = LinkKind(
    "vendor",
    2,
    "bus_rel_code_for_vendors",
    "vendor_nos",
    frozenset({COMPANY}),
    "purchaser_code",
    "vendor_posting_group",
    "vendor_template",
    has_primary_contact=True,
    short_caption=N_("Vendor"),
)
BANK_ACCOUNT = LinkKind(
    "bank_account",
    3,
    "bus_rel_code_for_bank_accs",
    "bank_account_nos",
    frozenset({COMPANY}),
    "our_contact_code",
    "bank_acc_posting_group",
    short_caption=N_("Bank"),
)
EMPLOYEE = LinkKind(
    "employee",
    4,
    "bus_rel_code_for_employees",
    "employee_nos",
    frozenset({PERSON}),
    "",
    "employee_posting_group",
    "employee_template",
    converts_company=False,
    short_caption=N_("Employee"),
)

LINK_KINDS: tuple[LinkKind, ...] = (CUSTOMER, VENDOR, BANK_ACCOUNT, EMPLOYEE)
BY_ID: Mapping[str, LinkKind] = {kind.id: kind for kind in LINK_KINDS}
BY_NUMBER: Mapping[int, LinkKind] = {kind.number: kind for kind in LINK_KINDS}


@dataclass(frozen=True, slots=True)
class SyncedPair:
    """A field of the contact and the field of the entity that corresponds to it."""

    contact_field: str
    entity_field: str
    way: Way


@cache
def pairs_of(kind: LinkKind) -> tuple[SyncedPair, ...]:
    """All pairs of relations section 2 for `kind`, read from the contact's declarations."""

    def pair_in(pairs: tuple[Pair, ...]) -> Pair | None:
        return next((pair for pair in pairs if pair.kind == kind.id), None)

    return tuple(
        SyncedPair(field.name, pair.name or field.name, pair.way)
        for field in fields_of(Contact)
        if (pair := pair_in(field.synced)) is not None
    )


@cache
def equal_pairs(kind: LinkKind) -> tuple[SyncedPair, ...]:
    """The pairs that are equal on both sides at all times."""
    return tuple(pair for pair in pairs_of(kind) if pair.way is Way.BOTH)
