"""Which column goes into which field: chosen by hand, remembered, or proposed (interchange X-30 to X-33).

A mapping is kept in a file as JSON: `{"kind": "customer", "columns": {"CompanyName": "name", "Photo": null}}`.
The names are those of the header and of the fields (snake case or caption); null leaves a column out, and
a column that the file does not name is proposed for.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.interchange.encodings import reason_of
from contactdesk.interchange.header_words import is_unnamed, key_of
from contactdesk.interchange.proposals import Reason, find_target, proposed_fields
from contactdesk.interchange.rows import MEGABYTE, SourceRow
from contactdesk.interchange.whole_file import whole_file
from contactdesk.model.base import Record
from contactdesk.model.fields import field_map
from contactdesk.model.kinds import Link, Phone, Text
from contactdesk.text import N_, _

__all__ = ["Column", "ColumnMapping", "MappedRow", "Reason", "choose", "fingerprint", "is_unnamed", "load", "propose"]

_IDENTIFYING = frozenset({"no", "name", "first_name", "last_name", "surname", "company_name", "e_mail"})
_EXPONENT = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{2,3}")
_HYPERLINK = re.compile(r"([^#]*)#([^#]*)#(?:[^#]*#?)*")
_ZEROS_MATTER = frozenset({"no", "post_code"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the source and the field it goes into ("" for none), with the reason."""

    name: str
    index: int
    field: str = ""
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class MappedRow:
    """The texts of one record by field, as the fields' kinds can parse them, and what to warn of."""

    values: dict[str, str]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnMapping:
    """Where the columns of one table go; never two into one field."""

    model: type[Record]
    columns: tuple[Column, ...]

    @property
    def kind(self) -> str:
        """The table that is imported into: "customer", "bank_account"."""
        return str(self.model.__tablename__)

    @cached_property
    def fields(self) -> dict[str, Column]:
        """The columns that are imported, by field."""
        return {column.field: column for column in self.columns if column.field}

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The columns without a place, to be named in preview and report (interchange X-30)."""
        return tuple(column.name for column in self.columns if not column.field)

    def check(self) -> None:
        """Raises `ImportMapping` when no column could tell records apart (interchange X-30)."""
        if not self.fields.keys() & _IDENTIFYING:
            raise _refused(self.model, Caption(N_("no column goes into a number, a name or a mail address")))

    def as_json(self) -> str:
        """The mapping as it is kept in a file: every column by name, null where it has no place (interchange X-32)."""
        columns = {column.name: column.field or None for column in self.columns}
        return json.dumps({"kind": self.kind, "columns": columns}, ensure_ascii=False, indent=2) + "\n"

    def save(self, path: Path) -> None:
        """Writes `as_json` to `path`, whole or not at all. Raises `ExportTarget`."""
        with whole_file(path) as part:
            part.path.write_text(self.as_json(), encoding="utf-8")

    @cached_property
    def _links(self) -> list[str]:
        known = field_map(self.model)
        return [name for name in self.fields if isinstance(known[name].kind, Link)]

    @cached_property
    def _pairs(self) -> list[tuple[str, int]]:
        return [(name, column.index) for name, column in self.fields.items()]

    def read(self, row: SourceRow) -> MappedRow:
        """The values of `row` by field.

        Raises the row's own error, and `ImportDamaged` for a mapped cell that a spreadsheet spoiled (interchange X-33).
        """
        if row.error:
            raise row.error
        cells = row.cells
        values = {name: cells[index] for name, index in self._pairs}
        for name in self._links:
            if "#" in values[name]:
                values[name] = link_of(values[name])
        warnings = self._check_cells(row, values)
        if "\n" in values.get("address", ""):
            _spread_address(values)
        return MappedRow(values, warnings)

    def _check_cells(self, row: SourceRow, values: dict[str, str]) -> tuple[str, ...]:
        known = field_map(self.model)
        for name, text in values.items():
            if row.damaged and self.fields[name].index in row.damaged:
                raise row.damaged[self.fields[name].index].at(field=name, table=self.kind)
            if "E+" in text and isinstance(known[name].kind, Text) and _EXPONENT.fullmatch(text.strip()):
                lost = Caption(N_("it shows a long number in short"))
                raise errors.ImportDamaged(value=text, column=self.fields[name].name, reason=lost, field=name, table=self.kind)
        if not row.numbers:
            return row.warnings
        warning = _("Line {line}: {caption} is a number in the sheet; leading zeros may be lost.")
        lost_zeros = [
            warning.format(line=row.line, caption=_(known[name].caption))
            for name, index in self._pairs
            if index in row.numbers and (name in _ZEROS_MATTER or isinstance(known[name].kind, Phone))
        ]
        return (*row.warnings, *lost_zeros)


def link_of(text: str) -> str:
    """The address in a hyperlink of Access, `text#address#`; its text where the address is blank."""
    found = _HYPERLINK.fullmatch(text)
    if not found or ("://" in found[1] and "://" not in found[2]):
        return text
    return found[2].strip() or found[1].strip()


def _spread_address(values: dict[str, str]) -> None:
    """Address lines: the first stays, the others go to the second line where that is free."""
    lines = [line.strip() for line in values["address"].split("\n") if line.strip()]
    if values.get("address_2"):
        values["address"] = ", ".join(lines)
    else:
        values["address"], values["address_2"] = lines[0] if lines else "", ", ".join(lines[1:])


def _refused(model: type[Record], reason: str, field: str = "") -> errors.ImportMapping:
    return errors.ImportMapping(table_caption=Caption(model.CAPTION), reason=reason, field=field, table=model.__tablename__)


def fingerprint(header: Sequence[str]) -> str:
    """What a mapping is remembered by: equal for equal headers, whatever case, blanks and dots (interchange X-32)."""
    return hashlib.sha256("\x1f".join(key_of(name) for name in header).encode()).hexdigest()


def propose(
    model: type[Record],
    header: Sequence[str],
    samples: Sequence[SourceRow] = (),
    remembered: Mapping[str, str | None] | None = None,
) -> ColumnMapping:
    """The mapping proposed for a table: as remembered, else by caption, synonym, similar name, confirmed by content.

    No wrong guess is better than many right ones: what fits two fields or does not look like its field has no place.
    """
    known = field_map(model)
    kept = {
        name: field or ""
        for name, field in (remembered or {}).items()
        if name in header and (not field or (field in known and known[field].can_be_given))
    }
    return _completed(model, header, samples, kept, Reason.REMEMBERED)


def choose(model: type[Record], header: Sequence[str], samples: Sequence[SourceRow], columns: Mapping[str, str | None]) -> ColumnMapping:
    """The mapping a person made: `columns` by name, None for no place; the others as proposed.

    Raises `ImportMapping` for two columns to one field, an unknown field, one that nobody types, an unknown column.
    """
    by_key = {key_of(name): name for name in header}
    chosen: dict[str, str] = {}
    for given, wanted in columns.items():
        name = given if given in header else by_key.get(key_of(given))
        if name is None:
            raise _refused(model, _("the file has no column “{column}”").format(column=given))
        target = _target(model, wanted) if wanted else ""
        earlier = next((other for other, field in chosen.items() if target and field == target), None)
        if earlier is not None:
            reason = _("the columns “{first}” and “{second}” both go into {field}").format(first=earlier, second=name, field=target)
            raise _refused(model, reason, target)
        chosen[name] = target
    return _completed(model, header, samples, chosen, Reason.BY_HAND)


def _target(model: type[Record], wanted: str) -> str:
    field = find_target(model, wanted)
    if field is None:
        raise _refused(model, _("there is no field “{field}”").format(field=wanted))
    if not field.can_be_given:
        raise _refused(model, _("{field} is kept by the program").format(field=field.name), field.name)
    return field.name


def _completed(
    model: type[Record], header: Sequence[str], samples: Sequence[SourceRow], chosen: Mapping[str, str], reason: Reason
) -> ColumnMapping:
    found = proposed_fields(model, header, samples, taken=frozenset(chosen.values()), without=frozenset(chosen))
    columns = []
    for index, name in enumerate(header):
        field, why = (chosen[name], reason) if name in chosen else found.get(name, ("", Reason.NONE))
        columns.append(Column(name, index, field, why))
    return ColumnMapping(model, tuple(columns))


def load(path: Path, model: type[Record], header: Sequence[str], samples: Sequence[SourceRow] = ()) -> ColumnMapping:
    """The mapping kept in the file `path` (see above), for a table with `header`. Raises `FileNotReadable`, `ImportMapping`."""
    try:
        with path.open("rb") as file:
            content = json.loads(file.read(MEGABYTE).decode("utf-8-sig"))
        kind, columns = content.get("kind", model.__tablename__), content["columns"]
        if not all(isinstance(field, str | None) for field in columns.values()):
            raise TypeError
    except OSError as trouble:
        raise errors.FileNotReadable(path=path, reason=reason_of(trouble)) from trouble
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as trouble:
        raise _refused(model, _("{path} is no mapping").format(path=path)) from trouble
    if str(kind).replace("-", "_") != model.__tablename__:
        raise _refused(model, _("{path} is a mapping for {kind}").format(path=path, kind=kind))
    return choose(model, header, samples, columns)
