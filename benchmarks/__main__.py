"""`python -m benchmarks [NAME] [--json FILE] [--size N ...] [--database sqlite|postgresql]`: measure, and print a table.

NAME is start, create, save, create-contacts, import, undo, lists, scroll, search, sort, upkeep or suite; without it
everything but suite is measured. The exit code is 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import bulk, finding, listing, saving, starting, suite, upkeep
from benchmarks.figures import Figure, table
from benchmarks.places import POSTGRESQL, SQLITE, Place
from benchmarks.run import Run

JOBS: Mapping[str, Callable[[Run], Iterator[Figure]]] = {
    "start": starting.start,
    "create": saving.create,
    "save": saving.save,
    "create-contacts": bulk.create_contacts,
    "import": bulk.import_rows,
    "lists": listing.lists,
    "scroll": listing.scroll,
    "search": finding.search,
    "sort": finding.sort,
    "undo": bulk.undo,
    "upkeep": upkeep.upkeep,
    "suite": suite.suite,
}


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments ask for."""
    chosen = _parser().parse_args(arguments)
    place = Place(chosen.keep, kept=True) if chosen.keep else Place()
    try:
        figures = list(_measured(_run(chosen, place), chosen))
    finally:
        place.close()
    print(table(figures))
    if chosen.json:
        chosen.json.write_text(json.dumps([figure.as_json() for figure in figures], indent=1) + "\n", encoding="utf-8")
    return int(any(figure.ok is False for figure in figures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure speed and size, each figure beside its floor.")
    parser.add_argument("name", nargs="?", choices=sorted(JOBS), help="one job; all but suite without it")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures into FILE as well")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the databases in DIR, and use those of an earlier run")
    parser.add_argument(
        "--size",
        type=int,
        nargs="+",
        metavar="N",
        help="contacts or rows (1,000, 100,000, lists 1,000,000)",
    )
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL), help="only this one")
    parser.add_argument("--runs", type=int, metavar="N", help="how often (60, starts 31, long jobs 3)")
    return parser


def _run(chosen: argparse.Namespace, place: Place) -> Run:
    run = Run(place)
    if chosen.size:
        run.sizes = run.bulk_sizes = run.list_sizes = tuple(sorted(set(chosen.size)))
    if chosen.database:
        run.databases = (chosen.database,)
    if chosen.runs:
        run.runs = run.start_runs = chosen.runs
        run.bulk_runs, run.warm = min(chosen.runs, run.bulk_runs), min(chosen.runs, run.warm)
    return run


def _measured(run: Run, chosen: argparse.Namespace) -> Iterator[Figure]:
    names = [chosen.name] if chosen.name else [name for name in JOBS if name != "suite"]
    for name in names:
        for figure in JOBS[name](run):
            print(f"{figure.job} {figure.size:,} {figure.database}: {figure.value:,g} {figure.unit}", file=sys.stderr, flush=True)
            yield figure


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
