"""Number series: where the numbers of new records come from (contacts section 4)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Choice, Code, Day, Text, Whole, YesNo
from contactdesk.text import N_

IMPLEMENTATIONS = (N_("Normal"), N_("Sequence"))
NORMAL, SEQUENCE = 0, 1


class NoSeries(Record):
    """A series of numbers; its lines say from which number to which."""

    __tablename__ = "no_series"
    CAPTION, CAPTIONS = N_("No. Series"), N_("No. Series")

    code: Mapped[str] = field(N_("Code"), Code(20), N_("Code of the series."), unique=True, listed=True)
    description: Mapped[str] = field(N_("Description"), Text(100), N_("What the series numbers."), listed=True)
    default_nos: Mapped[bool] = field(N_("Default Nos."), YesNo(), N_("The series gives numbers by itself."), listed=True, initially=True)
    manual_nos: Mapped[bool] = field(N_("Manual Nos."), YesNo(), N_("Numbers may be typed by hand."), listed=True)
    date_order: Mapped[bool] = field(N_("Date Order"), YesNo(), N_("Numbers must follow the dates they are drawn for."), listed=True)


class NoSeriesLine(Record):
    """A range of numbers from a date on."""

    __tablename__ = "no_series_line"
    KEY: ClassVar[tuple[str, ...]] = ("series_code", "line_no")
    TITLE = "starting_no"
    CAPTION, CAPTIONS = N_("No. Series Line"), N_("No. Series Lines")

    series_code: Mapped[str] = field(N_("Series Code"), Code(20), N_("Series the line belongs to."), refers_to="no_series", belongs=True)
    line_no: Mapped[int] = field(N_("Line No."), Whole(), N_("Order of the lines."), editable=False)
    starting_date: Mapped[date | None] = field(
        N_("Starting Date"), Day(), N_("Day the line is used from; blank means always."), listed=True
    )
    starting_no: Mapped[str] = field(N_("Starting No."), Code(20), N_("First number."), listed=True)
    ending_no: Mapped[str] = field(N_("Ending No."), Code(20), N_("Last number; blank means no end."), listed=True)
    warning_no: Mapped[str] = field(
        N_("Warning No."), Code(20), N_("From this number on a notice tells that the end is near."), listed=True
    )
    last_no_used: Mapped[str] = field(N_("Last No. Used"), Code(20), N_("Number drawn last."), listed=True)
    increment_by_no: Mapped[int] = field(
        N_("Increment-by No."), Whole(1), N_("Step from one number to the next."), listed=True, initially=1
    )
    last_date_used: Mapped[date | None] = field(
        N_("Last Date Used"), Day(), N_("Day the last number was drawn for."), editable=False, listed=True
    )
    open: Mapped[bool] = field(N_("Open"), YesNo(), N_("Numbers are left."), editable=False, listed=True, initially=True)
    implementation: Mapped[int] = field(
        N_("Implementation"), Choice(IMPLEMENTATIONS), N_("Sequence allows gaps, normal does not."), listed=True
    )

    __table_args__ = (UniqueConstraint("series_code", "line_no", name="uq_no_series_line"),)


class NoSeriesRelationship(Record):
    """Another series that may be chosen instead (contacts NS-17)."""

    __tablename__ = "no_series_relationship"
    KEY: ClassVar[tuple[str, ...]] = ("code", "series_code")
    TITLE = ""
    CAPTION, CAPTIONS = N_("No. Series Relationship"), N_("No. Series Relationships")

    code: Mapped[str] = field(
        N_("Code"), Code(20), N_("Series that is chosen by default."), refers_to="no_series", belongs=True, listed=True
    )
    series_code: Mapped[str] = field(
        N_("Series Code"), Code(20), N_("Series that may be chosen instead."), refers_to="no_series", belongs=True, listed=True
    )

    __table_args__ = (UniqueConstraint("code", "series_code", name="uq_no_series_relationship"),)
