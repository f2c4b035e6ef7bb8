"""Records by their number, locked in the one order that never deadlocks (reliability section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, case, select
from sqlalchemy.orm import aliased

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.link_kinds import BY_NUMBER, LinkKind
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.services.values import not_found
from contactdesk.storage.unit_of_work import Unit

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
    if unit.locks:
        _lock_company_of(unit, no)
    contact = find(unit, Contact, no)
    if contact is None:
        raise not_found("contact", no, field=field)
    return contact


def _lock_company_of(unit: Unit, no: str) -> None:
    """Lock the company of contact `no` and read the contact again: it may have moved meanwhile."""
    for _attempt in range(3):
        inner = aliased(Contact)
        top = select(case((inner.company_no != "", inner.company_no), else_=inner.no)).where(inner.no == no).scalar_subquery()
        query = select(Contact).where(Contact.no == top).with_for_update(key_share=True)
        locked = unit.session.scalar(query.execution_options(populate_existing=True))
        contact = unit.session.scalar(select(Contact).where(Contact.no == no).execution_options(populate_existing=True))
        if contact is None or locked is None or locked.no in (contact.company_no, contact.no):
            return


def lock_contacts(unit: Unit, contacts: Iterable[Contact]) -> None:
    """Lock several companies, in ascending order of their id."""
    if unit.locks:
        ids = sorted({contact.id for contact in contacts})
        query = select(Contact).where(Contact.id.in_(ids)).order_by(Contact.id).with_for_update(key_share=True)
        unit.session.scalars(query.execution_options(populate_existing=True)).all()


_LINK_OF = select(Relation).where(Relation.link_to_table == bindparam("kind"), Relation.no == bindparam("no"))
_LINKS_OF = (
    select(Relation)
    .where(Relation.contact_no.in_(bindparam("nos", expanding=True)), Relation.no != "")
    .order_by(Relation.link_to_table, Relation.contact_no)
)


def link_of(unit: Unit, kind: LinkKind, entity_no: str) -> Relation | None:
    """The row that ties this entity to its contact, or None."""
    return unit.session.scalar(_LINK_OF, {"kind": kind.number, "no": entity_no})


def links_of(unit: Unit, contact_nos: Sequence[str]) -> list[Relation]:
    """The linked rows of these contacts, in the order of the kinds (relations R-54a)."""
    return list(unit.session.scalars(_LINKS_OF, {"nos": contact_nos}))


def load_entity(unit: Unit, kind: LinkKind, no: str) -> Record:
    """An entity that is going to change, behind the lock of its contact's company. Raises `NotFound`."""
    no = no.strip().upper()
    if unit.locks:
        row = link_of(unit, kind, no)
        if row is not None:
            _lock_company_of(unit, row.contact_no)
    return load(unit, kind.model, no)


def kind_of(row: Relation) -> LinkKind:
    """What the linked row `row` ties its contact to."""
    return BY_NUMBER[row.link_to_table]


def gone(model: type[Record], key: str) -> errors.RecordGone:
    """The refusal of a record that was there a moment ago (relations E-20)."""
    return errors.RecordGone(table=model.__tablename__, record=key, table_caption=Caption(model.CAPTION), value=key)
