"""What *Check database* finds below the level of records."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from contactdesk.model.contact import Contact
from contactdesk.storage import checks, search_index
from contactdesk.storage.store import Store
from tests.storage.rows import add


def kinds(store) -> list[tuple[str, str]]:
    return [(flaw.kind, flaw.table) for flaw in checks.check(store)]


def test_a_new_database_is_sound(store):
    """reliability P-10"""
    assert checks.check(store) == []


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM contact_search",
        "UPDATE contact_search SET text = 'x'",
        "INSERT INTO contact_search (id, text) VALUES (99, 'left over')",
    ],
)
def test_a_wrong_search_text_is_found_and_repaired(store, spoil):
    """reliability P-10"""
    with store.writing() as connection:
        number = add(connection, "contact", no="CT1", name="Bakker")
        search_index.put(connection, Contact, [(number, search_index.search_text(Contact, {"no": "CT1", "name": "Bakker"}))])
    assert checks.check(store) == []
    with store.writing() as connection:
        connection.execute(text(spoil))
    assert kinds(store) == [(checks.SEARCH, "contact")]
    assert all(str(flaw) for flaw in checks.check(store))
    assert checks.repair_search(store) == 1
    assert checks.check(store) == []
    with store.reading() as connection:
        assert list(connection.scalars(search_index.matching(Contact, "bakker", store.dialect))) == [number]


def test_a_search_index_that_lost_its_words_is_found_and_repaired(sqlite_target):
    """reliability P-10"""
    with Store.open(sqlite_target) as store:
        with store.writing() as connection:
            number = add(connection, "contact", no="CT1", name="Bakker")
            search_index.put(connection, Contact, [(number, search_index.search_text(Contact, {"no": "CT1", "name": "Bakker"}))])
            connection.exec_driver_sql("INSERT INTO contact_letters (contact_letters) VALUES ('delete-all')")
        assert kinds(store) == [(checks.SEARCH, "contact")]
        checks.repair_search(store)
        assert checks.check(store) == []


def test_a_missing_net_is_found(store):
    """reliability section 4"""
    drop = "DROP TRIGGER contact_version" + (" ON contact" if store.dialect == "postgresql" else "")
    with store.writing() as connection:
        connection.execute(text(drop))
    assert [flaw.detail for flaw in checks.check(store)] == ["contact_version"]


def test_a_missing_index_is_found(store):
    with store.writing() as connection:
        connection.execute(text("DROP INDEX uq_relation_entity"))
    assert "uq_relation_entity" in str(checks.check(store)[0])


def test_a_reference_that_leads_nowhere_is_found(sqlite_target):
    with Store.open(sqlite_target) as store:
        with store.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                connection.execute(
                    text(
                        "INSERT INTO history_entry (change_set_id, record_table, record_id, version, value_class, record_no, "
                        "change, cause) VALUES (99, 'contact', 1, 1, 0, 'CT1', 1, '')"
                    )
                )
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")
        assert kinds(store) == [(checks.REFERENCE, "history_entry")]


def test_damaged_pages_are_found(sqlite_target):
    """reliability P-10"""
    with Store.open(sqlite_target) as store, store.writing() as connection:
        for number in range(500):
            add(connection, "contact", no=f"CT{number}", name="x" * 100)
    with Path(sqlite_target).open("r+b") as file:
        file.seek(-100_000, 2)
        file.write(b"\xff" * 60_000)
    with Store.open(sqlite_target) as store:
        assert {flaw.kind for flaw in checks.check(store)} == {checks.DAMAGE}
        assert checks.damage(store, quick=True)
