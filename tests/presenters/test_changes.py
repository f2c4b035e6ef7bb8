"""Change sets as people read them."""

import pytest

from contactdesk.desk import Desk
from contactdesk.presenters import changes
from contactdesk.presenters.changes import ChangeGroup, ChangeLine
from tests.builders import a_contact, a_customer, a_person


@pytest.fixture
def desk(tmp_path):
    with Desk.create(str(tmp_path / "office.contactdesk"), country="NL") as opened:
        yield opened


def test_a_preview_tells_no_number_that_was_not_drawn(desk):
    """relations G-13: neither as the number of a record nor where another record names it."""
    contact = a_contact(desk)
    done = desk.linking.create_as(contact, "customer", template="", dry_run=True)
    groups = changes.groups_of(done.changes)

    looked_at = done.value.no
    assert "(next of CUST)" in [group.no for group in groups]
    assert looked_at not in {text for group in groups for line in group.lines for text in (group.no, line.after)}


def test_what_follows_is_grouped_by_record_and_counted(desk):
    """relations G-12"""
    company = a_contact(desk, "Adatum")
    person = a_person(desk, "Jan Bos", company)
    done = desk.records.save("contact", company, {"phone_no": "020-1"}, dry_run=True)
    groups = changes.groups_of(done.changes)

    assert [(group.no, group.word) for group in groups] == [(company, "changed"), (person, "changed")]
    assert changes.counted(groups) == "2 records, 2 fields"
    cause = f"Inheritance from {company}"
    assert changes.causes_of(groups) == [cause]
    assert [group.no for group in changes.with_cause(groups, cause)] == [person]


def test_the_history_shows_what_the_preview_showed(desk):
    """relations G-11, G-36"""
    customer = a_customer(desk)
    done = desk.records.save("customer", customer, {"city": "Utrecht"})
    before = {(group.no, line.caption, line.after) for group in changes.groups_of(done.changes) for line in group.lines}
    lines = desk.history.lines(done.changes.entry)
    after = {(group.no, line.caption, line.after) for group in changes.groups_of_history(lines) for line in group.lines}
    assert before == after


def test_whole_records_are_shown_up_to_the_limit():
    """relations R-14"""
    lines = [ChangeLine("Name", "", "x", "")] * 4
    groups = [ChangeGroup("contact", str(number), "", "insert", lines) for number in range(5)]
    assert len(changes.first_lines(groups, 10)) == 2
    assert len(changes.first_lines(groups, 1)) == 1
