"""Icons of one family, in the colours of the theme.

QtSvg paints `currentColor` and missing fills black, so the palette's colour is put into the text of
the file before it is drawn.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu

from ui import theme

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
SMALL, NORMAL, LARGE = 16, 20, 32
_NAME, _COLOUR, _SIZE = "icon_name", "icon_colour", "icon_size"
_ROOT = Template('<svg fill="$colour" ')


@cache
def _svg(name: str, small: bool) -> str:
    path = FOLDER / "16" / f"{name}.svg"
    if not (small and path.exists()):
        path = FOLDER / f"{name}.svg"
    return path.read_text(encoding="utf-8")


def pixmap(name: str, colour: str = "text", size: int = NORMAL, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` times `size` points on a screen of `ratio`; `colour` is a name of the theme."""
    return _drawn(name, getattr(theme.current().colours, colour), size, ratio)


@cache
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    text = _svg(name, size <= SMALL)
    if name != "app":
        text = text.replace("<svg ", _ROOT.substitute(colour=colour), 1).replace("currentColor", colour)
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str = "text", size: int = NORMAL, *, disabled: bool = True) -> QIcon:
    """The icon for buttons, actions and menus, sharp on every screen that is there; `disabled`: its target can be disabled."""
    colours = theme.current().colours
    ratios = frozenset(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    return _icon(name, getattr(colours, colour), colours.line_strong if disabled else "", theme.scaled(size), ratios)


@cache
def _icon(name: str, colour: str, disabled: str, size: int, ratios: frozenset[float]) -> QIcon:
    """Shared by all that show it: a page has thirty buttons, and the pages of a program have the same ones."""
    found = QIcon()
    for ratio in sorted(ratios):
        found.addPixmap(_drawn(name, colour, size, ratio), QIcon.Mode.Normal)
        if disabled:
            found.addPixmap(_drawn(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return found


def app_icon() -> QIcon:
    """The mark of ContactDesk, for windows and the task bar."""
    found = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        found.addPixmap(pixmap("app", size=size))
    return found


def dress(target: QAbstractButton | QAction | QLabel, name: str, colour: str = "text", size: int = NORMAL, *, later: bool = False) -> None:
    """Give `target` the icon `name`, and again in the new colours whenever the theme changes.

    `later`: an entry of a menu, whose icon is drawn when the menu is opened (`dress_entries`).
    """
    target.setProperty(_NAME, name)
    target.setProperty(_COLOUR, colour)
    target.setProperty(_SIZE, size)
    if not later:
        _show(target, name, colour, size)


def dress_entries(menu: QMenu) -> None:
    """Draw the icons of the entries that wait for it."""
    for action in menu.actions():
        if action.property(_NAME) and action.icon().isNull():
            _put_on(action)


def _put_on(target: QAbstractButton | QAction | QLabel) -> None:
    _show(target, *(target.property(key) for key in (_NAME, _COLOUR, _SIZE)))


def _show(target: QAbstractButton | QAction | QLabel, name: str, colour: str, size: int) -> None:
    if isinstance(target, QLabel):
        target.setPixmap(pixmap(name, colour, theme.scaled(size), target.devicePixelRatioF()))
        return
    target.setIcon(icon(name, colour, size))
    if isinstance(target, QAbstractButton):
        target.setIconSize(QSize(theme.scaled(size), theme.scaled(size)))


def redress() -> None:
    """Draw every icon again, in the colours and size of the theme that is current now."""
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractButton | QLabel) and widget.property(_NAME):
            _put_on(widget)
        for action in widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if action.property(_NAME):
                _put_on(action)
