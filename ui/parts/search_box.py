"""The search box over a list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from contactdesk.text import _
from ui import icons, theme
from ui.parts import make

_WIDTH, _NARROWEST = 240, 120
DELAY = 15
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
        self.setMinimumWidth(theme.scaled(_NARROWEST))
        self.setClearButtonEnabled(False)
        self._said = ""
        self._lens, self._clear = QLabel(), make.tool("dismiss", _("Clear the search (Esc)"), "search_clear", self.clear_search, small=True)
        self._furnish()
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._say)
        self.textChanged.connect(self._typed)

    def _furnish(self) -> None:
        """Lens and cross stand inside the box and grow with the text; Qt's own buttons in a line of text do not."""
        icons.dress(self._lens, "search", "text_soft", icons.SMALL)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setProperty("inside", True)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setVisible(False)
        inside = QHBoxLayout(self)
        inside.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        inside.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        inside.addWidget(self._lens)
        inside.addStretch(1)
        inside.addWidget(self._clear)
        theme.changes().changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDTH), super().sizeHint().height())

    def _restyle(self) -> None:
        side = theme.scaled(icons.SMALL)
        self.setTextMargins(side + theme.TIGHT, 0, side + theme.TIGHT, 0)

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
