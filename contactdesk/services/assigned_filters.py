"""Contacts are filtered by the codes assigned to them as well as by their own fields (contacts C-82, F-11)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, select

from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.services.values import field_of

if TYPE_CHECKING:
    from contactdesk.model.classification import Assignment
    from contactdesk.model.filter_tree import Node


@cache
def _by_field() -> Mapping[str, Assignment]:
    from contactdesk.model.classification import ASSIGNMENTS  # thirty tables of codes: a list without filters needs none

    return {kind.code_field: kind for kind in ASSIGNMENTS.values()}


def filter_field(model: type[Record], name: str) -> Field:
    """The field called `name` by which records of `model` are filtered. Raises `UnknownField`."""
    kind = _assigned(model, name)
    return field_map(kind.model)[name] if kind is not None else field_of(model, name)


def filter_fields(model: type[Record]) -> tuple[Field, ...]:
    """Every field by which records of `model` can be filtered: their own, and of contacts the codes assigned to them."""
    assigned = tuple(field_map(kind.model)[name] for name, kind in _by_field().items()) if model is Contact else ()
    return fields_of(model) + assigned


def filter_condition(model: type[Record], field: Field, tree: Node) -> ColumnElement[bool]:
    """The records of `model` whose `field` fits `tree`; of an assigned code those that have one that fits."""
    from contactdesk.storage.filter_sql import condition

    kind = _assigned(model, field.name)
    if kind is None:
        return condition(tree, model.__table__.columns[field.name])
    columns = kind.model.__table__.columns
    return model.__table__.columns["no"].in_(select(columns["contact_no"]).where(condition(tree, columns[field.name])))


def _assigned(model: type[Record], name: str) -> Assignment | None:
    return _by_field().get(name) if model is Contact else None
