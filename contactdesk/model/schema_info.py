"""What the database says about itself.

A table without a class: every start reads it, and to map a class takes two milliseconds.
"""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from contactdesk.model.base import Base

SCHEMA_INFO = Table(
    "schema_info",
    Base.metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(250), nullable=False),
)
"""Facts about the database itself by name: schema revision, who made it, when it was checked."""
