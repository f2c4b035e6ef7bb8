"""The user guide in its window: F1 on a field, contents, search, links and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from contactdesk import guide
from contactdesk.text import use_language
from tests.builders import a_contact
from ui import help_window
from ui.help_window import HelpWindow, open_help


@pytest.fixture(autouse=True)
def no_window_of_another_test():
    help_window._shown = None
    yield
    if help_window._shown is not None:
        help_window._shown.close()
    help_window._shown = None


def shown():
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow) and one.isVisible()]


def read(window):
    return window.page.toPlainText()


def top(window):
    """The heading nearest to the top of what is seen."""
    cursor = window.page.cursorForPosition(window.page.viewport().rect().topLeft())
    block = cursor.block()
    while block.isValid() and not block.blockFormat().headingLevel():
        block = block.next()
    return block.text()


def test_f1_opens_the_section_on_the_field(start, office, qtbot):
    """Given the cursor in Post Code of a card, when F1 is pressed, then the guide stands at its section and says what the field is."""
    program = start(office)
    no = a_contact(program.desk, "Quux")
    program.windows.open_card("contact", no)
    card = program.windows.open_windows()[0]
    qtbot.waitUntil(lambda: bool(card.form.title.text()))
    card.activateWindow()
    card.form.focus("post_code")

    QTest.keyClick(card.form.editors["post_code"].widget, Qt.Key.Key_F1)

    qtbot.waitUntil(lambda: len(shown()) == 1)
    help = shown()[0]
    assert help._now == ("contacts", "Address")
    assert help.field.text().startswith("Post Code: ")
    qtbot.waitUntil(lambda: top(help) == "Address")


def test_f1_on_a_list_opens_the_page_on_lists(start, office, qtbot):
    program = start(office)
    program.window.activateWindow()
    program.run_command("help.page")
    qtbot.waitUntil(lambda: len(shown()) == 1)
    assert shown()[0]._now[0] == "lists"


def test_contents_search_and_back(qtbot, settings):
    """Given the guide, when a word is searched and a section chosen, then Back leads to the page before."""
    help = open_help(settings, "start")
    assert help.contents.topLevelItemCount() == len(guide.PAGES)

    help.search.setText("post code")
    QTest.keyClick(help.search, Qt.Key.Key_Return)
    items = [help.contents.topLevelItem(row) for row in range(help.contents.topLevelItemCount())]
    assert "Address" in [item.text(0) for item in items]

    chosen = next(item for item in items if item.text(0) == "Address")
    help.contents.setCurrentItem(chosen)
    QTest.keyClick(help.contents, Qt.Key.Key_Return)
    assert help._now == ("contacts", "Address")
    assert "post code has several places" in read(help)

    help.back.click()
    assert help._now == ("start", "")
    assert not help.back.isEnabled()

    help.search.setText("xyzzyx")
    QTest.keyClick(help.search, Qt.Key.Key_Return)
    assert help.contents.topLevelItem(0).text(0) == "Nothing found; try fewer words."


def test_links_lead_to_sections_and_pictures_are_shown(qtbot, settings):
    help = open_help(settings, "start")
    help.page.anchorClicked.emit(QUrl("contacts.md#companies-and-their-persons"))
    assert help._now == ("contacts", "Companies and their persons")
    assert help.page.loadResource(2, QUrl("../pictures/card-en.png")).width() > 200


def test_it_speaks_dutch(qtbot, settings):
    use_language("nl")
    try:
        help = open_help(settings, "linking")
        assert "Velden overnemen van" in read(help)
        assert help.windowTitle() != "User guide"
    finally:
        use_language("en")


def test_the_guide_does_not_keep_the_program_open(qtbot, settings):
    help = open_help(settings, "start")
    assert not help.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert open_help(settings, "lists") is help


def test_f1_in_the_assistant_opens_the_first_page(start, office, qtbot):
    from ui.first_run_window import FirstRunWindow

    assistant = FirstRunWindow(start(office))
    qtbot.addWidget(assistant)
    assistant.show()
    assistant.activateWindow()
    qtbot.waitUntil(assistant.isActiveWindow)
    QTest.keyClick(assistant, Qt.Key.Key_F1)
    assert shown()[0]._now[0] == "start"
