"""The kinds of value a field can hold: how it is stored, read from text, shown and checked.

A kind without values of its own is a dataclass by inheritance; making each of them one took 2 ms of every start.
A kind knows nothing of the field that uses it. What is refused is raised as a `UserError` without
a place; whoever knows record and field adds them with `UserError.at` (contacts section 0).
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, SmallInteger, String, Time
from sqlalchemy.types import TypeDecorator, TypeEngine

from contactdesk import errors
from contactdesk.text import _, decimal_sign

# U+202A to U+202E and U+2066 to U+2069 turn the reading direction and disguise names (interchange X-19).
_DIRECTION_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_KEPT_CONTROLS = "\n\t"
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})*")
_DECIMAL = re.compile(r"[+-]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})")


def _with_point(text: str) -> str:
    """A number with a point before its decimals, however a person writes it: "1.234,5", "1,234.5" and "1234,5" are read.

    A single sign is never taken for one between thousands: "1.234" would be another number in the other language.
    """
    last = max(text.rfind(","), text.rfind("."))
    whole, decimals = text[: max(last, 0)], text[last + 1 :]
    if _GROUPED.fullmatch(whole) and text[last] not in whole:
        return f"{re.sub('[.,]', '', whole)}.{decimals}"
    return text.replace(",", ".") if "." not in text else text


def cleaned(text: str, *, lines: bool = False) -> str:
    """`text` in NFC, without outer blanks and direction marks; line breaks as LF where `lines` allows them.

    Raises `ControlCharacter` for NUL and other control characters: PostgreSQL refuses NUL, and no
    field means anything by the others (reliability section 4).
    """
    if text.isascii() and text.isprintable():  # nearly every text, and imports have millions of them
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_DIRECTION_MARKS).strip()
    if text.isprintable():
        return text
    for letter in text:
        if unicodedata.category(letter) == "Cc" and not (lines and letter in _KEPT_CONTROLS):
            raise errors.ControlCharacter(code=f"U+{ord(letter):04X}")
        if "\ud800" <= letter <= "\udfff":
            raise errors.ControlCharacter(code=f"U+{ord(letter):04X}")
    return text


@dataclass(frozen=True, slots=True)
class Kind(ABC):
    """What a value is: its column, its blank, and the way between value and text."""

    empty: ClassVar[Any]

    @abstractmethod
    def column_type(self) -> TypeEngine[Any]:
        """The type of the column that stores it."""

    @abstractmethod
    def parse(self, text: str) -> Any:
        """The value that `text` stands for, checked; raises `UserError` when it stands for none."""

    def format(self, value: Any) -> str:
        """`value` as text that `parse` reads back."""
        return "" if value is None else str(value)

    def show(self, value: Any) -> str:
        """`value` as a person reads it, in the language spoken now."""
        return self.format(value)

    def check(self, value: Any) -> Any:
        """`value` as it is stored; text is parsed, None is blank. Raises `UserError`."""
        if value is None:
            return self.empty
        return self.parse(value) if isinstance(value, str) else value

    @property
    def length(self) -> int:
        """The longest text allowed, 0 where there is no limit."""
        return 0


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Text[n]: stored as typed, outer blanks trimmed, never cut (contacts section 0)."""

    size: int
    lines: bool = False
    empty: ClassVar[str] = ""

    def column_type(self) -> TypeEngine[Any]:
        return String(self.size)

    def check(self, value: Any) -> str:
        return self.parse("" if value is None else str(value))

    def parse(self, text: str) -> str:
        text = cleaned(text, lines=self.lines)
        if len(text) > self.size:
            raise errors.TooLong(length=len(text), limit=self.size)
        return text

    @property
    def length(self) -> int:
        return self.size


class Code(Text):
    """Code[n]: like text, in upper case; equality is therefore case-insensitive."""

    __slots__ = ()

    def parse(self, text: str) -> str:
        # ß grows when it is raised, so the length is checked afterwards as well.
        return Text.parse(self, cleaned(text).upper())


class Phone(Text):
    """A telephone number: any text without a letter of any alphabet (contacts C-50)."""

    __slots__ = ()

    def parse(self, text: str) -> str:
        text = Text.parse(self, text)
        letters = "".join(letter for letter in text if letter.isalpha())
        if letters:
            raise errors.PhoneLetters(letters=letters, value=text)
        return text


@dataclass(frozen=True, slots=True)
class Email(Text):
    """One mail address, or several separated by `;` where `many` (contacts C-51 to C-53)."""

    many: bool = False

    def parse(self, text: str) -> str:
        from contactdesk.model.mail import checked_addresses

        return Text.parse(self, checked_addresses(cleaned(text), many=self.many))


class Link(Text):
    """A web address, stored as typed; opened only as http or https (contacts 1.2 Home Page)."""

    __slots__ = ()


class YesNo(Kind):
    """Yes or no."""

    __slots__ = ()

    empty: ClassVar[bool] = False
    WORDS: ClassVar[dict[str, bool]] = {
        **dict.fromkeys(("yes", "ja", "true", "waar", "1", "x", "y", "j", "t"), True),
        **dict.fromkeys(("no", "nee", "false", "onwaar", "0", "", "n", "f"), False),
    }

    def column_type(self) -> TypeEngine[Any]:
        return Boolean(create_constraint=False)

    def parse(self, text: str) -> bool:
        word = text.strip().casefold()
        if word not in self.WORDS:
            raise errors.NotAValue(value=text, allowed=[_("Yes"), _("No")])
        return self.WORDS[word]

    def check(self, value: Any) -> bool:
        return self.parse(value) if isinstance(value, str) else bool(value)

    def format(self, value: Any) -> str:
        return "true" if value else "false"

    def show(self, value: Any) -> str:
        return _("Yes") if value else _("No")


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a fixed list; stored as its number, 0 is the first (often blank) option."""

    options: tuple[str, ...]
    empty: ClassVar[int] = 0

    def column_type(self) -> TypeEngine[Any]:
        return SmallInteger()

    def parse(self, text: str) -> int:
        wanted = text.strip().casefold()
        for number, option in enumerate(self.options):
            if wanted in (option.casefold(), _(option).casefold()):
                return number
        if wanted.isdecimal() and int(wanted) < len(self.options):
            return int(wanted)
        raise errors.NotAValue(value=text, allowed=[_(option) for option in self.options if option])

    def check(self, value: Any) -> int:
        if isinstance(value, str):
            return self.parse(value)
        value = value or 0
        if not 0 <= int(value) < len(self.options):
            raise errors.NotAValue(value=value, allowed=[_(option) for option in self.options if option])
        return int(value)

    def format(self, value: Any) -> str:
        return self.options[value or 0]

    def show(self, value: Any) -> str:
        return _(self.options[value or 0])


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number between `least` and `most`."""

    least: int = -(2**31)
    most: int = 2**31 - 1
    empty: ClassVar[int] = 0

    def column_type(self) -> TypeEngine[Any]:
        return Integer()

    def parse(self, text: str) -> int:
        plain = text.strip() or "0"
        # int() would also read the underscores and blanks of program texts, and numbers of any length.
        if not _WHOLE.fullmatch(plain):
            raise errors.NotAValue(value=text, allowed=[f"{self.least}..{self.most}"])
        return self.check(int(plain))

    def check(self, value: Any) -> int:
        if isinstance(value, str):
            return self.parse(value)
        value = value or 0
        if not self.least <= value <= self.most:
            raise errors.OutOfRange(value=value, least=self.least, most=self.most)
        return int(value)


@dataclass(frozen=True, slots=True)
class Amount(Kind):
    """A decimal number with `places` decimals, kept exactly."""

    places: int = 2
    least: Decimal = Decimal(-9999999999999)
    most: Decimal = Decimal(9999999999999)
    empty: ClassVar[Decimal] = Decimal(0)

    def column_type(self) -> TypeEngine[Any]:
        return ExactNumber(self.places)

    def parse(self, text: str) -> Decimal:
        plain = _with_point(text.strip().replace("\u00a0", "").replace(" ", ""))
        if not _DECIMAL.fullmatch(plain or "0"):
            raise errors.NotAValue(value=text, allowed=[f"{self.least}..{self.most}"])
        return self.check(Decimal(plain or "0"))

    def check(self, value: Any) -> Decimal:
        if isinstance(value, str):
            return self.parse(value)
        number = Decimal(value or 0)
        if not number.is_finite():
            raise errors.NotAValue(value=value, allowed=[f"{self.least}..{self.most}"])
        if not self.least <= number <= self.most:
            raise errors.OutOfRange(value=number, least=self.least, most=self.most)
        if number != round(number, self.places):
            raise errors.TooManyDecimals(value=number, places=self.places)
        return round(number, self.places)

    def format(self, value: Any) -> str:
        return "" if not value else f"{value:.{self.places}f}"

    def show(self, value: Any) -> str:
        return self.format(value).replace(".", decimal_sign())


class Day(Kind):
    """A date; None is blank. Text is ISO here, `contactdesk.model.dates` reads what people type (F-7)."""

    __slots__ = ()

    empty: ClassVar[None] = None

    def column_type(self) -> TypeEngine[Any]:
        return Date()

    def parse(self, text: str) -> date | None:
        from contactdesk.model.dates import read_date

        return read_date(text) if text.strip() else None

    def format(self, value: Any) -> str:
        return value.isoformat() if value else ""

    def show(self, value: Any) -> str:
        from contactdesk.model.dates import show_date

        return show_date(value) if value else ""


class Moment(Kind):
    """A point in time, stored in UTC without a zone; None is blank."""

    __slots__ = ()

    empty: ClassVar[None] = None

    def column_type(self) -> TypeEngine[Any]:
        return DateTime()

    def parse(self, text: str) -> datetime | None:
        try:
            return datetime.fromisoformat(text.strip().removesuffix("Z")) if text.strip() else None
        except ValueError:
            raise errors.NotAValue(value=text, allowed=["2026-11-20T12:30:00"]) from None

    def format(self, value: Any) -> str:
        return f"{value.isoformat(timespec='seconds')}Z" if value else ""

    def show(self, value: Any) -> str:
        from contactdesk.model.dates import show_moment

        return show_moment(value) if value else ""


class Clock(Kind):
    """A time of day in UTC, to the second; None is blank."""

    __slots__ = ()

    empty: ClassVar[None] = None

    def column_type(self) -> TypeEngine[Any]:
        return Time()

    def parse(self, text: str) -> time | None:
        try:
            return time.fromisoformat(text.strip()) if text.strip() else None
        except ValueError:
            raise errors.NotAValue(value=text, allowed=["12:30:00"]) from None

    def format(self, value: Any) -> str:
        return value.isoformat(timespec="seconds") if value else ""


class ExactNumber(TypeDecorator[Decimal]):
    """A decimal kept as a whole number of its smallest unit, so that neither database rounds it."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(Decimal(value).scaleb(self.places))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.places)
