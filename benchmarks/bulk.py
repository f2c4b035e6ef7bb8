"""Contacts for many customers, taking them back, and the import of a large file: beside rows written by hand."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import rows
from benchmarks.figures import AT_LEAST, AT_MOST, Figure, judged, p50
from benchmarks.places import SQLITE, raw
from benchmarks.run import Run
from contactdesk import Desk
from contactdesk.model import sort_keys
from contactdesk.model.contact import Contact
from contactdesk.model.customer import Customer
from contactdesk.model.link_kinds import CUSTOMER, pairs_of
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.storage import search_index

RATE_GOAL, MEMORY_GOAL, SAME_RATE_GOAL = 0.25, 400, 0.8
SHARED = ("name", "search_name", "address", "city", "post_code", "phone_no", "e_mail")
"""What the made-up customers hold and a contact takes over."""


def create_contacts(run: Run) -> Iterator[Figure]:
    """Create contacts from customers, every other one with a person."""
    for database in run.databases:
        rates: dict[int, float] = {}
        for size in run.bulk_sizes:
            ours, floors, memory = [], [], []
            for _number in range(run.bulk_runs):
                with run.place.copy(database, f"customers_{size}", lambda desk, size=size: _customers(desk, size)) as target:
                    done = run.child("benchmarks.work", "create_contacts", target)
                    assert (done["done"], done["failed"]) == (size + size // 2, 0), done
                    ours.append(_rows_of(size) / done["seconds"])
                    memory.append(done["megabytes"])
                with run.place.copy(database, f"customers_{size}", lambda desk, size=size: _customers(desk, size)) as target:
                    floors.append(_rows_of(size) / _by_hand(target, database))
            rates[size] = p50(ours)
            yield judged("create-contacts", size, database, p50(ours), "rows/s", floor=p50(floors), sign=AT_LEAST, limit=RATE_GOAL)
            yield judged("create-contacts memory", size, database, max(memory), "MB", sign=AT_MOST, limit=MEMORY_GOAL)
        smallest, largest = min(rates), max(rates)
        if smallest != largest:
            rate, floor = rates[largest], rates[smallest]
            yield judged("create-contacts same rate", largest, database, rate, "rows/s", floor=floor, sign=AT_LEAST, limit=SAME_RATE_GOAL)


def import_rows(run: Run) -> Iterator[Figure]:
    """Import a CSV file of companies as contacts."""
    for database, size in run.bulk_cases():
        file = run.place.folder / f"companies_{size}.csv"
        rows.write_csv(file, size)
        ours, floors, memory = [], [], []
        for _number in range(run.bulk_runs):
            with run.place.copy(database, "empty", _nothing) as target:
                done = run.child("benchmarks.work", "import", target, str(file))
                assert (done["done"], done["failed"]) == (size, 0), done
                ours.append(size / done["seconds"])
                memory.append(done["megabytes"])
            with run.place.copy(database, "empty", _nothing) as target:
                floors.append(size / _read_by_hand(target, file))
        yield judged("import", size, database, p50(ours), "rows/s", floor=p50(floors), sign=AT_LEAST, limit=RATE_GOAL)
        yield judged("import memory", size, database, max(memory), "MB", sign=AT_MOST, limit=MEMORY_GOAL)


def undo(run: Run) -> Iterator[Figure]:
    """Take the contacts of many customers back."""
    for database, size in run.bulk_cases():
        ours, floors, memory = [], [], []
        for _number in range(run.bulk_runs):
            with run.place.copy(database, f"contacts_of_{size}", lambda desk, size=size: _with_contacts(desk, size)) as target:
                done = run.child("benchmarks.work", "undo", target)
                assert (done["done"], done["failed"]) == (_rows_of(size), 0), done
                ours.append(_rows_of(size) / done["seconds"])
                memory.append(done["megabytes"])
            with run.place.copy(database, f"contacts_of_{size}", lambda desk, size=size: _with_contacts(desk, size)) as target:
                floors.append(_rows_of(size) / _undone_by_hand(target, size))
        yield judged("undo", size, database, p50(ours), "rows/s", floor=p50(floors), sign=AT_LEAST, limit=RATE_GOAL)
        yield judged("undo memory", size, database, max(memory), "MB", sign=AT_MOST, limit=MEMORY_GOAL)


def _customers(desk: Desk, size: int) -> None:
    """Customers, and numbers for all contacts: the series of a new database ends at CT100000."""
    rows.fill_customers(desk, size)
    with desk.store.writing() as connection:
        connection.exec_driver_sql("UPDATE no_series_line SET ending_no = 'CT999999', version = version + 1 WHERE series_code = 'CONT'")


def _with_contacts(desk: Desk, size: int) -> None:
    _customers(desk, size)
    desk.batches.create_contacts("customer")


def _undone_by_hand(target: str, size: int) -> float:
    """Seconds that deleting contacts, search texts and relations and clearing customers takes with the bare driver."""
    made = """SELECT customer.id, relation.id, contact.id FROM customer
        JOIN contact_business_relation AS relation ON relation.link_to_table = 1 AND relation.no = customer.no
        JOIN contact ON contact.company_no = relation.contact_no WHERE customer.id > {mark} AND customer.id <= {mark}"""
    with raw(target) as connection:
        mark = rows.mark_of(connection)
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
        stamp = f"{now.isoformat(' ')}.000000" if mark == "?" else now
        clear = f"UPDATE customer SET primary_contact_no = '', last_modified_date_time = {mark}, version = version + 1 WHERE id = {mark}"
        start = perf_counter()
        for last in range(size, 0, -rows.PIECE):
            cursor = rows.begin(connection)
            found = cursor.execute(made.format(mark=mark), (last - rows.PIECE, last)).fetchall()
            contacts = [(contact,) for _customer, _relation, contact in found]
            cursor.executemany(f"DELETE FROM contact WHERE id = {mark}", contacts)
            cursor.executemany(f"DELETE FROM contact_search WHERE id = {mark}", contacts)
            cursor.executemany(f"DELETE FROM contact_business_relation WHERE id = {mark}", [(one,) for one in {row[1] for row in found}])
            cursor.executemany(clear, [(stamp, one) for one in {row[0] for row in found}])
            cursor.execute("COMMIT")
        return perf_counter() - start


def _nothing(_desk: Desk) -> None:
    """A new database stays as it is."""


def _rows_of(customers: int) -> int:
    """Contacts, persons, relations and changed customers."""
    return customers * 3 + customers // 2


class _Hand:
    """The statements of the floor over a bare connection."""

    def __init__(self, connection: Any) -> None:
        mark = rows.mark_of(connection)
        self.connection, self.now = connection, dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
        if mark == "?":
            self.stamps: dict[str, Any] = {
                "last_date_modified": self.now.date().isoformat(),
                "last_time_modified": f"{self.now.time().isoformat()}.000000",
            }
        else:
            self.stamps = {"last_date_modified": self.now.date(), "last_time_modified": self.now.time()}
        self.blank = rows.full(Contact, self.stamps)
        self.insert_contact, self.insert_text = rows.insert_statement(Contact, mark), rows.search_statement(Contact, mark)
        self.insert_relation = rows.insert_statement(Relation, mark)
        self.update_customer = (
            f"UPDATE customer SET primary_contact_no = {mark}, last_modified_date_time = {mark}, version = version + 1 WHERE id = {mark}"
        )

    def write(self, contacts: list[dict[str, Any]], relations: list[tuple[Any, ...]], customers: list[tuple[Any, ...]]) -> None:
        """One commit: the rows and what the search index holds of them."""
        cursor = rows.begin(self.connection)
        cursor.executemany(self.insert_contact, [rows.written(Contact, one["id"], one) for one in contacts])
        cursor.executemany(self.insert_text, [(one["id"], search_index.search_text(Contact, one)) for one in contacts])
        if relations:
            cursor.executemany(self.insert_relation, relations)
            cursor.executemany(self.update_customer, customers)
        cursor.execute("COMMIT")

    def contact(self, id: int, **values: Any) -> dict[str, Any]:
        """A contact with its blanks."""
        no = f"CT{id:06}"
        whole = self.blank | {"id": id, "no": no, "no_series": "CONT", "company_no": no, "business_relation": 1} | values
        return whole | sort_keys.keys(Contact, whole)


def _by_hand(target: str, database: str) -> float:
    """Seconds that contacts, persons, relations and customers take with the bare driver."""
    names = ["id", "no", "contact", *(pair.entity_field for pair in pairs_of(CUSTOMER) if pair.entity_field in Customer.__table__.columns)]
    query = f"SELECT {', '.join(names)} FROM customer WHERE id > {{mark}} ORDER BY id LIMIT {rows.PIECE}"
    relation_names = rows.columns(Relation)
    with raw(target) as connection:
        hand = _Hand(connection)
        stamp = hand.now.isoformat(" ") + ".000000" if database == SQLITE else hand.now
        start, last, next_id = perf_counter(), 0, 1
        while True:
            cursor = connection.cursor()
            found = cursor.execute(query.format(mark=rows.mark_of(connection)), (last,)).fetchall()
            if not found:
                return perf_counter() - start
            contacts, relations, customers = [], [], []
            for values in (dict(zip(names, row, strict=True)) for row in found):
                company = hand.contact(next_id, company_name=values["name"], **{name: values[name] for name in SHARED})
                contacts.append(company)
                row = {"contact_no": company["no"], "business_relation_code": "CUST", "link_to_table": 1, "no": values["no"], "version": 1}
                relations.append((last + len(contacts), *(row.get(name, "") for name in relation_names)))
                next_id += 1
                if values["contact"]:
                    first, _sep, surname = values["contact"].partition(" ")
                    contacts.append(_person(hand, next_id, company, values["contact"], first, surname))
                    next_id += 1
                customers.append((contacts[-1]["no"], stamp, values["id"]))
            relations = [(customer[2], *relation[1:]) for relation, customer in zip(relations, customers, strict=True)]
            hand.write(contacts, relations, customers)
            last = found[-1][0]


def _person(hand: _Hand, id: int, company: dict[str, Any], name: str, first: str, surname: str) -> dict[str, Any]:
    inherited = {field: company[field] for field in ("address", "city", "post_code", "phone_no", "e_mail", "company_no", "company_name")}
    parts = {"name": name, "search_name": name.upper(), "first_name": first, "surname": surname}
    return hand.contact(id, type=1, **inherited | parts)


def _read_by_hand(target: str, path: Path) -> float:
    """Seconds that reading the file with `csv` and inserting its rows takes with the bare driver."""
    with raw(target) as connection, path.open(encoding="utf-8", newline="") as file:
        hand = _Hand(connection)
        start = perf_counter()
        reader = csv.reader(file)
        next(reader)
        for piece in rows.pieces(enumerate(reader, 1)):
            hand.write([_read(hand, id, row) for id, row in piece], [], [])
        return perf_counter() - start


def _read(hand: _Hand, id: int, row: list[str]) -> dict[str, Any]:
    name, address, city, post_code, phone_no, e_mail = row
    return hand.contact(
        id,
        name=name,
        search_name=name.upper(),
        company_name=name,
        address=address,
        city=city,
        post_code=post_code,
        phone_no=phone_no,
        e_mail=e_mail,
        search_e_mail=e_mail.upper(),
    )
