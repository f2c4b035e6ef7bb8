"""What a dry run of a long job prints: everything, and valid JSON also where it is refused (relations G-10, G-13)."""

import json
import tracemalloc

import pytest

from contactdesk.cli.output import Output
from contactdesk.services import batches
from tests.builders import no_contacts

CUSTOMERS = 3


@pytest.fixture
def waiting(sqlite_desk):
    """Three customers without a contact; their numbers."""
    with no_contacts(sqlite_desk):
        return [sqlite_desk.records.create("customer", {"name": f"Waiting {number}"}).value.no for number in range(CUSTOMERS)]


def test_all_changes_of_a_long_job_are_printed(run, sqlite_desk, waiting, monkeypatch):
    """relations G-10, R-14: what a window shows of a preview is limited, what is printed for a script is not."""
    monkeypatch.setattr(batches, "SHOWN", 1)
    monkeypatch.setattr(batches, "PIECE", 1)

    foretold = run("--database", sqlite_desk.store.target, "create-contacts", "customer", "--dry-run", "--json").json
    in_words = run("--database", sqlite_desk.store.target, "create-contacts", "customer", "--dry-run").out

    assert [one["no"] for one in foretold if one["table"] == "customer"] == waiting
    assert in_words.splitlines()[-1].startswith(f"{3 * CUSTOMERS} records, ")
    assert len(sqlite_desk.batches.create_contacts("customer", dry_run=True).changes) == 1


def test_records_that_would_fail_are_named(run, sqlite_desk, waiting):
    """relations R-14, R-17, E-28: with number, name and reason, beside what would be done."""
    # Given one number left, and a customer that needs two: one for itself, one for its person
    sqlite_desk.records.save("customer", waiting[-1], {"contact": "Bo Dam"})
    sqlite_desk.records.save("no_series_line", "CONT 10000", {"ending_no": "CT000005", "last_no_used": "CT000004"})

    told = run("--database", sqlite_desk.store.target, "create-contacts", "customer", "--dry-run", "--json")

    assert f"{waiting[-1]} Waiting 2: E-02" in told.err
    assert {one["no"] for one in told.json if one["table"] == "customer"} == set(waiting[:-1])


def test_a_dry_run_of_an_import_prints_all_of_it(run, sqlite_desk, tmp_path):
    """relations G-10: one list, whatever number of pieces it was tried in."""
    source = tmp_path / "vendors.csv"
    source.write_text("No.,Name\n" + "".join(f"V{number},Vendor {number}\n" for number in range(2001)), encoding="utf-8")

    told = run("--database", sqlite_desk.store.target, "import", "vendor", str(source), "--no-contacts", "--dry-run", "--json")

    assert [one["no"] for one in told.json] == [f"V{number}" for number in range(2001)]
    assert "2001 read" in told.err.replace(",", "")


def test_a_refused_dry_run_prints_the_refusal_alone(run, sqlite_desk):
    """relations E-27: no half list stands before it."""
    told = run("--database", sqlite_desk.store.target, "create-contacts", "customer", "--where", "no=NONE", "--dry-run", "--json")

    assert (told.code, told.json["error"]) == (1, "E-27")


def test_a_dry_run_without_changes_is_an_empty_list(run, office):
    """relations R-53: writing what is there already changes nothing."""
    assert run("--database", office, "set", "contact", "CT000001", "phone_no=020-1111111", "--dry-run", "--json").json == []


def test_a_long_list_of_changes_stays_out_of_memory(sqlite_desk, capsys):
    """issue 2, D: printing a preview needs no more memory for many records than for few."""
    changes = sqlite_desk.records.save("contact", "CT000001", {"phone_no": "020-7"}, dry_run=True).changes
    tracemalloc.start()
    with Output(as_json=True).change_list() as show:
        for _time in range(5_000):
            show(changes)
        peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 12 << 20
    assert len(json.loads(capsys.readouterr().out)) == 5_000 * len(changes.records)
