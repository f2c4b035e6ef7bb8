"""Rows for drop-downs: what a code field offers while it is typed (contacts F-12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from contactdesk.model.base import Record
from contactdesk.model.codes import Salesperson
from contactdesk.storage.filter_sql import like


def rows(session: Session, model: type[Record], text: str, limit: int, equal: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Key and title of the records whose key or title contains `text`; keys that begin with it come first."""
    columns = model.__table__.columns
    key = columns[model.KEY[0]]
    title = columns[model.TITLE] if model.TITLE in columns else columns.get("search_name", key)
    query = select(key, title)
    for name, value in equal.items():
        query = query.where(columns[name] == value)
    if model is Salesperson:
        # contacts 1.3: blocked colleagues are not offered.
        query = query.where(columns["blocked"].is_(False), columns["privacy_blocked"].is_(False))
    if text:
        wanted = text.strip()
        query = query.where(or_(like(key, wanted, inside=True), like(title, wanted, inside=True)))
        query = query.order_by(case((like(key, wanted, starts=True), 0), else_=1), key)
    else:
        query = query.order_by(key)
    return [(no, name) for no, name in session.execute(query.limit(limit))]
