"""The cells of a grid: their editors, the frame of the cursor, and what a code means behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from contactdesk.model import kinds
from contactdesk.text import _
from ui import theme
from ui.parts.editors import LookUp
from ui.parts.editors_choice import DropDown
from ui.parts.editors_code import DropDownList
from ui.parts.one_line import keep_one_line

if TYPE_CHECKING:
    from ui.parts.grid import GridModel

Index = QModelIndex | QPersistentModelIndex
MEANING = Qt.ItemDataRole.UserRole + 1
"""What the code in a cell means."""
_GAP, _FEWEST = 2, 4
"""Characters between a code and what it means, and for how many there must be room."""


class CellDelegate(QStyledItemDelegate):
    """The editor of a cell: a list for choices, a drop-down for codes, a line for the rest."""

    def __init__(self, model: GridModel, look_up: LookUp | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._look_up = model, look_up

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = self._model.fields[index.column()]
        made: QWidget
        options = (_("No"), _("Yes")) if isinstance(field.kind, kinds.YesNo) else getattr(field.kind, "options", ())
        if options:
            made = combo = DropDown(parent)
            combo.addItems([_(option) or " " for option in options])
            combo.activated.connect(lambda: self._commit(combo))
        else:
            made = line = QLineEdit(parent)
            line.setMaxLength(2**31 - 1)
            keep_one_line(line)
            if field.refers_to and self._look_up is not None:
                drop_down = DropDownList(line, field.refers_to, self._look_up)
                drop_down.picked.connect(line.setText)
                for keys in ("Alt+Down", "F4"):
                    QShortcut(QKeySequence(keys), line, drop_down.open, context=Qt.ShortcutContext.WidgetShortcut)
        made.setAccessibleName(_(field.caption))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = self._model.value(index)
        if isinstance(editor, DropDown):
            editor.setCurrentIndex(int(value or 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(value if isinstance(value, str) else self._model.fields[index.column()].kind.show(value))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, DropDown):
            chosen = editor.currentIndex()
            yes_no = isinstance(self._model.fields[index.column()].kind, kinds.YesNo)
            self._model.setData(index, bool(chosen) if yes_no else chosen)
        elif isinstance(editor, QLineEdit):
            self._model.setData(index, editor.text())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        self._paint_meaning(painter, option, index)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused or self._model.error(index):
            painter.setPen(QPen(theme.colour("error" if self._model.error(index) else "accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))

    def _paint_meaning(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Behind the code, in a quieter colour; as much of it as there is room for."""
        meaning = index.data(MEANING)
        if not meaning:
            return
        self.initStyleOption(option, index)
        inside = option.widget.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        metrics, wide = option.fontMetrics, option.fontMetrics.averageCharWidth()
        place = inside.adjusted(metrics.horizontalAdvance(option.text) + _GAP * wide + 2, 0, -wide, 0)
        if place.width() >= _FEWEST * wide:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(theme.colour("on_accent_soft" if selected else "text_soft"))
            text = metrics.elidedText(meaning, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
