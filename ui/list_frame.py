"""What a list page is made of: title, actions, search box, list, and the pane of facts; it only shows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.fields import Field
from contactdesk.model.tables import TABLES
from contactdesk.presenters.facts import Facts
from contactdesk.presenters.list_specs import ListSpec
from contactdesk.text import _
from ui import icons, theme
from ui.parts import factbox, make
from ui.parts.action_bar import ActionBar
from ui.parts.lazy_table_model import Fetch, Row
from ui.parts.list_view import ListView
from ui.parts.message_bar import MessageBar
from ui.parts.notice_bar import NoticeBar
from ui.parts.search_box import SearchBox
from ui.windows import Windows

LINKS = frozenset({"business_relation"})
"""Columns whose values lead elsewhere (relations N-3)."""


class ListFrame(QWidget):
    """The passive part of a list page."""

    def __init__(
        self, windows: Windows, spec: ListSpec, columns: Sequence[Field], fetch: Fetch, is_bold: Callable[[Row], bool] | None
    ) -> None:
        super().__init__()
        self.windows = windows
        self.setObjectName(f"list_page_{spec.table}")
        self.title = make.label("", "title", name="page_title")
        self.count = make.label("", "soft", name="count")
        self.search_box = SearchBox()
        self.actions_bar = ActionBar(spec.actions, self)
        self.message = MessageBar()
        self.notice = NoticeBar()
        self.filters = _FilterLine()
        self.list = ListView(columns, fetch, shown=spec.shown, is_bold=is_bold, caption=_(TABLES[spec.table].CAPTIONS), links=LINKS)
        self.facts = factbox.FactBox()
        self.picture = QLabel()
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.SMALL)
        head.setSpacing(theme.MEDIUM)
        head.addWidget(self.title)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        head.addWidget(self.search_box)
        self.picture.setObjectName("fact_picture")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setVisible(False)
        self.name = make.label("", "heading", name="fact_title", wrap=True)
        side = self.side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.facts)
        self._put_above_facts(self.picture, self.name)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list)
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

    def _put_above_facts(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.facts.put_above(widget)

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

    def show_ids(self, ids: array[int]) -> None:
        """Show these records."""
        self.list.show_ids(ids)
        self._show_side(bool(len(ids)))

    def _show_side(self, has_records: bool) -> None:
        self.side.setVisible(has_records and bool(self.windows.settings["factbox"]))

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

    def show_filters(self, filters: Sequence[str]) -> None:
        """Show the filters that hold; each can be taken away."""
        self.filters.show_filters(filters)

    def show_sorted(self, column: str, descending: bool) -> None:
        """Mark the column that sorts."""
        self.list.columns.show_sorted(column, descending)

    def show_facts(self, facts: Facts | None) -> None:
        """Show the facts about the chosen record; nothing for None."""
        self.name.setText(facts.title if facts else "")
        self.facts.show_groups(facts.groups if facts else ())
        self._show_picture(facts.picture if facts else b"")

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


class _FilterLine(QFrame):
    """The filters that hold, each with a cross."""

    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(theme.SMALL, theme.TIGHT, theme.SMALL, theme.TIGHT)
        self.setVisible(False)

    def show_filters(self, filters: Sequence[str]) -> None:
        while self._line.count():
            item = self._line.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for place, text in enumerate(filters):
            self._line.addWidget(self._chip(place, text))
        self._line.addStretch(1)
        self.setVisible(bool(filters))

    def _chip(self, place: int, text: str) -> QPushButton:
        chip = make.button(text, f"filter_{place}", partial(self.removed.emit, place), help=_("Take this filter away"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        icons.dress(chip, "dismiss", "text_soft", icons.SMALL)
        return chip
