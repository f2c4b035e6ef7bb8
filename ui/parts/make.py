"""Small widgets made the way all pages have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QLabel, QPushButton, QToolButton, QWidget

from contactdesk.actions import ACTIONS
from contactdesk.text import N_, _
from ui import icons

DESCRIBED: Mapping[str, str] = {
    "add": N_("Adds what was typed."),
    "assign": N_("Opens the web sources of this contact."),
    "back": N_("Back to the page before."),
    "browse": N_("Chooses a file."),
    "cancel": N_("Leaves without doing it."),
    "close": N_("Closes this window."),
    "comment_flag": N_("Opens the comments."),
    "confirm": N_("Does what is shown here."),
    "copy": N_("Copies the text."),
    "crop": N_("Keeps what is inside the frame."),
    "database.retry": N_("Tries once more."),
    "go": N_("Does what is shown here."),
    "load_mapping": N_("Takes columns that were saved before."),
    "map_services": N_("Opens the list of map services."),
    "never_again": N_("This is not said again; User settings switch it on again."),
    "next": N_("On to the next page; on the last one it is done."),
    "ok": N_("Does what is chosen here."),
    "preview": N_("Shows what would change, without doing it; or the choices again."),
    "run": N_("Does it now and shows what came of it."),
    "save": N_("Saves what was typed."),
    "save_mapping": N_("Keeps these columns for the next file."),
    "show_map": N_("Shows the address on a map in the browser."),
    "status_link": N_("Shows what changed."),
}
"""What buttons do that say no more than one word, for screen readers: by their name, or what their name ends with."""


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


def tip(text: str) -> str:
    """`text` for a tooltip, which then shows every sign of it (reliability P-12).

    Qt takes a tag in a name for markup, and loads the picture it names, from another computer as well.
    """
    from PySide6.QtGui import Qt as Texts

    if not Texts.mightBeRichText(text):
        return text
    from html import escape

    return f'<span style="white-space: pre-wrap">{escape(text)}</span>'


class PushButton(QPushButton):
    """A button that Enter presses while it has the focus, as Space does: never the main button of its dialog instead."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            event.accept()
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    caption: str, name: str, pressed: Callable[[], object] | None = None, *, help: str = "", primary: bool = False, link: bool = False
) -> QPushButton:
    """A push button; `primary` is the one in the accent colour, `link` looks like a link."""
    made = PushButton(caption)
    made.setObjectName(name)
    made.setToolTip(tip(help))
    made.setAccessibleDescription(help or described(name))
    made.setAutoDefault(False)
    if primary:
        made.setProperty("primary", True)
    if link:
        made.setProperty("link", True)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made


def described(name: str) -> str:
    """What the button called `name` does; that of an action is its help."""
    if name in ACTIONS:
        return _(ACTIONS[name].help)
    text = DESCRIBED.get(name) or DESCRIBED.get(name.rpartition("_")[2], "")
    return _(text) if text else ""


def tool(icon: str, help: str, name: str, pressed: Callable[[], object] | None = None, *, small: bool = False) -> QToolButton:
    """A button that is an icon; `help` is its tooltip and its name for screen readers."""
    made = QToolButton()
    made.setObjectName(name)
    made.setToolTip(tip(help))
    made.setAccessibleName(help.split(" (", maxsplit=1)[0])
    icons.dress(made, icon, "text_soft", icons.SMALL if small else icons.NORMAL)
    if pressed is not None:
        made.clicked.connect(lambda: pressed())
    return made


def announce(widget: QWidget) -> None:
    """Let screen readers read what `widget` says now."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # its many lists of roles take 2 ms, and a start says nothing

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


def widen_sections(header: QHeaderView, grown: float) -> None:
    """Make the columns that have a width of their own `grown` times as wide: the text has become larger or smaller."""
    for column in range(header.count() if grown != 1 else 0):
        own = header.sectionResizeMode(column) in (QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Fixed)
        if own and not header.isSectionHidden(column):
            header.resizeSection(column, round(header.sectionSize(column) * grown))


def rule() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setProperty("role", "line")
    return made
