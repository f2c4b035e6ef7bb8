"""Pages typed into as lists take the last change back; contacts are typed and followed there (contacts 3.6, F-11a, F-12)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from contactdesk.desk import Desk
from contactdesk.storage.unit_of_work import Person

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def windows(start, office, qtbot):
    """The windows of an office with three contacts, two of them customers."""
    with Desk.open(str(office)) as desk:
        for name in ("Adatum", "Contoso", "Contour"):
            no = desk.records.create("contact", {"name": name}).value.no
            if name != "Contour":
                desk.linking.create_as(no, "customer", template="")
    return start(office).windows


def page_of(windows, qtbot, id, **options):
    windows.open_page(id, **options)
    page = windows.open_windows()[-1]
    qtbot.waitUntil(lambda: page.isVisible())
    return page


def test_what_was_typed_into_a_code_table_is_taken_back(windows, qtbot):
    """contacts 3.6: Ctrl+Z in the list; what a colleague typed stays."""
    page = page_of(windows, qtbot, "code_table", table="territory")
    windows.desk.records.create("territory", {"code": "Q1", "name": "North"})
    page._codes.load()
    qtbot.waitUntil(lambda: page.grid.lines.row_of("Q1") >= 0)
    index = page.grid.lines.index(page.grid.lines.row_of("Q1"), 1)
    page.grid.setCurrentIndex(index)
    page.grid.lines.setData(index, "Far north")
    read = lambda: windows.desk.records.read("territory", "Q1")["name"]  # noqa: E731
    qtbot.waitUntil(lambda: read() == "Far north")
    with Desk.open(windows.desk.store.target, who=Person("colleague")) as colleague:
        colleague.records.create("territory", {"code": "Q2", "name": "South"})
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, CONTROL)

    qtbot.waitUntil(lambda: read() == "North")
    qtbot.waitUntil(lambda: page.grid.lines.index(page.grid.lines.row_of("Q1"), 1).data() == "North")
    assert windows.desk.records.read("territory", "Q2")["name"] == "South"


def test_what_was_typed_into_the_relation_codes_is_taken_back(windows, qtbot):
    """relations R-73; Ctrl+Z"""
    page = page_of(windows, qtbot, "business_relations")
    grid = page._grid
    qtbot.waitUntil(lambda: grid.lines.row_of("CUST") >= 0)
    index = grid.lines.index(grid.lines.row_of("CUST"), 1)
    before = index.data()
    grid.setCurrentIndex(index)
    grid.lines.setData(index, "Clients")
    read = lambda: windows.desk.records.read("business_relation", "CUST")["description"]  # noqa: E731
    qtbot.waitUntil(lambda: read() == "Clients")
    qtbot.keyClick(grid, Qt.Key.Key_Z, CONTROL)

    qtbot.waitUntil(lambda: read() == before)


def test_the_name_of_a_contact_leads_to_its_place_in_the_list(windows, qtbot):
    """contacts F-11a: on the page of a relation code, by key as well."""
    page = page_of(windows, qtbot, "relation_contacts", code="CUST")
    qtbot.waitUntil(lambda: len(page._list.rows.ids) == 2)
    page._list.viewport().repaint()
    qtbot.waitUntil(lambda: page._list.rows.row_values(1) is not None)
    page._list.select_id(page._list.rows.ids[1])
    qtbot.keyClick(page._list, Qt.Key.Key_Return, CONTROL)

    contacts = windows.home.window.current_list()
    qtbot.waitUntil(lambda: contacts.name.text() == "Contoso")
    assert contacts.table == "contact"
    assert len(contacts.list.rows.ids) == 3


def test_the_name_beside_a_customer_leads_there_although_the_list_is_filtered(windows, qtbot):
    """contacts F-11a"""
    contacts = windows.home.window.current_list()
    contacts.presenter.filter("name", "Adatum")
    qtbot.waitUntil(lambda: len(contacts.list.rows.ids) == 1)
    windows.home.show_list("customer", ())
    customers = windows.home.window.current_list()
    customers.presenter.follow("list:contact:CT000002")

    qtbot.waitUntil(lambda: contacts.name.text() == "Contoso")
    assert windows.home.window.current_list() is contacts


@pytest.mark.parametrize(("typed", "name"), [("contour", "CT000003"), ("Contuur", "CT000003")])
def test_a_contact_is_typed_by_its_name(windows, qtbot, typed, name):
    """contacts F-12: also with one wrong letter of five."""
    windows.desk.records.create("business_relation", {"code": "ZZZ", "description": "Zeds"})
    page = page_of(windows, qtbot, "relation_contacts", code="ZZZ")
    page._presenter.add(typed)

    qtbot.waitUntil(lambda: [row.code for row in windows.desk.linking.relations(name)] == ["ZZZ"])


def test_of_several_contacts_one_is_chosen(windows, qtbot):
    """contacts F-12: E-SELECT-CONTACT when nothing is."""
    windows.desk.records.create("business_relation", {"code": "ZZZ", "description": "Zeds"})
    page = page_of(windows, qtbot, "relation_contacts", code="ZZZ")
    page._presenter.add("cont")
    qtbot.waitUntil(lambda: page.findChild(QLabel, "choose_title") is not None)
    dialog = page.findChild(QLabel, "choose_title").window()
    dialog.table.selectRow(1)
    dialog.accept()
    qtbot.waitUntil(lambda: [row.code for row in windows.desk.linking.relations("CT000003")] == ["ZZZ"])

    page._presenter.add("nobody")
    qtbot.waitUntil(lambda: "nobody" in page.message.text())
