"""How letters address a contact: finished salutations and the fields of mail merge (contacts C-46 to C-49)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.codes import SALUTATION_TYPES, SalutationFormula
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.rules import salutations
from contactdesk.rules.salutations import FORMAL, INFORMAL, Formula
from contactdesk.services.loading import load
from contactdesk.services.values import values_of
from contactdesk.storage.unit_of_work import Actions, Unit
from contactdesk.text import N_

MERGE_FIELDS = {N_("Formal Salutation"): FORMAL, N_("Informal Salutation"): INFORMAL}
"""The fields of letters and mails, and the type of formula each is made with (contacts C-48)."""
_BLANK = N_("blank")


@dataclass(frozen=True, slots=True)
class Salutation:
    """A line of the page Contact Salutations: language, type and the finished sentence."""

    language_code: str
    salutation_type: int
    text: str


class Salutations:
    """Looks at contacts and the formulas of their salutation; changes nothing."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def text(self, contact_no: str, salutation_type: int, language_code: str = "") -> str:
        """The sentence for a contact in exactly this language (contacts C-46, C-47); `FORMAL` or `INFORMAL`.

        Raises `NotFound`, `SalutationMissing`, and `FillFirst` for a formula without a text.
        """
        with self._actions.looking() as unit:
            contact = load(unit, Contact, contact_no)
            language_code = language_code.strip().upper()
            formula = salutations.formula_for(_formulas(unit, contact), salutation_type, language_code)
            if formula is None:
                raise errors.SalutationMissing(
                    table="contact",
                    record=contact.no,
                    field="salutation_code",
                    value=f"{contact.no} {contact.name}".strip(),
                    type=Caption(SALUTATION_TYPES[salutation_type]),
                    language=language_code or Caption(_BLANK),
                )
            if not formula.salutation:
                key = " ".join((contact.salutation_code, language_code, str(salutation_type)))
                caption = Caption(field_map(SalutationFormula)["salutation"].caption)
                raise errors.FillFirst(table="salutation_formula", record=key, field="salutation", caption=caption)
            return salutations.salutation_text(formula, values_of(contact))

    def merge_fields(self, contact_no: str) -> dict[str, str]:
        """The merge fields of a contact by English caption; empty where no formula serves (contacts C-48). Raises `NotFound`."""
        with self._actions.looking() as unit:
            return merge_fields(unit, load(unit, Contact, contact_no))

    def of_contact(self, contact_no: str) -> list[Salutation]:
        """Every formula of the contact's salutation, with the finished sentence (contacts C-49). Raises `NotFound`."""
        with self._actions.looking() as unit:
            contact = load(unit, Contact, contact_no)
            values = values_of(contact)
            return [
                Salutation(one.language_code, one.salutation_type, salutations.salutation_text(one, values))
                for one in _formulas(unit, contact)
            ]


def merge_fields(unit: Unit, contact: Contact) -> dict[str, str]:
    """Formal and informal salutation in the contact's language, else in the blank one, else empty (contacts C-48)."""
    formulas, values = _formulas(unit, contact), values_of(contact)
    found = {name: salutations.formula_for(formulas, kind, contact.language_code, else_blank=True) for name, kind in MERGE_FIELDS.items()}
    return {name: salutations.salutation_text(one, values) if one is not None else "" for name, one in found.items()}


def _formulas(unit: Unit, contact: Contact) -> list[Formula]:
    """The formulas of the contact's salutation, by language and type; read once for each action."""
    code = contact.salutation_code
    key = ("salutation formulas", code)
    if key not in unit.memory:
        query = select(SalutationFormula).where(SalutationFormula.salutation_code == code)
        rows = unit.session.scalars(query.order_by(SalutationFormula.language_code, SalutationFormula.salutation_type)) if code else ()
        unit.memory[key] = [
            Formula(row.language_code, row.salutation_type, row.salutation, tuple(getattr(row, f"name_{n}") for n in range(1, 6)))
            for row in rows
        ]
    found: list[Formula] = unit.memory[key]
    return found
