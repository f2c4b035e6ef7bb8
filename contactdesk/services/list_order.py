"""The order of a list, and reading on from a place in it: by the key of the last record, never by counting rows (contacts F-1)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select, tuple_
from sqlalchemy.orm import Session

from contactdesk.model.base import Record
from contactdesk.model.sort_keys import sorted_column
from contactdesk.services.values import field_of

Key = tuple[Any, ...]
"""Where a record stands in an order: its values of the columns that sort, the id last."""


@dataclass(frozen=True, slots=True)
class Order:
    """The columns that sort a table, the id last; `descending` turns all of them."""

    table: Table
    columns: tuple[ColumnElement[Any], ...]
    descending: bool = False

    @property
    def steps(self) -> bool:
        """Can it be read on from a key? A blank date has no place that a comparison finds."""
        return not any(getattr(column, "nullable", True) for column in self.columns)

    @property
    def index(self) -> str:
        """The index that holds this order, "" where there is none."""
        wanted = [getattr(column, "name", "") for column in self.columns]
        return next((str(one.name) for one in self.table.indexes if [column.name for column in one.columns] == wanted), "")

    @property
    def clauses(self) -> list[ColumnElement[Any]]:
        """What ORDER BY says."""
        return [column.desc() if self.descending else column.asc() for column in self.columns]

    def after(self, key: Key) -> ColumnElement[bool]:
        """What stands behind `key`."""
        columns, place = tuple_(*self.columns), tuple_(*key)
        return columns < place if self.descending else columns > place

    def up_to(self, key: Key) -> ColumnElement[bool]:
        """What stands at `key` or before it."""
        columns, place = tuple_(*self.columns), tuple_(*key)
        return columns >= place if self.descending else columns <= place

    def turned(self) -> Order:
        """The same order from its end."""
        return Order(self.table, self.columns, not self.descending)


def order_of(model: type[Record], order: Sequence[str] = (), descending: bool = False) -> Order:
    """The order by these fields, else that of the list of `model` (contacts 3.1). Raises `UnknownField`."""
    names = [field_of(model, name).name for name in order]
    if not names or names == list(model.LIST_ORDER[:1]):
        names = list(model.LIST_ORDER or model.KEY)
    table: Table = model.__table__  # type: ignore[assignment]
    return Order(table, (*(sorted_column(table, name) for name in names), table.columns["id"]), descending)


def id_list(session: Session, query: Select[Any]) -> array[int]:
    """The ids that `query` gives, in its order; as one text, because a million rows would each become an object."""
    found = query.subquery()
    if session.get_bind().dialect.name == "sqlite":
        whole = session.scalar(select(func.group_concat(found.c.id, ",")))
    else:
        whole = session.scalar(select(func.array_to_string(func.array(query.scalar_subquery()), ",")))
    return array("q", map(int, whole.split(","))) if whole else array("q")
