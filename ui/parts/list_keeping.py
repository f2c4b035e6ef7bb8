"""What stays where it is when a list is read again: the selected records, and the rows in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel

if TYPE_CHECKING:
    from ui.parts.list_view import ListView

REMEMBERED = 500
"""So many selected records are selected again; of more only the current one stays."""


def kept_in(view: ListView) -> Callable[[], None]:
    """Remember what is selected and in sight; what is returned brings it back once the list was read again."""
    ids, row = view.rows.ids, view.rowAt(0)
    top = ids[row] if 0 <= row < len(ids) else 0
    count = sum(last - first + 1 for first, last in view.selection())
    chosen = list(view.selected_ids()) if 1 < count <= REMEMBERED else []

    def bring_back() -> None:
        selection, last = QItemSelection(), len(view.rows.columns) - 1
        for at in map(view.rows.row_of, chosen):
            if at >= 0:
                selection.select(view.rows.index(at, 0), view.rows.index(at, last))
        if not selection.isEmpty():
            view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if top and (at := view.rows.row_of(top)) >= 0:
            view.verticalScrollBar().setValue(at)

    return bring_back
