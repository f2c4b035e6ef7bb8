"""A bar inside a window that says what happened and what to do now, instead of a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from contactdesk.actions import ACTIONS
from contactdesk.errors import UserError
from contactdesk.text import _
from ui import icons, theme

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
        self._text = QLabel(objectName="message", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(objectName="message_offer")
        self._button.clicked.connect(lambda: self.offered.emit(self._offer))
        self._close = QToolButton(objectName="message_dismiss", toolTip=_("Dismiss (Esc)"))
        self._close.setAccessibleName(_("Dismiss"))
        self._close.clicked.connect(self.dismiss)
        icons.dress(self._close, "dismiss", "text_soft", icons.SMALL)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.SMALL, theme.SMALL)
        line.setSpacing(theme.SMALL)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        line.addWidget(self._button)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def show_error(self, error: UserError) -> None:
        """Say what was refused and what to do; offer the action the error names."""
        self.show_message(str(error), ERROR, error.offer)

    def show_message(self, text: str, severity: str = NOTICE, offer: str = "", caption: str = "") -> None:
        """Say `text`; `severity` is "error", "warning", "notice" or "success", `offer` the id of an action."""
        self._text.setText(text)
        self._offer = offer
        self._button.setVisible(bool(offer))
        self._button.setText(caption or (_(ACTIONS[offer].caption) if offer in ACTIONS else offer))
        self.setProperty("severity", severity)
        icons.dress(self._icon, *_ICONS[severity])
        self.style().unpolish(self)
        self.style().polish(self)
        self.setVisible(True)
        self.setAccessibleName(text)
        self._text.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """What is said now; "" while hidden."""
        return self._text.text() if self.isVisibleTo(self.parentWidget()) else ""

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
        self._icon = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._title.setProperty("role", "heading")
        self._text = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._text.setProperty("role", "soft")
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
            old = self._buttons.takeAt(0).widget()
            if old:
                old.deleteLater()
        self._buttons.addStretch(1)
        for place, id in enumerate(actions):
            button = QPushButton(_(ACTIONS[id].caption), objectName=id, toolTip=_(ACTIONS[id].help))
            button.setProperty("primary", place == 0)
            button.clicked.connect(lambda _checked=False, id=id: self.acted.emit(id))
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
