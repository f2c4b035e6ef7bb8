"""Geometry, open cards and the last list come back after a restart."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from contactdesk.desk import Desk
from tests.builders import a_contact
from ui.session import MOST_CARDS


@pytest.fixture
def contacts(office):
    with Desk.open(str(office)) as desk:
        return [a_contact(desk, f"Quux {number}") for number in range(MOST_CARDS + 2)]


def cards(program):
    return [(one.table, one.no) for one in program.windows.open_windows()]


def ended(program):
    program.window.close()
    program.end()


def test_cards_and_list_come_back(start, office, contacts, qtbot):
    """Given a card and the list of vendors, when the program is closed and opened again, then both are there."""
    first = start(office)
    first.show_list("vendor", ())
    first.windows.open_card("contact", contacts[0])
    qtbot.waitUntil(lambda: cards(first) == [("contact", contacts[0])])
    ended(first)

    second = start(office)

    assert second.window.current_list().table == "vendor"
    qtbot.waitUntil(lambda: cards(second) == [("contact", contacts[0])])


def test_another_database_begins_afresh(start, office, contacts, tmp_path, qtbot):
    """Given open cards of one database, when another one is opened, then none of them comes back."""
    other = tmp_path / "other.contactdesk"
    shutil.copyfile(office, other)
    first = start(office)
    first.show_list("vendor", ())
    first.windows.open_card("contact", contacts[0])
    qtbot.waitUntil(lambda: cards(first) == [("contact", contacts[0])])
    ended(first)

    second = start(other)
    qtbot.waitUntil(lambda: second.background._open == 0)

    assert second.window.current_list().table == "contact"
    assert cards(second) == []


def test_never_more_than_a_few_cards_and_none_without_a_record(start, office, contacts, settings, qtbot):
    """Given more cards than come back and one deleted meanwhile, then the others of the last ones are there."""
    with Desk.open(str(office)) as desk:
        desk.records.delete("contact", contacts[-1])
    settings["session"] = {"database": str(office), "list": "contact", "cards": [["contact", no] for no in contacts[-MOST_CARDS:]]}
    settings["last_database"] = str(office)

    program = start(office)

    qtbot.waitUntil(lambda: len(cards(program)) == MOST_CARDS - 1, timeout=20000)
    qtbot.waitUntil(lambda: sorted(no for _table, no in cards(program)) == sorted(contacts[-MOST_CARDS:-1]))


@pytest.mark.parametrize("damaged", [{"database": 3}, {"list": 5, "cards": 7}, {"cards": [["x"], 3, ["nothing", "1"], ["contact", 4]]}])
def test_damaged_settings_do_no_harm(start, office, settings, damaged):
    settings["session"] = {"database": str(office)} | damaged
    program = start(office)
    assert program.window.current_list().table == "contact"
    assert cards(program) == []


def test_cards_come_back_in_another_language(start, office, contacts, qtbot):
    """Given an open card, when Dutch is chosen, then the card is there again, and speaks Dutch."""
    program = start(office)
    program.windows.open_card("contact", contacts[0])
    qtbot.waitUntil(lambda: cards(program) == [("contact", contacts[0])])

    program.run_command("language.nl")

    qtbot.waitUntil(lambda: [one.form.kind.text() for one in program.windows.open_windows()] == ["Contact"])
    qtbot.waitUntil(lambda: cards(program) == [("contact", contacts[0])])
    assert program.windows.open_windows()[0].form.tabs[0].title == "Algemeen"


def test_what_is_dropped_is_named_before_the_program_ends(start, office, contacts, qtbot):
    """contacts section 0: outside the closed window, and not on one that is gone the next moment"""
    first = start(office)
    first.windows.open_card("contact", contacts[0])
    qtbot.waitUntil(lambda: cards(first) == [("contact", contacts[0])])
    card = first.windows.open_windows()[0]
    qtbot.waitUntil(card.form.isVisible)
    card.form.editors["address"].type_in("Kade 1")
    card.form.editors["phone_no"].type_in("call me")

    first.window.close()

    qtbot.waitUntil(lambda: first.window.findChild(QDialog, "question") is not None)
    question = first.window.findChild(QDialog, "question")
    assert first.window.isVisible()
    assert first.windows.open_windows() == []
    assert "call me" in question.findChild(QLabel, "question_more").text()
    assert first.desk.records.read("contact", contacts[0])["address"] == "Kade 1"
    question.findChild(QPushButton, "answer_0").click()
    qtbot.waitUntil(lambda: not first.window.isVisible())
    first.end()
    second = start(office)
    qtbot.waitUntil(lambda: cards(second) == [("contact", contacts[0])])
