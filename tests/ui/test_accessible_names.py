"""Every control of every window says to screen readers what it is, in both languages (style part 2)."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from contactdesk.desk import Desk
from contactdesk.services.demo import demo
from contactdesk.text import use_language
from tests.ui.window_keys import clashes, out_of_reach
from tools import shots

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
PARTS_OF_QT = ("qt_toolbar_ext_button", "qt_menubar_ext_button", "qt_spinbox_lineedit", "ScrollLeftButton", "ScrollRightButton")


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "Demo.contactdesk"
    use_language("en")
    with Desk.create(str(path), language="en", country="GB") as desk:
        demo("GB", "en").fill(desk)
    return path


def name_of(control: QWidget, window: QWidget) -> str:
    """What a screen reader calls the control; Qt gives the value of a drop-down instead where a label names it."""
    if isinstance(control, QComboBox):
        return control.accessibleName() or next((label.text() for label in window.findChildren(QLabel) if label.buddy() is control), "")
    named = QAccessible.queryAccessibleInterface(control)
    return named.text(QAccessible.Text.Name).strip() if named is not None else ""


def description_of(control: QWidget) -> str:
    """What a screen reader says after the name: what the control is for, or how it is used."""
    named = QAccessible.queryAccessibleInterface(control)
    return named.text(QAccessible.Text.Description).strip() if named is not None else ""


def nameless(window: QWidget) -> list[str]:
    """The controls of a window that have no name or no description: path of object names and class."""
    found = []
    for control in window.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or isinstance(control, QHeaderView) or control.objectName() in PARTS_OF_QT:
            continue
        owner = control.parentWidget()
        if isinstance(control, QLineEdit) and isinstance(owner, QComboBox | QAbstractSpinBox):
            continue  # one control for who uses it; its owner has the name
        if isinstance(control, QPushButton) and not control.isVisibleTo(window):
            continue  # shown together with its caption, when there is something to say
        if control.metaObject().className() in ("QTableCornerButton", "QComboBoxPrivateScroller"):
            continue
        if isinstance(owner, QWidget) and owner.metaObject().className() == "QComboBoxPrivateContainer":
            continue  # the list of a drop-down, which Qt names after it
        for lacking, text in (("name", name_of(control, window)), ("description", description_of(control))):
            if not text:
                found.append(f"no {lacking}: {owner.objectName() if owner else ''}/{control.objectName()} {type(control).__name__}")
    return found


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_control_of_every_window_has_a_name_a_description_and_a_key(start, demo_file, tmp_path, settings, language, monkeypatch):
    """Windows of the registries that pictures are made from: nothing that can be used is without a name, and no key is given twice."""
    shutil.copyfile(demo_file, path := tmp_path / "Demo.contactdesk")
    settings["language"] = language
    program = start(path)
    use_language(language)
    program.rebuild()
    QApplication.processEvents()
    shots._watch(program)
    found, seen = {}, 0
    for name, opened in shots._all().items():
        window = opened(program.windows)
        if window is None:
            continue
        shots.settle(quiet=0.03)
        seen += 1
        missing = nameless(window) + clashes(window) + out_of_reach(window)
        if missing:
            found[name] = sorted(set(missing))
        if window is not program.window:
            window.close()
        else:
            program.window.pages.setCurrentIndex(0)
        shots.settle(quiet=0.01)
    shots._busy.clear()

    assert seen > 40
    assert not found, "\n".join(f"{name}: {parts}" for name, parts in found.items())


def test_the_walk_finds_what_no_key_reaches_and_what_shares_one(qtbot):
    """Given two buttons on one letter and one that Tab passes by, then the walk names them."""
    window = QWidget()
    qtbot.addWidget(window)
    page = QVBoxLayout(window)
    for caption in ("&Save", "&Send"):
        page.addWidget(QPushButton(caption))
    page.itemAt(1).widget().setFocusPolicy(Qt.FocusPolicy.NoFocus)
    window.show()
    assert clashes(window) == ["Alt+S is wanted by ['&Save', '&Send']"]
    assert out_of_reach(window) == ["no key leads to / QPushButton"]
