"""Persons and their company: assignment, inheritance, cascade (contacts C-30 to C-39)."""

import pytest

from tests.builders import a_contact, a_person, linked, read, relation
from tests.refusals import refused

COMPANY_FIELDS = {
    "salesperson_code": "LM",
    "territory_code": "FOREIGN",
    "country_region_code": "BE",
    "language_code": "NLB",
    "format_region": "nl-BE",
}
ADDRESS = {"address": "Kaai 1", "address_2": "bus 2", "post_code": "2000", "city": "Antwerpen", "county": "Antwerpen"}
COMMUNICATION = {
    "phone_no": "03-1",
    "telex_no": "T1",
    "fax_no": "F1",
    "telex_answer_back": "A1",
    "e_mail": "info@kaai.be",
    "home_page": "kaai.be",
    "extension_no": "11",
    "mobile_phone_no": "04-1",
    "pager": "P1",
    "correspondence_type": 2,
}
EVERYTHING = COMPANY_FIELDS | ADDRESS | COMMUNICATION
OWN = {name: f"{value}9" for name, value in (ADDRESS | COMMUNICATION).items() if isinstance(value, str)} | {
    "e_mail": "own@kaai.be",
    "correspondence_type": 1,
}


def values_of(desk, no, names):
    values = desk.records.read("contact", no).values
    return {name: values[name] for name in names}


def switch(desk, **switches):
    desk.setup.save({f"inherit_{name}": value for name, value in switches.items()})


@pytest.fixture
def kaai(desk):
    return a_contact(desk, "Kaai N.V.", **EVERYTHING)


@pytest.mark.parametrize("no", ["CT000009", "CT000002", "NOBODY"])
def test_only_companies_have_persons(desk, no):
    """contacts C-30, section 8 line 22: a person's number, also the own one, is no company."""
    refused(desk, "E-NOT-FOUND", lambda: desk.records.save("contact", "CT000009", {"company_no": no}), field="company_no")


def test_a_company_belongs_to_no_other(desk, kaai):
    """contacts C-30, section 8 line 23"""
    change = lambda: desk.records.save("contact", "CT000001", {"company_no": kaai})  # noqa: E731
    refused(desk, "E-COMPANY-ON-COMPANY", change, field="company_no", record="CT000001")
    desk.records.save("contact", "CT000001", {"company_no": "ct000001"})


def by_name(desk, text, no="CT000009"):
    desk.records.save("contact", no, {"company_name": text})
    return read(desk, "contact", no, "company_no")


def test_a_blank_company_name_clears_both(desk):
    """contacts C-31 (1), C-34: inherited values stay."""
    desk.records.save("contact", "CT000002", {"company_name": ""})

    assert read(desk, "contact", "CT000002", "company_no", "company_name", "phone_no") == ("", "", "020-1111111")


def test_a_company_is_found_by_its_number(desk, kaai):
    """contacts C-31 (2)"""
    assert by_name(desk, kaai.lower()) == kaai


def test_a_number_of_a_person_is_no_company(desk):
    """contacts C-31 (2), C-30"""
    refused(desk, "E-NOT-FOUND", lambda: by_name(desk, "CT000002"), field="company_name")


def test_a_company_is_found_by_its_name_before_longer_ones(desk, kaai):
    """contacts C-31 (3): ignoring case, though another name begins with it."""
    a_contact(desk, "Kaai N.V. Gent")

    assert by_name(desk, "KAAI n.v.") == kaai


def test_case_is_ignored_in_every_alphabet(desk):
    """contacts C-31: all comparisons ignore case."""
    no = a_contact(desk, "ÉCLAIR Übung Ωmega")

    assert by_name(desk, "éclair übung ωMEGA") == no
    assert by_name(desk, "Éclair", "CT000002") == no
    assert [row.no for row in desk.records.look_up("contact", "éclair")] == [no]


def test_a_company_is_found_by_the_beginning_of_its_name(desk, kaai):
    """contacts C-31 (4)"""
    a_contact(desk, "De Kaai")

    assert by_name(desk, "kaai") == kaai


def test_several_beginnings_are_a_choice(desk, kaai):
    """contacts C-31 (4): the reference takes the first of several in silence, ContactDesk does not."""
    other = a_contact(desk, "Kaai Gent")

    refusal = refused(desk, "E-SELECT-CONTACT", lambda: by_name(desk, "kaai"), field="company_name", record="CT000009")

    assert refusal.facts["choices"] == [(other, "Kaai Gent"), (kaai, "Kaai N.V.")]
    assert [row.no for row in desk.cards.companies("kaai")] == [other, kaai]


@pytest.mark.parametrize("text", ["n.v.", "antwerp", "03-1", "2000", "t000004"])
def test_one_company_that_contains_the_text_is_taken(desk, kaai, text):
    """contacts C-31 (5): number, name, city, phone number or post code."""
    assert by_name(desk, text) == kaai


def test_several_companies_that_contain_the_text_are_a_choice(desk, kaai):
    """contacts C-31 (5)"""
    other = a_contact(desk, "Grand Kaai", city="Antwerpen")

    refusal = refused(desk, "E-SELECT-CONTACT", lambda: by_name(desk, "ntwerp"), field="company_name")
    assert [no for no, _name in refusal.facts["choices"]] == [other, kaai]


def test_no_company_at_all_is_a_choice_of_none(desk):
    """contacts C-31 (5), section 8 line 24: the old value stays."""
    refusal = refused(desk, "E-SELECT-CONTACT", lambda: by_name(desk, "Nowhere", "CT000002"), field="company_name")

    assert refusal.facts["choices"] == []


def test_persons_are_no_choice(desk):
    """contacts C-31: only companies are compared."""
    refused(desk, "E-SELECT-CONTACT", lambda: by_name(desk, "Jan"), field="company_name")


@pytest.mark.parametrize("text", ["50%*", "'t Kaatje?", "a_b@c"])
def test_signs_of_filters_are_plain_text(desk, text):
    """contacts C-31"""
    a_contact(desk, "Something else 50 a-b c")
    no = a_contact(desk, f"{text} Winkel")

    assert by_name(desk, text) == no


def test_the_look_up_of_a_company_offers_companies_only(desk):
    """contacts C-32: choosing one equals typing its number."""
    offered = [row.no for row in desk.records.look_up("contact", "", type=0)]

    assert offered == ["CT000001"]


def test_a_person_takes_over_from_its_first_company(desk, kaai):
    """contacts C-33: a blank person gets everything."""
    desk.records.save("contact", "CT000009", {"company_no": kaai})

    assert values_of(desk, "CT000009", EVERYTHING) == EVERYTHING
    assert read(desk, "contact", "CT000009", "company_name", "search_e_mail") == ("Kaai N.V.", "INFO@KAAI.BE")


def test_fields_that_are_always_copied_overwrite_and_blank(desk, kaai):
    """contacts C-33: also blanks are copied."""
    empty = a_contact(desk, "Empty")
    person = a_person(desk, "Ann", kaai)

    desk.records.save("contact", person, {"company_no": empty})

    assert values_of(desk, person, COMPANY_FIELDS) == dict.fromkeys(COMPANY_FIELDS, "")


@pytest.mark.parametrize("name", COMPANY_FIELDS)
def test_each_such_field_has_its_own_switch(desk, kaai, name):
    """contacts C-33"""
    switch(desk, **{name: False})
    own = {"salesperson_code": "AH", "territory_code": "N", "country_region_code": "NL", "language_code": "NLD", "format_region": "nl-NL"}
    person = a_person(desk, "Ann", **own)

    desk.records.save("contact", person, {"company_no": kaai})

    assert values_of(desk, person, COMPANY_FIELDS) == COMPANY_FIELDS | {name: own[name]}


def test_an_own_address_stays(desk, kaai):
    """contacts C-33: all five or none."""
    person = a_person(desk, "Ann", city="Gent")

    desk.records.save("contact", person, {"company_no": kaai})

    assert values_of(desk, person, ADDRESS) == dict.fromkeys(ADDRESS, "") | {"city": "Gent"}


def test_a_county_alone_is_no_own_address(desk, kaai):
    """contacts C-33: county and country are not compared."""
    person = a_person(desk, "Ann", county="Own", country_region_code="NL")

    desk.records.save("contact", person, {"company_no": kaai})

    assert values_of(desk, person, ADDRESS) == ADDRESS


def test_the_address_of_the_former_company_is_replaced(desk, kaai):
    """contacts C-33: equal to the old company's, so all five are copied, blanks too."""
    new = a_contact(desk, "New", address="Other 1")
    person = a_person(desk, "Ann", kaai, county="Own")

    desk.records.save("contact", person, {"company_no": new})

    assert values_of(desk, person, ADDRESS) == dict.fromkeys(ADDRESS, "") | {"address": "Other 1"}


def test_communication_is_copied_field_by_field(desk, kaai):
    """contacts C-33: blank or equal to the former company's is copied, an own value stays."""
    values = {"phone_no": "09-9", "e_mail": "new@new.be", "fax_no": "F9"}
    new = a_contact(desk, "New", **values)
    person = a_person(desk, "Ann", kaai, phone_no="06-6", pager="")

    desk.records.save("contact", person, {"company_no": new})

    assert values_of(desk, person, ["phone_no", "e_mail", "fax_no", "telex_no"]) == values | {"phone_no": "06-6", "telex_no": ""}


def test_an_own_value_equal_to_nobodys_stays(desk, kaai):
    """contacts C-33"""
    person = a_person(desk, "Ann", **OWN)

    desk.records.save("contact", person, {"company_no": kaai})

    assert values_of(desk, person, OWN) == OWN


@pytest.mark.parametrize(("details", "fields"), [("address_details", ADDRESS), ("communication_details", COMMUNICATION)])
def test_details_have_a_switch(desk, kaai, details, fields):
    """contacts C-33"""
    switch(desk, **{details: False})
    person = a_person(desk, "Ann")

    desk.records.save("contact", person, {"company_no": kaai})

    found = values_of(desk, person, fields)
    assert not any(found.values())


def test_values_typed_with_the_company_win(desk, kaai):
    """contacts C-33: what is typed in the same save is the person's own."""
    desk.records.save("contact", "CT000009", {"company_no": kaai, "phone_no": "06-1", "salesperson_code": "MD"})

    assert values_of(desk, "CT000009", ["phone_no", "salesperson_code", "city"]) == {
        "phone_no": "06-1",
        "salesperson_code": "MD",
        "city": "Antwerpen",
    }


def test_leaving_every_company(desk):
    """contacts C-34: inherited values stay."""
    desk.records.save("contact", "CT000002", {"company_no": ""})

    assert values_of(desk, "CT000002", ["company_no", "company_name", "phone_no", "salesperson_code"]) == {
        "company_no": "",
        "company_name": "",
        "phone_no": "020-1111111",
        "salesperson_code": "JR",
    }


def test_business_relation_follows_the_company(desk, kaai):
    """contacts C-35, C-105: recalculated on every change of company."""
    linked(desk, "CT000001", "customer")
    linked(desk, kaai, "vendor")
    found = [relation(desk, "CT000002")]
    for company in (kaai, "", "CT000001"):
        desk.records.save("contact", "CT000002", {"company_no": company})
        found.append(relation(desk, "CT000002"))

    assert found == ["Customer", "Vendor", "None", "Customer"]


def test_a_person_starts_at_its_new_company_without_history(desk, kaai):
    """contacts C-36, C-37: leaving and first assignment change the person and what follows from it, nothing else."""
    changes = desk.records.save("contact", "CT000002", {"company_no": kaai}).changes
    first = desk.records.save("contact", "CT000009", {"company_no": kaai}).changes

    assert [(record.table, record.no) for record in changes.records] == [("contact", "CT000002")]
    assert [(record.table, record.no) for record in first.records] == [("contact", "CT000009")]


def test_worked_example_of_phone_numbers(desk):
    """contacts C-38, worked example"""
    company = a_contact(desk, "Example", phone_no="020-1")
    a, b, c = (a_person(desk, name, company) for name in "ABC")
    desk.records.save("contact", b, {"phone_no": ""})
    desk.records.save("contact", c, {"phone_no": "06-9"})
    other = a_contact(desk, "Other")
    d, e = a_person(desk, "D", other), a_person(desk, "E", other, phone_no="06-8")

    desk.records.save("contact", company, {"phone_no": "020-2"})
    desk.records.save("contact", other, {"phone_no": "020-3"})

    assert [read(desk, "contact", no, "phone_no") for no in (a, b, c, d, e)] == ["020-2", "", "06-9", "020-3", "06-8"]


def test_a_renamed_company_renames_itself_at_its_persons(desk):
    """contacts C-38: always, whatever the person holds."""
    desk.records.save("contact", "CT000001", {"name": "Adatum Groep"})

    assert [read(desk, "contact", no, "company_name") for no in ("CT000001", "CT000002", "CT000003")] == ["Adatum Groep"] * 3
    assert read(desk, "contact", "CT000002", "name", "search_name") == ("Jan de Vries", "JAN DE VRIES")


@pytest.mark.parametrize("name", [*COMPANY_FIELDS, *(name for name in COMMUNICATION if name != "correspondence_type")])
def test_a_field_follows_while_it_is_the_companys(desk, kaai, name):
    """contacts C-38: per field; an own value is never touched, an equal one follows again."""
    new = {"salesperson_code": "AH", "territory_code": "N", "country_region_code": "NL", "language_code": "NLD", "format_region": "nl-NL"}
    changed = new.get(name) or OWN[name]
    follower, own = a_person(desk, "Ann", kaai), a_person(desk, "Bo", kaai)
    desk.records.save("contact", own, {name: ""})

    desk.records.save("contact", kaai, {name: changed})
    assert [read(desk, "contact", no, name) for no in (follower, own)] == [changed, ""]
    desk.records.save("contact", own, {name: changed})
    desk.records.save("contact", kaai, {name: ""})

    assert [read(desk, "contact", no, name) for no in (follower, own)] == ["", ""]


@pytest.mark.parametrize("name", COMPANY_FIELDS)
def test_a_switched_off_field_does_not_follow(desk, kaai, name):
    """contacts C-38"""
    person = a_person(desk, "Ann", kaai)
    switch(desk, **{name: False})

    desk.records.save("contact", kaai, {name: ""})

    assert read(desk, "contact", person, name) == COMPANY_FIELDS[name]


def test_the_address_follows_as_one(desk, kaai):
    """contacts C-38: those of the five that changed; county is no part of the comparison."""
    same, other = a_person(desk, "Ann", kaai, county="Own"), a_person(desk, "Bo", kaai)
    desk.records.save("contact", same, {"county": "Own"})
    desk.records.save("contact", other, {"address_2": ""})

    desk.records.save("contact", kaai, {"address": "Kaai 7", "city": "Gent"}, places=False)

    assert values_of(desk, same, ADDRESS) == ADDRESS | {"address": "Kaai 7", "city": "Gent", "county": "Own"}
    assert values_of(desk, other, ADDRESS) == ADDRESS | {"address_2": ""}


@pytest.mark.parametrize(("details", "change"), [("address_details", {"address": "X"}), ("communication_details", {"phone_no": "1"})])
def test_switched_off_details_do_not_follow(desk, kaai, details, change):
    """contacts C-38"""
    person = a_person(desk, "Ann", kaai)
    switch(desk, **{details: False})

    desk.records.save("contact", kaai, change)

    (name,) = change
    assert read(desk, "contact", person, name) == EVERYTHING[name]


def test_what_never_follows(desk, kaai):
    """contacts C-38, last row"""
    person = a_person(desk, "Ann", kaai)
    names = ("correspondence_type", "salutation_code", "privacy_blocked", "exclude_from_segment", "search_name", "name", "currency_code")
    before = values_of(desk, person, names)

    changes = {"correspondence_type": 1, "privacy_blocked": True, "exclude_from_segment": True, "search_name": "X", "currency_code": "USD"}
    desk.records.save("contact", kaai, changes)

    assert values_of(desk, person, names) == before


def test_a_country_that_follows_clears_no_post_code(desk, kaai):
    """contacts C-38: a person keeps its own post code, the company loses its own."""
    person = a_person(desk, "Ann", kaai, post_code="9000", city="Gent", address="Own 1")

    desk.records.save("contact", kaai, {"country_region_code": "NL"})

    assert values_of(desk, person, ["country_region_code", "post_code"]) == {"country_region_code": "NL", "post_code": "9000"}
    assert read(desk, "contact", kaai, "post_code") == ""


def test_a_person_changed_by_its_company_is_saved_as_always(desk, kaai):
    """contacts C-39: its linked employee follows, its search address too."""
    person = a_person(desk, "Ann Smit", kaai)
    employee = linked(desk, person, "employee")

    done = desk.records.save("contact", kaai, {"phone_no": "03-7", "e_mail": "new@kaai.be"})

    assert read(desk, "employee", employee, "phone_no") == "03-7"
    assert read(desk, "contact", person, "search_e_mail") == "NEW@KAAI.BE"
    assert {record.no for record in done.changes.records} == {kaai, person, employee}
    causes = {line.field.name: str(line.cause) for record, line in done.changes.lines() if record.no == person}
    assert causes["phone_no"] == f"Inheritance from {kaai}"


def test_one_failure_undoes_the_companys_change(desk, kaai):
    """contacts C-39"""
    a_person(desk, "Ann", kaai)

    refused(desk, "E-NOT-FOUND", lambda: desk.records.save("contact", kaai, {"phone_no": "03-7", "language_code": "XX"}))
