"""All tables that hold records, by name; which fields refer to which.

A model is loaded when it is asked for: mapping a class takes a millisecond or two, and the list that a start shows
needs one of fifty (docs/architecture.md, "Start"). Names alone load nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from sqlalchemy import MetaData

from contactdesk.model.base import Base, Record
from contactdesk.model.fields import Field, fields_of

__all__ = ["KEPT", "MODULES", "SEARCHED", "TABLES", "load_all", "references_to"]

MODULES: Mapping[str, tuple[str, ...]] = {
    "contact": ("contact",),
    "customer": ("customer", "customer_template"),
    "vendor": ("vendor", "vendor_template"),
    "bank_account": ("bank_account",),
    "employee": ("employee", "employee_template"),
    "party_bank_account": ("customer_bank_account", "vendor_bank_account"),
    "relation": ("business_relation", "contact_business_relation"),
    "alt_address": ("contact_alt_address", "contact_alt_addr_date_range"),
    "attached": ("comment_line", "record_note", "record_link", "record_file"),
    "classification": (
        "mailing_group", "industry_group", "job_responsibility", "web_source",
        "contact_mailing_group", "contact_industry_group", "contact_job_responsibility", "contact_web_source",
    ),
    "codes": (
        "territory", "language", "currency", "country", "post_code", "vat_registration_no_format", "salesperson", "salutation",
        "salutation_formula", "organizational_level", "swift_code", "customer_posting_group", "vendor_posting_group",
        "bank_account_posting_group", "employee_posting_group", "employee_statistics_group", "gen_bus_posting_group",
        "vat_bus_posting_group", "payment_terms", "payment_method", "reminder_terms", "finance_charge_terms", "shipment_method",
        "shipping_agent", "location", "customer_price_group", "customer_discount_group",
    ),
    "numbering": ("no_series", "no_series_line", "no_series_relationship"),
    "setup": ("marketing_setup", "numbering_setup", "company_information"),
    "online_map": ("online_map_setup", "online_map_parameter_setup"),
}  # fmt: skip
"""The tables that each module beside this one declares."""

KEPT: Mapping[str, tuple[str, ...]] = {
    "history": ("change_set", "history_entry"),
    "remembered": ("import_mapping", "saved_view"),
    "schema_info": ("schema_info",),
}
"""What is kept beside the records, by module."""

SEARCHED = ("contact", "customer", "vendor", "bank_account", "employee")
"""The tables that the search box looks into (contacts F-2)."""

_MODULE_OF = {table: module for module, tables in MODULES.items() for table in tables}


class _Tables(Mapping[str, type[Record]]):
    """Name -> model; a model is loaded when it is asked for."""

    def __init__(self) -> None:
        self._known: dict[str, type[Record]] = {}

    def __getitem__(self, table: str) -> type[Record]:
        if table not in self._known:
            self._load(_MODULE_OF[table])
        return self._known[table]

    def __contains__(self, table: object) -> bool:
        return table in _MODULE_OF

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULE_OF)

    def __len__(self) -> int:
        return len(_MODULE_OF)

    def _load(self, module: str) -> None:
        for value in vars(import_module(f"contactdesk.model.{module}")).values():
            if isinstance(value, type) and issubclass(value, Record) and "__tablename__" in vars(value):
                self._known[value.__tablename__] = value


TABLES: Mapping[str, type[Record]] = _Tables()


def load_all() -> MetaData:
    """Load every model; what the database holds, apart from the texts that are searched (`storage.schema.metadata`)."""
    for module in (*MODULES, *KEPT):
        import_module(f"contactdesk.model.{module}")
    return Base.metadata


@cache
def references_to(table: str) -> tuple[tuple[type[Record], Field], ...]:
    """Every field whose value is a key of `table`: what renaming, deleting and checking go through."""
    return tuple((model, field) for model in TABLES.values() for field in fields_of(model) if field.refers_to == table)
