"""A dialog in which a long job runs: leaving it asks the job to stop, and what it did is shown."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtGui import QCloseEvent

from ui.parts.abstract import AbstractWidget
from ui.parts.decision import Decision


class JobDialog(Decision, metaclass=AbstractWidget):
    """`running` says whether a job is at work; `stop` is what ends it."""

    running = False

    @abstractmethod
    def stop(self) -> None:
        """Ask the job to stop."""

    def reject(self) -> None:
        """Esc: a job at work is asked to stop; otherwise the dialog closes."""
        if self.running:
            self.stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A job at work stops first."""
        if self.running:
            self.stop()
            event.ignore()
        else:
            super().closeEvent(event)
