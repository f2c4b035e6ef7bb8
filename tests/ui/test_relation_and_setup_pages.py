"""Business relations and the setup pages as a person uses them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTableView, QTreeWidget, QWidget

from tests.builders import an_orphan, count, dump, linked, read, relation, rows_of
from tests.ui.dialogs import Office, labelled, said


@pytest.fixture
def world(qtbot, office, settings):
    made = Office(office, settings, qtbot)
    yield made
    made.close()


def shown(page):
    """The rows of the relations page."""
    tree = page.findChild(QTreeWidget, "relations")
    columns = [column for column in range(tree.columnCount()) if not tree.isColumnHidden(column)]
    return [[tree.topLevelItem(row).text(column) for column in columns] for row in range(tree.topLevelItemCount())]


def question(page):
    return page.findChild(QDialog, "question")


def answer(world, page, name):
    world.press(question(page), name)


def test_a_free_code_is_added_and_a_reserved_one_refused_beside_the_field(world):
    """relations R-1, E-10; relations example 41"""
    page = world.open("relations", contact_no=world.adatum)
    page.act("row.new")
    world.enter(page, "business_relation_code", "cust")
    message = labelled(page, "business_relation_code_message")
    assert message == "Relation code CUST is reserved for linking; its kind is Customer. Use Create as or Link with existing."
    assert rows_of(world.desk, world.adatum) == []

    world.enter(page, "business_relation_code", "law")
    assert shown(page)[0][0] == "LAW"
    assert relation(world.desk, world.adatum) == "Other"


def test_removing_a_link_names_both_records_and_the_primary_contact(world):
    """relations R-70; relations example 34"""
    no = world.desk.linking.create_as(world.jan, "customer", template="").value.no
    page = world.open("relations", contact_no=world.adatum)
    before = dump(world.desk)
    page.act("row.delete")
    world.settle()
    text = labelled(question(page), "question_text")
    assert all(part in text for part in (f"{world.adatum} Adatum B.V.", no, f"Primary contact {world.jan} is cleared"))
    answer(world, page, "")
    assert dump(world.desk) == before

    page.act("row.delete")
    world.settle()
    answer(world, page, "yes")
    assert shown(page) == []
    assert read(world.desk, "customer", no, "primary_contact_no", "contact") == ("", "Jan de Vries")


def test_a_person_sees_its_own_rows_and_those_of_its_company(world):
    """relations N-3, N-4; relations example 40"""
    linked(world.desk, world.adatum, "customer", "C00007")
    linked(world.desk, world.jan, "employee", "E0007")
    page = world.open("relations", contact_no=world.jan)

    assert [(row[0], row[2]) for row in shown(page)] == [("CUST", f"company {world.adatum}"), ("EMP", "own")]
    assert not page.bar.action("row.new").isEnabled()
    assert "assigned to the company" in page.status.text()
    page._tree.setCurrentItem(page._tree.topLevelItem(0))
    assert not page.bar.action("row.delete").isEnabled()


def test_a_row_whose_record_is_gone_says_so(world):
    """relations N-5"""
    an_orphan(world.desk, world.adatum, "customer", "C99999")
    page = world.open("relations", contact_no=world.adatum)
    assert shown(page)[0][-1] == "(deleted)"
    assert not page.bar.action("entity.open").isEnabled()


def test_the_contacts_of_a_code(world):
    """relations N-9"""
    linked(world.desk, world.adatum, "customer", "C00007")
    page = world.open("relation_contacts", code="CUST")
    model = page.findChild(QTableView, "list").model()
    world.settle()
    assert [model.index(0, column).data() for column in range(4)] == [world.adatum, "Adatum B.V.", "Customer", "C00007"]


def test_renaming_a_code_renames_it_everywhere(world):
    """relations R-75; relations example 42"""
    linked(world.desk, world.adatum, "customer", "C00007")
    page = world.open("business_relations")
    grid = page._grid
    row = grid.lines.row_of("CUST")
    grid.lines.setData(grid.lines.index(row, 0), "KLANT")
    world.settle()

    assert world.desk.setup.read()["bus_rel_code_for_customers"] == "KLANT"
    assert rows_of(world.desk, world.adatum)[0][1] == "KLANT"
    assert relation(world.desk, world.adatum) == "Customer"


def test_a_code_in_use_is_not_deleted(world):
    """relations R-73, E-13"""
    linked(world.desk, world.adatum, "customer", "C00007")
    page = world.open("business_relations")
    page._grid.deleting.emit(["CUST"])
    world.settle()
    assert said(page).startswith("Business Relation CUST is still used")


# -- setup --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "code", "says"), [("yes", "KLANT", "Customer"), ("no", "CUST", "Other"), ("", "CUST", "Customer")])
def test_a_new_relation_code_asks_what_becomes_of_the_links(world, name, code, says):
    """relations R-76; relations example 42"""
    linked(world.desk, world.adatum, "customer", "C00007")
    world.desk.records.create("business_relation", {"code": "KLANT"})
    page = world.open("marketing_setup")
    world.enter(page, "bus_rel_code_for_customers", "klant")
    assert "1 existing link" in labelled(question(page), "question_text")
    answer(world, page, name)

    assert rows_of(world.desk, world.adatum)[0][1] == code
    assert relation(world.desk, world.adatum) == says
    assert world.desk.setup.read()["bus_rel_code_for_customers"] == ("KLANT" if name else "CUST")


def test_one_code_for_two_kinds_is_allowed_and_said(world):
    """relations R-77"""
    page = world.open("marketing_setup")
    world.enter(page, "bus_rel_code_for_vendors", "CUST")
    assert "serves two kinds" in said(page)
    assert world.desk.setup.read()["bus_rel_code_for_vendors"] == "CUST"


def test_a_refused_value_stays_beside_its_message_and_escape_takes_it_back(world):
    """contacts S-1; relations section 7"""
    page = world.open("marketing_setup")
    field = page._editors["search_hit_percent"]
    world.enter(page, "search_hit_percent", "200")
    assert field.error().startswith("Search Hit % must be between 1 and 100, not 200.")
    assert field.text() == "200"

    world.key(field.widget, Qt.Key.Key_Escape)
    assert field.text() == "60"
    page.close()
    world.settle()
    assert world.windows.open_windows() == []


def test_a_refused_text_hinders_no_other_field(world):
    """contacts section 0, contacts S-1: everything else that was entered is saved, and the text stays beside its message"""
    page = world.open("marketing_setup")
    world.enter(page, "search_hit_percent", "200")
    world.enter(page, "default_territory_code", "n")

    assert world.desk.setup.read()["default_territory_code"] == "N"
    field = page._editors["search_hit_percent"]
    assert (field.text(), field.error()[:20]) == ("200", "Search Hit % must be")
    world.enter(page, "search_hit_percent", "75")
    assert world.desk.setup.read()["search_hit_percent"] == 75
    assert not field.error()


@pytest.mark.parametrize("left", [True, False])
def test_a_refused_text_never_keeps_the_page_open(world, left):
    """contacts section 0: dropped and named outside the page, left before or not; the rest is saved"""
    told = []
    world.windows.told.connect(told.append)
    page = world.open("marketing_setup")
    if left:
        world.enter(page, "search_hit_percent", "200")
    else:
        page.findChild(QWidget, "search_hit_percent").setText("200")
    page.findChild(QWidget, "default_territory_code").setText("N")

    page.close()
    world.settle()
    world.settle()

    assert world.windows.open_windows() == []
    assert told == ["Search Hit %: “200” was not saved. Search Hit % must be between 1 and 100, not 200."]
    saved = world.desk.setup.read()
    assert (saved["search_hit_percent"], saved["default_territory_code"]) == (60, "N")


def test_leaving_the_page_saves_what_was_typed(world):
    """contacts C-110"""
    page = world.open("company_information")
    page.findChild(QWidget, "company_name").setText("Contoso")
    page.close()
    world.settle()
    assert world.desk.setup.read()["company_name"] == "Contoso"
    assert world.windows.open_windows() == []


def test_every_field_of_the_setup_is_on_its_page(world):
    """contacts S-3; relations 1.3"""
    marketing = world.open("marketing_setup")
    assert [tab.title for tab in marketing._tabs] == ["General", "Inheritance", "Defaults", "Interactions", "Numbering", "Duplicates"]
    numbering = world.open("numbering_setup")
    assert list(numbering._editors) == ["customer_nos", "vendor_nos", "bank_account_nos", "employee_nos"]
    assert not marketing._editors["attachment_storage_location"].widget.isEnabled()


def test_templates_are_applied_to_several_records_after_a_preview(world):
    """relations R-34"""
    customers = [world.desk.records.create("customer", {"name": name}).value.no for name in ("Een", "Twee")]
    world.desk.records.create("customer_template", {"code": "ZZ", "country_region_code": "DE"})
    changes = count(world.desk, "contact")
    dialog = world.open("apply_template", kind="customer", nos=tuple(customers))
    box = dialog._templates
    box.setCurrentIndex(box.findData("ZZ"))
    dialog._choose()
    world.settle()
    assert f"Customer {customers[0]} Een" in [group.title for group in dialog._changes._groups]
    assert read(world.desk, "customer", customers[0], "country_region_code") == ""
    assert dialog.findChild(QPushButton, "ok").isEnabled()
    world.press(dialog, "ok")

    assert [read(world.desk, "customer", no, "country_region_code") for no in customers] == ["DE", "DE"]
    assert count(world.desk, "contact") == changes
