"""Reading a list for its page: what is seen first, then how long it is, then the ids of all of it, piece by piece.

Every step is a request of its own on the thread of the database, so rows that come into sight never wait for the end
of a long list. A newer request stops the query of an older one: while somebody types, only the last letters count.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from contactdesk.desk import Desk
from contactdesk.presenters.ports import Failed, Run
from contactdesk.services.list_reading import Piece, Place
from contactdesk.storage.stopping import Stop

T = TypeVar("T")
Rows = Mapping[int, Sequence[Any]]


class Growing(Protocol):
    """The part of a page that shows a list while it is read."""

    def show_ids(self, ids: array[int], *, stay: bool = False, rows: Rows | None = None) -> None:
        """Show these records; `stay` where they are the same list read again, so that nothing moves."""

    def shown_ids(self) -> array[int]: ...
    def lengthen(self, count: int) -> None: ...
    def add_ids(self, ids: array[int], *, whole: bool) -> None: ...


class ListLoader:
    """Reads the list of `table`, with the values of `columns` of its first rows."""

    def __init__(self, view: Growing, table: str, columns: Sequence[str], desk: Desk, run: Run, failed: Failed) -> None:
        self._view, self._table, self._columns, self._desk = view, table, columns, desk
        self._run, self._failed = run, failed
        self._stop = Stop()
        self._shown: Mapping[str, Any] = {}
        self._whole: Callable[[int], None] = lambda _count: None

    def load(
        self,
        shown: Mapping[str, Any],
        beside: Callable[[int], T],
        begun: Callable[[Piece, T], None],
        whole: Callable[[int], None],
        *,
        at_once: bool,
    ) -> None:
        """Read the list that `shown` describes (`desk.lists.begin`).

        `beside` is asked with the first ids, on the same thread, and told their number; `begun` shows them, and all of
        them where the list is to be shown `at_once`; `whole` is told how many there are, once that is known.
        """
        self._stop.now()
        stop = self._stop = Stop()
        self._shown, self._whole = shown, whole

        def first() -> tuple[Piece, T]:
            piece = self._desk.lists.begin(self._table, self._columns, **shown, stop=stop)
            return piece, beside(len(piece.ids))

        def go(found: tuple[Piece, T]) -> None:
            piece, more = found
            if piece.next is None:
                begun(piece, more)
                whole(len(piece.ids))
            elif at_once:
                self._collect(piece, piece.next, lambda all_of_it: begun(all_of_it, more))
            else:
                begun(piece, more)
                self._measure(piece.next, len(piece.ids))

        self._go(first, go)

    def _go(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._run(work, done, self._failed, newest_of=f"list {self._table}")

    def _measure(self, place: Place, known: int) -> None:
        """How long it is; of what is filtered or searched nobody knows before the end."""
        if self._shown["where"] or self._shown["search"].strip():
            self._grow(place, known)
            return

        def measured(count: int) -> None:
            self._view.lengthen(count)
            self._whole(count)
            self._grow(place, known)

        self._go(lambda: self._desk.lists.count(self._table), measured)

    def _more(self, place: Place) -> Callable[[], Piece]:
        shown, stop = self._shown, self._stop
        return lambda: self._desk.lists.more(self._table, place, **shown, stop=stop)

    def _grow(self, place: Place, known: int) -> None:
        def add(piece: Piece) -> None:
            self._view.add_ids(piece.ids, whole=piece.next is None)
            if piece.next is not None:
                self._grow(piece.next, known + len(piece.ids))
            else:
                self._whole(known + len(piece.ids))

        self._go(self._more(place), add)

    def _collect(self, so_far: Piece, place: Place, done: Callable[[Piece], None]) -> None:
        """All of it before any of it is shown: nothing on the page is to move meanwhile."""

        def add(piece: Piece) -> None:
            so_far.ids.extend(piece.ids)
            if piece.next is not None:
                self._collect(so_far, piece.next, done)
            else:
                done(Piece(so_far.ids))
                self._whole(len(so_far.ids))

        self._go(self._more(place), add)
