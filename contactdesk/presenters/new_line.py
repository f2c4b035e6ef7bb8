"""The blank last line of a page of rows, while it is being saved (contacts 3.6)."""

from __future__ import annotations

from typing import Any

from contactdesk.storage.change_sets import ChangeSet


class NewLine:
    """A line is made once: what is typed into it while that goes on waits, and follows when the line is there."""

    def __init__(self) -> None:
        self._making = False
        self._late: dict[str, Any] = {}

    def begins(self, name: str, value: Any) -> bool:
        """Is the line to be made now? Otherwise that goes on already, and the value of the field `name` waits."""
        if self._making:
            self._late[name] = value
            return False
        self._making = True
        return True

    def ended(self) -> dict[str, Any]:
        """The line is there, or was refused: what was typed meanwhile, by field."""
        late, self._late, self._making = self._late, {}, False
        return late


def key_of_new(changes: ChangeSet, table: str) -> str:
    """The key under which the pages know the row of `table` that was made where one field alone does not tell it."""
    return next(f"#{record.id}" for record in changes.records if record.table == table and record.kind == "insert")
