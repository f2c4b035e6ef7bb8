"""Records by their number, locked in the one order that never deadlocks (reliability section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm.attributes import instance_state

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.link_kinds import BY_NUMBER, LinkKind
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.services.values import not_found
from contactdesk.storage.many_rows import among, among_given
from contactdesk.storage.unit_of_work import OutOfOrder, Unit

R = TypeVar("R", bound=Record)


@cache
def _by_key(model: type[Record]) -> Select[Any]:
    """The query is built once: building it takes longer than running it."""
    return select(model).where(getattr(model, model.KEY[0]) == bindparam("key"))


def find(unit: Unit, model: type[R], key: str) -> R | None:
    """The record of `model` with this number or code, or None."""
    found: R | None = unit.session.scalar(_by_key(model), {"key": key})
    return found


def load(unit: Unit, model: type[R], key: str, *, field: str = "") -> R:
    """The record of `model` with this number or code. Raises `NotFound`."""
    found = find(unit, model, key.strip().upper())
    if found is None:
        raise not_found(model.__tablename__, key, field=field)
    return found


def load_contact(unit: Unit, no: str, *, field: str = "") -> Contact:
    """A contact that is going to change, behind the lock of its company. Raises `NotFound`.

    Everything that changes a company, its persons or what they are linked with takes the row of the
    company first, so that two such changes wait for each other instead of deadlocking.
    """
    no = no.strip().upper()
    hold(unit, [no])
    contact = held_contact(unit, no) or find(unit, Contact, no)
    if contact is None:
        raise not_found("contact", no, field=field, record="" if field else no)
    return contact


def keep(unit: Unit, record: R) -> R:
    """A record that something is going to hang on: it cannot be deleted before this is stored. Raises `NotFound` where it is gone."""
    if isinstance(record, Contact):
        load_contact(unit, record.no)
    elif unit.locks:
        try:
            unit.session.refresh(record, with_for_update={"key_share": True})
        except InvalidRequestError:
            raise not_found(record.__tablename__, record.key) from None
        unit.late = True
    return record


def held_contact(unit: Unit, no: str) -> Contact | None:
    """The contact with this number if its row is locked: what was read with the lock needs no second reading."""
    return next((one for one in unit.locked.values() if one.no == no and instance_state(one).persistent), None)


_INNER, _TOP = Contact.__table__.alias(), Contact.__table__.alias()
_COMPANY_NO = case((_INNER.c.company_no != "", _INNER.c.company_no), else_=_INNER.c.no)
_TOPS = (
    select(func.coalesce(_TOP.c.id, _INNER.c.id))
    .select_from(_INNER.outerjoin(_TOP, _TOP.c.no == _COMPANY_NO))
    .where(among_given(_INNER.c.no, "nos"))
)
"""Ids of the companies of contacts; of the contact itself where it has none."""
_TOP_OF_ENTITY = (
    select(_INNER.c.no, func.coalesce(_TOP.c.id, _INNER.c.id))
    .select_from(Relation)
    .join(_INNER, _INNER.c.no == Relation.contact_no)
    .outerjoin(_TOP, _TOP.c.no == _COMPANY_NO)
    .where(Relation.link_to_table == bindparam("kind"), Relation.no == bindparam("no"))
)
"""The contact of an entity, and the id of its company; nothing for a row whose contact is gone."""


def hold(unit: Unit, contact_nos: Iterable[str]) -> None:
    """Lock the companies of these contacts before anything of them changes, in the order that never deadlocks.

    A person that moved while we waited lets the action start anew with its new company.
    """
    nos = sorted({no for no in contact_nos if no})
    if unit.locks and nos and not _are_held(unit, nos):
        # All at once, however many: a later piece with a lower id would let the action start anew.
        _hold_tops(unit, nos, set(unit.session.scalars(_TOPS, {"nos": nos})))


def _hold_tops(unit: Unit, nos: Sequence[str], tops: set[int]) -> None:
    own = unit.recorder.made.get(Contact.__tablename__, set())
    if tops <= unit.held | own:
        return
    unit.lock(tops)
    if _are_held(unit, nos):
        return
    moved = set(unit.session.scalars(_TOPS, {"nos": nos})) - unit.held - own
    if moved:
        raise OutOfOrder(unit.held | moved)


def _are_held(unit: Unit, nos: Sequence[str]) -> bool:
    """Are all of them locked companies, or on their own? They stay so while they are locked."""
    held = {one.no: one for one in unit.locked.values() if instance_state(one).persistent}
    return all(no in held and held[no].company_no in ("", no) for no in nos)


def hold_entities(unit: Unit, kind: LinkKind, nos: Sequence[str]) -> None:
    """Lock the companies behind several entities at once, for an action that goes through all of them."""
    if unit.locks and nos:
        query = select(Relation.contact_no).where(Relation.link_to_table == kind.number, among(Relation.no, nos))
        hold(unit, unit.session.scalars(query).all())


_LINK_OF = select(Relation).where(Relation.link_to_table == bindparam("kind"), Relation.no == bindparam("no"))
_LINKS_OF = (
    select(Relation)
    .where(Relation.contact_no.in_(bindparam("nos", expanding=True)), Relation.no != "")
    .order_by(Relation.link_to_table, Relation.contact_no)
)


_PERSON = Contact.__table__.alias()
_LINKS_OF_COMPANY = (
    select(Relation)
    .where(Relation.contact_no.in_(select(_PERSON.c.no).where(_PERSON.c.company_no == bindparam("company"))), Relation.no != "")
    .order_by(Relation.link_to_table, Relation.contact_no)
)


def company_links(unit: Unit, company_no: str) -> list[Relation]:
    """The linked rows of a company and of its persons, in the order of the kinds (relations R-54a)."""
    return list(unit.session.scalars(_LINKS_OF_COMPANY, {"company": company_no}))


def link_of(unit: Unit, kind: LinkKind, entity_no: str) -> Relation | None:
    """The row that ties this entity to its contact, or None."""
    return unit.session.scalar(_LINK_OF, {"kind": kind.number, "no": entity_no})


def links_of(unit: Unit, contact_nos: Sequence[str]) -> list[Relation]:
    """The linked rows of these contacts, in the order of the kinds (relations R-54a)."""
    return list(unit.session.scalars(_LINKS_OF, {"nos": contact_nos}))


def load_entity(unit: Unit, kind: LinkKind, no: str, *, field: str = "") -> Record:
    """An entity that is going to change, behind the lock of its contact's company. Raises `NotFound`."""
    no = no.strip().upper()
    if unit.locks:
        linked = unit.session.execute(_TOP_OF_ENTITY, {"kind": kind.number, "no": no}).first()
        if linked is not None:
            _hold_tops(unit, [linked[0]], {linked[1]})
        entity = _lock_entity(unit, kind.model, no)
        row = link_of(unit, kind, no)
        if row is not None and (linked is None or row.contact_no != linked[0]):
            tops = set(unit.session.scalars(_TOPS, {"nos": [row.contact_no]}))
            if tops:  # it was linked meanwhile; a row whose contact is gone locks nothing
                raise OutOfOrder(unit.held | tops)
        unit.memory["link", kind.id, no] = row
        if entity is not None:
            return entity
    return load(unit, kind.model, no, field=field)


def read_link(unit: Unit, kind: LinkKind, entity_no: str) -> Relation | None:
    """As `link_of`; the row that was read behind the lock is not read again while it exists."""
    row: Relation | None = unit.memory.get(("link", kind.id, entity_no))
    if row is not None and instance_state(row).persistent and not unit.is_removed(row) and row.no == entity_no:
        return row
    return link_of(unit, kind, entity_no)


def _lock_entity(unit: Unit, model: type[Record], no: str) -> Record | None:
    """Nobody else saves or links this entity now; comes after the lock of its company."""
    unit.flush()
    query = select(model).where(model.__table__.columns["no"] == no).with_for_update(key_share=True)
    found: Record | None = unit.session.scalars(query.execution_options(populate_existing=True)).first()
    unit.late = True
    return found


def kind_of(row: Relation) -> LinkKind:
    """What the linked row `row` ties its contact to."""
    return BY_NUMBER[row.link_to_table]


def gone(model: type[Record], key: str) -> errors.RecordGone:
    """The refusal of a record that was there a moment ago (relations E-20)."""
    return errors.RecordGone(table=model.__tablename__, record=key, table_caption=Caption(model.CAPTION), value=key)
