"""What codes mean, for several tables in one request."""

from __future__ import annotations

from tests.builders import a_contact


def test_titles_of_several_tables(desk):
    """contacts F-12: given codes of three tables, then each that exists has its title, a blocked colleague as well."""
    desk.records.create("salesperson", {"code": "OUT", "name": "Gone", "blocked": True})
    no = a_contact(desk, "Quux")

    found = desk.records.titles({"salesperson": {"OUT", "NOBODY"}, "contact": [no], "country": ("NL", "")})

    assert found == {"salesperson": {"OUT": "Gone"}, "contact": {no: "Quux"}, "country": {"NL": desk.records.read("country", "NL")["name"]}}


def test_nothing_wanted_is_nothing_found(desk):
    """contacts F-12"""
    assert desk.records.titles({}) == {}
    assert desk.records.titles({"country": ()}) == {"country": {}}
