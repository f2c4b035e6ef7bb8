"""Running the command line in this process, and the program with its windows on a screen."""

import pytest

from tests.commands import config, new_target, office, run  # noqa: F401 - fixtures
from tests.journeys import screen


def pytest_pycollect_makeitem(collector, name, obj):
    """Journeys through windows run in a child on a screen, where this run has none."""
    if name.startswith("test_") and getattr(getattr(collector, "obj", None), screen.ON_SCREEN, False) and not screen.has_screen():
        return screen.Journey.from_parent(collector, name=name)
    return None


@pytest.fixture
def office_program(config, tmp_path, monkeypatch, request, qapp, qtbot):  # noqa: F811
    """The program as a user starts it: `start(place)`; without a place the first-run assistant comes. Ended with the test."""
    from contactdesk.text import use_language
    from tests.journeys.started import Started

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    started = Started(qapp, qtbot, request.node.name.removeprefix("test_"), tmp_path)
    yield started
    started.end()
    use_language("en")
