"""What can be done with the records of a list, and doing it: new, delete, related records, create as, link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from contactdesk.errors import UserError
from contactdesk.model.contact import Contact
from contactdesk.model.link_kinds import BY_ID, LINK_KINDS
from contactdesk.model.tables import TABLES
from contactdesk.presenters.deleting import consequences
from contactdesk.text import _

if TYPE_CHECKING:
    from contactdesk.desk import Desk
    from contactdesk.presenters.ports import Run, Windows
    from contactdesk.services.linking import Linked, RelationRow
    from contactdesk.storage.change_sets import ChangeSet
    from contactdesk.storage.unit_of_work import Done

MOST_DELETED = 200
"""Records deleted at once; their preview is one page, more would not be read."""

WITHOUT_RECORD = frozenset({"record.new", "list.import", "list.create_contacts"})
"""Actions that need no chosen record."""

PAGES_OF_CONTACT = {
    "contact.relations": "relations",
    "contact.statistics": "statistics",
    "alt_address.card": "alt_addresses",
    "alt_address.ranges": "alt_date_ranges",
}
"""Actions that open a page about the chosen contact."""


@dataclass(frozen=True, slots=True)
class Possible:
    """Which actions there are for the chosen record: those left out, and those refused with the reason."""

    left_out: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before something happens, with all that would change."""

    title: str
    text: str
    caption: str
    changes: tuple[ChangeSet, ...] = ()


class AskView(Protocol):
    """What actions ask of the page."""

    def show_error(self, error: UserError) -> None: ...
    def ask(self, question: Question, go: Callable[[], None]) -> None: ...


class ListActions:
    """Runs the actions of one list."""

    def __init__(self, view: AskView, table: str, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self.table, self._desk, self._run, self._windows = view, table, desk, run, windows

    def act(self, action: str, where: Sequence[tuple[str, str]] = ()) -> None:
        """Run an action that needs no record (`WITHOUT_RECORD`), in a list with these filters."""
        if action == "record.new":
            self._windows.new_card(self.table, contact_company=one_company(where) if self.table == "contact" else "")
        else:
            self._windows.open_page("import" if action == "list.import" else "create_contacts", kind=self.table)

    def act_on(self, action: str, no: str) -> None:
        """Run an action on one record."""
        from contactdesk.presenters import classification

        family, _sep, rest = action.partition(".")
        if family == "create_as":
            self._windows.open_page("create_as", contact_no=no, kind=rest)
        elif family == "link_with":
            self._windows.open_page("link", contact_no=no, kind=rest)
        elif action in PAGES_OF_CONTACT:
            self._windows.open_page(PAGES_OF_CONTACT[action], contact_no=no)
        elif action in classification.ACTIONS:
            classification.open_page(self._windows, action, no)
        elif family == "related" and rest in BY_ID:
            self._open_related(no, rest)
        elif (family, rest) == ("related", "map"):
            self._windows.open_page("online_map", table=self.table, no=no)
        elif (family, rest) == ("related", "contacts"):
            self._open_company_of(no)
        elif action == "business_relation":
            open_relations_of(self._desk, self._run, self._windows, no, self._view.show_error)
        elif action == "contact.picture":
            self._windows.open_page("picture", table=self.table, no=no)
        elif (family, rest) == ("contact", "open"):
            self._open_contact(no)
        elif (family, rest) == ("record", "edit"):
            self._windows.open_card(self.table, no)

    def _open_related(self, no: str, kind: str) -> None:
        """One link opens the card, several the relations (relations N-2)."""

        def done(nos: list[str]) -> None:
            if len(nos) == 1:
                self._windows.open_card(kind, nos[0])
            elif nos:
                self._windows.open_page("relations", contact_no=no, kind=kind)

        self._run(lambda: self._desk.linking.linked(no).get(kind, []), done, self._view.show_error)

    def _open_company_of(self, no: str) -> None:
        """All contacts of the same company; an independent person only itself (relations N-8, contacts 3.3)."""

        def done(where: list[tuple[str, str]]) -> None:
            self._windows.open_list("contact", where, title=_("Related Contacts"), select=no)

        self._run(lambda: contacts_beside(self._desk, no), done, self._view.show_error)

    def _open_contact(self, no: str) -> None:
        """The contacts of a customer, vendor or bank account; the contact of an employee (relations N-6)."""
        kind = self.table

        def work() -> tuple[str, list[tuple[str, str]], Done[Linked] | None]:
            contact_no = self._desk.linking.linked_contact(kind, no)
            if not contact_no:
                return "", [], self._desk.linking.make_contact(kind, no, dry_run=True)
            return contact_no, contacts_beside(self._desk, contact_no), None

        def done(found: tuple[str, list[tuple[str, str]], Done[Linked] | None]) -> None:
            contact_no, where, preview = found
            if preview is not None:
                question = _("{kind} {no} has no contact yet. Make one now?").format(kind=_(BY_ID[kind].caption), no=no)
                asked = Question(_("Make a contact"), question, _("Make contact"), (preview.changes,))
                self._view.ask(asked, lambda: self._make_contact(no))
            elif kind == "employee":
                self._windows.open_card("contact", contact_no)
            else:
                self._windows.open_list("contact", where, select=contact_no)

        self._run(work, done, self._view.show_error)

    def _make_contact(self, no: str) -> None:
        def done(made: Done[Linked]) -> None:
            self._windows.changed(made.changes, table=self.table, no=no)
            self._open_contact(no)

        self._run(lambda: self._desk.linking.make_contact(self.table, no), done, self._view.show_error)

    # -- deleting -----------------------------------------------------------------------------------

    def ask_delete(self, nos: list[str]) -> None:
        """The question names the record, and the persons that go with a company (contacts C-119, relations G-11)."""

        def work() -> tuple[str, list[Done[int]]]:
            name = self._desk.records.read(self.table, nos[0]).values.get(TABLES[self.table].TITLE, "")
            return str(name), [self._desk.records.delete(self.table, no, dry_run=True) for no in nos]

        def done(found: tuple[str, list[Done[int]]]) -> None:
            name, previews = found
            text = self._delete_question(nos, name, sum(preview.value for preview in previews))
            changes = tuple(preview.changes for preview in previews)
            self._view.ask(Question(_("Delete"), text, _("Delete"), changes), lambda: self._delete(nos))

        self._run(work, done, self._view.show_error)

    def _delete_question(self, nos: list[str], name: str, persons: int) -> str:
        if len(nos) == 1:
            text = _("Delete {kind} {no} {name}?").format(kind=_(TABLES[self.table].CAPTION).lower(), no=nos[0], name=name)
        else:
            records = _(TABLES[self.table].CAPTIONS).lower()
            text = _("Delete {n} {records}?").format(n=len(nos), records=records)
        return " ".join((text, *consequences(self.table, len(nos), persons)))

    def _delete(self, nos: list[str]) -> None:
        def work() -> tuple[list[Done[int]], UserError | None]:
            gone: list[Done[int]] = []
            for no in nos:
                try:
                    if self.table != "contact" or self._desk.lists.id_of(self.table, no):
                        gone.append(self._desk.records.delete(self.table, no))
                except UserError as refusal:
                    return gone, refusal
            return gone, None

        def done(found: tuple[list[Done[int]], UserError | None]) -> None:
            for one in found[0]:
                self._windows.changed(one.changes, table=self.table)
            if found[1] is not None:
                self._view.show_error(found[1])

        self._run(work, done, self._view.show_error)


def possible(desk: Desk, table: str, no: str) -> Possible:
    """Actions that a rule would refuse are disabled with the reason (relations section 5, N-1)."""
    if table != "contact":
        return Possible()
    from contactdesk.presenters import classification

    contact = desk.records.read(table, no)
    refused = {id: why for id, why in classification.reasons(no, contact["type"], contact["company_no"]).items() if why}
    linked = desk.linking.linked(no)
    for kind in LINK_KINDS:
        create = desk.linking.why_not_create_as(no, kind.id)
        link = desk.linking.why_not_link(no, kind.id)
        refused |= {f"create_as.{kind.id}": str(create)} if create else {}
        refused |= {f"link_with.{kind.id}": str(link)} if link else {}
        if kind.id not in linked:
            refused[f"related.{kind.id}"] = _("This contact is no {kind}.").format(kind=_(kind.caption).lower())
    return Possible(frozenset(), refused)


def open_relations_of(desk: Desk, run: Run, windows: Windows, no: str, failed: Callable[[UserError], None]) -> None:
    """Exactly one linked row leads to its card, everything else to the page of relations (relations N-3, contacts C-106)."""

    def found(rows: list[RelationRow]) -> None:
        if len(rows) == 1 and rows[0].is_link and not rows[0].missing:
            windows.open_card(rows[0].kind, rows[0].no)
        else:
            windows.open_page("relations", contact_no=no)

    run(lambda: desk.linking.relations(no), found, failed)


def contacts_beside(desk: Desk, no: str) -> list[tuple[str, str]]:
    """The filter of a contact list that shows a contact and the others of its company (relations N-6, N-8)."""
    from contactdesk.rules.filters import quoted

    company = str(desk.records.read(Contact.__tablename__, no)["company_no"])
    return [("company_no", quoted(company))] if company else [("no", quoted(no))]


def one_company(where: Sequence[tuple[str, str]]) -> str:
    """The company to which these filters narrow a list of contacts: a new one is a person of it (contacts C-1)."""
    from contactdesk.model.fields import field_map
    from contactdesk.model.filter_tree import Compare
    from contactdesk.rules.filters import parse

    kind = field_map(TABLES["contact"])["company_no"].kind
    found = [parse(text, kind) for name, text in where if name == "company_no"]
    return str(found[0].value) if len(found) == 1 and isinstance(found[0], Compare) and found[0].operator == "=" else ""
