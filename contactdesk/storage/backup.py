"""Copies of a database that can be relied on, and the way back (reliability P-9).

A copy is made under a temporary name, checked, written to the disk and only then given its name. A
server is copied table by table, in one consistent view, into a file that ContactDesk opens like any other.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, Text, event, func, insert, select, text

from contactdesk import errors
from contactdesk.storage import postgresql, schema, search_index, sqlite, store, trouble
from contactdesk.storage.store import Store
from contactdesk.text import N_

ROWS_AT_ONCE = 1_000
DAMAGED_COPY = N_("the copy did not pass its check")


def backup(source: Store, path: Path, *, replace: bool = False) -> Path:
    """Copy the open database `source` into the new file `path` and check the copy; `path`.

    `replace`: a file at `path` gives way, but only when the copy is there and was checked. Raises `StoreExists` where
    something is at `path` otherwise, and where it is the database itself; `StoreBusy` where somebody has it open;
    `BackupFailed` when the copy cannot be made.
    """
    if replace and path.exists():
        _check_gives_way(source, path)
    if source.dialect == "postgresql":
        _copy_server(source.engine, path, schema.metadata(), schema.SCHEMA_NUMBER, replace=replace)
        return path
    with source.engine.connect() as connection, _new_file(path, replace=replace) as part:
        _copy(connection.connection.dbapi_connection, part)
    return path


def _check_gives_way(source: Store, path: Path) -> None:
    """A database in use never gives way: whoever has it open would go on saving into a file without a name."""
    if source.dialect == "sqlite" and path.samefile(source.target):
        raise errors.StoreExists(path=str(path))
    _close_log(path)


def copy_file(source: Path, path: Path) -> None:
    """Copy the database file `source`, whoever has it open, into the new file `path`. Raises like `backup`."""
    with _new_file(path) as part, closing(sqlite.connect(source)) as connection:
        _copy(connection, part)


def copy_older_server(engine: Engine, path: Path, number: int) -> None:
    """Copy a server's database of the older schema `number` into a file of that schema. Raises like `backup`."""
    found = MetaData()
    event.listen(found, "column_reflect", lambda _inspector, _table, info: info.update(type=info["type"].as_generic(), default=None))
    with engine.connect() as connection:
        found.reflect(connection)
    found.remove(found.tables[schema.REVISION_TABLE.name])
    _copy_server(engine, path, found, number)


def restore(path: Path, target: str) -> Path | None:
    """Put the copy at `path` in the place of the database `target`; where the former file is kept.

    Nobody may have `target` open. A server's database must be empty and gets the rows of the copy.
    Raises `StoreNotOurs`, `StoreDamaged`, `StoreNewer`, `StoreBusy`, `StoreExists`, `BackupFailed`.
    """
    with trouble.told(str(path)):
        _check_copy(path)
        if postgresql.is_url(target):
            _restore_to_server(path, target)
            return None
        return _restore_file(path, Path(target))


def folder_for_copies() -> Path:
    """Where copies go that nobody chose a place for; made if it is not there."""
    from platformdirs import user_data_path

    folder = user_data_path("ContactDesk", appauthor=False) / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


# -- copies --------------------------------------------------------------------------------------------


@contextmanager
def _new_file(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """An empty file under a temporary name, which gets the name `path` when all went well."""
    if path.exists() and not replace:
        raise errors.StoreExists(path=str(path))
    part = path.with_name(path.name + ".part")
    try:
        store.remove_file(part)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield part
        _write_through(part)
        if replace:
            _forget_log(path)
            part.replace(path)
        else:
            part.rename(path)
        _write_through(path.absolute().parent)
    except (OSError, *trouble.DATABASE_ERRORS) as error:
        _discard(part)
        raise errors.BackupFailed(path=str(path), reason=_reason(error)) from error
    except BaseException:
        _discard(part)
        raise


def _forget_log(path: Path) -> None:
    """What lies beside a file that gives way would be taken for the log of the copy."""
    for suffix in store.BESIDE:
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _discard(part: Path) -> None:
    try:
        store.remove_file(part)
    except OSError:  # the disk is away: there is nothing to clear up
        pass


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    meant = trouble.translate(error)
    return meant.what.rstrip(".") if meant else type(error).__name__


def _write_through(path: Path) -> None:
    """Wait until `path` is on the disk. Folders need it for the names in them; Windows does that itself."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy(source: Any, part: Path) -> None:
    with closing(sqlite.copy_into(source, part)) as copy:
        copy.execute("DELETE FROM schema_info WHERE name = ?", (store.OWNER,))
        _quick_check(copy, part)


def _quick_check(connection: Any, path: Path) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise errors.BackupFailed(path=str(path), reason=errors.Caption(DAMAGED_COPY))


def _copy_server(engine: Engine, path: Path, tables: MetaData, number: int, *, replace: bool = False) -> None:
    with _new_file(path, replace=replace) as part:
        file = sqlite.engine_for(part, foreign_keys=False)
        try:
            view = engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with view as source, source.begin(), file.connect().execution_options(write=True) as copy, copy.begin():
                source.exec_driver_sql("SET LOCAL statement_timeout = 0")
                _make_tables(copy, tables, number)
                for table in tables.sorted_tables:
                    copy_rows(source, copy, table)
                if tables is schema.metadata():
                    _continue_numbers(copy)
        finally:
            file.dispose()
        with closing(sqlite.connect(part)) as copied:
            copied.execute("PRAGMA journal_mode=DELETE")
            _quick_check(copied, part)


def _make_tables(copy: Connection, tables: MetaData, number: int) -> None:
    if tables is schema.metadata():
        schema.create(copy)
        return
    for table in tables.tables.values():
        _without_server_parts(table)
    tables.create_all(copy)
    schema.REVISION_TABLE.create(copy)
    copy.execute(insert(schema.REVISION_TABLE).values(version_num=f"{number:04}"))
    copy.exec_driver_sql(f"PRAGMA application_id={sqlite.APPLICATION_ID}")
    copy.exec_driver_sql(f"PRAGMA user_version={number}")


def _without_server_parts(table: Table) -> None:
    """A file knows neither the collations of a server, and compares by characters anyway, nor its search index."""
    for column in table.columns:
        if isinstance(column.type, Text) and column.type.collation:
            column.type = Text()
    for index in [index for index in table.indexes if index.name == search_index.index_name(table.name)]:
        table.indexes.discard(index)


def copy_rows(source: Connection, target: Connection, table: Table) -> int:
    """Copy every row of `table` as it is, a thousand at a time; how many."""
    count = 0
    found = source.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table))
    for rows in found.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in rows])
        count += len(rows)
    return count


# -- the way back --------------------------------------------------------------------------------------


def _check_copy(path: Path) -> None:
    if not path.exists():
        raise errors.StoreMissing(path=str(path))
    number = store.checked_number(path)
    if number > schema.SCHEMA_NUMBER:
        raise errors.StoreNewer(path=str(path))
    with closing(sqlite.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise errors.StoreDamaged(path=str(path))


def _restore_file(path: Path, target: Path) -> Path | None:
    fresh = target.with_name(target.name + ".restored")
    store.remove_file(fresh)
    copy_file(path, fresh)
    try:
        kept = _set_aside(target) if target.exists() else None
        fresh.rename(target)
    except OSError as error:
        raise errors.BackupFailed(path=str(target), reason=_reason(error)) from error
    finally:
        store.remove_file(fresh)
    return kept


def _set_aside(target: Path) -> Path:
    """Rename the present file, whole. Raises `StoreBusy` when somebody has it open."""
    _close_log(target)
    kept = target.with_name(f"{target.stem} before restore {datetime.now(UTC):%Y-%m-%d %H%M%S %f}{target.suffix}")
    for suffix in ("", *store.BESIDE):
        if Path(f"{target}{suffix}").exists():
            Path(f"{target}{suffix}").rename(f"{kept}{suffix}")
    return kept


def _close_log(path: Path) -> None:
    """Empty the log of a database file into it. Raises `StoreBusy` when somebody has the file open."""
    try:
        with closing(sqlite.connect(path, seconds=0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # only possible for the last one who has the file open
    except sqlite.Error as error:
        if sqlite.errorname(error).startswith("SQLITE_BUSY"):
            raise errors.StoreBusy() from None
        # A damaged file is why people restore: it stays as it is, with its log.


def _restore_to_server(path: Path, target: str) -> None:
    with TemporaryDirectory(prefix="contactdesk-") as folder:
        copy = Path(folder) / "copy.contactdesk"
        copy_file(path, copy)
        with Store.open(str(copy)) as source, Store.create(target) as server, source.reading() as reading, server.writing() as writing:
            writing.exec_driver_sql("SET LOCAL statement_timeout = 0")
            for table in schema.metadata().sorted_tables:
                copy_rows(reading, writing, table)
            _continue_numbers(writing)


def _continue_numbers(connection: Connection) -> None:
    """Let ids go on after the highest one ever given out: the history still knows those of records that were deleted."""
    from contactdesk.model.history import HistoryEntry

    query = select(HistoryEntry.record_table, func.max(HistoryEntry.record_id)).group_by(HistoryEntry.record_table)
    known = {row[0]: row[1] for row in connection.execute(query)}
    for table in schema.metadata().sorted_tables:
        if "id" in table.c:
            highest = max(connection.scalar(select(func.max(table.c.id))) or 0, known.get(table.name, 0))
            if highest:
                _go_on_after(connection, table, highest)


def _go_on_after(connection: Connection, table: Table, highest: int) -> None:
    if connection.dialect.name == "postgresql":
        sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
        if sequence:
            connection.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, highest))
