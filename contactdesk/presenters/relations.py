"""What a contact also is, and which contacts have a relation code (relations 3.10, 4, 5)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import CompaniesOnly, SelectContact, UserError
from contactdesk.model.contact import COMPANY
from contactdesk.model.fields import Field, fields_of
from contactdesk.model.kinds import Choice, Code, Text, Whole
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.relation import LINK_TABLES, BusinessRelation
from contactdesk.presenters.ports import Run, Windows
from contactdesk.presenters.undoing import last_typed
from contactdesk.rules.filters import quoted
from contactdesk.services.cards import ContactRow
from contactdesk.services.linking import RelationRow
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import N_, _

RELATIONS = "contact_business_relation"


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the relations page of one contact shows."""

    contact_no: str
    contact_name: str
    is_company: bool
    rows: tuple[RelationRow, ...]
    kind: str = ""

    @property
    def hint(self) -> str:
        """Why a person's page takes no new codes (relations N-3, N-4)."""
        if self.is_company:
            return ""
        return _("Relation codes are assigned to the company; only links of the person itself can be removed here.")


class RelationsView(Protocol):
    """The page, as its presenter sees it."""

    def show_relations(self, shown: Shown) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def confirm(self, title: str, text: str, yes: Callable[[], None]) -> None: ...
    def show_saved(self, changes: ChangeSet) -> None: ...


class RelationsPresenter:
    """Reads, adds and removes the relations of one contact."""

    def __init__(self, view: RelationsView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._contact, self._kind = "", ""

    def open(self, contact_no: str, kind: str = "") -> None:
        """Show the relations of a contact, of one kind where that is named (relations N-2)."""
        self._contact, self._kind = contact_no, kind
        self.reload()

    def reload(self) -> None:
        """Read them again."""
        self._run(self._read, self._view.show_relations, self._view.show_refusal, newest_of=f"relations {self._contact}")

    def _read(self) -> Shown:
        contact = self._desk.records.read("contact", self._contact)
        rows = [row for row in self._desk.linking.relations(self._contact) if self._kind in ("", row.kind)]
        return Shown(contact.no, contact["name"], contact["type"] == COMPANY, tuple(rows), self._kind)

    def add(self, code: str) -> None:
        """Give the company a free relation code (relations R-1)."""
        self._run(lambda: self._desk.linking.add_relation(self._contact, code), self._saved, self._view.show_refusal)

    def remove(self, row: RelationRow) -> None:
        """Ask first, naming both records and what else changes (relations R-70)."""
        if row.contact_no != self._contact:
            self._view.show_refusal(CompaniesOnly(table="contact", record=self._contact, company=row.contact_no))
            return

        def confirm(done: Done[None]) -> None:
            title = _("Remove this link?") if row.is_link else _("Remove this relation code?")
            self._view.confirm(title, _removal(row, done.changes), lambda: self._remove(row))

        remove = self._desk.linking.remove_relation
        self._run(lambda: remove(row.contact_no, row.code, dry_run=True), confirm, self._view.show_refusal)

    def _remove(self, row: RelationRow) -> None:
        self._run(lambda: self._desk.linking.remove_relation(row.contact_no, row.code), self._saved, self._view.show_refusal)

    def open_entity(self, row: RelationRow) -> None:
        """Open the card of what the contact also is; a free or orphaned row opens nothing (relations N-5)."""
        if row.is_link and not row.missing:
            self._windows.open_card(row.kind, row.no)

    def _saved(self, done: Done[Any]) -> None:
        self._windows.changed(done.changes, table="contact", no=self._contact)
        self._view.show_saved(done.changes)
        self.reload()


def _removal(row: RelationRow, changes: ChangeSet) -> str:
    """What removing `row` means, in words."""
    if not row.is_link:
        return _("Contact {contact} keeps everything else.").format(contact=f"{row.contact_no} {row.contact_name}")
    text = _("Contact {contact} and {kind} {entity} both stay as they are, but changes of one no longer reach the other.").format(
        contact=f"{row.contact_no} {row.contact_name}", kind=_(BY_ID[row.kind].caption).lower(), entity=f"{row.no} {row.name}".strip()
    )
    primary = next((line for _record, line in changes.lines() if line.field.name == "primary_contact_no" and line.before), None)
    if primary is not None:
        text += " " + _("Primary contact {no} is cleared; the contact's name stays as text.").format(no=primary.before)
    return text


# -- the relation codes (relations section 5) ---------------------------------------------------------

CODE_FIELDS = (
    *fields_of(BusinessRelation),
    Field(N_("No. of Contacts"), Whole(0), N_("How many contacts have the code."), editable=False, name="contacts"),
)


class RelationCodesView(Protocol):
    """The page, as its presenter sees it."""

    def show_codes(self, rows: Sequence[Mapping[str, Any]]) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def show_saved(self, changes: ChangeSet) -> None: ...


class RelationCodesPresenter:
    """The relation codes with the number of their contacts."""

    def __init__(self, view: RelationCodesView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows

    def reload(self) -> None:
        """Read them again."""
        self._run(self._read, self._view.show_codes, self._view.show_refusal, newest_of="relation codes")

    def _read(self) -> list[Mapping[str, Any]]:
        count = self._desk.lists.count
        rows = self._desk.lists.read_all(BusinessRelation.__tablename__)
        return [row | {"contacts": count(RELATIONS, where=[("business_relation_code", quoted(row["code"]))])} for row in rows]

    def save(self, code: str, values: Mapping[str, Any]) -> None:
        """Change a code, which renames it everywhere (relations R-75), or make one where `code` is blank."""
        records, table = self._desk.records, BusinessRelation.__tablename__
        work = (lambda: records.save(table, code, values)) if code else (lambda: records.create(table, values))
        self._run(work, self._saved, self._view.show_refusal)

    def delete(self, code: str) -> None:
        """Delete a code that nothing uses (relations R-73)."""
        self._run(lambda: self._desk.records.delete(BusinessRelation.__tablename__, code), self._saved, self._view.show_refusal)

    def undo(self) -> None:
        """Take back what was typed here last."""

        def work() -> Done[Any] | None:
            last = last_typed(self._desk, [BusinessRelation.__tablename__])
            return self._desk.history.undo(last) if last else None

        def done(answer: Done[Any] | None) -> None:
            if answer is None:
                self._windows.tell(_("There is nothing to undo here."))
            else:
                self._saved(answer)

        self._run(work, done, self._view.show_refusal)

    def _saved(self, done: Done[Any]) -> None:
        self._windows.changed(done.changes)
        self._view.show_saved(done.changes)
        self.reload()


# -- the contacts of a relation code (relations N-9) --------------------------------------------------

CONTACT_COLUMNS = (
    Field(N_("Contact No."), Code(20), listed=True, name="contact_no"),
    Field(N_("Contact Name"), Text(100), listed=True, name="contact_name"),
    Field(N_("Link to Table"), Choice(LINK_TABLES), listed=True, name="link_to_table"),
    Field(N_("No."), Code(20), listed=True, name="no"),
)


class RelationContactsView(Protocol):
    """The page, as its presenter sees it."""

    def show_ids(self, ids: array[int]) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def confirm(self, title: str, text: str, yes: Callable[[], None]) -> None: ...
    def show_saved(self, changes: ChangeSet) -> None: ...
    def choose_contact(self, rows: Sequence[ContactRow], chosen: Callable[[int | None], None]) -> None: ...


class RelationContactsPresenter:
    """The contacts that have one relation code, whatever their number."""

    def __init__(self, view: RelationContactsView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._code = ""

    def open(self, code: str) -> None:
        """Show the contacts of a code."""
        self._code = code
        self.reload()

    def reload(self) -> None:
        """Read them again."""
        where = [("business_relation_code", quoted(self._code))]
        order = ("contact_no",)
        self._run(
            lambda: self._desk.lists.ids(RELATIONS, where=where, order=order),
            self._view.show_ids,
            self._view.show_refusal,
            newest_of=f"relation contacts {self._code}",
        )

    def fetch(self, ids: array[int], fill: Callable[[Mapping[int, Sequence[Any]]], None]) -> None:
        """Read the rows that come into sight."""
        self._run(lambda: self._rows(ids), fill, lambda _error: fill({}))

    def _rows(self, ids: array[int]) -> dict[int, Sequence[Any]]:
        rows = self._desk.lists.rows(RELATIONS, ids, ["contact_no", "link_to_table", "no"])
        numbers = "|".join({quoted(row[0]) for row in rows.values()})
        found = self._desk.lists.read_all("contact", where=[("no", numbers)], columns=["no", "name"]) if numbers else []
        names = {row["no"]: row["name"] for row in found}
        return {id: (row[0], names.get(row[0], _("(deleted)")), row[1], row[2]) for id, row in rows.items()}

    def add(self, typed: str) -> None:
        """Give a contact the code: typed by its number, its name, or part of them (contacts F-12)."""

        def found(rows: list[ContactRow]) -> None:
            if len(rows) > 1:
                self._view.choose_contact(rows, lambda place: add(rows[place].no) if place is not None else refuse(rows))
            elif rows:
                add(rows[0].no)
            else:
                refuse([])

        def add(no: str) -> None:
            self._run(lambda: self._desk.linking.add_relation(no, self._code), self._saved, self._view.show_refusal)

        def refuse(rows: list[ContactRow]) -> None:
            named = [f"{row.no} {row.title}" for row in rows] or ["–"]
            self._view.show_refusal(SelectContact(table=RELATIONS, field="contact_no", value=typed, found=named))

        self._run(lambda: self._desk.cards.contacts(typed), found, self._view.show_refusal)

    def show_contact(self, no: str) -> None:
        """Show the list of contacts, positioned on this one (contacts F-11a)."""
        self._windows.open_list("contact", select=no)

    def remove(self, row: Sequence[Any]) -> None:
        """Ask first, then take the code away."""
        contact_no = str(row[0])
        remove = self._desk.linking.remove_relation

        def confirm(rows: list[RelationRow]) -> None:
            named = next((one for one in rows if one.code == self._code and one.contact_no == contact_no), None)
            if named is not None:
                preview = lambda: remove(contact_no, self._code, dry_run=True)  # noqa: E731
                self._run(preview, lambda done: ask(named, done), self._view.show_refusal)

        def ask(named: RelationRow, done: Done[None]) -> None:
            title = _("Remove this link?") if named.is_link else _("Remove this relation code?")
            work = lambda: self._run(lambda: remove(contact_no, self._code), self._saved, self._view.show_refusal)  # noqa: E731
            self._view.confirm(title, _removal(named, done.changes), work)

        self._run(lambda: self._desk.linking.relations(contact_no), confirm, self._view.show_refusal)

    def open_contact(self, row: Sequence[Any]) -> None:
        """Open the card of the contact in a row."""
        self._windows.open_card("contact", str(row[0]))

    def _saved(self, done: Done[Any]) -> None:
        self._windows.changed(done.changes)
        self._view.show_saved(done.changes)
        self.reload()


def contacts_title(code: str) -> str:
    """The title of the page of one code."""
    return _("Contacts with relation code {code}").format(code=code)
