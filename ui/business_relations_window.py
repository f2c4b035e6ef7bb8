"""Business relations: of one contact, of all contacts with a code, and the codes themselves (relations section 5)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem, QWidget

from contactdesk.errors import UserError
from contactdesk.model.fields import Field, field_map
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.relation import BusinessRelation, ContactBusinessRelation
from contactdesk.presenters import contact_choice
from contactdesk.presenters import relations as presenters
from contactdesk.presenters.relations import RelationCodesPresenter, RelationContactsPresenter, RelationsPresenter, Shown
from contactdesk.services.cards import ContactRow
from contactdesk.services.linking import RelationRow
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _, n_
from ui import theme
from ui.code_meanings import show_meanings
from ui.parts import make
from ui.parts.decision import look_up_of
from ui.parts.editors import editor_for
from ui.parts.grid import NEW, Grid, GridRow
from ui.parts.list_view import ListView
from ui.parts.page_window import PageWindow, changed_tables
from ui.windows import Windows

_RELATIONS = ContactBusinessRelation.__tablename__
_CODE_ACTIONS = ("row.new", "row.delete", "record.undo", "|", "relation_code.contacts")


class NewRow(QWidget):
    """The line in which the code or contact of a new relation is typed; Enter adds it, Esc takes the line away."""

    def __init__(self, field: Field, windows: Windows, caption: str) -> None:
        super().__init__()
        self.setObjectName("new_row")
        self.setVisible(False)
        self.editor = editor_for(field, look_up_of(windows))
        show_meanings(windows, {field.name: self.editor})
        self.editor.setMaximumWidth(theme.scaled(320))
        self.add = make.button(_("Add"), "add", primary=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SMALL)
        words = make.label(caption, "caption")
        words.setMinimumHeight(self.add.sizeHint().height())  # beside the field, not beside a message below it
        line.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.editor, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)

    def begin(self) -> None:
        """Show the line, blank, with the cursor in it."""
        self.editor.set_value("")
        self.setVisible(True)
        self.editor.focus()

    def take(self) -> str:
        """What was typed; leaving the field does not bring it a second time."""
        text = self.editor.text().strip()
        self.editor.set_value(text)
        return text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setVisible(False)
        else:
            super().keyPressEvent(event)


class BusinessRelationsWindow(PageWindow):
    """What one contact also is (relations N-3 to N-5, R-70)."""

    def __init__(self, windows: Windows, contact_no: str, kind: str = "") -> None:
        layout = ("row.new", "row.delete", "|", "entity.open", "link_with")
        super().__init__(windows, "relations_window", _("Business Relations"), layout, width=1080, height=440)
        self.contact_no = contact_no
        self._rows: list[RelationRow] = []
        self._tree = QTreeWidget()
        self._tree.setObjectName("relations")
        self._tree.setAccessibleName(_("Business Relations"))
        self._tree.setAccessibleDescription(_("The arrows move; Enter opens a line."))
        self._tree.setProperty("framed", True)
        self._tree.setRootIsDecorated(False)
        captions = (_("Business Relation Code"), _("Description"), _("Contact"), _("Link to Table"), _("No."), _("Name"))
        self._tree.setHeaderLabels(list(captions))
        for column, width in enumerate((170, 160, 170, 150, 110)):
            self._tree.header().resizeSection(column, theme.scaled(width))
        self._scale = theme.current().scale
        theme.changes().changed.connect(self._restyle)
        self._tree.currentItemChanged.connect(lambda: self._allow())
        self._tree.itemActivated.connect(lambda: self.act("entity.open"))
        self._new = NewRow(field_map(ContactBusinessRelation)["business_relation_code"], windows, _("Business Relation Code"))
        self._new.editor.committed.connect(lambda _name: self._add())
        self._new.add.clicked.connect(self._add)
        self.body.addWidget(self._new)
        self.body.addWidget(self._tree, 1)
        self._shown: Shown | None = None
        self._presenter = RelationsPresenter(self, windows.desk, windows.run, windows)
        self._presenter.open(contact_no, kind)

    def _restyle(self) -> None:
        """Columns grow with the text."""
        grown, self._scale = theme.current().scale / self._scale, theme.current().scale
        make.widen_sections(self._tree.header(), grown)

    def show_relations(self, shown: Shown) -> None:
        """The rows of the contact and, for a person, of its company."""
        self._shown, self._rows = shown, list(shown.rows)
        kind = f" ({_(BY_ID[shown.kind].caption)})" if shown.kind else ""
        self.set_title(_("Business Relations") + kind, f"{shown.contact_no} {shown.contact_name}")
        self.status.show_text(shown.hint) if shown.hint else None
        self._tree.clear()
        for row in self._rows:
            name = _("(deleted)") if row.missing else row.name
            link = _(BY_ID[row.kind].caption) if row.kind else ""
            owner = _("own") if row.own else _("company {no}").format(no=row.contact_no)
            item = QTreeWidgetItem(self._tree, [row.code, row.description, owner, link, row.no, name])
            if row.missing or not row.own:
                for column in range(6):
                    item.setForeground(column, theme.colour("error" if row.missing else "text_soft"))
        self.status.show_right(n_("{n} row", "{n} rows", len(self._rows)))
        self._tree.setColumnHidden(2, shown.is_company)
        self._tree.setColumnHidden(3, bool(shown.kind))
        first = self._tree.topLevelItem(0)
        if first is not None:
            self._tree.setCurrentItem(first)
        self._tree.setFocus()
        self._allow()

    def changed(self, changes: ChangeSet) -> None:
        """Somebody saved something that may be shown here."""
        if changed_tables(changes) & {"contact", _RELATIONS, *BY_ID}:
            self._presenter.reload()

    def show_refusal(self, error: UserError) -> None:
        """Beside the field while a code is typed, else above the rows."""
        if error.field == "business_relation_code" and not self._new.isHidden():
            self._new.editor.show_error(str(error))
            self._new.editor.focus()
        else:
            super().show_refusal(error)

    def show_saved(self, changes: ChangeSet) -> None:
        """Saved; the line for a new row has done its work."""
        self._new.setVisible(False)
        super().show_saved(changes)

    def act(self, id: str) -> None:
        """An action of the bar."""
        row = self._row()
        if id == "row.new":
            self._new.begin()
        elif id == "row.delete" and row is not None:
            self._presenter.remove(row)
        elif id == "entity.open" and row is not None:
            self._presenter.open_entity(row)
        elif id.startswith("link_with."):
            self.windows.open_page("link", contact_no=self.contact_no, kind=id.removeprefix("link_with."))

    def _add(self) -> None:
        if typed := self._new.take():
            self._presenter.add(typed)

    def _row(self) -> RelationRow | None:
        item = self._tree.currentItem()
        place = self._tree.indexOfTopLevelItem(item) if item is not None else -1
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def _allow(self) -> None:
        row, company = self._row(), self._shown is not None and self._shown.is_company
        self.bar.set_enabled("row.new", company, _("Relation codes are assigned to companies."))
        self.bar.set_enabled("row.delete", row is not None and row.own, _("Only rows of the contact itself can be deleted here."))
        self.bar.set_enabled("entity.open", row is not None and row.is_link and not row.missing, _("The row names no record."))


class RelationContactsWindow(PageWindow):
    """The contacts that have one relation code (relations N-9)."""

    def __init__(self, windows: Windows, code: str) -> None:
        super().__init__(
            windows, "relation_contacts_window", presenters.contacts_title(code), ("row.new", "row.delete", "|", "contact.open")
        )
        self._presenter = RelationContactsPresenter(self, windows.desk, windows.run, windows)
        self._list = ListView(presenters.CONTACT_COLUMNS, self._presenter.fetch, caption=self.windowTitle(), links=("contact_name",))
        self._list.setProperty("framed", True)
        self._list.columns.setStretchLastSection(True)
        self._list.opened.connect(lambda _id: self.act("contact.open"))
        self._list.drilled.connect(lambda _id, _column: self._show_contact())
        self._list.selection_changed.connect(self._allow)
        contact = field_map(ContactBusinessRelation)["contact_no"]
        self._new = NewRow(contact, windows, _("Contact No."))
        self._new.editor.committed.connect(lambda _name: self._add())
        self._new.add.clicked.connect(self._add)
        self.body.addWidget(self._new)
        self.body.addWidget(self._list, 1)
        self._list.setFocus()
        self._presenter.open(code)
        self._allow()

    def show_ids(self, ids: array[int]) -> None:
        """The rows of the code."""
        self._list.show_ids(ids)
        self.status.show_right(n_("{n} record", "{n} records", len(ids)))
        if not ids:
            self._list.show_empty(_("No contact has this code"), _("New gives it to a company."), icon="people")
        elif not self._list.current_id():
            self._list.select_first()
        self._allow()

    def changed(self, changes: ChangeSet) -> None:
        """Somebody saved something that may be shown here."""
        if changed_tables(changes) & {"contact", _RELATIONS}:
            self._presenter.reload()

    def show_refusal(self, error: UserError) -> None:
        """Beside the field while a contact is typed, else above the rows."""
        if not self._new.isHidden() and self._new.editor.text().strip():
            self._new.editor.show_error(str(error))
            self._new.editor.focus()
        else:
            super().show_refusal(error)

    def show_saved(self, changes: ChangeSet) -> None:
        """Saved; the line for a new row has done its work."""
        self._new.setVisible(False)
        super().show_saved(changes)

    def act(self, id: str) -> None:
        """An action of the bar."""
        if id == "row.new":
            self._new.begin()
        elif (row := self._row()) is not None:
            self._presenter.remove(row) if id == "row.delete" else self._presenter.open_contact(row)

    def _add(self) -> None:
        if typed := self._new.take():
            self._presenter.add(typed)

    def _show_contact(self) -> None:
        """The name of a contact leads to its place in the list (contacts F-11a)."""
        if (row := self._row()) is not None:
            self._presenter.show_contact(row[0])

    def choose_contact(self, rows: Sequence[ContactRow], chosen: Callable[[int | None], None]) -> None:
        """Let the user choose which contact was meant."""
        from ui.choose_dialog import ChooseDialog

        ChooseDialog(_("Choose a contact"), contact_choice.columns(), contact_choice.texts(rows), chosen, self).open()

    def _row(self) -> tuple[str] | None:
        """The number of the contact in the current row, once it is read."""
        index = self._list.currentIndex()
        number = self._list.rows.index(index.row(), 0).data() if index.isValid() else ""
        return (str(number),) if number else None

    def _allow(self) -> None:
        chosen = self._list.current_id() > 0
        for id in ("row.delete", "contact.open"):
            self.bar.set_enabled(id, chosen, _("Choose a row first."))


class BusinessRelationCodesWindow(PageWindow):
    """The relation codes, typed in a grid, with the number of their contacts (relations R-73, R-75)."""

    def __init__(self, windows: Windows) -> None:
        title = _(BusinessRelation.CAPTIONS)
        super().__init__(windows, "relation_codes_window", title, _CODE_ACTIONS, width=720)
        self._grid = Grid(presenters.CODE_FIELDS, caption=title)
        self._grid.setProperty("framed", True)
        self._grid.edited.connect(self._edited)
        self._grid.deleting.connect(self._delete)
        self._grid.undoing.connect(lambda: self.act("record.undo"))
        self._grid.opened.connect(lambda code: self.windows.open_page("relation_contacts", code=code))
        self._saving = ("", "")
        self.body.addWidget(self._grid, 1)
        self._grid.setFocus()
        self._presenter = RelationCodesPresenter(self, windows.desk, windows.run, windows)
        self._presenter.reload()

    def show_codes(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """The codes with their counts."""
        self._grid.show_rows([GridRow(row["code"], row) for row in rows])
        self._grid.choose_first()
        self.status.show_right(n_("{n} row", "{n} rows", len(rows)))

    def changed(self, changes: ChangeSet) -> None:
        """Somebody saved something that may be shown here."""
        if changed_tables(changes) & {BusinessRelation.__tablename__, _RELATIONS}:
            self._presenter.reload()

    def show_refusal(self, error: UserError) -> None:
        """In the cell that was typed, and above the grid."""
        key, name = self._saving
        if name:
            self._grid.show_error(key, error.field or name, str(error))
        super().show_refusal(error)

    def act(self, id: str) -> None:
        """An action of the bar."""
        code = self._grid.current_key()
        if id == "row.new":
            self._grid.start_new()
        elif id == "row.delete" and code:
            self._delete([code])
        elif id == "record.undo":
            self._saving = ("", "")
            self._presenter.undo()
        elif id == "relation_code.contacts" and code:
            self.windows.open_page("relation_contacts", code=code)

    def _delete(self, codes: list[str]) -> None:
        self._saving = ("", "")
        for code in codes:
            self._presenter.delete(code)

    def _edited(self, key: str, name: str, value: object) -> None:
        self._saving = (key, name)
        typed = self._grid.typed(key)
        if key != NEW or typed.get("code"):
            self._presenter.save(key, typed | {name: value})
