"""The filter language: contacts F-5 to F-9, reliability section 6."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactdesk import errors
from contactdesk.model.dates import utc_end, utc_start
from contactdesk.model.file_kinds import Picture
from contactdesk.model.kinds import Amount, Choice, Code, Day, Email, Moment, Text, Whole, YesNo
from contactdesk.rules.filters import MOST_DEPTH, MOST_TERMS, any_of, equal_to, matches, parse, parse_where, quoted

NAME, CODE = Text(100), Code(20)
moment = datetime.fromisoformat
WORK = date(2026, 11, 20)


def found(expression, values, kind=NAME, **more):
    """Those of `values` that the filter lets through."""
    node = parse(expression, kind, **more)
    return [value for value in values if matches(node, value)]


@pytest.mark.parametrize(
    ("expression", "kept", "dropped"),
    [
        ("CT000010", ["CT000010"], ["CT000011", "CT00001"]),
        ("=CT000010", ["CT000010"], ["CT000011"]),
        ("CT000010..CT000020", ["CT000010", "CT000015", "CT000020"], ["CT000021", "CT000009"]),
        ("..CT000020", ["", "A", "CT000020"], ["CT000021"]),
        ("CT000010..", ["CT000010", "D"], ["CT000009", ""]),
        ("10000..10042", ["100000", "10042"], ["10043", "1"]),
        (">B", ["C", "BA"], ["B", "A"]),
        (">=B", ["B"], ["A"]),
        ("<B", ["A", ""], ["B"]),
        ("<=B", ["B"], ["BA"]),
        ("NL|BE", ["NL", "BE"], ["DE", ""]),
        (">200&<300", ["2500"], ["200", "300"]),
        ("<>NL", ["BE", ""], ["NL"]),
        ("<>A*", ["B", ""], ["A", "AB"]),
        ("<>''", ["x"], [""]),
        ("''", [""], ["x"]),
        ("*Co*", ["Contoso", "AdCo"], ["contoso"]),
        ("*Co", ["AdCo"], ["Contoso"]),
        ("Co*", ["Contoso", "Co"], ["AdCo"]),
        ("Hans?n", ["Hansen", "Hanson"], ["Hansn", "Hanseen"]),
        ("@man*", ["Manchester", "man", "MAN"], ["Woman"]),
        ("@zoë", ["ZOË", "Zoë"], ["ZOE"]),
        ("man*", ["man"], ["Manchester"]),
        ("'man'", ["man"], ["Man", "'man'"]),
        ("'J & V*'", ["J & V", "J & Vos"], ["J", "V"]),
        ("'(a)|b=c'", ["(a)|b=c"], ["b=c"]),
        ("5999|8100..8490", ["5999", "8200"], ["6000"]),
        ("..1299|1400..", ["1000", "1500"], ["1350"]),
        (">50&<80", ["60"], ["50", "90"]),
        ("(A*|B*)&<>AB*", ["A", "B", "BA"], ["AB", "C"]),
        ("A*|B*&<>BB*", ["AB", "BA"], ["BB", "C"]),
        ("  NL | BE  ", ["NL", "BE"], [" NL"]),
        ("O'Brien|van 't Hof", ["O'Brien", "van 't Hof"], ["OBrien"]),
        ("'''t Hart'", ["'t Hart"], ["t Hart"]),
        ("a=b", ["a=b"], ["a"]),
        ("'a..b'", ["a..b"], ["a", "b"]),
        ("info@x.nl", ["info@x.nl"], ["INFO@x.nl"]),
        ("100%_[a]", ["100%_[a]"], ["100xx[a]", "100%_a"]),
        ("", ["", "x"], []),
    ],
)
def test_text_is_filtered_as_the_specification_shows(expression, kept, dropped):
    """contacts F-5, contacts F-6, contacts section 8 line 41"""
    assert found(expression, kept + dropped) == kept


@pytest.mark.parametrize(("expression", "kept"), [("nl|be", ["NL", "BE"]), ("@n*", ["NL"]), ("a..c", ["BE"]), ("<>nl", ["BE"])])
def test_case_does_not_matter_in_codes(expression, kept):
    """contacts F-6"""
    assert found(expression, ["NL", "BE"], CODE) == kept


@pytest.mark.parametrize(
    ("expression", "kind", "kept", "dropped"),
    [
        ("1..5", Whole(), [1, 5], [0, 6]),
        (">50&<100", Whole(), [51], [50, 100]),
        ("<>0", Whole(), [1, -1], [0]),
        ("''", Whole(), [0], [1]),
        ("-5..-1", Whole(), [-5, -1], [0]),
        ("1.5..2.5", Amount(), [Decimal("1.5"), Decimal("2.5")], [Decimal("2.51")]),
        ("1,5|3", Amount(), [Decimal("1.50"), Decimal(3)], [Decimal(2)]),
        ("yes", YesNo(), [True], [False]),
        ("<>ja", YesNo(), [False], [True]),
        ("Person|Company", Choice(("Company", "Person", "Other")), [0, 1], [2]),
        ("<>person", Choice(("Company", "Person")), [0], [1]),
        ("''", Choice(("", "Email")), [0], [1]),
        ("I don't wish to answer", Choice(("", "I don't wish to answer")), [1], [0]),
    ],
)
def test_numbers_and_choices_have_no_wildcards(expression, kind, kept, dropped):
    """contacts F-6, contacts F-8"""
    assert found(expression, kept + dropped, kind) == kept


def test_date_words_mean_what_they_mean_in_fields():
    """contacts F-7"""
    days = [None, WORK - timedelta(days=1), WORK, WORK + timedelta(days=1)]
    more = {"kind": Day(), "work_date": WORK, "today": WORK + timedelta(days=1)}
    assert found("..w", days, **more) == [None, *days[1:3]]
    assert found("..t", days, **more) == days
    assert found("w..t", days, **more) == days[2:]
    assert found("20.11..21.11.26", days, **more) == days[2:]
    assert found("20", days, **more) == [WORK]
    assert found("''", days, **more) == [None]
    assert found("<>''", days, **more) == days[1:]
    assert found("<>w", days, **more) == [None, days[1], days[3]]


def test_moments_are_filtered_by_local_days():
    """contacts F-6"""
    day = WORK - timedelta(days=3)
    moments = [None, utc_start(day) - timedelta(seconds=1), utc_start(day), utc_end(day) - timedelta(seconds=1), utc_end(day)]
    more = {"kind": Moment(), "work_date": WORK, "today": WORK}
    assert found("17", moments, **more) == moments[2:4]
    assert found("<17", moments, **more) == moments[:2]
    assert found("<=17", moments, **more) == moments[:4]
    assert found(">17", moments, **more) == moments[4:]
    assert found("17..", moments, **more) == moments[2:]
    assert found("''", moments, **more) == [None]
    assert found("<>''", moments, **more) == moments[1:]
    seconds = [moment("2026-11-17T10:00:00"), moment("2026-11-17T10:01:00")]
    assert found("2026-11-17T10:00:00Z", seconds, **more) == seconds[:1]


def test_ticked_values_mean_or():
    """contacts F-8"""
    assert [value for value in range(4) if matches(any_of([1, 3]), value)] == [1, 3]


def test_words_with_a_percent_sign_stand_for_the_user():
    """contacts F-8"""
    variables = {"%me": "jan", "%mysalesperson": "BC*"}
    assert found("%ME|X", ["JAN", "X", "%ME"], CODE, variables=variables) == ["JAN", "X"]
    assert found("%mysalesperson", ["BC*", "BCD"], CODE, variables=variables) == ["BC*"]
    assert found("'%me'", ["jan", "%me"], NAME, variables=variables) == ["%me"]


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("1..2..3", NAME),
        ("1..2..3", Whole()),
        ("'abc", NAME),
        (">", NAME),
        ("<>", NAME),
        ("..", NAME),
        ("|", NAME),
        ("A|", NAME),
        ("&A", NAME),
        ("(A", NAME),
        ("A)", NAME),
        ("()", NAME),
        ("A(B)", NAME),
        ("A>B", NAME),
        ("@", NAME),
        ("@a..b", NAME),
        (">@a", NAME),
        ("a\x00b", NAME),
        ("abc", Whole()),
        ("1*", Whole()),
        ("@1", Whole()),
        ("99999999999", Whole()),
        ("x", Amount()),
        ("soon", Day()),
        ("1999-02-30", Day()),
        ("2026-11-17T99:00", Moment()),
        ("31-12-9999", Moment()),
        ("maybe", YesNo()),
        (">yes", YesNo()),
        ("Company..Person", Choice(("Company", "Person"))),
        ("Robot", Choice(("Company", "Person"))),
        ("x", Picture()),
    ],
)
def test_a_malformed_expression_is_refused_with_expression_and_field(expression, kind):
    """contacts F-9, contacts section 8 line 40"""
    with pytest.raises(errors.InvalidFilter) as refusal:
        parse(expression, kind, caption="City", field="city")
    assert refusal.value.field == "city"
    assert expression in str(refusal.value)
    assert "City" in str(refusal.value)


def test_a_filter_stays_small():
    """reliability section 6"""
    assert found("|".join(["A"] * MOST_TERMS), ["A"]) == ["A"]
    assert found("(" * MOST_DEPTH + "A" + ")" * MOST_DEPTH, ["A"]) == ["A"]
    for hostile in ("|".join(["A"] * (MOST_TERMS + 1)), "(" * 6 + "A" + ")" * 6, "(" * 100_000):
        with pytest.raises(errors.InvalidFilter):
            parse(hostile, NAME)


def test_many_wildcards_are_answered_at_once():
    """reliability section 6"""
    assert found("*a" * 60 + "*b", ["a" * 250]) == []


@given(st.text("(A)*1&|'?@<>=.%; \\[]", min_size=1, max_size=12))
def test_the_program_can_quote_any_value(value):
    """contacts section 8 line 4"""
    value = value.strip()
    if not value:
        return
    for kind in (NAME, CODE, Email(80)):
        node = parse(quoted(value), kind)
        assert kind is not NAME or node == equal_to(value)
        assert matches(node, value)
        assert not matches(node, value + "A")
        assert not matches(node, "A" + value)
    assert matches(equal_to(value), value)
    assert parse_where(f"no={quoted(value)};city=X") == [("no", quoted(value)), ("city", "X")]


@given(st.text("AB|&<>=.'()*?@ 1", max_size=20))
def test_an_expression_is_read_or_refused(expression):
    """contacts F-9"""
    try:
        node = parse(expression, NAME)
    except errors.InvalidFilter:
        return
    assert matches(node, "A") in (True, False)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("country_region_code=NL|BE", [("country_region_code", "NL|BE")]),
        (" city = Berne ; no=..CT9 ;", [("city", "Berne"), ("no", "..CT9")]),
        ("name='a;b';city=x", [("name", "'a;b'"), ("city", "x")]),
        ("name=O'Brien;city=van 't Hof;no=1", [("name", "O'Brien"), ("city", "van 't Hof"), ("no", "1")]),
        ("name=<>'a;b'", [("name", "<>'a;b'")]),
        ("name==X", [("name", "=X")]),
        (["city=A", "city=B;no=1"], [("city", "A"), ("city", "B"), ("no", "1")]),
        ("", []),
    ],
)
def test_conditions_of_the_command_line_are_taken_apart(text, pairs):
    """contacts F-4"""
    assert parse_where(text) == pairs


@pytest.mark.parametrize("text", ["city", "=X", "no=1;city"])
def test_a_condition_without_a_field_is_refused(text):
    """contacts F-9"""
    with pytest.raises(errors.InvalidFilter):
        parse_where(text)
