"""Cycles of objects are searched for on the GUI thread alone.

A cycle that holds a window, destroyed on another thread, lets Qt and Python wait for each other. What is there when
a start is over stays, so later searches leave it out: a full one took 70 ms with a list of 100,000 contacts, and a
tenth of a second is what a window may stand still (reliability P-7).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000
"""Milliseconds between two searches, where enough was made since."""
_YOUNG, _OLD = 5000, 10


def wait() -> None:
    """No search from now on but on the GUI thread, once `collect_here` says so: what is made while starting stays."""
    gc.disable()


def collect_here(program: QObject) -> None:
    """Search from now on, on this thread, as long as `program` is there; calling it again does nothing."""
    if program.findChild(QTimer, "garbage") is None:
        gc.freeze()
        timer = QTimer(program)
        timer.setObjectName("garbage")
        timer.timeout.connect(_collect)
        timer.start(_EVERY)


def let_go() -> None:
    """What a start made is going to be closed: search through it as well."""
    gc.unfreeze()


def _collect() -> None:
    young, _middle, old = gc.get_count()
    if young > _YOUNG:
        gc.collect(2 if old > _OLD else 1)
