"""A table that holds ids and fetches the rows that come into sight, 200 at a time, in the background."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.text import _
from ui import theme

PAGE = 200
KEPT_PAGES = 50
WAITING_PAGES = 3
"""Pages that wait for their rows; older ones are out of sight already and are asked for again when seen."""

Row = Sequence[Any]
"""Values in the order of the columns; what follows them is for `is_bold` only."""
Fill = Callable[[Mapping[int, Row]], None]
Fetch = Callable[["array[int]", Fill], None]
"""`fetch(ids, fill)`: read these rows in the background and call `fill`, also with {} when that failed."""
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LOADING = Qt.ItemDataRole.UserRole + 1
"""Role that is True for a row whose values are not here yet."""
RECORD_ID = Qt.ItemDataRole.UserRole + 2

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class LazyTableModel(QAbstractTableModel):
    """Rows of any number of records. `is_bold` says which rows are shown in bold (companies in the contact list)."""

    def __init__(
        self, columns: Sequence[Field], fetch: Fetch, *, is_bold: Callable[[Row], bool] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch, self._is_bold = fetch, is_bold
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    # -- ids ----------------------------------------------------------------------------------------

    @property
    def ids(self) -> array[int]:
        """The ids of all rows, in the order shown."""
        return self._ids

    def show_ids(self, ids: array[int]) -> None:
        """Show the records with these ids; their values follow as they come into sight."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._wanted.clear()
        self._asked = None
        self.endResetModel()

    def row_of(self, id: int) -> int:
        """The row that shows the record, -1 where it is not among them."""
        try:
            return self._ids.index(id)
        except ValueError:
            return -1

    def refresh(self, ids: Iterable[int] | None = None) -> None:
        """Read these records again, all that are here without `ids`; the old values stay until the new ones come."""
        pages = list(self._pages) if ids is None else {self.row_of(id) // PAGE for id in ids}
        for page in pages:
            if page in self._pages:
                self._want(page)

    def row_values(self, row: int) -> Row | None:
        """The values of a row where they are here already."""
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page is not None and row < len(self._ids) else None

    # -- what Qt asks -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        field = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _(field.caption)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(field.help)
        return _alignment(field) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[index.column()])
        if role == RECORD_ID:
            return self._ids[index.row()]
        row = self._row(index.row())
        if role == LOADING:
            return row is None
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[index.column()].kind.show(row[index.column()])
        if role == Qt.ItemDataRole.FontRole and self._is_bold is not None and self._is_bold(row):
            return theme.font(strong=True) if self.columns[index.column()].name in ("no", "name") else None
        return None

    # -- pages --------------------------------------------------------------------------------------

    def _row(self, row: int) -> Row | None:
        number, offset = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        return page[offset]

    def _want(self, number: int) -> None:
        if number in self._wanted or number == self._asked:
            return
        self._wanted[number] = None
        if len(self._wanted) > WAITING_PAGES:
            self._wanted.popitem(last=False)
        if self._asked is None and not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        """Fetch the page that came into sight last; one at a time, so that what is seen now never waits for what was."""
        if self._asked is not None or not self._wanted:
            return
        number, _none = self._wanted.popitem()
        self._asked = number
        all_ids, ids = self._ids, self._ids[number * PAGE : (number + 1) * PAGE]

        def fill(found: Mapping[int, Row]) -> None:
            if all_ids is self._ids and self._asked == number:
                self._asked = None
                self._fill(number, [found.get(id) for id in ids])
                if self._wanted:
                    self._timer.start()

        self._fetch(ids, fill)

    def _fill(self, number: int, rows: list[Row | None]) -> None:
        if not rows:
            return
        self._pages[number] = rows
        self._pages.move_to_end(number)
        if len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first = number * PAGE
        self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, len(self.columns) - 1))


def _alignment(field: Field) -> int:
    return _RIGHT if isinstance(field.kind, kinds.Whole | kinds.Amount) else _LEFT
