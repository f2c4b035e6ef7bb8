"""A list with its title, actions, search box and the pane of facts."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.presenters.facts import Facts
from contactdesk.presenters.list_page import ListPresenter, Possible, Question
from contactdesk.presenters.list_specs import LISTS, columns_of
from contactdesk.text import _
from ui import icons, theme
from ui.parts import factbox, make
from ui.parts.action_bar import ActionBar
from ui.parts.list_view import ListView
from ui.parts.message_bar import NOTICE, MessageBar
from ui.parts.search_box import SearchBox
from ui.windows import Windows

LEFT_OUT = ("record.history", "contact.open", "entity.open", "relation.unlink", "relation_code.contacts")
"""Entries of the menu Related that belong to other pages."""
_PAGE_OF = {"list.import": "import", "list.create_contacts": "create_contacts", "create_as": "create_as", "link_with": "link"}


class ListPage(QWidget):
    """One list of the main window; what it shows is decided by its presenter."""

    def __init__(self, windows: Windows, table: str) -> None:
        super().__init__()
        self.windows, self.table = windows, table
        self.setObjectName(f"list_page_{table}")
        spec, columns = LISTS[table], columns_of(table)
        self.presenter = ListPresenter(
            self,
            table,
            windows.desk,
            windows.run,
            windows,
            wants_notice=windows.settings.wants_notice,
            switch_off=windows.settings.switch_notice_off,
        )
        place_of_type = spec.columns.index("type") if "type" in spec.columns else -1
        is_bold = (lambda row: row[place_of_type] == 0) if place_of_type >= 0 else None
        self.title = make.label("", "title", name="page_title")
        self.count = make.label("", "soft", name="count")
        self.search_box = SearchBox()
        self.actions_bar = ActionBar(spec.actions, self)
        self.message = MessageBar()
        self.notice = MessageBar()
        self.filters = _FilterLine()
        self.list = ListView(columns, self.presenter.fetch, shown=spec.shown, is_bold=is_bold, caption=self.presenter.title)
        self.facts = factbox.FactBox()
        self.picture = QLabel()
        self._lay_out()
        self._tie()
        self._leave_out()

    # -- making -------------------------------------------------------------------------------------

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
        bars = QVBoxLayout()
        bars.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        for bar in (self.message, self.notice, self.filters):
            bars.addWidget(bar)
        page.addLayout(bars)
        page.addWidget(self.splitter, 1)

    def _put_above_facts(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.facts.put_above(widget)

    def _tie(self) -> None:
        presenter, columns = self.presenter, self.list.columns
        self.search_box.searched.connect(presenter.search)
        self.search_box.left.connect(self._to_list)
        self.list.opened.connect(presenter.opened)
        self.list.current_changed.connect(presenter.choose)
        self.list.typed.connect(self._type)
        self.list.acted.connect(self._act)
        self.actions_bar.triggered.connect(self._act)
        self.facts.followed.connect(self._follow)
        self.notice.offered.connect(self._act)
        self.notice.dismissed.connect(presenter.dismiss_notice)
        self.filters.removed.connect(presenter.remove_filter)
        never = make.button(_("Don't show again"), "never_again", self._never_again, link=True)
        layout = self.notice.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(3, never)
        columns.sort_requested.connect(presenter.sort)
        kept = self.windows.settings.columns(self.table)
        if kept:
            columns.set_layout(kept)
        columns.columns_changed.connect(lambda: self.windows.settings.keep_columns(self.table, columns.layout_now()))

    def _leave_out(self) -> None:
        """What is not there is not offered."""
        bar = self.actions_bar
        ids = {action.objectName() for action in bar.actions_shown()}
        for id in LEFT_OUT:
            if id in ids and not (id == "contact.open" and self.table != "contact"):
                bar.set_visible(id, False)
        for id, page in _PAGE_OF.items():
            if (id in ids or id in LISTS[self.table].actions) and not self.windows.has_page(page):
                bar.set_visible(id, False)
        if "contact.relations" in ids and not self.windows.has_page("relations"):
            bar.set_visible("contact.relations", False)

    # -- what the user does -------------------------------------------------------------------------

    def _act(self, id: str) -> None:
        if id == "demo.open":
            self.windows.home.run_command(id)
        else:
            self.presenter.act(id, self.list.selected_ids() or [self.list.current_id()])

    def _type(self, letter: str) -> None:
        self.search_box.setFocus()
        self.search_box.setText(letter)

    def _to_list(self) -> None:
        self.list.setFocus()
        if not self.list.current_id():
            self.list.select_first()

    def _never_again(self) -> None:
        self.presenter.dismiss_notice(for_good=True)
        self.notice.setVisible(False)

    def _follow(self, link: str) -> None:
        what, _sep, rest = link.partition(":")
        if what == "mail":
            QDesktopServices.openUrl(QUrl(f"mailto:{rest}"))
        elif what == "web":
            url = QUrl.fromUserInput(rest)
            if url.scheme() in ("http", "https"):
                QDesktopServices.openUrl(url)
        else:
            self.presenter.follow(link)

    def start_search(self) -> None:
        """Put the cursor into the search box."""
        self.search_box.setFocus()
        self.search_box.selectAll()

    def switch_facts(self) -> None:
        """Show or hide the pane of facts, and remember it."""
        self.windows.settings["factbox"] = not self.windows.settings["factbox"]
        self._show_side(bool(len(self.list.rows.ids)))

    def choose_columns(self) -> None:
        """Open the menu of columns."""
        header = self.list.columns
        header.choose_columns(header.mapToGlobal(header.rect().bottomLeft()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        wanted = ("record.edit", "record.delete", "|", "contact.open", "list.create_contacts")
        known = {action.objectName() for action in self.actions_bar.actions_shown()}
        self.actions_bar.menu(*(id for id in wanted if id == "|" or id in known)).exec(event.globalPos())

    # -- what the presenter shows -------------------------------------------------------------------

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

    def show_empty(self, title: str, text: str, actions: tuple[str, ...], icon: str) -> None:
        """Say that there are no rows, and what to do."""
        offered = tuple(id for id in actions if id not in _PAGE_OF or self.windows.has_page(_PAGE_OF[id]))
        self.list.show_empty(title, text, offered, icon)
        self.show_facts(None)

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
        groups = facts.groups if facts else ()
        self.facts.show_groups(
            [factbox.FactGroup(g.title, tuple(factbox.Fact(f.caption, f.value, f.link) for f in g.facts), g.hint) for g in groups]
        )
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

    def show_possible(self, possible: Possible) -> None:
        """Disable what a rule would refuse, with the reason."""
        for action in self.actions_bar.actions_shown():
            id = action.objectName()
            self.actions_bar.set_enabled(id, id not in possible.refused, possible.refused.get(id, ""))

    def show_notice(self, text: str) -> None:
        """Show what could be done with this list, or take it away."""
        if text and self.windows.has_page("create_contacts"):
            self.notice.show_message(text, NOTICE, "list.create_contacts", _("Create contacts…"))
        else:
            self.notice.setVisible(False)

    def show_error(self, error: UserError) -> None:
        """Say what was refused and what to do."""
        self.message.show_error(error)

    def ask(self, question: Question, go: Callable[[], None]) -> None:
        """Show what would change, and do it when the user says so."""
        from ui.confirm_window import ConfirmWindow

        self.message.setVisible(False)
        self.windows.show_window(ConfirmWindow(self.windows, question.title, question.text, question.caption, question.changes, go))


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
