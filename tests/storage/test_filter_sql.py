"""A filter gives the same rows in a query as in the program: contacts F-5, F-6, reliability section 6."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, String, Table, create_engine, insert, make_url, select
from sqlalchemy.dialects import postgresql

from contactdesk import errors
from contactdesk.model.kinds import Amount, Choice, Code, Day, Moment, Text, Whole, YesNo
from contactdesk.rules.filters import matches, parse
from contactdesk.storage.filter_sql import condition

moment = datetime.fromisoformat

KINDS = {
    "name": Text(100),
    "code": Code(20),
    "count": Whole(),
    "amount": Amount(),
    "day": Day(),
    "moment": Moment(),
    "yes": YesNo(),
    "choice": Choice(("", "Email", "Hard Copy")),
}
VALUES = {
    "name": [
        *("", "man", "Man", "MAN", "Manchester", "zoë", "ZOË", "ı", "İ", "a*b", "a?b", "a[b]", "a]b", "^a", "100%", "1_0", "a\\b"),
        *("O'Brien", "10000", "100000", "10042", "😀x", "é", "z", "ß", "SS", "a.b", "a+b", "{a}", "a\nb"),
    ],
    "code": ["", "NL", "BE", "(A)*1", "A&B", "A01", "A10", "É"],
    "count": [-5, 0, 1, 9, 10, 2**31 - 1],
    "amount": [Decimal("-1.50"), Decimal(0), Decimal("1.23"), Decimal(100)],
    "day": [None, date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)],
    "moment": [None, moment("2026-11-19T12:00:00"), moment("2026-11-20T12:00:00"), moment("2026-11-20T12:00:01")],
    "yes": [False, True],
    "choice": [0, 1, 2],
}
WORDS = {
    "name": [
        *VALUES["name"][1:],
        "@man",
        "@zoë*",
        "*a*",
        "?",
        "??",
        "*[*",
        "''",
        "'a*b'",
        "@*ß",
        "@i",
        "@İ",
        "man*",
        "*.b",
        "*\\*",
        "@^A",
        "*%*",
    ],
    "code": [*VALUES["code"][1:], "nl", "a*", "'(a)*1'", "''", "*0?"],
    "count": ["-5", "0", "9", "10", "''"],
    "amount": ["-1.5", "0", "1,23", "100", "''"],
    "day": ["19-11-2026", "20-11-2026", "''"],
    "moment": ["19-11-2026", "20-11-2026", "2026-11-20T12:00:00Z", "''"],
    "yes": ["yes", "no"],
    "choice": ["Email", "''", "Hard Copy"],
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tables(request, tmp_path_factory):
    """One table for each kind of value, in a real file and on a server; the text column of the file even has a collation without case."""
    if request.param == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path_factory.mktemp('filters') / 'f.db'}")
    else:
        server = request.getfixturevalue("postgresql_server")
        engine = create_engine(make_url(server.url(server.copy())).set(drivername="postgresql+psycopg"))
    metadata = MetaData()
    made = {}
    for name, kind in KINDS.items():
        type_ = String(100, collation="NOCASE") if name == "name" and request.param == "sqlite" else kind.column_type()
        made[name] = Table(name, metadata, Column("value", type_, nullable=kind.empty is None))
    metadata.create_all(engine)
    with engine.begin() as connection:
        for name, table in made.items():
            connection.execute(insert(table), [{"value": value} for value in VALUES[name]])
    yield engine, made
    engine.dispose()


def selected(engine, table, node):
    with engine.connect() as connection:
        return sorted(connection.scalars(select(table.c.value).where(condition(node, table.c.value))), key=repr)


@st.composite
def filters(draw):
    name = draw(st.sampled_from(sorted(KINDS)))
    word = st.sampled_from(WORDS[name])
    single = st.builds("{}{}".format, st.sampled_from(["", "<>", "=", ">", ">=", "<", "<="]), word)
    between = st.builds("{}..{}".format, word, word) | st.builds("..{}".format, word) | st.builds("{}..".format, word)
    expressions = st.recursive(
        single | between, lambda inner: st.builds("({}{}{})".format, inner, st.sampled_from("&|"), inner), max_leaves=4
    )
    return name, draw(expressions)


@settings(max_examples=600, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(filters())
def test_a_query_finds_what_the_program_says(tables, drawn):
    """contacts F-5, contacts F-6, contacts F-7"""
    engine, made = tables
    name, expression = drawn
    try:
        node = parse(expression, KINDS[name], work_date=date(2026, 11, 20), today=date(2026, 11, 20))
    except errors.InvalidFilter:
        return
    expected = sorted((value for value in VALUES[name] if matches(node, value)), key=repr)
    assert selected(engine, made[name], node) == expected


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(letters=st.text("aAéÉ*?[]^-%_\\iIıİ ", min_size=1, max_size=6), fold=st.booleans())
def test_every_character_of_a_pattern_is_taken_as_it_is(tables, letters, fold):
    """contacts F-6, reliability section 6"""
    engine, _made = tables
    expression = ("@" if fold else "") + "'" + letters + "'"
    node = parse(expression, Text(100))
    values = ["a", "A", "é", "É", "[", "]", "^", "-", "%", "_", "\\", "i", "I", "ı", "İ", "aa", "a-", "[a]", "^a", letters]
    probe = Table("probe", MetaData(), Column("value", String(100), nullable=False), prefixes=["TEMPORARY"])
    with engine.connect() as connection:
        probe.create(connection)
        connection.execute(insert(probe), [{"value": value} for value in values])
        query = select(probe.c.value).where(condition(node, probe.c.value))
        assert sorted(connection.scalars(query)) == sorted(value for value in values if matches(node, value))
        connection.rollback()
        probe.drop(connection, checkfirst=True)
        connection.commit()


def test_values_never_become_part_of_the_query(tables):
    """reliability section 6"""
    _engine, made = tables
    column = made["name"].c.value
    for dialect in (None, postgresql.dialect()):
        for expression in ("'x; DROP TABLE name'", "*DROP*", "DROP..DROPS"):
            text = str(condition(parse(expression, Text(100)), column).compile(dialect=dialect))
            assert "DROP" not in text


def test_a_filter_of_200_terms_is_answered(tables):
    """reliability section 6"""
    engine, made = tables
    node = parse("|".join(f"x{number}*" for number in range(199)) + "|man", Text(100))
    assert selected(engine, made["name"], node) == ["man"]
