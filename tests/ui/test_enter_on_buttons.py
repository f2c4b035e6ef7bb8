"""Enter presses the button that has the focus (interchange X-2, relations G-12)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.builders import count, unlinked
from tests.ui.dialogs import Office


@pytest.fixture
def world(qtbot, office, settings):
    made = Office(office, settings, qtbot)
    yield made
    made.close()


def enter(page, name):
    """Give a button the focus and press Enter."""
    button = page.findChild(QPushButton, name)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def test_enter_on_cancel_cancels(world):
    """relations R-13: given a dialog whose main button runs it, when Enter is pressed on Cancel, then nothing runs and it closes."""
    unlinked(world.desk, "customer", no="C00002", name="Bos", contact="Bo Dam")
    contacts = count(world.desk, "contact")
    page = world.open("create_contacts", kind="customer")

    enter(page, "cancel")

    assert not page.isVisible()
    world.settle()
    assert count(world.desk, "contact") == contacts


def test_enter_closes_the_page_of_a_result(world):
    """relations R-18: the button that has the focus when a job is done answers to Enter."""
    unlinked(world.desk, "customer", no="C00002", name="Bos", contact="Bo Dam")
    page = world.open("create_contacts", kind="customer")
    world.press(page, "run")
    close = page.findChild(QPushButton, "page.close")
    assert page.focusWidget() is close

    QTest.keyClick(close, Qt.Key.Key_Return)

    assert not page.isVisible()
