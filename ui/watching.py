"""Hears what others save in the open database, and lets all windows show it (issue 3 B)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from contactdesk.errors import UserError
from contactdesk.storage.change_sets import ChangeSet
from ui.windows import Windows

EVERY = 1000
"""Milliseconds between two looks."""
_PATIENCE = 30
"""Looks left out at most after one that failed: a server that is away is not asked every second."""
_AWAKE = (Qt.ApplicationState.ApplicationActive, Qt.ApplicationState.ApplicationInactive)


class Watcher(QObject):
    """Looks once a second on the thread of the database; where nothing happened that costs no query."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows)
        self._windows = windows
        self._asked = False
        self._pause = self._left_out = 0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Look no more: the database is about to be closed."""
        self._timer.stop()

    def look(self) -> None:
        """Ask for news, unless the last answer is still awaited or nobody can see the program."""
        if self._asked or QGuiApplication.applicationState() not in _AWAKE:
            return
        if self._left_out < self._pause:
            self._left_out += 1
            return
        self._asked, self._left_out = True, 0
        windows, known = self._windows, self._windows.known_entries()
        windows.run(lambda: windows.desk.watch.news(known), self._heard, self._failed)

    def _heard(self, news: ChangeSet | None) -> None:
        self._asked, self._pause = False, 0
        if news is not None:
            self._windows.heard(news)

    def _failed(self, _error: UserError) -> None:
        """The database is away for now; whoever works with it is told so by what they do."""
        self._asked = False
        self._pause = min(self._pause * 2 + 1, _PATIENCE)
