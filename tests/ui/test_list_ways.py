"""Ways through a list: the keyboard (contacts F-1, F-2) and values that lead elsewhere (relations N-3, N-8, N-9; contacts C-82)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from contactdesk.desk import Desk
from ui.business_relations_window import BusinessRelationsWindow, RelationContactsWindow
from ui.card_window import CardWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(start, office, qtbot):
    """The contact list: a customer with a person, one that is two things, one that is nothing, and thirty more."""
    with Desk.open(str(office)) as desk:
        adatum = desk.records.create("contact", {"name": "Adatum"}).value.no
        desk.records.create("contact", {"type": "Person", "name": "Zoë Verhoeven", "company_no": adatum})
        desk.linking.create_as(adatum, "customer", template="")
        bakery = desk.records.create("contact", {"name": "Bakkerij Vos"}).value.no
        desk.linking.create_as(bakery, "customer", template="")
        desk.linking.create_as(bakery, "vendor", template="")
        desk.records.create("contact", {"name": "Contoso"})
        for number in range(30):
            desk.records.create("contact", {"name": f"Many {number:02}"})
    program = start(office)
    page = program.window.current_list()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 34)
    qtbot.waitExposed(program.window)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    page.list.viewport().repaint()
    qtbot.waitUntil(lambda: page.list.rows.row_values(0) is not None)
    return page


def go_to(qtbot, page, name):
    """Put the cursor on a contact, and wait for what is known about it."""
    row = next(row for row in page.windows.desk.lists.read_all("contact", columns=["no", "name"]) if row["name"] == name)
    page.list.select_id(page.windows.desk.lists.id_of("contact", row["no"]))
    page.list.setFocus()
    qtbot.waitUntil(lambda: page.name.text() == name)


def opened(page, qtbot, kind):
    qtbot.waitUntil(lambda: any(isinstance(one, kind) for one in page.windows.open_windows()))
    return next(one for one in page.windows.open_windows() if isinstance(one, kind))


def test_a_list_opens_on_its_first_row_with_its_facts_and_the_keyboard(page, qtbot):
    """contacts F-1: nothing has to be clicked first."""
    qtbot.waitUntil(lambda: page.name.text() == "Adatum")

    assert page.list.currentIndex().row() == 0
    assert page.list.hasFocus()


def test_the_keys_of_a_list_move_its_cursor(page, qtbot):
    """contacts F-1: Home, End, PageUp and PageDown."""

    def press(key):
        qtbot.keyClick(page.list, key)
        return page.list.currentIndex().row()

    assert press(Qt.Key.Key_End) == 33
    assert 0 < press(Qt.Key.Key_PageUp) < 33
    assert press(Qt.Key.Key_Home) == 0
    assert 0 < press(Qt.Key.Key_PageDown) < 33


@pytest.mark.parametrize("text", ["", "bakk"])
def test_escape_in_the_search_returns_to_the_list(page, qtbot, text):
    """contacts F-2: the search is cleared and the list has the keyboard again."""
    page.start_search()
    qtbot.keyClicks(page.search_box, text)
    if text:
        qtbot.waitUntil(lambda: len(page.list.rows.ids) == 1)

    qtbot.keyClick(page.search_box, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 34)
    assert page.search_box.text() == ""
    assert page.list.hasFocus()
    assert page.list.current_id()


def click_on_relation(qtbot, page):
    column = next(place for place, field in enumerate(page.list.rows.columns) if field.name == "business_relation")
    cell = page.list.visualRect(page.list.rows.index(page.list.currentIndex().row(), column))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(8, cell.height() // 2))


@pytest.mark.parametrize("way", ["click", "key"])
def test_the_value_of_a_single_link_opens_its_card_from_the_list(page, qtbot, way):
    """relations N-3: exactly one row that is linked."""
    go_to(qtbot, page, "Adatum")
    click_on_relation(qtbot, page) if way == "click" else qtbot.keyClick(page.list, Qt.Key.Key_Return, CONTROL)

    card = opened(page, qtbot, CardWindow)
    qtbot.waitUntil(lambda: card.no == "C00001")
    assert card.table == "customer"


def test_the_value_of_several_links_opens_the_relations_from_the_list(page, qtbot):
    """relations N-3: several rows, the whole set."""
    go_to(qtbot, page, "Bakkerij Vos")
    click_on_relation(qtbot, page)
    assert opened(page, qtbot, BusinessRelationsWindow).contact_no == "CT000003"


def test_without_a_relation_the_page_is_empty_and_ready_for_a_new_row(page, qtbot):
    """relations N-3: none."""
    go_to(qtbot, page, "Contoso")
    qtbot.keyClick(page.list, Qt.Key.Key_Return, CONTROL)
    window = opened(page, qtbot, BusinessRelationsWindow)
    qtbot.waitUntil(lambda: window.bar.action("row.new").isEnabled())


def test_related_contacts_are_those_of_the_company_from_list_and_card(page, qtbot):
    """relations N-8"""
    go_to(qtbot, page, "Zoë Verhoeven")
    page.actions_bar.action("related.contacts").trigger()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 2)
    page.presenter.remove_filter(0)
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 34)

    page.windows.open_card("contact", "CT000002")
    card = opened(page, qtbot, CardWindow)
    qtbot.waitUntil(lambda: card.no == "CT000002")
    card.bar.action("related.contacts").trigger()

    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 2)
    assert page.title.text().startswith("Related Contacts")
    qtbot.waitUntil(lambda: page.name.text() == "Zoë Verhoeven")


@pytest.mark.parametrize("way", ["action", "cell"])
def test_a_relation_code_leads_to_its_contacts(page, qtbot, way):
    """relations N-9, contacts C-82: the action, or the count."""
    page.windows.open_page("business_relations")
    window = page.windows.open_windows()[-1]
    grid = window._grid
    qtbot.waitUntil(lambda: grid.lines.row_of("CUST") >= 0)
    count = next(place for place, field in enumerate(grid.lines.fields) if field.name == "contacts")
    index = grid.lines.index(grid.lines.row_of("CUST"), count)
    grid.setCurrentIndex(index)
    assert index.data() == "2"

    if way == "action":
        window.act("relation_code.contacts")
    else:
        qtbot.keyClick(grid, Qt.Key.Key_Return)

    contacts = opened(page, qtbot, RelationContactsWindow)
    qtbot.waitUntil(lambda: len(contacts._list.rows.ids) == 2)
    QApplication.processEvents()
