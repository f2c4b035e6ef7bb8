"""Many records written and deleted at once hold what records written one by one hold (design, decision 3)."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from contactdesk.model.contact import Contact
from contactdesk.model.customer import Customer
from contactdesk.storage import many_records
from contactdesk.storage.many_rows import among
from tests.builders import count, dump

VALUES = [
    {"name": "Ünïcode \\ \"quoted\" 'Bakery'", "city": "'s-Hertogenbosch", "credit_limit_lcy": Decimal("1234.56")},
    {"name": "Line\nbreak\tand tab", "print_statements": True, "blocked": 3},
    {"name": "Percent %s and :colon {brace}", "last_date_modified": date(2026, 1, 31)},
    {"name": "Plain", "privacy_blocked": True, "image": b"\x00\xff\\x"},
    {"name": "Plain"},
]


def customers(desk, numbers, *, at_once):
    """Make a customer with each of `VALUES`, in one action or one by one; what is stored of them without number and stamps."""

    def work(unit, pairs):
        for number, values in pairs:
            unit.add(Customer.born(no=number, **values))

    pairs = list(zip(numbers, VALUES, strict=True))
    for part in [pairs] if at_once else [[pair] for pair in pairs]:
        desk.actions.act("create", lambda unit, part=part: work(unit, part))
    names = [column for column in Customer.__table__.columns if column.name not in ("id", "no", "last_modified_date_time")]
    with desk.actions.reading() as session:
        return [tuple(row) for row in session.execute(select(*names).where(among(Customer.no, numbers)).order_by(Customer.no))]


def test_many_at_once_hold_what_one_by_one_hold(desk):
    """Given values of every kind, when they are written at once, then they are what they are when written one by one."""
    one_by_one = customers(desk, [f"A{number}" for number in range(5)], at_once=False)
    assert customers(desk, [f"B{number}" for number in range(5)], at_once=True) == one_by_one


def changed_customers(desk, prefix, *, at_once):
    """Make customers and give each the values of the next one, in one action or one by one; what is stored of them afterwards."""
    numbers = [f"{prefix}{number}" for number in range(5)]
    customers(desk, numbers, at_once=True)
    blank = {"city": "Zürich", "print_statements": False, "blocked": 0, "last_date_modified": None}

    def work(unit, nos):
        for record in unit.session.scalars(select(Customer).where(among(Customer.no, nos)).order_by(Customer.no)).all():
            unit.change(record, **blank | VALUES[(int(record.no[1:]) + 1) % 5])

    for part in [numbers] if at_once else [[no] for no in numbers]:
        done = desk.actions.act("edit", lambda unit, part=part: work(unit, part))
        assert [(record.kind, record.version, record.no) for record in done.changes.records] == [("update", 2, no) for no in part]
    names = [column for column in Customer.__table__.columns if column.name not in ("id", "no", "last_modified_date_time")]
    with desk.actions.reading() as session:
        rows = session.execute(select(*names).where(among(Customer.no, numbers)).order_by(Customer.no))
        return [tuple(row) for row in rows]


def test_many_changed_at_once_hold_what_one_by_one_hold(desk):
    """Given many records, when they change in one action, then they hold what those changed one by one hold, history and index too."""
    assert changed_customers(desk, "A", at_once=True) == changed_customers(desk, "B", at_once=False)
    assert len(desk.lists.ids("customer", search="percent")) == 2
    assert list(desk.maintenance.check()) == []


def test_a_changed_record_that_is_gone_is_noticed(desk):
    """Given records that were read, when one is gone as all are written at once, then nothing is taken for written."""
    customers(desk, [f"A{number}" for number in range(5)], at_once=True)

    with desk.store.engine.connect().execution_options(write=True) as connection, Session(bind=connection, autoflush=False) as session:
        records = session.scalars(select(Customer)).all()
        connection.execute(delete(Customer).where(Customer.no == "A3"))
        for record in records:
            record.city, record.version = "Utrecht", 2
        with pytest.raises(StaleDataError):
            many_records.update(session, records)


def test_many_are_deleted_at_once(desk):
    """Given many records, when they go in one action, then rows, search texts and nothing else are gone, and the history tells."""
    before = dump(desk)
    numbers = [f"B{number}" for number in range(5)]
    customers(desk, numbers, at_once=True)

    def work(unit):
        for record in unit.session.scalars(select(Customer).where(among(Customer.no, numbers))).all():
            unit.remove(record)

    done = desk.actions.act("delete", work)
    assert {record.kind for record in done.changes.records} == {"delete"}
    assert count(desk, "customer") == 0
    assert list(desk.lists.ids("customer", search="plain")) == []
    after = dump(desk)
    assert {table for table in before if after[table] != before[table]} <= {"change_set", "history_entry"}
    assert ("customer", "B0", "name") in {(line.table, line.no, line.field.name) for line in desk.history.lines(done.changes.entry)}


@pytest.mark.parametrize("numbers", [[], ["CT000001"], ["CT000001", "none", "'; --"], [f"X{number}" for number in range(3000)]])
def test_among_is_a_list_of_any_length(desk, numbers):
    """Given a list of numbers, of any length and with any signs, when records among them are asked for, then those come that are there."""
    with desk.actions.reading() as session:
        found = session.scalars(select(Contact.no).where(among(Contact.no, numbers))).all()
        ids = session.scalars(select(Contact.id).where(among(Contact.no, numbers))).all()
        again = session.scalars(select(Contact.no).where(among(Contact.id, ids))).all()
    assert set(found) == set(again) == set(numbers) & {"CT000001"}
