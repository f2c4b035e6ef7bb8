"""Creating contacts (contacts C-1 to C-13)."""

from dataclasses import replace

import pytest

from contactdesk.model.contact import COMPANY, PERSON
from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact, a_person, count, dump, read, relation
from tests.refusals import refused


def signed_in(desk, **values):
    desk.actions.who = replace(desk.actions.who, **values)


def test_a_new_card_is_a_blank_company(desk):
    """contacts C-1"""
    blank = desk.records.blank("contact")

    assert blank["type"] == COMPANY
    assert not any(blank[name] for name in ("name", "company_no", "phone_no", "business_relation"))


def test_a_card_started_from_a_company_is_its_person_with_everything_inherited(desk):
    """contacts C-1, C-33"""
    company = a_contact(desk, "Litware", phone_no="030-1", city="Utrecht", address="Straat 1", language_code="NLD")
    before = dump(desk)

    blank = desk.records.blank("contact", contact_company=company)

    assert (blank["type"], blank["company_no"], blank["company_name"]) == (PERSON, company, "Litware")
    assert (blank["phone_no"], blank["city"], blank["language_code"]) == ("030-1", "Utrecht", "NLD")
    assert "no" not in blank
    assert dump(desk) == before


def test_a_blank_number_takes_the_next_of_the_series(desk):
    """contacts C-2, 1.1: the series is remembered."""
    first, second = a_contact(desk), a_contact(desk)

    assert (first, second) == ("CT000004", "CT000005")
    assert read(desk, "contact", first, "no_series") == "CONT"


def test_numbers_in_use_are_skipped_and_stay_used(desk):
    """contacts C-2 (3), section 4 examples: numbers typed by hand before are left out."""
    a_contact(desk, no="CT000005")

    assert [a_contact(desk), a_contact(desk), a_contact(desk)] == ["CT000004", "CT000006", "CT000007"]


def test_without_a_series_no_number_comes_by_itself(desk):
    """contacts C-2 (1), section 8 line 1"""
    desk.setup.save({"contact_nos": ""})

    refusal = refused(desk, "E-NO-SERIES-SETUP", lambda: a_contact(desk), field="contact_nos")

    assert "Contact Nos." in refusal.what
    assert "Marketing Setup" in refusal.what


def test_a_series_without_default_numbers_gives_none(desk):
    """contacts C-2 (2), section 8 line 1"""
    desk.records.save("no_series", "CONT", {"default_nos": False})

    refused(desk, "E-NO-AUTO", lambda: a_contact(desk), field="no")


def test_a_typed_number_is_kept_in_upper_case(desk):
    """contacts C-3, section 8 line 3: a manual number comes from no series."""
    no = a_contact(desk, no=" ct000777 ")

    assert no == "CT000777"
    assert read(desk, "contact", no, "no_series") == ""


def test_typed_numbers_need_a_series_that_allows_them(desk):
    """contacts C-3, section 8 line 2"""
    desk.records.save("no_series", "CONT", {"manual_nos": False})

    refusal = refused(desk, "E-NO-MANUAL", lambda: a_contact(desk, no="X1"), field="no", record="X1")
    assert "CONT" in refusal.what
    assert desk.records.why_manual_number_refused("contact").id == "E-NO-MANUAL"


def test_typed_numbers_are_allowed_without_a_series(desk):
    """contacts C-3, NS-21, section 8 line 2"""
    desk.setup.save({"contact_nos": ""})

    assert a_contact(desk, no="X1") == "X1"
    assert desk.records.why_manual_number_refused("contact") is None


@pytest.mark.parametrize("no", ["CT000001", "ct000001"])
def test_a_number_is_used_once(desk, no):
    """contacts C-3, section 8 line 2"""
    refused(desk, "E-EXISTS", lambda: a_contact(desk, no=no), field="no", record="CT000001")


def test_a_number_has_at_most_twenty_characters(desk):
    """contacts section 8 line 3"""
    refused(desk, "E-LENGTH", lambda: a_contact(desk, no="X" * 21), field="no")


def test_the_assist_button_offers_the_series_and_its_related_ones(desk):
    """contacts C-5, NS-17: a related series that was chosen gives the number, though it gives none by itself."""
    desk.records.create("no_series", {"code": "LEAD", "default_nos": False, "manual_nos": True})
    desk.records.create("no_series_line", {"series_code": "LEAD", "starting_no": "L001"})
    desk.records.create("no_series_relationship", {"code": "CONT", "series_code": "LEAD"})

    assert desk.cards.series("contact") == ["CONT", "LEAD"]
    made = desk.records.create("contact", {"name": "Lead"}, series="LEAD").value
    assert (made.no, made["no_series"]) == ("L001", "LEAD")
    assert a_contact(desk) == "CT000004"


def test_the_assist_button_needs_a_series(desk):
    """contacts C-5"""
    desk.setup.save({"contact_nos": ""})

    refused(desk, "E-NO-SERIES-SETUP", lambda: desk.cards.series("contact"), field="no")


def test_a_series_that_is_not_there_cannot_be_picked(desk):
    """contacts C-5, section 0"""
    refused(desk, "E-NOT-FOUND", lambda: desk.records.create("contact", {"name": "X"}, series="NONE"), field="no")


def test_a_name_may_stay_blank(desk):
    """contacts C-7"""
    assert read(desk, "contact", a_contact(desk, ""), "name") == ""


def test_a_new_contact_is_complete_when_it_is_stored(desk):
    """contacts C-8, C-105, C-110: relation value, stamps and search address are there at once."""
    company = a_contact(desk, "Litware", e_mail="Info@Litware.nl")

    assert relation(desk, company) == "None"
    modified, at, search = read(desk, "contact", company, "last_date_modified", "last_time_modified", "search_e_mail")
    assert modified is not None
    assert at is not None
    assert search == "INFO@LITWARE.NL"


def test_a_person_of_a_customer_is_a_customer_at_once(desk):
    """contacts C-8, C-105"""
    desk.linking.create_as("CT000001", "customer", template="")

    assert relation(desk, a_person(desk, "Ann", "CT000001")) == "Customer"


@pytest.mark.parametrize(
    "values", [{"currency_code": "USD"}, {"vat_registration_no": "NL123456789B01"}, {"registration_no": "123"}], ids=lambda v: next(iter(v))
)
def test_a_person_has_no_fields_of_companies(desk, values):
    """contacts C-9, section 8 line 26"""
    refused(desk, "E-TYPE-COMPANY-FIELD", lambda: a_person(desk, **values), field=next(iter(values)))


def test_what_a_new_company_holds(desk):
    """contacts C-10: its own number and name as company; the salutation of the setup whatever was given."""
    desk.setup.save({"def_company_salutation_code": "COMPANY"})

    no = a_contact(desk, "Litware", salutation_code="M")

    assert read(desk, "contact", no, "company_no", "company_name", "lookup_contact_no") == (no, "Litware", "")
    assert read(desk, "contact", no, "first_name", "middle_name", "surname", "job_title") == ("", "", "", "")
    assert read(desk, "contact", no, "salutation_code") == "COMPANY"


def test_a_company_may_name_itself_as_its_company(desk):
    """contacts C-10, C-30: an export is read again as it was written."""
    assert a_contact(desk, "Litware", no="LIT", company_no="LIT", company_name="Litware") == "LIT"


def test_what_a_new_person_without_company_holds(desk):
    """contacts C-10, 1.1"""
    no = a_person(desk, "Anna Smit")

    assert read(desk, "contact", no, "company_no", "company_name", "lookup_contact_no") == ("", "", no)


DEFAULTS = {
    "default_salesperson_code": "JR",
    "default_territory_code": "FOREIGN",
    "default_country_region_code": "BE",
    "default_language_code": "NLB",
    "default_format_region": "nl-BE",
    "default_correspondence_type": 2,
    "def_company_salutation_code": "COMPANY",
    "default_person_salutation_code": "UNISEX",
}
FIELDS = ("salesperson_code", "territory_code", "country_region_code", "language_code", "format_region", "correspondence_type")


@pytest.mark.parametrize(("type", "salutation"), [(COMPANY, "COMPANY"), (PERSON, "UNISEX")])
def test_defaults_fill_what_is_blank(desk, type, salutation):
    """contacts C-11"""
    desk.setup.save(DEFAULTS)

    no = a_contact(desk, type=type)

    assert read(desk, "contact", no, *FIELDS, "salutation_code") == ("JR", "FOREIGN", "BE", "NLB", "nl-BE", 2, salutation)
    assert read(desk, "contact", no, "currency_code") == ""


def test_typed_values_win_over_defaults(desk):
    """contacts C-11"""
    desk.setup.save(DEFAULTS)
    typed = {"salesperson_code": "LM", "territory_code": "N", "country_region_code": "NL", "correspondence_type": 1}

    no = a_person(desk, salutation_code="F", **typed)

    assert read(desk, "contact", no, *typed) == ("LM", "N", "NL", 1)
    assert read(desk, "contact", no, "salutation_code") == "F"


def test_inherited_values_win_over_defaults(desk):
    """contacts C-11, C-1"""
    company = a_contact(desk, "Litware", salesperson_code="LM", country_region_code="DE", language_code="DEU")
    desk.setup.save(DEFAULTS)

    person = a_person(desk, "Ann", company)

    assert read(desk, "contact", person, "salesperson_code", "country_region_code", "language_code") == ("LM", "DE", "DEU")
    assert read(desk, "contact", person, "territory_code") == "FOREIGN"


def test_a_cleared_default_stays_cleared(desk):
    """contacts C-11"""
    desk.setup.save(DEFAULTS)
    no = a_contact(desk)

    desk.records.save("contact", no, {"territory_code": ""})
    desk.records.save("contact", no, {"name": "Other"})

    assert read(desk, "contact", no, "territory_code") == ""


def test_the_own_salesperson_code_wins_over_the_default(desk):
    """contacts C-12"""
    desk.setup.save({"default_salesperson_code": "JR"})
    signed_in(desk, salesperson_code="MD")

    assert read(desk, "contact", a_contact(desk), "salesperson_code") == "MD"
    assert read(desk, "contact", a_contact(desk, salesperson_code="AH"), "salesperson_code") == "AH"


def test_an_own_code_that_may_not_be_used_gives_way_to_the_default(desk):
    """contacts C-12, relations R-33a"""
    desk.setup.save({"default_salesperson_code": "JR"})
    desk.records.save("salesperson", "MD", {"blocked": True})
    for code in ("MD", "GONE"):
        signed_in(desk, salesperson_code=code)
        assert read(desk, "contact", a_contact(desk), "salesperson_code") == "JR"


def test_contacts_made_from_customers_get_no_defaults(desk):
    """contacts C-13: the values come from the customer; numbers and company values as always."""
    desk.setup.save(DEFAULTS)
    customer = desk.records.create("customer", {"name": "Wide World"}).value.no

    contact = desk.linking.linked_contact("customer", customer)

    assert read(desk, "contact", contact, "territory_code", "correspondence_type") == ("", 0)
    assert read(desk, "contact", contact, "company_no", "company_name", "salutation_code") == (contact, "Wide World", "COMPANY")
    assert contact == "CT000004"


def test_a_number_with_filter_characters_works_everywhere(desk):
    """contacts section 8 line 4: the program quotes values in its own filters."""
    company = a_contact(desk, "Odd", no="(A)*1")
    other = a_contact(desk, "Odd too", no="A&B|C")
    person = a_person(desk, "Ann", "(A)*1")

    desk.records.save("contact", company, {"name": "Odder"})

    assert read(desk, "contact", person, "company_name") == "Odder"
    assert desk.lists.rows("contact", desk.lists.ids("contact", search="(A)*1"), ["no"]).values()
    assert [one.no for one in desk.records.look_up("contact", "A&B")] == [other]
    assert desk.cards.companies("(A)*1")[0].no == company
    assert desk.linking.create_as(company, "customer", template="").value.contact_no == company
    desk.records.delete("contact", company)
    assert count(desk, "contact") == 5


def test_a_preview_uses_no_number(desk):
    """contacts C-2, NS-13, NS-22"""
    before = dump(desk)
    seen = [desk.records.create("contact", {"name": "X"}, dry_run=True) for _ in range(2)]

    assert [done.value.no for done in seen] == ["CT000004", "CT000004"]
    assert [done.changes.records[0].shown_no for done in seen] == ["(next of CONT)"] * 2
    assert dump(desk) == before
    assert a_contact(desk) == "CT000004"


def test_a_refused_creation_gives_its_number_back(desk):
    """contacts NS-13"""
    refused(desk, "E-NOT-FOUND", lambda: a_contact(desk, country_region_code="XX"), field="country_region_code")

    assert a_contact(desk) == "CT000004"


def test_who_is_signed_in_is_a_name():
    """contacts C-12: without a code nothing is filled in."""
    assert Person.signed_in().salesperson_code == ""
