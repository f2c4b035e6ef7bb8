"""Small widgets made the way all pages have them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from ui import icons


def label(text: str = "", role: str = "", *, name: str = "", wrap: bool = False, centred: bool = False) -> QLabel:
    """A label of plain text; `role` is "title", "heading", "strong", "soft", "small", "caption" or "error"."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if centred:
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def button(
    caption: str, name: str, pressed: Callable[[], object] | None = None, *, help: str = "", primary: bool = False, link: bool = False
) -> QPushButton:
    """A push button; `primary` is the one in the accent colour, `link` looks like a link."""
    made = QPushButton(caption)
    made.setObjectName(name)
    made.setToolTip(help)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("primary", True)
    if link:
        made.setProperty("link", True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made


def tool(icon: str, help: str, name: str, pressed: Callable[[], object] | None = None, *, small: bool = False) -> QToolButton:
    """A button that is an icon; `help` is its tooltip and its name for screen readers."""
    made = QToolButton()
    made.setObjectName(name)
    made.setToolTip(help)
    made.setAccessibleName(help.split(" (", maxsplit=1)[0])
    icons.dress(made, icon, "text_soft", icons.SMALL if small else icons.NORMAL)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made


def announce(widget: QWidget) -> None:
    """Let screen readers read what `widget` says now."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # its many lists of roles take 2 ms, and a start says nothing

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def rule() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setProperty("role", "line")
    return made
