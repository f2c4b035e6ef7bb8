"""Dates as people type them: contacts F-7."""

import time
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.model.dates import read_date, show_date, show_moment, utc_end, utc_start
from contactdesk.text import use_language

moment = datetime.fromisoformat
WORK, TODAY = date(2026, 11, 18), date(2026, 12, 24)


@pytest.fixture(params=["en", "nl"])
def spoken(request):
    use_language(request.param)
    yield request.param
    use_language("en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", date(2026, 11, 5)),
        ("05", date(2026, 11, 5)),
        ("0512", date(2026, 12, 5)),
        ("5-12", date(2026, 12, 5)),
        ("5/12", date(2026, 12, 5)),
        ("5 12", date(2026, 12, 5)),
        ("5_12", date(2026, 12, 5)),
        ("5 : 12 ; 27", date(2027, 12, 5)),
        ("5.12.", None),
        ("051227", date(2027, 12, 5)),
        ("05122027", date(2027, 12, 5)),
        ("5.12.27", date(2027, 12, 5)),
        ("5/12/2027", date(2027, 12, 5)),
        ("2027-12-05", date(2027, 12, 5)),
        ("010149", date(2049, 1, 1)),
        ("010150", date(1950, 1, 1)),
        ("29-2-2028", date(2028, 2, 29)),
        ("t", TODAY),
        ("today", TODAY),
        ("V", TODAY),
        ("vandaag", TODAY),
        ("w", WORK),
        ("Work", WORK),
        ("werk", WORK),
        ("mon", date(2026, 11, 16)),
        ("maandag", date(2026, 11, 16)),
        ("zo", date(2026, 11, 22)),
        ("wo", WORK),
        ("tuesday 23", date(2026, 6, 2)),
        ("di1", date(2025, 12, 30)),
        ("fri53", date(2027, 1, 1)),
    ],
)
def test_a_date_is_read_as_people_type_it(text, expected, spoken):
    """contacts F-7"""
    if expected is None:
        with pytest.raises(errors.NotAValue):
            read_date(text, WORK, TODAY)
    else:
        assert read_date(text, WORK, TODAY) == expected


@pytest.mark.parametrize(
    "text", ["", "31-2-2026", "0", "32", "1-13", "1-2-3-4", "123", "12345", "s", "d", "mon 54", "soon", "00-00-0000", "٢٠", "20-11-026"]
)
def test_anything_else_is_refused(text):
    """contacts F-7"""
    with pytest.raises(errors.NotAValue):
        read_date(text, WORK, TODAY)


def test_week_53_of_a_year_of_52_weeks_is_refused():
    """contacts F-7"""
    with pytest.raises(errors.NotAValue):
        read_date("mon 53", date(2025, 6, 1), TODAY)


def test_without_a_work_date_it_is_today():
    """contacts section 0"""
    assert read_date("w", today=TODAY) == TODAY
    assert read_date("t") == date.today()


@given(st.dates())
def test_a_shown_date_is_read_back(value):
    """contacts F-7"""
    for language in ("nl", "en"):
        use_language(language)
        assert read_date(show_date(value), WORK, TODAY) == value
    assert read_date(value.isoformat(), WORK, TODAY) == value


def test_dates_are_shown_day_first(spoken):
    """contacts F-7"""
    assert show_date(date(2026, 11, 5)) == {"en": "05/11/2026", "nl": "05-11-2026"}[spoken]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a Windows process is fixed")
def test_a_stored_moment_is_shown_as_local_time(monkeypatch):
    """contacts section 1.3"""

    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    try:
        time.tzset()
        assert show_moment(moment("2026-11-05T23:30:00")) == "06/11/2026 00:30"
        assert (utc_start(date(2026, 11, 5)), utc_end(date(2026, 11, 5))) == (moment("2026-11-04T23:00:00"), moment("2026-11-05T23:00:00"))
    finally:
        monkeypatch.undo()
        time.tzset()
