"""What a save and a long job cost, counted, not timed (reliability P-5)."""

from __future__ import annotations

import gc

import pytest
from sqlalchemy import event, insert

from contactdesk.desk import Desk
from contactdesk.model.customer import Customer
from contactdesk.model.fields import initial_values
from contactdesk.storage.unit_of_work import Actions
from tests.builders import a_person

STATEMENTS = 14
BATCH = 20_000


def test_a_save_that_reaches_a_customer_and_five_persons(desk):
    """relations R-50, contacts C-38: given a customer with five persons, when its phone is saved, 14 statements do."""
    desk.linking.create_as("CT000001", "customer", template="")
    for number in range(3):
        a_person(desk, f"Al Nr{number}", "CT000001")
    desk.records.save("contact", "CT000003", {"phone_no": "020-1111111"})
    desk.records.save("contact", "CT000001", {"phone_no": "020-2"})
    seen = []

    def count(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(desk.store.engine, "before_cursor_execute", count)
    done = desk.records.save("contact", "CT000001", {"phone_no": "020-3"})
    event.remove(desk.store.engine, "before_cursor_execute", count)
    assert len(done.changes.records) == 7
    assert len(seen) <= STATEMENTS, "\n".join(seen)


@pytest.fixture
def many(sqlite_busy_target):
    """A file with many customers that have no contact."""
    with Desk.open(sqlite_busy_target) as desk:
        blank = dict(initial_values(Customer)) | {"version": 1}
        with desk.store.writing() as connection:
            rows = [blank | {"no": f"M{n:06}", "name": f"Firm {n}", "contact": f"An Nr{n}"} for n in range(BATCH)]
            connection.execute(insert(Customer), rows)
        yield desk


def test_a_long_job_keeps_nothing(many, monkeypatch):
    """reliability P-5: given twenty thousand customers, when contacts are made of all, no piece leaves anything in memory."""
    pieces = []
    act = Actions.act

    def counted(self, *arguments, **options):
        done = act(self, *arguments, **options)
        if len(pieces) in (10, 60, 99):
            gc.collect()
            pieces.append(len(gc.get_objects()))
        else:
            pieces.append(0)
        return done

    monkeypatch.setattr(Actions, "act", counted)
    report = many.batches.create_contacts("customer")
    assert report.created == BATCH + 3
    alive = [number for number in pieces if number]
    assert len(alive) == 3
    assert max(alive) - min(alive) < 2000
