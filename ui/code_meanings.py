"""What the codes on screen mean: their descriptions, read in the background and kept for all windows (contacts F-12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from contactdesk.errors import UserError
from contactdesk.model.tables import TABLES
from contactdesk.storage.change_sets import ChangeSet
from ui.parts.editors import Editor
from ui.parts.editors_code import CodeEditor
from ui.parts.grid import Grid
from ui.windows import Windows

BESIDE: Mapping[str, str] = {
    "company_no": "company_name",
    "primary_contact_no": "contact",
    "post_code": "city",
    "company_post_code": "company_city",
    "mailing_group_code": "description",
    "industry_group_code": "description",
    "job_responsibility_code": "description",
    "web_source_code": "description",
}
"""Fields whose meaning has a field of its own."""
_MOST = 2000


class CodeMeanings(QObject):
    """Descriptions by table and code. `changed` tells that some came, or that others may hold now."""

    changed = Signal()

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows)
        self._windows = windows
        self._known: dict[str, dict[str, str]] = {}
        self._wanted: dict[str, set[str]] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)
        windows.saved.connect(self._heard)

    def meaning(self, table: str, code: str) -> str:
        """What the code means; "" while that is not known, and where nothing has this code."""
        if not code or table not in TABLES:
            return ""
        known = self._known.get(table, {}).get(code)
        if known is None and code not in self._wanted.get(table, ()):
            self._wanted.setdefault(table, set()).add(code)
            self._soon.start()
        return known or ""

    def _read(self) -> None:
        wanted = {table: set(codes) for table, codes in self._wanted.items() if codes}
        read: Callable[[], dict[str, dict[str, str]]] = lambda: self._windows.desk.records.titles(wanted)  # noqa: E731
        if wanted:
            self._windows.run(read, lambda found: self._learn(wanted, found), lambda error: self._failed(wanted, error))

    def _learn(self, wanted: Mapping[str, set[str]], found: Mapping[str, Mapping[str, str]]) -> None:
        if sum(map(len, self._known.values())) > _MOST:
            self._known.clear()
        self._answered(wanted)
        for table, codes in wanted.items():
            self._known.setdefault(table, {}).update({code: found[table].get(code, "") for code in codes})
        self.changed.emit()

    def _failed(self, wanted: Mapping[str, set[str]], _error: UserError) -> None:
        """Asked again when a code is shown the next time; what is away is told by who reads the records."""
        self._answered(wanted)

    def _answered(self, wanted: Mapping[str, set[str]]) -> None:
        for table, codes in wanted.items():
            self._wanted.get(table, set()).difference_update(codes)

    def _heard(self, changes: ChangeSet) -> None:
        """Somebody saved records: what their codes mean is read again."""
        touched = [table for table in {record.table for record in changes.records} if self._known.pop(table, None)]
        if touched:
            self.changed.emit()


def meanings_of(windows: Windows) -> CodeMeanings:
    """The meanings that all windows of one database share."""
    return windows.findChild(CodeMeanings) or CodeMeanings(windows)


def show_meanings(windows: Windows, editors: Mapping[str, Editor]) -> None:
    """Let every code of a page be followed by what it means, where no other field of the page says it."""
    for name, editor in editors.items():
        if isinstance(editor, CodeEditor) and BESIDE.get(name) not in editors:
            editor.explain_by(meanings_of(windows))


def show_meanings_in(windows: Windows, grid: Grid) -> None:
    """The same in the cells of a grid; a grid that has the description in a column of its own needs it not."""
    columns = {field.name for field in grid.lines.fields}
    names = [field.name for field in grid.lines.fields if field.refers_to and BESIDE.get(field.name) not in columns]
    grid.explain_by(meanings_of(windows), names)
