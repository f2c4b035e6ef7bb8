"""What may be attached to a record, and opened from there (reliability P-11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.rules.attached import LONGEST_NAME, can_be_opened, runs_something, safe_file_name, with_scheme


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("offer.pdf", "offer.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\offer.pdf", "offer.pdf"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("a:b*c?.txt", "a b c.txt"),
        ("CON.txt", "_CON.txt"),
        ("...", "file"),
        (".bashrc", "bashrc"),
        ("", "file"),
        ("Müller & Zoë.docx", "Müller & Zoë.docx"),
    ],
)
def test_a_file_name_leads_nowhere_else(given_name, kept):
    """reliability P-11"""
    assert safe_file_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_is_made_safe_and_stays_so(name):
    """reliability P-11"""
    safe = safe_file_name(name)

    assert 0 < len(safe) <= LONGEST_NAME
    assert not set(safe) & set('/\\:*?"<>|\n\r\t\x00')
    assert safe not in (".", "..")
    assert safe_file_name(safe) == safe


@pytest.mark.parametrize("name", ["run.EXE", "a.pdf.exe", "letter.docm", "x.desktop", "x.sh", "start.bat. ", "x.lnk", "x.url", "x.jar"])
def test_files_that_run_something_are_known_by_their_ending(name):
    """reliability P-11"""
    assert runs_something(name)


@pytest.mark.parametrize("name", ["offer.pdf", "README", "picture.jpeg", "table.xlsx", "exe.txt", ""])
def test_documents_run_nothing(name):
    """reliability P-11"""
    assert not runs_something(name)


@pytest.mark.parametrize("address", ["https://x.example", "http://x.example/a?b#c", "HTTPS://X.example"])
def test_web_pages_are_opened(address):
    """reliability P-11"""
    assert can_be_opened(address)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.example", "\\\\server\\share", "x.example", "https://", "mailto:a@b.nl", ""],
)
def test_nothing_else_is_opened(address):
    """reliability P-11"""
    assert not can_be_opened(address)


def test_an_address_without_scheme_is_a_web_page():
    """contacts 1.2 Home Page"""
    assert with_scheme(" www.x.example ") == "https://www.x.example"
    assert with_scheme("x.example:8080/a") == "https://x.example:8080/a"
    assert with_scheme("file:///a") == "file:///a"
