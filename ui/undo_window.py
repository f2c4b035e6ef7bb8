"""Taking a long job back: how far it is, a way to stop it, and what came of it (relations G-34, G-35)."""

from __future__ import annotations

from contactdesk.errors import UserError
from contactdesk.presenters.create_contacts import undone_text
from contactdesk.services.undoing import Undone
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _
from ui.parts.job_dialog import JobDialog
from ui.parts.progress_page import ProgressPage
from ui.windows import Windows


class UndoWindow(JobDialog):
    """Takes `entry` back beside the other work, so that lists and cards can be used meanwhile."""

    def __init__(self, windows: Windows, entry: int) -> None:
        super().__init__(windows, "undo_window", _("Undo"), width=560, height=280)
        self._progress = ProgressPage()
        self._progress.cancelled.connect(self.stop)
        self._progress.acted.connect(lambda _action: self.accept())
        self.body.addWidget(self._progress, 1)
        self.running = True
        self._progress.start(_("Taking it back"))
        history = windows.desk.history
        self._job = windows.start_job(
            lambda progress, cancelled: history.undo(entry, progress=progress, cancelled=cancelled),
            self._undone,
            self._failed,
            self._progress.show_progress,
        )

    def stop(self) -> None:
        """Ask the job to stop; what it took back stays so."""
        self._job.cancel()

    def _undone(self, done: Done[Undone]) -> None:
        self.running = False
        self.windows.changed(done.changes)
        self._progress.show_result(_("Taken back"), undone_text(done.value))

    def _failed(self, error: UserError) -> None:
        self.running = False
        self._progress.show_failure(str(error))
