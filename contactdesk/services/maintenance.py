"""Keeping a database sound: checking, mending, copying, restoring (relations R-84, reliability P-9, P-10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from contactdesk.model.contact import Contact
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import TABLES
from contactdesk.services import history_checks, relation_checks
from contactdesk.services.findings import CLEAR_NUMBER, CLEAR_PRIMARY, DELETE_ROW, RECALCULATE, SEARCH, Finding
from contactdesk.services.loading import find
from contactdesk.services.spreading import recalculate, recalculate_all, touch
from contactdesk.storage import backup, checks
from contactdesk.storage.change_sets import Cause, ChangeSet
from contactdesk.storage.unit_of_work import Actions, Done, Unit

__all__ = ["Finding", "Maintenance"]

PIECE = 200
Progress = Callable[[int, int], None]


class Maintenance:
    """Looks after the database as a whole."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def check(self, *, progress: Progress | None = None) -> list[Finding]:
        """Everything that does not agree; empty when all is well (relations R-84, reliability section 4).

        A damaged file is reported alone: it answers nothing else reliably.
        """
        steps = len(relation_checks.CHECKS) + 2
        found = [_of_flaw(flaw) for flaw in checks.check(self._actions.store)]
        _tell(progress, 1, steps)
        if any(flaw.table == checks.DAMAGE for flaw in found):
            return found
        for number, one in enumerate(relation_checks.CHECKS, 2):
            with self._actions.reading() as session:
                found += one(session)
            _tell(progress, number, steps)
        with self._actions.reading() as session:
            found += history_checks.chains(session)
        _tell(progress, steps, steps)
        return found

    def repair(self, findings: Iterable[Finding]) -> Done[int]:
        """Mend what needs no decision; how many were mended. The changes are one entry of the history.

        A finding that is no longer true is left alone.
        """
        wanted = [one for one in findings if one.repair]
        rows = [one for one in wanted if one.repair != SEARCH]
        total, changes = 0, ChangeSet("repair")
        for start in range(0, len(rows), PIECE):
            piece = rows[start : start + PIECE]
            done = self._actions.act("repair", partial(_repair, findings=piece), batch=changes.entry)
            total += done.value
            if changes.entry:
                changes.records += done.changes.records
            else:
                changes = done.changes
        if len(rows) < len(wanted):
            checks.repair_search(self._actions.store)
            total += len(wanted) - len(rows)
        return Done(total, changes)

    def recalculate(self) -> Done[int]:
        """Compute Business Relation of every contact again; how many were wrong (relations 1.4)."""
        with self._actions.reading() as session:
            wrong = list(relation_checks.business_relations(session))
        return self.repair(wrong)

    def backup(self, path: Path, *, replace: bool = False) -> Path:
        """Copy the database into the new file `path` and check the copy (reliability P-9).

        `replace`: a file at `path` gives way once the copy was checked. Raises `StoreExists`, also for the database
        itself, `StoreBusy` where somebody has that file open, `BackupFailed`.
        """
        return backup.backup(self._actions.store, path, replace=replace)

    @staticmethod
    def restore(path: Path, target: str) -> Path | None:
        """Put the copy at `path` in the place of the database `target`, which nobody may have open; where the former is kept.

        Raises what `contactdesk.storage.backup.restore` raises.
        """
        return backup.restore(path, target)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _of_flaw(flaw: checks.Flaw) -> Finding:
    return Finding("search" if flaw.kind == checks.SEARCH else "store", flaw.table or flaw.kind, value=str(flaw))


def _repair(unit: Unit, findings: Sequence[Finding]) -> int:
    """Mend those of `findings` that are still true."""
    present = {one for check in relation_checks.CHECKS if check is not relation_checks.codes for one in check(unit.session)}
    mended = 0
    contacts: set[str] = set()
    wrong: list[Any] = []
    with unit.because(Cause("repair")):
        for one in findings:
            record = unit.session.get(TABLES[one.table], one.row) if one in present else None
            if record is None:
                continue
            if one.repair == DELETE_ROW:
                unit.remove(record)
            elif one.repair == CLEAR_NUMBER:
                unit.change(record, no="")
            elif one.repair == CLEAR_PRIMARY:
                unit.change(record, primary_contact_no="")
            elif one.repair == RECALCULATE:
                wrong.append(record)
            mended += 1
            if isinstance(record, Relation):
                contacts.add(record.contact_no)
        unit.flush()
    recalculate_all(unit, wrong)
    for no in sorted(contacts):
        contact = find(unit, Contact, no)
        if contact is not None:
            touch(unit, contact)
            recalculate(unit, contact)
    return mended
