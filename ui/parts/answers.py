"""Work in the background for a window that may be closed before the answer comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from contactdesk import errors
from contactdesk.errors import UserError
from contactdesk.presenters.ports import Run
from contactdesk.storage.unit_of_work import Done
from ui.windows import Windows

T = TypeVar("T")


def run_for(owner: QObject, windows: Windows) -> Run:
    """The port `Run` for `owner`: once it is gone, what was saved is told to the other windows, and what was refused to the user.

    That a record is not there any more is no news then.
    """

    def run(work: Callable[[], T], done: Callable[[T], None], failed: Callable[[UserError], None], *, newest_of: str = "") -> None:
        def answer(value: T) -> None:
            if isValid(owner):
                done(value)
            elif isinstance(value, Done):
                windows.changed(value.changes)

        def refuse(error: UserError) -> None:
            if isValid(owner):
                failed(error)
            elif not isinstance(error, errors.NotFound):
                windows.tell(str(error))

        windows.run(work, answer, refuse, newest_of=newest_of)

    return run
