"""Opening and making databases: what is set on every connection, and which files are refused."""

from __future__ import annotations

import os
import stat

import pytest

from contactdesk import errors
from contactdesk.storage import sqlite
from contactdesk.storage.store import Store


def test_a_new_database_has_the_schema_and_no_records(store):
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contact").scalar() == 0
    assert not store.read_only
