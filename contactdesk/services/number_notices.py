"""Notices about VAT and registration numbers with wrong check digits, and odd IBANs; all are kept (contacts C-67, 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from contactdesk.model.base import Record
from contactdesk.model.codes import Country
from contactdesk.rules import number_checks
from contactdesk.services import office
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

_VAT, _REGISTRATION, _IBAN = ("vat_registration_no",), ("registration_no", "registration_number"), ("iban",)
NOTICED = (*_VAT, *_REGISTRATION, *_IBAN)
"""Fields whose new values are looked at."""


def iso_country(unit: Unit, code: str) -> str:
    """The ISO code of a country, of the own one for a blank code (EL is GR); "" where it is not known."""
    code = code or office.own_country(unit)
    key = ("iso", code)
    if key not in unit.memory:
        unit.memory[key] = unit.session.scalar(select(Country.iso_code).where(Country.code == code)) or ""
    return str(unit.memory[key])


def notice_check_digits(unit: Unit, record: Record, values: Mapping[str, Any]) -> None:
    """Tell which of the numbers that are new in `values` have wrong check digits, or another form than those of their country."""
    country = values.get("country_region_code", getattr(record, "country_region_code", ""))
    for names, fails, text in (
        (_VAT, number_checks.vat_check_fails, _("The check digits of VAT number {number} do not fit. It was kept; please compare it.")),
        (
            _REGISTRATION,
            number_checks.registration_check_fails,
            _("The check digits of registration number {number} do not fit. It was kept; please compare it."),
        ),
        (
            _IBAN,
            number_checks.iban_form_fails,
            _("An IBAN of this country has another length or form than {number}. It was kept; please compare it."),
        ),
    ):
        for name in names:
            number = values.get(name)
            if number and number != getattr(record, name, "") and fails(number, iso_country(unit, country)):
                unit.notice("number.check", text.format(number=number), record.key)
