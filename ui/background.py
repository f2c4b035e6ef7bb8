"""Work off the GUI thread: one thread for the database, one for long jobs, answers on the GUI thread.

Sessions never cross threads: whatever reads or writes runs from begin to end in one `work`. A request
with a name (`newest_of`) replaces older ones of that name, and goes before everything that waits.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from contactdesk.errors import Unexpected, UserError

T = TypeVar("T")
Failed = Callable[[UserError], None]
Progress = Callable[[int, int], None]
"""`progress(done, total)`: how far a long job is; total 0 where nobody knows."""
Cancelled = Callable[[], bool]
_TELL_EVERY = 0.05
_GONE = ("already deleted", "Signal source has been deleted")
"""What PySide says when a widget that is gone is used, or emits a signal."""


@dataclass(eq=False, slots=True)
class _Request:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed
    name: str = ""
    number: int = 0


@dataclass(eq=False, slots=True)
class Job:
    """A long job that has been started."""

    _stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to stop; it does so between two records, and its `done` says how far it came."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Has somebody asked it to stop?"""
        return self._stop.is_set()


class _Worker:
    """A thread that does one request after the other."""

    def __init__(self, name: str, answer: Callable[[_Request, Any, BaseException | None], None]) -> None:
        self._answer = answer
        self._waiting: deque[_Request] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._started = False

    def put(self, request: _Request) -> int:
        """Let `request` wait its turn; how many older ones of its name it replaces."""
        with self._wake:
            if self._closing:
                return 1
            before = len(self._waiting)
            if request.name:
                self._waiting = deque(other for other in self._waiting if other.name != request.name)
            dropped = before - len(self._waiting)
            if request.name:
                self._waiting.appendleft(request)
            else:
                self._waiting.append(request)
            if not self._started:
                self._started = True
                self._thread.start()
            self._wake.notify()
        return dropped

    def close(self, timeout: float) -> bool:
        """Finish the request at work, forget those that wait; False when it did not finish in time."""
        with self._wake:
            self._closing = True
            self._waiting.clear()
            self._wake.notify()
        if self._started:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while True:
            with self._wake:
                while not self._waiting and not self._closing:
                    self._wake.wait()
                if self._closing:
                    return
                request = self._waiting.popleft()
            try:
                answer, trouble = request.work(), None
            except BaseException as raised:  # noqa: BLE001 - it is carried to the GUI thread and reported there
                answer, trouble = None, raised
            self._answer(request, answer, trouble)
            del request, answer, trouble


class Background(QObject):
    """The port `Run` of the presenters, and the place where long jobs are started."""

    _answered = Signal(object, object, object)
    _moved = Signal(object, int, int)
    busy = Signal(bool)
    closed = Signal()
    """Nothing is answered any more: who waits for an answer stops waiting."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: dict[str, int] = {}
        self._open = 0
        self._closed = False
        self._database = _Worker("database", self._send)
        self._long = _Worker("long job", self._send)
        self._answered.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def __call__(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed, *, newest_of: str = "") -> None:
        """Same as `run`: the object itself is the port that presenters are given."""
        self.run(work, done, failed, newest_of=newest_of)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed, *, newest_of: str = "") -> None:
        """Do `work` on the thread of the database; `done` or `failed` answers on the GUI thread.

        With `newest_of` only the newest request of that name is answered; older ones are dropped, in the
        queue or when their answer comes. What is raised and no `UserError` is reported in a window of its
        own, and `failed` gets an `Unexpected`. After `close` nothing is done any more: a window that goes
        last may still ask.
        """
        if self._closed:
            return
        number = 0
        if newest_of:
            number = self._newest[newest_of] = self._newest.get(newest_of, 0) + 1
        self._count(+1)
        self._count(-self._database.put(_Request(work, done, failed, newest_of, number)))

    def forget(self, name: str) -> None:
        """Drop the answer of the request of this name that is still open: nobody waits for it any more."""
        self._newest[name] = self._newest.get(name, 0) + 1

    def start(
        self, work: Callable[[Progress, Cancelled], T], done: Callable[[T], None], failed: Failed, progress: Progress | None = None
    ) -> Job:
        """Start a long job beside the thread of the database; `work` is given `progress` and `cancelled`."""
        job = Job()
        last = 0.0

        def tell(so_far: int, total: int) -> None:
            nonlocal last
            if progress is not None and (so_far >= total or monotonic() - last > _TELL_EVERY):
                last = monotonic()
                self._moved.emit(progress, so_far, total)

        self._count(+1)
        self._count(-self._long.put(_Request(lambda: work(tell, job.cancelled), done, failed)))
        return job

    def close(self, timeout: float = 10.0) -> bool:
        """Finish what is at work, answer nothing more; False when a thread did not end in time."""
        self._closed = True
        self.closed.emit()
        ended = [worker.close(timeout) for worker in (self._database, self._long)]
        return all(ended)

    def _send(self, request: _Request, answer: Any, trouble: BaseException | None) -> None:
        if not self._closed:
            self._answered.emit(request, answer, trouble)

    def _receive(self, request: _Request, answer: Any, trouble: BaseException | None) -> None:
        self._count(-1)
        if self._closed or (request.name and self._newest.get(request.name) != request.number):
            return
        if trouble is not None and not isinstance(trouble, UserError):
            from ui import error_report

            error_report.report(trouble)
            trouble = Unexpected(name=type(trouble).__name__)
        with _window_may_be_gone():
            if trouble is None:
                request.done(answer)
            else:
                request.failed(trouble)

    def _tell(self, progress: Progress, done: int, total: int) -> None:
        if not self._closed:
            with _window_may_be_gone():
                progress(done, total)

    def _count(self, step: int) -> None:
        before, self._open = self._open, max(self._open + step, 0)
        if bool(before) != bool(self._open):
            self.busy.emit(bool(self._open))


@contextmanager
def _window_may_be_gone() -> Iterator[None]:
    """A window that asked may be closed when its answer comes: then nobody waits for it, nor for what it would tell."""
    try:
        yield
    except RuntimeError as error:
        if not any(gone in str(error) for gone in _GONE):
            raise
