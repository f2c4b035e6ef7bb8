"""What was closed is gone: a program that is open all day keeps no window, row or menu of the cards it showed."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from contactdesk.desk import Desk
from tests.builders import a_contact, a_person


@pytest.fixture
def windows(start, office, qtbot):
    """A company that is a customer, CT000001 and C00001, with its person CT000002; the list shows both contacts."""
    with Desk.open(str(office)) as desk:
        a_person(desk, "Anna de Vries", a_contact(desk, "Adatum"))
        desk.linking.create_as("CT000001", "customer", template="")
    program = start(office)
    qtbot.waitUntil(lambda: program.window.current_list().list.rows.rowCount() == 2)
    return program.windows


def alive(windows) -> int:
    """Widgets beside the main window, and menus in it, after everything that waits to be destroyed was."""
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    main = windows.home.window
    return sum(isinstance(one, QMenu) or (one is not main and not main.isAncestorOf(one)) for one in QApplication.allWidgets())


def closed(windows, qtbot, open_it) -> None:
    """Open a window, wait until it has answered, close it."""
    open_it(windows)
    window = windows.open_windows()[-1]
    done = []
    windows.run(lambda: None, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    window.close()
    qtbot.waitUntil(lambda: not windows.open_windows())


WINDOWS = {
    "card of a company": lambda windows: windows.open_card("contact", "CT000001"),
    "card of a person": lambda windows: windows.open_card("contact", "CT000002"),
    "card of a customer": lambda windows: windows.open_card("customer", "C00001"),
    "name details": lambda windows: windows.open_page("name_details", contact_no="CT000002"),
    "relations": lambda windows: windows.open_page("relations", contact_no="CT000001"),
    "setup": lambda windows: windows.open_page("marketing_setup"),
    "codes": lambda windows: windows.open_page("code_table", table="mailing_group"),
    "mailing groups": lambda windows: windows.open_page("assignments", table="contact_mailing_group", contact_no="CT000001"),
}


@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_that_was_closed_leaves_nothing(windows, qtbot, name):
    """Given a window opened and closed, when it is opened and closed again, then nothing was added."""
    closed(windows, qtbot, WINDOWS[name])
    before = alive(windows)

    for _time in range(3):
        closed(windows, qtbot, WINDOWS[name])

    assert alive(windows) == before


def test_the_menu_of_a_heading_leaves_nothing(windows, qtbot):
    """Menus made for one place go with it."""
    header = windows.home.window.current_list().list.columns

    def use_it() -> None:
        menu = header.menu_of(0)
        assert isinstance(menu, QMenu)
        menu.popup(header.mapToGlobal(QPoint(4, 4)))
        qtbot.waitUntil(menu.isVisible)
        qtbot.keyClick(menu, Qt.Key.Key_Escape)

    use_it()
    before = alive(windows)
    use_it()
    use_it()

    assert alive(windows) == before


def test_the_count_sees_what_stays(windows, qtbot):
    """Given a widget that nobody destroys, then there is one more."""
    before = alive(windows)
    kept = QWidget()
    assert alive(windows) == before + 1
    kept.deleteLater()
