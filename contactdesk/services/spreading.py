"""What a saved record brings about elsewhere: synchronisation, inheritance, contact names (relations 3.7).

One run visits each record at most once and never starts a second run (relations R-54, R-54a).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from contactdesk import errors
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.link_kinds import EMPLOYEE, LINK_KINDS, LinkKind, pairs_of
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.rules import inheritance, names, sync
from contactdesk.rules.business_relation import computed
from contactdesk.services import office
from contactdesk.services.loading import company_links, find, held_contact, kind_of, links_of, read_link
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

NOT_INHERITING = "not inheriting"
"""Where an action remembers the numbers of persons that shall not follow their company this time (relations G-12)."""
_AT_ONCE = 500
_RELATIONS = select(Relation.contact_no, Relation.business_relation_code, Relation.link_to_table, Relation.no)

NAME_PARTS = ("first_name", "middle_name", "surname")
EMPLOYEE_NAME = ("first_name", "middle_name", "last_name", "initials")


def new_business_relation(unit: Unit, contact: Contact, company: Contact | None = None) -> int:
    """Business Relation of a contact that has no rows of its own yet: that of its `company` (relations 1.4)."""
    if not contact.company_no or contact.company_no == contact.no:
        return computed((), frozenset())
    if company is not None and company.business_relation:
        return company.business_relation
    return _computed_for(unit, [contact.company_no])


def recalculate(unit: Unit, contact: Contact) -> None:
    """Compute Business Relation again for `contact` and, where it is a company, its persons (relations 1.4)."""
    recalculate_all(unit, [contact])


def recalculate_all(unit: Unit, contacts: Sequence[Contact]) -> None:
    """As `recalculate`, with a few queries for all of them."""
    unit.flush()
    codes = frozenset(office.marketing(unit)[kind.code_field] for kind in LINK_KINDS)
    for start in range(0, len(contacts), _AT_ONCE):
        part = list(contacts[start : start + _AT_ONCE])
        companies = [contact.no for contact in part if contact.is_company]
        query = select(Contact).where(among(Contact.company_no, companies), Contact.no != Contact.company_no).order_by(Contact.id)
        part += unit.session.scalars(query).all() if companies else []
        rows: dict[str, list[tuple[str, int, str]]] = {}
        numbers = {no for contact in part for no in (contact.no, contact.company_no) if no}
        for no, code, kind, entity_no in unit.session.execute(_RELATIONS.where(among(Relation.contact_no, numbers))):
            rows.setdefault(no, []).append((code, kind, entity_no))
        with unit.because(Cause("computed")):
            for contact in part:
                own = rows.get(contact.no, [])
                inherited = rows.get(contact.company_no, []) if contact.company_no not in ("", contact.no) else []
                unit.change(contact, business_relation=computed(own + inherited, codes))


def touch(unit: Unit, contact: Contact) -> None:
    """A relation row came or went: the contact was modified (relations R-3)."""
    unit.change(contact, last_date_modified=unit.now.date(), last_time_modified=unit.now.time().replace(microsecond=0))


def _computed_for(unit: Unit, contact_nos: list[str]) -> int:
    query = select(Relation.business_relation_code, Relation.link_to_table, Relation.no).where(Relation.contact_no.in_(contact_nos))
    codes = frozenset(office.marketing(unit)[kind.code_field] for kind in LINK_KINDS)
    return computed(((code, kind, no) for code, kind, no in unit.session.execute(query)), codes)


_PERSONS = select(Contact).where(Contact.company_no == bindparam("company"), Contact.no != bindparam("company")).order_by(Contact.id)


def persons_of(unit: Unit, company_no: str) -> list[Contact]:
    """The persons of a company."""
    return list(unit.session.scalars(_PERSONS, {"company": company_no}))


def write_contact(unit: Unit, contact: Contact, values: dict[str, Any], *, parts_given: bool = False) -> bool:
    """Give `contact` values that arrive from elsewhere; only Name and E-Mail have consequences there (relations section 2).

    Raises `MinorWithoutConsent` when Privacy Blocked would go off (relations note 3, E-32).
    """
    if values.get("privacy_blocked") is False and contact.privacy_blocked and contact.minor and not contact.parental_consent_received:
        raise errors.MinorWithoutConsent(table="contact", record=contact.no, field="privacy_blocked", name=contact.name)
    if "name" in values and values["name"] != contact.name:
        values |= _name_consequences(unit, contact, values["name"], parts_given)
    if "e_mail" in values:
        values["search_e_mail"] = values["e_mail"].upper()
    return unit.change(contact, **values)


def _name_consequences(unit: Unit, contact: Contact, name: str, parts_given: bool) -> dict[str, Any]:
    if contact.is_company:
        return {"company_name": name}
    if parts_given:
        return {"search_name": names.followed_search_name(contact.search_name, contact.name, name)}
    parts = names.split_name(name, names.NameParts(contact.first_name, contact.middle_name, contact.surname))
    if notice := names.cut_notice(parts):
        unit.notice("name.cut", notice, contact.no)
    return parts.as_values()


def follow_employee_name(unit: Unit, employee: Any) -> None:
    """Search Name of an employee whose name arrived from its contact (relations 1.8)."""
    # A new employee has no values before; its name was blank.
    before = {name: pair[0] or "" for name, pair in unit.changed(employee).items()}
    old = names.employee_search_source(*(before.get(name, getattr(employee, name)) for name in EMPLOYEE_NAME))
    new = names.employee_search_source(*(getattr(employee, name) for name in EMPLOYEE_NAME))
    unit.change(employee, search_name=names.followed_search_name(employee.search_name, old or "", new, 250))


@cache
def _entities_by_no(model: type[Record]) -> Select[Any]:
    return select(model).where(model.__table__.columns["no"].in_(bindparam("nos", expanding=True)))


class Spread:
    """One run from one saved record (relations R-54)."""

    def __init__(self, unit: Unit, origin: Record) -> None:
        self.unit = unit
        self._visited: set[tuple[str, str]] = {(origin.__tablename__, origin.key)}
        self._orphaned: set[str] = set()
        self._linked: list[Relation] | None = None
        """The links of a company and of its persons, once both are needed: one query for both."""

    def from_entity(self, kind: LinkKind, entity: Record) -> None:
        """An entity was saved: its contact, the contact's other links and persons follow (relations R-51)."""
        changed = set(self.unit.changed(entity))
        row = read_link(self.unit, kind, entity.key)
        if row is None:
            return
        contact = held_contact(self.unit, row.contact_no) or find(self.unit, Contact, row.contact_no)
        if contact is None:
            self.remove_orphan(row)
            return
        if not sync.starts_from_entity(changed, kind) and contact.name:
            return
        self.write_from_entity(contact, kind, entity, changed)
        self.from_contact(contact, arrived=True)

    def from_contact(self, contact: Contact, *, arrived: bool = False) -> None:
        """A contact was saved: its links and, for a company, its persons follow (relations R-50, contacts C-38).

        `arrived`: the contact itself was reached by synchronisation, so its other links are all brought in
        step, even where it held these values already (R-54, step 4).
        """
        changed = self.unit.changed(contact)
        if arrived:
            self._visited.add(("contact", contact.no))
        if contact.is_company and changed.keys() & set(inheritance.INHERITED) and "no" not in changed:
            self._linked = company_links(self.unit, contact.no)
        if changed or arrived:
            self._push([contact], {contact.no: set(changed)}, forced=arrived)
        if contact.is_company and changed.keys() & set(inheritance.INHERITED):
            self._inherit(contact, changed)
        if "name" in changed and not contact.is_company:
            self._rename_primary({contact.no: contact.name})

    def write_from_entity(self, contact: Contact, kind: LinkKind, entity: Record, changed: set[str]) -> None:
        """Bring `contact` in step with `entity`; what differed before is marked as healed (relations R-52)."""
        values = sync.contact_values(entity, kind, with_image="image" in changed)
        if kind is EMPLOYEE and contact.name and all(values[part] == getattr(contact, part) for part in NAME_PARTS):
            del values["name"]  # a name too long for its parts stays whole (relations E-23)
        healed = {pair.contact_field for pair in pairs_of(kind) if pair.entity_field not in changed}
        self._explain(contact, values, healed, entity.key)
        with self.unit.because(Cause("sync", entity.key)):
            write_contact(self.unit, contact, values, parts_given=kind is EMPLOYEE)

    def write_from_contact(self, entity: Record, kind: LinkKind, contact: Contact, changed: set[str]) -> None:
        """Bring `entity` in step with `contact` (relations R-50, R-52)."""
        values = sync.entity_values(contact, kind, with_image="image" in changed)
        if values.get("privacy_blocked") and not entity.privacy_blocked:  # type: ignore[attr-defined]
            values["blocked"] = sync.blocked_when_private(kind)
        healed = {pair.entity_field for pair in pairs_of(kind) if pair.contact_field not in changed}
        self._explain(entity, values, healed, contact.no)
        with self.unit.because(Cause("sync", contact.no)):
            self.unit.change(entity, **values)
            if kind is EMPLOYEE:
                follow_employee_name(self.unit, entity)

    def _explain(self, record: Record, values: dict[str, Any], healed: set[str], source: str) -> None:
        for name in healed & values.keys():
            if values[name] != getattr(record, name):
                self.unit.recorder.explain(record, name, Cause("heal", source))

    def _push(self, contacts: list[Contact], changed: dict[str, set[str]], *, forced: bool = False) -> None:
        by_no = {contact.no: contact for contact in contacts}
        known = self._linked
        rows = links_of(self.unit, list(by_no)) if known is None else [row for row in known if row.contact_no in by_no]
        started = {row.contact_no for row in rows if forced or sync.starts_from_contact(changed[row.contact_no], kind_of(row))}
        wanted = [row for row in rows if row.contact_no in started and (kind_of(row).id, row.no) not in self._visited]
        for kind, entities in self._entities(wanted).items():
            for row, entity in entities:
                if entity is None:
                    self.remove_orphan(row)
                else:
                    self._visited.add((kind.id, entity.key))
                    self.write_from_contact(entity, kind, by_no[row.contact_no], changed[row.contact_no])

    def _entities(self, rows: Iterable[Relation]) -> dict[LinkKind, list[tuple[Relation, Record | None]]]:
        """The entities behind `rows`, one query for each kind."""
        by_kind: dict[LinkKind, list[Relation]] = {}
        for row in rows:
            by_kind.setdefault(kind_of(row), []).append(row)
        found: dict[LinkKind, list[tuple[Relation, Record | None]]] = {}
        for kind, kind_rows in by_kind.items():
            query, nos = _entities_by_no(kind.model), {"nos": [row.no for row in kind_rows]}
            entities = {entity.key: entity for entity in self.unit.session.scalars(query, nos)}
            found[kind] = [(row, entities.get(row.no)) for row in kind_rows]
        return found

    def _inherit(self, company: Contact, changed: dict[str, tuple[Any, Any]]) -> None:
        old = {name: changed[name][0] if name in changed else getattr(company, name) for name in inheritance.COMPARED_ADDRESS}
        setup, unwilling = office.marketing(self.unit), self.unit.memory.get(NOT_INHERITING, frozenset())
        followers: list[Contact] = []
        with self.unit.because(Cause("inherit", company.no)):
            for person in persons_of(self.unit, company.no):
                values = {name: getattr(person, name) for name in inheritance.INHERITED}
                taken = inheritance.on_change(values, changed, old, setup)
                if person.no in unwilling:  # the name of its company is no choice
                    taken = {name: value for name, value in taken.items() if name == "company_name"}
                if ("contact", person.no) not in self._visited and write_contact(self.unit, person, taken):
                    followers.append(person)
        if followers:
            self._push(followers, {person.no: set(self.unit.changed(person)) for person in followers})

    def _rename_primary(self, renamed: dict[str, str]) -> None:
        """Contact of a customer or vendor follows the name of its primary contact (relations R-64)."""
        for kind in (kind for kind in LINK_KINDS if kind.has_primary_contact):
            columns = kind.model.__table__.columns
            with self.unit.because(Cause("primary")):
                for entity in self.unit.session.scalars(select(kind.model).where(columns["primary_contact_no"].in_(list(renamed)))):
                    self.unit.change(entity, contact=renamed[entity.primary_contact_no])  # type: ignore[attr-defined]

    def remove_orphan(self, row: Relation) -> None:
        """A row whose contact or entity is gone goes too, and never stops a save (relations R-83)."""
        with self.unit.because(Cause("repair")):
            self.unit.remove(row)
        self._orphaned.add(row.contact_no)
        text = _("The relation of contact {contact_no} with {no} was removed: one of them no longer exists.")
        self.unit.notice("relation.repaired", text.format(contact_no=row.contact_no, no=row.no), row.contact_no)

    def settle(self) -> None:
        """When everything is written: compute again what the removed rows had decided."""
        for no in sorted(self._orphaned):
            contact = find(self.unit, Contact, no)
            if contact is not None:
                touch(self.unit, contact)
                recalculate(self.unit, contact)
