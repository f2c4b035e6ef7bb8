"""Salutations of contacts, read through the desk (contacts C-46 to C-49)."""

import pytest

from contactdesk.rules.salutations import FORMAL, INFORMAL
from tests.builders import a_person
from tests.refusals import refused


@pytest.fixture
def anna(desk):
    return a_person(desk, "Anna de Smit", salutation_code="F", language_code="NLD")


def test_the_finished_sentence_is_given_in_the_language_asked_for(desk, anna):
    """contacts C-46, C-47, section 7"""
    assert desk.salutations.text(anna, FORMAL, "nld") == "Geachte mevrouw de Smit,"
    assert desk.salutations.text(anna, INFORMAL, "") == "Hi Anna,"
    assert desk.salutations.text(anna, FORMAL, "DEU") == "Sehr geehrte Frau Anna de Smit,"


def test_a_missing_formula_is_told_with_type_language_and_contact(desk, anna):
    """contacts C-46, section 8 line 34"""
    refusal = refused(
        desk, "E-SALUTATION-MISSING", lambda: desk.salutations.text(anna, FORMAL, "PLK"), field="salutation_code", record=anna
    )

    assert all(word in refusal.what for word in ("Formal", "PLK", anna, "Anna de Smit"))
    refused(desk, "E-SALUTATION-MISSING", lambda: desk.salutations.text("CT000009", INFORMAL, "PLK"))


def test_a_formula_needs_a_text(desk, anna):
    """contacts C-46: its Salutation text must not be blank."""
    desk.records.create("salutation_formula", {"salutation_code": "F", "language_code": "PLK", "salutation_type": FORMAL})

    refused(desk, "E-FILL-FIRST", lambda: desk.salutations.text(anna, FORMAL, "PLK"), field="salutation")


def test_merging_falls_back_and_never_refuses(desk, anna):
    """contacts C-48, section 8 line 34"""
    merged = desk.salutations.merge_fields

    assert merged(anna) == {"Formal Salutation": "Geachte mevrouw de Smit,", "Informal Salutation": "Hallo Anna,"}
    desk.records.save("contact", anna, {"language_code": "PLK"})
    assert merged(anna) == {"Formal Salutation": "Dear Ms. Anna de Smit,", "Informal Salutation": "Hi Anna,"}
    desk.records.save("contact", anna, {"salutation_code": "F-JOB"})
    assert merged(anna) == {"Formal Salutation": "", "Informal Salutation": ""}


def test_every_formula_is_listed_with_its_sentence(desk, anna):
    """contacts C-49: with a blank Salutation Code the list is empty."""
    rows = desk.salutations.of_contact(anna)

    assert ("NLD", FORMAL, "Geachte mevrouw de Smit,") in [(one.language_code, one.salutation_type, one.text) for one in rows]
    assert rows == sorted(rows, key=lambda one: (one.language_code, one.salutation_type))
    desk.records.save("contact", anna, {"salutation_code": ""})
    assert desk.salutations.of_contact(anna) == []
