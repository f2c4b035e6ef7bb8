"""Action bar, messages, search, status, facts, lines and progress."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from contactdesk.actions import ACTIONS, group_actions
from contactdesk.errors import AlreadyLinked, NotFound
from contactdesk.model.codes import Country
from contactdesk.model.fields import field_map
from contactdesk.presenters.fact_groups import Fact, FactGroup
from ui.parts.action_bar import ActionBar
from ui.parts.decision import ask
from ui.parts.factbox import FactBox
from ui.parts.grid import NEW, Grid, GridRow
from ui.parts.message_bar import MessageBar
from ui.parts.progress_page import ProgressPage
from ui.parts.search_box import SearchBox
from ui.parts.status_line import StatusLine

FIELDS = field_map(Country)


@pytest.fixture
def window(qtbot):
    """An active window with a column for parts."""
    window = QWidget()
    QVBoxLayout(window)
    window.resize(900, 500)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def put(window, part):
    window.layout().addWidget(part)
    part.show()
    return part


# -- action bar ----------------------------------------------------------------------------------------


@pytest.fixture
def bar(window):
    return put(window, ActionBar(["record.new", "record.delete", "|", "create_as", "related", "list.refresh"], window))


def test_buttons_menus_and_keys_bring_the_same_action(bar, window, qtbot):
    told = []
    bar.triggered.connect(told.append)
    next(b for b in bar.findChildren(QToolButton) if b.defaultAction() is bar.action("record.new")).click()
    bar.action("create_as.vendor").trigger()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert told == ["record.new", "create_as.vendor", "list.refresh"]


def test_a_menu_has_all_actions_of_its_group(bar):
    button = bar.findChild(QToolButton, "create_as")
    assert [entry.objectName() for entry in button.menu().actions()] == [a.id for a in group_actions("create_as")]
    assert button.accessibleName() == "Create as"


def test_a_disabled_action_says_why(bar):
    bar.set_enabled("record.delete", False, "No contact is chosen.")
    assert not bar.action("record.delete").isEnabled()
    assert "No contact is chosen." in bar.action("record.delete").toolTip()
    bar.set_enabled("record.delete", True)
    assert ACTIONS["record.delete"].help in bar.action("record.delete").toolTip()
    assert QKeySequence("Ctrl+Del").toString(QKeySequence.SequenceFormat.NativeText) in bar.action("record.delete").toolTip()


def test_what_does_not_fit_is_in_the_menu_more(bar, window, qapp):
    more = bar.findChild(QToolButton, "more")
    qapp.processEvents()
    assert not more.isVisible()
    window.resize(280, 300)
    qapp.processEvents()
    assert more.isVisible()
    shown = [b for b in bar.findChildren(QToolButton) if b.isVisible()]
    assert all(b.mapTo(bar, b.rect().bottomRight()).x() <= bar.width() for b in shown)
    assert "Refresh" in [entry.text() for entry in more.menu().actions()]
    assert "Related" in [entry.text() for entry in more.menu().actions()]


def test_groups_and_actions_can_be_left_out(bar, qapp):
    bar.set_visible("related", False)
    bar.set_visible("list.refresh", False)
    qapp.processEvents()
    assert [b.text() for b in bar.findChildren(QToolButton) if b.isVisible()] == ["New", "Delete", "Create as"]


# -- messages ------------------------------------------------------------------------------------------


def test_a_refusal_says_what_happened_what_to_do_and_offers_it(window, qtbot):
    """relations E-03"""
    bar = put(window, MessageBar())
    bar.show_error(AlreadyLinked(record="CT000001", kind="Customer", entity_no="C00010"))
    message = bar.findChild(QLabel, "message")
    assert message.text() == "Contact CT000001 is already Customer C00010. Open Customer C00010, or choose another contact."
    with qtbot.waitSignal(bar.offered) as told:
        qtbot.mouseClick(bar.findChild(QPushButton, "message_offer"), Qt.MouseButton.LeftButton)
    assert told.args == ["entity.open"]
    assert QAccessible.queryAccessibleInterface(bar).text(QAccessible.Text.Name) == message.text()


def test_a_message_without_an_offer_has_no_button_and_goes_away(window, qtbot):
    bar = put(window, MessageBar())
    bar.show_error(NotFound(table_caption="Contact", value="CT9"))
    assert not bar.findChild(QPushButton, "message_offer").isVisible()
    qtbot.keyClick(bar.findChild(QToolButton, "message_dismiss"), Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert bar.text() == ""


def test_a_message_is_shown_as_text_never_as_markup(window):
    bar = put(window, MessageBar())
    bar.show_message("<b>Acme</b> & Sons")
    assert bar.findChild(QLabel, "message").textFormat() == Qt.TextFormat.PlainText


def test_the_status_line_says_what_else_was_saved(window, qtbot):
    line = put(window, StatusLine())
    line.show_text("Saved. 3 other records updated.", link="Show", done=True)
    with qtbot.waitSignal(line.link_pressed):
        qtbot.mouseClick(line.findChild(QPushButton, "status_link"), Qt.MouseButton.LeftButton)
    line.show_text("Saved.")
    assert not line.findChild(QPushButton, "status_link").isVisible()


# -- search --------------------------------------------------------------------------------------------


def test_a_search_starts_when_typing_pauses(window, qtbot):
    box = put(window, SearchBox())
    told = []
    box.searched.connect(told.append)
    qtbot.keyClicks(box, "alf")
    assert told == []
    qtbot.waitUntil(lambda: told == ["alf"])


def test_escape_clears_and_down_goes_to_the_list_with_what_was_typed(window, qtbot):
    box = put(window, SearchBox())
    told = []
    box.searched.connect(told.append)
    qtbot.keyClicks(box, "alf")
    with qtbot.waitSignal(box.left):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert told == ["alf", ""]
    assert box.text() == ""


# -- facts ---------------------------------------------------------------------------------------------


def test_facts_have_names_and_their_links_can_be_followed(window, qtbot, qapp):
    box = put(window, FactBox())
    box.show_groups([FactGroup("Old", (Fact("Persons", "1"),))])
    box.show_groups(
        [FactGroup("Linked with", (Fact("Customer", "C00010", "customer"), Fact("Persons", "3"))), FactGroup("Notes", (), "None.")]
    )
    qapp.processEvents()
    link = box.findChild(QPushButton, "fact_customer")
    assert link.accessibleName() == "Customer: C00010"
    with qtbot.waitSignal(box.followed) as told:
        qtbot.keyClick(link, Qt.Key.Key_Space)
    assert told.args == ["customer"]
    texts = [label.text() for label in box.findChildren(QLabel) if label.isVisibleTo(box)]
    assert "None." in texts
    assert "Old" not in texts


def test_a_name_with_an_ampersand_is_shown_as_it_is(window):
    """An ampersand in a name is no mark of a key, however narrow the pane."""
    box = put(window, FactBox())
    box.show_groups([FactGroup("Contact", (Fact("Company", "Bakkerij 't Hoekje & Zonen & Dochters", "company"),))])
    link = box.findChild(QPushButton, "fact_company")
    for width in (600, 150):
        link.resize(width, link.height())
        assert "&" not in link.text().replace("&&", "")
    link.resize(600, link.height())
    assert link.text() == "Bakkerij 't Hoekje && Zonen && Dochters"


# -- lines ---------------------------------------------------------------------------------------------


@pytest.fixture
def grid(window):
    grid = put(window, Grid([FIELDS[name] for name in ("code", "name", "iso_code", "address_format")], fixed=["code"], caption="Countries"))
    grid.show_rows(
        [GridRow("NL", {"code": "NL", "name": "Netherlands", "iso_code": "NL"}), GridRow("BE", {"code": "BE", "name": "Belgium"})]
    )
    grid.setFocus()
    return grid


def test_typing_over_a_cell_tells_key_field_and_text(grid, qtbot):
    grid.setCurrentIndex(grid.lines.index(1, 1))
    with qtbot.waitSignal(grid.edited) as told:
        qtbot.keyClick(grid, Qt.Key.Key_F2)
        line = grid.findChild(QLineEdit)
        assert line.accessibleName() == "Name"
        line.setText("Belgique")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told.args == ["BE", "name", "Belgique"]
    assert grid.lines.index(1, 1).data() == "Belgique"


def test_a_column_is_made_wider_and_narrower_by_keys(grid, qtbot):
    """issue 3 B: the cell with the cursor stays."""
    grid.setCurrentIndex(grid.lines.index(0, 1))
    before = grid.columnWidth(1)

    qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert grid.columnWidth(1) > before
    qtbot.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert grid.columnWidth(1) < before
    assert grid.currentIndex().column() == 1


def test_f2_and_a_new_line_need_a_cell_that_is_typed_into(grid, window, qtbot, qtlog):
    """contacts 3.4, contacts 3.6: a cell that is only looked at stays as it is, and a new line begins in the first one that is not."""
    grid.setCurrentIndex(grid.lines.index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    assert grid.findChild(QLineEdit) is None

    grid.start_new()
    grid.start_new()
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, 1)
    assert grid.findChild(QLineEdit).accessibleName() == "Name"
    qtbot.keyClick(grid.findChild(QLineEdit), Qt.Key.Key_Escape)

    grid.setColumnHidden(1, True)
    grid.start_new()
    assert grid.currentIndex().column() == 2
    only_shown = put(window, Grid([FIELDS["code"]], fixed=["code"], new_line=False))
    only_shown.start_new()
    assert not [one.message for one in qtlog.records if "edit:" in one.message]


def test_enter_in_an_editor_commits_and_asks_for_no_second_one(grid, qtbot, qtlog):
    """contacts 3.6: the editor passes Enter on to the grid, which has nothing to open then"""
    grid.setCurrentIndex(grid.lines.index(1, 1))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    editor = grid.findChild(QLineEdit)
    editor.setText("Belgique")
    qtbot.keyClick(editor, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: grid.typed("BE") == {"name": "Belgique"})
    assert not [one.message for one in qtlog.records if "edit:" in one.message]


def test_what_was_refused_stays_in_its_cell_until_escape(grid, qtbot):
    """relations section 7"""
    index = grid.lines.index(0, 2)
    grid.lines.setData(index, "NLD")
    grid.show_error("NL", "iso_code", "Two letters, please.")
    assert index.data() == "NLD"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Two letters, please."
    grid.setCurrentIndex(index)
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert index.data() == "NL"
    assert grid.lines.error(index) == ""


def test_the_last_line_takes_a_new_row(grid, qtbot):
    last = grid.lines.index(2, 1)
    assert last.data() == ""
    with qtbot.waitSignal(grid.edited) as told:
        grid.lines.setData(last, "France")
    assert told.args == [NEW, "name", "France"]
    assert grid.typed() == {"name": "France"}


def test_fixed_cells_open_the_record_instead(grid, qtbot):
    grid.setCurrentIndex(grid.lines.index(0, 0))
    with qtbot.waitSignal(grid.opened) as told:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert told.args == ["NL"]


def test_rows_are_deleted_by_key_never_the_blank_one(grid, qtbot):
    grid.selectAll()
    with qtbot.waitSignal(grid.deleting) as told:
        qtbot.keyClick(grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [["NL", "BE"]]


def test_the_cursor_stays_in_its_row_when_rows_are_shown_anew(grid):
    grid.setCurrentIndex(grid.lines.index(1, 2))
    grid.show_rows([GridRow("AT", {"code": "AT"}), GridRow("BE", {"code": "BE"})])
    assert grid.current_key() == "BE"
    assert grid.currentIndex().column() == 2


# -- progress ------------------------------------------------------------------------------------------


def test_a_long_job_can_be_stopped_and_tells_what_came_of_it(window, qtbot):
    page = put(window, ProgressPage())
    page.start("Create contacts from customers")
    page.show_progress(400, 1000)
    assert page.findChild(QLabel, "progress_text").text() == "400 of 1,000"
    with qtbot.waitSignal(page.cancelled):
        qtbot.mouseClick(page.findChild(QPushButton, "cancel"), Qt.MouseButton.LeftButton)
    page.show_progress(401, 1000)
    assert page.findChild(QLabel, "progress_text").text().startswith("Stopping")
    page.show_result("401 contacts were created", figures=(("Companies", "401"),), actions=("record.undo",))
    assert not page.findChild(QPushButton, "cancel").isVisible()
    with qtbot.waitSignal(page.acted) as told:
        page.findChild(QPushButton, "record.undo").click()
    assert told.args == ["record.undo"]


def test_a_page_can_be_used_for_a_second_job(window):
    page = put(window, ProgressPage())
    page.start("One")
    page.show_failure("The file is empty.")
    page.start("Two")
    assert page.findChild(QLabel, "progress_title").text() == "Two"
    assert page.findChild(QPushButton, "cancel").isVisible()
    assert not [b for b in page.findChildren(QPushButton, "page.close") if b.isVisible()]


# -- questions and menus -------------------------------------------------------------------------------


def test_a_question_ends_with_the_button_that_is_meant(window, qtbot):
    """contacts C-119: the button that does it stands where all dialogs have it, and Enter presses it."""
    answers = []
    ask(window, "Delete?", "It is gone then.", [("go", "Delete")], answers.append)
    question = window.findChild(QDialog, "question")
    qtbot.waitUntil(lambda: question.findChild(QPushButton, "go").hasFocus())

    buttons = sorted(question.findChildren(QPushButton), key=lambda one: one.mapTo(question, one.rect().topLeft()).x())

    assert [one.text() for one in buttons] == ["Cancel", "Delete"]
    qtbot.keyClick(buttons[-1], Qt.Key.Key_Return)
    assert answers == ["go"]


def test_a_button_whose_menu_was_left_looks_pressed_no_more(bar, qtbot):
    button = next(one for one in bar.findChildren(QToolButton) if one.menu() is not None)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)  # as it stays when the menu opens a dialog

    button.menu().popup(bar.mapToGlobal(bar.rect().bottomLeft()))
    button.menu().close()

    qtbot.waitUntil(lambda: not button.underMouse())
