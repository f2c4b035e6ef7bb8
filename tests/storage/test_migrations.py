"""An older database becomes one of this version, whole or not at all; models and migrations agree."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text

from contactdesk import errors
from contactdesk.storage import checks, postgresql, schema, sqlite, upgrade
from contactdesk.storage.store import Store
from tests.storage.rows import add


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated(request, tmp_path):
    """A database made by all migrations, not from the models."""
    if request.param == "sqlite":
        target = str(tmp_path / "migrated.contactdesk")
        engine = sqlite.engine_for(tmp_path / "migrated.contactdesk", mode="rwc", foreign_keys=False)
    else:
        server = request.getfixturevalue("postgresql_server")
        server.run("CREATE DATABASE migrated")
        target = server.url("migrated")
        engine = postgresql.engine_for(target)
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        upgrade.run(connection, "head")
    engine.dispose()
    yield target
    if request.param == "postgresql":
        server.drop("migrated")


def shape(connection):
    """Everything a database says about its tables."""
    look = inspect(connection)
    found = {}
    for table in look.get_table_names():
        columns = {column["name"]: (str(column["type"]), column["nullable"]) for column in look.get_columns(table)}
        checks_ = sorted(check["sqltext"] for check in look.get_check_constraints(table))
        keys = sorted(str(key["name"]) for key in look.get_unique_constraints(table))
        found[table] = (columns, checks_, keys, sorted(str(index["name"]) for index in look.get_indexes(table)))
    return found


def test_models_and_migrations_agree(migrated, request):
    """A model changed without a migration fails here: run `python -m contactdesk.storage.migrations.first`."""
    kind = "postgresql" if postgresql.is_url(migrated) else "sqlite"
    with Store.open(migrated) as store, store.reading() as connection:
        assert upgrade.differences(connection) == []
        made_by_migrations = shape(connection)
    with Store.open(request.getfixturevalue(f"{kind}_target")) as store, store.reading() as connection:
        assert shape(connection) == made_by_migrations


def test_a_migrated_database_is_sound_and_stamped(migrated):
    with Store.open(migrated) as store:
        assert checks.check(store) == []
        with store.reading() as connection:
            assert upgrade.current_revision(connection) == schema.REVISION


def test_a_changed_model_is_noticed(sqlite_target):
    with Store.open(sqlite_target) as store:
        with store.writing() as connection:
            connection.execute(text("ALTER TABLE contact DROP COLUMN pager"))
        with store.reading() as connection:
            assert "pager" in str(upgrade.differences(connection))


def as_if_older(target: str) -> None:
    """Make an otherwise equal database say that it is one revision behind."""
    with Store.open(target) as store, store.writing() as connection:
        add(connection, "territory", code="N", name="North")
        add(connection, "contact", no="CT1", name="Bakker")
        connection.execute(text("INSERT INTO contact_search (id, text) VALUES (1, 'bakker')"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
        if store.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA user_version=0")


@pytest.fixture
def next_step(monkeypatch):
    """What the step from the older revision does, instead of Alembic."""
    steps = []

    def run(connection, work):
        for step in steps:
            connection.execute(text(step))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{schema.REVISION}'"))

    monkeypatch.setattr(upgrade, "_alembic", run)
    return steps


@pytest.fixture
def copies(tmp_path, monkeypatch):
    from contactdesk.storage import backup

    monkeypatch.setattr(backup, "folder_for_copies", lambda: tmp_path)
    return lambda: list(tmp_path.glob("*before upgrade*"))


def test_an_older_database_is_copied_then_upgraded(target, next_step, copies):
    """reliability P-9"""
    as_if_older(target)
    next_step.append("UPDATE territory SET name = 'Upgraded'")  # the nets are away meanwhile
    with Store.open(target) as store:
        assert str(copies()[0]) in store.notice
        with store.reading() as connection:
            assert connection.scalar(text("SELECT name FROM territory")) == "Upgraded"
        with store.reading() as connection:
            assert checks.schema_flaws(connection) == []
    with Store.open(str(copies()[0]), read_only=True) as copy, copy.reading() as connection:
        assert connection.scalar(text("SELECT name FROM territory")) == "North"


@pytest.mark.parametrize(
    "step",
    ["DELETE FROM territory", "UPDATE nothing SET a = 1", "INSERT INTO territory (code) VALUES ('X')"],
)
def test_an_upgrade_that_fails_leaves_everything_as_it_was(target, next_step, copies, step):
    """reliability P-2: old or new, never between"""
    as_if_older(target)
    next_step += ["UPDATE territory SET name = 'half'", step]
    with pytest.raises(errors.UpgradeFailed) as refusal:
        Store.open(target)
    assert str(copies()[0]) in str(refusal.value)
    with Store.open(target, read_only=True) as store, store.reading() as connection:
        assert connection.scalar(text("SELECT name FROM territory")) == "North"
        assert upgrade.current_revision(connection) == "0000"
        assert connection.scalar(text("SELECT count(*) FROM contact_search")) == 1


def test_an_older_file_looked_at_only_stays_as_it_is(sqlite_target, next_step, copies):
    as_if_older(sqlite_target)
    Store.open(sqlite_target, read_only=True).close()
    assert copies() == []
