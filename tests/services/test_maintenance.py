"""Check relations and Check database, and what is mended (relations R-84, reliability section 4)."""

import pytest

from contactdesk.desk import Desk
from contactdesk.storage.store import Store
from tests.builders import a_contact, a_customer, a_vendor, an_orphan, linked, read, relation, rows_of, run_sql

SHARED_WITH_ROW = "UPDATE contact_business_relation SET version = version + 1, {} WHERE contact_no = 'CT000002'"


def ids(findings):
    return sorted({one.id for one in findings})


def test_a_sound_database_has_no_findings(desk):
    """relations R-84"""
    a_customer(desk)
    linked(desk, "CT000001", "vendor")
    desk.records.save("contact", "CT000001", {"phone_no": "020-7"})
    assert desk.maintenance.check() == []


def test_rows_that_lead_nowhere_are_found_and_removed(desk):
    """relations R-84, R-83; section 1.4"""
    # Given a row to a customer and one of a contact that do not exist
    an_orphan(desk, "CT000001", "customer", "C99999")
    an_orphan(desk, "CT999999", "vendor", a_vendor(desk, "Contoso", no="V7") and "V8")
    # When relations are checked and repaired
    findings = desk.maintenance.check()
    assert ids(findings) == ["orphan"]
    assert {one.record for one in findings} == {"CT000001", "CT999999"}
    done = desk.maintenance.repair(findings)
    # Then the rows are gone, Business Relation is right, and the repair can be undone
    assert (done.value, desk.maintenance.check()) == (2, [])
    assert (rows_of(desk, "CT000001"), relation(desk, "CT000001")) == ([], "None")
    assert {line.table for line in desk.history.lines(done.changes.entry)} >= {"contact_business_relation"}


@pytest.mark.parametrize("kind", ["vendor", "bank_account"])
def test_links_on_a_type_that_may_not_carry_them_are_found(desk, kind):
    """relations R-84, U-5"""
    an_orphan(desk, "CT000002", kind, linked(desk, a_contact(desk), kind) and _unlinked_no(desk, kind))
    findings = desk.maintenance.check()
    assert "type" in ids(findings)
    desk.maintenance.repair(findings)
    assert "type" not in ids(desk.maintenance.check())
    assert rows_of(desk, "CT000002") == []


def _unlinked_no(desk, kind):
    from tests.builders import unlinked

    return unlinked(desk, kind)


def test_free_rows_of_persons_and_free_rows_with_a_number_are_found(desk):
    """relations R-84, U-1, U-5"""
    desk.linking.add_relation("CT000001", "COMPET")
    run_sql(desk, "UPDATE contact_business_relation SET version = version + 1, no = 'X1' WHERE contact_no = 'CT000001'")
    findings = desk.maintenance.check()
    assert "shape" in ids(findings)
    desk.maintenance.repair(findings)
    assert [one.id for one in desk.maintenance.check() if one.id == "shape"] == []
    run_sql(desk, "UPDATE contact_business_relation SET version = version + 1, contact_no = 'CT000003' WHERE contact_no = 'CT000001'")
    assert "type" in ids(desk.maintenance.check())


def test_links_whose_equal_fields_differ_are_named_with_the_fields(desk):
    """relations R-84, section 2: somebody has to say whose values win"""
    customer = linked(desk, "CT000001", "customer")
    run_sql(desk, "UPDATE customer SET version = version + 1, phone_no = '099', city = 'Elsewhere' WHERE no = :no", no=customer)
    findings = [one for one in desk.maintenance.check() if one.id == "differs"]
    assert [(one.table, one.record, one.value, set(one.fields)) for one in findings] == [
        ("customer", customer, "CT000001", {"Phone No.", "City"})
    ]
    assert findings[0].repair == ""
    assert desk.maintenance.repair(findings).value == 0
    assert "Phone No." in str(findings[0])


def test_primary_contacts_that_are_not_related_are_cleared(desk):
    """relations R-84, R-62"""
    customer = linked(desk, "CT000001", "customer")
    run_sql(desk, "UPDATE customer SET version = version + 1, primary_contact_no = 'CT000009' WHERE no = :no", no=customer)
    findings = [one for one in desk.maintenance.check() if one.id == "primary"]
    assert [(one.record, one.value) for one in findings] == [(customer, "CT000009")]
    desk.maintenance.repair(findings)
    assert read(desk, "customer", customer, "primary_contact_no") == ""
    desk.records.save("customer", customer, {"primary_contact_no": "CT000002"})
    assert [one for one in desk.maintenance.check() if one.id == "primary"] == []


def test_codes_that_do_not_exist_are_named_with_their_place(desk):
    """relations R-84, E-11"""
    run_sql(desk, "UPDATE contact SET version = version + 1, territory_code = 'NOWHERE' WHERE no IN ('CT000001', 'CT000002')")
    findings = [one for one in desk.maintenance.check() if one.id == "code"]
    assert [(one.table, one.field, one.value, one.count) for one in findings] == [("contact", "territory_code", "NOWHERE", 2)]
    assert "NOWHERE" in str(findings[0])


def test_a_lost_update_breaks_the_chain_of_the_history(desk):
    """reliability P-8: a change that no entry tells of names the record and the field"""
    desk.records.save("contact", "CT000001", {"phone_no": "020-7"})
    run_sql(desk, "UPDATE contact SET version = version + 1, phone_no = '020-8' WHERE no = 'CT000001'")
    assert [(one.record, one.field) for one in desk.maintenance.check() if one.id == "history"] == [("CT000001", "version")]
    # The next save goes on from a value that no entry ever set
    desk.records.save("contact", "CT000001", {"phone_no": "020-9"})
    assert [(one.record, one.field) for one in desk.maintenance.check() if one.id == "history"] == [("CT000001", "version")]


def test_the_search_is_mended(desk):
    """reliability P-10"""
    run_sql(desk, "DELETE FROM contact_search")
    findings = desk.maintenance.check()
    assert "search" in ids(findings)
    desk.maintenance.repair(findings)
    assert desk.maintenance.check() == []
    assert desk.lists.ids("contact", search="adatum")


def test_a_finding_that_is_no_longer_true_is_left_alone(desk):
    """relations R-84: somebody mended it in between"""
    an_orphan(desk, "CT000001", "customer", "C99999")
    findings = desk.maintenance.check()
    desk.maintenance.repair(findings)
    before = desk.history.entries()
    assert desk.maintenance.repair(findings).value == 0
    assert desk.history.entries() == before


def test_undo_keeps_the_chains_whole(desk):
    """reliability P-8; relations G-31"""
    customer = a_customer(desk, "Contoso")
    saved = desk.records.save("customer", customer, {"phone_no": "1", "name": "Contoso B.V."})
    desk.history.undo(saved.changes.entry)
    unlinked = desk.linking.unlink(desk.linking.linked_contact("customer", customer), "customer")
    desk.history.undo(unlinked.changes.entry)
    desk.records.delete("customer", customer)
    assert [str(one) for one in desk.maintenance.check()] == []


def test_a_copy_holds_everything_and_can_be_put_back(desk, tmp_path):
    """reliability P-9"""
    copy = desk.maintenance.backup(tmp_path / "copy.contactdesk")
    desk.records.save("contact", "CT000001", {"phone_no": "020-7"})
    with Desk.open(str(copy)) as old:
        assert read(old, "contact", "CT000001", "phone_no") == "020-1111111"
        assert old.maintenance.check() == []
    target = str(tmp_path / "restored.contactdesk")
    desk.maintenance.restore(copy, target)
    with Store.open(target) as restored:
        assert not restored.read_only


@pytest.mark.parametrize("goal", ["file", "server"])
def test_a_new_record_never_gets_the_id_of_one_that_was_deleted_before_the_copy(goal, desk, tmp_path, postgresql_server):
    """reliability P-9: given the newest contact deleted, when a copy is restored, then the next contact is saved, with an id of its own"""
    gone = desk.records.create("contact", {"name": "Gone"}).value.no
    id = desk.lists.id_of("contact", gone)
    desk.records.delete("contact", gone)
    copy = desk.maintenance.backup(tmp_path / "copy.contactdesk")
    name = "restored_ids"
    if goal == "server":
        postgresql_server.run(f"CREATE DATABASE {name}")
    target = str(tmp_path / "restored.contactdesk") if goal == "file" else postgresql_server.url(name)
    try:
        desk.maintenance.restore(copy, target)
        with Desk.open(target) as restored:
            new = restored.records.create("contact", {"name": "New"}).value.no
            assert restored.lists.id_of("contact", new) > id
            assert [str(one) for one in restored.maintenance.check()] == []
    finally:
        if goal == "server":
            postgresql_server.drop(name)


def test_progress_reaches_the_end(desk):
    """reliability P-10: a check of a large database shows that it goes on"""
    told = []
    desk.maintenance.check(progress=lambda *step: told.append(step))
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)


def test_a_wrong_business_relation_is_found_and_computed_again(desk):
    """relations 1.4, R-84: of a company, of its person and where it is blank; by the check, and by the action of its own."""
    linked(desk, "CT000001", "customer")
    for no, wrong in (("CT000001", 2), ("CT000002", 0), ("CT000009", 7)):
        run_sql(desk, "UPDATE contact SET business_relation = :wrong, version = version + 1 WHERE no = :no", wrong=wrong, no=no)

    found = [(one.record, one.value, one.rule) for one in desk.maintenance.check() if one.id == "computed"]
    assert found == [("CT000001", "Vendor", "1.4"), ("CT000002", "", "1.4"), ("CT000009", "Multiple", "1.4")]
    done = desk.maintenance.recalculate()

    assert done.value == 3
    assert [relation(desk, no) for no in ("CT000001", "CT000002", "CT000003", "CT000009")] == ["Customer"] * 3 + ["None"]
    assert desk.maintenance.recalculate().value == 0


def test_the_check_computes_as_the_program_does(desk):
    """relations 1.4: every line of the table, with and without codes in the setup."""
    for code in ("LAW", "COMPET"):
        desk.linking.add_relation("CT000001", code)
    linked(desk, "CT000001", "customer")
    linked(desk, "CT000002", "employee")
    lone = a_contact(desk, "Lone")
    desk.linking.add_relation(lone, "LAW")
    bank = a_contact(desk, "Bank")
    linked(desk, bank, "bank_account")
    assert computed_findings(desk) == []
    for codes in ({"bus_rel_code_for_bank_accs": ""}, dict.fromkeys(CODES, "")):
        desk.setup.save(codes)
        assert computed_findings(desk) == []


def test_opening_a_card_computes_a_blank_business_relation(desk):
    """relations 1.4, contacts C-105: the list shows what is stored, the card computes and stores it."""
    run_sql(desk, "UPDATE contact SET business_relation = 0, version = version + 1 WHERE no = 'CT000001'")
    assert relation(desk, "CT000001") == ""

    assert desk.linking.business_relation("CT000001") == 5
    assert relation(desk, "CT000001") == "None"


CODES = [f"bus_rel_code_for_{kinds}" for kinds in ("customers", "vendors", "bank_accs", "employees")]


def computed_findings(desk):
    return [str(one) for one in desk.maintenance.check() if one.id == "computed"]
