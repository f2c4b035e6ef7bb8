"""Lists as clerks look at them: marks, groups, frozen columns, tiles, copies (contacts 3.1, F-1, F-2, 1.5)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QTableView

from contactdesk.desk import Desk
from ui import theme


@pytest.fixture
def page(start, office, qtbot):
    """The contact list: a company with two persons, a person alone, and two more companies."""
    with Desk.open(str(office)) as desk:
        company = desk.records.create("contact", {"name": "Bakkerij Vos", "phone_no": "030-123 45"}).value.no
        for name in ("Zoë Verhoeven", "Ann Lee"):
            desk.records.create("contact", {"type": "Person", "name": name, "company_no": company})
        desk.records.create("contact", {"type": "Person", "name": "Piet Los"})
        for name in ("Contoso", "Adatum"):
            desk.records.create("contact", {"name": name})
    page = start(office).window.current_list()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 6)
    page.window().activateWindow()
    read(page, qtbot)
    return page


def read(page, qtbot):
    page.list.viewport().repaint()
    qtbot.waitUntil(lambda: page.list.rows.row_values(0) is not None)


def place(page, name):
    return [field.name for field in page.list.rows.columns].index(name)


def painted(page, row, name):
    """The colours in a cell."""
    page.list.clearSelection()
    rect = page.list.visualRect(page.list.rows.index(row, place(page, name)))
    picture = page.list.viewport().grab(rect).toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def first_ink(page, row):
    """How far to the right the name of a row begins."""
    rect = page.list.visualRect(page.list.rows.index(row, place(page, "name")))
    picture = page.list.viewport().grab(rect.adjusted(0, 2, -1, -2)).toImage()
    ground = picture.pixelColor(1, 1)
    return next(x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in range(picture.height())))


def test_persons_stand_below_their_company_further_to_the_right(page, qtbot):
    """contacts 3.1: persons without company first, then each company with its persons. C-38 keeps the name of the company."""
    names = [page.list.rows.row_values(row)[place(page, "name")] for row in range(6)]
    assert names == ["Piet Los", "Adatum", "Bakkerij Vos", "Ann Lee", "Zoë Verhoeven", "Contoso"]
    page.list.clearSelection()
    page.list.setCurrentIndex(page.list.rows.index(5, 0))

    assert first_ink(page, 3) - first_ink(page, 2) > 12
    assert abs(first_ink(page, 0) - first_ink(page, 2)) < 6
    page.presenter.sort("name", False)
    qtbot.waitUntil(lambda: page.list.rows.row_values(1) and page.list.rows.row_values(1)[place(page, "name")] == "Ann Lee")
    assert abs(first_ink(page, 1) - first_ink(page, 2)) < 6


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK])
def test_what_a_search_found_is_marked(page, qtbot, mode):
    """contacts F-2: accents and case do not matter, in light and dark."""
    theme.apply(QApplication.instance(), mode)
    page.search_box.setText("zoe")
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 1)
    read(page, qtbot)

    assert QColor(theme.current().colours.warning_soft).name() in painted(page, 0, "name")
    page.search_box.setText("")
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 6)
    read(page, qtbot)
    assert QColor(theme.current().colours.warning_soft).name() not in painted(page, 4, "name")


def test_only_what_the_search_looks_into_is_marked(page, qtbot):
    """contacts F-2: "on" finds a name; the business relation None, which nobody searches, stays plain."""
    page.search_box.setText("on")
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 1)
    read(page, qtbot)
    mark = QColor(theme.current().colours.warning_soft).name()

    assert page.list.rows.index(0, place(page, "business_relation")).data() == "None"
    assert mark in painted(page, 0, "name")
    assert mark not in painted(page, 0, "business_relation")


def test_frozen_columns_stay_in_sight(page, qtbot):
    """issue 3 B: the first columns are frozen by keyboard, from the column with the cursor."""
    page.switch_facts()
    qtbot.waitUntil(lambda: page.list.viewport().width() > 400)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Right)
    page.windows.home.window.menu.action("list.freeze").trigger()
    frozen = page.list.findChild(QTableView, "frozen_columns")
    shown = [column for column in range(frozen.model().columnCount()) if not frozen.isColumnHidden(column)]
    assert shown == page.list.columns.in_order()[:2]
    page.list.columns.resizeSection(shown[1], 150)
    page.list.horizontalScrollBar().setValue(120)

    assert frozen.isVisible()
    assert frozen.columnWidth(shown[1]) == 150
    assert frozen.viewport().width() == sum(page.list.columns.sectionSize(column) for column in shown)
    assert page.list.columns.sectionSize(page.list.columns.in_order()[2]) > 100
    frozen.setCurrentIndex(frozen.model().index(3, shown[0]))
    assert page.list.currentIndex().row() == 3
    page.windows.home.window.menu.action("list.freeze").trigger()
    assert page.list.columns.frozen in (0, 1)


def test_the_cursor_never_stands_below_the_frozen_columns(page, qtbot):
    """issue 3 B: moving down keeps what was scrolled sideways, moving left brings the column beside the frozen ones."""
    view = page.list
    view.columns.freeze(2)
    view.setFocus()
    for _step in range(6):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    scrolled = view.horizontalScrollBar().value()
    assert scrolled > 0
    width = sum(view.columns.sectionSize(column) for column in view.columns.in_order()[:2])
    for _step in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Left)
        assert view.visualRect(view.currentIndex()).left() >= width
    view.horizontalScrollBar().setValue(100)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.horizontalScrollBar().value() == 100


def test_tiles_show_the_same_records_with_the_same_cursor(page, qtbot):
    """contacts 1.5: arrows, Enter and letters work as in the table; the choice is remembered."""
    page.windows.home.window.menu.action("list.tiles").trigger()
    tiles = page.rows_view
    qtbot.waitUntil(tiles.isVisible)
    page.list.select_first()
    qtbot.keyClick(tiles, Qt.Key.Key_Right)
    qtbot.keyClick(tiles, Qt.Key.Key_End)
    assert page.list.currentIndex().row() == 5
    qtbot.keyClick(tiles, Qt.Key.Key_Home)
    assert page.list.currentIndex().row() == 0
    assert tiles.indexAt(tiles.visualRect(tiles.currentIndex()).center()).row() == 0
    second = tiles.visualRect(tiles.model().index(1, place(page, "name")))
    qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=second.center())
    assert page.list.currentIndex().row() == 1
    assert page.windows.settings.is_on("tiles", "contact")
    qtbot.keyClick(tiles, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.windows.open_windows()))
    page.windows.home.window.menu.action("list.tiles").trigger()

    assert page.rows_view is page.list


def test_tiles_show_pictures(page, qtbot):
    """contacts 1.5, C-120"""
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImage

    image, buffer = QImage(40, 40, QImage.Format.Format_RGB32), QBuffer()
    image.fill(QColor("#ff0000"))
    image.save(buffer, "PNG")
    page.windows.desk.records.save("contact", "CT000004", {"image": bytes(buffer.data().data())})
    page.show_tiles(True)
    tiles = page.rows_view
    qtbot.waitUntil(tiles.isVisible)

    def red():
        rect = tiles.visualRect(tiles.model().index(0, place(page, "name")))
        picture = tiles.viewport().grab(rect).toImage()
        return picture.pixelColor(12 + 32, 12 + 32).red() > 200 > 60 > picture.pixelColor(12 + 32, 12 + 32).green()

    qtbot.waitUntil(red)


def test_all_rows_of_the_filter_are_copied_as_a_table(page, qtbot):
    """issue 3 B: select all, and copy for a spreadsheet or a letter."""
    page.presenter.filter("type", "Person")
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 3)
    menu = page.windows.home.window.menu
    menu.action("list.select_all").trigger()
    assert len(page.list.selected_ids()) == 3
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()  # of what another test copied
    menu.action("list.copy").trigger()
    qtbot.waitUntil(lambda: clipboard.text().startswith("No.\tName\t"))

    lines = clipboard.text().splitlines()
    assert len(lines) == 4
    assert lines[1].split("\t")[:2] == ["CT000004", "Piet Los"]
    assert "<table>" in clipboard.mimeData().html()


def test_too_many_rows_are_not_copied(page, qtbot, monkeypatch):
    """issue 3 B: a file takes them."""
    monkeypatch.setattr("ui.parts.list_view.MOST_COPIED", 2)
    page.list.selectAll()
    page.list.copy_selection()

    assert page.message.text().startswith("6 rows are too many to copy.")


def test_a_column_is_handled_in_the_menu_of_its_heading(page, qtbot):
    """contacts F-1, F-4: sorting both ways, back to the order of the list, filtering."""
    columns = page.list.columns
    column = place(page, "name")

    def choose(name):
        next(action for action in columns.menu_of(column).actions() if action.objectName() == name).trigger()

    def first():
        read(page, qtbot)
        return page.list.rows.row_values(0)[place(page, "name")]

    choose("sort_down")
    qtbot.waitUntil(lambda: first() == "Zoë Verhoeven")
    choose("sort_up")
    qtbot.waitUntil(lambda: first() == "Adatum")
    choose("sort_none")
    qtbot.waitUntil(lambda: first() == "Piet Los")
    choose("filter")
    qtbot.waitUntil(lambda: page.pane is not None and page.pane.isVisible())
    assert page.pane.findChild(object, "filter_name") is not None


def test_columns_are_moved_and_hidden_without_the_mouse(page, qtbot):
    """issue 3 D: the menu of the column with the cursor opens by its key."""
    columns, name = page.list.columns, place(page, "name")
    seen = []

    def look_at_menu():
        menu = QApplication.activePopupWidget()
        seen.extend(action.objectName() for action in menu.actions())
        menu.close()

    page.list.setFocus()
    QTimer.singleShot(0, page, look_at_menu)
    page.windows.home.window.menu.action("list.column").trigger()
    assert {"sort_up", "filter", "freeze", "move_left", "hide"} <= set(seen)

    columns.move_column("name", -1)
    assert columns.in_order()[0] == name
    columns.move_column("name", -1)
    assert columns.in_order()[0] == name
    columns.show_column("name", False)
    assert name not in columns.in_order()
    assert page.windows.settings.columns("contact")["shown"][0] == "no"


def test_a_column_is_made_wider_and_narrower_by_keys_and_stays_so(page, qtbot):
    """issue 3 B: widths need no mouse, and are remembered."""
    columns = page.list.columns
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Right)
    name, action = page.list.current_column(), page.windows.home.window.menu.action
    place = columns.fields.index(next(field for field in columns.fields if field.name == name))
    before = columns.sectionSize(place)
    assert action("list.wider").shortcut() == QKeySequence("Alt+Right")
    assert action("list.narrower").shortcut() == QKeySequence("Alt+Left")

    action("list.wider").trigger()
    action("list.wider").trigger()
    wide = columns.sectionSize(place)
    assert wide > before
    assert page.windows.settings.columns("contact")["widths"][name] == wide
    action("list.narrower").trigger()
    assert before < columns.sectionSize(place) < wide
    for _step in range(60):
        action("list.narrower").trigger()
    assert columns.sectionSize(place) == columns.minimumSectionSize()


def test_the_file_of_a_list_is_written_beside_the_other_work(page, qtbot, tmp_path, monkeypatch):
    """interchange X-34: what is shown, all rows."""
    from PySide6.QtWidgets import QFileDialog, QLabel

    path = tmp_path / "list.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, **_options: (str(path), ""))
    page.presenter.filter("type", "Person")
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 3)
    page.actions_bar.action("open_in.csv").trigger()
    window = page.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: window.findChild(QLabel, "progress_title").text() == "Written")

    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 4


def test_tiles_that_nothing_fits_say_so_and_come_back(page, qtbot):
    """contacts F-10: as in a table."""
    page.switch_tiles()
    tiles = page.rows_view
    assert tiles is not page.list

    page.search_box.setText("nobody")
    qtbot.waitUntil(lambda: page.list.findChild(QPushButton, "list.search_clear") is not None)
    qtbot.waitUntil(page.list.findChild(QPushButton, "list.search_clear").isVisible)
    page.search_box.clear_search()

    qtbot.waitUntil(lambda: page.rows_view is tiles)
    assert tiles.isVisible()
