"""The schema of a new database, and the nets that hold whatever program writes (reliability section 4).

Tables, keys and indexes come from the models. Version triggers, kind checks and the search index are made by
the functions below and made anew after every migration, so no migration has to remember them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateColumn

from contactdesk.model.base import Base
from contactdesk.model.kinds import Choice, YesNo
from contactdesk.model.tables import KEPT, TABLES, load_all
from contactdesk.storage import search_index, sqlite

REVISION = "0001"
"""The newest revision in `migrations/versions`; files of this version of the program carry it."""
SCHEMA_NUMBER = int(REVISION)

_MANY = 1_000_000

_OLD_INDEX = 4
"""The newest form of search index that libraries before 3.42 read."""

STALE_VERSION = "CD001"
"""SQLSTATE of an update that does not raise the version by one."""
_FUNCTION = "contactdesk_version"

REVISION_TABLE = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


@compiles(CreateColumn, "sqlite")
def _column_with_its_kind(element: CreateColumn, compiler: Any, **options: Any) -> str:
    """SQLite checks neither lengths nor kinds by itself; the column says what PostgreSQL knows from its type."""
    column = element.element
    text: str = compiler.visit_create_column(element, **options)
    check = "" if column.primary_key or column.computed is not None else _check_of(column)
    return f"{text} CHECK ({check})" if text and check else text


def _check_of(column: Column[Any]) -> str:
    name = f'"{column.name}"'
    match column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type:
        case Boolean():
            return f"{name} IN (0, 1)"
        case SmallInteger() | Integer() | BigInteger():
            return f"typeof({name}) IN ('integer', 'null')"
        case String(length=int(length)):
            return f"length({name}) <= {length}"
        case LargeBinary():
            return f"typeof({name}) IN ('blob', 'null')"
        case _:
            return ""


def nets(dialect: str) -> list[tuple[str, str]]:
    """Statements that make the triggers and search indexes, as (name, statement)."""
    return list(_sqlite_nets() if dialect == "sqlite" else _postgresql_nets())


def _sqlite_nets() -> Iterator[tuple[str, str]]:
    for table in TABLES:
        name = f"{table}_version"
        stale = "new.version IS NOT old.version + 1"
        yield name, f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {stale} BEGIN SELECT RAISE(ABORT, '{STALE_VERSION}'); END"
    for texts in search_index.TEXTS.values():
        yield from search_index.sqlite_index(texts.name, erase=sqlite.can_erase_search_entries())


def _postgresql_nets() -> Iterator[tuple[str, str]]:
    body = f"""BEGIN
        IF new.version IS DISTINCT FROM old.version + 1 THEN
            RAISE EXCEPTION 'version' USING ERRCODE = '{STALE_VERSION}', TABLE = tg_table_name;
        END IF;
        RETURN new;
    END"""
    yield _FUNCTION, f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    for table in TABLES:
        name = f"{table}_version"
        yield name, f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
    yield from search_index.postgresql_index([texts.name for texts in search_index.TEXTS.values()])


def metadata() -> MetaData:
    """All tables of the database; the texts that are searched are among them."""
    return load_all()


def create(connection: Connection) -> None:
    """Make everything in an empty database and stamp it, within the transaction of `connection`."""
    metadata().create_all(connection, checkfirst=False)
    install_nets(connection)
    REVISION_TABLE.create(connection)
    connection.execute(REVISION_TABLE.insert().values(version_num=REVISION))
    stamp(connection)


def stamp(connection: Connection) -> None:
    """Write into a file what it is and which schema it has."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={sqlite.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_NUMBER}")


def install_nets(connection: Connection) -> None:
    """Make triggers and search indexes; the indexes learn what their tables already hold."""
    for _name, statement in nets(connection.dialect.name):
        connection.exec_driver_sql(statement)
    if connection.dialect.name == "sqlite":
        rebuild_search(connection)
        tell_frequencies(connection)


def tell_frequencies(connection: Connection) -> None:
    """Tell SQLite's planner which indexes of lists hold few different values.

    It takes every index for one that finds ten rows, and would look for the persons of a company among all persons.
    """
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # makes the table of statistics, without any
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    rows = [
        (table, str(index.name), f"{_MANY} {_MANY // values} 1")
        for table, model in TABLES.items()
        for index in Base.metadata.tables[table].indexes
        if model.SORTED and str(index.name).startswith(f"ix_{table}_by_") and (values := _different_values(index.columns[0]))
    ]
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", rows)


def _different_values(column: Column[Any]) -> int:
    """How many different values a column of a large table has, roughly; 0 where they are many."""
    field = column.info.get("field")
    if field is None:
        return 0
    if isinstance(field.kind, YesNo):
        return 2
    if isinstance(field.kind, Choice):
        return len(field.kind.options)
    return 20 if field.refers_to and not field.free else 0


def rebuild_search(connection: Connection) -> None:
    """Let the search indexes of a file learn their tables anew."""
    for texts in search_index.TEXTS.values():
        _rebuild(connection, search_index.index_name(texts.name))


def _rebuild(connection: Connection, index: str) -> None:
    if not sqlite.can_erase_search_entries():  # an old library refuses even this for the newer form, unless told otherwise
        connection.exec_driver_sql(f"UPDATE {index}_config SET v = {_OLD_INDEX} WHERE k = 'version'")
    connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def fit_search_indexes(connection: Connection) -> None:
    """Let a file that another SQLite library wrote fit ours.

    An old library cannot read an index from which a newer one erased words, so it is made anew; a newer
    one erases deleted words from now on (reliability P-14).
    """
    if not sqlite.can_erase_search_entries():
        rebuild_search(connection)
        return
    for texts in search_index.TEXTS.values():
        index = search_index.index_name(texts.name)
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)")


def search_indexes_fit(connection: Connection) -> bool:
    """Can our SQLite library read the search indexes, and does it erase deleted words from them?"""
    for texts in search_index.TEXTS.values():
        found = connection.exec_driver_sql(f"SELECT k, v FROM {search_index.index_name(texts.name)}_config")
        options = {str(row[0]): row[1] for row in found}
        if sqlite.can_erase_search_entries():
            if not options.get("secure-delete"):
                return False
        elif options.get("version", 0) > _OLD_INDEX:
            return False
    return True


def remove_nets(connection: Connection) -> None:
    """Take away every trigger and search index, whoever made it: a migration must not set one off."""
    if connection.dialect.name == "sqlite":
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        for (name,) in connection.exec_driver_sql(f"SELECT name FROM sqlite_schema WHERE {VIRTUAL}").all():
            if not sqlite.can_erase_search_entries():  # an old library drops no index of the newer form
                _rebuild(connection, name)
            connection.exec_driver_sql(f'DROP TABLE "{name}"')
    else:
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {_FUNCTION}() CASCADE")
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {search_index.FUNCTION}(text) CASCADE")


VIRTUAL = "type = 'table' AND upper(substr(ltrim(sql), 1, 14)) = 'CREATE VIRTUAL'"


_OF_SQLITE = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")


def foreign_objects(found: list[tuple[str, str, str]]) -> list[str]:
    """Names of what does not belong into our file: foreign or altered triggers, views, virtual tables.

    `found` are type, name and statement of everything in the file. A foreign trigger would work for
    its maker whenever we save (reliability section 2).
    """
    ours = {name: statement for name, statement in nets("sqlite") if name}
    shadows = tuple(f"{search_index.index_name(texts.name)}_" for texts in search_index.TEXTS.values())
    texts = {texts.name for texts in search_index.TEXTS.values()}
    tables = {*TABLES, *chain.from_iterable(KEPT.values()), *texts, REVISION_TABLE.name, *_OF_SQLITE}
    foreign = []
    for kind, name, statement in found:
        if kind == "table" and (name in tables or name.startswith(shadows)) and "VIRTUAL" not in statement[:20].upper():
            continue
        if kind == "index" or ours.get(name) == statement:
            continue
        foreign.append(name)
    return foreign
