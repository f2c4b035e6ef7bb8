"""Whether somebody else saved: the version of a file's data, or the notifications of a server.

A look costs no query where nothing happened. Used on one thread at a time; each holds a connection of
its own until it is closed.
"""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import Connection, PoolProxiedConnection

from contactdesk.storage import trouble
from contactdesk.storage.store import Store

CHANNEL = "contactdesk_changes"
_NOTIFY = f"SELECT pg_notify('{CHANNEL}', %s)"


class Ear(Protocol):
    """Hears that somebody saved."""

    def heard(self) -> list[int] | None:
        """None where nothing was saved since the last call; else the entries of the history that were named, often none.

        The first call, and the first one after a lost connection, hear something in any case.
        """

    def close(self) -> None:
        """Give the connection back."""


def ear_of(store: Store) -> Ear:
    """What hears for this database; nobody else can save in a file that is opened by one program alone."""
    if store.dialect == "postgresql":
        return _ServerEar(store)
    return Deaf() if store.is_alone else _FileEar(store)


def announce(connection: Connection, entry: int) -> None:
    """Tell everybody listening to a server that `entry` was saved; they hear of it when, and only if, it is committed."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_NOTIFY, (str(entry),))


class Deaf:
    """Hears nothing: there is nobody else."""

    def heard(self) -> list[int] | None:
        """Never anything."""
        return None

    def close(self) -> None:
        """Nothing is held."""


class _FileEar:
    """SQLite: the version of the data, which changes when any other connection has committed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: PoolProxiedConnection | None = None
        self._version = -1

    def heard(self) -> list[int] | None:
        before = self._version
        if self._held is None:
            self._held = self._store.engine.raw_connection()
        try:
            driver: Any = self._held.driver_connection
            self._version = driver.execute("PRAGMA data_version").fetchone()[0]
        except trouble.DATABASE_ERRORS:
            self.close()
            raise
        return [] if self._version != before else None

    def close(self) -> None:
        held, self._held, self._version = self._held, None, -1
        if held is not None:
            held.close()


class _ServerEar:
    """PostgreSQL: LISTEN on a connection of its own; what was notified lies there without asking the server."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: PoolProxiedConnection | None = None

    def heard(self) -> list[int] | None:
        try:
            if self._held is None:
                self._listen()
                return []
            return self._arrived()
        except Exception:
            self._drop()
            raise

    def _arrived(self) -> list[int] | None:
        """What lies there already. Asked of the driver itself: SQLAlchemy does not stand between, and nothing waits."""
        assert self._held is not None
        server = self._held.driver_connection.pgconn  # type: ignore[union-attr]
        server.consume_input()
        found = []
        while (note := server.notifies()) is not None:
            found.append(note.extra)
        return [int(entry) for entry in found if entry.isdigit()] if found else None

    def _listen(self) -> None:
        self._held = self._store.engine.raw_connection()
        driver: Any = self._held.driver_connection
        driver.autocommit = True
        driver.execute(f"LISTEN {CHANNEL}")

    def close(self) -> None:
        held = self._held
        if held is not None:
            held.detach()  # the pool must not give a connection to others that still listens
            held.close()
            self._held = None

    def _drop(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.invalidate()
