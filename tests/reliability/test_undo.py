"""Everything can be taken back: whole days of work, undone entry by entry (reliability P-8)."""

from __future__ import annotations

import random

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact, a_person, linked, read, rows_of
from tests.reliability.checkers import differences, records, sound

SEQUENCES = 200
LENGTH = 7
NO_UNDO = ("no_series_line",)
"""Drawn numbers stay drawn (contacts NS-13)."""


def kinds_of_work(desk, dice):
    """What people do in a day, as functions that may be refused by a rule; deleting contacts and entities is left out (G-35)."""
    number = f"{dice.randrange(10**7):07}"
    company, other = dice.choice(["CT000001", "CT100000", "CT100001", "CT100002"]), dice.choice(["CT000001", "CT100001"])
    person = dice.choice(["CT000002", "CT000003", "CT200000", "CT200001", "CT000009"])
    customer, vendor = dice.choice(["C00001", "C90000", "C90001"]), dice.choice(["V00001", "V90001"])
    kind, records_, linking = dice.choice(["customer", "vendor", "bank_account"]), desk.records, desk.linking
    return (
        lambda: records_.save("contact", company, {"phone_no": number, "name": f"Firm {number[:3]}"}),
        lambda: records_.save("contact", company, {"country_region_code": dice.choice(["NL", "DE"]), "salesperson_code": "LM"}),
        lambda: records_.save("contact", person, {"surname": f"Name{number[:2]}", "phone_no": number}),
        lambda: records_.save("contact", person, {"company_no": dice.choice(["", other, company])}),
        lambda: records_.save("contact", person, {"type": dice.choice(["Company", "Person"])}),
        lambda: records_.save("contact", dice.choice([company, person]), {"no": f"R{number}"}),
        lambda: records_.save("customer", customer, {"city": f"City {number[:2]}", "credit_limit_lcy": number[:3]}),
        lambda: records_.save("customer", customer, {"primary_contact_no": dice.choice(["", person])}),
        lambda: records_.save("customer", customer, {"privacy_blocked": dice.choice(["yes", "no"])}),
        lambda: records_.save("vendor", vendor, {"name": f"Firm {number[:3]}", "e_mail": f"a{number[:2]}@b.nl"}),
        lambda: records_.save("vendor", vendor, {"no": f"RV{number}"}),
        lambda: records_.save("bank_account", "B9", {"iban": dice.choice(["", "NL91ABNA0417164300"])}),
        lambda: records_.save("employee", "E0001", {"last_name": f"Name{number[:2]}"}),
        lambda: records_.save("salesperson", "JR", {"name": number}),
        lambda: records_.create("territory", {"code": f"T{number[:4]}", "name": number}),
        lambda: records_.delete("salesperson", dice.choice(["MD", "AH"])),
        lambda: records_.create("contact", {"name": f"New {number}"}),
        lambda: records_.create("contact", {"type": "Person", "name": "Al New", "company_no": company}),
        lambda: records_.create(kind, {"name": f"New {number}"}),
        lambda: linking.create_as(dice.choice([company, person]), kind, template=""),
        lambda: linking.create_as(person, "employee", template=""),
        lambda: linking.link(company, "customer", customer, master=dice.choice(["contact", "entity"])),
        lambda: linking.link(company, "vendor", vendor, master=dice.choice(["contact", "entity"])),
        lambda: linking.unlink(company, kind),
        lambda: linking.make_contact("bank_account", "B9"),
        lambda: linking.add_relation(company, "COMPET"),
        lambda: linking.remove_relation(company, "COMPET"),
        *classifying(desk, company, person, number),
        lambda: desk.batches.create_contacts("customer"),
        lambda: desk.templates.apply("customer", [customer], "COMP", overwrite=dice.choice([True, False])),
        lambda: desk.setup.save({"bus_rel_code_for_customers": dice.choice(["COMPET", "CUST"])}, recode=dice.choice([True, False])),
    )


def classifying(desk, company, person, number):
    """Codes and comments of a company, a person and a web source come, change and go."""
    records_, assigned = desk.records, desk.classification.assigned

    def key(table, no):
        lines = assigned(table, no).lines
        return lines[0].key if lines else "#0"

    def comment(table, no):
        owner = {"record_table": table, "record_id": desk.lists.id_of(table, no)}
        return records_.create("comment_line", owner | {"comment": number})

    return (
        lambda: records_.create("contact_mailing_group", {"contact_no": person, "mailing_group_code": "X-CARD"}),
        lambda: records_.create("contact_industry_group", {"contact_no": company, "industry_group_code": "RET"}),
        lambda: records_.create("contact_job_responsibility", {"contact_no": person, "job_responsibility_code": "SALE"}),
        lambda: records_.create("contact_web_source", {"contact_no": company, "web_source_code": "DDG"}),
        lambda: records_.save("contact_web_source", key("contact_web_source", company), {"search_word": number}),
        lambda: records_.delete("contact_mailing_group", key("contact_mailing_group", person)),
        lambda: records_.save("mailing_group", "X-CARD", {"code": f"X{number}"}),
        lambda: comment("contact", person),
        lambda: comment("web_source", "LUCERNE"),
        lambda: records_.delete("web_source", "LUCERNE"),
    )


def work(desk, dice, rounds):
    """Do `rounds` things; those a rule refuses leave nothing behind. The texts of unexpected refusals."""
    for _round in range(rounds):
        try:
            dice.choice(kinds_of_work(desk, dice))()
        except errors.StoreTrouble:
            raise
        except errors.UserError:
            continue


def undoable(desk):
    """The entries that count, newest first."""
    return [entry.no for entry in desk.history.entries(limit=50) if not entry.undone_by and not entry.undoes]


@pytest.fixture
def quick(sqlite_busy_target):
    """The busy office in a file."""
    with Desk.open(sqlite_busy_target, who=Person("tester")) as desk:
        yield desk


@pytest.mark.parametrize("block", range(10))
def test_undoing_everything_returns_every_row(quick, block):
    """reliability P-8; relations G-31 to relations G-35

    Given two hundred random sequences of edits, links, conversions, batches, templates and setup changes, when their
    entries are undone from the last to the first, then every row is as it was, its stamps too, and all is sound.
    """
    for seed in range(block * SEQUENCES // 10, (block + 1) * SEQUENCES // 10):
        _there_and_back(quick, seed)


def _there_and_back(desk, seed):
    first = max(entry.no for entry in desk.history.entries(limit=1))
    before = records(desk.store, without=("version",))
    work(desk, random.Random(seed), LENGTH)
    if seed % 5 == 0:
        assert sound(desk.store) == [], f"seed {seed}"
    for entry in [no for no in undoable(desk) if no > first]:
        done = desk.history.undo(entry)
        assert done.value.kept == [], f"seed {seed}"
    after = records(desk.store, without=("version",))
    for table in NO_UNDO:
        after[table] = before[table]
    assert differences(before, after) == [], f"seed {seed}"
    if seed % 5 == 4:
        assert sound(desk.store) == [], f"seed {seed}"


@pytest.mark.parametrize("seed", range(12))
def test_undoing_in_any_order_keeps_everything_sound(busy, seed):
    """reliability P-8, reliability P-4; relations G-31, relations G-35

    Given a day of work, also with deletions, when any entries are undone in any order, also undos, then each is
    undone or refused with the reason, and everything agrees after each step.
    """
    dice = random.Random(1000 + seed)
    work(busy, dice, 8)
    busy.records.delete("contact", dice.choice(["CT100002", "CT200001"]))
    work(busy, dice, 6)
    for _round in range(10):
        entry = dice.choice(busy.history.entries(limit=1000)).no
        try:
            busy.history.undo(entry, anyway=dice.random() < 0.3)
        except (errors.CannotUndo, errors.AlreadyExists, errors.RelationExists, errors.LinkedElsewhere, errors.AlreadyLinked):
            assert sound(busy.store) == []
    assert sound(busy.store) == []


def test_redo(busy):
    """relations G-35: given an edit that was undone, when the undo is undone, the edit is back, and can be undone again."""
    edit = busy.records.save("contact", "CT000001", {"phone_no": "020-5"}).changes.entry
    undo = busy.history.undo(edit).changes.entry
    busy.history.undo(undo)
    assert read(busy, "vendor", "V00001", "phone_no") == "020-5"
    again = busy.history.undo(edit)
    assert again.value.kept == []
    assert read(busy, "vendor", "V00001", "phone_no") == "020-1111111"
    assert sound(busy.store) == []


def test_the_later_entry_is_named(busy):
    """relations G-35: given two edits of one field, when the first is undone, the refusal names the second."""
    first = busy.records.save("customer", "C90000", {"city": "Delft"}).changes.entry
    second = busy.records.save("customer", "C90000", {"city": "Gouda"}).changes.entry
    with pytest.raises(errors.CannotUndo) as refusal:
        busy.history.undo(first)
    assert f"entry {second}" in str(refusal.value)
    assert read(busy, "customer", "C90000", "city") == "Gouda"


def test_an_edit_before_a_link(busy):
    """reliability P-4: given an edit of a free customer that was linked since, when it is undone, the refusal names the link."""
    edit = busy.records.save("customer", "C90000", {"phone_no": "030-0"}).changes.entry
    link = busy.linking.link("CT100000", "customer", "C90000").changes.entry
    with pytest.raises(errors.CannotUndo) as refusal:
        busy.history.undo(edit)
    assert f"entry {link}" in str(refusal.value)
    assert sound(busy.store) == []


def test_what_came_later_follows(busy):
    """contacts C-30: given a renamed and renumbered company that a person joined since, when both are undone, the person follows."""
    entries = [busy.records.save("contact", "CT100000", {"name": "Other"}).changes.entry]
    entries.append(busy.records.save("contact", "CT100000", {"no": "CTNEW"}).changes.entry)
    person = a_person(busy, "Al New", "CTNEW")
    for entry in reversed(entries):
        busy.history.undo(entry)
    assert read(busy, "contact", person, "company_no", "company_name") == ("CT100000", "Company 0")
    assert sound(busy.store) == []


def test_a_value_that_names_a_deleted_record_does_not_return(busy):
    """reliability P-8: given a territory that was replaced and deleted, when that is undone, it stays away, the rest returns."""
    busy.records.create("territory", {"code": "OLD", "name": "Old"})
    busy.records.save("customer", "C90000", {"territory_code": "OLD", "city": "Delft"})
    edit = busy.records.save("customer", "C90000", {"territory_code": "", "city": "Gouda"}).changes.entry
    busy.records.delete("territory", "OLD")
    done = busy.history.undo(edit)
    assert "OLD" in done.value.kept[0]
    assert read(busy, "customer", "C90000", "territory_code", "city") == ("", "Delft")
    assert sound(busy.store) == []


def test_a_deleted_code_comes_back(busy):
    """reliability P-8: given a salesperson that was deleted, when that is undone, all values are back."""
    busy.records.save("salesperson", "AH", {"phone_no": "06-1"})
    before = busy.records.read("salesperson", "AH").values
    entry = busy.records.delete("salesperson", "AH").changes.entry
    busy.history.undo(entry)
    assert busy.records.read("salesperson", "AH").values == before
    assert sound(busy.store) == []


def test_a_code_in_use_stays(busy):
    """reliability P-2: given a new territory that a customer uses, when its creation is undone, it stays and the reason is told."""
    entry = busy.records.create("territory", {"code": "NEW", "name": "New"}).changes.entry
    busy.records.save("customer", "C90000", {"territory_code": "NEW"})
    with pytest.raises(errors.CannotUndo):
        busy.history.undo(entry)
    assert sound(busy.store) == []


def test_undoing_a_batch_lists_what_stays(busy):
    """relations G-34: given contacts made by a batch, one edited since, when the batch is undone, that one stays with its link."""
    report = busy.batches.create_contacts("customer")
    contact = busy.linking.linked_contact("customer", "C90001")
    busy.records.save("contact", contact, {"home_page": "own.example"})
    done = busy.history.undo(report.entry)
    assert [contact in line for line in done.value.kept].count(True) >= 1
    assert busy.linking.linked_contact("customer", "C90001") == contact
    assert busy.linking.linked_contact("customer", "C90000") == ""
    assert sound(busy.store) == []


def test_two_people_undo_one_entry(busy, busy_target):
    """reliability P-3: given an entry, when two people undo it, the second is told by which entry it was undone."""
    entry = busy.records.save("contact", "CT000001", {"phone_no": "020-5"}).changes.entry
    undo = busy.history.undo(entry).changes.entry
    with Desk.open(busy_target) as other, pytest.raises(errors.CannotUndo) as refusal:
        other.history.undo(entry)
    assert f"entry {undo}" in str(refusal.value)


def test_undo_of_a_conversion_that_was_linked_again(busy):
    """relations G-33: given a contact made a customer, then linked with another, when the conversion is undone, all agrees."""
    company = a_contact(busy, "Third")
    entry = busy.linking.create_as(company, "customer", template="").changes.entry
    busy.linking.unlink(company, "customer")
    linked(busy, company, "customer")
    with pytest.raises(errors.CannotUndo):
        busy.history.undo(entry)
    assert len(rows_of(busy, company)) == 1
    assert sound(busy.store) == []
