"""Saved means saved: programs and servers are killed at any moment (reliability P-1, P-2)."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sys
import threading
from multiprocessing import forkserver

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.storage import sqlite
from tests.reliability.checkers import acknowledged_once, sound
from tests.reliability.clerks import BY_RULE, an_action
from tests.reliability.servers import OwnServer

KILLS = 60
POWER_CUTS = 500
SERVER_KILLS = 3


def clerk(target, seed, answers):
    """Saves for ever, and tells the id of each save after it was acknowledged."""
    dice = random.Random(seed)
    with Desk.open(target) as desk:
        while True:
            try:
                done = an_action(desk, dice)
            except BY_RULE:
                continue
            if done.changes.entry:
                answers.send(done.changes.uuid)


def killed_clerk(context, target, seed, seconds):
    """Start a clerk, kill it `seconds` after its first save; the ids it was told."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=clerk, args=(target, seed, theirs), daemon=True)
    process.start()
    theirs.close()
    uuids = [ours.recv()]
    killer = threading.Timer(seconds, process.kill)
    killer.start()
    try:
        while True:
            uuids.append(ours.recv())
    except EOFError:
        pass
    killer.join()
    process.join()
    ours.close()
    return uuids


@pytest.fixture(scope="module")
def starting():
    """A way to start processes quickly that share nothing with this one."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.test_killed"])
    with pytest.MonkeyPatch.context() as patch:  # the server of forks must find what it is to load
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    return context


def test_a_program_that_saves_is_killed(sqlite_busy_target, starting):
    """reliability P-1, reliability P-2

    Given a program that saves without pause, when it is killed sixty times at any moment, then each time every save
    it acknowledged is there, once, and nothing is half done.
    """
    dice = random.Random(5)
    saved = 0
    for kill in range(KILLS):
        uuids = killed_clerk(starting, sqlite_busy_target, kill, dice.uniform(0, 0.12))
        saved += len(uuids)
        with Desk.open(sqlite_busy_target) as desk:
            assert acknowledged_once(desk.store, uuids) == [], f"kill {kill}"
            if kill % 10 == 9:
                assert sound(desk.store) == [], f"kill {kill}"
    print(f"\n{saved} acknowledged saves, none lost")


def test_a_program_killed_at_a_server(postgresql_busy_target, starting):
    """reliability P-1: as above at a server, ten times; its locks are gone with it."""
    dice = random.Random(6)
    for kill in range(10):
        uuids = killed_clerk(starting, postgresql_busy_target, kill, dice.uniform(0, 0.08))
        with Desk.open(postgresql_busy_target) as desk:
            assert acknowledged_once(desk.store, uuids) == []
            desk.records.save("contact", "CT000001", {"phone_no": str(kill)})
    with Desk.open(postgresql_busy_target) as desk:
        assert sound(desk.store) == []


def test_power_is_cut(tmp_path, sqlite_busy):
    """reliability P-1, reliability P-2

    Given a file and the log of saves that were made one after the other, when the log ends anywhere at or after the
    end of a save, also in the middle of the next, then that save and all before it are there, and none is half done.
    """
    live = tmp_path / "live.contactdesk"
    shutil.copyfile(sqlite_busy, live)
    log = tmp_path / "live.contactdesk-wal"
    ends: list[tuple[int, int]] = []
    with Desk.open(str(live)) as desk:
        dice = random.Random(7)
        while len(ends) < 30:
            try:
                done = an_action(desk, dice)
            except BY_RULE:
                continue
            if done.changes.entry:
                ends.append((log.stat().st_size, done.changes.entry))
        content = log.read_bytes()
    assert ends == sorted(ends)
    assert len(content) == ends[-1][0] < 1000 * 4096, "written back into the file meanwhile"
    _cut_everywhere(tmp_path, sqlite_busy, content, ends)


def _cut_everywhere(folder, base, content, ends):
    dice = random.Random(8)
    copy = folder / "cut.contactdesk"
    for cut in range(POWER_CUTS):
        length = dice.choice(ends)[0] + dice.choice([0, 1, 24, 100, 4096 + 24, dice.randrange(40_000)])
        length = min(length, len(content))
        shutil.copyfile(base, copy)
        rest = bytearray(content[:length])
        if cut % 3 == 0 and length < len(content):  # the disk may have kept room, not content
            rest += bytes(dice.randrange(8192))
        (folder / "cut.contactdesk-wal").write_bytes(rest)
        (folder / "cut.contactdesk-shm").unlink(missing_ok=True)
        connection = sqlite.connect(copy)
        there = connection.execute("SELECT coalesce(max(id), 0) FROM change_set").fetchone()[0]
        wanted = [entry for end, entry in ends if end <= length]
        assert there >= (wanted[-1] if wanted else 0), f"cut {cut} at {length}"
        half = "SELECT count(*) FROM change_set WHERE id NOT IN (SELECT change_set_id FROM history_entry)"
        assert connection.execute(half).fetchone()[0] == 0
        connection.close()
        if cut % 50 == 0:
            with Desk.open(str(copy)) as desk:
                assert sound(desk.store) == []


def test_a_server_is_killed():
    """reliability P-1, reliability P-6

    Given a server and clerks who save, when the server is killed three times and started again, then every
    acknowledged save is there, and the same clerk goes on without opening the database anew.
    """
    with OwnServer() as server:
        server.fill()
        for kill in range(SERVER_KILLS):
            uuids = _saves_until_killed(server, kill)
            with Desk.open(server.url) as desk:
                assert acknowledged_once(desk.store, uuids) == []
                assert sound(desk.store) == []


def _saves_until_killed(server, seed):
    uuids, troubles = [], []
    dice = random.Random(seed)
    with Desk.open(server.url) as desk:
        killer = threading.Timer(dice.uniform(0.1, 0.4), server.kill)
        killer.start()
        while not troubles:
            try:
                done = an_action(desk, dice)
            except BY_RULE:
                continue
            except errors.StoreTrouble as trouble:
                troubles.append(trouble)
            else:
                uuids += [done.changes.uuid] if done.changes.entry else []
        killer.join()
        assert isinstance(troubles[0], errors.StoreLost | errors.SaveUncertain)
        server.start()
        assert desk.records.save("contact", "CT000001", {"phone_no": f"09{seed}"}).changes.entry
    return uuids
