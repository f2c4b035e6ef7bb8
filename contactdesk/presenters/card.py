"""The card of one record: opening, typing, saving as one unit, refusals, closing (contacts section 0, relations R-10, R-58).

A card never asks whether to save. What was refused stays on screen beside its message; closing saves
the rest and says outside the window which text was dropped.
"""

from __future__ import annotations

from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.tables import TABLES
from contactdesk.presenters.card_saving import SavedRecord
from contactdesk.presenters.card_view import Then
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _

NUMBERED = ("contact", *BY_ID)
"""Tables whose cards are asked about when their name is blank (contacts C-7)."""


class CardPresenter(SavedRecord):
    """One card: `open` a record or `start` a new one; the view tells what the user does."""

    def close(self) -> None:
        """Save and close; what is refused is dropped and named outside the window (contacts section 0, C-7)."""
        if self.state is None:
            self._view.finish()
            return
        self._closing, self._dropped = True, []
        if self._has_blank_name():
            self._ask_for_name()
        else:
            self.save(self._finish)

    def leave(self, then: Then) -> None:
        """Save, then go on with something else in the same window."""
        self._closing = False
        if self._has_blank_name():
            self._ask_for_name()
        else:
            self.save(then)

    def _has_blank_name(self) -> bool:
        if self.table not in NUMBERED or (self.is_new and not self._form.typed().values):
            return False
        names = ("first_name", "middle_name", "last_name") if self.table == "employee" else ("name",)
        return not any(str(self._form.value_of(name) or "").strip() for name in names)

    def _ask_for_name(self) -> None:
        self._stay()
        delete = _("Delete this {record}").format(record=_(TABLES[self.table].CAPTION).lower())
        text = _("The name is blank.")
        self._view.ask(text, (_("Keep editing"), delete), lambda answer: self.drop() if answer else None)

    def drop(self) -> None:
        """Delete the record and close its card; what was typed goes with it."""
        if self.is_new:
            self._view.finish()
            return
        no = self.no

        def deleted(done: Done[int]) -> None:
            self._windows.changed(done.changes, table=self.table, no=no)
            self._view.finish()

        self._run(lambda: self._desk.records.delete(self.table, no), deleted, self._view.show_refusal)

    def _finish(self) -> None:
        if self._dropped:
            head = _("{record} was saved without these values.") if self.no else _("{record} was not saved.")
            name = " ".join(part for part in (_(TABLES[self.table].CAPTION), self.no) if part)
            self._windows.tell("\n".join([head.format(record=name), *self._dropped]))
        self._view.finish()
