"""Bad files and bad databases on the command line: a clear refusal, an unchanged database, no traceback (issue E)."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.builders import dump

GOOD = "No.,Name\nK1,Fabrikam\n"


def refused(answer, id):
    """A refusal: exit code 1, the id on both streams, never a traceback."""
    assert (answer.code, answer.json["error"]) == (1, id), answer
    assert answer.json["message"]
    assert answer.err.startswith(f"{id}: ")
    assert "Traceback" not in answer.err + answer.out


FILES = {
    "missing": (None, "E-IMP-FILE"),
    "empty": (b"", "E-IMP-EMPTY"),
    "only a header": (b"No.,Name\n", "E-IMP-EMPTY"),
    "binary": (bytes(range(256)) * 50, "E-IMP-FORMAT"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(300), "E-IMP-FORMAT"),
    "no column that tells records apart": (b"Shoe size,Colour\n42,red\n", "E-IMP-MAPPING"),
    "a broken workbook": (b"PK\x03\x04" + b"\0" * 100, "E-IMP-FORMAT"),
    "a page instead of a table": (b"<!DOCTYPE html><html><body>x</body></html>", None),
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_tables(run, sqlite_desk, tmp_path, name):
    """interchange X-18, X-20, X-80; reliability P-11"""
    content, id = FILES[name]
    path = tmp_path / "rows.csv"
    if content is not None:
        path.write_bytes(content)
    before = dump(sqlite_desk)
    answer = run("--database", sqlite_desk.store.target, "import", "customer", path, "--json")
    refused(answer, id or answer.json["error"])
    assert dump(sqlite_desk) == before


def test_ragged_rows_and_bytes_that_are_no_text_are_refused_one_by_one(run, sqlite_desk, tmp_path):
    """interchange X-13, X-18, X-20"""
    path = tmp_path / "rows.csv"
    # The accent in UTF-8 tells the encoding; the row after it is not in it.
    path.write_bytes("No.,Name\nK1,Café\nK2,One,two,three\n".encode() + b"K3,Caf\xe9\n" + b"K4,Good\n")
    answer = run("--database", sqlite_desk.store.target, "import", "customer", path, "--json")
    assert answer.code == 0
    kept = [one["no"] for one in sqlite_desk.lists.read_all("customer")]
    assert answer.json["inserted"] == len(kept)
    assert answer.json["read"] == 4 == answer.json["inserted"] + len(answer.json["rejected"])
    assert {"K1", "K4"} <= set(kept)
    assert 3 in [one["line"] for one in answer.json["rejected"]]
    assert (tmp_path / "rows refused.csv").exists()


def test_a_workbook_that_unpacks_without_end(run, office, tmp_path):
    """interchange X-80; reliability P-11"""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    answer = run("--database", office, "import", "customer", path, "--json")
    assert answer.json["error"] in ("E-IMP-LIMIT", "E-IMP-FORMAT")
    assert "Traceback" not in answer.err


def test_a_mapping_that_is_none(run, office, tmp_path):
    """interchange X-30, X-32"""
    rows, mapping = tmp_path / "rows.csv", tmp_path / "map.json"
    rows.write_text(GOOD, encoding="utf-8")
    mapping.write_text("not json", encoding="utf-8")
    refused(run("--database", office, "import", "customer", rows, "--map", mapping, "--json"), "E-IMP-MAPPING")
    mapping.write_text('{"columns": {"No.": "name", "Name": "name"}}', encoding="utf-8")
    refused(run("--database", office, "import", "customer", rows, "--map", mapping, "--json"), "E-IMP-MAPPING")
    mapping.write_text('{"kind": "customer", "columns": {"No.": null, "Name": "name"}}', encoding="utf-8")
    assert run("--database", office, "import", "customer", rows, "--map", mapping).code == 0


@pytest.mark.parametrize(
    ("arguments", "id", "field"),
    [
        (["set", "contact", "CT000001", "phone_no=call"], "E-PHONE-LETTERS", "phone_no"),
        (["set", "contact", "CT000001", "email=nobody"], "E-EMAIL", "e_mail"),
        (["set", "contact", "CT000001", "city=" + "x" * 31], "E-LENGTH", "city"),
        (["set", "contact", "CT000001", "territory_code=NONE"], "E-NOT-FOUND", "territory_code"),
        (["set", "contact", "CT000001", "shoe_size=42"], "E-FIELD", "shoe_size"),
        (["set", "contact", "CT000001", "business_relation=Customer"], "E-READ-ONLY", "business_relation"),
        (["set", "contact", "CT000001", "type=Person"], "E-TYPE-PERSONS", "type"),
        (["set", "contact", "NOBODY", "name=x"], "E-NOT-FOUND", ""),
        (["link", "CT000001", "vendor", "V99", "--master", "contact"], "E-NOT-FOUND", None),
        (["link", "CT000001", "employee", "E1", "--master", "contact"], "E-PERSON-ONLY", None),
        (["create-as", "CT000009", "vendor"], "E-05", None),
        (["create-as", "CT000001", "vendor", "--template", "GONE"], "E-21", None),
        (["create-contacts", "customer"], "E-27", None),
        (["delete", "country", "NL"], "E-IN-USE", None),
        (["undo", "99999"], "E-NOT-FOUND", None),
    ],
)
def test_what_a_rule_refuses(run, sqlite_desk, arguments, id, field):
    """relations section 7, contacts section 8: id, record and field, and an unchanged database"""
    before = dump(sqlite_desk)
    answer = run("--database", sqlite_desk.store.target, *arguments, "--json")
    refused(answer, id)
    if field is not None:
        assert answer.json["field"] == field
    if arguments[0] == "set":
        assert answer.json["record"] == arguments[2]
    assert dump(sqlite_desk) == before


@pytest.mark.parametrize(
    ("arguments", "id", "record", "said"),
    [
        (["link", "NOBODY", "vendor", "V00001"], "E-NOT-FOUND", "NOBODY", "Contact NOBODY does not exist."),
        (["link", "CT000001", "vendor", ""], "E-NOT-FOUND", "CT000001", "Vendor: the number or code is missing."),
        (["set", "contact", "CT000001", "no=TAKEN"], "E-EXISTS", "CT000001", "Contact TAKEN"),
        (["set", "contact", "CT000001", "no="], "E-BLANK-KEY", "CT000001", "No. must not be blank."),
    ],
)
def test_a_refusal_names_the_record_concerned(run, sqlite_desk, arguments, id, record, said):
    """relations section 7: the record that was to change, not what was typed for another"""
    sqlite_desk.records.create("contact", {"no": "TAKEN", "name": "Contoso"})
    master = ["--master", "contact"] if arguments[0] == "link" else []
    answer = run("--database", sqlite_desk.store.target, *arguments, *master, "--json")

    assert answer.json["record"] == record
    assert said in answer.json["message"]
    assert answer.json["error"] == id


def a_foreign_file(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (name)")
    connection.commit()
    connection.close()


DATABASES = {
    "missing": (lambda path: None, "E-STORE-MISSING"),
    "empty": (lambda path: path.write_bytes(b""), "E-STORE-NOT-OURS"),
    "text": (lambda path: path.write_text("dear diary " * 200), "E-STORE-NOT-OURS"),
    "folder": (lambda path: path.mkdir(), "E-STORE-NOT-OURS"),
    "of another program": (a_foreign_file, "E-STORE-NOT-OURS"),
}


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("command", [["show", "contact"], ["set", "contact", "X", "name=y"], ["check"], ["history"]])
def test_databases_that_are_none(run, tmp_path, name, command):
    """reliability P-7, P-10"""
    make, id = DATABASES[name]
    path = tmp_path / "office.contactdesk"
    make(path)
    refused(run("--database", path, *command, "--json"), id)


def test_a_damaged_database(run, office, sqlite_desk):
    """reliability P-10: never written to any more"""
    sqlite_desk.close()
    with Path(office).open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 200_000)
    answer = run("--database", office, "show", "contact", "--json")
    refused(answer, answer.json["error"])
    assert answer.json["error"].startswith("E-STORE-")


def test_a_server_that_is_away(run):
    """reliability P-6, P-7"""
    refused(run("--database", "postgresql://nobody@127.0.0.1:1/nothing", "show", "contact", "--json"), "E-STORE-LOST")


def test_a_new_database_replaces_nothing(run, office):
    """reliability P-9"""
    refused(run("new", office, "--json"), "E-STORE-EXISTS")
    refused(run("new", office + "/deeper/x.contactdesk", "--json"), "E-STORE-MISSING")
    refused(run("new", office + "2", "--country", "ATLANTIS", "--json"), "E-NOT-FOUND")


def test_a_mistake_of_the_program_is_no_traceback(run, office, monkeypatch):
    """A mistake of ours is told like a refusal."""
    from contactdesk.services.lists import Lists

    def broken(*_arguments, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr(Lists, "read_all", broken)
    refused(run("--database", office, "show", "contact", "--json"), "E-UNEXPECTED")


def test_a_database_of_a_newer_version(run, office, sqlite_desk):
    """reliability section 2: it is shown, each command says why it cannot be changed, and nothing is."""
    # Given a database that a newer version made
    sqlite_desk.close()
    with closing(sqlite3.connect(office)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    # When it is shown and changed
    shown = run("--database", office, "show", "contact", "CT000001", "--json")
    changed = run("--database", office, "set", "contact", "CT000001", "phone_no=1", "--json")
    # Then both say what it is
    assert (shown.code, shown.json["name"]) == (0, "Adatum B.V.")
    assert "newer version" in shown.err
    assert (changed.code, changed.json["error"]) == (1, "E-STORE-NEWER")
    assert run("--database", office, "show", "contact", "CT000001", "--json").json == shown.json
