"""What long jobs have in common: they make millions of records, and no cycles of objects worth looking for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from contactdesk.errors import UserError

_SELDOM = 200_000


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cycles of objects seldom while a whole job runs, where it is looked for at all."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def collector_waits() -> Iterator[None]:
    """No search for cycles inside, which would take a fifth of the time; between the pieces of a job it goes on."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def for_report(error: UserError) -> UserError:
    """`error` as a report keeps it: without the frames it was raised in, which hold all records of their piece."""
    error.__context__ = error.__cause__ = None
    return error.with_traceback(None)
