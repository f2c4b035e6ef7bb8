"""Comment lines of a record (contacts C-85, 1.7); they go with the record (contacts C-116, 1.8)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from contactdesk.model.attached import CommentLine
from contactdesk.model.base import Record
from contactdesk.model.fields import field_map
from contactdesk.rules.comments import first_date
from contactdesk.services import codes
from contactdesk.services.loading import keep
from contactdesk.services.values import model_of, not_found
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

Values = dict[str, Any]
LINE_STEP = 10000


def create(unit: Unit, model: type[Record], values: Values) -> Record:
    """A new line below the others of its record; dated once a day unless a date is given. Raises `NotFound`, `BlankKey`."""
    del model
    owner = _owner(unit, values)
    lines = [
        (line_no, day)
        for line_no, day in unit.session.execute(
            select(CommentLine.line_no, CommentLine.date).where(
                CommentLine.record_table == owner.__tablename__, CommentLine.record_id == owner.id
            )
        )
    ]
    values |= {"record_table": owner.__tablename__, "line_no": max((line_no for line_no, _day in lines), default=0) + LINE_STEP}
    values.setdefault("date", first_date(unit.today, {day for _line_no, day in lines}))
    return codes.create(unit, CommentLine, values)


def save(unit: Unit, record: Record, values: Values, *, places: bool = True) -> None:
    """Change a line."""
    codes.save(unit, record, values, places=places)


def delete(unit: Unit, record: Record) -> None:
    """Delete a line."""
    unit.remove(record)


def _owner(unit: Unit, values: Values) -> Record:
    """The record of a new line, locked: two lines written at the same moment get numbers of their own."""
    model, id = model_of(values.get("record_table", "")), values.get("record_id", 0)
    found = unit.session.get(model, id) if model.KEY else None
    if found is None:
        caption = field_map(CommentLine)["record_id"].name
        raise not_found(model.__tablename__, str(id), field=caption, inside=CommentLine.__tablename__)
    return keep(unit, found)


def why_not_back(unit: Unit, values: Values) -> str:
    """Why a deleted line cannot return (undo): its record is gone; "" if it can."""
    unit.flush()  # the record may be coming back with its lines
    model = model_of(values["record_table"])
    if unit.session.get(model, values["record_id"]) is None:
        return _("{record} does not exist any more").format(record=_(model.CAPTION))
    return ""
