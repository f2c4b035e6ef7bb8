"""Tell Me: everything by a few letters, by keyboard (contacts T-1 to T-5)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from contactdesk.actions import ACTIONS
from contactdesk.presenters.tell_me import by_use
from contactdesk.text import use_language
from tests.builders import a_contact, a_customer
from ui import tell_me
from ui.card_window import CardWindow
from ui.navigation import CODE_TABLES, LISTS, SETUP
from ui.page_words import WORDS
from ui.tell_me_window import TellMe


@pytest.fixture
def program(start, office):
    from contactdesk.desk import Desk

    with Desk.open(str(office)) as desk:
        for number in range(5):
            a_contact(desk, f"Zeezicht {number}", city="Domburg")
        a_customer(desk, "Zeezicht Handel")
    made = start(office)
    made.window.activateWindow()
    return made


def opened(program, qtbot):
    """Alt+Q on the window that is used now."""
    window = QApplication.activeWindow() or program.window
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(shown(window)))
    return shown(window)[0]


def shown(window):
    return [one for one in window.findChildren(TellMe) if one.isVisible()]


def lines(told):
    """What is listed: captions of groups in capitals between stars, then their lines."""
    items = [told.list.item(row) for row in range(told.list.count())]
    return [item.text() if item.flags() & Qt.ItemFlag.ItemIsEnabled else f"*{item.text()}*" for item in items]


def type_in(told, text):
    told.box.setFocus()
    told.box.selectAll()
    QTest.keyClicks(told.box, text)


def test_actions_of_the_page_come_first_then_pages_settings_and_data(program, qtbot):
    """contacts T-1: given the list of contacts, when letters are typed, then the groups stand in their order."""
    told = opened(program, qtbot)

    type_in(told, "ne")
    assert lines(told)[:2] == ["*On current page*", "New"]

    type_in(told, "te")
    groups = [line for line in lines(told) if line.startswith("*")]
    assert groups == ["*On current page*", "*Go to Pages and Tasks*", "*Settings*"]


def test_company_data_is_found_from_three_letters_on(program, qtbot):
    """contacts T-1, T-3: three records of each table, and the way to all of them."""
    told = opened(program, qtbot)

    type_in(told, "zeezicht")
    qtbot.waitUntil(lambda: "*Search company data*" in lines(told))

    found = lines(told)
    start = found.index("*Search company data*")
    assert sum("Zeezicht" in line for line in found[start:]) == 4
    assert [line for line in found if line.startswith("Show all")] == ["Show all: Contacts", "Show all: Customers"]


def test_enter_opens_the_first_result_and_raises_its_table(program, qtbot):
    """contacts T-1, T-3: Enter without a choice opens the first result; opening a result raises that table next time."""
    told = opened(program, qtbot)
    type_in(told, "zeezicht handel")
    qtbot.waitUntil(lambda: "*Search company data*" in lines(told))
    while "Customer" not in told.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole):
        QTest.keyClick(told.box, Qt.Key.Key_Down)

    QTest.keyClick(told.box, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: any(isinstance(one, CardWindow) and one.no for one in program.windows.open_windows()))
    assert [one.table for one in program.windows.open_windows()] == ["customer"]
    assert program.settings["tell_me_tables"] == ["customer"]


def test_show_all_opens_the_list_with_the_search(program, qtbot):
    """contacts T-3"""
    told = opened(program, qtbot)
    type_in(told, "zeezicht")
    qtbot.waitUntil(lambda: "Show all: Contacts" in lines(told))
    while told.list.currentItem().text() != "Show all: Contacts":
        QTest.keyClick(told.box, Qt.Key.Key_Down)

    QTest.keyClick(told.box, Qt.Key.Key_Return)

    page = program.window.current_list()
    qtbot.waitUntil(lambda: page.count.text() == "6 records")
    assert page.search_box.text() == "zeezicht"


def test_an_action_that_is_refused_says_why(program, qtbot):
    """contacts T-1: actions of the open page with their state."""
    no = a_contact(program.desk, "Already a customer")
    program.desk.linking.create_as(no, "customer")
    program.windows.open_card("contact", no)
    card = program.windows.open_windows()[0]
    qtbot.waitUntil(lambda: bool(card.form.title.text()))
    card.activateWindow()
    told = opened(program, qtbot)

    type_in(told, "create as: customer")
    QTest.keyClick(told.box, Qt.Key.Key_Return)

    assert told.isVisible()
    assert "is already" in told.hint.text()


def test_escape_closes_and_nothing_happens(program, qtbot):
    """contacts T-1"""
    told = opened(program, qtbot)
    type_in(told, "mark")
    QTest.keyClick(told.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not shown(program.window))
    assert program.windows.open_windows() == []


def test_a_setting_opens_its_page_with_the_cursor_in_the_field(program, qtbot):
    told = opened(program, qtbot)
    type_in(told, "bus. rel. code for vend")
    QTest.keyClick(told.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(program.windows.open_windows()))
    page = program.windows.open_windows()[0]
    assert page.objectName() == "marketing_setup_window"
    qtbot.waitUntil(lambda: page.focusWidget() is not None and page.focusWidget().objectName() == "bus_rel_code_for_vendors")


def test_settings_of_one_name_say_where_they_stand(program, qtbot):
    """contacts T-2, 3.5: Marketing Setup has a salesperson code that persons inherit and one that new contacts get."""
    told = opened(program, qtbot)
    type_in(told, "salesperson code")
    rows = [told.list.item(row) for row in range(told.list.count())]
    said = [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows if row.text() == "Salesperson Code"]

    assert said == ["Salesperson Code, Marketing Setup · Inheritance", "Salesperson Code, Marketing Setup · Defaults"]


def test_no_hit_says_so_and_offers_company_data(program, qtbot):
    """contacts T-2"""
    told = opened(program, qtbot)
    type_in(told, "%%")
    assert told.hint.text() == "Nothing found for “%%”."
    assert lines(told)[:2] == ["*Search company data*", "Search for “%%” in Contacts"]

    type_in(told, "xyzzyx")
    qtbot.waitUntil(lambda: told.hint.text() == "Nothing found for “xyzzyx”.")
    assert lines(told) == []


@pytest.mark.parametrize("text", ['"', "'", "%", "_", "\\", "*", "[", "<b>", "&amp;", "{x}", "{", "🙂"])
def test_signs_are_plain_text(program, qtbot, text):
    """contacts T-5: selecting text and an empty result never raise an error."""
    told = opened(program, qtbot)
    told.box.setText(text * 3)
    told.box.selectAll()
    QTest.keyClick(told.box, Qt.Key.Key_Return)
    QTest.keyClick(told.box, Qt.Key.Key_Up)
    assert told.isVisible()


def test_english_and_dutch_words_both_lead_to_a_page(program, qtbot):
    """contacts T-2, T-4: in English and in the user's language, with further words."""
    use_language("nl")
    told = tell_me.open_tell_me(program)
    for typed, expected in (("relatie", "Contacten"), ("prospect", "Contacten"), ("crm", "Marketinginstellingen"), ("zip", "Postcodes")):
        told.box.setText(typed)
        assert expected in lines(told), typed
    told.box.setText("marketing setup")
    assert "Marketinginstellingen" in lines(told)


def test_further_words_belong_to_pages_that_are_there():
    """contacts T-4: nobody renames a page and forgets its words."""
    captions = {place.caption for place in (*LISTS, *SETUP, *CODE_TABLES)} | {action.caption for action in ACTIONS.values()}
    assert set(WORDS) - captions - {"User settings"} <= {
        "Mailing Groups",
        "Industry Groups",
        "Job Responsibilities",
        "Web Sources",
        "Online Map Setup",
    }


def test_tables_opened_last_come_first():
    """contacts T-3"""
    assert by_use(["contact", "customer", "vendor"], ["vendor"]) == ["vendor", "contact", "customer"]
    assert by_use(["contact", "customer"], []) == ["contact", "customer"]
    assert by_use(["contact"], ["vendor", "contact"]) == ["contact"]
