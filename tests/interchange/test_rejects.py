"""The report of refused rows is corrected and imported again."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from contactdesk import errors
from contactdesk.interchange.rejects import RejectReport
from contactdesk.interchange.tables import Table, open_table


def report_of(table: Table, path: Path) -> Path:
    with RejectReport(path, table) as report:
        for row in table.rows():
            report.add(row, row.error or errors.TooLong(field="name", length=31, limit=30))
    return path


def stop_midway(table: Table, path: Path) -> None:
    with RejectReport(path, table) as report:
        report.add(next(table.rows()), errors.TooLong(length=1, limit=1))
        raise KeyError


def text_table(tmp_path: Path, content: bytes) -> Table:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    return open_table(path)


def test_refused_rows_come_back_as_they_were(tmp_path: Path) -> None:
    """interchange X-13: with line, field and reason; reading leaves those out again."""
    table = text_table(tmp_path, b'Name;Note\nZo\xeb;NULL\n"a;b";"l1\nl2"\n1;2;3\n"x;y\n')

    report = report_of(table, tmp_path / "refused.csv")

    assert report.read_bytes().startswith(b"\xef\xbb\xbfName;Note;CD_Line;CD_Field;CD_Reason\r\nZo\xc3\xab;NULL;2;name;")
    again = open_table(report)
    assert again.header == ("Name", "Note")
    assert [row.cells for row in again.rows() if not row.error] == [["Zoë", ""], ["a;b", "l1\nl2"], ['"x', "y"]]
    assert [list(row.verbatim)[:2] for row in again.rows() if row.error] == [["1", "2"]]


def test_formulas_are_guarded_and_phones_are_not(tmp_path: Path) -> None:
    """interchange X-35, interchange X-E6: and a corrected report gives the originals."""
    cells = ["=1+1", "+31 20 1234567", "'=x", "-5", "@a", "＝1", "'plain"]
    table = text_table(tmp_path, ("a,b,c,d,e,f,g\n" + ",".join(cells) + "\n").encode())

    report = report_of(table, tmp_path / "refused.csv")

    line = report.read_text("utf-8-sig").splitlines()[1]
    assert line.startswith("'=1+1,+31 20 1234567,''=x,'-5,'@a,'＝1,'plain,")
    assert next(open_table(report).rows()).cells == cells


def test_a_byte_that_is_no_character_stays_one(tmp_path: Path) -> None:
    """interchange X-18: the report is refused again until somebody has corrected it."""
    table = text_table(tmp_path, b"Name,City\nJos\xe9,x\nx\x9dy,Delft\n")

    with RejectReport(tmp_path / "refused.csv", table) as report:
        for row in table.rows():
            if row.error:
                report.add(row, row.error)

    assert b"x\x9dy,Delft,3," in report.path.read_bytes()
    assert [row.error is None for row in open_table(report.path).rows()] == [False]


def test_a_workbook_gives_a_workbook_of_text(tmp_path: Path) -> None:
    """interchange X-13, interchange X-35"""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["No.", "Name", "Sum"], ["001", "Zoë", "=1+1"], ["002", "B", "x"]):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")

    report = report_of(open_table(tmp_path / "list.xlsx"), tmp_path / "refused.xlsx")

    sheet = openpyxl.load_workbook(report).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["No.", "Name", "Sum", "CD_Line", "CD_Field", "CD_Reason"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]][:4] == [("001", "s"), ("Zoë", "s"), ("=1+1", "s"), ("2", "s")]
    assert [row.cells for row in open_table(report).rows()] == [["001", "Zoë", "=1+1"], ["002", "B", "x"]]


def test_nothing_refused_makes_no_file_and_neither_does_a_failure(tmp_path: Path) -> None:
    """interchange X-13"""
    table = text_table(tmp_path, b"a,b\n1,2\n")
    with RejectReport(tmp_path / "refused.csv", table):
        pass
    with pytest.raises(KeyError):
        stop_midway(table, tmp_path / "refused.csv")

    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_a_target_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """interchange X-13"""
    table = text_table(tmp_path, b"a,b\n1,2\n")

    with pytest.raises(errors.ExportTarget), RejectReport(tmp_path / "missing" / "refused.csv", table) as report:
        report.add(next(table.rows()), errors.TooLong(length=1, limit=1))
