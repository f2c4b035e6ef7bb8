"""The blank last line of a page of rows, while it is being saved (contacts 3.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contactdesk.storage.change_sets import ChangeSet


class NewLine:
    """A line is made once: what is typed into it while that goes on waits, and follows when the line is there."""

    def __init__(self) -> None:
        self._making = False
        self._key = ""
        self._late: dict[str, Any] = {}

    def begins(self, name: str, value: Any) -> bool:
        """Is the line to be made now? Otherwise that goes on already, and the value of the field `name` waits."""
        if self._making:
            self._late[name] = value
            return False
        self._making = True
        return True

    def saved(self, key: str) -> None:
        """The line is stored under this key: the next rows that are read have it."""
        self._key = key

    def refused(self) -> None:
        """The line is not stored; what was typed is still there to be mended."""
        self._making, self._key, self._late = False, "", {}

    def shown(self, edited: Callable[[str, str, Any], object]) -> None:
        """Rows are shown: once the line is among them, what was typed meanwhile goes into it."""
        if self._key:
            key, late = self._key, self._late
            self.refused()
            for name, value in late.items():
                edited(key, name, value)


def key_of_new(changes: ChangeSet, table: str) -> str:
    """The key under which a page knows the new row of `table`, where no field alone tells it."""
    return next(f"#{record.id}" for record in changes.records if record.table == table and record.kind == "insert")
