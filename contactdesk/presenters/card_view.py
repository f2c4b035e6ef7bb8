"""What a card shows and is asked for: the state of a record, its fields and its window as Protocols (contacts section 0)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.fields import Field
from contactdesk.presenters.fact_groups import Fact, FactGroup
from contactdesk.services.last_changes import LastChange
from contactdesk.storage.change_sets import ChangeSet

Values = dict[str, Any]
Then = Callable[[], object]
Rows = Sequence[tuple[str, ...]]
Chosen = Callable[[int | None], object]
Decided = Callable[[bool, frozenset[str]], object]
"""Whether to do what a preview shows, and the persons that shall not follow their company (relations G-12)."""


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
    alternate: Fact | None = None
    """The alternate address of a contact that is active on the work date (contacts C-73)."""
    printed: tuple[str, ...] = ()
    """The lines of the address as it is printed (contacts C-76)."""
    modified: str = ""
    changed: LastChange | None = None
    """Who changed what last, as the history tells it."""
    comments: int = 0
    """How many comment lines the record has (contacts 1.4, Comment)."""
    notice: str = ""
    """What could be done with the record, until the user has enough of it (relations R-11)."""


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

    def choose(self, title: str, columns: Sequence[str], rows: Rows, chosen: Chosen, *, current: int = 0) -> None:
        """Let the user choose a row, `current` is marked at first; `chosen` gets its place, or None when it was cancelled."""

    def ask(self, text: str, answers: Sequence[str], answered: Callable[[int], object], *, default: int = 0) -> None:
        """Let the user choose an answer; Enter means the default one, Esc always the first."""

    def ask_conflicts(self, text: str, conflicts: Sequence[Conflict], decided: Callable[[set[str]], None]) -> None:
        """Show both values of each field; `decided` gets the fields for which the own value wins."""

    def preview(self, text: str, caption: str, changes: ChangeSet, decided: Decided) -> None:
        """Show what would change; `decided` gets True when the user does it, False when it was left."""

    def link(self, contact_no: str, kind: str, no: str, decided: Callable[[bool], object]) -> None:
        """Let the user link a contact with the record `no`; `decided` gets True once they are linked."""

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
