"""Bringing an older database to the schema of this version: whole or not at all (reliability section 2).

A file is copied first and upgraded in one transaction on a connection of its own, with foreign keys off,
because a table that is rebuilt would otherwise empty the tables that refer to it. Rows are counted
before and after. Alembic is loaded only here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, select

from contactdesk import errors
from contactdesk.storage import postgresql, schema, search_index, sqlite
from contactdesk.text import N_, _

MIGRATIONS = Path(__file__).parent / "migrations"

ROWS_LOST = N_("table {table} had {before} rows and has {after}")
KEYS_BROKEN = N_("{count} references lead nowhere")
STEP_FAILED = N_("a step failed ({error})")


class _Refused(Exception):
    """Why an upgrade is taken back."""


def upgrade_file(path: Path) -> str:
    """Copy the file at `path`, then upgrade it; a notice for the user. Raises `UpgradeFailed`, `BackupFailed`."""
    from contactdesk.storage import backup

    kept = path.with_name(f"{path.stem} before upgrade {datetime.now(UTC):%Y-%m-%d %H%M%S}{path.suffix}")
    backup.copy_file(path, kept)
    engine = sqlite.engine_for(path, foreign_keys=False)
    try:
        _upgrade(engine, str(kept))
    finally:
        engine.dispose()
    return _("The database was brought to this version. A copy made before is at {backup}.").format(backup=kept)


def upgrade_server(engine: Engine, target: str, number: int) -> str:
    """Upgrade the database of a server from schema `number` in one transaction; a notice for the user. Raises `UpgradeFailed`."""
    from contactdesk.storage import backup

    kept = backup.folder_for_copies() / f"{engine.url.database} before upgrade {datetime.now(UTC):%Y-%m-%d %H%M%S}.contactdesk"
    backup.copy_older_server(engine, kept, number)
    _upgrade(engine, str(kept))
    return _("The database at {target} was brought to this version. A copy made before is at {backup}.").format(
        target=postgresql.shown(target), backup=kept
    )


def _upgrade(engine: Engine, kept: str) -> None:
    try:
        with engine.connect().execution_options(write=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4343)")  # one program upgrades, the others wait
            run(connection, "head")
    except _Refused as refusal:
        raise errors.UpgradeFailed(reason=str(refusal), backup=kept) from refusal
    except errors.UserError:
        raise
    except Exception as error:
        reason = _(STEP_FAILED).format(error=type(error).__name__)
        raise errors.UpgradeFailed(reason=reason, backup=kept) from error


def run(connection: Connection, revision: str) -> None:
    """Upgrade within the transaction of `connection`, check that no row was lost, and stamp."""
    before = count_rows(connection)
    schema.remove_nets(connection)
    _alembic(connection, lambda config: _command().upgrade(config, revision))
    after = count_rows(connection)
    for table, count in before.items():
        if after.get(table, count) < count:
            raise _Refused(_(ROWS_LOST).format(table=table, before=count, after=after[table]))
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise _Refused(_(KEYS_BROKEN).format(count=len(broken)))
    schema.install_nets(connection)
    schema.stamp(connection)


def count_rows(connection: Connection) -> dict[str, int]:
    """Rows of every table that is there, the search index left out."""
    found = {}
    for name in inspect(connection).get_table_names():
        if name == schema.REVISION_TABLE.name or name.startswith(_indexes()):
            continue
        quoted = connection.dialect.identifier_preparer.quote(name)
        found[name] = connection.exec_driver_sql(f"SELECT count(*) FROM {quoted}").scalar_one()
    return found


def differences(connection: Connection) -> list[Any]:
    """Where the database and the models disagree, as Alembic sees it; empty when they agree."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
        return not (kind in ("table", "index") and name is not None and name.startswith(_indexes()))

    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_ours})
    return list(compare_metadata(context, schema.metadata()))


def current_revision(connection: Connection) -> str:
    """The revision the database says it has; "" before the first."""
    if not inspect(connection).has_table(schema.REVISION_TABLE.name):
        return ""
    return connection.scalar(select(schema.REVISION_TABLE.c.version_num)) or ""


def write_first_revision(connection: Connection) -> None:
    """Write the first revision anew from the models, on an empty database: only until the first release."""
    postgresql.take_over_conditions()
    for former in (MIGRATIONS / "versions").glob("0001_*.py"):
        former.unlink()
    _alembic(connection, lambda config: _command().revision(config, "First schema", autogenerate=True, rev_id="0001"))


def _alembic(connection: Connection, work: Callable[[Any], object]) -> None:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_section_option("post_write_hooks", "hooks", "format")
    config.set_section_option("post_write_hooks", "format.type", "module")
    config.set_section_option("post_write_hooks", "format.module", "ruff")
    config.set_section_option("post_write_hooks", "format.options", "format REVISION_SCRIPT_FILENAME")
    config.attributes["connection"] = connection
    work(config)


def _command() -> Any:
    from alembic import command

    return command


def _indexes() -> tuple[str, ...]:
    return tuple(search_index.index_name(texts.name) for texts in search_index.TEXTS.values())
