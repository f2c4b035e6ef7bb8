"""A file that appears whole or not at all: it is written beside its place, and takes it when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from contactdesk import errors
from contactdesk.interchange.encodings import reason_of


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and whether somebody stopped it before its end: then there is no file."""

    path: Path
    records: int
    stopped: bool = False


@dataclass(slots=True)
class Part:
    """The file while it is written; one that is not `wanted` any more never takes its place."""

    path: Path
    wanted: bool = True


@contextmanager
def whole_file(path: Path) -> Iterator[Part]:
    """Write the file of the block's part; it becomes `path` when the block ends without an error.

    Raises `ExportTarget` where the system refuses.
    """
    part = Part(path.with_name(f"{path.name}.part"))
    try:
        yield part
        if part.wanted:
            part.path.replace(path)
    except OSError as trouble:
        raise errors.ExportTarget(path=path, reason=reason_of(trouble)) from trouble
    finally:
        part.path.unlink(missing_ok=True)
