"""The overview of shortcuts, which are declared once and listed all."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from contactdesk.actions import ACTIONS, full_caption
from ui.about import ShortcutsWindow


def test_every_key_of_every_action_is_listed(qtbot, settings):
    """Given all declared actions, then the overview names each that has a key, whatever its group is."""
    window = ShortcutsWindow(settings)
    qtbot.addWidget(window)
    texts = [label.text() for label in window.findChildren(QLabel)]

    for action in ACTIONS.values():
        if action.shortcut:
            keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")
            assert (full_caption(action.id), keys) in pairwise(texts), action.id


def test_every_shortcut_can_be_pressed():
    """Qt knows every key that is declared."""
    for action in ACTIONS.values():
        assert not action.shortcut or QKeySequence(action.shortcut).toString() not in ("", "?"), action.id
