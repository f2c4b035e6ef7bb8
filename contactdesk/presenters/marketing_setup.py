"""The setup pages: what they show, and the question that comes with a changed relation code (contacts 3.5, relations R-76)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.model.setup import MarketingSetup, SetupRecord
from contactdesk.presenters.ports import Run, Windows
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done, Notice
from contactdesk.text import _, n_

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recode:
    """A relation code that changes while links carry the old one (relations R-76)."""

    field: str
    question: str


class SetupView(Protocol):
    """A setup page, as its presenter sees it."""

    def show_values(self, values: Values) -> None: ...
    def show_saved(self, changes: ChangeSet) -> None: ...
    def show_notices(self, notices: Sequence[Notice]) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def ask_recode(self, questions: Sequence[Recode]) -> None: ...


def groups_of_page(page: type[SetupRecord]) -> dict[str, tuple[Field, ...]]:
    """The fields of a setup page by FastTab, in the order declared."""
    groups: dict[str, tuple[Field, ...]] = {}
    for field in fields_of(page):
        groups[field.group] = (*groups.get(field.group, ()), field)
    return groups


class SetupPresenter:
    """Reads and saves one of the three setup pages."""

    def __init__(self, view: SetupView, desk: Desk, run: Run, windows: Windows, page: type[SetupRecord]) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._names = frozenset(field.name for field in fields_of(page))
        self._values: Values = {}
        self._typed: Values = {}

    def reload(self) -> None:
        """Read the page."""
        self._run(self._read, self._show, self._view.show_refusal, newest_of=f"setup {min(self._names)}")

    def _read(self) -> Values:
        return {name: value for name, value in self._desk.setup.read().items() if name in self._names}

    def _show(self, values: Values) -> None:
        self._values = values
        self._view.show_values(values)

    def save(self, typed: Mapping[str, Any]) -> None:
        """Save what was typed; a changed relation code is asked about first."""
        self._typed = dict(typed)
        self._run(lambda: self._desk.setup.links_to_recode(self._checked()), self._ask_or_save, self._view.show_refusal)

    def _checked(self) -> Values:
        declared = field_map(MarketingSetup)
        return {name: declared[name].kind.check(value) for name, value in self._typed.items() if name.startswith("bus_rel_code_for_")}

    def _ask_or_save(self, counts: Mapping[str, int]) -> None:
        if not counts:
            self.save_with(recode=None)
            return
        new = self._checked()
        self._view.ask_recode(
            [
                Recode(name, _recode_question(field_map(MarketingSetup)[name], self._values[name], new[name], n))
                for name, n in counts.items()
            ]
        )

    def save_with(self, *, recode: bool | None) -> None:
        """Save; `recode` answers what becomes of existing links (relations R-76)."""
        typed = dict(self._typed)
        self._run(lambda: self._desk.setup.save(typed, recode=recode), self._saved, self._view.show_refusal)

    def _saved(self, done: Done[Values]) -> None:
        self._windows.changed(done.changes)
        self._view.show_saved(done.changes)
        self._view.show_notices(done.notices)
        self._show({name: value for name, value in done.value.items() if name in self._names})


def _recode_question(field: Field, old: str, new: str, count: int) -> str:
    text = n_("{n} existing link has another code.", "{n} existing links have other codes.", count)
    question = _("{caption} becomes {new} (now {old}). {links} Re-code them to {new}? With No they keep working under their old code.")
    return question.format(caption=_(field.caption), old=old or "–", new=new, links=text)
