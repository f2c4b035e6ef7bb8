"""A query that nobody waits for any more is stopped where it is: the next letter of a search has been typed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


class Stopped(Exception):
    """The query was stopped from outside; what it would have found, nobody wants to know."""


class Stop:
    """Stops the query that runs under it, and those that would; `now` may be called on any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: Any = None
        self._messenger: threading.Thread | None = None
        self.told = False

    def now(self) -> None:
        """Nobody waits any more."""
        with self._lock:
            self.told = True
            if self._connection is None:
                return
            if hasattr(self._connection, "interrupt"):
                self._connection.interrupt()
            else:  # a server is told over a line of its own, which takes its time
                self._messenger = threading.Thread(target=self._connection.cancel, daemon=True)
                self._messenger.start()

    @contextmanager
    def over(self, connection: Connection) -> Iterator[None]:
        """Let the queries inside be stopped. Raises `Stopped` when they were, or when they need not even begin."""
        with self._lock:
            if self.told:
                raise Stopped
            self._connection = connection.connection.driver_connection
        try:
            yield
        except DBAPIError as error:
            if self.told:
                raise Stopped from error
            raise
        finally:
            with self._lock:
                self._connection = None
            if self._messenger is not None:  # it must not reach the next query of this line
                self._messenger.join()
