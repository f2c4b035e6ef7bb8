"""The search box finds every part of every searched value, whatever accents and capitals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from contactdesk.model.contact import Contact
from contactdesk.storage import search_index
from contactdesk.storage.search_index import fold, matching, search_text
from contactdesk.storage.store import Store
from tests.storage.rows import add


def found(connection, search: str) -> set[int]:
    return set(connection.scalars(matching(Contact, search, connection.dialect.name)))


def keep(connection, **values: str) -> int:
    number = add(connection, "contact", no=values.pop("no", "CT1"), **values)
    search_index.put(connection, Contact, [(number, search_text(Contact, values))])
    return number


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Łódź", "lodz"),
        ("Smørrebrød", "smorrebrod"),
        ("Straße", "strasse"),
        ("IJssel Ĳssel", "ijssel ijssel"),
        ("Æsop œuvre", "aesop oeuvre"),
        ("Þór Đorđe Eyjafjörður", "thor dorde eyjafjordur"),
        ("İstanbul ı", "istanbul i"),
        ("ŠKODA ﬁ", "skoda fi"),
        ("台北", "台北"),
    ],
)
def test_accents_and_capitals_are_folded(typed, folded):
    assert fold(typed) == folded
    assert fold(fold(typed)) == fold(typed)


@given(st.text())
def test_folding_twice_changes_nothing(value):
    assert fold(fold(value)) == fold(value)


@pytest.mark.parametrize(
    ("search", "hit"),
    [
        ("bakker", True),
        ("BÁKKER", True),
        ("akke", True),
        ("ak", True),
        ("b", True),
        ("bakker utrecht", True),
        ("utrecht bakker", True),
        ("bakker amsterdam", False),
        ('"de bakker"', True),
        ('"bakker de"', False),
        ("lodz", True),
        ("030123", True),
        ("0301234567", True),
        ("030-123", True),
        ("+31 30", True),
        ("o'brien", True),
        ("100%", True),
        ("10%x", False),
        ("_", False),
        ("*", False),
        ('"', True),
        ('bak"ker', False),
        ("", True),
        ("  ", True),
        ("' OR 1=1 --", False),
        ("AND", False),
        ("NEAR(a b)", False),
    ],
)
def test_every_word_must_occur_somewhere(store, search, hit):
    """contacts F-2"""
    with store.writing() as connection:
        number = keep(
            connection, name="De Bakker 100%", city="Utrecht", address="Łódź o'Brien", phone_no="030-123 45 67", fax_no="+31 30 1"
        )
        assert found(connection, search) == ({number} if hit else set())


def test_a_changed_text_is_found_by_its_new_words_only(store):
    with store.writing() as connection:
        number = keep(connection, name="Bakker")
        search_index.put(connection, Contact, [(number, "slager")])
        search_index.put(connection, Contact, [(number, "slager")])
        assert found(connection, "bakker") == set()
        assert found(connection, "slager") == {number}
        search_index.remove(connection, Contact, [number])
        assert found(connection, "slager") == set()


def test_what_is_rolled_back_is_not_found(store):
    """reliability P-2"""

    def work():
        with store.writing() as connection:
            keep(connection, name="Bakker")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    with store.reading() as connection:
        assert found(connection, "bakker") == set()


def test_many_records_are_forgotten_at_once(store):
    with store.writing() as connection:
        search_index.put(connection, Contact, [(number, f"bakker {number}") for number in range(1, 1201)])
        assert len(found(connection, "bakker")) == 1200
        search_index.remove(connection, Contact, range(1, 1200))
        assert found(connection, "bakker") == {1200}


def test_a_forgotten_name_is_nowhere_in_the_file(sqlite_target):
    """reliability P-14"""
    with Store.open(sqlite_target) as store:
        with store.writing() as connection:
            keep(connection, name="Xyzzyplugh")
        with store.writing() as connection:
            search_index.remove(connection, Contact, [1])
            connection.execute(text("DELETE FROM contact"))
    content = Path(sqlite_target).read_bytes().lower()
    assert b"xyzzyplugh" not in content
    assert b"zzy" not in content


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='"'), min_size=1, max_size=12)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), words=st.lists(WORDS, min_size=1, max_size=4))
def test_every_inner_part_of_every_searched_value_is_found(data, words, store):
    """contacts F-2"""
    name = " ".join(words)
    whole = data.draw(st.sampled_from(words))
    start = data.draw(st.integers(0, len(whole) - 1))
    part = whole[start : data.draw(st.integers(start + 1, len(whole)))]
    with store.writing() as connection:
        search_index.put(connection, Contact, [(7, search_text(Contact, {"name": name})), (8, "")])
        for search in (part, part.upper(), part.lower(), f'"{part}"', " ".join(words)):
            if search == part or (fold(search).strip(' "') and fold(search) in fold(name)):
                assert 7 in found(connection, search)
        search_index.remove(connection, Contact, [7, 8])
