"""What keeping the indexes of lists and searches costs a save: the same saves with and without them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from time import perf_counter

from benchmarks import many, rows
from benchmarks.figures import AT_MOST, Figure, interleaved, judged, p50
from benchmarks.run import Run
from contactdesk import Desk
from contactdesk.model.contact import Contact

GOAL = 1.3


def upkeep(run: Run) -> Iterator[Figure]:
    """Create a contact and save its name, by turns in two copies of a database: one is without those indexes."""
    for database, size in run.cases():
        name, fill = f"contacts_{size}", lambda desk, size=size: rows.fill_contacts(desk, size)
        with run.place.copy(database, name, fill) as target, run.place.copy(database, name, fill) as bare:
            with Desk.open(bare) as desk, desk.store.writing() as connection:
                many.without_list_indexes(connection, Contact)
            with Desk.open(target) as kept, Desk.open(bare) as without:
                works = (_creating(kept), _creating(without), _renaming(kept), _renaming(without))
                created, floor, renamed, renamed_floor = interleaved(run.runs, *works, warm=run.warm)
        yield judged("upkeep create", size, database, p50(created) * 1000, "ms", floor=p50(floor) * 1000, sign=AT_MOST, limit=GOAL)
        yield judged("upkeep save", size, database, p50(renamed) * 1000, "ms", floor=p50(renamed_floor) * 1000, sign=AT_MOST, limit=GOAL)


def _creating(desk: Desk) -> Callable[[], float]:
    numbers = itertools.count(500_000)

    def create() -> float:
        number = next(numbers)
        values = {"type": 0, "name": rows.company_name(number), **rows.address(number)}
        return _timed(lambda: desk.records.create("contact", values, places=False))

    return create


def _renaming(desk: Desk) -> Callable[[], float]:
    numbers = itertools.count(1)
    no = desk.records.create("contact", {"type": 1, "name": "Anna Smit", **rows.address(7)}, places=False).value.no
    return lambda: _timed(lambda: desk.records.save("contact", no, {"name": f"Anna Smit {next(numbers)}"}))


def _timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
