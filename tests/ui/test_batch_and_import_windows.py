"""Create contacts from, the import wizard and the change sets they show."""

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QTableWidget, QTreeWidget

from tests.builders import count, dump, read, unlinked
from tests.ui.dialogs import Office, labelled, said

NORTHWIND = Path(__file__).parent.parent / "data" / "northwind"


@pytest.fixture
def world(qtbot, office, settings):
    made = Office(office, settings, qtbot)
    yield made
    made.close()


def written(path):
    """The records of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def result(window):
    """Title and figures of the result page."""
    return labelled(window, "progress_title"), [labelled(window, f"figure_{place}") for place in range(4)]


def test_contacts_are_made_once_and_taken_back_together(world):
    """relations R-14 to R-18, G-34; relations example 37"""
    unlinked(world.desk, "customer", no="C00002", name="Bos", contact="Bo Dam")
    unlinked(world.desk, "customer", no="C00003", name="Vos")
    contacts = count(world.desk, "contact")
    page = world.open("create_contacts", kind="customer")
    assert labelled(page, "count") == "2 records fit the filter; 0 have a contact already."

    world.press(page, "preview")
    assert labelled(page, "preview_figures").startswith("Contacts: 2   ·   Persons: 1")
    assert count(world.desk, "contact") == contacts
    world.press(page, "run")
    assert result(page) == ("Contacts were made", ["2", "1", "0", "0"])
    assert count(world.desk, "contact") == contacts + 3

    again = world.open("create_contacts", kind="customer")
    world.press(page, "record.undo")
    assert count(world.desk, "contact") == contacts
    assert read(world.desk, "customer", "C00002", "primary_contact_no", "contact") == ("", "Bo Dam")
    assert again is page


def test_filters_narrow_the_run_and_persons_can_be_left_out(world):
    """relations R-13, R-15"""
    unlinked(world.desk, "customer", no="C00002", name="Bos", contact="Bo Dam")
    unlinked(world.desk, "customer", no="C00003", name="Vos")
    page = world.open("create_contacts", kind="customer")
    world.enter(page, "filter_no", "C00002")
    assert count(world.desk, "contact_business_relation") == 0
    assert labelled(page, "count") == "1 record fits the filter; 0 have a contact already."
    box = page.findChild(QCheckBox, "create_persons")
    box.setFocus()
    world.key(box, Qt.Key.Key_Space)
    world.press(page, "run")
    assert result(page)[1] == ["1", "0", "0", "0"]


def test_a_blank_relation_code_starts_nothing_and_offers_the_setup(world):
    """relations R-12, E-01; relations example 38"""
    world.desk.setup.save({"bus_rel_code_for_bank_accs": ""})
    world.desk.records.create("bank_account", {"name": "ING"})
    before = dump(world.desk)
    page = world.open("create_contacts", kind="bank_account")
    world.press(page, "run")
    assert said(page).startswith("Bus. Rel. Code for Bank Accs. is blank on the page Marketing Setup.")
    assert dump(world.desk) == before
    world.press(page, "message_offer")
    assert world.windows.open_windows()[-1].objectName() == "marketing_setup_window"


def test_a_filter_that_cannot_be_read_is_marked(world):
    """contacts F-9; relations E-27"""
    page = world.open("create_contacts", kind="customer")
    world.enter(page, "filter_no", "((")
    assert "cannot be read" in said(page)
    world.enter(page, "filter_no", "NONE")
    world.press(page, "run")
    assert said(page).startswith("No Customer fits the filter.")


def wizard(world, path, kind="customer"):
    """The wizard with a file chosen."""
    page = world.open("import", kind=kind)
    world.enter(page, "path", str(path))
    return page


def test_northwind_customers_come_in_and_go_again(world, tmp_path):
    """interchange X-2, X-14, X-30"""
    path = tmp_path / "customers.csv"
    shutil.copyfile(NORTHWIND / "customers.csv", path)
    page = wizard(world, path)
    assert page.findChild(QTableWidget, "file_preview").rowCount() == 20
    world.press(page, "next")
    assert "ContactTitle" in labelled(page, "unmapped")
    world.press(page, "next")
    assert labelled(page, "check_counts").startswith("Records read: 91   ·   New: 91")
    assert count(world.desk, "customer") == 0
    world.press(page, "next")
    assert result(page)[0] == "Imported"
    assert read(world.desk, "customer", "ALFKI", "name", "country_region_code") == ("Alfreds Futterkiste", "DE")
    world.press(page, "record.undo")
    assert count(world.desk, "customer") == 0


def test_refused_rows_are_shown_and_kept_in_a_file(world, tmp_path):
    """interchange X-10, X-13"""
    path = tmp_path / "list.csv"
    path.write_text("No.,Name,Phone No.\nC1,Een,030-1\nC2,Twee,call me\n", encoding="utf-8")
    page = wizard(world, path)
    world.press(page, "next")
    world.press(page, "next")
    problems = page.findChild(QTreeWidget, "problems")
    assert problems.topLevelItem(0).text(0) == "3"
    assert problems.topLevelItem(0).text(1) == "Phone No."
    assert "must not contain letters" in problems.topLevelItem(0).text(2)
    world.press(page, "next")
    assert (count(world.desk, "customer"), read(world.desk, "customer", "C1", "name")) == (1, "Een")
    assert [row["No."] for row in written(tmp_path / "list-refused.csv")] == ["C2"]


def test_columns_are_chosen_by_hand_kept_and_loaded(world, tmp_path):
    """interchange X-30 to X-32"""
    path = tmp_path / "list.csv"
    path.write_text("Firma,Plaats X\nEen,Utrecht\n", encoding="utf-8")
    page = wizard(world, path)
    world.press(page, "next")
    fields = [field.name for field in page._mapping._fields]
    boxes = page._mapping.findChildren(QComboBox)

    def choose(column, name):
        boxes[column].setCurrentIndex(fields.index(name) + 1)
        boxes[column].activated.emit(fields.index(name) + 1)
        world.settle()

    choose(0, "name")
    choose(1, "name")
    assert "both go into name" in said(page)
    choose(1, "county")
    page._presenter.save_mapping(tmp_path / "columns.json")
    assert "columns.json" in said(page)
    choose(1, "city")
    page._presenter.load_mapping(tmp_path / "columns.json")
    assert [row.field for row in page._presenter._looked.rows()] == ["name", "county"]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n0000", b"PK\x03\x04broken"])
def test_a_file_that_is_no_table_is_refused(world, tmp_path, content):
    """interchange X-1; relations section 7"""
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    page = wizard(world, path)
    assert str(path) in said(page)
    assert not page._next.isEnabled()


def test_a_change_set_is_filtered_by_reason_and_exported(world, tmp_path):
    """relations G-12, contacts C-122"""
    done = world.desk.records.save("contact", world.adatum, {"name": "=Adatum", "phone_no": "020-2"})
    page = world.open("change_set", changes=done.changes)
    view = page.view
    assert view.count() == f"{len(view._groups)} records, {sum(len(group.lines) for group in view._groups)} fields"
    causes = view.findChild(QComboBox, "causes")
    causes.setCurrentIndex(causes.findText(f"Inheritance from {world.adatum}"))
    causes.activated.emit(causes.currentIndex())
    assert {view.tree.topLevelItem(row).text(0).split()[1] for row in range(view.tree.topLevelItemCount())} == {world.jan, world.eva}

    view.write(tmp_path / "changes.csv")
    assert "'=Adatum" in [row["After"] for row in written(tmp_path / "changes.csv")]

    history = world.open("change_set", changes=done.changes.entry)
    assert history.view.count() == view._count.text() or history.view.count().startswith(f"{len(view._groups)} records")
