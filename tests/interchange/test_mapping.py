"""Which column goes into which field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contactdesk import errors
from contactdesk.interchange.mapping import Reason, choose, fingerprint, link_of, load, propose
from contactdesk.interchange.rows import SourceRow
from contactdesk.interchange.tables import open_table
from contactdesk.model.bank_account import BankAccount
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.customer import Customer
from contactdesk.model.employee import Employee
from contactdesk.model.vendor import Vendor

DATA = Path(__file__).parent.parent / "data"


def proposed(model: type[Record], *header: str, values: list[list[str]] | None = None) -> dict[str, str]:
    samples = [SourceRow(line, cells) for line, cells in enumerate(values or [], 2)]
    return {column.name: column.field for column in propose(model, header, samples).columns}


def test_northwind_finds_its_places() -> None:
    """interchange X-31: and what has none is named."""
    customers = open_table(DATA / "northwind" / "customers.csv")
    mapping = propose(Customer, customers.header, customers.samples)
    assert {column.name: column.field for column in mapping.columns if column.field} == {
        "CustomerID": "no",
        "CompanyName": "name",
        "ContactName": "contact",
        "Address": "address",
        "City": "city",
        "Region": "county",
        "PostalCode": "post_code",
        "Country": "country_region_code",
        "Phone": "phone_no",
        "Fax": "fax_no",
    }
    assert mapping.unmapped == ("ContactTitle",)

    employees = open_table(DATA / "northwind" / "employees.csv")
    mapping = propose(Employee, employees.header, employees.samples)
    assert {"Title": "job_title", "HireDate": "employment_date", "HomePhone": "phone_no", "EmployeeID": "no"}.items() <= {
        column.name: column.field for column in mapping.columns
    }.items()
    assert mapping.unmapped == ("TitleOfCourtesy", "BirthDate", "Photo", "Notes", "ReportsTo", "PhotoPath")

    suppliers = open_table(DATA / "northwind" / "suppliers.csv")
    mapping = propose(Vendor, suppliers.header, suppliers.samples)
    assert mapping.unmapped == ("ContactTitle",)
    pages = [mapping.read(row).values["home_page"] for row in suppliers.rows()]
    assert "http://www.microsoft.com/accessdev/sampleapps/mayumi.htm" in pages


def test_the_state_goes_before_the_county() -> None:
    """interchange X-31: addresses in the United States need it."""
    table = open_table(DATA / "us-500.csv")
    mapping = propose(Contact, table.header, table.samples)

    assert mapping.unmapped == ("county",)
    assert mapping.fields["county"].name == "state"
    assert mapping.read(table.samples[0]).values == {
        "first_name": "James",
        "surname": "Butt",
        "company_name": "Benton, John B Jr",
        "address": "6649 N Blue Gum St",
        "city": "New Orleans",
        "county": "LA",
        "post_code": "70116",
        "phone_no": "504-621-8927",
        "mobile_phone_no": "504-845-1427",
        "e_mail": "jbutt@gmail.com",
        "home_page": "http://www.bentonjohnbjr.com",
    }
    assert proposed(Customer, "Name", "County") == {"Name": "name", "County": "county"}


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        (
            Contact,
            {
                "Voornaam": "first_name",
                "Achternaam": "surname",
                "Bedrijf": "company_name",
                "Werkadres, plaats": "city",
                "Telefoon op werk": "phone_no",
            },
        ),
        (
            Contact,
            {
                "Given Name": "first_name",
                "Family Name": "surname",
                "E-mail 1 - Value": "e_mail",
                "Phone 1 - Value": "phone_no",
                "Website 1 - Value": "home_page",
            },
        ),
        (
            Contact,
            {
                "First Name": "first_name",
                "Business Street": "address",
                "Business Phone": "phone_no",
                "Home Phone": "",
                "E-mail 2 Address": "e_mail_2",
            },
        ),
        (
            Customer,
            {
                "No.": "no",
                "Search Name": "search_name",
                "VAT Registration No.": "vat_registration_no",
                "Country/Region Code": "country_region_code",
            },
        ),
        (
            Customer,
            {"Klantnr.": "no", "Klantnaam": "name", "Customer City": "city", "Postcode": "post_code", "Land": "country_region_code"},
        ),
        (Vendor, {"Supplier Name": "name", "Leveranciersnr": "no", "Vendor Phone": "phone_no"}),
        (BankAccount, {"Bank Name": "name", "IBAN": "iban", "BIC": "swift_code", "Account Number": "bank_account_no"}),
        (Employee, {"Personeelsnr.": "no", "Datum in dienst": "employment_date", "Functie": "job_title"}),
    ],
)
def test_names_of_other_programs_are_known(model: type[Record], columns: dict[str, str]) -> None:
    """interchange X-31: Outlook, Google, Business Central and Dutch lists."""
    assert proposed(model, *columns) == columns


@pytest.mark.parametrize(
    "name",
    ["Contact Title", "Notes", "Birthday", "Reports To", "Coutry2", "Favourite Colour", "Photo", "Customer Since", "Business Relation"],
)
def test_no_guess_is_better_than_a_wrong_one(name: str) -> None:
    """interchange X-31"""
    assert proposed(Customer, name) == {name: ""}


def test_a_misspelt_name_is_similar() -> None:
    """interchange X-31"""
    mapping = propose(Customer, ["Adress", "Countrry", "Languege Code", "Address 3"])

    assert [(column.field, column.reason) for column in mapping.columns] == [
        ("address", Reason.SIMILAR),
        ("country_region_code", Reason.SIMILAR),
        ("language_code", Reason.SIMILAR),
        ("", Reason.NONE),
    ]


def test_never_two_columns_to_one_field() -> None:
    """interchange X-30"""
    assert proposed(Customer, "Company", "Name", "Customer Name") == {"Company": "", "Name": "name", "Customer Name": ""}


def test_content_confirms_or_forbids() -> None:
    """interchange X-31"""
    assert proposed(Contact, "Title", values=[["Mr."], ["Mrs."], [""]]) == {"Title": ""}
    assert proposed(Contact, "Title", values=[["Owner"], ["Clerk"]]) == {"Title": "job_title"}
    assert proposed(Contact, "Mail", values=[["yes"], ["no"]]) == {"Mail": ""}
    assert proposed(Contact, "Phone", values=[["a@example.com"]]) == {"Phone": ""}


def test_columns_without_names_show_what_they_are() -> None:
    """interchange X-31"""
    values = [["Jan", "jan@example.com", "+31 20 1234567", "https://example.com", "Duitsland"]]
    found = proposed(Contact, *(f"Column {number}" for number in range(1, 6)), values=values)

    assert list(found.values()) == ["", "e_mail", "phone_no", "home_page", "country_region_code"]


def test_by_hand_goes_before_the_proposal() -> None:
    """interchange X-30"""
    mapping = choose(Customer, ["Company", "Other", "City"], [], {"Other": "Name", "City": None})

    assert [(column.field, column.reason) for column in mapping.columns] == [
        ("", Reason.NONE),
        ("name", Reason.BY_HAND),
        ("", Reason.BY_HAND),
    ]


@pytest.mark.parametrize(
    "columns",
    [{"A": "name", "B": "name"}, {"A": "no_such_field"}, {"A": "last_date_modified"}, {"Z": "name"}],
)
def test_an_impossible_mapping_is_refused(columns: dict[str, str | None]) -> None:
    """interchange X-30: two columns to one field, unknown fields and columns, fields that nobody types."""
    with pytest.raises(errors.ImportMapping) as refused:
        choose(Customer, ["A", "B"], [], columns)

    assert "{" not in str(refused.value)


def test_without_a_name_or_number_nothing_can_be_imported() -> None:
    """interchange X-30"""
    with pytest.raises(errors.ImportMapping):
        propose(Customer, ["City", "Notes"]).check()
    propose(Customer, ["CompanyName"]).check()


def test_a_mapping_is_kept_in_a_file(tmp_path: Path) -> None:
    """interchange X-32"""
    header = ["CompanyName", "Photo", "Stad"]
    path = tmp_path / "map.json"
    propose(Customer, header).save(path)

    assert json.loads(path.read_text("utf-8")) == {"kind": "customer", "columns": {"CompanyName": "name", "Photo": None, "Stad": "city"}}
    assert load(path, Customer, header).fields.keys() == {"name", "city"}
    with pytest.raises(errors.ImportMapping):
        load(path, Vendor, header)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"columns": 1}', '{"columns": {"A": 1}}', "\udcff"])
def test_a_broken_mapping_file_is_refused(tmp_path: Path, content: str) -> None:
    """interchange X-32"""
    path = tmp_path / "map.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))

    with pytest.raises(errors.ImportMapping):
        load(path, Customer, ["A"])
    with pytest.raises(errors.FileNotReadable):
        load(tmp_path / "missing.json", Customer, ["A"])


def test_a_remembered_mapping_is_proposed_again() -> None:
    """interchange X-32"""
    header = ["Company", "Stuff"]
    mapping = propose(Customer, header, remembered={"Stuff": "name", "Company": None, "gone": "city"})

    assert [(column.field, column.reason) for column in mapping.columns] == [("", Reason.REMEMBERED), ("name", Reason.REMEMBERED)]
    assert fingerprint(header) == fingerprint(["COMPANY", "stuff."]) != fingerprint(["Company"])


def test_a_number_shortened_by_a_spreadsheet_is_refused() -> None:
    """interchange X-33"""
    mapping = propose(Customer, ["Name", "Phone"])

    with pytest.raises(errors.ImportDamaged) as refused:
        mapping.read(SourceRow(2, ["A", "3.12E+10"]))

    assert refused.value.field == "phone_no"


@pytest.mark.parametrize(
    ("cell", "link"),
    [
        ("#CAJUN.HTM#", "CAJUN.HTM"),
        ("Mayumi's (on the World Wide Web)#http://www.example.com/m.htm#", "http://www.example.com/m.htm"),
        ("example.com##", "example.com"),
        ("https://example.com/#top", "https://example.com/#top"),
        ("https://example.com/#a#", "https://example.com/#a#"),
    ],
)
def test_hyperlinks_of_access_become_addresses(cell: str, link: str) -> None:
    """interchange X-33"""
    assert link_of(cell) == link


def test_the_lines_of_an_address_go_to_both_its_fields() -> None:
    """interchange X-19: no line is lost."""
    alone = propose(Customer, ["Name", "Address"])
    both = propose(Customer, ["Name", "Address", "Address 2"])

    assert alone.read(SourceRow(2, ["A", "Coventry House\nMiner Rd."])).values == {
        "name": "A",
        "address": "Coventry House",
        "address_2": "Miner Rd.",
    }
    assert both.read(SourceRow(2, ["A", "x\ny", "z"])).values == {"name": "A", "address": "x, y", "address_2": "z"}
