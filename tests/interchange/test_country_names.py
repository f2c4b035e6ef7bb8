"""Names of countries as people write them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from contactdesk.interchange.country_names import LANGUAGES, country_code, country_iso

DATA = Path(__file__).parent.parent / "data" / "northwind"


@pytest.mark.parametrize("name", ["customers.csv", "suppliers.csv", "employees.csv"])
def test_every_country_of_northwind_is_known(name: str) -> None:
    """interchange X-31"""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        countries = {row["Country"] for row in csv.DictReader(file)}

    assert [country for country in countries if not country_iso(country)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_known_by_its_name(language: str) -> None:
    """interchange X-31: in five languages, and no name means another country."""
    from babel import Locale

    wrong = {
        name: country_iso(name)
        for code, name in Locale(language).territories.items()
        if len(str(code)) == 2 and country_iso(str(code)) and country_iso(name) != code
    }

    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("england", "GB"),
        ("Great Britain", "GB"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("Holland", "NL"),
        ("The Netherlands", "NL"),
        ("NEDERLAND", "NL"),
        ("nld", "NL"),
        (" nl ", "NL"),
        ("Czech Republic", "CZ"),
        ("Korea", "KR"),
        ("Osterreich", "AT"),
        ("Cote d'Ivoire", "CI"),
        ("Trinidad and Tobago", "TT"),
        ("Saint Lucia", "LC"),
        ("EL", "GR"),
        ("Atlantis", ""),
        ("EU", ""),
        ("", ""),
        ("123", ""),
    ],
)
def test_what_people_write_becomes_an_iso_code(text: str, code: str) -> None:
    """interchange X-31"""
    assert country_iso(text) == code


def test_the_desk_has_codes_of_its_own() -> None:
    """interchange X-31: EL is Greece and IND is India there."""
    known = {"GR": "EL", "IN": "IND", "NL": "NL"}

    assert [country_code(text, known) for text in ("Greece", "India", "ind", "Griekenland", "NL", "France", "")] == [
        "EL",
        "IND",
        "IND",
        "EL",
        "NL",
        "",
        "",
    ]
