"""Pages of codes: every code table as a list that is typed into, and the lists of templates (contacts 3.6, relations section 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.fields import fields_of
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.tables import TABLES
from contactdesk.presenters import code_page
from contactdesk.presenters.code_page import TEMPLATE_COLUMNS, CodeRow, template_rows
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, n_
from ui import icons, theme
from ui.choose_dialog import Question
from ui.code_meanings import show_meanings_in
from ui.parts import make
from ui.parts.action_bar import ActionBar, make_action
from ui.parts.decision import look_up_of
from ui.parts.grid import NEW, Grid, GridRow
from ui.parts.hidden_columns import HiddenColumns
from ui.parts.message_bar import MessageBar
from ui.parts.search_box import SearchBox
from ui.parts.status_line import StatusLine
from ui.windows import Windows


class GridPage(QWidget):
    """A page with actions, a title, a message bar, a search box, a grid and a status line."""

    def __init__(self, windows: Windows, name: str, title: str, actions: Sequence[str], act: Callable[[str], object]) -> None:
        super().__init__()
        self.windows = windows
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setWindowIcon(icons.app_icon())
        self.bar = ActionBar(actions, self)
        self.bar.triggered.connect(act)
        self.search = SearchBox()
        self.bar.add_widget(self.search)
        self.title = make.label(title, "title", name="page_title")
        self.message = MessageBar()
        self.status = StatusLine()
        make_action("page.close", self, self.close)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.MEDIUM)
        self.inside.setSpacing(theme.SMALL)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        self.inside.addLayout(head)
        self.inside.addWidget(self.message)
        page.addWidget(self.bar)
        page.addLayout(self.inside, 1)
        page.addWidget(self.status)
        theme.size_window(self, 960, 640)
        windows.settings.restore_geometry(self, name)

    def show_error(self, error: UserError) -> None:
        """Say in the message bar what was refused."""
        self.message.show_error(error)

    def show_message(self, text: str) -> None:
        """Say it in the message bar."""
        self.message.show_message(text)

    def show_status(self, text: str) -> None:
        """Say it at the foot."""
        self.message.dismiss()
        self.status.show_text(text, done=bool(text))


class CodePage(GridPage):
    """One code table; `fixed` values belong to all its rows."""

    def __init__(self, windows: Windows, table: str, fixed: Mapping[str, str] | None = None) -> None:
        fixed = fixed or {}
        self._codes = self.make_codes(windows, table, fixed)
        title = " – ".join([_(TABLES[table].CAPTIONS), *fixed.values()])
        super().__init__(windows, f"codes_{table}", title, self._codes.actions, self._act)
        self.table = f"codes_{table}"
        self.grid = Grid(self._codes.fields, look_up_of(windows), caption=title, links=code_page.LINKS)
        show_meanings_in(windows, self.grid)
        fields, hidden = [field.name for field in self._codes.fields], self._codes.hidden
        if hidden:
            self.columns = HiddenColumns(self.grid, windows.settings, self.table, [name for name in fields if name not in hidden])
        if fields[-1] in code_page.LINKS:
            self.grid.stretch("description")
        self.grid.edited.connect(self._codes.edited)
        self.grid.deleting.connect(self._codes.delete)
        self.grid.undoing.connect(self._codes.undo)
        self.grid.drilled.connect(lambda key, name: self._codes.open_row(key, code_page.LINKS[name]))
        self.search.searched.connect(self._codes.search)
        self.search.left.connect(self.grid.setFocus)
        self.inside.addWidget(self.grid, 1)
        self.grid.setFocus()
        self._codes.load()

    def make_codes(self, windows: Windows, table: str, fixed: Mapping[str, str]) -> code_page.CodePage:
        """The presenter of the page."""
        return code_page.CodePage(self, windows.desk, windows.run, windows, table, fixed)

    def changed(self, changes: ChangeSet) -> None:
        """Another window saved something."""
        self._codes.heard(changes)

    def show_rows(self, rows: Sequence[CodeRow]) -> None:
        """Show these rows."""
        self.grid.show_rows([GridRow(row.key, row.values) for row in rows])
        self.grid.choose_first()
        self.status.show_right(n_("{n} row", "{n} rows", len(rows)))

    def show_refusal(self, key: str, name: str, error: UserError) -> None:
        """Say it at the cell and in the message bar; what was typed stays."""
        self.grid.show_error(key, name, str(error))
        self.message.show_error(error)

    def typed_row(self) -> dict[str, Any]:
        """What was typed into the blank last line."""
        return self.grid.typed(NEW)

    def _act(self, id: str) -> None:
        if id == "row.new":
            self.grid.start_new()
        elif id == "row.delete":
            self._codes.delete(self.grid.selected_keys())
        elif id == "record.undo":
            self._codes.undo()
        elif id == "list.columns":
            self.columns.choose()
        else:
            self._codes.open_row(self.grid.current_key(), id)


class TemplateListPage(GridPage):
    """The templates of a kind: a list to look at, opened on their cards (relations R-36)."""

    ACTIONS = ("record.new", "record.edit", "record.delete")

    def __init__(self, windows: Windows, kind: str) -> None:
        model: Any = BY_ID[kind].template
        self._kind, self._template = kind, model.__tablename__
        title = _(model.CAPTIONS)
        super().__init__(windows, f"templates_{kind}", title, self.ACTIONS, self._act)
        fields = [field for field in fields_of(model) if field.name in TEMPLATE_COLUMNS]
        self._rows: list[CodeRow] = []
        self.grid = Grid(fields, fixed=[field.name for field in fields], new_line=False, caption=title)
        show_meanings_in(windows, self.grid)
        self.grid.setSelectionBehavior(Grid.SelectionBehavior.SelectRows)
        self.grid.opened.connect(self._open)
        self.grid.deleting.connect(lambda _keys: self._delete())
        self.search.searched.connect(lambda _text: self._show(self._rows))
        self.search.left.connect(self.grid.setFocus)
        self.inside.addWidget(self.grid, 1)
        self.grid.setFocus()
        self.load()

    def load(self) -> None:
        """Read the templates again."""
        self.windows.run(partial(template_rows, self.windows.desk, self._kind), self._show, self.show_error)

    def changed(self, changes: ChangeSet) -> None:
        """Another window saved something."""
        if any(record.table == self._template for record in changes.records):
            self.load()

    def _show(self, rows: list[CodeRow]) -> None:
        self._rows = rows
        wanted = self.search.text().strip().casefold()
        found = [row for row in rows if any(wanted in str(value).casefold() for value in row.values.values())]
        self.grid.show_rows([GridRow(row.key, row.values) for row in found])
        self.grid.choose_first()
        self.status.show_right(n_("{n} row", "{n} rows", len(found)))

    def _open(self, code: str) -> None:
        self.windows.open_card(self._template, code)

    def _act(self, id: str) -> None:
        if id == "record.new":
            self.windows.new_card(self._template)
        elif id == "record.edit" and self.grid.current_key():
            self._open(self.grid.current_key())
        elif id == "record.delete":
            self._delete()

    def _delete(self) -> None:
        keys = self.grid.selected_keys()
        if not keys:
            return
        text = _("Delete template {codes}?").format(codes=", ".join(keys))

        def answered(answer: int) -> None:
            for key in keys if answer else ():
                delete = partial(self.windows.desk.records.delete, self._template, key)
                self.windows.run(delete, self._deleted, self.show_error)

        Question(text, (_("Cancel"), _("Delete")), answered, self).open()

    def _deleted(self, done: Done[int]) -> None:
        self.windows.changed(done.changes, table=self._template)
