"""What the main window says after a save, and taking the last action back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from contactdesk.errors import UserError
from contactdesk.model.tables import TABLES
from contactdesk.text import N_, _, n_

if TYPE_CHECKING:
    from contactdesk.desk import Desk
    from contactdesk.presenters.list_actions import Question
    from contactdesk.presenters.ports import Run, Windows
    from contactdesk.services.history import Entry, Undone
    from contactdesk.storage.change_sets import ChangeSet
    from contactdesk.storage.unit_of_work import Done

MOST_TRIED = 1000
"""Records of an action up to which its undo is tried first, so that the question can say what would stay."""
LONG = frozenset({"create_contacts", "import", "demo"})
"""Jobs whose history is not read whole to name them."""
_JOB_DONE = {
    "create_contacts": N_("The contacts were made."),
    "import": N_("The import is done."),
    "demo": N_("The demo company is ready."),
}


class MainView(Protocol):
    """What the presenter asks of the main window; passive."""

    def say(self, text: str) -> None: ...
    def say_saved(self, text: str, changes: ChangeSet) -> None: ...
    def show_error(self, error: UserError) -> None: ...
    def ask(self, question: Question, go: Callable[[], None]) -> None: ...


class MainPresenter:
    """Status line and undo of the program."""

    def __init__(self, view: MainView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows

    def saved(self, changes: ChangeSet, table: str, no: str) -> None:
        """Say what was saved, and offer to show it (relations G-11)."""
        self._view.say_saved(told(changes, table, no), changes)

    def ask_undo(self) -> None:
        """Ask whether the last action is to be taken back; the question names it (relations G-31, G-35)."""

        def work() -> tuple[Entry, str, Done[Undone] | None] | None:
            last = self._desk.history.last_undoable()
            if not last:
                return None
            entry = next(one for one in self._desk.history.entries(before=last + 1, limit=1))
            return entry, self._name(entry), self._desk.history.undo(last, dry_run=True) if entry.records <= MOST_TRIED else None

        def done(found: tuple[Entry, str, Done[Undone] | None] | None) -> None:
            if found is None:
                self._view.say(_("There is nothing to undo."))
            elif found[2] is None:
                self._ask(undo_question(found[1], found[0].records), (), partial(self._windows.open_page, "undo", entry=found[0].no))
            else:
                self._ask_undo(found[0], found[1], found[2])

        self._run(work, done, self._view.show_error)

    def _ask_undo(self, entry: Entry, named: str, preview: Done[Undone]) -> None:
        text = undo_question(named, preview.value.changed)
        if preview.value.kept:
            kept = _("These stay: {reasons}.").format(reasons="; ".join(preview.value.kept[:5]))
            text = f"{text} {kept}"
        self._ask(text, (preview.changes,), partial(self._undo, entry.no))

    def _ask(self, text: str, changes: tuple[ChangeSet, ...], go: Callable[[], None]) -> None:
        from contactdesk.presenters.list_actions import Question

        self._view.ask(Question(_("Undo last"), text, _("Undo"), changes), go)

    def _name(self, entry: Entry) -> str:
        """ "Edit Contact CT000001": what was done, and to what where its summary does not say that."""
        what = entry.summary
        if not what and entry.action not in LONG:
            from contactdesk.presenters.relations import RELATIONS

            lines = self._desk.history.lines(entry.no)
            first = next((line for line in lines if line.table != RELATIONS), lines[0])
            what = f"{_(TABLES[first.table].CAPTION)} {first.no}"
        return f"{entry.caption} {what}".strip()

    def _undo(self, entry: int) -> None:
        def done(undone: Done[Undone]) -> None:
            self._windows.changed(undone.changes)
            if undone.value.kept:
                self._view.say(_("Undone, but these stayed: {reasons}.").format(reasons="; ".join(undone.value.kept[:3])))

        self._run(lambda: self._desk.history.undo(entry), done, self._view.show_error)


def undo_question(named: str, count: int) -> str:
    """The question whether an action is to be taken back."""
    records = n_("{n} record", "{n} records", count)
    return _("Undo “{action}”? {records} would be changed.").format(action=named, records=records)


def told(changes: ChangeSet, table: str = "", no: str = "") -> str:
    """What the status line says: what else changed beside the record that was edited."""
    records = [record for record in changes.records if record.kind != "update" or any(not line.field.stamp for line in record.lines)]
    if changes.action not in ("save", "create"):
        from contactdesk.services.history import ACTIONS

        done = _(ACTIONS.get(changes.action, changes.action))
        if any(not record.id for record in records):  # a long job says itself how much it did
            return _(_JOB_DONE[changes.action]) if changes.action in _JOB_DONE else _("{action}: done.").format(action=done)
        return _("{action}: {records}.").format(action=done, records=n_("{n} record changed", "{n} records changed", len(records)))
    others = [record for record in records if (record.table, record.no) != (table, no)] if no else records[1:]
    if not others:
        return _("Saved.")
    return n_("Saved. {n} other record updated.", "Saved. {n} other records updated.", len(others))
