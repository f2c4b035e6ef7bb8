"""What is just typed into a cell of a grid, and where Tab leads from it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTableView

STEPS = {QAbstractItemView.CursorAction.MoveNext: 1, QAbstractItemView.CursorAction.MovePrevious: -1}
"""Which way Tab and Shift+Tab go."""


def stop_of(grid: QTableView, index: QModelIndex, step: int) -> QModelIndex:
    """The next cell from `index` on that can be typed into, in its row; `index` itself where there is none, or no `step`.

    The arrows reach every cell; Tab is for typing, and what is typed at a cell that is only looked at would be lost.
    """
    cell = index
    while step and cell.isValid():
        if cell.flags() & Qt.ItemFlag.ItemIsEditable and not grid.isColumnHidden(cell.column()):
            return cell
        cell = cell.siblingAtColumn(cell.column() + step)
    return index


def typing_in(grid: QAbstractItemView) -> tuple[str, int] | None:
    """The text of the line that is open in a cell and where its cursor stands; None where none is open."""
    line = _open_line(grid)
    return (line.text(), line.cursorPosition()) if line is not None else None


def go_on_typing(grid: QAbstractItemView, typing: tuple[str, int]) -> None:
    """Open the cell with the cursor again, with the text that was there."""
    grid.edit(grid.currentIndex())
    line = _open_line(grid)
    if line is not None:
        line.setText(typing[0])
        line.setCursorPosition(typing[1])


def _open_line(grid: QAbstractItemView) -> QLineEdit | None:
    line = QApplication.focusWidget()
    return line if isinstance(line, QLineEdit) and grid.viewport().isAncestorOf(line) else None
