"""Which fields stand where on the card of each table, composed by hand (contacts 3.2, relations 1.5 to 1.10).

A name with "+" is shown only after "Show more", one with "*" stands beside the title while the FastTab
is closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contactdesk.text import N_


@dataclass(frozen=True, slots=True)
class Tab:
    """A FastTab: its title, and its fields in order."""

    title: str
    fields: tuple[str, ...]
    additional: frozenset[str] = frozenset()
    promoted: tuple[str, ...] = ()
    open: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """A card: its FastTabs, its action bar, and whether it has a picture."""

    tabs: tuple[Tab, ...]
    actions: tuple[str, ...]
    picture: bool = True


LAST_MODIFIED = "last_modified"
"""A line that is no field: the moment of the last change in local time."""


def _tab(title: str, fields: str, *, open: bool = True) -> Tab:
    names = fields.split()
    return Tab(
        title,
        tuple(name.strip("+*") for name in names),
        frozenset(name.strip("+*") for name in names if "+" in name),
        tuple(name.strip("+*") for name in names if "*" in name),
        open,
    )


_BOTH = ("record.new", "record.delete", "record.undo", "|")
_GENERAL, _ADDRESS, _INVOICING, _PAYMENTS = N_("General"), N_("Address & Contact"), N_("Invoicing"), N_("Payments")
_PARTY_ADDRESS = (
    "address address_2+ country_region_code* post_code* city* county phone_no* mobile_phone_no e_mail* fax_no+ telex_no+ "
    "telex_answer_back+ home_page language_code format_region primary_contact_no contact*"
)
_TEMPLATE_ADDRESS = (
    "country_region_code* city post_code county address+ address_2+ phone_no+ mobile_phone_no+ e_mail+ fax_no+ telex_no+ "
    "telex_answer_back+ home_page+ language_code* format_region"
)
_CUSTOMER_INVOICING = (
    "eori_number+ gln+ gen_bus_posting_group* vat_bus_posting_group customer_posting_group* currency_code* customer_price_group "
    "customer_disc_group allow_line_disc invoice_disc_code+ prices_including_vat"
)
_VENDOR_INVOICING = (
    "eori_number+ gln+ gen_bus_posting_group* vat_bus_posting_group vendor_posting_group* currency_code* "
    "invoice_disc_code+ prices_including_vat"
)
_CUSTOMER_PAYMENTS = (
    "prepayment_percent application_method partner_type+ payment_terms_code* payment_method_code* reminder_terms_code "
    "fin_charge_terms_code print_statements+ preferred_bank_account_code+"
)
_VENDOR_PAYMENTS = (
    "prepayment_percent application_method partner_type+ payment_terms_code* payment_method_code* fin_charge_terms_code "
    "creditor_no priority preferred_bank_account_code+"
)
_SHIPPING = "location_code* shipment_method_code* shipping_agent_code*"
_RECEIVING = "location_code* shipment_method_code*"
_ENTITY_ACTIONS = (*_BOTH, "contact.open", "template.apply", "template.save_as")
_PARTY_ACTIONS = (*_ENTITY_ACTIONS, "party.bank_accounts")
_TEMPLATE_ACTIONS = ("record.new", "record.delete", "record.undo", "|", "template.copy")

LAYOUTS: Mapping[str, Layout] = {
    "contact": Layout(
        (
            _tab(
                _GENERAL,
                "no name* name_2+ type company_no* company_name* job_title+ business_relation* search_name+ salesperson_code* "
                "salutation_code+ organizational_level_code+ last_modified+ exclude_from_segment+ privacy_blocked+ minor+ "
                "parental_consent_received+ registration_no+",
            ),
            _tab(N_("Communication – Address"), "address address_2 country_region_code post_code* city county"),
            _tab(
                N_("Communication – Contact"),
                "phone_no mobile_phone_no e_mail* e_mail_2+ fax_no+ home_page correspondence_type+ language_code* format_region*",
            ),
            _tab(N_("Foreign Trade"), "currency_code* territory_code+ vat_registration_no+"),
        ),
        (
            *(*_BOTH, "create_as", "link_with", "contact", "related", "alternative_address", "|"),
            *("contact.name_details", "contact.company_details"),
        ),
    ),
    "contact_alt_address": Layout(
        (
            _tab(_GENERAL, "code* company_name* company_name_2+ address address_2 post_code* city* county country_region_code"),
            _tab(
                N_("Communication"),
                "phone_no* mobile_phone_no* extension_no+ fax_no telex_no+ pager+ telex_answer_back+ e_mail* home_page",
            ),
        ),
        (*_BOTH, "alt_address.ranges"),
        picture=False,
    ),
    "customer": Layout(
        (
            _tab(
                _GENERAL,
                "no name* name_2+ search_name+ contact_type blocked* privacy_blocked+ salesperson_code* territory_code+ credit_limit_lcy "
                "last_modified+",
            ),
            _tab(_ADDRESS, _PARTY_ADDRESS),
            _tab(_INVOICING, f"bill_to_customer_no vat_registration_no* registration_number {_CUSTOMER_INVOICING}", open=False),
            _tab(_PAYMENTS, _CUSTOMER_PAYMENTS, open=False),
            _tab(N_("Shipping"), _SHIPPING, open=False),
        ),
        _PARTY_ACTIONS,
    ),
    "vendor": Layout(
        (
            _tab(_GENERAL, "no name* name_2+ search_name+ blocked* privacy_blocked+ purchaser_code* territory_code+ last_modified+"),
            _tab(_ADDRESS, _PARTY_ADDRESS),
            _tab(_INVOICING, f"pay_to_vendor_no vat_registration_no* registration_number our_account_no {_VENDOR_INVOICING}", open=False),
            _tab(_PAYMENTS, _VENDOR_PAYMENTS, open=False),
            _tab(N_("Receiving"), _RECEIVING, open=False),
        ),
        _PARTY_ACTIONS,
    ),
    "bank_account": Layout(
        (
            _tab(_GENERAL, "no name* name_2+ search_name+ bank_branch_no bank_account_no* our_contact_code blocked last_modified+"),
            _tab(
                N_("Communication"),
                "address address_2+ country_region_code* post_code* city* county phone_no* mobile_phone_no contact* fax_no+ telex_no+ "
                "telex_answer_back+ e_mail home_page language_code format_region+ territory_code+",
            ),
            _tab(N_("Posting"), "currency_code* bank_acc_posting_group* transit_no", open=False),
            _tab(N_("Transfer"), "iban* swift_code*"),
        ),
        (*_BOTH, "contact.open"),
    ),
    "employee": Layout(
        (
            _tab(
                _GENERAL,
                "no first_name* middle_name last_name* job_title* initials search_name+ gender company_e_mail* privacy_blocked+ "
                "last_modified+",
            ),
            _tab(
                _ADDRESS,
                "address address_2+ country_region_code post_code* city* county mobile_phone_no pager+ extension phone_no* fax_no+ e_mail*",
            ),
            _tab(
                N_("Administration"),
                "employment_date status* inactive_date termination_date statistics_group_code salespers_purch_code*",
                open=False,
            ),
            _tab(
                _PAYMENTS,
                "employee_posting_group currency_code application_method bank_branch_no bank_account_no iban* swift_code",
                open=False,
            ),
        ),
        _ENTITY_ACTIONS,
    ),
    "customer_template": Layout(
        (
            _tab(
                _GENERAL,
                "code description* contact_type* blocked no_series* privacy_blocked+ salesperson_code+ territory_code+ credit_limit_lcy+",
            ),
            _tab(_ADDRESS, _TEMPLATE_ADDRESS),
            _tab(_INVOICING, f"bill_to_customer_no vat_registration_no+ {_CUSTOMER_INVOICING}"),
            _tab(_PAYMENTS, _CUSTOMER_PAYMENTS),
            _tab(N_("Shipping"), _SHIPPING),
        ),
        _TEMPLATE_ACTIONS,
        picture=False,
    ),
    "vendor_template": Layout(
        (
            _tab(_GENERAL, "code description* contact_type* blocked no_series* privacy_blocked+ purchaser_code+ territory_code+"),
            _tab(_ADDRESS, _TEMPLATE_ADDRESS),
            _tab(_INVOICING, f"pay_to_vendor_no vat_registration_no+ our_account_no+ {_VENDOR_INVOICING}"),
            _tab(_PAYMENTS, _VENDOR_PAYMENTS),
            _tab(N_("Receiving"), _RECEIVING),
        ),
        _TEMPLATE_ACTIONS,
        picture=False,
    ),
    "employee_template": Layout(
        (
            _tab(N_("Template"), "code description* no_series*"),
            _tab(_GENERAL, "gender*"),
            _tab(_ADDRESS, "country_region_code* post_code city* county"),
            _tab(N_("Administration"), "statistics_group_code*"),
            _tab(_PAYMENTS, "employee_posting_group* application_method"),
        ),
        _TEMPLATE_ACTIONS,
        picture=False,
    ),
    "salesperson": Layout(
        (_tab(_GENERAL, "code name* job_title* commission_percent phone_no* e_mail* e_mail_2+ privacy_blocked+ blocked"),),
        ("record.new", "record.delete", "record.undo", "|", "relation_code.contacts"),
    ),
}

DETAILS: Mapping[str, Layout] = {
    "name_details": Layout(
        (_tab(_GENERAL, "salutation_code job_title initials first_name middle_name surname language_code"),),
        ("contact.salutations",),
        picture=False,
    ),
    "company_details": Layout(
        (_tab(_GENERAL, "name name_2+ address address_2 post_code city country_region_code county phone_no fax_no"),), (), picture=False
    ),
}
"""The dialogs behind Name (contacts C-45)."""
