"""Opening and making databases: what is set on every connection, and which files are refused."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.storage import places, postgresql, schema, sqlite
from contactdesk.storage.store import Store, owner_of
from tests.storage.rows import add


def pragma(connection, name: str):
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def outside(path: str, *statements: str) -> None:
    """What another program does to the file, in a process of its own (one SQLite library per process)."""
    program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); [c.execute(s) for s in sys.argv[2:]]; c.commit(); c.close()"
    subprocess.run([sys.executable, "-c", program, path, *statements], check=True, timeout=30)


# -- settings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("secure_delete", 2),
        ("journal_size_limit", 64 * 1024 * 1024),
        ("busy_timeout", 5000),
        ("application_id", sqlite.APPLICATION_ID),
        ("user_version", schema.SCHEMA_NUMBER),
    ],
)
def test_every_connection_to_a_file_has_the_safe_settings(sqlite_target, name, value):
    """reliability P-1"""
    with Store.open(sqlite_target) as store, store.reading() as one, store.reading() as other:
        assert (pragma(one, name), pragma(other, name)) == (value, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "30s"),
        ("statement_timeout", "1min"),
        ("TimeZone", "UTC"),
        ("transaction_isolation", "read committed"),
        ("application_name", "ContactDesk"),
    ],
)
def test_every_connection_to_a_server_has_the_safe_settings(postgresql_target, name, value):
    """reliability P-5"""
    with Store.open(postgresql_target) as store, store.reading() as connection:
        assert connection.exec_driver_sql(f"SHOW {name}").scalar() == value


def test_a_server_that_could_lose_saves_is_named(postgresql_target, postgresql_server):
    """reliability P-1"""
    postgresql_server.run("ALTER SYSTEM SET full_page_writes = off")
    postgresql_server.run("SELECT pg_reload_conf()")
    try:
        with Store.open(postgresql_target) as store:
            assert "full_page_writes = off" in store.notice
    finally:
        postgresql_server.run("ALTER SYSTEM RESET full_page_writes")
        postgresql_server.run("SELECT pg_reload_conf()")


@pytest.mark.parametrize(
    ("host", "checked"), [("db.office.nl", True), ("localhost", False), ("127.0.0.1", False), ("", False), ("10.1.1.1", True)]
)
def test_only_a_server_on_this_machine_is_trusted_without_its_certificate(host, checked):
    engine = postgresql.engine_for(f"postgresql://anna:secret@{host}/office")
    _arguments, options = engine.dialect.create_connect_args(engine.url)
    assert "secret" not in postgresql.shown(f"postgresql://anna:secret@{host}/office")
    assert "secret" not in postgresql.shown(f"postgresql://anna@{host}/office?password=secret&sslmode=require")
    assert postgresql._is_same_machine(engine.url) is not checked
    assert options["user"] == "anna"


@pytest.mark.parametrize(
    ("version", "faulty"),
    [((3, 40, 1), True), ((3, 44, 5), True), ((3, 44, 6), False), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False)],
)
def test_libraries_with_the_log_fault_are_told_apart(version, faulty):
    assert sqlite.has_wal_fault(version) is faulty


def test_a_transaction_writes_from_its_first_moment_or_not_at_all(store):
    """reliability P-5: two who read before they write would refuse each other."""
    with store.writing() as connection:
        add(connection, "territory", code="N", name="North")
    with store.reading() as connection:
        assert connection.scalar(text("SELECT name FROM territory")) == "North"


def test_what_fails_leaves_nothing_behind(store):
    """reliability P-2"""

    def work():
        with store.writing() as connection:
            add(connection, "territory", code="N", name="North")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM territory")) == 0


def test_what_is_written_is_there_after_opening_again(target):
    """reliability P-1"""
    with Store.open(target) as store, store.writing() as connection:
        add(connection, "territory", code="N", name="Noord-Holland ij Ĳ 台北")
    with Store.open(target) as store, store.reading() as connection:
        assert connection.scalar(text("SELECT name FROM territory")) == "Noord-Holland ij Ĳ 台北"


def test_facts_about_the_database_are_kept(store):
    store.note("maker", "first")
    store.note("maker", "second")
    assert store.fact("maker") == "second"
    assert store.fact("unknown") == ""


# -- new databases -------------------------------------------------------------------------------------


def test_a_new_file_is_readable_by_its_owner_only(tmp_path):
    path = tmp_path / "new.contactdesk"
    with Store.create(str(path)) as store, store.writing() as connection:
        add(connection, "territory", code="N")
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_new_database_replaces_nothing(target):
    with pytest.raises(errors.StoreExists):
        Store.create(target)
    Store.open(target).close()


def test_a_new_database_needs_its_folder(tmp_path):
    with pytest.raises(errors.StoreMissing):
        Store.create(str(tmp_path / "nowhere" / "new.contactdesk"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_new_database_has_its_first_rows_or_is_none(kind, tmp_path, postgresql_server):
    """reliability P-2: given a first row that is refused, when the database is made, then nothing is left of it"""
    path = tmp_path / "new.contactdesk"
    if kind == "postgresql":
        postgresql_server.run("CREATE DATABASE first_rows")
    target = str(path) if kind == "sqlite" else postgresql_server.url("first_rows")
    try:
        with pytest.raises(DBAPIError):
            Desk.create(target, company={"company_name": "x" * 101})
        assert not list(tmp_path.iterdir())
        with Desk.create(target) as desk:
            assert desk.setup.read()["contact_nos"]
    finally:
        if kind == "postgresql":
            postgresql_server.drop("first_rows")


@pytest.mark.parametrize("name", ["50 % off?.contactdesk", "a#b.contactdesk", "Łódź é.contactdesk", "a'b.contactdesk"])
def test_any_file_name_will_do(tmp_path, name):
    Store.create(str(tmp_path / name)).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with Store.open(str(tmp_path / name)) as store:
        assert store.name == name


@pytest.mark.parametrize(
    ("typed", "remembered"),
    [
        ("postgresql://anna:secret@host:5432/office", "postgresql://anna@host:5432/office"),
        ("postgresql://anna:se@cret@host/office", "postgresql://anna@host/office"),
        ("postgres://anna@host/office?password=secret&sslmode=require", "postgres://anna@host/office?sslmode=require"),
        ("postgresql://host/office?sslpassword=secret", "postgresql://host/office"),
        ("postgresql:///office?host=/run/postgresql", "postgresql:///office?host=/run/postgresql"),
        ("postgresql://", "postgresql://"),
    ],
)
def test_an_address_is_remembered_without_a_password(typed, remembered):
    """reliability P-15"""
    assert postgresql.without_password(typed) == remembered


# -- refused files -------------------------------------------------------------------------------------


def test_an_empty_file_is_refused_and_stays_empty(tmp_path):
    """reliability P-10"""
    path = tmp_path / "empty.contactdesk"
    path.touch()
    with pytest.raises(errors.StoreNotOurs, match="empty"):
        Store.open(str(path))
    assert path.stat().st_size == 0


@pytest.mark.parametrize("content", [b"no database " * 500, b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_of_another_kind_is_refused_and_not_changed(tmp_path, content):
    """reliability P-11"""
    path = tmp_path / "other.contactdesk"
    path.write_bytes(content)
    with pytest.raises(errors.StoreTrouble):
        Store.open(str(path))
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path):
    """reliability P-11"""
    path = str(tmp_path / "other.db")
    outside(path, "CREATE TABLE t (a)")
    with pytest.raises(errors.StoreNotOurs, match="another program"):
        Store.open(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(errors.StoreMissing):
        Store.open(str(tmp_path / "missing.contactdesk"))
    with pytest.raises(errors.StoreNotOurs):
        Store.open(str(tmp_path))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER spy AFTER INSERT ON contact BEGIN DELETE FROM customer; END",
        "CREATE VIEW spy AS SELECT * FROM contact",
        "CREATE VIRTUAL TABLE spy USING fts5 (a)",
        "CREATE TABLE spy (a)",
    ],
)
def test_a_file_with_foreign_parts_is_refused(sqlite_target, statement):
    """reliability P-11: a foreign trigger would work for its maker at every save."""
    outside(sqlite_target, statement)
    with pytest.raises(errors.StoreNotOurs, match="spy"):
        Store.open(sqlite_target)


def test_a_net_with_other_contents_is_refused(sqlite_target):
    """reliability P-11"""
    outside(
        sqlite_target,
        "DROP TRIGGER contact_version",
        "CREATE TRIGGER contact_version BEFORE UPDATE ON contact BEGIN DELETE FROM customer; END",
    )
    with pytest.raises(errors.StoreNotOurs, match="contact_version"):
        Store.open(sqlite_target)


def test_a_damaged_file_is_named_so_and_not_written(sqlite_target):
    """reliability P-10"""
    with Path(sqlite_target).open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)
    before = Path(sqlite_target).read_bytes()
    with pytest.raises((errors.StoreDamaged, errors.StoreNotOurs)):
        Store.open(sqlite_target)
    assert Path(sqlite_target).read_bytes() == before


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_newer_database_is_looked_at_and_not_changed(kind, request):
    """reliability section 2: a newer one is opened read-only"""
    target = request.getfixturevalue(f"{kind}_target")
    with Store.open(target) as store, store.writing() as connection:
        add(connection, "territory", code="N", name="North")
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    if kind == "sqlite":
        outside(target, "PRAGMA user_version=9999")
    with Store.open(target) as store:
        assert store.read_only
        assert "newer version" in store.notice
        with store.reading() as connection:
            assert connection.scalar(text("SELECT name FROM territory")) == "North"
        with pytest.raises(errors.StoreNewer), store.writing():
            pass


def test_asked_to_look_only_nothing_can_be_written(sqlite_target):
    with Store.open(sqlite_target, read_only=True) as store, pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM contact")


WRITE_PROTECTED = """
import os, sys
from contactdesk.storage.store import Store
from contactdesk import errors
from contactdesk.desk import Desk
os.setuid(65534) if os.getuid() == 0 else None
with Store.open(sys.argv[1]) as store:
    assert store.read_only and "looking only" in store.notice, store.notice
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contact").scalar() == 0
    try:
        with store.writing():
            pass
    except errors.StoreReadOnly:
        print("refused")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_write_protected_file_is_looked_at(sqlite_target, tmp_path):
    """reliability P-7"""
    folder = tmp_path
    while folder != folder.parent and os.getuid() == 0:
        folder.chmod(folder.stat().st_mode | 0o055)
        folder = folder.parent
    Path(sqlite_target).chmod(0o444)
    tmp_path.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", WRITE_PROTECTED, sqlite_target], capture_output=True, text=True, timeout=60, check=False)
    tmp_path.chmod(0o755)
    assert done.stdout == "refused\n", done.stderr


HOLD = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("PRAGMA locking_mode=EXCLUSIVE")
c.execute("BEGIN EXCLUSIVE")
c.execute("DELETE FROM territory")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_file_that_another_program_keeps_is_named_busy(sqlite_target, monkeypatch):
    """reliability P-7"""
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    with subprocess.Popen([sys.executable, "-c", HOLD, sqlite_target], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(errors.StoreBusy):
            Store.open(sqlite_target)
        other.stdin.close()
    with Store.open(sqlite_target) as store, store.writing():
        pass


# -- network drives and sync folders -------------------------------------------------------------------


def test_a_file_in_a_sync_folder_is_opened_by_one_alone(tmp_path, sqlite_template):
    """reliability section 2: a second one is told who has it"""
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "office.contactdesk"
    shutil.copyfile(sqlite_template, path)
    with Store.open(str(path)) as store:
        with store.reading() as connection:
            assert pragma(connection, "locking_mode") == "exclusive"
        with pytest.raises(errors.StoreInUse) as refusal:
            Store.open(str(path))
        assert places.who_am_i() in str(refusal.value)
        with store.writing() as connection:
            add(connection, "territory", code="N")
    with Store.open(str(path)) as store, store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM territory")) == 1
    assert owner_of(path) == "?"


@pytest.mark.parametrize(
    ("folder", "synced"), [("OneDrive - Office", True), ("iCloud Drive", True), ("Documents", False), ("Nextcloud", True)]
)
def test_known_sync_folders_are_recognised(tmp_path, folder, synced):
    assert places.is_synced(tmp_path / folder / "contacts" / "a.contactdesk") is synced


def test_remote_file_systems_are_recognised(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "_mounts", lambda: {"/": "ext4", str(tmp_path): "cifs", str(tmp_path / "local"): "tmpfs"})
    assert places.is_remote(tmp_path / "a.contactdesk")
    assert not places.is_remote(tmp_path / "local" / "a.contactdesk")
    assert places.is_shared(tmp_path / "a.contactdesk")


def test_the_mounts_of_a_mac_are_understood():
    listed = "/dev/disk1s1 on / (apfs, local, journaled)\n//anna@server/office on /Volumes/My Office (smbfs, nodev)\n"
    assert places._mounts_of_mac(listed) == {"/": "apfs", "/Volumes/My Office": "smbfs"}


# -- one library ---------------------------------------------------------------------------------------


def test_the_standard_module_is_not_used_beside_the_other():
    """reliability section 2: two libraries in one process lose commits."""
    assert sqlite.driver.__name__.split(".")[0] in {"pysqlite3", "sqlite3"}
    program = "import sys, contactdesk.storage.store; print('sqlite3' in sys.modules and 'pysqlite3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"


def test_opening_a_file_loads_nothing_heavy(sqlite_target):
    program = "import sys; from contactdesk.storage.store import Store; Store.open(sys.argv[1]).close(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, sqlite_target], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"alembic", "psycopg", "keyring", "openpyxl", "babel"}
