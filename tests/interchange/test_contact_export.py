"""Export Contact (contacts C-94, C-121, C-122; interchange X-35, X-60)."""

import csv

import pytest

from contactdesk import errors
from contactdesk.text import use_language
from tests.builders import a_contact, a_person, dump

CAPTIONS = (
    "No., External ID, Name, Name 2, Address, Address 2, County, Post Code, City, Country/Region Code, Phone No., Telex No., Fax No., "
    "Telex Answer Back, Territory Code, Currency Code, Language Code, Salesperson Code, VAT Registration No., Email, Home Page, Type, "
    "Company Name, Company No., First Name, Middle Name, Surname, Job Title, Initials, Extension No., Mobile Phone No., Pager, "
    "Organizational Level Code, Exclude from Segment, Correspondence Type, Salutation Code"
).split(", ")


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def company(desk):
    return a_contact(desk, 'Bakker "De Gouden Korst"', city="Arnhem", country_region_code="NL", exclude_from_segment=True)


def test_chosen_contacts_in_their_order_with_all_captions(desk, company, tmp_path):
    """contacts C-121"""
    person = a_person(desk, "Anna de Vries", company, mobile_phone_no="+31 6 1234 5678")
    before = dump(desk)

    done = desk.exports.contacts(tmp_path / "contacts.csv", [person, company])

    rows = read(tmp_path / "contacts.csv")
    assert rows[0] == CAPTIONS
    assert done.records == 2
    first, second = (dict(zip(CAPTIONS, row, strict=True)) for row in rows[1:])
    assert (first["No."], first["Type"], first["First Name"], first["Surname"]) == (person, "Person", "Anna", "Vries")
    assert (first["Company Name"], first["Company No."]) == ('Bakker "De Gouden Korst"', company)
    assert (second["Name"], second["City"], second["Exclude from Segment"]) == ('Bakker "De Gouden Korst"', "Arnhem", "Yes")
    assert dump(desk) == before


def test_every_cell_is_quoted_and_quotes_are_doubled(desk, company, tmp_path):
    """contacts C-121"""
    desk.exports.contacts(tmp_path / "contacts.csv", [company])

    line = (tmp_path / "contacts.csv").read_bytes().decode("utf-8-sig").split("\r\n")[1]
    assert line.startswith(f'"{company}","","Bakker ""De Gouden Korst""",""')
    assert line.count('","') == len(CAPTIONS) - 1


def test_captions_and_options_are_those_of_the_user(desk, company, tmp_path):
    """interchange X-60"""
    use_language("nl")
    try:
        desk.exports.contacts(tmp_path / "contacten.csv", [company])
    finally:
        use_language("en")

    header, row = read(tmp_path / "contacten.csv")
    assert (header[0], header[2]) == ("Nr.", "Naam")
    assert row[CAPTIONS.index("Type")] == "Bedrijf"


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "＝1+1", "'=1"])
def test_no_value_becomes_a_formula(desk, tmp_path, name):
    """contacts C-122; interchange X-35"""
    no = a_contact(desk, name, phone_no="+31 20 123 45 67")

    desk.exports.contacts(tmp_path / "contacts.csv", [no])

    row = dict(zip(CAPTIONS, read(tmp_path / "contacts.csv")[1], strict=True))
    assert row["Name"] == f"'{name}"
    assert row["Phone No."] == "+31 20 123 45 67"
    assert desk.records.read("contact", no)["name"] == name


def test_all_contacts_in_the_order_of_the_list(desk, company, tmp_path):
    """contacts C-121, 3.1"""
    told = []

    desk.exports.contacts(tmp_path / "contacts.csv", progress=lambda done, total: told.append((done, total)))

    numbers = [row[0] for row in read(tmp_path / "contacts.csv")[1:]]
    ids = desk.lists.ids("contact")
    rows = desk.lists.rows("contact", ids, ["no"])
    assert numbers == [rows[id][0] for id in ids]
    assert told[-1] == (len(numbers), len(numbers))


def test_contacts_blocked_for_privacy_are_named_and_exported(desk, company, tmp_path):
    """contacts C-94"""
    person = a_person(desk, "Anna de Vries", company)
    desk.records.save("contact", person, {"privacy_blocked": True})

    assert [(one.no, one.name) for one in desk.exports.blocked([company, person])] == [(person, "Anna de Vries")]
    assert desk.exports.blocked(ids=[desk.lists.id_of("contact", company)]) == []
    assert desk.exports.contacts(tmp_path / "contacts.csv", [company, person]).records == 2


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(desk, company, tmp_path):
    """interchange section 13"""
    with pytest.raises(errors.ExportTarget):
        desk.exports.contacts(tmp_path / "missing" / "contacts.csv", [company])
    with pytest.raises(errors.NotFound):
        desk.exports.contacts(tmp_path / "contacts.csv", [company, "NOBODY"])
    (tmp_path / "contacts.csv").write_text("kept")
    assert desk.exports.contacts(tmp_path / "contacts.csv", [company], cancelled=lambda: True).stopped
    assert [path.name for path in tmp_path.iterdir() if path.suffix in (".csv", ".part")] == ["contacts.csv"]
    assert (tmp_path / "contacts.csv").read_text() == "kept"
