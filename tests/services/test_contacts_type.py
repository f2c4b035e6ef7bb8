"""Company becomes person, person becomes company (contacts C-20 to C-28)."""

import pytest

from contactdesk.model.contact import COMPANY, PERSON
from tests.builders import a_contact, a_person, linked, read, relation, run_sql
from tests.refusals import refused


def to_person(desk, no, **values):
    return desk.records.save("contact", no, {"type": PERSON} | values)


def to_company(desk, no, **values):
    return desk.records.save("contact", no, {"type": COMPANY} | values)


def test_a_person_becomes_a_company_at_once(desk):
    """contacts C-20, C-23: parts and job title go, the tie with the former employer is cut, initials stay."""
    desk.setup.save({"def_company_salutation_code": "COMPANY"})
    no = a_person(desk, "Jan van der Berg", "CT000001", job_title="Buyer", initials="J.", salutation_code="M")

    to_company(desk, no)

    names = ("first_name", "middle_name", "surname", "job_title", "initials")
    assert read(desk, "contact", no, *names) == ("", "", "", "", "J.")
    assert read(desk, "contact", no, "type", "company_no", "company_name") == (COMPANY, no, "Jan van der Berg")
    assert read(desk, "contact", no, "salutation_code", "lookup_contact_no") == ("COMPANY", "")


def test_what_came_from_the_former_company_is_computed_anew(desk):
    """contacts C-23, C-105: the person of a customer is no customer when it is a company of its own."""
    desk.linking.create_as("CT000001", "customer", template="")
    assert relation(desk, "CT000002") == "Customer"

    to_company(desk, "CT000002")

    assert relation(desk, "CT000002") == "None"


def test_a_primary_contact_that_becomes_a_company_is_none_any_more(desk):
    """contacts C-23, relations R-66"""
    customer = linked(desk, "CT000001", "customer")
    desk.records.save("customer", customer, {"primary_contact_no": "CT000002"})

    to_company(desk, "CT000002")

    assert read(desk, "customer", customer, "primary_contact_no", "contact") == ("", "Jan de Vries")


def test_an_organizational_level_keeps_a_person_a_person(desk):
    """contacts C-22, section 8 line 27"""
    no = a_person(desk, organizational_level_code="CEO")

    refusal = refused(desk, "E-TYPE-ORGLEVEL", lambda: to_company(desk, no), field="type", record=no)
    assert "CEO" in refusal.what


def test_what_is_cleared_in_the_same_save_is_not_in_the_way(desk):
    """contacts C-22, C-24: several fields typed together count together."""
    person = a_person(desk, organizational_level_code="CEO")
    company = a_contact(desk, currency_code="USD")

    to_company(desk, person, organizational_level_code="")
    to_person(desk, company, currency_code="", first_name="Ann")

    assert read(desk, "contact", person, "type", "organizational_level_code") == (COMPANY, "")
    assert read(desk, "contact", company, "type", "currency_code", "first_name") == (PERSON, "", "Ann")


def test_a_company_becomes_a_person(desk):
    """contacts C-25, C-26, C-41"""
    desk.setup.save({"default_person_salutation_code": "UNISEX"})
    no = a_contact(desk, "Jan van der Berg", salutation_code="COMPANY")

    to_person(desk, no)

    assert read(desk, "contact", no, "type", "company_no", "company_name", "lookup_contact_no") == (PERSON, "", "", no)
    assert read(desk, "contact", no, "first_name", "middle_name", "surname") == ("Jan van", "der", "Berg")
    assert read(desk, "contact", no, "salutation_code", "name") == ("UNISEX", "Jan van der Berg")


def test_a_company_becomes_a_person_of_another_company_in_one_save(desk):
    """contacts C-25, C-33: other values of the same save meet a person."""
    no = a_contact(desk, "Ann Smit")

    to_person(desk, no, company_no="CT000001", salutation_code="F", job_title="Buyer")

    assert read(desk, "contact", no, "company_no", "company_name", "phone_no") == ("CT000001", "Adatum B.V.", "020-1111111")
    assert read(desk, "contact", no, "salutation_code", "job_title") == ("F", "Buyer")


def test_a_company_with_persons_stays_one(desk):
    """contacts C-24, section 8 line 26"""
    refusal = refused(desk, "E-TYPE-PERSONS", lambda: to_person(desk, "CT000001"), field="type", record="CT000001")
    assert "2 persons" in refusal.what


def test_a_company_with_a_relation_stays_one(desk):
    """contacts C-24, relations R-79, section 8 line 26: rows of any shape."""
    no = a_contact(desk, "Litware")
    desk.linking.add_relation(no, "COMPET")

    refused(desk, "E-TYPE-RELATIONS", lambda: to_person(desk, no), field="type", record=no)


@pytest.mark.parametrize("field", ["currency_code", "vat_registration_no", "registration_no"])
def test_a_company_with_fields_of_companies_stays_one(desk, field):
    """contacts C-24, section 8 line 26"""
    value = {"currency_code": "USD", "vat_registration_no": "NL123456789B01", "registration_no": "123"}[field]
    no = a_contact(desk, "Litware", **{field: value})

    refused(desk, "E-TYPE-COMPANY-FIELD", lambda: to_person(desk, no), field="type", record=no)


def test_one_refusal_names_all_that_is_in_the_way(desk):
    """contacts C-24, relations E-16: its id is that of the first."""
    desk.linking.add_relation("CT000001", "COMPET")
    desk.records.save("contact", "CT000001", {"currency_code": "USD", "vat_registration_no": "NL123456789B01", "registration_no": "1"})

    refusal = refused(desk, "E-TYPE-PERSONS", lambda: to_person(desk, "CT000001"))

    for part in ("2 persons", "1 business relation", "Currency Code", "VAT Registration No.", "Registration No."):
        assert part in refusal.what


def test_an_employee_stays_a_person(desk):
    """contacts C-22, relations R-78, E-15"""
    linked(desk, "CT000009", "employee")

    refused(desk, "E-15", lambda: to_company(desk, "CT000009"), field="type", record="CT000009")


def test_a_type_change_is_a_modification(desk):
    """contacts C-27"""
    run_sql(desk, "UPDATE contact SET last_date_modified = '2020-01-01', version = version + 1 WHERE no = 'CT000009'")

    to_company(desk, "CT000009")

    assert read(desk, "contact", "CT000009", "last_date_modified").year > 2020


def test_the_type_chosen_before_storing_switches_only_what_it_holds(desk):
    """contacts C-28: what a person and a company hold applies when the card is stored."""
    no = desk.records.create("contact", {"name": "Anna Maria de Vries", "type": "Person"}).value.no

    assert read(desk, "contact", no, "first_name", "middle_name", "surname", "company_no") == ("Anna Maria", "de", "Vries", "")


def test_a_card_stored_as_company_goes_through_the_checks(desk):
    """contacts C-28, C-24, C-25"""
    no = a_contact(desk, "Ann Smit")
    person = a_person(desk, "Bo", no)

    refused(desk, "E-TYPE-PERSONS", lambda: to_person(desk, no))
    desk.records.delete("contact", person)
    to_person(desk, no)

    assert read(desk, "contact", no, "first_name", "surname") == ("Ann", "Smit")


def test_the_same_type_again_changes_nothing(desk):
    """contacts C-20"""
    assert not to_company(desk, "CT000001").changes.records


def test_neither_interactions_nor_tasks_nor_opportunities_are_there_yet(desk):
    """contacts C-21: a contact without them changes its type freely, in both directions."""
    to_company(desk, "CT000009")
    to_person(desk, "CT000009")

    assert read(desk, "contact", "CT000009", "type", "first_name", "surname") == (PERSON, "Piet", "Los")
