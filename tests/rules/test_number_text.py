"""The text of numbers: contacts NS-2 to NS-6."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.rules.number_text import entered, increased, split_number, value_of


@pytest.mark.parametrize(
    ("number", "by", "expected"),
    [
        ("CT000009", 1, "CT000010"),
        ("A10B20", 1, "A10B21"),
        ("ABC00010D", 10, "ABC00020D"),
        ("X99", 1, "X100"),
        ("9", 1, "10"),
        ("2026-0099", 1, "2026-0100"),
    ],
)
def test_the_last_group_of_digits_counts(number, by, expected):
    """contacts NS-2"""
    assert increased(number, by) == expected


def test_a_result_of_21_characters_is_refused():
    """contacts NS-2"""
    assert increased("A" * 17 + "99", 1) == "A" * 17 + "100"
    with pytest.raises(errors.NumberTooLong):
        increased("A" * 18 + "99", 1)


@pytest.mark.parametrize("name", ["starting_no", "ending_no", "last_no_used"])
def test_a_number_needs_a_digit(name):
    """contacts NS-3, contacts section 8 line 6"""
    with pytest.raises(errors.NumberWithoutDigit) as refusal:
        entered({}, name, "ABC")
    assert refusal.value.field == name


def test_formats_are_made_alike_when_text_stands_beside_the_digits():
    """contacts NS-4"""
    line = entered({"starting_no": "A1"}, "ending_no", "A10")
    assert (line["starting_no"], line["ending_no"]) == ("A01", "A10")
    line = entered(line, "warning_no", "b9x")
    assert (line["starting_no"], line["ending_no"], line["warning_no"]) == ("B01X", "B10X", "B09X")


def test_digits_alone_change_nothing():
    """contacts NS-4"""
    assert entered({"starting_no": "1"}, "ending_no", "10")["starting_no"] == "1"


def test_the_last_number_used_is_not_changed_by_another_field():
    """contacts NS-4"""
    with pytest.raises(errors.NumberFormatsDiffer):
        entered({"starting_no": "A1", "last_no_used": "A5"}, "ending_no", "A10")
    line = entered({"starting_no": "A1", "ending_no": "A9"}, "last_no_used", "A05")
    assert line == {"starting_no": "A01", "ending_no": "A09", "warning_no": "", "last_no_used": "A05"}


@pytest.mark.parametrize("name", ["ending_no", "warning_no"])
def test_an_ending_without_the_text_of_the_start_is_refused(name):
    """contacts NS-4"""
    with pytest.raises(errors.NumberFormatsDiffer) as refusal:
        entered({"starting_no": "A1", "ending_no": "A9"}, name, "10")
    assert refusal.value.field == name


def test_a_warning_needs_an_end_and_goes_with_it():
    """contacts NS-5, contacts section 8 line 6"""
    with pytest.raises(errors.FillFirst) as refusal:
        entered({"starting_no": "1"}, "warning_no", "5")
    assert refusal.value.field == "ending_no"
    assert entered({"starting_no": "1", "ending_no": "9", "warning_no": "5"}, "ending_no", "")["warning_no"] == ""


def test_numbers_of_a_line_are_ordered_by_what_they_count():
    """contacts NS-6"""
    assert value_of("9") < value_of("10")
    assert value_of("A09") < value_of("A10")


@given(st.text("AB-09 ", min_size=1, max_size=15), st.integers(1, 999))
def test_adding_changes_only_the_counting_digits(number, by):
    """contacts NS-2"""
    if not any(letter.isdigit() for letter in number):
        return
    before, after = split_number(number), split_number(increased(number, by))
    assert str(before) == number
    assert after.text == before.text
    assert after.value == before.value + by
    assert len(after.digits) >= len(before.digits)
