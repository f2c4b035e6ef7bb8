"""How the office works: Marketing Setup, Numbering Setup, Company Information and Online Map Setup (contacts 3.5, relations 1.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.fields import Field, fields_of, find_field
from contactdesk.model.link_kinds import LINK_KINDS
from contactdesk.model.online_map import OnlineMapSetup
from contactdesk.model.setup import CompanyInformation, MarketingSetup, NumberingSetup, SetupRecord
from contactdesk.services import codes, office, series_rules, setup_rules
from contactdesk.services.values import checked
from contactdesk.storage.unit_of_work import Actions, Done, Unit

PAGES: tuple[type[SetupRecord], ...] = (MarketingSetup, NumberingSetup, CompanyInformation, OnlineMapSetup)


def setup_field(name: str) -> tuple[type[SetupRecord], Field]:
    """The page and field called `name`. Raises `UnknownField`."""
    for exact in (True, False):
        for page in PAGES:
            found = find_field(page, name)
            if found is not None and (not exact or found.name == name):
                return page, found
    names = [field.name for page in PAGES for field in fields_of(page)]
    raise errors.UnknownField(field=name, table_caption=Caption(MarketingSetup.CAPTION), value=name, allowed=names)


class Setup:
    """Read and change how the office works."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def read(self) -> dict[str, Any]:
        """All fields of the setup pages."""
        with self._actions.looking() as unit:
            return {name: value for page in PAGES for name, value in office.setup_values(unit, page).items()}

    def save(self, values: Mapping[str, Any], *, recode: bool | None = None, dry_run: bool = False) -> Done[dict[str, Any]]:
        """Change setup fields. `recode`: what becomes of existing links when a relation code changes (relations R-76).

        Yes gives them the new code, No (and None) leaves them their old one; Business Relation is computed again.
        Raises `UnknownField`, `NotFound`, and what the fields refuse.
        """

        def work(unit: Unit) -> dict[str, Any]:
            by_page: dict[type[SetupRecord], dict[str, Any]] = {}
            for name, value in values.items():
                page, field = setup_field(name)
                by_page.setdefault(page, {})[field.name] = checked(field, value, table=page.__tablename__)
            for page, typed in by_page.items():
                self._save_page(unit, page, typed, bool(recode))
            unit.memory.clear()
            return {name: value for page in PAGES for name, value in office.setup_values(unit, page).items()}

        return self._actions.act("setup", work, dry_run=dry_run)

    def _save_page(self, unit: Unit, page: type[SetupRecord], typed: dict[str, Any], recode: bool) -> None:
        record = unit.session.scalars(select(page).limit(1)).first() or unit.add(page())
        changed = [
            kind.code_field
            for kind in LINK_KINDS
            if kind.code_field in typed and typed[kind.code_field] != getattr(record, kind.code_field)
        ]
        codes.save(unit, record, typed)
        unit.flush()
        if changed:
            unit.memory.clear()
            for name in changed:
                if recode and typed[name]:
                    setup_rules.recode(unit, name, typed[name])
            setup_rules.recalculate_all_linked(unit)

    def links_to_recode(self, values: Mapping[str, Any]) -> dict[str, int]:
        """For each relation code among `values` that changes: how many existing links carry another one (relations R-76)."""
        found: dict[str, int] = {}
        with self._actions.looking() as unit:
            present = office.marketing(unit)
            for kind in LINK_KINDS:
                new = values.get(kind.code_field)
                if new and new != present[kind.code_field]:
                    count = setup_rules.links_to_recode(unit, kind.code_field, new)
                    if count:
                        found[kind.code_field] = count
        return found

    def set_implementation(self, series: str, implementation: str | int, *, dry_run: bool = False) -> Done[int]:
        """Give all open lines of a series the implementation "Normal" or "Sequence"; how many changed (contacts NS-14)."""

        def work(unit: Unit) -> int:
            return series_rules.set_implementation(unit, series.strip().upper(), implementation)

        return self._actions.act("save", work, dry_run=dry_run, summary=series)

    def next_number(self, series: str) -> str:
        """The number the next draw gives, without using it (contacts NS-15). Raises what drawing raises."""
        with self._actions.looking() as unit:
            return series_rules.next_number(unit, series)

    def next_numbers(self, series: str, count: int) -> list[str]:
        """The numbers the next `count` draws give, without using them; fewer where the series ends (contacts NS-15).

        Raises what the first draw would raise.
        """
        with self._actions.looking() as unit:
            return series_rules.next_numbers(unit, series, count)
