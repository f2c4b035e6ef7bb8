"""What every job is given: the sizes, the databases, how often, and where."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.places import POSTGRESQL, SQLITE, Place

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Run:
    """One run of the benchmarks. `runs` of the short jobs, `bulk_runs` of those that take long."""

    place: Place
    sizes: tuple[int, ...] = (1_000, 100_000)
    bulk_sizes: tuple[int, ...] = (10_000, 100_000)
    list_sizes: tuple[int, ...] = (1_000, 100_000, 1_000_000)
    databases: tuple[str, ...] = (SQLITE, POSTGRESQL)
    runs: int = 60
    start_runs: int = 31
    bulk_runs: int = 3
    warm: int = 5
    suite_report: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def cases(self) -> Iterator[tuple[str, int]]:
        """Every database with every size."""
        return itertools.product(self.databases, self.sizes)

    def bulk_cases(self) -> Iterator[tuple[str, int]]:
        """The same for the jobs that take long."""
        return itertools.product(self.databases, self.bulk_sizes)

    def list_cases(self) -> Iterator[tuple[str, int]]:
        """The same for lists and searches."""
        return itertools.product(self.databases, self.list_sizes)

    def command(self, module: str, *arguments: str) -> list[str]:
        """The command of a child process that runs `module`."""
        return [sys.executable, "-m", module, *arguments]

    def child_environment(self, **more: str) -> dict[str, str]:
        """The environment of children: compiled modules are used, no screen, no settings of the user."""
        without = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return without | {"QT_QPA_PLATFORM": "offscreen", "CONTACTDESK_CONFIG": str(self.place.folder / "settings")} | more

    def child(self, module: str, *arguments: str, **more: str) -> dict[str, Any]:
        """Run `module` in a process of its own; the JSON of its last line."""
        done = subprocess.run(
            self.command(module, *arguments),
            cwd=ROOT,
            env=self.child_environment(**more),
            capture_output=True,
            text=True,
            timeout=3600,
            check=False,
        )
        if done.returncode != 0 or not done.stdout.strip():
            raise RuntimeError(f"{module} {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
        found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return found
