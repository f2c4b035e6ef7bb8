"""The program, started as its entry point starts it, with hands on its windows."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from contactdesk.desk import Desk
from tests.journeys.hands import Hands, windows
from ui.app import prepare
from ui.error_report import ReportWindow
from ui.program import Program
from ui.settings import Settings


class Started:
    """One run of the program. `hands` use it; `main` is its main window."""

    def __init__(self, app: QApplication, qtbot, journey: str, folder: Path) -> None:
        self._app = app
        self.folder = folder
        self.programs: list[Program] = []
        self._at_work: set[int] = set()
        self.hands = Hands(qtbot, lambda: self._at_work, journey)
        self._hooks = sys.excepthook, threading.excepthook

    def start(self, place: Path | str | None = None) -> None:
        """Start the program on a database, or without one."""
        settings = Settings()
        prepare(self._app, settings)
        program = Program(self._app, settings)
        number = len(self.programs)
        program.background.busy.connect(lambda busy: self._at_work.add(number) if busy else self._at_work.discard(number))
        self.programs.append(program)
        program.begin(str(place) if place is not None else None)

    @property
    def main(self):
        """The main window of the program started last."""
        return self.programs[-1].window

    @property
    def desk(self) -> Desk:
        """The open database, to look into what the windows did."""
        return self.programs[-1].desk

    def wait_for_list(self, table: str = "contact"):
        """The list of a table, once it shows its records."""
        page = self.hands.find(self.main, QWidget, f"list_page_{table}")
        self.hands.until(lambda: page.count.text(), f"the list of {table}")
        self.hands.settle()
        return page

    def end(self) -> None:
        """Close every window and leave the database; nothing may have gone wrong unseen."""
        reports = [one.page.toPlainText() for one in windows() if isinstance(one, ReportWindow)]
        for program in self.programs:
            program.background.close()
            for window in windows():
                window.deleteLater()
            program.end()
        QApplication.processEvents()
        sys.excepthook, threading.excepthook = self._hooks
        assert not reports, reports
