"""From an address to a web address: the templates of map services are filled here, and nothing is sent (contacts section 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

ADDRESS_PARTS = range(1, 7)
"""Placeholders for parts of an address; in a template of directions each stands once for either end."""
LANGUAGE, DISTANCE, ROUTE, LATITUDE, LONGITUDE = range(7, 12)

_PLACE = re.compile(r"\{(\d+)\}")
_SEPARATOR = r"(?:\+|,|;|\s|%20|%2C|%2c)+"
_RUN = re.compile(rf"\{{\d+\}}(?:{_SEPARATOR}\{{\d+\}})*")
_PIECE = re.compile(rf"(?P<between>{_SEPARATOR})?\{{(?P<number>\d+)\}}")


@dataclass(frozen=True, slots=True)
class MapAddress:
    """An address as a map is asked for it: {1} to {6} of a template (contacts M-4)."""

    address: str = ""
    city: str = ""
    county: str = ""
    post_code: str = ""
    country_region_code: str = ""
    country_name: str = ""

    @property
    def is_blank(self) -> bool:
        """Is there nothing to look for: neither address nor post code nor city (contacts M-5)?"""
        return not (self.address or self.post_code or self.city)

    def part(self, number: int) -> str:
        """The value of placeholder {1} to {6}."""
        return (self.address, self.city, self.county, self.post_code, self.country_region_code, self.country_name)[number - 1]


@dataclass(frozen=True, slots=True)
class MapWords:
    """What a template is told beside addresses: {7} language tag, {8} distance unit, {9} route kind, {10} and {11} the location."""

    language: str = ""
    distance: str = ""
    route: str = ""
    latitude: str = ""
    longitude: str = ""

    def part(self, number: int) -> str:
        """The value of placeholder {7} to {11}."""
        return (self.language, self.distance, self.route, self.latitude, self.longitude)[number - LANGUAGE]


def fill_template(template: str, ends: Sequence[MapAddress], words: MapWords | None = None) -> str:
    """The web address that `template` stands for (contacts M-4).

    With one address every occurrence of a placeholder is replaced by it. With two (from, to) the first occurrence is
    the former, the second the latter. Values are percent-encoded as UTF-8; a separator goes with a blank value beside it.
    """
    words = words or MapWords()
    met: Counter[int] = Counter()

    def value(number: int) -> str:
        if number in ADDRESS_PARTS:
            end = ends[min(met[number], len(ends) - 1)]
            met[number] += 1
            return quote(end.part(number).strip(), safe="")
        return quote(words.part(number).strip(), safe="") if LANGUAGE <= number <= LONGITUDE else ""

    def run(match: re.Match[str]) -> str:
        filled = ""
        for piece in _PIECE.finditer(match[0]):
            found = value(int(piece["number"]))
            if found:
                filled += (piece["between"] or "") + found if filled else found
        return filled

    return _RUN.sub(run, template)


def template_faults(template: str, *, directions: bool = False) -> list[str]:
    """The placeholders that make a template unusable, as they stand there; empty: it can be used (contacts M-4).

    Only {1} to {11} are known. In a template of `directions` each of {1} to {6} that is used stands exactly twice.
    """
    met = Counter(int(number) for number in _PLACE.findall(template))
    wrong = {number for number in met if not 1 <= number <= LONGITUDE}
    if directions:
        wrong |= {number for number in met if number in ADDRESS_PARTS and met[number] != 2}
    return [f"{{{number}}}" for number in sorted(wrong)]


def is_web_address(template: str) -> bool:
    """Does a template lead to a web page, and to nothing else a computer could be made to open?"""
    return re.match(r"https?://[^/\s{]", template, re.IGNORECASE) is not None


def option_word(options: str, place: int) -> str:
    """The word of a comma-separated option list at `place`, "" where the list is shorter (contacts M-8)."""
    words = [word.strip() for word in options.split(",")]
    return words[place] if 0 <= place < len(words) else ""
