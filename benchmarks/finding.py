"""Searching while somebody types, and sorting: how soon the first rows are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import Any

from benchmarks import rows
from benchmarks.figures import AT_MOST, Figure, judged, p50, p95
from benchmarks.places import raw
from benchmarks.run import Run
from contactdesk import Desk
from contactdesk.model.contact import Contact
from contactdesk.model.sort_keys import sorted_column
from contactdesk.presenters.list_specs import LISTS

SEARCHES = (
    *("jansen", "van den berg", "bakker", "zürich", "de vries", "peters", "łuczak", "günther", "hanna smit", "eva"),
    *("bakery", "garden centre", "consult", "furniture", "electronics 0012", "visser dairy", "jan tilburg", "bos vos"),
    *("terdam", "straat 12", "ardwar", "ectron", "inthov", "mpl", "x00012", "X0000123", "ffice123", "example.com"),
    *("030-12", "0612345", "45-00", "1234", "4321 ab", "06-", "xyzzy", "qx", "nobody anywhere", "zzz", "k", "1"),
)
"""Forty searches: names, words in any order, inner parts, numbers, digits of telephones, and what nobody is called."""
SHOWN = LISTS["contact"].shown
QUERY_GOALS = {100_000: 16.0, 1_000_000: 30.0}
SORT_GOAL = 300.0


def search(run: Run) -> Iterator[Figure]:
    """Every keystroke of `SEARCHES`: the best matches with their rows; beside it the texts read through by the driver."""
    for database, size in run.list_cases():
        target = run.place.shared(database, f"contacts_{size}", lambda desk, size=size: rows.fill_contacts(desk, size))
        with Desk.open(target) as desk:
            typed = [text[:letters] for text in SEARCHES for letters in range(1, len(text) + 1)]
            for text in typed[:: max(1, len(typed) // 40)]:  # the caches of a desk that is in use
                desk.lists.begin("contact", SHOWN, search=text)
            ours = [_timed(lambda text=text: desk.lists.begin("contact", SHOWN, search=text)) for text in typed]
        floor = _read_through(target, run.runs)
        goal = QUERY_GOALS.get(size, QUERY_GOALS[100_000])
        yield judged("search p50", size, database, p50(ours) * 1000, "ms")
        yield judged("search p95", size, database, p95(ours) * 1000, "ms", sign=AT_MOST, limit=goal)
        yield judged("search beside reading through", size, database, p95(ours) * 1000, "ms", floor=p50(floor) * 1000)


def _read_through(target: str, runs: int) -> list[float]:
    """Seconds that the driver takes to find that nobody is called so, looking into every text."""
    with raw(target) as connection:
        mark = rows.mark_of(connection)
        place = "strpos" if mark == "%s" else "instr"
        query = f"SELECT id FROM contact_search WHERE {place}(text, {mark}) > 0 LIMIT 200"
        texts = ("xyzzy", "qxqx", "nobody anywhere")[: max(1, runs)]
        return [_timed(lambda text=text: connection.execute(query, (text,)).fetchall()) for text in texts]


def sort(run: Run) -> Iterator[Figure]:
    """The first rows by each column the list offers, both ways; beside it the driver's own query for the first 200."""
    for database, size in run.list_cases():
        target = run.place.shared(database, f"contacts_{size}", lambda desk, size=size: rows.fill_contacts(desk, size))
        orders = [(name, down) for name in LISTS["contact"].columns for down in (False, True)]
        with Desk.open(target) as desk, raw(target) as connection:
            desk.lists.begin("contact", SHOWN)
            ours = {order: _timed(lambda order=order: _sorted(desk, *order)) for order in orders}
            floor = [_timed(lambda order=order: _sorted_by_hand(connection, *order)) for order in orders]
        (column, _down), worst = max(ours.items(), key=lambda one: one[1])
        yield judged("sort p50", size, database, p50(list(ours.values())) * 1000, "ms", floor=p50(floor) * 1000)
        yield judged(f"sort worst ({column})", size, database, worst * 1000, "ms", sign=AT_MOST, limit=SORT_GOAL)


def _sorted(desk: Desk, name: str, down: bool) -> None:
    desk.lists.begin("contact", SHOWN, order=(name,), descending=down)


def _sorted_by_hand(connection: Any, name: str, down: bool) -> list[Sequence[Any]]:
    column, way = sorted_column(Contact.__table__, name).name, "DESC" if down else "ASC"  # type: ignore[arg-type]
    query = f"SELECT {', '.join(SHOWN)} FROM contact ORDER BY {column} {way}, id {way} LIMIT 200"
    found: list[Sequence[Any]] = connection.execute(query).fetchall()
    return found


def _timed(work: Any) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
