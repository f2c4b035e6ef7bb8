"""Number series in use (contacts section 4), on both databases."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.services import numbers
from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact, an_entity, dump, read
from tests.refusals import refused

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def desk(desk):
    on(desk, TODAY)
    desk.records.create("no_series", {"code": "S", "manual_nos": True})
    desk.setup.save({"contact_nos": "S"})
    return desk


def on(desk, day):
    desk.actions.who = replace(desk.actions.who, work_date=day)


def line(desk, starting_no="", **values):
    """A line of the series; its key."""
    given = {"series_code": "S", "starting_no": starting_no} | values
    return desk.records.create("no_series_line", given).value.no


def drawn(desk, count):
    return [a_contact(desk) for _ in range(count)]


def fields(desk, key, *names):
    return read(desk, "no_series_line", key, *names)


def test_one_of_the_two_switches_is_on(desk):
    """contacts NS-1, section 8 line 7"""
    desk.records.save("no_series", "S", {"manual_nos": False})
    desk.records.save("no_series", "S", {"default_nos": False})
    assert read(desk, "no_series", "S", "default_nos", "manual_nos") == (False, True)

    desk.records.save("no_series", "S", {"manual_nos": False})
    assert read(desk, "no_series", "S", "default_nos", "manual_nos") == (True, False)


@pytest.mark.parametrize(
    ("first", "step", "expected"),
    [("CT000109", 1, "CT000110"), ("A10B20", 1, "A10B21"), ("ABC00010D", 10, "ABC00020D"), ("X99", 1, "X100")],
)
def test_the_last_digits_count(desk, first, step, expected):
    """contacts NS-2"""
    line(desk, first, increment_by_no=step)

    assert drawn(desk, 2) == [first, expected]


def test_a_number_that_grows_too_long(desk):
    """contacts NS-2"""
    line(desk, "X" * 19 + "9")
    drawn(desk, 1)

    refused(desk, "E-NO-LENGTH", lambda: a_contact(desk))


@pytest.mark.parametrize("name", ["starting_no", "ending_no", "warning_no", "last_no_used"])
def test_numbers_of_a_line_have_a_digit(desk, name):
    """contacts NS-3, section 8 line 6"""
    values = {"starting_no": "A1", "ending_no": "A9"} | {name: "ABC"}

    refusal = refused(desk, "E-NO-DIGIT", lambda: line(desk, **values), field=name)
    assert "ABC" in refusal.what
    key = line(desk, "A1", ending_no="A9")
    refused(desk, "E-NO-DIGIT", lambda: desk.records.save("no_series_line", key, {name: "ABC"}), field=name, record=key)


def test_the_numbers_of_a_line_are_made_alike(desk):
    """contacts NS-4: Starting A1, then Ending A10 makes Starting A01."""
    key = line(desk, "A1")
    desk.records.save("no_series_line", key, {"ending_no": "A10"})
    assert fields(desk, key, "starting_no") == "A01"

    key = line(desk, "1")
    desk.records.save("no_series_line", key, {"ending_no": "10"})
    assert fields(desk, key, "starting_no") == "1"


def test_the_last_number_used_is_not_changed_on_the_way(desk):
    """contacts NS-4"""
    key = line(desk, "A1")
    drawn(desk, 1)

    refused(desk, "E-NO-FORMAT", lambda: desk.records.save("no_series_line", key, {"ending_no": "A100"}), record=key)
    desk.records.save("no_series_line", key, {"starting_no": "B1", "last_no_used": ""})
    assert drawn(desk, 1) == ["B1"]


def test_text_that_differs_is_refused(desk):
    """contacts NS-4"""
    key = line(desk, "A1")

    refused(desk, "E-NO-FORMAT", lambda: desk.records.save("no_series_line", key, {"ending_no": "10"}), field="ending_no", record=key)


def test_a_warning_needs_an_end(desk):
    """contacts NS-5, section 8 line 6"""
    key = line(desk, "A1")
    refused(desk, "E-FILL-FIRST", lambda: desk.records.save("no_series_line", key, {"warning_no": "A5"}), field="ending_no", record=key)
    refused(desk, "E-FILL-FIRST", lambda: line(desk, "A1", warning_no="A5"), field="ending_no")

    desk.records.save("no_series_line", key, {"warning_no": "A5", "ending_no": "A9"})
    desk.records.save("no_series_line", key, {"ending_no": ""})
    assert fields(desk, key, "warning_no") == ""


def test_the_step_is_at_least_one(desk):
    """contacts section 8 line 6 (NS-10: contacts NS-10)"""
    key = line(desk, "A1")

    for text in ("0", "-1", ""):
        values = {"increment_by_no": text}
        refused(desk, "E-RANGE", partial(desk.records.save, "no_series_line", key, values), field="increment_by_no", record=key)
    refused(desk, "E-VALUE", lambda: desk.records.save("no_series_line", key, {"increment_by_no": "1_0"}), field="increment_by_no")


def test_numbers_are_ordered_by_their_digits(desk):
    """contacts NS-6: 9 comes before 10 though its text does not."""
    line(desk, "9", ending_no="10")

    assert drawn(desk, 2) == ["9", "10"]
    refused(desk, "E-NO-RUNOUT", lambda: a_contact(desk))


def test_open_says_whether_numbers_are_left(desk):
    """contacts NS-7"""
    key = line(desk, "1", ending_no="3", increment_by_no=2)
    found = [fields(desk, key, "open")]
    for _ in range(2):
        drawn(desk, 1)
        found.append(fields(desk, key, "open"))
    assert found == [True, True, False]

    for change in ({"ending_no": "5"}, {"increment_by_no": 3}, {"last_no_used": "2"}):
        desk.records.save("no_series_line", key, change)
        found.append(fields(desk, key, "open"))
    assert found[3:] == [True, False, True]


def test_the_line_of_the_date_is_used(desk):
    """contacts NS-8, NS-9, section 4 examples: from tomorrow on B, never A again."""
    line(desk, "A1", ending_no="A5")
    line(desk, "B1", ending_no="B5", starting_date=TOMORROW)

    assert drawn(desk, 5) == ["A1", "A2", "A3", "A4", "A5"]
    refused(desk, "E-NO-DATE", lambda: a_contact(desk))
    on(desk, TOMORROW)
    assert drawn(desk, 5) == ["B1", "B2", "B3", "B4", "B5"]
    refused(desk, "E-NO-RUNOUT", lambda: a_contact(desk))


def test_lines_of_one_date_follow_one_another(desk):
    """contacts NS-8, section 4 examples"""
    line(desk, "B1", ending_no="B5")
    line(desk, "A1", ending_no="A5")

    assert drawn(desk, 10) == [f"{text}{number}" for text in "AB" for number in range(1, 6)]
    refused(desk, "E-NO-RUNOUT", lambda: a_contact(desk))


def test_lines_of_one_date_with_a_step(desk):
    """contacts section 4 examples, contacts NS-8"""
    line(desk, "A1", ending_no="A10", increment_by_no=7)
    line(desk, "B1", ending_no="B10", increment_by_no=7)

    assert drawn(desk, 4) == ["A01", "A08", "B01", "B08"]


def test_an_earlier_line_is_never_used_again(desk):
    """contacts NS-8, NS-9, section 4 examples: though it has numbers left."""
    line(desk, "TEST0001", ending_no="TEST0010", last_no_used="TEST0005")
    line(desk, "TEST0030", ending_no="TEST0040", last_no_used="TEST0039", starting_date=TODAY)

    assert drawn(desk, 1) == ["TEST0040"]
    refused(desk, "E-NO-DATE", lambda: a_contact(desk))


def test_only_a_line_of_next_month(desk):
    """contacts NS-9, section 8 line 5"""
    line(desk, "A1", starting_date=date(2026, 12, 1))

    refusal = refused(desk, "E-NO-DATE", lambda: a_contact(desk))
    assert "S" in refusal.what
    assert TODAY.strftime("%d/%m/%Y") in refusal.what


def test_no_line_at_all(desk):
    """contacts NS-9, section 8 line 5"""
    refused(desk, "E-NO-RUNOUT", lambda: a_contact(desk))


@pytest.mark.parametrize(
    ("step", "last", "expected"), [(1, "", [str(n) for n in range(1, 11)]), (7, "", ["1", "8"]), (2, "3", ["5", "7", "9"])]
)
def test_a_line_runs_out(desk, step, last, expected):
    """contacts NS-10, section 4 examples, section 8 line 5"""
    line(desk, "1", ending_no="10", increment_by_no=step, last_no_used=last)

    assert drawn(desk, len(expected)) == expected
    refused(desk, "E-NO-RUNOUT", lambda: a_contact(desk))


def test_a_line_without_a_beginning(desk):
    """contacts NS-10"""
    line(desk)

    refused(desk, "E-FILL-FIRST", lambda: a_contact(desk), field="starting_no")


def test_a_number_outside_the_line(desk):
    """contacts NS-10"""
    line(desk, "50", ending_no="90", last_no_used="7")

    refusal = refused(desk, "E-NO-RANGE", lambda: a_contact(desk))
    assert all(part in refusal.what for part in ("8", "S", "90"))


def test_a_warning_is_repeated(desk):
    """contacts NS-11"""
    line(desk, "1", ending_no="5", warning_no="3")

    notices = [[one.text for one in desk.records.create("contact", {"name": "X"}).notices] for _ in range(4)]

    assert notices[:2] == [[], []]
    for number, (text,) in zip("34", notices[2:], strict=True):
        assert all(part in text for part in ("S", number, "5"))


def test_dates_in_order(desk):
    """contacts NS-12"""
    desk.records.save("no_series", "S", {"date_order": True})
    line(desk, "1")
    drawn(desk, 1)

    on(desk, TODAY - timedelta(days=1))
    refusal = refused(desk, "E-NO-DATEORDER", lambda: a_contact(desk))
    assert "S" in refusal.what
    desk.records.save("no_series", "S", {"date_order": False})
    assert drawn(desk, 1) == ["2"]


@pytest.mark.parametrize("implementation", ["Normal", "Sequence"])
def test_a_draw_is_kept_with_its_record(desk, implementation):
    """contacts NS-13, NS-14: both implementations give the same numbers, previews use none up."""
    key = line(desk, "1", implementation=implementation)
    desk.records.create("contact", {"name": "X"}, dry_run=True)
    assert fields(desk, key, "last_no_used", "last_date_used") == ("", None)

    drawn(desk, 2)

    assert fields(desk, key, "last_no_used", "last_date_used", "open") == ("2", TODAY, True)


def test_a_failed_creation_gives_a_normal_number_back(desk):
    """contacts NS-13"""
    line(desk, "1")
    refused(desk, "E-NOT-FOUND", lambda: a_contact(desk, language_code="XX"))

    assert drawn(desk, 1) == ["1"]


def test_switching_the_implementation_keeps_the_last_number(desk):
    """contacts NS-14: in both directions, with Date Order on or off."""
    key = line(desk, "1")
    found = []
    for date_order in (False, True):
        desk.records.save("no_series", "S", {"date_order": date_order})
        for implementation in ("Sequence", "Normal"):
            desk.records.save("no_series_line", key, {"implementation": implementation})
            found += drawn(desk, 1)
    assert found == ["1", "2", "3", "4"]


def test_another_step_goes_on_from_the_last_number(desk):
    """contacts NS-14"""
    key = line(desk, "1")
    drawn(desk, 2)

    desk.records.save("no_series_line", key, {"increment_by_no": 10})

    assert drawn(desk, 1) == ["12"]


def test_setting_the_implementation_of_a_series_sets_its_open_lines(desk):
    """contacts NS-14"""
    used_up = line(desk, "1", ending_no="1", last_no_used="1")
    keys = [line(desk, "A1"), line(desk, "B1")]

    desk.setup.set_implementation("S", "Sequence")

    assert [fields(desk, key, "implementation") for key in (used_up, *keys)] == [0, 1, 1]


def test_the_next_number_is_shown_without_using_it(desk):
    """contacts NS-15, NS-20"""
    key = line(desk, "1", ending_no="2")
    before = dump(desk)

    assert [desk.setup.next_number("S"), desk.setup.next_number("S")] == ["1", "1"]
    assert dump(desk) == before
    assert drawn(desk, 2) == ["1", "2"]
    with pytest.raises(errors.SeriesUsedUp):
        desk.setup.next_number("S")
    assert fields(desk, key, "last_no_used") == "2"


def test_the_next_numbers_are_those_that_are_given_then(desk):
    """contacts NS-15, NS-20: over the end of a line, until the series has no more, and nothing is used"""
    line(desk, "A1", ending_no="A2")
    line(desk, "B1", ending_no="B2")
    assert desk.setup.next_numbers("S", 3) == ["A1", "A2", "B1"]

    assert desk.setup.next_numbers("S", 9) == ["A1", "A2", "B1", "B2"]
    assert drawn(desk, 4) == ["A1", "A2", "B1", "B2"]
    with pytest.raises(errors.SeriesUsedUp):
        desk.setup.next_numbers("S", 3)


def test_series_near_their_end_are_listed(desk):
    """contacts NS-15: without lines, or with an open line at or past its warning number."""
    rows = {row.code: row.expiring for row in desk.series.rows()}
    assert rows["S"] is True
    assert rows["CONT"] is False
    line(desk, "1", ending_no="9", warning_no="2")
    drawn(desk, 1)
    assert {row.code: row.expiring for row in desk.series.rows()}["S"] is False
    drawn(desk, 1)
    assert {row.code: row.expiring for row in desk.series.rows()}["S"] is True


def test_a_series_in_use_is_not_deleted(desk):
    """contacts NS-16, S-4, section 8 line 37"""
    line(desk, "1")
    drawn(desk, 1)

    refusal = refused(desk, "E-IN-USE", lambda: desk.records.delete("no_series", "S"), record="S")
    assert "Contact Nos." in refusal.what


def test_a_series_goes_with_its_lines_and_relationships(desk):
    """contacts NS-16: numbers that once came from it do not keep it."""
    key = line(desk, "1")
    drawn(desk, 1)
    for one, other in (("S", "CONT"), ("CONT", "S"), ("CONT", "CUST")):
        desk.records.create("no_series_relationship", {"code": one, "series_code": other})
    desk.setup.save({"contact_nos": "CONT"})

    desk.records.delete("no_series", "S")

    with pytest.raises(errors.NotFound):
        desk.records.read("no_series_line", key)
    assert [row["series_code"] for row in desk.lists.read_all("no_series_relationship")] == ["CUST"]


def test_the_last_number_can_be_set_by_hand(desk):
    """contacts NS-16, NS-19: one step after it, or the first when cleared; numbers in use are skipped."""
    key = line(desk, "1")
    drawn(desk, 2)

    desk.records.save("no_series_line", key, {"last_no_used": "10"})
    assert drawn(desk, 1) == ["11"]
    desk.records.save("no_series_line", key, {"last_no_used": ""})
    assert drawn(desk, 1) == ["3"]


def test_automatic_numbers_come_from_the_series_of_the_setup(desk):
    """contacts NS-17: a related series is only offered."""
    line(desk, "1")
    desk.records.create("no_series_relationship", {"code": "S", "series_code": "CONT"})

    assert drawn(desk, 1) == ["1"]
    assert desk.cards.series("contact") == ["S", "CONT"]


def test_the_list_shows_the_line_of_the_day(desk):
    """contacts NS-18, NS-19"""
    line(desk, "A1", ending_no="A2")
    line(desk, "B1", starting_date=TOMORROW)

    def shown():
        row = next(row for row in desk.series.rows() if row.code == "S")
        return row.line.starting_no, row.line.last_no_used

    found = [shown()]
    drawn(desk, 2)
    found.append(shown())
    on(desk, TOMORROW)
    found.append(shown())
    assert found == [("A1", ""), ("A1", "A2"), ("B1", "")]


def test_a_series_without_lines_shows_none(desk):
    """contacts NS-18"""
    assert next(row for row in desk.series.rows() if row.code == "S").line is None


def test_a_refused_draw_leaves_the_last_number(desk):
    """contacts NS-19"""
    key = line(desk, "1", ending_no="1")
    drawn(desk, 1)
    refused(desk, "E-NO-RUNOUT", lambda: a_contact(desk))

    assert fields(desk, key, "last_no_used") == "1"


def test_a_blank_series_is_refused(desk):
    """contacts NS-21"""
    with pytest.raises(errors.NoSeriesSetup):
        desk.setup.next_number("")


def two_numbers(unit):
    return [numbers.next_no(unit, Contact)[0] for _ in range(2)]


def test_draws_of_one_transaction_follow_one_another(desk):
    """contacts NS-22: as if each were stored; a preview starts from the stored state and stores nothing."""
    line(desk, "1")

    previews = [desk.actions.act("test", two_numbers, dry_run=True).value for _ in range(2)]
    assert previews == [["1", "2"]] * 2
    assert desk.actions.act("test", two_numbers).value == ["1", "2"]
    assert drawn(desk, 1) == ["3"]


def other_desk(desk):
    url = desk.store.engine.url
    address = url.database if desk.store.dialect == "sqlite" else url.render_as_string(False).replace("postgresql+psycopg", "postgresql")
    return Desk.open(address, who=Person("other", work_date=TODAY))


def test_a_second_transaction_waits_for_the_first(desk):
    """contacts NS-22: what was drawn and stored is never given out again; previews wait for nobody."""
    line(desk, "1")
    drawn_first, go_on = threading.Event(), threading.Event()
    found = {}

    def first(unit):
        no = numbers.next_no(unit, Contact)[0]
        drawn_first.set()
        assert go_on.wait(20)
        unit.add(Contact(no=no, name="first"))
        return no

    def work(name, action):
        with other_desk(desk) as other:
            found[name] = action(other)

    threads = [threading.Thread(target=work, args=("first", lambda other: other.actions.act("test", first).value))]
    threads[0].start()
    assert drawn_first.wait(20)
    threads.append(threading.Thread(target=work, args=("second", a_contact)))
    threads[1].start()
    if desk.store.dialect == "postgresql":
        assert desk.records.create("contact", {"name": "X"}, dry_run=True).value.no == "1"
    threads[1].join(0.3)
    assert "second" not in found
    go_on.set()
    for thread in threads:
        thread.join(30)

    assert found == {"first": "1", "second": "2"}


def test_simultaneous_creations_get_numbers_without_gaps(desk):
    """contacts NS-13, NS-22"""
    line(desk, "1")
    found: list[str] = []

    def work():
        with other_desk(desk) as other:
            found.extend(drawn(other, 10))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(map(int, found)) == list(range(1, 31))


@pytest.mark.parametrize(
    ("kind", "setup_field"),
    [("customer", "customer_nos"), ("vendor", "vendor_nos"), ("bank_account", "bank_account_nos"), ("employee", "employee_nos")],
)
def test_every_numbered_table_obeys_the_same_rules(desk, kind, setup_field):
    """contacts NS-23: own setup field, numbers in use skipped, related series offered and picked."""
    line(desk, "1")
    desk.setup.save({setup_field: "S", "contact_nos": "CONT"})
    desk.records.create("no_series", {"code": "R"})
    desk.records.create("no_series_line", {"series_code": "R", "starting_no": "R1"})
    desk.records.create("no_series_relationship", {"code": "S", "series_code": "R"})

    assert desk.cards.series(kind) == ["S", "R"]
    assert an_entity(desk, kind, no="2") == "2"
    assert [an_entity(desk, kind), an_entity(desk, kind)] == ["1", "3"]
    named = {"first_name": "A", "last_name": "B"} if kind == "employee" else {"name": "A"}
    assert desk.records.create(kind, named, series="R").value.no == "R1"
    desk.setup.save({setup_field: ""})
    refused(desk, "E-NO-SERIES-SETUP", lambda: an_entity(desk, kind), field=setup_field)
    assert an_entity(desk, kind, no="ANY") == "ANY"


def test_a_renamed_series_is_renamed_where_it_is_used(desk):
    """contacts 1.8, NS-16: setup, lines, and the records that got their numbers from it."""
    line(desk, "1")
    (no,) = drawn(desk, 1)

    desk.records.save("no_series", "S", {"code": "NEW"})

    assert desk.setup.read()["contact_nos"] == "NEW"
    assert read(desk, "contact", no, "no_series") == "NEW"
    assert drawn(desk, 1) == ["2"]


def test_a_line_belongs_to_a_series(desk):
    """contacts section 4, section 8 line 38: Series Code is filled in and exists (contacts NS-17 for relationships)."""
    refused(desk, "E-BLANK-KEY", lambda: desk.records.create("no_series_line", {"starting_no": "1"}), field="series_code")
    refused(desk, "E-NOT-FOUND", lambda: desk.records.create("no_series_line", {"series_code": "NONE"}), field="series_code")
    refused(desk, "E-BLANK-KEY", lambda: desk.records.create("no_series_relationship", {"code": "S"}), field="series_code")


def test_numbered_tables_are_records():
    """contacts NS-23: every kind of link names its series."""
    from contactdesk.model.link_kinds import LINK_KINDS

    assert all(issubclass(kind.model, Record) and kind.series_field for kind in LINK_KINDS)
