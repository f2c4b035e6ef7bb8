"""The people and businesses of the demo company: invented, varied, and the same every time.

Names, streets and cities lie in `resources/data/demo.json`. Telephone numbers are those kept free for
films where a country has such, elsewhere numbers nobody can have; mail and web addresses end in
`.example`, which never exists.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from contactdesk.model.parts import COMPANY, PERSON
from contactdesk.services import pictures, shipped

Row = dict[str, Any]

OTHER = "other"
#: Where foreign companies come from, beside the own country.
NEIGHBOURS = ("NL", "BE", "DE", "GB", "US")
COMPANIES, PERSONS, BANKS, STAFF, INDEPENDENT = 60, 150, 3, 8, 8
MOST_AT_ONE = 6
FOREIGN_EVERY = 7
_CONTROL = 97


@dataclass(slots=True)
class Business:
    """A company, the persons that work there, and what it is to the office."""

    values: Row
    persons: list[Row] = field(default_factory=list)
    relations: tuple[str, ...] = ()
    foreign: bool = False


@dataclass(slots=True)
class Cast:
    """Everybody in the demo company."""

    own: Row
    businesses: list[Business]
    banks: list[Business]
    staff: list[Row]
    independent: list[Row]


@cache
def data() -> Mapping[str, Any]:
    """The words everything is made of."""
    with (shipped.DATA_FOLDER / "demo.json").open(encoding="utf-8") as file:
        found: Mapping[str, Any] = json.load(file)
    return found


def cast(country: str, language: str, seed: int) -> Cast:
    """Everybody in the demo company of `country`; equal arguments give equal people."""
    chance = Random(f"{country} {seed}")
    names: set[str] = set()
    home = Place(country, chance, names)
    abroad = [Place(other, chance, names) for other in NEIGHBOURS if other != country]
    businesses = [
        _business(abroad[number // FOREIGN_EVERY % len(abroad)] if number % FOREIGN_EVERY == FOREIGN_EVERY - 1 else home, home, number)
        for number in range(COMPANIES - BANKS)
    ]
    banks = [_business(home, home, number, home.bank(number - COMPANIES)) for number in range(COMPANIES, COMPANIES + BANKS)]
    people = People(chance, language)
    everybody = businesses + banks
    for number in range(PERSONS - STAFF - INDEPENDENT):
        # Everybody has one, the first ones get the most.
        business = everybody[number] if number < len(everybody) else _large(everybody, chance)
        business.persons.append(people.at(business, abroad + [home]))
    return Cast(
        home.own_company(),
        businesses,
        banks,
        [people.colleague(home, number) for number in range(STAFF)],
        [people.independent(home) for _number in range(INDEPENDENT)],
    )


def _large(businesses: list[Business], chance: Random) -> Business:
    """A business that can have another person; the first ones more often."""
    while True:
        business = businesses[int(len(businesses) * chance.random() ** 2)]
        if len(business.persons) < MOST_AT_ONE:
            return business


class Place:
    """A country to invent addresses, numbers and names of businesses in."""

    def __init__(self, country: str, chance: Random, names: set[str]) -> None:
        self.country = country
        self.chance = chance
        self.words = data().get(country) or data()[OTHER]
        self._patterns = _shuffled(self.words["companies"], chance)
        self._surnames = _shuffled(self.words["surnames"], chance)
        self._cities = _shuffled(self.words["cities"], chance)
        self._names = names

    def name(self) -> str:
        """The name of a business that does not exist yet."""
        while True:
            name = str(next(self._patterns)).format(n=_capital(next(self._surnames)), c=next(self._cities)[0])
            if slug(name) not in self._names:
                self._names.add(slug(name))
                return name

    def bank(self, number: int) -> str:
        """The name of a bank."""
        patterns = self.words["banks"]
        return str(patterns[number % len(patterns)].format(n=next(self._surnames), c=next(self._cities)[0]))

    def address(self) -> Row:
        """Street, post code, city, county, country and a telephone number there."""
        city, post_code, county, area, territory = next(self._cities)
        street = self.words["street"].format(s=self.chance.choice(self.words["streets"]), h=self.chance.randint(1, 180))
        return {
            "address": street,
            "post_code": self.filled(post_code),
            "city": city,
            "county": county,
            "country_region_code": self.country,
            "territory_code": territory,
            "phone_no": self.filled(self.words["phone"].replace("{a}", area)),
        }

    def mobile(self) -> str:
        """A mobile telephone number."""
        return self.filled(self.words["mobile"])

    def filled(self, pattern: str) -> str:
        """`pattern` with # as digits and @ as letters."""
        letters = "ABCDEGHJKLNPRTUWXZ"
        return "".join(
            str(self.chance.randint(0, 9)) if sign == "#" else self.chance.choice(letters) if sign == "@" else sign for sign in pattern
        )

    def iban(self) -> str:
        """An account number with the right check digits, at a bank that does not exist."""
        pattern = {"NL": "CDSK##########", "BE": "000#########", "DE": "00000000##########", "GB": "CDSK000000########"}.get(
            self.words["iban"]
        )
        if not pattern:
            return ""
        account = self.filled(pattern)
        digits = "".join(str(int(sign, 36)) for sign in f"{account}{self.words['iban']}00")
        return f"{self.words['iban']}{_CONTROL + 1 - int(digits) % _CONTROL:02}{account}"

    def own_company(self) -> Row:
        """Company Information of the demo company."""
        found, name = self.address(), self.words["own"]
        reach = {"company_phone_no": found["phone_no"], "company_e_mail": f"info@{slug(name)}.example"}
        place = {f"company_{part}": found[part] for part in ("address", "post_code", "city")}
        return {"company_name": name, "company_home_page": f"https://www.{slug(name)}.example", **place, **reach}


def _business(place: Place, home: Place, number: int, name: str = "") -> Business:
    name = name or place.name()
    chance, foreign = place.chance, place is not home
    site = f"{slug(name)}.example"
    values = {
        "type": COMPANY,
        "name": name,
        **place.address(),
        "e_mail": f"info@{site}",
        "home_page": f"https://www.{site}",
        "vat_registration_no": place.filled(place.words["vat"]),
        "registration_no": place.filled("0#######"),
        "language_code": shipped.default_language(place.country),
    }
    if foreign:
        values["territory_code"] = "FOREIGN"
        currency = shipped.local_currency(place.country)
        values["currency_code"] = currency if currency != shipped.local_currency(home.country) else ""
    if chance.random() < 0.75:
        values["image"] = pictures.mark(number)
    return Business(values, relations=_trades(name), foreign=foreign)


def _trades(name: str) -> tuple[str, ...]:
    """The relation codes that a name gives away."""
    folded = name.casefold()
    return tuple(code for code, signs in data()["trades"].items() if any(sign in folded for sign in signs))


class People:
    """Invents persons; nobody has the same first name and surname as somebody before."""

    def __init__(self, chance: Random, language: str) -> None:
        self.chance = chance
        self.title = 2 if language == "nl" else 1
        self._used: set[tuple[str, str]] = set()
        self._number = 0

    def at(self, business: Business, places: Iterable[Place]) -> Row:
        """A person who works for `business`."""
        country = business.values["country_region_code"]
        place = next(place for place in places if place.country == country)
        values = self._person(place)
        level, *titles = self.chance.choice(data()["titles"])
        values |= {"job_title": titles[self.title - 1], "organizational_level_code": level}
        if self.chance.random() < 0.8:
            site = business.values["home_page"].removeprefix("https://www.")
            values["e_mail"] = f"{_mail_name(values)}@{site}"
        return values

    def independent(self, place: Place) -> Row:
        """A person without a company."""
        values = self._person(place) | place.address()
        return values | {"e_mail": f"{_mail_name(values)}@post.example", "language_code": shipped.default_language(place.country)}

    def colleague(self, place: Place, number: int) -> Row:
        """A person who works for the own company; `group` and `sells` are no fields but say what becomes of it."""
        values = self.independent(place)
        staff = data()["staff"][number]
        values |= {
            "job_title": staff[self.title - 1],
            "mobile_phone_no": place.mobile(),
            "image": values.get("image") or self._portrait(values),
        }
        return values | {"group": staff[2], "sells": bool(staff[3])}

    def _person(self, place: Place) -> Row:
        self._number += 1
        woman = self.chance.random() < 0.5
        first, last = self._name(place, woman)
        *prefix, surname = _parts(last)
        values = {
            "type": PERSON,
            "first_name": first,
            "middle_name": " ".join(prefix),
            "surname": surname,
            "initials": f"{first[0]}.",
            "salutation_code": "F" if woman else "M",
        }
        if self.chance.random() < 0.6:
            values["mobile_phone_no"] = place.mobile()
        if self.chance.random() < 0.65:
            values["image"] = self._portrait(values)
        return values

    def _name(self, place: Place, woman: bool) -> tuple[str, str]:
        while True:
            first = self.chance.choice(place.words["female" if woman else "male"])
            last = self.chance.choice(place.words["surnames"])
            if (first, last) not in self._used:
                self._used.add((first, last))
                return first, last

    def _portrait(self, values: Row) -> bytes:
        return pictures.portrait(self._number, long_hair=values["salutation_code"] == "F")


def slug(text: str) -> str:
    """`text` as part of a web address: letters and digits without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ı", "i"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def _mail_name(values: Row) -> str:
    return f"{slug(values['first_name'])}.{slug(values['middle_name'] + values['surname'])}"


def _parts(surname: str) -> list[str]:
    """Prefixes in small letters stand apart ("van den", "Berg"); "De Smet" and "El Idrissi" stay whole."""
    words = surname.split()
    prefix = [word for word in words[:-1] if word.islower()]
    return [*prefix, " ".join(words[len(prefix) :])]


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def _shuffled(words: Iterable[Any], chance: Random) -> Iterator[Any]:
    """`words` in a new order again and again."""
    known = list(words)
    while True:
        chance.shuffle(known)
        yield from known
