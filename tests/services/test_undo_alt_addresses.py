"""Taking back what was done to alternate addresses: no range ever names an address that is not there (contacts C-74)."""

from datetime import date

import pytest

from contactdesk import errors
from tests.builders import a_person, read

ADDRESS, RANGE = "contact_alt_address", "contact_alt_addr_date_range"
START = date(2026, 5, 1)


@pytest.fixture
def fair(desk):
    """The entry that made the address FAIR of Adatum."""
    return desk.records.create(ADDRESS, {"contact_no": "CT000001", "code": "FAIR"}).changes.entry


def a_range(desk, code="FAIR", start=START, contact="CT000001"):
    values = {"contact_no": contact, "starting_date": start, "contact_alt_address_code": code}
    return desk.records.create(RANGE, values)


def codes(desk):
    """The codes that ranges name, and those that there are."""
    named = {(row["contact_no"], row["contact_alt_address_code"]) for row in desk.lists.read_all(RANGE)}
    there = {(row["contact_no"], row["code"]) for row in desk.lists.read_all(ADDRESS)}
    assert named <= there
    return {code for _contact, code in named}


def why_not(desk, entry):
    """What is said about what cannot be taken back: a refusal, unless the stamp of the contact could return."""
    try:
        return " ".join(desk.history.undo(entry).value.kept)
    except errors.CannotUndo as refusal:
        return refusal.what


def test_an_address_with_ranges_stays(desk, fair):
    """contacts C-74, relations G-34: a range that was made later keeps it."""
    a_range(desk)

    assert "Contact Alt. Addr. Date Ranges refer to it (1)" in why_not(desk, fair)
    assert codes(desk) == {"FAIR"}


def test_address_and_ranges_come_back_together(desk, fair):
    """contacts C-74, relations G-32: as they went."""
    a_range(desk)
    a_range(desk, start=date(2026, 7, 1))
    gone = desk.records.delete(ADDRESS, "CT000001 FAIR")
    assert codes(desk) == set()

    undone = desk.history.undo(gone.changes.entry)

    assert undone.value.kept == []
    assert len(desk.lists.read_all(RANGE)) == 2
    assert codes(desk) == {"FAIR"}


def test_a_range_does_not_return_to_an_address_that_is_gone(desk, fair):
    """contacts C-74, relations G-32"""
    a_range(desk)
    gone = desk.records.delete(RANGE, "CT000001 2026-05-01")
    desk.records.delete(ADDRESS, "CT000001 FAIR")

    assert "Contact Alt. Address FAIR does not exist any more" in why_not(desk, gone.changes.entry)
    assert codes(desk) == set()


def test_an_address_does_not_return_to_a_contact_that_is_gone(desk):
    """contacts C-74, C-116"""
    person = a_person(desk, "Bo Dam")
    desk.records.create(ADDRESS, {"contact_no": person, "code": "HOME"})
    gone = desk.records.delete(ADDRESS, f"{person} HOME")
    desk.records.delete("contact", person)

    assert "the contact does not exist any more" in why_not(desk, gone.changes.entry)
    assert desk.lists.read_all(ADDRESS) == []


def test_another_code_is_taken_back_with_the_ranges_made_since(desk, fair):
    """contacts 1.8, C-74"""
    a_range(desk)
    renamed = desk.records.save(ADDRESS, "CT000001 FAIR", {"code": "STAND"})
    a_range(desk, "STAND", date(2026, 7, 1))

    desk.history.undo(renamed.changes.entry)

    assert codes(desk) == {"FAIR"}


def test_a_range_does_not_go_back_to_an_address_that_is_gone(desk, fair):
    """contacts C-74, relations G-31"""
    desk.records.create(ADDRESS, {"contact_no": "CT000001", "code": "HOME"})
    a_range(desk)
    moved = desk.records.save(RANGE, "CT000001 2026-05-01", {"contact_alt_address_code": "HOME"})
    desk.records.delete(ADDRESS, "CT000001 FAIR")

    undone = desk.history.undo(moved.changes.entry)

    assert "FAIR does not exist any more" in undone.value.kept[0]
    assert read(desk, RANGE, "CT000001 2026-05-01", "contact_alt_address_code") == "HOME"
