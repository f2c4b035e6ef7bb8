"""Export Contact: the notice about blocked contacts, the file, and how far it is (contacts C-94, C-121)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from contactdesk.errors import UserError
from contactdesk.interchange.contact_export import Blocked
from contactdesk.presenters.exporting import blocked_text
from contactdesk.text import _
from ui.choose_dialog import Question
from ui.parts.write_file_dialog import WriteFileDialog, ask_where
from ui.windows import Windows


def export_window(windows: Windows, ids: Sequence[int], path: Path) -> WriteFileDialog:
    """The window that writes the contacts with these ids to `path`."""
    exports = windows.desk.exports
    return WriteFileDialog(
        windows,
        "export_contacts_window",
        _("Export Contact"),
        path,
        lambda progress, cancelled: exports.contacts(path, ids=ids, progress=progress, cancelled=cancelled),
    )


def export_contacts(parent: QWidget, windows: Windows, ids: Sequence[int], failed: Callable[[UserError], None]) -> None:
    """Name the blocked contacts first, let the user choose the file, then write it."""

    def choose() -> None:
        path = ask_where(parent, _("Export Contact"), _("Contacts"), "csv")
        if path is not None:
            windows.show_window(export_window(windows, ids, path))

    def looked(blocked: list[Blocked]) -> None:
        if blocked:
            answers = (_("Cancel"), _("Export all the same"))
            Question(blocked_text(blocked), answers, lambda answer: choose() if answer else None, parent.window()).open()
        else:
            choose()

    windows.run(lambda: windows.desk.exports.blocked(ids=ids), looked, failed)
