"""Looking at what is tied, and at what could be (relations section 4, R-30, R-40 to R-42)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import and_, select

from contactdesk.errors import UserError
from contactdesk.model.contact import COMPANY, PERSON, Contact
from contactdesk.model.link_kinds import BY_ID, BY_NUMBER, CUSTOMER, LinkKind
from contactdesk.model.relation import BusinessRelation
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.services.agreeing import Difference, differences
from contactdesk.services.loading import find, link_of, load
from contactdesk.services.targets import check_convertible, check_linkable, target_of
from contactdesk.services.templates import best_template, candidates
from contactdesk.storage.unit_of_work import Actions, Unit


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation of a contact as the relations page shows it (relations section 5, N-4, N-5)."""

    contact_no: str
    contact_name: str
    code: str
    description: str
    kind: str
    no: str
    name: str
    own: bool
    """Of the contact itself, not of its company."""
    missing: bool = False
    """The record it names no longer exists."""

    @property
    def is_link(self) -> bool:
        """Does the row name a customer, vendor, bank account or employee?"""
        return bool(self.kind and self.no)


class RelationViews:
    """Looks at relations; changes nothing."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def relations(self, contact_no: str) -> list[RelationRow]:
        """The rows of a contact and, for a person, of its company (relations 1.4, N-3, N-4)."""
        with self._reading() as unit:
            contact = load(unit, Contact, contact_no)
            nos = list(dict.fromkeys([contact.no, contact.company_no or contact.no]))
            query = (
                select(Relation, BusinessRelation.description, Contact.name)
                .outerjoin(BusinessRelation, BusinessRelation.code == Relation.business_relation_code)
                .outerjoin(Contact, Contact.no == Relation.contact_no)
                .where(Relation.contact_no.in_(nos))
                .order_by(Relation.contact_no, Relation.business_relation_code)
            )
            return [
                _shown_row(unit, row, description or "", name or "", contact.no) for row, description, name in unit.session.execute(query)
            ]

    def linked(self, contact_no: str) -> dict[str, list[str]]:
        """Kind -> numbers a contact or its company is linked with; the contact's own first (relations N-1)."""
        found: dict[str, list[str]] = {}
        for row in sorted(self.relations(contact_no), key=lambda row: not row.own):
            if row.is_link and not row.missing:
                found.setdefault(row.kind, []).append(row.no)
        return found

    def linked_contact(self, kind: str, no: str) -> str:
        """Number of the contact of an entity, "" where it has none (relations N-6)."""
        with self._reading() as unit:
            row = link_of(unit, BY_ID[kind], no.strip().upper())
            return row.contact_no if row is not None and find(unit, Contact, row.contact_no) is not None else ""

    def differences(self, contact_no: str, kind: str, no: str, *, own: bool | None = None) -> list[Difference]:
        """The fields of both sides, differing ones first (relations G-1)."""
        with self._reading() as unit:
            target = link_target(unit, load(unit, Contact, contact_no), BY_ID[kind], own)
            return differences(target, load(unit, BY_ID[kind].model, no, field="no"), BY_ID[kind])

    def why_not_create_as(self, contact_no: str, kind: str) -> UserError | None:
        """Why *Create as* is refused, None where it is not (relations section 5, tooltip of the action)."""
        return self._refusal(contact_no, kind, check_convertible)

    def why_not_link(self, contact_no: str, kind: str) -> UserError | None:
        """Why *Link with existing* is refused, None where it is not."""
        return self._refusal(
            contact_no, kind, lambda unit, contact, link: check_linkable(unit, contact, target_of(unit, contact, link), link)
        )

    def linked_first(self, kind: str, no: str, contact_no: str) -> str:
        """The company that has to be linked with an existing entity before one of its contacts can be its primary contact.

        "" where none has to be, or none can be: saving says then what is wrong (relations R-62).
        """
        link_kind = BY_ID[kind]
        with self._reading() as unit:
            entity, contact = find(unit, link_kind.model, no), find(unit, Contact, contact_no.strip().upper())
            if entity is None or contact is None or not link_kind.has_primary_contact or link_of(unit, link_kind, no) is not None:
                return ""
            if getattr(entity, "contact_type", COMPANY) == PERSON and link_kind is CUSTOMER:
                return ""
            company = contact if contact.is_company else find(unit, Contact, contact.company_no)
            try:
                return check_linkable(unit, company, company, link_kind) and company.no if company is not None else ""
            except UserError:
                return ""

    def _refusal(self, contact_no: str, kind: str, check: Callable[[Unit, Contact, LinkKind], object]) -> UserError | None:
        try:
            with self._reading() as unit:
                check(unit, load(unit, Contact, contact_no), BY_ID[kind])
        except UserError as refusal:
            return refusal
        return None

    def target_of(self, contact_no: str, kind: str) -> tuple[str, str]:
        """Number and name of the contact that *Create as* converts (relations R-20)."""
        with self._reading() as unit:
            target = target_of(unit, load(unit, Contact, contact_no), BY_ID[kind])
            return target.no, target.name

    def templates_for(self, contact_no: str, kind: str) -> tuple[list[tuple[str, str]], str]:
        """Code and description of the templates that fit, and the code of the best one (relations R-30, R-31)."""
        with self._reading() as unit:
            target = target_of(unit, load(unit, Contact, contact_no), BY_ID[kind])
            fitting = candidates(unit, BY_ID[kind], target.type)
            best = best_template(fitting, target)
            return [(one.key, one.title) for one in fitting], best.key if best is not None else ""

    def unlinked(self, kind: str, text: str = "", *, limit: int = 50, with_linked: bool = False) -> list[tuple[str, str, str]]:
        """Number, name and linked contact of entities that can be linked (relations R-42)."""
        columns = BY_ID[kind].model.__table__.columns
        name = columns["name"] if "name" in columns else columns["search_name"]
        # A row whose contact is gone does not count (relations U-3, R-84).
        taken = and_(
            Relation.link_to_table == BY_ID[kind].number, Relation.no == columns["no"], Relation.contact_no.in_(select(Contact.no))
        )
        query = select(columns["no"], name, Relation.contact_no).outerjoin(Relation, taken)
        if text:
            query = query.where(
                columns["search_name"].contains(text.upper(), autoescape=True) | columns["no"].startswith(text.upper(), autoescape=True)
            )
        if not with_linked:
            query = query.where(Relation.contact_no.is_(None))
        with self._actions.reading() as session:
            return [(no, title, contact or "") for no, title, contact in session.execute(query.order_by(columns["no"]).limit(limit))]

    def _reading(self) -> AbstractContextManager[Unit]:
        return self._actions.looking()


def link_target(unit: Unit, contact: Contact, kind: LinkKind, own: bool | None) -> Contact:
    """Who is linked (relations R-40): the company is preselected; a customer may be linked with the person itself."""
    return contact if own and kind is CUSTOMER else target_of(unit, contact, kind)


def _shown_row(unit: Unit, row: Relation, description: str, contact_name: str, asked_for: str) -> RelationRow:
    kind = BY_NUMBER.get(row.link_to_table)
    entity = find(unit, kind.model, row.no) if kind is not None and row.no else None
    return RelationRow(
        row.contact_no,
        contact_name,
        row.business_relation_code,
        description,
        kind.id if kind is not None else "",
        row.no,
        entity.title if entity is not None else "",
        row.contact_no == asked_for,
        kind is not None and bool(row.no) and entity is None,
    )
