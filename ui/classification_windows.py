"""Windows of what belongs to a contact: its groups, responsibilities and web sources, its comments (contacts 3.4, C-80 to C-86)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from contactdesk.errors import UserError
from contactdesk.model.attached import CommentLine
from contactdesk.model.classification import ASSIGNMENTS, ContactWebSource
from contactdesk.model.fields import Field, field_map
from contactdesk.model.tables import TABLES
from contactdesk.presenters.classification import WEB_SOURCES, LaunchPresenter
from contactdesk.presenters.lines_page import NEW, LinesPresenter
from contactdesk.services.classification import Line, Lines
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _, n_
from ui.code_meanings import show_meanings_in
from ui.parts import make
from ui.parts.decision import Decision, look_up_of
from ui.parts.grid import Grid, GridRow
from ui.parts.page_window import PageWindow
from ui.windows import Windows

_EDIT = ("row.new", "row.delete", "record.undo")


class LinesWindow(PageWindow):
    """Rows of a record in a grid that is typed into; the view of `LinesPresenter`."""

    def __init__(self, windows: Windows, name: str, caption: str, fields: Sequence[Field], layout: Sequence[str], *, width: int) -> None:
        super().__init__(windows, name, caption, layout, width=width, height=460)
        self._caption = caption
        fixed = [field.name for field in fields if not field.editable]
        self.grid = Grid(fields, look_up_of(windows), fixed=fixed, caption=caption)
        show_meanings_in(windows, self.grid)
        self.hint = make.label("", "soft", name="hint", wrap=True)
        self.hint.setVisible(False)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.grid, 1)

    def _begin(self, lines: LinesPresenter) -> None:
        self._lines = lines
        self.grid.edited.connect(lines.edited)
        self.grid.deleting.connect(lines.delete)
        self.grid.undoing.connect(lines.undo)
        self.grid.setFocus()
        lines.load()

    def changed(self, changes: ChangeSet) -> None:
        """Somebody saved something that may be shown here."""
        self._lines.heard(changes)

    def show_lines(self, lines: Lines) -> None:
        """Show the record and its rows."""
        self.set_title(self._caption, f"{lines.no} {lines.name}".strip())
        self.grid.show_rows([GridRow(line.key, line.values) for line in lines.lines])
        self.grid.choose_first()
        self.hint.setVisible(not lines.lines)
        self.status.show_right(n_("{n} row", "{n} rows", len(lines.lines)))

    def show_cell_error(self, key: str, name: str, error: UserError) -> None:
        """Say it at the cell and above the rows; what was typed stays."""
        self.grid.show_error(key, name, str(error))
        self.show_refusal(error)

    def show_message(self, text: str) -> None:
        """Say it above the rows."""
        self.message.show_message(text)

    def show_waiting(self, text: str) -> None:
        """Say at the foot what the line waits for; a refusal that was mended is gone."""
        self.message.dismiss()
        self.status.show_text(text)

    def show_done(self, text: str, changes: ChangeSet) -> None:
        """Say it at the foot, with a link that shows what changed."""
        self.show_saved(changes)
        self.status.show_text(text, link=_("Show") if changes.records else "", done=True)

    def typed_row(self) -> dict[str, Any]:
        """What was typed into the blank last line."""
        return self.grid.typed(NEW)

    def act(self, id: str) -> None:
        """An action of the bar."""
        if id == "row.new":
            self.grid.start_new()
        elif id == "row.delete":
            self._lines.delete(self.grid.selected_keys())
        elif id == "record.undo":
            self._lines.undo()


class AssignmentsWindow(LinesWindow):
    """Mailing groups, industry groups, job responsibilities or web sources of a contact (contacts 1.7)."""

    def __init__(self, windows: Windows, table: str, contact_no: str) -> None:
        kind = ASSIGNMENTS[table]
        code = field_map(kind.model)[kind.code_field]
        fields = [code, replace(field_map(kind.codes)["description"], editable=False)]
        layout: tuple[str, ...] = _EDIT
        if table == WEB_SOURCES:
            fields.append(field_map(ContactWebSource)["search_word"])
            layout = (*_EDIT, "|", "web_source.launch")
        super().__init__(windows, table, _(kind.codes.CAPTIONS), fields, layout, width=760)
        self.hint.setText(_("Nothing yet. Choose a code in the line below; Alt+Down shows what there is."))
        self._launch = LaunchPresenter(self, windows.desk, windows.run, windows, contact_no)
        self._begin(
            LinesPresenter(
                self,
                windows.desk,
                windows.run,
                windows,
                table,
                needed=kind.code_field,
                read=partial(windows.desk.classification.assigned, table, contact_no),
                owner=lambda lines: {"contact_no": lines.no},
            )
        )

    def act(self, id: str) -> None:
        """An action of the bar."""
        if id == "web_source.launch":
            code = self._code()
            if code:
                self._launch.launch(code)
        else:
            super().act(id)

    def _code(self) -> str:
        key = self.grid.current_key()
        return next((str(line.values["web_source_code"]) for line in self._lines.lines.lines if line.key == key), "")

    def show_sources(self, title: str, sources: Sequence[Line]) -> None:
        """The grid shows them already."""

    def show_notice(self, text: str) -> None:
        """Say it above the rows."""
        self.message.show_message(text)

    def finish(self) -> None:
        """The browser has the address; the page stays."""
        self.message.dismiss()


class CommentsWindow(LinesWindow):
    """The comment sheet of a record (contacts 3.4, C-85)."""

    def __init__(self, windows: Windows, table: str, no: str) -> None:
        declared = field_map(CommentLine)
        super().__init__(windows, "comments", _("Comments"), [declared["date"], declared["comment"]], _EDIT, width=820)
        self.grid.start_in("comment")
        self.hint.setText(_("No comment yet. Type the first one into the line below; it is dated by itself."))
        self._begin(
            LinesPresenter(
                self,
                windows.desk,
                windows.run,
                windows,
                CommentLine.__tablename__,
                needed="comment",
                read=partial(windows.desk.classification.comments, table, no),
                owner=lambda lines: {"record_table": TABLES[table].__tablename__, "record_id": lines.id},
            )
        )


class LaunchWebSourceWindow(Decision):
    """Choose one of the web sources of a contact; OK opens it in the browser (contacts 3.4, C-83, C-84)."""

    def __init__(self, windows: Windows, contact_no: str) -> None:
        super().__init__(windows, "launch_web_source", _("Launch Web Source"), width=720, height=420)
        own = field_map(ContactWebSource)
        description = field_map(ASSIGNMENTS[WEB_SOURCES].codes)["description"]
        fields = (own["web_source_code"], description, own["search_word"])
        self.grid = Grid(fields, fixed=[field.name for field in fields], new_line=False, caption=_("Web Sources"))
        self.grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.opened.connect(lambda _key: self._ok())
        self._codes: dict[str, str] = {}
        self.body.addWidget(self.grid, 1)
        self._presenter = LaunchPresenter(self, windows.desk, windows.run, windows, contact_no)
        self.assign = make.button(_("Assign web sources"), "assign", self._presenter.assign)
        self.assign.setAutoDefault(True)
        self.add_left(self.assign)
        self.add_button(_("Cancel"), "cancel", self.reject)
        self.ok = self.add_button(_("OK"), "ok", self._ok, primary=True)
        self.ok.setEnabled(False)
        self._presenter.load()

    def changed(self, changes: ChangeSet) -> None:
        """Somebody saved something that may be shown here."""
        if any(record.table in (WEB_SOURCES, "web_source", "contact") for record in changes.records):
            self._presenter.load()

    def show_sources(self, title: str, sources: Sequence[Line]) -> None:
        """Show the web sources there are."""
        self.set_title(_("Launch Web Source"), title)
        self._codes = {line.key: str(line.values["web_source_code"]) for line in sources}
        self.grid.show_rows([GridRow(line.key, line.values) for line in sources])
        self.grid.choose_first()
        self.message.dismiss()
        self.ok.setEnabled(bool(sources))
        self.grid.setFocus()

    def show_notice(self, text: str) -> None:
        """Say why there is nothing to choose; Enter leads to where web sources are assigned."""
        self.message.show_message(text)
        self.assign.setFocus()

    def show_message(self, text: str) -> None:
        """Say it above the list."""
        self.message.show_message(text)

    def finish(self) -> None:
        """The browser has the address."""
        self.accept()

    def _ok(self) -> None:
        code = self._codes.get(self.grid.current_key(), "")
        if code:
            self._presenter.launch(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.assign.hasFocus():
            self._ok()
        else:
            super().keyPressEvent(event)
