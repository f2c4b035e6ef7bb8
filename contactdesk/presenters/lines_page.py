"""Rows that belong to one record, typed into as a list and saved row by row: assignments, comments (contacts 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.tables import references_to
from contactdesk.presenters.new_line import NewLine, key_of_new
from contactdesk.presenters.ports import Run, Windows
from contactdesk.presenters.typed_cell import refusal_of
from contactdesk.services.classification import Lines
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, n_

NEW = ""


class LinesView(Protocol):
    """The page, passive."""

    def show_lines(self, lines: Lines) -> None:
        """Show the record and its rows."""

    def show_cell_error(self, key: str, name: str, error: UserError) -> None:
        """Say it at the cell and above the rows; what was typed stays."""

    def show_refusal(self, error: UserError) -> None:
        """Say it above the rows."""

    def show_message(self, text: str) -> None:
        """Say it above the rows."""

    def show_waiting(self, text: str) -> None:
        """Say at the foot what the line waits for; a refusal that was mended is gone."""

    def show_done(self, text: str, changes: ChangeSet) -> None:
        """Say it at the foot, with a link that shows what changed."""

    def typed_row(self) -> dict[str, Any]:
        """What was typed into the blank last line."""


class LinesPresenter:
    """Rows of `table`. `read` brings them; a new one belongs to `owner(lines)` and is saved once `needed` is filled in."""

    def __init__(
        self,
        view: LinesView,
        desk: Desk,
        run: Run,
        windows: Windows,
        table: str,
        *,
        needed: str,
        read: Callable[[], Lines],
        owner: Callable[[Lines], dict[str, Any]],
    ) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self.table, self._needed, self._read, self._owner = table, needed, read, owner
        self.lines = Lines("", "", 0, ())
        self._new_line = NewLine()
        self._entries: list[int] = []
        self._typed: tuple[str, str, Any] = (NEW, "", None)

    def load(self, then: Callable[[], object] | None = None) -> None:
        """Read the rows again."""

        def show(lines: Lines) -> None:
            self.lines = lines
            self._view.show_lines(lines)
            self._new_line.shown(self.edited)
            if then is not None:
                then()

        self._run(self._read, show, self._view.show_refusal, newest_of=f"lines {id(self)}")

    def heard(self, changes: ChangeSet) -> None:
        """Another window saved rows, or a record whose name is shown here."""
        if any(record.table in (self.table, "contact") or _refers(self.table, record.table) for record in changes.records):
            self.load()

    def save_anyway(self) -> None:
        """What was refused last is kept after all, where a refusal offers that (relations E-25)."""
        self.edited(*self._typed, confirmed=True)

    def edited(self, key: str, name: str, value: Any, *, confirmed: bool = False) -> None:
        """A cell was typed over: save it; a new row once it holds what it is about."""
        self._typed = (key, name, value)
        if key != NEW:
            seen = {name: next((line.values.get(name) for line in self.lines.lines if line.key == key), None)}
            self._run(
                lambda: self._desk.records.save(self.table, key, {name: value}, seen=seen, confirmed=confirmed),
                partial(self._after, _("Saved.")),
                partial(self._refused, key, name),
            )
            return
        refusal = refusal_of(self.table, name, value)
        if refusal is not None:
            self._refused(NEW, name, refusal)
        else:
            self._create(name, value, confirmed=confirmed)

    def _create(self, name: str, value: Any, *, confirmed: bool) -> None:
        values = self._owner(self.lines) | self._view.typed_row()
        if not str(values.get(self._needed, "")).strip():
            self._view.show_waiting(_("The line is saved once its key is filled in."))
        elif self._new_line.begins(name, value):
            create = partial(self._desk.records.create, self.table, values, confirmed=confirmed)
            self._run(create, self._created, partial(self._not_created, name))

    def _created(self, done: Done[Any]) -> None:
        self._new_line.saved(key_of_new(done.changes, self.table))
        self._after(_("Saved."), done)

    def _not_created(self, name: str, error: UserError) -> None:
        self._new_line.refused()
        self._refused(NEW, name, error)

    def _refused(self, key: str, name: str, error: UserError) -> None:
        typed = self._view.typed_row() if key == NEW else {}
        self._view.show_cell_error(key, error.field if error.field in typed else name, error)

    def delete(self, keys: Sequence[str]) -> None:
        """Delete rows."""

        def done(all_done: list[Done[int]]) -> None:
            for one in all_done[:-1]:
                self._entries.append(one.changes.entry)
                self._windows.changed(one.changes)
            self._after(n_("{n} line deleted.", "{n} lines deleted.", len(all_done)), all_done[-1])

        if keys:
            self._run(lambda: [self._desk.records.delete(self.table, key) for key in keys], done, self._view.show_refusal)

    def undo(self) -> None:
        """Take back what was last done on this page."""
        if not self._entries:
            self._view.show_message(_("There is nothing to undo here."))
            return
        entry = self._entries.pop()

        def done(undone: Done[Any]) -> None:
            self._windows.changed(undone.changes)
            self.load(lambda: self._view.show_done(_("Undone."), undone.changes))

        self._run(lambda: self._desk.history.undo(entry), done, self._view.show_refusal)

    def _after(self, text: str, done: Done[Any]) -> None:
        if done.changes.entry:
            self._entries.append(done.changes.entry)
        # The page hears of its own change too and reads its rows; the later reading is the one that is answered.
        self._windows.changed(done.changes)
        self.load(lambda: self._view.show_done(text, done.changes))


def _refers(table: str, other: str) -> bool:
    """Do rows of `table` show what a code of `other` means?"""
    return any(model.__tablename__ == table for model, _field in references_to(other))
