"""The line above a list that says which filters hold, each with a cross (contacts F-4, F-10, F-11)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from contactdesk.presenters.list_filters import FilterRow
from contactdesk.text import _
from ui import icons, theme
from ui.parts import make

_WIDEST = 360


class FilterChips(QFrame):
    """`removed` brings the place of the filter to take away; `reset` goes back to the filters of the view."""

    removed = Signal(int)
    reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._inside = _Flow()
        icon = QLabel()
        icons.dress(icon, "filter", "accent", icons.SMALL)
        self._reset = make.button(_("Reset"), "chips_reset", self.reset.emit, link=True, help=_("Back to the filters of the view"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.SMALL, theme.TIGHT, theme.SMALL, theme.TIGHT)
        line.setSpacing(theme.SMALL)
        line.addWidget(icon)
        line.addWidget(self._inside, 1)
        line.addWidget(self._reset)
        self.setVisible(False)

    def show_filters(self, rows: Sequence[FilterRow], *, changed: bool) -> None:
        """Show these filters; `changed`: there is something to reset."""
        self._inside.fill([self._chip(place, row) for place, row in enumerate(rows)])
        self._reset.setVisible(changed)
        self.setAccessibleName(_("Filters: {filters}").format(filters="; ".join(row.summary for row in rows)))
        self.setVisible(bool(rows) or changed)

    def _chip(self, place: int, row: FilterRow) -> QPushButton:
        help = "\n".join((row.summary, _("Take this filter away")))
        chip = make.button("", f"filter_{place}", partial(self.removed.emit, place), help=help)
        chip.setAccessibleName(_("Take away: {caption}").format(caption=row.summary))
        shown = chip.fontMetrics().elidedText(row.summary, Qt.TextElideMode.ElideRight, theme.scaled(_WIDEST))
        chip.setText(f"{shown}\u2003".replace("&", "&&"))  # a blank before the cross, which the style sets close to the text
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        icons.dress(chip, "dismiss", "text_soft", icons.SMALL)
        return chip


class _Flow(QWidget):
    """Widgets in lines, as many side by side as fit."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []

    def fill(self, parts: Sequence[QWidget]) -> None:
        """Show these instead of those before."""
        for old in self._parts:
            old.hide()
            old.deleteLater()
        self._parts = list(parts)
        for part in self._parts:
            part.setParent(self)
            part.show()
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        x = y = tall = 0
        for part in self._parts:
            size = part.sizeHint()
            if x and x + size.width() > self.width():
                x, y, tall = 0, y + tall + theme.TIGHT, 0
            part.setGeometry(QRect(x, y, size.width(), size.height()))
            x, tall = x + size.width() + theme.SMALL, max(tall, size.height())
        if self.minimumHeight() != y + tall:
            self.setMinimumHeight(y + tall)
