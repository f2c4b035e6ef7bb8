"""What is greyed out, chosen, wrong, a link or a hint can be read as well: contrast measured from the pixels that are painted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, QStringListModel, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from contactdesk.errors import NotFound
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from tests.ui.test_contrast import LEAST, contrast_in
from ui import theme
from ui.parts import make
from ui.parts.editors_choice import Switch, YesNoEditor
from ui.parts.grid import Grid, GridRow
from ui.parts.message_bar import ERROR, NOTICE, EmptyState, MessageBar

SAID = "Huntington 1234"
SCALE = 2.0
ROLES = ("", "title", "heading", "strong", "soft", "small", "caption", "error")


def disabled(widget: QWidget) -> QWidget:
    widget.setEnabled(False)
    return widget


def line(text: str = SAID, **properties: object) -> QLineEdit:
    made = QLineEdit(text)
    for name, value in properties.items():
        made.setProperty(name, value)
    return made


def hinted(made: QLineEdit | QPlainTextEdit) -> QWidget:
    made.setPlaceholderText(SAID)
    return made


def read_only(made: QLineEdit) -> QWidget:
    made.setReadOnly(True)
    return made


def chosen(made: QLineEdit) -> QWidget:
    made.selectAll()
    return made


def combo() -> QComboBox:
    made = QComboBox()
    made.addItem(SAID)
    return made


def button(**options: bool) -> QPushButton:
    return make.button(SAID, "tried", **options)


def tool() -> QToolButton:
    made = QToolButton()
    made.setText(SAID)
    return made


def box(kind: type[QCheckBox | QRadioButton | QGroupBox]) -> QWidget:
    return kind(SAID)


def tabs() -> QWidget:
    made = QTabBar()
    made.addTab(SAID)
    made.addTab("Other")
    return made


def rows(*, on: int = -1) -> QListView:
    made = QListView()
    made.setModel(QStringListModel([SAID, SAID], made))
    if on >= 0:
        made.setCurrentIndex(made.model().index(on, 0))
    return made


def cells(*, on: bool = False, wrong: bool = False) -> Grid:
    made = Grid([field_map(Contact)["name"]], caption="Names")
    made.show_rows([GridRow("1", {"name": SAID})])
    if on:
        made.setCurrentIndex(made.lines.index(0, 0))
    if wrong:
        made.show_error("1", "name", "Wrong")
    return made


def menu() -> QMenu:
    made = QMenu()
    made.addAction(SAID)
    made.addAction("Other").setEnabled(False)
    return made


def progress() -> QProgressBar:
    made = QProgressBar()
    made.setRange(0, 100)
    made.setValue(0)
    return made


def message(severity: str) -> MessageBar:
    made = MessageBar()
    made.show_message(SAID, severity)
    return made


def refusal() -> MessageBar:
    made = MessageBar()
    made.show_error(NotFound(table="contact", record="CT1", value="CT1"))
    return made


def empty() -> EmptyState:
    made = EmptyState()
    made.show_empty(SAID, SAID, ("record.new", "list.find"))
    return made


def switch(*, on: bool) -> Switch:
    made = Switch()
    made.setChecked(on)
    return made


def yes_no() -> YesNoEditor:
    made = YesNoEditor(field_map(Contact)["minor"])
    made.set_read_only(True)
    return made


PARTS: dict[str, Callable[[], QWidget]] = {
    **{
        f"label {role or 'plain'}": lambda role=role: make.label(SAID, role)
        for role in ("", *"title heading strong soft small error".split())
    },
    "label greyed out": lambda: disabled(make.label(SAID)),
    "field": line,
    "field greyed out": lambda: disabled(line()),
    "field to look at": lambda: read_only(line()),
    "field to look at, greyed out": lambda: disabled(read_only(line())),
    "field refused": lambda: line(wrong=True),
    "field that leads elsewhere": lambda: read_only(line(drill=True)),
    "field with a hint": lambda: hinted(line("")),
    "field greyed out with a hint": lambda: disabled(hinted(line(""))),
    "search with a hint": lambda: hinted(line("", search=True)),
    "field with chosen text": lambda: chosen(line()),
    "lines with a hint": lambda: hinted(QPlainTextEdit()),
    "lines greyed out": lambda: disabled(QPlainTextEdit(SAID)),
    "choice": combo,
    "choice greyed out": lambda: disabled(combo()),
    "number greyed out": lambda: disabled(QSpinBox(value=42)),
    "button": button,
    "button greyed out": lambda: disabled(button()),
    "first button": lambda: button(primary=True),
    "first button greyed out": lambda: disabled(button(primary=True)),
    "link": lambda: button(link=True),
    "link greyed out": lambda: disabled(button(link=True)),
    "tool": tool,
    "tool greyed out": lambda: disabled(tool()),
    "check box": lambda: box(QCheckBox),
    "check box greyed out": lambda: disabled(box(QCheckBox)),
    "option": lambda: box(QRadioButton),
    "option greyed out": lambda: disabled(box(QRadioButton)),
    "tabs": tabs,
    "switch on": lambda: switch(on=True),
    "switch off": lambda: switch(on=False),
    "switch greyed out": lambda: disabled(switch(on=True)),
    "switch to look at": yes_no,
    "list": rows,
    "list greyed out": lambda: disabled(rows()),
    "chosen line": lambda: rows(on=0),
    "cells": cells,
    "cell of the cursor": lambda: cells(on=True),
    "refused cell": lambda: cells(wrong=True),
    "menu": menu,
    "progress": progress,
    "empty page": empty,
    "refusal with what to do": refusal,
    **{f"message {kind}": lambda kind=kind: message(kind) for kind in (ERROR, NOTICE, "warning", "success")},
}


def places(window: QWidget, part: QWidget) -> list[tuple[str, QRect]]:
    """Where texts of the part stand: the part itself, without its frame, or the texts inside it."""
    inside = [one for one in part.findChildren(QLabel) + part.findChildren(QPushButton) if one.isVisibleTo(window) and one.text()]
    found = []
    for one in inside or [part]:
        rect = QRect(one.mapTo(window, one.rect().topLeft()), one.size())
        edge = 0 if isinstance(one, QLabel) else 6
        found.append((one.text() if isinstance(one, QLabel | QPushButton) else "", rect.adjusted(edge, edge, -edge, -edge)))
    return found


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize("name", PARTS)
def test_every_state_of_every_part_can_be_read(qtbot, qapp, name, mode):
    """Given a part in a state and a theme, then each text in it has 4.5 to 1 against what it stands on."""
    theme.apply(qapp, mode, SCALE)
    window = QWidget()
    window.setObjectName("page")
    qtbot.addWidget(window)
    part = PARTS[name]()
    page = QVBoxLayout(window)
    page.addWidget(part)
    page.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    window.resize(900, 500)
    window.show()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = [(text, contrast_in(image, rect)) for text, rect in places(window, part)]
    theme.apply(qapp, theme.LIGHT)
    assert found
    assert [(text, round(ratio, 1)) for text, ratio in found if ratio < LEAST] == []


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize("chosen", [True, False])
def test_a_greyed_entry_of_a_menu_can_be_read(qtbot, qapp, mode, chosen):
    """Given a menu with an entry that is not possible now, then it and the chosen one can be read."""
    theme.apply(qapp, mode, SCALE)
    made = menu()
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    if chosen:
        made.setActiveAction(made.actions()[0])
    image = made.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratios = [contrast_in(image, made.actionGeometry(action).adjusted(6, 4, -6, -4)) for action in made.actions()]
    theme.apply(qapp, theme.LIGHT)
    assert min(ratios) >= LEAST
