"""One user action: one write transaction, one recorded change set (design, decision 3).

The work is a function, because it may run twice: somebody else was there a moment earlier and the
database asks to try again (reliability section 3). It runs on the caller's thread; sessions never
cross threads.
"""

from __future__ import annotations

import getpass
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, event, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_state

from contactdesk import errors
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.fields import fields_of, initial_values
from contactdesk.storage import many_records, trouble
from contactdesk.storage.change_sets import EDIT, Cause, ChangeSet, Recorder, committed_changes, fill_blanks
from contactdesk.storage.listening import announce
from contactdesk.storage.many_rows import among
from contactdesk.storage.store import Store
from contactdesk.storage.waiting import Told, Wait

T = TypeVar("T")
R = TypeVar("R", bound=Record)

RESTARTS = 100
LOOK_UPS = 4
"""So often a server that just went away is asked whether a save arrived, with growing pauses of a second in all."""


class OutOfOrder(Exception):
    """A company comes before one that is locked already: the action starts anew and locks all of them first."""

    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__("locks out of order")
        self.ids = frozenset(ids)


@dataclass(frozen=True, slots=True)
class Notice:
    """What the user should know and need not decide. `id` tells notices apart."""

    id: str
    text: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What an action gave, what it changed, and what the user should know."""

    value: T
    changes: ChangeSet
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Who works at the desk: name of the account, own salesperson code, working date."""

    name: str = ""
    salesperson_code: str = ""
    work_date: date | None = None

    @staticmethod
    def signed_in() -> Person:
        """The account the program runs under."""
        try:
            return Person(getpass.getuser())
        except (OSError, KeyError):
            return Person("")


@dataclass(slots=True)
class Unit:
    """What a service works with while one action runs."""

    session: Session
    recorder: Recorder
    who: Person
    now: datetime
    dry_run: bool
    locks: bool
    """Must rows be locked in order (PostgreSQL), or does one writer hold the whole file (SQLite)?"""
    notices: list[Notice] = field(default_factory=list)
    memory: dict[Any, Any] = field(default_factory=dict)
    """What services remember for the length of this action: setup, numbers looked at."""
    undoes: int = 0
    undone: Sequence[int] = ()
    """The entry that is taken back, and those of its change sets that this action takes back."""
    batch: int = 0
    held: set[int] = field(default_factory=set)
    """Ids of the contacts whose rows this action has locked."""
    locked: dict[int, Contact] = field(default_factory=dict)
    """Those contacts as they were read with the lock, by id."""
    late: bool = False
    """Has it locked what comes after contacts: an entity, a number series?"""
    _cause: Cause = EDIT
    _new: list[Record] = field(default_factory=list)
    _gone: dict[int, Record] = field(default_factory=dict)
    """New records that wait to be written, and those that wait to be deleted."""
    _finishing: list[Callable[[], None]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The working date: chosen by the user, else today's date."""
        return self.who.work_date or date.today()

    def notice(self, id: str, text: str, record: str = "") -> None:
        """Tell the user something, once."""
        found = Notice(id, text, record)
        if found not in self.notices:
            self.notices.append(found)

    @contextmanager
    def because(self, cause: Cause) -> Iterator[None]:
        """Everything changed inside happens because of `cause`."""
        before, self._cause = self._cause, cause
        try:
            yield
        finally:
            self._cause = before

    def change(self, record: Record, **values: Any) -> bool:
        """Give `record` these values; is any of them new?"""
        changed = False
        if instance_state(record).key is None:
            return self._fill(record, values)
        for name, value in values.items():
            if getattr(record, name) != value:
                setattr(record, name, value)
                self.recorder.explain(record, name, self._cause)
                changed = True
        return changed

    def restamp(self, record: Record, stamps: Mapping[str, Any]) -> bool:
        """Let `record` keep its stamps when it is written, and give it `stamps` (undo); is any of them new?"""
        changed = self.change(record, **stamps)
        self.recorder.keep_stamps(record, {one.name: getattr(record, one.name) for one in fields_of(type(record)) if one.stamp})
        return changed

    def _fill(self, record: Record, values: dict[str, Any]) -> bool:
        """As `change` for a record that is not stored yet, past SQLAlchemy's attributes: long jobs make many."""
        held = record.__dict__
        new = {name: value for name, value in values.items() if held.get(name) != value}
        held.update(new)
        for name in new:
            self.recorder.explain(record, name, self._cause)
        return bool(new)

    def add(self, record: R) -> R:
        """Take a new record into the action; its blanks are filled before anything reads them."""
        fill_blanks(record)
        self._new.append(record)
        if self._cause != EDIT:
            self.recorder.explain_whole(record, self._cause)
        return record

    def lock(self, ids: Iterable[int]) -> None:
        """Lock the rows of these contacts and read them again (reliability section 3, "Order of locks").

        Ascending ids, and contacts before anything else, keep two actions from waiting for each other
        for ever. What comes out of order lets the action start anew (`OutOfOrder`).
        """
        if not self.locks:
            return
        # Nobody else sees what this action made itself.
        new = set(ids) - self.held - self.recorder.made.get(Contact.__tablename__, set())
        if not new:
            return
        if self.late or (self.held and min(new) < max(self.held)):
            raise OutOfOrder(self.held | new)
        self.flush()  # reading again must not forget what waits to be written
        query = select(Contact).where(among(Contact.id, new)).order_by(Contact.id).with_for_update(key_share=True)
        for contact in self.session.scalars(query.execution_options(populate_existing=True)):
            self.locked[contact.id] = contact
        self.held |= new

    def at_the_end(self, finish: Callable[[], None]) -> None:
        """Run `finish` when the work is done and is to be kept; a preview leaves it out."""
        self._finishing.append(finish)

    def finish(self) -> None:
        """Write what waited for the end of the action."""
        for finish in self._finishing:
            finish()

    def remove(self, record: Record) -> None:
        """Delete `record` with the action."""
        if self._cause != EDIT:
            self.recorder.explain_whole(record, self._cause)
        self._gone[id(record)] = record

    def is_removed(self, record: Record) -> bool:
        """Does `record` wait to be deleted?"""
        return id(record) in self._gone

    def changed(self, record: Record) -> dict[str, tuple[Any, Any]]:
        """Fields of `record` that differ from what is stored: name -> (before, after)."""
        if instance_state(record).key is None:
            blank = initial_values(type(record))
            return {name: (None, value) for name, value in record.__dict__.items() if name in blank and value != blank[name]}
        return committed_changes(record)

    def flush(self) -> None:
        """Write what is pending, so that queries see it."""
        new, self._new = self._new, []
        changing = {type(one) for one in (*self.session.dirty, *self._gone.values())}
        # Among records that change the session knows which come first: a key must be free before another one takes it.
        if len(new) >= many_records.FROM and changing.isdisjoint(map(type, new)):
            self.recorder.write_new(self.session, new)
        else:
            self.session.add_all(new)
        gone, self._gone = list(self._gone.values()), {}
        if len(gone) >= many_records.FROM:
            self.recorder.write_gone(self.session, gone)
            return
        for record in gone:
            self.session.delete(record)
        self.recorder.write_changed(self.session)


class Actions:
    """Runs user actions against a store.

    `waiting` is told, on the thread of the action, when one has waited a second for somebody else, and when that is over.
    """

    def __init__(self, store: Store, who: Person) -> None:
        self.store, self.who = store, who
        self.waiting: Told = lambda _who: None

    def act(self, action: str, work: Callable[[Unit], T], *, dry_run: bool = False, summary: str = "", batch: int = 0) -> Done[T]:
        """Run `work` in one transaction; keep its change set as history, or roll back a preview.

        Raises `UserError` when a rule or the world refuses; nothing is changed then.
        """
        if not dry_run:
            self.store.check_writable()
        changes = ChangeSet(action, summary, str(uuid.uuid4()))
        wait = Wait(self.store, self.who.name, self.waiting)
        try:
            return self._until_done(wait, lambda ahead: self._once(changes, work, dry_run, batch, ahead, wait))
        finally:
            wait.end()

    @staticmethod
    def _until_done(wait: Wait, attempt: Callable[[frozenset[int]], Done[T]]) -> Done[T]:
        ahead: frozenset[int] = frozenset()
        restarts = 0
        while True:
            try:
                return attempt(ahead)
            except OutOfOrder as order:
                ahead, restarts = ahead | order.ids, restarts + 1
                if restarts > RESTARTS:
                    raise errors.StoreBusy() from None
            except (*trouble.DATABASE_ERRORS, *trouble.STALE_ERRORS) as error:
                wait.pause_or_raise(error)

    def _once(self, changes: ChangeSet, work: Callable[[Unit], T], dry_run: bool, batch: int, ahead: frozenset[int], wait: Wait) -> Done[T]:
        changes.records, changes.entry = [], 0
        options: dict[str, Any] = {"write": True, "waiting": wait.tell}
        with self.store.engine.connect().execution_options(**options) as connection, connection.begin() as transaction:
            unit, value = self._work(connection, work, dry_run, batch, ahead)
            changes.records = unit.recorder.records
            if dry_run:
                transaction.rollback()
                return Done(value, changes, tuple(unit.notices))
            unit.recorder.write(connection, changes, self.who.name, batch=unit.batch, undoes=unit.undoes, undone=unit.undone)
            if changes.entry:
                announce(connection, changes.entry)
            try:
                transaction.commit()
            except DBAPIError as error:
                self._clear_up(changes, error)
        return Done(value, changes, tuple(unit.notices))

    def _work(self, connection: Connection, work: Callable[[Unit], T], dry_run: bool, batch: int, ahead: frozenset[int]) -> tuple[Unit, T]:
        now = datetime.now(UTC).replace(tzinfo=None)
        recorder = Recorder(now)
        with Session(bind=connection, autoflush=False, expire_on_commit=False) as session:
            event.listen(session, "before_flush", recorder.before_flush)
            event.listen(session, "after_flush", recorder.after_flush)
            unit = Unit(session, recorder, self.who, now, dry_run, self.store.dialect == "postgresql", batch=batch)
            unit.lock(ahead)
            value = work(unit)
            unit.flush()
            if not dry_run:
                unit.finish()
        return unit, value

    def _clear_up(self, changes: ChangeSet, error: DBAPIError) -> None:
        """Did a save whose answer was lost arrive? Look its id up (reliability P-6)."""
        if not trouble.is_lost(error):
            raise error
        for attempt in range(LOOK_UPS):
            time.sleep(0.15 * attempt)
            try:
                changes.entry = self.arrived(changes.uuid)
                break
            except errors.StoreTrouble:
                continue
        else:
            raise errors.SaveUncertain(uuid=changes.uuid) from error
        if not changes.entry:
            raise error

    def arrived(self, uuid: str) -> int:
        """Number of the entry a save with this id made, 0 if it did not arrive and never will (reliability P-6).

        Its transaction may still be at work on the server, where nobody sees it. A row with the same id
        waits until that one has ended, and meets it then or does not. Raises `StoreTrouble`.
        """
        from contactdesk.model.history import ChangeSetRow

        probe = {"uuid": uuid, "batch": 0, "at": datetime.now(UTC).replace(tzinfo=None), "who": "", "action": "", "summary": ""}
        with trouble.told(self.store.shown), self.store.engine.connect().execution_options(write=True) as connection:
            try:
                with connection.begin() as transaction:
                    connection.execute(insert(ChangeSetRow).values(**probe, undone_by=0, undoes=0))
                    transaction.rollback()
                    return 0
            except IntegrityError:
                with connection.begin():
                    return connection.scalar(select(ChangeSetRow.id).where(ChangeSetRow.uuid == uuid)) or 0

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, on one consistent state. Raises `UserError` when the database is in trouble."""
        try:
            with self.store.reading() as connection, Session(bind=connection, autoflush=False) as session:
                yield session
        except trouble.DATABASE_ERRORS as error:
            raise trouble.translate(error) or error from None

    @contextmanager
    def looking(self) -> Iterator[Unit]:
        """A unit for the functions that only look; nothing it changes is ever written."""
        with self.reading() as session:
            now = datetime.now(UTC).replace(tzinfo=None)
            yield Unit(session, Recorder(now), self.who, now, dry_run=True, locks=False)
