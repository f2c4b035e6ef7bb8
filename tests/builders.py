"""Records for tests: valid as they come, so that a test names only what matters to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text

from contactdesk.desk import Desk
from contactdesk.model.link_kinds import BY_ID, LINK_KINDS
from contactdesk.storage import schema

PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
OTHER_PNG = b"\x89PNG\r\n\x1a\n" + b"another"
COMPANY, PERSON = 0, 1


def a_contact(desk: Desk, name: str = "Fabrikam", **values: Any) -> str:
    """A company, unless `type` says otherwise; its number."""
    return desk.records.create("contact", {"name": name} | values).value.no


def a_person(desk: Desk, name: str = "Bo Dam", company: str = "", **values: Any) -> str:
    """A person, of `company` where one is named; its number."""
    return a_contact(desk, name, type=PERSON, company_no=company, **values)


def an_entity(desk: Desk, kind: str, **values: Any) -> str:
    """A customer, vendor, bank account or employee with the contact it gets; its number."""
    named = {"first_name": "Tom", "last_name": "Bakker"} if kind == "employee" else {"name": "Fabrikam"}
    return desk.records.create(kind, named | values).value.no


def a_customer(desk: Desk, name: str = "Fabrikam", **values: Any) -> str:
    """A customer with the contact it gets; its number."""
    return an_entity(desk, "customer", name=name, **values)


def a_vendor(desk: Desk, name: str = "Fabrikam", **values: Any) -> str:
    """A vendor with the contact it gets; its number."""
    return an_entity(desk, "vendor", name=name, **values)


@contextmanager
def no_contacts(desk: Desk) -> Iterator[None]:
    """While the relation codes are blank, new customers and the like get no contact (relations R-5)."""
    codes = {kind.code_field: desk.setup.read()[kind.code_field] for kind in LINK_KINDS}
    desk.setup.save(dict.fromkeys(codes, ""))
    yield
    desk.setup.save(codes)


def unlinked(desk: Desk, kind: str, **values: Any) -> str:
    """An entity without contact; its number."""
    with no_contacts(desk):
        return an_entity(desk, kind, **values)


def linked(desk: Desk, contact: str, kind: str, no: str = "", **options: Any) -> str:
    """Tie `contact` to a new entity of `kind`, numbered `no` where it is given; its number."""
    number = unlinked(desk, kind, **({"no": no} if no else {}))
    desk.linking.link(contact, kind, number, **options)
    return number


def read(desk: Desk, table: str, no: str, *names: str) -> Any:
    """The value of one field of a record, or the values of several."""
    values = desk.records.read(table, no, with_pictures=True).values
    return values[names[0]] if len(names) == 1 else tuple(values[name] for name in names)


def relation(desk: Desk, no: str) -> str:
    """Business Relation of a contact as it is stored, in words."""
    from contactdesk.model.contact import BUSINESS_RELATIONS

    return BUSINESS_RELATIONS[read(desk, "contact", no, "business_relation")]


def rows_of(desk: Desk, no: str) -> list[tuple[str, str, str, str]]:
    """The relation rows of a contact itself: contact, code, kind, number."""
    return [(row.contact_no, row.code, row.kind, row.no) for row in desk.linking.relations(no) if row.own]


def count(desk: Desk, table: str) -> int:
    """How many records a table has."""
    return len(desk.lists.ids(table))


def dump(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to see that a refusal changed nothing."""
    with desk.store.reading() as connection:
        return {
            table.name: sorted(tuple(map(repr, row)) for row in connection.execute(table.select()))
            for table in schema.metadata().sorted_tables
        }


def run_sql(desk: Desk, statement: str, **values: Any) -> None:
    """Change the database behind the program's back, as imports of other programs do."""
    with desk.store.writing() as connection:
        connection.execute(text(statement), values)


def an_orphan(desk: Desk, contact: str, kind: str, no: str, code: str = "") -> None:
    """A relation row that another program wrote; contact or entity need not exist."""
    number = BY_ID[kind].number
    codes = {1: "CUST", 2: "VEND", 3: "BANK", 4: "EMPL"}
    statement = (
        "INSERT INTO contact_business_relation (version, contact_no, business_relation_code, link_to_table, no)"
        " VALUES (1, :contact, :code, :number, :no)"
    )
    run_sql(desk, statement, contact=contact, code=code or codes[number], number=number, no=no)


def an_office(desk: Desk) -> None:
    """The fixture of the worked examples (relations section 8): Adatum, its persons, Piet Los, two templates."""
    for code, name in (("EMPL", "Employees"), ("COMPET", "Competitor")):
        desk.records.create("business_relation", {"code": code, "description": name})
    for code in ("JR", "LM", "MD", "AH"):
        desk.records.create("salesperson", {"code": code, "name": f"Colleague {code}"})
    desk.setup.save({"bus_rel_code_for_employees": "EMPL"})
    adatum = {"phone_no": "020-1111111", "salesperson_code": "JR", "country_region_code": "NL"}
    a_contact(desk, "Adatum B.V.", no="CT000001", **adatum)
    a_person(desk, "Jan de Vries", "CT000001", no="CT000002")
    a_person(desk, "Eva Smit", "CT000001", no="CT000003", phone_no="06-22222222")
    a_person(desk, "Piet Los", no="CT000009")
    values = {"contact_type": COMPANY, "country_region_code": "DE", "currency_code": "EUR", "customer_posting_group": "DOMESTIC"}
    desk.records.create("customer_template", {"code": "COMP"} | values)
    desk.records.create("vendor_template", {"code": "VCOMP", "contact_type": COMPANY})
