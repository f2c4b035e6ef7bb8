"""Create contacts from customers, vendors, bank accounts or employees: filters, preview, run, result (relations 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.model.file_kinds import Content
from contactdesk.model.link_kinds import BY_ID, CUSTOMER, EMPLOYEE, LinkKind
from contactdesk.presenters.changes import ChangeGroup, groups_of, many_changed
from contactdesk.presenters.ports import Run, StartJob, Windows
from contactdesk.services.batches import BatchReport
from contactdesk.services.history import Undone
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, thousands

FIELDS = ("no", "search_name", "{posting}", "currency_code")
EMPLOYEE_FIELDS = ("no", "search_name", "{posting}", "status")


@dataclass(frozen=True, slots=True)
class Result:
    """What a run or a preview says: figures by caption, failures as number, name and reason."""

    figures: tuple[tuple[str, str], ...]
    failures: tuple[tuple[str, str, str], ...]
    title: str
    text: str
    can_undo: bool = False


class CreateContactsView(Protocol):
    """The request page, as its presenter sees it."""

    def show_filters(self, fields: Sequence[Field], more: Sequence[Field]) -> None: ...
    def show_count(self, total: int, present: int) -> None: ...
    def show_working(self, title: str) -> None: ...
    def show_progress(self, done: int, total: int) -> None: ...
    def show_preview(self, result: Result, groups: Sequence[ChangeGroup]) -> None: ...
    def show_result(self, result: Result) -> None: ...
    def show_undone(self, text: str) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...


def filter_fields(kind: LinkKind) -> tuple[list[Field], list[Field]]:
    """The fields shown as filter lines from the start (relations R-13, R-19), and those that can be added."""
    declared = field_map(kind.model)
    names = [name.format(posting=kind.posting_group_field) for name in (EMPLOYEE_FIELDS if kind is EMPLOYEE else FIELDS)]
    more = [field for field in fields_of(kind.model) if field.name not in names and not isinstance(field.kind, Content)]
    return [declared[name] for name in names if name in declared], sorted(more, key=lambda field: _(field.caption))


class CreateContactsPresenter:
    """Asks the desk; nothing is written before `start`."""

    def __init__(self, view: CreateContactsView, desk: Desk, run: Run, start_job: StartJob, windows: Windows) -> None:
        self._view, self._desk, self._run, self._start_job, self._windows = view, desk, run, start_job, windows
        self._kind = CUSTOMER
        self._job: Any = None
        self._entry = 0

    def open(self, kind: str) -> None:
        """Begin with the filters of this kind."""
        self._kind = BY_ID[kind]
        self._view.show_filters(*filter_fields(self._kind))
        self.count([])

    def count(self, where: Sequence[tuple[str, str]]) -> None:
        """Say how many records fit (relations R-14)."""
        kind = self._kind.id
        self._run(
            lambda: self._desk.batches.count_contacts(kind, where=where),
            lambda counts: self._view.show_count(*counts),
            self._view.show_refusal,
            newest_of=f"count {kind}",
        )

    def preview(self, where: Sequence[tuple[str, str]], *, create_persons: bool) -> None:
        """Try it out without writing anything (relations R-14, G-10)."""
        self._view.show_working(_("Looking what would happen"))
        self._begin(where, create_persons, self._previewed, dry_run=True)

    def start(self, where: Sequence[tuple[str, str]], *, create_persons: bool) -> None:
        """Make the contacts (relations R-15 to R-18)."""
        self._view.show_working(_("Making contacts of {captions}").format(captions=_(self._kind.captions).lower()))
        self._begin(where, create_persons, self._finished, dry_run=False)

    def _begin(self, where: Sequence[tuple[str, str]], create_persons: bool, done: Callable[[BatchReport], None], *, dry_run: bool) -> None:
        kind, batches = self._kind.id, self._desk.batches

        def work(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> BatchReport:
            return batches.create_contacts(
                kind, where=where, create_persons=create_persons, progress=progress, cancelled=cancelled, dry_run=dry_run
            )

        self._job = self._start_job(work, done, self._view.show_refusal, self._view.show_progress)

    def cancel(self) -> None:
        """Stop after the record at work; what is done stays (relations R-17)."""
        if self._job is not None:
            self._job.cancel()

    def _previewed(self, report: BatchReport) -> None:
        groups = [group for changes in report.changes for group in groups_of(changes)]
        self._view.show_preview(self._result(report, _("This would happen")), groups)

    def _finished(self, report: BatchReport) -> None:
        self._entry = report.entry
        if report.entry:
            tables = ("contact", "contact_business_relation", self._kind.id)
            self._windows.changed(many_changed("create_contacts", report.entry, tables))
        title = _("Stopped; what was done stays") if report.cancelled else _("Contacts were made")
        if not report.created:
            title = _("There was nothing to do")
        self._view.show_result(self._result(report, title))

    def _result(self, report: BatchReport, title: str) -> Result:
        figures = [(_("Contacts"), report.created), (_("Persons"), report.persons)]
        if not self._kind.has_primary_contact:
            figures.pop()
        figures += [(_("Skipped, they have a contact already"), report.skipped), (_("Failed"), len(report.failed))]
        failures = tuple((failure.no, failure.name, str(failure.error)) for failure in report.failed)
        text = " ".join(notice.text for notice in report.notices)
        return Result(tuple((caption, thousands(number)) for caption, number in figures), failures, title, text, bool(report.entry))

    def undo(self) -> None:
        """Take the whole run back (relations G-34, G-35)."""
        entry = self._entry
        self._view.show_working(_("Taking it back"))

        def work(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Done[Undone]:
            return self._desk.history.undo(entry, progress=progress, cancelled=cancelled)

        self._job = self._start_job(work, self._undone, self._view.show_refusal, self._view.show_progress)

    def _undone(self, done: Done[Undone]) -> None:
        self._windows.changed(done.changes)
        self._view.show_undone(undone_text(done.value))

    def show_contacts(self) -> None:
        """Show the contacts that have the relation code of this kind."""
        self._windows.open_list("contact", [("business_relation", _(self._kind.caption))], title=_("Contacts"))


def undone_text(undone: Undone) -> str:
    """What an undo did, and what it left as it is."""
    text = _("{n} records are as they were before.").format(n=thousands(undone.records))
    if undone.kept:
        text += " " + _("Left as they are: {records}.").format(records="; ".join(undone.kept[:20]))
    if undone.cancelled:
        text += " " + _("It was stopped; the rest can still be undone.")
    return text
