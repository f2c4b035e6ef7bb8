"""Colours, sizes and icons."""

import re
import sys

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QLabel, QPushButton

from contactdesk.actions import ACTIONS, GROUPS
from ui import icons, theme

MODES = (theme.LIGHT, theme.DARK)
TEXTS = (
    *((text, ground) for text in ("text", "text_soft", "accent", "error") for ground in ("window", "surface", "raised", "sunken")),
    *(("text", ground) for ground in ("hover", "pressed", "error_soft", "warning_soft", "success_soft", "accent_soft")),
    *((f"{name}", f"{name}_soft") for name in ("error", "warning", "success")),
    *(("text_disabled", ground) for ground in ("surface", "sunken", "window")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    ("on_accent_soft", "accent_soft"),
    ("text_soft", "hover"),
)


def luminance(name):
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(name).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_every_text_can_be_read(mode, text, ground):
    colours = theme.COLOURS[mode]
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_frames_of_fields_can_be_seen(mode):
    colours = theme.COLOURS[mode]
    assert contrast(colours.line_strong, colours.surface) >= 3
    assert contrast(colours.accent, colours.surface) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_the_style_sheet_has_no_name_left_over(mode, scale):
    sheet = theme.style_sheet(theme.Theme(mode, scale, theme.COLOURS[mode]))
    assert "$" not in sheet
    assert len(sheet) < 12_000


def test_dark_is_dark_although_the_system_is_not_asked(qapp, qtbot):
    """dependencies 2.1: setColorScheme does nothing off screen"""
    with qtbot.waitSignal(theme.changes().changed):
        shown = theme.apply(qapp, theme.DARK, 1.5)
    assert shown.mode == theme.DARK
    assert qapp.palette().window().color() == QColor(theme.COLOURS[theme.DARK].window)
    assert qapp.font().pointSizeF() == pytest.approx(9.75 * 1.5)


def test_texts_are_between_80_and_200_percent(qapp):
    assert theme.apply(qapp, theme.LIGHT, 9).scale == 2.0
    assert theme.apply(qapp, theme.LIGHT, 0.1).scale == 0.8


def test_icons_take_the_new_colour_when_the_theme_changes(qapp, qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    icons.dress(button, "add")
    before = button.icon().pixmap(20, 20).toImage()
    theme.apply(qapp, theme.DARK)
    after = button.icon().pixmap(20, 20).toImage()
    assert before != after
    assert max(after.pixelColor(x, y).lightness() for x in range(20) for y in range(20)) > 200


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_drawn_for_the_pixels_of_the_screen(qapp, ratio):
    assert icons.pixmap("edit", "accent", 20, ratio).width() == round(20 * ratio)


@pytest.mark.parametrize("name", sorted({a.icon for a in ACTIONS.values() if a.icon} | {g.icon for g in GROUPS.values() if g.icon}))
def test_every_icon_of_an_action_is_there_and_draws_something(qapp, name):
    image = icons.pixmap(name).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(20) for y in range(20))
    assert not icons.icon(name).pixmap(20, 20, QIcon.Mode.Disabled).isNull()


def test_the_folder_of_icons_names_their_licence():
    assert "MIT License" in (icons.FOLDER / "LICENSE").read_text()
    assert len(list(icons.FOLDER.glob("*.svg"))) >= 80


def test_actions_have_captions_groups_and_no_key_twice_on_one_page():
    for action in ACTIONS.values():
        assert action.caption, action.id
        assert not action.group or action.group in GROUPS
    keys = [a.shortcut for a in ACTIONS.values() if a.shortcut and a.id not in ("row.delete", "record.delete", "salutation.copy")]
    assert len(keys) == len(set(keys))


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal")
def test_calls_into_qt_keep_the_references_of_none(qapp, qtbot):
    """dependencies 2.1: PySide6 6.12.0 loses one with each call"""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100


def test_colours_are_named_in_one_place_only():
    for path in sorted((theme.RESOURCES.parent / "ui").rglob("*.py")):
        if path.name != "theme.py":
            assert not re.search(r'"#[0-9A-Fa-f]{6}"', path.read_text(encoding="utf-8")), path.name
