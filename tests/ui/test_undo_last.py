"""Undo last in the menu Edit names the action, shows what it changes, and works after every kind of action (relations G-11, G-31, G-35)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTreeWidget

from contactdesk.desk import Desk
from contactdesk.model.fields import fields_of
from contactdesk.model.tables import TABLES
from contactdesk.presenters import card_actions, main
from tests.builders import a_contact, a_person, a_vendor, an_office, linked, no_contacts, unlinked
from ui.confirm_window import ConfirmWindow
from ui.undo_window import UndoWindow

DATA = Path(__file__).resolve().parents[1] / "data"


def records(desk):
    """Every value of every record, without the stamps of the last change."""
    return {
        table: sorted(
            tuple((field.name, repr(row[field.name])) for field in fields_of(model) if field.name in row and not field.stamp)
            for row in desk.lists.read_all(table)
        )
        for table, model in TABLES.items()
        if table not in ("no_series_line", "history_entry", "import_mapping")
    }


def batch(desk, folder):
    with no_contacts(desk):
        for number in range(230):
            desk.records.create("vendor", {"name": f"Supplier {number}"})
    return lambda: desk.batches.create_contacts("vendor")


def imported(desk, folder):
    return lambda: desk.imports.run("customer", DATA / "northwind" / "customers.csv", with_contacts=True)


def edited(desk, folder):
    no = a_contact(desk, "Before")
    a_person(desk, company=no)
    return lambda: desk.records.save("contact", no, {"name": "After", "phone_no": "030-1"})


def renumbered(desk, folder):
    no = a_contact(desk)
    a_person(desk, company=no)
    return lambda: desk.records.save("contact", no, {"no": "ZZ9"})


def deleted(desk, folder):
    no = a_contact(desk)
    a_person(desk, company=no)
    return lambda: desk.records.delete("contact", no)


def linking(desk, folder):
    no, vendor = a_contact(desk, "Mine"), unlinked(desk, "vendor", name="Theirs")
    return lambda: desk.linking.link(no, "vendor", vendor)


def unlinking(desk, folder):
    no = a_contact(desk)
    linked(desk, no, "vendor")
    return lambda: desk.linking.unlink(no, "vendor")


def applying(desk, folder):
    desk.records.create("vendor_template", {"code": "T", "city": "Utrecht"})
    no = a_vendor(desk)
    return lambda: desk.templates.apply("vendor", [no], "T")


def saving_as(desk, folder):
    no = a_vendor(desk)
    return lambda: desk.templates.save_as("vendor", no)


def relating(desk, folder):
    desk.records.create("business_relation", {"code": "COMPET", "description": "Competitor"})
    no = a_contact(desk)
    return lambda: desk.linking.add_relation(no, "COMPET")


def converting(desk, folder):
    no = a_contact(desk)
    return lambda: desk.linking.create_as(no, "vendor", template="")


def making(desk, folder):
    no = unlinked(desk, "vendor")
    return lambda: desk.linking.make_contact("vendor", no)


NAMED = {"Create": "Vendor V00001", "Edit": "Contact ", "Link": "Vendor V00001", "Unlink": "CT000001"}
ACTIONS = {
    "Create": lambda desk, folder: lambda: a_vendor(desk),
    "Edit": edited,
    "Edit ": renumbered,
    "Create as": converting,
    "Link": linking,
    "Unlink": unlinking,
    "Relation code": relating,
    "Create Contact": making,
    "Create Contacts": batch,
    "Import": imported,
    "Apply Template": applying,
    "Save as Template": saving_as,
    "Setup": lambda desk, folder: lambda: desk.setup.save({"default_country_region_code": "BE"}),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_undo_last_names_the_action_shows_what_changes_and_takes_it_back(start, office, qtbot, tmp_path, name):
    """relations G-11, G-31, G-35: after every kind of action, batch and import included."""
    with Desk.open(str(office)) as desk:
        act = ACTIONS[name](desk, tmp_path)
        before = records(desk)
        act()
        assert records(desk) != before
    program = start(office)

    program.window.menu.action("record.undo").trigger()
    qtbot.waitUntil(lambda: any(isinstance(one, ConfirmWindow) for one in program.windows.open_windows()), timeout=20000)
    question = next(one for one in program.windows.open_windows() if isinstance(one, ConfirmWindow))
    said, rows = question.heading.text(), question.findChild(QTreeWidget, "changes").topLevelItemCount()
    question.findChild(QPushButton, "confirm").click()

    qtbot.waitUntil(lambda: program.window.status.text().startswith("Undo"), timeout=20000)
    assert said.casefold().startswith(f"undo “{name.strip()}".casefold()), said
    assert said.endswith("would be changed."), said
    assert NAMED.get(name.strip(), "") in said
    assert rows > 0
    assert records(program.desk) == before


@pytest.fixture
def made(start, office, qtbot, tmp_path, monkeypatch):
    """The program after a long job, on a machine where trying to take that many records back takes too long."""
    monkeypatch.setattr(main, "MOST_TRIED", 400)
    monkeypatch.setattr(card_actions, "MOST_TRIED", 400)
    with Desk.open(str(office)) as desk:
        act = batch(desk, tmp_path)
        before = records(desk)
        act()
    return start(office), before


def taken_back(program, qtbot) -> str:
    """Wait for the window of the undo to say what it did."""
    qtbot.waitUntil(lambda: any(isinstance(one, UndoWindow) for one in program.windows.open_windows()))
    window = next(one for one in program.windows.open_windows() if isinstance(one, UndoWindow))
    qtbot.waitUntil(lambda: window.findChild(QLabel, "progress_title").text() == "Taken back", timeout=20000)
    return window.findChild(QLabel, "progress_text").text()


def test_a_long_job_is_taken_back_in_a_window_of_its_own(made, qtbot):
    """relations G-34, G-35: it is asked at once with its number of records, and lists are read while it works."""
    program, before = made

    program.window.menu.action("record.undo").trigger()
    qtbot.waitUntil(lambda: any(isinstance(one, ConfirmWindow) for one in program.windows.open_windows()))
    question = next(one for one in program.windows.open_windows() if isinstance(one, ConfirmWindow))
    assert question.heading.text() == "Undo “Create contacts from vendor”? 690 records would be changed."
    assert not question.findChild(QTreeWidget, "changes").isVisible()
    question.findChild(QPushButton, "confirm").click()

    assert "are as they were before" in taken_back(program, qtbot)
    assert records(program.desk) == before


def test_a_card_that_a_long_job_made_asks_before_all_of_it_is_taken_back(made, qtbot):
    """relations G-34, G-35"""
    program, before = made
    no = program.desk.linking.linked_contact("vendor", program.desk.lists.read_all("vendor")[0]["no"])
    program.windows.open_card("contact", no)
    card = program.windows.open_windows()[0]
    qtbot.waitUntil(lambda: card.no == no)

    card.bar.action("record.undo").trigger()
    qtbot.waitUntil(lambda: asked() is not None)
    asked().findChild(QPushButton, "answer_1").click()

    assert "are as they were before" in taken_back(program, qtbot)
    assert records(program.desk) == before


def asked():
    """The question that is open."""
    return next((one for one in QApplication.topLevelWidgets() if one.isVisible() and one.objectName() == "question"), None)


def test_after_an_undo_the_action_before_it_is_next(start, office, qtbot):
    """relations G-31, G-35: an undo is no action to undo from the menu; with nothing left the program says so."""
    with Desk.open(str(office)) as desk:
        an_office(desk)
        entries = len(desk.history.entries(limit=1000))
        desk.records.create("territory", {"code": "A1", "name": "First"})
        desk.records.create("territory", {"code": "A2", "name": "Second"})
        assert len(desk.history.entries(limit=1000)) == entries + 2
    program = start(office)
    for code in ("A2", "A1"):
        assert code in program.desk.lists.read_all("territory", where=[("code", code)])[0].values()
        program.window.menu.action("record.undo").trigger()
        qtbot.waitUntil(lambda: any(isinstance(one, ConfirmWindow) for one in program.windows.open_windows()))
        program.windows.open_windows()[0].findChild(QPushButton, "confirm").click()
        qtbot.waitUntil(lambda code=code: not program.desk.lists.read_all("territory", where=[("code", code)]))
        qtbot.waitUntil(lambda: not program.windows.open_windows())


def test_a_deletion_is_not_taken_back_and_the_page_says_why(start, office, qtbot, tmp_path):
    """relations G-35: the refusal stands above the list, nothing changes."""
    with Desk.open(str(office)) as desk:
        deleted(desk, tmp_path)()
        before = records(desk)
    program = start(office)

    program.window.menu.action("record.undo").trigger()

    page = program.window.current_list()
    qtbot.waitUntil(lambda: "CT000001 was deleted and does not come back" in page.message.text())
    assert records(program.desk) == before
