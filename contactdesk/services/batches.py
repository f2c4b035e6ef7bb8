"""Long jobs: contacts for all customers, vendors, bank accounts or employees that have none (relations 3.3)."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.model.contact import Contact
from contactdesk.model.link_kinds import BY_ID, LinkKind
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.services import numbers, office
from contactdesk.services.born_contacts import born, contact_number, person_named
from contactdesk.services.lists import conditions
from contactdesk.services.long_jobs import collector_waits, for_report
from contactdesk.storage.change_sets import Cause, ChangeSet
from contactdesk.storage.unit_of_work import Actions, Notice, Unit

PIECE = 200
"""Records committed together; a failing one is done again by itself (relations R-17, interchange X-10)."""
PAUSE = 0.005
"""Seconds after each piece in which a colleague's save gets its turn (reliability section 2)."""

SHOWN = 1000
"""So many changed records a preview keeps; it counts all (relations R-14)."""

Where = Iterable[tuple[str, str]]
Progress = Callable[[int, int], None]
Show = Callable[[ChangeSet], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that a long job left out, with the reason."""

    no: str
    name: str
    error: UserError


@dataclass(slots=True)
class BatchReport:
    """What a long job did; `entry` undoes all of it (relations R-17)."""

    created: int = 0
    persons: int = 0
    skipped: int = 0
    failed: list[Failure] = field(default_factory=list)
    entry: int = 0
    total: int = 0
    cancelled: bool = False
    notices: list[Notice] = field(default_factory=list)
    changes: list[ChangeSet] = field(default_factory=list)
    """What would change; filled by a preview only."""

    def keep(self, changes: ChangeSet) -> None:
        """The first changes of a preview stay in the report."""
        if sum(len(one.records) for one in self.changes) < SHOWN:
            self.changes.append(changes)


@dataclass(slots=True)
class _Made:
    created: int = 0
    persons: int = 0
    skipped: int = 0


class Batches:
    """Runs the jobs that go through many records."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def create_contacts(
        self,
        kind: str,
        *,
        where: Where = (),
        create_persons: bool = True,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        dry_run: bool = False,
        show: Show | None = None,
    ) -> BatchReport:
        """Make the missing contacts of one kind (relations R-12 to R-19).

        A failing record is listed and the rest goes on; after `cancelled` what is done stays. `show` is given
        every change of a preview, piece by piece; without it the report keeps the first ones. Raises
        `RelationCodeMissing` E-01, `NoContactNumber` E-02, `FilterMatchesNothing` E-27, `InvalidFilter`.
        """
        link_kind = BY_ID[kind]
        self._check_start(link_kind)
        ids = self._ids(link_kind, where)
        report = BatchReport(total=len(ids))
        keep = (show or report.keep) if dry_run else None
        for start in range(0, len(ids), PIECE):
            if cancelled is not None and cancelled():
                report.cancelled = True
                break
            self._piece(link_kind, ids[start : start + PIECE], create_persons, keep, report)
            if progress is not None:
                progress(min(start + PIECE, len(ids)), len(ids))
            time.sleep(0 if dry_run else PAUSE)
        return report

    def count_contacts(self, kind: str, *, where: Where = ()) -> tuple[int, int]:
        """How many records fit the filter, and how many of them have a contact already (relations R-14)."""
        model = BY_ID[kind].model
        columns = model.__table__.columns
        contacts = Relation.contact_no.in_(select(Contact.no))
        linked = select(Relation.no).where(Relation.link_to_table == BY_ID[kind].number, Relation.no != "", contacts)
        wanted = conditions(model, where, self._actions.who)
        with self._actions.reading() as session:
            total = session.scalar(select(func.count()).select_from(model).where(*wanted)) or 0
            present = session.scalar(select(func.count()).select_from(model).where(*wanted, columns["no"].in_(linked))) or 0
        return total, present

    def _check_start(self, kind: LinkKind) -> None:
        """relations R-12"""
        with self._actions.looking() as unit:
            office.relation_code(unit, kind)
            contact_number(unit)

    def _ids(self, kind: LinkKind, where: Where) -> array[int]:
        columns = kind.model.__table__.columns
        query = select(columns["id"]).where(*conditions(kind.model, where, self._actions.who)).order_by(columns["no"])
        with self._actions.reading() as session:
            ids = array("q", session.scalars(query))
        if not ids:
            raise errors.FilterMatchesNothing(table=kind.id, table_caption=Caption(kind.caption))
        return ids

    def _piece(self, kind: LinkKind, ids: Sequence[int], create_persons: bool, keep: Show | None, report: BatchReport) -> None:
        try:
            self._run(kind, ids, create_persons, keep, report)
        except UserError as error:
            if len(ids) > 1 and not isinstance(error, errors.StoreTrouble):
                for one in ids:
                    self._piece(kind, [one], create_persons, keep, report)
            elif isinstance(error, errors.StoreTrouble):
                raise
            else:
                report.failed.append(self._failure(kind, ids[0], for_report(error)))

    def _run(self, kind: LinkKind, ids: Sequence[int], create_persons: bool, keep: Show | None, report: BatchReport) -> None:
        with collector_waits():
            done = self._actions.act(
                "create_contacts",
                lambda unit: _create_piece(unit, kind, ids, create_persons),
                dry_run=keep is not None,
                summary=kind.id,
                batch=report.entry,
            )
        report.created += done.value.created
        report.persons += done.value.persons
        report.skipped += done.value.skipped
        report.entry = report.entry or done.changes.entry
        report.notices += [notice for notice in done.notices if notice not in report.notices]
        if keep is not None:
            keep(done.changes)

    def _failure(self, kind: LinkKind, id: int, error: UserError) -> Failure:
        with self._actions.reading() as session:
            entity: Any = session.get(kind.model, id)
            return Failure(entity.key, entity.title, error) if entity is not None else Failure("", "", error)


def _create_piece(unit: Unit, kind: LinkKind, ids: Sequence[int], create_persons: bool) -> _Made:
    made = _Made()
    columns = kind.model.__table__.columns
    # Nobody else saves or links them meanwhile; in the order of ids, as every action that locks several.
    query = select(kind.model).where(columns["id"].in_(ids)).order_by(columns["id"]).with_for_update(key_share=True)
    query = query.options(undefer(kind.model.image))  # type: ignore[attr-defined] # the contacts take the pictures over
    entities = sorted(unit.session.scalars(query), key=lambda entity: entity.key)
    unit.late = True
    linked = _linked(unit, kind, [entity.key for entity in entities])
    waiting = [entity for entity in entities if entity.key not in linked]
    made.skipped = len(entities) - len(waiting)
    numbers.reserve(unit, Contact, sum(1 + bool(kind.has_primary_contact and entity.contact) for entity in waiting))  # type: ignore[attr-defined,misc]
    for entity in waiting:
        _create_one(unit, kind, entity, create_persons, made)
    return made


def _linked(unit: Unit, kind: LinkKind, nos: Sequence[str]) -> set[str]:
    """Which of these entities have a contact; a row whose contact is gone goes and does not count (relations U-3, R-84)."""
    query = (
        select(Relation, Contact.no)
        .outerjoin(Contact, Contact.no == Relation.contact_no)
        .where(Relation.link_to_table == kind.number, Relation.no.in_(nos))
    )
    found = set()
    with unit.because(Cause("repair")):
        for row, contact_no in unit.session.execute(query).all():
            if contact_no:
                found.add(row.no)
            else:
                unit.remove(row)
    unit.flush()
    return found


def _create_one(unit: Unit, kind: LinkKind, entity: Any, create_persons: bool, made: _Made) -> None:
    """relations R-15"""
    contact = born(unit, kind, entity)
    made.created += 1
    if not kind.has_primary_contact:
        return
    with unit.because(Cause("primary")):
        if not contact.is_company:
            unit.change(entity, primary_contact_no=contact.no, contact=contact.name)
        elif entity.contact and create_persons:
            person = person_named(unit, contact, entity.contact)
            made.persons += 1
            unit.change(entity, primary_contact_no=person.no)
        elif not entity.contact:
            unit.change(entity, primary_contact_no=contact.no)
