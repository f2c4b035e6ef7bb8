"""Rows written as another program would write them: past the services, into real tables."""

from __future__ import annotations

from sqlalchemy import insert

from contactdesk.model.fields import fields_of
from contactdesk.model.tables import TABLES


def a_row(table: str, **values):
    """The values of a valid row of `table`, blank where nothing is given."""
    blank = {field.name: field.kind.empty for field in fields_of(TABLES[table])}
    return {"version": 1} | blank | values


def add(connection, table: str, **values) -> int:
    """Write one row; its id."""
    return connection.execute(insert(TABLES[table]), a_row(table, **values)).inserted_primary_key[0]
