"""Name Details and Company Details: the fields behind the name of a contact (contacts C-32, C-45)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contactdesk.desk import Desk
from contactdesk.model.contact import PERSON
from contactdesk.model.fields import fields_of
from contactdesk.model.tables import TABLES
from contactdesk.presenters.card_view import CardState, Values
from contactdesk.presenters.contact_card import ContactReader
from contactdesk.text import N_, _

_TO_LOOK_AT = N_("Here only to look at; change it on the card of the company.")
_FOR_PERSONS = N_("For persons only.")


class DetailsReader:
    """Reads a contact for one of its dialogs; `persons_only` greys everything out for a company."""

    def __init__(self, *, persons_only: bool, read_only: bool = False) -> None:
        self._persons_only, self._read_only = persons_only, read_only
        self._card = ContactReader()

    def read(self, desk: Desk, no: str) -> CardState:
        """A stored contact. Raises `NotFound`."""
        state = self._card.read(desk, no)
        actions = {"contact.salutations": ""} if self._persons_only else {}
        return replace(state, disabled=self.enabling(state.values, new=False), actions=actions, facts=())

    def blank(self, desk: Desk, values: Values) -> CardState:
        """The dialogs are opened for stored contacts only."""
        return self._card.blank(desk, values)

    def enabling(self, values: Mapping[str, Any], *, new: bool) -> dict[str, str]:
        """Which fields cannot be typed into, and why."""
        del new
        reason = _(_TO_LOOK_AT) if self._read_only else ""
        if self._persons_only and values["type"] != PERSON:
            reason = _(_FOR_PERSONS)
        return dict.fromkeys((field.name for field in fields_of(TABLES["contact"])), reason) if reason else {}
