"""The card of one record: opening, typing, saving as one unit, refusals, closing (contacts section 0, relations R-10, R-58).

A card never asks whether to save. What was refused stays on screen beside its message; closing saves
the rest and says outside the window which text was dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.errors import Caption, UserError
from contactdesk.model.fields import Field, field_map
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.tables import TABLES
from contactdesk.presenters.facts import FactGroup
from contactdesk.presenters.ports import Run, Windows
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, n_

Values = dict[str, Any]
Then = Callable[[], object]
Rows = Sequence[tuple[str, ...]]
Chosen = Callable[[int | None], object]
NUMBERED = ("contact", *BY_ID)
"""Tables whose cards are asked about when their name is blank (contacts C-7)."""


@dataclass(frozen=True, slots=True)
class CardState:
    """All that a card shows of a record as it is stored; of a record that is not stored yet, `no` is ""."""

    table: str
    no: str
    title: str
    values: Mapping[str, Any]
    picture: bytes | None = None
    disabled: Mapping[str, str] = field(default_factory=dict)
    """Field -> why it cannot be typed into; such fields stay visible and keep their value (contacts 3.2)."""
    hidden: frozenset[str] = frozenset()
    captions: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[str, str] = field(default_factory=dict)
    """Action -> "" where it is possible, else why it is not; what is not among them is left out."""
    facts: tuple[FactGroup, ...] = ()
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What differs from what is stored: the values, and what the user saw there before typing."""

    values: Values
    seen: Values


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed here and elsewhere (relations R-58)."""

    field: Field
    mine: Any
    theirs: Any


class CardForm(Protocol):
    """The fields of a card, passive."""

    def typed(self) -> Typed:
        """What was typed and is not stored."""

    def value_of(self, name: str) -> Any:
        """What a field shows now."""

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into fields as if they had been typed."""

    def revert(self, name: str) -> str:
        """Show the stored value again; the text that was dropped."""

    def show_error(self, name: str, text: str) -> bool:
        """Say it below the field; False where the card has no such field."""

    def show_county(self, shown: bool, caption: str) -> None:
        """Show or hide the county, under the name the country gives it (contacts C-65)."""

    def show_enabling(self, disabled: Mapping[str, str]) -> None:
        """Grey fields out, with the reason (contacts 3.2); the others can be typed into."""


class CardView(Protocol):
    """The window around the fields, passive."""

    def show_state(self, state: CardState, *, fresh: bool, saved: Mapping[str, Any]) -> None:
        """Show a record; unless `fresh`, what was typed and is not among `saved` stays."""

    def show_refusal(self, error: UserError) -> None:
        """Say it beside the field and put the cursor there, or say it in the message bar."""

    def show_message(self, text: str, severity: str = "notice") -> None:
        """Say it in the message bar."""

    def show_saved(self, text: str, changes: ChangeSet | None) -> None:
        """Say it at the foot; with `changes` there is a link that shows them."""

    def choose(self, title: str, columns: Sequence[str], rows: Rows, chosen: Chosen) -> None:
        """Let the user choose a row; `chosen` gets its place, or None when it was cancelled."""

    def ask(self, text: str, answers: Sequence[str], answered: Callable[[int], object], *, default: int = 0) -> None:
        """Let the user choose an answer; Enter means the default one, Esc always the first."""

    def ask_conflicts(self, text: str, conflicts: Sequence[Conflict], decided: Callable[[set[str]], None]) -> None:
        """Show both values of each field; `decided` gets the fields for which the own value wins."""

    def finish(self) -> None:
        """Close the window: all is saved."""

    def stay(self) -> None:
        """The window was to be closed and stays."""


class CardReader(Protocol):
    """Reads what the card of a table shows; works off the thread of the window."""

    def read(self, desk: Desk, no: str) -> CardState:
        """A stored record. Raises `NotFound`."""

    def blank(self, desk: Desk, values: Values) -> CardState:
        """A record that is not stored yet."""

    def enabling(self, values: Mapping[str, Any], *, new: bool) -> dict[str, str]:
        """Which fields the values disable, and why."""


class ShownRecord:
    """Which record a card shows, stored or new."""

    def __init__(self, form: CardForm, view: CardView, desk: Desk, run: Run, windows: Windows, table: str, reader: CardReader) -> None:
        self._form, self._view = form, view
        self._desk, self._run, self._windows = desk, run, windows
        self.table, self.reader = table, reader
        self.state: CardState | None = None
        self._given: Values = {}
        self._template = self.series = ""
        self._saving = self._closing = self._telling = False
        self._waiting: tuple[Then | None, bool] | None = None
        self._dropped: list[str] = []

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
            and any((one.table, one.no) == (self.table, self.no) or "relation" in one.table for one in changes.records)
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


class CardPresenter(ShownRecord):
    """One card: `open` a record or `start` a new one; the view tells what the user does."""

    # -- saving -------------------------------------------------------------------------------------

    def save(self, then: Then | None = None, *, confirmed: bool = False) -> None:
        """Store all that was typed as one unit (relations R-10), then do `then`; without anything typed at once."""
        if self._saving:
            self._waiting = (then, confirmed)
            return
        typed = self._form.typed()
        if not typed.values:
            self._done(then)
            return
        refused = self._refused_values(typed.values)
        if refused:
            self._refuse(typed, then, refused)
            return
        self._saving = True
        self._run(lambda: self._store(typed, confirmed), partial(self._saved, typed, then), partial(self._failed, typed, then))

    def _store(self, typed: Typed, confirmed: bool) -> tuple[Done[Any], CardState]:
        records = self._desk.records
        if self.is_new:
            values = self._given | typed.values
            done = records.create(self.table, values, template=self._template, series=self.series, places=False, confirmed=confirmed)
        else:
            done = records.save(self.table, self.no, typed.values, seen=typed.seen, places=False, confirmed=confirmed)
        return done, self.reader.read(self._desk, done.value.no)

    def _saved(self, typed: Typed, then: Then | None, answer: tuple[Done[Any], CardState]) -> None:
        done, state = answer
        self._saving = False
        was = self.no
        self._show(state, fresh=False, saved=typed.values)
        self.tell(done)
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
        self._waiting = None
        if isinstance(error, errors.ChangedElsewhere) and "names" in error.facts:
            self._stay()
            self._compare(typed, error)
        else:
            self._refuse(typed, then, [error])

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
        others = len({(one.table, one.no) for one in done.changes.others_than(self.table, self.no)})
        text = text or _("Saved.")
        if others:
            text = f"{text} {n_('{n} other record updated.', '{n} other records updated.', others)}"
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

    # -- closing ------------------------------------------------------------------------------------

    def close(self) -> None:
        """Save and close; what is refused is dropped and named outside the window (contacts section 0, C-7)."""
        if self.state is None:
            self._view.finish()
            return
        self._closing, self._dropped = True, []
        if self._has_blank_name():
            self._ask_for_name()
        else:
            self.save(self._finish)

    def leave(self, then: Then) -> None:
        """Save, then go on with something else in the same window."""
        self._closing = False
        if self._has_blank_name():
            self._ask_for_name()
        else:
            self.save(then)

    def _has_blank_name(self) -> bool:
        if self.table not in NUMBERED or (self.is_new and not self._form.typed().values):
            return False
        names = ("first_name", "middle_name", "last_name") if self.table == "employee" else ("name",)
        return not any(str(self._form.value_of(name) or "").strip() for name in names)

    def _ask_for_name(self) -> None:
        self._stay()
        delete = _("Delete this {record}").format(record=_(TABLES[self.table].CAPTION).lower())
        text = _("The name is blank.")
        self._view.ask(text, (_("Keep editing"), delete), lambda answer: self._drop() if answer else None)

    def _ask_to_drop(self, text: str) -> None:
        self._stay()
        self._view.ask(text, (_("Keep editing"), _("Discard")), lambda answer: self._view.finish() if answer else None)

    def _drop(self) -> None:
        if self.is_new:
            self._view.finish()
            return
        no = self.no

        def deleted(done: Done[int]) -> None:
            self._windows.changed(done.changes, table=self.table, no=no)
            self._view.finish()

        self._run(lambda: self._desk.records.delete(self.table, no), deleted, self._view.show_refusal)

    def _finish(self) -> None:
        if self._dropped:
            head = _("{record} was saved without these values.") if self.no else _("{record} was not saved.")
            name = " ".join(part for part in (_(TABLES[self.table].CAPTION), self.no) if part)
            self._windows.tell("\n".join([head.format(record=name), *self._dropped]))
        self._view.finish()

    def _stay(self) -> None:
        if self._closing:
            self._closing = False
            self._view.stay()
