"""A small table that is typed into: code tables, lines of a number series, differences between two records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.column_header import WIDTH_STEP
from ui.parts.editors import LookUp
from ui.parts.editors_code import Meanings, code_in
from ui.parts.grid_cells import MEANING, CellDelegate
from ui.parts.grid_typing import STEPS, go_on_typing, stop_of, typing_in
from ui.parts.make import tip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NEW = ""
"""Key of the blank line at the end, where a new row is typed."""
_EXPLAINED = 220
"""How wide a column is at first whose codes are explained."""
_DISPLAY = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its key, its values, and the fields of it that cannot be typed over."""

    key: str
    values: Mapping[str, Any]
    fixed: frozenset[str] = frozenset()
    strong: bool = False


class GridModel(QAbstractTableModel):
    """Rows as they are saved, what was typed over them, and what was refused."""

    edited = Signal(str, str, object)

    def __init__(
        self,
        fields: Sequence[Field],
        fixed: Collection[str],
        new_line: bool,
        parent: QObject,
        links: Collection[str] = (),
        fixed_when_new: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._fixed, self._links, self._fixed_when_new = frozenset(fixed), frozenset(links), frozenset(fixed_when_new)
        self._new_line = new_line
        self._rows: list[GridRow] = []
        self._typed: dict[tuple[str, str], Any] = {}
        self._errors: dict[tuple[str, str], str] = {}
        self.meanings: tuple[Meanings, frozenset[str]] | None = None
        """Who knows what codes mean, and the fields whose codes are explained."""

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        self.beginResetModel()
        self._rows = [*rows, GridRow(NEW, {}, self._fixed_when_new)] if self._new_line else list(rows)
        self._typed.clear()
        self._errors.clear()
        self.endResetModel()

    def show_error(self, key: str, name: str, text: str) -> None:
        self._errors[key, name] = text
        self._tell(key, name)

    def drop(self, key: str, name: str) -> None:
        """Forget what was typed into a cell and what was refused there."""
        self._typed.pop((key, name), None)
        self._errors.pop((key, name), None)
        self._tell(key, name)

    def key_of(self, row: int) -> str:
        return self._rows[row].key if 0 <= row < len(self._rows) else NEW

    def row_of(self, key: str) -> int:
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def typed(self, key: str) -> dict[str, Any]:
        return {name: value for (owner, name), value in self._typed.items() if owner == key}

    def value(self, index: Index) -> Any:
        row, field = self._rows[index.row()], self.fields[index.column()]
        return self._typed.get((row.key, field.name), row.values.get(field.name, field.kind.empty))

    def is_link(self, index: Index) -> bool:
        """Does the value of the cell lead elsewhere?"""
        return self.fields[index.column()].name in self._links and bool(self._rows[index.row()].key and self.value(index))

    def error(self, index: Index) -> str:
        return self._errors.get((self._rows[index.row()].key, self.fields[index.column()].name), "")

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(self.fields[section].help)
        return _(self.fields[section].caption) if role in _DISPLAY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        field, row = self.fields[index.column()], self._rows[index.row()]
        if field.editable and field.name not in self._fixed | row.fixed:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        if role in _DISPLAY:
            value = self.value(index)
            if self._rows[index.row()].key == NEW and value == field.kind.empty:
                return ""
            return value if isinstance(value, str) else field.kind.show(value)
        if role == Qt.ItemDataRole.EditRole:
            return self.value(index)
        if role == MEANING:
            return self._meaning(index)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            said = self.error(index) or "  ".join(part for part in (self.data(index), self._meaning(index)) if part)
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        if role == Qt.ItemDataRole.FontRole and self._rows[index.row()].strong:
            return theme.font(strong=True)
        if role == Qt.ItemDataRole.ForegroundRole and self.is_link(index):
            return theme.colour("accent")
        looked_at = not self._new_line and len(self._fixed) == len(self.fields)
        if role == Qt.ItemDataRole.ForegroundRole and not looked_at and not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return theme.colour("text_soft")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def _meaning(self, index: Index) -> str:
        field = self.fields[index.column()]
        if self.meanings is None or field.name not in self.meanings[1]:
            return ""
        return self.meanings[0].meaning(field.refers_to, code_in(field, str(self.value(index))))

    def _alignment(self, column: int) -> int:
        """Numbers stand at the right, and so do their headings."""
        right = isinstance(self.fields[column].kind, kinds.Whole | kinds.Amount)
        return int(Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._shown(self.value(index), index) == self._shown(value, index):
            return False
        key, name = self._rows[index.row()].key, self.fields[index.column()].name
        self._errors.pop((key, name), None)
        self._typed[key, name] = value
        self._tell(key, name)
        self.edited.emit(key, name, value)
        return True

    def _shown(self, value: Any, index: Index) -> str:
        return value if isinstance(value, str) else self.fields[index.column()].kind.show(value)

    def _tell(self, key: str, name: str) -> None:
        row = self.row_of(key)
        column = next((place for place, field in enumerate(self.fields) if field.name == name), -1)
        if row >= 0 and column >= 0:
            self.dataChanged.emit(self.index(row, column), self.index(row, column))


class Grid(QTableView):
    """`edited` brings key, field and text of a cell that was typed over (key `NEW` on the blank last line);

    what is on screen stays there until `show_rows` brings what was saved, or `show_error` says what was
    refused. `deleting` brings the keys of rows the user wants gone, `opened` the key of a row on Enter in
    a cell that cannot be typed into, or on double-click. `drilled` brings key and field of a cell of `links`
    whose value was followed with Enter or a click. `undoing` wants the last change back (Ctrl+Z).
    """

    edited = Signal(str, str, object)
    deleting = Signal(list)
    opened = Signal(str)
    drilled = Signal(str, str)
    undoing = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        look_up: LookUp | None = None,
        *,
        fixed: Collection[str] = (),
        fixed_when_new: Collection[str] = (),
        new_line: bool = True,
        caption: str = "",
        links: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lines = GridModel(fields, fixed, new_line, self, links, fixed_when_new)
        self.lines.edited.connect(self.edited)
        self.setModel(self.lines)
        self.setItemDelegate(CellDelegate(self.lines, look_up, self))
        self.setObjectName("grid")
        self.setProperty("framed", True)
        self.setAccessibleName(caption or _("Lines"))
        looked_at = _("The arrows move; Enter opens a line.")
        typed_into = _("The arrows move; typing or F2 changes a cell; Ctrl+Delete deletes a line.")
        self.setAccessibleDescription(typed_into if new_line else looked_at)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self._first = 0
        self.setWordWrap(False)
        self._show_headings(fields)
        self.doubleClicked.connect(self._open)
        self.clicked.connect(self._follow)

    def _show_headings(self, fields: Sequence[Field]) -> None:
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.scaled(30))
        self._scale = theme.current().scale
        theme.changes().changed.connect(self._restyle)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        for column, field in enumerate(fields):
            heading = self.horizontalHeader().fontMetrics().horizontalAdvance(_(field.caption)) + theme.scaled(32)
            self.setColumnWidth(column, max(theme.scaled(_width(field)), heading))

    def _restyle(self) -> None:
        """Rows and columns grow with the text."""
        grown, self._scale = theme.current().scale / self._scale, theme.current().scale
        self.verticalHeader().setDefaultSectionSize(theme.scaled(30))
        make.widen_sections(self.horizontalHeader(), grown)

    def explain_by(self, meanings: Meanings, names: Collection[str]) -> None:
        """Show behind the codes of these fields what `meanings` says that they mean."""
        self.lines.meanings = meanings, frozenset(names)
        meanings.changed.connect(self.viewport().update)
        for column, field in enumerate(self.lines.fields):
            if field.name in names:
                self.setColumnWidth(column, max(self.columnWidth(column), theme.scaled(_EXPLAINED)))

    def stretch(self, name: str) -> None:
        """Let this column take the room that is left, not the last one."""
        place = next(place for place, field in enumerate(self.lines.fields) if field.name == name)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def start_in(self, name: str) -> None:
        """Let typing begin in this column, where those before it need not be filled."""
        self._first = next(place for place, field in enumerate(self.lines.fields) if field.name == name)

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """Show these rows; the cursor stays in its cell where there still is one, and what is just typed there goes on.

        A line that was new has its place among the others now, and the cursor goes with it.
        """
        key, column = self.lines.key_of(self.currentIndex().row()), max(self.currentIndex().column(), 0)
        was_new, known = key == NEW and bool(self.lines.typed(NEW)), {self.lines.key_of(row) for row in range(self.lines.rowCount())}
        focus = QApplication.focusWidget()
        typing, had_cursor = typing_in(self), focus is not None and (focus is self or self.isAncestorOf(focus))
        self.lines.show_rows(rows)
        added = [row.key for row in rows if row.key not in known]
        if was_new and len(added) == 1:
            key = added[0]
        row = self.lines.row_of(key)
        if row >= 0 and (key or typing is not None):
            self.setCurrentIndex(self.lines.index(row, column))
        if had_cursor:
            self.setFocus()
        if row >= 0 and typing is not None:
            go_on_typing(self, typing)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return stop_of(self, super().moveCursor(action, modifiers), STEPS.get(action, 0))

    def choose_first(self) -> None:
        """Put the cursor on the first row, where it is on none."""
        if not self.currentIndex().isValid() and self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(0, self._first))

    def show_error(self, key: str, name: str, text: str) -> None:
        """Say that what was typed into a cell was refused: a red frame, and `text` as tooltip and description."""
        self.lines.show_error(key, name, text)

    def typed(self, key: str = NEW) -> dict[str, Any]:
        """What was typed into a row and not saved yet, by field."""
        return self.lines.typed(key)

    def start_new(self) -> None:
        """Begin to type into the blank last line, or go on where that was begun; nothing where lines are only looked at."""
        row = self.lines.rowCount() - 1
        columns = sorted(range(self.lines.columnCount()), key=lambda column: column < self._first)
        shown = (self.lines.index(row, column) for column in columns if not self.isColumnHidden(column))
        index = next((cell for cell in shown if cell.isValid() and self.lines.flags(cell) & Qt.ItemFlag.ItemIsEditable), ROOT)
        if not index.isValid() or not self.isEnabled():
            return
        self.setCurrentIndex(index)
        self.scrollTo(index)
        if self.state() != QAbstractItemView.State.EditingState:
            self.setFocus()
            self.edit(index)

    def current_key(self) -> str:
        """The key of the row with the cursor; `NEW` on the blank line and where there is none."""
        return self.lines.key_of(self.currentIndex().row())

    def selected_keys(self) -> list[str]:
        """The keys of the rows in which something is selected, without the blank line."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [key for key in map(self.lines.key_of, rows) if key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undoing.emit()
        elif event.key() == Qt.Key.Key_Delete and control:
            self._delete()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._widen(index.column(), +1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_Space and index.isValid() and self._turn_over(index):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if self.state() == QAbstractItemView.State.EditingState:
                return  # the editor, which passes the key on, commits with it
            if self.lines.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            elif not self._follow(index):
                self._open(index)
        elif event.key() == Qt.Key.Key_Escape and index.isValid() and self.lines.error(index):
            self.lines.drop(self.current_key(), self.lines.fields[index.column()].name)
        else:
            super().keyPressEvent(event)

    def _widen(self, column: int, steps: int) -> None:
        """Make the column of the cursor wider, or narrower by steps below 0."""
        header = self.horizontalHeader()
        if column >= 0:
            header.resizeSection(column, max(header.sectionSize(column) + steps * theme.scaled(WIDTH_STEP), header.minimumSectionSize()))

    def _delete(self) -> None:
        keys = self.selected_keys()
        if keys:
            self.deleting.emit(keys)

    def _follow(self, index: QModelIndex) -> bool:
        """Go where the value of a cell leads; does it lead anywhere?"""
        leads = self.lines.is_link(index)
        if leads:
            self.drilled.emit(self.lines.key_of(index.row()), self.lines.fields[index.column()].name)
        return leads

    def _open(self, index: QModelIndex) -> None:
        key = self.lines.key_of(index.row())
        if key and not self.lines.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(key)

    def _turn_over(self, index: QModelIndex) -> bool:
        """Space turns a yes/no cell over."""
        if not isinstance(self.lines.fields[index.column()].kind, kinds.YesNo):
            return False
        if self.lines.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.lines.setData(index, not self.lines.value(index))
        return True


def _width(field: Field) -> int:
    if isinstance(field.kind, kinds.Code):
        return 140
    if isinstance(field.kind, kinds.Link):
        return 320
    return 110 if isinstance(field.kind, kinds.YesNo | kinds.Day | kinds.Whole | kinds.Amount) else 220
