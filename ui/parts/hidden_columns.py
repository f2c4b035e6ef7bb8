"""The columns of a grid that a user may show or hide; the choice is remembered by the name of the page."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, QPoint, Qt

from contactdesk.text import _
from ui.parts.columns_menu import ColumnsMenu
from ui.parts.grid import Grid
from ui.settings import Settings


class HiddenColumns(QObject):
    """Belongs to one grid; `standard` names the columns that are shown before a user chose any."""

    def __init__(self, grid: Grid, settings: Settings, page: str, standard: Collection[str]) -> None:
        super().__init__(grid)
        self._grid, self._settings, self._page = grid, settings, page
        self._fields = grid.lines.fields
        kept = settings.columns(page).get("shown")
        names = {field.name for field in self._fields}
        self._shown = {name for name in kept if name in names} if isinstance(kept, list) and kept else set(standard)
        header = grid.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: self.menu().popup(header.mapToGlobal(place)))
        self._apply()

    def choose(self) -> None:
        """Open the menu of columns below the heading."""
        header = self._grid.horizontalHeader()
        self.menu().popup(header.mapToGlobal(QPoint(0, header.height())))

    def menu(self) -> ColumnsMenu:
        """Every column with a tick; the last one that is shown stays."""
        made = ColumnsMenu(((field.name, _(field.caption), field.name in self._shown) for field in self._fields), self._grid)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.ticked.connect(self._choose)
        made.setActiveAction(made.actions()[0])
        return made

    def _choose(self, name: str, shown: bool) -> None:
        self._shown = self._shown | {name} if shown else self._shown - {name}
        self._apply()
        self._settings.keep_columns(self._page, {"shown": [field.name for field in self._fields if field.name in self._shown]})

    def _apply(self) -> None:
        for column, field in enumerate(self._fields):
            self._grid.setColumnHidden(column, field.name not in self._shown)
