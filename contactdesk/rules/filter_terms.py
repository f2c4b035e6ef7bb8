"""One condition of a filter, for each kind of value (contacts F-6 to F-8)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from contactdesk.model.dates import read_date, utc_end, utc_start
from contactdesk.model.filter_tree import ANY_LETTER, ANY_TEXT, And, Compare, Node, Not, Pattern
from contactdesk.model.kinds import Amount, Choice, Code, Day, Kind, Moment, Text, Whole, YesNo
from contactdesk.rules.filter_words import Malformed, Word

_WILDCARDS = {"*": ANY_TEXT, "?": ANY_LETTER}


class Terms(ABC):
    """What an operator and a word mean for one kind of value."""

    def condition(self, operator: str, word: Word) -> Node:
        """The node of `operator` and `word`; raises `Malformed` or a `UserError` for a word that is no value."""
        if operator == "<>":
            return Not(self.equal(word))
        return self.equal(word) if operator == "=" else self.ordered(operator, word)

    @abstractmethod
    def equal(self, word: Word) -> Node:
        """The node of the values equal to, or of the form of, `word`."""

    @abstractmethod
    def ordered(self, operator: str, word: Word) -> Node:
        """The node of the values `<`, `<=`, `>` or `>=` than `word`."""


@dataclass(frozen=True, slots=True)
class _TextTerms(Terms):
    """Text by its characters; codes are stored in upper case, so the filter is raised too (contacts F-6)."""

    variables: Mapping[str, str]
    code: bool = False

    def equal(self, word: Word) -> Node:
        text = self._text(word)
        fold = word.fold and not self.code
        if self._is_variable(word) or not (fold or set(text) & set(_WILDCARDS)):
            return Compare("=", text)
        return Pattern(tuple(_WILDCARDS.get(letter, letter) for letter in text), fold)

    def ordered(self, operator: str, word: Word) -> Node:
        if word.fold and not self.code:
            # Order without case differs from one database to the next; it is not offered.
            raise Malformed
        return Compare(operator, self._text(word))

    def _text(self, word: Word) -> str:
        text = self.variables[word.text.casefold()] if self._is_variable(word) else word.text
        return text.upper() if self.code else text

    def _is_variable(self, word: Word) -> bool:
        return not word.quoted and word.text.casefold() in self.variables


@dataclass(frozen=True, slots=True)
class _ValueTerms(Terms):
    """Numbers and dates: ordered, without wildcards."""

    kind: Kind
    work_date: date | None
    today: date | None

    def equal(self, word: Word) -> Node:
        return Compare("=", self._value(word))

    def ordered(self, operator: str, word: Word) -> Node:
        return Compare(operator, self._value(word))

    def _value(self, word: Word) -> Any:
        if word.fold:
            raise Malformed
        if not word.text:
            return self.kind.empty
        if isinstance(self.kind, Day):
            return read_date(word.text, self.work_date, self.today)
        return self.kind.parse(word.text)


@dataclass(frozen=True, slots=True)
class _MomentTerms(Terms):
    """Moments are filtered by local days, or to the second when a time is given."""

    kind: Moment
    work_date: date | None
    today: date | None

    def equal(self, word: Word) -> Node:
        if not word.text:
            return Compare("=", None)
        start, end = self._span(word)
        return And((Compare(">=", start), Compare("<", end)))

    def ordered(self, operator: str, word: Word) -> Node:
        if not word.text:
            return Compare(operator, None)
        start, end = self._span(word)
        return {"<": Compare("<", start), "<=": Compare("<", end), ">": Compare(">=", end), ">=": Compare(">=", start)}[operator]

    def _span(self, word: Word) -> tuple[datetime, datetime]:
        try:
            if ":" in word.text:
                start = datetime.fromisoformat(word.text)
                start = start.astimezone(UTC).replace(tzinfo=None) if start.tzinfo else start
                return start, start + timedelta(seconds=1)
            day = read_date(word.text, self.work_date, self.today)
            return utc_start(day), utc_end(day)
        except (ValueError, OverflowError, OSError):
            raise Malformed from None


@dataclass(frozen=True, slots=True)
class _ChoiceTerms(Terms):
    """Yes/no and choices: ticked values, no order (contacts F-8)."""

    kind: Kind

    def equal(self, word: Word) -> Node:
        if word.fold:
            raise Malformed
        return Compare("=", self.kind.parse(word.text))

    def ordered(self, operator: str, word: Word) -> Node:
        raise Malformed


def terms_for(kind: Kind, variables: Mapping[str, str], work_date: date | None, today: date | None) -> Terms:
    """The conditions of `kind`; raises `Malformed` for one that cannot be filtered (a picture)."""
    match kind:
        case Text():
            return _TextTerms(variables, code=isinstance(kind, Code))
        case Whole() | Amount() | Day():
            return _ValueTerms(kind, work_date, today)
        case Moment():
            return _MomentTerms(kind, work_date, today)
        case YesNo() | Choice():
            return _ChoiceTerms(kind)
    raise Malformed
