"""Many people in one database: nothing is lost, linked records agree, nobody is stuck (reliability P-3, P-4, P-5)."""

from __future__ import annotations

import multiprocessing
import random
import threading

import pytest
from sqlalchemy import insert

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.model.bank_account import BankAccount
from contactdesk.model.contact import Contact
from contactdesk.model.customer import Customer
from contactdesk.model.fields import initial_values
from contactdesk.services.loading import find, hold
from contactdesk.storage.unit_of_work import Person
from tests.builders import an_entity, no_contacts, read
from tests.reliability.checkers import acknowledged_once, dump, sound
from tests.reliability.clerks import Diary, all_at_once, work


def check(target: str, diaries: list[Diary]) -> None:
    """Nobody was stuck, every acknowledged save is there once, and everything agrees."""
    seconds = sorted(second for diary in diaries for second in diary.seconds)
    saved = [uuid for diary in diaries for uuid in diary.saved]
    print(f"\n{len(saved)} saves, p50 {seconds[len(seconds) // 2] * 1000:.0f} ms, p99 {seconds[int(len(seconds) * 0.99)] * 1000:.0f} ms")
    assert [repr(error) for diary in diaries for error in diary.stuck] == []
    with Desk.open(target) as desk:
        assert acknowledged_once(desk.store, saved) == []
        assert sound(desk.store) == []


def test_eight_people_on_a_server(postgresql_server, postgresql_busy_target):
    """reliability P-3, reliability P-4, reliability P-5

    Given one company with all four links, three more and their persons, when eight people save, move, link and
    unlink from every end, a hundred times each, then no save is lost, every link agrees, and by the server's own
    count no two of them ever waited for each other for ever.
    """
    diaries = all_at_once(postgresql_busy_target, clerks=8, rounds=100)
    check(postgresql_busy_target, diaries)
    name = postgresql_busy_target.partition("?")[0].rpartition("/")[2]
    assert postgresql_server.ask("SELECT deadlocks FROM pg_stat_database WHERE datname = %s", name) == 0


def test_two_programs_on_a_file(sqlite_busy_target):
    """reliability P-3, reliability P-4, reliability P-5: as above, two programs, five hundred times each."""
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        diaries = pool.starmap(work, [(sqlite_busy_target, seed, 500) for seed in (1, 2)])
    check(sqlite_busy_target, diaries)


@pytest.mark.parametrize("seed", range(20))
def test_only_fields_changed_on_both_sides_are_asked_about(desk, seed):
    """reliability P-3; relations R-58

    Given a card that was read, when a colleague changes some fields and the card saves some, then the save is
    refused exactly when a field has two new values, those fields are named, and otherwise both changes are there.
    """
    dice = random.Random(seed)
    names = ["phone_no", "city", "address", "home_page", "name"]
    seen = desk.records.read("contact", "CT000001").values
    theirs = {name: dice.choice(["11", "22"]) for name in names if dice.random() < 0.5}
    ours = {name: dice.choice(["11", "22"]) for name in names if dice.random() < 0.5} or {"city": "33"}
    if theirs:
        desk.records.save("contact", "CT000001", theirs)
    both = [name for name in ours if name in theirs and ours[name] != theirs[name]]
    shown = {name: seen[name] for name in ours}
    if both:
        with pytest.raises(errors.ChangedElsewhere) as refusal:
            desk.records.save("contact", "CT000001", ours, seen=shown)
        assert sorted(refusal.value.facts["names"]) == sorted(both)
        ours = {}
    else:
        desk.records.save("contact", "CT000001", ours, seen=shown)
    values = desk.records.read("contact", "CT000001").values
    assert {name: values[name] for name in theirs | ours} == theirs | ours


def at_once(*works):
    """Run each on a thread of its own; what they gave or raised, in order."""
    results: list = [None] * len(works)
    start = threading.Barrier(len(works))

    def one(place):
        start.wait()
        try:
            results[place] = works[place]()
        except errors.UserError as refusal:
            results[place] = refusal

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def desks(busy_target):
    """Four people at four desks."""
    opened = [Desk.open(busy_target, who=Person(f"clerk {number}")) for number in range(4)]
    yield opened
    for desk in opened:
        desk.close()


def test_many_link_one_customer(desks):
    """relations E-19, relations E-09: given one free customer, when four people link it to four companies, one succeeds."""
    contacts = ["CT100000", "CT100001", "CT100002", "CT000009"]
    results = at_once(*(lambda d=d, no=no: d.linking.link(no, "customer", "C90000") for d, no in zip(desks, contacts, strict=True)))
    refused = [one for one in results if isinstance(one, errors.UserError)]
    assert len(refused) == 3
    assert {refusal.id for refusal in refused} == {"E-09"}
    assert sound(desks[0].store) == []


def test_many_link_one_contact(desks):
    """relations E-19, relations U-2: given one company, when three people link it to three customers, one succeeds."""
    customers = ["C90000", "C90001", "C90002"]
    works = [lambda d=d, no=no: d.linking.link("CT100000", "customer", no) for d, no in zip(desks, customers, strict=False)]
    refused = [one.id for one in at_once(*works) if isinstance(one, errors.UserError)]
    assert refused == ["E-03", "E-03"]
    assert sound(desks[0].store) == []


def test_one_deletes_while_others_save(desks):
    """reliability P-2, reliability P-5: given a company, when one deletes it and others save it and what hangs on it, all is sound."""
    results = at_once(
        lambda: desks[0].records.delete("contact", "CT000001"),
        lambda: desks[1].records.save("contact", "CT000002", {"phone_no": "1"}),
        lambda: desks[2].records.save("customer", "C00001", {"phone_no": "2"}),
        lambda: desks[3].records.save("contact", "CT000001", {"phone_no": "3"}),
    )
    assert {one.id for one in results if isinstance(one, errors.UserError)} <= {"E-NOT-FOUND"}
    assert sound(desks[0].store) == []


def test_long_jobs_and_clerks(desks):
    """reliability P-5; relations R-17: given 250 customers, when two run the same job while two clerks save, each gets one contact."""
    with no_contacts(desks[0]):
        for number in range(250):
            an_entity(desks[0], "customer", no=f"D{number:04}", name=f"Firm {number}", contact=f"An Nr{number}")
    job = [lambda d=d: d.batches.create_contacts("customer") for d in desks[:2]]
    clerk = [lambda d=d: [d.records.save("customer", f"D{n:04}", {"phone_no": f"0{n}"}) for n in range(0, 250, 8)] for d in desks[2:]]
    results = at_once(*job, *clerk)
    assert [one for one in results if isinstance(one, errors.UserError)] == []
    first, second = results[:2]
    assert (first.failed, second.failed) == ([], [])
    assert first.created + second.created == 253
    assert sound(desks[0].store) == []


# -- saves that meet between reading and writing: the nets below the locks ----------------------------


@pytest.fixture
def two(postgresql_busy_target):
    """Two desks on a server: on a file nobody can come between."""
    with Desk.open(postgresql_busy_target) as one, Desk.open(postgresql_busy_target) as other:
        yield one, other


def meeting(desk, meanwhile, change):
    """Do `change` to customer C90000 after it was read and `meanwhile` happened, the first time round."""
    rounds = []

    def work_(unit):
        customer = find(unit, Customer, "C90000")
        if not rounds:
            meanwhile()
        rounds.append(customer)
        if customer is not None:
            change(unit, customer)

    done = desk.actions.act("save", work_)
    return done, len(rounds)


def test_a_stale_save_is_done_again_with_fresh_values(two):
    """reliability P-3: given a customer read without a lock, when somebody saves it first, both changes are there."""
    one, other = two
    _done, rounds = meeting(
        one,
        lambda: other.records.save("customer", "C90000", {"city": "Delft"}),
        lambda unit, customer: unit.change(customer, phone_no="55"),
    )
    assert (rounds, read(one, "customer", "C90000", "city", "phone_no")) == (2, ("Delft", "55"))
    assert sound(one.store) == []


def test_many_companies_are_locked_in_one_go(two):
    """reliability P-5: given many companies numbered against the order they were made in, when all are locked, that is done once."""
    one, _other = two
    many = 1_200
    blank = dict(initial_values(Contact)) | {"version": 1}
    with one.store.writing() as connection:
        connection.execute(insert(Contact), [blank | {"no": no, "name": no, "company_no": no} for no in _backwards(many)])
    rounds = []

    def work_(unit):
        rounds.append(None)
        hold(unit, _backwards(many))
        return len(unit.held)

    assert (one.actions.act("save", work_).value, len(rounds)) == (many, 1)


def _backwards(count: int) -> list[str]:
    return [f"M{number:05}" for number in range(count, 0, -1)]


def test_a_record_deleted_meanwhile_is_not_written(two):
    """reliability P-3: given a customer read without a lock, when somebody deletes it first, nothing is written and nothing lost."""
    one, other = two
    done, rounds = meeting(
        one, lambda: other.records.delete("customer", "C90000"), lambda unit, customer: unit.change(customer, phone_no="55")
    )
    assert (rounds, done.changes.entry) == (2, 0)
    assert sound(one.store) == []


def test_several_records_one_of_them_deleted_meanwhile(two):
    """reliability P-2: given three customers written by one statement, when one was deleted first, the work is done again."""
    one, other = two
    rounds = []

    def work_(unit):
        found = [find(unit, Customer, no) for no in ("C90000", "C90001", "C90002")]
        if not rounds:
            other.records.delete("customer", "C90001")
        rounds.append(None)
        for customer in found:
            if customer is not None:
                unit.change(customer, phone_no="66")

    one.actions.act("save", work_)
    assert len(rounds) == 2
    assert read(one, "customer", "C90000", "phone_no") == read(one, "customer", "C90002", "phone_no") == "66"
    assert sound(one.store) == []


def test_both_delete(two):
    """reliability P-3: given a customer read without a lock, when somebody deletes it first, it is deleted once."""
    one, other = two
    done, rounds = meeting(one, lambda: other.records.delete("customer", "C90000"), lambda unit, customer: unit.remove(customer))
    assert (rounds, done.changes.entry) == (2, 0)
    assert sound(one.store) == []


@pytest.mark.parametrize("values", [{"city": "Delft"}, {"iban": "NL91ABNA0417164300"}], ids=["plain value", "bank value"])
def test_a_stale_deletion_is_done_again(two, values):
    """reliability P-3: given a record read without a lock, when somebody saves it first, its history still ends with what it held."""
    one, other = two
    rounds = []

    def work_(unit):
        account = find(unit, BankAccount, "B9")
        if not rounds:
            other.records.save("bank_account", "B9", values)
        rounds.append(None)
        unit.remove(account)

    one.actions.act("delete", work_)
    assert len(rounds) == 2
    assert sound(one.store) == []


def test_a_link_that_appears_meanwhile(two):
    """reliability P-4: given a free customer being saved, when it is linked just before, its contact follows."""
    one, other = two
    before = dump(one.store)["contact_business_relation"]
    results = at_once(
        lambda: [one.records.save("customer", "C90000", {"phone_no": f"0{n}"}) for n in range(10)],
        lambda: other.linking.link("CT100000", "customer", "C90000"),
    )
    assert not any(isinstance(one, errors.UserError) for one in results)
    assert dump(one.store)["contact_business_relation"] != before
    assert sound(one.store) == []
