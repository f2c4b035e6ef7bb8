"""Export Contact: the notice about blocked contacts, the file, and how far it is (contacts C-94, C-121)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from contactdesk.errors import UserError
from contactdesk.interchange.contact_export import Blocked, Exported
from contactdesk.presenters.exporting import blocked_text
from contactdesk.text import N_, _, n_
from ui.background import Job
from ui.choose_dialog import Question
from ui.parts.job_dialog import JobDialog
from ui.parts.progress_page import ProgressPage
from ui.windows import Windows

_KIND = N_("CSV files")
OPEN = "file.open"


class ExportContactsWindow(JobDialog):
    """Writes the contacts with these ids to `path`."""

    def __init__(self, windows: Windows, ids: Sequence[int], path: Path) -> None:
        super().__init__(windows, "export_contacts_window", _("Export Contact"), width=560, height=280)
        self._path = path
        self._progress = ProgressPage()
        self._progress.cancelled.connect(self.stop)
        self._progress.acted.connect(self._after)
        self.body.addWidget(self._progress, 1)
        self.running = True
        self._progress.start(_("Writing {file}").format(file=path.name))
        exports = windows.desk.exports
        self._job: Job = windows.start_job(
            lambda progress, cancelled: exports.contacts(path, ids=ids, progress=progress, cancelled=cancelled),
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
            contacts = n_("{n} contact", "{n} contacts", done.contacts)
            self._progress.show_result(_("Written"), f"{contacts}: {done.path}", actions=(OPEN,))

    def _failed(self, error: UserError) -> None:
        self.running = False
        self._progress.show_failure(str(error))

    def _after(self, action: str) -> None:
        if action == OPEN:
            self.windows.open_outside(self._path.as_uri())
        self.accept()


def export_contacts(parent: QWidget, windows: Windows, ids: Sequence[int], failed: Callable[[UserError], None]) -> None:
    """Name the blocked contacts first, let the user choose the file, then write it."""

    def choose() -> None:
        path = _ask_where(parent)
        if path is not None:
            windows.show_window(ExportContactsWindow(windows, ids, path))

    def looked(blocked: list[Blocked]) -> None:
        if blocked:
            answers = (_("Cancel"), _("Export all the same"))
            Question(blocked_text(blocked), answers, lambda answer: choose() if answer else None, parent.window()).open()
        else:
            choose()

    windows.run(lambda: windows.desk.exports.blocked(ids=ids), looked, failed)


def _ask_where(parent: QWidget) -> Path | None:
    proposal = str(Path.home() / f"{_('Contacts')}.csv")
    path, _chosen = QFileDialog.getSaveFileName(parent, _("Export Contact"), proposal, f"{_(_KIND)} (*.csv)")
    if not path:
        return None
    return Path(path) if Path(path).suffix else Path(path).with_suffix(".csv")
