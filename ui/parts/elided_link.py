"""A link in a narrow place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from contactdesk.text import _
from ui import theme
from ui.parts import make


class ElidedLink(QPushButton):
    """A link that shortens its text where the pane is narrow; its tooltip shows the whole."""

    def __init__(self, text: str, name: str, pressed: Callable[[], object]) -> None:
        super().__init__(_plain(text))
        self._text = text
        self.setObjectName(name)
        self.setAccessibleDescription(_("Enter opens what is named."))
        self.setProperty("link", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: pressed())

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setText(_plain(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + theme.SMALL, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(60), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width() - 6)
        self.setToolTip(make.tip(self._text if shown != self._text else ""))
        if _plain(shown) != self.text():
            self.setText(_plain(shown))


def _plain(text: str) -> str:
    """Texts of users: an ampersand in them is no mark of a key."""
    return text.replace("&", "&&")
