"""What Alembic runs for an upgrade: on the connection that `contactdesk.storage.upgrade` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator

from contactdesk.storage import schema, search_index

_INDEXES = tuple(search_index.index_name(texts.name) for texts in search_index.TEXTS.values())


def _is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    """The search index and the tables it keeps for itself are made elsewhere."""
    return not (kind in ("table", "index") and name is not None and name.startswith(_INDEXES))


def _written(kind: str, item: Any, _written: AutogenContext) -> str | Literal[False]:
    """Our own kinds of column as what they are in the database, so that a revision stays as it is for ever."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata(),
    include_object=_is_ours,
    compare_type=True,
    render_item=_written,
    transactional_ddl=True,
)
context.run_migrations()
