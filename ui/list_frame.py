"""What a list page is made of: title, actions, search box, list, and the pane of facts; it only shows."""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from contactdesk.model.tables import TABLES
from contactdesk.presenters.list_specs import LINKED_CONTACT_NO, ListSpec
from contactdesk.text import _
from ui import theme
from ui.parts import factbox, make
from ui.parts.abstract import AbstractWidget
from ui.parts.action_bar import ActionBar
from ui.parts.filter_chips import FilterChips
from ui.parts.lazy_table_model import Fetch, Row
from ui.parts.list_view import ListView
from ui.parts.message_bar import MessageBar
from ui.parts.notice_bar import NoticeBar
from ui.parts.search_box import SearchBox
from ui.parts.views_button import ViewsButton

if TYPE_CHECKING:
    from contactdesk.errors import UserError
    from contactdesk.model.fields import Field
    from contactdesk.presenters.facts import Facts
    from contactdesk.presenters.list_filters import FilterRow
    from ui.parts.attached_box import AttachedBox
    from ui.parts.filter_pane import FilterPane
    from ui.windows import Windows

_LEAST_FOR_ROWS = 120
LINKS = frozenset({"business_relation"})
"""Columns whose values lead elsewhere (relations N-3)."""


class ListFrame(QWidget, metaclass=AbstractWidget):
    """The passive part of a list page."""

    def __init__(
        self, windows: Windows, spec: ListSpec, columns: Sequence[Field], fetch: Fetch, is_bold: Callable[[Row], bool] | None
    ) -> None:
        super().__init__()
        self.windows, self.table = windows, spec.table
        self.setObjectName(f"list_page_{spec.table}")
        self.title = make.label("", "title", name="page_title")
        self.count = make.label("", "soft", name="count")
        self.search_box = SearchBox()
        self.actions_bar = ActionBar(spec.actions, self)
        self.message = MessageBar()
        self.notice = NoticeBar()
        self.filters = FilterChips()
        self.views = ViewsButton()
        self.pane: FilterPane | None = None
        self.list = ListView(columns, fetch, shown=spec.shown, is_bold=is_bold, caption=_(TABLES[spec.table].CAPTIONS), links=LINKS)
        self.facts = factbox.FactBox()
        self.attached: AttachedBox | None = None
        self.picture = QLabel()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.SMALL)
        head.setSpacing(theme.MEDIUM)
        head.addWidget(self.title)
        head.addWidget(self.views)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        head.addWidget(self.search_box)
        head.addWidget(make.tool("filter", _("Filter pane (Shift+F3)"), "filter_pane_button", lambda: self.switch_pane()))
        self.picture.setObjectName("fact_picture")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setVisible(False)
        self.name = make.label("", "heading", name="fact_title", wrap=True)
        side = self.side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.facts)
        for widget in (self.picture, self.name):
            self.facts.put_above(widget)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        side.setVisible(bool(self.windows.settings["factbox"]))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(head)
        page.addWidget(self.actions_bar)
        for bar, air in ((self.message, theme.TIGHT), (self.notice, theme.TIGHT), (self.filters, 0)):
            page.addWidget(_Around(bar, air))
        page.addWidget(self.splitter, 1)

    def switch_facts(self) -> None:
        """Show or hide the pane of facts, and remember it."""
        self.windows.settings["factbox"] = not self.windows.settings["factbox"]
        self._show_side(bool(len(self.list.rows.ids)))

    def choose_columns(self) -> None:
        """Open the menu of columns."""
        header = self.list.columns
        header.choose_columns(header.mapToGlobal(header.rect().bottomLeft()))

    def start_search(self) -> None:
        """Put the cursor into the search box."""
        self.search_box.setFocus()
        self.search_box.selectAll()

    # -- tiles --------------------------------------------------------------------------------------

    @property
    def rows_view(self) -> QWidget:
        """The table, or the tiles shown instead."""
        return self.stack.currentWidget() or self.list

    def show_tiles(self, shown: bool) -> None:
        """Show the records as tiles, or as a table."""
        if shown and self.stack.count() == 1:
            self.stack.addWidget(self.make_tiles())
        had_keyboard = self.rows_view.hasFocus()
        self.stack.setCurrentIndex(int(shown))
        if had_keyboard:
            self.rows_view.setFocus()

    @abstractmethod
    def make_tiles(self) -> QWidget:
        """The tiles of this list."""

    # -- filters ------------------------------------------------------------------------------------

    def open_pane(self) -> FilterPane:
        """The filter pane, shown."""
        if self.pane is None:
            self.pane = self.make_pane()
            self.splitter.insertWidget(0, self.pane)
            self.splitter.setStretchFactor(0, 0)
            self.splitter.setStretchFactor(1, 1)
        self.pane.setVisible(True)
        self._show_side(bool(len(self.list.rows.ids)))
        self.windows.settings.switch("filter_panes", self.table, True)
        return self.pane

    @abstractmethod
    def make_pane(self) -> FilterPane:
        """A pane tied to this page."""

    def switch_pane(self) -> None:
        """Show the filter pane with the cursor in it, or hide it (contacts F-4)."""
        if self.pane is None or self.pane.isHidden():
            self.open_pane().start()
        else:
            self.close_pane()

    def close_pane(self) -> None:
        """Hide the filter pane; the filters stay."""
        if self.pane is not None:
            self.pane.setVisible(False)
            self._show_side(bool(len(self.list.rows.ids)))
        self.windows.settings.switch("filter_panes", self.table, False)
        self.rows_view.setFocus()

    def show_filters(self, filters: Sequence[FilterRow], *, changed: bool) -> None:
        """Show the filters that hold; each can be taken away."""
        self.filters.show_filters(filters, changed=changed)
        self.list.columns.show_filtered([row.field.name for row in filters], [LINKED_CONTACT_NO])
        if self.pane is not None:
            self.pane.show_rows(filters, changed=changed)

    def show_filter_error(self, name: str, error: UserError) -> None:
        """Say beside the filter that it was refused."""
        if self.pane is not None:
            self.pane.show_error(name, str(error))

    def show_marks(self, search: str) -> None:
        """Mark in the cells what the search finds."""
        self.list.show_marks(search)
        self.list.group("" if search.strip() or self.list.columns.sorted_by else "name")

    # -- rows ---------------------------------------------------------------------------------------

    def show_ids(self, ids: array[int], *, stay: bool = False, rows: Mapping[int, Row] | None = None) -> None:
        """Show these records; `stay` where nothing is to move, `rows` where values of the first ones are here already."""
        self.show_tiles(self.windows.settings.is_on("tiles", self.table))
        self.list.show_ids(ids, stay=stay, rows=rows)
        self._show_side(bool(len(ids)))

    def lengthen(self, count: int) -> None:
        """The list is so long; what is behind the first records comes by `add_ids`."""
        self.list.rows.lengthen(count)

    def add_ids(self, ids: array[int], *, whole: bool) -> None:
        """Show these records behind those that are shown; `whole` when these are the last ones."""
        self.list.rows.add_ids(ids, whole=whole)

    def _show_side(self, has_records: bool) -> None:
        self.side.setVisible(has_records and bool(self.windows.settings["factbox"]) and self._has_room())

    def _has_room(self) -> bool:
        """The rows come first: the FactBox gives way where large texts, or the filter pane, leave them too little."""
        pane = self.pane.sizeHint().width() if self.pane is not None and not self.pane.isHidden() else 0
        return self.width() - pane - self.side.sizeHint().width() >= theme.scaled(_LEAST_FOR_ROWS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_side(bool(len(self.list.rows.ids)))

    def refresh_rows(self, ids: Sequence[int]) -> None:
        """Read these rows again."""
        self.list.rows.refresh(ids)

    def shown_ids(self) -> array[int]:
        """The records shown now."""
        return self.list.rows.ids

    def select(self, id: int) -> None:
        """Put the cursor on a record."""
        self.list.select_id(id)

    def show_title(self, title: str, count: str) -> None:
        """Show the title of the page and the number of records."""
        self.title.setText(title)
        self.count.setText(count)

    def show_sorted(self, column: str, descending: bool) -> None:
        """Mark the column that sorts. In the list's own order persons stand below their company (contacts 3.1)."""
        self.list.columns.show_sorted(column, descending)
        self.list.group("" if column else "name")

    def show_facts(self, facts: Facts | None) -> None:
        """Show the facts about the chosen record; nothing for None."""
        self.name.setText(facts.title if facts else "")
        self.facts.show_groups(facts.groups if facts else ())
        self._show_picture(facts.picture if facts else b"")
        self._show_attached(facts)

    def _show_attached(self, facts: Facts | None) -> None:
        """Show notes, links and files of the chosen record; the part is made when the first record is chosen."""
        if self.attached is None and facts is not None:
            from ui.parts.attached_box import AttachedBox

            self.attached = AttachedBox(self.windows)
            self.attached.said.connect(self.windows.tell)
            self.attached.refused.connect(self.show_error)
            self.facts.put_below(self.attached)
        if self.attached is not None:
            self.attached.setVisible(facts is not None)
            self.attached.show_record(facts.table if facts else "", facts.no if facts else "")

    def _show_picture(self, data: bytes) -> None:
        picture = QPixmap()
        self.picture.setVisible(bool(data) and picture.loadFromData(data))
        if data and not picture.isNull():
            size, ratio = theme.scaled(96), self.devicePixelRatioF()
            kept = Qt.AspectRatioMode.KeepAspectRatio
            picture = picture.scaled(int(size * ratio), int(size * ratio), kept, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
            self.picture.setPixmap(picture)

    def show_error(self, error: UserError) -> None:
        """Say what was refused and what to do."""
        self.message.show_error(error)


class _Around(QWidget):
    """Air around a bar; goes with it, for the margins of an empty layout take room too."""

    def __init__(self, bar: QWidget, air: int) -> None:
        super().__init__()
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.SMALL, air, theme.SMALL, air)
        page.addWidget(bar)
        bar.installEventFilter(self)
        self.setVisible(not bar.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent) and isinstance(watched, QWidget):
            self.setVisible(not watched.isHidden())
        return super().eventFilter(watched, event)
