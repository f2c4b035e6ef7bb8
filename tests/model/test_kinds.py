"""The kinds of value: what text they read, what they refuse, and that they read back what they write."""

import string
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.model.file_kinds import Picture
from contactdesk.model.kinds import Amount, Choice, Clock, Code, Day, Email, Link, Moment, Phone, Text, Whole, YesNo, cleaned
from contactdesk.text import use_language

PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30)
ADDRESS = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.nl", fullmatch=True)

VALUES = {
    Text(200): PLAIN,
    Code(400): PLAIN,
    Link(200): PLAIN,
    Phone(200): st.text(string.digits + "+-() /.#", max_size=30),
    Email(80): ADDRESS,
    Email(200, many=True): st.lists(ADDRESS, max_size=4).map(";".join),
    YesNo(): st.booleans(),
    Choice(("", "One", "Two words")): st.integers(0, 2),
    Whole(-5, 5): st.integers(-5, 5),
    Whole(): st.integers(-(2**31), 2**31 - 1),
    Amount(2): st.decimals(-9999999, 9999999, places=2),
    Amount(5, Decimal(0), Decimal(100)): st.decimals(0, 100, places=5),
    Day(): st.none() | st.dates(),
    Moment(): st.none() | st.datetimes().map(lambda at: at.replace(microsecond=0)),
    Clock(): st.none() | st.times().map(lambda at: at.replace(microsecond=0)),
    Picture(): st.none() | st.binary(max_size=20).map(lambda rest: b"\x89PNG\r\n\x1a\n" + rest),
}


@pytest.mark.parametrize("kind", VALUES, ids=str)
@settings(deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back(kind, data):
    """contacts section 0: text and value say the same, and what is stored is stored unchanged when it comes again."""
    value = kind.check(data.draw(VALUES[kind]))

    assert kind.parse(kind.format(value)) == value
    assert kind.check(value) == value


@pytest.mark.parametrize("kind", VALUES, ids=str)
@settings(deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_is_read_or_refused_in_words(kind, text):
    """contacts section 0: nothing that is typed is a mistake of the program."""
    try:
        value = kind.parse(text)
    except errors.UserError:
        return
    assert kind.parse(kind.format(value)) == value
    assert isinstance(kind.show(value), str)


@pytest.mark.parametrize("kind", VALUES, ids=str)
def test_nothing_is_blank(kind):
    """contacts section 0: a value that is not there is the blank of its kind."""
    if kind != Whole(-5, 5):
        assert kind.check(None) == kind.empty
    if not isinstance(kind, Amount | Whole):
        assert kind.parse("") == kind.empty


@settings(deadline=None)
@given(PLAIN)
def test_text_is_stored_as_typed_without_outer_blanks(text):
    """contacts section 0: Text[n]"""
    assert Text(200).parse(f"  {text}\t") == cleaned(text)


def test_too_long_a_text_is_refused_never_cut():
    """contacts section 0: E-LENGTH with both lengths."""
    with pytest.raises(errors.TooLong) as caught:
        Text(3).parse(" abcd ")
    assert (caught.value.facts["length"], caught.value.facts["limit"]) == (4, 3)


def test_codes_are_in_upper_case_with_inner_blanks():
    """contacts section 0: Code[n]; a letter that grows counts as long as it is stored."""
    assert Code(10).parse(" ab  cd ") == "AB  CD"
    with pytest.raises(errors.TooLong):
        Code(3).parse("aßb" + "ß")


@pytest.mark.parametrize("text", ["a\0b", "a\x07", "a\nb", "\ud800"])
def test_control_characters_are_refused(text):
    """reliability section 4"""
    with pytest.raises(errors.ControlCharacter):
        Text(10).parse(text)


def test_line_breaks_where_they_are_allowed():
    assert Text(20, lines=True).parse("a\r\nb\rc") == "a\nb\nc"


def test_direction_marks_and_compositions_are_cleaned():
    """contacts section 0: names that look alike are alike."""
    assert cleaned("\u202ee\u0301\u2066") == "é"


@pytest.mark.parametrize(("text", "value"), [("ja", True), ("Yes", True), ("x", True), ("nee", False), ("", False), ("FALSE", False)])
def test_yes_and_no_in_both_languages(text, value):
    assert YesNo().parse(text) is value


@pytest.mark.parametrize("text", ["maybe", "2"])
def test_neither_yes_nor_no(text):
    with pytest.raises(errors.NotAValue):
        YesNo().parse(text)


def test_options_are_read_in_both_languages_and_by_number():
    kind = Choice(("Company", "Person"))
    use_language("nl")
    try:
        assert [kind.parse(text) for text in ("persoon", "Person", "1", "BEDRIJF")] == [1, 1, 1, 0]
        assert kind.show(1) == "Persoon"
    finally:
        use_language("en")
    for text in ("2", "Someone", "-1"):
        with pytest.raises(errors.NotAValue):
            kind.parse(text)
    with pytest.raises(errors.NotAValue):
        kind.check(7)


@pytest.mark.parametrize("text", ["1_000", "1.5", "1 0", "0x1", "one", "1" * 30, "²"])
def test_what_is_no_whole_number(text):
    """contacts NS-10: only digits count."""
    with pytest.raises(errors.NotAValue):
        Whole().parse(text)


@pytest.mark.parametrize("text", ["6", "-6", "99999999999"])
def test_whole_numbers_have_limits(text):
    with pytest.raises(errors.OutOfRange):
        Whole(-5, 5).parse(text)


@pytest.mark.parametrize(("text", "value"), [("1,25", "1.25"), ("1 000,5", "1000.50"), (".5", "0.50"), ("", "0"), ("-3", "-3.00")])
def test_amounts_as_people_write_them(text, value):
    assert Amount(2).parse(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1_000", "NaN", "Infinity", "1e5", "1.00,50", "abc", "-"])
def test_what_is_no_amount(text):
    with pytest.raises(errors.NotAValue):
        Amount(2).parse(text)


@pytest.mark.parametrize("text", ["1.005", "100.01", "-0.01"])
def test_amounts_have_decimals_and_limits(text):
    with pytest.raises(errors.OutOfRange):
        Amount(2, Decimal(0), Decimal(100)).parse(text)


def test_moments_and_times():
    assert Moment().parse("2026-11-20T12:30:00Z") == datetime(2026, 11, 20, 12, 30)
    assert Moment().format(datetime(2026, 11, 20, 12, 30)) == "2026-11-20T12:30:00Z"
    assert Clock().parse("12:30:05") == time(12, 30, 5)
    assert Day().parse("2026-11-20") == date(2026, 11, 20)
    for kind in (Moment(), Clock()):
        with pytest.raises(errors.NotAValue):
            kind.parse("noon")


@pytest.mark.parametrize("start", Picture.STARTS)
def test_pictures_of_every_kind(start):
    """contacts C-120"""
    assert Picture().check(start + b"rest") == start + b"rest"


@pytest.mark.parametrize("content", [b"text", b"\x89PNG\r\n\x1a\n" + bytes(Picture.largest)], ids=["text", "large"])
def test_what_is_no_picture(content):
    """contacts C-120, section 8 line 44"""
    with pytest.raises(errors.NotAPicture):
        Picture().check(content)
