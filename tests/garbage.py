"""Windows that are garbage, in tests."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent


@contextmanager
def garbage_on_this_thread() -> Iterator[None]:
    """Windows that are garbage are destroyed on the GUI thread: on the thread of the database Qt and Python wait for each other.

    What Qt was told to destroy later goes as well: no event loop runs between tests that would do it. What stays is
    not looked through again after the next test; it would cost every test half a second in the end.
    """
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.freeze()
    gc.enable()
