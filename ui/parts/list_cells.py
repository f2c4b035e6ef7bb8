"""The cells of a list: links, persons below their company, marks of a search, grey bars while values load."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from contactdesk.presenters.search_marks import Marks, marks
from ui import theme
from ui.parts.lazy_table_model import LOADING, Row

if TYPE_CHECKING:
    from ui.parts.list_view import ListView

Index = QModelIndex | QPersistentModelIndex
_INDENT = 20
_TEXT_AIR = 3
"""Room that the style leaves at both sides of a text."""


class ListCells(QStyledItemDelegate):
    """Paints what `view` shows. `words` are those of the search; `is_below` says which rows stand below another one."""

    def __init__(self, view: ListView) -> None:
        super().__init__(view)
        self._view = view
        self.words: tuple[str, ...] = ()
        self.is_below: Callable[[Row], bool] | None = None
        self.indented = -1
        """The column in which a row below another one stands further to the right."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight
        if self._view.is_link(index):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, theme.colour("accent"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        indent = theme.scaled(_INDENT) if self._is_indented(index) else 0
        found = marks(str(index.data() or ""), self.words) if self.words else ()
        if indent or found:
            self._paint_text(painter, option, index, found, indent)
        else:
            super().paint(painter, option, index)
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        if index.data(LOADING):
            self._paint_bar(painter, option.rect, index)
        elif not self._view.was_seen:
            self._view.see()

    def _is_indented(self, index: Index) -> bool:
        if index.column() != self.indented or self.is_below is None:
            return False
        row = self._view.rows.row_values(index.row())
        return row is not None and self.is_below(row)

    def _paint_text(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, found: Marks, indent: int) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style = self._view.style()
        rect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, self._view)
        rect = rect.adjusted(_TEXT_AIR + indent, 0, -_TEXT_AIR, 0)
        text, shown.text = shown.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, self._view)
        painter.save()
        painter.setFont(shown.font)
        metrics = shown.fontMetrics
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        right = bool(shown.displayAlignment & Qt.AlignmentFlag.AlignRight)
        start = rect.right() + 1 - metrics.horizontalAdvance(elided) if right else rect.left()
        kept = len(elided) - (elided != text)
        for first, last in found:
            if first < kept:
                left = start + metrics.horizontalAdvance(elided[:first])
                width = start + metrics.horizontalAdvance(elided[: min(last, kept)]) - left
                self._paint_mark(painter, QRect(left, rect.center().y() - metrics.height() // 2, width, metrics.height()))
        selected = bool(shown.state & QStyle.StateFlag.State_Selected)
        painter.setPen(shown.palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text))
        painter.drawText(
            QRect(start, rect.top(), rect.width(), rect.height()), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided
        )
        painter.restore()

    @staticmethod
    def _paint_mark(painter: QPainter, rect: QRect) -> None:
        """A ground in another colour, and a line below for who does not tell colours apart."""
        painter.fillRect(rect, theme.colour("warning_soft"))
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), theme.colour("warning"))

    @staticmethod
    def _paint_bar(painter: QPainter, rect: QRect, index: Index) -> None:
        width = rect.width() * (0.35 + 0.1 * ((index.row() * 7 + index.column() * 3) % 5))
        bar = QRectF(rect.left() + 6, rect.center().y() - 4, min(width, rect.width() - 12), 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(bar, 4, 4)
