"""Lists are read in pieces, searched by ranks, and sorted as people look things up (contacts F-1, F-2)."""

from __future__ import annotations

import threading
from array import array

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, text

from contactdesk.desk import fill
from contactdesk.model.contact import Contact
from contactdesk.model.fields import initial_values
from contactdesk.model.folding import fold
from contactdesk.services import list_reading
from contactdesk.storage import search_index
from contactdesk.storage.stopping import Stop, Stopped
from tests.builders import a_contact, a_person

NAMED = ("van der Meer", "Zwart", "Élan", "Eduard", "Ødegård", "Olaf", "Ähnlich", "Zürich", "abel", "Abel")


@pytest.fixture
def in_small_pieces(monkeypatch):
    """A few ids at a time, so that few records make a long list."""
    monkeypatch.setattr(list_reading, "FIRST", 5)
    monkeypatch.setattr(list_reading, "PIECE", 4)
    monkeypatch.setattr(list_reading, "BEST", 3)


def read(desk, between=lambda: None, **shown):
    """All ids of a list, piece by piece; something may happen between two pieces."""
    piece = desk.lists.begin("contact", ["no"], **shown)
    ids = array("q", piece.ids)
    while piece.next is not None:
        between()
        piece = desk.lists.more("contact", piece.next, **shown)
        ids.extend(piece.ids)
    return list(ids)


def empty(connection):
    """No contact, and nothing to search for."""
    connection.execute(delete(search_index.TEXTS["contact"]))
    connection.execute(delete(Contact))


def put(connection, rows):
    """Contacts with their search texts, as they are made by long jobs."""
    blank = dict(initial_values(Contact)) | {"version": 1}
    for row in rows:
        key = connection.execute(insert(Contact), blank | row).inserted_primary_key[0]
        search_index.put(connection, Contact, [(key, search_index.search_text(Contact, row))])


def names(desk, ids):
    rows = desk.lists.rows("contact", ids, ["name"])
    return [rows[id][0] for id in ids]


def test_case_and_accents_do_not_decide_the_order(desk):
    """contacts F-1: "van der Meer" stands between "Olaf" and "Zwart", not behind all capitals."""
    with desk.store.writing() as connection:
        empty(connection)
        put(connection, [{"no": f"N{place}", "name": name} for place, name in enumerate(NAMED)])

    shown = names(desk, desk.lists.ids("contact", order=["name"]))

    assert shown == sorted(NAMED, key=lambda name: (fold(name), NAMED.index(name)))
    assert shown.index("Olaf") < shown.index("van der Meer") < shown.index("Zwart")
    assert shown.index("Eduard") < shown.index("Élan") < shown.index("Olaf")


def test_a_changed_name_moves_to_its_new_place(desk):
    """contacts F-1"""
    no = a_contact(desk, "Zwart")
    desk.records.save("contact", no, {"name": "Äpfel"})

    assert names(desk, desk.lists.ids("contact", order=["name"]))[1] == "Äpfel"


@pytest.mark.parametrize("column", ["", "name", "type", "city", "privacy_blocked", "last_date_modified"])
@pytest.mark.parametrize("descending", [False, True])
def test_pieces_are_the_whole_list(desk, in_small_pieces, column, descending):
    """contacts F-1: whatever sorts it, also what has no index or holds blanks."""
    with desk.store.writing() as connection:
        fill(connection, "contact", [{"no": f"P{n:03}", "name": f"Name {n % 7}", "city": "AaBb"[n % 4], "type": n % 2} for n in range(23)])
    shown = {"order": (column,) if column else (), "descending": descending}

    assert read(desk, **shown) == list(desk.lists.ids("contact", **shown))
    filtered = shown | {"where": (("type", "Person"),)}
    assert read(desk, **filtered) == list(desk.lists.ids("contact", **filtered))


def test_the_first_rows_come_with_the_first_ids(desk):
    """contacts 3.1"""
    piece = desk.lists.begin("contact", ["no", "name"], order=["name"])

    assert piece.next is None
    assert [piece.rows[id][1] for id in piece.ids] == ["Adatum B.V.", "Eva Smit", "Jan de Vries", "Piet Los"]


CHANGES = st.lists(st.tuples(st.sampled_from(["insert", "delete"]), st.integers(0, 39)), max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), start=st.sets(st.integers(0, 39), min_size=6, max_size=30), descending=st.booleans())
def test_what_comes_and_goes_moves_nobody_else(desk, in_small_pieces, data, start, descending):
    """contacts F-1: who is there all the time shows exactly once and in order, whatever others save between two pieces."""
    with desk.store.writing() as connection:
        empty(connection)
        put(connection, [{"no": f"P{n:02}", "name": f"{'aA'[n % 2]}{n // 2:02}"} for n in sorted(start)])
    there, stayed = set(start), set(start)

    def between():
        with desk.store.writing() as connection:
            for kind, n in data.draw(CHANGES):
                if kind == "insert" and n not in there:
                    there.add(n)
                    put(connection, [{"no": f"P{n:02}", "name": f"{'aA'[n % 2]}{n // 2:02}"}])
                elif kind == "delete" and n in there:
                    there.discard(n)
                    stayed.discard(n)
                    connection.execute(delete(Contact).where(Contact.no == f"P{n:02}"))

    keep = {id: row[0] for id, row in desk.lists.rows("contact", desk.lists.ids("contact"), ["name"]).items()}
    nos = {id: row[0] for id, row in desk.lists.rows("contact", desk.lists.ids("contact"), ["no"]).items()}
    found = read(desk, between, order=("name",), descending=descending)

    assert len(found) == len(set(found))
    lasting = [id for id in found if id in nos and int(nos[id][1:]) in stayed]
    assert {int(nos[id][1:]) for id in lasting} == stayed
    assert lasting == sorted(lasting, key=lambda id: (fold(keep[id]), id), reverse=descending)


LETTERS = st.sampled_from("abAé1- ")
TEXTS = st.text(LETTERS, min_size=1, max_size=9).map(str.strip).filter(bool)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=14),
    search=st.one_of(TEXTS, TEXTS.map(lambda one: f'"{one}"'), st.tuples(TEXTS, TEXTS).map(" ".join)),
)
def test_a_search_finds_exactly_what_has_every_word(desk, in_small_pieces, rows, search):
    """contacts F-2: every word somewhere, case and accents ignored, what stands between quotes in one piece; each record once."""
    values = [{"no": f"Q{n:02}", "name": name, "city": city, "phone_no": phone} for n, (name, city, phone) in enumerate(rows)]
    with desk.store.writing() as connection:
        empty(connection)
        put(connection, values)
    nos = {row[0]: id for id, row in desk.lists.rows("contact", desk.lists.ids("contact"), ["no"]).items()}

    found = read(desk, search=search)

    assert len(found) == len(set(found))
    assert set(found) == {nos[row["no"]] for row in values if fits(row, search)}
    assert set(desk.lists.ids("contact", search=search)) == set(found)


def fits(row, search):
    """What F-2 says, in plain Python."""
    text = search_index.search_text(Contact, row)
    return all(any(spelling in text for spelling in search_index.spellings(piece)) for piece in search_index.pieces(search))


def test_the_best_matches_come_first(desk):
    """contacts F-2: the number, then names that begin so, then words that begin so, then parts of words."""
    with desk.store.writing() as connection:
        empty(connection)
        rows = [("X1", "Tinbar"), ("X2", "De Bar"), ("X3", "Barends"), ("BAR", "Zwart"), ("X4", "Bar"), ("X5", "Anders")]
        put(connection, [{"no": no, "name": name} for no, name in rows])

    assert names(desk, read(desk, search="bar")) == ["Zwart", "Bar", "Barends", "De Bar", "Tinbar"]
    assert names(desk, read(desk, search="bar", order=("name",))) == ["Bar", "Barends", "De Bar", "Tinbar", "Zwart"]


@pytest.mark.parametrize("search", ["4567", "0301234567", "030-123", "030 123", "+31 6"])
def test_digits_of_a_telephone_find_it(desk, search):
    """contacts F-2: also the last four, and without the signs between them."""
    with desk.store.writing() as connection:
        empty(connection)
        put(
            connection,
            [{"no": "T1", "name": "Ann", "phone_no": "030-123 45 67", "mobile_phone_no": "+31 6 1"}, {"no": "T2", "name": "Bob"}],
        )

    assert names(desk, read(desk, search=search)) == ["Ann"]


def test_a_telephone_that_ends_or_begins_so_comes_before_other_numbers(desk):
    """contacts F-2: digits are first a number itself, then a telephone, then what has them by accident."""
    rows = [
        {"no": "A4567", "name": "Number ends so"},
        {"no": "B1", "name": "Post code", "post_code": "4567 AB"},
        {"no": "C1", "name": "Inside of a telephone", "phone_no": "030-4567 88"},
        {"no": "D1", "name": "Telephone begins so", "phone_no": "(4567) 88"},
        {"no": "E1", "name": "Mobile ends so", "mobile_phone_no": "+31 6 1234 45 67"},
        {"no": "4567", "name": "The number itself"},
    ]
    with desk.store.writing() as connection:
        empty(connection)
        put(connection, rows)

    for search in ("4567", " 45 67"):
        found = names(desk, read(desk, search=search))
        assert found[found[0] == "The number itself" :][:2] == ["Mobile ends so", "Telephone begins so"]
        assert set(found) == {row["name"] for row in rows}
    assert names(desk, read(desk, search="4567"))[0] == "The number itself"


def test_a_zero_is_the_beginning_of_a_telephone(desk):
    """contacts F-2"""
    with desk.store.writing() as connection:
        empty(connection)
        put(connection, [{"no": "A", "name": "Ends", "phone_no": "088-770201"}, {"no": "B", "name": "Begins", "phone_no": "0201-5577"}])

    assert names(desk, read(desk, search="0201")) == ["Begins", "Ends"]
    assert names(desk, read(desk, search="201")) != []


def test_filters_hold_for_every_rank(desk, in_small_pieces):
    """contacts F-3"""
    for number in range(8):
        a_person(desk, f"Bar Bara {number}", "CT000001")
    a_contact(desk, "Bar")

    found = read(desk, search="bar", where=(("type", "Company"),))

    assert names(desk, found) == ["Bar"]


@pytest.mark.parametrize("shown", [{}, {"order": ("name",), "descending": True}, {"search": "e"}, {"where": (("type", "Person"),)}])
def test_the_record_beside_another_one(desk, shown):
    """contacts 3.1: next and previous of a card, in the order of its list."""
    ids = list(desk.lists.ids("contact", **shown))

    assert [desk.lists.beside("contact", id, 1, **shown) for id in ids] == [*ids[1:], 0]
    assert [desk.lists.beside("contact", id, -1, **shown) for id in ids] == [0, *ids[:-1]]
    assert desk.lists.beside("contact", 999_999, 1, **shown) == 0


def test_what_was_stopped_is_not_begun(desk):
    """contacts F-2: a newer search stops the older one."""
    stop = Stop()
    stop.now()

    with pytest.raises(Stopped):
        desk.lists.begin("contact", ["no"], search="eva", stop=stop)

    assert names(desk, desk.lists.begin("contact", ["no"], search="eva").ids) == ["Eva Smit"]


def test_a_query_at_work_is_stopped_and_the_next_one_is_not(desk):
    """contacts F-2"""
    stop, ended = Stop(), threading.Event()
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    def tell():
        while not ended.wait(0.05):  # whenever the query begins
            stop.now()

    def look():
        with desk.store.reading() as connection, stop.over(connection):
            teller.start()
            try:
                connection.execute(text(endless))
            finally:
                ended.set()
                teller.join()

    teller = threading.Thread(target=tell)
    with pytest.raises(Stopped):
        look()

    assert desk.lists.count("contact") == 4
