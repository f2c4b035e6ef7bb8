"""The standard SQLite module, where no newer library exists: the same files, with precautions."""

from __future__ import annotations

import subprocess
import sys

import pytest

from contactdesk.model.contact import Contact
from contactdesk.storage import search_index, sqlite
from contactdesk.storage.store import Store

STANDARD = """
import sys
sys.modules["pysqlite3"] = None
from pathlib import Path
from contactdesk.model.contact import Contact
from contactdesk.storage import search_index, sqlite
from contactdesk.storage.store import Store
assert sqlite.driver.__name__ == "sqlite3"
def put(store, *rows):
    with store.writing() as connection:
        search_index.put(connection, Contact, rows)
def found(store, search):
    with store.reading() as connection:
        return list(connection.scalars(search_index.matching(Contact, search, "sqlite")))
"""


def run(program: str, path: str) -> str:
    done = subprocess.run([sys.executable, "-c", STANDARD + program, path], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def file_with_erased_words(sqlite_target):
    with Store.open(sqlite_target) as store:
        with store.writing() as connection:
            search_index.put(connection, Contact, [(1, "bakker"), (2, "bakker oud")])
        with store.writing() as connection:
            search_index.remove(connection, Contact, [2])
    return sqlite_target


def test_both_libraries_read_and_write_the_same_file(file_with_erased_words):
    """reliability section 2: the standard module serves where there is no newer one"""
    program = "s = Store.open(sys.argv[1]); put(s, (3, 'bakker nieuw')); print(found(s, 'bakker')); s.close()"
    assert run(program, file_with_erased_words) == "[1, 3]"
    with Store.open(file_with_erased_words) as store, store.reading() as connection:
        assert list(connection.scalars(search_index.matching(Contact, "bakker", "sqlite"))) == [1, 3]


@pytest.mark.skipif(sqlite.driver.__name__ == "sqlite3", reason="the standard module is all there is")
def test_a_library_with_the_log_fault_shortens_the_log_itself(sqlite_target):
    """reliability section 2: nothing but our own checkpoint, above 4 MB"""
    program = """
sqlite.has_wal_fault = lambda: True
s = Store.open(sys.argv[1])
longest = 0
for block in range(100):
    put(s, *((block * 200 + number, f"bakker in utrecht {block} {number}") for number in range(200)))
    longest = max(longest, Path(sys.argv[1] + "-wal").stat().st_size)
with s.reading() as connection:
    automatic = connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar()
print(automatic, 4_000_000 < longest < 9_000_000, len(found(s, "bakker")))
s.close()
"""
    assert run(program, sqlite_target) == "0 True 20000"
