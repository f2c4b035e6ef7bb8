"""The lists of the main window as data: their columns, which of them are shown at first, and their actions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from contactdesk.model.fields import Field, field_map
from contactdesk.model.kinds import Code
from contactdesk.model.tables import TABLES
from contactdesk.text import N_

LINKED_CONTACT_NO = "linked_contact_no"
"""A column that is read from the relations, not from the record (relations section 5)."""


class ListSpec(NamedTuple):
    """Columns (all, and those shown before a user chose), actions, and what an empty list proposes."""

    table: str
    columns: tuple[str, ...]
    shown: tuple[str, ...]
    actions: tuple[str, ...]
    empty: str = N_("Import a list, or make the first one by hand.")
    icon: str = "person"
    tile: tuple[str, ...] = ("name", "no", "phone_no", "e_mail", "city")
    """What a tile shows beside the picture (contacts 1.5); the first one stands out."""


_BANK_ACTIONS = ("record.new", "record.edit", "record.delete", "|", "contact.open", "list.create_contacts", "list.import", "open_in")
_ENTITY_ACTIONS = (*_BANK_ACTIONS, "template.apply")
_TRADE = "blocked privacy_blocked last_date_modified"
_TERMS = "payment_terms_code payment_method_code fin_charge_terms_code currency_code language_code"

LISTS: Mapping[str, ListSpec] = {
    spec.table: spec
    for spec in (
        ListSpec(  # contacts 3.1
            "contact",
            tuple(
                (
                    "no name name_2 company_name job_title business_relation post_code country_region_code phone_no mobile_phone_no e_mail "
                    "fax_no salesperson_code territory_code currency_code language_code search_name privacy_blocked minor "
                    "parental_consent_received type city address"
                ).split()
            ),
            tuple("no name company_name business_relation phone_no e_mail salesperson_code territory_code".split()),
            (
                *("record.new", "record.edit", "record.delete", "|", "create_as", "link_with", "contact", "related", "alternative_address"),
                *("list.import", "contact.export", "open_in"),
            ),
            N_("Import a list, make the first one by hand, or look around in a demo company."),
            "contact_card_group",
            ("name", "company_name", "type", "business_relation", "phone_no", "e_mail"),
        ),
        ListSpec(  # relations section 5, as the lists below
            "customer",
            tuple(
                (
                    "no name location_code phone_no contact linked_contact_no name_2 address post_code city country_region_code "
                    "salesperson_code customer_posting_group gen_bus_posting_group vat_bus_posting_group customer_price_group "
                    f"customer_disc_group reminder_terms_code {_TERMS} search_name credit_limit_lcy {_TRADE}"
                ).split()
            ),
            tuple("no name location_code phone_no contact linked_contact_no".split()),
            _ENTITY_ACTIONS,
        ),
        ListSpec(
            "vendor",
            tuple(
                (
                    "no name location_code phone_no contact linked_contact_no search_name name_2 address post_code city "
                    "country_region_code "
                    f"purchaser_code vendor_posting_group gen_bus_posting_group vat_bus_posting_group {_TERMS} {_TRADE}"
                ).split()
            ),
            tuple("no name location_code phone_no contact linked_contact_no search_name".split()),
            _ENTITY_ACTIONS,
            icon="building_factory",
        ),
        ListSpec(
            "bank_account",
            tuple(
                (
                    "no name phone_no contact linked_contact_no post_code city country_region_code fax_no bank_account_no swift_code iban "
                    "our_contact_code bank_acc_posting_group currency_code language_code format_region search_name"
                ).split()
            ),
            tuple("no name phone_no contact linked_contact_no".split()),
            _BANK_ACTIONS,
            icon="building_bank",
        ),
        ListSpec(
            "employee",
            tuple(
                (
                    "no first_name last_name job_title phone_no search_name linked_contact_no middle_name initials post_code city "
                    "country_region_code extension mobile_phone_no e_mail statistics_group_code privacy_blocked"
                ).split()
            ),
            tuple("no first_name last_name job_title phone_no search_name linked_contact_no".split()),
            _ENTITY_ACTIONS,
            icon="contact_card",
        ),
    )
}


@cache
def columns_of(table: str) -> tuple[Field, ...]:
    """The columns a list offers, as declared fields."""
    declared = field_map(TABLES[table])
    linked = Field(N_("Linked Contact No."), Code(20), N_("Contact this record belongs to."), editable=False, name=LINKED_CONTACT_NO)
    return tuple(linked if name == LINKED_CONTACT_NO else declared[name] for name in LISTS[table].columns)


NOTICES = {
    "customer": N_("Some customers have no contact yet."),
    "vendor": N_("Some vendors have no contact yet."),
    "bank_account": N_("Some bank accounts have no contact yet."),
    "employee": N_("Some employees have no contact yet."),
}
"""What a list says about records without a contact (relations R-11)."""


def notice_id(table: str) -> str:
    """What a user switches off so that the notice about records without a contact stays away (relations R-11)."""
    return f"without_contact.{table}"
