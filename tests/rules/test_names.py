"""Names: contacts C-40 to C-44."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.rules import names
from contactdesk.rules.names import NameParts, compose_name, split_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("", ("", "", "")),
        ("   ", ("", "", "")),
        ("Cher", ("Cher", "", "")),
        ("Anna Smit", ("Anna", "", "Smit")),
        ("Jan de Vries", ("Jan", "de", "Vries")),
        ("Jan van der Berg", ("Jan van", "der", "Berg")),
        ("  Anna   Maria  de  Vries ", ("Anna Maria", "de", "Vries")),
        ("A B C D E F", ("A B C D", "E", "F")),
    ],
)
def test_a_name_is_split_on_blanks(name, parts):
    """contacts C-41, contacts section 8 line 9"""
    split = split_name(name)
    assert (split.first_name, split.middle_name, split.surname) == parts
    assert split.cut == ()


def test_parts_made_by_hand_survive_a_name_that_they_compose():
    """contacts C-41"""
    by_hand = NameParts("Jan", "van der", "Berg")
    assert split_name("Jan  van der   Berg", by_hand) == by_hand
    assert split_name("Jan van den Berg", by_hand) == NameParts("Jan van", "den", "Berg")
    assert split_name("", NameParts()) == NameParts()


def test_a_part_is_cut_to_30_characters_and_a_notice_says_so():
    """contacts C-41, relations E-23, contacts section 8 line 8"""
    split = split_name("Anna " + "x" * 31)
    assert split.surname == "x" * 30
    assert split.cut == ("surname",)
    assert "Surname" in names.cut_notice(split)
    assert "30" in names.cut_notice(split)
    assert names.cut_notice(split_name("Anna")) == ""


def test_a_cut_part_ends_without_a_blank():
    """contacts C-41"""
    assert split_name("a" * 29 + " b c d").first_name == "a" * 29


@pytest.mark.parametrize(
    ("parts", "name"),
    [(("Anna", "", "Smit"), "Anna Smit"), (("", "", "Smit"), "Smit"), (("", "", ""), ""), (("Jan", "van der", "Berg"), "Jan van der Berg")],
)
def test_parts_that_are_blank_leave_no_blanks(parts, name):
    """contacts C-42"""
    assert compose_name(*parts) == name


@given(st.lists(st.text("abc", min_size=1, max_size=5), max_size=6))
def test_split_parts_compose_the_name_again(words):
    """contacts C-41, contacts C-42"""
    name = " ".join(words)
    split = split_name(name)
    assert compose_name(split.first_name, split.middle_name, split.surname) == name
    assert split_name(name, split) == split


@pytest.mark.parametrize(
    ("search_name", "expected"),
    [("", "NEW"), ("OLD", "NEW"), ("BY HAND", "BY HAND"), ("old", "old")],
)
def test_the_search_name_follows_until_it_is_made_by_hand(search_name, expected):
    """contacts C-44"""
    assert names.followed_search_name(search_name, "Old", "New") == expected


def test_a_search_name_that_grows_in_upper_case_keeps_following():
    """contacts C-44"""
    long = "ß" * 100
    search_name = names.followed_search_name("", "", long)
    assert search_name == "S" * 100
    assert names.followed_search_name(search_name, long, "Short") == "SHORT"


def test_what_follows_the_name_of_a_company_and_of_a_person():
    """contacts C-40, contacts C-41, contacts C-44"""
    company = names.after_name("Adatum B.V.", "", "", person=False)
    assert company.changes == {"company_name": "Adatum B.V.", "search_name": "ADATUM B.V."}
    person = names.after_name("Anna Smit", "Anna Bos", "ANNA BOS", person=True)
    assert person.changes == {"search_name": "ANNA SMIT", "first_name": "Anna", "middle_name": "", "surname": "Smit"}
    assert names.after_name("x" * 31, "", "", person=True).notice


def test_an_employee_is_searched_by_full_name_and_initials():
    """relations section 1.8"""
    assert names.employee_search_source("Jan", "", "Bos", "J.") == "Jan Bos J."


def test_company_forms_say_nothing_about_which_company_it_is():
    """duplicates D-31"""
    assert names.without_company_form("Bakkerij De Vries B.V.") == "Bakkerij De Vries"
    assert names.without_company_form("Contoso, Ltd.") == "Contoso"
    assert names.without_company_form("B.V.") == "B.V."
    assert names.has_company_form("Adatum GmbH")
    assert not names.has_company_form("Anna Smit")
