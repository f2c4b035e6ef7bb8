"""A database with a company, a person and all windows on it, driven by keyboard."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton

from contactdesk import Desk
from contactdesk.text import use_language
from ui.background import Background
from ui.card_window import CardWindow
from ui.settings import Settings
from ui.windows import Windows


class Home:
    """Stands where the main window stands; remembers which list was asked for."""

    def __init__(self):
        self.lists = []

    def show_list(self, table, where, *, title, select):
        self.lists.append((table, list(where), select))

    def saved(self, changes, table, no): ...

    def run_command(self, id): ...

    def list_of(self, table):
        return {}


class Office:
    """A database with a company, a person, and all windows on it."""

    def __init__(self, path, folder, qtbot):
        self.desk = Desk.open(str(path))
        self.background = Background()
        self.home = Home()
        self.windows = Windows(self.desk, self.background, Settings(folder), self.home)
        self.told = []
        self.windows.told.connect(self.told.append)
        self._qtbot = qtbot

    def card(self, table, no="", **options):
        """Open a card and wait until it shows its record."""
        before = set(self.windows.open_windows())
        if no:
            self.windows.open_card(table, no)
        else:
            self.windows.new_card(table, **options)
        card = next(one for one in self.windows.open_windows() if one not in before)
        assert isinstance(card, CardWindow)
        self._qtbot.waitUntil(lambda: bool(card.form.title.text()))
        self._qtbot.waitExposed(card)
        card.activateWindow()
        return card

    def settle(self):
        """Wait until the work in the background is done and answered."""
        done = []
        self.background.run(lambda: None, done.append, lambda _error: None)
        self._qtbot.waitUntil(lambda: bool(done))
        QApplication.processEvents()

    def type(self, card, name, text, *, leave=True):
        """Type into a field as a person does, and leave it with Tab."""
        next(tab for tab in card.form.tabs if name in tab.editors).reveal(name)
        field = card.form.editors[name].widget
        card.form.focus(name)
        if isinstance(field, QComboBox):
            field.setCurrentText(text)
            field.activated.emit(field.currentIndex())
        else:
            field.selectAll()
            self._qtbot.keyClick(field, Qt.Key.Key_Delete)
            if text.isascii() and len(text) < 25:
                self._qtbot.keyClicks(field, text)
            else:
                QApplication.clipboard().setText(text)
                self._qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            if leave:
                self._qtbot.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def save(self, card):
        """Ctrl+S"""
        card.activateWindow()
        self._qtbot.waitUntil(card.isActiveWindow)
        self._qtbot.keyClick(card, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def answer(self, name):
        """Press a button of the dialog that is open."""
        self._qtbot.waitUntil(lambda: self._dialog() is not None)
        self._dialog().findChild(QPushButton, name).click()
        self.settle()

    def _dialog(self):
        names = ("question", "choose", "conflicts", "preview")
        found = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.objectName() in names]
        return found[-1] if found else None

    def dialog(self):
        """The dialog that is open."""
        self._qtbot.waitUntil(lambda: self._dialog() is not None)
        return self._dialog()


@pytest.fixture(scope="session")
def office_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("office") / "office.contactdesk"
    with Desk.create(str(path), country="NL") as desk:
        desk.records.create("salesperson", {"code": "JR", "name": "Jan Ruiter"})
        desk.records.create("salesperson", {"code": "OUT", "name": "Gone", "blocked": True})
        desk.records.create("salesperson", {"code": "HID", "name": "Hidden", "privacy_blocked": True})
        company = desk.records.create("contact", {"name": "Adatum B.V.", "phone_no": "020-1", "country_region_code": "NL"}).value.no
        desk.records.create("contact", {"type": "Person", "name": "Jan de Vries", "company_no": company})
        desk.linking.create_as(company, "customer", template="")
        desk.linking.create_as(company, "vendor", template="")
        desk.linking.create_as(company, "bank_account", template="")
        desk.linking.create_as("CT000002", "employee", template="")
    return path


@pytest.fixture
def office(office_file, tmp_path, qtbot):
    path = tmp_path / "office.contactdesk"
    shutil.copyfile(office_file, path)
    path.chmod(0o600)
    use_language("en")
    made = Office(path, tmp_path / "settings", qtbot)
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.reject()  # what it asks has no answer: the card below goes as well
    for window in made.windows.open_windows():
        if isinstance(window, CardWindow):
            window.finish()  # whatever was left unsaved
        window.close()
    made.background.close()
    made.desk.close()
    use_language("en")
