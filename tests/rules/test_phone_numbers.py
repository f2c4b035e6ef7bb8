"""Hints about telephone numbers; what is stored stays as typed (contacts C-50)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.rules.phone_numbers import PhoneHint, dialled, phone_hint


@pytest.mark.parametrize(
    ("text", "country", "international"),
    [
        ("020-1234567", "NL", "+31 20 123 4567"),
        ("+31 (0)20-123 45 67", "NL", "+31 20 123 4567"),
        ("+31 (0)20-123 45 67", "BE", "+31 20 123 4567"),
        ("0031201234567", "", "+31 20 123 4567"),
        ("06-12345678 / 020-1234567", "NL", "+31 6 12345678"),
        ("020/1234567", "NL", "+31 20 123 4567"),
        ("020-1234567#12", "NL", "+31 20 123 4567"),
        ("+31 20 123 4567", "NL", ""),
        ("112", "NL", ""),
        ("14020", "NL", ""),
        ("020-1234567", "", ""),
        ("555-0100", "US", ""),
        ("020-1234ABC", "NL", ""),
    ],
)
def test_a_number_is_shown_as_it_is_dialled_from_abroad(text, country, international):
    """contacts C-50: beside the field, where there is another way to write it."""
    assert phone_hint(text, country) == PhoneHint(international)


@pytest.mark.parametrize(("text", "country"), [("020-12345678901", "NL"), ("020-12345", "NL"), ("+999 123456789", "NL")])
def test_a_number_that_cannot_be_one_of_the_country_is_told(text, country):
    """contacts C-50: a mild notice, never a refusal."""
    assert phone_hint(text, country) == PhoneHint(possible=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+31 (0)20-123 45 67", "+31201234567"),
        ("(020) 123 45 67", "0201234567"),
        ("020-1234567#12", "0201234567"),
        ("06-12345678 / 020-1234567", "0612345678"),
        ("–", ""),
    ],
)
def test_only_what_a_telephone_can_dial_is_dialled(text, number):
    """contacts C-54"""
    assert dialled(text) == number


@given(st.text("0123456789+-()/#,. ", max_size=30), st.sampled_from(["NL", "US", "GR", ""]))
def test_any_text_without_letters_gives_a_hint(text, country):
    """contacts C-50: nothing that may be stored is too odd to look at."""
    hint = phone_hint(text, country)

    assert hint.possible or not hint.international
    assert set(dialled(text)) <= set("+0123456789")
