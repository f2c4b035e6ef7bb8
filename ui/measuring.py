"""For `dev.py bench` alone: with CONTACTDESK_MEASURE the program says when it was seen, and ends.

CONTACTDESK_MEASURE=painted: when the main window is painted; =listed: when rows of the contact list are.
The moment is that at which everything of the painting is done, in seconds since 1970, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView

if TYPE_CHECKING:
    from ui.program import Program

VARIABLE = "CONTACTDESK_MEASURE"


def watch(program: Program) -> None:
    """Wait for what the variable names."""
    watcher = _Watch(program)
    if os.environ[VARIABLE] == "painted":
        program.window.painted.connect(watcher.soon)
    else:
        program.app.installEventFilter(watcher)


class _Watch(QObject):
    """Looks at what is painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        table = watched.parent()
        if event.type() == QEvent.Type.Paint and isinstance(table, QTableView) and watched is table.viewport():
            model = table.model()
            if model.rowCount() and model.index(0, 0).data():
                self.soon()
        return False

    def soon(self) -> None:
        """Tell when the painting under way is done."""
        QTimer.singleShot(0, self._tell)

    def _tell(self) -> None:
        if sys.stdout is not None:
            sys.stdout.write(json.dumps({"painted": time.time()}) + "\n")
            sys.stdout.flush()
        QApplication.quit()
