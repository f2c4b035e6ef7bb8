"""Lists as files for other programs (interchange X-34, X-35)."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from contactdesk import errors
from contactdesk.interchange import list_files
from contactdesk.presenters.list_specs import columns_of
from contactdesk.text import use_language
from tests.builders import a_contact


def columns(*names, table="contact"):
    known = {field.name: field for field in columns_of(table)}
    return [known[name] for name in names]


@pytest.fixture
def shown():
    return {"where": [("type", "Company")], "search": "", "order": ("name",), "descending": True}


def test_all_records_that_fit_are_written_with_the_columns_shown(desk, tmp_path, shown):
    """interchange X-34: UTF-8 with a mark, CRLF, in the order of the list."""
    a_contact(desk, "Żubr, Łódź", city="Łódź")
    made = desk.list_files.write(tmp_path / "list.csv", "contact", columns("name", "no", "city"), shown)

    text = (tmp_path / "list.csv").read_bytes()
    assert text.startswith("\ufeffName,No.,City\r\n".encode())
    assert '"Żubr, Łódź",CT000004,Łódź\r\n'.encode() in text
    assert made.records == 2
    assert not list(tmp_path.glob("*.part"))


def test_in_dutch_the_cells_are_separated_as_spreadsheets_there_expect(sqlite_desk, tmp_path, shown):
    """interchange X-34"""
    use_language("nl")
    try:
        sqlite_desk.list_files.write(tmp_path / "list.csv", "contact", columns("no", "name"), shown)
    finally:
        use_language("en")

    assert b"CT000001;" in (tmp_path / "list.csv").read_bytes()


@pytest.mark.parametrize(
    ("name", "cell"), [("=1+1", "'=1+1"), ("@sum", "'@sum"), ("-5", "'-5"), ("'=x", "''=x"), ("＝1", "'＝1"), ("O'Brien", "O'Brien")]
)
def test_no_cell_becomes_a_formula(sqlite_desk, tmp_path, name, cell):
    """interchange X-35"""
    no = a_contact(sqlite_desk, name, phone_no="+31 (0)20-123")
    only = {"where": [("no", no)]}
    sqlite_desk.list_files.write(tmp_path / "list.csv", "contact", columns("name", "phone_no"), only)
    sqlite_desk.list_files.write(tmp_path / "list.xlsx", "contact", columns("name", "phone_no"), only)

    assert (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()[1] == f"{cell},+31 (0)20-123"
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert (sheet["A2"].value, sheet["A2"].data_type) == (name, "s")


def test_a_workbook_has_a_frozen_header_and_real_dates(desk, tmp_path):
    """interchange X-34"""
    fields = columns("no", "name", "last_date_modified", "blocked", "linked_contact_no", "credit_limit_lcy", table="customer")
    desk.linking.create_as("CT000001", "customer", template="")
    made = desk.list_files.write(tmp_path / "list.xlsx", "customer", fields, {})

    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    sheet = book.active
    assert sheet.freeze_panes == "A2"
    assert book.properties.description == "ContactDesk-Export 1"
    assert [cell.value for cell in sheet[1]][:3] == ["No.", "Name", "Last Date Modified"]
    assert sheet["A2"].number_format == "@"
    assert sheet["C2"].value.date() == date.today()
    assert sheet["E2"].value == "CT000001"
    assert sheet["F2"].value == 0
    assert made.records == sheet.max_row - 1


def test_a_job_that_was_stopped_leaves_no_file(sqlite_desk, tmp_path, shown, monkeypatch):
    """interchange X-34"""
    monkeypatch.setattr(list_files, "PIECE", 1)
    a_contact(sqlite_desk, "Beta")
    told = []
    stop = lambda: bool(told)  # noqa: E731
    made = sqlite_desk.list_files.write(
        tmp_path / "list.csv", "contact", columns("no"), shown, progress=lambda *far: told.append(far), cancelled=stop
    )

    assert made.stopped
    assert told == [(1, 2)]
    assert list(tmp_path.glob("list*")) == []


def test_what_cannot_be_written_is_said(sqlite_desk, tmp_path, shown):
    """interchange section 13; a workbook has a last row"""
    with pytest.raises(errors.ExportTarget):
        sqlite_desk.list_files.write(tmp_path / "none" / "list.csv", "contact", columns("no"), shown)


def test_a_workbook_that_would_be_too_long_is_refused(sqlite_desk, tmp_path, shown, monkeypatch):
    """interchange X-34"""
    monkeypatch.setattr(list_files, "MOST_ROWS", 0)

    with pytest.raises(errors.SheetTooLong):
        sqlite_desk.list_files.write(tmp_path / "list.xlsx", "contact", columns("no"), shown)
    assert list(tmp_path.glob("list*")) == []
