"""Alternate addresses on a day, and the numbers offered for a call (contacts C-54, C-71 to C-73)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.rules.alt_addresses import DateRange, Reached, active_alternate, active_until, check_range, numbers_to_call

FAIR = DateRange(date(2026, 5, 1), date(2026, 5, 10), "FAIR")
HOLIDAY = DateRange(date(2026, 5, 5), None, "HOLIDAY")
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@st.composite
def ranges(draw):
    """Ranges of one contact: every start is there once, ends never lie before their start."""
    found = []
    for start in draw(st.sets(DAYS, max_size=6)):
        length = draw(st.none() | st.integers(0, 40))
        end = None if length is None else start + timedelta(days=length)
        found.append(DateRange(start, end, draw(st.sampled_from(["FAIR", "HOME", "SUMMER"]))))
    return found


@pytest.mark.parametrize(("month", "day", "code"), [(5, 3, "FAIR"), (5, 7, "HOLIDAY"), (5, 12, "HOLIDAY"), (4, 30, None)])
def test_the_example_of_the_specification(month, day, code):
    """contacts C-73: ranges may overlap, the latest start wins."""
    found = active_alternate([FAIR, HOLIDAY], date(2026, month, day))

    assert (found.code if found else None) == code


@given(ranges(), DAYS)
def test_the_latest_start_wins_among_those_that_hold(all_ranges, day):
    """contacts C-73: nothing that holds on the day started later, and nothing is found only where nothing holds."""
    found = active_alternate(all_ranges, day)

    holding = [one for one in all_ranges if one.starting_date <= day and (one.ending_date is None or one.ending_date >= day)]
    assert (found is None) == (not holding)
    if found is not None:
        assert found in holding
        assert all(one.starting_date <= found.starting_date for one in holding)


@given(ranges(), DAYS)
def test_the_order_of_the_ranges_does_not_matter(all_ranges, day):
    """contacts C-73"""
    assert active_alternate(all_ranges, day) == active_alternate(all_ranges[::-1], day)


@given(ranges(), DAYS)
def test_an_address_is_active_until_the_day_before_another_one_is(all_ranges, day):
    """contacts C-73: the last day is told right whatever overlaps."""
    now = active_alternate(all_ranges, day)
    until = active_until(all_ranges, day)

    later = [day + timedelta(days=n) for n in range(200)]
    first_other = next(
        (one for one in later if (active_alternate(all_ranges, one) or DateRange(one)).code != (now.code if now else "")), None
    )
    assert until == (first_other - timedelta(days=1) if now is not None and first_other is not None else None)


def test_an_older_range_goes_on_where_a_newer_one_ends():
    """contacts C-73: HOME without end, FAIR in between, HOME again."""
    home = DateRange(date(2026, 1, 1), None, "HOME")

    assert active_until([home, FAIR], date(2026, 4, 1)) == date(2026, 4, 30)
    assert active_until([home, FAIR], date(2026, 5, 3)) == date(2026, 5, 10)
    assert active_until([home, FAIR], date(2026, 5, 11)) is None


def test_a_range_does_not_end_before_it_starts():
    """contacts C-71: equal dates are fine, and so is no end."""
    check_range(date(2026, 5, 10), date(2026, 5, 10))
    check_range(date(2026, 5, 10), None)
    check_range(None, date(2026, 5, 10))

    with pytest.raises(errors.DateRangeOrder) as caught:
        check_range(date(2026, 5, 10), date(2026, 5, 1), field="starting_date", record="CT1")
    assert (caught.value.id, caught.value.field) == ("E-DATERANGE", "starting_date")
    assert str(caught.value).startswith("Ending Date 01/05/2026 is before Starting Date 10/05/2026.")


def test_numbers_are_offered_in_order_and_once():
    """contacts C-54: the contact, its alternate address by its code, then the same of its company; Phone No. is the default."""
    own, fair = Reached("020-1", "06-1"), Reached("030-9", code="FAIR")
    company, office = Reached("020-1", "06-5", company="Adatum"), Reached("", "06-7", "OFFICE", "Adatum")

    found = numbers_to_call(own, fair, company, office)

    assert [(one.number, one.label) for one in found] == [
        ("020-1", "Phone No."),
        ("06-1", "Mobile Phone No."),
        ("030-9", "FAIR – Phone No."),
        ("06-5", "Adatum – Mobile Phone No."),
        ("06-7", "Adatum – OFFICE – Mobile Phone No."),
    ]


def test_the_mobile_number_is_the_default_where_there_is_no_other():
    """contacts C-54"""
    assert numbers_to_call(Reached("", "06-1"), Reached("030-9", code="FAIR"))[0].number == "06-1"
    assert numbers_to_call(Reached(), Reached(code="FAIR")) == []
