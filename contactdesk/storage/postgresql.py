"""PostgreSQL set up as reliability section 3 asks; psycopg is loaded only when a server is used."""

from __future__ import annotations

import logging
import os
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from contactdesk.model.tables import load_all

# What psycopg warns of while it tidies up a broken line is told by the error itself, in words a user can read.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

PREFIXES = ("postgresql://", "postgresql+psycopg://", "postgres://")
KEYRING_SERVICE = "contactdesk"

_ROLE = {
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    "statement_timeout": "60s",
    # A job that fills empty tables must not keep the plans that were best while they were empty.
    "plan_cache_mode": "force_custom_plan",
    "timezone": "UTC",
    "client_encoding": "UTF8",
}
_SECRET = ("password", "sslpassword")
"""Options of an address that no message shows."""
_KEEPALIVE = {"keepalives": 1, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 30_000}
_DURABLE = {
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_write", "remote_apply"),
    "data_checksums": ("on",),
}


def is_url(target: str) -> bool:
    """Does `target` name a server, not a file?"""
    return target.startswith(PREFIXES)


def url_of(target: str) -> URL:
    """`target` as an address for our driver, with the password from the keyring where it has none."""
    url = make_url("postgresql" + target[target.index(":") :]).set(drivername="postgresql+psycopg")
    if url.password is None and url.username and not _is_same_machine(url):
        url = url.set(password=_remembered_password(url))
    return url


def shown(target: str) -> str:
    """`target` without its passwords, for messages and logs."""
    url = make_url("postgresql" + target[target.index(":") :])
    return url.difference_update_query(_SECRET).render_as_string(hide_password=True)


def without_password(target: str) -> str:
    """`target` as it may be remembered; of text that is no proper address as much as can be told."""
    before, sep, rest = target.partition("://")
    account, at, place = rest.rpartition("@")
    place, _question, query = place.partition("?")
    kept = "&".join(option for option in query.split("&") if option.partition("=")[0] not in _SECRET)
    return f"{before}{sep}{account.partition(':')[0]}{at}{place}{'?' if kept else ''}{kept}"


def remember_password(target: str, password: str) -> None:
    """Keep the password of a server in the safe of the system; it is written nowhere else."""
    import keyring

    keyring.set_password(KEYRING_SERVICE, _account(make_url(target)), password)


def _remembered_password(url: URL) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(KEYRING_SERVICE, _account(url))
    except KeyringError:  # no safe on this machine: the server says what it needs
        return None


def _account(url: URL) -> str:
    return f"{url.username}@{url.host or ''}:{url.port or 5432}/{url.database or ''}"


def _is_same_machine(url: URL) -> bool:
    hosts = url.query.get("host", url.host or "")
    named = [hosts] if isinstance(hosts, str) else list(hosts)
    return all(host in {"", "localhost", "127.0.0.1", "::1"} or host.startswith("/") for host in named)


def take_over_conditions() -> None:
    """Give the partial indexes of the models the same conditions here as on SQLite (relations U-6)."""
    for table in load_all().tables.values():
        for index in table.indexes:
            index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]


def engine_for(target: str) -> Engine:
    """An engine over the server at `target`."""
    take_over_conditions()
    url = url_of(target)
    settings = " ".join(f"-c {name}={value}" for name, value in _ROLE.items())
    given = url.query.get("options", "")
    arguments: dict[str, Any] = _KEEPALIVE | {
        "connect_timeout": 5,
        "application_name": "ContactDesk",
        "options": f"{settings} {given if isinstance(given, str) else ' '.join(given)}".strip(),
    }
    if "sslmode" not in url.query and not _is_same_machine(url):
        arguments["sslmode"] = "verify-full"
        if "sslrootcert" not in url.query and not os.environ.get("PGSSLROOTCERT"):
            arguments["sslrootcert"] = "system"
    engine = create_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args=arguments,
    )
    event.listen(engine, "checkin", _leave_no_transaction)
    return engine


def _leave_no_transaction(connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    """A commit that failed may have left its transaction open, and SQLAlchemy takes it for ended: never use it again."""
    driver_connection: Any = connection
    if connection is not None and not driver_connection.closed and driver_connection.info.transaction_status:
        record.invalidate()


def weak_settings(connection: Connection) -> list[str]:
    """Settings of the server with which a power cut could take a save back ("fsync = off")."""
    rows = connection.exec_driver_sql("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", (list(_DURABLE),))
    return sorted(f"{name} = {setting}" for name, setting in rows if setting not in _DURABLE[name])


def sqlstate(error: BaseException) -> str:
    """The SQLSTATE of a driver's error, "08000" for a connection that could not be made, "" for other errors."""
    if not type(error).__module__.startswith("psycopg"):
        return ""
    state = getattr(error, "sqlstate", None)
    if state:
        return str(state)
    # A failed sign-in carries no state; that a password was asked for or used tells it apart from a network that is away.
    connection = getattr(error, "pgconn", None)
    if connection is not None and (connection.needs_password or connection.used_password):
        return "28P01"
    return "08000" if type(error).__name__ in {"OperationalError", "ConnectionTimeout", "InterfaceError"} else ""


def constraint(error: BaseException) -> str:
    """Name of the constraint that refused; "" where none did."""
    return str(getattr(getattr(error, "diag", None), "constraint_name", None) or "")
