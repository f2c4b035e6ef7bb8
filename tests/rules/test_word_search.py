"""Finding by words (contacts T-2, T-5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.rules.word_search import BEGINS, BY_MORE_WORDS, BY_PARTS, BY_WORDS, NOT_FOUND, fit, named

SETUP = named(["Marketinginstellingen", "Marketing Setup"], ["crm setup relationship"])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("m", BEGINS),
        ("marketing s", BEGINS),
        ("MARKETING  SETUP", BEGINS),
        ("set", BY_WORDS),
        ("setup marketing", BY_WORDS),
        ("instel", BY_PARTS),
        ("tup mark", BY_PARTS),
        ("crm", BY_MORE_WORDS),
        ("relation setup", BY_MORE_WORDS),
        ("elation", NOT_FOUND),
        ("marketing x", NOT_FOUND),
        ("", NOT_FOUND),
        ("   ", NOT_FOUND),
    ],
)
def test_every_word_is_part_of_a_name_or_begins_a_further_word(typed, expected):
    """contacts T-2: in English and in the user's language."""
    assert fit(typed, SETUP) == expected


def test_accents_and_case_do_not_matter():
    """contacts T-2"""
    assert fit("CAFE", named(["Café Łódź"])) == BEGINS
    assert fit("lodz", named(["Café Łódź"])) == BY_WORDS


@given(typed=st.text(max_size=30))
def test_no_sign_is_anything_but_text(typed):
    """contacts T-5: special characters never raise an error, and fit only what holds them."""
    found = fit(typed, named(["Contacts", "a % b _ \" ' [x]*"], ["(more)"]))
    assert NOT_FOUND <= found <= BY_MORE_WORDS
    assert fit("%", named(["Contacts"])) == NOT_FOUND
    assert fit("*", named(["Contacts"])) == NOT_FOUND
