"""The list of a page: rows by the hundred thousand, columns a user chooses, everything by keyboard."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from contactdesk.model.fields import Field
from contactdesk.presenters.search_marks import words_of
from contactdesk.text import _
from ui import theme
from ui.parts.column_header import ColumnHeader
from ui.parts.frozen_columns import Frozen
from ui.parts.lazy_table_model import Fetch, LazyTableModel, Row
from ui.parts.list_cells import ListCells
from ui.parts.list_keeping import kept_in
from ui.parts.message_bar import EmptyState

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 30
MOST_COPIED = 50_000
"""Rows that the clipboard takes at once; more are written to a file. `too_many` tells how many were chosen."""
_SETTLED = 60
"""Milliseconds without a move before the rest of the page follows the selection."""
_TYPED = 200
"""As `_SETTLED` for the rows of a search: the next letter is not to wait for what stands beside the former ones."""


class ListView(QTableView):
    """Shows `columns` of the records whose ids it is given; columns not `listed` start hidden.

    `columns` is its header: choice, order, widths and sorting of columns. `opened` (Enter, double-click)
    and `current_changed` bring the id of a record, `typed` letters typed into the list, for the search
    box, `acted` the action chosen on the empty list. The values of the columns `links` lead elsewhere:
    a click on one, or Ctrl+Enter for the first of them, is told by `drilled` with the id and the column.
    `seen` comes once, when rows with their values are painted, or that there are none.
    """

    opened = Signal(int)
    drilled = Signal(int, str)
    current_changed = Signal(int)
    selection_changed = Signal()
    typed = Signal(str)
    acted = Signal(str)
    too_many = Signal(int)
    seen = Signal()

    def __init__(
        self,
        columns: Sequence[Field],
        fetch: Fetch,
        *,
        shown: Sequence[str] | None = None,
        is_bold: Callable[[Row], bool] | None = None,
        caption: str = "",
        links: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._pressed = QPersistentModelIndex()
        self.column = -1
        self.links = [place for place, field in enumerate(columns) if field.name in links]
        self.rows = LazyTableModel(columns, fetch, is_bold=is_bold, parent=self)
        self._fetch = fetch
        self.setViewport(_viewport())
        self._empty = EmptyState(self.viewport())
        self._empty.setVisible(False)
        self._empty.acted.connect(self.acted)
        self.was_seen = False
        self.setModel(self.rows)
        self.cells = ListCells(self)
        self.setObjectName("list")
        self.setAccessibleName(caption or _("List"))
        self.setAccessibleDescription(_("The arrows move; Enter opens a line; letters begin a search."))
        self._behave()
        self.columns = ColumnHeader(columns, shown, self)
        self.setHorizontalHeader(self.columns)
        self.columns.reset_columns()
        self.frozen = Frozen(self, self.columns, self.cells.paint)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settle.timeout.connect(lambda: self.current_changed.emit(self.current_id()))
        self.selectionModel().currentRowChanged.connect(lambda: self._settle.start(_SETTLED))
        self.selectionModel().selectionChanged.connect(lambda: self.selection_changed.emit())
        self.setMouseTracking(bool(self.links))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.ids[index.row()]))
        theme.changes().changed.connect(self._restyle)

    def see(self) -> None:
        """Somebody sees what is shown, as soon as the painting under way is done."""
        if not self.was_seen:
            self.was_seen = True
            QTimer.singleShot(0, self, self.seen.emit)

    def _behave(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.scaled(ROW_HEIGHT))
        self.verticalHeader().setMinimumSectionSize(8)

    # -- rows ---------------------------------------------------------------------------------------

    def show_ids(self, ids: array[int], *, stay: bool = False, rows: Mapping[int, Row] | None = None) -> None:
        """Show these records. The record that was current stays so where it is among them, else the first one becomes it.

        `stay`: the same list, read again. What was selected stays so, and the rows in sight stay where they are.
        """
        before, bring_back = self.current_id(), kept_in(self) if stay else None
        self.column = _column_of(self)  # Qt forgets it with the rows
        self.rows.show_ids(ids, rows)
        self._empty.setVisible(False)
        if not (before and self.select_id(before)):
            self.select_first()
            self._settle.start(_SETTLED)
        if self.cells.words and self._settle.isActive():
            self._settle.start(_TYPED)
        if bring_back is not None:
            bring_back()

    def show_marks(self, search: str) -> None:
        """Mark in the cells what the words of a search find (contacts F-2)."""
        self.cells.words = words_of(search)
        self.viewport().update()
        self.frozen.update()

    def group(self, column: str) -> None:
        """Set the rows below another one (`is_below` of the cells) further to the right in this column; "" for none."""
        self.cells.indented = next((place for place, field in enumerate(self.rows.columns) if field.name == column), -1)
        self.viewport().update()
        self.frozen.update()

    def open_column_menu(self) -> None:
        """Open the menu of the column with the cursor, at its heading."""
        column = next(place for place, field in enumerate(self.rows.columns) if field.name == self.current_column())
        place = QPoint(max(self.columns.sectionViewportPosition(column), 0), self.columns.height())
        self.columns.menu_of(column).exec(self.columns.mapToGlobal(place))

    def current_column(self) -> str:
        """The column with the cursor; the first one shown where there is none."""
        column, shown = _column_of(self), self.columns.in_order()
        return self.rows.columns[column if column in shown else shown[0]].name

    def show_empty(self, title: str, text: str = "", actions: tuple[str, ...] = (), icon: str = "search") -> None:
        """Say, where the rows would be, that there are none and what to do; `acted` brings the action pressed."""
        self._empty.show_empty(title, text, actions, icon)
        self._empty.setGeometry(self.viewport().rect())
        self._empty.setVisible(True)
        self.see()

    def current_id(self) -> int:
        """The id of the row with the cursor, 0 where there is none."""
        row = self.currentIndex().row()
        return self.rows.ids[row] if 0 <= row < len(self.rows.ids) else 0

    def select_id(self, id: int) -> bool:
        """Put the cursor on the record and bring it into sight; False where it is not shown."""
        row = self.rows.row_of(id)
        if row < 0:
            return False
        self._go_to(row)
        return True

    def select_first(self) -> None:
        """Put the cursor on the first row."""
        if len(self.rows.ids):
            self._go_to(0)

    def move_current(self, step: int) -> int:
        """Move the cursor by `step` rows; the id of the row it is on then, 0 where there is none."""
        row = self.currentIndex().row() + step
        if 0 <= row < self.rows.rowCount():
            self._go_to(row)
        return self.current_id()

    def selection(self) -> list[tuple[int, int]]:
        """First and last row of each selected range, in the order of the list."""
        ranges = self.selectionModel().selection()
        return sorted((part.top(), part.bottom()) for part in (ranges.at(place) for place in range(ranges.count())))

    def selected_ids(self) -> array[int]:
        """The ids of all selected rows."""
        found: array[int] = array("q")
        for first, last in self.selection():
            found.extend(self.rows.ids[first : last + 1])
        return found

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard as a table with captions, for a spreadsheet or a letter."""
        ids = self.selected_ids()
        columns = self.columns.in_order()
        if len(ids) > MOST_COPIED:
            self.too_many.emit(len(ids))
            return

        def fill(found: Mapping[int, Row]) -> None:
            lines = [[_(self.rows.columns[c].caption) for c in columns]]
            lines += [[self.rows.columns[c].kind.show(found[id][c]) for c in columns] for id in ids if id in found]
            QGuiApplication.clipboard().setMimeData(as_table(lines))

        if ids:
            self._fetch(ids, fill)

    def _go_to(self, row: int) -> None:
        shown, column = self.columns.in_order(), _column_of(self)
        index = self.rows.index(row, column if column in shown else next(iter(shown), 0))
        rows = QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect | rows)
        self.scrollTo(index)

    def scrollTo(self, index: Index, hint: Any = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """Bring a cell into sight, beside the frozen columns and not below them."""
        bar, before = self.horizontalScrollBar(), self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        frozen = self.columns.in_order()[: self.columns.frozen]
        if index.column() in frozen:
            bar.setValue(before)
        elif frozen:
            covered = sum(self.columns.sectionSize(column) for column in frozen) - self.visualRect(index).left()
            bar.setValue(bar.value() - max(covered, 0))

    # -- keys ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.links and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._drill(self.links[0])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if self.current_id():
                self.opened.emit(self.current_id())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain and len(self.rows.ids):
            self._go_to(0 if key == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        elif plain and event.text().isprintable() and event.text().strip():
            # Qt would look through all rows, and fetch them one page after the other.
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    # -- values that lead elsewhere -----------------------------------------------------------------

    def _link_at(self, point: QPoint) -> QModelIndex:
        """The cell whose value, not only its room, is at `point`."""
        index = self.indexAt(point)
        if index.column() in self.links and index.data():
            left = self.visualRect(index).left()
            if point.x() <= left + self.fontMetrics().horizontalAdvance(str(index.data())) + theme.scaled(theme.MEDIUM):
                return index
        return QModelIndex()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._link_at(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton
        self._pressed = QPersistentModelIndex(self._link_at(event.position().toPoint()) if plain else QModelIndex())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, QPersistentModelIndex()
        if pressed.isValid() and self._link_at(event.position().toPoint()) == pressed:
            self._drill(pressed.column())

    def _drill(self, column: int) -> None:
        if self.current_id():
            self.drilled.emit(self.current_id(), self.rows.columns[column].name)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters go to the search box."""

    def selectAll(self) -> None:
        """Select all rows by one range, not row by row."""
        if len(self.rows.ids):
            last = self.rows.index(self.rows.rowCount() - 1, len(self.rows.columns) - 1)
            everything = QItemSelection(self.rows.index(0, 0), last)
            self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._empty.setGeometry(self.viewport().rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        self.cells.paint(self, self.columns.in_order(), event.rect())

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.scaled(ROW_HEIGHT))
        self.columns.set_layout(self.columns.layout_now())


def _column_of(view: ListView) -> int:
    """The column with the cursor, or the one that had it before the list was read again."""
    return view.currentIndex().column() if view.currentIndex().isValid() else view.column


def _viewport() -> QWidget:
    """Where the rows are painted. One that Qt makes is looked up among all kinds of widgets when Python sees it first: 8 ms of a start."""
    made = QWidget()
    made.setBackgroundRole(QPalette.ColorRole.Base)
    made.setAutoFillBackground(True)
    return made


def as_table(lines: Sequence[Sequence[str]]) -> QMimeData:
    """Lines of cells for the clipboard: as text with tabs, and as a table for programs that know tables."""
    data = QMimeData()
    flat = [[" ".join(cell.split()) for cell in line] for line in lines]
    data.setText("\n".join("\t".join(line) for line in flat) + "\n")
    import html

    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in line) + "</tr>" for line in flat)
    data.setHtml(f"<table>{body}</table>")
    return data
