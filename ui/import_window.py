"""The import wizard: file, columns, check, run, result (interchange X-2; issue: import of the five kinds)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QStackedWidget

from contactdesk.errors import UserError
from contactdesk.presenters.changes import ChangeGroup
from contactdesk.presenters.import_page import Figures, ImportPresenter, Looked, target_fields
from contactdesk.text import _
from ui.import_pages import CheckPage, FilePage, MappingPage, ResultPage
from ui.parts.job_dialog import JobDialog
from ui.windows import Windows

FILE, COLUMNS, CHECK, WORK = range(4)


class ImportWindow(JobDialog):
    """The view of `ImportPresenter`: pages one after the other, nothing written before the last."""

    def __init__(self, windows: Windows, kind: str = "") -> None:
        super().__init__(windows, "import_window", _("Import"), width=980, height=700)
        self._path: Path | None = None
        self._presenter = ImportPresenter(self, windows.desk, windows.run, windows.start_job, windows)
        self._file = FilePage(kind or "contact")
        self._file.chosen.connect(lambda name: self.choose_file(Path(name)))
        self._file.kind_chosen.connect(self._choose_kind)
        self._file.read_as.connect(lambda e, d, s: self._presenter.read_as(encoding=e, delimiter=d, sheet=s))
        self._mapping = MappingPage()
        self._mapping.column_chosen.connect(self._choose_column)
        self._mapping.kept.connect(lambda name: self._presenter.save_mapping(Path(name)))
        self._mapping.fetched.connect(lambda name: self._presenter.load_mapping(Path(name)))
        self._check = CheckPage()
        # What would happen is another thing then, so it is looked at again.
        self._check.contacts.clicked.connect(lambda on: self._presenter.check(with_contacts=on))
        self._work = ResultPage()
        self._work.progress.cancelled.connect(self._presenter.cancel)
        self._work.progress.acted.connect(self._after)
        self._pages = QStackedWidget()
        for page in (self._file, self._mapping, self._check, self._work):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages, 1)
        self._cancel = self.add_button(_("Cancel"), "cancel", self.reject)
        self._back = self.add_button(_("Back"), "back", self._go_back)
        self._next = self.add_button(_("Next"), "next", self.go_on, primary=True)
        self._choose_kind(kind or "contact")
        self._show(FILE)
        self._next.setEnabled(False)
        if kind:
            self._file.start_at_file()

    # -- what the user does -------------------------------------------------------------------------

    def choose_file(self, path: Path) -> None:
        """Read this file."""
        self._path = path
        self.message.dismiss()
        self._file.show_path(path)
        refused = _("refused")
        self._check.rejects.setText(str(path.with_name(f"{path.stem}-{refused}{path.suffix}")))
        self._next.setEnabled(False)
        self._presenter.choose(path=path)

    def _choose_kind(self, kind: str) -> None:
        self._mapping.show_fields(target_fields(kind))
        self._check.contacts.setVisible(kind != "contact")
        self._presenter.choose(kind=kind)

    def _choose_column(self, name: str, target: str) -> None:
        self.message.dismiss()
        self._presenter.set_column(name, target)

    def can_go_on(self) -> bool:
        """Is the page before the user complete?"""
        return self._next.isEnabled() and not self.running

    def go_on(self) -> None:
        """Go to the next step; the last one imports."""
        place = self._pages.currentIndex()
        self.message.dismiss()
        if place == FILE:
            self._show(COLUMNS)
        elif place == COLUMNS:
            self._presenter.check(with_contacts=self._check.contacts.isChecked())
        elif place == CHECK:
            rejects: QLineEdit = self._check.rejects
            self._presenter.start(with_contacts=self._check.contacts.isChecked(), rejects=Path(rejects.text()))

    def _go_back(self) -> None:
        self.message.dismiss()
        self._show(max(self._pages.currentIndex() - 1, FILE))

    def _after(self, action: str) -> None:
        if action == "page.close":
            self.accept()
        elif action == "record.undo":
            self._presenter.undo()

    def stop(self) -> None:
        """Ask the job to stop; what it did is shown."""
        self._presenter.cancel()

    # -- what the presenter shows -------------------------------------------------------------------

    def show_table(self, looked: Looked) -> None:
        """The file as it is read."""
        self.message.dismiss()
        self._file.show_table(looked.table)
        self._next.setEnabled(True)

    def show_mapping(self, looked: Looked) -> None:
        """Where the columns go."""
        self._mapping.show_rows(looked.rows(), looked.mapping.unmapped)

    def show_check(self, figures: Figures, groups: Sequence[ChangeGroup], complete: bool) -> None:
        """What importing would do."""
        self.running = False
        self._check.show_figures(figures, groups, complete)
        self._show(CHECK)

    def show_working(self, title: str) -> None:
        """A job has begun."""
        self.running = True
        self._work.start(title)
        self._show(WORK)

    def show_progress(self, done: int, total: int) -> None:
        """How much of the file is done."""
        self._work.show_progress(done, total)

    def show_result(self, title: str, figures: Figures, rejects: Path | None, can_undo: bool) -> None:
        """What came of it."""
        self.running = False
        self._work.show_result(title, figures, rejects, ("record.undo",) if can_undo else ())

    def show_undone(self, text: str) -> None:
        """It was taken back."""
        self.running = False
        self._work.progress.show_result(_("Taken back"), text)

    def show_notice(self, text: str) -> None:
        """Something was done."""
        self.message.show_message(text, "success")

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused, on the page where it can be mended."""
        was_running, self.running = self.running, False
        if self._pages.currentIndex() == WORK:
            self._show(COLUMNS if was_running else FILE)
        elif self._pages.currentIndex() == FILE:
            self._next.setEnabled(False)
        super().show_refusal(error)

    def _show(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        for button in (self._cancel, self._back, self._next):
            button.setVisible(place != WORK)
        self._back.setVisible(place in (COLUMNS, CHECK))
        self._next.setText({COLUMNS: _("Check"), CHECK: _("Import")}.get(place, _("Next")))
        steps = (_("1 File"), _("2 Columns"), _("3 Check"), _("4 Import"))
        name = f"   ·   {self._path.name}" if self._path else ""
        self.set_title(_("Import"), _("Step {step}").format(step=steps[place]) + name)
