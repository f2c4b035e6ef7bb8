"""The pane of filters beside a list: one line for each filtered field, typed or ticked (contacts F-4 to F-9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from contactdesk.model.fields import Field
from contactdesk.presenters.list_filters import FilterRow
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.filter_lines import FilterLine, made_line

if TYPE_CHECKING:
    from ui.parts.editors import LookUp

_WIDTH = 280


class FilterPane(QWidget):
    """`changed` brings a field and its expression, blank to take the filter away; `left` wants the list to have the keyboard.

    `look_up` finds the codes that are offered while a filter on a code is typed.
    """

    changed = Signal(str, str)
    reset = Signal()
    left = Signal()
    closed = Signal()

    def __init__(self, fields: Sequence[Field], look_up: LookUp | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look_up = look_up
        self.setObjectName("filter_pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Filter pane"))
        self.setMinimumWidth(min(theme.scaled(240), 360))
        self._fields = {field.name: field for field in fields}
        self._lines: dict[str, FilterLine] = {}
        self._new = _NewField([(_(field.caption), field.name) for field in fields])
        self._new.chosen.connect(self.add)
        self._reset = make.button(_("Reset"), "filter_reset", self.reset.emit, link=True, help=_("Back to the filters of the view"))
        self._inside = QWidget()
        self._page = QVBoxLayout(self._inside)
        self._page.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, theme.LARGE)
        self._page.setSpacing(theme.MEDIUM)
        self._hint = make.label(_("Nothing is filtered. Choose a field above, or press Alt+F3 on a value of the list."), "soft", wrap=True)
        self._page.addWidget(self._hint)
        self._page.addStretch(1)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.LARGE, theme.SMALL, theme.SMALL, 0)
        head.addWidget(make.label(_("Filters"), "heading"))
        head.addStretch(1)
        head.addWidget(self._reset)
        head.addWidget(make.tool("dismiss", _("Close the filter pane (Shift+F3)"), "filter_close", self.closed.emit, small=True))
        choice = QHBoxLayout()
        choice.setContentsMargins(theme.LARGE, 0, theme.LARGE, theme.SMALL)
        choice.addWidget(self._new)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        scroll.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self._scroll = scroll
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 1, 0)
        outside.setSpacing(theme.SMALL)
        outside.addLayout(head)
        outside.addLayout(choice)
        outside.addWidget(scroll, 1)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDTH), super().sizeHint().height())

    def show_rows(self, rows: Sequence[FilterRow], *, changed: bool) -> None:
        """Show these filters; a line that was added and is still blank stays."""
        wanted = {row.field.name: row.expression for row in rows}
        for name in [name for name, line in self._lines.items() if name not in wanted and not (line.is_blank and line.is_fresh)]:
            self._drop(name)
        for row in rows:
            self._line(row.field.name).show_expression(row.expression)
        self._reset.setVisible(changed)
        self._hint.setVisible(not self._lines)

    def show_error(self, name: str, text: str) -> None:
        """Say below the filter why it was refused; what was typed stays, and the former filter holds (contacts F-9)."""
        self._line(name).show_error(text)

    def add(self, name: str) -> None:
        """Put the cursor into the filter of a field, which is added where there is none yet."""
        if name in self._fields:
            line = self._line(name)
            self._hint.setVisible(False)
            QTimer.singleShot(0, line, lambda: self._go_to(line))

    def _go_to(self, line: FilterLine) -> None:
        self._scroll.ensureWidgetVisible(line)
        line.focus()

    def start(self) -> None:
        """Put the cursor into the pane: into its first filter, or where a field is chosen."""
        first = next(iter(self._lines.values()), None)
        first.focus() if first is not None else self._new.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            for line in list(self._lines.values()):
                line.apply()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _line(self, name: str) -> FilterLine:
        if name not in self._lines:
            line = self._lines[name] = made_line(self._fields[name], self._look_up)
            line.applied.connect(self.changed)
            line.removed.connect(self._remove)
            self._page.insertWidget(self._page.count() - 1, line)
        return self._lines[name]

    def _remove(self, name: str) -> None:
        self._drop(name)
        self._hint.setVisible(not self._lines)
        self.start()
        self.changed.emit(name, "")

    def _drop(self, name: str) -> None:
        line = self._lines.pop(name)
        line.hide()
        line.deleteLater()


class _NewField(QLineEdit):
    """Choose a field by typing part of its caption; `chosen` brings its name."""

    chosen = Signal(str)

    def __init__(self, captions: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._names = dict(captions)
        self._chosen = ""
        self.setObjectName("filter_field")
        self.setPlaceholderText(_("Add a field…"))
        self.setAccessibleName(_("Add a filter on a field"))
        self.setAccessibleDescription(_("Type part of the name of a field; Down opens all of them."))
        found = QCompleter(list(self._names), self)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setMaxVisibleItems(12)
        self.setCompleter(found)
        found.activated.connect(self._choose)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list of fields gives the cursor back when it closes, on some systems after the filter had it."""
        given_back = event.reason() in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if self._chosen and given_back:
            self.chosen.emit(self._chosen)
        self._chosen = ""
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_Down:
            self.completer().setCompletionPrefix(self.text())
            self.completer().complete()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Enter takes the field typed, or the first one that contains what was typed."""
        typed = self.text().strip().casefold()
        fitting = [caption for caption in self._names if typed in caption.casefold()] if typed else []
        exact = [caption for caption in fitting if caption.casefold() == typed]
        if fitting:
            self._choose((exact or fitting)[0])

    def _choose(self, caption: str) -> None:
        QTimer.singleShot(0, self, self.clear)  # the list of fields writes the caption once more
        if (popup := self.completer().popup()) is not None:
            popup.hide()
        self._chosen = self._names[caption]
        self.chosen.emit(self._chosen)
