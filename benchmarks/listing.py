"""The contact list in its window: opening, jumping, scrolling, typing and what it holds in memory; each in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks import rows
from benchmarks.figures import AT_MOST, Figure, judged, p50, p95
from benchmarks.run import Run

OPEN_GOAL, OPEN_LIMIT = 1.5, 100.0
PAGE_GOAL, JUMP_LIMIT = 5.0, 60.0
FRAME_GOAL, FRAME_LIMIT = 1.3, 1000 / 60
TYPE_LIMIT = 100.0
MEMORY_GOAL, SAME_MEMORY_GOAL = 1.5, 1.1


def lists(run: Run) -> Iterator[Figure]:
    """Opening the list, jumping in it, typing into its search box, and memory."""
    for database in run.databases:
        memory: dict[int, float] = {}
        for size in run.list_sizes:
            target = _target(run, database, size)
            yield from _opening(run, database, size, target)
            yield from _typing(run, database, size, target)
            memory[size] = float(run.child("contactdesk", "--database", target, CONTACTDESK_MEASURE="held")["megabytes"])
            bare = float(run.child("benchmarks.bare_memory", target)["megabytes"])
            if bare:
                yield judged("list memory", size, database, memory[size], "MB", floor=bare, sign=AT_MOST, limit=MEMORY_GOAL)
        before, last = (sorted(run.list_sizes)[-2:] * 2)[:2]
        if before != last and memory[before]:
            floor = memory[before]
            yield judged("list memory same", last, database, memory[last], "MB", floor=floor, sign=AT_MOST, limit=SAME_MEMORY_GOAL)


def scroll(run: Run) -> Iterator[Figure]:
    """Frames while the list is scrolled and while an arrow key is held, beside the plainest table of Qt."""
    for database, size in run.list_cases():
        found = _child(run, _target(run, database, size), "scroll")
        for name in ("scroll", "arrow"):
            ours, floor = p95(found[name]) * 1000, p95(found[f"{name} floor"]) * 1000
            yield judged(f"{name} frame p50", size, database, p50(found[name]) * 1000, "ms", floor=p50(found[f"{name} floor"]) * 1000)
            yield judged(f"{name} frame p95", size, database, ours, "ms", floor=floor, sign=AT_MOST, limit=FRAME_GOAL)
            yield judged(f"{name} frame", size, database, ours, "ms", sign=AT_MOST, limit=FRAME_LIMIT)


def _opening(run: Run, database: str, size: int, target: str) -> Iterator[Figure]:
    found = _child(run, target, "open")
    ours = p50(found["opened"]) * 1000
    yield judged("open list p50", size, database, ours, "ms", floor=p50(found["floor"]) * 1000, sign=AT_MOST, limit=OPEN_GOAL)
    yield judged("open list", size, database, ours, "ms", sign=AT_MOST, limit=OPEN_LIMIT)
    again, floor = p50(found["again"]) * 1000, p50(found["floor"]) * 1000
    yield judged("open list again p50", size, database, again, "ms", floor=floor, sign=AT_MOST, limit=OPEN_GOAL)
    found = _child(run, target, "jump")
    page, floor = p95(found["page"]) * 1000, p95(found["floor"]) * 1000
    yield judged("jump page p95", size, database, page, "ms", floor=floor, sign=AT_MOST, limit=PAGE_GOAL)
    yield judged("jump painted", size, database, p50(found["painted"]) * 1000, "ms", sign=AT_MOST, limit=JUMP_LIMIT)
    yield judged("jump painted p95", size, database, p95(found["painted"]) * 1000, "ms")


def _typing(run: Run, database: str, size: int, target: str) -> Iterator[Figure]:
    found = _child(run, target, "type")["painted"]
    yield judged("key to rows p50", size, database, p50(found) * 1000, "ms")
    yield judged("key to rows p95", size, database, p95(found) * 1000, "ms", sign=AT_MOST, limit=TYPE_LIMIT)


def _target(run: Run, database: str, size: int) -> str:
    return run.place.shared(database, f"contacts_{size}", lambda desk: rows.fill_contacts(desk, size))


def _child(run: Run, target: str, what: str) -> dict[str, Any]:
    return run.child("benchmarks.list_window", target, what, str(run.runs))
