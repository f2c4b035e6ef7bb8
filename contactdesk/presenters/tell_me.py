"""Tell Me: actions of the open page, pages and tasks, settings, help and company data by a few letters (contacts 5.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.tables import TABLES
from contactdesk.presenters.list_specs import LISTS
from contactdesk.presenters.ports import Run, Windows
from contactdesk.rules.word_search import NOT_FOUND, Named, fit
from contactdesk.services.company_data import LEAST, TableHits
from contactdesk.text import N_, _

ON_PAGE, PAGES, SETTINGS, HELP, DATA = "on_page", "pages", "settings", "help", "data"
CAPTIONS: Mapping[str, str] = {
    ON_PAGE: N_("On current page"),
    PAGES: N_("Go to Pages and Tasks"),
    SETTINGS: N_("Settings"),
    HELP: N_("Search Help"),
    DATA: N_("Search company data"),
}
"""The groups in the order they are shown (contacts T-1)."""
MOST: Mapping[str, int] = {ON_PAGE: 6, PAGES: 8, SETTINGS: 5, HELP: 4}
LATER = frozenset({HELP, DATA})
"""Groups that answer from three characters on."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line that can be chosen; `reason` says why it cannot be just now, "" where it can."""

    caption: str
    go: Callable[[], object]
    detail: str = ""
    icon: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice and the words it is found by."""

    choice: Choice
    named: Named


@dataclass(frozen=True, slots=True)
class Section:
    """A group of lines under its caption."""

    caption: str
    choices: tuple[Choice, ...] = field(default_factory=tuple)


class TellMeView(Protocol):
    """The window, as its presenter sees it; passive."""

    def show_sections(self, sections: Sequence[Section]) -> None: ...
    def show_hint(self, text: str) -> None: ...


class TellMePresenter:
    """What is shown for what was typed. `offers` by group; `raised` are the tables opened last, kept by `keep`."""

    def __init__(
        self,
        view: TellMeView,
        desk: Desk | None,
        run: Run,
        windows: Windows | None,
        offers: Mapping[str, Sequence[Offer]],
        *,
        raised: Sequence[str] = (),
        keep: Callable[[list[str]], object] = lambda _tables: None,
    ) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._offers, self._raised, self._keep = offers, list(raised), keep
        self._text = ""

    def type(self, text: str) -> None:
        """Show what fits; company data follows when it is read, and only for what was typed last (contacts T-1)."""
        self._text = text = " ".join(text.split())
        found = self._found(text)
        searches = self._desk is not None and len(text) >= LEAST
        self._view.show_sections([*found, *(() if searches else self._way_out(found))])
        self._view.show_hint(self._hint(nothing=not found and not searches))
        if not searches:
            return
        desk = self._desk
        assert desk is not None
        self._run(lambda: desk.company_data.find(text), partial(self._show_data, text, found), self._refused, newest_of="tell me")

    def _found(self, text: str) -> list[Section]:
        if not text:
            offers = self._offers.get(ON_PAGE, ())
            return [Section(_(CAPTIONS[ON_PAGE]), tuple(offer.choice for offer in offers))] if offers else []
        found = []
        for group, offers in self._offers.items():
            if group in LATER and len(text) < LEAST:
                continue
            best = sorted((fitting, place) for place, offer in enumerate(offers) if (fitting := fit(text, offer.named)) != NOT_FOUND)
            if best:
                choices = tuple(offers[place].choice for _fitting, place in best[: MOST[group]])
                found.append(Section(_(CAPTIONS[group]), choices))
        return found

    def _hint(self, *, nothing: bool) -> str:
        if not self._text:
            return _("Type what you want to do or find: an action, a page, a setting, a name or a number.")
        return _("Nothing found for “{text}”.").format(text=self._text) if nothing else ""

    # -- company data -------------------------------------------------------------------------------

    def _show_data(self, text: str, found: Sequence[Section], hits: Sequence[TableHits]) -> None:
        if text != self._text:
            return
        tables = by_use([one.table for one in hits], self._raised)
        ordered = sorted(hits, key=lambda one: tables.index(one.table))
        choices = tuple(choice for one in ordered for choice in self._choices(one, text))
        self._view.show_sections([*found, *([Section(_(CAPTIONS[DATA]), choices)] if choices else [])])
        self._view.show_hint(self._hint(nothing=not found and not choices))

    def _choices(self, hits: TableHits, text: str) -> list[Choice]:
        model, icon = TABLES[hits.table], LISTS[hits.table].icon if hits.table in LISTS else "table"
        said = _(model.CAPTION)
        rows = [
            Choice(f"{hit.no}  {hit.title}".strip(), partial(self._open, hits.table, hit.no), _join(said, hit.detail), icon)
            for hit in hits.rows
        ]
        if hits.table in LISTS:
            all_of = _("Show all: {records}").format(records=_(model.CAPTIONS))
            rows.append(Choice(all_of, partial(self._show_all, hits.table, text), "", "search"))
        return rows

    def _open(self, table: str, no: str) -> None:
        self._raise(table)
        if self._windows is not None:
            self._windows.open_card(table, no)

    def _show_all(self, table: str, text: str) -> None:
        self._raise(table)
        if self._windows is not None:
            self._windows.search_list(table, text)

    def _raise(self, table: str) -> None:
        """Opening a result raises its table next time (contacts T-3)."""
        self._raised = [table, *(other for other in self._raised if other != table)]
        self._keep(self._raised)

    def _way_out(self, found: Sequence[Section]) -> list[Section]:
        """No hit for a text too short to search company data of itself: that search is offered (contacts T-2)."""
        if found or not self._text or self._windows is None:
            return []
        caption = _("Search for “{text}” in {records}")
        tables = by_use(list(LISTS), self._raised)
        choices = [
            Choice(
                caption.format(text=self._text, records=_(TABLES[table].CAPTIONS)), partial(self._show_all, table, self._text), "", "search"
            )
            for table in tables
        ]
        return [Section(_(CAPTIONS[DATA]), tuple(choices))]

    def _refused(self, error: UserError) -> None:
        self._view.show_hint(str(error))


def by_use(tables: Sequence[str], raised: Sequence[str]) -> list[str]:
    """`tables` with those opened last first, the others in their order (contacts T-3)."""
    return sorted(tables, key=lambda table: raised.index(table) if table in raised else len(raised) + tables.index(table))


def _join(*parts: str) -> str:
    return "   ·   ".join(part for part in parts if part)
