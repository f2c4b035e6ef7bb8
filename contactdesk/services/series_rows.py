"""The number series as their list shows them: with the values of the line that is current (contacts NS-15, NS-18)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from contactdesk.model.numbering import NoSeries, NoSeriesLine
from contactdesk.rules import numbering
from contactdesk.rules.numbering import Line
from contactdesk.services.values import values_of
from contactdesk.storage.unit_of_work import Actions


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series, the line it shows (None where it has none), and whether it is nearly used up."""

    values: dict[str, object]
    line: Line | None
    expiring: bool

    @property
    def code(self) -> str:
        """Code of the series."""
        return str(self.values["code"])


class SeriesRows:
    """Looks at number series."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def rows(self) -> list[SeriesRow]:
        """All series by code."""
        with self._actions.looking() as unit:
            lines: dict[str, list[Line]] = defaultdict(list)
            query = select(NoSeriesLine).order_by(NoSeriesLine.series_code, NoSeriesLine.line_no)
            for row in unit.session.scalars(query):
                lines[row.series_code].append(Line.of(row))
            return [
                SeriesRow(values_of(series), numbering.current_line(lines[series.code], unit.today), numbering.expiring(lines[series.code]))
                for series in unit.session.scalars(select(NoSeries).order_by(NoSeries.code))
            ]
