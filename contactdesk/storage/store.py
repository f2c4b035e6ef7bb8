"""One open database: a SQLite file or a PostgreSQL server behind the same few methods."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, delete, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from contactdesk import errors
from contactdesk.model.schema_info import SCHEMA_INFO
from contactdesk.storage import places, postgresql, schema, sqlite, trouble
from contactdesk.text import N_, _

OWNER = "owner"
"""Name of the fact that tells who has a file open that only one may open."""

BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database."""

EMPTY = N_("it is empty")
NO_DATABASE = N_("it is no database, or its beginning is destroyed")
OTHER_PROGRAM = N_("it belongs to another program")


def now() -> datetime:
    """This moment in UTC, without a zone, because SQLite keeps none."""
    return datetime.now(UTC).replace(tzinfo=None)


class Store:
    """An open database. `target` is a path or a postgresql:// address."""

    def __init__(
        self, target: str, engine: Engine, *, read_only: bool = False, newer: bool = False, notice: str = "", alone: bool = False
    ) -> None:
        self.target = target
        self.engine = engine
        self.read_only = read_only
        self._newer = newer
        self.notice = notice
        self._alone = alone
        self.dialect: str = engine.dialect.name

    @staticmethod
    def create(target: str, fill: Callable[[Connection], object] = lambda _connection: None) -> Store:
        """Make a new database and open it; `fill` writes its first rows, or there is no database at all (reliability P-2).

        Raises `StoreExists` where a file is or a server's database holds tables already, and any
        `StoreTrouble` on the way.
        """
        with trouble.told(shown(target)):
            return _create_on_server(target, fill) if postgresql.is_url(target) else _create_file(Path(target), fill)

    @staticmethod
    def open(target: str, *, read_only: bool = False) -> Store:
        """Open a database that was made before.

        One made by an older version is backed up, then upgraded; one made by a newer version, or one
        that may not be written, is opened for looking only, and `notice` says so. Raises `StoreMissing`,
        `StoreNotOurs`, `StoreDamaged`, `StoreInUse` and other `StoreTrouble`.
        """
        with trouble.told(shown(target)):
            return _open_on_server(target, read_only) if postgresql.is_url(target) else _open_file(Path(target), read_only)

    @property
    def name(self) -> str:
        """The name of the file or of the server's database."""
        return str(self.engine.url.database) if self.dialect == "postgresql" else Path(self.target).name

    @property
    def is_alone(self) -> bool:
        """Is this a file that no other program can open meanwhile (network drive, sync folder)?"""
        return self._alone

    @property
    def shown(self) -> str:
        """Where the database is, without a password."""
        return shown(self.target)

    def close(self) -> None:
        """Leave the database. Closing twice is allowed."""
        if self._alone and not self.read_only:
            self._alone = False
            try:
                with self.writing() as connection:
                    _write_owner(connection, "")
            except (errors.StoreTrouble, DBAPIError):  # the place is away: nobody can be told
                pass
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection inside a transaction that only reads, on one consistent state in a file."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def check_writable(self) -> None:
        """Raises `StoreNewer` for a database of a newer version, `StoreReadOnly` for another that is open for looking only."""
        if self._newer:
            raise errors.StoreNewer()
        if self.read_only:
            raise errors.StoreReadOnly(name=self.name)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside a transaction that may write and is committed at the end.

        Raises at once what `check_writable` raises.
        """
        self.check_writable()
        with self.engine.connect().execution_options(write=True) as connection, connection.begin():
            yield connection

    def fact(self, name: str) -> str:
        """A fact about the database itself, "" if it was never noted."""
        with self.reading() as connection:
            return connection.scalar(select(SCHEMA_INFO.c.value).where(SCHEMA_INFO.c.name == name)) or ""

    def note(self, name: str, value: str) -> None:
        """Keep a fact about the database itself."""
        with self.writing() as connection:
            _note(connection, name, value)


def shown(target: str) -> str:
    """`target` as messages show it: an address without its password."""
    return postgresql.shown(target) if postgresql.is_url(target) else target


def _note(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(SCHEMA_INFO).where(SCHEMA_INFO.c.name == name))
    if value:
        connection.execute(insert(SCHEMA_INFO).values(name=name, value=value[:250]))


def _write_owner(connection: Connection, owner: str) -> None:
    _note(connection, OWNER, owner)


# -- files ---------------------------------------------------------------------------------------------


def _create_file(path: Path, fill: Callable[[Connection], object]) -> Store:
    if not path.absolute().parent.is_dir():
        raise errors.StoreMissing(path=str(path.absolute().parent))
    try:  # made before SQLite sees it, so that it is never readable by others (reliability section 5)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise errors.StoreExists(path=str(path)) from None
    except OSError:
        raise errors.StoreReadOnly(path=str(path)) from None
    engine = sqlite.engine_for(path)
    try:
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            schema.create(connection)
            fill(connection)
    except BaseException:
        engine.dispose()
        remove_file(path)
        raise
    engine.dispose()
    return _open_file(path, read_only=False)


def remove_file(path: Path) -> None:
    """Delete a database file that nobody has open, with what SQLite keeps beside it."""
    for suffix in ("", *BESIDE):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _open_file(path: Path, read_only: bool) -> Store:
    if not path.exists():
        raise errors.StoreMissing(path=str(path))
    if path.is_dir():
        raise errors.StoreNotOurs(path=str(path), reason=errors.Caption(NO_DATABASE))
    alone = places.is_shared(path)
    writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    notice = "" if writable or read_only else _("The file may not be changed; the database is open for looking only.")
    mode = "rw" if writable else "ro" if Path(f"{path}-wal").exists() else "immutable"
    number = checked_number(path, mode, alone=alone)
    newer = number > schema.SCHEMA_NUMBER
    if newer:
        read_only, notice = True, _(errors.StoreNewer.message)
    read_only = read_only or not writable
    if number < schema.SCHEMA_NUMBER and not read_only:
        from contactdesk.storage import upgrade

        notice = upgrade.upgrade_file(path)
    engine = sqlite.engine_for(path, alone=alone, read_only=read_only, mode=mode)
    store = Store(str(path), engine, read_only=read_only, newer=newer, notice=notice, alone=alone)
    if alone and not read_only:
        _take(store, path)
    if not read_only:
        _fit_search_indexes(store)
    return store


def _fit_search_indexes(store: Store) -> None:
    with store.reading() as connection:
        fits = schema.search_indexes_fit(connection)
    if not fits:
        with store.writing() as connection:
            schema.fit_search_indexes(connection)


def checked_number(path: Path, mode: str = "rw", *, alone: bool = False) -> int:
    """The number of the schema in the file at `path`, once it is sure that it is one of ours.

    Raises `StoreNotOurs`, `StoreInUse`.
    """
    options = {"immutable": "1", "mode": "ro"} if mode == "immutable" else {"mode": mode}
    try:
        with closing(sqlite.connect(path, seconds=0 if alone else sqlite.BUSY_SECONDS, **options)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            if not connection.execute("PRAGMA page_count").fetchone()[0]:
                raise errors.StoreNotOurs(path=str(path), reason=errors.Caption(EMPTY))
            if connection.execute("PRAGMA application_id").fetchone()[0] != sqlite.APPLICATION_ID:
                raise errors.StoreNotOurs(path=str(path), reason=errors.Caption(OTHER_PROGRAM))
            number = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if number == schema.SCHEMA_NUMBER:
                _refuse_foreign_objects(connection, path)
            return number
    except sqlite.Error as error:
        name = sqlite.errorname(error)
        if name == "SQLITE_NOTADB":
            raise errors.StoreNotOurs(path=str(path), reason=errors.Caption(NO_DATABASE)) from None
        if alone and name.startswith("SQLITE_BUSY"):
            raise errors.StoreInUse(path=str(path), owner=owner_of(path)) from None
        raise


def _refuse_foreign_objects(connection: Any, path: Path) -> None:
    found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    foreign = schema.foreign_objects(found)
    if foreign:
        reason = _("it contains what ContactDesk did not make ({names})").format(names=", ".join(foreign[:5]))
        raise errors.StoreNotOurs(path=str(path), reason=reason)


def _take(store: Store, path: Path) -> None:
    """Keep everybody else out of the file, and leave a note who did so where they can read it."""
    try:
        with store.writing() as connection:
            _write_owner(connection, f"{places.who_am_i()} ({now():%Y-%m-%d %H:%M} UTC)")
        with store.engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the note must stand in the file itself
    except DBAPIError as error:
        store.engine.dispose()
        if trouble.code(error).startswith("SQLITE_BUSY"):
            raise errors.StoreInUse(path=str(path), owner=owner_of(path)) from None
        raise


def owner_of(path: Path) -> str:
    """Who has the file at `path` open alone, read past the lock; "?" if nobody left a note."""
    try:
        with closing(sqlite.connect(path, mode="ro", immutable="1")) as connection:
            row = connection.execute("SELECT value FROM schema_info WHERE name = ?", (OWNER,)).fetchone()
            return str(row[0]) if row else "?"
    except sqlite.Error:
        return "?"


# -- servers -------------------------------------------------------------------------------------------


def _create_on_server(target: str, fill: Callable[[Connection], object]) -> Store:
    engine = postgresql.engine_for(target)
    try:
        with engine.begin() as connection:
            if inspect(connection).get_table_names():
                raise errors.StoreExists(path=shown(target))
            schema.create(connection)
            fill(connection)
    except BaseException:
        engine.dispose()
        raise
    return Store(target, engine, notice=_durability(engine))


def _open_on_server(target: str, read_only: bool) -> Store:
    engine = postgresql.engine_for(target)
    try:
        number = _number_on_server(engine, target)
        notice = _durability(engine)
        newer = number > schema.SCHEMA_NUMBER
        if newer:
            read_only, notice = True, _(errors.StoreNewer.message)
        if number < schema.SCHEMA_NUMBER and not read_only:
            from contactdesk.storage import upgrade

            notice = upgrade.upgrade_server(engine, target, number)
    except BaseException:
        engine.dispose()
        raise
    return Store(target, engine, read_only=read_only, newer=newer, notice=notice)


def _number_on_server(engine: Engine, target: str) -> int:
    with engine.connect() as connection:
        if connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar() is None:
            reason = OTHER_PROGRAM if inspect(connection).get_table_names() else EMPTY
            raise errors.StoreNotOurs(path=shown(target), reason=errors.Caption(reason))
        stamped = connection.scalar(select(schema.REVISION_TABLE.c.version_num)) or ""
        if not stamped.isdigit():
            raise errors.StoreNotOurs(path=shown(target), reason=errors.Caption(OTHER_PROGRAM))
        return int(stamped)


def _durability(engine: Engine) -> str:
    with engine.connect() as connection:
        weak = postgresql.weak_settings(connection)
    if not weak:
        return ""
    return _("After a power cut the server could lose what was saved: {settings}. Tell its administrator.").format(settings=", ".join(weak))
