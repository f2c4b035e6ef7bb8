"""Taking links, conversions and new contacts back (relations G-30 to G-35)."""

import pytest

from contactdesk import errors
from tests.builders import a_person, count, dump, linked, read, relation, rows_of, unlinked


def refused(desk, entry):
    before = dump(desk)
    with pytest.raises(errors.CannotUndo) as caught:
        desk.history.undo(entry)
    assert dump(desk) == before
    return caught.value


def test_the_history_tells_what_was_done(desk):
    """relations G-30: who, when, what, with every value before and after; it survives the deletion of its records."""
    unlinked(desk, "customer", no="C1", name="Adatum Nederland")
    entry = desk.linking.link("CT000001", "customer", "C1").changes.entry
    desk.records.delete("contact", "CT000001")
    (found,) = [one for one in desk.history.entries(limit=5) if one.no == entry]
    assert (found.action, found.who, found.undone_by) == ("link", "tester", 0)
    lines = {(line.table, line.field.name): (line.before, line.after) for line in desk.history.lines(entry)}
    assert lines["customer", "name"] == ("Adatum Nederland", "Adatum B.V.")


def test_the_history_of_a_record_outlives_its_number(desk):
    """relations G-30: given a contact renumbered, when another one gets its number, then each has its own history and nobody else's."""
    contact = desk.records.create("contact", {"no": "OLD", "name": "First"}).value.no
    desk.records.save("contact", contact, {"city": "Delft"})
    desk.records.save("contact", contact, {"no": "NEW"})
    assert [one.action for one in desk.history.entries(table="contact", no="new")] == ["save", "save", "create"]
    assert desk.history.entries(no="NEW") == desk.history.entries(no="OLD") == desk.history.entries(table="contact", no="NEW")

    desk.records.create("contact", {"no": "OLD", "name": "Second"})
    desk.records.save("contact", "NEW", {"city": "Gouda"})

    assert [one.action for one in desk.history.entries(table="contact", no="OLD")] == ["create"]
    assert [one.action for one in desk.history.entries(table="contact", no="NEW")] == ["save", "save", "save", "create"]

    desk.records.delete("contact", "NEW")
    assert desk.history.entries(table="contact", no="NEW", limit=1)[0].action == "delete"


def test_undo_of_unlink(desk):
    """relations G-32: the row and the primary contact return."""
    linked(desk, "CT000001", "customer", "C1")
    desk.records.save("customer", "C1", {"primary_contact_no": "CT000002"})
    entry = desk.linking.unlink("CT000001", "customer").changes.entry
    desk.history.undo(entry)
    assert rows_of(desk, "CT000001") == [("CT000001", "CUST", "customer", "C1")]
    assert read(desk, "customer", "C1", "primary_contact_no") == "CT000002"
    assert relation(desk, "CT000003") == "Customer"


def test_undo_of_unlink_when_the_records_drifted(desk):
    """relations G-32, E-30: fields that differ are named, and nothing changes."""
    linked(desk, "CT000001", "customer", "C1")
    entry = desk.linking.unlink("CT000001", "customer").changes.entry
    desk.records.save("contact", "CT000001", {"phone_no": "010-1"})
    assert "Phone No." in refused(desk, entry).what


def test_undo_of_unlink_when_the_place_is_taken(desk):
    """relations G-32, U-3"""
    linked(desk, "CT000001", "customer", "C1")
    entry = desk.linking.unlink("CT000001", "customer").changes.entry
    linked(desk, "CT000001", "customer", "C2")
    assert refused(desk, entry).id == "E-30"


def test_undo_of_create_as(desk):
    """relations G-33: the customer goes, what flowed back goes, the number is not used again."""
    entry = desk.linking.create_as("CT000002", "customer").changes.entry
    desk.history.undo(entry)
    assert (count(desk, "customer"), rows_of(desk, "CT000001"), relation(desk, "CT000002")) == (0, [], "None")
    assert read(desk, "contact", "CT000001", "currency_code") == ""
    assert desk.setup.next_number("CUST") == "C00002"


@pytest.mark.parametrize("use", ["edited", "referred to"])
def test_undo_of_create_as_when_the_customer_is_used(desk, use):
    """relations G-33, E-30: refused whole with the reason, and removing the link only is offered."""
    done = desk.linking.create_as("CT000001", "customer")
    if use == "edited":
        desk.records.save("customer", done.value.no, {"payment_terms_code": "30 DAYS"})
    else:
        unlinked(desk, "customer", no="C7", bill_to_customer_no=done.value.no)
    refusal = refused(desk, done.changes.entry)
    assert (refusal.id, refusal.offer, refusal.record) == ("E-30", "relation.unlink", done.value.no)


def test_what_follows_the_contact_is_no_edit_of_the_customer(desk):
    """relations G-33: synchronised values do not keep the customer."""
    done = desk.linking.create_as("CT000001", "customer")
    desk.records.save("contact", "CT000001", {"phone_no": "010-1"})
    desk.history.undo(done.changes.entry)
    assert count(desk, "customer") == 0
    assert read(desk, "contact", "CT000001", "phone_no") == "010-1"


def test_undo_of_new_contacts(desk):
    """relations G-34: untouched ones go, used ones stay with their link and as primary contact."""
    unlinked(desk, "customer", no="C1", contact="Bo Dam")
    unlinked(desk, "customer", no="C2", contact="Kim Ros")
    report = desk.batches.create_contacts("customer")
    kept = read(desk, "customer", "C2", "primary_contact_no")
    company = desk.linking.linked_contact("customer", "C2")
    desk.records.save("contact", kept, {"job_title": "CFO"})

    done = desk.history.undo(report.entry)

    assert (desk.linking.linked_contact("customer", "C1"), read(desk, "customer", "C1", "primary_contact_no", "contact")) == (
        "",
        ("", "Bo Dam"),
    )
    assert desk.linking.linked_contact("customer", "C2") == company
    assert read(desk, "customer", "C2", "primary_contact_no") == kept
    assert read(desk, "contact", kept, "company_no") == company
    assert {line.split(":")[0] for line in done.value.kept} == {f"Contact {kept}", f"Contact {company}"}


def test_a_new_contact_with_further_persons_stays(desk):
    """relations G-34: a person added later refers to it."""
    unlinked(desk, "vendor", no="V1")
    entry = desk.linking.make_contact("vendor", "V1").changes.entry
    company = desk.linking.linked_contact("vendor", "V1")
    a_person(desk, "Bo Dam", company)
    assert company in refused(desk, entry).what


def test_a_later_entry_comes_first(desk):
    """relations G-35: the message names it; an undo is an entry that can be undone."""
    unlinked(desk, "customer", no="C1")
    first = desk.linking.link("CT000001", "customer", "C1").changes.entry
    second = desk.linking.unlink("CT000001", "customer").changes.entry
    assert str(second) in refused(desk, first).what
    third = desk.history.undo(second).changes.entry
    assert rows_of(desk, "CT000001")
    desk.history.undo(third)
    assert rows_of(desk, "CT000001") == []


def test_the_dead_stay_dead(desk):
    """relations G-35: contacts and entities that were deleted are not brought back."""
    linked(desk, "CT000001", "customer", "C1")
    entry = desk.records.delete("contact", "CT000001").changes.entry
    assert "does not come back" in refused(desk, entry).what
    entry = desk.records.delete("customer", "C1").changes.entry
    assert refused(desk, entry).id == "E-30"
