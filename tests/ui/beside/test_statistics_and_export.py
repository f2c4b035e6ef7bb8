"""Counts, the last change and the export beside a contact, by keyboard (contacts C-94, C-100, C-101, C-106, C-121)."""

import csv
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from contactdesk.desk import Desk
from contactdesk.presenters.last_change import told_change
from contactdesk.presenters.moments import told_moment, told_size
from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact, a_customer, a_person


def fact(window, link):
    return next(one for one in window.findChildren(QPushButton, f"fact_{link}") if one.isVisibleTo(window))


def counts(window):
    """Captions with their counts, as a screen reader says them."""
    found = [one.accessibleName() for one in window.findChildren(QPushButton) + window.findChildren(QLabel)]
    return {name.split(": ")[0]: name.split(": ")[1] for name in found if name.startswith("No. of")}


def test_the_statistics_page_counts_by_the_type_of_the_contact(world):
    """contacts C-100, C-101, 3.2: industry groups and relations of a person are those of its company"""
    records = world.desk.records
    records.create("contact_industry_group", {"contact_no": world.adatum, "industry_group_code": "RET"})
    records.create("contact_mailing_group", {"contact_no": world.jan, "mailing_group_code": "X-CARD"})
    records.create("contact_job_responsibility", {"contact_no": world.jan, "job_responsibility_code": "SALE"})
    world.desk.linking.create_as(world.adatum, "customer", template="")
    card = world.card(world.jan)

    world.key(card, Qt.Key.Key_F7)

    page = world.windows.open_windows()[-1]
    world.wait(lambda: len(counts(page)) == 4)
    expected = {
        "No. of Job Responsibilities": "1",
        "No. of Industry Groups": "1",
        "No. of Business Relations": "1",
        "No. of Mailing Groups": "1",
    }
    assert counts(page) == expected
    world.wait(lambda: counts(card) == expected)


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("segment:contact_mailing_group:{no}", "Mailing Groups"),
        ("segment:contact_industry_group:{no}", "Industry Groups"),
        ("segment:relations:{no}", "Business Relations"),
    ],
)
def test_each_count_opens_its_list(world, link, title):
    """contacts C-101, C-106"""
    card = world.card(world.adatum)
    link = link.format(no=world.adatum)
    world.wait(lambda: bool(counts(card)))

    world.key(fact(card, link), Qt.Key.Key_Space)

    world.wait(lambda: any(title in one.windowTitle() for one in world.windows.open_windows()))


def test_a_count_the_type_rules_out_leads_nowhere(world):
    """contacts 3.2"""
    card = world.card(world.adatum)
    world.wait(lambda: bool(counts(card)))

    assert not card.findChildren(QPushButton, f"fact_segment:contact_job_responsibility:{world.adatum}")


def test_one_linked_relation_leads_to_its_card(world):
    """contacts C-106"""
    world.desk.linking.create_as(world.adatum, "customer", template="")
    card = world.card(world.adatum)
    world.wait(lambda: counts(card).get("No. of Business Relations") == "1")

    world.key(fact(card, f"segment:relations:{world.adatum}"), Qt.Key.Key_Space)

    world.wait(lambda: any(getattr(one, "table", "") == "customer" for one in world.windows.open_windows()))


# -- who changed what last -----------------------------------------------------------------------------


def test_the_foot_of_a_card_says_who_changed_what_last(world):
    """issue 3 D: cards show who changed what last"""
    world.desk.actions.who = Person("Anna")
    world.desk.records.save("contact", world.adatum, {"phone_no": "020-9", "fax_no": "020-8"})
    card = world.card(world.adatum)
    link = card.findChild(QPushButton, "status_right_link")

    assert link.accessibleName().startswith("Changed today ")
    assert link.accessibleName().endswith(" by Anna: Phone No., Fax No.")
    link.setFocus()
    world.key(link, Qt.Key.Key_Space)

    world.wait(lambda: world.windows.open_windows()[-1].objectName() == "change_set_window")


def test_a_new_record_says_who_made_it_and_a_customer_what_came_from_its_contact(world):
    """issue 3 D"""
    world.desk.actions.who = Person("Anna")
    no = a_customer(world.desk, "Lindt")

    made = world.desk.history.last_change("customer", no)
    assert (made.is_new, made.who) == (True, "Anna")
    assert told_change(made).startswith("Created today ")
    contact = world.desk.linking.linked_contact("customer", no)
    world.desk.records.save("contact", contact, {"city": "Kilchberg"}, places=False)
    assert [one.name for one in world.desk.history.last_change("customer", no).fields] == ["city"]
    assert world.desk.history.last_change("customer", "NOBODY") is None


def test_many_fields_are_counted(world):
    """issue 3 D"""
    values = {"phone_no": "1", "fax_no": "2", "address": "a", "address_2": "b", "telex_no": "3"}
    world.desk.records.save("contact", world.piet, values)

    text = told_change(world.desk.history.last_change("contact", world.piet))

    assert text.endswith(" and 2 more fields")


def test_moments_and_sizes_as_people_tell_them():
    """issue 3 D"""
    now = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)

    def utc(moment):
        from datetime import UTC

        return moment.astimezone(UTC).replace(tzinfo=None)

    assert told_moment(utc(now.replace(hour=9, minute=5)), utc(now)) == "today 09:05"
    assert told_moment(utc(now.replace(year=2020, month=5, day=4)), utc(now)).startswith("04/05/2020")
    assert [told_size(size) for size in (0, 10, 12_345, 3_400_000)] == ["0 kB", "1 kB", "12 kB", "3.4 MB"]


# -- export --------------------------------------------------------------------------------------------


def chosen(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(path), ""))


@pytest.fixture
def program(start, office, qtbot):
    with Desk.open(str(office)) as desk:
        company = a_contact(desk, "Adatum")
        a_person(desk, "Anna de Vries", company)
    return start(office)


def test_the_selected_contacts_are_exported(program, qtbot, tmp_path, monkeypatch):
    """contacts C-121, 3.3"""
    page = program.window.current_list()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 2)
    page.list.selectAll()
    chosen(monkeypatch, tmp_path / "Acme B.V")  # what looks like an ending is part of the name

    page.actions_bar.action("contact.export").trigger()

    qtbot.waitUntil(lambda: (tmp_path / "Acme B.V.csv").exists(), timeout=20000)
    with (tmp_path / "Acme B.V.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[2] for row in rows[1:]] == ["Adatum", "Anna de Vries"]
    window = program.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: not window.running, timeout=20000)
    assert "2 records: " in window.findChild(QLabel, "progress_text").text()


@pytest.mark.parametrize(("answer", "written"), [("answer_0", False), ("answer_1", True)])
def test_blocked_contacts_are_named_first(program, qtbot, tmp_path, monkeypatch, answer, written):
    """contacts C-94"""
    program.desk.records.save("contact", "CT000002", {"privacy_blocked": True})
    page = program.window.current_list()
    qtbot.waitUntil(lambda: len(page.list.rows.ids) == 2)
    page.list.selectAll()
    chosen(monkeypatch, tmp_path / "contacts.csv")

    page.actions_bar.action("contact.export").trigger()
    qtbot.waitUntil(lambda: program.window.findChild(QPushButton, answer) is not None, timeout=20000)
    question = program.window.findChild(QLabel, "question_more")
    assert question.text() == "CT000002 Anna de Vries"
    program.window.findChild(QPushButton, answer).click()

    if written:
        qtbot.waitUntil(lambda: (tmp_path / "contacts.csv").exists(), timeout=20000)
    else:
        assert not program.windows.open_windows()
