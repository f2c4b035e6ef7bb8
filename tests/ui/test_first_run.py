"""The first-run assistant, from the first page to the list of contacts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QRadioButton

from ui.first_run_window import COMPANY, NUMBERS, PLACE, START, FirstRunWindow
from ui.program import Program


@pytest.fixture
def assistant(qapp, qtbot, settings):
    """The program of a user who has no database yet."""
    program = Program(QApplication.instance(), settings)
    program.begin(None)
    window = program.commands._assistant
    yield program, window
    program.window.may_close = lambda: True
    program.window.close()
    program.end()


def step(qtbot, window: FirstRunWindow, place: int) -> None:
    """Press Enter and wait for the next page."""
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.stack.currentIndex() == place)


def to_company(qtbot, window: FirstRunWindow, path) -> None:
    step(qtbot, window, PLACE)
    window.findChild(QLineEdit, "new_file").setText(str(path))
    step(qtbot, window, COMPANY)
    country = window.company_page.findChild(QComboBox, "country")
    country.setCurrentIndex(country.findData("NL"))


def test_the_first_run_makes_a_database_and_shows_it(assistant, tmp_path, qtbot, settings):
    """contacts NS-21"""
    program, window = assistant
    to_company(qtbot, window, tmp_path / "sub" / "office")
    window.findChild(QLineEdit, "company_name").setText("Own B.V.")
    step(qtbot, window, NUMBERS)
    window.findChild(QLineEdit, "CONT").setText("c-1000")
    window.findChild(QLineEdit, "bus_rel_code_for_customers").setText("KLANT")
    step(qtbot, window, START)
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: program.window.current_list() is not None and program.window.isVisible())
    setup = program.desk.setup.read()
    assert (tmp_path / "sub" / "office.contactdesk").exists()
    assert settings["last_database"] == str(tmp_path / "sub" / "office.contactdesk")
    assert (setup["company_name"], setup["company_country_region_code"]) == ("Own B.V.", "NL")
    assert setup["bus_rel_code_for_customers"] == "KLANT"
    assert program.desk.setup.next_number("CONT") == "C-1000"


def test_a_refused_number_is_shown_on_its_page_and_nothing_is_made(assistant, tmp_path, qtbot):
    """contacts NS-3"""
    program, window = assistant
    to_company(qtbot, window, tmp_path / "office")
    step(qtbot, window, NUMBERS)
    window.findChild(QLineEdit, "CUST").setText("NONE")
    step(qtbot, window, START)
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.stack.currentIndex() == NUMBERS and bool(window.message.text()))
    assert "contains no digit" in window.message.text()
    assert window.findChild(QLineEdit, "CUST").text() == "NONE"
    assert not (tmp_path / "office.contactdesk").exists()
    assert program.desk is None


def test_a_country_must_be_chosen(assistant, tmp_path, qtbot):
    """contacts C-60"""
    _program, window = assistant
    step(qtbot, window, PLACE)
    window.findChild(QLineEdit, "new_file").setText(str(tmp_path / "office"))
    step(qtbot, window, COMPANY)
    window.company_page.country.setCurrentIndex(window.company_page.country.findData(""))

    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_Return)

    assert window.stack.currentIndex() == COMPANY
    assert window.message.text() == "Choose the country of your company."


def test_an_existing_file_is_never_replaced(assistant, tmp_path, qtbot):
    """reliability P-11"""
    program, window = assistant
    (tmp_path / "office.contactdesk").write_text("kept")
    to_company(qtbot, window, tmp_path / "office")
    for place in (NUMBERS, START):
        step(qtbot, window, place)
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "already exists" in window.message.text())
    assert window.stack.currentIndex() == PLACE
    assert (tmp_path / "office.contactdesk").read_text() == "kept"
    assert program.desk is None


def test_a_database_that_exists_is_opened(assistant, office, qtbot):
    """reliability P-11"""
    program, window = assistant
    step(qtbot, window, PLACE)
    window.findChild(QRadioButton, "open").click()
    window.findChild(QLineEdit, "old_file").setText(str(office))
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: program.window.current_list() is not None)
    assert program.window.isVisible()


def test_the_language_changes_the_assistant_at_once(assistant, qtbot):
    """contacts F-2"""
    _program, window = assistant

    window.findChild(QRadioButton, "nl").click()

    qtbot.waitUntil(lambda: "Taal" in [label.text() for label in window.findChildren(QLabel) if label.isVisible()])
    window.findChild(QRadioButton, "en").click()


def test_the_demo_company_can_be_made(assistant, tmp_path, qtbot):
    """contacts C-1"""
    program, window = assistant
    to_company(qtbot, window, tmp_path / "demo")
    for place in (NUMBERS, START):
        step(qtbot, window, place)
    window.start_page.findChild(QRadioButton, "demo").click()
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: program.window.current_list() is not None, timeout=30_000)
    assert program.desk.lists.count("contact") > 200
