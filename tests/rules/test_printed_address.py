"""The address as it stands on labels (contacts C-76)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.model.codes import ADDRESS_FORMATS, CONTACT_ADDRESS_FORMATS
from contactdesk.rules.printed_address import Addressee, Form, address_lines, addressee

PLACE = {"address": "Damrak 1", "address_2": "2nd floor", "post_code": "1012 LX", "city": "Amsterdam", "county": "NH"}
COMPANY = {"name": "Adatum B.V.", "name_2": "Sales", **PLACE}
PERSON = {"name": "Eva Smit", "name_2": "", **PLACE}
STAND = {
    "company_name": "Adatum at the fair",
    "company_name_2": "Hall 3",
    "address": "Europaplein 2",
    "post_code": "1078 GZ",
    "city": "Amsterdam",
}
BARN = {"company_name": "Adatum, temporary office", "address": "Kade 5", "post_code": "1012 AA", "city": "Amsterdam"}

USUAL = Form()


def lines(contact, company=None, own=None, theirs=None, *, inherits=True, form=USUAL):
    return address_lines(addressee(contact, company, own, theirs, inherits_address=inherits), form)


def test_the_own_alternate_address_comes_first():
    """contacts C-76 step 1"""
    assert lines(PERSON, COMPANY, STAND, BARN) == ["Adatum at the fair", "Hall 3", "Eva Smit", "Europaplein 2", "1078 GZ Amsterdam"]


def test_a_company_is_not_named_twice():
    """contacts C-76 step 1: an alternate address that carries the name of the company itself."""
    assert lines(COMPANY, None, BARN | {"company_name": "Adatum B.V."})[:2] == ["Adatum B.V.", "Kade 5"]


def test_the_alternate_address_of_the_company_is_that_of_its_persons():
    """contacts C-76 step 2: where they have the company's address and addresses are inherited."""
    assert lines(PERSON, COMPANY, None, BARN) == ["Adatum, temporary office", "Eva Smit", "Kade 5", "1012 AA Amsterdam"]


@pytest.mark.parametrize("field", ["address", "address_2", "post_code", "city"])
def test_a_person_with_an_address_of_its_own_stays_there(field):
    """contacts C-76 step 2 does not hold, so step 3 does; the county is not compared."""
    moved = lines(PERSON | {field: "Elsewhere"}, COMPANY, None, BARN)

    assert moved[:3] == ["Adatum B.V.", "Sales", "Eva Smit"]
    assert lines(PERSON | {"county": "ZH"}, COMPANY, None, BARN)[0] == "Adatum, temporary office"


def test_without_inheritance_the_person_keeps_its_address():
    """contacts C-76 steps 2 and 3"""
    assert lines(PERSON, COMPANY, None, BARN, inherits=False)[0] == "Adatum B.V."
    assert lines(PERSON, COMPANY) == ["Adatum B.V.", "Sales", "Eva Smit", "Damrak 1", "2nd floor", "1012 LX Amsterdam"]


def test_a_contact_by_itself_has_its_own_names():
    """contacts C-76 step 4"""
    assert lines(COMPANY) == ["Adatum B.V.", "Sales", "Damrak 1", "2nd floor", "1012 LX Amsterdam"]
    assert lines(PERSON) == ["Eva Smit", "Damrak 1", "2nd floor", "1012 LX Amsterdam"]


@pytest.mark.parametrize(
    ("address_format", "expected"),
    [
        ("Post Code+City", ["1012 LX Amsterdam"]),
        ("City+Post Code", ["Amsterdam, 1012 LX"]),
        ("City+County+Post Code", ["Amsterdam, NH 1012 LX"]),
        ("Blank Line+Post Code+City", ["", "1012 LX Amsterdam"]),
    ],
)
def test_the_country_decides_on_the_line_of_the_city(address_format, expected):
    """contacts C-76, section 7"""
    found = lines(PERSON, form=Form(address_format, country_name="Abroad"))

    assert found == ["Eva Smit", "Damrak 1", "2nd floor", *expected, "Abroad"]


@pytest.mark.parametrize(("contact_format", "place"), [("First", 0), ("After Company Name", 2), ("Last", -1)])
def test_the_country_decides_where_the_person_stands(contact_format, place):
    """contacts C-76, 1.8"""
    assert lines(PERSON, COMPANY, form=Form(contact_address_format=contact_format, country_name="Russia"))[place] == "Eva Smit"


@given(
    st.tuples(*[st.sampled_from(["", "x", "y"])] * 8),
    st.sampled_from(ADDRESS_FORMATS),
    st.sampled_from(CONTACT_ADDRESS_FORMATS),
)
def test_blank_lines_are_closed_up(values, address_format, contact_format):
    """contacts C-76: but for the one that the format of Austria and Germany asks for."""
    name, name_2, person, *place = values
    address = dict(zip(("address", "address_2", "post_code", "city", "county"), place, strict=True))

    found = address_lines(Addressee(name, name_2, person, address), Form(address_format, contact_format))

    wanted = int(address_format == "Blank Line+Post Code+City" and "" in found)
    assert found.count("") == wanted
    assert not found or (found[0] and found[-1])
