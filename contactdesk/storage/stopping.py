"""A query that nobody waits for any more is stopped where it is: the next letter of a search has been typed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

_STEPS = 50_000
"""So many steps of SQLite's machine are a millisecond or two."""


class Stopped(Exception):
    """The query was stopped from outside; what it would have found, nobody wants to know."""


class Stop:
    """Stops the query that runs under it, and those that would; `now` may be called on any thread, and again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._server: Any = None
        self._messengers: list[threading.Thread] = []
        self.told = False

    def now(self) -> None:
        """Nobody waits any more."""
        with self._lock:
            self.told = True
            if self._server is not None:  # it is told over a line of its own, which takes its time
                self._messengers.append(threading.Thread(target=self._server.cancel, daemon=True))
                self._messengers[-1].start()

    @contextmanager
    def over(self, connection: Connection) -> Iterator[None]:
        """Let the queries inside be stopped. Raises `Stopped` when they were, or when they need not even begin."""
        driver: Any = connection.connection.driver_connection
        is_file = connection.dialect.name == "sqlite"
        with self._lock:
            if self.told:
                raise Stopped
            self._server = None if is_file else driver
        if is_file:  # asks now and then; to interrupt it from outside would miss a query that is about to begin
            driver.set_progress_handler(lambda: self.told, _STEPS)
        try:
            yield
        except DBAPIError as error:
            if self.told:
                raise Stopped from error
            raise
        finally:
            if is_file:
                driver.set_progress_handler(None, 0)
            with self._lock:
                self._server = None
            for messenger in self._messengers:  # it must not reach the next query of this line
                messenger.join()
