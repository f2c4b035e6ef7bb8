"""The header of a list: which columns are shown, in which order, how wide, and which one sorts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.text import _
from ui import icons, theme


class ColumnHeader(QHeaderView):
    """Columns are dragged to their place, sorted by a click, chosen in the menu of the right button.

    `sort_requested` brings the name of a column and whether it goes down, `columns_changed` tells that
    the user changed choice, order or widths.
    """

    sort_requested = Signal(str, bool)
    columns_changed = Signal()

    def __init__(self, columns: Sequence[Field], shown: Sequence[str] | None, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._fields = tuple(columns)
        self._names = [field.name for field in columns]
        self._standard = [field.name for field in columns if field.listed] if shown is None else list(shown)
        self._sorted: tuple[str, bool] | None = None
        self._arranging = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(36)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.choose_columns(self.mapToGlobal(place)))
        self.sectionClicked.connect(self._sort_by)
        self.sectionMoved.connect(lambda: self._tell())
        self.sectionResized.connect(lambda: self._tell())

    def in_order(self) -> list[int]:
        """The columns shown, by their place in the declaration, in the order a user sees."""
        return sorted((c for c in range(len(self._fields)) if not self.isSectionHidden(c)), key=self.visualIndex)

    def layout_now(self) -> dict[str, Any]:
        """Order, choice and widths, as `set_layout` takes them; to be kept in the settings."""
        order = sorted(range(len(self._names)), key=self.visualIndex)
        shown = self.in_order()
        return {
            "order": [self._names[column] for column in order],
            "shown": [self._names[column] for column in shown],
            "widths": {self._names[column]: round(self.sectionSize(column) / theme.current().scale) for column in shown},
        }

    def set_layout(self, layout: Mapping[str, Any]) -> None:
        """Show the columns as they were kept; names that no longer exist are ignored, new ones stay hidden."""
        self._arranging = True
        for place, name in enumerate(name for name in layout.get("order", ()) if name in self._names):
            self.moveSection(self.visualIndex(self._names.index(name)), place)
        shown = [name for name in layout.get("shown", ()) if name in self._names] or self._standard
        for column, name in enumerate(self._names):
            width = layout.get("widths", {}).get(name)
            self.resizeSection(column, theme.scaled(width if isinstance(width, int) and width > 20 else _width(self._fields[column])))
            self.setSectionHidden(column, name not in shown)
        self._arranging = False

    def reset_columns(self) -> None:
        """Show the columns as the page has them before a user changed any."""
        rest = [name for name in self._names if name not in self._standard]
        self.set_layout({"order": [*self._standard, *rest], "shown": self._standard})

    def choose_columns(self, place: QPoint) -> None:
        """Open the menu of columns at `place` on the screen."""
        self.menu().exec(place)

    def menu(self) -> QMenu:
        """A menu with a tick for each column that is shown."""
        menu = QMenu(self)
        for column in sorted(range(len(self._names)), key=self.visualIndex):
            entry = menu.addAction(_(self._fields[column].caption))
            entry.setObjectName(self._names[column])
            entry.setCheckable(True)
            entry.setChecked(not self.isSectionHidden(column))
            entry.toggled.connect(lambda shown, column=column: self.show_column(self._names[column], shown))
        menu.addSeparator()
        menu.addAction(_("Standard columns"), self._back_to_standard)
        return menu

    def show_column(self, name: str, shown: bool) -> None:
        """Show or hide one column; the last one stays."""
        if shown or len(self.in_order()) > 1:
            self.setSectionHidden(self._names.index(name), not shown)
            self._tell()

    def show_sorted(self, column: str, descending: bool = False) -> None:
        """Mark the column by which the list is sorted; "" for none."""
        self._sorted = (column, descending) if column else None
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if self._sorted is not None and self._sorted[0] == self._names[section]:
            size = theme.scaled(12)
            arrow = icons.pixmap("arrow_down" if self._sorted[1] else "arrow_up", "accent", size, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(rect.right() - size - 6, rect.center().y() - size / 2 + 1), arrow)

    def _sort_by(self, column: int) -> None:
        name = self._names[column]
        down = self._sorted == (name, False)
        self.show_sorted(name, down)
        self.sort_requested.emit(name, down)

    def _back_to_standard(self) -> None:
        self.reset_columns()
        self._tell()

    def _tell(self) -> None:
        if not self._arranging:
            self.columns_changed.emit()


def _width(field: Field) -> int:
    kind = field.kind
    if isinstance(kind, kinds.Code):
        return 124
    if isinstance(kind, kinds.YesNo | kinds.Day | kinds.Whole | kinds.Amount):
        return 104
    return 240 if kind.length >= 80 else 152
