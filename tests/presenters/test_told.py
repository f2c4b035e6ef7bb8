"""What the status line says after a long job."""

from __future__ import annotations

import pytest

from contactdesk.presenters.changes import many_changed
from contactdesk.presenters.main import told


@pytest.mark.parametrize(
    ("action", "expected"),
    [("create_contacts", "The contacts were made."), ("import", "The import is done."), ("demo", "The demo company is ready.")],
)
def test_a_long_job_says_what_it_did(action, expected):
    """Given a job too long to name every record, then the status line says what came of it, and no half sentence."""
    assert told(many_changed(action, 7, ("contact",))) == expected
