"""Tie a contact to what it also is: create as, link to existing, unlink, and what is tied (relations 3.4, 3.6, 3.10, 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.model.base import Record
from contactdesk.model.contact import PERSON, Contact
from contactdesk.model.fields import Field, field_map
from contactdesk.model.link_kinds import BY_ID, BY_NUMBER, CUSTOMER, EMPLOYEE, LinkKind, equal_pairs
from contactdesk.model.relation import BusinessRelation
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.rules import sync
from contactdesk.services import entities, numbers, office
from contactdesk.services.born_contacts import born, insert_link
from contactdesk.services.loading import find, link_of, load, load_contact, load_entity
from contactdesk.services.spreading import Spread, follow_employee_name, persons_of, recalculate, touch, write_contact
from contactdesk.services.targets import check_convertible, check_linkable, target_of
from contactdesk.services.template_values import fill_from_template
from contactdesk.services.templates import best_template, candidates
from contactdesk.services.values import check_references, checked, not_found
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Actions, Done, Unit

CONTACT, ENTITY, PER_FIELD = "contact", "entity", "per_field"


@dataclass(frozen=True, slots=True)
class Linked:
    """The two records an action tied together, and posting fields that stayed blank (relations R-28)."""

    contact_no: str
    contact_name: str
    kind: str
    no: str
    blank_fields: tuple[Field, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of both sides before linking (relations G-1)."""

    contact_field: Field
    entity_field: Field
    contact_value: Any
    entity_value: Any

    @property
    def differs(self) -> bool:
        """Do the two sides hold different values?"""
        return bool(self.contact_value != self.entity_value)


class Linking:
    """Create as, link to existing, unlink, and looking at what is tied."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    # -- create as ---------------------------------------------------------------------------------

    def create_as(
        self, contact_no: str, kind: str, *, template: str | None = None, primary_contact: bool = True, dry_run: bool = False
    ) -> Done[Linked]:
        """Make a customer, vendor, bank account or employee from a contact (relations R-20 to R-28).

        `template`: a code, "" for none, None to let the single fitting one be taken. `primary_contact`:
        the person it was started on becomes primary contact (R-27). Raises what R-21 refuses, and
        `TemplateChoice` when several templates fit and none was named.
        """
        link_kind = BY_ID[kind]
        return self._actions.act(
            "create_as", lambda unit: self._create_as(unit, contact_no, link_kind, template, primary_contact), dry_run=dry_run
        )

    def _create_as(self, unit: Unit, contact_no: str, kind: LinkKind, template: str | None, primary_contact: bool) -> Linked:
        contact = load_contact(unit, contact_no)
        target = check_convertible(unit, contact, kind)
        code = office.relation_code(unit, kind)
        chosen = _template(unit, kind, target, template)
        _check_code_is_free(unit, target, code, kind)
        with unit.because(Cause("convert")):
            values = sync.entity_values(target, kind)
            if kind is CUSTOMER:
                values["contact_type"] = target.type
            entity = _entity_from(unit, kind, values, chosen)
        _replace_unlinked(unit, target, code)
        insert_link(unit, target.no, code, kind, entity.key)
        _flow_back(unit, target, kind, entity)
        if kind.has_primary_contact:
            _primary_after_converting(unit, kind, entity, contact, target, primary_contact)
        touch(unit, target)
        recalculate(unit, target)
        return Linked(target.no, target.name, kind.id, entity.key, _blank_posting_fields(kind, entity))

    # -- link to existing --------------------------------------------------------------------------

    def link(
        self,
        contact_no: str,
        kind: str,
        no: str,
        *,
        master: str = CONTACT,
        sources: Mapping[str, str] | None = None,
        own: bool | None = None,
        blank_never_wins: bool = False,
        seen: Mapping[str, tuple[Any, Any]] | None = None,
        dry_run: bool = False,
    ) -> Done[Linked]:
        """Tie a contact to an existing entity; `master` says whose values win (relations R-40 to R-46, G-1 to G-3).

        `master` is "contact", "entity" or "per_field", then `sources` names "contact" or "entity" for each
        contact field (contact where it is silent). `own`: link the person itself, not its company (R-40).
        `seen`: the values of both sides by contact field that the choice was made for (G-5).
        Raises what R-41 refuses, `NotFound` E-11, `LinkedElsewhere` E-09, `ChangedElsewhere`.
        """
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> Linked:
            contact = load_contact(unit, contact_no)
            target = _link_target(unit, contact, link_kind, own)
            if seen is not None:
                _check_seen(target, load_entity(unit, link_kind, no, field="no"), link_kind, seen)
            return self._link(unit, contact, target, link_kind, no, _Sources(master, sources or {}, blank_never_wins))

        return self._actions.act("link", work, dry_run=dry_run)

    def _link(self, unit: Unit, contact: Contact, target: Contact, kind: LinkKind, no: str, sources: _Sources) -> Linked:
        code = check_linkable(unit, contact, target, kind)
        entity = load_entity(unit, kind, no, field="no")
        _check_entity_is_free(unit, kind, entity)
        _check_code_is_free(unit, target, code, kind)
        _replace_unlinked(unit, target, code)
        insert_link(unit, target.no, code, kind, entity.key)
        _agree(unit, target, entity, kind, sources)
        spread = Spread(unit, entity)
        spread.from_contact(target, arrived=True)
        touch(unit, target)
        recalculate(unit, target)
        spread.settle()
        return Linked(target.no, target.name, kind.id, entity.key)

    def differences(self, contact_no: str, kind: str, no: str, *, own: bool | None = None) -> list[Difference]:
        """The fields of both sides, differing ones first (relations G-1)."""
        link_kind = BY_ID[kind]
        with self._reading() as unit:
            contact = load(unit, Contact, contact_no)
            target = _link_target(unit, contact, link_kind, own)
            entity = load(unit, link_kind.model, no, field="no")
            contact_fields, entity_fields = field_map(Contact), field_map(link_kind.model)
            found = [
                Difference(
                    contact_fields[pair.contact_field],
                    entity_fields[pair.entity_field],
                    getattr(target, pair.contact_field),
                    getattr(entity, pair.entity_field),
                )
                for pair in equal_pairs(link_kind)
            ]
        return sorted(found, key=lambda one: not one.differs)

    def make_contact(self, kind: str, no: str, *, dry_run: bool = False) -> Done[Linked]:
        """Make the contact that an entity does not have yet (relations N-6). Raises `RelationCodeMissing`, `LinkedElsewhere`."""
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> Linked:
            entity = load_entity(unit, link_kind, no)
            _check_entity_is_free(unit, link_kind, entity)
            contact = born(unit, link_kind, entity)
            if link_kind.has_primary_contact and not contact.is_company:
                with unit.because(Cause("primary")):
                    unit.change(entity, primary_contact_no=contact.no, contact=contact.name)
            return Linked(contact.no, contact.name, kind, entity.key)

        return self._actions.act("create_contact", work, dry_run=dry_run)

    # -- removing ----------------------------------------------------------------------------------

    def unlink(self, contact_no: str, kind: str, *, dry_run: bool = False) -> Done[None]:
        """Remove a link; both records keep everything (relations R-70). Raises `NoSuchLink`."""
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> None:
            contact = load_contact(unit, contact_no)
            query = select(Relation).where(Relation.contact_no == contact.no, Relation.link_to_table == link_kind.number)
            row = unit.session.scalar(query)
            if row is None:
                raise errors.NoSuchLink(table="contact", record=contact.no, kind=Caption(link_kind.caption))
            _remove_row(unit, contact, row)

        return self._actions.act("unlink", work, dry_run=dry_run)

    def add_relation(self, contact_no: str, code: str, *, dry_run: bool = False) -> Done[None]:
        """Give a company a free relation code (relations R-1). Raises `CompaniesOnly`, `ReservedCode`, `RelationExists`."""

        def work(unit: Unit) -> None:
            contact = load_contact(unit, contact_no)
            relation = load(unit, BusinessRelation, code, field="business_relation_code")
            _check_free_row(unit, contact, relation.code)
            with unit.because(Cause("row")):
                unit.add(Relation(contact_no=contact.no, business_relation_code=relation.code))
            touch(unit, contact)
            recalculate(unit, contact)

        return self._actions.act("relation", work, dry_run=dry_run)

    def remove_relation(self, contact_no: str, code: str, *, dry_run: bool = False) -> Done[None]:
        """Remove a relation row, free or linked (relations R-70). Raises `NotFound`."""

        def work(unit: Unit) -> None:
            contact = load_contact(unit, contact_no)
            query = select(Relation).where(Relation.contact_no == contact.no, Relation.business_relation_code == code.strip().upper())
            row = unit.session.scalar(query)
            if row is None:
                raise not_found("business_relation", code, field="business_relation_code", record=contact.no, inside="contact")
            _remove_row(unit, contact, row)

        return self._actions.act("unlink", work, dry_run=dry_run)

    # -- looking -----------------------------------------------------------------------------------

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
            if row.is_link:
                found.setdefault(row.kind, []).append(row.no)
        return found

    def linked_contact(self, kind: str, no: str) -> str:
        """Number of the contact of an entity, "" where it has none (relations N-6)."""
        with self._reading() as unit:
            row = link_of(unit, BY_ID[kind], no)
            return row.contact_no if row is not None else ""

    def why_not_create_as(self, contact_no: str, kind: str) -> UserError | None:
        """Why *Create as* is refused, None where it is not (relations section 5, tooltip of the action)."""
        return self._refusal(contact_no, kind, check_convertible)

    def why_not_link(self, contact_no: str, kind: str) -> UserError | None:
        """Why *Link with existing* is refused, None where it is not."""
        return self._refusal(
            contact_no, kind, lambda unit, contact, link: check_linkable(unit, contact, target_of(unit, contact, link), link)
        )

    def _refusal(self, contact_no: str, kind: str, check: Any) -> UserError | None:
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
        model = BY_ID[kind].model
        columns = model.__table__.columns
        name = columns["name"] if "name" in columns else columns["search_name"]
        taken = select(Relation.no, Relation.contact_no).where(Relation.link_to_table == BY_ID[kind].number, Relation.no != "").subquery()
        query = select(columns["no"], name, taken.c.contact_no).outerjoin(taken, taken.c.no == columns["no"])
        if text:
            query = query.where(
                columns["search_name"].contains(text.upper(), autoescape=True) | columns["no"].startswith(text.upper(), autoescape=True)
            )
        if not with_linked:
            query = query.where(taken.c.contact_no.is_(None))
        with self._actions.reading() as session:
            return [(no, title, contact or "") for no, title, contact in session.execute(query.order_by(columns["no"]).limit(limit))]

    def _reading(self) -> Any:
        return self._actions.looking()


@dataclass(frozen=True, slots=True)
class _Sources:
    """Which side each field of a link is taken from (relations G-2)."""

    master: str
    by_field: Mapping[str, str]
    blank_never_wins: bool

    def takes_entity(self, contact_field: str, contact_value: Any, entity_value: Any) -> bool:
        chosen = self.by_field.get(contact_field, CONTACT) if self.master == PER_FIELD else self.master
        if self.blank_never_wins and bool(contact_value) != bool(entity_value):
            return bool(entity_value)
        return chosen == ENTITY


def _agree(unit: Unit, contact: Contact, entity: Record, kind: LinkKind, sources: _Sources) -> None:
    """Both sides end up with the chosen value in every shared field (relations R-43 to R-45, G-3)."""
    to_contact: dict[str, Any] = {}
    to_entity: dict[str, Any] = {}
    for pair in equal_pairs(kind):
        ours, theirs = getattr(contact, pair.contact_field), getattr(entity, pair.entity_field)
        if sources.takes_entity(pair.contact_field, ours, theirs):
            to_contact[pair.contact_field] = theirs
        else:
            to_entity[pair.entity_field] = ours
    _check_values(unit, Contact, to_contact, contact.no)
    _check_values(unit, kind.model, to_entity, entity.key)
    if kind is EMPLOYEE and to_contact:
        named = {name: to_contact.get(name, getattr(contact, name)) for name in ("first_name", "middle_name", "surname")}
        to_contact["name"] = " ".join(part for part in named.values() if part)
    if kind is CUSTOMER:
        to_entity["contact_type"] = contact.type
    with unit.because(Cause("link")):
        write_contact(unit, contact, to_contact, parts_given=kind is EMPLOYEE)
        if to_entity.get("privacy_blocked"):
            to_entity["blocked"] = sync.blocked_when_private(kind)
        unit.change(entity, **to_entity)
        if kind is EMPLOYEE:
            follow_employee_name(unit, entity)


def _check_values(unit: Unit, model: type[Record], values: Mapping[str, Any], record: str) -> None:
    """relations G-4: what arrives must be allowed on the receiving side."""
    declared = field_map(model)
    for name, value in values.items():
        if isinstance(value, str):
            checked(declared[name], value, record=record, table=model.__tablename__)
    check_references(unit, model, {name: value for name, value in values.items() if isinstance(value, str)}, record)


def _link_target(unit: Unit, contact: Contact, kind: LinkKind, own: bool | None) -> Contact:
    """relations R-40: the company is preselected; a customer may be linked with the person itself."""
    return contact if own and kind is CUSTOMER else target_of(unit, contact, kind)


def _check_seen(contact: Contact, entity: Record, kind: LinkKind, seen: Mapping[str, tuple[Any, Any]]) -> None:
    """relations G-5: a choice made for other values is not carried out."""
    declared = field_map(Contact)
    moved = [
        Caption(declared[pair.contact_field].caption)
        for pair in equal_pairs(kind)
        if pair.contact_field in seen
        and seen[pair.contact_field] != (getattr(contact, pair.contact_field), getattr(entity, pair.entity_field))
    ]
    if moved:
        raise errors.ChangedElsewhere(table="contact", record=contact.no, table_caption=Caption(Contact.CAPTION), fields=moved)


def _check_entity_is_free(unit: Unit, kind: LinkKind, entity: Record) -> None:
    """relations R-43, E-09; a row whose contact is gone does not count and is removed (U-3, R-84)."""
    row = link_of(unit, kind, entity.key)
    if row is None:
        return
    holder = find(unit, Contact, row.contact_no)
    if holder is None:
        with unit.because(Cause("repair")):
            unit.remove(row)
        unit.flush()
        return
    raise errors.LinkedElsewhere(
        table="contact", record=holder.no, field="no", kind=Caption(kind.caption), entity_no=entity.key, name=holder.name
    )


def _check_code_is_free(unit: Unit, contact: Contact, code: str, kind: LinkKind) -> None:
    """relations R-77, E-14: one code that serves two kinds can be taken once only."""
    row = unit.session.scalar(select(Relation).where(Relation.contact_no == contact.no, Relation.business_relation_code == code))
    if row is not None and row.no:
        other = BY_NUMBER[row.link_to_table]
        raise errors.CodeServesTwoKinds(
            table="contact", record=contact.no, code=code, other_kind=Caption(other.caption), entity_no=row.no, kind=Caption(kind.caption)
        )


def _replace_unlinked(unit: Unit, contact: Contact, code: str) -> None:
    """relations U-4: a free or pending row with the code gives way to the link."""
    query = select(Relation).where(Relation.contact_no == contact.no, Relation.business_relation_code == code, Relation.no == "")
    with unit.because(Cause("row")):
        for row in unit.session.scalars(query):
            unit.remove(row)
    unit.flush()


def _check_free_row(unit: Unit, contact: Contact, code: str) -> None:
    if not contact.is_company:
        raise errors.CompaniesOnly(table="contact", record=contact.no, company=contact.company_no or "–")
    reserved = office.relation_codes(unit).get(code)
    if reserved is not None:
        raise errors.ReservedCode(
            table="contact", record=contact.no, field="business_relation_code", code=code, kind=Caption(reserved.caption)
        )
    query = select(Relation.id).where(Relation.contact_no == contact.no, Relation.business_relation_code == code)
    if unit.session.scalar(query) is not None:
        raise errors.RelationExists(table="contact", record=contact.no, field="business_relation_code", code=code)


def _template(unit: Unit, kind: LinkKind, target: Contact, template: str | None) -> Record | None:
    """relations R-30, R-31"""
    if kind.template is None or template == "":
        return None
    if template is not None:
        found = find(unit, kind.template, template.strip().upper())
        if found is None:
            raise errors.TemplateGone(table=kind.template.__tablename__, value=template)
        return found
    fitting = candidates(unit, kind, target.type)
    if len(fitting) > 1:
        raise errors.TemplateChoice(table=kind.template.__tablename__, templates=[one.key for one in fitting])
    return fitting[0] if fitting else None


def _entity_from(unit: Unit, kind: LinkKind, values: dict[str, Any], template: Record | None) -> Record:
    """A new entity with the contact's values, then what the template fills (relations R-23, R-24)."""
    no, series = numbers.next_no(unit, kind.model, getattr(template, "no_series", "") if template is not None else "")
    entity = unit.add(kind.model(no=no, no_series=series, **values))
    if unit.dry_run:
        unit.recorder.number_is_from(entity, series)
    if values.get("privacy_blocked"):
        unit.change(entity, blocked=sync.blocked_when_private(kind))
    if kind.has_primary_contact:
        unit.change(entity, invoice_disc_code=no)
    if template is not None:
        fill_from_template(unit, kind, entity, template)
    if kind is EMPLOYEE:
        follow_employee_name(unit, entity)
    entities.default_salesperson(unit, kind, entity)
    return entity


def _flow_back(unit: Unit, contact: Contact, kind: LinkKind, entity: Record) -> None:
    """Shared fields that were blank on the contact and filled by the template return to it (relations R-25)."""
    filled = {
        pair.contact_field: value
        for pair in equal_pairs(kind)
        if not getattr(contact, pair.contact_field) and (value := getattr(entity, pair.entity_field)) and pair.contact_field != "image"
    }
    if filled:
        with unit.because(Cause("template")):
            write_contact(unit, contact, filled, parts_given=True)
        Spread(unit, entity).from_contact(contact, arrived=True)


def _primary_after_converting(unit: Unit, kind: LinkKind, entity: Any, started_on: Contact, target: Contact, wanted: bool) -> None:
    """relations R-27"""
    person = target if target.type == PERSON else started_on if started_on.type == PERSON and wanted else None
    if person is not None:
        with unit.because(Cause("primary")):
            unit.change(entity, primary_contact_no=person.no, contact=person.name)


def _blank_posting_fields(kind: LinkKind, entity: Record) -> tuple[Field, ...]:
    """relations R-28: what is still to be filled in by hand."""
    names = [kind.posting_group_field, "gen_bus_posting_group", "vat_bus_posting_group", "payment_terms_code", "payment_method_code"]
    declared = field_map(kind.model)
    return tuple(declared[name] for name in names if name in declared and not getattr(entity, name))


def _remove_row(unit: Unit, contact: Contact, row: Relation) -> None:
    """relations R-70: the row goes; a primary contact from this company is cleared, its name stays as text."""
    kind = BY_NUMBER.get(row.link_to_table)
    if kind is not None and kind.has_primary_contact:
        entity = find(unit, kind.model, row.no)
        if entity is not None and entity.primary_contact_no in _members(unit, contact):  # type: ignore[attr-defined]
            with unit.because(Cause("primary")):
                unit.change(entity, primary_contact_no="")
    with unit.because(Cause("row")):
        unit.remove(row)
    touch(unit, contact)
    recalculate(unit, contact)


def _members(unit: Unit, contact: Contact) -> Sequence[str]:
    return [contact.no, *(person.no for person in persons_of(unit, contact.no))]


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
