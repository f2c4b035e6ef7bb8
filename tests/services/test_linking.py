"""Relation rows, create as, link to existing, removing (relations 3.1, 3.4, 3.6, 3.10, 3.11, 3.13, section 4)."""

import pytest
from sqlalchemy.exc import IntegrityError

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.storage.unit_of_work import Person
from tests.builders import (
    PERSON,
    a_contact,
    a_customer,
    a_person,
    an_orphan,
    count,
    dump,
    linked,
    read,
    relation,
    rows_of,
    run_sql,
    unlinked,
)
from tests.refusals import refused_with as refused


@pytest.fixture
def desk(sqlite_desk):
    return sqlite_desk


# -- rows ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize(
    ("contact", "kind", "no", "code"),
    [("CT000001", "vendor", "V1", "CUST"), ("CT000001", "customer", "C2", "LAW"), ("CT000003", "customer", "C00001", "LAW")],
    ids=["U-1", "U-2", "U-3"],
)
def test_the_database_keeps_rows_apart(request, database, contact, kind, no, code):
    """relations U-1, U-2, U-3, U-6: unique even for programs that write behind our back."""
    desk = request.getfixturevalue(f"{database}_desk")
    linked(desk, "CT000001", "customer", "C00001")

    with pytest.raises(IntegrityError):
        an_orphan(desk, contact, kind, no, code)


def test_a_link_takes_the_place_of_a_free_row(desk):
    """relations U-4, R-1: a free row with the reserved code, imported, gives way."""
    run_sql(desk, "INSERT INTO contact_business_relation (version, contact_no, business_relation_code, link_to_table, no)"
            " VALUES (1, 'CT000001', 'CUST', 0, '')")  # fmt: skip
    linked(desk, "CT000001", "customer", "C00001")
    assert rows_of(desk, "CT000001") == [("CT000001", "CUST", "customer", "C00001")]


def test_free_rows_are_for_companies(desk):
    """relations U-5, E-17: the refusal names the person's company."""
    refusal = refused(desk, errors.CompaniesOnly, desk.linking.add_relation, "CT000002", "LAW")
    assert refusal.facts["company"] == "CT000001"


def test_a_code_once(desk):
    """relations U-1, E-18"""
    desk.linking.add_relation("CT000001", "LAW")
    refusal = refused(desk, errors.RelationExists, desk.linking.add_relation, "CT000001", "law")
    assert (refusal.record, refusal.facts["code"]) == ("CT000001", "LAW")


def test_the_other_door_keeps_the_same_rules(desk):
    """relations R-1, R-2: rows written as records are held to the rules of the relations page."""
    values = {"contact_no": "CT000001", "business_relation_code": "CUST"}
    refused(desk, errors.ReservedCode, desk.records.create, "contact_business_relation", values)
    desk.records.create("contact_business_relation", values | {"business_relation_code": "LAW"})
    assert relation(desk, "CT000001") == "Other"

    desk.records.save("contact_business_relation", "CT000001 LAW", {"business_relation_code": "COMPET"})
    assert rows_of(desk, "CT000001") == [("CT000001", "COMPET", "", "")]
    desk.records.delete("contact_business_relation", "CT000001 COMPET")
    assert relation(desk, "CT000001") == "None"


def test_a_link_is_never_edited(desk):
    """relations R-2"""
    linked(desk, "CT000001", "customer", "C00001")
    change = desk.linking.change_relation
    assert refused(desk, errors.LinkedRowFixed, change, "CT000001", "CUST", "LAW").id == "E-LINK-FIXED"
    row = "CT000001 CUST"
    refused(desk, errors.LinkedRowFixed, desk.records.save, "contact_business_relation", row, {"business_relation_code": "LAW"})


def test_a_row_stamps_its_contact(desk):
    """relations R-3: adding and removing a row modifies the contact."""
    run_sql(desk, "UPDATE contact SET last_date_modified = '2001-01-01', version = version + 1")
    desk.linking.add_relation("CT000001", "LAW")
    assert read(desk, "contact", "CT000001", "last_date_modified").year > 2001
    desk.linking.change_relation("CT000001", "LAW", "COMPET")
    assert [row[1] for row in rows_of(desk, "CT000001")] == ["COMPET"]


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("customer", "bus_rel_code_for_customers"),
        ("vendor", "bus_rel_code_for_vendors"),
        ("bank_account", "bus_rel_code_for_bank_accs"),
        ("employee", "bus_rel_code_for_employees"),
    ],
)
def test_every_way_to_a_relation_needs_its_code(desk, kind, field):
    """relations R-4, R-12, R-21, R-41, N-6, E-01: the refusal names the exact setup field."""
    contact = "CT000002" if kind == "employee" else "CT000001"
    no = unlinked(desk, kind)
    desk.setup.save({field: ""})
    for call, args in (
        (desk.linking.create_as, (contact, kind)),
        (desk.linking.link, (contact, kind, no)),
        (desk.linking.make_contact, (kind, no)),
        (desk.batches.create_contacts, (kind,)),
    ):
        refusal = refused(desk, errors.RelationCodeMissing, call, *args)
        assert (refusal.id, refusal.field, refusal.offer) == ("E-01", field, "setup.open")


# -- create as -----------------------------------------------------------------------------------------


def test_checks_in_their_order(desk):
    """relations R-21: type, existing link, privacy, setup code, name; the first failure stops."""
    why = desk.linking.why_not_create_as
    desk.setup.save({"bus_rel_code_for_vendors": ""})
    desk.records.save("contact", "CT000001", {"privacy_blocked": True})
    assert [why("CT000009", "vendor").id, why("CT000001", "vendor").id] == ["E-05", "E-PRIVACY"]
    desk.records.save("contact", "CT000001", {"privacy_blocked": False})
    assert why("CT000001", "vendor").id == "E-01"
    desk.setup.save({"bus_rel_code_for_vendors": "VEND"})
    run_sql(desk, "UPDATE contact SET name = '', version = version + 1 WHERE no = 'CT000001'")
    assert (why("CT000001", "vendor").id, why("CT000001", "vendor").field) == ("E-07", "name")
    assert why("CT000003", "employee") is None


def test_the_person_it_was_started_on_must_not_be_private(desk):
    """relations R-21, E-04"""
    desk.records.save("contact", "CT000002", {"privacy_blocked": True})
    assert refused(desk, errors.PrivacyBlocked, desk.linking.create_as, "CT000002", "vendor").record == "CT000002"


def test_a_pending_row_does_not_count(desk):
    """relations R-21, U-4: it gives way to the link."""
    an_orphan(desk, "CT000001", "customer", "")
    customer = desk.linking.create_as("CT000001", "customer").value.no
    assert rows_of(desk, "CT000001") == [("CT000001", "CUST", "customer", customer)]


def test_an_employee_needs_a_name(desk):
    """relations R-21, E-07"""
    run_sql(desk, "UPDATE contact SET first_name = '', surname = '', version = version + 1 WHERE no = 'CT000009'")
    assert refused(desk, errors.NameMissing, desk.linking.create_as, "CT000009", "employee").field == "surname"


@pytest.mark.parametrize("change", [{"customer_nos": ""}, None])
def test_numbers(desk, change):
    """relations R-23, E-08: no series, or one that gives no numbers by itself."""
    if change:
        desk.setup.save(change)
    else:
        desk.records.save("no_series", "CUST", {"default_nos": False})
    refusal = refused(desk, errors.NoEntityNumber, desk.linking.create_as, "CT000001", "customer")
    assert refusal.id == "E-08"
    assert ("Customer Nos." if change else "CUST") in refusal.what


def test_a_dry_run_draws_no_number(desk):
    """relations G-13, R-28: the preview shows where the number would come from, and posting fields that stay blank."""
    before = dump(desk)
    done = desk.linking.create_as("CT000001", "customer", dry_run=True)
    assert dump(desk) == before
    assert {one.table: one.shown_no for one in done.changes.records}["customer"] == "(next of CUST)"
    assert "payment_terms_code" in {field.name for field in done.value.blank_fields}
    assert {"convert", "template", "row"} <= {line.cause.id for _record, line in done.changes.lines()}


def test_values_in_their_order(sqlite_office, tmp_path):
    """relations R-24, R-33a: contact, template, then the default of the signed-in user; vendors never take the contact's salesperson."""
    import shutil

    shutil.copyfile(sqlite_office, tmp_path / "own.contactdesk")
    with Desk.open(str(tmp_path / "own.contactdesk"), who=Person("tester", "MD")) as desk:
        vendor = desk.linking.create_as("CT000001", "vendor").value.no
        assert read(desk, "vendor", vendor, "purchaser_code") == "MD"
        customer = desk.linking.create_as("CT000009", "customer").value.no
        assert read(desk, "customer", customer, "salesperson_code") == "MD"
        assert read(desk, "contact", "CT000009", "salesperson_code") == "MD"
        own = unlinked(desk, "customer", name="Own")
        assert read(desk, "customer", own, "salesperson_code") == "MD"
        desk.records.save("salesperson", "MD", {"blocked": True})
        assert read(desk, "customer", unlinked(desk, "customer", name="Later"), "salesperson_code") == ""


def test_what_flows_back_is_inherited(desk):
    """relations R-25, R-50: the persons of the company follow what the template filled."""
    desk.records.save("customer_template", "COMP", {"language_code": "DEU", "territory_code": "FOREIGN"})
    desk.linking.create_as("CT000001", "customer")
    assert read(desk, "contact", "CT000001", "territory_code", "language_code") == ("FOREIGN", "DEU")
    assert read(desk, "contact", "CT000002", "territory_code", "language_code") == ("FOREIGN", "DEU")


def test_the_proposed_primary_contact_may_be_declined(desk):
    """relations R-27"""
    customer = desk.linking.create_as("CT000002", "customer", primary_contact=False).value.no
    assert read(desk, "customer", customer, "primary_contact_no", "contact") == ("", "")


def test_several_contacts_at_once(desk):
    """relations R-29: one conversion for the persons of one company, a line for each group."""
    report = desk.linking.create_all(["CT000002", "CT000003", "CT000009"], "vendor")
    assert [one.contact_nos for one in report] == [("CT000002", "CT000003"), ("CT000009",)]
    assert report[0].done.value.contact_no == "CT000001"
    assert report[1].refusal.id == "E-05"
    assert count(desk, "vendor") == 1


# -- link ----------------------------------------------------------------------------------------------


def test_who_is_linked(desk):
    """relations R-40: the company of a person, or the person itself where that is asked for a customer."""
    unlinked(desk, "customer", no="C1")
    unlinked(desk, "customer", no="C2")
    unlinked(desk, "vendor", no="V1")
    assert desk.linking.link("CT000003", "customer", "C1", own=True).value.contact_no == "CT000003"
    assert read(desk, "customer", "C1", "contact_type") == PERSON
    assert desk.linking.link("CT000002", "customer", "C2").value.contact_no == "CT000001"
    assert desk.linking.link("CT000002", "vendor", "V1", own=True).value.contact_no == "CT000001"


def test_what_can_be_linked(desk):
    """relations R-42: unlinked ones; linked ones on request, with their contact; an orphan row does not count."""
    linked(desk, "CT000001", "customer", "C1")
    unlinked(desk, "customer", no="C2", name="Contoso")
    an_orphan(desk, "CT9", "customer", "C2")
    assert desk.linking.unlinked("customer") == [("C2", "Contoso", "")]
    assert desk.linking.unlinked("customer", with_linked=True) == [("C1", "Adatum B.V.", "CT000001"), ("C2", "Contoso", "")]
    assert desk.linking.unlinked("customer", "conto") == [("C2", "Contoso", "")]


def test_contact_type_follows_the_contact(desk):
    """relations R-45: even when nothing else differs."""
    unlinked(desk, "customer", no="C1", name="Piet Los")
    desk.linking.link("CT000009", "customer", "C1", master="entity")
    assert read(desk, "customer", "C1", "contact_type") == PERSON
    assert read(desk, "contact", "CT000009", "type") == PERSON


def test_linking_leaves_the_primary_contact(desk):
    """relations R-46"""
    unlinked(desk, "customer", no="C1", contact="Somebody")
    desk.linking.link("CT000001", "customer", "C1")
    assert read(desk, "customer", "C1", "primary_contact_no", "contact") == ("", "Somebody")


def test_blank_never_wins(desk):
    """relations G-2, R-47: the side that is not blank wins where the master is."""
    unlinked(desk, "customer", no="C1", name="Adatum Nederland", city="Delft")
    desk.linking.link("CT000001", "customer", "C1", master="entity", blank_never_wins=True)
    assert read(desk, "contact", "CT000001", "name", "phone_no", "city") == ("Adatum Nederland", "020-1111111", "Delft")


def test_a_choice_by_field_that_is_a_pure_one(desk):
    """relations G-1, G-3: differing fields come first; all from one side is recorded as that choice."""
    unlinked(desk, "customer", no="C1", name="Adatum Nederland")
    rows = desk.linking.differences("CT000001", "customer", "C1")
    assert [one.differs for one in rows] == sorted((one.differs for one in rows), reverse=True)
    differing = [one.contact_field.name for one in rows if one.differs]
    done = desk.linking.link("CT000001", "customer", "C1", master="per_field", sources=dict.fromkeys(differing, "entity"))
    assert done.value.master == "entity"


def test_a_result_is_checked_on_both_sides(desk):
    """relations G-4, E-22: what the receiving side does not allow is refused with its field; nothing changes."""
    unlinked(desk, "customer", no="C1")
    run_sql(desk, "UPDATE customer SET phone_no = 'call me', version = version + 1 WHERE no = 'C1'")
    refusal = refused(desk, errors.PhoneLetters, desk.linking.link, "CT000001", "customer", "C1", master="entity")
    assert (refusal.record, refusal.field) == ("CT000001", "phone_no")
    run_sql(desk, "UPDATE customer SET phone_no = '', territory_code = 'GONE', version = version + 1 WHERE no = 'C1'")
    assert refused(desk, errors.NotFound, desk.linking.link, "CT000001", "customer", "C1", master="entity").field == "territory_code"


def test_a_blocked_salesperson_is_copied_as_it_is(desk):
    """relations R-44: values are copied without running field rules again."""
    unlinked(desk, "customer", no="C1", salesperson_code="LM")
    desk.records.save("salesperson", "LM", {"blocked": True})
    desk.linking.link("CT000001", "customer", "C1", master="entity")
    assert read(desk, "contact", "CT000001", "salesperson_code") == "LM"


def test_a_choice_made_for_other_values_is_not_carried_out(desk):
    """relations G-5, E-20: the record changed, or was deleted, while the dialog was open."""
    unlinked(desk, "customer", no="C1")
    seen = {one.contact_field.name: (one.contact_value, one.entity_value) for one in desk.linking.differences("CT000001", "customer", "C1")}
    desk.records.save("customer", "C1", {"phone_no": "010-1"})
    refused(desk, errors.ChangedElsewhere, desk.linking.link, "CT000001", "customer", "C1", seen=seen)
    desk.records.delete("customer", "C1")
    refusal = refused(desk, errors.RecordGone, desk.linking.link, "CT000001", "customer", "C1", seen=seen)
    assert (refusal.id, refusal.facts["value"]) == ("E-20", "C1")


def test_a_linked_pair_is_brought_into_step(desk):
    """relations G-6: differences that crept in are decided without a new row; the other links follow."""
    linked(desk, "CT000001", "customer", "C1")
    linked(desk, "CT000001", "vendor", "V1")
    run_sql(desk, "UPDATE customer SET phone_no = '010-1', city = 'Delft', version = version + 1 WHERE no = 'C1'")
    rows = rows_of(desk, "CT000001")
    desk.linking.agree("customer", "C1", master="per_field", sources={"phone_no": "entity"})
    for table, no in (("contact", "CT000001"), ("customer", "C1"), ("vendor", "V1")):
        assert read(desk, table, no, "phone_no", "city") == ("010-1", "")
    assert rows_of(desk, "CT000001") == rows
    unlinked(desk, "customer", no="C2")
    refused(desk, errors.NoSuchLink, desk.linking.agree, "customer", "C2")


def test_one_code_for_two_kinds(desk):
    """relations R-77, E-14: allowed with a warning; a contact can hold only one of the two."""
    done = desk.setup.save({"bus_rel_code_for_vendors": "CUST"})
    assert [notice.id for notice in done.notices] == ["setup.double_code"]
    linked(desk, "CT000001", "customer", "C1")
    no = unlinked(desk, "vendor")
    desk.setup.save({"bus_rel_code_for_vendors": "CUST"})
    refusal = refused(desk, errors.CodeServesTwoKinds, desk.linking.link, "CT000001", "vendor", no)
    assert (refusal.id, refusal.facts["code"], refusal.facts["entity_no"]) == ("E-14", "CUST", "C1")
    refused(desk, errors.CodeServesTwoKinds, desk.linking.create_as, "CT000001", "vendor")


# -- removing ------------------------------------------------------------------------------------------


def test_unlinking_what_is_not_linked(desk):
    """relations R-70"""
    refused(desk, errors.NoSuchLink, desk.linking.unlink, "CT000001", "customer")


def test_a_deleted_contact_is_taken_off_every_customer_and_vendor(desk):
    """relations R-71: also where it is primary contact without being linked any more."""
    linked(desk, "CT000001", "customer", "C1")
    linked(desk, "CT000001", "vendor", "V1")
    for kind, no in (("customer", "C1"), ("vendor", "V1")):
        desk.records.save(kind, no, {"primary_contact_no": "CT000002"})
    desk.records.delete("contact", "CT000002")
    assert read(desk, "customer", "C1", "primary_contact_no", "contact") == ("", "")
    assert read(desk, "vendor", "V1", "primary_contact_no", "contact") == ("", "")
    assert desk.linking.linked("CT000001") == {"customer": ["C1"], "vendor": ["V1"]}


@pytest.mark.parametrize("kind", ["customer", "vendor", "bank_account", "employee"])
def test_a_deleted_entity_leaves_its_contact(desk, kind):
    """relations R-72: the row goes, Business Relation is computed again, for the persons too."""
    contact = "CT000002" if kind == "employee" else "CT000001"
    no = linked(desk, contact, kind)
    desk.records.delete(kind, no)
    assert (rows_of(desk, contact), relation(desk, contact), relation(desk, "CT000002")) == ([], "None", "None")


def test_a_code_in_use_stays(desk):
    """relations R-73, E-13: the refusal names rows and setup field."""
    desk.linking.add_relation("CT000001", "LAW")
    refusal = refused(desk, errors.InUse, desk.records.delete, "business_relation", "LAW")
    assert "(1)" in refusal.what
    refusal = refused(desk, errors.InUse, desk.records.delete, "business_relation", "EMPL")
    assert "Bus. Rel. Code for Employees" in refusal.what


def test_renumbering_carries_links_and_primary_contacts(desk):
    """relations R-74"""
    linked(desk, "CT000001", "customer", "C1")
    desk.records.save("customer", "C1", {"primary_contact_no": "CT000002"})
    desk.records.save("contact", "CT000002", {"no": "P1"})
    desk.records.save("contact", "CT000001", {"no": "ADATUM"})
    desk.records.save("customer", "C1", {"no": "C2", "phone_no": "020-2"})
    assert rows_of(desk, "ADATUM") == [("ADATUM", "CUST", "customer", "C2")]
    assert read(desk, "customer", "C2", "primary_contact_no", "invoice_disc_code") == ("P1", "C2")
    assert read(desk, "contact", "ADATUM", "phone_no") == "020-2"


def test_a_renamed_code_shared_by_kinds(desk):
    """relations R-75: every setup field that holds it follows."""
    desk.setup.save({"bus_rel_code_for_vendors": "CUST"})
    desk.records.save("business_relation", "CUST", {"code": "KLANT"})
    setup = desk.setup.read()
    assert (setup["bus_rel_code_for_customers"], setup["bus_rel_code_for_vendors"]) == ("KLANT", "KLANT")


def test_recoding_takes_a_free_row_but_no_link(desk):
    """relations R-76, E-14"""
    linked(desk, "CT000001", "customer", "C1")
    desk.linking.add_relation("CT000001", "LAW")
    desk.setup.save({"bus_rel_code_for_customers": "LAW"}, recode=True)
    assert rows_of(desk, "CT000001") == [("CT000001", "LAW", "customer", "C1")]
    linked(desk, "CT000001", "vendor", "V1")
    refused(desk, errors.CodeServesTwoKinds, desk.setup.save, {"bus_rel_code_for_customers": "VEND"}, recode=True)


def test_clearing_a_code_keeps_links_working(desk):
    """relations R-76: existing links keep synchronising, new ones are refused."""
    linked(desk, "CT000001", "customer", "C1")
    desk.setup.save({"bus_rel_code_for_customers": ""})
    desk.records.save("contact", "CT000001", {"phone_no": "020-3"})
    assert read(desk, "customer", "C1", "phone_no") == "020-3"


def test_a_person_customer_becomes_a_company(desk):
    """relations R-78: the customer link stays and Contact Type follows."""
    linked(desk, "CT000009", "customer", "C1")
    desk.records.save("contact", "CT000009", {"type": "Company"})
    assert read(desk, "customer", "C1", "contact_type") == 0
    assert desk.linking.linked("CT000009") == {"customer": ["C1"]}


def test_everything_in_the_way_of_a_person_is_named(desk):
    """relations R-79, E-16"""
    desk.linking.add_relation("CT000001", "LAW")
    desk.records.save("contact", "CT000001", {"currency_code": "USD", "vat_registration_no": "NL123456789B01"})
    refusal = refused(desk, errors.CompanyField, desk.records.save, "contact", "CT000001", {"type": "Person"})
    for fact in ("2 persons", "1 business relation", "Currency Code", "VAT Registration No."):
        assert fact in refusal.what


def test_joining_a_company_of_the_same_kind(desk):
    """relations R-80: a notice tells it; both keep working; Business Relation is computed again when leaving."""
    linked(desk, "CT000009", "customer", "C1")
    linked(desk, "CT000001", "customer", "C2")
    done = desk.records.save("contact", "CT000009", {"company_no": "CT000001"})
    assert [notice.id for notice in done.notices] == ["relation.both"]
    assert relation(desk, "CT000009") == "Multiple"
    desk.records.save("contact", "CT000009", {"company_no": ""})
    assert relation(desk, "CT000009") == "Customer"
    assert desk.linking.linked("CT000009") == {"customer": ["C1"]}


# -- orphans -------------------------------------------------------------------------------------------


def test_a_contact_is_saved_though_its_customer_is_gone(desk):
    """relations R-83, E-31: the row goes, the save continues, a notice tells it."""
    linked(desk, "CT000001", "customer", "C1")
    run_sql(desk, "DELETE FROM customer WHERE no = 'C1'")
    done = desk.records.save("contact", "CT000001", {"phone_no": "020-4"})
    assert [notice.id for notice in done.notices] == ["relation.repaired"]
    assert (rows_of(desk, "CT000001"), relation(desk, "CT000001")) == ([], "None")


def test_an_orphan_row_never_blocks(desk):
    """relations R-84: not a link, not a conversion, not a primary contact, not the batch."""
    an_orphan(desk, "CT000001", "customer", "C9")
    an_orphan(desk, "CT9", "vendor", "V1")
    assert desk.linking.why_not_create_as("CT000001", "customer") is None
    assert desk.linking.linked("CT000001") == {}
    assert [row.missing for row in desk.linking.relations("CT000001")] == [True]
    customer = desk.linking.create_as("CT000001", "customer").value.no
    assert rows_of(desk, "CT000001") == [("CT000001", "CUST", "customer", customer)]
    unlinked(desk, "vendor", no="V2")
    an_orphan(desk, "CT8", "vendor", "V2")
    assert desk.batches.create_contacts("vendor").created == 1
    assert desk.linking.linked_contact("vendor", "V2")


def test_a_new_customer_does_not_take_over_a_row_of_a_former_one(desk):
    """relations U-6, R-84: a row left behind under its number goes first."""
    an_orphan(desk, "CT000001", "customer", "C7")
    customer = a_customer(desk, "Fabrikam", no="C7")
    assert desk.linking.linked_contact("customer", customer) != "CT000001"
    assert relation(desk, "CT000001") == "None"


# -- looking -------------------------------------------------------------------------------------------


def test_navigation(desk):
    """relations N-1, N-2, N-4, N-5, N-6, N-7: own rows first, the company's marked, names of what is linked."""
    linked(desk, "CT000001", "customer", "C1")
    linked(desk, "CT000001", "vendor", "V1")
    desk.linking.add_relation("CT000001", "LAW")
    rows = desk.linking.relations("CT000002")
    assert [(row.code, row.kind, row.name, row.own) for row in rows] == [
        ("CUST", "customer", "Adatum B.V.", False),
        ("LAW", "", "", False),
        ("VEND", "vendor", "Adatum B.V.", False),
    ]
    assert desk.linking.linked("CT000002") == {"customer": ["C1"], "vendor": ["V1"]}
    assert desk.linking.linked_contact("vendor", "V1") == "CT000001"


def test_a_contact_for_an_entity_that_has_none(desk):
    """relations N-6, R-8, E-02: made on request; a missing series refuses here."""
    unlinked(desk, "customer", no="C1", name="Anna Bos", contact_type="Person")
    contact = desk.linking.make_contact("customer", "C1").value.contact_no
    assert read(desk, "customer", "C1", "primary_contact_no", "contact") == (contact, "Anna Bos")
    refused(desk, errors.LinkedElsewhere, desk.linking.make_contact, "customer", "C1")
    unlinked(desk, "vendor", no="V1")
    desk.setup.save({"contact_nos": ""})
    refusal = refused(desk, errors.NoContactNumber, desk.linking.make_contact, "vendor", "V1")
    assert (refusal.id, refusal.field) == ("E-02", "contact_nos")
    assert "Contact Nos." in refusal.what


def test_related_contacts(desk):
    """relations N-3, N-8: all contacts of one company are one filter away."""
    ids = desk.lists.ids("contact", where=[("company_no", "CT000001")])
    assert len(ids) == 3
    assert desk.linking.relations("CT000009") == []


def test_contacts_of_a_code(desk):
    """relations N-9: rows by code."""
    other = a_contact(desk, "Contoso")
    for contact in ("CT000001", other):
        desk.linking.add_relation(contact, "LAW")
    rows = desk.lists.read_all("contact_business_relation", where=[("business_relation_code", "LAW")])
    assert [row["contact_no"] for row in rows] == ["CT000001", other]
    assert a_person(desk, "Bo Dam")
