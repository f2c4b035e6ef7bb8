"""Bad files, bad databases and a line that breaks, met in the windows: a clear sentence, nothing lost, and work goes on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QRadioButton, QTableWidget

from tests.builders import dump
from tests.journeys import trouble
from tests.journeys.hands import windows
from tests.reliability.proxy import BEFORE, Wire

ON_SCREEN = True
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(office_program):
    return office_program


def open_contact(office, no="CT000001"):
    """The card of a contact, found by its number."""
    hands, page, before = office.hands, office.wait_for_list(), windows()
    hands.click(page.search_box)
    hands.type(no)
    hands.until(lambda: page.count.text() == "1 record", no)
    hands.key(Qt.Key.Key_Return)
    hands.until(page.list.hasFocus, "the cursor in the list")
    hands.key(Qt.Key.Key_Return)
    card = hands.window("card_contact", but=before)
    hands.find(card, QLineEdit, "phone_no")
    return card


def type_phone(office, card, text):
    """Type a telephone number and press Ctrl+S."""
    office.hands.enter(card, "phone_no", text, leave=None)
    office.hands.key(Qt.Key.Key_S, CONTROL)


def test_files_that_are_no_tables(office, sqlite_desk, tmp_path):
    """interchange X-18, X-20, X-80, reliability P-11: said above the page, and the next file is read"""
    hands, before = office.hands, dump(sqlite_desk)
    office.start(sqlite_desk.store.target)
    office.wait_for_list()
    hands.from_menu(office.main, "File", "import.customer")
    window = hands.window("import_window")
    # Given one bad file after the other, when it is chosen, then the reason is said and there is no way on
    for name, (make, _id) in trouble.FILES.items():
        make(tmp_path / name)
        hands.enter(window, "path", str(tmp_path / name), leave=Qt.Key.Key_Return)
        hands.until(lambda: hands.said(window), f"a refusal of {name}")
        hands.picture(name)
        if hands.find(window, QAbstractButton, "next").isEnabled():
            # Its head is a table: what is wrong comes to light when it is tried out.
            hands.press(window, "next")
            hands.press(window, "next")
            hands.until(lambda: hands.said(window) or "Refused: 1" in hands.text(window, "check_counts"), f"a refusal of {name}")
            hands.press(window, "back")
            hands.press(window, "back")
        (tmp_path / name).unlink(missing_ok=True)
    assert dump(sqlite_desk) == before
    # When a good one is chosen, then it goes on
    (tmp_path / "good.csv").write_text(trouble.GOOD, encoding="utf-8")
    hands.enter(window, "path", str(tmp_path / "good.csv"), leave=Qt.Key.Key_Return)
    hands.until(lambda: hands.find(window, QTableWidget, "file_preview").rowCount() == 2, "the first records")
    assert not hands.said(window)
    for _step in range(3):
        hands.press(window, "next")
    hands.until(lambda: hands.text(window, "progress_title") == "Imported", "the end of the import")
    assert sqlite_desk.records.read("customer", "K2")["name"] == "Łódź Café"


def open_by_assistant(office, path):
    """From where the trouble is told: New database, Next, Open a database that exists."""
    hands = office.hands
    hands.press(office.main, "database.new")
    assistant = hands.window("first_run")
    hands.press(assistant, "next")
    hands.click(hands.find(assistant, QRadioButton, "open"))
    hands.enter(assistant, "old_file", str(path), leave=None)
    hands.press(assistant, "next")
    hands.gone("first_run")
    hands.window("main_window")


def test_databases_that_are_none(office, sqlite_target, sqlite_office, tmp_path):
    """reliability P-7, P-10, P-11: said where the list would be, not touched; another one is opened from there"""
    hands = office.hands
    for number, (name, (spoil, _id)) in enumerate(trouble.DATABASES.items()):
        # Given a file that is no database, or none any more
        path = tmp_path / f"{name}.contactdesk"
        shutil.copyfile(sqlite_target, path)
        spoil(path)
        before = path.read_bytes() if path.exists() else None
        # When it is opened, then the program says what is wrong and what now, and leaves it as it is
        if number:
            open_by_assistant(office, path)
        else:
            office.start(path)
        hands.until(lambda path=path: hands.text(office.main, "trouble_place") == str(path), f"what is wrong with {name}")
        assert hands.text(office.main, "trouble_title")
        assert hands.text(office.main, "trouble_text")
        hands.picture(name)
        assert (path.read_bytes() if path.exists() else None) == before
    # And when a sound one is opened from there, then work goes on
    open_by_assistant(office, sqlite_office)
    hands.until(lambda: office.wait_for_list().count.text() == "4 records", "the list of the other one")


def test_a_database_that_another_program_keeps(office, sqlite_desk, monkeypatch):
    """reliability P-5, P-7: what was typed stays on the card, and is saved once the file is free"""
    from contactdesk.storage import sqlite

    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.2)
    hands, target = office.hands, sqlite_desk.store.target
    sqlite_desk.close()
    office.start(target)
    card = open_contact(office)
    before = dump(office.desk)
    with trouble.kept_by_another_program(Path(target)):
        type_phone(office, card, "020-77")
        hands.until(lambda: hands.said(card), "that somebody else works there")
        hands.picture("busy")
        assert "Somebody else is working in the database" in hands.said(card)
        assert hands.text(card, "phone_no") == "020-77"
        assert dump(office.desk) == before
    hands.key(Qt.Key.Key_S, CONTROL)
    hands.until(lambda: hands.text(card, "status").startswith("Saved."), "saved")
    assert not hands.said(card)
    assert office.desk.records.read("contact", "CT000001")["phone_no"] == "020-77"


def test_a_server_that_goes_away_in_the_middle_of_a_save(office, postgresql_desk):
    """reliability P-6, P-7: given a broken line, the value stays on the card; with the line there again it is saved"""
    hands, before = office.hands, dump(postgresql_desk)
    with Wire(postgresql_desk.store.target) as wire:
        # Given a server nobody gets through to, when the program starts, then it says so, and tries again when asked
        wire.down = True
        office.start(wire.url)
        hands.until(lambda: hands.text(office.main, "trouble_title"), "what is wrong")
        assert "connection to the database server" in hands.text(office.main, "trouble_title")
        hands.picture("server away")
        wire.down = False
        hands.press(office.main, "database.retry")
        # When the line breaks in the middle of a save, then it is said, and nothing is lost on either side
        card = open_contact(office)
        wire.cut, wire.word = BEFORE, b"UPDATE contact"
        type_phone(office, card, "020-88")
        hands.until(lambda: hands.said(card), "that the line broke")
        hands.picture("line broken")
        assert hands.text(card, "phone_no") == "020-88"
        assert dump(postgresql_desk) == before
        # When it is there again, then the same keys save
        hands.key(Qt.Key.Key_S, CONTROL)
        hands.until(lambda: hands.text(card, "status").startswith("Saved."), "saved")
        assert postgresql_desk.records.read("contact", "CT000001")["phone_no"] == "020-88"
        assert not hands.said(card)
        hands.key(Qt.Key.Key_W, CONTROL)
        hands.gone("card_contact")


def by_another_process(target, *arguments):
    """What a colleague does at the same moment, by the command line in a process of its own."""
    command = [sys.executable, "-m", "contactdesk", "--database", target, *arguments]
    root = str(Path(__file__).resolve().parents[2])
    subprocess.run(command, env=os.environ | {"PYTHONPATH": root}, check=True, capture_output=True, timeout=60)


def test_two_people_on_one_record(office, sqlite_desk):
    """relations R-58, contacts C-113: untouched fields merge; a field changed on both sides is asked about"""
    hands, target = office.hands, sqlite_desk.store.target
    office.start(target)
    card = open_contact(office)
    # Given a colleague who saves the city, when the telephone number is saved here, then both are there
    hands.enter(card, "phone_no", "020-1", leave=None)
    by_another_process(target, "set", "contact", "CT000001", "address_2=Achterhuis")
    hands.key(Qt.Key.Key_S, CONTROL)
    hands.until(lambda: hands.text(card, "status").startswith("Saved."), "saved")
    read = sqlite_desk.records.read("contact", "CT000001")
    assert (read["phone_no"], read["address_2"]) == ("020-1", "Achterhuis")
    assert hands.text(card, "address_2") == "Achterhuis"
    # Given a colleague who saves the same field, then it is asked whose value is kept: theirs
    hands.enter(card, "phone_no", "020-2", leave=None)
    by_another_process(target, "set", "contact", "CT000001", "phone_no=020-3")
    hands.key(Qt.Key.Key_S, CONTROL)
    question = hands.window("conflicts")
    hands.picture("both changed")
    hands.click(hands.find(question, QRadioButton, "phone_no_theirs"))
    hands.press(question, "conflicts_ok")
    hands.gone("conflicts")
    hands.until(lambda: hands.text(card, "phone_no") == "020-3", "their value")
    assert sqlite_desk.records.read("contact", "CT000001")["phone_no"] == "020-3"
    # And once more, then mine
    hands.window("card_contact")
    hands.enter(card, "phone_no", "020-4", leave=None)
    by_another_process(target, "set", "contact", "CT000001", "phone_no=020-5")
    hands.key(Qt.Key.Key_S, CONTROL)
    hands.press(hands.window("conflicts"), "conflicts_ok")
    hands.gone("conflicts")
    hands.until(lambda: sqlite_desk.records.read("contact", "CT000001")["phone_no"] == "020-4", "my value")


def test_two_programs_on_one_database(office, sqlite_desk):
    """relations R-58: two cards on the same record in two programs; each keeps what only the other one changed"""
    hands, target = office.hands, sqlite_desk.store.target
    office.start(target)
    first = open_contact(office)
    office.start(target)
    second = open_contact(office)
    assert first is not second
    hands.enter(first, "phone_no", "020-6", leave=None)
    hands.enter(second, "address_2", "Voorhuis", leave=None)
    for card in (first, second):
        hands.click(hands.find(card, QLineEdit, "name"))
        hands.key(Qt.Key.Key_S, CONTROL)
        hands.until(lambda card=card: hands.text(card, "status").startswith("Saved."), "saved")
    read = sqlite_desk.records.read("contact", "CT000001")
    assert (read["phone_no"], read["address_2"]) == ("020-6", "Voorhuis")
    assert hands.text(second, "phone_no") == "020-6"


def test_windows_of_one_program_follow_each_other(office, sqlite_desk):
    """relations R-10, R-50, R-58, G-11: a save in one window is seen in the others at once"""
    hands = office.hands
    sqlite_desk.linking.create_as("CT000001", "customer", template="")
    office.start(sqlite_desk.store.target)
    card = open_contact(office)
    fact = next(one for one in card.findChildren(QAbstractButton) if one.objectName().startswith("fact_card:") and one.isVisible())
    hands.click(fact)
    other = hands.window("card_customer")
    assert hands.text(other, "phone_no") == hands.text(card, "phone_no")
    hands.enter(other, "phone_no", "020-9")
    hands.key(Qt.Key.Key_S, CONTROL)
    hands.until(lambda: hands.text(card, "phone_no") == "020-9", "the number on the card of the contact")
    hands.picture("both cards")
    page = office.wait_for_list()
    hands.until(lambda: any("020-9" in row for row in hands.cells(page.list)), "the number in the list")
