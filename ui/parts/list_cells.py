"""The cells of a list: links, persons below their company, marks of a search, grey bars while values load."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QCursor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QTableView

from contactdesk.presenters.search_marks import Marks, marks
from ui import theme
from ui.parts.lazy_table_model import Line, Row

if TYPE_CHECKING:
    from ui.parts.list_view import ListView

_INDENT = 20
_PADDING, _TEXT_AIR = 3, 3
"""Room at both sides of a text: what the style sheet gives to the items of a table, and what the style leaves."""


class ListCells:
    """Paints the rows that `view` shows, whole rows at once.

    Qt's own way asks a delegate and the model some fifteen times for each cell, and each question goes through Python: a
    frame of a list took as long as that of a table without any looks, and half as much again at times. Here a row is asked
    for once. `words` are those of the search; `is_below` says which rows stand below another one.
    """

    def __init__(self, view: ListView) -> None:
        self._view = view
        self.words: tuple[str, ...] = ()
        self.is_below: Callable[[Row], bool] | None = None
        self.indented = -1
        """The column in which a row below another one stands further to the right."""

    def paint(self, table: QTableView, columns: Sequence[int], area: QRect) -> None:
        """Paint what of `columns` and of all rows lies in `area` of `table`: the list itself, or its frozen columns."""
        view, first = self._view, table.rowAt(area.top())
        if first < 0:
            return
        last = table.rowAt(area.bottom())
        last = view.rows.rowCount() - 1 if last < 0 else last
        places = [(column, table.columnViewportPosition(column), table.columnWidth(column)) for column in columns]
        places = [place for place in places if place[1] <= area.right() and place[1] + place[2] > area.left()]
        if not places:
            return
        brush = _Brush(table)
        chosen, hovered = self._chosen(first, last), _row_below_mouse(table)
        for row in range(first, last + 1):
            ground = "accent_soft" if row in chosen else "hover" if row == hovered else ""
            top, height = table.rowViewportPosition(row), table.rowHeight(row)
            self._paint_row(brush, view.rows.line(row), row, QRect(0, top, 0, height), places, ground)
        self._paint_cursor(brush, table, columns)
        brush.end()

    def marks_in(self, column: int, text: str) -> Marks:
        """The parts of the value of a column that the search found; it looks into some columns only (contacts F-2)."""
        return marks(text, self.words) if self.words and self._view.rows.columns[column].searched else ()

    def _chosen(self, first: int, last: int) -> set[int]:
        """Which of these rows are selected."""
        parts = self._view.selection()
        return {row for start, end in parts for row in range(max(start, first), min(end, last) + 1)}

    def _paint_row(
        self, brush: _Brush, line: Line | None, row: int, room: QRect, places: Sequence[tuple[int, int, int]], ground: str
    ) -> None:
        left, right = min(x for _column, x, _width in places), max(x + width for _column, x, width in places)
        if ground:
            brush.fillRect(left, room.top(), right - left, room.height(), brush.colours[ground])
        if line is None:
            for column, x, width in places:
                _paint_bar(brush, QRect(x, room.top(), width, room.height()), row + column)
        else:
            self._paint_texts(brush, line, room, places, "on_accent_soft" if ground == "accent_soft" else "text")
            self._view.see()
        brush.setPen(brush.colours["line"])
        brush.drawLine(left, room.bottom(), right - 1, room.bottom())

    def _paint_texts(self, brush: _Brush, line: Line, room: QRect, places: Sequence[tuple[int, int, int]], colour: str) -> None:
        rows, links = self._view.rows, self._view.links
        below = self.indented >= 0 and self.is_below is not None and self.is_below(line.values)
        for column, x, width in places:
            text = line.shown(rows.columns, column)
            if text:
                brush.use("accent" if column in links else colour, strong=rows.is_strong(line, column))
                indent = brush.indent if below and column == self.indented else 0
                self._paint_text(
                    brush, text, QRect(x + brush.air + indent, room.top(), width - 2 * brush.air - indent, room.height()), column
                )

    def _paint_text(self, brush: _Brush, text: str, room: QRect, column: int) -> None:
        """One line, cut at the end of `room`, its marks below it."""
        elided = brush.elided(text, room.width())
        start = room.left()
        if column in self._view.rows.numbers:
            start = room.right() + 1 - brush.metrics.horizontalAdvance(elided)
        found = self.marks_in(column, text)
        if found:
            _paint_marks(brush, elided, len(elided) - (elided != text), found, QPoint(start, room.center().y()))
        brush.drawText(start, room.top() + (room.height() - brush.metrics.height()) // 2 + brush.metrics.ascent(), elided)

    def _paint_cursor(self, brush: _Brush, table: QTableView, columns: Sequence[int]) -> None:
        """A frame around the current cell, where the keys go to the list."""
        current = self._view.currentIndex()
        if current.isValid() and current.column() in columns and self._view.hasFocus():
            brush.setPen(theme.colour("accent"))
            brush.setBrush(Qt.BrushStyle.NoBrush)
            brush.drawRect(table.visualRect(current).adjusted(0, 0, -1, -1))


class _Brush(QPainter):
    """A painter that knows the fonts and colours of a list, and changes them only when another one is needed."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table.viewport())
        self.air, self.indent = theme.scaled(_PADDING) + _TEXT_AIR, theme.scaled(_INDENT)
        self.colours = {name: theme.colour(name) for name in ("text", "on_accent_soft", "accent", "accent_soft", "hover", "line")}
        self._fonts = [(font, QFontMetrics(font, table)) for font in (table.font(), _strong(table.font()))]
        self._strong = False
        self.metrics = self._fonts[0][1]
        self.setFont(self._fonts[0][0])

    def use(self, colour: str, *, strong: bool) -> None:
        """Write in this colour from now on."""
        self.setPen(self.colours[colour])
        if strong != self._strong:
            self._strong = strong
            font, self.metrics = self._fonts[strong]
            self.setFont(font)

    def elided(self, text: str, width: int) -> str:
        """`text`, cut where it does not fit."""
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _paint_marks(brush: _Brush, text: str, kept: int, found: Marks, start: QPoint) -> None:
    """A ground in another colour, and a line below for who does not tell colours apart."""
    metrics = brush.metrics
    for first, last in found:
        if first < kept:
            left = start.x() + metrics.horizontalAdvance(text[:first])
            width = start.x() + metrics.horizontalAdvance(text[: min(last, kept)]) - left
            rect = QRect(left, start.y() - metrics.height() // 2, width, metrics.height())
            brush.fillRect(rect, theme.colour("warning_soft"))
            brush.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), theme.colour("warning"))


def _strong(font: QFont) -> QFont:
    found = QFont(font)
    found.setWeight(QFont.Weight.DemiBold)
    return found


def _row_below_mouse(table: QTableView) -> int:
    """The row the mouse is over, -1 for none."""
    ground = table.viewport()
    return table.rowAt(ground.mapFromGlobal(QCursor.pos()).y()) if ground.underMouse() else -1


def _paint_bar(painter: QPainter, rect: QRect, shift: int) -> None:
    """Where the value of a cell will be, of different lengths."""
    width = rect.width() * (0.35 + 0.1 * (shift * 7 % 5))
    bar = QRectF(rect.left() + 6, rect.center().y() - 4, min(width, rect.width() - 12), 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(bar, 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
