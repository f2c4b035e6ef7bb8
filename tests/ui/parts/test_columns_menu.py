"""The menu of columns stays open while they are ticked (contacts F-1)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from ui.parts.columns_menu import ColumnsMenu

COLUMNS = [("no", "No.", True), ("name", "Name & Co.", True), ("city", "City", False)]


@pytest.fixture
def menu(qtbot):
    """The menu on the screen, and what it told."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    menu = ColumnsMenu(COLUMNS, window)
    menu.told = []
    menu.ticked.connect(lambda name, shown: menu.told.append((name, shown)))
    menu.popup(window.mapToGlobal(QPoint(0, 0)))
    qtbot.waitUntil(menu.isVisible)
    yield menu
    menu.close()
    window.close()


def entry(menu, name):
    return next(one for one in menu.actions() if one.objectName() == name)


def test_space_ticks_one_after_the_other_and_escape_closes(menu, qtbot):
    """contacts F-1: by keyboard"""
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(menu, key)

    assert menu.told == [("name", False), ("city", True)]
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_clicks_tick_one_after_the_other(menu, qtbot):
    """contacts F-1: by mouse"""
    for name in ("city", "name", "city"):
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry(menu, name)).center())

    assert menu.told == [("city", True), ("name", False), ("city", False)]
    assert menu.isVisible()


def test_the_last_column_that_is_shown_stays(menu, qtbot):
    """contacts F-1: a table without columns could not be asked for them again"""
    for name in ("name", "no", "no"):
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry(menu, name)).center())

    assert menu.told == [("name", False)]
    assert entry(menu, "no").isChecked()
    assert menu.isVisible()


def test_enter_ticks_and_closes(menu, qtbot):
    """contacts F-1: as in every menu"""
    menu.setActiveAction(entry(menu, "city"))
    qtbot.keyClick(menu, Qt.Key.Key_Return)

    assert menu.told == [("city", True)]
    assert not menu.isVisible()
