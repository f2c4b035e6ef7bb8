"""A connection that breaks around a save: the program says what became of it (reliability P-6)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from contactdesk import errors
from contactdesk.desk import Desk
from tests.builders import read
from tests.reliability.checkers import dump, sound
from tests.reliability.proxy import AFTER, BEFORE, LATE, Wire
from tests.ui.cards.conftest import Office


@pytest.fixture
def wire(postgresql_busy_target):
    """A wire to a server with the busy office."""
    with Wire(postgresql_busy_target) as wire:
        yield wire


@pytest.fixture
def desk(wire):
    """A desk at the end of the wire."""
    with Desk.open(wire.url) as desk:
        yield desk


@pytest.fixture
def near(postgresql_busy_target):
    """A desk beside the server."""
    with Desk.open(postgresql_busy_target) as desk:
        yield desk


def save(desk, phone="020-77"):
    return desk.records.save("contact", "CT000001", {"phone_no": phone})


@pytest.mark.parametrize("how", [AFTER, LATE])
def test_saved_although_the_answer_was_lost(desk, near, wire, how):
    """reliability P-6: given a save, when the line breaks and the server commits all the same, the save is told as done, once."""
    wire.cut = how
    done = save(desk)
    assert done.changes.entry == max(entry.no for entry in near.history.entries())
    assert read(near, "vendor", "V00001", "phone_no") == "020-77"
    assert sound(near.store) == []
    assert save(desk, "020-78").changes.entry > done.changes.entry


@pytest.mark.parametrize("word", [b"COMMIT\0", b"UPDATE contact", b"INSERT INTO history", b"BEGIN"])
def test_not_saved(desk, near, wire, word):
    """reliability P-6: given a save, when the line breaks before its commit, "lost" is told, nothing is there, the next works."""
    before = dump(near.store)
    wire.cut, wire.word = BEFORE, word
    with pytest.raises(errors.StoreLost) as refusal:
        save(desk)
    assert str(refusal.value)
    assert refusal.value.what_now
    assert dump(near.store) == before
    assert save(desk).changes.entry
    assert sound(near.store) == []


@pytest.mark.parametrize(("how", "arrives"), [(AFTER, True), (BEFORE, False)])
def test_uncertain_while_the_server_is_away(desk, near, wire, how, arrives):
    """reliability P-6: given a save, when the line breaks and stays dead, "uncertain" is told with the id that clears it up later."""
    entries = len(near.history.entries())
    wire.cut, wire.stays_down = how, True
    with pytest.raises(errors.SaveUncertain) as refusal:
        save(desk)
    wire.down = False
    assert bool(desk.actions.arrived(refusal.value.facts["uuid"])) is arrives
    assert len(near.history.entries()) == entries + arrives
    assert sound(near.store) == []


@pytest.fixture
def office(wire, tmp_path, qtbot):
    """Cards on a desk at the end of the wire."""
    made = Office(wire.url, tmp_path, qtbot)
    yield made
    made.windows.close_all()
    made.background.close()
    made.desk.close()


def press_save(card, qtbot):
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    qtbot.keyClick(card, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("how", [AFTER, BEFORE])
def test_a_new_record_whose_save_was_not_answered_is_made_once(office, near, wire, qtbot, how):
    """reliability P-6: given a new card, when its save breaks off and is done again, then there is one record, and the card shows it."""
    card = office.card("contact")
    office.type(card, "name", "Only once", leave=False)
    wire.cut, wire.stays_down = how, True
    press_save(card, qtbot)
    qtbot.waitUntil(lambda: "not known yet" in card.findChild(QLabel, "message").text(), timeout=20000)
    assert card.form.editors["name"].value() == "Only once"

    wire.down = False
    press_save(card, qtbot)

    qtbot.waitUntil(lambda: bool(card.no), timeout=20000)
    made = near.lists.read_all("contact", where=[("name", "Only once")])
    assert [one["no"] for one in made] == [card.no]


def test_ended_by_the_administrator(postgresql_server, near):
    """reliability P-6: given an idle desk, when the server ends its session, the next save works as if nothing had happened."""
    save(near, "1")
    postgresql_server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ContactDesk'")
    assert save(near, "2").changes.entry


def test_a_job_ends_with_what_is_done(desk, near, wire):
    """reliability P-6; relations R-17: given a long job, when the line breaks, it stops with "lost"; started again it does the rest."""
    wire.cut, wire.word = BEFORE, b"COMMIT\0"
    with pytest.raises(errors.StoreLost):
        desk.batches.create_contacts("customer")
    assert desk.batches.create_contacts("customer").created == 3
    assert sound(near.store) == []
