"""What was open when the program ended comes back: the last list and the cards, of the same database only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from contactdesk.presenters.list_specs import LISTS

if TYPE_CHECKING:
    from ui.program import Program

MOST_CARDS = 8


def remember(program: Program) -> dict[str, object]:
    """The list that is shown and the cards that are open, the oldest first; at most `MOST_CARDS` of them."""
    if program.windows is None:
        return {}
    from ui.card_layouts import LAYOUTS

    page = program.window.current_list()
    cards = [[getattr(one, "table", ""), getattr(one, "no", "")] for one in program.windows.open_windows()]
    named = [card for card in cards if card[0] in LAYOUTS and card[1]]
    return {"database": program.settings["last_database"], "list": page.table if page is not None else "", "cards": named[-MOST_CARDS:]}


def last_list(program: Program) -> str:
    """The list to begin with: the one shown last in this database, else the contacts."""
    table = _of_this_database(program).get("list", "")
    return table if isinstance(table, str) and table in LISTS else "contact"


def restore_cards(program: Program) -> None:
    """Open the cards of last time, one after the other, whenever nothing else is at work: the list comes first."""
    cards = _of_this_database(program).get("cards", [])
    if isinstance(cards, list) and cards and program.windows is not None:
        _Cards(program, [card for card in cards if _is_card(card)][:MOST_CARDS])


def _of_this_database(program: Program) -> dict[str, object]:
    found = program.settings["session"]
    return found if found.get("database") == program.settings["last_database"] else {}


def _is_card(card: object) -> bool:
    from ui.card_layouts import LAYOUTS

    return isinstance(card, list) and len(card) == 2 and all(isinstance(part, str) for part in card) and card[0] in LAYOUTS


class _Cards(QObject):
    """Waits until the database thread is free, asks which cards still have a record, and opens one at a time."""

    def __init__(self, program: Program, cards: list[list[str]]) -> None:
        assert program.windows is not None
        super().__init__(program.windows)
        self._program, self._windows, self._cards = program, program.windows, cards
        self._asked = False
        program.background.busy.connect(self._go_on)

    def _go_on(self, busy: bool) -> None:
        if busy:
            return
        if self._program.windows is not self._windows or not self._cards:
            self._program.background.busy.disconnect(self._go_on)
            self.deleteLater()
        elif not self._asked:
            self._asked, cards, lists = True, list(self._cards), self._windows.desk.lists
            self._windows.run(lambda: [card for card in cards if lists.id_of(*card)], self._found, lambda _error: self._found([]))
        else:
            table, no = self._cards.pop(0)
            self._windows.open_card(table, no, quietly=True)

    def _found(self, cards: list[list[str]]) -> None:
        self._cards = cards
