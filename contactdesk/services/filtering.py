"""A typed filter on a field of a table, checked and understood (contacts F-5 to F-9)."""

from __future__ import annotations

from contactdesk.model.base import Record
from contactdesk.rules import filters
from contactdesk.rules.filters import Node
from contactdesk.services.assigned_filters import filter_field
from contactdesk.storage.unit_of_work import Person


def tree_of(model: type[Record], name: str, expression: str, who: Person) -> Node:
    """What `expression` lets through on the field `name`, for `who` works at the desk (contacts F-7, F-8).

    Raises `InvalidFilter`, `UnknownField`.
    """
    field = filter_field(model, name)
    variables = {"%me": who.name, "%user": who.name, "%mysalesperson": who.salesperson_code}
    return filters.parse(expression, field.kind, caption=field.caption, field=field.name, variables=variables, work_date=who.work_date)
