"""Trouble in the middle of work: a plain sentence, nothing half done, and work goes on afterwards (reliability P-7)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, make_url, text

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.storage import sqlite
from tests.reliability.checkers import dump, sound

COMPANY = text("SELECT * FROM contact WHERE no = 'CT000001' FOR UPDATE")


def save(desk, number):
    """Something that touches a company, what it is linked with and its persons."""
    return desk.records.save("contact", "CT000001", {"phone_no": f"020-{number}"})


def told(desk, meant, action=save):
    """The action is refused with a sentence and a remedy, and nothing is changed."""
    states = []

    def work():
        for number in range(100, 10_000):
            states.append(dump(desk.store))
            action(desk, number)

    with pytest.raises(meant) as refusal:
        work()
    assert type(refusal.value) is meant
    assert refusal.value.what
    assert refusal.value.what_now
    assert dump(desk.store) == states[-1]


def goes_on(desk):
    """The cause is gone: work goes on without opening the database anew, and all is sound."""
    assert save(desk, 7).changes.entry
    assert sound(desk.store) == []


@contextmanager
def on_begin(desk, *statements):
    """Every transaction begins with these statements."""

    def begin(connection):
        for statement in statements:
            connection.exec_driver_sql(statement)

    desk.store.engine.dispose()
    event.listen(desk.store.engine, "begin", begin)
    try:
        yield
    finally:
        event.remove(desk.store.engine, "begin", begin)
        desk.store.engine.dispose()


# -- a file -----------------------------------------------------------------------------------------


@pytest.fixture
def filed(sqlite_busy_target):
    """The busy office in a file."""
    with Desk.open(sqlite_busy_target) as desk:
        yield desk


def pragma(desk, statement):
    with desk.store.engine.connect() as connection:
        return connection.connection.dbapi_connection.execute(f"PRAGMA {statement}").fetchone()


def test_the_disk_is_full(filed):
    """reliability P-7: given no free page, when somebody works until it is noticed, "full" is told; with room work goes on."""
    pages = pragma(filed, "page_count")[0]
    with on_begin(filed, f"PRAGMA max_page_count={pages}"):
        told(filed, errors.StoreFull)
    with on_begin(filed, "PRAGMA max_page_count=1000000"):
        goes_on(filed)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are those of Unix")
def test_a_quota_is_used_up(filed, sqlite_busy_target):
    """reliability P-7: given a limit of the size of files, when it is reached, it is told; without it work goes on."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
    try:
        with pytest.raises((errors.StoreFull, errors.StoreDisk)) as refusal:
            _save_often(filed)
        assert refusal.value.what_now
        assert sound(filed.store) == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    goes_on(filed)


def _save_often(desk):
    for number in range(2000):
        save(desk, number)


def test_another_program_keeps_the_file(filed, sqlite_busy_target):
    """reliability P-7, reliability P-5: given a program that keeps the write lock, when it does not let go, "busy" is told."""
    other = sqlite.connect(Path(sqlite_busy_target))
    pragma(filed, "busy_timeout=20")
    other.execute("BEGIN IMMEDIATE")
    told(filed, errors.StoreBusy)
    other.execute("ROLLBACK")
    other.close()
    goes_on(filed)


def test_the_file_may_not_be_written_any_more(filed):
    """reliability P-7: given a file that became read-only, when somebody saves, it is told; reading works meanwhile."""
    pragma(filed, "query_only=ON")
    told(filed, errors.StoreReadOnly)
    assert filed.records.read("contact", "CT000001").no
    pragma(filed, "query_only=OFF")
    goes_on(filed)


def test_the_folder_is_away(filed, sqlite_busy_target, tmp_path):
    """reliability P-7: given a drive that was pulled out, when somebody works, it is told; plugged in again work goes on."""
    away = tmp_path.with_name(f"{tmp_path.name}-away")
    filed.store.engine.dispose()
    tmp_path.rename(away)
    with pytest.raises(errors.StoreTrouble) as refusal:
        save(filed, 1)
    assert refusal.value.what_now
    away.rename(tmp_path)
    goes_on(filed)


def test_pages_are_damaged(sqlite_busy_target, tmp_path):
    """reliability P-7, reliability P-10: given pages that were overwritten, when somebody works, "damaged" is told."""
    copy = tmp_path / "good.contactdesk"
    shutil.copyfile(sqlite_busy_target, copy)
    spoil = "import sys; f = open(sys.argv[1], 'r+b'); n = f.seek(0, 2); f.seek(4096 * 45); f.write(b'\\x5a' * (n - 4096 * 45))"
    subprocess.run([sys.executable, "-c", spoil, sqlite_busy_target], check=True)
    with pytest.raises(errors.StoreDamaged) as refusal:
        _open_and_work(sqlite_busy_target)
    assert refusal.value.what_now
    with Desk.open(str(copy)) as desk:
        goes_on(desk)


def _open_and_work(target):
    with Desk.open(target) as desk:
        for kind in ("contact", "customer", "vendor"):
            desk.records.create(kind, {"name": "X"})


# -- a server ---------------------------------------------------------------------------------------


@pytest.fixture
def served(postgresql_busy_target):
    """The busy office on a server."""
    with Desk.open(postgresql_busy_target) as desk:
        yield desk


@pytest.fixture
def kept(postgresql_busy_target):
    """Somebody who keeps the row of Adatum."""
    with Desk.open(postgresql_busy_target) as other, other.store.engine.connect() as connection:
        connection.execute(COMPANY)
        yield connection


@pytest.mark.parametrize(
    ("setting", "meant"),
    [
        ("SET LOCAL lock_timeout = '20ms'", errors.StoreBusy),
        ("SET LOCAL statement_timeout = '50ms'", errors.StoreSlow),
    ],
)
def test_somebody_keeps_the_row(served, kept, setting, meant):
    """reliability P-7: given a colleague who keeps a row for ever, when the wait is over, it is told; then work goes on."""
    with on_begin(served, setting):
        told(served, meant)
    kept.rollback()
    goes_on(served)


def test_the_server_is_read_only(served):
    """reliability P-7: given a server that takes no changes for a while, it is told; then work goes on."""
    with on_begin(served, "SET TRANSACTION READ ONLY"):
        told(served, errors.StoreReadOnly)
    goes_on(served)


def test_a_transaction_sleeps_too_long(served):
    """reliability P-7: given a session the server ends because it sleeps, "lost" is told; then work goes on."""

    def slow(desk, _number):
        desk.actions.act("save", sleepy)

    def sleepy(unit):
        threading.Event().wait(0.3)
        unit.session.execute(COMPANY)

    with on_begin(served, "SET LOCAL idle_in_transaction_session_timeout = '50ms'"):
        told(served, errors.StoreLost, slow)
    goes_on(served)


@pytest.mark.parametrize(
    ("state", "meant"),
    [
        ("53100", errors.StoreFull),
        ("53200", errors.StoreBusy),
        ("58030", errors.StoreDisk),
        ("XX001", errors.StoreDamaged),
        ("25006", errors.StoreReadOnly),
        ("42501", errors.StoreRight),
        ("57014", errors.StoreSlow),
        ("40001", errors.StoreBusy),
        ("40P01", errors.StoreBusy),
    ],
)
@pytest.mark.parametrize("table", ["contact", "history_entry"])
def test_the_server_refuses(served, state, meant, table):
    """reliability P-7; reliability section 4: given a server that answers with a trouble, whatever it is, it is told; then work goes on."""
    raising = f"BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END"
    with served.store.writing() as connection:
        connection.exec_driver_sql(f"CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $${raising}$$")
        connection.exec_driver_sql(f"CREATE TRIGGER trouble BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION trouble()")
    before = dump(served.store)
    told(served, meant)
    assert dump(served.store) == before
    with served.store.writing() as connection:
        connection.exec_driver_sql("DROP FUNCTION trouble() CASCADE")
    goes_on(served)


def test_an_account_without_rights(postgresql_server, postgresql_busy_target, served):
    """reliability P-7: given an account that may look only, when it saves, the missing right is told; reading works."""
    postgresql_server.run("DROP ROLE IF EXISTS looker")
    postgresql_server.run("CREATE ROLE looker LOGIN")
    with served.store.writing() as connection:
        connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker")
    url = make_url(postgresql_busy_target).set(username="looker").render_as_string(hide_password=False)
    with Desk.open(url) as desk:
        assert desk.records.read("contact", "CT000001").no
        told(desk, errors.StoreRight)
    with served.store.writing() as connection:
        connection.exec_driver_sql("DROP OWNED BY looker")
    postgresql_server.run("ALTER ROLE looker CONNECTION LIMIT 0")
    with pytest.raises(errors.StoreTrouble) as refusal:
        Desk.open(url)
    assert refusal.value.what_now
    postgresql_server.run("DROP ROLE looker")
    goes_on(served)


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_wrong_password(postgresql_server, postgresql_busy_target, password):
    """reliability P-7: given an account with a password, when none or a wrong one is given, the sign-in is told as refused."""
    rules = postgresql_server.folder / "data" / "pg_hba.conf"
    before = rules.read_text(encoding="utf-8")
    postgresql_server.run("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    rules.write_text("local all guarded scram-sha-256\nhost all guarded all scram-sha-256\n" + before, encoding="utf-8")
    postgresql_server.run("SELECT pg_reload_conf()")
    try:
        url = make_url(postgresql_busy_target).set(username="guarded", password=password or None)
        with pytest.raises(errors.StoreSignIn) as refusal:
            Desk.open(url.render_as_string(hide_password=False))
        assert refusal.value.what_now
        assert "wrong" not in f"{refusal.value} {refusal.value.facts}"
    finally:
        rules.write_text(before, encoding="utf-8")
        postgresql_server.run("SELECT pg_reload_conf()")
        postgresql_server.run("DROP ROLE guarded")


def test_connections_are_used_up(served):
    """reliability P-7: given no free connection, when somebody saves, "busy" is told; then work goes on."""
    served.store.engine.pool._timeout = 0.05
    taken = [served.store.engine.connect() for _ in range(15)]
    with pytest.raises(errors.StoreBusy):
        save(served, 1)
    for connection in taken:
        connection.close()
    goes_on(served)
