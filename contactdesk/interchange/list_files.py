"""A list as a file: all records that fit, with the columns shown, as CSV or as a workbook (interchange X-34, X-35)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from contactdesk import errors
from contactdesk.interchange.cleaning import guarded
from contactdesk.interchange.encodings import NO_CHARACTER
from contactdesk.interchange.whole_file import Exported, whole_file
from contactdesk.model.fields import Field, field_map
from contactdesk.model.kinds import Amount, Day, Text, Whole
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.tables import TABLES
from contactdesk.services.lists import Lists
from contactdesk.storage.unit_of_work import Actions
from contactdesk.text import _, language

PIECE = 500
MARK = "ContactDesk-Export 1"
MOST_ROWS = 1_048_575
"""Rows of a sheet below its header; no spreadsheet reads more."""

Progress = Callable[[int, int], None]


class ListFiles:
    """Lists as files for other programs."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def write(
        self,
        path: Path,
        table: str,
        columns: Sequence[Field],
        shown: dict[str, Any],
        *,
        progress: Progress = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Exported:
        """Write every record that fits into the new file at `path`, a workbook where it ends in .xlsx, else CSV.

        `shown` are `where`, `search`, `order` and `descending` of `desk.lists.ids`. The file appears when it is
        whole. Raises `ExportTarget`, `InvalidFilter`.
        """
        ids = Lists(self._actions).ids(table, **shown)
        with whole_file(path) as part:
            sheet = path.suffix.casefold() == ".xlsx"
            file = _Sheet(part.path, TABLES[table].CAPTIONS, len(ids)) if sheet else _Csv(part.path)
            try:
                done = self._fill(file, table, columns, ids, progress, cancelled)
            finally:
                file.close()
            part.wanted = done == len(ids)
        return Exported(path, done, stopped=not part.wanted)

    def _fill(
        self,
        file: _Csv | _Sheet,
        table: str,
        columns: Sequence[Field],
        ids: Sequence[int],
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> int:
        file.head([_(field.caption) for field in columns])
        done = 0
        for start in range(0, len(ids), PIECE):
            if cancelled():
                break
            piece = ids[start : start + PIECE]
            for row in self._rows(table, columns, piece):
                file.row(columns, row)
            done = start + len(piece)
            progress(done, len(ids))
        return done

    def _rows(self, table: str, columns: Sequence[Field], ids: Sequence[int]) -> Iterator[Sequence[Any]]:
        """The values of these records, in order; columns that are read from the relations stand among them."""
        lists, declared = Lists(self._actions), field_map(TABLES[table])
        stored = [field.name for field in columns if field.name in declared]
        rows = lists.rows(table, ids, stored)
        linked = lists.linked_contacts(table, ids) if table in BY_ID and len(stored) < len(columns) else {}
        for id in ids:
            if id in rows:
                values = dict(zip(stored, rows[id], strict=True))
                yield [values[field.name] if field.name in values else linked.get(id, "") for field in columns]


class _Csv:
    """RFC 4180 with a mark, so that spreadsheets read every letter; ";" where a comma stands inside numbers."""

    def __init__(self, path: Path) -> None:
        self._file: IO[str] = path.open("w", encoding="utf-8-sig", newline="")  # closed by `close`
        self._rows = csv.writer(self._file, delimiter=";" if language() == "nl" else ",", lineterminator="\r\n")

    def head(self, captions: Sequence[str]) -> None:
        self._rows.writerow([guarded(caption) for caption in captions])

    def row(self, columns: Sequence[Field], values: Sequence[Any]) -> None:
        self._rows.writerow([guarded(field.kind.show(value)) for field, value in zip(columns, values, strict=True)])

    def close(self) -> None:
        self._file.close()


class _Sheet:
    """One sheet with a frozen header; cells are texts, dates or numbers, never formulas."""

    def __init__(self, path: Path, title: str, rows: int) -> None:
        from openpyxl import Workbook

        if rows > MOST_ROWS:
            raise errors.SheetTooLong(rows=rows, most=MOST_ROWS)
        self._path, self._book = path, Workbook(write_only=True)
        self._book.properties.description = MARK
        self._sheet: Any = self._book.create_sheet(_(title)[:31])
        self._sheet.freeze_panes = "A2"

    def head(self, captions: Sequence[str]) -> None:
        from openpyxl.styles import Font

        for place, caption in enumerate(captions, 1):
            self._sheet.column_dimensions[_letters(place)].width = max(14, min(len(caption) + 4, 40))
        cells = [self._text(caption) for caption in captions]
        for cell in cells:
            cell.font = Font(bold=True)
        self._sheet.append(cells)

    def row(self, columns: Sequence[Field], values: Sequence[Any]) -> None:
        self._sheet.append([self._cell(field, value) for field, value in zip(columns, values, strict=True)])

    def _cell(self, field: Field, value: Any) -> Any:
        if isinstance(field.kind, Day) and isinstance(value, date):
            return value
        if isinstance(field.kind, Whole | Amount) and isinstance(value, int | Decimal):
            return value
        if isinstance(field.kind, Text) and not value:
            return None
        return self._text(field.kind.show(value))

    def _text(self, text: str) -> Any:
        """A cell of text, whatever it looks like; "=1+1" would become a formula."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value=NO_CHARACTER.sub("\ufffd", text))
        cell.data_type, cell.number_format = "s", "@"
        return cell

    def close(self) -> None:
        self._book.save(self._path)


def _letters(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place))
