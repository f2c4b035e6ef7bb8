"""The menu in which the columns of a table are ticked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget


class ColumnsMenu(QMenu):
    """Stays open while columns are ticked by mouse or Space; Enter ticks and closes, Esc closes.

    `columns` are name, caption and whether it is shown; `ticked` brings the name and whether it is shown now.
    The last column that is shown stays.
    """

    ticked = Signal(str, bool)

    def __init__(self, columns: Iterable[tuple[str, str, bool]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("columns_menu")
        self._columns: list[QAction] = []
        self._pressed: QAction | None = None
        for name, caption, shown in columns:
            entry = self.addAction(caption.replace("&", "&&"))
            entry.setObjectName(name)
            entry.setCheckable(True)
            entry.setChecked(shown)
            entry.toggled.connect(lambda now, name=name: self._tick(name, now))
            self._columns.append(entry)
        self._keep_one()

    def _tick(self, name: str, shown: bool) -> None:
        self.ticked.emit(name, shown)
        self._keep_one()

    def _keep_one(self) -> None:
        shown = [entry for entry in self._columns if entry.isChecked()]
        for entry in self._columns:
            entry.setEnabled(shown != [entry])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.actionAt(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None  # a release alone ends the click that opened the menu
        if pressed not in self._columns or self.actionAt(event.position().toPoint()) is not pressed:
            super().mouseReleaseEvent(event)
        elif pressed.isEnabled():
            pressed.trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        active = self.activeAction()
        if event.key() == Qt.Key.Key_Space and active in self._columns:
            if active.isEnabled():
                active.trigger()
        else:
            super().keyPressEvent(event)
