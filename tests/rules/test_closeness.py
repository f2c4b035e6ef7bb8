"""Names that are nearly the same (contacts F-12)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.rules.closeness import differ_by_at_most, may_differ


@pytest.mark.parametrize(("typed", "letters"), [("", 0), ("Anna", 0), ("Annaa", 1), ("Verhoeven", 1), ("Verhoevens", 2)])
def test_one_letter_of_five_may_differ(typed, letters):
    """contacts F-12"""
    assert may_differ(typed) == letters


@pytest.mark.parametrize(
    ("one", "other", "most", "close"),
    [
        ("adatum", "adatum", 0, True),
        ("adatun", "adatum", 1, True),
        ("adtum", "adatum", 1, True),
        ("adaatum", "adatum", 1, True),
        ("dataum", "adatum", 1, False),
        ("adatum", "contoso", 2, False),
        ("", "ab", 2, True),
    ],
)
def test_letters_are_changed_added_and_left_out(one, other, most, close):
    """contacts F-12"""
    assert differ_by_at_most(one, other, most) is close


@given(st.text(max_size=8), st.text(max_size=8), st.integers(0, 8))
def test_closeness_goes_both_ways(one, other, most):
    """contacts F-12"""
    assert differ_by_at_most(one, other, most) == differ_by_at_most(other, one, most)
    assert differ_by_at_most(one, one, most)
