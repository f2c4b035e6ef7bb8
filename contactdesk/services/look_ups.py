"""What a code field offers while it is typed, and what a code means (contacts F-12)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session

from contactdesk.model.base import Record
from contactdesk.model.codes import Salesperson
from contactdesk.storage.filter_sql import like


def rows(
    session: Session, model: type[Record], text: str, limit: int, equal: Mapping[str, Any], *, blocked: bool = False
) -> list[tuple[str, str]]:
    """Key and title of the records whose key or title contains `text`; keys that begin with it come first.

    `blocked` ones are offered to who looks for records that have them, not to who gives a record one.
    """
    columns = model.__table__.columns
    key, title = _shown(model)
    query = select(key, title)
    for name, value in equal.items():
        query = query.where(columns[name] == value)
    if model is Salesperson and not blocked:
        # contacts 1.3: blocked colleagues are not offered.
        query = query.where(columns["blocked"].is_(False), columns["privacy_blocked"].is_(False))
    if text:
        wanted = text.strip()
        query = query.where(or_(like(key, wanted, inside=True), like(title, wanted, inside=True)))
        query = query.order_by(case((like(key, wanted, starts=True), 0), else_=1), key)
    else:
        query = query.order_by(key)
    return [(no, name) for no, name in session.execute(query.limit(limit))]


def titles(session: Session, model: type[Record], keys: Collection[str]) -> dict[str, str]:
    """Title of each record with one of these keys, blocked ones as well; a key that nothing has is left out."""
    key, title = _shown(model)
    found = session.execute(select(key, title).where(key.in_(keys)))
    return {no: str(text or "") for no, text in found}


def _shown(model: type[Record]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The column that is typed, and the one that says what it means."""
    columns = model.__table__.columns
    key = columns[model.KEY[0]]
    return key, columns[model.TITLE] if model.TITLE in columns else columns.get("search_name", key)
