"""Lists of any length: first the ids in order, then rows by id as they come into sight (style, a list of 1,000,000 rows)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from contactdesk.model.base import Record
from contactdesk.model.fields import fields_of
from contactdesk.model.file_kinds import Content
from contactdesk.services.list_order import id_list, order_of
from contactdesk.services.values import field_of, model_of
from contactdesk.storage import search_index
from contactdesk.storage.unit_of_work import Actions, Person

Where = Iterable[tuple[str, str]]


class Lists:
    """Ids and rows of a table, filtered, searched and sorted."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def ids(self, table: str, *, where: Where = (), search: str = "", order: Sequence[str] = (), descending: bool = False) -> array[int]:
        """The ids of all records that fit, in order. Raises `InvalidFilter`, `UnknownField`."""
        model = model_of(table)
        query = select(model.__table__.columns["id"]).where(*conditions(model, where, self._actions.who))
        if search.strip():
            query = query.where(model.__table__.columns["id"].in_(search_index.matching(model, search, self._actions.store.dialect)))
        with self._actions.reading() as session:
            return id_list(session, query.order_by(*order_of(model, order, descending).clauses))

    def rows(self, table: str, ids: Sequence[int], columns: Sequence[str]) -> dict[int, tuple[Any, ...]]:
        """The values of `columns` of the records with these ids, by id; a deleted record is missing."""
        model = model_of(table)
        wanted = [model.__table__.columns[field_of(model, name).name] for name in columns]
        query: Select[Any] = select(model.__table__.columns["id"], *wanted).where(model.__table__.columns["id"].in_(ids))
        with self._actions.reading() as session:
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
