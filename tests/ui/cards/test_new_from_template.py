"""New cards from a template (relations R-33) and templates made from cards (relations R-35)."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton


@pytest.fixture
def template(office):
    values = {
        "description": "Big ones",
        "city": "Utrecht",
        "payment_terms_code": "",
        "allow_line_disc": True,
        "contact_type": 1,
        "customer_price_group": "",
        "phone_no": "030-7",
    }
    return office.desk.records.create("customer_template", {"code": "BIG"} | values).value.no


def test_a_value_the_user_cleared_stays_cleared(office, template):
    """relations R-33: the template filled the card; what was cleared there is not filled again by the first save."""
    card = office.card("customer", template=template)
    assert card.form.editors["city"].text() == "Utrecht"
    office.type(card, "name", "Proseware")
    office.type(card, "city", "")
    office.save(card)

    stored = office.desk.records.read("customer", card.no)
    assert (stored["city"], stored["phone_no"], stored["contact_type"]) == ("", "030-7", 1)


def test_a_script_gets_what_the_template_fills(office, template):
    """relations R-33: what the caller does not name comes from the template; what it names blank stays blank."""
    filled = office.desk.records.create("customer", {"name": "A"}, template=template).value
    cleared = office.desk.records.create("customer", {"name": "B", "city": "", "phone_no": "1"}, template=template).value
    assert (filled["city"], filled["phone_no"]) == ("Utrecht", "030-7")
    assert (cleared["city"], cleared["phone_no"]) == ("", "1")


def test_a_cleared_salesperson_is_not_the_own_one(office):
    """relations R-33, R-33a: the own salesperson code is for a field that nobody touched."""
    office.desk.actions.who = replace(office.desk.actions.who, salesperson_code="JR")
    assert office.desk.records.create("customer", {"name": "A"}).value["salesperson_code"] == "JR"
    assert office.desk.records.create("customer", {"name": "B", "salesperson_code": ""}).value["salesperson_code"] == ""


def saved_as_template(office, qtbot, kind, no):
    card = office.card(kind, no)
    card._act("template.save_as")
    office.settle()
    office.settle()
    table = f"{kind}_template"
    qtbot.waitUntil(lambda: any(getattr(one, "table", "") == table and one.no for one in office.windows.open_windows()))
    return next(one for one in office.windows.open_windows() if getattr(one, "table", "") == table)


@pytest.mark.parametrize(("kind", "no", "code"), [("customer", "C00001", "CUST000001"), ("vendor", "V00001", "VEND000001")])
def test_cancel_on_the_new_template_deletes_it_again(office, qtbot, kind, no, code):
    """relations R-35: Cancel deletes, with what was typed there."""
    card = saved_as_template(office, qtbot, kind, no)
    office.type(card, "description", "Typed")
    assert office.desk.records.read(f"{kind}_template", code).no == code

    card.findChild(QPushButton, "saved_template_cancel").click()

    qtbot.waitUntil(lambda: len(office.windows.open_windows()) == 1)
    assert office.desk.lists.count(f"{kind}_template") == 0


def test_ok_on_the_new_template_keeps_it_with_what_was_typed(office, qtbot):
    """relations R-35"""
    card = saved_as_template(office, qtbot, "employee", "E0001")
    office.type(card, "description", "Typed")

    card.findChild(QPushButton, "saved_template_ok").click()

    qtbot.waitUntil(lambda: len(office.windows.open_windows()) == 1)
    assert office.desk.records.read("employee_template", "EMPL000001")["description"] == "Typed"
