"""The filters of a list and whose they are (contacts F-3 to F-11, section 8 line 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.model.fields import field_map
from contactdesk.model.filter_tree import matches
from contactdesk.model.kinds import Choice, Code, Text, YesNo, cleaned
from contactdesk.model.tables import TABLES
from contactdesk.presenters.list_filters import Filters, code_typed, exactly, of_ticks, options_of, ticked, with_code
from contactdesk.rules.filters import parse


@pytest.fixture
def filters(sqlite_desk):
    return Filters("contact", sqlite_desk.actions)


def test_a_filter_that_cannot_be_read_changes_nothing(filters):
    """contacts F-9"""
    assert filters.put("city", " Utrecht ")
    with pytest.raises(errors.InvalidFilter) as refused:
        filters.put("city", "1..2..3")

    assert refused.value.field == "city"
    assert filters.where == [("city", "Utrecht")]
    assert not filters.put("city", "Utrecht")
    assert filters.put("city", "")
    assert filters.where == []


def test_a_reset_leads_to_the_filters_of_the_view(filters):
    """contacts F-4, F-10"""
    filters.use([("city", "Utrecht"), ("no_such_field", "x")])
    assert not filters.is_changed
    filters.put("name", "A*")
    assert filters.is_changed
    filters.reset()

    assert filters.where == [("city", "Utrecht")]


def test_filters_of_a_record_come_and_go_and_those_before_wait(filters):
    """contacts F-11, F-3"""
    filters.put("name", "A*")
    filters.open([("company_no", "'CT000001'"), ("type", "Person")])
    assert filters.from_record
    assert filters.where == [("company_no", "'CT000001'"), ("type", "Person")]
    filters.open([("no", "'CT000002'")])
    assert filters.come_back()

    assert filters.where == [("name", "A*")]
    assert not filters.come_back()


def test_two_conditions_on_a_field_both_hold(filters):
    """contacts F-4"""
    filters.open([("no", "A|B"), ("no", "<>B")])

    assert filters.where == [("no", "(A|B)&(<>B)")]


def test_the_own_salesperson_is_meant_by_a_word(sqlite_desk):
    """contacts F-8"""
    sqlite_desk.actions.who = replace(sqlite_desk.actions.who, salesperson_code="JR")
    filters = Filters("contact", sqlite_desk.actions)
    filters.put("salesperson_code", "%MySalesperson")

    assert filters.rows()[0].summary == "Salesperson Code: JR"


def test_fields_that_are_not_shown_can_be_filtered_and_files_cannot(filters):
    """contacts F-4"""
    names = [field.name for field in filters.fields()]

    assert {"e_mail_2", "external_id", "last_date_modified", "minor"} <= set(names)
    assert not {"image", "last_time_modified"} & set(names)


@pytest.mark.parametrize("name", ["type", "minor", "business_relation", "correspondence_type"])
def test_ticks_say_what_is_ticked(name):
    """contacts F-8"""
    kind = field_map(TABLES["contact"])[name].kind
    values = [value for value, _caption in options_of(kind)]
    for chosen in ([], values[:1], values[1:], values):
        assert ticked(kind, of_ticks(kind, chosen)) == set(chosen)


@given(st.text(max_size=20), st.text(max_size=20), st.booleans())
def test_the_value_of_a_record_filters_exactly_that_value(value, other, code):
    """contacts section 8 line 4: whatever filter characters it holds."""
    kind = Code(60) if code else Text(60)
    try:
        value, other = kind.parse(cleaned(value)), kind.parse(cleaned(other))
    except errors.UserError:
        return
    tree = parse(exactly(kind, value), kind, variables={"%me": "x"})

    assert matches(tree, value)
    assert matches(tree, other) == (other == value)


@pytest.mark.parametrize(
    ("expression", "part", "whole"),
    [
        ("", "", "NL"),
        ("n", "n", "NL"),
        ("<>n", "n", "<>NL"),
        ("BE|n", "n", "BE|NL"),
        ("BE|", "", "BE|NL"),
        ("BE| n", "n", "BE| NL"),
        ("(BE|DE)&<>n", "n", "(BE|DE)&<>NL"),
        ("BE..n", "n", "BE..NL"),
        ("@n*", "n", "NL"),
        ("'J & V'|n", "n", "'J & V'|NL"),
        ("=n", "n", "=NL"),
        ("<>''", None, "<>NL"),
    ],
)
def test_a_code_is_offered_for_the_value_under_the_cursor(expression, part, whole):
    """contacts F-12: what stands around the value stays."""
    assert code_typed(expression, len(expression)) == part
    assert with_code(expression, len(expression), Code(10), "NL") == (whole, len(whole))
    assert with_code(f"{expression}|FR", len(expression), Code(10), "NL") == (f"{whole}|FR", len(whole))


def test_a_code_with_signs_in_it_is_quoted():
    """contacts F-12, contacts section 8 line 4"""
    assert with_code("a", 1, Code(10), "A&B") == ("'A&B'", 5)


def test_kinds_with_few_values_are_ticked():
    """contacts F-8"""
    assert [caption for _value, caption in options_of(YesNo())] == ["Yes", "No"]
    assert [caption for _value, caption in options_of(Choice(("", "A")))] == ["(blank)", "A"]
    assert options_of(Text(10)) == []
