"""The base of every table: a stable id, a version counter, and constraints with names."""

from __future__ import annotations

from typing import Any, ClassVar, Self, cast

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from contactdesk.text import N_


class Base(DeclarativeBase):
    """Root of all tables. Constraints carry names, because errors are told apart by them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Base):
    """A record that people change: it has a version, a history and a key they know it by.

    `KEY` names the fields that tell one record from another ("no", or "code"); `TITLE` the field
    shown beside the key. `CAPTION` and `CAPTIONS` name one and several of them.
    """

    __abstract__ = True
    # A row somebody else deleted a moment earlier is no matter of luck: the history refuses a second deletion.
    __mapper_args__: Any = {"confirm_deleted_rows": False}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    KEY: ClassVar[tuple[str, ...]] = ("code",)
    TITLE: ClassVar[str] = "description"
    CAPTION: ClassVar[str] = N_("Record")
    CAPTIONS: ClassVar[str] = N_("Records")
    SEARCHED: ClassVar[bool] = False
    SORTED: ClassVar[tuple[str, ...]] = ()
    """Fields that lists of any length are sorted by: each has an index (contacts F-1)."""
    LIST_ORDER: ClassVar[tuple[str, ...]] = ()
    """The fields a list is in the order of before anybody sorts it; its key where this is empty."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    version: Mapped[int] = mapped_column(sort_order=-1)
    """Raised by one at every change by the change capture; a trigger refuses anything else. SQLAlchemy's own
    version counter would send one statement for each row instead of one for all."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "__table__" in cls.__dict__:
            # SQLite would give the id of a deleted record to the next one, and its history with it.
            cast("Table", cls.__table__).dialect_options["sqlite"]["autoincrement"] = True
            if cls.SORTED:
                from contactdesk.model import sort_keys

                sort_keys.add_to(cls)

    @classmethod
    def born(cls, **values: Any) -> Self:
        """A new record with these values, written past SQLAlchemy's attributes: long jobs make hundreds of thousands."""
        record = cls()
        record.__dict__.update(values)
        return record

    @property
    def key(self) -> str:
        """The number or code people know this record by."""
        return " ".join(str(getattr(self, name)) for name in self.KEY)

    @property
    def title(self) -> str:
        """The name or description shown beside the key."""
        return str(getattr(self, self.TITLE)) if self.TITLE else ""
