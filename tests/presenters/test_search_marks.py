"""What a search found is marked where it stands (contacts F-2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk.presenters.search_marks import marks, words_of


def marked(text, search):
    return [text[start:end] for start, end in marks(text, words_of(search))]


@pytest.mark.parametrize(
    ("text", "search", "parts"),
    [
        ("Bakkerij Vos", "bakk", ["Bakk"]),
        ("Bakkerij Vos", "vos bakk", ["Bakk", "Vos"]),
        ("Zoë Verhoeven", "zoe", ["Zoë"]),
        ("Straße 5", "strasse", ["Straße"]),
        ("Łódź", "lodz", ["Łódź"]),
        ("banana", "an", ["anan"]),
        ("06-123 45 67", "12345", ["123 45"]),
        ("06-123 45 67", "06-1234567", ["06-123 45 67"]),
        ("Van der Berg", '"der berg"', ["der Berg"]),
        ("Van der Berg", "xyz", []),
        ("", "a", []),
        ("abc", "", []),
    ],
)
def test_matches_are_marked(text, search, parts):
    """contacts F-2: case and accents are ignored, words stand in any order, digits count without their signs."""
    assert marked(text, search) == parts


@given(st.text(max_size=30), st.text(max_size=10))
def test_marks_lie_inside_the_text_one_after_the_other(text, search):
    """contacts F-2"""
    found = marks(text, words_of(search))
    flat = [place for part in found for place in part]
    assert flat == sorted(flat)
    assert all(0 <= place <= len(text) for place in flat)
