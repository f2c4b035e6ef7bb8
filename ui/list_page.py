"""A list with its title, actions, search box and the pane of facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtWidgets import QWidget

from contactdesk.model.contact import COMPANY, PERSON, Contact
from contactdesk.model.kinds import Email, Link, Phone
from contactdesk.presenters.list_page import ListPresenter
from contactdesk.presenters.list_specs import LINKED_CONTACT_NO, LISTS, columns_of
from contactdesk.text import _, thousands
from ui.list_frame import ListFrame
from ui.parts.message_bar import NOTICE

if TYPE_CHECKING:
    from contactdesk.errors import UserError
    from contactdesk.presenters.list_actions import Possible, Question
    from contactdesk.services.views import View
    from ui.parts.filter_pane import FilterPane
    from ui.windows import Windows

LEFT_OUT = ("record.history", "contact.open", "entity.open", "relation.unlink", "relation_code.contacts")
"""Entries of the menu Related that belong to other pages."""
_PAGE_OF = {"list.import": "import", "list.create_contacts": "create_contacts", "create_as": "create_as", "link_with": "link"}
_OPENED_AS = {"call": Phone(30), "mail": Email(80), "web": Link(255)}


class ListPage(ListFrame):
    """One list of the main window; what it shows is decided by its presenter."""

    def __init__(self, windows: Windows, table: str) -> None:
        spec, columns = LISTS[table], columns_of(table)
        self.presenter = ListPresenter(
            self,
            table,
            windows.desk,
            windows.run,
            windows,
            wants_notice=windows.settings.wants_notice,
            switch_off=windows.settings.switch_notice_off,
            kept_views=windows.settings,
        )
        place = {field.name: at for at, field in enumerate(columns)}
        is_bold = (lambda row: row[place["type"]] == COMPANY) if table == Contact.__tablename__ else None
        super().__init__(windows, spec, columns, self.presenter.fetch, is_bold)
        if table == Contact.__tablename__:
            self.list.cells.is_below = lambda row: row[place["type"]] == PERSON and bool(row[place["company_name"]])
        self._tie()
        self._tie_views()
        self._leave_out()

    # -- making -------------------------------------------------------------------------------------

    def _tie(self) -> None:
        presenter, columns = self.presenter, self.list.columns
        self.search_box.searched.connect(presenter.search)
        self.search_box.left.connect(self._to_list)
        self.list.seen.connect(presenter.seen)
        self.list.opened.connect(presenter.opened)
        self.list.current_changed.connect(presenter.choose)
        self.list.drilled.connect(presenter.drilled)
        self.list.typed.connect(self._type)
        self.list.acted.connect(self._act)
        self.list.too_many.connect(self._too_many)
        self.actions_bar.triggered.connect(self._act)
        self.facts.followed.connect(self._follow)
        self.notice.offered.connect(self._act)
        self.notice.dismissed.connect(presenter.dismiss_notice)
        self.filters.removed.connect(presenter.remove_filter)
        self.notice.switched_off.connect(lambda: presenter.dismiss_notice(for_good=True))
        self.filters.reset.connect(presenter.reset_filters)
        columns.sort_requested.connect(presenter.sort)
        columns.filter_requested.connect(self.add_filter)
        self.show_layout(None)
        columns.columns_changed.connect(self._columns_changed)
        if self.windows.settings.is_on("filter_panes", self.table):
            self.open_pane()
        if self.windows.settings.is_on("tiles", self.table):
            self.show_tiles(True)

    def _tie_views(self) -> None:
        views = self.presenter.views
        self.views.chosen.connect(views.choose)
        self.views.saving.connect(views.save)
        self.views.saving_as.connect(self.save_view)
        self.views.renaming.connect(lambda: self._name_view(is_new=False))
        self.views.removing.connect(self._remove_view)

    def make_pane(self) -> FilterPane:
        """The filter pane, tied to the presenter."""
        from ui.parts.decision import look_up_of
        from ui.parts.filter_pane import FilterPane

        presenter = self.presenter
        pane = FilterPane(presenter.filters.fields(), look_up_of(self.windows, with_blocked=True))
        pane.changed.connect(presenter.filter)
        pane.reset.connect(presenter.reset_filters)
        pane.left.connect(self._to_list)
        pane.closed.connect(self.close_pane)
        pane.show_rows(presenter.filters.rows(), changed=presenter.filters.is_changed)
        return pane

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

    # -- filters and views --------------------------------------------------------------------------

    def add_filter(self, name: str = "") -> None:
        """Type a filter on a column, that of the cursor where none is named (contacts F-4)."""
        name = name or self.list.current_column()
        if name != LINKED_CONTACT_NO:
            self.open_pane().add(name)

    def filter_to_value(self) -> None:
        """Filter the column of the cursor to the value there, or take that filter away (contacts F-4)."""
        self.presenter.filter_to_value(self.list.current_id(), self.list.current_column())

    def freeze(self) -> None:
        """Freeze the columns up to the cursor, or none."""
        columns = self.list.columns
        columns.freeze_up_to(next(at for at, field in enumerate(columns.fields) if field.name == self.list.current_column()))

    def switch_tiles(self) -> None:
        """Show tiles instead of the table, or the table again, and remember it."""
        settings = self.windows.settings
        settings.switch("tiles", self.table, not settings.is_on("tiles", self.table))
        self.show_tiles(settings.is_on("tiles", self.table))
        self.rows_view.setFocus()

    def make_tiles(self) -> QWidget:
        """The tiles of this list (contacts 1.5)."""
        from ui.parts.tile_view import TileView

        return TileView(self.list, LISTS[self.table].tile, self.presenter.fetch_pictures, LISTS[self.table].icon)

    def forget_search(self) -> None:
        """The search text is forgotten when the page is left (contacts F-3)."""
        if self.search_box.text():
            self.search_box.clear_search()

    def show_views(self, views: Sequence[View], current: View | None, *, changed: bool) -> None:
        """Show which views there are, and which one is shown."""
        self.views.show_views(views, current, changed=changed)

    def show_layout(self, layout: Mapping[str, Any] | None) -> None:
        """Show columns as a view has them; None: as this user left the list itself."""
        found = self.windows.settings.columns(self.table) if layout is None else layout
        columns = self.list.columns
        columns.set_layout(found) if found.get("shown") else columns.reset_columns()
        if layout is None:
            columns.show_sorted(*_order_in(found))

    def layout_now(self) -> dict[str, Any]:
        """The columns as they are shown."""
        return self.list.columns.layout_now()

    def _columns_changed(self) -> None:
        """The columns of "All" are this user's; those of a view are kept when the view is saved."""
        if self.presenter.views.current is None:
            self.windows.settings.keep_columns(self.table, self.layout_now())
        self.presenter.views.told()

    def save_view(self) -> None:
        """Ask for the name under which what is shown now is kept (contacts F-3)."""
        self._name_view(is_new=True)

    def _name_view(self, *, is_new: bool) -> None:
        from ui.save_view_dialog import SaveViewDialog

        views = self.presenter.views
        name = views.current.name if views.current and not is_new else ""

        def keep(name: str, shared: bool, done: Callable[[], object], failed: Callable[[UserError], None]) -> None:
            if is_new:
                views.save_as(name, shared=shared, done=done, failed=failed)
            else:
                views.rename(name, done=done, failed=failed)

        self.windows.show_window(SaveViewDialog(self.windows, keep, name=name, is_new=is_new))

    def _remove_view(self) -> None:
        from ui.parts.decision import ask

        current = self.presenter.views.current
        if current is not None:
            text = _("Everybody loses the view {name}.") if current.shared else _("The view {name} is removed; no record is.")

            def answered(answer: str) -> None:
                if answer:
                    self.presenter.views.remove()

            ask(self, _("Remove the view?"), text.format(name=current.name), [("remove", _("Remove"))], answered)

    # -- what the user does -------------------------------------------------------------------------

    def _act(self, id: str) -> None:
        if id == "demo.open":
            self.windows.home.run_command(id)
        elif id.startswith("open_in."):
            self.write_file(id.partition(".")[2])
        elif id == "contact.export":
            self._export()
        elif id == "list.filter_reset":
            self.presenter.reset_filters()
        elif id == "list.filter_pane":
            self.switch_pane()
        elif id == "list.search_clear":
            self.search_box.clear_search()
            self._to_list()
        else:
            self.presenter.act(id, self.list.selected_ids() or [self.list.current_id()])

    def _export(self) -> None:
        """Export Contact (contacts C-121)."""
        from ui.export_contacts_window import export_contacts

        export_contacts(self, self.windows, self.list.selected_ids() or [self.list.current_id()], self.show_error)

    def write_file(self, ending: str) -> None:
        """Write all records that fit, with the columns shown, to a file the user chooses (interchange X-34)."""
        from ui.list_file_window import write_list

        columns = [self.list.rows.columns[column] for column in self.list.columns.in_order()]
        write_list(self, self.windows, self.table, columns, dict(self.presenter.shown_as()), ending)

    def _too_many(self, rows: int) -> None:
        """So many rows are not copied; a file takes them."""
        self.message.show_message(_("{n} rows are too many to copy. Use Open in: Excel.").format(n=thousands(rows)))

    def _type(self, letter: str) -> None:
        self.search_box.setFocus()
        self.search_box.setText(letter)

    def _to_list(self) -> None:
        self.rows_view.setFocus()
        if not self.list.current_id():
            self.list.select_first()

    def _follow(self, link: str) -> None:
        what, _sep, rest = link.partition(":")
        if what in _OPENED_AS:
            from ui.parts.editors_open import link_to

            url = link_to(_OPENED_AS[what], rest)
            if url.isValid():
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
        self.show_tiles(False)  # it is said where the table would be
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


def _order_in(layout: Mapping[str, Any]) -> tuple[str, bool]:
    """The order that a kept layout names."""
    kept = layout.get("sorted")
    return (str(kept[0]), bool(kept[1])) if isinstance(kept, list | tuple) and len(kept) == 2 else ("", False)
