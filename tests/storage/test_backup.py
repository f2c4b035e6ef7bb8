"""Copies that can be relied on, and the way back from them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from contactdesk import errors
from contactdesk.model.contact import Contact
from contactdesk.model.customer import Customer
from contactdesk.storage import backup, checks, search_index
from contactdesk.storage.store import Store
from tests.storage.rows import add


def fill(store, count: int = 20) -> None:
    with store.writing() as connection:
        for number in range(1, count + 1):
            name = f"Łódź {number}"
            identity = add(connection, "contact", no=f"CT{number}", name=name, image=b"\x00\xff")
            search_index.put(connection, Contact, [(identity, search_index.search_text(Contact, {"no": f"CT{number}", "name": name}))])
        identity = add(connection, "customer", no="C1", credit_limit_lcy=12345)
        search_index.put(connection, Customer, [(identity, search_index.search_text(Customer, {"no": "C1"}))])


def contents(store):
    with store.reading() as connection:
        contacts = connection.execute(text("SELECT id, no, name, image, version FROM contact ORDER BY id")).all()
        customers = connection.execute(text("SELECT no, credit_limit_lcy FROM customer")).all()
        return [(row[0], row[1], row[2], bytes(row[3]), row[4]) for row in contacts], [tuple(row) for row in customers]


def test_a_copy_holds_everything_and_opens_like_any_other(store, tmp_path):
    """reliability P-9"""
    fill(store)
    copy = tmp_path / "copy.contactdesk"
    assert backup.backup(store, copy) == copy
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("copy")] == ["copy.contactdesk"]
    with Store.open(str(copy)) as opened:
        assert contents(opened) == contents(store)
        assert checks.check(opened) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_goes_back_to_a_file_or_an_empty_server(kind, store, tmp_path, postgresql_server):
    """reliability P-9"""
    fill(store)
    copy = tmp_path / "copy.contactdesk"
    backup.backup(store, copy)
    if kind == "sqlite":
        target = str(tmp_path / "restored.contactdesk")
    else:
        postgresql_server.run("CREATE DATABASE restored")
        target = postgresql_server.url("restored")
    try:
        assert backup.restore(copy, target) is None
        with Store.open(target) as restored:
            assert contents(restored) == contents(store)
            assert checks.check(restored) == []
            with restored.writing() as connection:  # numbering of rows goes on
                assert add(connection, "contact", no="NEW") == 21
    finally:
        if kind == "postgresql":
            postgresql_server.drop("restored")


def test_restoring_keeps_the_present_file_aside(sqlite_target, tmp_path):
    """reliability P-9"""
    copy = tmp_path / "copy.contactdesk"
    with Store.open(sqlite_target) as store:
        backup.backup(store, copy)
        fill(store)
    kept = backup.restore(copy, sqlite_target)
    with Store.open(sqlite_target) as store:
        assert contents(store) == ([], [])
    with Store.open(str(kept)) as former:
        assert len(contents(former)[0]) == 20


def test_a_file_in_use_is_not_replaced(sqlite_target, tmp_path):
    """reliability P-10"""
    copy = tmp_path / "copy.contactdesk"
    with Store.open(sqlite_target) as store:
        backup.backup(store, copy)
        fill(store)
        with store.reading(), pytest.raises(errors.StoreBusy):
            backup.restore(copy, sqlite_target)
        assert len(contents(store)[0]) == 20
    assert not list(tmp_path.glob("*restore*"))


def test_a_damaged_file_is_replaced_and_kept(sqlite_target, tmp_path):
    """reliability P-10"""
    copy = tmp_path / "copy.contactdesk"
    with Store.open(sqlite_target) as store:
        fill(store)
        backup.backup(store, copy)
    Path(sqlite_target).write_bytes(b"damaged" * 1000)
    kept = backup.restore(copy, sqlite_target)
    assert kept.read_bytes() == b"damaged" * 1000
    with Store.open(sqlite_target) as store:
        assert len(contents(store)[0]) == 20


@pytest.mark.parametrize("content", [b"", b"no database " * 1000])
def test_only_a_database_of_ours_is_restored(sqlite_target, tmp_path, content):
    """reliability P-11"""
    copy = tmp_path / "copy.contactdesk"
    copy.write_bytes(content)
    with pytest.raises(errors.StoreNotOurs):
        backup.restore(copy, sqlite_target)
    Store.open(sqlite_target).close()


def test_a_missing_copy_is_told(sqlite_target, tmp_path):
    with pytest.raises(errors.StoreMissing):
        backup.restore(tmp_path / "nothing", sqlite_target)


def test_a_copy_overwrites_nothing(store, tmp_path):
    taken = tmp_path / "taken.contactdesk"
    taken.write_text("mine")
    with pytest.raises(errors.StoreExists):
        backup.backup(store, taken)
    assert taken.read_text() == "mine"


def test_a_former_copy_gives_way_only_to_a_checked_one(store, tmp_path):
    """reliability P-9: when the next copy in its place fails, the former is still there; when it is made, it is the new one"""
    fill(store)
    copy = tmp_path / "copy.contactdesk"
    backup.backup(store, copy)
    former = copy.read_bytes()
    full = copy.with_name("copy.contactdesk.part")
    full.mkdir()  # nothing can be written there
    with pytest.raises(errors.BackupFailed):
        backup.backup(store, copy, replace=True)
    assert copy.read_bytes() == former
    full.rmdir()

    with store.writing() as connection:
        add(connection, "contact", no="NEW", image=b"\x01")
    backup.backup(store, copy, replace=True)

    with Store.open(str(copy)) as opened:
        assert contents(opened) == contents(store)


def test_a_log_beside_the_former_file_is_not_taken_for_that_of_the_copy(store, tmp_path):
    """reliability P-9"""
    fill(store)
    copy = tmp_path / "copy.contactdesk"
    copy.write_text("no database")
    Path(f"{copy}-wal").write_bytes(b"what a crash left")

    backup.backup(store, copy, replace=True)

    assert not Path(f"{copy}-wal").exists()
    with Store.open(str(copy)) as opened:
        assert contents(opened) == contents(store)


def test_a_copy_never_replaces_the_database_itself(sqlite_target, tmp_path):
    """reliability P-9: given an open database, when its own file is chosen for the copy, then it is refused and nothing is lost"""
    link = tmp_path / "link.contactdesk"
    link.symlink_to(sqlite_target)
    with Store.open(sqlite_target) as store:
        fill(store)
        for place in (Path(sqlite_target), link):
            with pytest.raises(errors.StoreExists):
                backup.backup(store, place, replace=True)
        there = contents(store)
    with Store.open(sqlite_target) as store:
        assert contents(store) == there


def test_a_copy_never_replaces_a_database_that_somebody_has_open(store, sqlite_template, tmp_path):
    """reliability P-9"""
    other = tmp_path / "colleague.contactdesk"
    other.write_bytes(sqlite_template.read_bytes())
    with Store.open(str(other)) as colleague:
        fill(colleague)
        with pytest.raises(errors.StoreBusy):
            backup.backup(store, other, replace=True)
        assert len(contents(colleague)[0]) == 20


def test_a_copy_that_cannot_be_written_leaves_no_part(store, tmp_path):
    """reliability P-9"""
    with pytest.raises(errors.BackupFailed):
        backup.backup(store, tmp_path / "nowhere" / "copy.contactdesk")
    fill(store)
    with pytest.raises(errors.BackupFailed):
        backup.backup(store, Path("/dev/full") / "copy" if sys.platform == "linux" else tmp_path / "no" / "copy")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process exist on Unix")
def test_a_full_disk_ends_the_copy_and_leaves_no_part(sqlite_target, tmp_path):
    """reliability P-9: the target fails after some bytes"""
    program = """
import resource, signal, sys
from pathlib import Path
from contactdesk import errors
from contactdesk.storage import backup
from contactdesk.storage.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Store.open(sys.argv[1]) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        backup.backup(store, Path(sys.argv[2]))
    except errors.BackupFailed as error:
        print("refused")
"""
    copy = tmp_path / "copy.contactdesk"
    done = subprocess.run(
        [sys.executable, "-c", program, sqlite_target, str(copy)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "refused\n", done.stderr
    assert not list(tmp_path.glob("copy*"))


def test_a_copy_taken_while_others_save_is_one_moment(sqlite_target, tmp_path):
    """reliability P-9"""
    with Store.open(sqlite_target) as store, Store.open(sqlite_target) as colleague:
        fill(store, 5)
        with colleague.writing() as connection:
            add(connection, "contact", no="OPEN")
            backup.backup(store, tmp_path / "copy.contactdesk")
    with Store.open(str(tmp_path / "copy.contactdesk")) as copy:
        assert len(contents(copy)[0]) == 5
