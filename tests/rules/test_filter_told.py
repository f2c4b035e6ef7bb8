"""Filters in words (contacts F-4)."""

from __future__ import annotations

from datetime import date

import pytest

from contactdesk.model.kinds import Choice, Code, Day, Text, YesNo
from contactdesk.rules.filter_told import told
from contactdesk.rules.filters import parse
from contactdesk.text import use_language

TEXT, CODE, DAY, YES_NO, TYPE = Text(50), Code(20), Day(), YesNo(), Choice(("Company", "Person"))


@pytest.mark.parametrize(
    ("expression", "kind", "words"),
    [
        ("Utrecht", TEXT, "Utrecht"),
        ("''", TEXT, "blank"),
        ("<>''", TEXT, "not blank"),
        ("<>A*", TEXT, "does not begin with A"),
        ("Co*", TEXT, "begins with Co"),
        ("@*co*", TEXT, "contains co"),
        ("*Co", TEXT, "ends with Co"),
        ("Hans?n", TEXT, "like Hans?n"),
        ("*a*b*", TEXT, "like *a*b*"),
        ("*", TEXT, "like *"),
        ("@man", TEXT, "man"),
        ("'A*'..'B*'", TEXT, "A* to B*"),
        ("'A*'..'A*'", TEXT, "A*"),
        ("ct1..ct2", CODE, "CT1 to CT2"),
        ("..5999|8100..8490|>=9000", CODE, "up to 5999 or 8100 to 8490 or from 9000"),
        (">a&<>b", CODE, "more than A and not B"),
        ("(A*|B*)&<>AB*", CODE, "(begins with A or begins with B) and does not begin with AB"),
        ("..t", DAY, "up to 20/11/2026"),
        ("yes", YES_NO, "Yes"),
        ("Person|Company", TYPE, "Person or Company"),
    ],
)
def test_a_filter_reads_like_a_sentence(expression, kind, words):
    """contacts F-4, contacts F-5"""
    use_language("en")
    assert told(parse(expression, kind, work_date=date(2026, 11, 20), today=date(2026, 11, 20)), kind) == words
