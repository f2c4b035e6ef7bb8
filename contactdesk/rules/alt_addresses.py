"""When an alternate address holds, and which telephone numbers are offered for a call (contacts C-54, C-71 to C-73)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.alt_address import ContactAltAddrDateRange
from contactdesk.model.dates import show_date
from contactdesk.model.fields import field_map
from contactdesk.text import _

PHONE_FIELDS = ("phone_no", "mobile_phone_no")


@dataclass(frozen=True, slots=True)
class DateRange:
    """From `starting_date` to `ending_date`, both included, the address `code` holds; None means no end."""

    starting_date: date
    ending_date: date | None = None
    code: str = ""

    def holds(self, day: date) -> bool:
        """Does the address hold on this day?"""
        return self.starting_date <= day and (self.ending_date is None or day <= self.ending_date)


def active_alternate(ranges: Iterable[DateRange], day: date) -> DateRange | None:
    """The range that decides on `day`: of those that hold the one that started last (contacts C-73); None for none."""
    return max((one for one in ranges if one.holds(day)), key=lambda one: one.starting_date, default=None)


def active_until(ranges: Iterable[DateRange], day: date) -> date | None:
    """The last day on which the address that is active on `day` stays active; None where nothing ends it.

    A range that starts later takes over, and where it ends an older one of the same address may go on.
    """
    ranges = list(ranges)
    now = active_alternate(ranges, day)
    if now is None:
        return None
    starts = {one.starting_date for one in ranges if one.starting_date > day}
    turns = starts | {_next(one.ending_date) for one in ranges if one.ending_date is not None and one.ending_date >= day}
    for turn in sorted(turns):
        then = active_alternate(ranges, turn)
        if then is None or then.code != now.code:
            return date.fromordinal(turn.toordinal() - 1)
    return None


def _next(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))


def check_range(starting_date: date | None, ending_date: date | None, *, field: str = "ending_date", record: str = "") -> None:
    """Raises `DateRangeOrder` where the range ends before it starts; equal dates are fine (contacts C-71).

    `field` is the date that was typed. A blank start is refused as a blank key elsewhere.
    """
    if starting_date is not None and ending_date is not None and ending_date < starting_date:
        captions = field_map(ContactAltAddrDateRange)
        raise errors.DateRangeOrder(
            table=ContactAltAddrDateRange.__tablename__,
            record=record,
            field=field,
            first=Caption(captions["starting_date"].caption),
            last=Caption(captions["ending_date"].caption),
            start=show_date(starting_date),
            end=show_date(ending_date),
        )


@dataclass(frozen=True, slots=True)
class Reached:
    """Where somebody is reached: a contact, or its alternate address, whose `code` is filled in then.

    `company` is the name of the company where it is the one of a person.
    """

    phone_no: str = ""
    mobile_phone_no: str = ""
    code: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class NumberToCall:
    """A telephone number that is offered for a call, and whose it is."""

    number: str
    field: str
    code: str = ""
    company: str = ""

    @property
    def label(self) -> str:
        """Whose number it is, in the user's language: "Mobile Phone No.", "FAIR – Phone No."."""
        caption = _(field_map_caption(self.field))
        return " – ".join(part for part in (self.company, self.code, caption) if part)


def field_map_caption(name: str) -> str:
    """The English caption of a telephone field."""
    from contactdesk.model.contact import Contact

    return field_map(Contact)[name].caption


def numbers_to_call(*places: Reached) -> list[NumberToCall]:
    """The numbers of these places in order, the one that is called by default first (contacts C-54).

    The first place is the contact itself. Each number is offered once, under the first place that has it.
    """
    found: dict[str, NumberToCall] = {}
    for place in places:
        for field in PHONE_FIELDS:
            number = getattr(place, field)
            if number:
                found.setdefault(number, NumberToCall(number, field, place.code, place.company))
    return list(found.values())
