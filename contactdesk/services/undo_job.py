"""Taking a long job back as it was done: piece by piece, each in a transaction of its own (relations G-34, G-35)."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from contactdesk import errors
from contactdesk.errors import UserError
from contactdesk.model.change_kinds import UPDATE
from contactdesk.model.history import ChangeSetRow
from contactdesk.services.batches import PAUSE, SHOWN, Progress
from contactdesk.services.long_jobs import collector_waits, few_collections
from contactdesk.services.undo_checks import check_nothing_lost
from contactdesk.services.undoing import Undone, undo
from contactdesk.storage.change_sets import ChangeSet, RecordChange
from contactdesk.storage.history_rows import mark_undone
from contactdesk.storage.unit_of_work import Actions, Done, Notice, Unit


def undo_entry(
    actions: Actions, entry: int, *, anyway: bool, progress: Progress | None, cancelled: Callable[[], bool] | None, dry_run: bool
) -> Done[Undone]:
    """Take an entry back, with all its pieces. Raises `NotFound`, `CannotUndo`."""
    with actions.reading() as session:
        own = or_(ChangeSetRow.id == entry, ChangeSetRow.batch == entry)
        query = select(ChangeSetRow.id, ChangeSetRow.undone_by).where(own).order_by(ChangeSetRow.id.desc())
        found = session.execute(query).all()
    waiting = array("q", (id for id, undone_by in found if not undone_by))
    if len(found) == 1 or not waiting:
        return actions.act("undo", lambda unit: _whole(unit, entry, anyway), dry_run=dry_run, summary=str(entry))
    with few_collections():
        return _Job(actions, entry, waiting, anyway, dry_run).run(progress, cancelled)


def _whole(unit: Unit, entry: int, anyway: bool) -> Undone:
    undone = undo(unit, entry, anyway)
    if not undone.records and undone.kept:
        raise errors.CannotUndo(entry=entry, reasons=undone.kept[:5])
    undone.changed = len(unit.recorder.records)
    return undone


@dataclass
class _Job:
    """One run through the pieces of an entry, from the last one."""

    actions: Actions
    entry: int
    waiting: array[int]
    anyway: bool
    dry_run: bool
    undone: Undone = field(init=False)
    changes: ChangeSet = field(init=False)
    notices: list[Notice] = field(default_factory=list)
    tables: dict[str, None] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    ahead: dict[str, set[int]] = field(default_factory=dict)

    def run(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Done[Undone]:
        """Undo the pieces. Raises `CannotUndo` when nothing could be taken back."""
        self.undone, self.changes = Undone(self.entry), ChangeSet("undo", str(self.entry))
        with self.actions.looking() as unit:
            check_nothing_lost(unit, self.entry)
        for number, piece in enumerate(self.waiting, 1):
            if cancelled is not None and cancelled():
                self.undone.cancelled = True
                break
            self._piece(piece)
            if progress is not None:
                progress(number, len(self.waiting))
            time.sleep(0 if self.dry_run else PAUSE)
        if not self.undone.records and self.undone.kept:
            raise errors.CannotUndo(entry=self.entry, reasons=self.undone.kept[:5])
        if self.changes.entry and not self.undone.cancelled:
            self._finish()
        if self.undone.changed > len(self.changes.records):  # too many to name: these tables changed
            self.changes.records += [RecordChange(table, 0, "", "", UPDATE, 0, []) for table in self.tables]
        return Done(self.undone, self.changes, tuple(self.notices))

    def _piece(self, piece: int) -> None:
        try:
            with collector_waits():
                done = self.actions.act(
                    "undo",
                    lambda unit: undo(unit, self.entry, self.anyway, only=[piece], ahead=self.ahead),
                    dry_run=self.dry_run,
                    summary=str(self.entry),
                    batch=self.changes.entry,
                )
        except errors.StoreTrouble:
            raise
        except UserError as refusal:
            self.refused.append(piece)
            reasons = refusal.facts.get("reasons")
            self.undone.kept += [str(reason) for reason in reasons] if isinstance(reasons, list) else [str(refusal)]
            return
        self._keep(done)

    def _keep(self, done: Done[Undone]) -> None:
        """Count what a piece did; the first records are kept to be shown."""
        self.undone.records += done.value.records
        self.undone.kept += done.value.kept
        self.undone.changed += len(done.changes.records)
        self.changes.entry = self.changes.entry or done.changes.entry
        self.notices += [notice for notice in done.notices if notice not in self.notices]
        for record in done.changes.records:
            self.tables.setdefault(record.table)
            if self.dry_run:
                self.ahead.setdefault(record.table, set()).add(record.id)
        self.changes.records += done.changes.records[: max(SHOWN - len(self.changes.records), 0)]

    def _finish(self) -> None:
        """The pieces of which nothing was left to take back are undone as well, those that were refused are not."""
        own = or_(ChangeSetRow.id == self.entry, ChangeSetRow.batch == self.entry)
        with self.actions.store.writing() as connection:
            rest = connection.scalars(select(ChangeSetRow.id).where(own, ChangeSetRow.undone_by == 0)).all()
            if left := [id for id in rest if id not in self.refused]:
                mark_undone(connection, self.entry, left, self.changes.entry)
