"""One editor per kind of field: shows a value, takes what is typed, says what was refused.

No editor limits the length of what is typed: text that is too long is refused by the rule, with a
message, and stays on screen. Values leave an editor as text wherever the kind can parse it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.text import _
from ui import icons, theme


class LookUpRow(Protocol):
    """One line of a drop-down: the code and what it means."""

    @property
    def no(self) -> str: ...
    @property
    def title(self) -> str: ...


LookUpAnswer = Callable[[list[Any]], None]
LookUp = Callable[[str, str, LookUpAnswer], None]
"""`look_up(table, typed, answer)`: find rows of `table` that begin with or contain `typed`, and call `answer` with them."""


class Editor(QWidget):
    """Shows one field and takes what a user types into it.

    `widget` is what has the cursor (its objectName is the field's name). `committed` comes when the
    user leaves the field, or picks a value, and it differs from the value shown last; `assisted` when
    the button "…" is pressed; `drilled` when the value itself is followed like a link.
    """

    committed = Signal(str)
    edited = Signal(str)
    assisted = Signal(str)
    drilled = Signal(str)

    def __init__(self, field: Field, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.widget = widget
        self._shown: Any = field.kind.empty
        self._enabled_help = _(field.help)
        widget.setObjectName(field.name)
        widget.setAccessibleName(_(field.caption))
        self.setFocusProxy(widget)
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.TIGHT)
        self._line.addWidget(widget, 1)
        self._message = QLabel(objectName=f"{field.name}_message", wordWrap=True, visible=False)
        self._message.setProperty("role", "error")
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2)
        page.addLayout(self._line)
        page.addWidget(self._message)
        self._explain(self._enabled_help)
        widget.installEventFilter(self)

    # -- what every kind does in its own way --------------------------------------------------------

    def text(self) -> str:
        """What is on screen, as text."""
        raise NotImplementedError

    def _put(self, value: Any) -> None:
        """Put `value` on screen."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be typed over; it can still be copied."""
        raise NotImplementedError

    def value(self) -> Any:
        """The value to save: text where the kind parses it, else the value itself."""
        return self.text()

    # -- what all have in common --------------------------------------------------------------------

    def set_value(self, value: Any) -> None:
        """Show `value`: what `is_changed` compares with from now on. A message of an earlier refusal goes."""
        self._shown = value
        self._put(value)
        self.clear_error()

    def shown_value(self) -> Any:
        """The value shown last by `set_value`, as the user saw it before typing."""
        return self._shown

    def is_changed(self) -> bool:
        """Does the text on screen differ from the value shown last?"""
        return self.text() != self._text_of(self._shown)

    def revert(self) -> None:
        """Show again what was shown before the user typed."""
        self.set_value(self._shown)

    def set_enabled(self, enabled: bool, reason: str = "") -> None:
        """Grey the field out, saying why in its tooltip; its value stays visible."""
        self.widget.setEnabled(enabled)
        self._explain(self._enabled_help if enabled or not reason else reason)

    def show_error(self, text: str) -> None:
        """Say below the field what is wrong with it; what was typed stays."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self._mark_wrong(bool(text))
        self.widget.setAccessibleDescription(text or self._enabled_help)

    def clear_error(self) -> None:
        """Take the message below the field away."""
        if self.widget.property("wrong"):
            self.show_error("")

    def error(self) -> str:
        """The message below the field; "" where there is none."""
        return self._message.text()

    def focus(self) -> None:
        """Put the cursor into the field."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_assist(self, help: str) -> QToolButton:
        """Add the button "…" with `help` as its tooltip; F4 presses it from the keyboard."""
        return self.add_button("more_horizontal", help, lambda: self.assisted.emit(self.field.name), f"{self.field.name}_assist")

    def add_button(self, icon: str, help: str, pressed: Callable[[], None], name: str = "") -> QToolButton:
        """Add a small button behind the field. It takes no Tab stop: its key is in its tooltip."""
        button = QToolButton(objectName=name, toolTip=help, focusPolicy=Qt.FocusPolicy.NoFocus)
        button.setProperty("inside", True)
        button.setAccessibleName(help)
        icons.dress(button, icon, "text_soft", icons.SMALL)
        side = theme.scaled(28)
        button.setFixedSize(side, side)
        button.clicked.connect(lambda: pressed())
        self._line.addWidget(button)
        return button

    def commit(self) -> None:
        """Tell whoever listens that the user has finished with a changed field."""
        if self.is_changed():
            self.committed.emit(self.field.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget:
            if event.type() == QEvent.Type.FocusOut and not self._keeps_focus():
                self.commit()
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event):
                return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Handle Enter, Esc and F4; True when the key was used."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.commit()
            self.focusNextChild()
            return True
        if event.key() == Qt.Key.Key_Escape and (self.is_changed() or self.error()):
            self.revert()
            return True
        return event.key() == Qt.Key.Key_F4 and self._press_first_button()

    def _press_first_button(self) -> bool:
        for place in range(self._line.count()):
            button = self._line.itemAt(place).widget()
            if isinstance(button, QToolButton) and button.isEnabled():
                button.click()
                return True
        return False

    def _keeps_focus(self) -> bool:
        """Is the focus only lent to a pop-up of this field?"""
        return False

    def _text_of(self, value: Any) -> str:
        return self.field.kind.show(value)

    def _explain(self, text: str) -> None:
        self.widget.setToolTip(text)
        self.widget.setWhatsThis(text)
        if not self._message.text():
            self.widget.setAccessibleDescription(text)

    def _mark_wrong(self, wrong: bool) -> None:
        self.widget.setProperty("wrong", wrong)
        self.widget.style().unpolish(self.widget)
        self.widget.style().polish(self.widget)


class TextEditor(Editor):
    """One line of text, also for codes without a table, numbers and telephone numbers."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.line_edit = QLineEdit()
        # Qt's own limit would cut what is pasted without a word.
        self.line_edit.setMaxLength(2**31 - 1)
        super().__init__(field, self.line_edit, parent)
        self.line_edit.textEdited.connect(lambda: self.edited.emit(field.name))
        if isinstance(field.kind, kinds.Whole | kinds.Amount):
            self.line_edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if not field.editable:
            self.set_read_only(True)

    def text(self) -> str:
        return self.line_edit.text()

    def set_read_only(self, read_only: bool) -> None:
        self.line_edit.setReadOnly(read_only)

    def set_drill_down(self, help: str) -> None:
        """Show the value as a link: a click, or Enter, tells `drilled`."""
        self.line_edit.setReadOnly(True)
        self.line_edit.setProperty("drill", True)
        self.line_edit.setCursor(Qt.CursorShape.PointingHandCursor)
        self._explain(help)

    def _put(self, value: Any) -> None:
        self.line_edit.setText(self._text_of(value))
        self.line_edit.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        drills = watched is self.line_edit and bool(self.line_edit.property("drill")) and self.line_edit.isEnabled()
        if drills and event.type() == QEvent.Type.MouseButtonRelease and not self.line_edit.hasSelectedText():
            self.drilled.emit(self.field.name)
        if drills and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self.drilled.emit(self.field.name)
                return True
        return super().eventFilter(watched, event)


class LinesEditor(Editor):
    """Text of several lines; Enter starts a new one, Tab leaves the field."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.page = QPlainTextEdit(tabChangesFocus=True)
        super().__init__(field, self.page, parent)
        self.page.setFixedHeight(theme.scaled(72))
        self.page.textChanged.connect(lambda: self.edited.emit(field.name) if self.page.hasFocus() else None)
        self.set_read_only(not field.editable)

    def text(self) -> str:
        return self.page.toPlainText()

    def set_read_only(self, read_only: bool) -> None:
        self.page.setReadOnly(read_only)

    def _put(self, value: Any) -> None:
        self.page.setPlainText(self._text_of(value))

    def _key(self, event: QKeyEvent) -> bool:
        return event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and super()._key(event)


def editor_for(field: Field, look_up: LookUp | None = None) -> Editor:
    """The editor for `field`; fields that refer to a table get a drop-down filled by `look_up`."""
    from ui.parts import editors_choice, editors_code, editors_open
    from ui.parts.picture_box import PictureEditor

    kind = field.kind
    if isinstance(kind, kinds.YesNo):
        return editors_choice.YesNoEditor(field)
    if isinstance(kind, kinds.Choice):
        return editors_choice.ChoiceEditor(field)
    if isinstance(kind, kinds.Day):
        return editors_open.DateEditor(field)
    if isinstance(kind, kinds.Picture):
        return PictureEditor(field)
    if isinstance(kind, kinds.Phone | kinds.Email | kinds.Link):
        return editors_open.OpenEditor(field)
    if isinstance(kind, kinds.Text) and kind.lines:
        return LinesEditor(field)
    if field.refers_to and look_up and field.editable:
        return editors_code.CodeEditor(field, look_up)
    return TextEditor(field)
