"""From the start of the process to the first painted window, and to the list of contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import time

from benchmarks import rows
from benchmarks.figures import AT_MOST, Figure, interleaved, judged, p50, p95
from benchmarks.run import Run

PAINTED_GOAL, LISTED_GOAL, SAME_GOAL = 1.5, 1.2, 1.1


def start(run: Run) -> Iterator[Figure]:
    """The program and its floors by turns, each a process of its own without a screen."""
    for database, size in run.cases():
        with run.place.copy(database, f"contacts_{size}", lambda desk, size=size: rows.fill_contacts(desk, size)) as target:
            works = (
                _program(run, target, "painted"),
                _child(run, "benchmarks.bare_window"),
                _program(run, target, "listed"),
                _child(run, "benchmarks.bare_list", target),
            )
            painted, bare, listed, bare_list = interleaved(run.start_runs, *works, warm=min(run.warm, 2))
        yield from _both("start to window", size, database, painted, bare, PAINTED_GOAL)
        yield from _both("start to list", size, database, listed, bare_list, LISTED_GOAL)
    for database in run.databases:
        size = max(run.list_sizes)
        full = run.place.shared(database, f"contacts_{size}", lambda desk, size=size: rows.fill_contacts(desk, size))
        empty = run.place.shared(database, "contacts_none", lambda _desk: None)
        both = (_program(run, full, "listed"), _program(run, empty, "listed"))
        most, none = interleaved(run.start_runs, *both, warm=min(run.warm, 2))
        yield from _both("start against none", size, database, most, none, SAME_GOAL)


def _both(job: str, size: int, database: str, ours: list[float], floor: list[float], limit: float) -> Iterator[Figure]:
    yield judged(f"{job} p50", size, database, p50(ours) * 1000, "ms", floor=p50(floor) * 1000, sign=AT_MOST, limit=limit)
    yield judged(f"{job} p95", size, database, p95(ours) * 1000, "ms", floor=p95(floor) * 1000)


def _program(run: Run, target: str, until: str) -> Callable[[], float]:
    def work() -> float:
        began = time()
        return float(run.child("contactdesk", "--database", target, CONTACTDESK_MEASURE=until)["painted"]) - began

    return work


def _child(run: Run, module: str, *arguments: str) -> Callable[[], float]:
    def work() -> float:
        began = time()
        return float(run.child(module, *arguments)["painted"]) - began

    return work
