"""All tables that hold records, by name; which fields refer to which."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from contactdesk.model import (
    alt_address,
    attached,
    classification,
    codes,
    contact,
    history,
    link_kinds,
    numbering,
    online_map,
    relation,
    setup,
)
from contactdesk.model.base import Base, Record
from contactdesk.model.fields import Field, fields_of

__all__ = [
    "TABLES",
    "alt_address",
    "attached",
    "classification",
    "codes",
    "contact",
    "history",
    "link_kinds",
    "numbering",
    "online_map",
    "references_to",
    "relation",
    "setup",
]


def _all_records(root: type[Base]) -> list[type[Record]]:
    found: list[type[Record]] = []
    for model in root.__subclasses__():
        if "__tablename__" in model.__dict__ and issubclass(model, Record):
            found.append(model)
        found.extend(_all_records(model))
    return found


TABLES: Mapping[str, type[Record]] = {model.__tablename__: model for model in _all_records(Base)}


@cache
def references_to(table: str) -> tuple[tuple[type[Record], Field], ...]:
    """Every field whose value is a key of `table`: what renaming, deleting and checking go through."""
    return tuple((model, field) for model in TABLES.values() for field in fields_of(model) if field.refers_to == table)
