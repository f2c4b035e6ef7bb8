"""Windows that are garbage, in tests."""

import gc

import pytest


@pytest.fixture
def garbage_on_this_thread():
    """Windows that are garbage are destroyed on the GUI thread: on the thread of the database Qt and Python wait for each other."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
