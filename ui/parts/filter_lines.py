"""One filter of the pane: a line for an expression, or ticks for choices and yes/no (contacts F-5 to F-9)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.presenters.list_filters import code_typed, of_ticks, options_of, ticked, with_code
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.abstract import AbstractWidget
from ui.parts.editors_code import DropDownList

if TYPE_CHECKING:
    from ui.parts.editors import LookUp


class FilterLine(QWidget, metaclass=AbstractWidget):
    """The filter of one field. `applied` brings field and expression once it is to hold, `removed` the field."""

    applied = Signal(str, str)
    removed = Signal(str)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.setObjectName(f"filter_line_{field.name}")
        self.is_fresh = True
        """Was it added and never filled in?"""
        self.caption = make.label(_(field.caption), "strong")
        remove = make.tool("dismiss", _("Take this filter away"), f"remove_{field.name}", lambda: self.removed.emit(field.name), small=True)
        remove.setAccessibleName(_("Take away: {caption}").format(caption=_(field.caption)))
        head = QHBoxLayout()
        head.addWidget(self.caption, 1)
        head.addWidget(remove)
        self._error = make.label("", "error", name=f"filter_error_{field.name}", wrap=True)
        self._error.setVisible(False)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.TIGHT)
        page.addLayout(head)
        page.addLayout(self.body)
        page.addWidget(self._error)

    @property
    @abstractmethod
    def is_blank(self) -> bool:
        """Is nothing filtered here?"""

    @abstractmethod
    def show_expression(self, expression: str) -> None:
        """Show the filter that holds."""

    @abstractmethod
    def focus(self) -> None:
        """Put the cursor here."""

    def apply(self) -> None:
        """Let what was typed hold."""

    def show_error(self, text: str) -> None:
        """Say why it was refused; "" takes that away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))


def made_line(field: Field, look_up: LookUp | None = None) -> FilterLine:
    """The line for a field: ticks where there are few values, else an expression; codes of a table are offered by `look_up`."""
    if options_of(field.kind):
        return _Ticks(field)
    return _Codes(field, look_up) if look_up is not None and field.refers_to else _Expression(field)


class _Expression(FilterLine):
    """Typed; Enter and leaving let it hold, Esc brings the former filter back."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._held = ""
        self._line = _Line(self)
        self._line.setObjectName(f"filter_{field.name}")
        self._line.setAccessibleName(_("Filter on {caption}").format(caption=_(field.caption)))
        self._line.setAccessibleDescription(_("Enter lets the filter hold, Ctrl+Enter goes to the list."))
        self._line.setPlaceholderText(_example(field.kind))
        self._line.setMaxLength(2000)
        self.caption.setBuddy(self._line)
        self.body.addWidget(self._line)

    def open(self) -> bool:
        """Open what can be chosen from; False where nothing can."""
        return False

    @property
    def is_blank(self) -> bool:
        return not self._held

    def show_expression(self, expression: str) -> None:
        self.is_fresh = False
        self._held = expression
        self._line.setText(expression)
        self.show_error("")

    def focus(self) -> None:
        self._line.setFocus()
        self._line.selectAll()

    def apply(self) -> None:
        if self._line.text().strip() != self._held:
            self.is_fresh = self.is_fresh and not self._line.text().strip()
            self.show_error("")
            self.applied.emit(self.field.name, self._line.text())

    def take_back(self) -> bool:
        """Show the filter that holds again; was anything else typed?"""
        typed = self._line.text() != self._held
        self._line.setText(self._held)
        self.show_error("")
        return typed

    def show_error(self, text: str) -> None:
        super().show_error(text)
        self._line.setProperty("wrong", bool(text))
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)
        self._line.setToolTip(make.tip(text))


class _Line(QLineEdit):
    def __init__(self, owner: _Expression) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if is_look_up(event) and self._owner.open():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._owner.apply()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the pane goes to the list
        elif event.key() == Qt.Key.Key_Escape and self._owner.take_back():
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.property("wrong"):
            self._owner.apply()


def is_look_up(event: QKeyEvent) -> bool:
    """F4 or Alt+Down: the keys that open a drop-down."""
    alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return (event.key() == Qt.Key.Key_F4 and not alt) or (event.key() == Qt.Key.Key_Down and bool(alt))


class _Codes(_Expression):
    """Typed as well, while codes and descriptions that contain what is typed are offered (contacts F-12); taking one lets it hold."""

    def __init__(self, field: Field, look_up: LookUp) -> None:
        super().__init__(field)
        self._offered = _OfferedCodes(self._line, field.refers_to, look_up)
        self._offered.picked.connect(self._take)
        self._line.setAccessibleDescription(_("Alt+Down opens the list of codes, Enter lets the filter hold, Ctrl+Enter goes to the list."))
        arrow = make.tool("chevron_down", _("Choose from the list (Alt+Down)"), f"filter_{field.name}_look_up", self.open, small=True)
        arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        arrow.setAccessibleName(_("Choose from the list: {caption}").format(caption=_(field.caption)))
        self.body.removeWidget(self._line)
        beside = QHBoxLayout()
        beside.setSpacing(theme.TIGHT)
        beside.addWidget(self._line, 1)
        beside.addWidget(arrow)
        self.body.addLayout(beside)

    def open(self) -> bool:
        self._line.setFocus()
        self._offered.open()
        return True

    def apply(self) -> None:
        self._offered.forget()
        self._offered.close()
        super().apply()

    def take_back(self) -> bool:
        was_open = self._offered.is_open()
        self._offered.forget()
        self._offered.close()
        return was_open or super().take_back()

    def _take(self, code: str) -> None:
        text, place = with_code(self._line.text(), self._line.cursorPosition(), self.field.kind, code)
        self._line.setText(text)
        self.apply()
        self._line.setCursorPosition(place)


class _OfferedCodes(DropDownList):
    """Looks for the one code of the expression at which the cursor stands."""

    def __init__(self, line: QLineEdit, table: str, look_up: LookUp) -> None:
        def part(table: str, typed: str, answer: Callable[[list[Any]], None]) -> None:
            code = code_typed(line.text(), line.cursorPosition()) if typed else ""
            if code is None:
                answer([])
            else:
                look_up(table, code, answer)

        super().__init__(line, table, part)

    def _leave(self, event: QKeyEvent) -> bool:
        if not self._popup.selectionModel().hasSelection():  # the first line is current of itself, but `N*` does not mean it
            self._popup.setCurrentIndex(QModelIndex())
        return super()._leave(event)


class _Ticks(FilterLine):
    """Ticked: several ticks mean "or" (contacts F-8)."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._boxes: list[tuple[object, QCheckBox]] = []
        self._shown = False
        for value, name in options_of(field.kind):
            box = QCheckBox(name)
            box.setObjectName(f"filter_{field.name}_{len(self._boxes)}")
            box.setAccessibleName(f"{_(field.caption)}: {name}")
            box.setAccessibleDescription(_("Several that are switched on mean: one of them."))
            box.toggled.connect(self._ticked)
            self._boxes.append((value, box))
            self.body.addWidget(box)

    @property
    def is_blank(self) -> bool:
        return not any(box.isChecked() for _value, box in self._boxes)

    def show_expression(self, expression: str) -> None:
        self.is_fresh = False
        try:
            values = ticked(self.field.kind, expression)
        except UserError:
            values = set()
        self._shown = True
        for value, box in self._boxes:
            box.setChecked(value in values)
        self._shown = False

    def focus(self) -> None:
        self._boxes[0][1].setFocus()

    def _ticked(self) -> None:
        if not self._shown:
            self.is_fresh = True  # without a tick the line stays, so that another one can be set
            self.applied.emit(self.field.name, of_ticks(self.field.kind, [value for value, box in self._boxes if box.isChecked()]))


def _example(kind: kinds.Kind) -> str:
    """What a filter on this kind can look like (contacts F-5, F-7)."""
    if isinstance(kind, kinds.Day | kinds.Moment):
        return _("..t    w    01..15")
    if isinstance(kind, kinds.Whole | kinds.Amount):
        return _("10..20    >100")
    return _("A*|B*    *text*    <>''")
