"""VAT, registration and bank account numbers (contacts C-67, 1.3; relations E-24, E-25)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from contactdesk import errors

REGISTRATION_NO_LENGTH = 20
IBAN_LENGTHS = range(6, 35)

# `#` is a digit, `@` a letter, `?` anything (contacts C-67); the formats a new database starts with.
VAT_FORMATS: Mapping[str, tuple[str, ...]] = {
    "NL": ("NL#########B##", "#########B##"),
    "BE": (
        *("BE#########", "#########", "BE##########", "##########"),
        *("BE###.###.###", "###.###.###", "BE####.###.###", "####.###.###", "BE ####.###.###", "BE ###.###.###"),
        *("BE ### ### ###", "### ### ###", "BE #### ### ###", "#### ### ###", "BE #########", "BE ##########"),
    ),
    "DE": ("DE#########", "#########"),
    "FR": ("FR###########", "FR@##########", "FR#@#########", "FR@@#########"),
    "GB": ("GB#########", "GB############"),
    "LU": ("LU########",),
}


def checked_vat_registration_no(text: str, country: str, own_country: str, formats: Mapping[str, Sequence[str]]) -> str:
    """`text` in upper case, if one of the country's `formats` allows it (contacts C-67).

    A blank `country` means the own company's. Blank numbers, and numbers of countries without formats,
    are always accepted. Raises `InvalidVatNo` that lists the formats.
    """
    number = text.strip().upper()
    country = country or own_country
    allowed = formats.get(country, ())
    if number and allowed and not any(fits_format(number, format_) for format_ in allowed):
        raise errors.InvalidVatNo(value=number, country=country, formats=list(allowed))
    return number


def fits_format(number: str, format_: str) -> bool:
    """Whether `number` has exactly the form of `format_` (contacts C-67)."""
    return len(number) == len(format_) and all(map(_fits, number, format_))


def _fits(letter: str, sign: str) -> bool:
    if sign == "#":
        return letter in "0123456789"
    if sign == "@":
        return "A" <= letter <= "Z"
    return sign == "?" or letter == sign


def checked_registration_no(text: str) -> str:
    """`text`, if it has at most 20 characters; raises `RegistrationNoTooLong` (contacts 1.3, relations E-24)."""
    number = text.strip()
    if len(number) > REGISTRATION_NO_LENGTH:
        raise errors.RegistrationNoTooLong(length=len(number), limit=REGISTRATION_NO_LENGTH)
    return number


def checked_iban(text: str) -> str:
    """`text` in upper case, if it is an IBAN or blank; raises `InvalidIban` (relations E-25)."""
    iban = text.strip().upper()
    if iban and not is_iban(iban):
        raise errors.InvalidIban(value=text.strip())
    return iban


def is_iban(text: str) -> bool:
    """Whether `text` is an IBAN: blanks ignored, 6 to 34 characters, two letters first, remainder 1 (relations 1.7)."""
    compact = "".join(text.split()).upper()
    if len(compact) not in IBAN_LENGTHS or not re.fullmatch(r"[A-Z]{2}[0-9A-Z]+", compact):
        return False
    from stdnum.iso7064 import mod_97_10

    return bool(mod_97_10.is_valid(compact[4:] + compact[:4]))
