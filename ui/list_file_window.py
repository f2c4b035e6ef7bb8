"""A list as a file for another program (issue 3 B, interchange X-34)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from contactdesk.model.fields import Field
from contactdesk.model.tables import TABLES
from contactdesk.text import _
from ui.parts.write_file_dialog import WriteFileDialog, ask_where
from ui.windows import Windows


def write_list(parent: QWidget, windows: Windows, table: str, columns: Sequence[Field], shown: dict[str, Any], ending: str) -> None:
    """Let the user choose the file, then write all records of the list as it is shown, with these columns."""
    path = ask_where(parent, _("Save as"), _(TABLES[table].CAPTIONS), ending)
    if path is None:
        return
    files = windows.desk.list_files
    window = WriteFileDialog(
        windows,
        "list_file_window",
        _("Open in another program"),
        path,
        lambda progress, cancelled: files.write(path, table, columns, shown, progress=progress, cancelled=cancelled),
    )
    windows.show_window(window)
