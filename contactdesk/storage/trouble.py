"""What the database refuses, as a refusal a person can act on (reliability section 4, "Errors").

Everything is told from SQLite's error name, the SQLSTATE and the name of the constraint; no message
text is read, and no message of the driver is kept, because it can hold a value ("Key (iban)=(...)").
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from contactdesk import errors
from contactdesk.model.base import Record
from contactdesk.model.tables import TABLES
from contactdesk.storage import postgresql, schema, sqlite

_RELATION = "contact_business_relation"

# Beginnings of SQLite's error names and of SQLSTATEs; the longest that fits counts.
_TROUBLES: dict[str, type[errors.UserError]] = {
    "SQLITE_FULL": errors.StoreFull,
    "SQLITE_IOERR": errors.StoreDisk,
    "SQLITE_READONLY": errors.StoreReadOnly,
    "SQLITE_CANTOPEN": errors.StoreReadOnly,
    "SQLITE_PERM": errors.StoreReadOnly,
    "SQLITE_NOTADB": errors.StoreDamaged,
    "SQLITE_CORRUPT": errors.StoreDamaged,
    "SQLITE_BUSY": errors.StoreBusy,
    "SQLITE_LOCKED": errors.StoreBusy,
    "SQLITE_CONSTRAINT_TRIGGER": errors.StaleRecord,  # only the version nets raise
    schema.STALE_VERSION: errors.StaleRecord,
    "53100": errors.StoreFull,
    "53": errors.StoreBusy,
    "58": errors.StoreDisk,
    "25006": errors.StoreReadOnly,
    "XX001": errors.StoreDamaged,
    "XX002": errors.StoreDamaged,
    "55P03": errors.StoreBusy,
    "40001": errors.StoreBusy,
    "40P01": errors.StoreBusy,
    "57014": errors.StoreSlow,
    "57P": errors.StoreLost,
    "25P03": errors.StoreLost,
    "08": errors.StoreLost,
    "28": errors.StoreSignIn,
    "3D000": errors.StoreMissing,
    "42501": errors.StoreRight,
}
_RETRYABLE = ("SQLITE_BUSY", "40001", "40P01", "55P03")
DATABASE_ERRORS = (DBAPIError, NoneFree, sqlite.Error)
STALE_ERRORS = (StaleDataError, ObjectDeletedError)
"""A record that was read is not there, or not the same, when it is written."""
_LOST = (errors.StoreLost,)


def code(error: BaseException) -> str:
    """SQLite's error name or the SQLSTATE behind `error`; "" where no database refused."""
    cause = _cause(error)
    return sqlite.errorname(cause) or postgresql.sqlstate(cause)


def is_retryable(error: BaseException) -> bool:
    """May the same unit of work simply run again (reliability section 3, "Retry")?"""
    return code(error).startswith(_RETRYABLE)


def is_lost(error: BaseException) -> bool:
    """Did the connection break, so that nobody knows whether the save arrived (reliability P-6)?"""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return _trouble(code(error)) in _LOST


def translate(error: BaseException) -> errors.UserError | None:
    """The refusal that `error` means to a user; None if it is a mistake of the program."""
    if isinstance(error, errors.UserError):
        return error
    if isinstance(error, STALE_ERRORS):
        return errors.StaleRecord()
    if isinstance(error, NoneFree):  # no connection came free
        return errors.StoreBusy()
    name = broken_constraint(error)
    if name:
        return _of_constraint(name)
    if is_lost(error):
        return errors.StoreLost()
    found = _trouble(code(error))
    return found() if found else None


@contextmanager
def told(path: str = "") -> Iterator[None]:
    """Raise troubles of the database met inside as what they mean to a user; `path` fills the messages."""
    try:
        yield
    except DATABASE_ERRORS as error:
        meant = translate(error)
        if meant is None:
            raise
        meant.facts.setdefault("path", path)
        raise meant from error


def broken_constraint(error: BaseException) -> str:
    """Name of the unique constraint or key that two rows wanted; "" where none was broken."""
    cause = _cause(error)
    if postgresql.sqlstate(cause) == "23505":
        return postgresql.constraint(cause)
    table, columns = sqlite.broken_unique(cause)
    return _unique_names().get((table, columns), "") if table else ""


def _cause(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def _trouble(found: str) -> type[errors.UserError] | None:
    for length in range(len(found), 1, -1):
        if found[:length] in _TROUBLES:
            return _TROUBLES[found[:length]]
    return None


@cache
def _unique_names() -> dict[tuple[str, tuple[str, ...]], str]:
    """Table and columns of every unique key -> its name."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for table in schema.metadata().tables.values():
        for constraint in table.constraints:
            if hasattr(constraint, "columns") and constraint.name:
                found[table.name, tuple(constraint.columns.keys())] = str(constraint.name)
        for index in table.indexes:
            if index.unique and index.name:
                found[table.name, tuple(column.name for column in index.columns)] = str(index.name)
    return found


@cache
def _place_of(name: str) -> tuple[str, tuple[str, ...]]:
    """Table and columns of the unique key `name`."""
    return next((place for place, found in _unique_names().items() if found == name), ("", ()))


def _of_constraint(name: str) -> errors.UserError | None:
    table, columns = _place_of(name)
    match name:
        case "uq_relation_entity":
            return errors.LinkedElsewhere(table=_RELATION)
        case "uq_relation_contact_kind":
            return errors.AlreadyLinked(table=_RELATION)
        case "uq_relation_contact_code":
            return errors.RelationExists(table=_RELATION)
        case "uq_history_version":  # two saves made the same version of a record: one would have been lost
            return errors.StaleRecord()
    model: type[Record] | None = TABLES.get(table)
    if model is None:
        return None
    return errors.AlreadyExists(table=table, field=columns[0] if columns else "", table_caption=errors.Caption(model.CAPTION))
