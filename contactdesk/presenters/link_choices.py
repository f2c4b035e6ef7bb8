"""Which side each shared field is taken from before two records are linked (relations G-1 to G-5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contactdesk.errors import UserError
from contactdesk.model.contact import Contact
from contactdesk.model.fields import Field, Way, field_map
from contactdesk.model.link_kinds import LinkKind, pairs_of
from contactdesk.presenters.changes import shown
from contactdesk.services.linking import CONTACT, ENTITY, PER_FIELD, Difference
from contactdesk.services.values import checked
from contactdesk.text import _


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One shared field: what each side says, what both will say, and whose value that is."""

    name: str
    caption: str
    contact: str
    entity: str
    result: str
    source: str
    differs: bool
    error: str = ""
    moved: bool = False
    """It changed in the database after it was shown (relations G-5)."""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A field that each side keeps for itself."""

    caption: str
    contact: str
    entity: str


@dataclass(slots=True)
class Choices:
    """The differences as they were read, and what the user chose about them."""

    differences: tuple[Difference, ...] = ()
    master: str = CONTACT
    blank_never: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    _chosen: dict[str, str] = field(default_factory=dict)

    def take(self, differences: tuple[Difference, ...]) -> None:
        """Show other differences; nothing is chosen about them yet."""
        self.differences, self.moved, self.errors = differences, frozenset(), {}
        self._chosen.clear()

    def take_again(self, differences: tuple[Difference, ...]) -> None:
        """The same records read again: choices on fields that did not move stay, the moved ones are marked (G-5)."""
        before = {one.contact_field.name: one for one in self.differences}
        self.moved = frozenset(one.contact_field.name for one in differences if before.get(one.contact_field.name) != one)
        self.differences = differences
        self._chosen = {name: source for name, source in self._chosen.items() if name not in self.moved}

    def choose_master(self, master: str) -> None:
        """Take every value from one side (G-2)."""
        self.master = master
        self._chosen.clear()

    def choose(self, name: str, source: str) -> None:
        """Take the value of one field from `source` (G-2)."""
        one = next(one for one in self.differences if one.contact_field.name == name)
        if source == self._by_rule(one):
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = source

    def sources(self) -> dict[str, str]:
        """The side each field is taken from."""
        return {one.contact_field.name: self._source(one) for one in self.differences}

    def seen(self) -> dict[str, tuple[Any, Any]]:
        """The values of both sides the choices were made for."""
        return {one.contact_field.name: (one.contact_value, one.entity_value) for one in self.differences}

    def shown_master(self) -> str:
        """Contact, entity or per field; choices that equal a pure one are that one (G-3)."""
        sources = {self._source(one) for one in self.differences if one.differs}
        if not sources:
            return self.master
        return sources.pop() if len(sources) == 1 else PER_FIELD

    def check(self) -> None:
        """Find the results that the receiving side does not allow (G-4)."""
        self.errors = {}
        for one in self.differences:
            from_entity = self._source(one) == ENTITY
            receiving, value = (one.contact_field, one.entity_value) if from_entity else (one.entity_field, one.contact_value)
            if one.differs and isinstance(value, str):
                try:
                    checked(receiving, value)
                except UserError as refusal:
                    self.errors[one.contact_field.name] = str(refusal)

    def refuse(self, kind: LinkKind, error: UserError) -> bool:
        """Mark the row that `error` speaks of; False where it speaks of none."""
        names = {pair.contact_field for pair in pairs_of(kind) if error.field in (pair.contact_field, pair.entity_field)}
        named = next((one.contact_field.name for one in self.differences if one.contact_field.name in names), "")
        if named:
            self.errors[named] = str(error)
        return bool(named)

    def rows(self) -> list[LinkRow]:
        """What the grid shows, differing fields first."""
        return [self._row(one) for one in self.differences]

    def _row(self, one: Difference) -> LinkRow:
        source = self._source(one)
        name, field = one.contact_field.name, one.contact_field
        ours, theirs = shown(field, one.contact_value), shown(field, one.entity_value)
        result = theirs if source == ENTITY else ours
        return LinkRow(name, _(field.caption), ours, theirs, result, source, one.differs, self.errors.get(name, ""), name in self.moved)

    def _by_rule(self, one: Difference) -> str:
        if self.blank_never and bool(one.contact_value) != bool(one.entity_value):
            return ENTITY if one.entity_value else CONTACT
        return self.master

    def _source(self, one: Difference) -> str:
        return self._chosen.get(one.contact_field.name) or self._by_rule(one)


def kept_rows(kind: LinkKind, contact: Mapping[str, Any], entity: Mapping[str, Any]) -> tuple[KeptRow, ...]:
    """What each side keeps: its number, its type, and the fields that never travel this way (relations R-43, R-44)."""
    ours, theirs = field_map(Contact), field_map(kind.model)
    pairs = [("no", "no")]
    if "contact_type" in theirs:
        pairs.append(("type", "contact_type"))
    if kind.salesperson_field and all(pair.entity_field != kind.salesperson_field or pair.way is not Way.BOTH for pair in pairs_of(kind)):
        pairs.append(("salesperson_code", kind.salesperson_field))
    named = [("company_no", "")] + [("", name) for name in ("primary_contact_no",) if name in theirs]
    return tuple(_kept_row(ours.get(our), theirs.get(their), contact, entity) for our, their in [*pairs, *named])


def _kept_row(ours: Field | None, theirs: Field | None, contact: Mapping[str, Any], entity: Mapping[str, Any]) -> KeptRow:
    captions = dict.fromkeys(_(field.caption) for field in (ours, theirs) if field is not None)
    return KeptRow(
        " / ".join(captions),
        shown(ours, contact.get(ours.name)) if ours is not None else "–",
        shown(theirs, entity.get(theirs.name)) if theirs is not None else "–",
    )
