"""Files and databases with which something is wrong, made in a moment."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HUGE = 200 * 1024 * 1024
GOOD = "No.,Name\nK1,Fabrikam\nK2,Łódź Café\n"


def _huge_line(path: Path) -> None:
    """200 MB in which no line ends."""
    with path.open("wb") as file:
        file.write(b"No.,Name\nK1,")
        for _part in range(HUGE // 2**20):
            file.write(b"x" * 2**20)


def _huge_rubbish(path: Path) -> None:
    """200 MB that are no text."""
    with path.open("wb") as file:
        file.truncate(HUGE)


def _broken_workbook(path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook><sheets><sheet")
    path.write_bytes(made.getvalue())


FILES = {
    "missing.csv": (lambda path: None, "E-IMP-FILE"),
    "empty.csv": (lambda path: path.write_bytes(b""), "E-IMP-EMPTY"),
    "header.csv": (lambda path: path.write_text("No.,Name\n"), "E-IMP-EMPTY"),
    "binary.csv": (lambda path: path.write_bytes(bytes(range(256)) * 400), "E-IMP-FORMAT"),
    "broken.xlsx": (_broken_workbook, "E-IMP-FORMAT"),
    "cut.xlsx": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(200)), "E-IMP-FORMAT"),
    "line.csv": (_huge_line, "E-IMP-"),
    "rubbish.csv": (_huge_rubbish, "E-IMP-"),
}
"""Name -> what makes the file, and how the id of its refusal begins."""


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name)")
    connection.close()


def damage(path: Path) -> None:
    """Overwrite pages of a database by something else."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 200_000)


DATABASES = {
    "empty": (lambda path: path.write_bytes(b""), "E-STORE-NOT-OURS"),
    "text": (lambda path: path.write_text("dear diary " * 500), "E-STORE-NOT-OURS"),
    "foreign": (_foreign, "E-STORE-NOT-OURS"),
    "damaged": (damage, "E-STORE-"),
    "missing": (lambda path: path.unlink(), "E-STORE-MISSING"),
}
"""What happens to the file of a database, and how the id of the refusal begins."""

_HOLD = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def kept_by_another_program(path: Path, how: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Another program writes in the file and does not come to an end."""
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(path), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.stdin.close()
            other.wait(20)
