"""Lists of any length: first the ids in order, then rows by id as they come into sight (style, a list of 1,000,000 rows)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from contactdesk.model.base import Record
from contactdesk.model.fields import fields_of
from contactdesk.model.file_kinds import Content
from contactdesk.services import list_reading
from contactdesk.services.list_order import Order, id_list, order_of
from contactdesk.services.list_reading import Piece, Place
from contactdesk.services.values import field_of, model_of
from contactdesk.storage import search_index
from contactdesk.storage.stopping import Stop
from contactdesk.storage.unit_of_work import Actions, Person

Where = Iterable[tuple[str, str]]


class Lists:
    """Ids and rows of a table, filtered, searched and sorted."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def ids(self, table: str, *, where: Where = (), search: str = "", order: Sequence[str] = (), descending: bool = False) -> array[int]:
        """The ids of all records that fit, in order. Raises `InvalidFilter`, `UnknownField`."""
        model = model_of(table)
        wanted = conditions(model, where, self._actions.who)
        with self._reading(None) as session:
            return self._all_ids(session, model, wanted, search, order_of(model, order, descending))

    def _all_ids(self, session: Session, model: type[Record], wanted: list[ColumnElement[bool]], search: str, order: Order) -> array[int]:
        query = select(order.table.c.id).where(*wanted)
        if search.strip():
            query = query.where(order.table.c.id.in_(search_index.matching(model, search, self._actions.store.dialect)))
        return id_list(session, query.order_by(*order.clauses))

    @contextmanager
    def _reading(self, stop: Stop | None) -> Iterator[Session]:
        with self._actions.reading() as session, stop.over(session.connection()) if stop else nullcontext():
            yield session

    def begin(
        self,
        table: str,
        columns: Sequence[str],
        *,
        where: Where = (),
        search: str = "",
        order: Sequence[str] = (),
        descending: bool = False,
        stop: Stop | None = None,
    ) -> Piece:
        """The beginning of a list, with the values of `columns` of its first rows; a search without `order` is in that of its ranks.

        Raises `InvalidFilter`, `UnknownField`, and `Stopped` when `stop` was told to.
        """
        model, wanted = model_of(table), conditions(model_of(table), where, self._actions.who)
        with self._reading(stop) as session:
            if search.strip():
                ranked = not order and not descending
                found = list_reading.begin_search(session, model, search, wanted) if ranked else None
                piece = found or Piece(self._all_ids(session, model, wanted, search, order_of(model, order, descending)))
            else:
                piece = list_reading.begin(session, order_of(model, order, descending), wanted)
            rows = self._rows(session, model, piece.ids[: list_reading.ROWS], columns)
        return replace(piece, rows=rows)

    def more(
        self,
        table: str,
        place: Place,
        *,
        where: Where = (),
        search: str = "",
        order: Sequence[str] = (),
        descending: bool = False,
        stop: Stop | None = None,
    ) -> Piece:
        """The next ids of a list that was begun. Raises as `begin`."""
        model, wanted = model_of(table), conditions(model_of(table), where, self._actions.who)
        # To tell a server to stop takes longer than a piece that nothing filters.
        with self._reading(stop if wanted or self._actions.store.dialect == "sqlite" else None) as session:
            if search.strip():
                return list_reading.more_found(session, model, search, wanted, place)
            return list_reading.more(session, order_of(model, order, descending), wanted, place)

    def beside(
        self,
        table: str,
        id: int,
        step: int,
        *,
        where: Where = (),
        search: str = "",
        order: Sequence[str] = (),
        descending: bool = False,
    ) -> int:
        """The id of the record before (-1) or after (1) this one in a list, 0 where there is none. Raises as `ids`."""
        model, sorted_by = model_of(table), order_of(model_of(table), order, descending)
        if search.strip() or not sorted_by.steps:
            return _beside(self.ids(table, where=where, search=search, order=order, descending=descending), id, step)
        with self._reading(None) as session:
            return list_reading.beside(session, sorted_by, conditions(model, where, self._actions.who), id, step)

    def rows(self, table: str, ids: Sequence[int], columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
        """The values of `columns` of the records with these ids, by id; a deleted record is missing."""
        with self._reading(None) as session:
            return self._rows(session, model_of(table), ids, columns)

    @staticmethod
    def _rows(session: Session, model: type[Record], ids: Sequence[int], columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
        wanted = [model.__table__.columns[field_of(model, name).name] for name in columns]
        query: Select[Any] = select(model.__table__.columns["id"], *wanted).where(model.__table__.columns["id"].in_(ids))
        return {row[0]: tuple(row[1:]) for row in session.execute(query)}

    def linked_contacts(self, kind: str, ids: Sequence[int]) -> dict[int, str]:
        """The number of the linked contact of each of these entities, by id; one without a contact is missing."""
        from contactdesk.model.link_kinds import BY_ID
        from contactdesk.model.relation import ContactBusinessRelation as Relation

        model, number = BY_ID[kind].model.__table__.columns, BY_ID[kind].number
        rows = select(model["id"], Relation.contact_no).join(Relation, and_(Relation.link_to_table == number, Relation.no == model["no"]))
        with self._actions.reading() as session:
            return {row[0]: row[1] for row in session.execute(rows.where(model["id"].in_(ids)))}

    def id_of(self, table: str, no: str) -> int:
        """The id of a record, 0 where there is none."""
        model = model_of(table)
        columns = model.__table__.columns
        with self._actions.reading() as session:
            return session.scalar(select(columns["id"]).where(columns[model.KEY[0]] == no)) or 0

    def read_all(self, table: str, *, where: Where = (), columns: Sequence[str] = (), limit: int = 0) -> list[dict[str, Any]]:
        """The values of all records that fit, by number; every field but pictures unless `columns` names some."""
        model = model_of(table)
        names = [field_of(model, name).name for name in columns] or [
            field.name for field in fields_of(model) if not isinstance(field.kind, Content)
        ]
        query: Select[Any] = select(*(model.__table__.columns[name] for name in names)).where(*conditions(model, where, self._actions.who))
        query = query.order_by(*(model.__table__.columns[name] for name in model.KEY), model.__table__.columns["id"])
        with self._actions.reading() as session:
            return [dict(row) for row in session.execute(query.limit(limit) if limit else query).mappings()]

    def has_any(self, table: str) -> bool:
        """Is there any record at all? Counting a million takes a server longer than a search."""
        with self._reading(None) as session:
            return session.scalar(select(model_of(table).__table__.columns["id"]).limit(1)) is not None

    def count(self, table: str, *, where: Where = ()) -> int:
        """How many records fit. Raises `InvalidFilter`."""
        from sqlalchemy import func

        model = model_of(table)
        query = select(func.count()).select_from(model).where(*conditions(model, where, self._actions.who))
        with self._actions.reading() as session:
            return session.scalar(query) or 0


def conditions(model: type[Record], where: Where, who: Person) -> list[ColumnElement[bool]]:
    """The SQL conditions of filter expressions by field; all of them must hold (contacts F-4)."""
    where = list(where)
    if not where:  # the list that a start shows: it needs none of what follows
        return []
    from contactdesk.services.assigned_filters import filter_condition, filter_field
    from contactdesk.services.filtering import tree_of

    return [filter_condition(model, filter_field(model, name), tree_of(model, name, expression, who)) for name, expression in where]


def _beside(ids: array[int], id: int, step: int) -> int:
    place = ids.index(id) + step if id in ids else -1
    return ids[place] if 0 <= place < len(ids) else 0
