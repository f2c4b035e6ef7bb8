"""Create as, through the dialog and by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QTreeWidget

from tests.builders import dump, read, relation, rows_of
from tests.ui.dialogs import Office, labelled, said


@pytest.fixture
def world(qtbot, office, settings):
    made = Office(office, settings, qtbot)
    for kind in ("customer", "vendor", "employee"):
        for code, _description in made.desk.templates.codes(kind):
            made.desk.records.delete(f"{kind}_template", code)
    yield made
    made.close()


def template(world, code="COMP", kind="customer", **values):
    """A template for companies."""
    world.desk.records.create(f"{kind}_template", {"code": code, "contact_type": "Company"} | values)


def begin(world, contact, kind="customer"):
    return world.open("create_as", contact_no=contact, kind=kind)


def caption(dialog):
    """What the button that goes on says."""
    return dialog.findChild(QPushButton, "ok").text()


def test_one_template_is_used_without_asking(world):
    """relations R-23 to R-25, R-28, R-31; relations example 7"""
    template(world, country_region_code="DE", currency_code="EUR")
    dialog = begin(world, world.adatum)
    assert caption(dialog) == "Create"
    assert any("next of " in group.no for group in dialog._changes._groups)

    world.press(dialog, "ok")

    ((_contact, _code, _kind, no),) = rows_of(world.desk, world.adatum)
    assert read(world.desk, "customer", no, "name", "country_region_code", "currency_code", "salesperson_code") == (
        "Adatum B.V.",
        "NL",
        "EUR",
        "JR",
    )
    assert read(world.desk, "contact", world.adatum, "currency_code") == "EUR"
    assert said(dialog) == f"Customer {no} was created for Adatum B.V. (contact {world.adatum})."
    assert "Customer Posting Group" in labelled(dialog, "blank_fields")
    assert caption(dialog) == "Open card"


def test_a_person_makes_its_company_the_customer_and_becomes_primary_contact(world):
    """relations R-20, R-27; relations example 8"""
    template(world)
    dialog = begin(world, world.jan)
    assert world.adatum in labelled(dialog, "note")
    assert dialog.findChild(QCheckBox, "primary_contact").isChecked()
    world.press(dialog, "ok")

    ((contact, _code, _kind, no),) = rows_of(world.desk, world.adatum)
    assert contact == world.adatum
    assert relation(world.desk, world.jan) == "Customer"
    assert read(world.desk, "customer", no, "primary_contact_no") == world.jan


def test_the_person_is_not_made_primary_contact_when_unticked(world):
    """relations R-27"""
    template(world)
    dialog = begin(world, world.jan)
    box = dialog.findChild(QCheckBox, "primary_contact")
    box.setFocus()
    world.key(box, Qt.Key.Key_Space)
    world.press(dialog, "ok")

    assert read(world.desk, "customer", rows_of(world.desk, world.adatum)[0][3], "primary_contact_no") == ""


def test_a_second_customer_is_refused_before_the_template(world):
    """relations R-21, E-03; relations example 9"""
    template(world)
    template(world, "OTHER")
    world.desk.linking.create_as(world.adatum, "customer", template="")
    dialog = begin(world, world.eva)

    assert said(dialog).startswith(f"Contact {world.adatum} is already Customer")
    assert dialog._pages.isHidden()


def test_without_a_template_the_question_comes(world):
    """relations R-31, R-27; relations example 10"""
    dialog = begin(world, world.piet)
    assert "no template for this contact type" in labelled(dialog, "question_text")
    world.press(dialog, "ok")
    world.press(dialog, "ok")

    ((_contact, _code, _kind, no),) = rows_of(world.desk, world.piet)
    assert read(world.desk, "customer", no, "name", "contact_type", "primary_contact_no") == ("Piet Los", 1, world.piet)


@pytest.mark.parametrize("kind", ["vendor", "bank_account"])
def test_an_independent_person_is_no_vendor_and_no_bank(world, kind):
    """relations R-21, E-05; relations example 11"""
    before = dump(world.desk)
    assert "is a person without a company" in said(begin(world, world.piet, kind))
    assert dump(world.desk) == before


def test_a_vendor_takes_no_purchaser_from_the_contact(world):
    """relations R-24; relations example 11"""
    template(world, "VCOMP", "vendor")
    dialog = begin(world, world.adatum, "vendor")
    world.press(dialog, "ok")
    assert read(world.desk, "vendor", rows_of(world.desk, world.adatum)[0][3], "purchaser_code") == ""


def test_only_persons_become_employees(world):
    """relations R-21, E-06; relations example 12"""
    assert "is a company; this is for persons only" in said(begin(world, world.adatum, "employee"))
    dialog = begin(world, world.jan, "employee")
    world.press(dialog, "ok")
    world.press(dialog, "ok")
    no = next(row[3] for row in rows_of(world.desk, world.jan) if row[2] == "employee")
    assert read(world.desk, "employee", no, "first_name", "middle_name", "last_name") == ("Jan", "de", "Vries")


def test_the_template_fills_only_what_is_blank(world):
    """relations R-32; relations example 13"""
    world.desk.records.create("employee_template", {"code": "EMP1"})
    world.desk.records.save("contact", world.jan, {"city": "Utrecht"})
    dialog = begin(world, world.jan, "employee")
    world.press(dialog, "ok")
    assert read(world.desk, "employee", rows_of(world.desk, world.jan)[0][3], "city") == "Utrecht"


def test_cancelling_the_choice_of_a_template_changes_nothing(world):
    """relations R-31; relations example 14"""
    template(world, "DUTCH", country_region_code="NL")
    template(world, "ALPHA")
    before = dump(world.desk)
    dialog = begin(world, world.adatum)
    tree = dialog.findChild(QTreeWidget, "templates")
    assert tree.currentItem().text(0) == "DUTCH"
    world.key(dialog, Qt.Key.Key_Escape)
    assert dump(world.desk) == before

    dialog = begin(world, world.adatum)
    world.press(dialog, "ok")
    world.press(dialog, "ok")
    assert len(rows_of(world.desk, world.adatum)) == 1


def test_a_blocked_contact_is_refused(world):
    """relations R-21, E-04; relations example 15"""
    world.desk.records.save("contact", world.adatum, {"privacy_blocked": True})
    assert said(begin(world, world.adatum, "vendor")).startswith(f"Contact {world.adatum} Adatum B.V. is blocked for privacy.")


def test_the_series_of_the_template_gives_the_number(world):
    """relations R-23; relations example 16"""
    world.desk.records.create("no_series", {"code": "DE-CUST", "default_nos": True})
    world.desk.records.create("no_series_line", {"series_code": "DE-CUST", "starting_no": "D0001"})
    template(world, no_series="DE-CUST")
    dialog = begin(world, world.adatum)
    assert "(next of DE-CUST)" in [group.no for group in dialog._changes._groups]
    world.press(dialog, "ok")
    assert rows_of(world.desk, world.adatum)[0][3] == "D0001"
