"""How a telephone number is dialled from anywhere, and whether it can be one of its country.

The stored text stays as typed (contacts C-50); what is said here is a hint. The library knows the numbers of
all countries; it is loaded when the first number is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_EXTENSION = re.compile(r"[#;,].*$")
_ENOUGH = 7
"""Both sides of a stroke are numbers of their own where each has so many digits: "020/1234567" is one."""
SHORT = 6
"""Numbers of so many digits are extensions and services such as 112: nothing is said about them."""


@dataclass(frozen=True, slots=True)
class PhoneHint:
    """A number in international form ("" where there is no other way to write it), and whether it can exist."""

    international: str = ""
    possible: bool = True


def phone_hint(text: str, iso_country: str) -> PhoneHint:
    """What is worth knowing about a telephone number as typed; `iso_country` has two letters, "" where it is not known."""
    import phonenumbers

    first = _first(text)
    if sum(sign.isdecimal() for sign in first) <= SHORT or not (iso_country or first.startswith(("+", "00"))):
        return PhoneHint()
    if any(sign.isalpha() for sign in first):
        return PhoneHint()  # letters are refused elsewhere; the library would dial them
    if first.startswith("00"):
        first = f"+{first[2:]}"
    try:
        number = phonenumbers.parse(first, iso_country or None)
    except phonenumbers.NumberParseException:
        return PhoneHint(possible=False)
    if not phonenumbers.is_valid_number(number):
        answers = [phonenumbers.is_possible_number_for_type_with_reason(number, kind) for kind in _usual_kinds()]
        if phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY in answers:
            return PhoneHint()
        if phonenumbers.ValidationResult.IS_POSSIBLE not in answers:
            return PhoneHint(possible=False)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return PhoneHint("" if shown == text.strip() else shown)


def _usual_kinds() -> tuple[int, ...]:
    """Ranges of numbers change: one that is as long as numbers of the country are may be new."""
    from phonenumbers import PhoneNumberType

    return PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE


def dialled(text: str) -> str:
    """What a telephone dials for a number as typed: digits and a leading plus; of two numbers the first.

    A zero in brackets is dialled inside the country only, and an extension is dialled once somebody answers.
    """
    first = _first(text)
    if first.startswith(("+", "00")):
        first = first.replace("(0)", "")
    return "".join(sign for place, sign in enumerate(first) if sign.isdecimal() or (sign == "+" and place == 0))


def _first(text: str) -> str:
    """The first number of a text that may hold two, without its extension."""
    found = _EXTENSION.sub("", text).strip()
    before, stroke, after = found.partition("/")
    if stroke and all(sum(sign.isdecimal() for sign in part) >= _ENOUGH for part in (before, after)):
        return before.strip()
    return found
