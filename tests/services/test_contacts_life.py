"""Renumbering, relation value, saving and deleting of contacts (contacts C-6, C-105, C-110 to C-119)."""

import pytest

from contactdesk.desk import Desk
from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact, a_person, count, linked, read, relation, rows_of, run_sql
from tests.refusals import refused


def save(desk, record, **values):
    return desk.records.save("contact", record, values)


# -- renumbering ----------------------------------------------------------------------------------------


def test_a_renumbered_company_is_known_by_its_new_number_everywhere(desk):
    """contacts C-6, relations R-74: own company number, persons, relations, primary contacts."""
    customer = linked(desk, "CT000001", "customer")
    desk.records.save("customer", customer, {"primary_contact_no": "CT000001"})
    desk.linking.add_relation("CT000001", "COMPET")

    save(desk, "CT000001", no="ada")

    assert read(desk, "contact", "ADA", "company_no", "company_name", "no_series") == ("ADA", "Adatum B.V.", "")
    assert [read(desk, "contact", no, "company_no") for no in ("CT000002", "CT000003")] == ["ADA", "ADA"]
    assert read(desk, "customer", customer, "primary_contact_no") == "ADA"
    assert desk.linking.linked_contact("customer", customer) == "ADA"
    assert {row[0] for row in rows_of(desk, "ADA")} == {"ADA"}
    assert relation(desk, "CT000002") == relation(desk, "ADA") != "None"
    refused(desk, "E-NOT-FOUND", lambda: desk.records.read("contact", "CT000001"))


def test_a_renumbered_person(desk):
    """contacts C-6, 1.1: Lookup Contact No. is its own number."""
    customer = linked(desk, "CT000001", "customer")
    desk.records.save("customer", customer, {"primary_contact_no": "CT000002"})

    save(desk, "CT000002", no="JAN")

    assert read(desk, "contact", "JAN", "lookup_contact_no", "company_no") == ("JAN", "CT000001")
    assert read(desk, "customer", customer, "primary_contact_no", "contact") == ("JAN", "Jan de Vries")


def test_other_values_of_the_same_save_reach_persons_and_links(desk):
    """contacts C-6, C-38, C-111"""
    customer = linked(desk, "CT000001", "customer")

    save(desk, "CT000001", no="ADA", name="Ada", phone_no="020-9")

    assert read(desk, "contact", "CT000002", "company_no", "company_name", "phone_no") == ("ADA", "Ada", "020-9")
    assert read(desk, "customer", customer, "name", "phone_no") == ("Ada", "020-9")


def test_renumbering_obeys_the_rules_of_typed_numbers(desk):
    """contacts C-6, C-3"""
    refused(desk, "E-EXISTS", lambda: save(desk, "CT000001", no="CT000009"), field="no")
    desk.records.save("no_series", "CONT", {"manual_nos": False})
    refused(desk, "E-NO-MANUAL", lambda: save(desk, "CT000001", no="X"), field="no")


def test_a_contact_keeps_a_number(desk):
    """contacts C-6, section 8 line 38: blank is no number."""
    refused(desk, "E-BLANK-KEY", lambda: save(desk, "CT000001", no=""), field="no", record="CT000001")


# -- relation value -------------------------------------------------------------------------------------


def test_the_relation_value_of_a_company_and_its_persons(desk):
    """contacts C-105: None, Other, the kind, Multiple; persons show what their company is."""
    found = [relation(desk, "CT000002")]
    desk.linking.add_relation("CT000001", "COMPET")
    found.append(relation(desk, "CT000002"))
    desk.linking.remove_relation("CT000001", "COMPET")
    linked(desk, "CT000001", "customer")
    found.append(relation(desk, "CT000002"))
    linked(desk, "CT000001", "vendor")
    found.append(relation(desk, "CT000002"))
    desk.linking.unlink("CT000001", "customer")
    found.append(relation(desk, "CT000002"))

    assert found == ["None", "Other", "Customer", "Multiple", "Vendor"]
    assert relation(desk, "CT000001") == "Vendor"


# -- saving ---------------------------------------------------------------------------------------------


def test_every_change_sets_the_stamps(desk):
    """contacts C-110"""
    run_sql(desk, "UPDATE contact SET last_date_modified = '2020-01-01', version = version + 1 WHERE no = 'CT000009'")

    save(desk, "CT000009", phone_no="1")

    assert read(desk, "contact", "CT000009", "last_date_modified").year > 2020


def test_a_save_that_changes_nothing_is_no_change(desk):
    """contacts C-110"""
    done = save(desk, "CT000009", name="Piet Los")

    assert (done.changes.records, done.changes.entry) == ([], 0)


SYNCED = {
    "name": "New",
    "search_name": "NEW S",
    "name_2": "N2",
    "address": "A",
    "address_2": "A2",
    "city": "C",
    "post_code": "P",
    "county": "CO",
    "country_region_code": "BE",
    "phone_no": "1",
    "mobile_phone_no": "2",
    "telex_no": "3",
    "telex_answer_back": "4",
    "fax_no": "5",
    "e_mail": "a@b.nl",
    "home_page": "x.nl",
    "territory_code": "N",
    "currency_code": "USD",
    "language_code": "NLB",
    "format_region": "nl-BE",
    "salesperson_code": "LM",
    "vat_registration_no": "NL123456789B01",
}


@pytest.mark.parametrize("field", SYNCED)
def test_a_linked_customer_follows(desk, field):
    """contacts C-111"""
    customer = linked(desk, "CT000001", "customer")

    save(desk, "CT000001", **{field: SYNCED[field]})

    assert read(desk, "customer", customer, field) == SYNCED[field]


def test_the_registration_number_follows_under_its_other_name(desk):
    """contacts C-111"""
    customer = linked(desk, "CT000001", "customer")

    save(desk, "CT000001", registration_no="123")

    assert read(desk, "customer", customer, "registration_number") == "123"


def test_a_company_is_stored_without_looking_for_duplicates(desk):
    """contacts C-112: nothing is asked when a second company of the same name is made or changed."""
    done = desk.records.create("contact", {"name": "Adatum B.V.", "phone_no": "020-1111111"})

    assert done.notices == ()


def seen(desk, no, *names):
    values = desk.records.read("contact", no).values
    return {name: values[name] for name in names}


def test_two_windows_change_the_same_field(desk):
    """contacts C-113, relations R-58, section 8 line 46"""
    before = seen(desk, "CT000009", "phone_no", "city")
    save(desk, "CT000009", phone_no="1", city="Gent")

    later = lambda: desk.records.save("contact", "CT000009", {"phone_no": "2", "city": "Gent"}, seen=before)  # noqa: E731
    refusal = refused(desk, "E-CHANGED-ELSEWHERE", later, field="phone_no", record="CT000009")
    assert refusal.facts["names"] == ["phone_no"]


def test_two_windows_change_different_fields(desk):
    """contacts C-113, relations R-58: fields the user did not touch keep the other value."""
    before = seen(desk, "CT000009", "phone_no", "city", "type")
    save(desk, "CT000009", phone_no="1")

    desk.records.save("contact", "CT000009", before | {"city": "Gent"}, seen=before)

    assert read(desk, "contact", "CT000009", "phone_no", "city") == ("1", "Gent")


def test_what_was_seen_may_be_text(desk):
    """contacts C-113: values as a card or a script shows them."""
    desk.records.save("contact", "CT000009", {"phone_no": "5", "privacy_blocked": "yes"}, seen={"phone_no": "", "privacy_blocked": "no"})

    assert read(desk, "contact", "CT000009", "phone_no", "privacy_blocked") == ("5", True)


def test_two_desks_save_the_same_contact(target_of_desk):
    """contacts C-113: the second desk sees what the first one stored."""
    first, second = target_of_desk
    before = seen(second, "CT000009", "phone_no")
    save(first, "CT000009", phone_no="1")

    refused(second, "E-CHANGED-ELSEWHERE", lambda: second.records.save("contact", "CT000009", {"phone_no": "2"}, seen=before))
    second.records.save("contact", "CT000009", {"phone_no": "2"}, seen=seen(second, "CT000009", "phone_no"))

    assert read(first, "contact", "CT000009", "phone_no") == "2"


@pytest.fixture
def target_of_desk(desk):
    address = desk.store.engine.url.database if desk.store.dialect == "sqlite" else desk.store.engine.url.render_as_string(False)
    with Desk.open(address.replace("postgresql+psycopg", "postgresql"), who=Person("other")) as other:
        yield desk, other


# -- deleting -------------------------------------------------------------------------------------------


def test_a_contact_without_anything_open_is_deleted(desk):
    """contacts C-115: nothing in this version can be open; the relations do not keep it."""
    linked(desk, "CT000009", "employee")

    desk.records.delete("contact", "CT000009")

    assert count(desk, "contact") == 3


def test_what_goes_with_a_contact_and_what_stays(desk):
    """contacts C-116, C-119, relations R-71: relations go, customers stay without primary contact."""
    customer, vendor = linked(desk, "CT000001", "customer"), linked(desk, "CT000001", "vendor")
    for kind, no in (("customer", customer), ("vendor", vendor)):
        desk.records.save(kind, no, {"primary_contact_no": "CT000002"})

    desk.records.delete("contact", "CT000002")

    assert read(desk, "customer", customer, "primary_contact_no", "contact") == ("", "")
    assert read(desk, "vendor", vendor, "primary_contact_no", "contact") == ("", "")
    desk.records.delete("contact", "CT000001")
    assert count(desk, "contact_business_relation") == 0
    assert (count(desk, "customer"), count(desk, "vendor")) == (1, 1)


def test_a_company_goes_with_all_its_persons(desk):
    """contacts C-117, C-119: the number of persons is known before."""
    a_person(desk, "Third", "CT000001")

    assert desk.records.delete("contact", "CT000001", dry_run=True).value == 3
    assert count(desk, "contact") == 5
    assert desk.records.delete("contact", "CT000001").value == 3
    assert [row[0] for row in desk.lists.rows("contact", desk.lists.ids("contact"), ["no"]).values()] == ["CT000009"]


def test_a_company_with_very_many_persons(desk):
    """contacts C-117: as many as there are."""
    from contactdesk.desk import fill

    with desk.store.writing() as connection:
        fill(connection, "contact", [{"no": f"P{n:05}", "type": 1, "company_no": "CT000001"} for n in range(1500)])

    assert desk.records.delete("contact", "CT000001").value == 1502


def test_a_person_leaves_its_company_as_it_is(desk):
    """contacts C-118"""
    changes = desk.records.delete("contact", "CT000002").changes

    assert [(record.no, record.kind) for record in changes.records] == [("CT000002", "delete")]


def test_deleting_an_entity_never_deletes_its_contact(desk):
    """contacts C-119"""
    customer = linked(desk, "CT000001", "customer")

    desk.records.delete("customer", customer)

    assert read(desk, "contact", "CT000001", "name") == "Adatum B.V."
    assert relation(desk, "CT000001") == "None"


def test_a_contact_that_is_gone(desk):
    """contacts section 0 (contacts C-115): the number is named."""
    refusal = refused(desk, "E-NOT-FOUND", lambda: desk.records.delete("contact", "NOBODY"))
    assert "NOBODY" in refusal.what


def test_a_new_company_of_the_same_name_is_another_one(desk):
    """contacts C-112, C-31"""
    assert a_contact(desk, "Adatum B.V.") != "CT000001"
