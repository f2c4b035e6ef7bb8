"""Keys of a card, and what it remembers of its FastTabs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.builders import read

CTRL = Qt.KeyboardModifier.ControlModifier


def press(office, card, key, modifiers=Qt.KeyboardModifier.NoModifier):
    card.activateWindow()
    office._qtbot.waitUntil(card.isActiveWindow)
    QTest.keyClick(card.focusWidget() or card, key, modifiers)
    office.settle()


def test_ctrl_enter_saves_and_closes(office, qtbot):
    """Given a changed field, when Ctrl+Enter is pressed in it, then it is stored and the card is gone."""
    card = office.card("customer", "C00001")
    office.type(card, "address", "Dam 7", leave=False)

    press(office, card, Qt.Key.Key_Return, CTRL)

    qtbot.waitUntil(lambda: not office.windows.open_windows())
    assert read(office.desk, "customer", "C00001", "address") == "Dam 7"


def test_f5_reads_the_record_again(office, qtbot):
    """Given a value that came from elsewhere, when F5 is pressed, then the card shows it."""
    card = office.card("customer", "C00001")
    office.desk.records.save("customer", "C00001", {"address": "Dam 9"})

    press(office, card, Qt.Key.Key_F5)

    qtbot.waitUntil(lambda: card.form.editors["address"].text() == "Dam 9")


def test_enter_moves_on_to_the_next_field(office):
    card = office.card("customer", "C00001")
    card.form.focus("name")
    QTest.keyClick(card.form.editors["name"].widget, Qt.Key.Key_Return)
    assert not card.form.editors["name"].widget.hasFocus()
    assert QApplication.focusWidget() is not None


def test_show_more_is_remembered(office):
    """Given "Show more" on the first FastTab, when another card of the kind is opened, then it shows more as well."""
    card = office.card("contact", "CT000001")
    more = card.form.tabs[0].findChild(QPushButton, "show_more")
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert card.form.editors["search_name"].isVisible()
    card.finish()
    office.settle()

    other = office.card("contact", "CT000002")

    assert other.form.editors["search_name"].isVisible()
    assert not other.form.editors["fax_no"].isVisible()


def test_every_card_knows_the_keys_of_all_windows(office):
    card = office.card("contact", "CT000001")
    keys = {action.shortcut().toString() for action in card.actions()}
    assert {"Alt+Q", "F1", "Ctrl+/", "Ctrl+S", "Ctrl+Return", "F5", "Alt+Up", "Alt+Down", "Ctrl+W"} <= keys


def test_tab_leads_through_every_field_of_the_card(office, qtbot):
    """contacts 3.2: from the first field to the last, FastTab by FastTab, and on to what stands beside the fields."""
    card = office.card("contact", "CT000001")
    wanted = [
        name
        for tab in card.form.tabs
        for name, editor in tab.editors.items()
        if editor.widget.isVisibleTo(card) and editor.widget.isEnabled() and editor.widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    card.form.focus(wanted[0])
    met = []
    for _step in range(4 * len(wanted)):
        here = QApplication.focusWidget()
        met.append(here.objectName())
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget().objectName() == wanted[0]:
            break

    assert [name for name in met if name in wanted] == wanted
    assert "add_note" in met
