"""The search box over a list."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from contactdesk.text import _
from ui import icons, theme

DELAY = 150
"""Milliseconds without a key before the search starts."""


class SearchBox(QLineEdit):
    """`searched` brings the text once typing pauses; `left` wants the list to take the cursor (Down, Enter, Esc)."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setProperty("search", True)
        self.setPlaceholderText(placeholder or _("Search"))
        self.setAccessibleName(_("Search"))
        self.setAccessibleDescription(_("Type part of a name, number or city; Down goes to the list, Esc clears."))
        self.setMinimumWidth(theme.scaled(240))
        self.setClearButtonEnabled(False)
        self._said = ""
        lens = QAction(_("Search"), self)
        icons.dress(lens, "search", "text_soft", icons.SMALL)
        self.addAction(lens, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(_("Clear the search (Esc)"), self)
        icons.dress(self._clear, "dismiss", "text_soft", icons.SMALL)
        self._clear.triggered.connect(self.clear_search)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._say)
        self.textChanged.connect(self._typed)

    def clear_search(self) -> None:
        """Empty the box and search for nothing at once."""
        self.clear()
        self._say()

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._timer.start()

    def _say(self) -> None:
        self._timer.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.searched.emit(self._said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear_search()
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown):
            self._say()
            self.left.emit()
        else:
            super().keyPressEvent(event)
