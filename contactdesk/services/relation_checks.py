"""Looking for rows and references that do not agree (relations R-84; sections 1.2 and 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import and_, case, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from contactdesk.model.contact import BUSINESS_RELATIONS, COMPANY, PERSON, Contact
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.model.link_kinds import BY_NUMBER, CUSTOMER, LINK_KINDS, LinkKind, equal_pairs
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.setup import MarketingSetup
from contactdesk.model.tables import TABLES
from contactdesk.rules.business_relation import MULTIPLE, NONE, OTHER
from contactdesk.services.findings import Finding
from contactdesk.text import _

Check = Callable[[Session], Iterator[Finding]]

ROWS = Relation.__tablename__


def orphans(session: Session) -> Iterator[Finding]:
    """Rows whose contact or entity does not exist (relations U-3, R-84)."""
    there = select(Contact.id).where(Contact.no == Relation.contact_no).exists()
    for row in session.scalars(select(Relation).where(~there).order_by(Relation.id)):
        yield _row("orphan", row)
    for kind in LINK_KINDS:
        entity = select(kind.model.id).where(kind.model.__table__.columns["no"] == Relation.no).exists()
        query = select(Relation).where(Relation.link_to_table == kind.number, Relation.no != "", ~entity, there)
        for row in session.scalars(query.order_by(Relation.id)):
            yield _row("orphan", row)


def twice(session: Session) -> Iterator[Finding]:
    """Contacts or entities with two links of a kind (relations U-1 to U-3); the schema prevents it."""
    for columns in (
        (Relation.contact_no, Relation.business_relation_code),
        (Relation.contact_no, Relation.link_to_table),
        (Relation.link_to_table, Relation.no),
    ):
        query = select(func.min(Relation.contact_no), *columns).group_by(*columns).having(func.count() > 1)
        if Relation.business_relation_code not in columns:
            query = query.where(Relation.no != "")
        for contact_no, *values in session.execute(query):
            yield Finding("twice", ROWS, contact_no, value=" ".join(str(value) for value in values))


def types(session: Session) -> Iterator[Finding]:
    """Rows on a type of contact that may not carry them (relations U-5)."""
    query = select(Relation).join(Contact, Contact.no == Relation.contact_no).order_by(Relation.id)
    wrong = [and_(Relation.link_to_table == 0, Contact.type == PERSON)]
    wrong += [and_(Relation.link_to_table == kind.number, Contact.type.not_in(list(kind.contact_types))) for kind in LINK_KINDS]
    for row in session.scalars(query.where(or_(*wrong))):
        yield _row("type", row)


def shapes(session: Session) -> Iterator[Finding]:
    """Free rows with a number (relations 1.2)."""
    for row in session.scalars(select(Relation).where(Relation.link_to_table == 0, Relation.no != "").order_by(Relation.id)):
        yield _row("shape", row)


def _row(id: str, row: Relation) -> Finding:
    kind = BY_NUMBER.get(row.link_to_table)
    value = f"{row.business_relation_code} {kind.command if kind else ''} {row.no}"
    return Finding(id, ROWS, row.contact_no, "no", " ".join(value.split()), row.id)


def differences(session: Session) -> Iterator[Finding]:
    """Links whose fields that are equal at all times are not (relations R-84, section 2)."""
    for kind in LINK_KINDS:
        entity: Any = aliased(kind.model)
        pairs = [
            (pair, getattr(Contact, pair.contact_field).is_distinct_from(getattr(entity, pair.entity_field))) for pair in equal_pairs(kind)
        ]
        query = select(Contact.no, entity.no, entity.id, *(differs for _pair, differs in pairs)).join_from(
            Relation, Contact, Contact.no == Relation.contact_no
        )
        query = query.join(entity, entity.no == Relation.no).where(
            Relation.link_to_table == kind.number, or_(*(one for _pair, one in pairs))
        )
        declared = field_map(kind.model)
        for contact_no, no, id, *differs in session.execute(query.order_by(entity.no)):
            captions = tuple(declared[pair.entity_field].caption for (pair, _one), yes in zip(pairs, differs, strict=True) if yes)
            names = [pair.entity_field for (pair, _one), yes in zip(pairs, differs, strict=True) if yes]
            yield Finding("differs", kind.id, no, names[0], contact_no, id, captions)


def primary_contacts(session: Session) -> Iterator[Finding]:
    """Primary contacts that do not exist or are not related to their entity (relations R-62, R-84)."""
    for kind in (kind for kind in LINK_KINDS if kind.has_primary_contact):
        entity: Any = kind.model
        related = and_(
            Relation.link_to_table == kind.number,
            Relation.no == entity.no,
            or_(Relation.contact_no == Contact.no, Relation.contact_no == Contact.company_no),
        )
        query = (
            select(entity.no, entity.primary_contact_no, entity.id)
            .outerjoin(Contact, Contact.no == entity.primary_contact_no)
            .where(
                entity.primary_contact_no != "",
                or_(Contact.id.is_(None), and_(_is_bound(kind), ~select(Relation.id).where(related).exists())),
            )
        )
        for no, primary_no, id in session.execute(query.order_by(entity.no)):
            yield Finding("primary", kind.id, no, "primary_contact_no", primary_no, id)


def _is_bound(kind: LinkKind) -> Any:
    """A customer that is a person may have anybody as primary contact (relations R-62)."""
    entity: Any = kind.model
    return entity.contact_type == COMPANY if kind is CUSTOMER else True


def business_relations(session: Session) -> Iterator[Finding]:
    """Contacts whose stored Business Relation is not what their rows make it (relations 1.4).

    Where a row leads nowhere that is the finding: mending it computes the value again.
    """
    unsound = {one.record for one in orphans(session)}
    named = [
        code for code in session.execute(select(*(getattr(MarketingSetup, kind.code_field) for kind in LINK_KINDS))).first() or () if code
    ]
    counts = and_(Relation.no != "", Relation.business_relation_code.in_(named)) if named else Relation.no != ""
    kind = case((counts, Relation.link_to_table))
    own = select(Contact.id, kind.label("kind")).join(Relation, Relation.contact_no == Contact.no)
    of_company = select(Contact.id, kind.label("kind")).join(Relation, Relation.contact_no == Contact.company_no)
    rows = union_all(own, of_company.where(Contact.company_no != Contact.no)).subquery()
    per_contact = select(rows.c.id, func.count().label("all"), func.max(rows.c.kind).label("kind")).group_by(rows.c.id).subquery()
    expected = case((per_contact.c.all.is_(None), NONE), (per_contact.c.all > 1, MULTIPLE), else_=func.coalesce(per_contact.c.kind, OTHER))
    query = select(Contact.no, Contact.company_no, Contact.business_relation, Contact.id).outerjoin(
        per_contact, per_contact.c.id == Contact.id
    )
    for no, company_no, stored, id in session.execute(query.where(Contact.business_relation != expected).order_by(Contact.no)):
        if unsound.isdisjoint((no, company_no)):
            yield Finding("computed", "contact", no, "business_relation", _(BUSINESS_RELATIONS[stored]), id)


def codes(session: Session) -> Iterator[Finding]:
    """References to records that do not exist, each distinct value once (contacts section 0, relations E-11)."""
    for model in TABLES.values():
        for field in fields_of(model):
            if (
                field.refers_to
                and not field.free
                and (model is not Relation or field.name != "contact_no")
                and field.name != "primary_contact_no"
            ):
                yield from _missing(session, model, field)


def _missing(session: Session, model: Any, field: Field) -> Iterator[Finding]:
    table, target = model.__table__, TABLES[field.refers_to].__table__.alias()
    column, key = table.columns[field.name], target.columns[TABLES[field.refers_to].KEY[0]]
    gone = select(column, func.min(table.columns["id"]), func.count()).where(column != "", ~select(key).where(key == column).exists())
    for value, id, count in session.execute(gone.group_by(column).order_by(column)):
        record = session.get(model, id)
        shown = record.key if record is not None else ""
        yield Finding("code", table.name, shown, field.name, value, id, (field.caption,), count)


CHECKS: tuple[Check, ...] = (orphans, twice, types, shapes, differences, primary_contacts, business_relations, codes)
