"""What others save shows at once, and nothing moves under the hand (issue 3 B; reliability P-3)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from contactdesk.desk import Desk
from contactdesk.storage.unit_of_work import Person
from ui.card_window import CardWindow


def filled(target):
    with Desk.open(str(target)) as desk:
        for number in range(120):
            desk.records.create("contact", {"name": f"Company {number:03}", "city": "Delft"}, places=False)
    return target


@pytest.fixture
def database(office):
    """120 companies in a file."""
    return filled(office)


@pytest.fixture
def colleague(database):
    """A second program on the same database, as another process has it."""
    with Desk.open(str(database), who=Person("colleague")) as desk:
        yield desk


def opened(start, target, qtbot):
    page = start(target).window.current_list()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 120)
    # The watch has begun to listen once its first answer is here.
    qtbot.waitUntil(lambda: page.windows.home._watcher._asked is False and "watch" in page.windows.desk.__dict__)
    read(page, qtbot, 0)
    return page


def read(page, qtbot, row):
    page.list.viewport().repaint()
    qtbot.waitUntil(lambda: page.list.rows.row_values(row) is not None)
    return page.list.rows.row_values(row)


def column(page, name):
    return [field.name for field in page.list.rows.columns].index(name)


def look(page):
    """The next look of the watch, without waiting for its clock."""
    page.windows.home._watcher.look()


def test_a_colleagues_save_shows_in_list_and_facts(start, database, colleague, qtbot):
    """reliability P-3: another process on the same file."""
    page = opened(start, database, qtbot)
    qtbot.waitUntil(lambda: page.name.text() == "Company 000")
    colleague.records.save("contact", "CT000001", {"name": "Renamed", "phone_no": "030-1"})
    look(page)

    qtbot.waitUntil(lambda: page.name.text() == "Renamed")
    assert page.windows.home.window.status.text() == ""


def test_a_colleagues_save_shows_in_an_open_card(start, database, colleague, qtbot):
    """reliability P-3"""
    page = opened(start, database, qtbot)
    page.windows.open_card("contact", "CT000001")
    (card,) = [one for one in page.windows.open_windows() if isinstance(one, CardWindow)]
    qtbot.waitUntil(lambda: card.no == "CT000001")
    colleague.records.save("contact", "CT000001", {"city": "Utrecht"})
    look(page)

    qtbot.waitUntil(lambda: card.form.editors["city"].text() == "Utrecht")


def test_rows_in_sight_and_selection_stay_when_a_colleague_adds_a_row(start, database, colleague, qtbot):
    """issue 3 B: without losing selection or scroll position."""
    page = opened(start, database, qtbot)
    view = page.list
    view.select_id(view.rows.ids[40])
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    view.verticalScrollBar().setValue(60)
    current, chosen, top = view.current_id(), list(view.selected_ids()), view.rows.ids[view.rowAt(0)]
    assert len(chosen) == 3
    colleague.records.create("contact", {"name": "AAA before all others"})
    look(page)

    qtbot.waitUntil(lambda: len(view.rows.ids) == 121)
    assert view.current_id() == current
    assert list(view.selected_ids()) == chosen
    assert view.rows.ids[view.rowAt(0)] == top


def test_an_update_reads_only_the_rows_that_changed(start, database, colleague, qtbot):
    """issue 3 B: the list keeps its rows."""
    page = opened(start, database, qtbot)
    ids = page.list.rows.ids
    colleague.records.save("contact", "CT000002", {"phone_no": "030-5"})
    look(page)

    place = column(page, "phone_no")
    qtbot.waitUntil(lambda: read(page, qtbot, 1)[place] == "030-5")
    assert page.list.rows.ids is ids


def test_own_saves_are_not_shown_a_second_time(start, database, qtbot):
    """issue 3 B: windows hear of them at once, and the watch leaves them out."""
    page = opened(start, database, qtbot)
    heard = []
    page.windows.saved.connect(heard.append)
    done = page.windows.desk.records.save("contact", "CT000001", {"name": "Renamed"})
    page.windows.changed(done.changes, table="contact", no="CT000001")
    look(page)
    qtbot.waitUntil(lambda: page.windows.home._watcher._asked is False)
    qtbot.waitUntil(lambda: page.name.text() == "Renamed")

    assert heard == [done.changes]


def test_the_clock_looks_by_itself(start, database, colleague, qtbot):
    """issue 3 B: within two seconds."""
    page = opened(start, database, qtbot)
    colleague.records.save("contact", "CT000001", {"name": "Renamed"})

    qtbot.waitUntil(lambda: page.name.text() == "Renamed")


def test_a_colleague_on_the_server_is_heard(start, postgresql_server, postgresql_office, qtbot):
    """issue 3 B: notifications of PostgreSQL."""
    name = postgresql_server.copy(postgresql_office)
    target = postgresql_server.url(name)
    page = start(target).window.current_list()
    qtbot.waitUntil(lambda: page.name.text() != "")
    qtbot.waitUntil(lambda: page.windows.home._watcher._asked is False and "watch" in page.windows.desk.__dict__)
    with Desk.open(target, who=Person("colleague")) as other:
        other.records.create("contact", {"name": "Zeta"})

    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 5)
