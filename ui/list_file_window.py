"""Writing a list to a file for another program: how far it is, a way to stop it, and the file (issue 3 B)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from contactdesk.errors import UserError
from contactdesk.interchange.list_files import Exported
from contactdesk.model.fields import Field
from contactdesk.model.tables import TABLES
from contactdesk.text import N_, _, n_
from ui.background import Job
from ui.parts.job_dialog import JobDialog
from ui.parts.progress_page import ProgressPage
from ui.windows import Windows

KINDS = {"xlsx": N_("Excel workbooks"), "csv": N_("CSV files")}
OPEN = "file.open"


class ListFileWindow(JobDialog):
    """Writes what a list shows, all its rows, to `path`."""

    def __init__(self, windows: Windows, table: str, columns: Sequence[Field], shown: dict[str, Any], path: Path) -> None:
        super().__init__(windows, "list_file_window", _("Open in another program"), width=560, height=280)
        self._path = path
        self._progress = ProgressPage()
        self._progress.cancelled.connect(self.stop)
        self._progress.acted.connect(self._after)
        self.body.addWidget(self._progress, 1)
        self.running = True
        self._progress.start(_("Writing {file}").format(file=path.name))
        desk = windows.desk
        self._job: Job = windows.start_job(
            lambda progress, cancelled: desk.list_files.write(path, table, columns, shown, progress=progress, cancelled=cancelled),
            self._written,
            self._failed,
            self._progress.show_progress,
        )

    def stop(self) -> None:
        """Ask the job to stop."""
        self._job.cancel()

    def _written(self, done: Exported) -> None:
        self.running = False
        if done.stopped:
            self._progress.show_result(_("Stopped"), _("No file was written."))
        else:
            rows = n_("{n} record", "{n} records", done.rows)
            self._progress.show_result(_("Written"), f"{rows}: {done.path}", actions=(OPEN,))

    def _failed(self, error: UserError) -> None:
        self.running = False
        self._progress.show_failure(str(error))

    def _after(self, action: str) -> None:
        if action == OPEN:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
        self.accept()


def ask_where(parent: QWidget, table: str, ending: str) -> Path | None:
    """Let the user choose the file; None when it was called off."""
    proposal = str(Path.home() / f"{_(TABLES[table].CAPTIONS)}.{ending}")
    path, _chosen = QFileDialog.getSaveFileName(parent, _("Save as"), proposal, f"{_(KINDS[ending])} (*.{ending})")
    if not path:
        return None
    found = Path(path)
    return found if found.suffix else found.with_suffix(f".{ending}")
