"""What was changed, and taking it back (design, decision 3; relations G-30 to G-36)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.fields import Field, field_map
from contactdesk.model.history import ChangeSetRow, HistoryEntry
from contactdesk.model.tables import TABLES
from contactdesk.services.batches import Progress
from contactdesk.services.last_changes import LastChange, last_change
from contactdesk.services.undo_job import undo_entry
from contactdesk.services.undoing import Undone
from contactdesk.storage.change_sets import CHANGES, Cause
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Actions, Done
from contactdesk.text import N_, _

__all__ = ["ACTIONS", "Entry", "History", "Line", "Undone"]

ACTIONS = {
    "create": N_("Create"),
    "save": N_("Edit"),
    "delete": N_("Delete"),
    "create_as": N_("Create as"),
    "create_contact": N_("Create contact"),
    "create_contacts": N_("Create contacts from"),
    "link": N_("Link"),
    "unlink": N_("Unlink"),
    "relation": N_("Relation code"),
    "import": N_("Import"),
    "setup": N_("Setup"),
    "apply_template": N_("Apply Template"),
    "save_as_template": N_("Save as Template"),
    "copy_template": N_("Copy Template"),
    "undo": N_("Undo"),
    "attach": N_("Attach"),
    "detach": N_("Remove attachment"),
    "repair": N_("Repair"),
    "new": N_("New database"),
    "demo": N_("Demo company"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One user action in the history; a long job is one entry with all its batches."""

    no: int
    at: datetime
    who: str
    action: str
    summary: str
    records: int
    undone_by: int
    undoes: int

    @property
    def caption(self) -> str:
        """What was done, in the user's language."""
        return _(ACTIONS.get(self.action, self.action))


@dataclass(frozen=True, slots=True)
class Line:
    """One value in the history, before and after as text."""

    table: str
    no: str
    change: str
    field: Field
    before: str
    after: str
    cause: Cause


class History:
    """Look at what was done, and undo it."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def entries(self, *, table: str = "", no: str = "", limit: int = 100, before: int = 0) -> list[Entry]:
        """The newest entries older than `before`, of one record where it is named, whatever number it had (relations G-30, G-36).

        `records` counts what an entry changed; of one record, how often.
        """
        with self._actions.reading() as session:
            own = [_of_record(session, table, no.strip().upper())] if no or table else []
            heads = list(session.scalars(_heads(own, before).limit(limit)))
            counts = {row[0]: row[1] for row in session.execute(_counts(own, heads))} if heads else {}
            rows = session.scalars(select(ChangeSetRow).where(among(ChangeSetRow.id, heads)).order_by(ChangeSetRow.id.desc()))
            return [
                Entry(row.id, row.at, row.who, row.action, row.summary, counts.get(row.id, 0), row.undone_by, row.undoes) for row in rows
            ]

    def lines(self, entry: int) -> list[Line]:
        """Every recorded value of an entry; an insertion shows as one line without values. Raises `NotFound`."""
        with self._actions.reading() as session:
            found = session.scalars(_entries_of(entry).order_by(HistoryEntry.id)).all()
        if not found:
            raise errors.NotFound(table_caption=Caption(N_("History entry")), value=str(entry))
        return [line for row in found for line in _lines_of(row)]

    def last_change(self, table: str, no: str) -> LastChange | None:
        """Who changed a record last, and which fields; None where the history tells of no change."""
        with self._actions.reading() as session:
            return last_change(session, table, no.strip().upper())

    def last_undoable(self) -> int:
        """The newest entry that was not undone and is no undo, 0 for none."""
        query = select(func.max(ChangeSetRow.id)).where(ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0, ChangeSetRow.action != "new")
        with self._actions.reading() as session:
            last = session.scalar(query) or 0
            batch = session.scalar(select(ChangeSetRow.batch).where(ChangeSetRow.id == last)) or 0
        return batch or last

    def undo(
        self,
        entry: int,
        *,
        anyway: bool = False,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        dry_run: bool = False,
    ) -> Done[Undone]:
        """Take an entry back (relations G-31 to G-35): changed values return, new records go, removed links return.

        A value that changed since stays and is listed, unless `anyway`. A long job is taken back as it was done, piece
        by piece from the last one: a piece that a rule refuses stays whole and is listed, and the rest goes on; after
        `cancelled` what is done stays. Raises `NotFound`, and `CannotUndo` with the reasons when nothing of it can be
        taken back.
        """
        return undo_entry(self._actions, entry, anyway=anyway, progress=progress, cancelled=cancelled, dry_run=dry_run)


_HEAD = func.coalesce(func.nullif(ChangeSetRow.batch, 0), ChangeSetRow.id)
"""The entry that a change set belongs to."""


def _of_record(session: Session, table: str, no: str) -> ColumnElement[bool]:
    """Entries about the record that has the number `no`, also from when it had another one; of who once had it, if nobody has it now."""
    if not no:
        return HistoryEntry.record_table == table
    known: dict[str, set[int]] = {}
    tables = [table] if table else list(TABLES)
    named = (HistoryEntry.record_table.in_(tables), HistoryEntry.record_no == no)
    for found, id in session.execute(select(HistoryEntry.record_table, HistoryEntry.record_id).where(*named).distinct()):
        known.setdefault(found, set()).add(id)
    own = ((found, _present(session, found, no) & ids or ids) for found, ids in known.items() if found in TABLES)
    return or_(false(), *(and_(HistoryEntry.record_table == found, among(HistoryEntry.record_id, ids)) for found, ids in own))


def _present(session: Session, table: str, no: str) -> set[int]:
    model = TABLES[table]
    return set(session.scalars(select(model.id).where(model.__table__.columns[model.KEY[0]] == no))) if len(model.KEY) == 1 else set()


def _heads(own: Sequence[ColumnElement[bool]], before: int) -> Select[int]:
    """The numbers of entries, the newest first; a long job is one entry with all its change sets."""
    if not own:
        heads = select(ChangeSetRow.id).where(ChangeSetRow.batch == 0)
        return (heads.where(ChangeSetRow.id < before) if before else heads).order_by(ChangeSetRow.id.desc())
    heads = select(_HEAD).join(HistoryEntry, HistoryEntry.change_set_id == ChangeSetRow.id).where(*own).group_by(_HEAD)
    return (heads.where(before > _HEAD) if before else heads).order_by(_HEAD.desc())


def _counts(own: Sequence[ColumnElement[bool]], heads: Sequence[int]) -> Select[int, int]:
    mine = or_(among(ChangeSetRow.id, heads), among(ChangeSetRow.batch, heads))
    counted = select(_HEAD, func.count()).join(HistoryEntry, HistoryEntry.change_set_id == ChangeSetRow.id)
    return counted.where(mine, HistoryEntry.value_class == 0, *own).group_by(_HEAD)


def _entries_of(entry: int) -> Select[HistoryEntry]:
    own = or_(ChangeSetRow.id == entry, ChangeSetRow.batch == entry)
    return select(HistoryEntry).join(ChangeSetRow, ChangeSetRow.id == HistoryEntry.change_set_id).where(own)


def _lines_of(row: HistoryEntry) -> list[Line]:
    model = TABLES.get(row.record_table)
    if model is None:
        return []
    declared = field_map(model)
    main = Cause.restored(row.cause)
    change = CHANGES[row.change]
    if row.lines is None:
        key = declared[model.KEY[0]] if model.KEY else next(iter(declared.values()))
        return [Line(row.record_table, row.record_no, change, key, "", row.record_no, main)]
    return [
        Line(
            row.record_table,
            row.record_no,
            change,
            declared[name],
            str(values[0]),
            str(values[1]),
            Cause.restored(str(values[2])) if len(values) > 2 else main,
        )
        for name, values in row.lines.items()
        if name in declared
    ]
