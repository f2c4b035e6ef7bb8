"""The best answers to a search, without looking at all of them: a number, names that begin so, words that begin so, inner parts.

Each rank is one bounded query, and the next one is asked only where the ones before left room. That is what makes an
answer to a single letter among a million records as quick as one to a whole name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, select
from sqlalchemy import column as named_column
from sqlalchemy import table as named_table

from contactdesk.model.base import Record
from contactdesk.model.sort_keys import keys_of, sorted_column
from contactdesk.storage import search_grams
from contactdesk.storage.search_index import TEXTS, contains, has_groups, index_name, pieces, spellings

_SAMPLE = 3_000
"""A server looks at so many records first: what is frequent is found there at once, its index is for what is rare."""
_LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Best:
    """Ids, the best first, and whether these are all records that fit."""

    ids: tuple[int, ...]
    whole: bool


def best(connection: Connection, model: type[Record], search: str, conditions: Sequence[ColumnElement[bool]], most: int) -> Best:
    """At most `most` records that fit `search` and the `conditions` on `model`, the best first (contacts F-2)."""
    asked = _Search(model, search, tuple(conditions), connection.dialect.name)
    found: dict[int, None] = {}
    for rank in asked.ranks():
        for query in rank:
            if len(found) < most:
                found.update(dict.fromkeys(connection.scalars(query.limit(most + len(found)))))
    return Best(tuple(found)[:most], len(found) < most and asked.is_exact)


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

    @property
    def is_exact(self) -> bool:
        """Does the index find everything that fits?"""
        return all(search_grams.is_exact(part) for part in self.parts)

    @cached_property
    def table(self) -> Table:
        """The table of the records."""
        table: Table = self.model.__table__  # type: ignore[assignment]
        return table

    @cached_property
    def texts(self) -> Table:
        """The table of the texts."""
        return TEXTS[self.model.__tablename__]

    def ranks(self) -> Iterator[list[Select[tuple[int]]]]:
        """The queries of each rank, the best rank first."""
        if not self.parts:
            return
        whole = " ".join(pieces(self.search))
        columns = self.table.columns
        yield [select(columns.id).where(columns[self.model.KEY[0]] == " ".join(self.search.split()).upper(), *self.conditions)]
        key = sorted_column(self.table, title_of(self.model))
        begins = and_(key >= whole, key < whole + _LAST_LETTER)
        yield [select(columns.id).where(begins, *self.conditions).order_by(key, columns.id)]
        starts = tuple(search_grams.word_start(part) for part in self.parts)
        yield self._by_text(starts, self._all([(f" {one}", f"\n{one}") for one in part] for part in self.parts))
        inside = tuple(search_grams.inside(part) for part in self.parts)
        # What single letters there are inside of words is not worth a look at every text: whoever wants all gets them later.
        known = tuple(part for part in inside if part)
        if known:
            yield self._by_text(known, self._all([part] for part in self.parts))

    def _all(self, parts: Any) -> list[tuple[str, ...]]:
        return [tuple(spelling for way in part for spelling in way) for part in parts]

    def _by_text(self, wanted: search_grams.Wanted, compared: list[tuple[str, ...]]) -> list[Select[tuple[int]]]:
        if self.dialect == "sqlite":
            return [self._of_file(wanted, compared)]
        texts = self.texts
        sample = select(texts.c.id, texts.c.text).order_by(texts.c.id).limit(_SAMPLE).subquery()
        first = select(sample.c.id).where(*(contains(sample.c.text, one, self.dialect) for one in compared))
        rest = select(texts.c.id).where(has_groups(texts, wanted), *(contains(texts.c.text, one, self.dialect) for one in compared))
        return [self._filtered(first, sample.c.id), self._filtered(rest, texts.c.id)]

    def _of_file(self, wanted: search_grams.Wanted, compared: list[tuple[str, ...]]) -> Select[tuple[int]]:
        index = named_table(index_name(self.texts.name), named_column("rowid"), named_column("text"))
        match = named_column(index.name).op("MATCH")(search_grams.match_text(wanted))
        query = select(index.c.rowid).where(match, *(contains(index.c.text, one, self.dialect) for one in compared))
        return self._filtered(query, index.c.rowid)

    def _filtered(self, query: Select[tuple[int]], id: ColumnElement[int]) -> Select[tuple[int]]:
        if not self.conditions:
            return query
        return query.join(self.table, self.table.columns.id == id).where(*self.conditions)
