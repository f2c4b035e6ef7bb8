"""A busy office: the worked examples, with one contact that is everything at once, and more around it."""

from __future__ import annotations

import shutil

import pytest

from contactdesk.desk import Desk
from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact, a_person, a_vendor, an_entity, an_office, no_contacts


def fill_busy_office(desk: Desk) -> None:
    """Adatum is a customer, vendor and bank account, its Jan an employee; more companies, persons and unlinked records."""
    an_office(desk)
    for kind in ("customer", "vendor", "bank_account"):
        desk.linking.create_as("CT000001", kind, template="")
    desk.linking.create_as("CT000002", "employee", template="")
    for number in range(3):
        company = a_contact(desk, f"Company {number}", phone_no=f"030-{number}", no=f"CT10000{number}")
        a_person(desk, f"Person {number}", company, no=f"CT20000{number}")
    a_vendor(desk, "Litware", no="V90001")
    with no_contacts(desk):
        for number in range(3):
            an_entity(desk, "customer", no=f"C9000{number}", name=f"Unlinked {number}", contact=f"Ann Nr{number}", phone_no="1")
        an_entity(desk, "bank_account", no="B9", name="Bank")
        an_entity(desk, "employee", no="E9", first_name="Ed", last_name="Own")
    desk.linking.add_relation("CT100002", "COMPET")


@pytest.fixture(scope="session")
def sqlite_busy(tmp_path_factory):
    """The busy office in a closed file to copy."""
    path = tmp_path_factory.mktemp("busy") / "busy.contactdesk"
    with Desk.create(str(path), country="NL", who=Person("tester")) as desk:
        fill_busy_office(desk)
    return path


@pytest.fixture(scope="session")
def postgresql_busy(postgresql_server):
    """The busy office in a database of the server to copy; its name."""
    name = "contactdesk_busy"
    postgresql_server.run(f"CREATE DATABASE {name}")
    with Desk.create(postgresql_server.url(name), country="NL", who=Person("tester")) as desk:
        fill_busy_office(desk)
    return name


@pytest.fixture
def sqlite_busy_target(tmp_path, sqlite_busy):
    """A fresh copy of the busy office in a file."""
    path = tmp_path / "busy.contactdesk"
    shutil.copyfile(sqlite_busy, path)
    path.chmod(0o600)
    return str(path)


@pytest.fixture
def postgresql_busy_target(postgresql_server, postgresql_busy):
    """A fresh copy of the busy office on the server."""
    name = postgresql_server.copy(postgresql_busy)
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def busy_target(request):
    """A fresh copy of the busy office on each kind of database."""
    return request.getfixturevalue(f"{request.param}_busy_target")


@pytest.fixture
def busy(busy_target):
    """The busy office, opened."""
    with Desk.open(busy_target, who=Person("tester")) as desk:
        yield desk
