"""Widgets of which only the kinds can be made (docs: ui/parts/abstract.py)."""

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from ui.parts.editors import Editor, TextEditor


class Forgetful(Editor):
    """An editor that says what is on screen, and nothing else."""

    def text(self) -> str:
        return ""


def test_a_kind_that_lacks_something_cannot_be_made(qtbot):
    """The mistake is told where the widget is made, by the names of what is missing."""
    field = field_map(Contact)["name"]
    with pytest.raises(TypeError, match="_put, set_read_only"):
        Forgetful(field, QLineEdit())

    made = TextEditor(field)
    qtbot.addWidget(made)
    assert isinstance(made, Editor)
    assert isinstance(made, QWidget)
