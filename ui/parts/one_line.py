"""Texts from elsewhere, pasted or dropped into a field of one line."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLineEdit

_BREAKS = re.compile(r"[ ]*[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+[ ]*")


def keep_one_line(line: QLineEdit) -> None:
    """Make blanks of line breaks and tabs that are pasted into `line`; at either end they go.

    A cell of a spreadsheet comes with a line break behind it: nobody sees it in a field of one line, and nobody could take it away
    after the field has been refused for it. What is undone by Ctrl+Z is the pasting.
    """

    def edited(text: str) -> None:
        if _BREAKS.search(text):
            line.selectAll()
            line.insert(_BREAKS.sub(" ", text).strip())

    line.textEdited.connect(edited)
