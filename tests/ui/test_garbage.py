"""Where cycles of objects are destroyed, and how much is looked through for it."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from ui import garbage


@pytest.fixture
def program(qapp):
    """What lives as long as the program."""
    made = QObject()
    yield made
    made.deleteLater()
    gc.unfreeze()


class Cycle:
    """Holds itself, and tells on which thread it goes."""

    def __init__(self, gone: list[threading.Thread]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: gone.append(threading.current_thread()))


def test_cycles_are_destroyed_on_the_thread_of_the_windows(program, qtbot):
    """reliability P-7: given a cycle and much work on another thread, when nothing holds it, then it goes on the GUI thread"""
    gone: list[threading.Thread] = []
    garbage.wait()
    garbage.collect_here(program)
    Cycle(gone)

    busy = threading.Thread(target=lambda: [[] for _number in range(100_000)])
    busy.start()
    busy.join()
    assert not gone

    kept = [[] for _number in range(10_000)]
    qtbot.waitUntil(lambda: bool(gone))
    assert gone == [threading.main_thread()]
    assert kept


def test_what_a_start_made_is_not_looked_through_until_it_is_closed(program):
    """reliability P-7: a search through everything would let the windows stand still"""
    gone: list[threading.Thread] = []
    Cycle(gone)

    garbage.collect_here(program)
    assert gc.get_freeze_count() > 10_000
    gc.collect()
    assert not gone

    garbage.let_go()
    gc.collect()
    assert gone
