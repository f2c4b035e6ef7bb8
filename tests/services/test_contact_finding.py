"""A contact typed in a field of another page is resolved step by step (contacts F-12)."""

from __future__ import annotations

import pytest

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
