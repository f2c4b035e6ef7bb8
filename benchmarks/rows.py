"""Made-up rows, the same in every run, and how they are written by hand: the floors."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import many
from contactdesk import Desk
from contactdesk.model import sort_keys
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.customer import Customer
from contactdesk.model.fields import initial_values
from contactdesk.storage import search_index

PIECE = 200
"""Rows committed together, as the long jobs of ContactDesk do."""

_FIRST = ("Anna", "Bram", "Chloé", "Daan", "Eva", "Fleur", "Günther", "Hanna", "Ivo", "Jörg", "Katja", "Liam", "Mees", "Noor")
_LAST = ("de Vries", "Jansen", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "Bos", "Vos", "Peters", "Łuczak")
_TRADE = ("Bakery", "Transport", "Hardware", "Consulting", "Garden Centre", "Printing", "Dairy", "Furniture", "Electronics")
_CITY = ("Amsterdam", "Rotterdam", "Utrecht", "Eindhoven", "Groningen", "Tilburg", "Almere", "Breda", "Nijmegen", "Zürich")
_COUNTRY = ("NL", "NL", "NL", "BE", "DE", "FR", "")
_COLLEAGUE = ("", "AB", "CD", "EF", "GH")
_JOB = ("Buyer", "Director", "Secretary", "", "Planner", "Accountant")
_INDEXED_LATER = 20_000
"""From so many rows on, indexes are made when the rows are there: a million rows in minutes, not hours."""


def person_name(number: int) -> str:
    """A name of a person."""
    return f"{_FIRST[number % 14]} {_LAST[number // 3 % 13]}"


def company_name(number: int) -> str:
    """A name of a company, different for every number."""
    return f"{_LAST[number % 13]} {_TRADE[number // 13 % 9]} {number:06}"


def address(number: int) -> dict[str, Any]:
    """Address, phone and mail."""
    return {
        "address": f"{_LAST[number // 7 % 13]}straat {number % 290 + 1}",
        "city": _CITY[number % 10],
        "post_code": f"{1000 + number % 8999} AB",
        "phone_no": f"0{20 + number % 60}-{number % 1000000:07}",
        "e_mail": f"office{number}@example.com",
    }


def columns(model: type[Record]) -> list[str]:
    """The columns of the table of `model` that are stored and not its id."""
    return [column.name for column in model.__table__.columns if column.name != "id" and column.computed is None]


@cache
def _blank(model: type[Record]) -> dict[str, Any]:
    return dict(initial_values(model)) | {"version": 1}


def full(model: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """`values` with blanks for everything else, and the keys of sorting."""
    given = _blank(model) | values
    return given | sort_keys.keys(model, given)


def searched(model: type[Record], values: dict[str, Any]) -> str:
    """What the search index holds of these values."""
    return search_index.search_text(model, values)


def insert_statement(model: type[Record], mark: str) -> str:
    """An INSERT that gives every column, id included."""
    names = ["id", *columns(model)]
    return f"INSERT INTO {model.__tablename__} ({', '.join(names)}) VALUES ({', '.join([mark] * len(names))})"


def search_statement(model: type[Record], mark: str) -> str:
    """An INSERT into the texts that are searched; on SQLite triggers keep their index."""
    return f"INSERT INTO {model.__tablename__}_search (id, text) VALUES ({mark}, {mark})"


def written(model: type[Record], id: int, values: dict[str, Any]) -> tuple[Any, ...]:
    """The parameters of `insert_statement`."""
    return (id, *(values[name] for name in columns_once(model)))


columns_once = cache(columns)


def mark_of(connection: Any) -> str:
    """How the driver of a bare connection marks a parameter."""
    return "%s" if type(connection).__module__.startswith("psycopg") else "?"


def begin(connection: Any) -> Any:
    """A cursor inside a new transaction that writes."""
    cursor = connection.cursor()
    cursor.execute("BEGIN" if mark_of(connection) == "%s" else "BEGIN IMMEDIATE")
    return cursor


def pieces(rows: Iterable[Any], size: int = PIECE) -> Iterator[list[Any]]:
    """`rows` in lists of `size`."""
    piece: list[Any] = []
    for row in rows:
        piece.append(row)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


def fill(desk: Desk, model: type[Record], rows: Iterable[dict[str, Any]], count: int) -> None:
    """Write many rows into a new database, with their search texts; nothing is measured here."""
    with desk.store.writing() as connection:
        if count >= _INDEXED_LATER:
            many.without_indexes(connection, model)
        writer = many.Writer(connection, model, ["id", *columns_once(model)])
        for piece in pieces(enumerate(rows, 1), 5000):
            whole = [full(model, row) | {"id": number} for number, row in piece]
            writer.write([written(model, row["id"], row) for row in whole], [(row["id"], searched(model, row)) for row in whole])
        if desk.store.dialect == "postgresql":
            connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{model.__tablename__}', 'id'), {count})")
        if count >= _INDEXED_LATER:
            many.with_indexes(connection, model)


def fill_contacts(desk: Desk, count: int) -> None:
    """`count` contacts: companies, each followed by one person."""
    fill(desk, Contact, _contacts(count), count)


def _contacts(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        company = number - number % 2
        shared = {"no": f"X{number:07}", "company_no": f"X{company:07}", "company_name": company_name(company)} | address(company)
        name = company_name(number) if number == company else person_name(number)
        more = {
            "country_region_code": _COUNTRY[number % 7],
            "salesperson_code": _COLLEAGUE[number % 5],
            "territory_code": f"T{number % 23}",
        }
        if number != company:
            more |= {"job_title": _JOB[number // 5 % 6], "mobile_phone_no": f"06-{number * 7919 % 100000000:08}"}
        yield shared | more | {"type": number % 2, "name": name, "search_name": name.upper()[:100]}


def fill_customers(desk: Desk, count: int) -> None:
    """`count` customers, every other one with the name of a person in Contact."""
    rows = []
    for number in range(count):
        name, contact = company_name(number), person_name(number) if number % 2 else ""
        no = f"K{number:07}"
        rows.append({"no": no, "name": name, "search_name": name.upper(), "contact": contact, "invoice_disc_code": no} | address(number))
    fill(desk, Customer, rows, count)


CSV_COLUMNS = ("Name", "Address", "City", "Post Code", "Phone No.", "Email")


def write_csv(path: Path, count: int) -> None:
    """`count` companies as a file that ContactDesk maps by its captions."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CSV_COLUMNS)
        for number in range(count):
            place = address(number)
            writer.writerow([company_name(number), *(place[name] for name in ("address", "city", "post_code", "phone_no", "e_mail"))])
