"""The columns of a list that stay in sight at the left while it is scrolled sideways."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.parts.column_header import ColumnHeader

Paint = Callable[[QTableView, Sequence[int], QRect], None]
"""Paints what of these columns lies in an area of a table (`ListCells.paint`)."""
_EDGE = 2
"""The line at the right of the frozen columns, as the style sheet draws it."""


class FrozenColumns(QTableView):
    """Lies over the left edge of a list, and shows the same rows and the same selection."""

    def __init__(self, over: QTableView, columns: ColumnHeader, paint: Paint) -> None:
        super().__init__(over)
        self._over, self._columns, self._paint = over, columns, paint
        self.setObjectName("frozen_columns")
        self.setAccessibleName(over.accessibleName())
        self.setAccessibleDescription(over.accessibleDescription())
        self.setModel(over.model())
        self.setSelectionModel(over.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(over.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(over.verticalScrollMode())
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._header = ColumnHeader(columns.fields, None, self)
        self._header.setSectionsMovable(False)
        self._header.is_copy_of(columns)
        self.setHorizontalHeader(self._header)
        self.verticalScrollBar().valueChanged.connect(over.verticalScrollBar().setValue)
        over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        over.horizontalScrollBar().valueChanged.connect(lambda: self.raise_())
        columns.frozen_changed.connect(self.arrange)
        columns.columns_changed.connect(self.arrange)
        columns.sectionResized.connect(lambda: self.arrange())
        columns.geometriesChanged.connect(self.arrange)
        self.doubleClicked.connect(over.doubleClicked)
        over.viewport().installEventFilter(self)
        self.setVisible(False)

    def arrange(self) -> None:
        """Show what is frozen, as wide and in the order as below."""
        frozen = self._columns.in_order()[: self._columns.frozen]
        self.setVisible(bool(frozen))
        if frozen:
            self._header.follow(self._columns, frozen)
            self._lie_over(frozen)

    def _lie_over(self, frozen: Sequence[int]) -> None:
        self.verticalHeader().setDefaultSectionSize(self._over.verticalHeader().defaultSectionSize())
        self._header.setFixedHeight(self._columns.height())
        width = sum(self._columns.sectionSize(column) for column in frozen)
        below = self._over.viewport().geometry()
        room = min(width, below.width() - 60)
        self.setGeometry(
            QRect(below.left(), self._columns.geometry().top(), max(room, 0) + _EDGE, below.bottom() - self._columns.geometry().top() + 1)
        )
        self.verticalScrollBar().setValue(self._over.verticalScrollBar().value())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(self, self._columns.in_order()[: self._columns.frozen], event.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.arrange()
        return super().eventFilter(watched, event)


class Frozen:
    """The frozen columns of a list: most lists have none, so the table that shows them is made with the first one."""

    def __init__(self, over: QTableView, columns: ColumnHeader, paint: Paint) -> None:
        self._over, self._columns, self._paint = over, columns, paint
        self._shown: FrozenColumns | None = None
        columns.frozen_changed.connect(self._freeze)

    def update(self) -> None:
        """Paint them again."""
        if self._shown is not None:
            self._shown.viewport().update()

    def _freeze(self) -> None:
        if self._shown is None and self._columns.frozen:
            self._shown = FrozenColumns(self._over, self._columns, self._paint)
            self._shown.arrange()
