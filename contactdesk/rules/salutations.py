"""The sentence a letter begins with (contacts C-46 to C-48)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contactdesk.model.codes import NAME_PARTS

FORMAL, INFORMAL = 0, 1
LENGTH = 260
"""A salutation has at most so many characters (contacts C-47)."""
PLACES = 5
_FIELD_OF_PART = ("", "job_title", "first_name", "middle_name", "surname", "initials", "company_name")
assert len(_FIELD_OF_PART) == len(NAME_PARTS)
_PLACEHOLDER = re.compile(rf"%([1-{PLACES}])")
_BLANK_BEFORE = re.compile(r" +(?=[,.;:!?])")


@dataclass(frozen=True, slots=True)
class Formula:
    """A salutation formula: its language ("" serves the rest), its type, its text and what %1 to %5 stand for."""

    language_code: str
    salutation_type: int
    salutation: str
    names: Sequence[int] = ()


def salutation_text(formula: Formula, contact: Mapping[str, str]) -> str:
    """The finished sentence for a contact, given by its field names (contacts C-47)."""
    values = {place: contact.get(_FIELD_OF_PART[part], "") for place, part in enumerate(formula.names, 1)}
    text = formula.salutation
    for place in range(1, PLACES + 1):
        if not values.get(place):
            text = text.replace(f"%{place} ", "", 1)
    # In one go: a name that holds "%2" is no placeholder.
    text = _PLACEHOLDER.sub(lambda found: values.get(int(found[1]), ""), text)
    text = _BLANK_BEFORE.sub("", re.sub(" {2,}", " ", text))
    return text.strip()[:LENGTH].rstrip()


def formula_for(formulas: Iterable[Formula], salutation_type: int, language_code: str, *, else_blank: bool = False) -> Formula | None:
    """The formula of this type and language (contacts C-46); `else_blank` takes that of the blank language

    where there is none (contacts C-48). None where there is none at all.
    """
    found = {one.language_code: one for one in formulas if one.salutation_type == salutation_type}
    return found.get(language_code) or (found.get("") if else_blank else None)
