"""People who work in one office at the same time: they save the same companies from every end."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.storage.unit_of_work import Person

COMPANIES = ["CT000001", "CT100000", "CT100001", "CT100002"]
PERSONS = ["CT000002", "CT000003", "CT200000", "CT200001", "CT200002"]
CUSTOMERS = ["C00001", "C90000", "C90001", "C90002"]

# What a rule may answer when colleagues were faster; everything else is a dead end.
BY_RULE = (
    errors.AlreadyLinked,
    errors.LinkedElsewhere,
    errors.NoSuchLink,
    errors.NotRelated,
    errors.RelationExists,
    errors.CodeServesTwoKinds,
    errors.AlreadyAssigned,
    errors.NotFound,
)


@dataclass
class Diary:
    """What happened to one clerk."""

    saved: list[str] = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)
    stuck: list[BaseException] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def an_action(desk, dice: random.Random):
    """Any of the things clerks do, from any end."""
    number = f"{dice.randrange(10**8):08}"
    company, other, person, customer = (dice.choice(group) for group in (COMPANIES, COMPANIES, PERSONS, CUSTOMERS))
    records, linking = desk.records, desk.linking
    actions = (
        lambda: records.save("contact", company, {"phone_no": number}),
        lambda: records.save("contact", company, {"name": f"Company {number}"}),
        lambda: records.save("contact", person, {"mobile_phone_no": number}),
        lambda: records.save("contact", person, {"name": f"Jo {number}"}),
        lambda: records.save("contact", person, {"company_no": other}),
        lambda: records.save("customer", customer, {"phone_no": number}),
        lambda: records.save("customer", customer, {"primary_contact_no": person}),
        lambda: records.save("vendor", dice.choice(["V00001", "V90001"]), {"phone_no": number}),
        lambda: records.save("bank_account", dice.choice(["B9", "B00001"]), {"phone_no": number}),
        lambda: records.save("employee", dice.choice(["E0001", "E9"]), {"mobile_phone_no": number}),
        lambda: linking.link(company, "customer", customer, master=dice.choice(["contact", "entity"])),
        lambda: linking.unlink(company, "customer"),
        lambda: records.create("contact", {"type": "Person", "name": f"New {number}", "company_no": company}),
        lambda: records.create("vendor", {"name": f"Vendor {number}"}),
        *classifying(desk, dice, company, person),
    )
    return dice.choice(actions)()


def classifying(desk, dice: random.Random, company: str, person: str):
    """Codes and comments come and go."""
    records, classification = desk.records, desk.classification
    group = {"mailing_group_code": dice.choice(["X-CARD", "X-GIFT"])}

    def take_away():
        lines = classification.assigned("contact_mailing_group", company).lines
        return records.delete("contact_mailing_group", lines[0].key if lines else "#0")

    return (
        lambda: records.create("contact_mailing_group", {"contact_no": company} | group),
        take_away,
        lambda: records.create("contact_industry_group", {"contact_no": "CT100001", "industry_group_code": dice.choice(["RET", "MAN"])}),
        lambda: records.create("contact_job_responsibility", {"contact_no": person, "job_responsibility_code": "SALE"}),
        lambda: records.create(
            "comment_line", {"record_table": "contact", "record_id": desk.lists.id_of("contact", company), "comment": "Called"}
        ),
        lambda: records.create(
            "comment_line", {"record_table": "web_source", "record_id": desk.lists.id_of("web_source", "DDG"), "comment": "Slow"}
        ),
    )


def work(target: str, seed: int, rounds: int, start: threading.Barrier | None = None) -> Diary:
    """One clerk with an own desk does `rounds` things; the same ones for the same seed."""
    diary, dice = Diary(), random.Random(seed)
    with Desk.open(target, who=Person(f"clerk {seed}")) as desk:
        if start is not None:
            start.wait()
        for _round in range(rounds):
            began = time.perf_counter()
            try:
                done = an_action(desk, dice)
                if done.changes.entry:
                    diary.saved.append(done.changes.uuid)
            except BY_RULE as refusal:
                diary.refused[refusal.id] += 1
            except Exception as error:  # noqa: BLE001 - the test shows it
                diary.stuck.append(error)
            diary.seconds.append(time.perf_counter() - began)
    return diary


def all_at_once(target: str, clerks: int, rounds: int, seed: int = 0) -> list[Diary]:
    """Clerks on threads, each with an own desk."""
    start = threading.Barrier(clerks)
    diaries: list[Diary] = [Diary() for _ in range(clerks)]

    def one(place: int) -> None:
        diaries[place] = work(target, seed * 100 + place, rounds, start)

    threads = [threading.Thread(target=one, args=(place,)) for place in range(clerks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return diaries
