"""Number series: every example of contacts section 4, and what holds for all of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.rules import number_text, numbering
from contactdesk.rules.numbering import Line

D = date(2026, 11, 20)
LATER = D + timedelta(days=1)


def made(*numbers, **more):
    """A line with its numbers typed one after the other, as on the page."""
    typed = dict.fromkeys(number_text.NUMBERS, "")
    for name, number in zip(("starting_no", "ending_no", "last_no_used", "warning_no"), numbers, strict=False):
        typed = number_text.entered(typed, name, number) if number else typed
    return Line(**typed, **more)


def numbers_of(lines, on=D, at_most=50):
    """All numbers of a series until it refuses, and the id of the refusal."""
    lines, found = list(lines), []
    while len(found) < at_most:
        try:
            drawn = numbering.draw("S", lines, on)
        except errors.UserError as refusal:
            return found, refusal.id
        lines = [drawn.line if line.line_no == drawn.line.line_no else line for line in lines]
        found.append(drawn.number)
    return found, ""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([made("1", "10")], [str(n) for n in range(1, 11)]),
        ([made("1", "10", increment_by_no=7)], ["1", "8"]),
        ([made("1", "10", "3", increment_by_no=2)], ["5", "7", "9"]),
        ([made("A1", "A5", line_no=1), made("B1", "B5", line_no=2)], [f"{a}{n}" for a in "AB" for n in range(1, 6)]),
        (
            [made("A1", "A10", line_no=1, increment_by_no=7), made("B1", "B10", line_no=2, increment_by_no=7)],
            ["A01", "A08", "B01", "B08"],
        ),
    ],
)
def test_the_examples_of_the_specification_run_out_where_it_says(lines, expected):
    """contacts NS-8, contacts NS-9, contacts NS-10"""
    assert numbers_of(lines) == (expected, "E-NO-RUNOUT")


def test_a_line_of_a_later_date_replaces_the_earlier_one_for_good():
    """contacts NS-8, contacts NS-9"""
    lines = [made("A1", "A5", line_no=1), made("B1", "B5", line_no=2, starting_date=LATER)]
    assert numbers_of(lines) == (["A1", "A2", "A3", "A4", "A5"], "E-NO-DATE")
    assert numbers_of(lines, LATER) == (["B1", "B2", "B3", "B4", "B5"], "E-NO-DATE")


def test_a_used_up_later_line_does_not_bring_the_earlier_one_back():
    """contacts NS-9: the first line still has numbers left"""
    lines = [
        Line(1, None, "TEST0001", "TEST0010", "", "TEST0005"),
        Line(2, D, "TEST0030", "TEST0040", "", "TEST0039"),
    ]
    assert numbers_of(lines) == (["TEST0040"], "E-NO-DATE")


def test_only_a_line_that_starts_later_is_a_matter_of_the_date():
    """contacts NS-9, contacts section 8 line 5"""
    with pytest.raises(errors.NoLineForDate) as refusal:
        numbering.draw("CONT", [Line(1, LATER, "1")], D)
    assert refusal.value.facts["series"] == "CONT"
    assert refusal.value.facts["date"] == D


def test_a_series_without_lines_has_no_numbers():
    """contacts NS-9"""
    assert numbers_of([]) == ([], "E-NO-RUNOUT")


def test_the_warning_repeats_for_every_further_number():
    """contacts NS-11"""
    line = Line(1, None, "CT000001", "CT100000", "CT099990", "CT099988")
    drawn = [numbering.draw("CONT", [line], D)]
    for _number in range(2):
        drawn.append(numbering.draw("CONT", [drawn[-1].line], D))
    assert [draw.warning for draw in drawn] == [False, True, True]
    assert drawn[0].notice == ""
    for fact in ("CONT", "CT099990", "CT100000"):
        assert fact in drawn[1].notice


def test_a_draw_sets_what_was_used_and_when():
    """contacts NS-13, contacts NS-19, contacts NS-22"""
    lines = [Line(1, None, "1", "2")]
    drawn = numbering.draw("S", lines, D)
    assert (drawn.line.last_no_used, drawn.line.last_date_used, drawn.line.open) == ("1", D, True)
    assert lines[0].last_no_used == ""
    assert not numbering.draw("S", [drawn.line], D).line.open


@pytest.mark.parametrize(
    ("line", "is_open"),
    [
        (Line(starting_no="1"), True),
        (Line(starting_no="1", last_no_used="999"), True),
        (Line(starting_no="1", ending_no="10"), True),
        (Line(starting_no="1", ending_no="10", last_no_used="9"), True),
        (Line(starting_no="1", ending_no="10", last_no_used="10"), False),
        (Line(starting_no="1", ending_no="10", last_no_used="4", increment_by_no=7), False),
    ],
)
def test_a_line_is_open_while_one_more_step_fits(line, is_open):
    """contacts NS-7"""
    assert line.open is is_open


@pytest.mark.parametrize(
    "line",
    [
        Line(starting_no="5", ending_no="9", last_no_used="1"),
        Line(starting_no="A001", last_no_used="B001"),
        Line(starting_no="A001", last_no_used="A1"),
        Line(starting_no="A1", ending_no="A5", last_no_used="A09"),
        Line(starting_no="A9", ending_no="A5"),
        Line(starting_no="A1", ending_no="A99", last_no_used="A007"),
    ],
)
def test_a_number_outside_the_line_is_refused_with_its_facts(line):
    """contacts NS-10"""
    with pytest.raises(errors.NumberOutOfRange) as refusal:
        numbering.draw("S", [line], D, line_no=0)
    assert refusal.value.facts["series"] == "S"
    assert refusal.value.facts["number"]
    assert line.ending_no in str(refusal.value)


def test_a_blank_starting_no_must_be_filled_first():
    """contacts NS-10"""
    with pytest.raises(errors.FillFirst) as refusal:
        numbering.draw("S", [Line(1)], D)
    assert refusal.value.field == "starting_no"


def test_date_order_refuses_an_earlier_date_only():
    """contacts NS-12"""
    line = Line(1, None, "1", last_no_used="1", last_date_used=D)
    yesterday = D - timedelta(days=1)
    with pytest.raises(errors.DateOrder):
        numbering.draw("S", [line], yesterday, date_order=True)
    assert numbering.peek("S", [line], D, date_order=True) == "2"
    assert numbering.peek("S", [line], yesterday) == "2"


def test_a_named_line_is_drawn_from_whatever_the_others_say():
    """contacts NS-20"""
    lines = [Line(1, None, "A1", "A3"), Line(2, D, "B1"), Line(3, LATER, "C1"), Line(4, None, "D1", "D2", "", "D2")]
    assert numbering.peek("S", lines, D, line_no=1) == "A1"
    with pytest.raises(errors.NoLineForDate):
        numbering.draw("S", lines, D, line_no=3)
    with pytest.raises(errors.NumberOutOfRange):
        numbering.draw("S", lines, D, line_no=4)
    with pytest.raises(errors.NotFound):
        numbering.draw("S", lines, D, line_no=9)


@pytest.mark.parametrize("lines", [[], [Line(1)], [Line(1, LATER, "1")], [Line(1, None, "1", "1", "", "1")], [Line(1, None, "A")]])
def test_asking_quietly_never_refuses(lines):
    """contacts NS-20, contacts NS-21"""
    assert numbering.draw_quietly("S", lines, D) is None


def test_a_blank_series_is_no_series():
    """contacts NS-21"""
    line = Line(1, None, "1")
    with pytest.raises(errors.NoSeriesSetup):
        numbering.draw("", [line], D)
    with pytest.raises(errors.NoSeriesSetup):
        numbering.draw("", [line], D, line_no=1)
    assert numbering.draw_quietly("", [line], D) is None
    assert numbering.last_no_used("", [line], D) == ""


def test_the_list_of_series_shows_the_usable_line_else_the_first():
    """contacts NS-18, contacts NS-19"""
    used_up, usable = Line(1, None, "1", "2", "", "2"), Line(2, None, "5", "9", "", "6")
    assert numbering.current_line([used_up, usable], D) == usable
    assert numbering.last_no_used("S", [used_up, usable], D) == "6"
    assert numbering.current_line([used_up], D) == used_up
    assert numbering.last_no_used("S", [used_up], D) == ""
    assert numbering.current_line([], D) is None


def test_series_without_lines_or_past_the_warning_expire():
    """contacts NS-15"""
    assert numbering.expiring([])
    assert numbering.expiring([Line(1, None, "1", "10", "8", "8")])
    assert not numbering.expiring([Line(1, None, "1", "10", "8", "7")])
    assert not numbering.expiring([Line(1, None, "1", "10", "8", "10")])


def test_one_of_the_two_switches_is_always_on():
    """contacts NS-1, contacts section 8 line 7"""
    assert numbering.both_switches(False, False, changed="default_nos") == (False, True)
    assert numbering.both_switches(False, False, changed="manual_nos") == (True, False)
    assert numbering.both_switches(True, False, changed="manual_nos") == (True, False)


def test_another_step_or_implementation_keeps_the_last_number():
    """contacts NS-14, contacts NS-16"""
    line = replace(numbering.draw("S", [Line(1, None, "1")], D).line, increment_by_no=10, implementation=1)
    assert numbering.peek("S", [line], D) == "11"
    assert numbering.peek("S", [replace(line, last_no_used="")], D) == "1"


def test_the_lowest_starting_number_comes_first_by_what_it_counts():
    """contacts NS-8, contacts NS-6"""
    lines = [Line(1, None, "10", "12"), Line(2, None, "9", "9")]
    assert numbering.peek("S", lines, D) == "9"


@st.composite
def series(draw):
    lines = []
    for line_no in range(draw(st.integers(1, 3))):
        before = draw(st.sampled_from("ABC")) if draw(st.booleans()) else ""
        start = draw(st.integers(0, 30))
        after = draw(st.sampled_from(["", "X"]))
        width = draw(st.integers(1, 3))
        end = start + draw(st.integers(0, 20))
        typed = number_text.entered({}, "starting_no", f"{line_no}{before or '-'}{start:0{width}}{after}")
        typed = number_text.entered(typed, "ending_no", f"{line_no}{before or '-'}{end}{after}")
        starting = draw(st.sampled_from([None, D - timedelta(days=2), D]))
        lines.append(Line(line_no, starting, increment_by_no=draw(st.integers(1, 9)), **typed))
    return lines


@given(series())
def test_no_number_is_given_twice_and_all_lie_inside_their_line(lines):
    """contacts NS-10, contacts NS-20, contacts NS-22"""
    found = set()
    for _number in range(40):
        drawn = numbering.draw_quietly("S", lines, D)
        if drawn is None:
            break
        line = drawn.line
        assert drawn.number == numbering.peek("S", lines, D)
        assert drawn.number not in found
        low, value, high = (number_text.value_of(number) for number in (line.starting_no, drawn.number, line.ending_no))
        assert low <= value <= high
        found.add(drawn.number)
        lines = [line if line.line_no == other.line_no else other for other in lines]
