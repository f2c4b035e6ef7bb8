"""The worked examples of relations section 8, each through the desk, on both databases."""

import threading

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from tests.builders import (
    PERSON,
    a_contact,
    a_customer,
    a_person,
    a_vendor,
    an_entity,
    an_orphan,
    count,
    linked,
    read,
    relation,
    rows_of,
    run_sql,
    unlinked,
)
from tests.refusals import refused_with as refused


def test_01_a_new_customer_gets_its_contact(desk):
    """relations R-5, R-7, R-8; relations example 1"""
    customer = a_customer(desk, "Fabrikam")

    contact = desk.linking.linked_contact("customer", customer)
    assert rows_of(desk, contact) == [(contact, "CUST", "customer", customer)]
    assert read(desk, "contact", contact, "name", "type") == ("Fabrikam", 0)
    assert relation(desk, contact) == "Customer"
    assert read(desk, "customer", customer, "primary_contact_no") == ""


def test_02_no_relation_code_no_contact_no_message(desk):
    """relations R-5; relations example 2"""
    desk.setup.save({"bus_rel_code_for_customers": ""})
    contacts = count(desk, "contact")

    done = desk.records.create("customer", {"name": "Fabrikam"})

    assert (count(desk, "contact"), done.notices) == (contacts, ())
    assert desk.linking.linked_contact("customer", done.value.no) == ""


def test_03_no_number_series_saves_the_customer_and_says_so(desk):
    """relations R-5, E-02; relations example 3"""
    desk.setup.save({"contact_nos": ""})
    contacts = count(desk, "contact")

    done = desk.records.create("customer", {"name": "Fabrikam"})

    assert count(desk, "contact") == contacts
    assert read(desk, "customer", done.value.no, "name") == "Fabrikam"
    assert "Contact Nos." in done.notices[0].text


def test_04_a_person_customer_is_its_own_primary_contact(desk):
    """relations R-7, R-8; relations example 4"""
    customer = a_customer(desk, "Anna Bos", contact_type="Person")

    contact = desk.linking.linked_contact("customer", customer)
    assert read(desk, "contact", contact, "type", "first_name", "surname") == (PERSON, "Anna", "Bos")
    assert read(desk, "customer", customer, "primary_contact_no", "contact") == (contact, "Anna Bos")


def test_05_the_purchaser_travels_once(desk):
    """relations R-7, S-23; relations example 5"""
    vendor = a_vendor(desk, purchaser_code="MD")
    contact = desk.linking.linked_contact("vendor", vendor)
    assert read(desk, "contact", contact, "salesperson_code") == "MD"

    desk.records.save("vendor", vendor, {"purchaser_code": "AH"})

    assert read(desk, "contact", contact, "salesperson_code") == "MD"


def test_06_an_employee_gets_a_person(desk):
    """relations R-5, R-7; relations example 6"""
    employee = an_entity(desk, "employee")

    contact = desk.linking.linked_contact("employee", employee)
    assert read(desk, "contact", contact, "name", "type", "company_no") == ("Tom Bakker", PERSON, "")
    assert relation(desk, contact) == "Employee"


def test_07_create_as_customer_with_the_only_template(desk):
    """relations R-24, R-25, R-31, R-32; relations example 7"""
    done = desk.linking.create_as("CT000001", "customer")

    names = ("name", "country_region_code", "currency_code", "customer_posting_group", "salesperson_code")
    assert read(desk, "customer", done.value.no, *names) == ("Adatum B.V.", "NL", "EUR", "DOMESTIC", "JR")
    assert read(desk, "contact", "CT000001", "currency_code") == "EUR"


def test_08_started_on_a_person_the_company_is_converted(desk):
    """relations R-20, R-26, R-27; relations example 8"""
    customer = desk.linking.create_as("CT000002", "customer").value.no

    assert rows_of(desk, "CT000001") == [("CT000001", "CUST", "customer", customer)]
    assert rows_of(desk, "CT000002") == []
    assert relation(desk, "CT000002") == "Customer"
    assert read(desk, "customer", customer, "primary_contact_no", "contact") == ("CT000002", "Jan de Vries")


def test_09_a_company_is_customer_once(desk):
    """relations R-21, E-03; relations example 9"""
    customer = desk.linking.create_as("CT000001", "customer").value.no

    refusal = refused(desk, errors.AlreadyLinked, desk.linking.create_as, "CT000003", "customer")

    assert (refusal.record, refusal.facts["entity_no"]) == ("CT000001", customer)


def test_10_an_independent_person_becomes_a_person_customer(desk):
    """relations R-20, R-27, R-31; relations example 10"""
    assert desk.linking.templates_for("CT000009", "customer") == ([], "")

    customer = desk.linking.create_as("CT000009", "customer").value.no

    found = read(desk, "customer", customer, "name", "contact_type", "primary_contact_no", "contact")
    assert found == ("Piet Los", PERSON, "CT000009", "Piet Los")
    assert rows_of(desk, "CT000009") == [("CT000009", "CUST", "customer", customer)]


def test_11_vendors_and_banks_are_companies(desk):
    """relations R-21, R-24, E-05; relations example 11"""
    for kind in ("vendor", "bank_account"):
        assert refused(desk, errors.CompanyNeeded, desk.linking.create_as, "CT000009", kind).record == "CT000009"

    vendor = desk.linking.create_as("CT000001", "vendor").value.no

    assert read(desk, "vendor", vendor, "name", "purchaser_code") == ("Adatum B.V.", "")
    assert desk.linking.create_as("CT000001", "bank_account").value.kind == "bank_account"


def test_12_employees_are_persons(desk):
    """relations R-21, R-31, E-06; relations example 12"""
    refused(desk, errors.PersonsOnly, desk.linking.create_as, "CT000001", "employee")

    employee = desk.linking.create_as("CT000002", "employee").value.no

    found = read(desk, "employee", employee, "first_name", "middle_name", "last_name", "phone_no")
    assert found == ("Jan", "de", "Vries", "020-1111111")
    assert rows_of(desk, "CT000002") == [("CT000002", "EMPL", "employee", employee)]


def test_13_a_blank_template_value_destroys_nothing(desk):
    """relations R-32; relations example 13"""
    desk.records.create("employee_template", {"code": "EMP1"})
    desk.records.save("contact", "CT000002", {"city": "Utrecht"})

    employee = desk.linking.create_as("CT000002", "employee").value.no

    assert read(desk, "employee", employee, "city") == "Utrecht"


def test_14_several_templates_are_a_choice(desk):
    """relations R-31; relations example 14"""
    desk.records.create("customer_template", {"code": "COMP2", "contact_type": "Company"})

    refusal = refused(desk, errors.TemplateChoice, desk.linking.create_as, "CT000001", "customer")

    assert refusal.facts["templates"] == ["COMP", "COMP2"]
    assert desk.setup.next_number("CUST") == "C00001"


def test_15_privacy_refuses(desk):
    """relations R-21, E-04; relations example 15"""
    desk.records.save("contact", "CT000001", {"privacy_blocked": True})

    refusal = refused(desk, errors.PrivacyBlocked, desk.linking.create_as, "CT000001", "vendor")

    assert (refusal.record, refusal.facts["name"], count(desk, "vendor")) == ("CT000001", "Adatum B.V.", 0)


def test_16_a_template_has_its_own_numbers(desk):
    """relations R-23; relations example 16"""
    desk.records.create("no_series", {"code": "DE-CUST", "description": "German customers", "default_nos": True})
    desk.records.create("no_series_line", {"series_code": "DE-CUST", "starting_no": "DE0001"})
    desk.records.save("customer_template", "COMP", {"no_series": "DE-CUST"})

    customer = desk.linking.create_as("CT000001", "customer").value.no

    assert customer == "DE0001"
    assert read(desk, "customer", customer, "no_series") == "DE-CUST"


def adatum_nederland(desk):
    values = {"no": "C00005", "name": "Adatum Nederland", "salesperson_code": "LM", "payment_terms_code": "30 DAYS"}
    return unlinked(desk, "customer", **values)


def test_17_link_with_the_contact_as_master(desk):
    """relations R-43, R-44; relations example 17"""
    adatum_nederland(desk)

    desk.linking.link("CT000001", "customer", "C00005", master="contact")

    found = read(desk, "customer", "C00005", "name", "phone_no", "salesperson_code", "payment_terms_code")
    assert found == ("Adatum B.V.", "020-1111111", "JR", "30 DAYS")
    assert relation(desk, "CT000001") == relation(desk, "CT000003") == "Customer"


def test_18_link_with_the_customer_as_master(desk):
    """relations R-43, R-44, R-50; relations example 18"""
    adatum_nederland(desk)

    desk.linking.link("CT000001", "customer", "C00005", master="entity")

    assert read(desk, "contact", "CT000001", "name", "phone_no", "salesperson_code") == ("Adatum Nederland", "", "LM")
    assert read(desk, "contact", "CT000002", "phone_no", "company_name") == ("", "Adatum Nederland")
    assert read(desk, "contact", "CT000003", "phone_no", "company_name") == ("06-22222222", "Adatum Nederland")


@pytest.mark.parametrize("master", ["contact", "entity"])
def test_19_a_vendor_keeps_its_purchaser(desk, master):
    """relations R-44; relations example 19"""
    unlinked(desk, "vendor", no="V00005", purchaser_code="MD")

    desk.linking.link("CT000001", "vendor", "V00005", master=master)

    assert read(desk, "vendor", "V00005", "purchaser_code") == "MD"
    assert read(desk, "contact", "CT000001", "salesperson_code") == "JR"


def test_20_a_customer_belongs_to_one_contact(desk):
    """relations R-43, E-09; relations example 20"""
    other = a_contact(desk, "Contoso")
    linked(desk, other, "customer", "C00005")

    refusal = refused(desk, errors.LinkedElsewhere, desk.linking.link, "CT000001", "customer", "C00005")

    assert (refusal.record, refusal.facts["entity_no"], refusal.facts["name"]) == (other, "C00005", "Contoso")


def test_21_a_contact_has_one_customer(desk):
    """relations R-41, E-03; relations example 21"""
    linked(desk, "CT000001", "customer", "C00005")
    unlinked(desk, "customer", no="C00006")

    assert desk.linking.why_not_link("CT000001", "customer").id == "E-03"
    refusal = refused(desk, errors.AlreadyLinked, desk.linking.link, "CT000001", "customer", "C00006")

    assert refusal.facts["entity_no"] == "C00005"


def test_22_a_blank_number_links_nothing(desk):
    """relations R-42, E-11; relations example 22"""
    refused(desk, errors.NotFound, desk.linking.link, "CT000001", "customer", "")

    assert rows_of(desk, "CT000001") == []


def test_23_link_a_person_with_an_employee_as_master(desk):
    """relations R-42, R-43; relations example 23"""
    unlinked(desk, "employee", no="E0007", first_name="Jan", last_name="Vries")

    desk.linking.link("CT000002", "employee", "E0007", master="entity")

    found = read(desk, "contact", "CT000002", "first_name", "middle_name", "surname", "name")
    assert found == ("Jan", "", "Vries", "Jan Vries")


def test_24_linking_needs_the_relation_code(desk):
    """relations R-41, E-01; relations example 24"""
    unlinked(desk, "vendor", no="V00005")
    desk.setup.save({"bus_rel_code_for_vendors": ""})

    assert desk.linking.why_not_link("CT000001", "vendor").id == "E-01"
    refusal = refused(desk, errors.RelationCodeMissing, desk.linking.link, "CT000001", "vendor", "V00005")

    assert (refusal.field, refusal.facts["setup_field"]) == ("bus_rel_code_for_vendors", "Bus. Rel. Code for Vendors")


def test_25_one_phone_number_reaches_everybody_once(desk):
    """relations R-51, R-54, R-54a; relations example 25"""
    linked(desk, "CT000001", "customer", "C00001")
    linked(desk, "CT000001", "vendor", "V00001")

    done = desk.records.save("vendor", "V00001", {"phone_no": "020-9999999"})

    for table, no in (("vendor", "V00001"), ("contact", "CT000001"), ("customer", "C00001"), ("contact", "CT000002")):
        assert read(desk, table, no, "phone_no") == "020-9999999"
    assert read(desk, "contact", "CT000003", "phone_no") == "06-22222222"
    written = [(one.table, one.no) for one in done.changes.records]
    assert sorted(written) == [("contact", "CT000001"), ("contact", "CT000002"), ("customer", "C00001"), ("vendor", "V00001")]
    versions = {entry.record_no for entry in history_rows(desk, done.changes.entry)}
    assert len(history_rows(desk, done.changes.entry)) == len(versions) == 4


def history_rows(desk, entry):
    from sqlalchemy import select

    from contactdesk.model.history import HistoryEntry

    with desk.actions.reading() as session:
        return list(session.scalars(select(HistoryEntry).where(HistoryEntry.change_set_id == entry)))


def test_26_a_cleared_value_travels(desk):
    """relations R-50, S-12; relations example 26"""
    desk.records.save("contact", "CT000001", {"e_mail": "info@adatum.nl"})
    linked(desk, "CT000001", "customer", "C00001")
    assert read(desk, "customer", "C00001", "e_mail") == "info@adatum.nl"

    desk.records.save("contact", "CT000001", {"e_mail": ""})

    assert read(desk, "customer", "C00001", "e_mail") == ""


def test_27_what_is_not_shared_touches_nobody(desk):
    """relations R-53, R-54; relations example 27"""
    linked(desk, "CT000001", "customer", "C00001")
    stamps = ("last_date_modified", "last_time_modified")
    before = (desk.records.read("contact", "CT000001").version, read(desk, "contact", "CT000001", *stamps))

    done = desk.records.save("customer", "C00001", {"payment_terms_code": "30 DAYS"})

    assert [(one.table, one.no) for one in done.changes.records] == [("customer", "C00001")]
    assert (desk.records.read("contact", "CT000001").version, read(desk, "contact", "CT000001", *stamps)) == before


def test_28_a_person_never_writes_to_the_customer_of_its_company(desk):
    """relations R-50; relations example 28"""
    linked(desk, "CT000001", "customer", "C00001")

    desk.records.save("contact", "CT000002", {"phone_no": "06-1"})

    assert read(desk, "customer", "C00001", "phone_no") == "020-1111111"


def test_29_employees_go_both_ways(desk):
    """relations R-50, R-51; relations example 29"""
    linked(desk, "CT000002", "employee", "E0001")

    desk.records.save("contact", "CT000002", {"job_title": "CFO"})
    assert read(desk, "employee", "E0001", "job_title") == "CFO"

    desk.records.save("employee", "E0001", {"last_name": "Vos"})
    assert read(desk, "contact", "CT000002", "name", "surname") == ("Jan de Vos", "Vos")


def test_30_format_region_and_registration_no_stay_apart(desk):
    """relations S-20, S-21; relations example 30"""
    desk.records.save("contact", "CT000001", {"registration_no": "12345678", "format_region": "nl-NL"})
    linked(desk, "CT000001", "bank_account", "B00001")

    desk.records.save("contact", "CT000001", {"fax_no": "020-2"})

    assert read(desk, "bank_account", "B00001", "format_region", "fax_no") == ("nl-NL", "020-2")
    assert read(desk, "contact", "CT000001", "registration_no") == "12345678"


def test_31_the_primary_contact_and_its_name(desk):
    """relations R-62, R-64; relations example 31"""
    linked(desk, "CT000001", "customer", "C00001")
    before = read(desk, "customer", "C00001", "phone_no", "e_mail")

    desk.records.save("customer", "C00001", {"primary_contact_no": "CT000002"})
    assert read(desk, "customer", "C00001", "contact") == "Jan de Vries"
    assert read(desk, "customer", "C00001", "phone_no", "e_mail") == before

    desk.records.save("contact", "CT000002", {"name": "Jan Bos"})
    assert read(desk, "customer", "C00001", "contact") == "Jan Bos"


def test_32_a_primary_contact_is_related(desk):
    """relations R-62, E-12; relations example 32"""
    linked(desk, "CT000001", "customer", "C00001")
    refusal = refused(desk, errors.NotRelated, desk.records.save, "customer", "C00001", {"primary_contact_no": "CT000009"})
    assert (refusal.facts["contact_no"], refusal.facts["name"], refusal.facts["entity_no"]) == ("CT000009", "Piet Los", "C00001")

    unlinked(desk, "customer", no="C00010", name="Losse BV")
    desk.records.save("customer", "C00010", {"primary_contact_no": "CT000009"})

    company = desk.linking.linked_contact("customer", "C00010")
    assert read(desk, "contact", company, "name", "type") == ("Losse BV", 0)
    assert read(desk, "contact", "CT000009", "company_no", "company_name") == (company, "Losse BV")
    assert read(desk, "customer", "C00010", "primary_contact_no", "contact") == ("CT000009", "Piet Los")


def test_33_a_typed_contact_name_finds_or_makes_the_person(desk):
    """relations R-63; relations example 33"""
    linked(desk, "CT000001", "customer", "C00001")
    contacts = count(desk, "contact")
    desk.records.save("customer", "C00001", {"contact": "Eva Smit"})
    assert read(desk, "customer", "C00001", "primary_contact_no") == "CT000003"
    assert count(desk, "contact") == contacts

    desk.records.save("customer", "C00001", {"primary_contact_no": ""})
    desk.records.save("customer", "C00001", {"contact": "Nina Vos"})

    person = read(desk, "customer", "C00001", "primary_contact_no")
    assert read(desk, "contact", person, "name", "company_no", "type") == ("Nina Vos", "CT000001", PERSON)
    assert relation(desk, person) == "Customer"


def test_34_unlinking_keeps_all_values(desk):
    """relations R-70; relations example 34"""
    linked(desk, "CT000001", "customer", "C00001")
    desk.records.save("customer", "C00001", {"primary_contact_no": "CT000002"})

    desk.linking.unlink("CT000001", "customer")
    desk.records.save("contact", "CT000001", {"phone_no": "020-3"})

    assert [relation(desk, no) for no in ("CT000001", "CT000002", "CT000003")] == ["None"] * 3
    found = read(desk, "customer", "C00001", "name", "phone_no", "primary_contact_no", "contact")
    assert found == ("Adatum B.V.", "020-1111111", "", "Jan de Vries")


def test_35_a_deleted_company_leaves_its_customer(desk):
    """relations R-71; relations example 35"""
    linked(desk, "CT000001", "customer", "C00001")
    desk.records.save("customer", "C00001", {"primary_contact_no": "CT000002"})

    desk.records.delete("contact", "CT000001")

    assert [row["no"] for row in desk.lists.read_all("contact")] == ["CT000009"]
    assert read(desk, "customer", "C00001", "name", "primary_contact_no", "contact") == ("Adatum B.V.", "", "")
    assert desk.linking.linked_contact("customer", "C00001") == ""


def test_36_a_deleted_employee_leaves_its_contact(desk):
    """relations R-72; relations example 36"""
    linked(desk, "CT000002", "employee", "E0001")

    desk.records.delete("employee", "E0001")

    assert relation(desk, "CT000002") == "None"
    desk.records.save("contact", "CT000002", {"job_title": "CFO"})


def test_37_contacts_from_customers(desk):
    """relations R-15, R-18; relations example 37"""
    linked(desk, "CT000001", "customer", "C00001")
    unlinked(desk, "customer", no="C00002", name="Two", contact="Bo Dam")
    unlinked(desk, "customer", no="C00003", name="Three")

    report = desk.batches.create_contacts("customer")

    assert (report.created, report.persons, report.skipped, report.failed) == (2, 1, 1, [])
    two, three = (desk.linking.linked_contact("customer", no) for no in ("C00002", "C00003"))
    person, text = read(desk, "customer", "C00002", "primary_contact_no", "contact")
    assert text == "Bo Dam"
    assert read(desk, "contact", person, "name", "company_no") == ("Bo Dam", two)
    assert read(desk, "customer", "C00003", "primary_contact_no", "contact") == (three, "")

    again = desk.batches.create_contacts("customer")
    assert (again.created, again.persons, again.skipped) == (0, 0, 3)


def test_38_contacts_from_bank_accounts(desk):
    """relations R-12, R-15, E-01; relations example 38"""
    unlinked(desk, "bank_account", no="B00001", name="The Bank", contact="Mr. Coin")
    contacts = count(desk, "contact")
    desk.setup.save({"bus_rel_code_for_bank_accs": ""})
    refused(desk, errors.RelationCodeMissing, desk.batches.create_contacts, "bank_account")
    desk.setup.save({"bus_rel_code_for_bank_accs": "BANK"})

    report = desk.batches.create_contacts("bank_account")

    assert (report.created, report.persons, count(desk, "contact")) == (1, 0, contacts + 1)


def test_39_the_computed_relation(desk):
    """relations R-1, R-3; relations example 39"""
    desk.linking.add_relation("CT000001", "LAW")
    assert relation(desk, "CT000001") == "Other"
    desk.linking.add_relation("CT000001", "COMPET")
    assert relation(desk, "CT000001") == "Multiple"
    linked(desk, "CT000001", "customer", "C00001")
    assert relation(desk, "CT000001") == "Multiple"

    desk.linking.remove_relation("CT000001", "LAW")
    desk.linking.remove_relation("CT000001", "COMPET")

    assert relation(desk, "CT000001") == "Customer"


def test_40_a_person_sees_its_own_and_its_companys_rows(desk):
    """relations N-1, N-3; relations example 40"""
    linked(desk, "CT000002", "employee", "E0001")
    linked(desk, "CT000001", "customer", "C00001")

    assert (relation(desk, "CT000002"), relation(desk, "CT000001")) == ("Multiple", "Customer")
    assert desk.linking.linked("CT000002") == {"employee": ["E0001"], "customer": ["C00001"]}
    assert len(desk.linking.relations("CT000002")) == 2


@pytest.mark.parametrize("code", ["CUST", "EMPL"])
def test_41_reserved_codes_are_refused(desk, code):
    """relations R-1, E-10; relations example 41"""
    assert refused(desk, errors.ReservedCode, desk.linking.add_relation, "CT000001", code).facts["code"] == code


@pytest.mark.parametrize("recode", [True, False])
def test_42_renaming_and_changing_a_relation_code(desk, recode):
    """relations R-75, R-76; relations example 42"""
    linked(desk, "CT000001", "customer", "C00001")
    desk.records.save("business_relation", "CUST", {"code": "KLANT"})
    assert desk.setup.read()["bus_rel_code_for_customers"] == "KLANT"
    assert rows_of(desk, "CT000001") == [("CT000001", "KLANT", "customer", "C00001")]
    assert relation(desk, "CT000001") == "Customer"

    desk.records.create("business_relation", {"code": "CLIENT"})
    assert desk.setup.links_to_recode({"bus_rel_code_for_customers": "CLIENT"}) == {"bus_rel_code_for_customers": 1}
    desk.setup.save({"bus_rel_code_for_customers": "CLIENT"}, recode=recode)

    code, value = ("CLIENT", "Customer") if recode else ("KLANT", "Other")
    assert rows_of(desk, "CT000001") == [("CT000001", code, "customer", "C00001")]
    assert relation(desk, "CT000001") == relation(desk, "CT000002") == value
    desk.records.save("contact", "CT000001", {"phone_no": "020-4"})
    assert read(desk, "customer", "C00001", "phone_no") == "020-4"
    assert desk.linking.linked("CT000001") == {"customer": ["C00001"]}


def test_43_types_and_links(desk):
    """relations R-78, R-79, E-15, E-16; relations example 43"""
    linked(desk, "CT000001", "customer", "C00001")
    linked(desk, "CT000002", "employee", "E0001")

    company = refused(desk, errors.CompanyField, desk.records.save, "contact", "CT000001", {"type": "Person"})
    assert {"1 business relation", "2 persons"} == set(company.facts["blocking"])
    person = refused(desk, errors.EmployeeCannotBeCompany, desk.records.save, "contact", "CT000002", {"type": "Company"})
    assert (person.id, person.facts["entity_no"]) == ("E-15", "E0001")


def test_45_a_row_whose_contact_is_gone_is_repaired(desk):
    """relations R-83, E-31; relations example 45"""
    linked(desk, "CT000009", "customer", "C00001")
    run_sql(desk, "DELETE FROM contact WHERE no = 'CT000009'")

    done = desk.records.save("customer", "C00001", {"phone_no": "020-5"})

    assert read(desk, "customer", "C00001", "phone_no") == "020-5"
    assert desk.linking.linked_contact("customer", "C00001") == ""
    (row,) = [one for one in done.changes.records if one.table == "contact_business_relation"]
    assert (row.kind, row.cause.id) == ("delete", "repair")


def test_46_a_choice_for_each_field_and_its_undo(desk):
    """relations G-2, G-3, G-31; relations example 46"""
    adatum_nederland(desk)

    done = desk.linking.link("CT000001", "customer", "C00005", master="per_field", sources={"name": "entity"})

    assert read(desk, "customer", "C00005", "name", "phone_no", "salesperson_code") == ("Adatum Nederland", "020-1111111", "JR")
    assert read(desk, "contact", "CT000001", "name", "phone_no", "salesperson_code") == ("Adatum Nederland", "020-1111111", "JR")

    desk.history.undo(done.changes.entry)
    assert read(desk, "customer", "C00005", "name", "phone_no", "salesperson_code") == ("Adatum Nederland", "", "LM")
    assert read(desk, "contact", "CT000001", "name", "company_name") == ("Adatum B.V.", "Adatum B.V.")
    assert (rows_of(desk, "CT000001"), relation(desk, "CT000001")) == ([], "None")


def test_47_undo_of_a_link_leaves_what_was_changed_since(desk):
    """relations G-31; relations example 47"""
    adatum_nederland(desk)
    entry = desk.linking.link("CT000001", "customer", "C00005").changes.entry
    desk.records.save("customer", "C00005", {"phone_no": "020-3"})

    done = desk.history.undo(entry)

    assert read(desk, "customer", "C00005", "name", "salesperson_code", "phone_no") == ("Adatum Nederland", "LM", "020-3")
    assert read(desk, "contact", "CT000001", "phone_no") == "020-3"
    assert rows_of(desk, "CT000001") == []
    assert any("C00005" in line and "020-3" in line for line in done.value.kept)


def test_50_two_users_link_the_same_customer_at_once(desk):
    """relations U-3, U-6, E-09, E-19; relations example 50"""
    adatum_nederland(desk)
    other = a_contact(desk, "Contoso")
    start, answers = threading.Barrier(2), []

    def link(contact):
        with Desk.open(desk.store.target, who=desk.actions.who) as own:
            start.wait(10)
            try:
                answers.append(own.linking.link(contact, "customer", "C00005").value.contact_no)
            except errors.UserError as refusal:
                answers.append(refusal.id)

    threads = [threading.Thread(target=link, args=(contact,)) for contact in ("CT000001", other)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)

    assert max(answers) == "E-09"
    assert min(answers) == desk.linking.linked_contact("customer", "C00005")


def test_an_independent_person_and_orphans_exist_in_the_fixture(desk):
    """relations R-84: a row without its customer never blocks linking."""
    an_orphan(desk, "CT000001", "customer", "C09999")
    unlinked(desk, "customer", no="C00005")

    desk.linking.link("CT000001", "customer", "C00005")

    assert rows_of(desk, "CT000001") == [("CT000001", "CUST", "customer", "C00005")]
    assert a_person(desk, "Bo Dam")
