"""How both sides of a link come to hold the same values (relations R-43 to R-45, G-1 to G-5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.fields import Field, field_map
from contactdesk.model.link_kinds import CUSTOMER, EMPLOYEE, LinkKind, SyncedPair, equal_pairs
from contactdesk.rules import sync
from contactdesk.rules.names import compose_name
from contactdesk.services.spreading import follow_employee_name, write_contact
from contactdesk.services.values import checked, existing_keys, not_found
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit

CONTACT, ENTITY, PER_FIELD = "contact", "entity", "per_field"

NAME_PARTS = ("first_name", "middle_name", "surname")


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


@dataclass(frozen=True, slots=True)
class Sources:
    """Which side each field of a link is taken from (relations G-2)."""

    master: str
    by_field: Mapping[str, str]
    blank_never_wins: bool

    def takes_entity(self, contact_field: str, contact_value: Any, entity_value: Any) -> bool:
        """Is the value of the entity the one that stays?"""
        chosen = self.by_field.get(contact_field, CONTACT) if self.master == PER_FIELD else self.master
        if self.blank_never_wins and bool(contact_value) != bool(entity_value):
            return bool(entity_value)
        return chosen == ENTITY


def differences(contact: Contact, entity: Record, kind: LinkKind) -> list[Difference]:
    """The shared fields of both sides, differing ones first (relations G-1)."""
    contact_fields, entity_fields = field_map(Contact), field_map(kind.model)
    found = [
        Difference(
            contact_fields[pair.contact_field],
            entity_fields[pair.entity_field],
            getattr(contact, pair.contact_field),
            getattr(entity, pair.entity_field),
        )
        for pair in equal_pairs(kind)
    ]
    return sorted(found, key=lambda one: not one.differs)


def agree(unit: Unit, contact: Contact, entity: Record, kind: LinkKind, sources: Sources) -> str:
    """Both sides end up with the chosen value in every shared field; the master choice this amounts to.

    Raises what the receiving side does not allow (relations G-4).
    """
    to_contact: dict[str, Any] = {}
    to_entity: dict[str, Any] = {}
    for pair in equal_pairs(kind):
        ours, theirs = getattr(contact, pair.contact_field), getattr(entity, pair.entity_field)
        if ours == theirs:
            continue
        if sources.takes_entity(pair.contact_field, ours, theirs):
            to_contact[pair.contact_field] = theirs
        else:
            to_entity[pair.entity_field] = ours
    _check_values(unit, Contact, to_contact, contact.no)
    _check_values(unit, kind.model, to_entity, entity.key)
    amounts_to = _master(sources, to_contact, to_entity)
    if kind is EMPLOYEE and to_contact.keys() & set(NAME_PARTS):
        to_contact["name"] = compose_name(*(to_contact.get(name, getattr(contact, name)) for name in NAME_PARTS))
    _write(unit, contact, entity, kind, to_contact, to_entity)
    return amounts_to


def _write(unit: Unit, contact: Contact, entity: Record, kind: LinkKind, to_contact: dict[str, Any], to_entity: dict[str, Any]) -> None:
    if kind is CUSTOMER:
        to_entity["contact_type"] = contact.type
    if to_entity.get("privacy_blocked"):
        to_entity["blocked"] = sync.blocked_when_private(kind)
    with unit.because(Cause("link")):
        write_contact(unit, contact, to_contact, parts_given=kind is EMPLOYEE)
        unit.change(entity, **to_entity)
        if kind is EMPLOYEE:
            follow_employee_name(unit, entity)


def _master(sources: Sources, to_contact: Mapping[str, Any], to_entity: Mapping[str, Any]) -> str:
    """A choice by field that equals one pure choice counts as that one (relations G-3)."""
    if to_contact and to_entity:
        return PER_FIELD
    if sources.master != PER_FIELD:
        return sources.master
    return ENTITY if to_contact else CONTACT


def _check_values(unit: Unit, model: type[Record], values: Mapping[str, Any], record: str) -> None:
    """relations G-4: what arrives must be allowed on the receiving side; a blocked salesperson is copied as it is."""
    declared = field_map(model)
    for name, value in values.items():
        field = declared[name]
        if not isinstance(value, str):
            continue
        checked(field, value, record=record, table=model.__tablename__)
        if value and field.refers_to and not field.free and not existing_keys(unit, field.refers_to, {value}):
            raise not_found(field.refers_to, value, field=name, record=record, inside=model.__tablename__)


def check_seen(contact: Contact, entity: Record, kind: LinkKind, seen: Mapping[str, tuple[Any, Any]]) -> None:
    """A choice made for other values is not carried out (relations G-5). Raises `ChangedElsewhere`."""
    declared = field_map(Contact)
    moved = [
        Caption(declared[pair.contact_field].caption)
        for pair in equal_pairs(kind)
        if pair.contact_field in seen and seen[pair.contact_field] != _both(contact, entity, pair)
    ]
    if moved:
        raise errors.ChangedElsewhere(table="contact", record=contact.no, table_caption=Caption(Contact.CAPTION), fields=moved)


def _both(contact: Contact, entity: Record, pair: SyncedPair) -> tuple[Any, Any]:
    return getattr(contact, pair.contact_field), getattr(entity, pair.entity_field)
