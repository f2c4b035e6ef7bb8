"""What people have the office remember: mappings of columns, views of lists."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactdesk.model.base import Base


class ImportMapping(Base):
    """A column mapping used before, found again by the header of the file (interchange X-32)."""

    __tablename__ = "import_mapping"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(String(64))
    columns: Mapped[dict[str, str | None]] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("kind", "fingerprint", name="uq_import_mapping"),)


class SavedView(Base):
    """A view of a list under a name: filters, columns, order (contacts F-3). A blank owner means everybody."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(40))
    owner: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(100))
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (UniqueConstraint("page", "owner", "name", name="uq_saved_view"),)
