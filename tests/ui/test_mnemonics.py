"""Letters of menus."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from contactdesk.text import use_language
from ui.mnemonics import with_mnemonics


def test_no_letter_is_given_twice():
    assert with_mnemonics(["Copy", "Columns", "Close", "C"]) == ["&Copy", "C&olumns", "C&lose", "C"]
    assert with_mnemonics(["&Save", "Setup", "A && B"]) == ["&Save", "S&etup", "&A && B"]
    assert with_mnemonics(["", "…"]) == ["", "…"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_entry_of_the_menus_has_a_letter_of_its_own(start, office, language):
    """Keyboard for everything: a menu is used by letters, in both languages."""
    program = start(office)
    use_language(language)
    program.rebuild()
    seen = 0
    for menu in program.window.menuBar().findChildren(QMenu):
        texts = [action.text().replace("&&", "") for action in menu.actions() if action.text() and action.isVisible()]
        letters = [text.partition("&")[2][:1].casefold() for text in texts if "&" in text]
        assert len(letters) == len(set(letters)), texts
        assert len(letters) >= min(len(texts), 12), texts
        seen += len(letters)
    assert seen > 40
    use_language("en")
