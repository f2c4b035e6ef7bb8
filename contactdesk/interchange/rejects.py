"""The report of refused rows: as they were, with line, field and reason, to be corrected and imported again (interchange X-13)."""

from __future__ import annotations

import csv
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from contactdesk import errors
from contactdesk.errors import UserError
from contactdesk.interchange.cleaning import guarded
from contactdesk.interchange.encodings import NO_CHARACTER, reason_of
from contactdesk.interchange.rows import FIELD_COLUMN, LINE_COLUMN, REASON_COLUMN, SourceRow
from contactdesk.interchange.tables import Table

_ADDED = (LINE_COLUMN, FIELD_COLUMN, REASON_COLUMN)


class RejectReport:
    """Writes refused rows in the format of their source, text or workbook.

    The file appears, whole, when the block ends without an error and a row was refused; text is UTF-8 with a
    mark and the delimiter of the source, and bytes that were no character are written back as they were, so
    that such a row is refused again until somebody has corrected it. Values beyond the header stand behind
    the added columns. Raises `ExportTarget`.
    """

    def __init__(self, path: Path, table: Table) -> None:
        self.path, self.count = path, 0
        self._table, self._beside = table, path.with_name(path.name + ".part")
        self._sheet: _SheetWriter | _TextWriter | None = None

    def __enter__(self) -> Self:
        return self

    def add(self, row: SourceRow, error: UserError) -> None:
        """Adds `row`, refused because of `error`."""
        width = len(self._table.header)
        cells = list(row.verbatim)
        cells += [""] * (width - len(cells))
        self._write([*cells[:width], str(row.line), error.field, str(error), *cells[width:]])
        self.count += 1

    def _write(self, cells: list[str]) -> None:
        try:
            if self._sheet is None:
                self._sheet = (
                    _SheetWriter(self._beside) if self._table.format == "xlsx" else _TextWriter(self._beside, self._table.delimiter)
                )
                self._sheet.write([*self._table.header, *_ADDED])
            self._sheet.write(cells)
        except OSError as trouble:
            raise self._unwritable(trouble) from trouble

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._sheet is None:
            return
        try:
            self._sheet.close()
            if kind is None:
                self._beside.replace(self.path)
        except OSError as trouble:
            raise self._unwritable(trouble) from trouble
        finally:
            self._beside.unlink(missing_ok=True)

    def _unwritable(self, trouble: OSError) -> errors.ExportTarget:
        return errors.ExportTarget(path=self.path, reason=reason_of(trouble))


class _TextWriter:
    def __init__(self, path: Path, delimiter: str) -> None:
        # Opened here, closed by `close`: the report is written row by row.
        self._file: IO[str] = path.open("w", encoding="utf-8", errors="surrogateescape", newline="")
        self._file.write("\ufeff")
        self._rows = csv.writer(self._file, delimiter=delimiter, lineterminator="\r\n")

    def write(self, cells: list[str]) -> None:
        self._rows.writerow([guarded(cell) for cell in cells])

    def close(self) -> None:
        self._file.close()


class _SheetWriter:
    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook

        self._path, self._book = path, Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet("Rows")

    def write(self, cells: list[str]) -> None:
        self._sheet.append([self._cell(text) for text in cells])

    def _cell(self, text: str) -> Any:
        """A cell of text, whatever it looks like: an appended "=1+1" would become a formula."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value=NO_CHARACTER.sub("\ufffd", text))
        cell.data_type, cell.number_format = "s", "@"
        return cell

    def close(self) -> None:
        self._book.save(self._path)
