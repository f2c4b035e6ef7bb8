"""Keys that lists are sorted by: texts as people look them up, whatever their case and accents (contacts F-1).

A key is a column beside its text, filled by whatever writes through SQLAlchemy; both databases compare it by its
characters, so they give the same order. No record shows it, and nobody types it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Index, Table, Text
from sqlalchemy.orm import MappedColumn, mapped_column

from contactdesk.model.fields import Field
from contactdesk.model.folding import fold
from contactdesk.model.kinds import Code, Phone
from contactdesk.model.kinds import Text as TextKind

if TYPE_CHECKING:
    from contactdesk.model.base import Record

PREFIX = "sort_"
_SHORT_CODE = 20


def has_key(field: Field) -> bool:
    """Is this field sorted by a key? Codes, numbers and dates are sorted as they are."""
    kind = field.kind
    return isinstance(kind, TextKind) and not isinstance(kind, Phone) and not (isinstance(kind, Code) and kind.size <= _SHORT_CODE)


def add_to(model: type[Record]) -> None:
    """Give `model` the keys of the fields it is `SORTED` by, an index for each, and one for the order of its list."""
    table: Table = model.__table__  # type: ignore[assignment]
    for name in model.SORTED:
        if has_key(table.columns[name].info["field"]):
            setattr(model, PREFIX + name, _key_column(name))
        if name != next(iter(model.LIST_ORDER), ""):
            Index(f"ix_{table.name}_by_{name}", sorted_column(table, name), table.columns["id"])
    if model.LIST_ORDER:
        Index(f"ix_{table.name}_list", *(sorted_column(table, name) for name in model.LIST_ORDER), table.columns["id"])


def _key_column(name: str) -> MappedColumn[str]:
    def key(context: Any) -> str:
        return fold(context.get_current_parameters().get(name) or "")

    kind = Text().with_variant(Text(collation="C"), "postgresql")
    return mapped_column(PREFIX + name, kind, nullable=False, deferred=True, insert_default=key, info={"key_of": name})


def sorted_column(table: Table, name: str) -> Column[Any]:
    """The column that a field of `table` is sorted by: its key where it has one."""
    key = table.columns.get(PREFIX + name)
    return table.columns[name] if key is None else key


@cache
def keys_of(model: type[Record]) -> Mapping[str, str]:
    """The fields of `model` that have a key: name of the field -> name of its key."""
    return {column.info["key_of"]: column.name for column in model.__table__.columns if "key_of" in column.info}


def keys(model: type[Record], values: Mapping[str, Any]) -> dict[str, str]:
    """The keys of a record with these values; of the fields that are among them only."""
    return {key: fold(values[name] or "") for name, key in keys_of(model).items() if name in values}
