"""A list with its title, actions, search box and the pane of facts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices

from contactdesk.presenters.list_actions import Possible, Question
from contactdesk.presenters.list_page import ListPresenter
from contactdesk.presenters.list_specs import LISTS, columns_of
from contactdesk.text import _
from ui.list_frame import ListFrame
from ui.parts.message_bar import NOTICE
from ui.windows import Windows

LEFT_OUT = ("record.history", "contact.open", "entity.open", "relation.unlink", "relation_code.contacts")
"""Entries of the menu Related that belong to other pages."""
_PAGE_OF = {"list.import": "import", "list.create_contacts": "create_contacts", "create_as": "create_as", "link_with": "link"}


class ListPage(ListFrame):
    """One list of the main window; what it shows is decided by its presenter."""

    def __init__(self, windows: Windows, table: str) -> None:
        self.windows, self.table = windows, table
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
        super().__init__(windows, spec, columns, self.presenter.fetch, is_bold)
        self._tie()
        self._leave_out()

    # -- making -------------------------------------------------------------------------------------

    def _tie(self) -> None:
        presenter, columns = self.presenter, self.list.columns
        self.search_box.searched.connect(presenter.search)
        self.search_box.left.connect(self._to_list)
        self.list.opened.connect(presenter.opened)
        self.list.current_changed.connect(presenter.choose)
        self.list.drilled.connect(presenter.drilled)
        self.list.typed.connect(self._type)
        self.list.acted.connect(self._act)
        self.actions_bar.triggered.connect(self._act)
        self.facts.followed.connect(self._follow)
        self.notice.offered.connect(self._act)
        self.notice.dismissed.connect(presenter.dismiss_notice)
        self.filters.removed.connect(presenter.remove_filter)
        self.notice.switched_off.connect(lambda: presenter.dismiss_notice(for_good=True))
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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        wanted = ("record.edit", "record.delete", "|", "contact.open", "list.create_contacts")
        known = {action.objectName() for action in self.actions_bar.actions_shown()}
        self.actions_bar.menu(*(id for id in wanted if id == "|" or id in known)).exec(event.globalPos())

    # -- what the presenter shows -------------------------------------------------------------------

    def show_empty(self, title: str, text: str, actions: tuple[str, ...], icon: str) -> None:
        """Say that there are no rows, and what to do."""
        offered = tuple(id for id in actions if id not in _PAGE_OF or self.windows.has_page(_PAGE_OF[id]))
        self.list.show_empty(title, text, offered, icon)
        self.show_facts(None)

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

    def ask(self, question: Question, go: Callable[[], None]) -> None:
        """Show what would change, and do it when the user says so."""
        from ui.confirm_window import ConfirmWindow

        self.message.setVisible(False)
        self.windows.show_window(ConfirmWindow(self.windows, question.title, question.text, question.caption, question.changes, go))
