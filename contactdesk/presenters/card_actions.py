"""What the actions of a card do: delete, undo, next record, links, templates, contact (contacts 3.3, relations sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.contact import COMPANY
from contactdesk.model.link_kinds import BY_ID, LINK_KINDS
from contactdesk.model.tables import TABLES
from contactdesk.presenters import classification
from contactdesk.presenters.active_address import ADDRESSES, beside
from contactdesk.presenters.card import CardPresenter
from contactdesk.presenters.card_view import CardForm, CardView
from contactdesk.presenters.changes import groups_of
from contactdesk.presenters.deleting import consequences
from contactdesk.presenters.entity_card import TEMPLATES
from contactdesk.presenters.list_actions import open_relations_of
from contactdesk.presenters.main import MOST_TRIED, undo_question
from contactdesk.presenters.picture import PictureSaver
from contactdesk.presenters.ports import Run, Windows
from contactdesk.rules.filters import quoted
from contactdesk.services.history import Entry
from contactdesk.services.linking import Linked
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, n_


class CardActions:
    """Runs the actions of one card; every one of them saves the card first."""

    def __init__(self, form: CardForm, view: CardView, desk: Desk, run: Run, windows: Windows, card: CardPresenter) -> None:
        self._form, self._view, self._card = form, view, card
        self._desk, self._run, self._windows = desk, run, windows
        self._table = card.table
        self._last: UserError | None = None
        self._pictures = PictureSaver(view, desk, run, self._table, partial(self._done, _("Saved.")), card.reload)
        self._simple: dict[str, Callable[[], object]] = {
            "record.save": card.save,
            "record.new": self._new,
            "record.reload": card.take_theirs,
            "list.refresh": partial(card.save, card.reload),
            "record.next": partial(self._step, +1),
            "record.previous": partial(self._step, -1),
            "iban.save_anyway": partial(card.save, confirmed=True),
            "privacy.switch_off": partial(card.save, confirmed=True),
            "setup.open": lambda: windows.open_page("marketing_setup"),
            "entity.open": self._open_refused_entity,
        }
        self._saved_first: dict[str, Callable[[], object]] = {
            "record.delete": self._ask_to_delete,
            "record.undo": self._undo,
            "related.contacts": self._related_contacts,
            "related.map": self._show_map,
            "contact.statistics": lambda: windows.open_page("statistics", contact_no=card.no),
            "contact.picture": lambda: windows.open_page("picture", table=self._table, no=card.no),
            "business_relation": self._open_relation_value,
            "contact.relations": lambda: windows.open_page("relations", contact_no=card.no),
            "contact.name_details": lambda: windows.open_page("name_details", contact_no=card.no),
            "contact.company_details": lambda: windows.open_page("company_details", contact_no=card.no),
            "contact.salutations": lambda: windows.open_page("salutations", contact_no=card.no),
            "alt_address.card": lambda: windows.open_page("alt_addresses", contact_no=card.no),
            "alt_address.ranges": self._open_date_ranges,
            **{id: lambda id=id: classification.open_page(windows, id, card.no) for id in classification.ACTIONS},  # type: ignore[misc]
            "contact.open": self._open_contact,
            "template.apply": lambda: windows.open_page("apply_template", kind=self._table, nos=(card.no,)),
            "template.save_as": self._save_as_template,
            "party.bank_accounts": lambda: windows.open_page("party_bank_accounts", kind=self._table, no=card.no),
            "template.copy": self._copy_template,
            "relation_code.contacts": lambda: windows.open_list("contact", [("salesperson_code", quoted(card.no))], title=_("Contacts")),
        }

    def act(self, id: str) -> None:
        """Run an action of the card, or one that a message offers."""
        group, _dot, kind = id.partition(".")
        if id in self._simple:
            self._simple[id]()
        elif id in self._saved_first:
            self._card.save(self._saved_first[id])
        elif group == "related":
            self._card.save(partial(self._open_related, kind))
        else:
            page = {"create_as": "create_as", "link_with": "link"}[group]
            self._card.leave(lambda: self._windows.open_page(page, contact_no=self._card.no, kind=kind))

    def refused(self, error: UserError) -> None:
        """Remember what was refused: a button beside the message may lead to the record it names."""
        self._last = error

    def _new(self) -> None:
        """A new record; an alternate address belongs to the contact of the one that is shown."""
        if self._table == ADDRESSES:
            self._windows.new_card(self._table, contact_company=str(self._form.value_of("contact_no")))
        else:
            self._windows.new_card(self._table)

    def _open_date_ranges(self) -> None:
        """The ranges of all addresses of a contact, or of the one that is shown (contacts 3.4)."""
        if self._table == ADDRESSES:
            facts = {"contact_no": str(self._form.value_of("contact_no")), "code": str(self._form.value_of("code"))}
            self._windows.open_page("alt_date_ranges", **facts)
        else:
            self._windows.open_page("alt_date_ranges", contact_no=self._card.no)

    # -- this record --------------------------------------------------------------------------------

    def _step(self, direction: int) -> None:
        """The next or previous record of the list the card belongs to."""
        no = self._card.no
        shown = dict(self._windows.list_of(self._table))

        def work() -> str:
            if self._table == ADDRESSES:
                return beside(self._desk, no, direction)
            lists = self._desk.lists
            found = lists.beside(self._table, lists.id_of(self._table, no), direction, **shown)
            return str(lists.rows(self._table, [found], [TABLES[self._table].KEY[0]])[found][0]) if found else ""

        def go(found: str) -> None:
            if found:
                self._card.open(found)
            else:
                self._view.show_saved(_("This is the last record of the list.") if direction > 0 else _("This is the first record."), None)

        self._card.leave(lambda: self._run(work, go, self._view.show_refusal))

    def choose_series(self) -> None:
        """Draw the number from a related series: of a new record, or another one for a stored record (contacts C-5, C-6, NS-17)."""

        def work() -> list[tuple[str, str]]:
            codes = self._desk.cards.series(self._table)
            described = self._desk.records.titles({"no_series": codes})["no_series"]
            return [(code, described.get(code, "")) for code in codes]

        def show(rows: list[tuple[str, str]]) -> None:
            codes = [code for code, _described in rows]
            present = self._card.series or str(self._form.value_of("no_series"))

            def chosen(row: int | None) -> None:
                if row is not None:
                    self._card.series = codes[row]
                    self._form.revert("no")
                    self._card.save()

            self._view.choose(
                _("Choose a number series"),
                (_("Code"), _("Description")),
                rows,
                chosen,
                current=codes.index(present) if present in codes else 0,
            )

        self._run(work, show, self._view.show_refusal)

    def _ask_to_delete(self) -> None:
        """The question names the record and what goes with it (contacts C-119, relations G-11)."""
        no = self._card.no
        self._run(lambda: self._desk.records.delete(self._table, no, dry_run=True), self._confirm_delete, self._view.show_refusal)

    def _confirm_delete(self, preview: Done[int]) -> None:
        state = self._card.state
        assert state is not None
        lines = [_("Delete {record}?").format(record=f"{_(TABLES[self._table].CAPTION).lower()} {state.title}")]
        lines += consequences(self._table, 1, preview.value)
        others = len(groups_of(preview.changes)) - 1 - preview.value
        if others > 0:
            lines.append(n_("{n} other record changes.", "{n} other records change.", others))
        no = self._card.no

        def answered(answer: int) -> None:
            if answer == 1:
                self._run(lambda: self._desk.records.delete(self._table, no), self._deleted, self._view.show_refusal)
            elif answer == 2:
                self._windows.open_page("change_set", changes=preview.changes)

        answers = (_("Cancel"), _("Delete"), _("Show changes"))
        self._view.ask("\n".join(lines), answers if others > 0 or preview.value else answers[:2], answered)

    def _deleted(self, done: Done[int]) -> None:
        self._windows.changed(done.changes, table=self._table, no=self._card.no)
        self._view.finish()

    def _undo(self) -> None:
        """Show what taking the last change of this record back would do, with everything that followed from it (relations G-11)."""
        no, history = self._card.no, self._desk.history

        def work() -> tuple[Entry, Done[Any] | None] | None:
            entries = history.entries(table=self._table, no=no, limit=50)
            own = next((entry.no for entry in entries if not entry.undone_by and not entry.undoes), 0)
            last = max(own, self._desk.attached.last_entry(self._table, no))
            whole = next(iter(history.entries(before=last + 1, limit=1))) if last else None
            return (whole, history.undo(last, dry_run=True) if whole.records <= MOST_TRIED else None) if whole else None

        def show(found: tuple[Entry, Done[Any] | None] | None) -> None:
            if found is None:
                self._view.show_message(_("There is nothing to undo on this record."))
                return
            entry, preview = found
            text = undo_question(f"{entry.caption} {entry.summary}".strip(), preview.value.changed if preview else entry.records)
            if preview is None:
                open_job = partial(self._windows.open_page, "undo", entry=entry.no)
                self._view.ask(text, (_("Cancel"), _("Undo")), lambda answer: open_job() if answer else None)
                return
            undo = partial(self._run, lambda: history.undo(entry.no), self._undone, self._view.show_refusal)
            self._view.preview(text, _("Undo"), preview.changes, lambda go, _left_out: undo() if go else None)

        self._run(work, show, self._view.show_refusal)

    def _undone(self, done: Done[Any]) -> None:
        self._windows.changed(done.changes, table=self._table, no=self._card.no)
        self._card.tell(done, _("Undone."))
        if done.value.kept:
            self._view.show_message("\n".join(done.value.kept), "warning")

    def _done(self, text: str, done: Done[Any]) -> None:
        self._card.reload()
        self._card.tell(done, text)
        self._windows.changed(done.changes, table=self._table, no=self._card.no)

    def picture_picked(self, data: bytes) -> None:
        """Store another picture, or none; replacing and deleting asks first (contacts C-120)."""
        state = self._card.state
        self._pictures.take(self._card.no, data, had_one=state is not None and bool(state.picture))

    def picture_cropped(self, data: bytes) -> None:
        """Store what was cut out of the picture; the user has just said so."""
        self._pictures.take(self._card.no, data, had_one=False)

    # -- links --------------------------------------------------------------------------------------

    def _open_related(self, kind: str) -> None:
        """relations N-1, N-2"""
        no = self._card.no

        def found(links: dict[str, list[str]]) -> None:
            if len(links.get(kind, ())) == 1:
                self._windows.open_card(kind, links[kind][0])
            elif links.get(kind):
                self._windows.open_page("relations", contact_no=no, kind=kind)

        self._run(lambda: self._desk.linking.linked(no), found, self._view.show_refusal)

    def _open_relation_value(self) -> None:
        """relations N-3, contacts C-106"""
        open_relations_of(self._desk, self._run, self._windows, self._card.no, self._view.show_refusal)

    def _show_map(self) -> None:
        """contacts M-1: the card was saved first."""
        if self._card.no:
            self._windows.open_page("online_map", table=self._table, no=self._card.no)
        else:
            self._view.show_message(_("Fill in the card first: there is no address to show."))

    def _related_contacts(self) -> None:
        """relations N-8; a contact without company has only itself (contacts 3.3)."""
        company = str(self._form.value_of("company_no"))
        where = ("company_no", quoted(company)) if company else ("no", quoted(self._card.no))
        self._windows.open_list("contact", [where], title=_("Related Contacts"), select=self._card.no)

    def _open_contact(self) -> None:
        """relations N-6"""
        no = self._card.no

        def work() -> tuple[str, bool]:
            contact = self._desk.linking.linked_contact(self._table, no)
            return contact, bool(contact) and self._desk.records.read("contact", contact)["type"] == COMPANY

        def found(answer: tuple[str, bool]) -> None:
            contact, is_company = answer
            if not contact:
                text = _("{record} has no contact yet. Create one now?").format(record=f"{_(BY_ID[self._table].caption)} {no}")
                self._view.ask(text, (_("Cancel"), _("Create contact")), lambda answer: self._make_contact() if answer else None, default=1)
            elif is_company:
                self._windows.open_list("contact", [("company_no", quoted(contact))], title=_("Contacts"), select=contact)
            else:
                self._windows.open_card("contact", contact)

        self._run(work, found, self._view.show_refusal)

    def _make_contact(self) -> None:
        no = self._card.no

        def made(done: Done[Linked]) -> None:
            self._done(_("Contact {no} was created.").format(no=done.value.contact_no), done)
            self._windows.open_card("contact", done.value.contact_no)

        self._run(lambda: self._desk.linking.make_contact(self._table, no), made, self._view.show_refusal)

    def _open_refused_entity(self) -> None:
        """Open the record that a refusal names (relations E-03)."""
        facts = self._last.facts if self._last is not None else {}
        kind = next((one.id for one in LINK_KINDS if one.caption == facts.get("kind")), "")
        if kind:
            self._windows.open_card(kind, str(facts.get("entity_no", "")))

    # -- templates ----------------------------------------------------------------------------------

    def _save_as_template(self) -> None:
        """relations R-35"""
        no = self._card.no
        template: Any = BY_ID[self._table].template

        def done(answer: Done[str]) -> None:
            self._windows.changed(answer.changes)
            self._windows.open_page("saved_template", table=template.__tablename__, code=answer.value)

        self._run(lambda: self._desk.templates.save_as(self._table, no), done, self._view.show_refusal)

    def _copy_template(self) -> None:
        """relations R-36: everything but code and description comes from another template."""
        kind, no = TEMPLATES[self._table].id, self._card.no

        def show(templates: list[tuple[str, str]]) -> None:
            others = [one for one in templates if one[0] != no]

            def chosen(row: int | None) -> None:
                if row is not None:
                    code = others[row][0]
                    self._run(lambda: self._desk.templates.copy(kind, code, no), partial(self._done, _("Copied.")), self._view.show_refusal)

            if others:
                self._view.choose(_("Copy from template"), (_("Code"), _("Description")), others, chosen)
            else:
                self._view.show_message(_("There is no other template to copy from."))

        self._run(lambda: self._desk.templates.codes(kind), show, self._view.show_refusal)
