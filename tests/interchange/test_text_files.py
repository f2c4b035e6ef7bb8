"""Tables in text files: what programs and people write, and what is broken on its way."""

from __future__ import annotations

import codecs
import tracemalloc
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.interchange.rows import Limits, SourceRow
from contactdesk.interchange.tables import Table, open_table

DATA = Path(__file__).parent.parent / "data"
Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: bytes) -> Path:
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        return path

    return write


def rows_of(table: Table) -> list[SourceRow]:
    return list(table.rows())


def cells_of(table: Table) -> list[list[str]]:
    return [row.cells for row in table.rows()]


def test_northwind_arrives_with_every_record_accent_and_line_break() -> None:
    """interchange X-18, interchange X-20: the customers, suppliers and employees as they were exported."""
    customers = open_table(DATA / "northwind" / "customers.csv")
    suppliers = open_table(DATA / "northwind" / "suppliers.csv")
    employees = open_table(DATA / "northwind" / "employees.csv")

    assert [len(rows_of(table)) for table in (customers, suppliers, employees)] == [91, 29, 9]
    assert (customers.encoding, customers.delimiter) == ("UTF-8", ",")
    assert "Antonio Moreno Taquería" in [row.cells[1] for row in customers.rows()]
    nancy = rows_of(employees)[0].cells
    assert nancy[employees.header.index("Address")] == "507 - 20th Ave. E.\nApt. 2A"
    assert {row.cells[employees.header.index("Photo")] for row in employees.rows()} == {""}
    assert len(customers.samples) == 20


def test_five_hundred_contacts_are_read_with_their_lines() -> None:
    """interchange X-20"""
    table = open_table(DATA / "us-500.csv")

    rows = rows_of(table)

    assert len(rows) == 500
    assert [row.line for row in rows] == list(range(2, 502))
    assert table.done == table.size


@pytest.mark.parametrize(
    ("encoding", "mark", "shown"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", codecs.BOM_UTF8, "UTF-8"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16-LE"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16-BE"),
        ("utf-16-le", b"", "UTF-16-LE"),
        ("utf-16-be", b"", "UTF-16-BE"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32-LE"),
        ("cp1252", b"", "Windows-1252"),
    ],
)
def test_the_encoding_is_told_by_mark_pattern_or_content(write: Write, encoding: str, mark: bytes, shown: str) -> None:
    """interchange X-18, interchange X-E8"""
    path = write(mark + "Name,City\r\nGünther,Köln\r\n".encode(encoding))

    table = open_table(path)

    assert table.encoding == shown
    assert table.header == ("Name", "City")
    assert cells_of(table) == [["Günther", "Köln"]]


def test_an_accent_far_behind_decides_as_well(write: Write) -> None:
    """interchange X-18: the first byte that is not UTF-8 may stand near the end of the list."""
    table = open_table(write(b"Name,City\n" + b"Jansen,Delft\n" * 200_000 + b"Andr\xe9,Breda\n"))

    assert table.encoding == "Windows-1252"
    assert len(table.notices) == 1


@pytest.mark.parametrize(("choice", "text"), [("CP850", "Zoë"), ("Windows-1250", "Łódź"), ("cp1251", "Москва"), ("MacRoman", "Zoë")])
def test_a_person_chooses_the_encoding(write: Write, choice: str, text: str) -> None:
    """interchange X-18"""
    codec = {"CP850": "cp850", "Windows-1250": "cp1250", "MacRoman": "mac-roman"}.get(choice, choice)
    table = open_table(write(f"Name,No.\n{text},1\n".encode(codec)), encoding=choice)

    assert cells_of(table) == [[text, "1"]]


def test_an_encoding_that_there_is_not_is_refused(write: Write) -> None:
    """interchange X-18"""
    with pytest.raises(errors.NotAValue):
        open_table(write(b"a,b\n1,2\n"), encoding="klingon")


@pytest.mark.parametrize(("encoding", "bad", "offset"), [("utf-8", b"\xff", 22), ("cp1252", b"\x9d", 21), ("utf-16", b"\x00\xdc", 42)])
def test_a_byte_that_is_no_character_refuses_its_record_only(write: Write, encoding: str, bad: bytes, offset: int) -> None:
    """interchange X-18: with its position, and never a question mark instead."""
    codec = "utf-16-le" if encoding == "utf-16" else encoding
    before, after = "Name,City\nZoë,Delft\nx".encode(codec), ",Breda\nPiet,Sneek\n".encode(codec)

    rows = rows_of(open_table(write(before + bad + after), encoding=encoding))

    assert [row.cells[1] for row in rows] == ["Delft", "Breda", "Sneek"]
    assert [row.error is None for row in rows] == [True, False, True]
    error = rows[1].error
    assert isinstance(error, errors.ImportEncoding)
    assert (error.facts["line"], error.facts["offset"]) == (3, offset)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_evenly(write: Write, delimiter: str) -> None:
    """interchange X-20"""
    lines = [["Name", "City", "Note"], ["Alfred, Jr", "Delft", "1,5"], ["Bea; Co", "Breda", "x"], ["Cor", "Sneek", "a|b"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) for line in lines)

    table = open_table(write(quoted.encode()))

    assert table.delimiter == delimiter
    assert cells_of(table) == lines[1:]


def test_a_first_line_says_which_delimiter_it_is(write: Write) -> None:
    """interchange X-20: `sep=` decides and is skipped, but counts as a line."""
    table = open_table(write(b"sep=;\r\na,1;b\r\nx;y\r\n"))

    assert table.header == ("a,1", "b")
    assert [(row.line, row.cells) for row in table.rows()] == [(3, ["x", "y"])]


def test_one_column_is_not_cut(write: Write) -> None:
    """interchange X-20"""
    table = open_table(write(b"Name\nBenton, John\nSmith; Co\n"))

    assert cells_of(table) == [["Benton, John"], ["Smith; Co"]]


def test_quoted_fields_keep_delimiters_quotes_and_line_breaks(write: Write) -> None:
    """interchange X-20, interchange X-74"""
    table = open_table(write('a,b\r\n"1,""x""","l1\r\nl2"\r\n3,😀\r\n'.encode()))

    assert [(row.line, row.cells) for row in table.rows()] == [(2, ['1,"x"', "l1\nl2"]), (4, ["3", "😀"])]


def test_an_open_quotation_mark_spoils_its_own_line_only(write: Write) -> None:
    """interchange X-20: reported where it opens; the next line with as many fields as expected is read."""
    table = open_table(write(b'a,b,c\n1,"x,3\n4,5,6\n"7",8,9\n1,"y\nrest\n7,8,9\n'))

    rows = rows_of(table)

    assert [(row.line, row.error is None) for row in rows] == [(2, False), (3, True), (4, True), (5, False), (7, True)]
    assert isinstance(rows[0].error, errors.ImportSyntax)
    assert rows[3].verbatim == ["1", '"y\nrest']


def test_an_open_quotation_mark_in_a_long_file_loses_one_record(write: Write) -> None:
    """interchange X-20: although it could reach over a megabyte of lines."""
    body = b"".join(b"%d,x,y\n" % number for number in range(200_000))

    rows = rows_of(open_table(write(b'a,b,c\n1,"x,3\n' + body)))

    assert len(rows) == 200_001
    assert [row.line for row in rows if row.error] == [2]
    assert rows[-1].line == 200_002


def test_open_quotation_marks_everywhere_take_no_longer_than_the_file_is_long(write: Write) -> None:
    """interchange X-82: lines that each open a mark no line closes."""
    rows = rows_of(open_table(write(b"a,b\n" + b'x","\na,b\n' * 5_000)))

    assert len(rows) == 10_000
    assert sum(1 for row in rows if row.error) == 5_000


def test_short_rows_are_padded_and_long_ones_refused(write: Write) -> None:
    """interchange X-20: what is too much is refused unless it is blank."""
    rows = rows_of(open_table(write(b"a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n\n,,\n5,6,7\n")))

    assert [(row.line, row.cells) for row in rows] == [
        (2, ["1", "2", ""]),
        (3, ["1", "2", "3"]),
        (4, ["1", "2", "3"]),
        (7, ["5", "6", "7"]),
    ]
    assert len(rows[0].warnings) == 1
    assert isinstance(rows[1].error, errors.ImportSyntax)
    assert rows[1].verbatim == ["1", "2", "3", "4"]
    assert rows[2].error is None


def test_spellings_of_null_are_blank_and_kept_for_the_report(write: Write) -> None:
    """interchange X-33"""
    rows = rows_of(open_table(write(b"a,b,c,d,e\nNULL,\\N,(null),#N/A,x\nNullens,n,o,p,q\n")))

    assert [row.cells for row in rows] == [["", "", "", "", "x"], ["Nullens", "n", "o", "p", "q"]]
    assert rows[0].verbatim == ["NULL", "\\N", "(null)", "#N/A", "x"]


def test_a_backslash_n_is_a_line_break_only_beside_traces_of_postgresql(write: Write) -> None:
    """interchange X-33"""
    plain = open_table(write(b"a,b\nx\\ny,1\n"))
    assert cells_of(plain) == [["x\\ny", "1"]]

    traced = open_table(write(b"a,b\nx\\ny,1\nC:\\new,\\N\n"))
    assert cells_of(traced) == [["x\ny", "1"], ["C:\\new", ""]]

    broken = open_table(write(b'a,b\nx\\ny,\\N\n"l1\nl2",2\n'))
    assert cells_of(broken) == [["x\\ny", ""], ["l1\nl2", "2"]]


def test_control_characters_are_removed_with_a_warning(write: Write) -> None:
    """interchange X-19"""
    rows = rows_of(open_table(write(b"a,b\nx\x00y,1\ntab\there,2\n")))

    assert [row.cells for row in rows] == [["xy", "1"], ["tab\there", "2"]]
    assert [len(row.warnings) for row in rows] == [1, 0]


def test_without_a_header_columns_are_numbered(write: Write) -> None:
    """interchange X-31"""
    table = open_table(write(b"1,jan@example.com,+31 20 1234567\n2,bea@example.com,+31 20 7654321\n"))

    assert not table.named
    assert table.header == ("Column 1", "Column 2", "Column 3")
    assert [row.line for row in table.rows()] == [1, 2]


def test_blank_and_repeated_names_of_columns_are_told_apart(write: Write) -> None:
    """interchange X-31"""
    assert open_table(write(b"Phone,,Phone\n1,2,3\n")).header == ("Phone", "Column 2", "Phone (2)")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", errors.ImportEmpty),
        (codecs.BOM_UTF8, errors.ImportEmpty),
        (b"\r\n\r\n  \r\n", errors.ImportEmpty),
        (b"Name,City\n", errors.ImportEmpty),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", errors.ImportFormat),
        (b"%PDF-1.7\n", errors.ImportFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, errors.ImportFormat),
        (bytes(range(256)) * 40, errors.ImportFormat),
        (b"PK\x03\x04 and then nothing", errors.ImportFormat),
        (b'"Name,City\nA,B\n', errors.ImportSyntax),
        (b",".join(b"c%d" % number for number in range(501)) + b"\n1\n", errors.ImportLimit),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(write: Write, content: bytes, error: type[errors.UserError]) -> None:
    """interchange X-80, reliability P-11"""
    with pytest.raises(error) as refused:
        open_table(write(content))

    assert str(refused.value)
    assert "{" not in str(refused.value)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    """interchange X-80"""
    with pytest.raises(errors.FileNotReadable):
        open_table(tmp_path / "missing.csv")
    with pytest.raises(errors.ImportFormat):
        open_table(tmp_path)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """interchange X-80: a sparse file, so that nothing is written either."""
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(600 * 1024 * 1024)

    with pytest.raises(errors.ImportLimit) as refused:
        open_table(path)

    assert refused.value.facts["value"] == 600 * 1024 * 1024


@pytest.mark.parametrize(
    ("content", "limits"),
    [
        (b"a,b\n" + b"1,2\n" * 11, Limits(records=10)),
        (b"a,b\n1," + b"x" * 2_000_000 + b"\n", Limits(line=1_000_000)),
        (b"a,b\n1," + b"x" * 20_000 + b"\n", Limits(value=10_000)),
    ],
)
def test_a_limit_that_is_passed_stops_with_its_value(write: Write, content: bytes, limits: Limits) -> None:
    """interchange X-80"""
    with pytest.raises(errors.ImportLimit):
        rows_of(open_table(write(content), limits=limits))


def test_memory_does_not_grow_with_the_file(write: Write) -> None:
    """interchange X-15, interchange X-80: 20 MB are read in a tenth of that."""
    line = b"James,Butt,Benton,6649 N Blue Gum St,New Orleans,Orleans,LA,70116,504-621-8927\n"
    path = write(b"a,b,c,d,e,f,g,h,i\n" + line * (20_000_000 // len(line)))
    table = open_table(path)

    tracemalloc.start()
    count = sum(1 for _row in islice(table.rows(), 60_000))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 60_000
    assert peak < 8_000_000


def test_200_megabytes_show_their_first_records_at_once(tmp_path: Path) -> None:
    """interchange X-80"""
    path = tmp_path / "long.csv"
    block = b"Jansen,Delft,2611 AA\n" * 50_000
    with path.open("wb") as file:
        file.write(b"Name,City,Post Code\n")
        for _time in range(200):
            file.write(block)

    table = open_table(path)

    assert table.size > 200_000_000
    assert [row.cells[1] for row in islice(table.rows(), 3)] == ["Delft"] * 3
    path.unlink()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=("Cc", "Cs")), max_size=12),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_by_the_book_is_read_as_it_was(tmp_path: Path, cells: list[list[str]]) -> None:
    """interchange X-74"""
    wanted = [["a", *row] for row in cells]
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["n", "x", "y", "z"], *wanted]]
    path = tmp_path / "book.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8", newline="")

    assert cells_of(open_table(path, encoding="utf-8", delimiter=",", header=True, nulls=())) == wanted


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.tuples(st.integers(0, 11_000), st.binary(max_size=6)), min_size=1, max_size=6))
def test_a_damaged_real_file_is_read_or_refused(tmp_path: Path, cuts: list[tuple[int, bytes]]) -> None:
    """interchange X-82, reliability P-11: every record is read or refused, nothing else happens."""
    content = bytearray((DATA / "northwind" / "customers.csv").read_bytes())
    for place, piece in cuts:
        content[place : place + len(piece)] = piece
    path = tmp_path / "damaged.csv"
    path.write_bytes(content)

    try:
        table = open_table(path)
        rows = rows_of(table)
    except (errors.ImportEmpty, errors.ImportFormat, errors.ImportLimit, errors.ImportSyntax, errors.ImportEncoding):
        pass
    else:
        assert all(len(row.cells) == len(table.header) for row in rows)
        assert [row.line for row in rows] == sorted({row.line for row in rows})
