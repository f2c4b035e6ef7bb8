"""The one place that chooses the SQLite library and sets it up (reliability section 2).

Two SQLite libraries in one process would each take the write lock of the same file and lose commits,
so nothing else imports one. And nothing touches a database file with file functions while it is open:
closing such a handle drops the locks of the whole process on Linux and macOS.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

try:
    from pysqlite3 import dbapi2 as driver
except ImportError:  # no wheel for this system: the standard module, with the precautions for old libraries
    import sqlite3 as driver

APPLICATION_ID = 0x43444B31
"""Tells our files ("CDK1") from those of other programs."""
BUSY_SECONDS = 5.0
ASKING_SECONDS = (0.0005, 0.002)
TOLD_AFTER = 1.0
"""Seconds of waiting for the write lock after which the option `waiting` of the connection, a function, is called."""
WAL_LIMIT = 64 * 1024 * 1024
CHECKPOINT_ABOVE = 4 * 1024 * 1024

# Libraries without the fault that can damage a file written through two connections (WAL reset).
_REPAIRED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
_SECURE_SEARCH = (3, 42, 0)

Error = driver.Error
VERSION: tuple[int, ...] = tuple(driver.sqlite_version_info)


def has_wal_fault(version: tuple[int, ...] = VERSION) -> bool:
    """Can this library damage a file while it resets the log? Then checkpoints are made by us alone."""
    return version < _REPAIRED[0] and not any(version[:2] == good[:2] and version >= good for good in _REPAIRED[1:])


def can_erase_search_entries() -> bool:
    """Does the library know the option that removes deleted words from the search index at once?"""
    return VERSION >= _SECURE_SEARCH


@cache
def triggers_reach_search() -> bool:
    """May a trigger write into the search index while the schema is not trusted? Old libraries say no."""
    if _REPAIRED[0] <= VERSION:
        return True
    with closing(driver.connect(":memory:")) as connection:
        for statement in (
            "PRAGMA trusted_schema=OFF",
            "CREATE VIRTUAL TABLE f USING fts5 (a)",
            "CREATE TABLE t (a)",
            "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO f (a) VALUES (new.a); END",
        ):
            connection.execute(statement)
        try:
            connection.execute("INSERT INTO t VALUES ('x')")
        except Error:
            return False
    return True


def _settings(*, alone: bool, read_only: bool, foreign_keys: bool) -> Iterator[str]:
    """The statements every connection begins with, in the order that matters."""
    # An old library lets no trigger reach the search index otherwise; foreign triggers were refused before.
    yield f"PRAGMA trusted_schema={'OFF' if triggers_reach_search() else 'ON'}"
    yield f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}"
    yield "PRAGMA cell_size_check=ON"
    yield "PRAGMA mmap_size=0"
    if read_only:
        yield "PRAGMA query_only=ON"
        return
    if alone:  # must come before the log is opened, or the log needs memory that two computers cannot share
        yield "PRAGMA locking_mode=EXCLUSIVE"
    yield "PRAGMA journal_mode=WAL"
    yield "PRAGMA synchronous=FULL"
    yield "PRAGMA secure_delete=FAST"
    yield f"PRAGMA journal_size_limit={WAL_LIMIT}"
    if sys.platform == "darwin":  # a plain fsync does not empty the drive's cache there
        yield "PRAGMA fullfsync=ON"
        yield "PRAGMA checkpoint_fullfsync=ON"
    if has_wal_fault():
        yield "PRAGMA wal_autocheckpoint=0"


def file_uri(path: Path, **options: str) -> str:
    """`path` as SQLite's own kind of address, with options such as mode="ro"."""
    asked = "&".join(f"{name}={value}" for name, value in options.items())
    return f"file:{quote(str(path.absolute()))}?{asked}"


def connect(path: Path, *, seconds: float = BUSY_SECONDS, **options: str) -> Any:
    """A bare connection, for checks and copies. Transactions are never begun behind our back."""
    return driver.connect(
        file_uri(path, **({"mode": "rw"} | options)), uri=True, timeout=seconds, isolation_level=None, check_same_thread=False
    )


def engine_for(path: Path, *, alone: bool = False, read_only: bool = False, mode: str = "rw", foreign_keys: bool = True) -> Engine:
    """An engine over the file at `path`, every connection set up as reliability section 2 asks.

    `alone`: one connection that keeps everybody else out (network share, sync folder). A
    transaction writes only if it was begun with `execution_options(write=True)`. `foreign_keys` are
    off for migrations alone.
    """
    options = {"immutable": "1"} if mode == "immutable" else {"mode": "ro" if read_only else mode}
    one_only = {"pool_size": 1, "max_overflow": 0} if alone else {"pool_size": 5, "max_overflow": 10}

    def creator() -> Any:
        connection = connect(path, seconds=0 if alone else BUSY_SECONDS, **options)
        try:
            for statement in _settings(alone=alone, read_only=read_only, foreign_keys=foreign_keys):
                connection.execute(statement)
        except Error:
            connection.close()
            raise
        return connection

    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, module=driver, creator=creator, poolclass=QueuePool, **one_only)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _leave_no_transaction)
    if has_wal_fault() and not read_only:
        event.listen(engine, "checkin", lambda connection, _record: _shorten_log(connection, path))
    return engine


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("write", False):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    """Take the write lock, asking every few milliseconds while somebody else has it.

    SQLite itself asks ten times a second in the end, and a long job lets go for 5 ms only: a clerk missed that
    moment for seconds, and was refused in the end (measured: 2.9 s; asking often 0.2 s).
    """
    own: Any = connection.connection.dbapi_connection
    patience = own.execute("PRAGMA busy_timeout").fetchone()[0]
    began, tell = time.monotonic(), connection.get_execution_options().get("waiting")
    own.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < began + patience / 1000 and _is_kept(own):
            if tell is not None and time.monotonic() > began + TOLD_AFTER:
                tell()
                tell = None
            time.sleep(random.uniform(*ASKING_SECONDS))
        if not own.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        own.execute(f"PRAGMA busy_timeout={patience}")


def _is_kept(connection: Any) -> bool:
    """Does somebody else keep the write lock? Otherwise it is taken now, unless another trouble stands in the way."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except Error as error:
        return errorname(error).startswith("SQLITE_BUSY")
    return False


def _leave_no_transaction(connection: DBAPIConnection | None, _record: object) -> None:
    """A commit that failed may have left its transaction open, and SQLAlchemy takes it for ended: end it before reuse."""
    driver_connection: Any = connection
    if connection is not None and driver_connection.in_transaction:
        driver_connection.rollback()


def _shorten_log(connection: DBAPIConnection | None, path: Path) -> None:
    """Empty a log longer than 4 MB into the file, where the library must not do it by itself."""
    try:
        if connection is not None and Path(f"{path}-wal").stat().st_size > CHECKPOINT_ABOVE:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except (OSError, Error):  # somebody is reading: the next save tries again
        pass


def copy_into(source: Any, target: Path) -> Any:
    """Copy the database behind the connection `source` into the new file `target`; a connection to the copy.

    In one step: in portions the copy would start over at every save of a colleague (reliability section 2).
    """
    copy = connect(target)
    try:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # one plain file, readable from any medium
    except Error:
        copy.close()
        raise
    return copy


# How SQLite begins the message of each broken constraint. `pysqlite3` reports only the general code, so
# these fixed beginnings, part of SQLite's tested interface, are the single place where a message is read.
_CONSTRAINTS = {
    "UNIQUE constraint failed": "SQLITE_CONSTRAINT_UNIQUE",
    "CHECK constraint failed": "SQLITE_CONSTRAINT_CHECK",
    "NOT NULL constraint failed": "SQLITE_CONSTRAINT_NOTNULL",
    "FOREIGN KEY constraint failed": "SQLITE_CONSTRAINT_FOREIGNKEY",
}


def errorname(error: BaseException) -> str:
    """SQLite's own name of a trouble ("SQLITE_BUSY_SNAPSHOT"); "" for any other error."""
    if not isinstance(error, driver.Error):
        return ""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    if name != "SQLITE_CONSTRAINT":
        return name
    # What begins with none of them was raised by a trigger, which says what it likes.
    return _CONSTRAINTS.get(str(error).partition(":")[0], "SQLITE_CONSTRAINT_TRIGGER")


def broken_unique(error: BaseException) -> tuple[str, tuple[str, ...]]:
    """Table and columns of a unique key that two rows wanted: ("contact", ("no",)), from the same message."""
    if errorname(error) not in {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}:
        return "", ()
    places = [place.strip().rpartition(".") for place in str(error).partition(": ")[2].split(",")]
    return places[0][0], tuple(column for _table, _dot, column in places)
