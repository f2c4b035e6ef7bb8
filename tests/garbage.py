"""Windows that are garbage, in tests."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture
def garbage_on_this_thread():
    """Windows that are garbage are destroyed on the GUI thread: on the thread of the database Qt and Python wait for each other.

    What Qt was told to destroy later goes as well: no event loop runs between tests that would do it.
    """
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()
