"""Searching all tables of records at once (contacts T-3)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from contactdesk.model.base import Record
from contactdesk.model.fields import fields_of
from contactdesk.storage import search_index
from contactdesk.storage.unit_of_work import Actions

SHOWN = 3
LEAST = 3
"""Characters from which on company data is searched (contacts T-1)."""
_SAID = ("company_name", "city", "phone_no")
_NAMES = ("first_name", "middle_name", "last_name")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: its number, its name, and what tells it from others of that name."""

    no: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class TableHits:
    """What was found in one table: the records changed last, and whether there are more."""

    table: str
    rows: tuple[Hit, ...]
    more: bool


class CompanyData:
    """Finds records of every searchable table by name, number, city, phone and the other searched fields."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def find(self, text: str, *, limit: int = SHOWN) -> list[TableHits]:
        """The `limit` most recently changed records of each table in which all words of `text` occur (contacts T-3).

        Every sign is plain text (contacts T-5); a text without words finds nothing, and tables without a hit are left out.
        """
        words = " ".join(text.replace('"', " ").split())
        if not search_index.pieces(words):
            return []
        found = []
        with self._actions.reading() as session:
            for table, model in search_index.searched().items():
                rows = _newest(session, model, search_index.matching(model, words, self._actions.store.dialect), limit + 1)
                if rows:
                    found.append(TableHits(table, tuple(rows[:limit]), len(rows) > limit))
        return found


def _newest(session: Session, model: type[Record], matching: Select[tuple[int]], limit: int) -> list[Hit]:
    columns = model.__table__.columns
    titles = [model.TITLE] if model.TITLE in columns else [name for name in _NAMES if name in columns]
    said = [name for name in _SAID if name in columns]
    stamps = [field.name for field in fields_of(model) if field.stamp]
    # The finest stamp decides; where it is a day and a time of day, the day goes first.
    order = [columns[name].desc().nulls_last() for name in stamps] + [columns["id"].desc()]
    query = select(*(columns[name] for name in (*model.KEY, *titles, *said))).where(columns["id"].in_(matching)).order_by(*order)
    keys = len(model.KEY)
    return [
        Hit(
            " ".join(str(part) for part in row[:keys]),
            " ".join(part for part in row[keys : keys + len(titles)] if part),
            _detail(row[keys : keys + len(titles)], row[keys + len(titles) :]),
        )
        for row in session.execute(query.limit(limit)).all()
    ]


def _detail(titles: tuple[str, ...], said: tuple[str, ...]) -> str:
    return ", ".join(part for part in said if part and part not in titles)
