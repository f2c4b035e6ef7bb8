"""For `dev.py bench` alone: with CONTACTDESK_MEASURE the program says when it was seen, and ends.

CONTACTDESK_MEASURE=painted: when the main window is painted; =listed: when rows of the first list are.
The moment is that at which everything of the painting is done, in seconds since 1970, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.program import Program

VARIABLE = "CONTACTDESK_MEASURE"


def watch(program: Program) -> None:
    """Wait for what the variable names."""
    if os.environ[VARIABLE] == "painted":
        program.window.painted.connect(lambda: QTimer.singleShot(0, _tell))
    else:
        program.listed.connect(_tell)


def _tell() -> None:
    """Everything of the painting is done."""
    if sys.stdout is not None:
        sys.stdout.write(json.dumps({"painted": time.time()}) + "\n")
        sys.stdout.flush()
    QApplication.quit()
