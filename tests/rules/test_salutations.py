"""The sentence a letter begins with (contacts C-46 to C-48)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.rules.salutations import FORMAL, INFORMAL, LENGTH, Formula, formula_for, salutation_text

JOB, FIRST, MIDDLE, SURNAME, INITIALS, COMPANY = range(1, 7)
FIELDS = ("job_title", "first_name", "middle_name", "surname", "initials", "company_name")
NAMES = st.text(st.characters(exclude_characters="%", exclude_categories=("C", "Z")), max_size=12)


def formula(text, *names):
    return Formula("", FORMAL, text, (*names, *(0,) * (5 - len(names))))


def text(formula_text, names, **contact):
    return salutation_text(formula(formula_text, *names), contact)


MS = ("Dear Ms. %1 %2 %3,", (FIRST, MIDDLE, SURNAME))


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ({"first_name": "Anna", "surname": "Smit"}, "Dear Ms. Anna Smit,"),
        ({"first_name": "Anna", "middle_name": "de", "surname": "Smit"}, "Dear Ms. Anna de Smit,"),
        ({"first_name": "Anna"}, "Dear Ms. Anna,"),
        ({"surname": "Smit"}, "Dear Ms. Smit,"),
        ({}, "Dear Ms.,"),
    ],
)
def test_blank_names_leave_no_hole(contact, expected):
    """contacts C-47: the example, and the blank before the comma that ContactDesk removes."""
    assert text(*MS, **contact) == expected


def test_every_part_of_a_name_has_its_place():
    """contacts C-47: Name 1 to Name 5 say what %1 to %5 stand for."""
    contact = {"job_title": "Dr.", "first_name": "Anna", "middle_name": "de", "surname": "Smit", "initials": "A.", "company_name": "Adatum"}

    assert text("%5 %4 %3 %2 %1", (JOB, FIRST, MIDDLE, SURNAME, INITIALS), **contact) == "A. Smit de Anna Dr."
    assert text("%1, %1!", (COMPANY,), **contact) == "Adatum, Adatum!"


def test_only_the_first_blank_place_is_closed_up_by_itself():
    """contacts C-47: later ones are replaced by nothing, and doubled blanks are reduced."""
    assert text("%1 and %1 and %1 end", (FIRST,)) == "and and end"


def test_a_placeholder_in_a_name_is_no_placeholder():
    """contacts C-47: what a contact is called is never read as a formula."""
    assert text("Hi %1 %2", (FIRST, SURNAME), first_name="%2", surname="Smit") == "Hi %2 Smit"


def test_a_salutation_has_at_most_260_characters():
    """contacts C-47"""
    assert len(text("%1 %2 %3", (COMPANY, COMPANY, COMPANY), company_name="x" * 100)) == LENGTH


@given(st.lists(st.sampled_from(["%1", "%2", "%3", "%4", "%5", "Dear", "Hi", " ", ",", "!"]), max_size=20), st.tuples(*[NAMES] * 6))
def test_nothing_but_the_text_and_the_names_is_left(pieces, values):
    """contacts C-47: no placeholder, no double blank, no blank before a sign, whatever is blank."""
    contact = dict(zip(FIELDS, values, strict=True))

    found = text("".join(pieces), (FIRST, MIDDLE, SURNAME, INITIALS, COMPANY), **contact)

    assert not re.search("%[1-5]", found)
    assert "  " not in found
    assert not re.search(r" [,.;:!?]", found)
    assert found == found.strip()
    assert len(found) <= LENGTH


def test_the_formula_of_exactly_the_language_is_asked_for():
    """contacts C-46: an explicit language has no substitute; merging takes the blank one (contacts C-48)."""
    blank, german = Formula("", FORMAL, "Dear Sirs,"), Formula("DEU", FORMAL, "Sehr geehrte Damen und Herren,")

    assert formula_for([blank, german], FORMAL, "DEU") is german
    assert formula_for([blank, german], FORMAL, "NLD") is None
    assert formula_for([blank, german], FORMAL, "NLD", else_blank=True) is blank
    assert formula_for([blank, german], INFORMAL, "", else_blank=True) is None
