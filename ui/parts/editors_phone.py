"""The editor of a telephone number: it calls, and says how the number is dialled from abroad (contacts C-50, C-54)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from contactdesk.model import kinds
from contactdesk.model.fields import Field
from ui import icons, theme
from ui.parts import make
from ui.parts.editors_open import OpenEditor, link_to

Numbers = list[tuple[str, str]]
"""Telephone numbers, each with a label."""


class PhoneEditor(OpenEditor):
    """A telephone number: its button calls it, or offers the numbers somebody finds for it (`offer_numbers`).

    Below the number stands how it is dialled from abroad, or what is odd about it (`show_hint`).
    """

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._find: Callable[[Callable[[Numbers], None]], object] | None = None
        self._hinted = ""
        self._hint = make.label(role="small", name=f"{field.name}_hint", wrap=True)
        self._hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint.setContentsMargins(theme.SMALL + 1, 0, 0, 0)
        self._hint.setVisible(False)
        page = self.layout()
        if page is not None:
            page.addWidget(self._hint)
        self.line_edit.textChanged.connect(self._changed)

    def offer_numbers(self, find: Callable[[Callable[[Numbers], None]], object]) -> None:
        """Let the button ask `find` for the numbers, also while the field is blank (contacts C-54)."""
        self._find = find
        self.line_edit.textChanged.connect(lambda: self._button.setEnabled(True))
        self._button.setEnabled(True)

    def show_hint(self, hint: str) -> None:
        """Say how the number that is shown now is dialled from abroad, or what is odd about it; "" for nothing."""
        self._hinted = self.text().strip()
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if not self.error():
            self._explain(" ".join(part for part in (self._help, hint) if part))

    def open(self) -> None:
        """Call the number, or show a menu of those that are offered."""
        if self._find is not None:
            self._find(self.show_numbers)
        else:
            super().open()

    def show_numbers(self, numbers: Numbers) -> None:
        """Call the only number; of several show a small menu."""
        if len(numbers) == 1:
            _call(numbers[0][0])
        elif numbers:
            menu = QMenu(self)
            menu.setObjectName("numbers_to_call")
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for number, label in numbers:
                entry = menu.addAction(icons.icon("call"), f"{label}:  {number}".replace("&", "&&"))
                entry.triggered.connect(partial(_call, number))
            menu.setActiveAction(menu.actions()[0])
            menu.popup(self.widget.mapToGlobal(QPoint(0, self.widget.height() + 2)))

    def _changed(self, text: str) -> None:
        """What was said about another number is gone; its place stays until there is an answer, so that nothing jumps."""
        if text.strip() != self._hinted:
            self._hint.setText("")


def _call(number: str, _checked: bool = False) -> None:
    url = link_to(kinds.Phone(30), number)
    if url.isValid():
        QDesktopServices.openUrl(url)
