"""The main window by keyboard, on real database files."""

from __future__ import annotations

import os
import shutil
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from contactdesk.desk import Desk
from contactdesk.storage import sqlite

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def furnished(office):
    """Two companies with a person each, one of them a customer; a customer without a contact."""
    with Desk.open(str(office)) as desk:
        adatum = desk.records.create("contact", {"name": "Adatum Corporation", "city": "Utrecht"}).value.no
        desk.records.create("contact", {"type": "Person", "name": "Zoë Verhoeven", "company_no": adatum})
        bakery = desk.records.create("contact", {"name": "Bakkerij Vos"}).value.no
        desk.records.create("contact", {"type": "Person", "name": "Piet Vos", "company_no": bakery})
        desk.linking.create_as(adatum, "customer", template="")
        codes = {"bus_rel_code_for_customers": ""}
        desk.setup.save(codes)
        desk.records.create("customer", {"name": "Apart B.V."})
        desk.setup.save({"bus_rel_code_for_customers": "CUST"})
    return office


def names(page) -> list[str]:
    column = [field.name for field in page.list.rows.columns].index("name")
    rows = [page.list.rows.row_values(row) for row in range(len(page.list.rows.ids))]
    return [str(row[column]) for row in rows if row is not None]


def shown(qtbot, page, expected: list[str]) -> None:
    """Wait until the list shows these names."""
    page.list.viewport().repaint()

    def agree() -> None:
        page.list.viewport().repaint()
        assert names(page) == expected

    qtbot.waitUntil(agree)


def test_every_company_is_followed_by_its_persons_and_bold(start, furnished, qtbot):
    """contacts F-1"""
    page = start(furnished).window.current_list()

    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])

    model = page.list.rows
    fonts = [model.data(model.index(row, 0), Qt.ItemDataRole.FontRole) for row in range(4)]
    assert [font is not None for font in fonts] == [True, False, True, False]


def test_a_search_shows_results_while_typing_and_escape_clears_it(start, furnished, qtbot):
    """contacts F-2"""
    program = start(furnished)
    page = program.window.current_list()
    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])

    qtbot.keyClick(page.list, Qt.Key.Key_F, CONTROL)
    program.commands.run("list.find")
    qtbot.keyClicks(page.search_box, "zoe ver")
    shown(qtbot, page, ["Zoë Verhoeven"])
    qtbot.keyClick(page.search_box, Qt.Key.Key_Escape)

    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])


@pytest.mark.parametrize("search", ["xyzzy", "xy", "%"])
def test_a_search_without_result_says_so(start, furnished, qtbot, search):
    """contacts F-2, F-10: few letters are looked for in several steps, of which each may find nothing"""
    page = start(furnished).window.current_list()

    qtbot.keyClicks(page.search_box, search)

    title = page.findChild(QLabel, "empty_title")
    qtbot.waitUntil(lambda: title.text() == "Nothing found" and title.isVisible())


def test_a_heading_sorts_up_and_then_down(start, furnished, qtbot):
    """contacts F-1"""
    page = start(furnished).window.current_list()
    header = page.list.columns
    name = [field.name for field in page.list.rows.columns].index("name")

    header.sectionClicked.emit(name)
    shown(qtbot, page, ["Adatum Corporation", "Bakkerij Vos", "Piet Vos", "Zoë Verhoeven"])
    header.sectionClicked.emit(name)

    shown(qtbot, page, ["Zoë Verhoeven", "Piet Vos", "Bakkerij Vos", "Adatum Corporation"])


def test_enter_opens_the_card_once(start, furnished, qtbot):
    """contacts F-1"""
    program = start(furnished)
    page = program.window.current_list()
    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])
    page.list.select_first()

    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [window.no for window in program.windows.open_windows()] != [""])

    assert [window.no for window in program.windows.open_windows()] == ["CT000001"]


def test_the_facts_name_address_relations_and_persons(start, furnished, qtbot):
    """relations N-3"""
    page = start(furnished).window.current_list()
    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])

    page.list.select_first()

    qtbot.waitUntil(lambda: page.facts.findChild(QPushButton, "fact_card:customer:C00001") is not None)
    assert page.name.text() == "Adatum Corporation"
    assert page.facts.findChild(QPushButton, "fact_persons:CT000001").text() == "1"


def test_actions_a_rule_would_refuse_say_why(start, furnished, qtbot):
    """relations N-1"""
    page = start(furnished).window.current_list()
    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])

    page.list.select_first()

    create = page.actions_bar.action("create_as.customer")
    qtbot.waitUntil(lambda: not create.isEnabled() and "already" in create.toolTip())
    assert page.actions_bar.action("related.customer").isEnabled()
    assert not page.actions_bar.action("related.vendor").isEnabled()
    assert page.actions_bar.action("create_as.vendor").isEnabled()


def test_deleting_names_the_persons_that_go_too_and_undo_names_the_action(start, furnished, qtbot):
    """contacts C-119, relations G-11"""
    program = start(furnished)
    page = program.window.current_list()
    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])
    page.list.select_first()
    page.list.move_current(2)
    qtbot.waitUntil(lambda: page.name.text() == "Bakkerij Vos")

    page.actions_bar.action("record.delete").trigger()
    qtbot.waitUntil(lambda: len(program.windows.open_windows()) == 1)
    question = program.windows.open_windows()[0]
    assert question.heading.text() == "Delete contact CT000003 Bakkerij Vos? 1 person goes with it. Undo does not bring them back."
    question.findChild(QPushButton, "confirm").click()

    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven"])
    assert program.window.status.text() == "Delete: 2 records changed."


def test_undo_takes_the_last_action_back(start, furnished, qtbot):
    """relations G-31"""
    with Desk.open(str(furnished)) as desk:
        desk.records.save("contact", "CT000001", {"name": "Renamed"})
    program = start(furnished)
    page = program.window.current_list()
    shown(qtbot, page, ["Renamed", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"][2:] + ["Renamed", "Zoë Verhoeven"])

    program.window.menu.action("record.undo").trigger()
    qtbot.waitUntil(lambda: len(program.windows.open_windows()) == 1)
    question = program.windows.open_windows()[0]
    assert question.heading.text().startswith("Undo “Edit")
    question.findChild(QPushButton, "confirm").click()

    shown(qtbot, page, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])


def test_a_list_with_records_without_contact_offers_to_make_them_until_it_is_switched_off(start, furnished, settings, qtbot):
    """relations R-11"""
    program = start(furnished)
    program.show_list("customer", ())
    page = program.window.current_list()

    qtbot.waitUntil(lambda: page.notice.text() == "Some customers have no contact yet.")
    page.notice.findChild(QPushButton, "never_again").click()

    assert not settings.wants_notice("without_contact.customer")
    page.presenter.load()
    qtbot.waitUntil(lambda: page.notice.text() == "")


def test_the_contact_of_a_customer_is_shown_among_its_company(start, furnished, qtbot):
    """relations N-6"""
    program = start(furnished)
    program.show_list("customer", (), select="C00001")
    page = program.window.current_list()
    qtbot.waitUntil(lambda: page.name.text() == "Adatum Corporation")

    page.actions_bar.action("contact.open").trigger()
    qtbot.waitUntil(lambda: program.window.current_list().table == "contact")

    contacts = program.window.current_list()
    shown(qtbot, contacts, ["Adatum Corporation", "Zoë Verhoeven"])
    assert not contacts.filters.isHidden()
    contacts.filters.findChild(QPushButton, "filter_0").click()
    shown(qtbot, contacts, ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])


def test_a_customer_without_contact_is_offered_one(start, furnished, qtbot):
    """relations N-6"""
    program = start(furnished)
    program.show_list("customer", (), select="C00002")
    page = program.window.current_list()
    qtbot.waitUntil(lambda: page.name.text() == "Apart B.V.")

    page.actions_bar.action("contact.open").trigger()
    qtbot.waitUntil(lambda: len(program.windows.open_windows()) == 1)
    program.windows.open_windows()[0].findChild(QPushButton, "confirm").click()

    qtbot.waitUntil(lambda: program.window.current_list().table == "contact")
    shown(qtbot, program.window.current_list(), ["Apart B.V."])


def test_columns_a_user_chose_come_back(start, furnished, settings, qtbot):
    """contacts F-1"""
    page = start(furnished).window.current_list()

    page.list.columns.show_column("city", True)

    assert "city" in settings.columns("contact")["shown"]
    again = start(furnished).window.current_list()
    assert "city" in again.list.columns.layout_now()["shown"]


def test_an_empty_list_says_what_to_do(start, office, qtbot):
    """contacts F-2"""
    page = start(office).window.current_list()

    qtbot.waitUntil(lambda: page.findChild(QLabel, "empty_title").text() == "No contacts yet")
    assert page.findChild(QPushButton, "demo.open") is not None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no database at"),
        (b"", "is not a ContactDesk database"),
        (b"plain text, not a database" * 50, "is not a ContactDesk"),
    ],
)
def test_a_file_that_is_no_database_is_explained_and_the_program_goes_on(start, office, tmp_path, content, said, qtbot):
    """reliability P-11"""
    wrong = tmp_path / "wrong.contactdesk"
    if content is not None:
        wrong.write_bytes(content)

    program = start(wrong, wait_for_list=False)
    qtbot.waitUntil(lambda: program.window.trouble is not None and program.window.pages.currentWidget() is program.window.trouble)
    assert said in program.window.findChild(QLabel, "trouble_title").text()
    assert program.window.findChild(QPushButton, "database.open") is not None

    program.open(str(office))
    qtbot.waitUntil(lambda: program.window.current_list() is not None)
    assert program.window.navigation.isVisible()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_opened_for_looking(start, furnished, qtbot):
    """reliability P-7"""
    furnished.chmod(0o400)

    program = start(furnished)

    qtbot.waitUntil(lambda: "looking only" in program.window.status.text())


@pytest.fixture
def synced(furnished):
    """The database in a folder that a program copies elsewhere: one program at a time may open it."""
    folder = furnished.parent / "Dropbox"
    folder.mkdir()
    shutil.copyfile(furnished, folder / furnished.name)
    return folder / furnished.name


def test_a_database_that_only_one_may_open_is_opened_again(start, synced, qtbot):
    """reliability P-7: given such a file and a thread that is busy, when it is opened again, then we are not in our own way"""
    program = start(synced)
    busy = threading.Event()
    program.background.run(busy.wait, lambda _none: None, lambda _error: None)

    program.open(str(synced))
    busy.set()

    qtbot.waitUntil(lambda: program.window.current_list() is not None or program.window.trouble is not None)
    assert program.window.current_list() is not None


def test_of_two_databases_opened_at_once_the_last_is_shown_and_the_first_is_left(start, office, synced, qtbot):
    """reliability P-7"""
    program = start(office)

    program.open(str(synced))
    program.open(str(office))

    qtbot.waitUntil(lambda: program.window.current_list() is not None)
    assert program.desk.store.target == str(office)
    answers: list[object] = []
    program.background.run(lambda: Desk.open(str(synced)).close(), answers.append, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [None]


def test_a_backup_is_restored(start, furnished, tmp_path, qtbot):
    """reliability P-9"""
    program = start(furnished)
    copy = tmp_path / "copy.contactdesk"
    program.commands.back_up_to(copy)
    qtbot.waitUntil(lambda: program.window.status.text().startswith("Backed up"))
    program.desk.records.delete("contact", "CT000004")

    program.commands.restore_from(copy)

    qtbot.waitUntil(lambda: program.window.current_list() is not None)
    shown(qtbot, program.window.current_list(), ["Adatum Corporation", "Zoë Verhoeven", "Bakkerij Vos", "Piet Vos"])


def test_a_backup_over_the_open_database_is_refused(start, furnished, qtbot):
    """reliability P-9: given the save dialog, when the open database itself is chosen, then it is said and what is saved stays saved"""
    program = start(furnished)

    program.commands.back_up_to(furnished)

    qtbot.waitUntil(lambda: "already exists" in program.window.current_list().findChild(QLabel, "message").text())
    program.desk.records.delete("contact", "CT000004")
    with Desk.open(str(furnished)) as colleague:
        assert not colleague.lists.id_of("contact", "CT000004")


def test_the_language_changes_at_once(start, furnished, settings, qtbot):
    """contacts F-2"""
    program = start(furnished)

    program.run_command("language.nl")

    qtbot.waitUntil(lambda: program.window.current_list() is not None and program.window.current_list().title.text() == "Contacten")
    assert settings["language"] == "nl"


def test_a_save_that_waits_for_another_program_is_told_in_the_status_line(start, furnished, qtbot, monkeypatch):
    """reliability P-5: given a file that somebody keeps, when something is saved, then the wait is told until it is over"""
    monkeypatch.setattr(sqlite, "TOLD_AFTER", 0.0)
    program, saved = start(furnished), []
    other = sqlite.connect(furnished)
    other.execute("BEGIN IMMEDIATE")

    desk, status = program.desk, program.window.status
    program.background.run(lambda: desk.records.save("contact", "CT000001", {"city": "Breda"}), saved.append, saved.append)
    qtbot.waitUntil(lambda: status.text().startswith("The database is busy"))
    other.execute("ROLLBACK")
    other.close()

    qtbot.waitUntil(lambda: bool(saved) and not status.text())
    assert saved[0].changes.records
