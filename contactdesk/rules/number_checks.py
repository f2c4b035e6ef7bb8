"""What is said about VAT, registration and bank account numbers beside the rules about them (contacts C-67, 1.3).

A number whose check digits are wrong is kept: nobody is refused a number that an authority gave out. The
library is loaded when the first number is looked at.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Registers whose numbers have check digits, by ISO code of the country; a Dutch trade register number has none.
REGISTERS = {
    "AU": ("stdnum.au.abn", "stdnum.au.acn"),
    "BE": ("stdnum.be.vat",),
    "BR": ("stdnum.br.cnpj",),
    "CH": ("stdnum.ch.uid",),
    "CZ": ("stdnum.cz.dic",),
    "DK": ("stdnum.dk.cvr",),
    "EE": ("stdnum.ee.registrikood",),
    "ES": ("stdnum.es.cif", "stdnum.es.dni"),
    "FI": ("stdnum.fi.ytunnus",),
    "FR": ("stdnum.fr.siren", "stdnum.fr.siret"),
    "NO": ("stdnum.no.orgnr",),
    "PL": ("stdnum.pl.regon",),
    "PT": ("stdnum.pt.nif",),
    "SE": ("stdnum.se.orgnr",),
}


def vat_check_fails(number: str, iso_country: str) -> bool:
    """Are the check digits of a VAT number wrong? False for countries whose numbers have none, or are not known."""
    if not number.strip() or len(iso_country) != 2:
        return False
    from stdnum.util import get_cc_module

    module = get_cc_module(iso_country.lower(), "vat")
    return module is not None and _answer(module, number) is False


def registration_check_fails(number: str, iso_country: str) -> bool:
    """Are the check digits of a registration number wrong, whatever register of its country it may be from?"""
    modules = REGISTERS.get(iso_country, ())
    if not number.strip() or not modules:
        return False
    answers = [_answer(import_module(name), number) for name in modules]
    return False in answers and True not in answers


def iban_form_fails(text: str, _country: str = "") -> bool:
    """Has an IBAN another length or form than those of the country it begins with?

    Its check digits are no matter of this: wrong ones are asked about (relations E-25). Countries that are not
    known have no form.
    """
    if not text.strip():
        return False
    from stdnum import iban
    from stdnum.exceptions import InvalidFormat, InvalidLength, ValidationError

    try:
        iban.validate(text, check_country=False)
    except (InvalidFormat, InvalidLength):
        return True
    except ValidationError:
        return False
    return False


def _answer(module: Any, number: str) -> bool | None:
    """Are the check digits right? None where the number is no number of this register at all.

    Only check digits count: other lengths and forms belong to other registers, or are refused elsewhere.
    """
    from stdnum.exceptions import InvalidChecksum, ValidationError

    try:
        module.validate(number)
    except InvalidChecksum:
        return False
    except ValidationError:
        return None
    return True
