"""Tables in Excel workbooks (interchange X-33, X-80, X-81).

The archive is unpacked once without keeping anything, to count what is really in it, before
`openpyxl` may parse it. Values and formulas are two passes, because only together they tell an
empty cell from a formula whose value was never stored.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.interchange.encodings import reason_of
from contactdesk.interchange.rows import MEGABYTE, TOO_MANY, Batch, Limits, SourceRow
from contactdesk.text import N_, _

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_END_OF_ARCHIVE = b"PK\x05\x06"
_ENTRY = 512
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff](?=_x[0-9A-Fa-f]{4}_))_")
_ZEROS = re.compile(r"^0{2,}$")
_KEPT_DIGITS = 15
_LARGEST_ROW = 1_048_576
_BATCH = 500

NOT_A_WORKBOOK = N_("it is no Excel workbook, or it is damaged")
NO_VALUE = N_("the formula has no value; open and save it in the spreadsheet program first")
WRONG_VALUE = N_("its formula gives an error")
LOST_DIGITS = N_("a spreadsheet keeps only 15 digits of a number")


@dataclass(frozen=True, slots=True)
class Workbooks:
    """What is known of a workbook before it is parsed: the sheets to propose, and whether it has formulas."""

    sheets: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    formulas: bool = False


@dataclass(slots=True)
class _Unpacked:
    size: int = 0
    formulas: bool = False
    names: list[str] = field(default_factory=list)


def examine(path: Path, limits: Limits) -> Workbooks:
    """Checks the archive and lists its sheets; hidden sheets are not proposed.

    Raises `ImportLimit` (members, unpacked size, ratio, really unpacked), `ImportFormat` for what
    is no workbook or declares a DTD (interchange X-80, X-81).
    """
    unpacked = _unpack(path, limits)
    if "xl/workbook.xml" not in unpacked.names and "[Content_Types].xml" not in unpacked.names:
        raise errors.ImportFormat(path=path, reason=Caption(N_("it is a ZIP file")))
    with _opened(path, values=True) as book:
        seen = [(sheet.title, sheet.sheet_state) for sheet in book.worksheets]
    visible = tuple(title for title, state in seen if state == "visible")
    return Workbooks(visible, tuple(title for title, state in seen if state != "visible"), unpacked.formulas)


def _unpack(path: Path, limits: Limits) -> _Unpacked:
    found = _Unpacked()
    try:
        _check_directory(path, limits)
        allowed = min(limits.unpacked, max(MEGABYTE, path.stat().st_size * limits.ratio))
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > limits.members:
                raise _over(path, N_("number of parts"), len(members), limits.members)
            for member in members:
                _unpack_member(path, archive, member, found, allowed)
    except OSError as trouble:
        raise errors.FileNotReadable(path=path, reason=reason_of(trouble)) from trouble
    except UserError:
        raise
    except Exception as trouble:  # zlib, zipfile and struct raise a dozen kinds for damaged archives
        raise errors.ImportFormat(path=path, reason=Caption(NOT_A_WORKBOOK)) from trouble
    return found


def _over(path: Path, limit: str, value: int, allowed: int) -> errors.ImportLimit:
    return errors.ImportLimit(path=path, limit=Caption(limit), value=value, allowed=allowed)


def _check_directory(path: Path, limits: Limits) -> None:
    """`zipfile` reads the whole directory into memory, so its size is looked at first."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    end = tail.rfind(_END_OF_ARCHIVE)
    if end < 0:
        raise zipfile.BadZipFile
    directory = int.from_bytes(tail[end + 12 : end + 16], "little")
    members = int.from_bytes(tail[end + 10 : end + 12], "little")
    if directory > limits.members * _ENTRY or members > limits.members:
        raise _over(path, N_("number of parts"), max(members, directory // _ENTRY), limits.members)


def _unpack_member(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, found: _Unpacked, allowed: int) -> None:
    found.names.append(member.filename)
    tail = b""
    sheet = member.filename.startswith("xl/worksheets/")
    with archive.open(member) as part:
        while piece := part.read(MEGABYTE):
            found.size += len(piece)
            if found.size > allowed:
                raise _over(path, N_("unpacked size in bytes"), found.size, allowed)
            text = (tail + piece).replace(b"\0", b"")
            tail = text[-16:]
            if _DECLARATION.search(text) and member.filename.endswith((".xml", ".rels", ".vml")):
                raise errors.ImportFormat(path=path, reason=Caption(N_("it declares a document type, which workbooks do not")))
            found.formulas = found.formulas or bool(sheet and _FORMULA.search(text))


@contextmanager
def _opened(path: Path, *, values: bool) -> Iterator[Workbook]:
    import openpyxl

    book = None
    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            # It warns of parts it does not read: macros, drawings, validations.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
            yield book
    except OSError as trouble:
        if trouble.errno is None:  # openpyxl's own words for a package without a workbook
            raise errors.ImportFormat(path=path, reason=Caption(NOT_A_WORKBOOK)) from trouble
        raise errors.FileNotReadable(path=path, reason=reason_of(trouble)) from trouble
    except (UserError, MemoryError):
        raise
    except Exception as trouble:  # a damaged part can raise anything inside the parser
        raise errors.ImportFormat(path=path, reason=Caption(NOT_A_WORKBOOK)) from trouble
    finally:
        if book:
            book.close()


class SheetRecords:
    """The rows of one sheet as text; `width` cuts or fills them once the header is known."""

    def __init__(self, path: Path, sheet: str, limits: Limits, *, formulas: bool) -> None:
        self._path, self._sheet, self._limits, self._formulas = path, sheet, limits, formulas
        self.width = 0
        self.size = 0

    def batches(self) -> Iterator[Batch]:
        """The rows that hold anything, some hundreds at a time. Raises `ImportLimit`, `ImportFormat`."""
        batch, number = Batch([]), 0
        for number, (cells, formulas) in enumerate(self._cells(), 1):
            if number > self._limits.records + 100 or number > _LARGEST_ROW:
                raise _over(self._path, N_("number of records"), number, min(self._limits.records, _LARGEST_ROW))
            row = self._row(number, cells, formulas)
            if row:
                batch.rows.append(row)
            if number % _BATCH == 0:
                batch.done = number
                yield batch
                batch = Batch([])
        batch.done = number
        yield batch

    def _cells(self) -> Iterator[tuple[Any, Any]]:
        with _opened(self._path, values=True) as book:
            sheet: Any = book[self._sheet]
            self.size = min(sheet.max_row or 0, _LARGEST_ROW)
            sheet.reset_dimensions()
            if not self._formulas:
                yield from zip(sheet.iter_rows(), repeat(()), strict=False)
                return
            with _opened(self._path, values=False) as second:
                other: Any = second[self._sheet]
                other.reset_dimensions()
                yield from zip(sheet.iter_rows(), other.iter_rows(), strict=False)

    def _row(self, line: int, values: tuple[Any, ...], formulas: tuple[Any, ...]) -> SourceRow | None:
        cells: list[str] = []
        numbers: set[int] = set()
        damaged: dict[int, UserError] = {}
        for number, cell in enumerate(values):
            text, is_number, trouble = _shown(cell.value, cell.data_type, cell.number_format) if cell.value is not None else ("", False, "")
            if not text and number < len(formulas) and formulas[number].data_type == "f":
                text, trouble = _formula(formulas[number].value), NO_VALUE
            if trouble:
                damaged[number] = errors.ImportDamaged(value=text, column=_letters(number), reason=Caption(trouble))
            if is_number:
                numbers.add(number)
            cells.append(text)
        if not any(cells):
            return None
        return self.fitted(SourceRow(line, cells, numbers=frozenset(numbers), damaged=damaged or None))

    def fitted(self, row: SourceRow) -> SourceRow:
        """`row` with as many cells as the header; values beyond it refuse the row. Raises `ImportLimit`."""
        width, cells = self.width, row.cells
        if not width:
            return row
        over = next((cell for cell in cells if len(cell) > self._limits.value), None)
        if over:
            raise _over(self._path, N_("length of a value"), len(over), self._limits.value)
        if any(cells[width:]):
            count = max(number for number, cell in enumerate(cells, 1) if cell)
            row.error = errors.ImportSyntax(line=row.line, reason=_(TOO_MANY).format(count=count, expected=width))
            row.original = cells
        row.cells = (cells + [""] * (width - len(cells)))[:width]
        return row


def _formula(value: Any) -> str:
    return str(getattr(value, "text", value) or "=")


def _letters(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number + 1))


def _shown(value: Any, kind: str, number_format: str) -> tuple[str, bool, str]:
    """A cell as text; is it a number; and what is wrong with it (interchange X-33)."""
    if kind == "e":
        return str(value), False, "" if value == "#N/A" else WRONG_VALUE
    if isinstance(value, bool):
        return ("true" if value else "false"), False, ""
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat(), False, ""
    if isinstance(value, date | time):
        return value.isoformat(), False, ""
    text = str(value)
    if "_x00" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n"), False, ""


def _number(value: float, number_format: str) -> tuple[str, bool, str]:
    """Without `.0`, exponent or thousands marks; a format of zeros keeps the leading ones."""
    exact = Decimal(repr(value))
    if not exact.is_finite():
        return str(value), True, WRONG_VALUE
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if _ZEROS.match(number_format) and text.isdecimal():
        return text.zfill(len(number_format)), False, ""
    whole = text.lstrip("-").partition(".")[0]
    return text, True, LOST_DIGITS if len(whole) > _KEPT_DIGITS else ""
