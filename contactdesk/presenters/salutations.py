"""The page Contact Salutations: every sentence a letter to a contact can begin with (contacts C-49, 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.codes import SalutationFormula
from contactdesk.model.fields import Field, field_map
from contactdesk.presenters.ports import Run
from contactdesk.services.salutations import Salutation
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _

COLUMNS = ("language_code", "salutation_type", "salutation")
_TABLES = frozenset({"contact", "salutation", "salutation_formula"})


@dataclass(frozen=True, slots=True)
class ShownSalutations:
    """The sentences for one contact; `hint` says what to do where there are none."""

    title: str
    rows: tuple[Salutation, ...]
    hint: str = ""


class SalutationsView(Protocol):
    """The window, passive."""

    def show_salutations(self, shown: ShownSalutations) -> None:
        """Show these sentences."""

    def show_error(self, error: UserError) -> None:
        """Say it in the message bar."""


class ContactSalutations:
    """The salutations of one contact, to look at."""

    def __init__(self, view: SalutationsView, desk: Desk, run: Run, contact_no: str) -> None:
        self._view, self._desk, self._run, self._contact_no = view, desk, run, contact_no

    @property
    def fields(self) -> list[Field]:
        """The columns."""
        declared = field_map(SalutationFormula)
        return [declared[name] for name in COLUMNS]

    def load(self) -> None:
        """Read the sentences again."""
        self._run(self._read, self._view.show_salutations, self._view.show_error, newest_of=f"salutations {id(self)}")

    def heard(self, changes: ChangeSet) -> None:
        """Another window saved."""
        if any(one.table in _TABLES for one in changes.records):
            self.load()

    def _read(self) -> ShownSalutations:
        contact: Any = self._desk.records.read("contact", self._contact_no)
        rows = tuple(self._desk.salutations.of_contact(self._contact_no))
        hint = ""
        if not contact["salutation_code"]:
            hint = _("The contact has no salutation code. Choose one in Name Details.")
        elif not rows:
            hint = _("Salutation {code} has no formulas yet. Add them on the page Salutations.").format(code=contact["salutation_code"])
        return ShownSalutations(f"{contact.no} {contact['name']}".strip(), rows, hint)
