"""Names: split into parts, put together again, followed by the search name (contacts C-40 to C-44)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.text import _

PART_LENGTH = 30

# duplicates D-31: the ends of company names that say nothing about which company it is.
COMPANY_FORMS = frozenset(
    "bv nv vof cv bvba srl sprl sa sas sarl gmbh ag kg ohg ug ltd limited plc llc inc corp co ab as aps oy spa"
    " stichting vereniging eenmanszaak".split()
)


@dataclass(frozen=True, slots=True)
class NameParts:
    """The three parts of a person's name; `cut` names the parts that lost characters (relations E-23)."""

    first_name: str = ""
    middle_name: str = ""
    surname: str = ""
    cut: tuple[str, ...] = ()

    def as_values(self) -> dict[str, str]:
        """The parts by field name."""
        return {"first_name": self.first_name, "middle_name": self.middle_name, "surname": self.surname}


def compose_name(first_name: str, middle_name: str, surname: str) -> str:
    """The parts that are not blank, joined by single blanks (contacts C-42, relations 1.8)."""
    return " ".join(part.strip() for part in (first_name, middle_name, surname) if part.strip())


def split_name(name: str, present: NameParts | None = None) -> NameParts:
    """The parts of a person's `name`, each cut to 30 characters (contacts C-41).

    `present` parts stay when they still compose this name, so that parts made by hand survive.
    """
    words = name.split()
    if present and " ".join(words) == " ".join(compose_name(present.first_name, present.middle_name, present.surname).split()):
        return NameParts(present.first_name, present.middle_name, present.surname)
    whole = _parts_of(words)
    kept = {field: text[:PART_LENGTH].rstrip() for field, text in whole.items()}
    return NameParts(**kept, cut=tuple(field for field, text in whole.items() if len(text) > PART_LENGTH))


def _parts_of(words: list[str]) -> dict[str, str]:
    """contacts C-41: from the end, surname and middle name take one word each, the first name the rest."""
    if len(words) < 2:
        return {"first_name": "".join(words), "middle_name": "", "surname": ""}
    if len(words) == 2:
        return {"first_name": words[0], "middle_name": "", "surname": words[1]}
    return {"first_name": " ".join(words[:-2]), "middle_name": words[-2], "surname": words[-1]}


def cut_notice(parts: NameParts) -> str:
    """The notice about parts that were cut, "" when none was (relations E-23)."""
    if not parts.cut:
        return ""
    captions = ", ".join(_(field_map(Contact)[field].caption) for field in parts.cut)
    return _("Cut to {limit} characters: {fields}. Name keeps the full text.").format(limit=PART_LENGTH, fields=captions)


def search_form(text: str, limit: int = 100) -> str:
    """`text` as a search name: upper case. Letters that grow in upper case (ß) may push the end out."""
    return text.strip().upper()[:limit].rstrip()


def followed_search_name(search_name: str, old_name: str, new_name: str, limit: int = 100) -> str:
    """The search name after a change of name: it follows unless it was made by hand (contacts C-44).

    An employee's follows its full name with initials, `limit` 250 (relations 1.8).
    """
    follows = not search_name.strip() or search_name == search_form(old_name, limit)
    return search_form(new_name, limit) if follows else search_name


def employee_search_source(first_name: str, middle_name: str, last_name: str, initials: str) -> str:
    """The text an employee's search name follows: full name and initials (relations 1.8)."""
    return compose_name(compose_name(first_name, middle_name, last_name), initials, "")


@dataclass(frozen=True, slots=True)
class NameChange:
    """What else changes when a contact's name does, and the notice about it ("" for none)."""

    changes: dict[str, str]
    notice: str = ""


def after_name(new_name: str, old_name: str, search_name: str, *, person: bool, present: NameParts | None = None) -> NameChange:
    """The fields that follow a contact's name, by field name (contacts C-40, C-41, C-44)."""
    follow = {"search_name": followed_search_name(search_name, old_name, new_name)}
    if not person:
        return NameChange(follow | {"company_name": new_name})
    parts = split_name(new_name, present)
    return NameChange(follow | parts.as_values(), cut_notice(parts))


def without_company_form(name: str) -> str:
    """`name` without its legal forms ("B.V.", "GmbH"), for comparing; the whole name when nothing would remain.

    Two companies are not alike because both are limited (duplicates D-31).
    """
    kept = [word for word in name.split() if not _is_company_form(word)]
    return " ".join(kept).rstrip(" ,;-&") or name


def has_company_form(name: str) -> bool:
    """Whether a legal form in `name` says that it names a company."""
    return any(_is_company_form(word) for word in name.split())


def _is_company_form(word: str) -> bool:
    return re.sub(r"[\W_]", "", word).casefold() in COMPANY_FORMS
