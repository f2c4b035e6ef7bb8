"""A contact typed in a field of another page is resolved step by step (contacts F-12)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactdesk.services import contact_finding
from tests.builders import a_contact, a_person


@pytest.fixture
def found(desk):
    """Numbers of the contacts that a text can mean, with some contacts besides those of the office."""
    a_contact(desk, "Berg", no="X1", city="Zwolle", phone_no="030-99", post_code="8011 AA")
    a_contact(desk, "Bergen Handel", no="X2", city="Arnhem")
    a_person(desk, "berg", no="X3")
    return lambda text: [one.no for one in desk.cards.contacts(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("x2", ["X2"]),
        ("Berg", ["X1"]),
        ("berg", ["X3"]),
        ("BERG", ["X1", "X3"]),
        ("bergen", ["X2"]),
        ("ber", ["X1", "X2", "X3"]),
        ("zwol", ["X1"]),
        ("030-99", ["X1"]),
        ("8011", ["X1"]),
        ("handel", ["X2"]),
        ("Bergem Handel", ["X2"]),
        ("Berhen Hanbel", ["X2"]),
        ("Xyzzy", []),
        ("  ", []),
        ("*", []),
    ],
)
def test_the_first_step_that_finds_any_counts(found, text, numbers):
    """contacts F-12: number, name, name whatever the case, beginnings, parts, and names that are nearly the same."""
    assert sorted(found(text)) == numbers


def test_only_the_newest_are_compared_letter_by_letter(found, desk, monkeypatch):
    """contacts F-12: the newest 1000."""
    assert found("Bergem Handel") == ["X2"]
    monkeypatch.setattr(contact_finding, "NEWEST", 1)

    assert found("Bergem Handel") == []


NAMES = ("Bos", "Bosch", "bos", "Boß", "De Böse", "  Zoë 12", "Éva-Bos", "A b", "a  b")


@given(typed=st.one_of(st.sampled_from(NAMES), st.text('bosBOSéÉ ß12-"', min_size=1, max_size=4)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_indexes_find_what_looking_at_every_contact_finds(sqlite_desk, typed):
    """contacts F-12: they only narrow what is compared."""
    desk = sqlite_desk
    if not desk.lists.id_of("contact", "N0"):
        for number, name in enumerate(NAMES):
            a_contact(desk, name, no=f"N{number}", city="Os", post_code="12 B")
    rows = desk.lists.read_all("contact", columns=["no", "name", "city", "phone_no", "post_code"])

    assert {one.no for one in desk.cards.contacts(typed)} == meant(rows, typed.strip())


def meant(rows, typed):
    """The steps of F-12 in plain Python; names that are nearly so are left to the rule of closeness."""
    low = spelt(typed)
    for step in (
        lambda row: row["no"] == typed.upper(),
        lambda row: row["name"] == typed,
        lambda row: spelt(row["name"]) == low,
        lambda row: spelt(row["no"]).startswith(low) or spelt(row["name"]).startswith(low),
        lambda row: any(low in spelt(value) for name, value in row.items()),
    ):
        if found := {row["no"] for row in rows if typed and step(row)}:
            return found
    return set()


def spelt(text):
    """Letter by letter in small letters: no letter becomes two."""
    return "".join(letter.lower() for letter in text)
