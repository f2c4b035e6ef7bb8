"""How far ahead a date lies, written as a formula such as 1D, 2W or CM+10D (contacts S-6)."""

from __future__ import annotations

import re

from contactdesk import errors

_TERM = r"(?:[0-9]{1,4}[DWMQY]|C[DWMQY])"
_FORMULA = re.compile(rf"[+-]?{_TERM}(?:[+-]{_TERM})*")


def checked_formula(text: str) -> str:
    """`text` in upper case without blanks, if it is a date formula or blank. Raises `InvalidDateFormula` (contacts S-6)."""
    formula = "".join(text.split()).upper()
    if formula and not _FORMULA.fullmatch(formula):
        raise errors.InvalidDateFormula(value=text)
    return formula
