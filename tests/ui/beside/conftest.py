"""An office whose windows open nothing outside: what would be opened is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from contactdesk.text import use_language
from tests.ui.dialogs import Office
from ui.card_window import CardWindow


class Beside(Office):
    """An office with Adatum B.V., and hands for its cards and dialogs; `opened` holds what was handed to other programs."""

    def __init__(self, path, settings, qtbot):
        super().__init__(path, settings, qtbot)
        self.opened, self.can_open, self.told = [], True, []
        self.windows.open_outside = self._open_outside
        self.windows.told.connect(self.told.append)

    def _open_outside(self, address):
        self.opened.append(address)
        return self.can_open

    def card(self, no, table="contact"):
        """Open a card and wait until it shows its record."""
        self.windows.open_card(table, no)
        card = self.windows.open_windows()[-1]
        self._qtbot.waitUntil(lambda: bool(card.form.title.text()))
        self.settle()
        card.activateWindow()
        return card

    def wait(self, until):
        """Wait for what shows."""
        self._qtbot.waitUntil(until, timeout=20000)

    def dialog(self, name):
        """The dialog of this name that is open."""
        self.wait(lambda: self._dialog(name) is not None)
        return self._dialog(name)

    @staticmethod
    def _dialog(name):
        return next((one for one in QApplication.topLevelWidgets() if one.isVisible() and one.objectName() == name), None)

    def answer(self, name):
        """Press a button of the question that is open."""
        self.dialog("question").findChild(QPushButton, name).click()
        self.settle()


@pytest.fixture
def world(qtbot, office, settings):
    use_language("en")
    made = Beside(office, settings, qtbot)
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.reject()
    for window in made.windows.open_windows():
        if isinstance(window, CardWindow):
            window.finish()
    made.close()
