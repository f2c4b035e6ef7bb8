"""The best answers to a search, without looking at all of them.

The number typed, names that begin so, telephone numbers that end or begin so, words that begin so, inner parts.

Each rank is one bounded query, and the next one is asked only where the ones before left room. That is what makes an
answer to a single letter among a million records as quick as one to a whole name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select, union_all
from sqlalchemy import column as named_column
from sqlalchemy import table as named_table

from contactdesk.model.base import Record
from contactdesk.model.fields import field_map
from contactdesk.model.kinds import Phone
from contactdesk.model.sort_keys import keys_of, sorted_column
from contactdesk.storage import search_grams
from contactdesk.storage.search_index import TEXTS, contains, digits_of, has_groups, index_name, pieces, searched_names, spellings

_SAMPLE = 3_000
"""A server looks at so many records first: what is frequent is found there at once, its index is for what is rare."""
_WAYS = 4
_DIGITS_OF_PHONE = 4
"""From so many digits on a search may mean a telephone number: people say its last four."""
_SIGNS_OF_PHONE = " -()+./–"
_LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Best:
    """Ids, the best first, and whether these are all records that fit."""

    ids: tuple[int, ...]
    whole: bool


def best(connection: Connection, model: type[Record], search: str, conditions: Sequence[ColumnElement[bool]], most: int) -> Best:
    """At most `most` records that fit `search` and the `conditions` on `model`, the best first (contacts F-2)."""
    asked = _Search(model, search, tuple(conditions), connection.dialect.name)
    if not asked.ways:
        return Best((), whole=False)
    found: dict[int, None] = {}

    def add(query: Select[tuple[int]]) -> None:
        if len(found) < most:
            found.update(dict.fromkeys(connection.scalars(query.limit(most + len(found)))))

    add(asked.by_number_or_name(most))
    if asked.means_phone:
        add(asked.by_phone(most))
    frequent = _frequent(connection, asked, most) if len(found) < most else _Sample()
    found.update(dict.fromkeys(frequent.starts))
    for way in asked.ways:
        if asked.dialect == "sqlite" or all(len(part) > 1 for part in way):  # a letter is at the beginning of very many words
            add(asked.by_words(way))
    if len(found) + len(frequent.inside) >= most:
        found.update(dict.fromkeys(frequent.inside))
    for way in asked.ways:
        if any(search_grams.inside(part) for part in way):
            add(asked.by_parts(way))
    return Best(tuple(found)[:most], len(found) < most and asked.is_exact)


@dataclass(frozen=True, slots=True)
class _Sample:
    """What fits among the first records: where words begin so, and where parts are inside of words."""

    starts: tuple[int, ...] = ()
    inside: tuple[int, ...] = ()


def _frequent(connection: Connection, asked: _Search, most: int) -> _Sample:
    """A server's index lists all that fits before the first is known, so what is frequent is found by looking at a few."""
    if asked.dialect == "sqlite":
        return _Sample()
    if not asked.is_exact:  # its planner takes a search for two letters for one that reading everything through answers best
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    rows: list[Any] = list(connection.execute(asked.sample().limit(most)))
    return _Sample(tuple(row[0] for row in rows if row[1]), tuple(row[0] for row in rows if not row[1]))


def title_of(model: type[Record]) -> str:
    """The field whose beginning counts most: the name."""
    return model.TITLE if model.TITLE in keys_of(model) else "search_name"


@dataclass(frozen=True)
class _Search:
    """One search, and the queries of its ranks."""

    model: type[Record]
    search: str
    conditions: tuple[ColumnElement[bool], ...]
    dialect: str

    @cached_property
    def parts(self) -> list[tuple[str, ...]]:
        """What must be found, each part in its spellings."""
        return [spellings(piece) for piece in pieces(self.search)]

    @cached_property
    def ways(self) -> list[tuple[str, ...]]:
        """The parts, once for each choice among their spellings."""
        return list(islice(product(*self.parts), _WAYS)) if self.parts else []

    @property
    def is_exact(self) -> bool:
        """Do the queries together find everything that fits?"""
        return len(self.ways) < _WAYS and all(search_grams.is_exact(one) for part in self.parts for one in part)

    @cached_property
    def table(self) -> Table:
        """The table of the records."""
        table: Table = self.model.__table__  # type: ignore[assignment]
        return table

    @cached_property
    def texts(self) -> Table:
        """The table of the texts."""
        return TEXTS[self.model.__tablename__]

    def by_number_or_name(self, most: int) -> Select[tuple[int]]:
        """The record whose number was typed, then names that begin with what was typed: one question to a server."""
        columns, whole = self.table.columns, " ".join(pieces(self.search))
        key = sorted_column(self.table, title_of(self.model))
        number = select(columns.id).where(columns[self.model.KEY[0]] == " ".join(self.search.split()).upper(), *self.conditions)
        names = select(columns.id).where(key >= whole, key < whole + _LAST_LETTER, *self.conditions).order_by(key, columns.id)
        found = union_all(number, select(names.limit(most + 1).subquery())).subquery()
        return select(found.c.id)

    @property
    def means_phone(self) -> bool:
        """May the search be a telephone number, or an end of one?"""
        return len(digits_of(self.search)) >= _DIGITS_OF_PHONE and bool(self.phones)

    def by_phone(self, most: int) -> Select[tuple[int]]:
        """Telephone numbers that end with the digits typed, and those that begin so; these first where a 0 or + was typed.

        The index tells at which end of any field the digits stand, the record whether that field is a telephone number.
        """
        digits = digits_of(self.search)
        ways = [(f"{digits}\n", f"%{digits}"), (f"\n{digits}", f"{digits}%")]
        if self.search.lstrip().startswith(("0", "+")):
            ways.reverse()
        has = [(part, or_(*(phone.like(form) for phone in self.phones))) for part, form in ways]
        both = [select(self._by_text([search_grams.inside(part)], [(part,)], one).limit(most + 1).subquery()) for part, one in has]
        return select(next(iter(union_all(*both).subquery().c)))

    @cached_property
    def phones(self) -> list[ColumnElement[str]]:
        """The telephone numbers of a record without their signs."""
        fields, columns = field_map(self.model), self.table.columns
        found: list[ColumnElement[str]] = [columns[name] for name in searched_names(self.model) if isinstance(fields[name].kind, Phone)]
        for sign in _SIGNS_OF_PHONE:
            found = [func.replace(one, sign, "") for one in found]
        return found

    def by_words(self, way: tuple[str, ...]) -> Select[tuple[int]]:
        """Every part begins a word."""
        return self._by_text([search_grams.word_start(part) for part in way], [_begun(part) for part in way])

    def by_parts(self, way: tuple[str, ...]) -> Select[tuple[int]]:
        """Every part stands somewhere."""
        return self._by_text([search_grams.inside(part) for part in way], [(part,) for part in way])

    def sample(self) -> Select[tuple[int, bool]]:
        """What fits among the first records, with whether every part begins a word; such ones first."""
        texts = self.texts
        few = select(texts.c.id, texts.c.text).order_by(texts.c.id).limit(_SAMPLE).subquery()
        begins = and_(True, *(contains(few.c.text, [one for part in spelt for one in _begun(part)], self.dialect) for spelt in self.parts))
        query = select(few.c.id, begins).where(*(contains(few.c.text, spelt, self.dialect) for spelt in self.parts))
        return self._filtered(query, few.c.id).order_by(begins.desc(), few.c.id)

    def _by_text(
        self, wanted: Sequence[search_grams.Part], compared: Sequence[tuple[str, ...]], *more: ColumnElement[bool]
    ) -> Select[tuple[int]]:
        if self.dialect == "sqlite":
            index = named_table(index_name(self.texts.name), named_column("rowid"), named_column("text"))
            asked: ColumnElement[bool] = named_column(index.name).op("MATCH")(search_grams.match_text(wanted))
            id, text = index.c.rowid, index.c.text
        else:
            asked = has_groups(self.texts, wanted)
            id, text = self.texts.c.id, self.texts.c.text
        return self._filtered(select(id).where(asked, *(contains(text, one, self.dialect) for one in compared)), id, *more)

    def _filtered(self, query: Select[Any], id: ColumnElement[int], *more: ColumnElement[bool]) -> Select[Any]:
        if not self.conditions and not more:
            return query
        return query.join(self.table, self.table.columns.id == id).where(*self.conditions, *more)


def _begun(part: str) -> tuple[str, ...]:
    return (f" {part}", f"\n{part}")
