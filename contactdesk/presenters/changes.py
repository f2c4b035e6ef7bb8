"""A change set as people read it: grouped by record, counted, filtered by cause, written to a file (relations G-10 to G-12)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contactdesk import errors
from contactdesk.interchange.cleaning import guarded
from contactdesk.model.change_kinds import INSERT
from contactdesk.model.fields import Field
from contactdesk.model.file_kinds import Content
from contactdesk.model.kinds import Code
from contactdesk.model.tables import TABLES
from contactdesk.services.history import Line
from contactdesk.storage.change_sets import ChangeSet, FieldChange, RecordChange
from contactdesk.text import N_, _, n_

SHOWN_LINES = 1000
"""So many changed fields a page shows; a file has all of them."""

HEADER = (N_("Table"), N_("No."), N_("Name"), N_("Change"), N_("Field"), N_("Before"), N_("After"), N_("Reason"))
_CHANGES = {"insert": N_("new"), "update": N_("changed"), "delete": N_("deleted")}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One changed field, its values as they are shown."""

    caption: str
    before: str
    after: str
    cause: str


@dataclass(slots=True)
class ChangeGroup:
    """What happens to one record."""

    table: str
    no: str
    name: str
    change: str
    """ "insert", "update" or "delete"."""
    lines: list[ChangeLine] = field(default_factory=list)
    cause: str = ""
    inherits: bool = False
    """A person that follows its company: the user may leave it as it is (relations G-12)."""

    @property
    def kind(self) -> str:
        """ "Customer", in the user's language."""
        return _(TABLES[self.table].CAPTION)

    @property
    def title(self) -> str:
        """ "Customer C00001 Adatum B.V."."""
        return " ".join(part for part in (self.kind, self.no, self.name) if part)

    @property
    def word(self) -> str:
        """ "new", "changed" or "deleted"."""
        return _(_CHANGES[self.change])


def groups_of(changes: ChangeSet | Iterable[ChangeSet]) -> list[ChangeGroup]:
    """The records of one or several change sets with their changed fields; stamps are no news."""
    sets = [changes] if isinstance(changes, ChangeSet) else list(changes)
    records = [record for one in sets for record in one.records]
    # A number that a preview only looked at is told nowhere, also not where other records name it (relations G-13).
    looked_at = {record.no: record.shown_no for record in records if record.number_from}
    groups = [_group(record, looked_at) for record in records]
    told = [group for group in groups if group.lines or group.change != "update"]
    return sorted(told, key=lambda group: all(line.cause for line in group.lines))  # what was typed comes before what follows


def groups_of_history(lines: Iterable[Line]) -> list[ChangeGroup]:
    """The same for an entry of the history, whose values are kept as text."""
    groups: dict[tuple[str, str], ChangeGroup] = {}
    for line in lines:
        group = groups.setdefault((line.table, line.no), ChangeGroup(line.table, line.no, "", line.change, cause=str(line.cause)))
        if line.field.name and (line.before or line.after) and not line.field.stamp:
            before, after = _kept(line.field, line.before), _kept(line.field, line.after)
            group.lines.append(ChangeLine(_(line.field.caption), before, after, str(line.cause)))
    return list(groups.values())


def _kept(field: Field, text: str) -> str:
    """A value as the history keeps it; of a file only that there was one."""
    return field.kind.show(b"file") if text and isinstance(field.kind, Content) else text


def _group(record: RecordChange, looked_at: Mapping[str, str]) -> ChangeGroup:
    lines = [_line(record, line, looked_at) for line in record.lines if not line.field.stamp]
    no = " ".join(looked_at.get(part, part) for part in record.no.split(" ")) if looked_at else record.no
    inherits = record.kind == "update" and bool(lines) and {line.cause.id for line in record.lines if not line.field.stamp} == {"inherit"}
    return ChangeGroup(record.table, no, record.name, record.kind, lines, str(record.cause), inherits)


def _line(record: RecordChange, line: FieldChange, looked_at: Mapping[str, str]) -> ChangeLine:
    before = "" if record.kind == "insert" else shown(line.field, line.before)
    after = "" if record.kind == "delete" else shown(line.field, line.after)
    if isinstance(line.field.kind, Code):
        after = looked_at.get(after, after)
    return ChangeLine(_(line.field.caption), before, after, str(line.cause))


def many_changed(action: str, entry: int, tables: Iterable[str]) -> ChangeSet:
    """What open windows are told after a long job: these tables changed, too many records to name; they read again."""
    return ChangeSet(action, entry=entry, records=[RecordChange(table, 0, "", "", INSERT, 0, []) for table in tables])


def shown(field: Field, value: object) -> str:
    """A value as it is shown, on one line."""
    return "" if value is None else " ".join(field.kind.show(value).split())


def counted(groups: Sequence[ChangeGroup]) -> str:
    """ "4 records, 11 fields" (relations G-12)."""
    records, fields = len(groups), sum(len(group.lines) for group in groups)
    return ", ".join((n_("{n} record", "{n} records", records), n_("{n} field", "{n} fields", fields)))


def causes_of(groups: Iterable[ChangeGroup]) -> list[str]:
    """Every reason that any line gives, in the order met."""
    return [cause for cause in dict.fromkeys(line.cause for group in groups for line in group.lines) if cause]


def with_cause(groups: Iterable[ChangeGroup], cause: str) -> list[ChangeGroup]:
    """Only the lines with this reason, and their records; everything for ""."""
    if not cause:
        return list(groups)
    found = []
    for group in groups:
        lines = [line for line in group.lines if line.cause == cause]
        if lines:
            found.append(ChangeGroup(group.table, group.no, group.name, group.change, lines, group.cause, group.inherits))
    return found


def first_lines(groups: Sequence[ChangeGroup], limit: int = SHOWN_LINES) -> list[ChangeGroup]:
    """As many whole records as have `limit` lines together."""
    found: list[ChangeGroup] = []
    lines = 0
    for group in groups:
        if found and lines + len(group.lines) > limit:
            break
        found.append(group)
        lines += max(len(group.lines), 1)
    return found


def export_csv(path: Path, groups: Iterable[ChangeGroup]) -> None:
    """Write every line to a CSV file that spreadsheets open rightly (interchange X-35). Raises `ExportTarget`."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([_(caption) for caption in HEADER])
            writer.writerows([guarded(cell) for cell in row] for row in _rows(groups))
    except OSError as trouble:
        raise errors.ExportTarget(path=path, reason=f"{trouble.strerror}.") from trouble


def _rows(groups: Iterable[ChangeGroup]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        head = (group.kind, group.no, group.name, group.word)
        for line in group.lines or [ChangeLine("", "", "", group.cause)]:
            yield (*head, line.caption, line.before, line.after, line.cause)
