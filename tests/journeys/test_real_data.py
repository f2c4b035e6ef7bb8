"""The main job on real lists, through the command line, on both databases."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "data"
COUNTRIES = {"ALFKI": "DE", "ANATR": "MX", "AROUT": "GB", "BERGS": "SE", "HANAR": "BR", "WOLZA": "PL"}


@pytest.fixture
def files(tmp_path):
    """The real lists in a folder where refused rows may be written."""
    folder = tmp_path / "lists"
    shutil.copytree(DATA, folder)
    return folder


@pytest.fixture
def desk(run, new_target):
    """Commands on a new database with the shipped values; `desk(...)` answers JSON and insists on success."""
    assert run("new", new_target, "--country", "NL").code == 0

    def call(*arguments, code=0):
        answer = run("--database", new_target, *arguments, "--json")
        assert answer.code == code, answer
        return answer.json

    return call


def import_northwind(desk, files):
    for kind, name in (("customer", "customers"), ("vendor", "suppliers"), ("employee", "employees")):
        desk("import", kind, files / "northwind" / f"{name}.csv", "--no-contacts")


def of_type(records, type):
    return [record for record in records if record["type"] == type]


def without_stamps(records):
    return [{name: value for name, value in one.items() if "modified" not in name} for one in records]


def test_northwind_arrives_whole_with_its_own_numbers(desk, files):
    """interchange X-30, X-31, relations E-29: issue step 1"""
    # Given a new database, when the three lists are imported without contacts
    report = desk("import", "customer", files / "northwind" / "customers.csv", "--no-contacts")
    assert (report["read"], report["inserted"], report["rejected"], report["unmapped"]) == (91, 91, [], ["ContactTitle"])
    report = desk("import", "vendor", files / "northwind" / "suppliers.csv", "--no-contacts")
    assert (report["read"], report["inserted"], report["unmapped"]) == (29, 29, ["ContactTitle"])
    report = desk("import", "employee", files / "northwind" / "employees.csv", "--no-contacts")
    assert (report["inserted"], set(report["unmapped"])) == (
        9,
        {"TitleOfCourtesy", "BirthDate", "Photo", "Notes", "ReportsTo", "PhotoPath"},
    )
    # Then every customer keeps number, name, accents; countries are codes and the region is the county
    customers = {one["no"]: one for one in desk("show", "customer")}
    with (files / "northwind" / "customers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = customers[row["CustomerID"]]
            assert (one["name"], one["contact"], one["city"], one["county"]) == (
                row["CompanyName"],
                row["ContactName"],
                row["City"].strip(),
                row["Region"],
            )
            assert one["country_region_code"]
    assert {no: customers[no]["country_region_code"] for no in COUNTRIES} == COUNTRIES
    # And a line break in an address goes to the second line; no contact was made
    nancy = desk("show", "employee", "1")
    assert (nancy["address"], nancy["address_2"], nancy["employment_date"]) == ("507 - 20th Ave. E.", "Apt. 2A", "1992-05-01")
    assert desk("show", "contact") == []


def test_contacts_from_northwind_follow_their_customers(desk, files):
    """relations R-15, R-16, R-50, R-51, R-52; contacts C-38: issue steps 2 and 3"""
    # Given Northwind
    import_northwind(desk, files)
    # When contacts are created from all three
    done = {kind: desk("create-contacts", kind) for kind in ("customer", "vendor", "employee")}
    # Then each customer and vendor has a company and its person, each employee a person
    assert [(one["created"], one["persons"]) for one in done.values()] == [(91, 91), (29, 29), (9, 0)]
    contacts = desk("show", "contact")
    assert (len(of_type(contacts, "Company")), len(of_type(contacts, "Person"))) == (120, 129)
    assert all(one["primary_contact_no"] for one in desk("show", "customer"))
    # And a second run creates nothing
    assert [desk("create-contacts", kind)["created"] for kind in done] == [0, 0, 0]
    # When ALFKI gets another telephone number, then the dry run tells exactly what happens
    foretold = desk("set", "customer", "ALFKI", "phone_no=030-9", "--dry-run")
    happened = desk("set", "customer", "ALFKI", "phone_no=030-9")["changes"]
    assert sorted(foretold, key=lambda one: one["no"]) == sorted(happened, key=lambda one: one["no"])
    company = next(one for one in contacts if one["name"] == "Alfreds Futterkiste")
    person = next(one for one in contacts if one["name"] == "Maria Anders")
    assert [desk("show", "contact", one["no"])["phone_no"] for one in (company, person)] == ["030-9", "030-9"]
    # And the same from the contact back; a person with an own number keeps it
    desk("set", "contact", person["no"], "phone_no=06-1")
    desk("set", "contact", company["no"], "phone_no=030-10")
    assert desk("show", "customer", "ALFKI")["phone_no"] == "030-10"
    assert desk("show", "contact", person["no"])["phone_no"] == "06-1"
    assert desk("check")["findings"] == []


def test_the_batch_for_vendors_can_be_undone(desk, files):
    """relations R-17, G-31: issue step 6"""
    import_northwind(desk, files)
    before = desk("show", "vendor")
    entry = desk("create-contacts", "vendor")["entry"]
    assert len(desk("show", "contact")) == 58
    undone = desk("undo", entry)
    assert undone["kept"] == []
    assert desk("show", "contact") == []
    assert without_stamps(desk("show", "vendor")) == without_stamps(before)
    assert desk("check")["findings"] == []


def test_five_hundred_persons_come_with_their_companies(desk, files):
    """interchange X-7; contacts C-33: issue step 4"""
    # When the list is imported twice
    first = desk("import", "contact", files / "us-500.csv")
    again = desk("import", "contact", files / "us-500.csv")
    # Then there are 500 of each, none lost, and the second time changes nothing
    assert (first["inserted"], first["companies"], first["unmapped"]) == (500, 500, ["county"])
    assert (again["inserted"], again["updated"], again["unchanged"]) == (0, 0, 500)
    contacts = desk("show", "contact")
    companies, persons = of_type(contacts, "Company"), of_type(contacts, "Person")
    assert (len(companies), len(persons)) == (500, 500)
    by_no = {one["no"]: one for one in companies}
    for person in persons:
        company = by_no[person["company_no"]]
        assert person["company_name"] == company["name"]
        assert (person["address"], person["phone_no"], person["county"]) == (company["address"], company["phone_no"], company["county"])
    james = next(one for one in persons if one["e_mail"] == "jbutt@gmail.com")
    assert (james["name"], james["first_name"], james["county"], james["post_code"]) == ("James Butt", "James", "LA", "70116")
    assert (james["mobile_phone_no"], by_no[james["company_no"]]["e_mail"]) == ("504-845-1427", "")


def test_link_unlink_and_delete_from_both_ends(desk, files, tmp_path):
    """relations R-40, R-43, R-45, R-46, R-70, R-71, R-72: issue step 5"""
    # Given the companies and a new vendor that nobody is linked with
    desk("import", "contact", files / "us-500.csv")
    vendors = tmp_path / "vendors.csv"
    vendors.write_text("No.,Name,Phone No.,City\nV1,Benton Supplies,555-1,Boston\nV2,Chemel Trading,555-2,\n", encoding="utf-8")
    assert desk("import", "vendor", vendors, "--no-contacts")["inserted"] == 2
    benton, chemel = (next(one for one in desk("show", "contact", "--where", f"name={name}")) for name in ("Benton*", "Chemel*"))
    # When the contact's values win, then the vendor takes them
    desk("link", benton["no"], "vendor", "V1", "--master", "contact")
    assert desk("show", "vendor", "V1")["name"] == benton["name"]
    # When the vendor's values win, then the contact and its person take them; blanks too
    desk("link", chemel["no"], "vendor", "V2", "--master", "entity")
    linked = desk("show", "contact", chemel["no"])
    assert (linked["name"], linked["phone_no"], linked["business_relation"]) == ("Chemel Trading", "555-2", "Vendor")
    # A second link of the kind is refused, and nothing changes
    refusal = desk("link", benton["no"], "vendor", "V2", "--master", "contact", code=1)
    assert refusal["error"] in ("E-03", "E-09")
    # When the link is removed, both stay; when the contact is deleted, the vendor stays
    desk("unlink", benton["no"], "vendor")
    assert [row for row in desk("relations", benton["no"]) if row["own"]] == []
    desk("delete", "contact", chemel["no"])
    assert desk("show", "vendor", "V2")["name"] == "Chemel Trading"
    # And when a vendor is deleted, its contact stays
    desk("link", benton["no"], "vendor", "V1", "--master", "contact")
    desk("delete", "vendor", "V1")
    assert desk("show", "contact", benton["no"])["business_relation"] == "None"
    assert desk("check")["findings"] == []


def test_the_program_itself_does_the_same(config, tmp_path, files):
    """The command line as a process of its own: exit codes, UTF-8 on the output, database from the environment."""
    database = str(tmp_path / "office.contactdesk")
    environment = os.environ | {"CONTACTDESK_DATABASE": database, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}

    def program(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "contactdesk", *map(str, arguments)],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            timeout=60,
            check=False,
        )

    assert program("new", database).returncode == 0
    assert program("import", "customer", files / "northwind" / "customers.csv").returncode == 0
    shown = program("show", "customer", "ANTON", "--json")
    assert json.loads(shown.stdout.decode("utf-8"))["name"] == "Antonio Moreno Taquería"
    refused = program("set", "customer", "ANTON", "phone_no=abc")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.startswith(b"E-PHONE-LETTERS")
    assert program("show").returncode == 2
