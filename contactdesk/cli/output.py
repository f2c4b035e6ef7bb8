"""How results look: as text for people, as JSON for machines."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import Any

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.base import Record
from contactdesk.model.fields import Field, field_map
from contactdesk.model.file_kinds import Content
from contactdesk.model.kinds import Choice
from contactdesk.storage.change_sets import ChangeSet, RecordChange
from contactdesk.storage.unit_of_work import Notice
from contactdesk.text import _, n_

Progress = Callable[[int, int], None]
WIDEST = 40
"""Characters of a value in a list; the whole value is shown for one record and in JSON."""
_KEPT_IN_MEMORY = 4 << 20
"""So many characters of a preview are kept in memory before they go to a file."""


class Output:
    """Prints results on standard output and messages on standard error."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def result(self, value: Any, *lines: str) -> None:
        """The result: `value` in JSON, else `lines`."""
        if self.as_json:
            print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
        else:
            for line in lines:
                print(line)

    def records(self, model: type[Record], rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
        """Many records; each on a line of its own, so that a long list needs no second copy in memory."""
        if not self.as_json:
            _print_table([model_field.name for model_field in _fields(model, columns)], model, rows)
            return
        separator = "["
        for row in rows:
            print(separator, json.dumps(as_json(model, row), ensure_ascii=False), sep="\n", end="")
            separator = ","
        print("[]" if separator == "[" else "\n]")

    def changes(self, changes: Iterable[ChangeSet]) -> None:
        """What would change (relations G-10)."""
        with self.change_list() as show:
            for one in changes:
                show(one)

    @contextmanager
    def change_list(self) -> Iterator[Callable[[ChangeSet], None]]:
        """Takes what would change piece by piece and prints all of it at the end, or nothing when it fails.

        Long lists wait in a file: memory does not grow with them.
        """
        with SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n") as kept:
            counted = {"records": 0, "fields": 0}

            def show(changes: ChangeSet) -> None:
                for record in changes.records:
                    kept.write(self._change(record, first=not counted["records"]))
                    counted["records"] += 1
                    counted["fields"] += len(_shown(record))

            yield show
            kept.seek(0)
            if self.as_json:
                print("[", end="")
            shutil.copyfileobj(kept, sys.stdout)
            if self.as_json:
                print("\n]" if counted["records"] else "]")
            else:
                records, fields = counted["records"], counted["fields"]
                print(n_("{n} record", "{n} records", records) + ", " + n_("{n} field", "{n} fields", fields))

    def _change(self, record: RecordChange, *, first: bool) -> str:
        if not self.as_json:
            return "\n".join(_change_lines(record)) + "\n"
        text = json.dumps(change_as_json(record), ensure_ascii=False, indent=2, default=str)
        return ("\n" if first else ",\n") + textwrap.indent(text, "  ")

    def refusal(self, error: UserError) -> None:
        """Why nothing was done: id, message, record and field."""
        if self.as_json:
            self.result({"error": error.id, "message": str(error), "record": error.record, "field": error.field})
        message(f"{error.id}: {error}")

    def notices(self, notices: Iterable[Notice]) -> None:
        """What the user should know and need not decide."""
        for notice in notices:
            message(notice.text)

    def progress(self, label: str) -> Progress | None:
        """A line that counts, on a terminal only."""
        if sys.stderr is None or not sys.stderr.isatty():
            return None

        def show(done: int, total: int) -> None:
            end = "\n" if done >= total else ""
            print(f"\r{label} {done:,} / {total:,}", end=end, file=sys.stderr, flush=True)

        return show


def opened(database: str) -> Desk:
    """The database of a command; what is to be said about it, that it can only be read for example, goes before all else."""
    desk = Desk.open(database)
    if desk.store.notice:
        message(desk.store.notice)
    return desk


def message(text: str) -> None:
    """Say something to the person at the terminal."""
    print(text, file=sys.stderr)


def plain(field: Field, value: Any) -> Any:
    """`value` as JSON holds it: choices in English, decimals and dates as text, pictures in base 64."""
    if isinstance(field.kind, Choice | Content) or isinstance(value, date | datetime | time):
        return field.kind.format(value)
    if isinstance(value, Decimal):
        return str(value)
    return "" if value is None else value


def as_json(model: type[Record], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record under all names of their fields."""
    declared, found = field_map(model), dict[str, Any]()
    for name, value in values.items():
        if name not in declared:
            found[name] = value
            continue
        found[name] = plain(declared[name], value)
    for name in values:
        if name in declared and declared[name].also_known_as:
            found.setdefault(declared[name].also_known_as, found[name])
    return found


def record_lines(model: type[Record], values: Mapping[str, Any]) -> list[str]:
    """The filled fields of one record, one to a line."""
    declared = field_map(model)
    shown = {name: declared[name].kind.show(value) if name in declared else str(value) for name, value in values.items()}
    width = max(map(len, shown), default=0)
    return [f"{name:{width}}  {text}" for name, text in shown.items() if text]


def change_as_json(record: RecordChange) -> dict[str, Any]:
    """A changed record as the change set is printed."""
    return {
        "table": record.table,
        "no": record.no,
        "name": record.name,
        "change": record.kind,
        "number_from": record.number_from,
        "lines": [
            {
                "field": line.field.name,
                "before": plain(line.field, line.before),
                "after": plain(line.field, line.after),
                "cause": str(line.cause),
            }
            for line in _shown(record)
        ],
    }


def _shown(record: RecordChange) -> list[Any]:
    """The lines that are news: no stamps."""
    return [line for line in record.lines if not line.field.stamp]


def _change_lines(record: RecordChange) -> list[str]:
    verbs = {"insert": _("new"), "update": _("changed"), "delete": _("deleted")}
    lines = _shown(record)
    head = f"{record.table} {record.shown_no} {record.name}".rstrip()
    found = [f"{head}: {verbs[record.kind]}, " + n_("{n} field", "{n} fields", len(lines))]
    for line in lines:
        before, after = (repr(line.field.kind.show(value)) for value in (line.before, line.after))
        cause = f"  ({line.cause})" if line.cause.id else ""
        found.append(f"    {line.field.name}: {before} -> {after}{cause}")
    return found


def _fields(model: type[Record], columns: Sequence[str]) -> list[Field]:
    declared = field_map(model)
    names = list(columns) or [*model.KEY, *(field.name for field in declared.values() if field.listed and field.name not in model.KEY)]
    return [declared[name] for name in names]


def _print_table(names: Sequence[str], model: type[Record], rows: Iterable[Mapping[str, Any]]) -> None:
    declared = field_map(model)
    cells = [[_short(declared[name].kind.show(row[name])) for name in names] for row in rows]
    widths = [max(len(name), *(len(row[index]) for row in cells)) if cells else len(name) for index, name in enumerate(names)]
    for row in ([*names], *cells):
        print("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
