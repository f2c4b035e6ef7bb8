"""Linking with what exists, through the dialog and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QRadioButton

from tests.builders import dump, linked, read, relation, rows_of, run_sql, unlinked
from tests.ui.dialogs import Office, said


@pytest.fixture
def world(qtbot, office, settings):
    made = Office(office, settings, qtbot)
    unlinked(made.desk, "customer", no="C00005", name="Adatum Nederland", salesperson_code="LM", payment_terms_code="")
    yield made
    made.close()


def compare(world, contact, kind, no):
    """Open the dialog and choose the record to link with."""
    dialog = world.open("link", contact_no=contact, kind=kind)
    world.enter(dialog, "entity_no", no)
    return dialog


def master(world, dialog, place):
    """Choose another option of Current Master Fields by keyboard."""
    box = dialog.findChild(QComboBox, "master")
    box.setFocus()
    for _step in range(place):
        world.key(box, Qt.Key.Key_Down)
    world.settle()


def rows(dialog):
    """Field -> what the grid shows of it."""
    return {row.caption: row for row in dialog._grid.lines._rows}


def ok(dialog):
    return dialog.findChild(QPushButton, "ok")


def take(world, dialog, caption, column):
    """Put the cursor on a side of a field and press Space."""
    grid = dialog._grid
    place = next(number for number, row in enumerate(grid.lines._rows) if row.caption == caption)
    grid.setFocus()
    grid.setCurrentIndex(grid.lines.index(place, column))
    world.key(grid, Qt.Key.Key_Space)


def test_the_contact_wins_unless_somebody_chooses(world):
    """relations R-43, R-44, G-1; relations example 17"""
    dialog = compare(world, world.adatum, "customer", "c00005")
    assert rows(dialog)["Name"].result == "Adatum B.V."
    assert next(iter(rows(dialog).values())).differs

    world.press(dialog, "ok")

    assert read(world.desk, "customer", "C00005", "name", "phone_no", "salesperson_code") == ("Adatum B.V.", "020-1111111", "JR")
    assert rows_of(world.desk, world.adatum) == [(world.adatum, "CUST", "customer", "C00005")]
    assert world.home.told[-1].action == "link"


def test_the_customer_wins_when_it_is_chosen(world):
    """relations R-43, R-50; relations example 18"""
    dialog = compare(world, world.adatum, "customer", "C00005")
    master(world, dialog, 1)
    assert rows(dialog)["Phone No."].result == ""
    world.press(dialog, "ok")

    assert read(world.desk, "contact", world.adatum, "name", "phone_no", "salesperson_code") == ("Adatum Nederland", "", "LM")
    assert read(world.desk, "contact", world.jan, "phone_no", "company_name") == ("", "Adatum Nederland")
    assert read(world.desk, "contact", world.eva, "phone_no", "company_name") == ("06-22222222", "Adatum Nederland")


@pytest.mark.parametrize("place", [0, 1])
def test_vendor_and_contact_keep_their_own_colleague(world, place):
    """relations R-44; relations example 19"""
    unlinked(world.desk, "vendor", no="V00005", name="Adatum Levering", purchaser_code="LM")
    dialog = compare(world, world.adatum, "vendor", "V00005")
    master(world, dialog, place)
    assert any(kept.entity == "LM" and kept.contact == "JR" for kept in dialog._grid.lines._kept)
    world.press(dialog, "ok")

    assert read(world.desk, "vendor", "V00005", "purchaser_code") == "LM"
    assert read(world.desk, "contact", world.adatum, "salesperson_code") == "JR"


def test_a_customer_of_another_contact_is_refused_with_its_name(world):
    """relations E-09, R-43; relations example 20"""
    customer = linked(world.desk, world.piet, "customer", "C00007")
    before = dump(world.desk)
    dialog = compare(world, world.adatum, "customer", customer)

    assert said(dialog) == f"Customer C00007 belongs to contact {world.piet} (Piet Los). Open that contact, or choose another number."
    assert dialog.findChild(QPushButton, "message_offer").isVisible()
    assert not ok(dialog).isEnabled()
    assert dump(world.desk) == before


def test_a_second_customer_is_refused_before_anything_is_asked(world):
    """relations E-03, R-41; relations example 21"""
    linked(world.desk, world.adatum, "customer", "C00007")
    dialog = world.open("link", contact_no=world.adatum, kind="customer")

    assert said(dialog).startswith(f"Contact {world.adatum} is already Customer C00007.")
    assert dialog._content.isHidden()


def test_without_a_number_there_is_nothing_to_press_and_cancel_changes_nothing(world):
    """relations R-42; relations example 22"""
    before = dump(world.desk)
    dialog = world.open("link", contact_no=world.adatum, kind="customer")
    assert not ok(dialog).isEnabled()
    world.enter(dialog, "entity_no", "C00005")
    world.key(dialog, Qt.Key.Key_Escape)

    assert dump(world.desk) == before
    assert world.windows.open_windows() == []


def test_an_unknown_number_is_said_at_once(world):
    """relations E-11"""
    dialog = compare(world, world.adatum, "customer", "C99999")
    assert said(dialog).startswith("Customer C99999 does not exist.")
    assert not ok(dialog).isEnabled()


def test_an_employee_may_win_over_its_person(world):
    """relations R-42, R-43; relations example 23"""
    unlinked(world.desk, "employee", no="E0007", first_name="Jan", last_name="Vries")
    dialog = compare(world, world.jan, "employee", "E0007")
    master(world, dialog, 1)
    world.press(dialog, "ok")

    assert read(world.desk, "contact", world.jan, "surname", "middle_name", "name") == ("Vries", "", "Jan Vries")


def test_a_blank_relation_code_is_named(world):
    """relations E-01, R-41; relations example 24"""
    world.desk.setup.save({"bus_rel_code_for_vendors": ""})
    dialog = world.open("link", contact_no=world.adatum, kind="vendor")
    assert "Bus. Rel. Code for Vendors is blank" in said(dialog)
    world.press(dialog, "message_offer")
    assert "marketing_setup_window" in [window.objectName() for window in world.windows.open_windows()]


def test_field_by_field(world):
    """relations G-2, G-3; relations example 46"""
    dialog = compare(world, world.adatum, "customer", "C00005")
    take(world, dialog, "Name", 2)
    assert dialog.findChild(QComboBox, "master").currentText() == "Per field"
    world.press(dialog, "ok")

    for table, no in (("contact", world.adatum), ("customer", "C00005")):
        assert read(world.desk, table, no, "name", "phone_no", "salesperson_code") == ("Adatum Nederland", "020-1111111", "JR")
    world.desk.history.undo(world.home.told[-1].entry)
    assert read(world.desk, "customer", "C00005", "name", "phone_no") == ("Adatum Nederland", "")
    assert rows_of(world.desk, world.adatum) == []


def test_choosing_every_field_of_one_side_is_choosing_that_side(world):
    """relations G-2, G-3"""
    dialog = compare(world, world.adatum, "customer", "C00005")
    for caption in [row.caption for row in rows(dialog).values() if row.differs]:
        take(world, dialog, caption, 2)
    assert dialog.findChild(QComboBox, "master").currentText() == "Customer"


def test_blank_never_replaces_a_value_and_is_remembered(world, settings):
    """relations G-2"""
    dialog = compare(world, world.adatum, "customer", "C00005")
    master(world, dialog, 1)
    box = dialog.findChild(QCheckBox, "blank_never_replaces")
    box.setFocus()
    world.key(box, Qt.Key.Key_Space)

    assert (rows(dialog)["Phone No."].result, rows(dialog)["Name"].result) == ("020-1111111", "Adatum Nederland")
    assert settings["blank_never_replaces"] is True


def test_a_result_that_is_not_allowed_is_marked(world):
    """relations G-4"""
    run_sql(world.desk, "UPDATE customer SET phone_no = 'call me', version = version + 1 WHERE no = 'C00005'")
    dialog = compare(world, world.adatum, "customer", "C00005")
    master(world, dialog, 1)

    assert rows(dialog)["Phone No."].error.startswith("Phone No. must not contain letters")
    assert not ok(dialog).isEnabled()
    take(world, dialog, "Phone No.", 1)
    assert ok(dialog).isEnabled()


def test_a_value_that_moved_meanwhile_is_shown_again(world):
    """relations G-5, R-58"""
    dialog = compare(world, world.adatum, "customer", "C00005")
    take(world, dialog, "Name", 2)
    world.desk.records.save("customer", "C00005", {"city": "Utrecht"})
    world.press(dialog, "ok")

    assert "was changed by somebody else meanwhile: City." in said(dialog)
    assert rows(dialog)["City"].moved
    assert rows(dialog)["City"].entity == "Utrecht"
    assert rows(dialog)["Name"].source == "entity"
    assert rows_of(world.desk, world.adatum) == []
    world.press(dialog, "ok")
    assert rows_of(world.desk, world.adatum) != []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_marked_record_is_taken_by_keyboard(world, qtbot, key):
    """relations G-1: part of a name is typed, the record marked in the list and taken"""
    dialog = world.open("link", contact_no=world.adatum, kind="customer")
    number = dialog.findChild(QLineEdit, "entity_no")
    number.setFocus()
    qtbot.keyClicks(number, "nederl")
    qtbot.waitUntil(number.list.is_open)
    qtbot.keyClick(number.list._popup, Qt.Key.Key_Down)

    qtbot.keyClick(number.list._popup, key)
    world.settle()

    assert number.text() == "C00005"
    assert ok(dialog).isEnabled()


def test_a_company_with_an_ampersand_is_offered_under_its_name(world):
    """relations R-40: an ampersand is no mark of a key"""
    world.desk.records.save("contact", world.adatum, {"name": "Vis & Zonen"})

    dialog = compare(world, world.jan, "customer", "C00005")

    assert "Vis && Zonen" in dialog.findChild(QRadioButton, "target_0").text()


def test_a_person_of_a_company_is_offered_beside_the_company(world):
    """relations R-40"""
    dialog = compare(world, world.jan, "customer", "C00005")
    assert dialog.findChild(QRadioButton, "target_0").isChecked()
    assert world.adatum in dialog.findChild(QRadioButton, "target_0").text()
    person = dialog.findChild(QRadioButton, "target_1")
    person.setFocus()
    world.key(person, Qt.Key.Key_Space)
    world.press(dialog, "ok")

    assert [row[0] for row in rows_of(world.desk, world.jan)] == [world.jan]
    assert relation(world.desk, world.adatum) == "None"


def test_what_follows_is_shown_before(world):
    """relations G-10, G-11"""
    dialog = compare(world, world.adatum, "customer", "C00005")
    master(world, dialog, 1)
    shown = [group.title for group in dialog._changes._groups]
    assert f"Contact {world.jan} Jan de Vries" in shown
    assert dialog._changes.count().startswith(f"{len(shown)} records,")


def test_the_look_up_offers_unlinked_records_and_linked_ones_on_request(world):
    """relations R-42"""
    linked(world.desk, world.piet, "customer", "C00007")
    dialog = world.open("link", contact_no=world.adatum, kind="customer")
    offered = []
    dialog.look_up("", "", offered.append)
    world.settle()
    assert [row.no for row in offered[0]] == ["C00005"]
    dialog.findChild(QCheckBox, "with_linked").setChecked(True)
    dialog.look_up("", "", offered.append)
    world.settle()
    assert [(row.no, world.piet in row.title) for row in offered[1]] == [("C00005", False), ("C00007", True)]
