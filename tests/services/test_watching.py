"""What another program saves in the same database is heard of, once it is committed (issue 3 B; design, decision 3)."""

from __future__ import annotations

import os
import time

import pytest

from contactdesk.desk import Desk
from contactdesk.services import watching
from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact


@pytest.fixture
def colleague(desk):
    """A second program on the same database."""
    with Desk.open(desk.store.target, who=Person("colleague")) as other:
        yield other


@pytest.fixture
def watch(desk):
    """The watch of the first program, which has begun to listen."""
    assert desk.watch.news() is None
    return desk.watch


def told(watch, known=()):
    """The records of the next news; a server delivers them a moment after the save."""
    until = time.monotonic() + 10
    while (changes := watch.news(known)) is None and time.monotonic() < until:
        os.sched_yield()
    return [(record.table, record.no, record.kind) for record in changes.records] if changes else []


def test_what_a_colleague_saves_is_news_once(desk, colleague, watch):
    """reliability P-3: a window shows what is true now."""
    no = a_contact(colleague, "Zeta")
    colleague.records.save("contact", no, {"city": "Utrecht"})

    found = told(watch)
    found += told(watch) if len(found) < 2 else []
    assert found == [("contact", no, "insert"), ("contact", no, "update")]
    assert watch.news() is None


def test_what_changed_along_is_news_too(desk, colleague, watch):
    """contacts C-38: persons that inherit, relations G-10"""
    colleague.records.save("contact", "CT000001", {"phone_no": "030-555"})

    assert ("contact", "CT000002", "update") in told(watch)


def test_a_deletion_is_news(desk, colleague, watch):
    """reliability P-3"""
    colleague.records.delete("contact", "CT000003")

    assert ("contact", "CT000003", "delete") in told(watch)


def test_what_this_program_knows_is_no_news(desk, watch):
    """reliability P-3: windows heard of it already."""
    done = desk.records.save("contact", "CT000001", {"city": "Utrecht"})

    desk.records.save("contact", "CT000003", {"city": "Delft"})

    assert ("contact", "CT000001", "update") not in told(watch, [done.changes.entry])


def test_a_preview_is_no_news(desk, colleague, watch):
    """relations G-13"""
    colleague.records.save("contact", "CT000001", {"city": "Utrecht"}, dry_run=True)
    colleague.records.save("contact", "CT000003", {"city": "Utrecht"})

    assert ("contact", "CT000001", "update") not in told(watch)


def test_of_a_long_job_only_the_tables_are_news(desk, colleague, watch, monkeypatch):
    """design, decision 3: many records are not named one by one."""
    monkeypatch.setattr(watching, "MOST", 1)
    colleague.records.save("contact", "CT000001", {"phone_no": "030-555", "fax_no": "030-556", "home_page": "x.nl"})
    a_contact(colleague, "Zeta")
    colleague.records.delete("contact", "CT000001")

    assert ("contact", "", "insert") in told(watch)


def test_nothing_is_asked_where_nothing_happened(sqlite_desk):
    """issue 3 B: looking costs nothing."""
    from sqlalchemy import event

    asked = []
    sqlite_desk.watch.news()
    event.listen(sqlite_desk.store.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for _turn in range(3):
        assert sqlite_desk.watch.news() is None

    assert asked == []


def test_a_server_that_was_away_is_heard_again(postgresql_desk, postgresql_server):
    """reliability P-10: what was saved meanwhile is not missed."""
    from contactdesk.errors import StoreTrouble

    watch = postgresql_desk.watch
    assert watch.news() is None
    name = postgresql_desk.store.name
    postgresql_server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    with pytest.raises(StoreTrouble):
        told(watch)
    with Desk.open(postgresql_desk.store.target, who=Person("colleague")) as other:
        no = a_contact(other, "Zeta")

    assert ("contact", no, "insert") in told(watch)


def test_the_watch_lets_go_of_its_connection(desk, colleague):
    """reliability P-7: nothing keeps a closed database."""
    colleague.watch.news()
    colleague.close()

    assert colleague.store.engine.pool.checkedout() == 0
