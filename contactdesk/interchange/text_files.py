"""Tables in text files: CSV with commas, semicolons, tabs or bars (interchange X-18 to X-20, X-80).

The file is read in pieces of 256 KB, each cut into lines and parsed by `csv` at its own speed, so
that memory does not grow with the file. What `csv` cannot parse is looked at line by line.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.interchange.encodings import NO_CHARACTER, Decoded, Encoding, detect
from contactdesk.interchange.rows import TOO_MANY, Batch, Limits, SourceRow
from contactdesk.text import N_, _

DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?[ \t]*(\r\n|\r|\n|\Z)', re.IGNORECASE)
_UNUSUAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SAMPLED = 100
_SMALLEST_RECORD = 1024
_FEW_LINES = 16

UNCLOSED = N_("a quotation mark is not closed, or text follows a closing one")


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a text file is written: encoding, delimiter, and the lines before its header (a `sep=` line)."""

    encoding: Encoding
    delimiter: str
    skipped_lines: int = 0


def detect_format(path: Path, encoding: str | None = None, delimiter: str | None = None) -> TextFormat:
    """How the text file `path` is written; `encoding` and `delimiter` are a person's choice.

    Raises `ImportFormat`, `NotAValue` for an impossible choice (interchange X-18, X-20).
    """
    found = detect(path, encoding)
    pieces = Decoded(path, found).pieces()
    sample = next(pieces)
    separator = _SEPARATOR_LINE.match(sample)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise errors.NotAValue(value=delimiter, allowed=[",", ";", _("tab"), "|"])
    if separator and separator[1] not in '"\r\n':
        return TextFormat(found, delimiter or separator[1], 1)
    return TextFormat(found, delimiter or _delimiter(sample))


def _delimiter(sample: str) -> str:
    """The candidate that cuts most records into as many fields as the first; a rare one where nothing is cut."""
    lines = _lines(sample)[: 20 * _SAMPLED]
    best, highest = "", 0.0
    for candidate in DELIMITERS:
        score = _evenness(lines, candidate)
        if score > highest:
            best, highest = candidate, score
    return best or next((one for one in ("\t", "|", ";") if one not in sample), ",")


def _evenness(lines: list[str], delimiter: str) -> float:
    counts: list[int] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if row:
                counts.append(len(row))
            if len(counts) == _SAMPLED:
                break
    except csv.Error:
        pass
    if not counts or counts[0] < 2:
        return 0.0
    return counts.count(counts[0]) / len(counts) * math.log2(counts[0])


def _lines(text: str) -> list[str]:
    """The lines of `text` with their ends, LF, CR or CRLF; `splitlines` would cut at more than these."""
    return list(io.StringIO(text, newline=""))


def _with_plain_breaks(cells: list[str]) -> list[str]:
    return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]


class _Broken(Exception):
    """`csv` cannot parse the record that begins `taken` lines further on."""

    def __init__(self, taken: int, trouble: csv.Error) -> None:
        super().__init__(taken)
        self.taken, self.trouble = taken, trouble


class TextRecords:
    """The records of one text file, each with the line it begins in.

    The first record decides how many fields are expected. Short records are padded with a warning,
    long ones refused unless what is too much is blank; a record that an open quotation mark spoils
    is refused, and reading goes on with the next line that has as many fields as expected.
    """

    def __init__(self, path: Path, format: TextFormat, limits: Limits, nulls: Sequence[str] = ()) -> None:
        self._path, self._format, self._limits, self._nulls = path, format, limits, nulls
        self._text = Decoded(path, format.encoding)
        self._line = 1
        self._expected = 0
        self._records = 0
        self._patience = limits.line
        self._swallowed: list[str] = []
        self._swallowed_from = 0

    def batches(self) -> Iterator[Batch]:
        """The records, some thousands at a time. Raises `ImportLimit`, `FileNotReadable`."""
        if csv.field_size_limit() != self._limits.value:
            csv.field_size_limit(self._limits.value)
        rest, skip = "", self._format.skipped_lines
        for piece in self._text.pieces():
            text, last = rest + piece, self._text.finished
            lines = _lines(text)
            carried = "" if last or not lines or lines[-1].endswith("\n") else lines.pop()
            self._check_length(carried)
            if skip and lines:
                skip, self._line, lines = 0, 2, lines[1:]
            batch = Batch([], self._is_plain(text), self._text.done)
            rest = self._parse(lines, batch.rows, last) + carried
            self._count(batch.rows)
            yield batch

    def _is_plain(self, text: str) -> bool:
        return not (_UNUSUAL.search(text) or any(null in text for null in self._nulls))

    def _check_length(self, text: str) -> None:
        if len(text) > self._limits.line:
            raise self._over(N_("length of a line"), len(text), self._limits.line)

    def _over(self, limit: str, value: int, allowed: int) -> errors.ImportLimit:
        return errors.ImportLimit(path=self._path, limit=Caption(limit), value=value, allowed=allowed)

    def _count(self, rows: list[SourceRow]) -> None:
        self._records += len(rows)
        # The header is no record.
        if self._records - 1 > self._limits.records:
            raise self._over(N_("number of records"), self._records - 1, self._limits.records)

    def _parse(self, lines: list[str], rows: list[SourceRow], last: bool) -> str:
        """Adds the records of `lines` to `rows`; the text of a record that is not complete comes back."""
        start, window = 0, len(lines)
        while start < len(lines):
            if self._swallowed:
                start = self._swallow(lines, start, rows)
                continue
            end = min(start + window, len(lines))
            try:
                start += self._parse_good(lines[start:end], rows)
                window *= 2
            except _Broken as broken:
                start += broken.taken
                if self._may_go_on(broken.trouble, lines[start:end], last and end == len(lines)):
                    if end == len(lines):
                        return "".join(lines[start:])
                    window = 2 * (end - start)
                    continue
                self._open_quote(broken.trouble, lines[start])
                start, window = start + 1, _FEW_LINES
        if last and self._swallowed:
            self._end_swallowing(rows)
        return ""

    def _parse_good(self, lines: list[str], rows: list[SourceRow]) -> int:
        """Adds records up to one that is broken; how many lines were used. Raises `_Broken`."""
        reader = csv.reader(lines, delimiter=self._format.delimiter, strict=True)
        first, taken = self._line, 0
        try:
            for cells in reader:
                begun, taken = taken, reader.line_num
                if taken - begun > 1 and self._spoiled(cells, lines[begun:taken]):
                    self._swallowed, self._swallowed_from, self._line = [lines[begun]], first + begun, first + begun + 1
                    return begun + 1
                self._line = first + taken
                if any(cells):
                    self._add(cells if taken - begun == 1 else _with_plain_breaks(cells), first + begun, rows)
        except csv.Error as trouble:
            raise _Broken(taken, trouble) from trouble
        return taken

    def _spoiled(self, cells: list[str], lines: list[str]) -> bool:
        """Does a record span lines of which one is a record by itself? Then a mark was not closed (interchange X-20)."""
        return 0 < self._expected != len(cells) and any(self._fits(line) for line in lines[1:])

    def _may_go_on(self, trouble: csv.Error, lines: list[str], last: bool) -> bool:
        """Does an open record perhaps end further on?"""
        if "unexpected end" not in str(trouble):
            return False
        length = sum(map(len, lines))
        if length <= self._patience and not last:
            return True
        if length > _SMALLEST_RECORD:
            # Looking far ahead for a missing mark again and again would take for ever.
            self._patience = max(self._patience // 2, _SMALLEST_RECORD)
        return False

    def _open_quote(self, trouble: csv.Error, line: str) -> None:
        if not self._expected:
            raise errors.ImportSyntax(line=self._line, reason=Caption(UNCLOSED)) from trouble
        if len(line) > self._limits.value and "field larger" in str(trouble) and self._too_long_alone(line):
            raise self._over(N_("length of a value"), len(line), self._limits.value)
        self._swallowed, self._swallowed_from = [line], self._line
        self._line += 1

    def _too_long_alone(self, line: str) -> bool:
        try:
            next(csv.reader([line], delimiter=self._format.delimiter), None)
        except csv.Error:
            return True
        return False

    def _swallow(self, lines: list[str], start: int, rows: list[SourceRow]) -> int:
        """Goes on after an open quotation mark until a line has the expected number of fields (interchange X-20)."""
        for number in range(start, len(lines)):
            if self._fits(lines[number]):
                self._end_swallowing(rows)
                return number
            self._swallowed.append(lines[number])
            self._line += 1
        if sum(map(len, self._swallowed)) > self._limits.line:
            raise self._over(N_("length of a line"), sum(map(len, self._swallowed)), self._limits.line)
        return len(lines)

    def _fits(self, line: str) -> bool:
        try:
            cells = next(csv.reader([line], delimiter=self._format.delimiter, strict=True), [])
        except csv.Error:
            return False
        return len(cells) == self._expected

    def _end_swallowing(self, rows: list[SourceRow]) -> None:
        first, *others = self._swallowed
        cells = first.rstrip("\r\n").split(self._format.delimiter)
        if others:
            cells[-1] = "\n".join([cells[-1], *(line.rstrip("\r\n") for line in others)])
        error: UserError = errors.ImportSyntax(line=self._swallowed_from, reason=Caption(UNCLOSED))
        for _surrogate in NO_CHARACTER.findall("".join(cells)):
            self._text.bad.popleft()
        rows.append(SourceRow(self._swallowed_from, self._padded(cells), error=error, original=cells))
        self._swallowed = []

    def _padded(self, cells: list[str]) -> list[str]:
        return (cells + [""] * (self._expected - len(cells)))[: self._expected or len(cells)]

    def _add(self, cells: list[str], line: int, rows: list[SourceRow]) -> None:
        if not self._expected:
            self._expected = len(cells)
        rows.append(SourceRow(line, cells) if len(cells) == self._expected else self._ragged(cells, line))
        if self._text.bad:
            self._refuse_bytes(rows[-1])

    def _ragged(self, cells: list[str], line: int) -> SourceRow:
        expected, count = self._expected, len(cells)
        if count < expected:
            warning = _("Line {line} has {count} values, the header has {expected}; the last ones are blank.")
            return SourceRow(line, self._padded(cells), (warning.format(line=line, count=count, expected=expected),), original=cells)
        if not any(cell.strip() for cell in cells[expected:]):
            return SourceRow(line, cells[:expected])
        error = errors.ImportSyntax(line=line, reason=_(TOO_MANY).format(count=count, expected=expected))
        return SourceRow(line, cells[:expected], error=error, original=cells)

    def _refuse_bytes(self, row: SourceRow) -> None:
        """Refuses a record with a byte that is no character; never a question mark instead (interchange X-18)."""
        found = [(number, len(NO_CHARACTER.findall(cell))) for number, cell in enumerate(row.verbatim) if NO_CHARACTER.search(cell)]
        if not found:
            return
        offset = self._text.bad[0]
        for _number in range(sum(count for _column, count in found)):
            self._text.bad.popleft()
        row.original = row.verbatim
        row.error = errors.ImportEncoding(line=row.line, offset=offset, encoding=self._format.encoding.name)
