"""What people attach to a record: comments, notes, links, files (contacts 1.7, 3.1).

It hangs on the record's `id`, which never changes, so renumbering need not carry it.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import Field, Privacy, field
from contactdesk.model.file_kinds import Content
from contactdesk.model.kinds import Code, Day, Link, Moment, Text, Whole
from contactdesk.text import N_


class OfRecord:
    """Hangs on a record of any table."""

    record_table: Mapped[str] = field(N_("Table"), Text(40), N_("Table of the record."), given_once=True, editable=False, sort_order=-1)
    record_id: Mapped[int] = field(N_("Record ID"), Whole(1), N_("The record itself."), given_once=True, editable=False, sort_order=-1)


class Written:
    """Who wrote it, and when."""

    created_by: Mapped[str] = field(N_("Created by"), Text(100), N_("Who wrote it."), editable=False, listed=True, sort_order=1)
    created: Mapped[dt.datetime | None] = field(
        N_("Created"), Moment(), N_("When it was written."), editable=False, listed=True, sort_order=1
    )

    @property
    def key(self) -> str:
        """The moment of a note, the address of a link, the name of a file: the id of their record is never shown."""
        assert isinstance(self, Record)
        spec: Field = self.__table__.columns[self.KEY[-1]].info["field"]
        return spec.kind.format(getattr(self, self.KEY[-1]))


class CommentLine(OfRecord, Record):
    """A line of the comment sheet of a record (contacts C-85)."""

    __tablename__ = "comment_line"
    KEY: ClassVar[tuple[str, ...]] = ("record_table", "record_id", "line_no")
    TITLE = "comment"
    CAPTION, CAPTIONS = N_("Comment"), N_("Comments")

    line_no: Mapped[int] = field(N_("Line No."), Whole(), N_("Order of the lines."), editable=False)
    date: Mapped[dt.date | None] = field(N_("Date"), Day(), N_("Day of the comment."), listed=True)
    comment: Mapped[str] = field(N_("Comment"), Text(80), N_("The comment."), privacy=Privacy.PERSONAL, listed=True)
    code: Mapped[str] = field(N_("Code"), Code(10), N_("A code of your own for the comment."))
    last_date_modified: Mapped[dt.date | None] = field(
        N_("Last Date Modified"), Day(), N_("Day of the last change."), editable=False, stamp=True
    )

    __table_args__ = (UniqueConstraint("record_table", "record_id", "line_no", name="uq_comment_line"),)


class RecordNote(OfRecord, Written, Record):
    """A note on a record."""

    __tablename__ = "record_note"
    KEY: ClassVar[tuple[str, ...]] = ("record_table", "record_id", "note", "created")
    TITLE = "note"
    CAPTION, CAPTIONS = N_("Note"), N_("Notes")

    note: Mapped[str] = field(N_("Note"), Text(2000, lines=True), N_("Text of the note."), privacy=Privacy.PERSONAL, listed=True)

    __table_args__ = (Index("ix_record_note", "record_table", "record_id"),)


class RecordLink(OfRecord, Written, Record):
    """A web address that belongs to a record."""

    __tablename__ = "record_link"
    KEY: ClassVar[tuple[str, ...]] = ("record_table", "record_id", "link_address")
    TITLE = "description"
    CAPTION, CAPTIONS = N_("Link"), N_("Links")

    link_address: Mapped[str] = field(N_("Link Address"), Link(2000), N_("Web address; only http and https are opened."), listed=True)
    description: Mapped[str] = field(N_("Description"), Text(250), N_("What is behind the link."), listed=True)

    __table_args__ = (UniqueConstraint("record_table", "record_id", "link_address", name="uq_record_link"),)


class RecordFile(OfRecord, Written, Record):
    """A file that is kept with a record, in the database."""

    __tablename__ = "record_file"
    KEY: ClassVar[tuple[str, ...]] = ("record_table", "record_id", "file_name")
    TITLE = "file_name"
    CAPTION, CAPTIONS = N_("Attachment"), N_("Attachments")

    file_name: Mapped[str] = field(N_("File Name"), Text(250), N_("Name of the file."), listed=True)
    size: Mapped[int] = field(N_("Size"), Whole(0), N_("Bytes of the file."), editable=False, listed=True)
    content: Mapped[bytes | None] = field(N_("Content"), Content(), N_("The file itself."), privacy=Privacy.PERSONAL)

    __table_args__ = (UniqueConstraint("record_table", "record_id", "file_name", name="uq_record_file"),)
