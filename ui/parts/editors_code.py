"""The editor of a field that refers to a table: a code with a drop-down of what there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QCompleter, QHeaderView, QLineEdit, QStyle, QStyleOptionFrame, QToolButton, QTreeView, QWidget

from contactdesk.errors import UserError
from contactdesk.model.fields import Field
from contactdesk.text import _
from ui import theme
from ui.parts.editors import LookUp, TextEditor

_DELAY = 120
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_GAP, _FEWEST = 2, 4
"""Characters between a code and what it means, and for how many there must be room."""
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Meanings(Protocol):
    """Knows what codes mean; `changed` tells that it knows more or other."""

    @property
    def changed(self) -> SignalInstance: ...

    def meaning(self, table: str, code: str) -> str:
        """What a code means; "" while that is not known."""


def code_in(field: Field, text: str) -> str:
    """The code a user means by `text`; "" where it cannot be one."""
    try:
        return str(field.kind.parse(text))
    except UserError:
        return ""


class CodeLine(QLineEdit):
    """A line for a code, with what the code means behind it in a quieter colour."""

    def __init__(self) -> None:
        super().__init__()
        self._meaning = ""

    def show_meaning(self, text: str) -> None:
        """Show `text` behind the code; as much of it as there is room for."""
        if text != self._meaning:
            self._meaning = text
            self.update()

    def meaning_place(self) -> QRect:
        """Where the meaning stands; narrower than nothing where the code needs all the room."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).marginsRemoved(self.textMargins())
        metrics = self.fontMetrics()
        return inside.adjusted(metrics.horizontalAdvance(self.text()) + _GAP * metrics.averageCharWidth(), 0, -_GAP, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = self.meaning_place()
        if not self._meaning or place.width() < _FEWEST * self.fontMetrics().averageCharWidth():
            return
        painter = QPainter(self)
        painter.setPen(theme.colour("text_soft" if self.isEnabled() else "text_disabled"))
        metrics = self.fontMetrics()
        line = place.top() + (place.height() - metrics.height() + 1) // 2 + metrics.ascent()  # on the line of the code
        painter.drawText(place.left(), line, metrics.elidedText(self._meaning, Qt.TextElideMode.ElideRight, place.width()))


@dataclass(frozen=True, slots=True)
class _Entry:
    """The last line of a drop-down, which leads to another page."""

    no: str
    title: str = ""


class _Found(QAbstractTableModel):
    """Code and description of what was found."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []

    def show_rows(self, rows: list[Any]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
            return theme.colour("text_soft") if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1 else None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.no} {row.title}"
        return row.title if index.column() else row.no


class DropDownList(QObject):
    """Hangs a drop-down under a line edit: typing filters it, `open` shows everything there is.

    `picked` brings the code the user took. Answers that come after the user typed on are dropped.
    """

    picked = Signal(str)

    def __init__(self, line_edit: QLineEdit, table: str, look_up: LookUp) -> None:
        super().__init__(line_edit)
        self._line_edit, self._table, self._look_up = line_edit, table, look_up
        self._asked = 0
        self._found = _Found(line_edit)
        self._popup = _popup()
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self._completer.setPopup(self._popup)
        self._popup.installEventFilter(self)  # before the completer, which lets the field be left without telling it
        self._completer.setWidget(line_edit)
        self._completer.activated.connect(self._take)
        self._entry: tuple[str, Callable[[], object]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(lambda: self._ask(line_edit.text()))
        line_edit.textEdited.connect(lambda: self._timer.start())

    def open(self) -> None:
        """Open it with everything there is."""
        self._ask("")

    def add_entry(self, caption: str, chosen: Callable[[], object]) -> None:
        """Put a last line into the drop-down that is no code: taking it calls `chosen`."""
        self._entry = (caption, chosen)

    def _take(self, text: str) -> None:
        if self._entry is not None and text == self._entry[0]:
            self._entry[1]()
        else:
            self.picked.emit(text)

    def is_open(self) -> bool:
        """Is it open?"""
        return self._popup.isVisible()

    def is_marked(self) -> bool:
        """Is it open, with a line that the user marked? The first one is current of itself; what was typed may mean something else."""
        return self.is_open() and self._popup.selectionModel().hasSelection()

    def close(self) -> None:
        """Close it without taking anything."""
        self._popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._popup and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() in _LEAVING and self._leave(event)
        if watched is self._popup and isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            return not self._popup.rect().contains(event.position().toPoint()) and self._click_elsewhere(event)
        return False

    def _leave(self, event: QKeyEvent) -> bool:
        """Enter and Tab take the marked line; Tab, and Enter where none is marked, then do what they do without a drop-down."""
        row = self._popup.currentIndex().row() if self.is_marked() else -1
        self.close()
        if row >= 0:
            self._take(str(self._found.index(row, 0).data()))
        if row < 0 or event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            QApplication.sendEvent(self._line_edit, QKeyEvent(event.type(), event.key(), event.modifiers(), event.text()))
        return True

    def _click_elsewhere(self, event: QMouseEvent) -> bool:
        """A click beside the drop-down closes it and does what it does without one."""
        self.close()
        place = event.globalPosition().toPoint()
        clicked, line = QApplication.widgetAt(place), self._line_edit
        if clicked is not None and clicked is not line and not line.isAncestorOf(clicked) and clicked.window() is line.window():
            if clicked.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                clicked.setFocus(Qt.FocusReason.MouseFocusReason)
            inside = QPointF(clicked.mapFromGlobal(place))
            again = QMouseEvent(event.type(), inside, event.globalPosition(), event.button(), event.buttons(), event.modifiers())
            QApplication.sendEvent(clicked, again)
        return True

    def forget(self) -> None:
        """Drop answers that are still to come: the user has finished with the field."""
        self._timer.stop()
        self._asked += 1

    def _ask(self, typed: str) -> None:
        self._asked += 1
        number = self._asked

        def answer(rows: list[Any]) -> None:
            if number == self._asked and self._line_edit.hasFocus():
                self._show(rows)

        self._look_up(self._table, typed, answer)

    def _show(self, rows: list[Any]) -> None:
        if self._entry is not None:
            rows = [*rows, _Entry(self._entry[0])]
        self._found.show_rows(rows)
        if not rows:
            self._popup.hide()
            return
        self._completer.setCompletionPrefix("")
        header = self._popup.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        around = self._line_edit.rect()
        around.setWidth(max(around.width(), theme.scaled(320)))
        self._completer.complete(around)


def _popup() -> QTreeView:
    popup = QTreeView()
    popup.setRootIsDecorated(False)
    popup.setUniformRowHeights(True)
    popup.setHeaderHidden(True)
    popup.setObjectName("popup")
    popup.setAccessibleName(_("What there is"))
    popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return popup


class CodeEditor(TextEditor):
    """A code: typing filters the drop-down, Alt+Down or F4 opens it, Enter takes the marked line.

    `explain_by` lets the code be followed by what it means (contacts F-12).
    """

    _meanings: Meanings | None = None
    _arrow: QToolButton | None = None

    def __init__(self, field: Field, look_up: LookUp, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._list = DropDownList(self.line_edit, field.refers_to, look_up)
        self._list.picked.connect(self._picked)
        self._arrow = self.add_button("chevron_down", _("Choose from the list (Alt+Down)"), self.open, f"{field.name}_look_up")
        self._arrow.setVisible(field.editable)
        self.line_edit.textChanged.connect(self._explain_code)

    def _line(self) -> QLineEdit:
        return CodeLine()

    def explain_by(self, meanings: Meanings) -> None:
        """Show behind the code what `meanings` says that it means."""
        self._meanings = meanings
        meanings.changed.connect(self._explain_code)
        self._explain_code()

    def _explain_code(self) -> None:
        if self._meanings is None:
            return
        meaning = self._meanings.meaning(self.field.refers_to, code_in(self.field, self.text()))
        if isinstance(self.line_edit, CodeLine):
            self.line_edit.show_meaning(meaning)
        self.show_meaning(meaning)

    def add_entry(self, caption: str, chosen: Callable[[], object]) -> None:
        """Put a last line into the drop-down that leads elsewhere: "New" opens the page of the codes."""
        self._list.add_entry(caption, chosen)

    def open(self) -> None:
        """Open the drop-down with everything there is."""
        self.focus()
        self._list.open()

    def is_open(self) -> bool:
        """Is the drop-down open?"""
        return self._list.is_open()

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if self._arrow is not None:
            self._arrow.setVisible(not read_only)

    def set_enabled(self, enabled: bool, reason: str = "") -> None:
        super().set_enabled(enabled, reason)
        if self._arrow is not None:
            self._arrow.setEnabled(enabled)

    def commit(self) -> None:
        self._list.forget()
        self._list.close()
        super().commit()

    def _picked(self, code: str) -> None:
        self.line_edit.setText(code)
        self.edited.emit(self.field.name)
        self.commit()

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if not self.line_edit.isReadOnly():
                self.open()
            return True
        return super()._key(event)

    def _keeps_focus(self) -> bool:
        return self.is_open()
