"""Check digits of VAT and registration numbers (contacts C-67, 1.3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.rules.number_checks import REGISTERS, iban_form_fails, registration_check_fails, vat_check_fails
from contactdesk.rules.registration import is_iban

ODD = next(text for text in (f"NL{number:02}ABNA04171643001" for number in range(2, 99)) if is_iban(text))
"""Its check digits fit, its length does not."""


@pytest.mark.parametrize(
    ("right", "wrong", "country"),
    [
        ("NL004495445B01", "NL004495446B01", "NL"),
        ("004495445B01", "123456789B01", "NL"),
        ("BE0428759497", "BE 0428.759.498", "BE"),
        ("DE136695976", "DE136695977", "DE"),
        ("FR40303265045", "FR41303265045", "FR"),
        ("GB980780684", "GB980780685", "GB"),
        ("LU15027442", "LU15027443", "LU"),
        ("EL094259216", "EL094259217", "GR"),
    ],
)
def test_wrong_check_digits_are_noticed(right, wrong, country):
    """contacts C-67: beside the formats, which say nothing about check digits."""
    assert not vat_check_fails(right, country)
    assert vat_check_fails(wrong, country)


@pytest.mark.parametrize(
    ("right", "wrong", "country"),
    [
        ("0428759497", "0428759498", "BE"),
        ("303265045", "303265046", "FR"),
        ("988077917", "988077918", "NO"),
        ("13585628", "13585627", "DK"),
    ],
)
def test_registers_with_check_digits_are_known(right, wrong, country):
    """contacts 1.3 beside contacts C-67"""
    assert not registration_check_fails(right, country)
    assert registration_check_fails(wrong, country)


@given(st.text(max_size=25), st.sampled_from(["NL", "BE", "GB", "US", "XX", "", *REGISTERS]))
def test_nothing_anybody_types_is_too_odd_to_look_at(text, country):
    """contacts C-67: a check is an opinion, never an error."""
    vat_check_fails(text, country)
    registration_check_fails(text, country)
    assert not vat_check_fails("", country)


def test_a_dutch_trade_register_number_has_no_check_digit():
    """contacts 1.3 beside contacts C-67"""
    assert not registration_check_fails("12345678", "NL")


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("NL91 ABNA 0417 1643 00", False),
        ("BE68 5390 0754 7034", False),
        ("NL92 ABNA 0417 1643 00", False),
        (ODD, True),
        ("XX22 1234", False),
        ("", False),
    ],
)
def test_an_iban_has_the_form_of_its_country(text, fails):
    """relations E-25 asks about check digits; this tells of length and form (contacts C-67 for the other numbers)."""
    assert iban_form_fails(text) == fails
