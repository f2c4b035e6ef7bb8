"""A measured figure beside its floor, and how figures are shown."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

AT_MOST, AT_LEAST = "<=", ">="


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `goal` compares with `ratio` (value / floor) where there is a floor, else with `value`."""

    job: str
    size: int
    database: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    goal: str = ""
    ok: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """The figure as `--json` writes it."""
        return asdict(self)


def judged(
    job: str, size: int, database: str, value: float, unit: str, *, floor: float | None = None, sign: str = "", limit: float = 0.0
) -> Figure:
    """A figure, with the verdict where a goal is set. `sign` is "<=" or ">="."""
    ratio = value / floor if floor else None
    judged_by = value if ratio is None else ratio
    ok = None if not sign else judged_by <= limit if sign == AT_MOST else judged_by >= limit
    goal = f"{sign} {limit:g}" if sign else ""
    return Figure(job, size, database, _rounded(value), unit, _rounded(floor), _rounded(ratio), goal, ok)


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def p50(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay under."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def interleaved(runs: int, *works: Callable[[], float], warm: int = 0) -> list[list[float]]:
    """What each of `works` measured in each run; they take turns, so that a busy machine is busy for all."""
    found: list[list[float]] = [[] for _work in works]
    for number in range(warm + runs):
        for work, kept in zip(works, found, strict=True):
            measured = work()
            if number >= warm:
                kept.append(measured)
    return found


HEAD = ("job", "size", "database", "value", "unit", "floor", "ratio", "goal", "ok")


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of a table, readable on a terminal and in Markdown."""
    lines = [HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    shown = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines]
    return "\n".join([shown[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *shown[1:]])


def _cells(figure: Figure) -> tuple[str, ...]:
    ok = "" if figure.ok is None else "yes" if figure.ok else "NO"
    numbers = [("" if number is None else f"{number:,g}") for number in (figure.value, figure.floor, figure.ratio)]
    return (figure.job, f"{figure.size:,}", figure.database, numbers[0], figure.unit, numbers[1], numbers[2], figure.goal, ok)
