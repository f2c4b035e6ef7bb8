"""A record that is made for a field: once the page it was made on is closed, the field holds it (contacts 3.6)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from shiboken6 import isValid

from contactdesk.storage.change_sets import ChangeSet, RecordChange
from ui.parts.editors import Editor
from ui.windows import Windows


class NewCode(QObject):
    """Opens a page by `open` and listens until it is closed; the record of `table` made last meanwhile goes into `editor`."""

    def __init__(self, windows: Windows, table: str, editor: Editor, open: Callable[[], object]) -> None:
        super().__init__(windows)
        self._windows, self._table, self._editor = windows, table, editor
        self._made: dict[int, str] = {}
        open()
        page = windows.shown_last
        if page is None or not isValid(page):
            self.deleteLater()
            return
        windows.saved.connect(self._heard)
        page.destroyed.connect(self._closed)

    def _heard(self, changes: ChangeSet) -> None:
        for record in changes.records:
            if record.table != self._table:
                continue
            if record.kind == "insert" or (record.kind == "update" and record.id in self._made):
                self._made[record.id] = _code_of(record)
            elif record.kind == "delete":
                self._made.pop(record.id, None)

    def _closed(self) -> None:
        self._windows.saved.disconnect(self._heard)
        if self._made and isValid(self._editor) and self._editor.widget.isEnabled():
            self._editor.type_in(list(self._made.values())[-1])
            self._editor.commit()
        self.deleteLater()


def _code_of(record: RecordChange) -> str:
    """What a field stores: of a record with two keys the first."""
    return next((str(line.after) for line in record.lines if line.field.name in ("code", "no")), record.no)
