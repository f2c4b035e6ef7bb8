"""Moments as people tell them: "today 14:02", "yesterday 9:10", a date and a time before that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from contactdesk.model.dates import show_moment
from contactdesk.text import _


def told_moment(value: datetime, now: datetime | None = None) -> str:
    """A moment stored in UTC, seen from `now` (the present): in local time, in the language spoken now."""
    local = value.replace(tzinfo=UTC).astimezone()
    today = (now.replace(tzinfo=UTC).astimezone() if now is not None else datetime.now().astimezone()).date()
    if local.date() == today:
        return _("today {time}").format(time=f"{local:%H:%M}")
    if local.date() == today - timedelta(days=1):
        return _("yesterday {time}").format(time=f"{local:%H:%M}")
    return show_moment(value)


def told_size(size: int) -> str:
    """The size of a file: "12 kB", "3.4 MB"."""
    from contactdesk.text import decimal_sign

    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB" if size else "0 kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", decimal_sign())
