"""How a new card begins: a person of a company, from a template, or blank (contacts C-1, relations R-33)."""

from __future__ import annotations

from contactdesk.desk import Desk
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.parts import PERSON
from contactdesk.presenters.active_address import ADDRESSES
from contactdesk.presenters.card import CardPresenter
from contactdesk.presenters.card_view import CardView, Rows
from contactdesk.presenters.ports import Run
from contactdesk.text import N_, _

_TITLES = {
    "customer": N_("Select a template for a new customer"),
    "vendor": N_("Select a template for a new vendor"),
    "employee": N_("Select a template for a new employee"),
}


class NewCard:
    """Begins one new card."""

    def __init__(self, view: CardView, desk: Desk, run: Run, card: CardPresenter) -> None:
        self._view, self._desk, self._run, self._card = view, desk, run, card

    def begin(self, *, contact_company: str = "", template: str = "") -> None:
        """Open the card with what is known; otherwise ask for a template where there are any."""
        table = self._card.table
        if table == ADDRESSES:
            self._card.start({"contact_no": contact_company})
        elif contact_company:
            self._card.start({"type": PERSON, "company_no": contact_company})
        elif template or table not in BY_ID or BY_ID[table].template is None:
            self._card.start({}, template)
        else:
            self._run(lambda: self._desk.cards.templates(table), self._choose, self._view.show_refusal)

    def _choose(self, templates: Rows) -> None:
        if not templates:
            self._card.start({})
            return

        def chosen(row: int | None) -> None:
            if row is not None:
                self._card.start({}, templates[row][0])
            else:
                self._ask_for_blank()

        columns = (_("Code"), _("Description"), _("Contact Type"))[: len(templates[0])]
        self._view.choose(_(_TITLES[self._card.table]), columns, templates, chosen)

    def _ask_for_blank(self) -> None:
        text = _("No template was chosen. Open a blank card?")
        self._view.ask(text, (_("No"), _("Yes")), lambda answer: self._card.start({}) if answer else self._view.finish())
