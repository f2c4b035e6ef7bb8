"""How the person on a card is reached: numbers offered for a call, and hints beside telephone numbers (contacts C-50, C-54)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.fields import field_map
from contactdesk.model.kinds import Phone
from contactdesk.model.tables import TABLES
from contactdesk.presenters.card_view import CardForm
from contactdesk.presenters.ports import Run
from contactdesk.rules.phone_numbers import PhoneHint
from contactdesk.text import _

Offered = list[tuple[str, str]]
"""Numbers as typed, each with a label that says whose it is."""


class ReachView(Protocol):
    """The window of the card, passive."""

    def show_hint(self, name: str, hint: str) -> None:
        """Say below a field how its number is dialled from abroad, or what is odd about it; "" for nothing."""

    def show_message(self, text: str, severity: str = "notice") -> None:
        """Say it in the message bar."""


class Reaching:
    """Looks after the telephone numbers of one card."""

    def __init__(self, form: CardForm, view: ReachView, desk: Desk, run: Run, table: str) -> None:
        self._form, self._view, self._desk, self._run = form, view, desk, run
        self._table = table
        self._fields = field_map(TABLES[table])

    @property
    def phones(self) -> list[str]:
        """The names of the telephone fields of the table."""
        return [name for name, field in self._fields.items() if isinstance(field.kind, Phone)]

    # -- hints --------------------------------------------------------------------------------------

    def left(self, name: str) -> None:
        """A changed field was left."""
        if name in self.phones or name == "country_region_code":
            self.refresh()

    def refresh(self) -> None:
        """Look at the numbers as they stand."""
        numbers = {name: str(self._form.value_of(name) or "").strip() for name in self.phones}
        filled = {name: text for name, text in numbers.items() if text}
        if not filled:
            self._show(numbers, {})
            return
        country = str(self._form.value_of("country_region_code") or "").strip().upper()
        work = partial(self._hints, country, filled)
        self._run(work, partial(self._show, numbers), partial(self._unknown, numbers), newest_of=f"phone hints {id(self)}")

    def _hints(self, country: str, numbers: Mapping[str, str]) -> dict[str, PhoneHint]:
        return self._desk.addresses.phone_hints(country, numbers)

    def _show(self, numbers: Mapping[str, str], hints: Mapping[str, PhoneHint]) -> None:
        for name, text in numbers.items():
            if str(self._form.value_of(name) or "").strip() == text:
                hint = hints.get(name, PhoneHint())
                odd = "" if hint.possible else _("This cannot be a number of this country. It is kept as typed.")
                self._view.show_hint(name, odd or hint.international)

    def _unknown(self, numbers: Mapping[str, str], _error: UserError) -> None:
        """Without the database there is nothing to say about numbers."""
        self._show(numbers, {})

    # -- calls --------------------------------------------------------------------------------------

    def offer(self, name: str, no: str, offered: Callable[[Offered], object]) -> None:
        """Find the numbers that the button of a telephone field calls, that of the field first (contacts C-54)."""
        typed = str(self._form.value_of(name) or "").strip()
        own = [(typed, _(self._fields[name].caption))] if typed else []
        if self._table != "contact" or not no:
            offered(own)
            return

        def refused(error: UserError) -> None:
            if own:
                offered(own)
            else:
                self._view.show_message(str(error), "error")

        def found(numbers: Offered) -> None:
            offered(own + [one for one in numbers if one[0] != typed])

        self._run(partial(self._numbers, no), found, refused)

    def _numbers(self, no: str) -> Offered:
        return [(one.number, one.label) for one in self._desk.addresses.numbers_to_call(no)]
