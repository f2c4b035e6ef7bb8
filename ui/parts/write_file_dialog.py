"""Writing a file for another program: where it goes, how far it is, a way to stop it, and a button that opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from contactdesk.errors import UserError
from contactdesk.interchange.whole_file import Exported
from contactdesk.text import N_, _, n_
from ui.parts.job_dialog import JobDialog
from ui.parts.progress_page import ProgressPage
from ui.windows import Windows

KINDS = {"xlsx": N_("Excel workbooks"), "csv": N_("CSV files")}
OPEN = "file.open"
Write = Callable[[Callable[[int, int], None], Callable[[], bool]], Exported]
"""Writes the file; takes what is told the progress, and what says whether the user stopped it."""


class WriteFileDialog(JobDialog):
    """Lets `write` make the file at `path`, and says what came of it."""

    def __init__(self, windows: Windows, name: str, title: str, path: Path, write: Write) -> None:
        super().__init__(windows, name, title, width=560, height=280)
        self._path = path
        self._progress = ProgressPage()
        self._progress.cancelled.connect(self.stop)
        self._progress.acted.connect(self._after)
        self.body.addWidget(self._progress, 1)
        self.running = True
        self._progress.start(_("Writing {file}").format(file=path.name))
        self._job = windows.start_job(write, self._written, self._failed, self._progress.show_progress)

    def stop(self) -> None:
        """Ask the job to stop."""
        self._job.cancel()

    def _written(self, done: Exported) -> None:
        self.running = False
        if done.stopped:
            self._progress.show_result(_("Stopped"), _("No file was written."))
        else:
            records = n_("{n} record", "{n} records", done.records)
            self._progress.show_result(_("Written"), f"{records}: {done.path}", actions=(OPEN,))

    def _failed(self, error: UserError) -> None:
        self.running = False
        self._progress.show_failure(str(error))

    def _after(self, action: str) -> None:
        if action == OPEN:
            self.windows.open_outside(self._path.as_uri())
        self.accept()


def ask_where(parent: QWidget, title: str, name: str, ending: str) -> Path | None:
    """Let the user choose the file, `name` with this ending in the home folder at first; None when it was called off."""
    proposal = str(Path.home() / f"{name}.{ending}")
    path, _chosen = QFileDialog.getSaveFileName(parent, title, proposal, f"{_(KINDS[ending])} (*.{ending})")
    if not path:
        return None
    return Path(path if path.casefold().endswith(f".{ending}") else f"{path}.{ending}")
