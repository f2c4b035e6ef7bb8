"""What is just typed into a cell of a grid, when the rows are read again below it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit


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
