"""Bad files, bad databases and a line that breaks, met by the program itself: a process with its own streams and exit code."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contactdesk import Desk
from contactdesk.storage import sqlite
from tests.builders import dump
from tests.journeys import trouble
from tests.reliability.proxy import BEFORE, Wire

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 40
"""Seconds within which a file of 200 MB must be refused, on a busy machine."""


@pytest.fixture
def program(config, tmp_path):
    """Run the program; nothing it says may be a traceback."""

    def program(database, *arguments):
        environment = os.environ | {"CONTACTDESK_DATABASE": str(database), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
        command = [sys.executable, "-m", "contactdesk", *map(str, arguments)]
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, timeout=120, check=False, encoding="utf-8")
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return program


def refused(done, id):
    """Exit code 1, and one line on standard error: id, what happened, what now."""
    assert done.returncode == 1, done
    assert done.stderr.startswith(id), done.stderr
    assert done.stderr.rstrip().endswith((".", ")")), done.stderr


@pytest.mark.parametrize("name", trouble.FILES)
def test_a_file_that_is_no_table(program, sqlite_desk, tmp_path, name):
    """interchange X-18, X-20, X-80, reliability P-11: told within seconds, the database as it was"""
    # Given the file, and a good one beside it
    make, id = trouble.FILES[name]
    bad, good = tmp_path / name, tmp_path / "good.csv"
    make(bad)
    good.write_text(trouble.GOOD, encoding="utf-8")
    before, target = dump(sqlite_desk), sqlite_desk.store.target
    # When it is imported, then it is refused in bounded time and nothing has changed
    began = time.monotonic()
    refused(program(target, "import", "customer", bad), id)
    assert time.monotonic() - began < LONGEST
    assert dump(sqlite_desk) == before
    # And the good one is imported as if nothing had happened
    assert program(target, "import", "customer", good).returncode == 0
    assert sqlite_desk.records.read("customer", "K2")["name"] == "Łódź Café"


def test_a_file_in_another_encoding(program, sqlite_desk, tmp_path):
    """interchange X-18: found out, so that no letter is lost"""
    path = tmp_path / "old.csv"
    path.write_bytes("No.;Name\nK1;Käse & Söhne\nK2;Straße 5\n".encode("cp1252"))
    assert program(sqlite_desk.store.target, "import", "customer", path).returncode == 0
    assert [sqlite_desk.records.read("customer", no)["name"] for no in ("K1", "K2")] == ["Käse & Söhne", "Straße 5"]


def test_ragged_rows_come_back_in_a_file(program, sqlite_desk, tmp_path):
    """interchange X-13, X-20: what is refused is there to be corrected, the rest is in"""
    path = tmp_path / "ragged.csv"
    path.write_text("No.,Name\nK1,Fabrikam\nK2,One,two,three\nK3,Litware\n", encoding="utf-8")
    done = program(sqlite_desk.store.target, "import", "customer", path)
    assert done.returncode == 0
    assert {"K1", "K3"} <= {one["no"] for one in sqlite_desk.lists.read_all("customer")}
    refusals = next(tmp_path.glob("ragged*refused*.csv")).read_text(encoding="utf-8-sig")
    assert "two" in refusals
    assert "Fabrikam" not in refusals


@pytest.mark.parametrize("name", trouble.DATABASES)
@pytest.mark.parametrize("command", [["show", "contact"], ["set", "contact", "CT000001", "name=X"]])
def test_a_database_that_is_none(program, sqlite_target, name, command):
    """reliability P-7, P-10, P-11: refused and not touched"""
    spoil, id = trouble.DATABASES[name]
    path = Path(sqlite_target)
    spoil(path)
    before = path.read_bytes() if path.exists() else None
    refused(program(path, *command), id)
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_database_that_another_program_keeps(run, sqlite_desk, monkeypatch):
    """reliability P-5, P-7: told after a while, reading works meanwhile; once it is free the same command works"""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)  # else ten seconds
    target = sqlite_desk.store.target
    before, save = dump(sqlite_desk), ("--database", target, "set", "contact", "CT000001", "phone_no=1")
    with trouble.kept_by_another_program(Path(target)):
        kept = run(*save)
        assert (kept.code, kept.out) == (1, "")
        assert kept.err.startswith("E-STORE-BUSY: ")
        assert run("--database", target, "show", "contact", "CT000001").code == 0
    assert dump(sqlite_desk) == before
    assert run(*save).code == 0


def test_a_server_that_is_away_and_one_that_goes_away(program, postgresql_desk):
    """reliability P-6, P-7: nothing is half saved, and the same command works once the line is there"""
    before = dump(postgresql_desk)
    save = ("set", "contact", "CT000001", "phone_no=020-55")
    with Wire(postgresql_desk.store.target) as wire:
        # Given a server nobody gets through to, when something is saved, then it is told
        wire.down = True
        refused(program(wire.url, *save), "E-STORE-LOST")
        # Given a line that breaks in the middle of the save, then it is told and nothing is there
        wire.down, wire.cut, wire.word = False, BEFORE, b"UPDATE contact"
        refused(program(wire.url, *save), "E-STORE-LOST")
        assert dump(postgresql_desk) == before
        # When the line is there again, then the same command works
        assert program(wire.url, *save).returncode == 0
    assert postgresql_desk.records.read("contact", "CT000001")["phone_no"] == "020-55"


def test_a_good_database_opens_after_all_this(program, tmp_path):
    """reliability P-9: a new one beside the bad ones"""
    path = tmp_path / "fresh.contactdesk"
    assert program(path, "new", path, "--country", "NL").returncode == 0
    with Desk.open(str(path)) as desk:
        assert not desk.maintenance.check()
