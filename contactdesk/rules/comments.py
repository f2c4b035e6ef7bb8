"""The date of a comment line (contacts C-85)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date


def first_date(work_date: date, dates: Collection[date | None]) -> date | None:
    """The date of a new line beside lines with these `dates`: the work date once, then none."""
    return None if work_date in dates else work_date
