"""The header of a list: which columns are shown, in which order, how wide, and which one sorts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.text import _
from ui import icons, theme
from ui.parts.columns_menu import ColumnsMenu

WIDTH_STEP = 16
"""Pixels by which a key makes a column wider."""


class ColumnHeader(QHeaderView):
    """Columns are dragged to their place, sorted by a click, chosen in the menu of the right button.

    `sort_requested` brings the name of a column and whether it goes down, `columns_changed` tells that
    the user changed choice, order or widths; `filter_requested` brings the column to be filtered. `frozen`
    columns at the left stay in sight, `frozen_changed` tells how many.
    """

    sort_requested = Signal(str, bool)
    columns_changed = Signal()
    filter_requested = Signal(str)
    frozen_changed = Signal()
    marked = Signal()

    def __init__(self, columns: Sequence[Field], shown: Sequence[str] | None, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._fields = tuple(columns)
        self._names = [field.name for field in columns]
        self._standard = [field.name for field in columns if field.listed] if shown is None else list(shown)
        self._sorted: tuple[str, bool] | None = None
        self._arranging = False
        self._filtered: frozenset[str] = frozenset()
        self._unfiltered: frozenset[str] = frozenset()
        self.frozen = 0
        """So many of the columns shown stay in sight at the left."""
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(36)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu_of(self.logicalIndexAt(place)).exec(self.mapToGlobal(place)))
        self.sectionClicked.connect(self._sort_by)
        self.sectionMoved.connect(lambda: self._tell())
        self._scale = theme.current().scale
        """The size of text that the widths are for: they are kept as they would be at 100 %."""
        self.sectionResized.connect(lambda: self._tell())

    def sizeHint(self) -> QSize:
        """As high as one heading, for all have one line; Qt asks sixty columns for all their looks, whenever one changed."""
        return self.sectionSizeFromContents(0)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All columns, as declared."""
        return self._fields

    def is_copy_of(self, other: ColumnHeader) -> None:
        """Show the marks of another header, and let it do what is asked for here (frozen columns)."""
        other.marked.connect(lambda: self._copy_marks(other))
        self.customContextMenuRequested.disconnect()
        self.customContextMenuRequested.connect(lambda place: other.menu_of(self.logicalIndexAt(place)).exec(self.mapToGlobal(place)))
        self.sectionClicked.disconnect()
        self.sectionClicked.connect(other.sectionClicked)
        self.sectionResized.connect(lambda column, _old, size: None if self._arranging else other.resizeSection(column, size))

    def follow(self, other: ColumnHeader, columns: Sequence[int]) -> None:
        """Show these columns only, in this order, as wide as in the other header."""
        self._arranging = True
        for place, column in enumerate(columns):
            self.setSectionHidden(column, False)
            self.moveSection(self.visualIndex(column), place)
            self.resizeSection(column, other.sectionSize(column))
        for column in set(range(self.count())) - set(columns):
            self.setSectionHidden(column, True)
        self._arranging = False
        self._copy_marks(other)

    def _copy_marks(self, other: ColumnHeader) -> None:
        self._sorted, self._filtered = other._sorted, other._filtered
        self.viewport().update()

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
            "widths": {self._names[column]: round(self.sectionSize(column) / self._scale) for column in shown},
            "sorted": list(self._sorted or ("", False)),
            "frozen": self.frozen,
        }

    def set_layout(self, layout: Mapping[str, Any]) -> None:
        """Show the columns as they were kept; names that no longer exist are ignored, new ones stay hidden."""
        self._scale = theme.current().scale
        self._arranging = True
        for place, name in enumerate(name for name in layout.get("order", ()) if name in self._names):
            self.moveSection(self.visualIndex(self._names.index(name)), place)
        shown = [name for name in layout.get("shown", ()) if name in self._names] or self._standard
        for column, name in enumerate(self._names):
            width = layout.get("widths", {}).get(name)
            self.resizeSection(column, theme.scaled(width if isinstance(width, int) and width > 20 else _width(self._fields[column])))
            self.setSectionHidden(column, name not in shown)
        self._arranging = False
        frozen = layout.get("frozen", 0)
        self._freeze(frozen if isinstance(frozen, int) else 0)

    def reset_columns(self) -> None:
        """Show the columns as the page has them before a user changed any."""
        rest = [name for name in self._names if name not in self._standard]
        self.set_layout({"order": [*self._standard, *rest], "shown": self._standard})

    def freeze(self, columns: int) -> None:
        """Keep so many columns in sight at the left while the list is scrolled sideways; 0 for none."""
        self._freeze(columns)
        self._tell()

    def freeze_up_to(self, column: int) -> None:
        """Freeze the columns up to this one, or none where that is so already."""
        place = self.in_order().index(column) + 1 if column in self.in_order() else 0
        self.freeze(0 if place == self.frozen else place)

    def _freeze(self, columns: int) -> None:
        self.frozen = max(0, min(columns, len(self.in_order()) - 1))
        self.frozen_changed.emit()

    def show_filtered(self, names: Collection[str], unfiltered: Collection[str] = ()) -> None:
        """Mark the columns with a filter by a funnel (contacts F-4); `unfiltered` ones cannot be filtered."""
        before, self._filtered, self._unfiltered = self._filtered, frozenset(names), frozenset(unfiltered)
        if self._filtered != before:
            self.viewport().update()
        self.marked.emit()

    @property
    def filtered(self) -> frozenset[str]:
        """The columns marked by a funnel."""
        return self._filtered

    def choose_columns(self, place: QPoint) -> None:
        """Open the menu of columns at `place` on the screen."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.exec(place)

    def menu_of(self, column: int) -> QMenu:
        """What can be done with one column, and the choice of columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if column >= 0:
            name = self._names[column]
            menu.addAction(_("Sort ascending"), lambda: self._sort(name, False)).setObjectName("sort_up")
            menu.addAction(_("Sort descending"), lambda: self._sort(name, True)).setObjectName("sort_down")
            menu.addAction(_("Standard order"), lambda: self._sort("", False)).setObjectName("sort_none")
            if name not in self._unfiltered:
                menu.addAction(_("Filter…"), lambda: self.filter_requested.emit(name)).setObjectName("filter")
            here = column in self.in_order() and self.in_order().index(column) + 1 == self.frozen
            freeze = menu.addAction(_("Freeze up to here"), lambda: self.freeze_up_to(column))
            freeze.setObjectName("freeze")
            freeze.setCheckable(True)
            freeze.setChecked(here)
            menu.addAction(_("Move left"), lambda: self.move_column(name, -1)).setObjectName("move_left")
            menu.addAction(_("Move right"), lambda: self.move_column(name, +1)).setObjectName("move_right")
            menu.addAction(_("Wider"), lambda: self.widen(name, +2)).setObjectName("wider")
            menu.addAction(_("Narrower"), lambda: self.widen(name, -2)).setObjectName("narrower")
            menu.addAction(_("Hide"), lambda: self.show_column(name, False)).setObjectName("hide")
            menu.addSeparator()
        columns = menu.addMenu(self.menu(menu))
        columns.setText(_("Columns"))
        return menu

    def menu(self, parent: QWidget | None = None) -> QMenu:
        """A menu with a tick for each column that is shown."""
        order = sorted(range(len(self._names)), key=self.visualIndex)
        columns = ((self._names[column], _(self._fields[column].caption), not self.isSectionHidden(column)) for column in order)
        menu = ColumnsMenu(columns, parent or self)
        menu.ticked.connect(self.show_column)
        menu.addSeparator()
        menu.addAction(_("Standard columns"), self._back_to_standard)
        return menu

    def show_column(self, name: str, shown: bool) -> None:
        """Show or hide one column; the last one stays."""
        if shown or len(self.in_order()) > 1:
            self.setSectionHidden(self._names.index(name), not shown)
            self._freeze(self.frozen)
            self._tell()

    def move_column(self, name: str, step: int) -> None:
        """Move a column past the one shown before (-1) or after (1) it."""
        shown, column = self.in_order(), self._names.index(name)
        if column in shown and 0 <= (place := shown.index(column) + step) < len(shown):
            self.moveSection(self.visualIndex(column), self.visualIndex(shown[place]))

    def widen(self, name: str, steps: int) -> None:
        """Make a column wider by so many steps, or narrower by steps below 0."""
        column = self._names.index(name)
        self.resizeSection(column, max(self.sectionSize(column) + steps * theme.scaled(WIDTH_STEP), self.minimumSectionSize()))

    def show_sorted(self, column: str, descending: bool = False) -> None:
        """Mark the column by which the list is sorted; "" for none."""
        before, self._sorted = self._sorted, (column, descending) if column else None
        if self._sorted != before:
            self.viewport().update()
        self.marked.emit()

    @property
    def sorted_by(self) -> str:
        """The column marked as the one that sorts; "" for none."""
        return self._sorted[0] if self._sorted else ""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        marks = 0
        if self._sorted is not None and self._sorted[0] == self._names[section]:
            self._mark(painter, rect, "arrow_down" if self._sorted[1] else "arrow_up", 0)
            marks += 1
        if self._names[section] in self._filtered:
            self._mark(painter, rect, "filter", marks)

    def _mark(self, painter: QPainter, rect: QRect, icon: str, place: int) -> None:
        """An icon at the right end of a heading, over what its text leaves free."""
        size = theme.scaled(12)
        left = rect.right() - (size + 6) * (place + 1)
        painter.fillRect(left - 2, rect.top() + 2, size + 4, rect.height() - 4, theme.colour("surface"))
        picture = icons.pixmap(icon, "accent", size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, rect.center().y() - size / 2 + 1), picture)

    def _sort_by(self, column: int) -> None:
        name = self._names[column]
        self._sort(name, self._sorted == (name, False))

    def _sort(self, name: str, down: bool) -> None:
        self.show_sorted(name, down)
        self.sort_requested.emit(name, down)
        self._tell()

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
