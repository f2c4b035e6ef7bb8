"""A list is read in pieces: what is seen first with its rows, then the ids of all of it, a piece at a time (contacts F-1, F-2).

A piece begins behind the key of the last one, so records that come and go meanwhile make no other record appear twice
or not at all. A search gives its best matches first, then the others.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from contactdesk.model.base import Record
from contactdesk.services.list_order import Key, Order, id_list
from contactdesk.storage import search_index

FIRST = 2_000
"""So many ids are read at once; most lists are not longer."""
BEST = 200
"""So many matches of a search come in their order; nobody reads more of them."""
PIECE = 20_000
ROWS = 100
"""So many rows come with the first ids: more than a window shows."""

Conditions = Sequence[ColumnElement[bool]]


class Place(NamedTuple):
    """Where reading goes on: behind `key` in the order, or behind `id` among the matches of a search that are not `shown` yet."""

    key: Key = ()
    id: int = 0
    shown: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some ids of a list in order, rows of the first of them, and where it goes on; None at its end."""

    ids: array[int]
    next: Place | None = None
    rows: Mapping[int, tuple[Any, ...]] = field(default_factory=dict)


def begin(session: Session, order: Order, conditions: Conditions) -> Piece:
    """The first ids in order."""
    query = select(order.table.c.id).where(*conditions).order_by(*order.clauses)
    if not order.steps:
        return Piece(id_list(session, query))
    if conditions:
        few = id_list(session, select(order.table.c.id).where(*conditions).limit(FIRST + 1))
        if len(few) <= FIRST:
            return Piece(_in_order(session, order, few))
        query = _along(query, order)
    ids = id_list(session, query.limit(FIRST))
    return Piece(ids, Place(_key(session, order, ids[-1])) if len(ids) == FIRST else None)


def more(session: Session, order: Order, conditions: Conditions, place: Place) -> Piece:
    """The next ids behind `place`."""
    query = _along(select(order.table.c.id).where(*conditions, order.after(place.key)), order)
    bound = session.execute(query.with_only_columns(*order.columns).order_by(*order.clauses).offset(PIECE - 1).limit(1)).first()
    if bound is not None:
        query = query.where(order.up_to(tuple(bound)))
    return Piece(id_list(session, query.order_by(*order.clauses)), Place(tuple(bound)) if bound is not None else None)


def begin_search(session: Session, model: type[Record], search: str, conditions: Conditions) -> Piece:
    """The best matches of a search."""
    from contactdesk.storage import search_ranks  # with all that ranks matches: the list that a start shows needs none

    found = search_ranks.best(session.connection(), model, search, conditions, BEST)
    return Piece(array("q", found.ids), None if found.whole else Place(shown=frozenset(found.ids)))


def more_found(session: Session, model: type[Record], search: str, conditions: Conditions, place: Place) -> Piece:
    """Matches that were not among the best, in the order they were made."""
    texts = search_index.TEXTS[model.__tablename__]
    last = session.scalar(select(func.max(texts.c.id))) or 0
    until = place.id + PIECE
    dialect = session.get_bind().dialect.name  # the index of a server lists all matches before it gives the first one
    matches = search_index.matching(model, search, dialect, indexed=dialect == "sqlite")
    matches = matches.where(texts.c.id > place.id, texts.c.id <= until)
    if conditions:
        table = model.__table__
        matches = matches.join(table, table.c.id == texts.c.id).where(*conditions)
    ids = id_list(session, matches.order_by(texts.c.id))
    left = array("q", (id for id in ids if id not in place.shown)) if place.shown else ids
    return Piece(left, Place(id=until, shown=place.shown) if until < last else None)


def beside(session: Session, order: Order, conditions: Conditions, id: int, step: int) -> int:
    """The id of the record `step` (1 or -1) away from this one, 0 where there is none."""
    way = order if step > 0 else order.turned()
    if session.scalar(select(order.table.c.id).where(order.table.c.id == id)) is None:
        return 0
    query = select(order.table.c.id).where(*conditions, way.after(_key(session, order, id)))
    return session.scalar(query.order_by(*way.clauses).limit(1)) or 0


def _in_order(session: Session, order: Order, ids: array[int]) -> array[int]:
    """These records, sorted; what was deleted meanwhile is missing."""
    return id_list(session, select(order.table.c.id).where(order.table.c.id.in_(ids)).order_by(*order.clauses)) if ids else ids


def _key(session: Session, order: Order, id: int) -> Key:
    return tuple(session.execute(select(*order.columns).where(order.table.c.id == id)).one())


def _along(query: Select[Any], order: Order) -> Select[Any]:
    """Walk along the index of the order: SQLite would rather collect all that fits by another index, and sort it."""
    index = order.index
    return query.with_hint(order.table, f"INDEXED BY {index}", "sqlite") if index else query
