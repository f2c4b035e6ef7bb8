"""How ContactDesk looks: colours with names, spacing, sizes of text, light and dark.

Fusion with a palette of our own, because the system's scheme cannot be set off screen and differs
between systems; a short style sheet (`resources/style.qss`) with the same colours draws the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QScreen
from PySide6.QtWidgets import QApplication, QWidget

STYLE = ("-style", "Fusion")
"""Arguments of an application that has our style from the beginning; to choose it later costs 4 ms of a start."""
STYLED = "styled"
"""Property of an application that was given them."""
RESOURCES = Path(__file__).resolve().parent.parent / "resources"

TIGHT, SMALL, MEDIUM, LARGE, HUGE = 4, 8, 12, 16, 24
"""Distances between things, in points: within a part, between parts, around pages."""

SYSTEM, LIGHT, DARK = "system", "light", "dark"
MODES = (SYSTEM, LIGHT, DARK)
SMALLEST, LARGEST = 0.8, 2.0
STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_BASE_POINTS = 9.75
TYPE_SCALE: Mapping[str, float] = {"small": 0.92, "body": 1.0, "large": 1.15, "heading": 1.3, "title": 1.7}


class Colours(NamedTuple):
    """All colours of one mode. Every text colour has a contrast of at least 4.5 to what it stands on."""

    window: str
    surface: str
    raised: str
    sunken: str
    line: str
    line_strong: str
    hover: str
    pressed: str
    text: str
    text_soft: str
    text_disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    error: str
    error_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str


COLOURS: Mapping[str, Colours] = {
    LIGHT: Colours(
        window="#F4F6F7",
        surface="#FFFFFF",
        raised="#FFFFFF",
        sunken="#ECEFF1",
        line="#DCE1E5",
        line_strong="#87919A",
        hover="#E9EDEF",
        pressed="#DDE3E6",
        text="#1A2024",
        text_soft="#535D66",
        text_disabled="#626B73",
        accent="#00707A",
        accent_hover="#005F68",
        accent_pressed="#004F57",
        on_accent="#FFFFFF",
        accent_soft="#D5ECEE",
        on_accent_soft="#10343A",
        error="#B3261E",
        error_soft="#FDEDEB",
        warning="#7A4F00",
        warning_soft="#FFF3D9",
        success="#17663A",
        success_soft="#E2F3E8",
    ),
    DARK: Colours(
        window="#191C1E",
        surface="#222629",
        raised="#2A2F33",
        sunken="#141719",
        line="#383E43",
        line_strong="#7E8890",
        hover="#2D3337",
        pressed="#363D42",
        text="#EEF1F3",
        text_soft="#AEB7BE",
        text_disabled="#9AA3AA",
        accent="#55C5CE",
        accent_hover="#72D3DB",
        accent_pressed="#8EDFE5",
        on_accent="#06282B",
        accent_soft="#174449",
        on_accent_soft="#E3F6F7",
        error="#FF9A90",
        error_soft="#43211F",
        warning="#F2C46D",
        warning_soft="#3D3118",
        success="#86D6A4",
        success_soft="#1C3828",
    ),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """What is shown now: mode ("light" or "dark"), size of text, colours."""

    mode: str
    scale: float
    colours: Colours


class _Changes(QObject):
    changed = Signal()


_changes: _Changes | None = None
_current = Theme(LIGHT, 1.0, COLOURS[LIGHT])


def current() -> Theme:
    """The theme shown now."""
    return _current


def changes() -> _Changes:
    """Its signal `changed` comes after the theme was applied anew, for parts that paint themselves."""
    global _changes
    if _changes is None:
        _changes = _Changes()
    return _changes


def colour(name: str) -> QColor:
    """The colour called `name` in the theme shown now."""
    return QColor(getattr(_current.colours, name))


def scaled(points: float) -> int:
    """A size that grows with the text."""
    return round(points * _current.scale)


def size_window(window: QWidget, width: float, height: float) -> None:
    """Give a window its first size: what its content wants at this size of text, never more than its screen shows."""
    room, frame = window.screen().availableGeometry().size(), QSize(8, 40)
    window.resize(QSize(scaled(width), scaled(height)).boundedTo(room - frame))


def system_mode(app: QApplication) -> str:
    """Light or dark, whichever the system says; light where it says nothing."""
    return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply(app: QApplication, mode: str = SYSTEM, scale: float = 1.0) -> Theme:
    """Show everything in `mode` ("system", "light", "dark") with texts of `scale` (0.8 to 2.0) of their size.

    With "system" the program follows when the system changes.
    """
    global _current
    shown = system_mode(app) if mode == SYSTEM else mode
    _current = Theme(shown, min(max(scale, SMALLEST), LARGEST), COLOURS[shown])
    _follow_system(app, mode)
    if not app.property(STYLED):  # it was not started with `STYLE`: a test, or another program that shows our windows
        app.setStyle("Fusion")
    app.setPalette(palette(_current.colours))
    app.setFont(_font(_current.scale))
    app.setStyleSheet(style_sheet(_current))
    from ui import icons

    icons.redress()
    changes().changed.emit()
    return _current


def _follow_system(app: QApplication, mode: str) -> None:
    app.setProperty("theme_mode", mode)
    if app.property("theme_followed"):
        return
    app.setProperty("theme_followed", True)

    def follow() -> None:
        if app.property("theme_mode") == SYSTEM and system_mode(app) != _current.mode:
            apply(app, SYSTEM, _current.scale)

    def sharpen() -> None:
        """Icons are drawn for the screens that are there (`icons.icon`)."""
        apply(app, app.property("theme_mode"), _current.scale)

    def watch(screen: QScreen) -> None:
        screen.logicalDotsPerInchChanged.connect(sharpen)

    app.styleHints().colorSchemeChanged.connect(follow)
    app.screenAdded.connect(sharpen)
    app.screenAdded.connect(watch)
    for screen in app.screens():
        watch(screen)


def palette(colours: Colours) -> QPalette:
    """The colours as Qt's own parts use them."""
    role = QPalette.ColorRole
    found = QPalette()
    for where, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "sunken"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "error"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "text_soft"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Light, "surface"),
        (role.Midlight, "line"),
        (role.Mid, "line"),
        (role.Dark, "line_strong"),
        (role.Shadow, "line_strong"),
    ):
        found.setColor(where, QColor(getattr(colours, name)))
    for where in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.text_disabled))
    return found


def style_sheet(theme: Theme) -> str:
    """`resources/style.qss` with colours and sizes filled in; raises `KeyError` for a name nobody knows."""
    source = Template((RESOURCES / "style.qss").read_text(encoding="utf-8"))
    points = _points(theme.scale)
    sizes = {f"size_{name}": f"{points * factor:.2f}pt" for name, factor in TYPE_SCALE.items()}
    lengths = {f"px{n}": f"{round(n * theme.scale)}px" for n in (2, 3, 4, 6, 8, 10, 12, 16, 18, 20, 24, 28, 30, 32, 36, 40)}
    lengths["menu"] = f"{round(2 * theme.scale) + 6}px"  # as high as the button beside the menus
    lengths |= {f"in{n}": f"{round(n * theme.scale) - 1}px" for n in (6, 8)}  # beside a frame that is one point thicker
    check = (RESOURCES / "icons" / f"check_{theme.mode}.svg").as_posix()
    # On the ground of a menu the tick of the other theme is the one that stands out.
    tick = (RESOURCES / "icons" / f"check_{LIGHT if theme.mode == DARK else DARK}.svg").as_posix()
    branches = {f"branch_{way}": (RESOURCES / "icons" / f"branch_{way}_{theme.mode}.svg").as_posix() for way in ("open", "closed")}
    return source.substitute(
        theme.colours._asdict(), **sizes, **lengths, **branches, check=check, tick=tick, radio=f"{round(16 * theme.scale) - 4}px"
    )


def point_size(name: str = "body") -> float:
    """The size of text called `name` (small, body, large, heading, title), in points."""
    return _points(_current.scale) * TYPE_SCALE[name]


def font(name: str = "body", *, strong: bool = False) -> QFont:
    """The font of the type scale for parts that paint themselves."""
    found = QFont(QApplication.font())
    found.setPointSizeF(point_size(name))
    found.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return found


def _points(scale: float) -> float:
    return _BASE_POINTS * scale


def _font(scale: float) -> QFont:
    found = QFont(_family())
    found.setPointSizeF(_points(scale))
    return found


def _family() -> str:
    """The system's own font where it is made for windows; Inter where the system has none (plain Linux, off screen)."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if system in _GOOD_FAMILIES:
        return system
    for name in ("Inter-Regular.ttf", "Inter-SemiBold.ttf"):
        path = str(RESOURCES / "fonts" / name)
        if path not in _loaded:
            _loaded[path] = QFontDatabase.addApplicationFont(path)
    return "Inter" if min(_loaded.values()) >= 0 else system


_loaded: dict[str, int] = {}
_GOOD_FAMILIES = frozenset(
    {
        "Segoe UI",
        "Segoe UI Variable",
        ".AppleSystemUIFont",
        ".SF NS",
        "Cantarell",
        "Adwaita Sans",
        "Ubuntu",
        "Ubuntu Sans",
        "Noto Sans",
        "Inter",
    }
)
