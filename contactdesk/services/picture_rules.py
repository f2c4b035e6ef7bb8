"""When a record may have a picture (contacts C-120)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.fields import field_map


def check_picture(record: Record, values: Mapping[str, Any]) -> None:
    """A picture needs a number and a name first. Raises `FillFirst`."""
    if not values.get("image"):
        return
    declared = field_map(type(record))
    for name in (record.KEY[0], record.TITLE):
        if name in declared and not (values.get(name, getattr(record, name)) or ""):
            raise errors.FillFirst(table=record.__tablename__, record=record.key, field=name, caption=Caption(declared[name].caption))
