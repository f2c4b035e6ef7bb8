"""What belongs to a record and goes with it: its rows elsewhere, and what people attached to it (contacts C-116 to C-118, 1.8)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from contactdesk.model.attached import CommentLine, RecordFile, RecordLink, RecordNote
from contactdesk.model.base import Record
from contactdesk.model.tables import references_to
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit

ATTACHED = (CommentLine, RecordNote, RecordLink, RecordFile)


def remove_belongings(unit: Unit, model: type[Record], records: Sequence[Record]) -> None:
    """Delete what belongs to these records of `model`, and what is attached to them."""
    keys, ids = [record.key for record in records], [record.id for record in records]
    if len(model.KEY) == 1:
        for owned, field in references_to(model.__tablename__):
            if field.belongs:
                for row in unit.session.scalars(select(owned).where(among(owned.__table__.columns[field.name], keys))):
                    unit.remove(row)
    for attached in ATTACHED:
        query = select(attached).where(attached.record_table == model.__tablename__, among(attached.record_id, ids))
        for row in unit.session.scalars(query):
            unit.remove(row)
