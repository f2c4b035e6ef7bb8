"""Number series: the list with what the current line says, and the lines and related series of the chosen one (contacts section 4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.fields import field_map, fields_of
from contactdesk.model.numbering import NoSeries, NoSeriesLine, NoSeriesRelationship
from contactdesk.presenters.code_page import CodeRow
from contactdesk.presenters.series_page import ALLOW_GAPS, HIDDEN_OF_LINE, IMPLEMENTATION, OF_OPEN_LINES, SHOWN_OF_LINE, SeriesPresenter
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _, n_
from ui import theme
from ui.code_meanings import show_meanings_in
from ui.code_page import GridPage
from ui.parts import make
from ui.parts.decision import look_up_of
from ui.parts.grid import NEW, Grid, GridRow
from ui.parts.hidden_columns import HiddenColumns
from ui.windows import Windows

_ACTIONS = ("row.new", "row.delete", "record.undo", "|", "series.test", "series.expiring", "series.all", "|", "list.columns")


class SeriesPage(GridPage):
    """The series above, the lines and the related series of the chosen one below."""

    def __init__(self, windows: Windows, select: str = "") -> None:
        super().__init__(windows, "no_series", _("Number Series"), _ACTIONS, self._act)
        self._select = select
        self._series = SeriesPresenter(self, windows.desk, windows.run, windows)
        own = [field for field in fields_of(NoSeries) if field.listed]
        of_line, hidden = ([field_map(NoSeriesLine)[name] for name in names] for names in (SHOWN_OF_LINE, HIDDEN_OF_LINE))
        columns = [*own, *of_line, ALLOW_GAPS, IMPLEMENTATION, *hidden]
        look_up = look_up_of(windows)
        self.grid = Grid(columns, look_up, fixed=(*SHOWN_OF_LINE, *HIDDEN_OF_LINE), fixed_when_new=OF_OPEN_LINES, caption=_("No. Series"))
        self.columns = HiddenColumns(self.grid, windows.settings, "no_series", [one.name for one in columns if one not in hidden])
        lines = [field for field in fields_of(NoSeriesLine) if field.listed]
        self.lines = Grid(lines, caption=_("Lines"))
        self.related = Grid([field_map(NoSeriesRelationship)["series_code"]], look_up, caption=_("Relationships"))
        show_meanings_in(windows, self.related)
        self.lines_title = make.label(_("Lines"), "heading", name="lines_title")
        self._lay_out()
        self._connect()
        theme.size_window(self, 1180, 760)
        self.grid.setFocus()
        self._series.load()

    def _lay_out(self) -> None:
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(_titled(self.lines_title, self.lines))
        below.addWidget(_titled(make.label(_("Relationships"), "heading"), self.related, left=theme.SMALL))
        below.setStretchFactor(0, 4)
        below.setStretchFactor(1, 1)
        below.setChildrenCollapsible(False)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.grid)
        both.addWidget(below)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        both.setChildrenCollapsible(False)
        self.inside.addWidget(both, 1)

    def _connect(self) -> None:
        for grid, table in ((self.grid, "no_series"), (self.lines, "no_series_line"), (self.related, "no_series_relationship")):
            grid.edited.connect(partial(self._series.edited, table))
            grid.deleting.connect(partial(self._series.delete, table))
            grid.undoing.connect(self._series.undo)
        self.grid.selectionModel().currentRowChanged.connect(lambda *_rows: self._series.choose(self.grid.current_key()))
        self.grid.opened.connect(lambda _key: self.lines.setFocus())
        self.search.searched.connect(self._series.search)

    def changed(self, changes: ChangeSet) -> None:
        """Another window saved something."""
        self._series.heard(changes)

    # -- what the presenter says --------------------------------------------------------------------

    def show_series(self, rows: Sequence[CodeRow], *, expiring: bool, without_open_line: Collection[str]) -> None:
        """Show these series; `expiring` tells that only those nearly used up are shown."""
        fixed = {code: frozenset(OF_OPEN_LINES) for code in without_open_line}
        self.grid.show_rows([GridRow(row.key, row.values, fixed.get(row.key, frozenset())) for row in rows])
        self.bar.set_visible("series.all", expiring)
        self.bar.set_visible("series.expiring", not expiring)
        self.status.show_right(n_("{n} row", "{n} rows", len(rows)))
        if not self.grid.current_key() and rows:
            chosen = self.grid.lines.row_of(self._select) if self._select else 0
            self.grid.setCurrentIndex(self.grid.lines.index(max(chosen, 0), 0))

    def show_lines(self, code: str, lines: Sequence[CodeRow], related: Sequence[CodeRow]) -> None:
        """Show the lines and related series of a series."""
        self.lines_title.setText(_("Lines of {code}").format(code=code) if code else _("Lines"))
        self.lines.show_rows([GridRow(row.key, row.values) for row in lines])
        self.related.show_rows([GridRow(row.key, row.values) for row in related])
        self.lines.setEnabled(bool(code))
        self.related.setEnabled(bool(code))

    def show_refusal(self, table: str, key: str, name: str, error: UserError) -> None:
        """Say it at the cell and in the message bar; what was typed stays."""
        self._grid_of(table).show_error(key, name, str(error))
        self.message.show_error(error)

    def typed_row(self, table: str) -> dict[str, Any]:
        """What was typed into the blank last line of a grid."""
        return self._grid_of(table).typed(NEW)

    def _grid_of(self, table: str) -> Grid:
        return {"no_series": self.grid, "no_series_line": self.lines, "no_series_relationship": self.related}[table]

    # -- what the user does -------------------------------------------------------------------------

    def _act(self, id: str) -> None:
        focused = next((grid for grid in (self.lines, self.related) if grid.hasFocus()), self.grid)
        table = {self.lines: "no_series_line", self.related: "no_series_relationship"}.get(focused, "no_series")
        acts: dict[str, Callable[[], object]] = {
            "row.new": focused.start_new,
            "row.delete": lambda: self._series.delete(table, focused.selected_keys()),
            "record.undo": self._series.undo,
            "series.test": self._series.test,
            "series.expiring": lambda: self._series.show_expiring(True),
            "series.all": lambda: self._series.show_expiring(False),
            "list.columns": self.columns.choose,
        }
        acts[id]()


def _titled(title: QWidget, grid: QWidget, *, left: int = 0) -> QWidget:
    around = QWidget()
    page = QVBoxLayout(around)
    page.setContentsMargins(left, theme.SMALL, 0, 0)
    page.addWidget(title)
    page.addWidget(grid, 1)
    return around
