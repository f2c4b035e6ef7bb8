"""Number series: which number comes next, and why none does (contacts section 4).

A draw is a function of the series' lines and a date; whoever stores its line owns the number.
Previews draw too and store nothing (contacts NS-22).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.numbering import NORMAL, NoSeriesLine
from contactdesk.rules.number_text import caption, increased, split_number, value_of
from contactdesk.text import N_, _

_NO_LIMIT = N_("without limit")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a number series, as contacts section 4 lists its fields."""

    line_no: int = 0
    starting_date: date | None = None
    starting_no: str = ""
    ending_no: str = ""
    warning_no: str = ""
    last_no_used: str = ""
    increment_by_no: int = 1
    last_date_used: date | None = None
    implementation: int = NORMAL

    @classmethod
    def of(cls, row: NoSeriesLine) -> Line:
        """The line as it is stored."""
        return cls(**{field.name: getattr(row, field.name) for field in fields(cls)})

    @property
    def open(self) -> bool:
        """Whether the line has numbers left (contacts NS-7)."""
        if not self.ending_no or not self.last_no_used:
            return True
        return value_of(self.last_no_used) + self.increment_by_no <= value_of(self.ending_no)

    @property
    def warns(self) -> bool:
        """Whether the last number used is at or past the warning number (contacts NS-11, NS-15)."""
        return bool(self.warning_no and self.last_no_used) and value_of(self.last_no_used) >= value_of(self.warning_no)


@dataclass(frozen=True, slots=True)
class Draw:
    """A number, and the line as it is to be stored when the number is used (contacts NS-13)."""

    series_code: str
    number: str
    line: Line

    @property
    def warning(self) -> bool:
        """Whether the series is nearly used up (contacts NS-11)."""
        return self.line.warns

    @property
    def notice(self) -> str:
        """The notice for the user, "" when there is none (contacts NS-11)."""
        if not self.warning:
            return ""
        text = _("Number series {series} is nearly used up: {number} was assigned, the last number is {last}.")
        return text.format(series=self.series_code, number=self.number, last=self.line.ending_no)


def draw(series_code: str, lines: Sequence[Line], on: date, *, date_order: bool = False, line_no: int | None = None) -> Draw:
    """The next number of a series on a date, with its line after the draw (contacts NS-8 to NS-13).

    `line_no` names a line, then the others play no part (NS-20). Raises `NoSeriesSetup` for a blank series
    code, `NotFound` for a line that is not there, `NoLineForDate`, `SeriesUsedUp`, `FillFirst`,
    `NumberOutOfRange`, `NumberTooLong` and `DateOrder`.
    """
    line = usable_line(series_code, lines, on) if line_no is None else _named_line(series_code, lines, on, line_no)
    if date_order and line.last_date_used and on < line.last_date_used:
        raise errors.DateOrder(series=series_code, last=line.last_date_used, date=on)
    number = _next_number(series_code, line)
    return Draw(series_code, number, replace(line, last_no_used=number, last_date_used=on))


def draw_quietly(series_code: str, lines: Sequence[Line], on: date, *, date_order: bool = False, line_no: int | None = None) -> Draw | None:
    """As `draw`, but None instead of any refusal (contacts NS-20)."""
    try:
        return draw(series_code, lines, on, date_order=date_order, line_no=line_no)
    except errors.UserError:
        return None


def peek(series_code: str, lines: Sequence[Line], on: date, *, date_order: bool = False, line_no: int | None = None) -> str:
    """The number the next draw gives, refusals included (contacts NS-20, NS-15)."""
    return draw(series_code, lines, on, date_order=date_order, line_no=line_no).number


def peek_several(series_code: str, lines: Sequence[Line], on: date, count: int, *, date_order: bool = False) -> list[str]:
    """The numbers the next `count` draws give, fewer where the series refuses the rest; the first refusal is raised as by `draw`."""
    lines, found = list(lines), list[str]()
    while len(found) < count:
        drawn = (draw_quietly if found else draw)(series_code, lines, on, date_order=date_order)
        if drawn is None:
            break
        found.append(drawn.number)
        lines = [drawn.line if line.line_no == drawn.line.line_no else line for line in lines]
    return found


def usable_line(series_code: str, lines: Sequence[Line], on: date) -> Line:
    """The line used on a date (contacts NS-8); raises `NoLineForDate`, `SeriesUsedUp` (NS-9), `NoSeriesSetup` (NS-21)."""
    if not series_code:
        raise errors.NoSeriesSetup()
    started = [line for line in lines if _started(line, on)]
    latest = max((line.starting_date or date.min for line in started), default=date.min)
    found = [line for line in started if (line.starting_date or date.min) == latest and line.open]
    if found:
        return min(found, key=_line_order)
    if lines and (not started or any(line.open for line in lines)):
        raise errors.NoLineForDate(series=series_code, date=on)
    raise errors.SeriesUsedUp(series=series_code)


def current_line(lines: Sequence[Line], on: date) -> Line | None:
    """The line shown on the list of series: the usable one, else the first one, else None (contacts NS-18)."""
    try:
        return usable_line("-", lines, on)
    except errors.UserError:
        return min(lines, key=lambda line: line.line_no, default=None)


def last_no_used(series_code: str, lines: Sequence[Line], on: date) -> str:
    """The last number drawn from the usable line, "" when there is none (contacts NS-19, NS-21)."""
    try:
        return usable_line(series_code, lines, on).last_no_used
    except errors.UserError:
        return ""


def expiring(lines: Sequence[Line]) -> bool:
    """Whether Show Expiring lists a series with these lines (contacts NS-15)."""
    return not lines or any(line.open and line.warns for line in lines)


def both_switches(default_nos: bool, manual_nos: bool, *, changed: str) -> tuple[bool, bool]:
    """Default Nos. and Manual Nos. after one of them ("default_nos", "manual_nos") changed (contacts NS-1)."""
    if default_nos or manual_nos:
        return default_nos, manual_nos
    return (False, True) if changed == "default_nos" else (True, False)


def _named_line(series_code: str, lines: Sequence[Line], on: date, line_no: int) -> Line:
    if not series_code:
        raise errors.NoSeriesSetup()
    line = next((line for line in lines if line.line_no == line_no), None)
    if line is None:
        raise errors.NotFound(table_caption=Caption(NoSeriesLine.CAPTION), value=f"{series_code} {line_no}")
    if not _started(line, on):
        raise errors.NoLineForDate(series=series_code, date=on)
    return line


def _next_number(series_code: str, line: Line) -> str:
    """contacts NS-10"""
    if not line.starting_no:
        raise errors.FillFirst(field="starting_no", caption=caption("starting_no"))
    number = increased(line.last_no_used, line.increment_by_no) if line.last_no_used else line.starting_no
    if not _in_range(number, line):
        raise errors.NumberOutOfRange(number=number, series=series_code, last=line.ending_no or Caption(_NO_LIMIT))
    return number


def _in_range(number: str, line: Line) -> bool:
    new, first = split_number(number), split_number(line.starting_no)
    if (new.before, new.after) != (first.before, first.after) or new.value < first.value or len(number) < len(line.starting_no):
        return False
    return not line.ending_no or (new.value <= value_of(line.ending_no) and len(number) <= len(line.ending_no))


def _started(line: Line, on: date) -> bool:
    return line.starting_date is None or line.starting_date <= on


def _line_order(line: Line) -> tuple[str, int, str, int]:
    if not line.starting_no:
        return "", -1, "", line.line_no
    first = split_number(line.starting_no)
    return first.before, first.value, first.after, line.line_no
