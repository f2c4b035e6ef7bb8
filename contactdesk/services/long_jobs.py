"""What long jobs have in common."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from contactdesk.errors import UserError

_SELDOM = 200_000


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for circular garbage seldom: a long job makes millions of records that are no such thing."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def for_report(error: UserError) -> UserError:
    """`error` as a report keeps it: without the frames it was raised in, which hold all records of their piece."""
    error.__context__ = error.__cause__ = None
    return error.with_traceback(None)
