"""Two records side by side, field by field, and whose value both will have (relations G-1, G-2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from contactdesk.presenters.link_choices import KeptRow, LinkRow
from contactdesk.services.linking import CONTACT, ENTITY
from contactdesk.text import _
from ui import theme
from ui.parts.make import tip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
FIELD, OURS, THEIRS, RESULT, SOURCE = range(5)
_DISPLAY = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class DifferenceModel(QAbstractTableModel):
    """The shared fields, differing ones first, and below them what each side keeps."""

    def __init__(self, entity_caption: str, parent: QObject) -> None:
        super().__init__(parent)
        self._sides = {CONTACT: _("Contact"), ENTITY: entity_caption}
        self._captions = (_("Field"), _("Contact"), entity_caption, _("Result"), _("Source"))
        self._rows: list[LinkRow] = []
        self._kept: list[KeptRow] = []

    def show_rows(self, rows: Sequence[LinkRow], kept: Sequence[KeptRow]) -> None:
        """Show these; the cursor stays where only values changed."""
        same = [row.name for row in rows] == [row.name for row in self._rows] and len(kept) == len(self._kept)
        if not same:
            self.beginResetModel()
        self._rows, self._kept = list(rows), list(kept)
        if not same:
            self.endResetModel()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, SOURCE))

    def link_row(self, row: int) -> LinkRow | None:
        """The shared field in this row, None for a kept one."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows) + len(self._kept)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        return self._captions[section] if role in _DISPLAY else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.link_row(index.row())
        if row is None:
            return self._kept_data(self._kept[index.row() - len(self._rows)], index.column(), role)
        if role in _DISPLAY:
            return (row.caption, row.contact, row.entity, row.result, self._sides[row.source])[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return tip(self._explained(row)) if role == Qt.ItemDataRole.ToolTipRole else self._explained(row)
        return self._look(row, index.column(), role)

    def _explained(self, row: LinkRow) -> str:
        if row.error:
            return row.error
        if row.moved:
            return _("Somebody else changed this value meanwhile.")
        return _("Space takes the value of this side.") if row.differs else _("Both sides are equal.")

    def _look(self, row: LinkRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.BackgroundRole:
            if row.error:
                return theme.colour("error_soft")
            if row.moved:
                return theme.colour("warning_soft")
            chosen = row.differs and column == (OURS if row.source == CONTACT else THEIRS)
            return theme.colour("accent_soft") if chosen else None
        if role == Qt.ItemDataRole.ForegroundRole:
            if row.error and column == RESULT:
                return theme.colour("error")
            loses = column in (OURS, THEIRS) and column != (OURS if row.source == CONTACT else THEIRS)
            return theme.colour("text_soft" if loses or not row.differs else "text")
        if role == Qt.ItemDataRole.FontRole and row.differs and column in (FIELD, RESULT):
            return theme.font(strong=True)
        return None

    def _kept_data(self, row: KeptRow, column: int, role: int) -> Any:
        if role in _DISPLAY:
            return (row.caption, row.contact, row.entity, _("each keeps its own"), "")[column]
        return theme.colour("text_disabled") if role == Qt.ItemDataRole.ForegroundRole else None


class DifferenceGrid(QTableView):
    """`source_chosen` brings a field and the side to take it from: by Space, or by a click on that side."""

    source_chosen = Signal(str, str)

    def __init__(self, entity_caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._equal_shown = False
        self.lines = DifferenceModel(entity_caption, self)
        self.setModel(self.lines)
        self.setObjectName("differences")
        self.setAccessibleName(_("Differences"))
        self.setAccessibleDescription(_("The arrows move; Space chooses whose value stays."))
        self.setProperty("framed", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setVisible(False)
        self.setMinimumHeight(theme.scaled(120))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in (FIELD, SOURCE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        self._restyle()
        self.clicked.connect(lambda index: self._choose(index))
        theme.changes().changed.connect(self._restyle)

    def show_rows(self, rows: Sequence[LinkRow], kept: Sequence[KeptRow]) -> None:
        """Show these rows."""
        self.lines.show_rows(rows, kept)
        self._hide_equal()
        if not self.currentIndex().isValid() and rows:
            self.setCurrentIndex(self.lines.index(0, OURS))

    def show_equal(self, shown: bool) -> None:
        """Show the fields that are equal on both sides, and what each side keeps."""
        self._equal_shown = shown
        self._hide_equal()

    def _hide_equal(self) -> None:
        for number in range(self.lines.rowCount()):
            row = self.lines.link_row(number)
            plain = row is not None and not row.differs and not row.moved and not row.error
            self.setRowHidden(number, plain and not self._equal_shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        row = self.lines.link_row(index.row())
        if row is None or not row.differs or index.column() in (FIELD, RESULT):
            return
        turned = ENTITY if row.source == CONTACT else CONTACT
        source = {OURS: CONTACT, THEIRS: ENTITY, SOURCE: turned}[index.column()]
        if source != row.source:
            self.source_chosen.emit(row.name, source)

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.scaled(28))
        for column, width in ((FIELD, 160), (SOURCE, 110)):
            self.horizontalHeader().resizeSection(column, theme.scaled(width))
