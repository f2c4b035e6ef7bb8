"""Amounts and counts as people read and type them, in both languages; what is stored stays the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.errors import UserError
from contactdesk.model.kinds import Amount
from contactdesk.text import n_, thousands, use_language


@pytest.fixture(params=["en", "nl"])
def language(request):
    use_language(request.param)
    yield request.param
    use_language("en")


def test_an_amount_has_the_decimal_sign_of_the_language(language):
    """Given 1234.5, when it is shown, then English has a point and Dutch a comma; the text for files stays."""
    assert Amount().show(Decimal("1234.5")) == {"en": "1234.50", "nl": "1234,50"}[language]
    assert Amount().format(Decimal("1234.5")) == "1234.50"
    assert Amount().show(Decimal(0)) == ""


@pytest.mark.parametrize("typed", ["1234.5", "1234,5", "1,234.5", "1.234,5", " 1 234,50 "])
def test_an_amount_is_read_however_it_is_typed(language, typed):
    assert Amount().parse(typed) == Decimal("1234.50")


@pytest.mark.parametrize("typed", ["1.234", "1,234", "1.2.3", "12,34.5", "1.23,4", "1,,2", ".", ","])
def test_what_could_be_two_amounts_is_refused(language, typed):
    """A lone sign before three digits means thousands to one reader and decimals to another."""
    with pytest.raises(UserError):
        Amount().parse(typed)


@given(amount=st.decimals(min_value=-(10**12), max_value=10**12, places=2), spoken=st.sampled_from(["en", "nl"]))
def test_what_is_shown_is_read_back(amount, spoken):
    use_language(spoken)
    try:
        assert Amount().parse(Amount().show(amount)) == amount
    finally:
        use_language("en")


def test_counts_are_read_in_groups_of_three(language):
    sign = {"en": ",", "nl": "."}[language]
    assert thousands(999) == "999"
    assert thousands(1000000) == f"1{sign}000{sign}000"
    assert n_("{n} record", "{n} records", 1000).startswith(f"1{sign}000 ")
