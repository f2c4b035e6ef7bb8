"""Searching all tables at once (contacts T-3, T-5)."""

from __future__ import annotations

import pytest

from tests.builders import a_contact, a_customer


def tables(found):
    return [hits.table for hits in found]


def numbers(found, table):
    return [hit.no for hits in found if hits.table == table for hit in hits.rows]


def test_every_table_answers_with_what_fits(desk):
    """contacts T-3: given a customer with its contact, when its name is searched, then both tables answer."""
    no = a_customer(desk, "Zeezicht Handel", city="Domburg")

    found = desk.company_data.find("zeez dom")

    assert set(tables(found)) == {"contact", "customer"}
    assert numbers(found, "customer") == [no]
    assert found[0].rows[0].title == "Zeezicht Handel"
    assert "Domburg" in found[0].rows[0].detail


def test_three_are_shown_and_more_are_told(desk):
    """contacts T-3: given five that fit, then three are shown and it is said that there are more."""
    made = [a_contact(desk, f"Quux {number}") for number in range(5)]

    hits = next(one for one in desk.company_data.find("quux") if one.table == "contact")

    assert len(hits.rows) == 3
    assert hits.more
    assert {hit.no for hit in hits.rows} <= set(made)


def test_the_record_changed_last_comes_first(desk):
    """contacts T-3: given five that fit, when the first is changed on a later day, then it is the first one shown."""
    from datetime import date, time

    from sqlalchemy import update

    from contactdesk.model.contact import Contact

    made = [a_contact(desk, f"Quux {number}") for number in range(5)]
    with desk.store.writing() as connection:
        later = update(Contact).where(Contact.no == made[0])
        connection.execute(later.values(version=Contact.version + 1, last_date_modified=date(2100, 1, 1), last_time_modified=time(8)))

    assert numbers(desk.company_data.find("quux"), "contact")[0] == made[0]


@pytest.mark.parametrize("text", ["", "  ", '"', '""', "%", "_", "*", "zzzz", "'; DROP TABLE contact; --", "\\", "[", "()", "🙂"])
def test_signs_are_plain_text(desk, text):
    """contacts T-5: an empty result and special characters never raise an error."""
    assert desk.company_data.find(text) == []


def test_quotes_around_words_do_no_harm(desk):
    """contacts T-5"""
    no = a_contact(desk, 'De "Gouden" Leeuw')
    assert numbers(desk.company_data.find('"gouden" leeuw'), "contact") == [no]


def test_employees_are_found_by_their_whole_name(desk):
    """contacts T-3: an employee has no single field for the name."""
    desk.records.create("employee", {"first_name": "Tom", "last_name": "Bakker"})
    found = [hit for hits in desk.company_data.find("bakker tom") if hits.table == "employee" for hit in hits.rows]
    assert [hit.title for hit in found] == ["Tom Bakker"]
