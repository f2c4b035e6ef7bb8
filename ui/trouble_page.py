"""Shown where the list would be when a database cannot be opened: what is wrong, what to do, and the choices."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from contactdesk.actions import ACTIONS
from contactdesk.errors import StoreDamaged, StoreMissing, StoreNotOurs, UserError
from contactdesk.text import _
from ui import icons, theme
from ui.parts import make

RETRY = "database.retry"


class TroublePage(QWidget):
    """`acted` brings the id of the action chosen, or `RETRY`."""

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self._icon = make.label(centred=True)
        self._title = make.label(role="heading", name="trouble_title", wrap=True, centred=True)
        self._text = make.label(name="trouble_text", wrap=True, centred=True)
        self._place = make.label(role="soft", name="trouble_place", wrap=True, centred=True)
        self._buttons = QHBoxLayout()
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.HUGE * 3, theme.HUGE, theme.HUGE * 3, theme.HUGE)
        page.setSpacing(theme.MEDIUM)
        page.addStretch(2)
        for part in (self._icon, self._title, self._text, self._place):
            page.addWidget(part)
        page.addLayout(self._buttons)
        page.addStretch(3)

    def show_error(self, error: UserError, place: str) -> None:
        """Say what is wrong with the database at `place`."""
        icons.dress(self._icon, "database", "error", 40)
        self._title.setText(error.what)
        self._text.setText(error.what_now)
        self._place.setText(place)
        self.setAccessibleName(str(error))
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._buttons.addStretch(1)
        for number, (id, caption) in enumerate(self._choices(error)):
            self._buttons.addWidget(make.button(caption, id, partial(self.acted.emit, id), primary=number == 0))
        self._buttons.addStretch(1)

    @staticmethod
    def _choices(error: UserError) -> list[tuple[str, str]]:
        ids = ["database.open", "database.new", "database.restore"]
        if isinstance(error, StoreDamaged):
            ids = ["database.restore", "database.open", "database.new"]
        choices = [(id, _(ACTIONS[id].caption)) for id in ids]
        lasting = isinstance(error, StoreMissing | StoreNotOurs | StoreDamaged)
        return choices if lasting else [(RETRY, _("Try again")), *choices]
