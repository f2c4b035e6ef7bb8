"""One shape for tables from text files and workbooks: header, samples, records one by one (interchange X-30 to X-33)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.interchange.cleaning import NULLS, Cleaning, column_names
from contactdesk.interchange.encodings import checked_size
from contactdesk.interchange.rows import Batch, Limits, SourceRow
from contactdesk.text import N_

SAMPLES = 20
_EXAMINED = 2000
_TITLE_ROWS = 20
_DATA = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|(?:https?://|www\.)\S+|[\d\s()+./:-]*\d[\d\s()+./:-]*")


class Source(Protocol):
    """Where records come from; each call of `batches` begins anew."""

    def batches(self) -> Iterator[Batch]: ...


@dataclass(slots=True)
class Table:
    """A table in a file, opened: how it is written, what its columns are called, what its first records hold.

    `size` and `done` are for progress: bytes of text, or rows of a sheet. `named` is False when the
    file has no header and the columns are called "Column 1" and so on.
    """

    path: Path
    format: str
    header: tuple[str, ...]
    size: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    named: bool = True
    notices: tuple[str, ...] = ()
    samples: list[SourceRow] = field(default_factory=list)
    done: int = 0
    _source: Source | None = None
    _cleaning: Cleaning | None = None
    _after: int = 0

    def rows(self) -> Iterator[SourceRow]:
        """The records from the first on, those that are refused among them.

        Raises `ImportLimit` where a limit is passed, `FileNotReadable`, `ImportFormat` for a part that is damaged.
        """
        if not self._source or not self._cleaning:
            return
        clean = self._cleaning.clean
        for batch in self._source.batches():
            for row in batch.rows:
                if row.line > self._after:
                    yield clean(row, plain=batch.plain)
            self.done = batch.done


def open_table(
    path: Path | str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header: bool | None = None,
    nulls: Sequence[str] = NULLS,
    limits: Limits | None = None,
) -> Table:
    """The table in the file `path`, its format told by content; what is given is a person's choice.

    Raises `FileNotReadable`, `ImportEmpty`, `ImportFormat`, `ImportLimit`, `ImportEncoding` and
    `ImportSyntax` for a header that cannot be read, `NotAValue` for an impossible choice.
    """
    path, limits = Path(path), limits or Limits()
    size = checked_size(path, limits)
    if _is_archive(path):
        return _open_workbook(path, sheet, header, nulls, limits)
    return _open_text(path, size, encoding, delimiter, header, nulls, limits)


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as trouble:
        from contactdesk.interchange.encodings import reason_of

        raise errors.FileNotReadable(path=path, reason=reason_of(trouble)) from trouble


def _open_text(
    path: Path, size: int, encoding: str | None, delimiter: str | None, header: bool | None, nulls: Sequence[str], limits: Limits
) -> Table:
    from contactdesk.interchange.text_files import TextRecords, detect_format

    written = detect_format(path, encoding, delimiter)

    class Texts:
        def batches(self) -> Iterator[Batch]:
            return TextRecords(path, written, limits, nulls).batches()

    rows = _first_rows(Texts())
    if not rows:
        raise errors.ImportEmpty(path=path)
    if rows[0].error:
        raise rows[0].error
    names = header if header is not None else _is_header(rows[0])
    table = Table(path, "csv", (), size, written.encoding.name, written.delimiter, named=names)
    table.notices = tuple(filter(None, (written.encoding.notice,)))
    table._source = Texts()
    return _begin(table, rows, 0 if names else None, nulls, limits)


def _open_workbook(path: Path, sheet: str | None, header: bool | None, nulls: Sequence[str], limits: Limits) -> Table:
    from contactdesk.interchange.spreadsheets import SheetRecords, examine

    book = examine(path, limits)
    if sheet is not None and sheet not in book.sheets + book.hidden:
        raise errors.NotAValue(value=sheet, allowed=list(book.sheets))
    for name in (sheet,) if sheet is not None else book.sheets:
        records = SheetRecords(path, name, limits, formulas=book.formulas)
        rows = _first_rows(records)
        if rows:
            break
    else:
        raise errors.ImportEmpty(path=path)
    first, names = _header_row(rows) if header is None else (_first_full(rows), header)
    rows = rows[first:]
    records.width = _width(rows)
    table = Table(path, "xlsx", (), records.size, sheet=name, sheets=book.sheets, named=names)
    table._source, table._after = records, rows[0].line - 1
    return _begin(table, [records.fitted(row) for row in rows], 0 if names else None, nulls, limits)


def _first_rows(source: Source) -> list[SourceRow]:
    rows: list[SourceRow] = []
    for batch in source.batches():
        rows += batch.rows
        if len(rows) >= _EXAMINED or (len(rows) > 1 and batch.done > 1_000_000):
            break
    return rows


def _width(rows: Sequence[SourceRow]) -> int:
    """As wide as the first row, and as far as most of the others are filled."""
    own = max(number for number, cell in enumerate(rows[0].cells, 1) if cell)
    filled = Counter(number for row in rows for number, cell in enumerate(row.cells, 1) if cell)
    return max([own, *(number for number, count in filled.items() if count * 2 > len(rows))])


def _begin(table: Table, rows: list[SourceRow], header: int | None, nulls: Sequence[str], limits: Limits) -> Table:
    """Names the columns, looks at the first records, and keeps samples of them."""
    width = len(rows[0].cells)
    if width > limits.columns:
        raise errors.ImportLimit(path=table.path, limit=Caption(N_("number of columns")), value=width, allowed=limits.columns)
    if header is not None:
        table._after = rows[header].line
    examined = [row for row in rows if row.line > table._after]
    if not examined:
        raise errors.ImportEmpty(path=table.path)
    names = column_names(rows[0].cells if header is not None else [""] * width)
    table._cleaning = Cleaning(names, examined, nulls=nulls, guards=table.format == "csv")
    table.header = table._cleaning.names
    table.samples = [table._cleaning.clean(row) for row in examined[:SAMPLES]]
    return table


def _filled(row: SourceRow) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _first_full(rows: Sequence[SourceRow]) -> int:
    """The first row that is as full as the others: what stands above it is a title (interchange X-33)."""
    widest = max(_filled(row) for row in rows[: 3 * _TITLE_ROWS])
    return next(number for number, row in enumerate(rows) if _filled(row) >= 0.6 * widest)


def _header_row(rows: Sequence[SourceRow]) -> tuple[int, bool]:
    """Where the table begins, and whether that row has the names of the columns."""
    first = _first_full(rows)
    return first, _is_header(rows[first])


def _is_header(row: SourceRow) -> bool:
    """Are these names of columns, not values? A list begins with its names unless it plainly begins with data."""
    cells = [cell.strip() for number, cell in enumerate(row.cells) if cell.strip() and number not in row.numbers]
    data = len(row.numbers) + sum(1 for cell in cells if _DATA.fullmatch(cell))
    return data * 5 <= len(cells) + len(row.numbers)
