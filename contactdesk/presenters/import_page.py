"""Importing a file step by step: file, columns, check, run, result (interchange X-2, X-30 to X-32)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypedDict

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.interchange import mapping as mappings
from contactdesk.interchange.imports import ImportPreview, ImportReport
from contactdesk.interchange.mapping import ColumnMapping
from contactdesk.interchange.tables import Table, open_table
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.presenters.changes import ChangeGroup, groups_of, many_changed
from contactdesk.presenters.create_contacts import undone_text
from contactdesk.presenters.ports import Run, StartJob, Windows
from contactdesk.services.history import Undone
from contactdesk.services.values import model_of
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, n_, thousands

KINDS = ("contact", "customer", "vendor", "bank_account", "employee")
LOOK = "import look"
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One column of the file: its name, three values, the field it goes into ("" for none) and why."""

    name: str
    samples: tuple[str, ...]
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Looked:
    """The file as it is read with the present choices."""

    table: Table
    mapping: ColumnMapping

    def rows(self) -> list[MappingRow]:
        """The mapping as the page shows it."""
        return [self._row(column) for column in self.mapping.columns]

    def _row(self, column: mappings.Column) -> MappingRow:
        filled = [row.cells[column.index] for row in self.table.samples if row.cells[column.index].strip()]
        return MappingRow(column.name, tuple(filled[:SAMPLES]), column.field, _(column.reason.value))


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts by caption, problems as line, field and reason, and what else is to be said."""

    counts: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str, str], ...]
    notices: tuple[str, ...]


class Reading(TypedDict):
    """How a file is read; None is found out."""

    encoding: str | None
    delimiter: str | None
    sheet: str | None


@dataclass(slots=True)
class _Chosen:
    kind: str = "contact"
    path: Path | None = None
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    columns: dict[str, str | None] = field(default_factory=dict)

    def reading(self) -> Reading:
        """How the file is read, as the services take it."""
        return {"encoding": self.encoding or None, "delimiter": self.delimiter or None, "sheet": self.sheet or None}


class ImportView(Protocol):
    """The wizard, as its presenter sees it."""

    def show_table(self, looked: Looked) -> None: ...
    def show_mapping(self, looked: Looked) -> None: ...
    def show_check(self, figures: Figures, groups: Sequence[ChangeGroup], complete: bool) -> None: ...
    def show_working(self, title: str) -> None: ...
    def show_progress(self, done: int, total: int) -> None: ...
    def show_result(self, title: str, figures: Figures, rejects: Path | None, can_undo: bool) -> None: ...
    def show_undone(self, text: str) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def show_notice(self, text: str) -> None: ...


def target_fields(kind: str) -> list[Field]:
    """The fields a column can go into, by caption."""
    return sorted((one for one in fields_of(model_of(kind)) if one.can_be_given and not one.stamp), key=lambda one: _(one.caption))


class ImportPresenter:
    """Keeps the choices of the wizard; nothing is written before `start`."""

    def __init__(self, view: ImportView, desk: Desk, run: Run, start_job: StartJob, windows: Windows) -> None:
        self._view, self._desk, self._run, self._start_job, self._windows = view, desk, run, start_job, windows
        self._chosen = _Chosen()
        self._looked: Looked | None = None
        self._job: Any = None
        self._entry = 0

    # -- the file -----------------------------------------------------------------------------------

    def choose(self, *, kind: str | None = None, path: Path | None = None) -> None:
        """Read a file as records of a kind; how it is written is found out anew for another file."""
        if path is not None:
            self._chosen = _Chosen(self._chosen.kind, path)
        if kind is not None:
            self._chosen.kind, self._chosen.columns = kind, {}
        self._look()

    def read_as(self, *, encoding: str, delimiter: str, sheet: str) -> None:
        """Read it another way; "" lets the program find out (interchange X-2)."""
        self._chosen.encoding, self._chosen.delimiter, self._chosen.sheet = encoding, delimiter, sheet
        self._chosen.columns = {}
        self._look()

    def _look(self) -> None:
        self._looked = None
        if self._chosen.path is not None:
            self._run(self._read, self._arrived, self._view.show_refusal, newest_of=LOOK)

    def _read(self) -> Looked:
        chosen = self._chosen
        assert chosen.path is not None
        table = open_table(chosen.path, **chosen.reading())
        try:
            found = self._desk.imports.propose(chosen.kind, chosen.path, **chosen.reading())
        except errors.ImportMapping:
            # Nothing tells the records apart yet: the columns are shown all the same, to be chosen by hand.
            found = mappings.propose(model_of(chosen.kind), table.header, table.samples)
        return Looked(table, found)

    def _arrived(self, looked: Looked) -> None:
        self._looked = looked
        self._view.show_table(looked)
        self._view.show_mapping(looked)

    # -- the columns --------------------------------------------------------------------------------

    def set_column(self, name: str, target: str) -> None:
        """Let a column go into a field, "" for none (interchange X-30)."""
        self._chosen.columns[name] = target or None
        self._choose_columns(self._chosen.columns)

    def _choose_columns(self, columns: Mapping[str, str | None]) -> None:
        looked = self._looked
        if looked is None:
            return
        present = {column.name: column.field or None for column in looked.mapping.columns}
        try:
            model, table = looked.mapping.model, looked.table
            found = mappings.choose(model, table.header, table.samples, present | dict(columns))
        except UserError as error:
            self._view.show_mapping(looked)
            self._view.show_refusal(error)
            return
        self._looked = Looked(looked.table, _reasons_kept(looked.mapping, found))
        self._view.show_mapping(self._looked)

    def save_mapping(self, path: Path) -> None:
        """Keep the columns in a file (interchange X-32)."""
        if self._looked is not None:
            try:
                self._looked.mapping.save(path)
            except UserError as error:
                self._view.show_refusal(error)
            else:
                self._view.show_notice(_("The columns are kept in {path}.").format(path=path))

    def load_mapping(self, path: Path) -> None:
        """Take the columns from a file (interchange X-32)."""
        looked = self._looked
        if looked is None:
            return
        try:
            found = mappings.load(path, looked.mapping.model, looked.table.header, looked.table.samples)
        except UserError as error:
            self._view.show_refusal(error)
            return
        self._chosen.columns = {column.name: column.field or None for column in found.columns}
        self._looked = Looked(looked.table, found)
        self._view.show_mapping(self._looked)

    # -- the run ------------------------------------------------------------------------------------

    def check(self, *, with_contacts: bool) -> None:
        """Try the first records out without writing anything (interchange X-2 step 5)."""
        if self._looked is None or self._chosen.path is None:
            return
        kind, path, columns, reading = self._chosen.kind, self._chosen.path, self._columns(), self._chosen.reading()
        self._view.show_working(_("Looking what would happen"))
        self._job = self._start_job(
            lambda _progress, _cancelled: self._desk.imports.preview(kind, path, columns, with_contacts=with_contacts, **reading),
            self._checked,
            self._view.show_refusal,
            None,
        )

    def _columns(self) -> dict[str, str | None]:
        assert self._looked is not None
        return {column.name: column.field or None for column in self._looked.mapping.columns}

    def _checked(self, preview: ImportPreview) -> None:
        groups = [group for changes in preview.report.changes for group in groups_of(changes)]
        self._view.show_check(figures_of(preview.report), groups, preview.complete)

    def start(self, *, with_contacts: bool, rejects: Path) -> None:
        """Import; refused records go into the file `rejects` (interchange X-13)."""
        if self._looked is None or self._chosen.path is None:
            return
        kind, path, columns, reading = self._chosen.kind, self._chosen.path, self._columns(), self._chosen.reading()
        self._view.show_working(_("Importing {name}").format(name=path.name))

        def work(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> ImportReport:
            return self._desk.imports.run(
                kind, path, columns, with_contacts=with_contacts, rejects=rejects, progress=progress, cancelled=cancelled, **reading
            )

        self._job = self._start_job(work, self._finished, self._view.show_refusal, self._view.show_progress)

    def cancel(self) -> None:
        """Stop after the piece at work; what is done stays (interchange X-12)."""
        if self._job is not None:
            self._job.cancel()

    def _finished(self, report: ImportReport) -> None:
        self._entry = report.entry
        if report.entry:
            self._windows.changed(many_changed("import", report.entry, ("contact", "contact_business_relation", report.kind)))
        title = _("Stopped; what was done stays") if report.cancelled or report.stopped else _("Imported")
        self._view.show_result(title, figures_of(report), report.rejects_path, bool(report.entry))

    def undo(self) -> None:
        """Take the whole import back (interchange X-14)."""
        entry = self._entry
        self._view.show_working(_("Taking it back"))

        def work(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Done[Undone]:
            return self._desk.history.undo(entry, progress=progress, cancelled=cancelled)

        self._job = self._start_job(work, self._undone, self._view.show_refusal, self._view.show_progress)

    def _undone(self, done: Done[Undone]) -> None:
        self._windows.changed(done.changes)
        self._view.show_undone(undone_text(done.value))


def _reasons_kept(before: ColumnMapping, found: ColumnMapping) -> ColumnMapping:
    """Only what a person changed was chosen by hand."""
    old = {column.name: column for column in before.columns}
    columns = tuple(old[one.name] if old[one.name].field == one.field else one for one in found.columns)
    return ColumnMapping(found.model, columns)


def figures_of(report: ImportReport) -> Figures:
    """The report of an import or of its check, as the pages show it."""
    counts = [
        (_("Records read"), report.read),
        (_("New"), report.inserted),
        (_("Updated"), report.updated),
        (_("Unchanged"), report.unchanged),
        (_("Skipped"), report.skipped),
        (_("Refused"), len(report.rejected)),
    ]
    if report.contacts or report.companies:
        counts.append(
            (_("Contacts made for them") if report.contacts else _("Companies made for persons"), report.contacts or report.companies)
        )
    known: Mapping[str, Field] = field_map(model_of(report.kind)) if report.kind else {}
    problems = tuple(
        (str(one.line), _(known[one.field].caption) if one.field in known else one.field, str(one.error)) for one in report.rejected
    )
    notices = [str(report.stopped)] if report.stopped else []
    if report.unmapped:
        notices.append(_("Columns without a place, not imported: {columns}").format(columns=", ".join(report.unmapped)))
    notices += report.notices
    if report.more_notices:
        notices.append(n_("{n} more warning.", "{n} more warnings.", report.more_notices))
    return Figures(tuple((caption, thousands(number)) for caption, number in counts), problems, tuple(notices))
