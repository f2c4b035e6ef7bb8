"""Running the command line in this process."""

import json
from dataclasses import dataclass

import pytest

from contactdesk.cli.main import main


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
