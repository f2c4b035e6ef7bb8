"""What the keys of a window lead to: two things on one key, and controls that no key reaches."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
OF_THE_SEARCH = {"search_clear", "tell_me_list", "frozen_columns"}
"""Reached through what they belong to: Esc clears, the arrows in the search move in what was found, the table has the cursor."""
OF_A_PART = {"qt_toolbar_ext_button", "qt_menubar_ext_button", "qt_calendar_monthbutton", "qt_calendar_yearbutton"}
"""Parts of Qt; the months and years of a calendar pass by with Page Up and Page Down."""


def clashes(window: QWidget) -> list[str]:
    """Keys that two visible parts of the window want: then none of them gets it."""
    wanted: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for part in [window, *window.findChildren(QWidget)]:
        if part.window() is not window or not (part is window or part.isVisibleTo(window)):
            continue
        for action in part.actions():
            if action.isEnabled() and action.isVisible() and action.shortcutContext() == Qt.ShortcutContext.WindowShortcut:
                for key in action.shortcuts():
                    wanted[key.toString()][id(action)] = action.objectName() or action.text()
            if isinstance(part, QMenuBar) and action.isVisible():
                _letter(wanted, action.text(), action)
        for shortcut in part.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if shortcut.isEnabled() and shortcut.context() == Qt.ShortcutContext.WindowShortcut:
                wanted[shortcut.key().toString()][id(shortcut)] = f"shortcut of {part.objectName()}"
        if isinstance(part, QAbstractButton) and part.isEnabled():
            _letter(wanted, part.text(), part)
        if isinstance(part, QLabel) and part.buddy() is not None:
            _letter(wanted, part.text(), part)
    return [f"{key} is wanted by {sorted(by.values())}" for key, by in wanted.items() if key and len(by) > 1]


def _letter(wanted: defaultdict[str, dict[int, str]], text: str, owner: object) -> None:
    key = QKeySequence.mnemonic(text).toString()
    if key:
        wanted[key][id(owner)] = text


def out_of_reach(window: QWidget) -> list[str]:
    """Controls that can be used and that neither Tab nor a key of their own leads to."""
    found = []
    for control in window.findChildren(QWidget):
        if not isinstance(control, CONTROLS) or isinstance(control, QHeaderView) or control.window() is not window:
            continue
        if not control.isVisibleTo(window) or not control.isEnabled() or control.objectName() in OF_A_PART | OF_THE_SEARCH:
            continue
        owner = control.parentWidget()
        if isinstance(owner, QComboBox | QAbstractSpinBox) or control.metaObject().className() == "QTableCornerButton":
            continue
        by_tab = bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)  # whoever takes it is in the chain of its window
        group = control.group() if isinstance(control, QAbstractButton) else None  # the arrows lead to the others of a group
        by_arrows = group is not None and any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in group.buttons())
        by_key = control.toolTip().rstrip().endswith(")")  # "Choose from the list (Alt+Down)"
        if not (by_tab or by_arrows or by_key):
            found.append(f"no key leads to {owner.objectName() if owner else ''}/{control.objectName()} {control.metaObject().className()}")
    return found
