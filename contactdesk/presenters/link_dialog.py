"""Linking a contact with what exists already: which values both sides end up with (relations R-40 to R-46, G-1 to G-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.contact import PERSON
from contactdesk.model.link_kinds import BY_ID, CUSTOMER, LinkKind
from contactdesk.presenters.changes import ChangeGroup, groups_of
from contactdesk.presenters.link_choices import Choices, KeptRow, LinkRow, kept_rows
from contactdesk.presenters.ports import Run, Windows
from contactdesk.services.linking import PER_FIELD, Difference, Linked
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _

PREVIEW = "link preview"
FOUND = "link look up"


@dataclass(frozen=True, slots=True)
class Start:
    """What the dialog opens with: who can be linked, and as what."""

    kind: LinkKind
    targets: tuple[tuple[str, str], ...]
    """Number and name of the contact that is linked; two where it can be the company or the person (R-40)."""
    blank_never_replaces: bool


class LinkDialogView(Protocol):
    """The dialog, as its presenter sees it."""

    def show_start(self, start: Start) -> None: ...
    def show_found(self, rows: Sequence[tuple[str, str, str]]) -> None: ...
    def show_rows(self, rows: Sequence[LinkRow], kept: Sequence[KeptRow]) -> None: ...
    def show_master(self, master: str) -> None: ...
    def show_preview(self, groups: Sequence[ChangeGroup]) -> None: ...
    def show_possible(self, possible: bool, reason: str) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def show_linked(self, done: Done[Linked]) -> None: ...
    def clear_refusal(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    differences: tuple[Difference, ...]
    kept: tuple[KeptRow, ...]


class LinkDialogPresenter:
    """Keeps the choices of the dialog and asks the desk what comes of them."""

    def __init__(self, view: LinkDialogView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._contact, self._kind, self._no = "", CUSTOMER, ""
        self._targets: tuple[tuple[str, str], ...] = ()
        self._own = False
        self._choices = Choices()
        self._kept: tuple[KeptRow, ...] = ()
        self._ready = False

    def open(self, contact_no: str, kind: str, *, blank_never_replaces: bool = False) -> None:
        """Check whether linking is possible at all, and begin (relations R-41)."""
        self._contact, self._kind = contact_no, BY_ID[kind]
        self._choices.blank_never = blank_never_replaces

        def started(start: Start) -> None:
            self._targets = start.targets
            self._view.show_start(start)
            self._possible()

        self._run(self._begin, started, self._refused)

    def _begin(self) -> Start:
        refusal = self._desk.linking.why_not_link(self._contact, self._kind.id)
        if refusal is not None:
            raise refusal
        target = self._desk.linking.target_of(self._contact, self._kind.id)
        own = self._desk.records.read("contact", self._contact)
        both = self._kind is CUSTOMER and own["type"] == PERSON and target[0] != own.no
        targets = (target, (own.no, str(own["name"]))) if both else (target,)
        return Start(self._kind, targets, self._choices.blank_never)

    # -- what is chosen -----------------------------------------------------------------------------

    def find(self, text: str, *, with_linked: bool) -> None:
        """Look for records to link with (relations R-42)."""
        kind = self._kind.id
        self._run(
            lambda: self._desk.linking.unlinked(kind, text, with_linked=with_linked),
            self._view.show_found,
            self._view.show_refusal,
            newest_of=FOUND,
        )

    def choose_entity(self, no: str) -> None:
        """Compare with the record `no`; blank takes the choice back."""
        self._no = no.strip().upper()
        self._load()

    def choose_target(self, no: str) -> None:
        """Link the company, or the person itself (relations R-40)."""
        self._own = len(self._targets) > 1 and no == self._targets[1][0]
        self._load()

    def choose_master(self, master: str) -> None:
        """Take every value from the contact, or every one from the entity (relations G-2)."""
        if master != PER_FIELD:
            self._choices.choose_master(master)
            self._show()

    def choose_source(self, name: str, source: str) -> None:
        """Take the value of one field from `source` (relations G-2)."""
        self._choices.choose(name, source)
        self._show()

    def set_blank_never_replaces(self, on: bool) -> None:
        """Let the filled side win wherever the other is blank (relations G-2)."""
        self._choices.blank_never = on
        self._show()

    # -- the grid -----------------------------------------------------------------------------------

    def _load(self) -> None:
        self._choices.take(())
        self._ready = False
        self._view.clear_refusal()
        self._view.show_rows([], [])
        self._view.show_preview([])
        self._possible()
        if self._no:
            self._run(self._read, self._arrived, self._refused, newest_of=PREVIEW)

    def _read(self) -> _Loaded:
        if self._desk.linking.linked_contact(self._kind.id, self._no):
            # Said at once with the name of that contact, not after the choices were made (relations E-09).
            self._link(dry_run=True)
        differences = self._desk.linking.differences(self._contact, self._kind.id, self._no, own=self._own)
        contact = self._desk.records.read("contact", self._targets[1 if self._own else 0][0])
        entity = self._desk.records.read(self._kind.id, self._no)
        return _Loaded(tuple(differences), kept_rows(self._kind, contact.values, entity.values))

    def _arrived(self, loaded: _Loaded, *, again: bool = False) -> None:
        take = self._choices.take_again if again else self._choices.take
        take(loaded.differences)
        self._kept = loaded.kept
        self._show()

    def _show(self) -> None:
        if not self._choices.differences:
            return
        self._choices.check()
        self._view.show_rows(self._choices.rows(), self._kept)
        self._view.show_master(self._choices.shown_master())
        self._ready = False
        self._possible()
        if not self._choices.errors:
            self._run(lambda: self._link(dry_run=True), self._previewed, self._refused, newest_of=PREVIEW)

    # -- linking ------------------------------------------------------------------------------------

    def link(self) -> None:
        """Link as the grid shows it; refused when a value moved meanwhile (relations G-3, G-5)."""
        if self._ready:
            self._ready = False
            self._view.show_possible(False, _("Linking…"))
            self._run(self._link, self._linked, self._refused)

    def _link(self, *, dry_run: bool = False) -> Done[Linked]:
        choices = self._choices
        return self._desk.linking.link(
            self._contact,
            self._kind.id,
            self._no,
            master=choices.shown_master(),
            sources=choices.sources(),
            own=self._own,
            seen=choices.seen(),
            dry_run=dry_run,
        )

    def _linked(self, done: Done[Linked]) -> None:
        self._windows.changed(done.changes)
        self._view.show_linked(done)

    def _previewed(self, done: Done[Linked]) -> None:
        self._ready = True
        self._view.show_preview(groups_of(done.changes))
        self._possible()

    def _refused(self, error: UserError) -> None:
        self._view.show_preview([])
        if isinstance(error, errors.ChangedElsewhere):
            self._view.show_refusal(error)
            self._run(self._read, lambda loaded: self._arrived(loaded, again=True), self._view.show_refusal, newest_of=PREVIEW)
        elif self._choices.refuse(self._kind, error):
            self._view.show_rows(self._choices.rows(), self._kept)
        else:
            self._view.show_refusal(error)
        self._possible()

    def _possible(self) -> None:
        if not self._no:
            reason = _("Choose a number first.")
        elif self._choices.errors:
            reason = _("A result is not allowed; choose the other side.")
        else:
            reason = "" if self._ready else _("The changes are not known yet.")
        self._view.show_possible(self._ready and not self._choices.errors, reason)
