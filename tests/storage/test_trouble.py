"""What the database refuses becomes a sentence with a remedy, told from codes and names only."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from contactdesk import errors
from contactdesk.model.tables import TABLES
from contactdesk.storage import sqlite, trouble
from contactdesk.storage.store import Store
from tests.storage.rows import add


def refused(store, work) -> DBAPIError:
    """The error that `work` meets in a transaction that writes."""
    with pytest.raises(DBAPIError) as met, store.writing() as connection:
        work(connection)
    return met.value


class ServerError(Exception):
    """What the driver of a server raises, reduced to its code."""

    __module__ = "psycopg.errors"

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


class FileError(sqlite.Error):
    """What the driver of a file raises, reduced to its name."""

    def __init__(self, name: str) -> None:
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("SQLITE_FULL", errors.StoreFull),
        ("53100", errors.StoreFull),
        ("SQLITE_IOERR", errors.StoreDisk),
        ("SQLITE_IOERR_WRITE", errors.StoreDisk),
        ("58030", errors.StoreDisk),
        ("SQLITE_READONLY", errors.StoreReadOnly),
        ("SQLITE_READONLY_DIRECTORY", errors.StoreReadOnly),
        ("SQLITE_CANTOPEN", errors.StoreReadOnly),
        ("25006", errors.StoreReadOnly),
        ("SQLITE_NOTADB", errors.StoreDamaged),
        ("SQLITE_CORRUPT", errors.StoreDamaged),
        ("SQLITE_CORRUPT_VTAB", errors.StoreDamaged),
        ("SQLITE_BUSY", errors.StoreBusy),
        ("SQLITE_BUSY_SNAPSHOT", errors.StoreBusy),
        ("55P03", errors.StoreBusy),
        ("40001", errors.StoreBusy),
        ("40P01", errors.StoreBusy),
        ("53300", errors.StoreBusy),
        ("57P01", errors.StoreLost),
        ("08006", errors.StoreLost),
        ("25P03", errors.StoreLost),
        ("57014", errors.StoreSlow),
        ("42501", errors.StoreRight),
        ("28P01", errors.StoreSignIn),
        ("3D000", errors.StoreMissing),
        ("CD001", errors.StaleRecord),
        ("42P01", None),
        ("SQLITE_ERROR", None),
        ("SQLITE_CONSTRAINT_CHECK", None),
    ],
)
def test_every_trouble_has_its_sentence(code, meant):
    """reliability P-7"""
    error = FileError(code) if code.startswith("SQLITE") else ServerError(code)
    found = trouble.translate(DBAPIError("SELECT", {}, error))
    assert type(found) is (meant or type(None))
    assert found is None or (found.what and found.what_now)


@pytest.mark.parametrize(
    ("code", "again"),
    [("40001", True), ("40P01", True), ("55P03", True), ("SQLITE_BUSY", True), ("CD001", False), ("57P01", False), ("SQLITE_FULL", False)],
)
def test_only_waiting_in_vain_is_tried_again(code, again):
    """reliability P-5, P-3: never a stale version"""
    error = FileError(code) if code.startswith("SQLITE") else ServerError(code)
    assert trouble.is_retryable(error) is again


def test_a_stale_record_was_changed_by_somebody_else():
    """reliability P-3"""
    assert isinstance(trouble.translate(StaleDataError()), errors.StaleRecord)
    assert not trouble.is_retryable(StaleDataError())


def test_a_mistake_of_the_program_is_no_refusal(store):
    error = refused(store, lambda connection: connection.execute(text("SELECT * FROM nothing")))
    assert trouble.translate(error) is None


# -- nets ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("versioned", sorted(TABLES))
def test_every_table_of_records_has_its_version_net(sqlite_target, versioned):
    """reliability section 4: a trigger on every versioned table"""
    with Store.open(sqlite_target) as store:
        with store.writing() as connection:
            add(connection, versioned)
        error = refused(store, lambda connection: connection.execute(text(f"UPDATE {versioned} SET version = version")))
    assert isinstance(trouble.translate(error), errors.StaleRecord)


@pytest.mark.parametrize("step", ["version", "version + 2", "version - 1", "1"])
def test_an_update_that_does_not_raise_the_version_by_one_is_refused(store, step):
    """reliability P-3"""
    with store.writing() as connection:
        add(connection, "territory", code="N", name="North")
    error = refused(store, lambda connection: connection.execute(text(f"UPDATE territory SET name = 'x', version = {step}")))
    assert isinstance(trouble.translate(error), errors.StaleRecord)
    assert not trouble.is_retryable(error)
    with store.writing() as connection:
        connection.execute(text("UPDATE territory SET name = 'South', version = version + 1"))


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("territory", {"code": "ELEVEN CHARS"}),
        ("territory", {"name": None}),
        ("contact", {"no": "1", "name": "x" * 101}),
        ("contact", {"no": "1", "type": "company"}),
        ("contact", {"no": "1", "privacy_blocked": "maybe"}),
    ],
)
def test_lengths_kinds_and_blanks_are_kept_by_the_schema(store, table, values):
    """reliability section 4: lengths, kinds and not-null are in the schema"""
    sets = ", ".join(f"{name} = :{name}" for name in values)

    def work(connection):
        add(connection, table, **({"code": "X"} if table == "territory" else {}))
        connection.execute(text(f"UPDATE {table} SET {sets}, version = version + 1"), values)

    assert trouble.translate(refused(store, work)) is None  # the rules check before; this is the net
    with store.reading() as connection:
        assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


# -- unique keys ---------------------------------------------------------------------------------------


def relation(no: str, code: str, kind: int = 1, entity: str = "C1"):
    return {"contact_no": no, "business_relation_code": code, "link_to_table": kind, "no": entity}


@pytest.mark.parametrize(
    ("first", "second", "meant"),
    [
        (relation("CT1", "CUST"), relation("CT2", "CUST"), errors.LinkedElsewhere),
        (relation("CT1", "CUST"), relation("CT1", "KEY", entity="C2"), errors.AlreadyLinked),
        (relation("CT1", "CUST"), relation("CT1", "CUST", 2, "V1"), errors.RelationExists),
    ],
)
def test_the_rules_of_relations_are_unique_keys(store, first, second, meant):
    """relations U-1, U-2, U-3, U-6"""
    with store.writing() as connection:
        add(connection, "contact_business_relation", **first)
    error = refused(store, lambda connection: add(connection, "contact_business_relation", **second))
    assert type(trouble.translate(error)) is meant


def test_free_relations_share_no_number(store):
    """relations R-6"""
    with store.writing() as connection:
        add(connection, "contact_business_relation", **relation("CT1", "LAW", 0, ""))
        add(connection, "contact_business_relation", **relation("CT1", "PRESS", 0, ""))


@pytest.mark.parametrize(("table", "field"), [("contact", "no"), ("customer", "no"), ("territory", "code")])
def test_a_number_given_twice_says_which_field(store, table, field):
    """relations E-18"""
    with store.writing() as connection:
        add(connection, table, **{field: "A1"})
    found = trouble.translate(refused(store, lambda connection: add(connection, table, **{field: "A1"})))
    assert (type(found), found.table, found.field) == (errors.AlreadyExists, table, field)


def test_no_value_of_a_record_reaches_a_log(store):
    """reliability P-15"""
    with store.writing() as connection:
        add(connection, "contact", no="SECRET1")
    found = trouble.translate(refused(store, lambda connection: add(connection, "contact", no="SECRET1")))
    assert "SECRET1" not in repr(found)
    assert "SECRET1" not in str(found)


# -- a server that goes away ---------------------------------------------------------------------------


def test_an_ended_session_is_told_and_the_next_one_works(postgresql_target, postgresql_server):
    """reliability P-6, P-7"""
    with Store.open(postgresql_target) as store:

        def work(connection):
            session = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            postgresql_server.run(f"SELECT pg_terminate_backend({session}, 5000)")
            connection.exec_driver_sql("SELECT 1")

        error = refused(store, work)
        assert trouble.is_lost(error)
        assert isinstance(trouble.translate(error), errors.StoreLost)
        with store.reading() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_a_server_that_is_not_there_is_told(tmp_path):
    """reliability P-7"""
    with pytest.raises(errors.StoreLost):
        Store.open(f"postgresql://anna@/office?host={tmp_path}")


def test_a_database_that_is_not_there_is_told(postgresql_server):
    with pytest.raises(errors.StoreTrouble):
        Store.open(postgresql_server.url("no_such_database"))


def test_an_empty_and_a_foreign_database_of_a_server_are_refused(postgresql_server):
    """reliability P-11"""
    postgresql_server.run("CREATE DATABASE foreign_one")
    url = postgresql_server.url("foreign_one")
    try:
        with pytest.raises(errors.StoreNotOurs, match="empty"):
            Store.open(url)
        engine = Store.create(url)
        engine.close()
        Store.open(url).close()
    finally:
        postgresql_server.drop("foreign_one")


def test_a_row_that_a_colleague_keeps_is_waited_for_and_then_told(postgresql_target):
    """reliability P-5"""
    with Store.open(postgresql_target) as mine, Store.open(postgresql_target) as theirs:
        with mine.writing() as connection:
            add(connection, "territory", code="N")

        def work(connection):
            connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
            connection.execute(text("UPDATE territory SET name = 'y', version = version + 1"))

        with theirs.writing() as other:
            other.execute(text("UPDATE territory SET name = 'x', version = version + 1"))
            error = refused(mine, work)
        assert trouble.is_retryable(error)
        assert isinstance(trouble.translate(error), errors.StoreBusy)
