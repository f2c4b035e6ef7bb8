"""Writing a note, and typing a link: small dialogs over the window of their record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from contactdesk.model.attached import RecordLink, RecordNote
from contactdesk.model.fields import field_map
from contactdesk.text import _
from ui import theme
from ui.choose_dialog import OverWindow
from ui.parts import make


class NoteDialog(OverWindow):
    """A note; Ctrl+Enter saves it. `decided` gets its text."""

    def __init__(self, text: str, decided: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(_("Change note") if text else _("New note"), parent)
        self.setObjectName("note_dialog")
        self._decided = decided
        self._longest = field_map(RecordNote)["note"].kind.length
        self.edit = QPlainTextEdit(text)
        self.edit.setObjectName("note_text")
        self.edit.setAccessibleName(_("Note"))
        self.edit.setAccessibleDescription(_("Ctrl+Enter saves it."))
        self.edit.setTabChangesFocus(True)
        self.count = make.label("", "soft", name="note_count")
        self.page.addWidget(make.label(self.windowTitle(), "heading"))
        self.page.addWidget(self.edit, 1)
        self.page.addWidget(self.count)
        self._save = make.button(_("Save"), "note_save", self.accept, primary=True, help=_("Save (Ctrl+Enter)"))
        self.add_buttons([make.button(_("Cancel"), "note_cancel", self.reject), self._save])
        self.edit.textChanged.connect(self._count)
        self._count()
        self.edit.setFocus()
        theme.size_window(self, 520, 300)

    def _count(self) -> None:
        text = self.edit.toPlainText()
        fits = len(text) <= self._longest
        self.count.setText(_("{n} of {most} characters").format(n=len(text), most=self._longest))
        self.count.setVisible(len(text) > self._longest - 200)
        self._save.setEnabled(bool(text.strip()) and fits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._save.isEnabled():
            self.accept()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        super().done(result)
        if result == QDialog.DialogCode.Accepted:
            self._decided(self.edit.toPlainText())


class LinkDialog(OverWindow):
    """A web address and what is behind it; `decided` gets both."""

    def __init__(self, address: str, description: str, decided: Callable[[str, str], object], parent: QWidget) -> None:
        super().__init__(_("Change link") if address else _("New link"), parent)
        self.setObjectName("web_link_dialog")
        self._decided = decided
        declared = field_map(RecordLink)
        self.address, self.description = QLineEdit(address), QLineEdit(description)
        self.address.setPlaceholderText("https://")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MEDIUM)
        grid.setVerticalSpacing(theme.SMALL)
        for row, (name, line) in enumerate((("link_address", self.address), ("description", self.description))):
            caption = make.label(_(declared[name].caption))
            caption.setBuddy(line)
            line.setObjectName(name)
            line.setAccessibleName(_(declared[name].caption))
            line.setAccessibleDescription(_(declared[name].help))
            line.setMaxLength(declared[name].kind.length)
            grid.addWidget(caption, row, 0)
            grid.addWidget(line, row, 1)
        self._save: QPushButton = make.button(_("Save"), "link_save", self.accept, primary=True)
        self._save.setDefault(True)
        self.page.addWidget(make.label(self.windowTitle(), "heading"))
        self.page.addLayout(grid)
        self.page.addStretch(1)
        self.add_buttons([make.button(_("Cancel"), "link_cancel", self.reject), self._save])
        self.address.textChanged.connect(self._enable)
        self._enable()
        self.address.setFocus()
        theme.size_window(self, 520, 200)

    def _enable(self) -> None:
        self._save.setEnabled(bool(self.address.text().strip()))

    def done(self, result: int) -> None:
        super().done(result)
        if result == QDialog.DialogCode.Accepted:
            self._decided(self.address.text(), self.description.text())
