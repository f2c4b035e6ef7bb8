"""A save that waits for somebody else: who waits is told so, and for whom; it ends in time (reliability P-5, section 3)."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest

from contactdesk import Desk, errors
from contactdesk.storage import sqlite, waiting
from contactdesk.storage.unit_of_work import Person
from tests.builders import dump


@contextmanager
def kept(path):
    """Another program has the write lock of the file."""
    other = sqlite.connect(Path(path))
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@pytest.fixture
def waits(monkeypatch):
    """Waiting is told at once, and given up after the first attempt."""
    monkeypatch.setattr(sqlite, "TOLD_AFTER", 0.0)
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.3)
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)


def test_a_save_that_waits_names_who_saved_last_and_gives_up(sqlite_desk, waits):
    """reliability P-5, P-7: given a file that somebody keeps, when a colleague saves, then they are told who, and nothing is lost."""
    # Given a file that Anna saved in, and that her program keeps
    target, no = sqlite_desk.store.target, "CT000001"
    with Desk.open(target, who=Person("anna")) as anna, Desk.open(target, who=Person("bram")) as bram:
        anna.records.save("contact", no, {"name": "Adatum Corporation"})
        before, told = dump(anna), []
        bram.actions.waiting = told.append
        with kept(target), pytest.raises(errors.StoreBusy):
            # When Bram saves
            bram.records.save("contact", no, {"phone_no": "030-1"})
        # Then he is told whom he waits for, once, and that it is over
        assert told == ["anna", None]
        assert dump(anna) == before
        # And when the file is free, then he saves, and nobody is told anything
        bram.records.save("contact", no, {"phone_no": "030-1"})
        assert told == ["anna", None]


def test_nobody_waits_for_themselves(sqlite_desk, waits):
    """reliability P-5: who saved last is not the one to wait for when that is oneself."""
    target, no, told = sqlite_desk.store.target, "CT000001", []
    with Desk.open(target, who=Person("anna")) as anna:
        anna.records.save("contact", no, {"name": "Adatum Corporation"})
        anna.actions.waiting = told.append
        with kept(target), pytest.raises(errors.StoreBusy):
            anna.records.save("contact", no, {"phone_no": "030-1"})
        assert told == ["", None]
