"""Filters and saved views by keyboard, in real windows (contacts F-1 to F-11, section 8 lines 4, 40 and 41)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton

from contactdesk.desk import Desk
from ui.parts.editors_code import DropDownList

CONTROL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return
CONTACTS = {"Manchester United": "Manchester", "Bakkerij Vos": "Utrecht", "Vos & Zoon (oud)": "Utrecht", "Aalto": "Delft"}


@pytest.fixture
def office_path(office):
    with Desk.open(str(office)) as desk:
        for name, city in CONTACTS.items():
            desk.records.create("contact", {"name": name, "city": city}, places=False)
        desk.records.create("contact", {"type": "Person", "name": "Jan Vos", "company_no": "CT000002"})
    return office


@pytest.fixture
def page(start, office_path, qtbot):
    """The contact list with four companies and a person, and the keyboard."""
    program = start(office_path)
    page = program.window.current_list()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 5)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    page.list.viewport().repaint()
    qtbot.waitUntil(lambda: page.list.rows.row_values(0) is not None)
    return page


def names(page, qtbot):
    """The names in the list, once they are there."""
    place = [field.name for field in page.list.rows.columns].index("name")

    def read():
        page.list.viewport().repaint()
        rows = [page.list.rows.row_values(row) for row in range(len(page.list.rows.ids))]
        return None if None in rows else [row[place] for row in rows]

    qtbot.waitUntil(lambda: read() is not None)
    return read()


def shows(page, qtbot, *wanted):
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == len(wanted))
    qtbot.waitUntil(lambda: sorted(names(page, qtbot)) == sorted(wanted))


def go_to(page, qtbot, name, column):
    """Put the cursor into a cell, by keys."""
    page.list.setFocus()
    page.list.select_id(page.list.rows.ids[names(page, qtbot).index(name)])
    for _step in range(len(page.list.columns.in_order())):
        if page.list.current_column() == column:
            return
        qtbot.keyClick(page.list, Qt.Key.Key_Right)
    assert page.list.current_column() == column


def has_keyboard(widget):
    """Has it the cursor? Off screen the list of a drop-down stays the active window after it was closed."""
    return widget in (QApplication.focusWidget(), widget.window().focusWidget())


def line_of(page, qtbot, name):
    """The line of a filter, with the cursor in it."""
    line = page.pane.findChild(QLineEdit, f"filter_{name}")
    qtbot.waitUntil(lambda: has_keyboard(line))
    return line


def press(page, qtbot, id):
    """A shortcut of the main window, through the action that has it."""
    page.windows.home.window.menu.action(id).trigger()


def test_the_keys_of_the_specification_are_those_of_the_menus(page):
    """contacts F-4"""
    menu = page.windows.home.window.menu
    keys = {id: menu.action(f"list.{id}").shortcut().toString() for id in ("filter_pane", "filter_value", "filter_column", "filter_reset")}

    assert keys == {
        "filter_pane": "Shift+F3",
        "filter_value": "Alt+F3",
        "filter_column": "Alt+Shift+F3",
        "filter_reset": "Ctrl+Alt+Shift+F3",
    }


def test_the_pane_is_opened_and_closed_by_its_key(page, qtbot):
    """contacts F-4: Shift+F3."""
    page.list.setFocus()
    press(page, qtbot, "list.filter_pane")
    qtbot.waitUntil(lambda: page.pane is not None and page.pane.isVisible())
    qtbot.waitUntil(lambda: page.pane.isAncestorOf(page.focusWidget()))
    press(page, qtbot, "list.filter_pane")

    qtbot.waitUntil(page.pane.isHidden)
    assert has_keyboard(page.list)


def test_a_filter_is_typed_on_the_column_of_the_cursor(page, qtbot):
    """contacts F-4, F-5: Shift+Alt+F3, an expression, Enter; Ctrl+Enter returns to the list."""
    go_to(page, qtbot, "Aalto", "name")
    press(page, qtbot, "list.filter_column")
    line = line_of(page, qtbot, "name")
    qtbot.keyClicks(line, "@*VOS*")
    qtbot.keyClick(line, ENTER)
    shows(page, qtbot, "Bakkerij Vos", "Vos & Zoon (oud)", "Jan Vos")

    qtbot.keyClick(line, ENTER, CONTROL)
    qtbot.waitUntil(page.list.hasFocus)
    assert page.list.columns.filtered == {"name"}
    assert page.filters.isVisible()
    assert page.findChild(QPushButton, "filter_0").text().strip() == "Name: contains VOS"


@pytest.mark.parametrize("typed", ["1..2..3", "'abc", ">", "(a"])
def test_a_filter_that_cannot_be_read_leaves_the_old_one(page, qtbot, typed):
    """contacts F-9, section 8 line 40: E-FILTER beside the field."""
    page.add_filter("name")
    line = line_of(page, qtbot, "name")
    qtbot.keyClicks(line, "B*")
    qtbot.keyClick(line, ENTER)
    shows(page, qtbot, "Bakkerij Vos")
    line.selectAll()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, ENTER)

    error = page.pane.findChild(QLabel, "filter_error_name")
    qtbot.waitUntil(error.isVisible)
    assert typed in error.text()
    assert line.text() == typed
    assert page.presenter.filters.where == [("name", "B*")]
    assert names(page, qtbot) == ["Bakkerij Vos"]
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "B*"
    assert error.isHidden()


def test_capitals_count_unless_the_filter_says_otherwise(page, qtbot):
    """contacts F-6, section 8 line 41"""
    page.presenter.filter("name", "man*")
    qtbot.waitUntil(lambda: not len(page.list.rows.ids))
    page.presenter.filter("name", "@man*")

    shows(page, qtbot, "Manchester United")


def test_the_value_under_the_cursor_is_filtered_and_let_go_again(page, qtbot):
    """contacts F-4, section 8 line 4: Alt+F3; filter characters in the value are plain text."""
    go_to(page, qtbot, "Vos & Zoon (oud)", "name")
    press(page, qtbot, "list.filter_value")
    shows(page, qtbot, "Vos & Zoon (oud)")
    assert page.list.current_column() == "name"
    press(page, qtbot, "list.filter_value")

    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 5)
    assert not page.filters.isVisible()


def test_values_of_a_choice_are_ticked(page, qtbot):
    """contacts F-8: several ticks mean or; a field that is not shown can be filtered too (F-4)."""
    page.add_filter("type")
    box = page.pane.findChild(QCheckBox, "filter_type_1")
    assert box.text() == "Person"
    qtbot.keyClick(box, Qt.Key.Key_Space)
    shows(page, qtbot, "Jan Vos")
    qtbot.keyClick(page.pane.findChild(QCheckBox, "filter_type_0"), Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 5)
    assert page.presenter.filters.where == [("type", "Company|Person")]


def test_a_field_is_chosen_by_part_of_its_name(page, qtbot):
    """contacts F-4: any field of the table."""
    page.switch_pane()
    choice = page.pane.findChild(QLineEdit, "filter_field")
    qtbot.waitUntil(choice.hasFocus)
    qtbot.keyClicks(choice, "cit")
    qtbot.keyClick(choice, ENTER)
    line = line_of(page, qtbot, "city")
    qtbot.keyClicks(line, "Utrecht")
    qtbot.keyClick(line, ENTER, CONTROL)

    shows(page, qtbot, "Bakkerij Vos", "Jan Vos", "Vos & Zoon (oud)")
    assert has_keyboard(page.list)


def test_a_filter_on_a_code_offers_codes_while_it_is_typed(page, qtbot, office_path):
    """contacts F-12: codes and descriptions that contain what is typed, for each of several values."""
    page.presenter._desk.records.save("contact", "CT000001", {"country_region_code": "BE"})
    page.presenter._desk.records.save("contact", "CT000004", {"country_region_code": "LU"})
    page.add_filter("country_region_code")
    line = line_of(page, qtbot, "country_region_code")
    popup = page.pane.findChild(DropDownList)._popup

    qtbot.keyClicks(line, "belg")
    qtbot.waitUntil(popup.isVisible)
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["BE"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, ENTER)
    shows(page, qtbot, "Manchester United")
    assert line.text() == "BE"

    page.window().activateWindow()  # off screen the closed list of codes would stay the active window
    line.setFocus()
    line.end(False)
    qtbot.keyClicks(line, "|luxem")
    qtbot.waitUntil(lambda: popup.isVisible() and popup.model().rowCount() == 1)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, ENTER)
    shows(page, qtbot, "Manchester United", "Aalto")
    assert line.text() == "BE|LU"


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)]
)
def test_all_codes_are_shown_by_a_key_and_what_was_typed_can_still_be_entered(page, qtbot, key, modifier):
    """contacts F-12"""
    page.add_filter("country_region_code")
    line = line_of(page, qtbot, "country_region_code")
    popup = page.pane.findChild(DropDownList)._popup

    qtbot.keyClick(line, key, modifier)
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == page.presenter._desk.lists.count("country")
    qtbot.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    page.window().activateWindow()
    line.setFocus()
    qtbot.keyClicks(line, "n")
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, "*")
    qtbot.keyClick(popup, ENTER)

    assert not popup.isVisible()
    qtbot.waitUntil(lambda: page.presenter.filters.where == [("country_region_code", "n*")])


def test_a_filter_offers_blocked_colleagues_too(page, qtbot):
    """contacts F-12, contacts 1.3: their contacts are found, though no contact is given them any more."""
    desk = page.presenter._desk
    desk.records.create("salesperson", {"code": "XB", "name": "Gone Colleague"})
    desk.records.save("salesperson", "XB", {"blocked": True})
    page.add_filter("salesperson_code")
    line = line_of(page, qtbot, "salesperson_code")
    popup = page.pane.findChild(DropDownList)._popup

    qtbot.keyClicks(line, "gone")

    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "XB"


def test_nothing_found_offers_a_reset(page, qtbot):
    """contacts F-10"""
    page.presenter.filter("city", "Atlantis")
    qtbot.waitUntil(lambda: page.list.findChild(QPushButton, "list.filter_reset") is not None)
    reset = page.list.findChild(QPushButton, "list.filter_reset")
    qtbot.waitUntil(reset.isVisible)
    qtbot.keyClick(reset, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 5)


def test_a_reset_keeps_the_search_and_nothing_found_offers_to_clear_it(page, qtbot):
    """contacts F-3, F-4, F-10: the key leads back to the filters of the view; the search is taken away by itself."""
    page.search_box.setText("vos")
    shows(page, qtbot, "Bakkerij Vos", "Vos & Zoon (oud)", "Jan Vos")
    page.presenter.filter("city", "Delft")
    qtbot.waitUntil(lambda: page.list.findChild(QPushButton, "list.search_clear") is not None)
    press(page, qtbot, "list.filter_reset")
    shows(page, qtbot, "Bakkerij Vos", "Vos & Zoon (oud)", "Jan Vos")
    assert page.search_box.text() == "vos"

    page.search_box.setText("nobody")
    qtbot.waitUntil(lambda: page.list.findChild(QPushButton, "list.filter_reset") is None)
    clear = page.list.findChild(QPushButton, "list.search_clear")
    qtbot.waitUntil(lambda: clear is not None and clear.isVisible())
    qtbot.keyClick(clear, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 5)
    assert page.search_box.text() == ""


def test_a_view_that_nothing_fits_leads_to_its_filters(page, qtbot):
    """contacts F-10: a reset would change nothing, as soon as the filters are those of a view."""
    page.presenter.filter("city", "Atlantis")
    qtbot.waitUntil(lambda: page.list.findChild(QPushButton, "list.filter_reset") is not None)
    page.presenter.views.save_as("Nowhere", shared=False, done=lambda: None, failed=print)
    qtbot.waitUntil(lambda: page.list.findChild(QPushButton, "list.filter_pane") is not None)

    qtbot.waitUntil(lambda: page.list.findChild(QPushButton, "list.filter_reset") is None)
    qtbot.keyClick(page.list.findChild(QPushButton, "list.filter_pane"), Qt.Key.Key_Space)
    line_of(page, qtbot, "city")


def test_a_list_opened_from_a_record_says_so_and_can_be_let_go(page, qtbot):
    """contacts F-11, F-3: what was filtered before holds again when the list itself is chosen."""
    page.presenter.filter("city", "Utrecht|Delft")
    shows(page, qtbot, "Aalto", "Bakkerij Vos", "Jan Vos", "Vos & Zoon (oud)")
    page.windows.open_list("contact", [("company_no", "'CT000002'")])
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 2)
    assert page.findChild(QPushButton, "filter_0").text().strip() == "Company No.: CT000002"
    assert "CT000002" in page.title.text()

    page.windows.home.show_list("contact", ())
    shows(page, qtbot, "Aalto", "Bakkerij Vos", "Jan Vos", "Vos & Zoon (oud)")
    assert "CT000002" not in page.title.text()


def test_filters_stay_and_the_search_is_forgotten_when_the_page_is_left(page, qtbot):
    """contacts F-3"""
    page.presenter.filter("city", "Utrecht")
    page.search_box.setText("zoon")
    shows(page, qtbot, "Vos & Zoon (oud)")
    page.windows.home.show_list("customer", ())
    page.windows.home.show_list("contact", ())

    shows(page, qtbot, "Bakkerij Vos", "Jan Vos", "Vos & Zoon (oud)")
    assert page.search_box.text() == ""


def save_view(page, qtbot, name):
    """Save what is shown as a view, by keys."""
    page.views.menu().findChild(type(page.views.menu().actions()[0]), "save_view_as").trigger()
    dialog = page.windows.open_windows()[-1]
    line = dialog.findChild(QLineEdit, "name")
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, name)
    qtbot.keyClick(line, ENTER)
    return dialog


def test_a_view_is_saved_chosen_renamed_and_removed(page, qtbot):
    """contacts F-3"""
    page.presenter.filter("city", "Utrecht")
    page.presenter.sort("name", True)
    shows(page, qtbot, "Vos & Zoon (oud)", "Jan Vos", "Bakkerij Vos")
    save_view(page, qtbot, "Utrecht")
    qtbot.waitUntil(lambda: page.views.text() == "Utrecht")

    page.presenter.views.choose(0)
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 5)
    assert page.views.text() == "All"
    (view,) = page.windows.desk.views.all("contact")
    qtbot.waitUntil(lambda: any(action.objectName() == f"view_{view.id}" for action in page.views.menu().actions()))
    next(action for action in page.views.menu().actions() if action.objectName() == f"view_{view.id}").trigger()
    qtbot.waitUntil(lambda: names(page, qtbot) == ["Vos & Zoon (oud)", "Jan Vos", "Bakkerij Vos"])

    page.presenter.filter("city", "Delft")
    shows(page, qtbot, "Aalto")
    assert page.views.text() == "Utrecht *"
    page.presenter.reset_filters()
    shows(page, qtbot, "Bakkerij Vos", "Jan Vos", "Vos & Zoon (oud)")
    page.presenter.views.rename("Domstad", done=lambda: None, failed=page.show_error)
    qtbot.waitUntil(lambda: page.views.text() == "Domstad")
    page.presenter.views.remove()
    qtbot.waitUntil(lambda: page.views.text() == "All")
    assert page.windows.desk.views.all("contact") == []


def test_a_view_that_was_saved_has_nothing_to_reset(page, qtbot):
    """contacts F-3, F-10: its filters are those that a reset leads to."""
    page.presenter.filter("city", "Utrecht")
    reset = page.filters.findChild(QPushButton, "chips_reset")
    assert not reset.isHidden()

    page.presenter.views.save_as("Utrecht", shared=False, done=lambda: None, failed=print)
    qtbot.waitUntil(lambda: page.presenter.views.current is not None)
    assert reset.isHidden()
    page.presenter.filter("city", "Delft")
    assert not reset.isHidden()


def test_a_name_that_is_taken_is_said_beside_it(page, qtbot):
    """contacts F-3"""
    page.windows.desk.views.save("contact", page.presenter.views.definition(), name="Mine")
    dialog = save_view(page, qtbot, "mine")

    message = dialog.findChild(QLabel, "name_message")
    qtbot.waitUntil(lambda: message.text() != "")
    assert "mine" in message.text()
    dialog.close()


def test_the_view_of_last_time_is_shown_after_a_restart(page, qtbot, start, office_path):
    """contacts F-3, issue 3 E"""
    page.presenter.filter("city", "Utrecht")
    page.list.columns.show_column("city", True)
    save_view(page, qtbot, "Utrecht")
    qtbot.waitUntil(lambda: page.views.text() == "Utrecht")

    again = start(office_path).window.current_list()

    shows(again, qtbot, "Bakkerij Vos", "Jan Vos", "Vos & Zoon (oud)")
    assert again.views.text() == "Utrecht"
    assert "city" in [again.list.rows.columns[column].name for column in again.list.columns.in_order()]


def test_columns_order_widths_and_sorting_are_remembered(page, qtbot, start, office_path):
    """contacts F-1, issue 3 B"""
    columns = page.list.columns
    columns.show_column("city", True)
    name = [field.name for field in columns.fields].index("name")
    columns.resizeSection(name, 333)
    columns.moveSection(columns.visualIndex(name), 0)
    columns.sectionClicked.emit(name)
    columns.sectionClicked.emit(name)
    columns.freeze(1)
    qtbot.waitUntil(lambda: names(page, qtbot)[0] == "Vos & Zoon (oud)")

    again = start(office_path).window.current_list()
    qtbot.waitUntil(lambda: len(again.list.rows.ids) == 5)

    assert again.list.columns.layout_now() == columns.layout_now()
    assert names(again, qtbot)[0] == "Vos & Zoon (oud)"
    assert again.list.columns.in_order()[0] == name
    assert again.list.columns.sectionSize(name) == 333
