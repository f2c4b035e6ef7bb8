"""The text of a number: its last group of digits counts, what stands beside it stays (contacts NS-2 to NS-6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.model.numbering import NoSeriesLine

NUMBER_LENGTH = 20
_LAST_DIGITS = re.compile(r"(.*?)([0-9]+)([^0-9]*)", re.DOTALL)

# The four numbers of a line that look alike (contacts NS-3, NS-4).
NUMBERS = ("starting_no", "ending_no", "warning_no", "last_no_used")


def caption(name: str) -> Caption:
    """What the field `name` of a line is called."""
    return Caption(field_map(NoSeriesLine)[name].caption)


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number as text before, digits, text after."""

    before: str
    digits: str
    after: str

    @property
    def value(self) -> int:
        """What the digits count."""
        return int(self.digits)

    @property
    def text(self) -> tuple[str, str]:
        """What stands beside the digits."""
        return self.before, self.after

    def __str__(self) -> str:
        return f"{self.before}{self.digits}{self.after}"


def split_number(number: str) -> NumberText:
    """The parts of a number (contacts NS-2); raises `NumberWithoutDigit` (NS-3)."""
    match = _LAST_DIGITS.fullmatch(number)
    if not match:
        raise errors.NumberWithoutDigit(caption=Caption(field_map(Contact)["no"].caption), value=number)
    return NumberText(match[1], match[2], match[3])


def value_of(number: str) -> int:
    """What orders the numbers of one line (contacts NS-6)."""
    return split_number(number).value


def increased(number: str, by: int) -> str:
    """The number `by` further; its digits grow when they overflow (contacts NS-2). Raises `NumberTooLong`."""
    parts = split_number(number)
    digits = str(parts.value + by).zfill(len(parts.digits))
    return _fitting(NumberText(parts.before, digits, parts.after), number)


def entered(numbers: Mapping[str, str], name: str, typed: str) -> dict[str, str]:
    """The numbers of a line after one of them was typed: all are made alike (contacts NS-3 to NS-5).

    `numbers` and the answer hold starting_no, ending_no, warning_no and last_no_used. Raises
    `NumberWithoutDigit`, `FillFirst` (Warning No. without Ending No.), `NumberFormatsDiffer`, `NumberTooLong`.
    """
    typed = typed.strip().upper()
    after = {field: numbers.get(field, "") for field in NUMBERS} | {name: typed}
    if not after["ending_no"]:
        if name == "warning_no" and typed:
            raise errors.FillFirst(field="ending_no", caption=caption("ending_no"))
        after["warning_no"] = ""
    if typed:
        after |= _made_alike(after, name)
    if name != "last_no_used" and after["last_no_used"] != numbers.get("last_no_used", ""):
        raise _differing("last_no_used", numbers["last_no_used"])
    for field in ("ending_no", "warning_no"):
        if after["starting_no"] and after[field] and split_number(after[field]).text != split_number(after["starting_no"]).text:
            raise _differing(name if name != "starting_no" else field, after[field])
    return after


def _made_alike(numbers: Mapping[str, str], name: str) -> dict[str, str]:
    """contacts NS-4: the text of the typed number, and digits as long as the longest one needs."""
    filled = {field: _split_field(field, number) for field, number in numbers.items() if number}
    model = filled[name]
    if model.text == ("", ""):
        return {}
    length = max(len(model.digits), *(len(str(parts.value)) for parts in filled.values()))
    return {
        field: _fitting(NumberText(model.before, str(parts.value).zfill(length), model.after), numbers[field])
        for field, parts in filled.items()
    }


def _split_field(field: str, number: str) -> NumberText:
    try:
        return split_number(number)
    except errors.NumberWithoutDigit:
        raise errors.NumberWithoutDigit(field=field, caption=caption(field), value=number) from None


def _differing(field: str, value: str) -> errors.NumberFormatsDiffer:
    return errors.NumberFormatsDiffer(field=field, caption=caption(field), value=value)


def _fitting(number: NumberText, from_number: str) -> str:
    if len(str(number)) > NUMBER_LENGTH:
        raise errors.NumberTooLong(value=from_number)
    return str(number)
