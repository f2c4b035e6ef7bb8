"""What was changed, by whom and why: one change set for each user action (design, decision 3).

An entry tells what happened to one record in one save. Updates and deletions carry the values; an
insertion does not, because what a record was born with follows from what it is now and what changed
since. That keeps bulk work cheap and holds every value only as often as needed.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, DateTime, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactdesk.model.base import Base


class ChangeSetRow(Base):
    """One user action, or one batch of a long one."""

    __tablename__ = "change_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), unique=True)
    """Made before saving: after a lost connection it tells whether the save arrived (reliability P-6)."""
    batch: Mapped[int] = mapped_column(Integer, index=True)
    """Entry that a long job began with; a batch is undone as one. 0: on its own."""
    at: Mapped[datetime] = mapped_column(DateTime)
    who: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(40))
    summary: Mapped[str] = mapped_column(String(250))
    undone_by: Mapped[int] = mapped_column(Integer)
    undoes: Mapped[int] = mapped_column(Integer)


class HistoryEntry(Base):
    """What happened to one record in one save. Bank values lie in an entry of their own class."""

    __tablename__ = "history_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    change_set_id: Mapped[int] = mapped_column(ForeignKey("change_set.id"), index=True)
    record_table: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    """Version the record has since; after a deletion the last version plus one."""
    value_class: Mapped[int] = mapped_column(SmallInteger)
    """0: plain and personal values, 1: bank values."""
    record_no: Mapped[str] = mapped_column(String(50))
    change: Mapped[int] = mapped_column(SmallInteger)
    cause: Mapped[str] = mapped_column(String(100))
    lines: Mapped[dict[str, list[object]] | None] = mapped_column(JSON(none_as_null=True))
    """Field -> [before, after, cause unless the entry's], as text."""

    __table_args__ = (
        UniqueConstraint("record_table", "record_id", "version", "value_class", name="uq_history_version"),
        Index("ix_history_record_no", "record_table", "record_no"),
    )
