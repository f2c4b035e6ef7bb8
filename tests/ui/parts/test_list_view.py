"""Lists of 100,000 rows (house style "A list of 1,000,000 rows")."""

from array import array
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from ui import theme
from ui.parts.lazy_table_model import KEPT_PAGES, LOADING, PAGE
from ui.parts.list_view import ListView

FIELDS = field_map(Contact)
COLUMNS = [FIELDS[name] for name in ("no", "name", "type", "minor", "city")]
MANY = array("q", range(1, 100_001))


class Rows:
    """Stands for the background: keeps what was asked, and answers when told to."""

    def __init__(self, at_once=True):
        self.asked, self.at_once, self._open = [], at_once, []

    def __call__(self, ids, fill):
        self.asked.append(ids)
        if self.at_once:
            fill(self._rows(ids))
        else:
            self._open.append((ids, fill))

    def answer(self, place=0):
        ids, fill = self._open.pop(place)
        fill(self._rows(ids))

    @staticmethod
    def _rows(ids):
        return {i: (f"CT{i:06}", f"Name {i}", i % 2, i % 3 == 0, "Berne", i % 2 == 0) for i in ids}


@pytest.fixture
def shown(qtbot):
    def show(rows=None, ids=MANY, **options):
        view = ListView(COLUMNS, rows or Rows(), shown=["no", "name", "type"], is_bold=lambda row: row[-1], caption="Contacts", **options)
        qtbot.addWidget(view)
        view.resize(700, 400)
        view.show_ids(ids)
        view.show()
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.isActiveWindow)
        return view

    return show


def loaded(qtbot, view, row):
    qtbot.waitUntil(lambda: view.rows.index(row, 0).data() != "" or view.rows.index(row, 0).data(LOADING) is False)


def test_100000_ids_are_shown_in_less_than_50_ms(shown):
    view = shown(ids=array("q"))
    fastest = min(timed(lambda: view.show_ids(array("q", MANY))) for _turn in range(5))
    assert fastest < 0.05


def timed(work):
    start = perf_counter()
    work()
    return perf_counter() - start


def test_a_frame_asks_for_rows_and_never_for_cells(shown, qtbot, monkeypatch):
    """issue 3 C: Qt's own way asks the model some ten times for each cell, and each question goes through Python."""
    view = shown()
    loaded(qtbot, view, 0)
    asked = []
    monkeypatch.setattr(type(view.rows), "data", lambda *_question: asked.append(1))
    view.viewport().repaint()

    assert not asked


def test_the_row_below_the_mouse_stands_out(shown, qtbot):
    view = shown()
    loaded(qtbot, view, 0)
    rect = view.visualRect(view.rows.index(3, 2))
    QTest.mouseMove(view.viewport(), rect.center() + QPoint(0, 100))  # a mouse that is there already does not come
    QTest.mouseMove(view.viewport(), rect.center())
    qtbot.waitUntil(view.viewport().underMouse)

    assert view.viewport().grab().toImage().pixelColor(rect.topRight() + QPoint(-4, 4)) == theme.colour("hover")


def test_only_the_rows_in_sight_are_fetched(shown, qtbot):
    rows = Rows()
    view = shown(rows)
    loaded(qtbot, view, 0)
    assert [list(ids) for ids in rows.asked] == [list(range(1, PAGE + 1))]
    qtbot.keyClick(view, Qt.Key.Key_End)
    loaded(qtbot, view, 99_999)
    assert view.current_id() == 100_000
    assert len(rows.asked) == 2


def test_rows_are_grey_bars_until_they_are_here(shown, qtbot):
    rows = Rows(at_once=False)
    view = shown(rows)
    qtbot.waitUntil(lambda: bool(rows.asked))
    assert view.rows.index(0, 0).data(LOADING) is True
    assert view.rows.index(0, 1).data() == ""
    rows.answer()
    assert view.rows.index(0, 1).data() == "Name 1"
    assert view.rows.index(0, 2).data() == "Person"


def test_an_answer_for_an_older_list_is_dropped(shown, qtbot):
    rows = Rows(at_once=False)
    view = shown(rows)
    qtbot.waitUntil(lambda: len(rows.asked) == 1)
    view.show_ids(array("q", [500_000]))
    qtbot.waitUntil(lambda: len(rows.asked) == 2)
    rows.answer()
    assert view.rows.index(0, 0).data(LOADING) is True
    rows.answer()
    assert view.rows.index(0, 0).data() == "CT500000"


def test_what_came_into_sight_last_is_fetched_first(shown, qtbot):
    rows = Rows(at_once=False)
    view = shown(rows)
    qtbot.waitUntil(lambda: len(rows.asked) == 1)
    for page in (10, 20, 30, 40, 50):
        view.rows.index(page * PAGE, 0).data()
    rows.answer()
    qtbot.waitUntil(lambda: len(rows.asked) == 2)
    assert rows.asked[1][0] == 50 * PAGE + 1


def test_few_pages_are_kept_however_far_one_scrolls(shown, qtbot):
    view = shown()
    for page in range(80):
        view.rows.index(page * PAGE, 0).data()
        loaded(qtbot, view, page * PAGE)
    assert len(view.rows._pages) <= KEPT_PAGES


def test_changed_rows_are_read_again_and_old_values_stay_meanwhile(shown, qtbot):
    rows = Rows()
    view = shown(rows)
    loaded(qtbot, view, 0)
    rows.at_once = False
    view.rows.refresh([5])
    qtbot.waitUntil(lambda: len(rows.asked) == 2)
    assert view.rows.index(4, 1).data() == "Name 5"
    rows.answer()
    assert view.rows.index(4, 1).data() == "Name 5"


def test_bold_rows(shown, qtbot):
    view = shown()
    loaded(qtbot, view, 0)
    assert view.rows.index(0, 0).data(Qt.ItemDataRole.FontRole) is None
    assert (
        view.rows.index(1, 0).data(Qt.ItemDataRole.FontRole).bold() or view.rows.index(1, 0).data(Qt.ItemDataRole.FontRole).weight() >= 600
    )


def test_select_all_is_one_range_and_quick(shown, qtbot):
    view = shown()
    assert timed(view.selectAll) < 0.2
    assert view.selection() == [(0, 99_999)]
    assert timed(view.selected_ids) < 0.2
    assert len(view.selected_ids()) == 100_000


def test_enter_opens_the_record_and_letters_go_to_the_search_box(shown, qtbot):
    view = shown()
    view.select_first()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [2]
    with qtbot.waitSignal(view.typed) as told:
        qtbot.keyClick(view, Qt.Key.Key_B)
    assert told.args == ["b"]


def test_the_page_follows_the_cursor_once_it_rests(shown, qtbot):
    view = shown()
    view.select_first()
    told = []
    view.current_changed.connect(told.append)
    for _turn in range(5):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [6]


def test_the_cursor_stays_on_its_record_when_the_list_is_sorted_anew(shown, qtbot):
    view = shown()
    view.select_id(70_000)
    view.show_ids(array("q", reversed(MANY)))
    assert view.current_id() == 70_000
    assert view.currentIndex().row() == 30_000
    assert view.move_current(1) == 69_999


def test_a_click_on_a_caption_asks_for_an_order_and_a_second_one_turns_it_round(shown, qtbot):
    view = shown()
    told = []
    view.columns.sort_requested.connect(lambda name, down: told.append((name, down)))
    for _turn in range(3):
        view.columns.sectionClicked.emit(1)
    assert told == [("name", False), ("name", True), ("name", False)]


def test_columns_are_chosen_moved_and_kept(shown, qtbot):
    view = shown()
    menu = view.columns.menu()
    entries = {entry.objectName(): entry for entry in menu.actions()}
    assert entries["no"].isChecked()
    assert not entries["city"].isChecked()
    with qtbot.waitSignal(view.columns.columns_changed):
        entries["city"].trigger()
    view.columns.moveSection(view.columns.visualIndex(4), 0)
    view.columns.resizeSection(1, 333)
    kept = view.columns.layout_now()
    assert kept["shown"] == ["city", "no", "name", "type"]
    other = shown()
    other.columns.set_layout(kept | {"order": ["gone", *kept["order"]]})
    assert other.columns.layout_now() == kept
    other.columns.reset_columns()
    assert other.columns.layout_now()["shown"] == ["no", "name", "type"]


def test_the_last_column_cannot_be_hidden(shown):
    view = shown()
    for name in ("no", "name", "type"):
        view.columns.show_column(name, False)
    assert view.columns.layout_now()["shown"] == ["type"]


def test_selected_rows_are_copied_as_a_table(shown, qtbot):
    view = shown()
    view.select_first()
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "No.\tName\tType\nCT000001\tName 1\tPerson\nCT000002\tName 2\tCompany\n"
    assert "<td>Name 2</td>" in QGuiApplication.clipboard().mimeData().html()


def test_an_empty_list_says_what_to_do(shown, qtbot):
    view = shown(ids=array("q"))
    view.show_empty("No contacts yet", "Import a list.", ("import.contact",))
    assert view.findChild(QLabel, "empty_title").isVisible()
    button = view.findChild(QPushButton, "import.contact")
    assert button.text() == "Import: Contacts"
    with qtbot.waitSignal(view.acted) as told:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told.args == ["import.contact"]
    view.show_ids(MANY)
    assert not view.findChild(QLabel, "empty_title").isVisible()


def test_captions_and_names_for_screen_readers(shown):
    view = shown()
    assert view.accessibleName() == "Contacts"
    assert view.rows.headerData(1, Qt.Orientation.Horizontal) == "Name"
    assert view.rows.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == FIELDS["name"].help
