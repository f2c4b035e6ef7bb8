"""One editor per kind of field: shows a value, takes what is typed, says what was refused.

No editor limits the length of what is typed: text that is too long is refused by the rule, with a
message, and stays on screen. Values leave an editor as text wherever the kind can parse it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.model.file_kinds import Picture
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.abstract import AbstractWidget
from ui.parts.one_line import keep_one_line


class LookUpRow(Protocol):
    """One line of a drop-down: the code and what it means."""

    @property
    def no(self) -> str: ...
    @property
    def title(self) -> str: ...


LookUpAnswer = Callable[[list[Any]], None]
LookUp = Callable[[str, str, LookUpAnswer], None]
"""`look_up(table, typed, answer)`: find rows of `table` that begin with or contain `typed`, and call `answer` with them."""


class FieldFrame(QWidget):
    """What stands around an input: buttons behind it, the message of a refusal below it."""

    assisted = Signal(str)

    def __init__(self, name: str, widget: QWidget, help: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.widget = widget
        self._name, self._help = name, help
        self._explained, self._meaning = "", ""
        widget.setObjectName(name)
        self._buttons: list[QToolButton] = []
        # Buttons stand inside the input, so that all inputs of a column end at the same place.
        self._inside = QHBoxLayout()
        if isinstance(widget, QLineEdit):
            widget.setLayout(self._inside)
        self._inside.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._inside.setContentsMargins(0, 0, 3, 0)
        self._inside.setSpacing(0)
        self._inside.addStretch(1)
        self._message = make.label(role="error", name=f"{name}_message", wrap=True)
        self._message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._message.setVisible(False)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2)
        page.addWidget(widget)
        page.addWidget(self._message)
        self._explain(help)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The cursor goes into the input. A focus proxy would be a second stop of Tab, before the fields again."""
        self.widget.setFocus(reason)

    def show_error(self, text: str) -> None:
        """Say below the field what is wrong with it; what was typed stays."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self._describe()
        self.widget.setProperty("wrong", bool(text))
        self.widget.style().unpolish(self.widget)
        self.widget.style().polish(self.widget)
        if text:
            make.announce(self._message)

    def clear_error(self) -> None:
        """Take the message below the field away."""
        if self.error():
            self.show_error("")

    def error(self) -> str:
        """The message below the field; "" where there is none."""
        return self._message.text()

    def add_assist(self, help: str) -> QToolButton:
        """Add the button "…" with `help` as its tooltip; F4 presses it from the keyboard."""
        return self.add_button("more_horizontal", help, lambda: self.assisted.emit(self._name), f"{self._name}_assist")

    def add_button(self, icon: str, help: str, pressed: Callable[[], None], name: str = "") -> QToolButton:
        """Add a small button behind the field. It takes no Tab stop: its key is in its tooltip."""
        button = make.tool(icon, help, name, pressed, small=True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("inside", True)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        if not self._buttons:
            theme.changes().changed.connect(self._fit_buttons)
        self._inside.addWidget(button)
        self._buttons.append(button)
        if isinstance(self.widget, QLineEdit):
            button.show()
        self._fit_buttons()
        return button

    def _fit_buttons(self) -> None:
        """The buttons are as large as the text is now, and leave it its room."""
        side = theme.scaled(24)
        for button in self._buttons:
            button.setFixedSize(side, side)
        if isinstance(self.widget, QLineEdit):
            self.widget.setTextMargins(0, 0, side * len(self._buttons), 0)

    def press_first_button(self) -> bool:
        """Press the first button behind the field; False where there is none to press."""
        for button in self._buttons:
            if button.isVisible() and button.isEnabled():
                button.click()
                return True
        return False

    def show_meaning(self, text: str) -> None:
        """Say what the value means: in the tooltip and to screen readers; "" where that is not known."""
        self._meaning = text
        self._describe()

    def _explain(self, text: str) -> None:
        self._explained = text
        self.widget.setWhatsThis(text)
        self._describe()

    def _describe(self) -> None:
        """The tooltip, and what screen readers say after the name: what is wrong, else what the value means and the field is for."""
        self.widget.setToolTip(make.tip("\n".join(part for part in (self._meaning, self._explained) if part)))
        told = f"{self._meaning}. {self._explained}" if self._meaning else self._explained
        self.widget.setAccessibleDescription(self.error() or told)


class Editor(FieldFrame, metaclass=AbstractWidget):
    """Shows one field and takes what a user types into it.

    `widget` is what has the cursor (its objectName is the field's name). `committed` comes when the
    user leaves the field, or picks a value, and it differs from the value shown last; `edited` with
    every key; `assisted` when the button "…" is pressed; `drilled` when the value itself is followed
    like a link. All bring the field's name.
    """

    committed = Signal(str)
    edited = Signal(str)
    drilled = Signal(str)

    def __init__(self, field: Field, widget: QWidget, parent: QWidget | None = None) -> None:
        self.field = field
        self._shown: Any = field.kind.empty
        super().__init__(field.name, widget, _(field.help), parent)
        widget.setAccessibleName(_(field.caption))
        widget.installEventFilter(self)

    # -- what every kind does in its own way --------------------------------------------------------

    @abstractmethod
    def text(self) -> str:
        """What is on screen, as text."""

    @abstractmethod
    def _put(self, value: Any) -> None:
        """Put `value` on screen."""

    @abstractmethod
    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be typed over; it can still be copied."""

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
        return bool(self.text() != self._text_of(self._shown))

    def type_in(self, value: Any) -> None:
        """Put `value` on screen as if it had been typed: it differs from what was shown last."""
        self._put(value)
        self.clear_error()
        self.edited.emit(self.field.name)

    def rebase(self, value: Any) -> None:
        """Compare with `value` from now on; what is on screen stays."""
        self._shown = value

    def revert(self) -> None:
        """Show again what was shown before the user typed."""
        self.set_value(self._shown)

    def set_enabled(self, enabled: bool, reason: str = "") -> None:
        """Grey the field out, saying why in its tooltip; its value stays visible."""
        self.widget.setEnabled(enabled)
        self._explain(self._help if enabled or not reason else reason)

    def focus(self) -> None:
        """Put the cursor into the field."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)

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
        return event.key() == Qt.Key.Key_F4 and self.press_first_button()

    def _keeps_focus(self) -> bool:
        """Is the focus only lent to a pop-up of this field?"""
        return False

    def _text_of(self, value: Any) -> str:
        return self.field.kind.show(value)


class TextEditor(Editor):
    """One line of text, also for codes without a table, numbers and telephone numbers."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.line_edit = self._line()
        # Qt's own limit would cut what is pasted without a word.
        self.line_edit.setMaxLength(2**31 - 1)
        super().__init__(field, self.line_edit, parent)
        keep_one_line(self.line_edit)
        self.line_edit.textEdited.connect(lambda: self.edited.emit(field.name))
        if isinstance(field.kind, kinds.Whole | kinds.Amount):
            self.line_edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if not field.editable:
            self.set_read_only(True)

    def _line(self) -> QLineEdit:
        """What is typed into."""
        return QLineEdit()

    def text(self) -> str:
        return self.line_edit.text()

    def set_read_only(self, read_only: bool) -> None:
        self.line_edit.setReadOnly(read_only)

    def set_drill_down(self, help: str) -> None:
        """Show the value as a link: a click, F4 or Space tells `drilled`; Enter moves on, as in every field."""
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
            if event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Space):
                self.drilled.emit(self.field.name)
                return True
        return super().eventFilter(watched, event)


class LinesEditor(Editor):
    """Text of several lines; Enter starts a new one, Tab leaves the field."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.page = QPlainTextEdit(tabChangesFocus=True)
        super().__init__(field, self.page, parent)
        self._fit_height()
        theme.changes().changed.connect(self._fit_height)
        self.page.textChanged.connect(lambda: self.edited.emit(field.name) if self.page.hasFocus() else None)
        self.set_read_only(not field.editable)

    def _fit_height(self) -> None:
        self.page.setFixedHeight(theme.scaled(72))

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
    from ui.parts.editors_phone import PhoneEditor
    from ui.parts.picture_box import PictureEditor

    kind = field.kind
    if isinstance(kind, kinds.YesNo):
        return editors_choice.YesNoEditor(field)
    if isinstance(kind, kinds.Choice) and field.editable:
        return editors_choice.ChoiceEditor(field)
    if isinstance(kind, kinds.Day):
        return editors_open.DateEditor(field)
    if isinstance(kind, Picture):
        return PictureEditor(field)
    if isinstance(kind, kinds.Phone):
        return PhoneEditor(field)
    if isinstance(kind, kinds.Email | kinds.Link):
        return editors_open.OpenEditor(field)
    if isinstance(kind, kinds.Text) and kind.lines:
        return LinesEditor(field)
    if field.refers_to and look_up:
        return editors_code.CodeEditor(field, look_up)
    return TextEditor(field)
