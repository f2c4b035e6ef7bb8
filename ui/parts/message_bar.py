"""A bar inside a window that says what happened and what to do now, instead of a dialog."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from contactdesk.actions import ACTIONS, full_caption
from contactdesk.errors import UserError
from contactdesk.text import _
from ui import icons, theme
from ui.parts import make

ERROR, WARNING, NOTICE, SUCCESS = "error", "warning", "notice", "success"
_ICONS = {
    ERROR: ("error_circle", "error"),
    WARNING: ("warning", "warning"),
    NOTICE: ("info", "accent"),
    SUCCESS: ("checkmark_circle", "success"),
}


class MessageBar(QFrame):
    """Hidden until something is to be said. `offered` brings the id of the action on its button."""

    offered = Signal(str)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.setVisible(False)
        self._offer = ""
        self._icon = QLabel()
        self._text = make.label(name="message", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = make.button("", "message_offer", lambda: self.offered.emit(self._offer))
        self._close = make.tool("dismiss", _("Dismiss (Esc)"), "message_dismiss", self.dismiss, small=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        line.setSpacing(theme.SMALL)
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(self._button)
        line.addWidget(self._close)

    def show_error(self, error: UserError) -> None:
        """Say what was refused and what to do; offer the action the error names."""
        self.show_message(str(error), ERROR, error.offer)

    def show_message(self, text: str, severity: str = NOTICE, offer: str = "", caption: str = "") -> None:
        """Say `text`; `severity` is "error", "warning", "notice" or "success", `offer` the id of an action."""
        self._text.setText(text)
        self._offer = offer
        self._button.setVisible(bool(offer))
        self._button.setText(caption or (full_caption(offer) if offer in ACTIONS else offer))
        self._button.setAccessibleDescription(make.described(offer) or text)
        self.setProperty("severity", severity)
        icons.dress(self._icon, *_ICONS[severity])
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(True)
        self.setAccessibleName(text)
        self._text.setAccessibleName(text)
        make.announce(self)

    def text(self) -> str:
        """What is said now; "" while hidden."""
        return "" if self.isHidden() else self._text.text()

    def dismiss(self) -> None:
        """Take the message away."""
        if not self.isHidden():
            self.setVisible(False)
            self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)


class EmptyState(QWidget):
    """Says, where rows would be, that there are none and what to do about it."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = make.label(centred=True)
        self._title = make.label(role="heading", name="empty_title", wrap=True, centred=True)
        self._text = make.label(role="soft", name="empty_text", wrap=True, centred=True)
        self._buttons = QHBoxLayout()
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.HUGE, theme.HUGE, theme.HUGE, theme.HUGE)
        page.setSpacing(theme.SMALL)
        page.addStretch(2)
        for part in (self._icon, self._title, self._text):
            page.addWidget(part)
        page.addSpacing(theme.SMALL)
        page.addLayout(self._buttons)
        page.addStretch(3)

    def show_empty(self, title: str, text: str = "", actions: tuple[str, ...] = (), icon: str = "search") -> None:
        """Say `title` and `text` and offer `actions` (ids); `acted` brings the one that was pressed."""
        icons.dress(self._icon, icon, "text_soft", 40)
        self._title.setText(title)
        self._text.setText(text)
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        self._buttons.addStretch(1)
        for place, id in enumerate(actions):
            pressed = partial(self.acted.emit, id)
            self._buttons.addWidget(make.button(full_caption(id), id, pressed, help=_(ACTIONS[id].help), primary=place == 0))
        self._buttons.addStretch(1)
