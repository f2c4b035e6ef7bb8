"""What a number series and its lines allow (contacts NS-1, NS-3 to NS-7, NS-14)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from contactdesk.errors import UserError
from contactdesk.model.fields import field_map
from contactdesk.model.numbering import NoSeries, NoSeriesLine
from contactdesk.rules import number_text, numbering
from contactdesk.services.values import checked
from contactdesk.storage.unit_of_work import Unit

Values = dict[str, Any]


def check_series(unit: Unit, series: NoSeries, values: Values) -> Values:
    """Default Nos. and Manual Nos. cannot both be off (contacts NS-1)."""
    del unit
    default, manual = values.get("default_nos", series.default_nos), values.get("manual_nos", series.manual_nos)
    changed = "manual_nos" if "manual_nos" in values and values["manual_nos"] != series.manual_nos else "default_nos"
    default, manual = numbering.both_switches(bool(default), bool(manual), changed=changed)
    return values | {"default_nos": default, "manual_nos": manual}


def check_line(line: NoSeriesLine, values: Values) -> Values:
    """Numbers of a line have a digit and one form; a warning needs an end (contacts NS-3 to NS-7)."""
    values = dict(values)
    numbers = {name: getattr(line, name) for name in number_text.NUMBERS}
    # Numbers that are cleared go first: they no longer have to look like the others.
    for name in sorted(number_text.NUMBERS, key=lambda name: bool(values.get(name))):
        if name in values and values[name] != numbers[name]:
            try:
                numbers = number_text.entered(numbers, name, values[name])
            except UserError as refusal:
                series = values.get("series_code") or line.series_code or ""
                raise refusal.at(table="no_series_line", record=f"{series} {values.get('line_no', line.line_no)}", field=name) from None
    values |= numbers
    rule_line = numbering.Line(
        starting_no=numbers["starting_no"],
        ending_no=numbers["ending_no"],
        last_no_used=numbers["last_no_used"],
        increment_by_no=values.get("increment_by_no", line.increment_by_no),
    )
    return values | {"open": rule_line.open}


def set_implementation(unit: Unit, code: str, implementation: str | int) -> int:
    """Give all open lines of a series this implementation; how many changed (contacts NS-14)."""
    value = checked(field_map(NoSeriesLine)["implementation"], implementation, record=code, table="no_series_line")
    rows = unit.session.scalars(select(NoSeriesLine).where(NoSeriesLine.series_code == code, NoSeriesLine.open.is_(True)))
    return sum(unit.change(row, implementation=value) for row in rows)


def next_number(unit: Unit, code: str, line_no: int | None = None) -> str:
    """The number the next draw gives, without using it (contacts NS-15, NS-20). Raises what drawing raises."""
    lines, date_order = _series_to_look_at(unit, code)
    return numbering.peek(code, lines, unit.today, date_order=date_order, line_no=line_no)


def next_numbers(unit: Unit, code: str, count: int) -> list[str]:
    """The numbers the next draws give, `count` of them where there are so many (contacts NS-15, NS-20). Raises what drawing raises."""
    lines, date_order = _series_to_look_at(unit, code)
    return numbering.peek_several(code, lines, unit.today, count, date_order=date_order)


def _series_to_look_at(unit: Unit, code: str) -> tuple[list[numbering.Line], bool]:
    """The lines of a series, and whether its numbers follow the dates."""
    series = unit.session.scalar(select(NoSeries).where(NoSeries.code == code))
    rows = unit.session.scalars(select(NoSeriesLine).where(NoSeriesLine.series_code == code).order_by(NoSeriesLine.line_no))
    return [numbering.Line.of(row) for row in rows], series is not None and series.date_order
