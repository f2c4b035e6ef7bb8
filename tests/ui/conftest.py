"""Windows are tested with real widgets on real database files, off screen unless a screen is asked for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from contactdesk.desk import Desk
from contactdesk.text import use_language
from ui.program import Program
from ui.settings import Settings


@pytest.fixture(autouse=True)
def light_theme(qapp):
    """Every test begins in the light theme with texts of normal size."""
    from ui import theme

    if not qapp.property("themed") or theme.current() != theme.Theme(theme.LIGHT, 1.0, theme.COLOURS[theme.LIGHT]):
        theme.apply(qapp, theme.LIGHT)
        qapp.setProperty("themed", True)


class _OtherPrograms(QObject):
    """Takes what would go to a browser, a telephone or a mail program."""

    def __init__(self):
        super().__init__()
        self.addresses = []

    @Slot(QUrl)
    def take(self, address):
        self.addresses.append(bytes(address.toEncoded()).decode())


@pytest.fixture
def handed_over(qapp):
    """The addresses that were handed to other programs, in order; none of them is started."""
    others, schemes = _OtherPrograms(), ("http", "https", "mailto", "tel")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, others, "take")
    yield others.addresses
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture(autouse=True)
def no_key_is_held(qapp):
    """A key that closed its window counts as held for ever, because its release found no window: then a click adds to a selection."""
    if qapp.keyboardModifiers():
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)
    assert not qapp.keyboardModifiers()


@pytest.fixture
def own_settings(tmp_path, monkeypatch):
    """Settings in a folder of the test's own."""
    monkeypatch.setenv("CONTACTDESK_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture(scope="session")
def office_template(tmp_path_factory) -> Path:
    """A closed new database with the shipped values, to copy."""
    path = tmp_path_factory.mktemp("office") / "office.contactdesk"
    Desk.create(str(path), country="NL").close()
    return path


@pytest.fixture
def office(tmp_path, office_template) -> Path:
    """A fresh database file with the shipped values."""
    path = tmp_path / "office.contactdesk"
    shutil.copyfile(office_template, path)
    return path


@pytest.fixture
def settings(tmp_path) -> Settings:
    """Settings of a user who never chose anything."""
    return Settings(tmp_path / "settings")


@pytest.fixture
def start(qapp, qtbot, settings):
    """`start(path)` shows the program on a database and waits for its list; everything is closed at the end."""
    use_language("en")
    programs = []

    def started(path: Path | str, *, wait_for_list: bool = True) -> Program:
        program = Program(QApplication.instance(), settings)
        programs.append(program)
        program.open(str(path))
        program.window.menu.fill()
        program.window.show()
        if wait_for_list:
            qtbot.waitUntil(lambda: program.window.current_list() is not None and bool(program.window.current_list().count.text()))
        return program

    yield started
    for program in programs:
        if program.windows is not None:
            for window in program.windows.open_windows():
                window.close()
        program.window.may_close = lambda: True
        program.window.close()
        program.end()
        program.window.deleteLater()
    use_language("en")
