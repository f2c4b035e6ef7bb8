"""An office with all windows on it, and hands to use its dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from contactdesk import Desk
from tests.builders import a_contact, a_person
from ui.background import Background
from ui.windows import Windows


class Home:
    """Stands where the main window stands; remembers what it was asked and told."""

    def __init__(self):
        self.lists, self.told = [], []

    def show_list(self, table, where, *, title, select):
        self.lists.append((table, list(where), select))

    def saved(self, changes, table, no):
        self.told.append(changes)

    def run_command(self, id): ...


class Office:
    """A database with Adatum B.V., two persons of it and an independent one (relations section 8)."""

    def __init__(self, path, settings, qtbot):
        self.desk = Desk.open(str(path))
        self.background = Background()
        self.home = Home()
        self.windows = Windows(self.desk, self.background, settings, self.home)
        self._qtbot = qtbot
        self.desk.records.create("salesperson", {"code": "JR", "name": "Jan Roos"})
        self.desk.records.create("salesperson", {"code": "LM", "name": "Lise Mol"})
        self.adatum = a_contact(self.desk, "Adatum B.V.", phone_no="020-1111111", salesperson_code="JR", country_region_code="NL")
        self.jan = a_person(self.desk, "Jan de Vries", self.adatum)
        self.eva = a_person(self.desk, "Eva Smit", self.adatum, phone_no="06-22222222")
        self.piet = a_person(self.desk, "Piet Los")

    def open(self, page, **options):
        """Open a page and wait until it has read what it shows."""
        self.windows.open_page(page, **options)
        self.settle()
        window = self.windows.open_windows()[-1]
        window.activateWindow()
        return window

    def settle(self):
        """Wait until everything in the background is done and answered."""
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: self.background._open == 0, timeout=20000)
        QApplication.processEvents()

    def press(self, window, name):
        """Press a button by its name and wait for what comes of it."""
        button = window.findChild(QPushButton, name)
        assert button is not None, name
        assert button.isEnabled(), name
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def enter(self, window, name, text):
        """Type into a field over what is there, and press Enter."""
        line = window.findChild(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.settle()

    def key(self, widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press a key and wait for what comes of it."""
        QTest.keyClick(widget, key, modifiers)
        self.settle()

    def close(self):
        """Close every window and the database."""
        for window in self.windows.open_windows():
            window.deleteLater()
        QApplication.processEvents()
        self.background.close()
        self.desk.close()


def said(window):
    """The sentence in the message bar."""
    return window.message.text()


def labelled(window, name):
    """The text of a label."""
    return window.findChild(QLabel, name).text()
