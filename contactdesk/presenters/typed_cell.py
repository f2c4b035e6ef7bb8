"""What was typed into a line that is not saved yet, looked at when its cell is left (contacts section 0, 3.6)."""

from __future__ import annotations

from contactdesk.errors import UserError
from contactdesk.model.fields import field_map
from contactdesk.model.tables import TABLES
from contactdesk.services.values import checked


def refusal_of(table: str, name: str, value: object) -> UserError | None:
    """Why the field `name` of `table` cannot hold what was typed: a date that is none, a text that is too long.

    None where it can, as far as the cell alone tells; the rest is said when the line is saved.
    """
    field = field_map(TABLES[table]).get(name)
    try:
        if field is not None:
            checked(field, value, table=table)
    except UserError as refusal:
        return refusal
    return None
