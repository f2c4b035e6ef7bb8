"""Windows come back where they were, on the screens there are, and take the cursor from nobody."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from contactdesk.desk import Desk
from tests.builders import a_contact


@pytest.fixture
def contacts(office):
    with Desk.open(str(office)) as desk:
        return [a_contact(desk, f"Quux {number}") for number in range(3)]


@pytest.fixture
def placed(qtbot, settings):
    """`placed(geometry)` shows a window there, closes it and answers with another one that was put in its place."""

    def again(geometry, *, maximized=False):
        windows = [QWidget(), QWidget()]
        for window in windows:
            qtbot.addWidget(window)
        first, second = windows
        first.setGeometry(geometry)
        first.showMaximized() if maximized else first.show()
        QApplication.processEvents()
        settings.keep_geometry(first, "tried")
        first.close()
        assert settings.restore_geometry(second, "tried")
        second.show()
        return second

    return again


def room():
    return QApplication.primaryScreen().availableGeometry()


@pytest.mark.parametrize("geometry", [QRect(5000, 4000, 600, 400), QRect(-2000, 30, 500, 300), QRect(0, 0, 3000, 2000)])
def test_a_window_of_a_screen_that_is_gone_is_on_the_one_there_is(placed, geometry):
    """Given a window that stood on another screen, when it comes back, then it is whole on this one."""
    assert room().contains(placed(geometry).geometry())


def test_a_maximised_window_is_maximised_again_and_knows_its_size(placed):
    again = placed(QRect(50, 40, 600, 400), maximized=True)
    assert again.isMaximized()
    assert again.normalGeometry().size() == QRect(0, 0, 600, 400).size()


def test_cards_that_come_back_leave_the_cursor_alone(start, office, contacts, settings, qtbot):
    """Given cards of last time, when they come while somebody types into the list, then none of them asks for the cursor."""
    settings["session"] = {"database": str(office), "list": "contact", "cards": [["contact", no] for no in contacts]}
    settings["last_database"] = str(office)
    program = start(office, wait_for_list=False)
    program.window.activateWindow()
    qtbot.waitUntil(lambda: program.window.current_list() is not None)

    qtbot.waitUntil(lambda: len(program.windows.open_windows()) == len(contacts), timeout=20000)
    qtbot.waitUntil(lambda: all(card.form.title.text() for card in program.windows.open_windows()))

    # Off screen every window that is shown becomes the active one; a desktop asks the window itself.
    assert all(card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating) for card in program.windows.open_windows())
    assert program.windows.shown_last is None
    program.windows.open_card("contact", contacts[0])
    assert program.windows.shown_last is program.windows.open_windows()[0]


def test_a_card_does_not_cover_another_one(start, office, contacts, qtbot, settings):
    """Given a card that is put where it was, when another one is opened, then it stands a step aside, and both are seen."""
    kept = QWidget()
    qtbot.addWidget(kept)
    kept.setGeometry(QRect(40, 60, 500, 400))
    kept.show()
    settings.keep_geometry(kept, "card_contact")
    program = start(office)
    for no in contacts:
        program.windows.open_card("contact", no)
    cards = program.windows.open_windows()

    places = [card.geometry().topLeft() for card in cards]
    assert places[1] - places[0] == places[2] - places[1] == QPoint(28, 28)


def test_cards_step_aside_as_long_as_there_is_room(start, office, contacts, qtbot, settings):
    """Given a card as large as the screen, then the next one stands where it stands, and not beyond the edge."""
    kept = QWidget()
    qtbot.addWidget(kept)
    kept.setGeometry(room().adjusted(2, 30, -2, -2))
    kept.show()
    settings.keep_geometry(kept, "card_contact")
    program = start(office)
    for no in contacts:
        program.windows.open_card("contact", no)
    assert all(room().contains(card.geometry()) for card in program.windows.open_windows())
