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
from ui.parts.make import tip

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


_DISPLAY, _ALIGNMENT, _FONT = (
    int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.FontRole)
)
_LOADING, _RECORD = int(LOADING), int(RECORD_ID)
_SHOWN = frozenset(int(role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole))
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)


class Line:
    """The values of a row, and how they are read once they were shown."""

    __slots__ = ("_texts", "values")

    def __init__(self, values: Row) -> None:
        self.values = values
        self._texts: list[str | None] | None = None

    def shown(self, columns: Sequence[Field], column: int) -> str:
        """The value of a column as it is read."""
        if self._texts is None:
            self._texts = [None] * len(columns)
        text = self._texts[column]
        if text is None:
            text = self._texts[column] = columns[column].kind.show(self.values[column])
        return text


class LazyTableModel(QAbstractTableModel):
    """Rows of any number of records. `is_bold` says which rows are shown in bold (companies in the contact list)."""

    def __init__(
        self, columns: Sequence[Field], fetch: Fetch, *, is_bold: Callable[[Row], bool] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._alignments = tuple(_alignment(field) for field in self.columns)
        self.numbers = frozenset(place for place, way in enumerate(self._alignments) if way == _RIGHT)
        """The columns that stand at the right."""
        self._strong = frozenset(place for place, field in enumerate(self.columns) if field.name in ("no", "name"))
        self._fetch, self._is_bold = fetch, is_bold
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[Line | None]] = OrderedDict()
        self._count = 0
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._unknown: set[int] = set()
        self._asked: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    # -- ids ----------------------------------------------------------------------------------------

    @property
    def ids(self) -> array[int]:
        """The ids of the rows from the first one on, in the order shown; those of a long list come bit by bit."""
        return self._ids

    @property
    def is_whole(self) -> bool:
        """Are the ids of all rows known?"""
        return len(self._ids) == self._count

    def show_ids(self, ids: array[int], rows: Mapping[int, Row] | None = None) -> None:
        """Show the records with these ids; their values follow as they come into sight, unless `rows` brings them."""
        self.beginResetModel()
        self._ids, self._count = ids, len(ids)
        self._pages.clear()
        self._wanted.clear()
        self._unknown.clear()
        self._asked = None
        if rows:
            self._pages[0] = [Line(rows[id]) if id in rows else None for id in ids[:PAGE]]
        self.endResetModel()
        if rows and len(rows) < min(PAGE, len(ids)):
            self._want(0)

    def lengthen(self, count: int) -> None:
        """The list is so long; the ids of its end follow by `add_ids`."""
        self._resize(max(count, len(self._ids)))

    def add_ids(self, ids: array[int], *, whole: bool) -> None:
        """The ids of the rows behind those that are known; `whole` when these are the last ones."""
        torn = len(self._ids) // PAGE
        self._ids.extend(ids)
        if torn in self._pages and len(self._pages[torn]) < min(PAGE, len(self._ids) - torn * PAGE):
            self._want(torn)  # its first rows were here, the others are now
        self._resize(len(self._ids) if whole else max(self._count, len(self._ids)))
        known = [page for page in self._unknown if page * PAGE < len(self._ids)]
        self._unknown.difference_update(known)
        for page in known:
            self._want(page)

    def _resize(self, count: int) -> None:
        before = self._count
        if count > before:
            self.beginInsertRows(ROOT, before, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < before:
            self.beginRemoveRows(ROOT, count, before - 1)
            self._count = count
            self.endRemoveRows()

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
        line = page[row % PAGE] if page is not None and row % PAGE < len(page) else None
        return None if line is None else line.values

    def line(self, row: int) -> Line | None:
        """What a row shows, for who paints it; None while its values are not here: they are fetched then."""
        page = self._pages.get(row // PAGE)
        if page is None:
            self._want(row // PAGE)
            return None
        return page[row % PAGE] if row % PAGE < len(page) else None

    def is_strong(self, line: Line, column: int) -> bool:
        """Is this value shown in bold?"""
        return column in self._strong and self._is_bold is not None and self._is_bold(line.values)

    # -- what Qt asks -------------------------------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

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
        # Asked some ten times for each cell of each frame, so what Qt asks most comes first, and roles are plain numbers.
        place = index.row()
        page = self._pages.get(place // PAGE)
        if page is None:
            if index.isValid():
                self._want(place // PAGE)
            return self._data_of_unknown(index, role)
        line = page[place % PAGE] if place % PAGE < len(page) else None
        if line is None:
            return self._data_of_unknown(index, role)
        if role in _SHOWN:
            return line.shown(self.columns, index.column())
        if role == _ALIGNMENT:
            return self._alignments[index.column()]
        if role == _FONT:
            return theme.font(strong=True) if self.is_strong(line, index.column()) else None
        if role == _RECORD:
            return self._ids[place]
        if role == _TOOLTIP:
            return tip(line.shown(self.columns, index.column()))
        return False if role == _LOADING else None

    def _data_of_unknown(self, index: Index, role: int) -> Any:
        if not index.isValid():
            return None
        if role == _ALIGNMENT:
            return self._alignments[index.column()]
        if role == _RECORD:
            return self._ids[index.row()] if index.row() < len(self._ids) else 0
        return True if role == _LOADING else "" if role == _DISPLAY else None

    # -- pages --------------------------------------------------------------------------------------

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
        if number * PAGE >= len(self._ids):
            self._unknown.add(number)
            if self._wanted:
                self._timer.start()
            return
        self._asked = number
        all_ids, ids = self._ids, self._ids[number * PAGE : (number + 1) * PAGE]

        def fill(found: Mapping[int, Row]) -> None:
            if all_ids is self._ids and self._asked == number:
                self._asked = None
                self._fill(number, [Line(found[id]) if id in found else None for id in ids])
                if self._wanted:
                    self._timer.start()

        self._fetch(ids, fill)

    def _fill(self, number: int, rows: list[Line | None]) -> None:
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
