"""Is the database sound? What *Check database* looks at below the level of records (reliability section 2, "Check")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from contactdesk.model.base import Record
from contactdesk.storage import schema, search_index, trouble, upgrade
from contactdesk.storage.store import Store
from contactdesk.text import N_, _

BLOCK = 2_000
_NETS_OF_SERVER = "SELECT tgname FROM pg_trigger UNION SELECT proname FROM pg_proc UNION SELECT indexname FROM pg_indexes"

DAMAGE, REFERENCE, SCHEMA, SEARCH = "damage", "reference", "schema", "search"

_MESSAGES = {
    DAMAGE: N_("The file is damaged: {detail}"),
    REFERENCE: N_("{detail} rows of table {table} refer to something that is not there."),
    SCHEMA: N_("The schema is not as it should be: {detail}"),
    SEARCH: N_("Records of table {table} that the search does not find as it should: {detail}."),
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is not as it should be: what kind ("damage", "search"), where, and how much or what."""

    kind: str
    table: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return _(_MESSAGES[self.kind]).format(table=self.table, detail=self.detail)


def check(store: Store) -> list[Flaw]:
    """Everything that is wrong with the database itself; empty when it is sound."""
    flaws = damage(store)
    if flaws:  # a damaged file answers nothing else reliably
        return flaws
    with store.reading() as connection:
        flaws = [*references(connection), *schema_flaws(connection), *search_flaws(connection)]
    return flaws if store.read_only else flaws + index_flaws(store)


def damage(store: Store, *, quick: bool = False) -> list[Flaw]:
    """Damaged pages of a file; `quick` leaves out comparing the indexes. Servers check their pages themselves."""
    if store.dialect != "sqlite":
        return []
    question = "PRAGMA quick_check(20)" if quick else "PRAGMA integrity_check(20)"
    try:
        with store.reading() as connection:
            answers = connection.exec_driver_sql(question).scalars().all()
    except DBAPIError as error:  # it may raise instead of answering
        return [Flaw(DAMAGE, detail=trouble.code(error))]
    return [Flaw(DAMAGE, detail=answer) for answer in answers if answer != "ok"]


def references(connection: Connection) -> list[Flaw]:
    """Rows whose foreign key leads nowhere; a server never lets that happen."""
    if connection.dialect.name != "sqlite":
        return []
    counts: dict[str, int] = {}
    for table, *_rest in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        counts[table] = counts.get(table, 0) + 1
    return [Flaw(REFERENCE, table, str(count)) for table, count in counts.items()]


def schema_flaws(connection: Connection) -> list[Flaw]:
    """Tables, columns, keys, indexes and triggers that are missing or foreign."""
    flaws = [Flaw(SCHEMA, detail=_difference(entry)) for entry in upgrade.differences(connection)]
    if connection.dialect.name == "sqlite":
        found = [tuple(row) for row in connection.exec_driver_sql("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")]
        flaws += [Flaw(SCHEMA, detail=name) for name in schema.foreign_objects(found)]
        names = {name for _type, name, _sql in found}
    else:
        names = set(connection.exec_driver_sql(_NETS_OF_SERVER).scalars())
    missing = [name for name, _statement in schema.nets(connection.dialect.name) if name and name not in names]
    return flaws + [Flaw(SCHEMA, detail=name) for name in missing]


def _difference(entry: Any) -> str:
    """One line of Alembic's comparison: what would have to be done, and to what."""
    step = entry[0] if isinstance(entry, list) else entry
    subject = next((part for part in reversed(step) if hasattr(part, "name")), step[-1])
    return f"{step[0]} {getattr(subject, 'name', subject)}"


def search_flaws(connection: Connection) -> list[Flaw]:
    """Records whose search text is missing, old or left over, and search indexes that differ from the texts."""
    flaws = []
    for table, model in search_index.searched().items():
        wrong = sum(1 for _id, _text in _wrong_texts(connection, model)) + len(_left_over(connection, model))
        if wrong:
            flaws.append(Flaw(SEARCH, table, str(wrong)))
    return flaws


def index_flaws(store: Store) -> list[Flaw]:
    """Search indexes of a file that do not say what their tables say. Asking for it counts as writing."""
    flaws = []
    for texts in search_index.TEXTS.values() if store.dialect == "sqlite" else ():
        index = search_index.index_name(texts.name)
        try:
            with store.writing() as connection:
                connection.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except DBAPIError as error:
            if not trouble.code(error).startswith("SQLITE_CORRUPT"):
                raise
            flaws.append(Flaw(SEARCH, texts.name.removesuffix("_search"), _("all")))
    return flaws


def repair_search(store: Store) -> int:
    """Write wrong search texts anew and build the search indexes again; how many texts were wrong."""
    wrong = 0
    with store.writing() as connection:
        for model in search_index.searched().values():
            texts = list(_wrong_texts(connection, model))
            gone = _left_over(connection, model)
            search_index.put(connection, model, texts)
            search_index.remove(connection, model, gone)
            wrong += len(texts) + len(gone)
        if store.dialect == "sqlite":
            schema.rebuild_search(connection)
    return wrong


def _wrong_texts(connection: Connection, model: type[Record]) -> Iterable[tuple[int, str]]:
    """Id and right text of every record whose text is not right."""
    texts = search_index.TEXTS[model.__tablename__]
    table = model.__table__
    columns = [table.c[name] for name in search_index.searched_names(model)]
    joined = table.outerjoin(texts, texts.c.id == table.c.id)
    last = 0
    while True:
        page = select(table.c.id, texts.c.text, *columns).select_from(joined).where(table.c.id > last).order_by(table.c.id).limit(BLOCK)
        rows = connection.execute(page).all()
        for row in rows:
            right = search_index.search_text(model, dict(zip(search_index.searched_names(model), islice(row, 2, None), strict=True)))
            if right != row[1]:
                yield row[0], right
        if len(rows) < BLOCK:
            return
        last = rows[-1][0]


def _left_over(connection: Connection, model: type[Record]) -> list[int]:
    texts = search_index.TEXTS[model.__tablename__]
    there = select(model.__table__.c.id).where(model.__table__.c.id == texts.c.id).exists()
    return list(connection.scalars(select(texts.c.id).where(~there)))
