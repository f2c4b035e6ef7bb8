"""Showing a record on its card and saving what was typed there as one unit: preview, refusals, conflicts (relations R-10, R-58, G-11)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.errors import Caption, UserError
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.tables import TABLES
from contactdesk.presenters.card_view import CardForm, CardReader, CardState, CardView, Conflict, Then, Typed, Values
from contactdesk.presenters.ports import Run, Windows
from contactdesk.presenters.save_preview import NEVER, PreviewWish, others_in
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, n_


class ShownRecord:
    """Which record a card shows, stored or new."""

    def __init__(
        self,
        form: CardForm,
        view: CardView,
        desk: Desk,
        run: Run,
        windows: Windows,
        table: str,
        reader: CardReader,
        wish: Callable[[], PreviewWish] = PreviewWish,
    ) -> None:
        self._form, self._view, self._wish = form, view, wish
        self._desk, self._run, self._windows = desk, run, windows
        self.table, self.reader = table, reader
        self.state: CardState | None = None
        self._given: Values = {}
        self._template = self.series = ""
        self._saving = self._closing = self._telling = self._asking = False
        self._waiting: tuple[Then | None, bool] | None = None
        self._dropped: list[str] = []
        self._unanswered = ""
        """Id of a save of which nobody knows whether it arrived (reliability P-6)."""

    @property
    def no(self) -> str:
        """Number of the record; "" while it is not stored."""
        return self.state.no if self.state is not None else ""

    @property
    def is_new(self) -> bool:
        """Is the record not stored yet?"""
        return not self.no

    # -- opening ------------------------------------------------------------------------------------

    def open(self, no: str) -> None:
        """Show a stored record."""
        self._run(lambda: self.reader.read(self._desk, no), partial(self._show, fresh=True), self._gone)

    def start(self, given: Values, template: str = "") -> None:
        """Show a record that is not stored yet; nothing is, before something was entered (contacts C-2, C-7)."""
        self._given, self._template = given, template
        company = str(given.get("company_no", ""))

        def work() -> CardState:
            blank = self._desk.records.blank(self.table, contact_company=company, template=template)
            return self.reader.blank(self._desk, blank | given)

        self._run(work, partial(self._show, fresh=True), self._view.show_refusal)

    def reload(self) -> None:
        """Read the record again; what was typed meanwhile stays."""
        no = self.no
        if no and not self._saving:
            self._run(lambda: self.reader.read(self._desk, no), partial(self._show, fresh=False), self._gone)

    def take_theirs(self) -> None:
        """Show what is stored and drop what was typed."""
        if self.no:
            self.open(self.no)

    def heard(self, changes: ChangeSet) -> None:
        """Another window saved: show what concerns this record."""
        if (
            self.no
            and not self._telling
            and any((one.table, one.no) == (self.table, self.no) or _concerns(one.table) for one in changes.records)
        ):
            self.reload()

    def _show(self, state: CardState, *, fresh: bool, saved: Mapping[str, Any] | None = None) -> None:
        self.state = state
        self._view.show_state(state, fresh=fresh, saved=saved or {})

    def _gone(self, error: UserError) -> None:
        if isinstance(error, errors.NotFound) and self.no:
            if not self._form.typed().values:
                self._view.finish()
                return
            error = errors.RecordGone(table=self.table, record=self.no, table_caption=Caption(TABLES[self.table].CAPTION), value=self.no)
        self._view.show_refusal(error)


def _concerns(table: str) -> bool:
    """Cards show what records also are and where they are just now, so they look again when such rows change."""
    return "relation" in table or table.startswith("contact_") or table == "comment_line"


class SavedRecord(ShownRecord):
    """Saves what was typed on a card, as one unit, and says what was refused."""

    # -- saving -------------------------------------------------------------------------------------

    def save(self, then: Then | None = None, *, confirmed: bool = False, previewed: bool = False, left_out: Collection[str] = ()) -> None:
        """Store all that was typed as one unit (relations R-10), then do `then`; without anything typed at once.

        Unless it was `previewed`, the user may wish to see beforehand what else changes (relations G-11), and there
        leave out persons that would follow their company (G-12).
        """
        if self._asking:
            self._stay()
            return
        if self._saving:
            self._waiting = (then, confirmed)
            return
        typed = self._form.typed()
        if not typed.values and (self.is_new or not self.series):
            self._done(then)
            return
        refused = self._refused_values(typed.values)
        if refused:
            self._refuse(typed, then, refused)
            return
        self._saving = True
        wish = PreviewWish(NEVER) if previewed else self._wish()

        def work() -> tuple[Done[Any], CardState | None] | str:
            meant = self._with_number(typed)
            return self._linked_first(meant) or self._store(meant, confirmed, wish, left_out)

        self._run(work, partial(self._answered, typed, then, confirmed), partial(self._failed, typed, then))

    def _with_number(self, typed: Typed) -> Typed:
        """What was typed, with the number of the primary contact that was typed in other words. Raises `SelectContact` (contacts F-12)."""
        text = str(typed.values.get("primary_contact_no") or "")
        found = self._desk.cards.primary_meant(self.table, self.no, text) if text and self.table in BY_ID else []
        if len(found) > 1:
            named = [f"{one.no} {one.title}" for one in found]
            raise errors.SelectContact(table=self.table, record=self.no, field="primary_contact_no", value=text, found=named)
        return replace(typed, values={**typed.values, "primary_contact_no": found[0].no}) if found else typed

    def _linked_first(self, typed: Typed) -> str:
        """The company that the link dialog has to be opened for, as Contact Code was typed (relations R-62)."""
        contact_no = str(typed.values.get("primary_contact_no") or "")
        return self._desk.linking.linked_first(self.table, self.no, contact_no) if contact_no and self.table in BY_ID and self.no else ""

    def _ask_to_link(self, company: str, then: Then | None, confirmed: bool) -> None:
        no, contact_no = self.no, str(self._form.value_of("primary_contact_no"))

        def decided(linked: bool) -> None:
            self._asking = False
            if linked:
                self.save(then, confirmed=confirmed)
            else:
                self._give_up()
                self._form.revert("primary_contact_no")
                self._run(lambda: not_related(self._desk, self.table, no, contact_no), self._say_refused, self._view.show_refusal)

        self._view.link(company, self.table, no, decided)

    def _say_refused(self, error: UserError) -> None:
        self._view.show_message(str(error), "error")

    def _store(self, typed: Typed, confirmed: bool, wish: PreviewWish, left_out: Collection[str]) -> tuple[Done[Any], CardState | None]:
        """Save; or only try to, and answer without a state, where the user wants to see it first (relations G-11)."""
        if wish.looks:
            tried = self._write(typed, confirmed, dry_run=True)
            if tried.changes.records and wish.wants(others_in(tried.changes, self.table, tried.value.no)):
                return tried, None
        done = self._write(typed, confirmed, left_out)
        return done, self.reader.read(self._desk, done.value.no)

    def _write(self, typed: Typed, confirmed: bool, left_out: Collection[str] = (), *, dry_run: bool = False) -> Done[Any]:
        records = self._desk.records
        options: dict[str, Any] = {"places": False, "confirmed": confirmed, "dry_run": dry_run}
        if self.is_new and (no := arrived(self._desk, self.table, self._unanswered)):
            return records.save(self.table, no, typed.values, **options)
        if self.is_new:
            return records.create(self.table, self._given | typed.values, template=self._template, series=self.series, **options)
        return records.save(self.table, self.no, typed.values, seen=typed.seen, series=self.series, not_inheriting=left_out, **options)

    def _answered(self, typed: Typed, then: Then | None, confirmed: bool, answer: tuple[Done[Any], CardState | None] | str) -> None:
        self._saving = False
        if isinstance(answer, str):
            self._asking = True
            self._stay()
            self._ask_to_link(answer, then, confirmed)
        elif answer[1] is not None:
            self._saved(typed, then, answer[0], answer[1])
        else:
            self._asking = True
            self._stay()
            self._show_preview(answer[0], then, confirmed)

    def _show_preview(self, done: Done[Any], then: Then | None, confirmed: bool) -> None:
        others = others_in(done.changes, self.table, done.value.no)
        text = n_("Save? {n} other record changes.", "Save? {n} other records change.", others) if others else _("Save these changes?")

        def decided(go: bool, left_out: frozenset[str]) -> None:
            self._asking = False
            if go:
                self.save(then, confirmed=confirmed, previewed=True, left_out=left_out)
            else:
                self._give_up()

        self._view.preview(text, _("Save"), done.changes, decided)

    def _saved(self, typed: Typed, then: Then | None, done: Done[Any], state: CardState) -> None:
        was = self.no
        self._show(state, fresh=False, saved=typed.values)
        self.tell(done)
        self._unanswered = ""
        if was != state.no:
            self._given, self.series = {}, ""
        self._telling = True
        self._windows.changed(done.changes, table=self.table, no=state.no)
        self._telling = False
        waiting, self._waiting = self._waiting, None
        self._done(then)
        if waiting is not None:
            self.save(waiting[0], confirmed=waiting[1])

    def _failed(self, typed: Typed, then: Then | None, error: UserError) -> None:
        self._saving = False
        self._give_up()
        if isinstance(error, errors.SaveUncertain):
            self._unanswered = str(error.facts["uuid"])
        if isinstance(error, errors.ChangedElsewhere) and "names" in error.facts:
            self._stay()
            self._compare(typed, error)
        else:
            self._refuse(typed, then, [error])

    def _give_up(self) -> None:
        """What was to follow the save does not; a series chosen for a stored record is forgotten."""
        self._waiting = None
        if not self.is_new:
            self.series = ""

    def _refuse(self, typed: Typed, then: Then | None, refused: list[UserError]) -> None:
        """Say what was refused; while closing, drop it and save the rest (contacts section 0)."""
        dropped = [error for error in refused if error.field in typed.values]
        if not self._closing or not dropped:
            for error in reversed(refused):
                self._view.show_refusal(error)
            if self._closing and self.is_new:
                self._ask_to_drop(str(refused[0]))
            else:
                self._stay()
            return
        for error in dropped:
            caption = _(field_map(TABLES[self.table])[error.field].caption)
            text = _("{caption}: “{text}” was not saved. {reason}")
            self._dropped.append(text.format(caption=caption, text=self._form.revert(error.field), reason=error.what))
        self.save(then)

    def _refused_values(self, values: Mapping[str, Any]) -> list[UserError]:
        """What the kinds refuse, all at once; the rules speak when these are right."""
        return [error for name, value in values.items() if (error := self.refusal(name, value)) is not None]

    def refusal(self, name: str, value: Any) -> UserError | None:
        """What is wrong with a value by itself, None where nothing is."""
        declared = field_map(TABLES[self.table])[name]
        try:
            declared.kind.check(value)
        except UserError as refusal:
            return refusal.at(field=name, record=self.no, table=self.table, caption=Caption(declared.caption))
        return None

    def tell(self, done: Done[Any], text: str = "") -> None:
        """Say what an action did besides, and what the user should know (relations G-11)."""
        others = others_in(done.changes, self.table, self.no)
        text = text or _("Saved.")
        if others:
            text = " ".join((text, n_("{n} other record updated.", "{n} other records updated.", others)))
        self._view.show_saved(text, done.changes if others else None)
        if done.notices:
            self._view.show_message("\n".join(notice.text for notice in done.notices))

    def _done(self, then: Then | None) -> None:
        if then is not None:
            then()

    # -- changed on both sides ----------------------------------------------------------------------

    def _compare(self, typed: Typed, error: UserError) -> None:
        names: list[str] = error.facts["names"]  # type: ignore[assignment]
        no = self.no

        def show(state: CardState) -> None:
            declared = field_map(TABLES[self.table])
            conflicts = [Conflict(declared[name], typed.values[name], state.values[name]) for name in names]
            self._view.ask_conflicts(error.what, conflicts, partial(self._decided, state, set(names)))

        self._run(lambda: self.reader.read(self._desk, no), show, self._gone)

    def _decided(self, state: CardState, names: set[str], mine: set[str]) -> None:
        for name in names - mine:
            self._form.revert(name)
        self._show(state, fresh=False)
        self.save()

    def _ask_to_drop(self, text: str) -> None:
        self._stay()
        self._view.ask(text, (_("Keep editing"), _("Discard")), lambda answer: self._view.finish() if answer else None)

    def _stay(self) -> None:
        if self._closing:
            self._closing = False
            self._view.stay()


def arrived(desk: Desk, table: str, uuid: str) -> str:
    """The number of the new record of `table` that the save `uuid` made, "" where none arrived (reliability P-6)."""
    entry = desk.actions.arrived(uuid) if uuid else 0
    lines = desk.history.lines(entry) if entry else []
    return next((line.no for line in lines if line.table == table and line.change == "insert"), "")


def not_related(desk: Desk, table: str, no: str, contact_no: str) -> UserError:
    """What is said when the link that a primary contact needs was declined (relations E-12)."""
    contact, entity = desk.records.read("contact", contact_no.strip().upper()), desk.records.read(table, no)
    return errors.NotRelated(
        table=table,
        record=no,
        field="primary_contact_no",
        contact_no=contact.no,
        name=contact["name"],
        kind=Caption(BY_ID[table].caption),
        entity_no=no,
        entity_name=entity["name"],
    )
