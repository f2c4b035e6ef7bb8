"""What a card shows about reaching somebody: active and printed address, hints beside numbers, calls (contacts C-54, C-73, C-76)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from contactdesk.presenters.card_view import CardState
from contactdesk.presenters.ports import Run
from contactdesk.presenters.reaching import Reaching
from contactdesk.text import _
from ui.card_page import CardPage
from ui.parts.active_line import ActiveLine
from ui.parts.editors_phone import PhoneEditor
from ui.parts.printed_address import PrintedAddress
from ui.windows import Windows


class CardReach(QObject):
    """Belongs to one card window."""

    def __init__(self, card: CardPage, windows: Windows, run: Run, *, whole: bool) -> None:
        super().__init__(card)
        self._card, self._windows = card, windows
        self._phones = {name: editor for name, editor in card.form.editors.items() if isinstance(editor, PhoneEditor)}
        self._reaching = Reaching(card.form, self, windows.desk, run, card.table)
        self._line: ActiveLine | None = None
        self._printed: PrintedAddress | None = None
        card.form.left.connect(self._reaching.left)
        for name, editor in self._phones.items():
            if card.table == "contact":
                editor.offer_numbers(partial(self._offer, name))
        if card.table == "contact" and whole:
            self._add_addresses()

    def _add_addresses(self) -> None:
        self._line, self._printed = ActiveLine(), PrintedAddress()
        self._line.followed.connect(self._open)
        self._printed.copied.connect(lambda: self._card.show_saved(_("The address was copied."), None))
        self._card.form.add_below("post_code", self._line)
        self._card.factbox.add_widget(_("Address as printed"), self._printed)

    def show_record(self, state: CardState) -> None:
        """Show what is known of the record."""
        if self._line is not None and self._printed is not None:
            self._line.show_fact(state.alternate)
            self._printed.show_lines(state.printed)
        self._reaching.refresh()

    def show_hint(self, name: str, hint: str) -> None:
        """Say below a field how its number is dialled from abroad, or what is odd about it."""
        if name in self._phones:
            self._phones[name].show_hint(hint)

    def show_message(self, text: str, severity: str = "notice") -> None:
        """Say it in the message bar."""
        self._card.show_message(text, severity)

    def _offer(self, name: str, offered: Any) -> None:
        self._reaching.offer(name, getattr(self._card, "no", ""), offered)

    def _open(self, link: str) -> None:
        _kind, table, key = link.split(":", 2)
        self._windows.open_card(table, key)
