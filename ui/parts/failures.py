"""Records that a long job left out, with the reason: a list below its result."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from contactdesk.text import _
from ui import theme
from ui.parts import make

SHOWN = 1000


class FailureList(QTreeWidget):
    """One line for each record, at most `SHOWN`; hidden while there is none."""

    def __init__(self, captions: Sequence[str], widths: Sequence[int], name: str = "failures") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(_("Refused records"))
        self.setAccessibleDescription(_("The arrows move; the last column says what was refused."))
        self.setProperty("framed", True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setHeaderLabels(list(captions))
        for column, width in enumerate(widths):
            self.header().resizeSection(column, theme.scaled(width))
        self.setVisible(False)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these, the reason in the last column with its full text as a tooltip."""
        self.clear()
        for row in rows[:SHOWN]:
            item = QTreeWidgetItem(self, list(row))
            item.setForeground(len(row) - 1, theme.colour("error"))
            item.setToolTip(len(row) - 1, make.tip(row[-1]))
        self.setVisible(bool(rows))
