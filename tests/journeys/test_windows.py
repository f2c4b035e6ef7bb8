"""The main job on real lists, through real windows on a screen: what `test_real_data` does by commands, by clicking.

Mouse, keys and clipboard only; the desk is read to see what the windows did. With the environment variable
CONTACTDESK_JOURNEY_PICTURES every stage leaves a picture of the screen in that folder.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QRadioButton, QTableWidget, QTreeWidget

ON_SCREEN = True
DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def office(office_program):
    return office_program


def make_database(office, start="empty"):
    """Answer the first-run assistant, and land in the list of contacts."""
    hands = office.hands
    office.start()
    assistant = hands.window("first_run")
    hands.picture("assistant language")
    hands.press(assistant, "next")
    path = office.folder / "office.contactdesk"
    hands.picture("assistant place")
    hands.enter(assistant, "new_file", str(path))
    hands.press(assistant, "next")
    hands.until(lambda: hands.find(assistant, QApplication.focusWidget().__class__, "company_name").hasFocus(), "the cursor in the company")
    hands.type("Handelsonderneming Brouwér")
    hands.pick(assistant, "country", "Netherlands (NL)")
    hands.picture("assistant company")
    hands.press(assistant, "next")
    hands.picture("assistant numbers")
    hands.press(assistant, "next")
    hands.click(hands.find(assistant, QRadioButton, start))
    hands.picture("assistant start")
    hands.press(assistant, "next")
    hands.gone("first_run")
    page = office.wait_for_list()
    hands.picture("new database")
    return page


def test_a_new_database_by_the_assistant(office):
    """relations S-1: the first-run assistant makes a database with the shipped values and the own company."""
    page = make_database(office)
    assert page.count.text() == "0 records"
    setup = office.desk.setup.read()
    assert setup["company_name"] == "Handelsonderneming Brouwér"
    assert setup["company_country_region_code"] == "NL"


def import_file(office, window, kind, path, *, unmapped, read, with_contacts=True):
    """Go through the pages of the import window: file, columns, check, result."""
    hands = office.hands
    hands.pick(window, "kind", kind)
    hands.enter(window, "path", str(path), leave=Qt.Key.Key_Return)
    hands.until(lambda: hands.find(window, QTableWidget, "file_preview").rowCount() > 0, "the first records")
    hands.picture(f"import {path.stem} file")
    hands.press(window, "next")
    hands.until(lambda: hands.find(window, QTableWidget, "mapping").rowCount() > 5, "the columns")
    assert all(name in hands.text(window, "unmapped") for name in unmapped)
    hands.picture(f"import {path.stem} columns")
    hands.press(window, "next")
    hands.until(lambda: f"Records read: {read}" in hands.text(window, "check_counts"), "the check")
    if not with_contacts:
        hands.click(hands.find(window, QCheckBox, "with_contacts"))
        hands.until(lambda: f"Records read: {read}" in hands.text(window, "check_counts"), "the second check")
        assert "Contacts made" not in hands.text(window, "check_counts")
    assert all(name in hands.text(window, "check_notices") for name in unmapped)
    hands.picture(f"import {path.stem} check")
    hands.press(window, "next")
    hands.until(lambda: hands.text(window, "progress_title") == "Imported", "the end of the import")
    hands.picture(f"import {path.stem} result")
    result = figures(window)
    hands.press(window, "page.close")
    hands.gone("import_window")
    return result


def figures(window):
    """The numbers a finished job shows, by their captions."""
    numbers = [one for one in window.findChildren(QLabel) if one.objectName().startswith("figure_") and one.isVisible()]
    return [one.text() for one in sorted(numbers, key=lambda one: one.objectName())]


def create_contacts(office, kind, *, fit):
    """The request page: how many fit, the preview, the run, its figures."""
    hands = office.hands
    office.hands.window("main_window")
    hands.from_menu(office.main, "File", f"create_contacts.{kind}")
    window = hands.window("create_contacts_window")
    hands.until(lambda: hands.text(window, "count").startswith(fit), fit)
    hands.picture(f"contacts of {kind} request")
    hands.press(window, "preview")
    hands.until(lambda: hands.text(window, "preview_figures"), "the preview")
    hands.picture(f"contacts of {kind} preview")
    hands.press(window, "run")
    hands.until(lambda: figures(window), "the result")
    hands.picture(f"contacts of {kind} result")
    result = figures(window), hands.text(window, "progress_title")
    hands.press(window, "page.close")
    hands.gone("create_contacts_window")
    return result


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


def open_by_search(office, table, text):
    """Find a record in its list as one does: type a part of it, Down, Enter. Answers with its card."""
    hands, page = office.hands, office.wait_for_list(table)
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hands.type(text)
    hands.until(lambda: page.count.text() == "1 record", f"one {table} like {text}")
    hands.key(Qt.Key.Key_Return)
    hands.until(page.list.hasFocus, "the cursor in the list")
    hands.key(Qt.Key.Key_Return)
    return hands.window(f"card_{table}")


def change(office, card, name, text):
    """Type into a field of a card, and see that it is saved."""
    hands = office.hands
    hands.enter(card, name, text)
    hands.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: hands.text(card, "status").startswith("Saved."), "saved")
    return hands.text(card, "status")


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


def close(office, card, name):
    """Ctrl+W, back to the main window."""
    office.hands.window(name)
    office.hands.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    office.hands.gone(name)
    office.hands.window("main_window")


def link(office, card, no, master, *, name):
    """The dialog Link with existing: number, master, what changes, Link."""
    hands = office.hands
    hands.act(card, "link_with.vendor")
    dialog = hands.window("link_dialog")
    hands.enter(dialog, "entity_no", no)
    hands.pick(dialog, "master", master)
    hands.until(
        lambda: any(name in " ".join(row) for row in hands.cells(hands.find(dialog, QTreeWidget, "changes"))), f"{name} in the preview"
    )
    hands.picture(f"link {master}")
    hands.press(dialog, "ok")
    hands.gone("link_dialog")


def unlink(office, card):
    """The window Business Relations: the row of the vendor is removed, the question answered."""
    hands = office.hands
    hands.window("card_contact")
    hands.key(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    window = hands.window("relations_window")
    rows = hands.find(window, QTreeWidget, "relations")
    hands.until(lambda: hands.cells(rows), "the relations")
    hands.picture("relations")
    hands.click_row(rows, "VEND")
    hands.key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    question = hands.window("question")
    hands.picture("unlink question")
    hands.press(question, "yes")
    hands.until(lambda: not hands.cells(rows), "no relation any more")
    hands.window("relations_window")
    hands.key(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    hands.gone("relations_window")


def delete(office, table, text):
    """Find a record in its list, Ctrl+Del, and answer the question with Delete; what the question said."""
    hands = office.hands
    hands.window("main_window")
    hands.go_to(office.main, {"contact": "Contacts", "vendor": "Vendors"}[table])
    page = office.wait_for_list(table)
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hands.type(text)
    hands.until(lambda: page.count.text() == "1 record", f"one {table} like {text}")
    hands.key(Qt.Key.Key_Return)
    hands.until(page.list.hasFocus, "the cursor in the list")
    hands.until_button(page, "record.delete")
    hands.key(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    window = hands.window("confirm_window")
    hands.picture(f"delete {table}")
    said = hands.text(window, "heading")
    hands.press(window, "confirm")
    hands.gone("confirm_window")
    hands.until(lambda: page.count.text() == "0 records", "that it is gone")
    return said


def test_us_500_is_imported_as_persons_with_their_companies(office):
    """interchange X-7, contacts C-33: issue step 4 by clicking"""
    page = make_database(office)
    hands = office.hands
    hands.click(next(one for one in page.findChildren(QPushButton, "list.import") if one.isVisible()))
    window = hands.window("import_window")
    hands.picture("import begins")
    result = import_file(office, window, "Contacts", DATA / "us-500.csv", unmapped=["county"], read=500)
    assert result[:2] == ["500", "500"]
    hands.until(lambda: page.count.text() == "1000 records", "a thousand contacts")
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


def open_company(office, name):
    """The card of a company; persons of it are in the list as well, below it."""
    hands, page = office.hands, office.wait_for_list()
    hands.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    hands.type(name)
    hands.until(lambda: page.count.text() == "2 records", f"{name} and its person")
    hands.key(Qt.Key.Key_Return)
    hands.click_row(page.list, name, twice=True)
    return hands.window("card_contact", name)
