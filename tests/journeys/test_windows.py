"""The main job on real lists, through real windows on a screen: what `test_real_data` does by commands, by clicking.

Mouse, keys and clipboard only; the desk is read to see what the windows did. With the environment variable
CONTACTDESK_JOURNEY_PICTURES every stage leaves a picture of the screen in that folder.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QTreeWidget

from tests.journeys.steps import (
    change,
    close,
    create_contacts,
    delete,
    figures,
    import_file,
    link,
    make_database,
    open_by_search,
    open_company,
    unlink,
)

ON_SCREEN = True
DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def office(office_program):
    return office_program


def test_a_new_database_by_the_assistant(office):
    """The first-run assistant makes a database with the shipped values and the own company."""
    page = make_database(office)
    assert page.count.text() == "0 records"
    setup = office.desk.setup.read()
    assert setup["company_name"] == "Handelsonderneming Brouwér"
    assert setup["company_country_region_code"] == "NL"


def test_northwind_from_the_assistant_to_contacts(office):
    """relations R-14, R-15, R-16, interchange X-2, X-30, X-31: issue steps 1 and 2 by clicking"""
    # Given a new database that starts with an import, when customers, suppliers and employees are imported
    make_database(office, "import")
    hands, northwind = office.hands, DATA / "northwind"
    window = hands.window("import_window")
    one = import_file(office, window, "Customers", northwind / "customers.csv", unmapped=["ContactTitle"], read=91, with_contacts=False)
    hands.go_to(office.main, "Vendors")
    hands.press(office.wait_for_list("vendor"), "list.import")
    window = hands.window("import_window")
    two = import_file(office, window, "Vendors", northwind / "suppliers.csv", unmapped=["ContactTitle"], read=29, with_contacts=False)
    hands.window("main_window")
    hands.from_menu(office.main, "File", "import.employee")
    window, photos = hands.window("import_window"), ["BirthDate", "Photo", "Notes", "ReportsTo"]
    three = import_file(office, window, "Employees", northwind / "employees.csv", unmapped=photos, read=9, with_contacts=False)
    # Then all of them are there under their own numbers, without contacts
    assert [result[:2] for result in (one, two, three)] == [["91", "91"], ["29", "29"], ["9", "9"]]
    desk = office.desk
    assert desk.records.read("customer", "ANTON")["name"] == "Antonio Moreno Taquería"
    assert desk.lists.count("contact") == 0
    # When contacts are created, then there are companies with their persons, and a second run creates nothing
    fits = (("customer", "91 records"), ("vendor", "29 records"), ("employee", "9 records"))
    first = [create_contacts(office, kind, fit=fit) for kind, fit in fits]
    assert [numbers[:2] for numbers, _title in first] == [["91", "91"], ["29", "29"], ["9", "0"]]
    second = [create_contacts(office, kind, fit=fit) for kind, fit in fits]
    assert [(numbers[0], title) for numbers, title in second] == [("0", "There was nothing to do")] * 3
    # And the list shows them, the first one chosen and its facts beside it
    hands.go_to(office.main, "Contacts")
    page = office.wait_for_list()
    hands.until(lambda: page.count.text() == "249 records", "all contacts")
    hands.until(lambda: hands.text(page, "fact_title"), "the facts of the first contact")
    hands.picture("contacts")
    assert not desk.maintenance.check()


@pytest.fixture
def northwind(office):
    """A database with Northwind and the contacts of its customers and employees."""
    from contactdesk import Desk

    path = office.folder / "northwind.contactdesk"
    with Desk.create(str(path), country="NL") as desk:
        for kind, name in (("customer", "customers"), ("vendor", "suppliers"), ("employee", "employees")):
            desk.imports.run(kind, DATA / "northwind" / f"{name}.csv", with_contacts=False)
        desk.batches.create_contacts("customer")
        desk.batches.create_contacts("employee")
    return path


def test_a_telephone_number_is_changed_in_one_place(office, northwind):
    """relations R-50, R-51, G-11, contacts C-38: issue step 3 by keyboard"""
    hands = office.hands
    office.start(northwind)
    page = office.wait_for_list()
    hands.until(lambda: hands.text(page, "fact_title"), "the facts of the first contact")
    hands.picture("list with facts")
    # When the telephone number of a customer is changed on its card
    hands.go_to(office.main, "Customers")
    card = open_by_search(office, "customer", "ALFKI")
    hands.picture("card of the customer")
    said = change(office, card, "phone_no", "030-9")
    # Then the contact and the person that inherits have it, the card says so, and Show lists them
    assert said == "Saved. 2 other records updated."
    hands.picture("card saved")
    hands.press(card, "status_link")
    changes = hands.window("change_set_window")
    tree = hands.find(changes, QTreeWidget, "changes")
    heads = [row[0] for row in hands.cells(tree) if "·" in row[0]]
    assert len(heads) == 3
    assert "Alfreds Futterkiste" in heads[1]
    assert "Maria Anders" in heads[2]
    hands.picture("changes")
    hands.key(Qt.Key.Key_Escape)
    hands.gone("change_set_window")
    company, person = (office.desk.lists.read_all("contact", where=[("name", name)])[0] for name in ("Alfreds Futterkiste", "Maria Anders"))
    assert (company["phone_no"], person["phone_no"]) == ("030-9", "030-9")
    # When the person gets a number of its own and the company another one, then the person keeps its own
    hands.window("card_customer")
    hands.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    hands.gone("card_customer")
    hands.window("main_window")
    hands.go_to(office.main, "Contacts")
    card = open_by_search(office, "contact", "Maria Anders")
    assert change(office, card, "phone_no", "06-1") == "Saved."
    hands.picture("card of the person")
    hands.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    hands.gone("card_contact")
    hands.window("main_window")
    card = open_by_search(office, "contact", company["no"])
    assert change(office, card, "phone_no", "030-10") == "Saved. 1 other record updated."
    hands.picture("card of the company")
    assert office.desk.records.read("customer", "ALFKI")["phone_no"] == "030-10"
    assert office.desk.records.read("contact", person["no"])["phone_no"] == "06-1"


def test_the_batch_for_vendors_is_taken_back(office, northwind):
    """relations R-17, G-31, G-34: issue step 6 by clicking"""
    hands = office.hands
    office.start(northwind)
    hands.until(lambda: office.wait_for_list().count.text() == "191 records", "the contacts")
    hands.go_to(office.main, "Vendors")
    page = office.wait_for_list("vendor")
    before = office.desk.lists.read_all("vendor")
    # Given the contacts of all vendors, made from the notice above the list
    hands.picture("vendors without contacts")
    hands.press(page, "message_offer")
    window = hands.window("create_contacts_window")
    hands.until(lambda: hands.text(window, "count").startswith("29 records"), "29 records")
    hands.press(window, "run")
    hands.until(lambda: figures(window)[:2] == ["29", "29"], "58 contacts")
    assert office.desk.lists.count("contact") == 191 + 58
    # When Undo is pressed, then they are gone and the vendors are as before
    hands.press(window, "record.undo")
    hands.until(lambda: hands.text(window, "progress_title") == "Taken back", "taken back")
    hands.picture("taken back")
    hands.press(window, "page.close")
    hands.gone("create_contacts_window")
    assert office.desk.lists.count("contact") == 191
    assert [without_stamps(one) for one in office.desk.lists.read_all("vendor")] == [without_stamps(one) for one in before]
    hands.window("main_window")
    hands.go_to(office.main, "Contacts")
    hands.until(lambda: office.wait_for_list().count.text() == "191 records", "the contacts of before")
    # And it can be done again
    assert not office.desk.maintenance.check()


def without_stamps(record):
    return {name: value for name, value in record.items() if "modified" not in name and name != "version"}


def test_us_500_is_imported_as_persons_with_their_companies(office):
    """interchange X-7, contacts C-33: issue step 4 by clicking"""
    page = make_database(office)
    hands = office.hands
    hands.click(next(one for one in page.findChildren(QPushButton, "list.import") if one.isVisible()))
    window = hands.window("import_window")
    hands.picture("import begins")
    result = import_file(office, window, "Contacts", DATA / "us-500.csv", unmapped=["county"], read=500)
    assert result[:2] == ["500", "500"]
    hands.until(lambda: page.count.text() == "1,000 records", "a thousand contacts")
    person = office.desk.lists.read_all("contact", where=[("e_mail", "jbutt@gmail.com")])[0]
    company = office.desk.records.read("contact", person["company_no"])
    assert (person["name"], person["company_name"], company["name"]) == ("James Butt", "Benton, John B Jr", "Benton, John B Jr")
    assert (person["address"], person["phone_no"]) == (company["address"], company["phone_no"])
    hands.window("main_window")
    card = open_by_search(office, "contact", "jbutt")
    hands.picture("card of a person")
    close(office, card, "card_contact")


def test_link_unlink_and_delete_from_both_ends(office):
    """relations R-40, R-43, R-45, R-46, R-70, R-71, R-72, contacts C-119: issue step 5 by clicking"""
    from contactdesk import Desk

    # Given the companies of us-500
    hands, path = office.hands, office.folder / "us.contactdesk"
    with Desk.create(str(path), country="US") as desk:
        desk.imports.run("contact", DATA / "us-500.csv")
    office.start(path)
    office.wait_for_list()
    # When a vendor is made by hand, then it has a contact of its own at once
    hands.go_to(office.main, "Vendors")
    office.wait_for_list("vendor")
    hands.key(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    card = hands.window("card_vendor")
    hands.find(card, QLineEdit, "name")
    hands.picture("new vendor")
    hands.enter(card, "name", "Benton Supplies")
    assert "Saved." in change(office, card, "phone_no", "555-1")
    vendor = office.desk.lists.read_all("vendor")[0]["no"]
    hands.picture("vendor saved")
    # And its contact is unlinked in the window of its relations, and deleted; the vendor stays
    close(office, card, "card_vendor")
    hands.go_to(office.main, "Contacts")
    card = open_by_search(office, "contact", "Benton Supplies")
    unlink(office, card)
    close(office, card, "card_contact")
    assert "Benton Supplies" in delete(office, "contact", "Benton Supplies")
    # When a company is linked and its values win, then the vendor takes them
    hands.go_to(office.main, "Contacts")
    card = open_company(office, "Benton, John B Jr")
    link(office, card, vendor, "Contact", name="Benton, John B Jr")
    read = office.desk.records.read
    assert read("vendor", vendor)["name"] == "Benton, John B Jr"
    company = hands.text(card, "no")
    # When it is unlinked, then both stay as they are
    unlink(office, card)
    assert read("vendor", vendor)["name"] == "Benton, John B Jr"
    assert office.desk.linking.linked(company) == {}
    # When they are linked again and the vendor's values win, then company and person take them
    office.desk.records.save("vendor", vendor, {"name": "Benton Supplies", "phone_no": "555-2"})
    link(office, card, vendor, "Vendor", name="Benton Supplies")
    hands.until(lambda: hands.text(card, "name") == "Benton Supplies", "the new name on the card")
    hands.picture("linked contact")
    assert read("contact", company)["phone_no"] == "555-2"
    # When the contact is deleted, then its person goes with it and the vendor stays
    close(office, card, "card_contact")
    said = delete(office, "contact", company)
    assert "1 person goes with it." in said
    assert read("vendor", vendor)["name"] == "Benton Supplies"
    # And when a vendor is deleted, then its contact stays
    hands.go_to(office.main, "Contacts")
    card = open_company(office, "Chanay, Jeffrey A Esq")
    company = hands.text(card, "no")
    link(office, card, vendor, "Contact", name="Chanay")
    close(office, card, "card_contact")
    delete(office, "vendor", vendor)
    assert office.desk.linking.linked(company) == {}
    assert read("contact", company)["name"] == "Chanay, Jeffrey A Esq"
    assert not office.desk.maintenance.check()
