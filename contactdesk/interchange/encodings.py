"""Which encoding a text file is written in, and its text piece by piece (interchange X-18)."""

from __future__ import annotations

import codecs
import re
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from contactdesk import errors
from contactdesk.interchange.rows import MEGABYTE, Limits
from contactdesk.text import N_, _

ENCODINGS: dict[str, str] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "iso8859-1": "ISO-8859-1",
    "iso8859-15": "ISO-8859-15",
    "cp437": "CP437",
    "cp850": "CP850",
    "mac-roman": "MacRoman",
}
"""The encodings a person can choose: codec and the name shown."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_("it is an old or protected Office file")),
    (b"PK\x03\x04", N_("it is a ZIP file")),
    (b"%PDF-", N_("it is a PDF file")),
    (b"\x89PNG\r\n", N_("it is a picture")),
    (b"\xff\xd8\xff", N_("it is a picture")),
    (b"GIF8", N_("it is a picture")),
    (b"SQLite format 3\0", N_("it is a database")),
    (b"\x1f\x8b", N_("it is a compressed file")),
    (b"7z\xbc\xaf", N_("it is a compressed file")),
    (b"Rar!", N_("it is a compressed file")),
    (b"\x7fELF", N_("it is a program")),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1a")
_HEAD = 64 * 1024
_CHUNK = 256 * 1024
NO_CHARACTER = re.compile("[\ud800-\udfff]")
_HANDLER = "contactdesk.mark"
_UNICODE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The codec of a file, the length of the mark at its start in bytes, and what to tell about the choice."""

    codec: str
    mark: int = 0
    notice: str = ""

    @property
    def name(self) -> str:
        """The name people know it by."""
        return ENCODINGS.get(self.codec, self.codec.upper())


def checked_size(path: Path, limits: Limits) -> int:
    """The size of the file in bytes.

    Raises `FileNotReadable`, `ImportFormat` for what is no file, `ImportEmpty`, `ImportLimit` (interchange X-80).
    """
    try:
        if path.exists() and not path.is_file():
            raise errors.ImportFormat(path=path, reason=errors.Caption(N_("it is no file")))
        size = path.stat().st_size
    except (OSError, ValueError) as trouble:
        raise errors.FileNotReadable(path=path, reason=reason_of(trouble)) from trouble
    if size == 0:
        raise errors.ImportEmpty(path=path)
    if size > limits.file:
        raise errors.ImportLimit(path=path, limit=errors.Caption(N_("size in bytes")), value=size, allowed=limits.file)
    return size


def reason_of(trouble: Exception) -> str:
    """What the system says about a file, without its path."""
    return (getattr(trouble, "strerror", None) or str(trouble)).rstrip(".") + "."


def detect(path: Path, chosen: str | None = None) -> Encoding:
    """The encoding of the text file `path`: `chosen`, else by mark, NUL pattern, strict UTF-8, else Windows-1252.

    Raises `ImportFormat` for what is no text, `NotAValue` for an unknown choice (interchange X-18).
    """
    with _opened(path) as file:
        head = file.read(_HEAD)
        by_mark = next((Encoding(codec, len(mark)) for mark, codec in _MARKS if head.startswith(mark)), None)
        if not by_mark:
            _refuse_foreign(path, head)
        if chosen:
            return _chosen(chosen, by_mark or _by_nul_pattern(head))
        found = by_mark or _by_nul_pattern(head)
        if not found:
            _refuse_binary(path, head)
        return found or _utf8_or_windows(file)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as trouble:
        raise errors.FileNotReadable(path=path, reason=reason_of(trouble)) from trouble


def _chosen(name: str, seen: Encoding | None) -> Encoding:
    wanted = next((codec for codec, shown in ENCODINGS.items() if name.casefold() in (codec, shown.casefold())), "")
    try:
        codec = (wanted or codecs.lookup(name).name).removesuffix("-sig")
    except (LookupError, ValueError):
        codec = ""
    if codec not in ENCODINGS and codec not in _UNICODE:
        raise errors.NotAValue(value=name, allowed=list(ENCODINGS.values()))
    if seen and seen.codec.startswith(codec):
        return seen
    return Encoding("utf-16-le" if codec == "utf-16" else codec)


def _refuse_foreign(path: Path, head: bytes) -> None:
    for start, reason in _FOREIGN:
        if head.startswith(start):
            raise errors.ImportFormat(path=path, reason=errors.Caption(reason))


def _by_nul_pattern(head: bytes) -> Encoding | None:
    """UTF-16 without a mark: text of Western languages has NUL in every other byte."""
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return Encoding("utf-16-le")
    if even > 0.4 * half and odd < 0.05 * half:
        return Encoding("utf-16-be")
    return None


def _refuse_binary(path: Path, head: bytes) -> None:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > max(4, len(head) // 50):
        raise errors.ImportFormat(path=path, reason=errors.Caption(N_("it holds no text")))


def _utf8_or_windows(file: BinaryIO) -> Encoding:
    """The whole file is looked at: the first accent of a long list may stand near its end."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    file.seek(0)
    base = pending = 0
    while True:
        chunk = file.read(MEGABYTE)
        try:
            if pending or not chunk.isascii() or not chunk:
                decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as trouble:
            notice = _("Byte {offset} is not UTF-8, so the file is read as Windows-1252.")
            return Encoding("cp1252", notice=notice.format(offset=base - pending + trouble.start))
        if not chunk:
            return Encoding("utf-8")
        base, pending = base + len(chunk), len(decoder.getstate()[0])


@dataclass(slots=True)
class _Marker:
    """Puts a lone surrogate where bytes are no character, and remembers where that was."""

    base: int = 0
    offsets: deque[int] = field(default_factory=deque)

    def mark(self, error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        self.offsets.append(self.base + error.start)
        # Written back with "surrogateescape", bytes from 0x80 on are again what they were.
        return chr(0xDC00 + (error.object[error.start] | 0x80)), error.end


_at_work = threading.local()


def _mark(error: UnicodeError) -> tuple[str, int]:
    marker: _Marker = _at_work.marker
    return marker.mark(error)


codecs.register_error(_HANDLER, _mark)


class Decoded:
    """The text of a file in pieces; `bad` holds the positions of bytes that were no character, in their order."""

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._path, self._encoding, self._marker = path, encoding, _Marker()
        self.done = 0
        self.finished = False

    @property
    def bad(self) -> deque[int]:
        """Positions in the file, not yet taken away, of bytes that are no character."""
        return self._marker.offsets

    def pieces(self) -> Iterator[str]:
        """The text, about 256 KB at a time. Raises `FileNotReadable`."""
        decoder = codecs.getincrementaldecoder(self._encoding.codec)(_HANDLER)
        with _opened(self._path) as file:
            file.seek(self._encoding.mark)
            self.done = self._encoding.mark
            while True:
                chunk = self._read(file)
                state = decoder.getstate()[0]
                self._marker.base = self.done - len(state)
                # Each reader has its own marks; the handler of a codec is one for the process.
                _at_work.marker = self._marker
                text = decoder.decode(chunk, final=not chunk)
                self.done += len(chunk)
                self.finished = not chunk
                yield text
                if not chunk:
                    return

    def _read(self, file: BinaryIO) -> bytes:
        try:
            return file.read(_CHUNK)
        except OSError as trouble:
            raise errors.FileNotReadable(path=self._path, reason=reason_of(trouble)) from trouble
