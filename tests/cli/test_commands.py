"""Every command: what it prints, where, and with which exit code (issue: the command line)."""

import json
import sys

import pytest

from contactdesk import text
from contactdesk.cli.main import main
from contactdesk.cli.output import Output
from tests.builders import a_customer, linked, unlinked


def test_show_lists_and_shows_every_field_under_all_its_names(run, office):
    """One object for one number, a list without; choices in English, booleans as such, dates and decimals as text."""
    one = run("--database", office, "show", "contact", "ct000001", "--json").json
    assert (one["no"], one["type"], one["minor"]) == ("CT000001", "Company", False)
    assert one["e_mail"] == one["email"]
    assert "image" not in one
    everyone = run("show", "contact", "--json", "--database", office).json
    assert [record["no"] for record in everyone] == ["CT000001", "CT000002", "CT000003", "CT000009"]
    assert everyone[0] == one


def test_numbers_and_dates_are_text_in_json(run, sqlite_desk):
    """Nothing is rounded on the way to a script."""
    customer = a_customer(sqlite_desk, credit_limit_lcy="12.50")
    shown = run("--database", sqlite_desk.store.target, "show", "customer", customer, "--json").json
    assert shown["credit_limit_lcy"] == "12.50"
    assert shown["last_date_modified"].startswith("20")
    assert shown["primary_contact_no"] == shown["contact_code"]


def test_filters_may_be_given_several_times_and_columns_chosen(run, office):
    """contacts F-4"""
    shown = run(
        "--database", office, "show", "contact", "--where", "type=Person", "--where", "name=*Smit", "--columns", "no,name", "--json"
    )
    assert shown.json == [{"no": "CT000003", "name": "Eva Smit"}]
    assert run("--database", office, "show", "contact", "--where", "phone_no=(", "--json").json["error"] == "E-FILTER"
    assert run("--database", office, "show", "contact", "--where", "name=Nobody").out.split() == ["no", *run_header(run, office)]


def run_header(run, office):
    return run("--database", office, "show", "contact", "--where", "no=NONE").out.split()[1:]


def test_the_kinds_have_dashes_and_code_tables_are_welcome(run, office):
    """KIND is contact, customer, vendor, bank-account or employee; code tables can be read and kept too."""
    assert run("--database", office, "show", "bank-account", "--json").json == []
    assert run("--database", office, "show", "country", "NL", "--json").json["iso_code"] == "NL"
    assert run("--database", office, "set", "country", "NL", "name=Holland").code == 0
    assert run("--database", office, "show", "country", "NL", "--columns", "name", "--json").json == {"name": "Holland"}


def test_a_dry_run_prints_the_change_set_and_changes_nothing(run, sqlite_desk):
    """relations G-10"""
    # Given Adatum with a linked customer
    office = sqlite_desk.store.target
    customer = linked(sqlite_desk, "CT000001", "customer")
    # When its number would be changed
    answer = run("--database", office, "set", "contact", "CT000001", "phone_no=020-7", "--dry-run", "--json")
    # Then each record comes with its lines and causes, and nothing is changed
    by_no = {one["no"]: one for one in answer.json}
    assert set(by_no) == {"CT000001", "CT000002", customer}
    assert by_no["CT000002"]["lines"] == [
        {"field": "phone_no", "before": "020-1111111", "after": "020-7", "cause": "Inheritance from CT000001"}
    ]
    assert {one["change"] for one in answer.json} == {"update"}
    assert run("--database", office, "show", "contact", "CT000001", "--json").json["phone_no"] == "020-1111111"
    text_answer = run("--database", office, "set", "contact", "CT000001", "phone_no=020-7", "--dry-run")
    assert "3 records, 3 fields" in text_answer.out
    assert "phone_no: '020-1111111' -> '020-7'  (Inheritance from CT000001)" in text_answer.out


def test_create_as_tells_where_the_number_of_a_preview_comes_from(run, office):
    """relations G-13, R-20, R-31"""
    foretold = run("--database", office, "create-as", "CT000001", "customer", "--template", "COMP", "--dry-run", "--json").json
    new = next(one for one in foretold if one["table"] == "customer")
    assert (new["change"], new["number_from"]) == ("insert", "CUST")
    made = run("--database", office, "create-as", "CT000001", "customer", "--template", "COMP", "--json").json
    assert (made["kind"], made["contact_no"]) == ("customer", "CT000001")
    assert run("--database", office, "show", "customer", made["no"], "--json").json["currency_code"] == "EUR"
    assert [row["no"] for row in run("--database", office, "relations", "CT000001", "--json").json] == [made["no"]]


def test_link_and_unlink(run, sqlite_desk):
    """relations R-43, R-70"""
    office = sqlite_desk.store.target
    vendor = unlinked(sqlite_desk, "vendor", name="Old Name")
    assert run("--database", office, "link", "CT000001", "vendor", vendor, "--master", "contact").code == 0
    assert run("--database", office, "show", "vendor", vendor, "--json").json["name"] == "Adatum B.V."
    assert run("--database", office, "unlink", "CT000001", "vendor").code == 0
    assert run("--database", office, "unlink", "CT000001", "vendor", "--json").json["error"] == "E-NO-LINK"


def test_history_of_a_record_and_undo(run, office):
    """relations G-31, G-36"""
    entry = run("--database", office, "set", "contact", "CT000009", "phone_no=1", "--json").json["entry"]
    newest = run("--database", office, "history", "--record", "ct000009", "--json").json[0]
    assert (newest["entry"], newest["action"]) == (entry, "save")
    assert {"field": "phone_no", "before": "", "after": "1"}.items() <= newest["lines"][0].items()
    assert run("--database", office, "undo", entry, "--json").json["records"] == 1
    assert run("--database", office, "show", "contact", "CT000009", "--json").json["phone_no"] == ""
    assert run("--database", office, "undo", 99999).code == 1


def test_the_history_names_what_an_entry_is_about(run, sqlite_desk):
    """relations G-30: an edit its record, a link both records, a deletion the number that was given."""
    office = sqlite_desk.store.target
    vendor = unlinked(sqlite_desk, "vendor", name="Old Name")
    run("--database", office, "set", "contact", "CT000009", "phone_no=1")
    run("--database", office, "link", "CT000001", "vendor", vendor, "--master", "contact")
    run("--database", office, "delete", "contact", "CT000009")

    newest = run("--database", office, "history", "--json").json[:3]

    assert [one["about"] for one in newest] == ["CT000009", f"Vendor {vendor}, Contact CT000001 …", "Contact CT000009"]
    assert f"Link Vendor {vendor}, Contact CT000001" in run("--database", office, "history").out


def test_history_of_a_record_that_was_renumbered(run, office):
    """relations G-30: what was changed under its former number is told as well"""
    assert run("--database", office, "set", "contact", "CT000009", "phone_no=1").code == 0
    assert run("--database", office, "set", "contact", "CT000009", "no=NEW9").code == 0

    told = run("--database", office, "history", "--record", "NEW9", "--json").json

    fields = [{line["field"] for line in entry["lines"]} for entry in told]
    assert "no" in fields[0]
    assert "phone_no" in fields[1]


def test_setup_is_shown_and_changed(run, office):
    """relations 1.3"""
    assert run("--database", office, "setup", "--json").json["bus_rel_code_for_customers"] == "CUST"
    assert run("--database", office, "setup", "inherit_address_details=no", "--json").json["values"]["inherit_address_details"] is False
    assert run("--database", office, "setup", "bus_rel_code_for_vendors=NONE").code == 1
    assert run("--database", office, "setup", "show_distance_in=Miles", "--json").json["values"]["show_distance_in"] == "Miles"
    assert "OSM" in run("--database", office, "setup").out


def test_check_and_repair(run, sqlite_desk):
    """relations R-84"""
    from tests.builders import an_orphan

    office = sqlite_desk.store.target
    assert run("--database", office, "check").out == "Everything agrees.\n"
    an_orphan(sqlite_desk, "CT000001", "customer", "C99999")
    found = run("--database", office, "check", "--json")
    assert (found.code, found.json["findings"][0]["rule"], found.json["left"]) == (1, "R-84", 1)
    mended = run("--database", office, "check", "--repair", "--json")
    assert (mended.code, mended.json["repaired"], mended.json["left"]) == (0, 1, 0)


def test_backup_and_restore(run, office, sqlite_desk, tmp_path):
    """reliability P-9"""
    copy = tmp_path / "copy.contactdesk"
    assert run("--database", office, "backup", copy).code == 0
    assert run("--database", office, "backup", copy, "--json").json["error"] == "E-STORE-EXISTS"
    run("--database", office, "delete", "contact", "CT000009")
    sqlite_desk.close()
    restored = run("--database", office, "restore", copy, "--json")
    assert (restored.code, restored.json["database"]) == (0, office)
    assert run("--database", office, "show", "contact", "CT000009").code == 0


def test_new_with_the_demo_company_in_dutch(run, tmp_path):
    """The demo company, in the language and country chosen."""
    path = str(tmp_path / "demo.contactdesk")
    assert run("new", path, "--language", "nl", "--country", "NL", "--demo").code == 0
    assert run("--database", path, "check").code == 0
    assert len(run("--database", path, "show", "contact", "--json").json) > 150


def test_a_demo_company_that_finds_no_room_leaves_nothing(run, tmp_path):
    """reliability P-2: a whole database, or none; what lay there before stays"""
    resource = pytest.importorskip("resource")
    (tmp_path / "letter.txt").write_text("Dear Ann", encoding="utf-8")
    plain, path = str(tmp_path / "plain.contactdesk"), str(tmp_path / "demo.contactdesk")
    assert run("new", plain).code == 0
    room, before = (tmp_path / "plain.contactdesk").stat().st_size + 65536, resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        answer = run("new", path, "--country", "NL", "--demo", "--json")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert answer.code == 1
    assert answer.json["error"]
    assert sorted(one.name for one in tmp_path.iterdir() if "demo" in one.name or one.suffix == ".txt") == ["letter.txt"]
    assert run("new", path, "--country", "NL", "--demo").code == 0


def test_the_database_comes_from_option_environment_or_last_time(run, config, office, monkeypatch):
    """--database goes before CONTACTDESK_DATABASE, and that before the database of last time."""
    assert run("show", "contact").code == 2
    (config / "settings.json").write_text(json.dumps({"last_database": office}), encoding="utf-8")
    assert run("show", "contact").code == 0
    monkeypatch.setenv("CONTACTDESK_DATABASE", office + ".gone")
    assert run("show", "contact", "--json").json["error"] == "E-STORE-MISSING"
    assert run("show", "contact", "--database", office).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["show"],
        ["show", "nothing"],
        ["set", "contact", "CT000001"],
        ["set", "contact", "CT000001", "phone_no"],
        ["set", "contact", "CT000001", "phone_no=1", "phone_no=2"],
        ["link", "CT000001", "vendor", "V1"],
        ["link", "CT000001", "vendor", "V1", "--master", "nobody"],
        ["create-as", "CT000001", "contact"],
        ["import", "country", "x.csv"],
        ["undo", "last"],
        ["show", "contact", "CT000001", "--where", "no=X"],
        ["--frobnicate"],
    ],
)
def test_wrong_usage_is_told_on_standard_error(run, office, arguments):
    """Exit code 2, and nothing on standard output."""
    answer = run("--database", office, *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_help_names_every_command(run):
    """Exit code 0, on standard output."""
    answer = run("--help")
    assert answer.code == 0
    names = "new import create-contacts show set create-as link unlink delete relations setup check history undo backup restore"
    assert all(f"\n    {name} " in answer.out for name in names.split())


def test_refusals_speak_the_language_chosen(run, config, office):
    """A refusal in Dutch keeps its id, and the language of the process is as it was."""
    (config / "settings.json").write_text(json.dumps({"language": "nl"}), encoding="utf-8")
    answer = run("--database", office, "show", "contact", "NOBODY")
    assert answer.err.startswith("E-NOT-FOUND: ")
    assert "bestaat niet" in answer.err
    assert text.language() == "en"


def test_no_console_at_all(office, config, monkeypatch):
    """A Windows program without a console has neither stream."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["--database", office, "show", "contact"]) == 0
    assert main(["--database", office, "show", "contact", "NOBODY"]) == 1


def test_progress_is_for_terminals_only(capsys, monkeypatch):
    """Nothing but results and messages reaches a file."""
    assert Output(False).progress("Import") is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show = Output(False).progress("Import")
    assert show is not None
    show(5, 10)
    show(10, 10)
    assert capsys.readouterr().err == "\rImport 5 / 10\rImport 10 / 10\n"


def test_the_installation_tests_itself(capsys, monkeypatch):
    """Everything a bundle needs is used once."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(["--self-test"]) == 0, capsys.readouterr().err
