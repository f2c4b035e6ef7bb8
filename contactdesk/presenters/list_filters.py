"""The filters of a list: typed or ticked, from a view, or from the record the list was opened from (contacts F-3 to F-11)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contactdesk.errors import UserError
from contactdesk.model.fields import Field, field_map
from contactdesk.model.file_kinds import Content
from contactdesk.model.kinds import Choice, Clock, Day, Kind, YesNo
from contactdesk.model.tables import TABLES
from contactdesk.services.assigned_filters import filter_field, filter_fields
from contactdesk.text import _

if TYPE_CHECKING:
    from contactdesk.model.filter_tree import Node
    from contactdesk.storage.unit_of_work import Actions

Where = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FilterRow:
    """A filter that holds: on which field, as typed, and in words."""

    field: Field
    expression: str
    told: str

    @property
    def summary(self) -> str:
        """ "City: begins with Utr"."""
        return f"{_(self.field.caption)}: {self.told}"


class Filters:
    """What a list lets through. Filters on several fields hold together; one field has one expression (contacts F-4)."""

    def __init__(self, table: str, actions: Actions) -> None:
        self._model, self._actions = TABLES[table], actions
        self._now: dict[str, str] = {}
        self._view: dict[str, str] = {}
        self._own: dict[str, str] | None = None

    @property
    def where(self) -> list[tuple[str, str]]:
        """The filters as `desk.lists.ids` takes them."""
        return list(self._now.items())

    @property
    def from_record(self) -> bool:
        """Does the list show what belongs to a record (contacts F-11)?"""
        return self._own is not None

    @property
    def is_changed(self) -> bool:
        """Do other filters hold than those of the view?"""
        return self._now != self._view

    def fields(self) -> list[Field]:
        """Every field of the table that can be filtered, shown or not, by caption (contacts F-4)."""
        found = (one for one in filter_fields(self._model) if not isinstance(one.kind, Content | Clock))
        return sorted(found, key=lambda one: _(one.caption).casefold())

    def rows(self) -> list[FilterRow]:
        """The filters that hold, in the order they were set. One that a view kept and no longer means anything says so as typed."""
        return [FilterRow(filter_field(self._model, name), text, self._told(name, text)) for name, text in self._now.items()]

    def put(self, name: str, expression: str) -> bool:
        """Filter a field; a blank expression takes the filter away. Is anything different now?

        Raises `InvalidFilter`; the former filter stays then (contacts F-9).
        """
        from contactdesk.model.filter_tree import EVERYTHING

        text = expression.strip()
        if text == self._now.get(name, ""):
            return False
        if text and self._tree(name, text) != EVERYTHING:
            self._now[name] = text
        else:
            self._now.pop(name, None)
        return True

    def toggle(self, name: str, value: Any) -> None:
        """Filter to exactly this value, or take that filter away again (contacts F-4, Alt+F3)."""
        text = exactly(field_map(self._model)[name].kind, value)
        if self._now.get(name) == text:
            del self._now[name]
        else:
            self._now[name] = text

    def reset(self) -> None:
        """Back to the filters of the view (contacts F-4, F-10)."""
        self._now, self._own = dict(self._view), None

    def use(self, where: Where) -> None:
        """Show a view: its filters, to which a reset returns. Those on fields that no longer exist are left out."""
        self._view = self._known(where)
        self.reset()

    def take_as_view(self) -> None:
        """What holds now was saved as the view: a reset returns here."""
        self._view, self._own = dict(self._now), None

    def open(self, where: Where) -> None:
        """The list is opened from a record: only what belongs to it (contacts F-11). What was filtered before waits."""
        if self._own is None:
            self._own = self._now
        self._now = self._known(where)

    def come_back(self) -> bool:
        """Somebody goes to the list itself: the filters from before a record opened it hold again. Is anything different now?"""
        before, own = self._now, self._own
        if own is None:
            return False
        self._now, self._own = own, None
        return own != before

    def _known(self, where: Where) -> dict[str, str]:
        found: dict[str, str] = {}
        if not where:
            return found
        known = {field.name for field in filter_fields(self._model)}
        for name, text in where:
            if name in known:
                found[name] = f"({found[name]})&({text})" if name in found else text
        return found

    def _tree(self, name: str, text: str) -> Node:
        from contactdesk.services.filtering import tree_of  # the language of filters: the list that a start shows needs none

        return tree_of(self._model, name, text, self._actions.who)

    def _told(self, name: str, text: str) -> str:
        from contactdesk.rules.filter_told import told

        try:
            return told(self._tree(name, text), filter_field(self._model, name).kind)
        except UserError:
            return text


def options_of(kind: Kind) -> list[tuple[Any, str]]:
    """The values that are ticked instead of typed, with what they are called; none for other kinds (contacts F-8)."""
    values: list[Any] = [True, False] if isinstance(kind, YesNo) else list(range(len(kind.options))) if isinstance(kind, Choice) else []
    return [(value, kind.show(value) or _("(blank)")) for value in values]


def ticked(kind: Kind, expression: str) -> set[Any]:
    """Which values of a choice `expression` lets through; none for a blank one."""
    if not expression:
        return set()
    from contactdesk.model.filter_tree import matches
    from contactdesk.rules.filters import parse

    tree = parse(expression, kind)
    return {value for value, _name in options_of(kind) if matches(tree, value)}


def of_ticks(kind: Kind, values: Collection[Any]) -> str:
    """The expression of ticked values; several mean "or" (contacts F-8)."""
    return "|".join(exactly(kind, value) for value, _name in options_of(kind) if value in values)


def code_typed(expression: str, at: int) -> str | None:
    """The part of a code that is typed at the place `at` of an expression; None where it is a blank in quotes."""
    from contactdesk.rules.filter_words import value_at

    typed = expression[value_at(expression, at)[0] : at].strip()
    return None if typed.startswith("''") else typed.strip("@'*?")


def with_code(expression: str, at: int, kind: Kind, code: str) -> tuple[str, int]:
    """The expression with `code` for the value at the place `at`, and the place behind it."""
    from contactdesk.rules.filter_words import value_at

    start, end = value_at(expression, at)
    before = expression[:start] + exactly(kind, code)
    return before + expression[end:], len(before)


def exactly(kind: Kind, value: Any) -> str:
    """The expression for exactly `value`, whatever characters it holds (contacts section 8 line 4)."""
    text = kind.show(value) if isinstance(kind, Day) else kind.format(value)
    plain = text and not set(text) & set("'|&()<>=*?@%.") and text == text.strip()
    if plain:
        return text
    from contactdesk.rules.filters import quoted

    return quoted(text)
