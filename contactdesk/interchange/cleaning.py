"""What other programs put into cells besides values: spellings of NULL, traces of PostgreSQL, guards against formulas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from contactdesk.interchange.rows import ADDED_PREFIX, SourceRow
from contactdesk.text import _

NULLS = ("NULL", "\\N", "(null)", "#N/A")
"""Spellings of "no value" that programs write."""
_EMPTY_BYTES = "\\x"
_BREAK = "\\n"

_TRIGGER = re.compile("^'*[=+\\-@\\t\\r\\n＝＋－＠]")
_PHONE = re.compile(r"^\+[0-9][0-9 ()./\-]*$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def guarded(cell: str) -> str:
    """`cell` so that no spreadsheet takes it for a formula; plain telephone numbers stay (interchange X-35)."""
    return f"'{cell}" if _TRIGGER.match(cell) and not _PHONE.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell that `guarded` was given (interchange X-35)."""
    return cell[1:] if cell.startswith("'") and _TRIGGER.match(cell[1:]) else cell


class Cleaning:
    """How the cells of one table are cleaned, as its first records show.

    Spellings of NULL become blank. A column in which every value is `\\x`, the empty binary value of
    PostgreSQL, is blank. Where a file shows such traces and holds no real line break, the two
    characters `\\n` stand for one. Control characters are removed with a warning (interchange X-19).
    Columns that the report of refused rows added are left out, and its guards taken away.
    """

    def __init__(self, names: Sequence[str], rows: Sequence[SourceRow], *, nulls: Iterable[str] = NULLS, guards: bool = True) -> None:
        self._nulls = frozenset(nulls)
        self._kept = [number for number, name in enumerate(names) if not name.startswith(ADDED_PREFIX)]
        self._width = len(names)
        self._names = [name for name in names if not name.startswith(ADDED_PREFIX)]
        self._guards = guards and any(name in names for name in ("CD_UID", "CD_Line"))
        self._blank = {number for number in range(self._width) if self._is_blank(number, rows)}
        self._breaks = self._has_traces(rows) and not any("\n" in cell for row in rows for cell in row.cells)
        self._always = self._guards or self._breaks or bool(self._blank) or len(self._kept) != self._width

    @staticmethod
    def _is_blank(number: int, rows: Sequence[SourceRow]) -> bool:
        values = {row.cells[number] for row in rows if number < len(row.cells)} - {""}
        return values == {_EMPTY_BYTES}

    def _has_traces(self, rows: Sequence[SourceRow]) -> bool:
        return bool(self._blank) or any("\\N" in row.cells for row in rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns that are kept."""
        return tuple(self._names)

    def clean(self, row: SourceRow, *, plain: bool = False) -> SourceRow:
        """`row` cleaned in place; `plain` rows are known to hold neither NULL nor control characters."""
        if plain and not self._always:
            return row
        given = row.cells
        warnings: list[str] = []
        cells = [self._cell(given[number], number, row.line, warnings) for number in self._kept]
        if cells != given:
            row.original = [*(row.verbatim[number] for number in self._kept if number < len(row.verbatim)), *row.verbatim[self._width :]]
            row.cells = cells
        if len(self._kept) != self._width:
            row.numbers = frozenset(new for new, old in enumerate(self._kept) if old in row.numbers)
            row.damaged = {new: row.damaged[old] for new, old in enumerate(self._kept) if old in row.damaged} if row.damaged else None
            if self._guards:
                row.original = [unguarded(cell) for cell in row.original]
        row.warnings += tuple(warnings)
        return row

    def _cell(self, cell: str, number: int, line: int, warnings: list[str]) -> str:
        if cell in self._nulls or (cell == _EMPTY_BYTES and number in self._blank):
            return ""
        if self._guards:
            cell = unguarded(cell)
        if self._breaks and _BREAK in cell and ":\\" not in cell and not cell.startswith("\\\\"):
            cell = cell.replace("\\r\\n", "\n").replace(_BREAK, "\n")
        if _CONTROL.search(cell):
            found = ", ".join(sorted({f"U+{ord(letter):04X}" for letter in _CONTROL.findall(cell)}))
            warnings.append(_("Line {line}: control characters {codes} were removed.").format(line=line, codes=found))
            cell = _CONTROL.sub("", cell)
        return cell


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """The header as distinct names: a blank one becomes "Column 3", a repeated one gets "(2)" (interchange X-31)."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", cell)).split()) or f"Column {number}"
        times = 1
        while (unique := name if times == 1 else f"{name} ({times})") in names:
            times += 1
        names.append(unique)
    return tuple(names)
