"""The records of a list as tiles with pictures (contacts 1.5); as lazy as the table whose rows it shows."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from ui import icons, theme
from ui.parts.lazy_table_model import LOADING
from ui.parts.list_view import ListView

FetchPictures = Callable[["array[int]", Callable[[Mapping[int, bytes]], None]], None]
"""`fetch(ids, fill)`: read these pictures in the background and call `fill`, also with {} when that failed."""
_WIDTH, _HEIGHT, _PICTURE, _GAP = 296, 124, 64, 12
_KEPT = 500


class TileView(QAbstractItemView):
    """Shares rows, cursor and selection with `table`; `lines` are the fields a tile shows, the first one in bold."""

    def __init__(self, table: ListView, lines: Sequence[str], fetch: FetchPictures, icon: str) -> None:
        super().__init__()
        self._table, self._fetch, self._icon = table, fetch, icon
        names = [field.name for field in table.rows.columns]
        self._lines = [names.index(name) for name in lines if name in names]
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._asked: set[int] = set()
        self.setObjectName("tiles")
        self.setAccessibleName(table.accessibleName())
        self.setAccessibleDescription(table.accessibleDescription())
        self.setModel(table.rows)
        self.setSelectionModel(table.selectionModel())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._ask = QTimer(self, singleShot=True, interval=30)
        self._ask.timeout.connect(self._ask_for_pictures)
        self.doubleClicked.connect(table.doubleClicked)
        self.verticalScrollBar().valueChanged.connect(lambda: self._ask.start())
        self.model().modelReset.connect(self._read_again)
        self.model().dataChanged.connect(self._paint_again)
        theme.changes().changed.connect(self._read_again)

    # -- where tiles stand --------------------------------------------------------------------------

    def _size(self) -> QSize:
        """Room for one tile with the gap behind it; tiles share what is left at the right."""
        least = theme.scaled(_WIDTH) + _GAP
        each = max(self._across(), 1)
        return QSize(
            max((self.viewport().width() - _GAP) // each, min(least, self.viewport().width() - _GAP)), theme.scaled(_HEIGHT) + _GAP
        )

    def _across(self) -> int:
        return max((self.viewport().width() - _GAP) // (theme.scaled(_WIDTH) + _GAP), 1)

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where the tile of a record stands now."""
        if not index.isValid():
            return QRect()
        size, (line, place) = self._size(), divmod(index.row(), self._across())
        y = _GAP + line * size.height() - self.verticalScrollBar().value()
        return QRect(_GAP + place * size.width(), y, size.width() - _GAP, size.height() - _GAP)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The record whose tile is at `point`."""
        size = self._size()
        place, line = (point.x() - _GAP) // size.width(), (point.y() - _GAP + self.verticalScrollBar().value()) // size.height()
        row = line * self._across() + place
        if 0 <= place < self._across() and 0 <= row < self.model().rowCount():
            index = self.model().index(row, self._lines[0])
            return index if self.visualRect(index).contains(point) else QModelIndex()
        return QModelIndex()

    def scrollTo(self, index: QModelIndex | QPersistentModelIndex, hint: Any = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        """Bring a tile into sight."""
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        if rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - _GAP)
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + _GAP)

    def updateGeometries(self) -> None:
        """The scroll bar is true to the whole list."""
        lines = -(-self.model().rowCount() // self._across())
        height = lines * self._size().height() + _GAP
        bar = self.verticalScrollBar()
        bar.setRange(0, max(height - self.viewport().height(), 0))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._size().height() // 3)
        super().updateGeometries()

    def horizontalOffset(self) -> int:
        """Tiles are never scrolled sideways."""
        return 0

    def verticalOffset(self) -> int:
        """How far the tiles are scrolled."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        """A tile is one record; its other columns have no place of their own."""
        return index.column() != self._lines[0]

    def moveCursor(self, action: Any, _modifiers: Any) -> QModelIndex:
        """The tile that a key leads to."""
        move, row, across = QAbstractItemView.CursorAction, max(self.currentIndex().row(), 0), self._across()
        page = max(self.viewport().height() // self._size().height(), 1) * across
        steps = {move.MoveUp: -across, move.MoveDown: across, move.MoveLeft: -1, move.MoveRight: 1, move.MovePrevious: -1, move.MoveNext: 1}
        steps |= {move.MovePageUp: -page, move.MovePageDown: page, move.MoveHome: -row, move.MoveEnd: self.model().rowCount()}
        last = self.model().rowCount() - 1
        return self.model().index(min(max(row + steps.get(action, 0), 0), last), self._lines[0])

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the tiles that `rect` touches."""
        size, across = self._size(), self._across()
        area = rect.normalized().translated(0, self.verticalScrollBar().value())
        lines = range(max(area.top() // size.height(), 0), max(area.bottom() // size.height(), 0) + 1)
        places = range(max(area.left() // size.width(), 0), min(max(area.right() // size.width(), 0), across - 1) + 1)
        found, last = QItemSelection(), len(self._table.rows.columns) - 1
        for line in lines:
            first, end = line * across + places.start, min(line * across + places.stop, self.model().rowCount()) - 1
            if first <= end:
                found.select(self.model().index(first, 0), self.model().index(end, last))
        self.selectionModel().select(found, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What is painted again when a selection changes."""
        return QRegion(self.viewport().rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometries()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, letters go to the search; the rest is as in every list."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self._table.current_id():
            self._table.opened.emit(self._table.current_id())
        elif plain and event.text().isprintable() and event.text().strip():
            self._table.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    # -- painting -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in self._rows_in(event.rect()):
            self._paint_tile(painter, row)
        self._table.see()

    def _rows_in(self, rect: QRect) -> range:
        size, across, top = self._size(), self._across(), self.verticalScrollBar().value()
        first = max((rect.top() + top - _GAP) // size.height(), 0) * across
        last = ((rect.bottom() + top) // size.height() + 1) * across
        return range(first, min(last, self.model().rowCount()))

    def _paint_tile(self, painter: QPainter, row: int) -> None:
        index = self.model().index(row, self._lines[0])
        rect = self.visualRect(index)
        selected = self.selectionModel().isSelected(index)
        current = row == self.currentIndex().row() and self.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if current else "line"), 2 if current else 1))
        painter.setBrush(theme.colour("accent_soft" if selected else "raised"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        side = theme.scaled(_PICTURE)
        self._paint_picture(painter, row, QRect(rect.left() + theme.MEDIUM, rect.top() + theme.MEDIUM, side, side))
        text = rect.adjusted(side + 2 * theme.MEDIUM, theme.SMALL, -theme.SMALL, -theme.SMALL)
        ink = "on_accent_soft" if selected else "text"
        if index.data(LOADING):
            painter.setBrush(theme.colour("sunken"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRect(text.left(), text.top() + 6, text.width() // 2, 8), 4, 4)
            return
        self._paint_lines(painter, row, text, ink, "on_accent_soft" if selected else "text_soft")

    def _paint_lines(self, painter: QPainter, row: int, rect: QRect, first: str, others: str) -> None:
        y = rect.top()
        texts: dict[str, int] = {}
        for column in self._lines:
            texts.setdefault(str(self.model().index(row, column).data() or ""), column)
        texts.pop("", None)
        for place, (text, column) in enumerate(texts.items()):
            painter.setFont(theme.font(strong=not place))
            metrics = painter.fontMetrics()
            if y + metrics.height() > rect.bottom() + 2:
                break
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            for start, end in self._table.cells.marks_in(column, shown):
                left = rect.left() + metrics.horizontalAdvance(shown[:start])
                marked = QRect(left, y, rect.left() + metrics.horizontalAdvance(shown[:end]) - left, metrics.height())
                painter.fillRect(marked, theme.colour("warning_soft"))
                painter.fillRect(marked.adjusted(0, marked.height() - 2, 0, 0), theme.colour("warning"))
            painter.setPen(theme.colour(others if place else first))
            painter.drawText(QRect(rect.left(), y, rect.width(), metrics.height()), Qt.AlignmentFlag.AlignLeft, shown)
            y += metrics.height() + 2

    def _paint_picture(self, painter: QPainter, row: int, rect: QRect) -> None:
        id = self._table.rows.ids[row]
        picture = self._pictures.get(id)
        if picture is None and id not in self._asked and not self._ask.isActive():
            self._ask.start()
        if picture is not None and not picture.isNull():
            size = picture.deviceIndependentSize().toSize()
            painter.drawPixmap(QRect(rect.center() - QPoint(size.width() // 2, size.height() // 2), size), picture)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(rect, 6, 6)
        side = rect.width() // 2
        icon = icons.pixmap(self._icon, "text_soft", side, self.devicePixelRatioF())
        painter.drawPixmap(rect.center() - QPoint(side // 2, side // 2), icon)

    # -- pictures -----------------------------------------------------------------------------------

    def _ask_for_pictures(self) -> None:
        """Read the pictures of the tiles in sight that are not here yet."""
        rows = self._rows_in(self.viewport().rect())
        ids = array("q", [id for id in (self._table.rows.ids[row] for row in rows) if id not in self._pictures and id not in self._asked])
        if ids and self.isVisible():
            self._asked.update(ids)
            self._fetch(ids, lambda found: self._take(ids, found))

    def _take(self, ids: Sequence[int], found: Mapping[int, bytes]) -> None:
        for id in ids:
            self._asked.discard(id)
            self._pictures[id] = self._small(found.get(id) or b"")
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def _small(self, data: bytes) -> QPixmap:
        picture = QPixmap()
        if data and picture.loadFromData(data):
            side = round(theme.scaled(_PICTURE) * self.devicePixelRatioF())
            picture = picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(self.devicePixelRatioF())
        return picture

    def _read_again(self) -> None:
        self._pictures.clear()
        self._asked.clear()
        self.updateGeometries()
        self.viewport().update()

    def _paint_again(self) -> None:
        """Rows came, or changed, and with them perhaps their pictures."""
        self._pictures.clear()
        self.viewport().update()
