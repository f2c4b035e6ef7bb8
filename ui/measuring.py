"""For `dev.py bench` alone: with CONTACTDESK_MEASURE the program says when it was seen, and ends.

CONTACTDESK_MEASURE=painted: when the main window is painted; =listed: when rows of the first list are.
The moment is that at which everything of the painting is done, in seconds since 1970, as JSON.
=held: the megabytes this process holds once the whole list and what stands around it are there; 0 where the system does not tell.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.program import Program

VARIABLE = "CONTACTDESK_MEASURE"
_QUIET = 600
"""Milliseconds in which nothing was asked of the database: everything is read. News are looked for once a second."""


def watch(program: Program) -> None:
    """Wait for what the variable names."""
    if os.environ[VARIABLE] == "painted":
        program.window.painted.connect(lambda: QTimer.singleShot(0, _tell))
    elif os.environ[VARIABLE] == "held":
        program.listed.connect(lambda: _wait_for_quiet(program))
    else:
        program.listed.connect(_tell)


def _wait_for_quiet(program: Program) -> None:
    quiet = QTimer(program, singleShot=True, interval=_QUIET)
    quiet.timeout.connect(lambda: _say({"megabytes": held()}))
    program.background.busy.connect(lambda busy: quiet.stop() if busy else quiet.start())


def held() -> float:
    """The megabytes of memory this process holds now."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def _tell() -> None:
    """Everything of the painting is done."""
    _say({"painted": time.time()})


def _say(measured: dict[str, float]) -> None:
    if sys.stdout is not None:
        sys.stdout.write(json.dumps(measured) + "\n")
        sys.stdout.flush()
    QApplication.quit()
