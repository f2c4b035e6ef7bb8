"""What people typed is shown as it is: a name is never markup (reliability P-12)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Texts
from PySide6.QtGui import QTextDocument

from contactdesk.desk import Desk
from ui.parts.make import tip

UI = Path(__file__).resolve().parents[2] / "ui"
PICTURE = '<img src="//server/share/x.png"> & Sons'


@pytest.mark.parametrize("text", [PICTURE, "<b>Acme</b>", "a < b & c", "&lt;b&gt;", "Anna <anna@x.nl>", "two\nlines <i>", "plain", ""])
def test_a_tooltip_shows_every_sign(text):
    """reliability P-12: given a text with tags in it, when Qt reads the tooltip as it reads all, then the text comes out again"""
    shown = QTextDocument()
    if Texts.mightBeRichText(tip(text)):
        shown.setHtml(tip(text))
    else:
        shown.setPlainText(tip(text))

    assert shown.toPlainText() == text


def test_the_tooltip_of_a_list_loads_no_picture(start, office, qtbot):
    """reliability P-11, P-12: given a contact with a picture in its name, then its tooltip names it and holds no tag"""
    with Desk.open(str(office)) as desk:
        desk.records.create("contact", {"name": PICTURE})
    page = start(office).window.current_list()
    rows = page.list.rows
    column = [field.name for field in rows.columns].index("name")
    qtbot.waitUntil(lambda: rows.index(0, column).data(Qt.ItemDataRole.DisplayRole) == PICTURE)

    assert "<img" not in rows.index(0, column).data(Qt.ItemDataRole.ToolTipRole)


def test_every_tooltip_of_data_goes_through_one_door():
    """reliability P-12: what is not a text of our own is made safe"""
    loose = []
    for path in UI.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "setToolTip":
                if not all(_is_safe(shown) for shown in _ways(call.args[-1])):
                    loose.append(f"{path.relative_to(UI)}:{call.lineno}")
    assert loose == []


def _ways(shown: ast.expr) -> list[ast.expr]:
    return [shown.body, shown.orelse] if isinstance(shown, ast.IfExp) else [shown]


def _is_safe(shown: ast.expr) -> bool:
    made = shown.func if isinstance(shown, ast.Call) else None
    name = made.id if isinstance(made, ast.Name) else made.attr if isinstance(made, ast.Attribute) else ""
    return name in ("_", "tip")
