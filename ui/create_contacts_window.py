"""Create contacts from …: a request page with filters, what would happen, the run, what came of it (relations 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.fields import Field
from contactdesk.model.link_kinds import BY_ID
from contactdesk.presenters.changes import ChangeGroup
from contactdesk.presenters.create_contacts import CreateContactsPresenter, Result
from contactdesk.text import _, n_
from ui import theme
from ui.parts import make
from ui.parts.changes_view import ChangesView
from ui.parts.decision import Line
from ui.parts.editors_choice import DropDown
from ui.parts.failures import FailureList
from ui.parts.job_dialog import JobDialog
from ui.parts.progress_page import ProgressPage
from ui.windows import Windows


class FilterLines(QWidget):
    """A line for each filtered field, and a drop-down that adds one."""

    def __init__(self, typed: Callable[[], None]) -> None:
        super().__init__()
        self._lines: dict[str, QLineEdit] = {}
        self._typed = typed
        self._more: list[Field] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.MEDIUM)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnStretch(2, 1)
        self._add = DropDown()
        self._add.setObjectName("add_filter")
        self._add.setAccessibleName(_("Add filter"))
        self._add.setMinimumContentsLength(24)
        self._add.activated.connect(self._take)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.SMALL)
        page.addLayout(self._grid)
        page.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)

    def show_fields(self, fields: Sequence[Field], more: Sequence[Field]) -> None:
        """Show these as lines and offer the others."""
        for field in fields:
            self._add_line(field)
        self._more = list(more)
        self._add.clear()
        self._add.addItems([_("Add filter…"), *(_(field.caption) for field in more)])

    def where(self) -> list[tuple[str, str]]:
        """Field and expression of every line that is filled in."""
        return [(name, line.text().strip()) for name, line in self._lines.items() if line.text().strip()]

    def show_error(self, name: str, text: str) -> None:
        """Mark the line of a field; every mark goes with ""."""
        for field, line in self._lines.items():
            wrong = bool(text) and field == name
            line.setProperty("wrong", wrong)
            line.setAccessibleDescription(text if wrong else "")
            line.setToolTip(make.tip(text if wrong else ""))
            line.style().unpolish(line)
            line.style().polish(line)

    def focus_first(self) -> None:
        """Put the cursor into the first line."""
        first = next(iter(self._lines.values()), None)
        if first is not None:
            first.setFocus()

    def _take(self, place: int) -> None:
        if place > 0:
            field = self._more.pop(place - 1)
            self._add.removeItem(place)
            self._add_line(field).setFocus()
        self._add.setCurrentIndex(0)

    def _add_line(self, field: Field) -> QLineEdit:
        line = Line()
        line.setObjectName(f"filter_{field.name}")
        line.setAccessibleName(_(field.caption))
        line.setAccessibleDescription(_(field.help))
        line.setMinimumWidth(theme.scaled(320))
        line.setPlaceholderText(_("All"))
        line.editingFinished.connect(self._typed)
        caption = make.label(_(field.caption), "caption")
        caption.setBuddy(line)
        row = len(self._lines)
        self._grid.addWidget(caption, row, 0)
        self._grid.addWidget(line, row, 1)
        self._lines[field.name] = line
        return line


class CreateContactsWindow(JobDialog):
    """The view of `CreateContactsPresenter`."""

    def __init__(self, windows: Windows, kind: str) -> None:
        self._kind = BY_ID[kind]
        title = _("Create contacts from {captions}").format(captions=_(self._kind.captions).lower())
        super().__init__(windows, "create_contacts_window", title, width=820, height=620)
        self._pages = QStackedWidget()
        self.body.addWidget(self._pages, 1)
        self._build_pages()
        self._close = self.add_button(_("Cancel"), "cancel", self.reject)
        self._preview = self.add_button(_("Preview"), "preview", self.start_preview)
        self._go = self.add_button(_("Run"), "run", self._start_run, primary=True)
        self._presenter = CreateContactsPresenter(self, windows.desk, windows.run, windows.start_job, windows)
        self._presenter.open(kind)
        self._filters.focus_first()

    def _build_pages(self) -> None:
        self._filters = FilterLines(self._count_again)
        self._persons = QCheckBox(_("Create persons from Contact Name"))
        self._persons.setObjectName("create_persons")
        self._persons.setToolTip(_("Who is named as contact becomes a person of the new company."))
        self._persons.setChecked(True)
        self._persons.setVisible(self._kind.has_primary_contact)
        self._count = make.label("", "strong", name="count", wrap=True)
        request = _column(
            make.label(_("Filter"), "strong"), self._filters, make.rule(), make.label(_("Options"), "strong"), self._persons, self._count
        )
        if not self._kind.has_primary_contact:
            self._persons.setChecked(False)
        self._changes = ChangesView()
        self._figures = make.label("", "strong", name="preview_figures", wrap=True)
        self._preview_failures = FailureList((_("No."), _("Name"), _("Reason")), (120, 220), "preview_failures")
        self._progress = ProgressPage()
        self._progress.cancelled.connect(lambda: self._presenter.cancel())
        self._progress.acted.connect(self._after)
        self._failures = FailureList((_("No."), _("Name"), _("Reason")), (120, 220))
        self._request = request
        self._preview_page = _column(self._figures, self._preview_failures, self._changes, filling=self._changes)
        self._progress.add_details(self._failures)
        self._work = _column(self._progress, filling=self._progress)
        for page in (self._request, self._preview_page, self._work):
            self._pages.addWidget(page)

    # -- what the user does -------------------------------------------------------------------------

    def _count_again(self) -> None:
        if self._pages.currentWidget() is self._request:
            self._filters.show_error("", "")
            self.message.dismiss()
            self._presenter.count(self._filters.where())

    def start_preview(self) -> None:
        """Show what would happen, or go back to the filters."""
        if self._pages.currentWidget() is self._preview_page:
            self._show(self._request)
        else:
            self._presenter.preview(self._filters.where(), create_persons=self._persons.isChecked())

    def _start_run(self) -> None:
        self._presenter.start(self._filters.where(), create_persons=self._persons.isChecked())

    def _after(self, action: str) -> None:
        if action == "page.close":
            self.accept()
        elif action == "record.undo":
            self._presenter.undo()
        elif action == "relation_code.contacts":
            self._presenter.show_contacts()

    def stop(self) -> None:
        """Ask the job to stop; what it did is shown."""
        self._presenter.cancel()

    # -- what the presenter shows -------------------------------------------------------------------

    def show_filters(self, fields: Sequence[Field], more: Sequence[Field]) -> None:
        """The filter lines."""
        self._filters.show_fields(fields, more)

    def show_count(self, total: int, present: int) -> None:
        """How many fit, and how many of them have a contact already."""
        count = n_("{n} record fits the filter", "{n} records fit the filter", total)
        has = n_("{n} has a contact already.", "{n} have a contact already.", present)
        self._count.setText(f"{count}; {has}")

    def show_working(self, title: str) -> None:
        """A job has begun."""
        self.running = True
        self.message.dismiss()
        self._failures.show_rows([])
        self._progress.start(title)
        self._show(self._work)

    def show_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self._progress.show_progress(done, total)

    def show_preview(self, result: Result, groups: Sequence[ChangeGroup]) -> None:
        """What would happen."""
        self.running = False
        self._figures.setText("   ·   ".join(f"{caption}: {number}" for caption, number in result.figures))
        self._preview_failures.show_rows(result.failures)
        self._changes.show_groups(groups)
        if result.text:
            self.message.show_message(result.text)
        self._show(self._preview_page)
        self._go.setFocus()

    def show_result(self, result: Result) -> None:
        """What came of it, with Undo for the whole run (relations R-17)."""
        self.running = False
        actions = ("record.undo", "relation_code.contacts") if result.can_undo else ()
        self._failures.show_rows(result.failures)
        self._progress.show_result(result.title, result.text, result.figures, actions)

    def show_undone(self, text: str) -> None:
        """It was taken back."""
        self.running = False
        self._progress.show_result(_("Taken back"), text)

    def show_refusal(self, error: UserError) -> None:
        """Beside the filter where it is about one; the page stays as it is."""
        self.running = False
        self._show(self._request)
        self._filters.show_error(error.field, str(error))
        super().show_refusal(error)

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        for button in (self._close, self._preview, self._go):
            button.setVisible(page is not self._work)
        self._preview.setText(_("Back") if page is self._preview_page else _("Preview"))


def _column(*widgets: QWidget, filling: QWidget | None = None) -> QWidget:
    page = QWidget()
    inside = QVBoxLayout(page)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(theme.MEDIUM)
    for widget in widgets:
        inside.addWidget(widget, int(widget is filling))
    if filling is None:
        inside.addStretch(1)
    return page
