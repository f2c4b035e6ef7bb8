"""The page of number series: series, lines, relationships, test, expiring (contacts NS-1 to NS-19)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.fields import Field, field_map
from contactdesk.model.kinds import YesNo
from contactdesk.model.numbering import NORMAL, SEQUENCE, NoSeriesLine
from contactdesk.presenters.code_page import CodeRow
from contactdesk.presenters.new_line import NewLine, key_of_new
from contactdesk.presenters.ports import Run, Windows
from contactdesk.presenters.typed_cell import refusal_of
from contactdesk.presenters.undoing import last_typed
from contactdesk.rules.filters import quoted
from contactdesk.services.series_rows import SeriesRow
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import N_, _

NEW = ""
SHOWN_OF_LINE = ("starting_no", "ending_no", "last_date_used", "last_no_used")
HIDDEN_OF_LINE = ("starting_date", "warning_no", "increment_by_no")
"""What the list tells of the current line, and what it tells on request (contacts section 4)."""
IMPLEMENTATION = field_map(NoSeriesLine)["implementation"]
ALLOW_GAPS = Field(N_("Allow Gaps in Nos."), YesNo(), N_("Numbers may be lost when a record is not saved."), name="allow_gaps")
OF_OPEN_LINES = (ALLOW_GAPS.name, IMPLEMENTATION.name)
"""What is set on a series for all its open lines (contacts NS-14)."""
TESTED = 5
"""So many numbers a test shows."""
_OWNER = {"no_series_line": "series_code", "no_series_relationship": "code"}
_NEEDED = {"no_series": "code", "no_series_line": "starting_no", "no_series_relationship": "series_code"}


class SeriesView(Protocol):
    """The window of number series, passive."""

    def show_series(self, rows: Sequence[CodeRow], *, expiring: bool, without_open_line: Collection[str]) -> None:
        """Show these series; those `without_open_line` have nothing that could be set for their open lines."""

    def show_lines(self, code: str, lines: Sequence[CodeRow], related: Sequence[CodeRow]) -> None:
        """Show the lines and related series of a series."""

    def show_refusal(self, table: str, key: str, name: str, error: UserError) -> None:
        """Say it at the cell; what was typed stays."""

    def show_error(self, error: UserError) -> None:
        """Say it in the message bar."""

    def show_message(self, text: str) -> None:
        """Say it in the message bar."""

    def show_status(self, text: str) -> None:
        """Say it at the foot."""

    def typed_row(self, table: str) -> dict[str, Any]:
        """What was typed into the blank last line of a grid."""


class SeriesPresenter:
    """All number series and the parts of the chosen one."""

    def __init__(self, view: SeriesView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._rows: list[SeriesRow] = []
        self._chosen, self._search, self._expiring = "", "", False
        self._new_lines = {table: NewLine() for table in _NEEDED}

    def load(self) -> None:
        """Read everything again."""
        self._run(self._desk.series.rows, self._show, self._view.show_error, newest_of=f"series {id(self)}")

    def heard(self, changes: ChangeSet) -> None:
        """Another window saved, or drew a number."""
        if any(record.table.startswith("no_series") for record in changes.records):
            self.load()

    def search(self, text: str) -> None:
        """Show only series that contain the text."""
        self._search = text.strip().casefold()
        self._show(self._rows)

    def show_expiring(self, only: bool) -> None:
        """Show only series without lines or nearly used up, or all again (contacts NS-15)."""
        self._expiring = only
        self._show(self._rows)

    def choose(self, code: str) -> None:
        """Another series was chosen."""
        if code != self._chosen:
            self._chosen = code
            self._load_parts()

    def _show(self, rows: list[SeriesRow]) -> None:
        self._rows = rows
        found = [row for row in rows if (row.expiring or not self._expiring) and self._fits(row)]
        waiting = frozenset(row.code for row in found if row.line is None or not row.line.open)
        self._view.show_series([CodeRow(row.code, _shown(row)) for row in found], expiring=self._expiring, without_open_line=waiting)
        self._new_lines["no_series"].shown(partial(self.edited, "no_series"))
        self._load_parts()

    def _fits(self, row: SeriesRow) -> bool:
        return any(self._search in str(row.values[name]).casefold() for name in ("code", "description"))

    def _load_parts(self) -> None:
        code = self._chosen

        def work() -> list[list[CodeRow]]:
            return [self._parts(table, owner, code) for table, owner in _OWNER.items()] if code else [[], []]

        def show(parts: list[list[CodeRow]]) -> None:
            self._view.show_lines(code, parts[0], parts[1])
            for table in _OWNER:
                self._new_lines[table].shown(partial(self.edited, table))

        self._run(work, show, self._view.show_error, newest_of=f"series lines {id(self)}")

    def _parts(self, table: str, owner: str, code: str) -> list[CodeRow]:
        where = [(owner, quoted(code))]
        order = ("line_no",) if table == "no_series_line" else ("series_code",)
        ids = self._desk.lists.ids(table, where=where, order=order)
        names = _columns(table)
        rows = self._desk.lists.rows(table, ids, names)
        return [CodeRow(f"#{id_}", dict(zip(names, rows[id_], strict=True))) for id_ in ids if id_ in rows]

    # -- writing ------------------------------------------------------------------------------------

    def edited(self, table: str, key: str, name: str, value: Any) -> None:
        """A cell was typed over: save it; a new line once it has what it needs."""
        failed = partial(self._refused, table, key, name)
        if key == NEW:
            refusal = refusal_of(table, name, value)
            if refusal is not None:
                failed(refusal)
            else:
                self._create(table, name, value)
        elif table == "no_series" and name in OF_OPEN_LINES:
            kind = int(value) if name == IMPLEMENTATION.name else SEQUENCE if value else NORMAL
            self._run(lambda: self._desk.setup.set_implementation(key, kind), partial(self._after, _("Saved.")), failed)
        else:
            self._run(lambda: self._desk.records.save(table, key, {name: value}), partial(self._after, _("Saved.")), failed)

    def _create(self, table: str, name: str, value: Any) -> None:
        values = self._view.typed_row(table)
        if table in _OWNER:
            values[_OWNER[table]] = self._chosen
        if not str(values.get(_NEEDED[table], "")).strip():
            self._view.show_status(_("The line is saved once its key is filled in."))
        elif self._new_lines[table].begins(name, value):
            create = partial(self._desk.records.create, table, values)
            self._run(create, partial(self._created, table), partial(self._not_created, table, name))

    def _created(self, table: str, done: Done[Any]) -> None:
        self._new_lines[table].saved(done.value.no if table == "no_series" else key_of_new(done.changes, table))
        self._after(_("Saved."), done)

    def _not_created(self, table: str, name: str, error: UserError) -> None:
        self._new_lines[table].refused()
        self._refused(table, NEW, name, error)

    def _refused(self, table: str, key: str, name: str, error: UserError) -> None:
        shown = error.field if error.field in _columns(table) else name
        self._view.show_refusal(table, key, shown, error)

    def delete(self, table: str, keys: Sequence[str]) -> None:
        """Delete series with their lines (contacts NS-16), lines, or relationships."""
        for key in keys:
            self._run(
                partial(self._desk.records.delete, table, key),
                partial(self._after, _("Deleted; Undo brings it back.")),
                self._view.show_error,
            )

    def _after(self, text: str, done: Done[Any]) -> None:
        self._view.show_status(text)
        self._windows.changed(done.changes, table="no_series")
        self.load()

    def undo(self) -> None:
        """Take the last change of the series back."""

        def work() -> Done[Any] | None:
            last = last_typed(self._desk, ("no_series", "no_series_line", "no_series_relationship"))
            return self._desk.history.undo(last) if last else None

        def done(answer: Done[Any] | None) -> None:
            if answer is None:
                self._view.show_message(_("There is nothing to undo here."))
            else:
                self._after(_("Undone."), answer)

        self._run(work, done, self._view.show_error)

    def test(self) -> None:
        """Say which numbers come next, without using them (contacts NS-15)."""
        code = self._chosen
        if not code:
            return

        def show(numbers: list[str]) -> None:
            one, many = (
                _("The next number of {code} is {number}, the last one."),
                _("The next number of {code} is {number}, then {others}."),
            )
            text = many if len(numbers) > 1 else one
            self._view.show_message(text.format(code=code, number=numbers[0], others=", ".join(numbers[1:])))

        self._run(lambda: self._desk.setup.next_numbers(code, TESTED), show, self._view.show_error)


def _columns(table: str) -> list[str]:
    from contactdesk.model.fields import fields_of
    from contactdesk.model.tables import TABLES

    return [field.name for field in fields_of(TABLES[table]) if field.listed]


def _shown(row: SeriesRow) -> dict[str, Any]:
    line = row.line
    names = (*SHOWN_OF_LINE, *HIDDEN_OF_LINE, IMPLEMENTATION.name)
    of_line = {name: getattr(line, name) for name in names} if line is not None else {}
    return dict(row.values) | of_line | {ALLOW_GAPS.name: line is not None and line.implementation == SEQUENCE}
