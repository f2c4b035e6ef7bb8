"""A page of a code table: typed into as a list, saved line by line (contacts 3.6, relations 1.11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.classification import ASSIGNED_BY
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.model.kinds import Whole, YesNo
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.tables import TABLES
from contactdesk.presenters.new_line import NewLine, key_of_new
from contactdesk.presenters.ports import Run, Windows
from contactdesk.presenters.typed_cell import refusal_of
from contactdesk.presenters.undoing import last_typed
from contactdesk.rules.filters import quoted
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import N_, _, n_

SHOWN = 5000
"""So many rows a page of codes shows; the search finds the others."""
NEW = ""
TEMPLATE_COLUMNS = ("code", "description", "contact_type")
_SUB_PAGES = {
    "country": ("code.formats", "vat_registration_no_format", "country_region_code"),
    "salutation": ("code.formulas", "salutation_formula", "salutation_code"),
}
CONTACTS = {
    "salesperson": "salesperson_code",
    "territory": "territory_code",
    "organizational_level": "organizational_level_code",
    "mailing_group": "mailing_group_code",
    "industry_group": "industry_group_code",
    "job_responsibility": "job_responsibility_code",
}
"""Tables whose rows lead to the contacts that have the code, and the field by which these are filtered (contacts C-82, F-11)."""
COUNTED = frozenset({"mailing_group", "industry_group", "job_responsibility"})
"""Tables that show how many contacts have each code (contacts 1.8, 3.6)."""
COMMENTED = frozenset({"web_source"})
"""Tables that show whether a row has comments (contacts 1.8)."""
HIDDEN: Mapping[str, tuple[str, ...]] = {
    "salesperson": ("privacy_blocked",),
    "country": ("eu_country_region_code", "intrastat_code"),
}
"""Columns that are shown on request only (contacts 3.6, 1.8)."""
_NO_OF_CONTACTS = Field(N_("No. of Contacts"), Whole(0), N_("How many contacts have the code."), editable=False, name="no_of_contacts")
_COMMENT = Field(N_("Comment"), YesNo(), N_("Are there comments on the row?"), editable=False, name="has_comment")
LINKS = {_NO_OF_CONTACTS.name: "relation_code.contacts", _COMMENT.name: "code.comments"}
"""Columns whose values lead elsewhere, and the action that goes there."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row: the key that services know it by, and its values."""

    key: str
    values: Mapping[str, Any]


class CodeView(Protocol):
    """The window of a code table, passive."""

    def show_rows(self, rows: Sequence[CodeRow]) -> None:
        """Show these rows instead of those before."""

    def show_refusal(self, key: str, name: str, error: UserError) -> None:
        """Say it at the cell, and in the message bar; what was typed stays."""

    def show_error(self, error: UserError) -> None:
        """Say it in the message bar."""

    def show_message(self, text: str) -> None:
        """Say it in the message bar."""

    def show_status(self, text: str) -> None:
        """Say it at the foot."""

    def typed_row(self) -> dict[str, Any]:
        """What was typed into the blank last line."""


class CodePage:
    """One code table; `fixed` values belong to every row (the country of its VAT formats) and are not shown."""

    def __init__(self, view: CodeView, desk: Desk, run: Run, windows: Windows, table: str, fixed: Mapping[str, str]) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self.table, self._fixed = table, dict(fixed)
        self._model = TABLES[table]
        self._rows: list[CodeRow] = []
        self._search = ""
        self._new_line = NewLine()

    @property
    def fields(self) -> list[Field]:
        """The columns, in the order they are declared."""
        own = [field for field in fields_of(self._model) if field.listed and field.name not in self._fixed]
        own += [field_map(self._model)[name] for name in self.hidden]
        return own + [_NO_OF_CONTACTS] * (self.table in COUNTED) + [_COMMENT] * (self.table in COMMENTED)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The columns that are shown on request only."""
        return HIDDEN.get(self.table, ())

    @property
    def actions(self) -> list[str]:
        """What can be done beside typing."""
        found = ["row.new", "row.delete", "record.undo"]
        if self.table in _SUB_PAGES:
            found += ["|", _SUB_PAGES[self.table][0]]
        if self.table == "salesperson":
            found += ["|", "record.edit"]
        if self.table in COMMENTED:
            found += ["|", "code.comments"]
        found += ["|", "relation_code.contacts"] * (self.table in CONTACTS)
        return found + ["|", "list.columns"] * bool(self.hidden)

    # -- reading ------------------------------------------------------------------------------------

    def load(self, then: Callable[[], object] | None = None) -> None:
        """Read the rows again."""
        self._run(self._read, partial(self._show, then), self._view.show_error, newest_of=f"codes {id(self)}")

    def search(self, text: str) -> None:
        """Show only rows that contain the text."""
        self._search = text.strip().casefold()
        self._view.show_rows(self._found())

    def heard(self, changes: ChangeSet) -> None:
        """Another window saved."""
        counted = {ASSIGNED_BY[self.table].model.__tablename__} if self.table in COUNTED else set()
        if {record.table for record in changes.records} & {self.table, *counted, *(("comment_line",) if self.table in COMMENTED else ())}:
            self.load()

    def _read(self) -> list[CodeRow]:
        names = [field.name for field in fields_of(self._model) if field.listed or field.name in (*self._fixed, *self.hidden)]
        where = [(name, quoted(value)) for name, value in self._fixed.items()]
        ids = self._desk.lists.ids(self.table, where=where, order=self._model.KEY)[:SHOWN]
        rows = self._desk.lists.rows(self.table, ids, names)
        single = len(self._model.KEY) == 1
        calculated = self._calculated()
        found = []
        for id_ in ids:
            if id_ in rows:
                values = dict(zip(names, rows[id_], strict=True))
                key = values[self._model.KEY[0]] if single else f"#{id_}"
                found.append(CodeRow(key, values | {name: value.get(key, 0) for name, value in calculated.items()}))
        return found

    def _calculated(self) -> dict[str, Mapping[str, Any]]:
        """Column -> key -> value, of the columns that are read from other records."""
        found: dict[str, Mapping[str, Any]] = {}
        if self.table in COUNTED:
            found[_NO_OF_CONTACTS.name] = self._desk.classification.contact_counts(self.table)
        if self.table in COMMENTED:
            found[_COMMENT.name] = dict.fromkeys(self._desk.classification.commented(self.table), True)
        return found

    def _show(self, then: Callable[[], object] | None, rows: list[CodeRow]) -> None:
        self._rows = rows
        self._view.show_rows(self._found())
        self._new_line.shown(self.edited)
        if then is not None:
            then()

    def _found(self) -> list[CodeRow]:
        if not self._search:
            return self._rows
        return [row for row in self._rows if any(self._search in str(value).casefold() for value in row.values.values())]

    # -- writing ------------------------------------------------------------------------------------

    def edited(self, key: str, name: str, value: Any) -> None:
        """A cell was typed over: save it; a new line is saved once its key is filled in."""
        if key == NEW:
            refusal = self._why_not(name)
            if refusal is not None:
                self._refused(NEW, name, refusal)
            else:
                self._create(name)
            return
        before = next((row.values.get(name) for row in self._rows if row.key == key), None)
        self._run(
            lambda: self._desk.records.save(self.table, key, {name: value}, seen={name: before}, places=False),
            self._saved,
            partial(self._refused, key, name),
        )

    def _why_not(self, name: str) -> UserError | None:
        """Why the cell of the new line that was just left cannot stay as it is; said at once, not when the line is saved."""
        return refusal_of(self.table, name, self._view.typed_row().get(name))

    def _create(self, name: str) -> None:
        values = self._fixed | self._view.typed_row()
        needed = [key for key in self._model.KEY if isinstance(field_map(self._model)[key].kind.empty, str)]
        if self.table == "salutation_formula":
            needed = ["salutation_code", "salutation"]
        if any(not str(values.get(key, "")).strip() for key in needed):
            self._view.show_status(_("The line is saved once its key is filled in."))
            return
        if self._new_line.begins(name, values[name]):
            create = partial(self._desk.records.create, self.table, values, places=False)
            self._run(create, self._created, partial(self._not_created, name))

    def _created(self, done: Done[Any]) -> None:
        self._new_line.saved(done.value.no if len(self._model.KEY) == 1 else key_of_new(done.changes, self.table))
        self._saved(done)

    def _not_created(self, name: str, error: UserError) -> None:
        self._new_line.refused()
        self._refused(NEW, name, error)

    def _saved(self, done: Done[Any]) -> None:
        text = _("Saved.")
        others = len(done.changes.records) - 1
        if others > 0:
            text = " ".join((text, n_("{n} other record updated.", "{n} other records updated.", others)))
        self._after(done, text)

    def _refused(self, key: str, name: str, error: UserError) -> None:
        shown = {field.name for field in self.fields}
        self._view.show_refusal(key, error.field if error.field in shown else name, error)

    def _after(self, done: Done[Any], text: str) -> None:
        # The page hears of its own change too and reads its rows; the later reading is the one that is answered.
        self._windows.changed(done.changes, table=self.table)
        self.load(partial(self._view.show_status, text))

    def delete(self, keys: Sequence[str]) -> None:
        """Delete rows that nothing uses (contacts 1.8, relations E-13); the first refusal stops."""

        def work() -> Done[Any]:
            done: Done[Any] | None = None
            for key in keys:
                step = self._desk.records.delete(self.table, key)
                if done is not None:
                    step.changes.records[:0] = done.changes.records
                done = step
            assert done is not None
            return done

        if keys:
            text = n_("{n} line deleted.", "{n} lines deleted.", len(keys))
            self._run(work, lambda done: self._after(done, text), self._not_deleted)

    def _not_deleted(self, error: UserError) -> None:
        self.load()
        self._view.show_error(error)

    def undo(self) -> None:
        """Take the last change of this table back."""

        def work() -> Done[Any] | None:
            last = self._last_entry()
            return self._desk.history.undo(last) if last else None

        def done(answer: Done[Any] | None) -> None:
            if answer is None:
                self._view.show_message(_("There is nothing to undo here."))
            else:
                self._after(answer, _("Undone."))

        self._run(work, done, self._view.show_error)

    def _last_entry(self) -> int:
        """The newest entry of the history that can be taken back here, 0 for none."""
        return last_typed(self._desk, [self.table])

    # -- elsewhere ----------------------------------------------------------------------------------

    def open_row(self, key: str, action: str) -> None:
        """Open what belongs to a row: its card, its contacts, its formats or formulas."""
        if not key:
            return
        if action == "record.edit":
            self._windows.open_card(self.table, key)
        elif action == "code.comments":
            self._windows.open_page("comments", table=self.table, no=key)
        elif action == "relation_code.contacts":
            self._windows.open_list("contact", [(CONTACTS[self.table], quoted(key))], title=_("Contacts"))
        elif self.table in _SUB_PAGES and action == _SUB_PAGES[self.table][0]:
            _action, table, field = _SUB_PAGES[self.table]
            self._windows.open_page("code_table", table=table, fixed={field: key})


def template_rows(desk: Desk, kind: str) -> list[CodeRow]:
    """The templates of a kind by code (relations section 5)."""
    table: Any = BY_ID[kind].template
    ids = desk.lists.ids(table.__tablename__, order=("code",))
    names = [field.name for field in fields_of(table) if field.name in TEMPLATE_COLUMNS]
    rows = desk.lists.rows(table.__tablename__, ids, names)
    values = [dict(zip(names, rows[id_], strict=True)) for id_ in ids if id_ in rows]
    return [CodeRow(str(one["code"]), one) for one in values]
