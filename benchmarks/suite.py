"""How long all tests take, on two processors."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from benchmarks.figures import AT_MOST, Figure, judged
from benchmarks.run import ROOT, Run

GOAL = 600


def suite(run: Run) -> Iterator[Figure]:
    """Run every test once. Raises `RuntimeError` when one fails: a figure of a broken program means nothing."""
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2"], cwd=ROOT, env=run.child_environment(), stdout=sys.stderr, check=False
    )
    seconds = perf_counter() - start
    if done.returncode != 0:
        raise RuntimeError("The tests failed; see above.")
    yield judged("suite", 0, "both", seconds, "s", sign=AT_MOST, limit=GOAL)
