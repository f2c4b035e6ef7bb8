"""What travels between a contact and what it is linked with (relations section 2, R-24, R-43, R-52)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contactdesk.model.contact import PERSON
from contactdesk.model.fields import Way
from contactdesk.model.link_kinds import EMPLOYEE, LinkKind, equal_pairs, pairs_of
from contactdesk.rules.names import compose_name

Values = Mapping[str, Any]


def starts_from_contact(changed: set[str], kind: LinkKind) -> bool:
    """Does a change of these contact fields reach an entity of `kind` (relations R-50)?"""
    return any(pair.contact_field in changed for pair in pairs_of(kind) if pair.way is not Way.AT_CREATION)


def starts_from_entity(changed: set[str], kind: LinkKind) -> bool:
    """Does a change of these entity fields reach the contact (relations R-51)?"""
    return any(pair.entity_field in changed for pair in equal_pairs(kind))


def entity_values(contact: Any, kind: LinkKind, *, with_image: bool = True) -> dict[str, Any]:
    """What an entity of `kind` takes over from `contact`: every field that is equal at all times, and its type.

    A picture is loaded only when it may have changed (`with_image`).
    """
    return {
        pair.entity_field: getattr(contact, pair.contact_field)
        for pair in pairs_of(kind)
        if pair.way is not Way.AT_CREATION and (with_image or pair.contact_field != "image")
    }


def contact_values(entity: Any, kind: LinkKind, *, with_image: bool = True) -> dict[str, Any]:
    """What `contact` takes over from an entity of `kind` (relations R-51); a person's name is not split again."""
    values = {
        pair.contact_field: getattr(entity, pair.entity_field) for pair in equal_pairs(kind) if with_image or pair.contact_field != "image"
    }
    if kind is EMPLOYEE:
        values["name"] = compose_name(values["first_name"], values["middle_name"], values["surname"])
    return values


def born_values(entity: Any, kind: LinkKind) -> dict[str, Any]:
    """What a contact made from an entity starts with: all that is equal, and what travels once (relations R-7)."""
    values = contact_values(entity, kind) | {
        pair.contact_field: getattr(entity, pair.entity_field) for pair in pairs_of(kind) if pair.way is not Way.BOTH
    }
    if kind is EMPLOYEE:
        values["type"] = PERSON
    return values


def blocked_when_private(kind: LinkKind) -> int:
    """Blocked = All, the last option, of a customer or vendor whose data is private (relations note 3)."""
    return {"customer": 3, "vendor": 2}[kind.id]
