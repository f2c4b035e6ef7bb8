"""Hands and eyes of somebody who uses the windows: mouse, keys and clipboard on real widgets, nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QRadioButton,
    QTableView,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as NeverSeen

W = TypeVar("W", bound=QWidget)
PATIENCE = 30_000
"""Milliseconds after which something is taken for missing."""
PICTURES = "CONTACTDESK_JOURNEY_PICTURES"
"""Environment variable: the folder into which pictures of the screen go; without it there are none."""
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Eyes:
    """Sees the windows that are open; `busy` says whether something is still at work in the background."""

    def __init__(self, qtbot, busy: Callable[[], object], journey: str) -> None:
        self._qtbot, self._busy, self._journey, self._picture = qtbot, busy, journey, 0

    def until(self, seen: Callable[[], object], what: str = "") -> None:
        """Wait until something is seen."""

        def holds() -> bool:
            try:
                return bool(seen())
            except (AssertionError, AttributeError, RuntimeError):
                return False  # not there yet, or a window that is just going

        try:
            self._qtbot.waitUntil(holds, timeout=PATIENCE)
        except NeverSeen:
            self.picture("missing")
            raise AssertionError(f"never seen: {what or seen}; open: {[one.objectName() for one in windows()]}") from None

    def settle(self) -> None:
        """Wait until nothing is at work."""
        QApplication.processEvents()
        self.until(lambda: not self._busy(), "the end of the work in the background")
        QApplication.processEvents()

    def window(self, name: str, title: str = "", *, but: Sequence[QWidget] = ()) -> QWidget:
        """The window with this name, and with `title` in its title, that is none of `but`, once it is there and has the focus."""

        def found() -> QWidget | None:
            fits = (one for one in windows() if one.objectName() == name and title in one.windowTitle())
            return next((one for one in fits if one not in but), None)

        self.until(found, f"window {name} {title}")
        shown = found()
        self.activate(shown)
        self.settle()
        return shown

    def activate(self, window: QWidget) -> None:
        """Bring a window to the front as a window manager does when one clicks on it; this screen has none."""
        if not window.isActiveWindow() and window.windowType() != Qt.WindowType.Popup:
            window.raise_()

            def active() -> bool:
                if QApplication.activeWindow() is None:
                    window.activateWindow()  # once more: before the window is on the screen nobody hears it
                return QApplication.activeWindow() is not None

            window.activateWindow()
            self.until(active, f"the focus in {window.objectName()}")

    def gone(self, name: str, title: str = "") -> None:
        """Wait until no window of this name is open."""
        self.until(lambda: not any(one.objectName() == name and title in one.windowTitle() for one in windows()), f"the end of {name}")
        self.settle()

    def find(self, window: QWidget, kind: type[W], name: str) -> W:
        """The visible part of a window with this name, once it is there."""

        def found() -> W | None:
            return next((one for one in window.findChildren(kind, name) if one.isVisible()), None)

        self.until(found, f"{name} in {window.objectName()}")
        return found()

    def text(self, window: QWidget, name: str) -> str:
        """The text of a label or field, once it is there."""
        return self.find(window, QWidget, name).text()

    def said(self, window: QWidget) -> str:
        """What the message bars of a window say now."""
        return " ".join(one.text() for one in window.findChildren(QLabel, "message") if one.isVisible())

    def cells(self, table: QAbstractItemView) -> list[list[str]]:
        """All texts of a table or tree, row by row, headings of groups included."""
        return _rows(table.model(), table.rootIndex())

    def picture(self, name: str) -> None:
        """Keep a picture of the whole screen, when somebody wants to look."""
        if folder := os.environ.get(PICTURES):
            self._picture += 1
            QApplication.processEvents()
            Path(folder).mkdir(parents=True, exist_ok=True)
            QApplication.primaryScreen().grabWindow(0).save(str(Path(folder) / f"{self._journey}-{self._picture:02} {name}.png"))


class Hands(Eyes):
    """Uses the windows that are open."""

    # -- mouse --------------------------------------------------------------------------------------

    def click(self, widget: QWidget, place: QPoint | None = None, *, twice: bool = False) -> None:
        """Click on a widget."""
        assert widget.isEnabled(), f"{widget.objectName()}: {widget.toolTip()}"
        self.activate(widget.window())
        middle = place if place is not None else _handle(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, middle)
        if twice:
            QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, NONE, middle)
        self.settle()

    def press(self, window: QWidget, name: str) -> None:
        """Click the button with this name, once it can be pressed."""
        button = self.find(window, QAbstractButton, name)
        self.until(button.isEnabled, f"{name} that can be pressed: {button.toolTip()}")
        self.click(button)

    def act(self, window: QWidget, id: str) -> None:
        """Click the button of an action, or its entry in the menu that holds it."""
        button = self.until_button(window, id)
        if button.menu() is None:
            self.click(button)
        else:
            self.choose_from(button, button.rect().center(), id)

    def until_button(self, window: QWidget, id: str) -> QToolButton:
        """The button that does an action or opens the menu with it, once it can be pressed."""

        def found() -> QToolButton | None:
            shown = [one for one in window.findChildren(QToolButton) if one.isVisible()]
            return next((one for one in shown if _offers(one, id)), None)

        self.until(found, f"{id} possible in {window.objectName()}")
        return found()

    def choose_from(self, opener: QWidget, place: QPoint, id: str) -> None:
        """Open a menu with the mouse and click the entry of an action; menus hold the program until they are left."""
        tries = 0

        def look() -> None:
            nonlocal tries
            tries += 1
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu):
                entry = next(one for one in menu.actions() if one.isVisible() and _leads_to(one, id))
                QTest.mouseClick(menu, Qt.MouseButton.LeftButton, NONE, menu.actionGeometry(entry).center())
                if entry.menu() is not None:
                    QTimer.singleShot(20, opener, look)
            elif tries < 200:
                QTimer.singleShot(20, opener, look)

        QTimer.singleShot(20, opener, look)
        QTest.mouseClick(opener, Qt.MouseButton.LeftButton, NONE, place)
        self.until(lambda: QApplication.activePopupWidget() is None, "the end of the menu")
        self.settle()

    def from_menu(self, window: QWidget, title: str, id: str) -> None:
        """Choose an entry of the menu bar."""
        bar = window.menuBar()
        entry = next(one for one in bar.actions() if one.text().replace("&", "") == title)
        self.choose_from(bar, bar.actionGeometry(entry).center(), id)

    def go_to(self, window: QWidget, caption: str) -> None:
        """Click an entry of the navigation."""
        pane = self.find(window, QListWidget, "navigation")
        item = next(pane.item(row) for row in range(pane.count()) if pane.item(row).text() == caption)
        self.click(pane.viewport(), pane.visualItemRect(item).center())

    def click_row(self, view: QTreeWidget | QTableView, text: str, *, twice: bool = False) -> None:
        """Click the row in which a cell has this text."""
        self.until(lambda: _index_of(view.model(), view.rootIndex(), text), f"a row with {text}")
        index = _index_of(view.model(), view.rootIndex(), text)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center(), twice=twice)

    # -- keys ---------------------------------------------------------------------------------------

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, settle: bool = True) -> None:
        """Press a key where the focus is."""
        self.until(QApplication.focusWidget, "a widget with the focus")
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        if settle:
            self.settle()

    def type(self, text: str) -> None:
        """Type over all that is in the field with the focus; what no keyboard has comes by the clipboard."""
        self.key(Qt.Key.Key_A, CONTROL)
        if not text:
            self.key(Qt.Key.Key_Delete)
        elif text.isascii() and len(text) < 60:
            QTest.keyClicks(QApplication.focusWidget(), text)
        else:
            QApplication.clipboard().setText(text)
            self.key(Qt.Key.Key_V, CONTROL)

    def enter(self, window: QWidget, name: str, text: str, *, leave: Qt.Key | None = Qt.Key.Key_Tab) -> QLineEdit:
        """Click into a field, type over it, and leave it by a key."""
        line = self.find(window, QLineEdit, name)
        self.click(line)
        self.until(line.hasFocus, f"the cursor in {name}")
        self.type(text)
        if leave is not None:
            self.key(leave)
        return line

    def pick(self, window: QWidget, name: str, caption: str) -> None:
        """Open a drop-down by the keyboard and take the line with this text."""
        box = self.find(window, QComboBox, name)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        self.until(box.view().isVisible, f"the lines of {name}")
        place = next(row for row in range(box.count()) if caption in box.itemText(row))
        view = box.view()
        QTest.keyClick(view, Qt.Key.Key_Home)
        for _step in range(place):
            QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Return)
        self.until(lambda: caption in box.currentText(), f"{caption} in {name}")
        self.settle()


def windows() -> list[QWidget]:
    """All windows on the screen."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowType() != Qt.WindowType.Popup]


def _rows(model, parent) -> list[list[str]]:
    rows = []
    for row in range(model.rowCount(parent)):
        rows.append([str(model.index(row, column, parent).data() or "") for column in range(model.columnCount(parent))])
        rows += _rows(model, model.index(row, 0, parent))
    return rows


def _index_of(model, parent, text: str):
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            if text == str(model.index(row, column, parent).data() or ""):
                return model.index(row, column, parent)
        inside = _index_of(model, model.index(row, 0, parent), text)
        if inside is not None:
            return inside
    return None


def _leads_to(action, id: str) -> bool:
    if action.menu() is not None:
        return any(_leads_to(one, id) for one in action.menu().actions())
    return action.objectName() == id


def _offers(button: QToolButton, id: str) -> bool:
    if button.menu() is not None:
        return any(_leads_to(one, id) and one.isEnabled() for one in button.menu().actions())
    action = button.defaultAction()
    return action is not None and action.objectName() == id and action.isEnabled()


def _handle(widget: QWidget) -> QPoint:
    """Where a person clicks: the mark of a check box or radio button stands at its left end."""
    middle = widget.rect().center()
    return QPoint(12, middle.y()) if isinstance(widget, QCheckBox | QRadioButton) else middle
