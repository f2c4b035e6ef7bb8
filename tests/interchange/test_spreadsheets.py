"""Tables in workbooks: what people make of them, and what is made to do harm."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.interchange.mapping import choose, propose
from contactdesk.interchange.rows import Limits
from contactdesk.interchange.tables import open_table
from contactdesk.model.customer import Customer

Make = Callable[..., Path]
HEADER = ["No.", "Name", "Post Code", "Phone No."]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def make(*rows: list[Any], formats: dict[str, str] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        for place, number_format in (formats or {}).items():
            sheet[place].number_format = number_format
        path = tmp_path / "list.xlsx"
        book.save(path)
        return path

    return make


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """`path` with one part of the archive changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_cells_are_read_as_text(make: Make) -> None:
    """interchange X-33: numbers without .0, exponent or thousands marks, dates by format, yes and no."""
    table = open_table(
        make(
            ["Name", "Number", "Amount", "Since", "Blocked"], ["Zoë", 12.0, 1234567.5, date(2020, 1, 2), True], ["B", 1e9, 0.1, None, False]
        )
    )

    assert [row.cells for row in table.rows()] == [
        ["Zoë", "12", "1234567.5", "2020-01-02", "true"],
        ["B", "1000000000", "0.1", "", "false"],
    ]


def test_a_header_below_a_title_is_found(make: Make) -> None:
    """interchange X-33"""
    table = open_table(
        make(["Customers of 2026"], [], ["printed", date(2026, 1, 1)], HEADER, ["1", "A", "x1", "020"], ["2", "B", "x2", "030"])
    )

    assert table.header == tuple(HEADER)
    assert [row.line for row in table.rows()] == [5, 6]


def test_hidden_sheets_are_not_proposed(make: Make, tmp_path: Path) -> None:
    """interchange X-33"""
    path = make(["Name"], ["secret"])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].sheet_state = "hidden"
    shown = book.create_sheet("Shown")
    shown.append(["Name", "City"])
    shown.append(["A", "Delft"])
    book.save(path)

    table = open_table(path)

    assert (table.sheet, table.sheets) == ("Shown", ("Shown",))
    assert [row.cells for row in open_table(path, sheet="Sheet").rows()] == [["secret"]]
    with pytest.raises(errors.NotAValue):
        open_table(path, sheet="Other")


def test_numbers_warn_of_leading_zeros_where_they_matter(make: Make) -> None:
    """interchange X-33: unless their format shows the zeros."""
    path = make(HEADER, ["1", "A", 1234, 31201234567], ["2", "B", 1234, "020"], formats={"C3": "00000"})
    table = open_table(path)
    mapping = propose(Customer, table.header, table.samples)

    read = [mapping.read(row) for row in table.rows()]

    assert [(row.values["post_code"], row.values["phone_no"]) for row in read] == [("1234", "31201234567"), ("01234", "020")]
    assert [len(row.warnings) for row in read] == [2, 0]


def test_a_formula_without_a_value_refuses_the_row_where_it_matters(make: Make) -> None:
    """interchange X-33: formulas are never evaluated; a column that nobody wants does no harm."""
    table = open_table(make(["No.", "Name", "Sum"], ["1", "=A2&A2", "x"], ["2", "B", "=1+1"]))
    mapping = choose(Customer, table.header, table.samples, {"Sum": None})
    first, second = table.rows()

    with pytest.raises(errors.ImportDamaged) as refused:
        mapping.read(first)

    assert (refused.value.field, refused.value.facts["value"]) == ("name", "=A2&A2")
    assert mapping.read(second).values["name"] == "B"


def test_the_stored_value_of_a_formula_is_used(make: Make) -> None:
    """interchange X-33"""
    path = rewritten(
        make(["No.", "Name"], ["1", "=A2"]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>").replace(b"<v/>", b"<v>7</v>"),
    )

    assert [row.cells for row in open_table(path).rows()] == [["1", "7"]]


@pytest.mark.parametrize("value", [31201234567890123456, 1e20])
def test_a_number_that_lost_digits_is_refused(make: Make, value: float) -> None:
    """interchange X-33"""
    table = open_table(make(HEADER, ["1", "A", "x1", value]))
    mapping = choose(Customer, table.header, table.samples, {"Phone No.": "phone_no"})

    with pytest.raises(errors.ImportDamaged):
        mapping.read(next(table.rows()))


def test_values_beyond_the_header_refuse_their_row(make: Make) -> None:
    """interchange X-20: nothing is dropped in silence."""
    rows = list(open_table(make(["No.", "Name"], ["1", "A"], ["2", "B", None, "stray"], ["3", "C"])).rows())

    assert [row.error is None for row in rows] == [True, False, True]
    assert list(rows[1].verbatim) == ["2", "B", "", "stray"]


def test_line_breaks_of_excel_are_line_breaks(make: Make) -> None:
    """interchange X-19"""
    assert next(open_table(make(["Name", "City"], ["a_x000D_\nb", "x"])).rows()).cells[0] == "a\nb"


def test_an_empty_workbook_is_refused(make: Make) -> None:
    """interchange X-80"""
    for rows in ([], [["No.", "Name"]]):
        with pytest.raises(errors.ImportEmpty):
            open_table(make(*rows))


def test_a_bomb_is_refused_before_it_is_parsed(make: Make) -> None:
    """interchange X-80: by what is really unpacked, not by what the archive says."""
    path = rewritten(make(HEADER, ["1", "A", "x", "1"]), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 60_000_000)

    assert path.stat().st_size < 100_000
    with pytest.raises(errors.ImportLimit):
        open_table(path)


def test_an_archive_of_many_parts_is_refused(tmp_path: Path) -> None:
    """interchange X-80"""
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(30):
            archive.writestr(f"xl/part{number}.xml", "<a/>")

    with pytest.raises(errors.ImportLimit):
        open_table(path, limits=Limits(members=20))


@pytest.mark.parametrize("declaration", [b'<!DOCTYPE x [<!ENTITY a "b">]>', "<!DOCTYPE x>".encode("utf-16-le")])
def test_a_document_type_is_refused(make: Make, declaration: bytes) -> None:
    """interchange X-81"""
    path = rewritten(make(HEADER, ["1", "A", "x", "1"]), "xl/worksheets/sheet1.xml", lambda xml: declaration + xml)

    with pytest.raises(errors.ImportFormat):
        open_table(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """interchange X-1"""
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")

    with pytest.raises(errors.ImportFormat):
        open_table(path)


def test_a_row_far_below_stops_at_the_limit(make: Make) -> None:
    """interchange X-80"""
    path = rewritten(
        make(["No.", "Name"], ["1", "A"]),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'r="2"', b'r="999999999"').replace(b'"A2"', b'"A999999999"').replace(b'"B2"', b'"B999999999"'),
    )

    with pytest.raises(errors.UserError) as refused:
        list(open_table(path, limits=Limits(records=10_000)).rows())

    assert refused.value.id in ("E-IMP-LIMIT", "E-IMP-FORMAT")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 5_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(make: Make, cuts: list[tuple[int, bytes]]) -> None:
    """interchange X-82, reliability P-11"""
    path = make(HEADER, *[[str(number), f"Name {number}", "x", "1"] for number in range(20)])
    content = bytearray(path.read_bytes())
    for place, piece in cuts:
        content[place : place + len(piece)] = piece
    path.write_bytes(content)

    try:
        rows = list(open_table(path).rows())
    except (errors.ImportEmpty, errors.ImportFormat, errors.ImportLimit, errors.ImportSyntax, errors.ImportEncoding):
        pass
    else:
        assert rows
