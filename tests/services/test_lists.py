"""Lists: filtered, searched, sorted, and read piece by piece, the same on both databases (contacts 3.1, section 5)."""

from array import array
from dataclasses import replace

import pytest

from contactdesk import errors
from contactdesk.desk import fill
from tests.builders import a_contact, a_person
from tests.refusals import check_texts


def found(desk, *where, table="contact", **options):
    """Names of the records of a list, in order."""
    ids = desk.lists.ids(table, where=where, **options)
    rows = desk.lists.rows(table, ids, ["name"])
    return [rows[id][0] for id in ids]


def test_every_company_is_followed_by_its_persons(desk):
    """contacts 3.1 (contacts C-38 keeps the names): those without a company come first."""
    other = a_contact(desk, "Aalto")
    a_person(desk, "Zoe", other)
    a_person(desk, "Ann")

    assert found(desk) == ["Ann", "Piet Los", "Aalto", "Zoe", "Adatum B.V.", "Eva Smit", "Jan de Vries"]


def test_any_column_sorts_both_ways(desk):
    """contacts F-1"""
    names = ["Adatum B.V.", "Eva Smit", "Jan de Vries", "Piet Los"]

    assert found(desk, order=["name"]) == names
    assert found(desk, order=["name"], descending=True) == names[::-1]
    assert found(desk, order=["type", "Search Name"]) == names


def test_other_tables_are_in_the_order_of_their_numbers(desk):
    """contacts F-1"""
    rows = desk.lists.rows("salesperson", ids := desk.lists.ids("salesperson"), ["code"])

    assert (codes := [rows[id][0] for id in ids]) == sorted(codes)


@pytest.mark.parametrize(
    ("field", "expression", "names"),
    [
        ("name", "Eva Smit", ["Eva Smit"]),
        ("name", "@*SMIT*|Piet*", ["Piet Los", "Eva Smit"]),
        ("name", "<>*s*", ["Adatum B.V.", "Eva Smit"]),
        ("name", "'Eva Smit'", ["Eva Smit"]),
        ("no", "ct000002..CT000003", ["Eva Smit", "Jan de Vries"]),
        ("company_no", "''", ["Piet Los"]),
        ("phone_no", "06*&<>06-1*", ["Eva Smit"]),
        ("type", "Person", ["Piet Los", "Eva Smit", "Jan de Vries"]),
        ("privacy_blocked", "no&yes", []),
        ("last_date_modified", "..t", ["Piet Los", "Adatum B.V.", "Eva Smit", "Jan de Vries"]),
        ("Salesperson Code", "%mysalesperson", ["Adatum B.V.", "Eva Smit", "Jan de Vries"]),
    ],
)
def test_filters_of_one_field(desk, field, expression, names):
    """contacts F-5, F-6, F-8"""
    desk.lists._actions.who = replace(desk.actions.who, salesperson_code="JR")

    assert found(desk, (field, expression)) == names
    assert desk.lists.count("contact", where=[(field, expression)]) == len(names)


def test_case_counts_in_texts_unless_it_is_ignored(desk):
    """contacts F-6, section 8 line 41"""
    a_contact(desk, "Manchester")

    assert found(desk, ("name", "man*")) == []
    assert found(desk, ("name", "@man*")) == ["Manchester"]


def test_filters_of_several_fields_combine_with_and(desk):
    """contacts F-4"""
    assert found(desk, ("company_no", "CT000001"), ("type", "Person"), ("name", "J*")) == ["Jan de Vries"]


def test_search_and_filters_combine(desk):
    """contacts F-2, F-3: every word somewhere, ignoring case and accents."""
    a_person(desk, "Éva Zoë", "CT000001")

    assert found(desk, search="eva adatum") == ["Eva Smit", "Éva Zoë"]
    assert found(desk, ("name", "*Smit"), search="ÉVA adatum") == ["Eva Smit"]
    assert found(desk, search='"de vries"') == ["Jan de Vries"]
    assert found(desk, search="nobody anywhere") == []
    assert len(found(desk, search="  ")) == 5


@pytest.mark.parametrize("expression", ["1..2..3", "'abc", ">", "(A|B"])
def test_a_malformed_filter_is_refused(desk, expression):
    """contacts F-9, section 8 line 40"""
    with pytest.raises(errors.InvalidFilter) as caught:
        desk.lists.ids("contact", where=[("name", expression)])
    assert (caught.value.id, caught.value.field) == ("E-FILTER", "name")
    assert expression in caught.value.what
    check_texts(caught.value)


def test_letters_are_no_number(desk):
    """contacts F-9, section 8 line 40"""
    with pytest.raises(errors.InvalidFilter):
        desk.lists.ids("no_series_line", where=[("increment_by_no", "abc")])


def test_unknown_fields_and_tables_are_named(desk):
    """contacts F-9"""
    with pytest.raises(errors.UnknownField) as caught:
        desk.lists.ids("contact", where=[("nothing", "1")])
    assert "nothing" in caught.value.what
    with pytest.raises(errors.UserError):
        desk.lists.ids("nothing")


def test_rows_come_piece_by_piece(desk):
    """contacts 3.1: also of an array; a record deleted meanwhile is missing."""
    ids = desk.lists.ids("contact")
    desk.records.delete("contact", "CT000009")

    rows = desk.lists.rows("contact", ids[:2], ["no", "Email"])

    assert isinstance(ids, array)
    assert list(rows.values()) == [("CT000001", "")]
    assert desk.lists.id_of("contact", "CT000002") in ids
    assert desk.lists.id_of("contact", "NOBODY") == 0


def test_all_values_at_once(desk):
    """contacts 3.1: for scripts; pictures are left out unless they are named."""
    rows = desk.lists.read_all("contact", where=[("company_no", "CT000001")], columns=["no", "name"])

    assert rows[0] == {"no": "CT000001", "name": "Adatum B.V."}
    assert "image" not in desk.lists.read_all("contact", limit=1)[0]


def test_a_long_list(sqlite_desk):
    """contacts 3.1: ten thousand rows are ids first, rows where they are looked at."""
    with sqlite_desk.store.writing() as connection:
        fill(connection, "contact", [{"no": f"X{n:06}", "name": f"Name {n:06}", "company_name": f"Name {n:06}"} for n in range(10_000)])

    ids = sqlite_desk.lists.ids("contact", where=[("name", "Name 00*")], order=["name"], descending=True)

    assert len(ids) == 10_000
    assert sqlite_desk.lists.rows("contact", ids[5000:5002], ["no"]) == {ids[5000]: ("X004999",), ids[5001]: ("X004998",)}


@pytest.mark.parametrize(
    ("text", "nos"),
    [("", ["CT000001", "CT000002", "CT000003", "CT000009"]), ("ct000002", ["CT000002"]), ("VRIES", ["CT000002"]), ("x", [])],
)
def test_drop_downs_offer_what_contains_the_text(desk, text, nos):
    """contacts F-12"""
    assert [row.no for row in desk.records.look_up("contact", text)] == nos


def test_drop_downs_put_what_begins_with_the_text_first(desk):
    """contacts F-12"""
    desk.records.create("territory", {"code": "AB", "name": "Second"})
    desk.records.create("territory", {"code": "ZZ", "name": "Abroad"})

    assert [row.no for row in desk.records.look_up("territory", "ab")] == ["AB", "ZZ"]
    assert len(desk.records.look_up("territory", "", limit=3)) == 3


@pytest.mark.parametrize("text", ["%", "_", "*", "?", "[", "'", "\\"])
def test_signs_are_plain_text_in_drop_downs(desk, text):
    """contacts C-31, T-5"""
    no = a_contact(desk, f"sign {text} sign")

    assert [row.no for row in desk.records.look_up("contact", text)] == [no]
