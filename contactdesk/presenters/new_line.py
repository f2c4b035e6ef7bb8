"""The blank last line of a page of rows, while it is being saved (contacts 3.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


class NewLine:
    """A line is made once: what is typed into it while that goes on waits, and follows when the line is there."""

    def __init__(self) -> None:
        self._known: frozenset[str] | None = None
        self._there = False
        self._late: dict[str, Any] = {}

    def begins(self, keys: Iterable[str], name: str, value: Any) -> bool:
        """Is the line to be made now, beside the rows `keys`? Otherwise that goes on already, and the value of the field `name` waits."""
        if self._known is not None:
            self._late[name] = value
            return False
        self._known = frozenset(keys)
        return True

    def saved(self) -> None:
        """The line is stored: the next rows that are read have it."""
        self._there = True

    def refused(self) -> None:
        """The line is not stored; what was typed is still there to be mended."""
        self._known, self._there, self._late = None, False, {}

    def shown(self, keys: Iterable[str], edited: Callable[[str, str, Any], object]) -> None:
        """The rows `keys` are shown: what was typed meanwhile goes into the line that came."""
        if self._known is None or not self._there:
            return
        new, late = [key for key in keys if key not in self._known], self._late
        self.refused()
        for name, value in late.items() if len(new) == 1 else ():
            edited(new[0], name, value)
