"""The frame of a page in a window of its own: actions, title, message, content, status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _, n_
from ui import theme
from ui.parts import make
from ui.parts.action_bar import ActionBar
from ui.parts.decision import ask, follow_offer
from ui.parts.message_bar import MessageBar
from ui.parts.status_line import StatusLine
from ui.windows import Windows


class PageWindow(QWidget):
    """`body` takes the content, `bar` the actions of `layout`; size and place are remembered under `name`."""

    def __init__(self, windows: Windows, name: str, title: str, layout: Sequence[str] = (), *, width: int = 860, height: int = 560) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.windows = windows
        self._size = (width, height)
        self._error: UserError | None = None
        self._last: ChangeSet | None = None
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = ActionBar(layout, self)
        self.bar.setVisible(bool(layout))
        self.bar.triggered.connect(self.act)
        self.title = make.label(title, "title", name="page_title", wrap=True)
        self.note = make.label("", "soft", name="note", wrap=True)
        self.message = MessageBar()
        self.message.offered.connect(self._follow)
        self.status = StatusLine()
        self.status.link_pressed.connect(self._show_last)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.SMALL)
        inside = QVBoxLayout()
        inside.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        inside.setSpacing(theme.SMALL)
        for part in (self.title, self.note, self.message):
            inside.addWidget(part)
        inside.addLayout(self.body, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.bar)
        page.addLayout(inside, 1)
        page.addWidget(self.status)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        self.set_title(title)

    def set_title(self, title: str, note: str = "") -> None:
        """Name the page, in its frame and above its content."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def act(self, id: str) -> None:
        """An action of the bar was chosen."""

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused, with the action that helps as a button."""
        self._error = error
        self.message.show_error(error)

    def show_saved(self, changes: ChangeSet) -> None:
        """Say that it is saved, and how much else changed, with a link that shows it (relations G-11)."""
        self._last = changes
        self.message.dismiss()
        count = len(changes.records)
        text = n_("Saved; {n} record changed.", "Saved; {n} records changed.", count) if count else _("Saved.")
        self.status.show_text(text, link=_("Show") if count else "", done=True)

    def confirm(self, title: str, text: str, yes: Callable[[], None]) -> None:
        """Ask whether to go on; Esc and Cancel change nothing."""
        ask(self, title, text, [("yes", _("Remove"))], lambda answer: yes() if answer else None)

    def _follow(self, offer: str) -> None:
        if self._error is not None:
            follow_offer(self.windows, offer, self._error)

    def _show_last(self) -> None:
        if self._last is not None:
            self.windows.open_page("change_set", changes=self._last)

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous() and not self.property("placed"):
            self.setProperty("placed", True)
            if not self.windows.settings.restore_geometry(self, self.objectName()):
                theme.size_window(self, self._size[0], self._size[1])
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.property("placed"):
            self.windows.settings.keep_geometry(self, self.objectName())
        super().closeEvent(event)


def changed_tables(changes: ChangeSet | Any) -> set[str]:
    """The tables in which something changed."""
    return {record.table for record in changes.records}
