"""A long list is seen before it is read to its end: first rows, then its length, then the ids behind them (contacts 3.1, F-1)."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QModelIndex, Qt

from contactdesk.presenters.list_specs import columns_of
from ui.parts.lazy_table_model import LOADING, PAGE, RECORD_ID, LazyTableModel

COLUMNS = columns_of("contact")[:2]


def row(id):
    return (f"CT{id:06}", f"Name {id}")


class Reader:
    """Answers when it is told to."""

    def __init__(self):
        self.asked = []

    def fetch(self, ids, fill):
        self.asked.append((list(ids), fill))

    def has_answered(self):
        """Answers everything that was asked until now."""
        while self.asked:
            ids, fill = self.asked.pop(0)
            fill({id: row(id) for id in ids})
        return True


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def model(reader, qapp):
    return LazyTableModel(COLUMNS, reader.fetch)


def shown(model, place):
    return model.data(model.index(place, 1))


def test_rows_that_came_with_the_ids_are_shown_at_once(model, reader):
    """contacts 3.1: nothing is fetched for what is here."""
    model.show_ids(array("q", [1, 2]), {1: row(1), 2: row(2)})

    assert [shown(model, 0), shown(model, 1)] == ["Name 1", "Name 2"]
    assert reader.asked == []


def test_the_scroll_bar_is_true_before_the_ids_are_there(model, qtmodeltester):
    """contacts F-1"""
    model.show_ids(array("q", [1, 2]), {1: row(1), 2: row(2)})
    inserted = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))

    model.lengthen(1000)

    assert (model.rowCount(), inserted, len(model.ids), model.is_whole) == (1000, [(2, 999)], 2, False)
    assert model.data(model.index(900, 0), LOADING) is True
    assert model.data(model.index(900, 0), RECORD_ID) == 0
    assert model.data(model.index(900, 0), Qt.ItemDataRole.DisplayRole) == ""
    qtmodeltester.check(model)


def test_what_is_in_sight_is_read_once_its_ids_are_known(model, reader, qtbot):
    """contacts F-1: a jump to the end of a list whose end is not read yet."""
    model.show_ids(array("q", [1, 2]), {1: row(1), 2: row(2)})
    model.lengthen(3 * PAGE)
    shown(model, 3 * PAGE - 1)

    model.add_ids(array("q", range(3, 3 * PAGE + 1)), whole=True)

    qtbot.waitUntil(lambda: reader.has_answered() and shown(model, 3 * PAGE - 1) == f"Name {3 * PAGE}")
    assert model.is_whole


def test_a_page_that_was_begun_is_read_to_its_end(model, reader, qtbot):
    """contacts F-2: the best matches of a search came first, the others follow on the same page."""
    model.show_ids(array("q", [5, 7]), {5: row(5), 7: row(7)})

    model.add_ids(array("q", [1, 2, 3]), whole=True)

    qtbot.waitUntil(lambda: reader.has_answered() and [shown(model, place) for place in range(5)][-1] == "Name 3")
    assert [shown(model, place) for place in range(3)] == ["Name 5", "Name 7", "Name 1"]


@pytest.mark.parametrize(("told", "found"), [(10, 7), (7, 10), (7, 7)])
def test_the_end_decides_how_long_it_is(model, told, found):
    """contacts F-1: records came or went while it was read."""
    model.show_ids(array("q", [1, 2]))
    model.lengthen(told)

    model.add_ids(array("q", range(3, found + 1)), whole=True)

    assert model.rowCount(QModelIndex()) == len(model.ids) == found
