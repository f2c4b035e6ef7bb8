"""One contact more, and one phone number that goes to a customer and five persons: beside the plain ORM."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from time import perf_counter

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from benchmarks import rows
from benchmarks.figures import AT_MOST, Figure, interleaved, judged, p50, p95
from benchmarks.run import Run
from contactdesk import Desk
from contactdesk.model.contact import Contact
from contactdesk.model.customer import Customer
from contactdesk.storage import search_index

CREATE_GOAL, SAVE_GOAL, STATEMENTS_GOAL = 4.0, 2.5, 14
PERSONS = 5


def create(run: Run) -> Iterator[Figure]:
    """Create one contact: number, defaults, relation value, history, search index, one transaction."""
    for database, size in run.cases():
        with (
            run.place.copy(database, f"contacts_{size}", lambda desk, size=size: rows.fill_contacts(desk, size)) as target,
            Desk.open(target) as desk,
        ):
            ours, floor = interleaved(run.runs, _creating(desk), _inserting(desk), warm=run.warm)
        yield from _both("create-contact", size, database, ours, floor, CREATE_GOAL)


def save(run: Run) -> Iterator[Figure]:
    """Save a phone number of a company with a customer and five persons that inherit it, with history."""
    for database, size in run.cases():
        with (
            run.place.copy(database, f"contacts_{size}", lambda desk, size=size: rows.fill_contacts(desk, size)) as target,
            Desk.open(target) as desk,
        ):
            company = _family(desk)
            ours, floor = interleaved(run.runs, _saving(desk, company), _updating(desk, company), warm=run.warm)
            statements = _statements(desk, company)
        yield from _both("save-phone", size, database, ours, floor, SAVE_GOAL)
        yield judged("save-phone statements", size, database, statements, "statements", sign=AT_MOST, limit=STATEMENTS_GOAL)


def _both(job: str, size: int, database: str, ours: list[float], floor: list[float], limit: float) -> Iterator[Figure]:
    yield judged(f"{job} p50", size, database, p50(ours) * 1000, "ms", floor=p50(floor) * 1000, sign=AT_MOST, limit=limit)
    yield judged(f"{job} p95", size, database, p95(ours) * 1000, "ms", floor=p95(floor) * 1000)


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _typed(number: int) -> dict[str, object]:
    return {"type": 0, "name": rows.company_name(number), **rows.address(number)}


def _creating(desk: Desk) -> Callable[[], float]:
    numbers = itertools.count(500_000)
    return lambda: _timed(lambda: desk.records.create("contact", _typed(next(numbers)), places=False))


def _inserting(desk: Desk) -> Callable[[], float]:
    numbers = itertools.count(500_000)
    like = desk.records.read("contact", desk.records.create("contact", _typed(499_999), places=False).value.no).values

    def insert() -> None:
        number = next(numbers)
        values = rows.full(Contact, {**like, **_typed(number), "no": f"Y{number:07}", "company_no": f"Y{number:07}"})
        contact = Contact(**{name: value for name, value in values.items() if name != "id"})
        with desk.store.engine.connect().execution_options(write=True) as connection, connection.begin():
            with Session(bind=connection, expire_on_commit=False) as session:
                session.add(contact)
                session.flush()
            search_index.put(connection, Contact, [(contact.id, rows.searched(Contact, values))])

    return lambda: _timed(insert)


def _family(desk: Desk) -> str:
    """A company that is a customer, with five persons that have its phone number; its No."""
    customer = desk.records.create("customer", {"no": "FAMILY", "name": "Family", **rows.address(1)}, places=False).value.no
    company = desk.linking.linked_contact("customer", customer)
    assert company
    for number in range(PERSONS):
        desk.records.create("contact", {"type": 1, "name": rows.person_name(number), "company_no": company}, places=False)
    return str(company)


def _saving(desk: Desk, company: str) -> Callable[[], float]:
    numbers = itertools.count(1)
    return lambda: _timed(lambda: desk.records.save("contact", company, {"phone_no": f"030-1{next(numbers):06}"}))


def _updating(desk: Desk, company: str) -> Callable[[], float]:
    numbers = itertools.count(1)

    def update() -> None:
        phone = f"030-2{next(numbers):06}"
        with desk.store.engine.connect().execution_options(write=True) as connection, connection.begin():
            with Session(bind=connection, expire_on_commit=False) as session:
                contacts = session.scalars(select(Contact).where(Contact.company_no == company)).all()
                customer = session.scalars(select(Customer).where(Customer.no == "FAMILY")).one()
                for record in (*contacts, customer):
                    record.phone_no = phone
                    record.version += 1
                session.flush()
            search_index.put(connection, Contact, [(one.id, rows.searched(Contact, one.__dict__)) for one in contacts])
            search_index.put(connection, Customer, [(customer.id, rows.searched(Customer, customer.__dict__))])
        assert len(contacts) == 1 + PERSONS

    return lambda: _timed(update)


def _statements(desk: Desk, company: str) -> int:
    """How many statements one save sends, its begin and commit not counted."""
    sent: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(desk.store.engine, "before_cursor_execute", count)
    desk.records.save("contact", company, {"phone_no": "030-3"})
    event.remove(desk.store.engine, "before_cursor_execute", count)
    return len(sent)
