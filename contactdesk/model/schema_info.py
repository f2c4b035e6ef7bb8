"""What the database says about itself."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from contactdesk.model.base import Base


class SchemaInfo(Base):
    """Facts about the database itself: schema revision, who made it, when it was checked."""

    __tablename__ = "schema_info"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(250))
