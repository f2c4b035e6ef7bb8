"""From a code to the contacts that have it, and back to all of them (contacts C-82, F-11)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from contactdesk.desk import Desk
from ui.code_page import CodePage


def test_the_contacts_of_a_mailing_group_are_listed_with_a_filter_to_take_away(start, office, qtbot):
    """contacts C-82, F-11: Enter on the count, the filter is visible, its cross brings all contacts back"""
    with Desk.open(str(office)) as desk:
        for name in ("Adatum", "Bakkerij Vos", "Contoso"):
            no = desk.records.create("contact", {"name": name}).value.no
            if name != "Contoso":
                desk.records.create("contact_mailing_group", {"contact_no": no, "mailing_group_code": "X-CARD"})
    program = start(office)
    page = program.window.current_list()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 3)
    program.windows.open_page("code_table", table="mailing_group")
    codes = next(one for one in program.windows.open_windows() if isinstance(one, CodePage))
    qtbot.waitUntil(lambda: codes.grid.lines.rowCount() == 3)
    grid = codes.grid
    count = next(place for place, field in enumerate(grid.lines.fields) if field.name == "no_of_contacts")

    grid.setCurrentIndex(grid.lines.index(grid.lines.row_of("X-CARD"), count))
    qtbot.keyClick(grid, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 2)
    chip = page.findChild(QPushButton, "filter_0")
    assert "Mailing Group Code" in chip.text()
    assert "X-CARD" in chip.text()
    chip.click()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 3)


def test_the_pages_of_a_contact_open_from_the_list(start, office, qtbot):
    """contacts 3.3: Comments and Mailing Groups of the chosen contact, by keyboard and menu"""
    with Desk.open(str(office)) as desk:
        desk.records.create("contact", {"name": "Adatum"})
    program = start(office)
    page = program.window.current_list()
    qtbot.waitUntil(lambda: page.name.text() == "Adatum")

    for action, title in (("contact.comments", "Comments"), ("contact.mailing_groups", "Mailing Groups")):
        page.actions_bar.action(action).trigger()
        qtbot.waitUntil(lambda title=title: any(one.windowTitle() == title for one in program.windows.open_windows()))
    assert not page.actions_bar.action("contact.job_responsibilities").isEnabled()
