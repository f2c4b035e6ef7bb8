"""The patience of one action with others who are at work in the database (reliability P-5 and section 3, "Retry")."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from contactdesk import errors
from contactdesk.storage import sqlite, trouble
from contactdesk.storage.store import Store

ATTEMPTS = 5
PATIENCE = 10.0
"""Seconds after which an action that waits for somebody else is given up."""
RECENTLY = timedelta(minutes=1)

Told = Callable[[str | None], None]
"""Told when an action has waited a second: for whom, "" where nobody knows; and with None when the waiting is over."""


class Wait:
    """Waits for one action of the account `own`."""

    def __init__(self, store: Store, own: str, told: Told) -> None:
        self._store, self._own, self._told = store, own, told
        self._began = time.monotonic()
        self._failed = 0
        self._is_told = False

    def tell(self) -> None:
        """It has lasted: say so, once."""
        if not self._is_told:
            self._is_told = True
            self._told(last_saver(self._store, self._own))

    def end(self) -> None:
        """The action is done, or given up."""
        if self._is_told:
            self._told(None)

    def pause_or_raise(self, error: Exception) -> None:
        """Pause before the next attempt, or raise what `error` means to a user."""
        self._failed += 1
        meant, waited = trouble.translate(error), time.monotonic() - self._began
        # A stale record is read afresh too: whether values met that exclude each other, `seen` decides.
        again = trouble.is_retryable(error) or isinstance(meant, errors.StaleRecord)
        if self._failed >= ATTEMPTS or waited >= PATIENCE or not again:
            raise meant or error from None
        if waited > sqlite.TOLD_AFTER:
            self.tell()
        time.sleep(random.uniform(0.005, 0.02) * 2**self._failed)


def last_saver(store: Store, own: str) -> str:
    """Who else than `own` saved a moment ago, and is most likely still at it; "" where nobody did."""
    if store.is_alone:  # nobody else can, and the one connection is taken
        return ""
    from contactdesk.model.history import ChangeSetRow

    newest = select(ChangeSetRow.who, ChangeSetRow.at).order_by(ChangeSetRow.id.desc()).limit(1)
    try:
        with store.reading() as connection:
            row = connection.execute(newest).first()
    except trouble.DATABASE_ERRORS:
        return ""
    if row is None or row.who == own or datetime.now(UTC).replace(tzinfo=None) - row.at > RECENTLY:
        return ""
    return str(row.who)
