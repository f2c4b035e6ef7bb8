"""A notice that can be dismissed for now or for good (relations R-11)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from contactdesk.text import _
from ui.parts import make
from ui.parts.message_bar import MessageBar


class NoticeBar(MessageBar):
    """`switched_off`: never show it again."""

    switched_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice_bar")
        line = self.layout()
        assert isinstance(line, QHBoxLayout)
        line.insertWidget(3, make.button(_("Don't show again"), "never_again", self._switch_off, link=True))

    def _switch_off(self) -> None:
        self.setVisible(False)
        self.switched_off.emit()
