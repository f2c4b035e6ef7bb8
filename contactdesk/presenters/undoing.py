"""Taking back what was typed into a page that is edited as a list (contacts 3.6; relations G-31)."""

from __future__ import annotations

from collections.abc import Iterable

from contactdesk.desk import Desk

_TYPED = frozenset({"create", "save", "delete"})
_LOOKED_AT = 50
"""Entries of a table that are looked at: what was typed longer ago is found in the history."""


def last_typed(desk: Desk, tables: Iterable[str]) -> int:
    """The newest entry in which this person typed into one of `tables` and which still holds; 0 for none.

    What a colleague typed, and what imports and other long jobs did, is not taken back from such a page.
    """
    me = desk.actions.who.name[:100]
    return max(
        (
            entry.no
            for table in tables
            for entry in desk.history.entries(table=table, limit=_LOOKED_AT)
            if entry.action in _TYPED and entry.who == me and not entry.undone_by and not entry.undoes
        ),
        default=0,
    )
