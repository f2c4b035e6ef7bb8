"""The line at the foot of a window: what else a save changed, who changed what last, and links that show it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from contactdesk.text import _
from ui import icons, theme
from ui.parts import make
from ui.parts.elided_link import ElidedLink


class StatusLine(QWidget):
    """ "Saved. 3 other records updated." with a link; `link_pressed` tells that it was followed, `right_pressed` that the right one was."""

    link_pressed = Signal()
    right_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = QLabel()
        self._icon.setVisible(False)
        self._text = make.label(role="soft", name="status")
        self._text.setMinimumWidth(1)  # a long sentence makes no window wider than its screen
        self._link = make.button("", "status_link", self.link_pressed.emit, link=True)
        self._link.setVisible(False)
        self._right = make.label(role="soft", name="status_right")
        self._right_link = ElidedLink("", "status_right_link", self.right_pressed.emit)
        self._right_link.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._right_link.setVisible(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.MEDIUM, theme.TIGHT)
        line.setSpacing(theme.SMALL)
        line.addWidget(self._icon)
        line.addWidget(self._text)
        line.addWidget(self._link)
        line.addStretch(1)
        line.addWidget(self._right)
        line.addWidget(self._right_link)

    def show_text(self, text: str, *, link: str = "", done: bool = False) -> None:
        """Say `text`, with `link` as a link behind it; `done` puts a tick before it."""
        self._text.setText(text)
        self._text.setToolTip(make.tip(text))
        self._link.setText(link or _("Show"))
        self._link.setVisible(bool(link))
        self._icon.setVisible(done)
        if done:
            icons.dress(self._icon, "checkmark", "success", icons.SMALL)
        self.setAccessibleName(text)
        make.announce(self)

    def show_right(self, text: str) -> None:
        """Say at the right end what holds all the time: number of rows, name of the database."""
        self._right.setText(text)
        self._right_link.setVisible(False)

    def show_right_link(self, text: str) -> None:
        """Say at the right end what holds all the time, as a link."""
        self._right.setText("")
        self._right_link.show_text(text)
        self._right_link.setAccessibleName(text)
        self._right_link.setVisible(True)

    def text(self) -> str:
        """What is said at the left now."""
        return self._text.text()
