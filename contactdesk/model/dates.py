"""Dates as people type and read them (contacts F-7).

English here is British: day before month, as in Dutch. Words of both languages are always understood,
because none of them means different days in the two.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from contactdesk import errors
from contactdesk.text import _, date_text

_TODAY = frozenset({"t", "today", "v", "vandaag"})
_WORK_DATE = frozenset({"w", "work", "werk"})
_WEEKDAYS = (
    ("monday", "maandag"),
    ("tuesday", "dinsdag"),
    ("wednesday", "woensdag"),
    ("thursday", "donderdag"),
    ("friday", "vrijdag"),
    ("saturday", "zaterdag"),
    ("sunday", "zondag"),
)
_WORD = re.compile(r"([a-z]+)\.?\s*([0-9]{1,2})?")
_SEPARATOR = re.compile(r"\s*[^\w\s]\s*|\s+|_")
_CENTURY_TURNS = 50


def read_date(text: str, work_date: date | None = None, today: date | None = None) -> date:
    """The date that `text` stands for (contacts F-7); without `today` the calendar's, without `work_date` today.

    Raises `NotAValue` for anything else, also for the beginning of two weekdays ("s").
    """
    today = today or date.today()
    work_date = work_date or today
    plain = text.strip().casefold()
    try:
        found = _from_word(plain, work_date, today) or _from_digits(plain, work_date)
    except ValueError:
        found = None
    if found is None:
        raise errors.NotAValue(value=text, allowed=[show_date(today), _("today"), _("work date"), _("a weekday")])
    return found


def show_date(value: date) -> str:
    """`value` in the regional order of the language spoken now; `read_date` reads it back."""
    return date_text(value)


def show_moment(value: datetime) -> str:
    """A moment stored in UTC, as local date and time."""
    local = value.replace(tzinfo=UTC).astimezone()
    return f"{show_date(local.date())} {local:%H:%M}"


def utc_start(day: date) -> datetime:
    """The first moment of the local `day`, in UTC without a zone, as moments are stored."""
    return datetime.combine(day, time.min).astimezone(UTC).replace(tzinfo=None)


def utc_end(day: date) -> datetime:
    """The first moment after the local `day`, in UTC without a zone."""
    return utc_start(day + timedelta(days=1))


def _from_word(plain: str, work_date: date, today: date) -> date | None:
    if plain in _TODAY:
        return today
    if plain in _WORK_DATE:
        return work_date
    match = _WORD.fullmatch(plain)
    if not match:
        return None
    days = [number for number, names in enumerate(_WEEKDAYS, 1) if any(name.startswith(match[1]) for name in names)]
    if len(days) != 1:
        return None
    year, week, _weekday = work_date.isocalendar()
    return date.fromisocalendar(year, int(match[2] or week), days[0])


def _from_digits(plain: str, work_date: date) -> date | None:
    groups = _SEPARATOR.split(plain)
    if len(groups) == 1 and len(plain) in (4, 6, 8):
        groups = [plain[:2], plain[2:4], plain[4:]][: 2 if len(plain) == 4 else 3]
    if not all(re.fullmatch(r"[0-9]{1,2}|[0-9]{4}", group) for group in groups):
        return None
    lengths = [len(group) for group in groups]
    numbers = [int(group) for group in groups]
    if len(groups) == 3 and lengths[0] == 4 and max(lengths[1:]) <= 2:
        return date(*numbers)
    if len(groups) > 3 or max(lengths[:2]) > 2:
        return None
    if len(groups) == 3:
        return date(_full_year(numbers[2], lengths[2]), numbers[1], numbers[0])
    month = numbers[1] if len(groups) == 2 else work_date.month
    return date(work_date.year, month, numbers[0])


def _full_year(year: int, digits: int) -> int:
    if digits == 4:
        return year
    return 1900 + year if year >= _CENTURY_TURNS else 2000 + year
