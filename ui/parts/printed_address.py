"""The address as it is printed, in the pane beside a card, with a button that copies it (contacts C-76)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from contactdesk.text import _
from ui import icons, theme
from ui.parts import make


class PrintedAddress(QWidget):
    """Shows the lines of an address; `copied` tells that they are on the clipboard."""

    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("printed_address")
        self._lines = make.label(name="printed_lines", wrap=True)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._copy = make.button(_("Copy"), "copy_address", self._put_on_clipboard, help=_("Copy the address as it is printed."), link=True)
        self._copy.setAccessibleName(_("Copy the address as printed"))
        icons.dress(self._copy, "copy", "accent", icons.SMALL)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, theme.SMALL)
        page.setSpacing(theme.TIGHT)
        page.addWidget(self._lines)
        page.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_lines(())

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these lines; without any say what is missing."""
        self._text = "\n".join(lines)
        self._lines.setText(self._text or _("No name and address yet."))
        self._lines.setAccessibleName(_("Address as printed"))
        self._lines.setAccessibleDescription(self._text)
        self._copy.setEnabled(bool(self._text))

    def text(self) -> str:
        """The lines, as they are copied."""
        return self._text

    def _put_on_clipboard(self) -> None:
        QApplication.clipboard().setText(self._text)
        self.copied.emit()
