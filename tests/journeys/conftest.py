"""Running the command line in this process, and the program with its windows on a screen."""

import json
from dataclasses import dataclass

import pytest

from contactdesk.cli.main import main
from tests.journeys import screen


def pytest_pycollect_makeitem(collector, name, obj):
    """Journeys through windows run in a child on a screen, where this run has none."""
    if name.startswith("test_") and getattr(getattr(collector, "obj", None), screen.ON_SCREEN, False) and not screen.has_screen():
        return screen.Journey.from_parent(collector, name=name)
    return None


@dataclass
class Answer:
    """What a command answered: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def config(tmp_path, monkeypatch):
    """Settings of nobody, an English system, no database of last time."""
    folder = tmp_path / "config"
    folder.mkdir()
    monkeypatch.setenv("CONTACTDESK_CONFIG", str(folder))
    monkeypatch.delenv("CONTACTDESK_DATABASE", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


@pytest.fixture
def run(config, capsys):
    """Run a command and give its answer."""

    def run(*arguments):
        code = main([str(one) for one in arguments])
        streams = capsys.readouterr()
        return Answer(code, streams.out, streams.err)

    return run


@pytest.fixture(params=["sqlite", "postgresql"])
def new_target(request, tmp_path):
    """Where a new database can be made: a path without a file, or an empty database of the server."""
    if request.param == "sqlite":
        yield str(tmp_path / "new office.contactdesk")
        return
    server = request.getfixturevalue("postgresql_server")
    name = server.copy("template0")
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def office(sqlite_desk):
    """The office of relations section 8 in a file."""
    return sqlite_desk.store.target


@pytest.fixture
def office_program(config, tmp_path, monkeypatch, request, qapp, qtbot):
    """The program as a user starts it: `start(place)`; without a place the first-run assistant comes. Ended with the test."""
    from contactdesk.text import use_language
    from tests.journeys.started import Started

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    started = Started(qapp, qtbot, request.node.name.removeprefix("test_"), tmp_path)
    yield started
    started.end()
    use_language("en")
