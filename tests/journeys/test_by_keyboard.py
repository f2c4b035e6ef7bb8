"""A clerk's day without a mouse, among a hundred thousand contacts; on a screen, by keys alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QTableView, QWidget

from benchmarks.rows import fill_contacts
from contactdesk import Desk
from tests.journeys.steps import open_by_search

ON_SCREEN = True
ALT, CONTROL, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ENTER, TAB, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down
MANY = 100_000
COMPANY, PHONE = "Quaedvlieg Instrumenten", "077-3897431"
PERSONS = ("Ilse Quaedvlieg", "Bram Quist", "Noor Quak")


@pytest.fixture
def office(office_program):
    return office_program


@pytest.fixture
def crowd(office):
    """A database with a hundred thousand contacts."""
    path = office.folder / "crowd.contactdesk"
    with Desk.create(str(path), country="NL") as desk:
        fill_contacts(desk, MANY)
    return path


def focused(hands):
    """What has the cursor."""
    hands.until(QApplication.focusWidget, "a widget with the focus")
    return QApplication.focusWidget()


def tab_to(hands, name):
    """Press Tab until the cursor is in the field of this name."""
    seen = []
    for _step in range(80):
        here = focused(hands)
        if name in (here.objectName(), here.parentWidget().objectName() if here.parentWidget() else ""):
            return here
        QTest.keyClick(here, TAB)
        seen.append((here.objectName(), here.parentWidget().objectName(), type(here).__name__))
    raise AssertionError(f"Tab never leads to {name}: {seen}")


def tell_me(hands, text, choice):
    """Alt+Q, a few letters, the arrows, Enter."""
    QTest.keyClick(focused(hands), Qt.Key.Key_Q, ALT)
    told = hands.window("tell_me")
    hands.type(text)
    lines = hands.find(told, QListWidget, "tell_me_list")

    def marked():
        return lines.currentItem().text() if lines.currentItem() is not None else ""

    hands.until(lambda: choice in [lines.item(row).text() for row in range(lines.count())], f"{choice} for {text}")
    for _step in range(lines.count()):
        if marked() != choice:
            QTest.keyClick(focused(hands), DOWN)
    assert marked() == choice
    hands.picture(f"tell me {text}")
    hands.key(ENTER)
    hands.gone("tell_me")


def save(hands, card):
    """Ctrl+S, and the card says so."""
    hands.key(Qt.Key.Key_S, CONTROL)
    hands.until(lambda: hands.text(card, "status").startswith("Saved."), "saved")


def leave(hands, name, back):
    """Ctrl+W, and the window below has the keyboard again."""
    hands.key(Qt.Key.Key_W, CONTROL)
    hands.gone(name)
    return hands.window(back)


def fill(hands, **values):
    """Tab from field to field of a card and type."""
    for name, text in values.items():
        tab_to(hands, name)
        hands.type(text)


def new_person(office, name, behind):
    """Alt+N in the list of a company's contacts: the card is one of a person of it (contacts C-1)."""
    hands = office.hands
    hands.until(office.main.isActiveWindow, "the keyboard in the main window")
    hands.key(Qt.Key.Key_N, ALT)
    card = hands.window("card_contact", but=[behind])
    hands.until(lambda: hands.find(card, QComboBox, "type").currentText() == "Person", "the card of a person")
    fill(hands, name=name)
    hands.key(ENTER, CONTROL)
    hands.gone("card_contact", name)
    hands.window("main_window")


def assign(office, text, page, name, code):
    """Open a page of assignments of the card by Tell Me, type a code into its empty line, and go back."""
    hands = office.hands
    tell_me(hands, text, page)
    window = hands.window(name)
    grid = hands.find(window, QTableView, "grid")
    hands.until(grid.hasFocus, "the cursor in the empty line")
    type_cells(hands, code)
    hands.until(lambda: code in [row[0] for row in hands.cells(grid)], f"{code} assigned")
    hands.picture(page)
    leave(hands, name, "card_contact")


def type_cells(hands, *texts):
    """F2, type, Tab to the next cell of the line, at last Enter."""
    hands.key(Qt.Key.Key_F2)
    for text in texts:
        hands.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit), "the cursor in a cell")
        hands.type(text)
        hands.key(ENTER if text is texts[-1] else TAB)


def test_a_day_by_keyboard(office, crowd):
    """contacts C-1, C-38, C-73, C-80, F-2, F-3, T-1"""
    hands = office.hands
    office.start(crowd)
    page = office.wait_for_list()
    hands.until(lambda: page.count.text() == "100,000 records", "all contacts")
    # A company with a telephone number
    hands.window("main_window")
    hands.key(Qt.Key.Key_N, ALT)
    card = hands.window("card_contact")
    fill(hands, name=COMPANY, city="Venlo", phone_no=PHONE)
    save(hands, card)
    hands.picture("company")
    # Three persons of it, from the list of its contacts
    tell_me(hands, "related", "Related Contacts")
    hands.window("main_window")
    hands.until(lambda: page.count.text() == "1 record", "the contacts of the company")
    for name in PERSONS:
        new_person(office, name, card)
    hands.until(lambda: page.count.text() == "4 records", "the persons of the company")
    hands.picture("company and persons")
    desk = office.desk
    persons = {name: desk.lists.read_all("contact", where=[("name", name)])[0] for name in PERSONS}
    company = desk.lists.read_all("contact", where=[("name", COMPANY)])[0]
    assert {one["phone_no"] for one in persons.values()} == {PHONE}
    # They are classified on the card of the company and of a person
    hands.key(Qt.Key.Key_F, CONTROL)
    hands.type(company["no"])
    hands.until(lambda: page.count.text() == "1 record", "the company")
    hands.key(ENTER)
    hands.until(page.list.hasFocus, "the cursor in the list")
    hands.key(ENTER)
    hands.until(card.isActiveWindow, "the card of the company")
    assign(office, "mailing", "Mailing Groups", "contact_mailing_group", "X-CARD")
    assign(office, "industry", "Industry Groups", "contact_industry_group", "MAN")
    # One of the persons: responsibilities, and another address for two weeks
    hands.key(Qt.Key.Key_W, CONTROL)
    hands.gone("card_contact")
    hands.window("main_window")
    person = persons[PERSONS[0]]
    card = open_by_search(office, "contact", person["no"])
    assign(office, "responsib", "Job Responsibilities", "contact_job_responsibility", "SALE")
    tell_me(hands, "alternative", "Alternative Address: Card")
    listed = hands.window("alt_addresses")
    hands.key(Qt.Key.Key_N, ALT)
    address = hands.window("card_contact_alt_address")
    fill(hands, code="HOLIDAY", address="Strandweg 1", city="Domburg", phone_no="0118-123")
    save(hands, address)
    hands.picture("alternate address")
    leave(hands, "card_contact_alt_address", "alt_addresses")
    hands.until(lambda: [row[0] for row in hands.cells(hands.find(listed, QTableView, "grid"))] == ["HOLIDAY"], "the address in the list")
    leave(hands, "alt_addresses", "card_contact")
    tell_me(hands, "date ranges", "Alternative Address: Date Ranges")
    ranges = hands.window("codes_contact_alt_addr_date_range")
    grid = hands.find(ranges, QTableView, "grid")
    hands.until(grid.hasFocus, "the cursor in the empty line")
    today = date.today()
    type_cells(hands, f"{today:%d-%m-%Y}", f"{today + timedelta(days=13):%d-%m-%Y}", "HOLIDAY")
    hands.until(lambda: desk.addresses.active_alternate(person["no"]) is not None, "the address holds")
    hands.picture("date ranges")
    leave(hands, "codes_contact_alt_addr_date_range", "card_contact")
    hands.until(lambda: hands.find(card, QWidget, "active_line").isVisible(), "the card says which address holds")
    hands.picture("card with the address that holds")
    leave(hands, "card_contact", "main_window")
    # All of them are found by the last four digits of their telephone number
    tell_me(hands, "reset", "Reset filters")
    hands.key(Qt.Key.Key_F, CONTROL)
    hands.type(PHONE[-4:])
    hands.until(lambda: len(page.list.rows.ids) < 100, "those with these digits")
    hands.key(ENTER)
    hands.until(page.list.hasFocus, "the cursor in the list")
    hands.key(Qt.Key.Key_End, CONTROL)
    hands.until(lambda: set(PERSONS) <= {row[1] for row in hands.cells(page.list)}, "the persons among those found")
    hands.picture("found by four digits")
    # A filter kept as a view
    hands.key(Qt.Key.Key_F, CONTROL)
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_F3, SHIFT)
    hands.until(lambda: focused(hands).objectName() == "filter_field", "the cursor in the pane")
    hands.type("cit")
    hands.key(ENTER)
    hands.until(lambda: focused(hands).objectName() == "filter_city", "the cursor in the line of the city")
    hands.type("Venlo")
    hands.key(ENTER, CONTROL)
    hands.until(lambda: page.count.text() == "4 records", "the contacts of Venlo")
    tell_me(hands, "save as a view", "Save as a view…")
    hands.window("save_view")
    hands.type("Around Venlo")
    hands.picture("save a view")
    hands.key(ENTER)
    hands.gone("save_view")
    hands.until(lambda: page.views.text() == "Around Venlo", "the view")
    hands.picture("view")
    # After a restart the list shows it again
    hands.window("main_window")
    hands.key(Qt.Key.Key_Q, CONTROL)
    hands.gone("main_window")
    office.start(crowd)
    page = office.wait_for_list()
    hands.until(lambda: page.views.text() == "Around Venlo", "the view of last time")
    hands.until(lambda: page.count.text() == "4 records", "the contacts of Venlo")
    hands.picture("after a restart")
