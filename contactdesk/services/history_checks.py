"""Walking the chains of the history: each *before* is the last *after* (reliability section 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contactdesk.model.change_kinds import DELETE, INSERT
from contactdesk.model.fields import field_map
from contactdesk.model.file_kinds import Content
from contactdesk.model.history import HistoryEntry
from contactdesk.model.tables import TABLES
from contactdesk.services.findings import Finding

PIECE = 500
UNRECORDED = frozenset({"no_series_line"})
"""Numbers that are drawn are no change of anybody's (contacts NS-13)."""

Walked = Callable[[int, int], None]


def chains(session: Session, walked: Walked | None = None) -> Iterator[Finding]:
    """Records whose history does not hang together, or does not end in what is stored now."""
    total = session.scalar(select(func.count()).select_from(HistoryEntry)) or 0
    done = 0
    for table, model in TABLES.items():
        if table in UNRECORDED:
            continue
        last = -1
        while ids := _next_records(session, table, last):
            entries = _entries(session, table, ids)
            yield from _check_piece(session, model, entries)
            last, done = ids[-1], done + len(entries)
            if walked is not None:
                walked(done, total)


def _next_records(session: Session, table: str, last: int) -> list[int]:
    query = select(HistoryEntry.record_id).distinct().where(HistoryEntry.record_table == table, HistoryEntry.record_id > last)
    return list(session.scalars(query.order_by(HistoryEntry.record_id).limit(PIECE)))


def _entries(session: Session, table: str, ids: list[int]) -> list[Any]:
    columns = (HistoryEntry.record_id, HistoryEntry.version, HistoryEntry.change, HistoryEntry.record_no, HistoryEntry.lines)
    query = select(*columns).where(HistoryEntry.record_table == table, HistoryEntry.record_id.between(ids[0], ids[-1]))
    return list(session.execute(query.order_by(HistoryEntry.record_id, HistoryEntry.version, HistoryEntry.value_class)))


def _check_piece(session: Session, model: Any, entries: list[Any]) -> Iterator[Finding]:
    chained = {id: _Chain(list(rows)) for id, rows in groupby(entries, key=lambda entry: entry.record_id)}
    names = {name for chain in chained.values() for name in chain.last}
    present = _present(session, model, list(chained), names)
    declared = field_map(model)
    for id, chain in chained.items():
        broken = chain.broken or chain.differs_from(present.get(id))
        if broken:
            caption = declared[broken].caption if broken in declared else broken
            yield Finding("history", model.__tablename__, chain.no, broken, row=id, fields=(caption,))


def _present(session: Session, model: Any, ids: list[int], names: set[str]) -> dict[int, dict[str, str]]:
    """What is stored now in the fields that have a history, as the history writes it."""
    declared = field_map(model)
    table = model.__table__.columns
    # Pictures are large; that their chain hangs together is enough.
    wanted = [name for name in names if name in declared and not isinstance(declared[name].kind, Content)]
    query = select(table["id"], table["version"], *(table[name] for name in wanted)).where(table["id"].in_(ids))
    found = {}
    for id, version, *values in session.execute(query):
        shown = {name: declared[name].kind.format(value) for name, value in zip(wanted, values, strict=True)}
        found[id] = shown | {"version": str(version)}
    return found


class _Chain:
    """What the entries of one record say it holds at the end, and where they contradict each other."""

    def __init__(self, entries: list[Any]) -> None:
        self.last: dict[str, str] = {}
        self.broken, self.no, self.version, self.deleted = "", "", 0, False
        for entry in entries:
            self._step(entry)

    def _step(self, entry: Any) -> None:
        self.no = entry.record_no
        if entry.change == INSERT:
            self.last, self.deleted = {}, False
        elif self.version and entry.version not in (self.version, self.version + 1):
            self.broken = self.broken or "version"
        self.version = entry.version
        for name, (before, after, *_cause) in (entry.lines or {}).items():
            if self.last.get(name, before) != before:
                self.broken = self.broken or name
            self.last[name] = str(after)
        self.deleted = self.deleted or entry.change == DELETE

    def differs_from(self, present: dict[str, str] | None) -> str:
        """The first field in which what is stored is not what the history ends with, "" for none."""
        if self.deleted or present is None:
            return "" if self.deleted == (present is None) else "id"
        if present["version"] != str(self.version):
            return "version"
        return next((name for name, value in self.last.items() if present.get(name, value) != value), "")
