"""The declaration everything reads: what the whole program knows about one field.

Forms, lists, filters, import and export, synchronisation, merging, history and preview read it here;
nobody repeats a length, a caption or a list of synchronised fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy.orm import MappedColumn, mapped_column

from contactdesk.model.file_kinds import Content
from contactdesk.model.kinds import Kind
from contactdesk.text import N_

if TYPE_CHECKING:
    from contactdesk.model.base import Record

GENERAL = N_("General")


class Way(Enum):
    """Which way a value travels between a contact and what it is linked with (relations section 2)."""

    BOTH = "equal on both sides at all times"
    AT_CREATION = "from the entity, once, when the contact is created from it"
    TO_ENTITY = "from the contact; and from the entity once, when the contact is created from it"


class Privacy(Enum):
    """How carefully the history keeps a value (reliability section 5)."""

    NORMAL = "normal"
    PERSONAL = "personal"
    BANK = "bank"


class Pair(NamedTuple):
    """The other side of a contact's field: link kind, field there, and the way it travels."""

    kind: str
    name: str = ""
    way: Way = Way.BOTH


@dataclass(frozen=True, slots=True)
class Field:
    """What the whole application knows about one field."""

    caption: str
    kind: Kind
    help: str = ""
    group: str = GENERAL
    synced: tuple[Pair, ...] = ()
    refers_to: str = ""
    """Table whose key a filled value must be ("country"); checked, renamed and looked up by it."""
    belongs: bool = False
    """The row belongs to the record it refers to here: it goes with it, and never keeps it from being deleted."""
    free: bool = False
    """A reference that is only a suggestion: any text is accepted (post code, city)."""
    editable: bool = True
    """False: kept by the program, never typed."""
    given_once: bool = False
    """Kept by the program afterwards, but given when the record is made."""
    stamp: bool = False
    """When and how often the record was changed: never a reason for, or shown as, a change."""
    listed: bool = False
    """Shown in the list unless the user hides it."""
    searched: bool = False
    """Found by the search box (contacts F-2)."""
    expected: bool = False
    """Every record should have a value here: the caption on the card is marked with a red asterisk (contacts 1.1)."""
    privacy: Privacy = Privacy.NORMAL
    name: str = ""

    @property
    def can_be_given(self) -> bool:
        """Can a value be typed or imported, at least for a new record?"""
        return self.editable or self.given_once

    @property
    def also_known_as(self) -> str:
        """The caption in snake case, where that is not the name ("email" for `e_mail`)."""
        snake = snake_case(self.caption)
        return "" if snake == self.name else snake


def snake_case(caption: str) -> str:
    """A caption as a name: "VAT Registration No." is `vat_registration_no`."""
    return re.sub(r"[^a-z0-9]+", "_", caption.casefold()).strip("_")


def field(
    caption: str,
    kind: Kind,
    help: str = "",
    *,
    index: bool = False,
    unique: bool = False,
    sort_order: int = 0,
    initially: Any = None,
    **options: Any,
) -> MappedColumn[Any]:
    """Declare a field: its column, and all that is shown or copied of it.

    `initially` is the value of a new record, where that is not the blank of its kind.
    """
    spec = Field(caption, kind, help, **options)
    blank = kind.empty
    # A file is loaded only when it is asked for; its former value is needed to see whether it changed.
    large = isinstance(kind, Content)
    return mapped_column(
        kind.column_type(),
        insert_default=blank if initially is None else initially,
        nullable=blank is None,
        index=index,
        unique=unique or None,
        sort_order=sort_order,
        deferred=large,
        active_history=large,
        info={"field": spec, "initially": blank if initially is None else initially},
    )


def both(*kinds: str) -> tuple[Pair, ...]:
    """Pairs of the same name that are equal at all times."""
    return tuple(Pair(kind) for kind in kinds)


@cache
def fields_of(model: type[Record]) -> tuple[Field, ...]:
    """The declared fields of `model`, in the order they are written."""
    return tuple(replace(column.info["field"], name=column.key) for column in model.__table__.columns if "field" in column.info)


@cache
def initial_values(model: type[Record]) -> Mapping[str, Any]:
    """What the fields of a new record hold before anybody fills them in."""
    return {column.key: column.info["initially"] for column in model.__table__.columns if "field" in column.info}


@cache
def field_map(model: type[Record]) -> Mapping[str, Field]:
    """The declared fields of `model` by name."""
    return {field.name: field for field in fields_of(model)}


@cache
def _spellings(model: type[Record]) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for field_ in fields_of(model):
        if field_.also_known_as:
            found.setdefault(field_.also_known_as.replace("_", ""), field_)
    for field_ in fields_of(model):
        found[field_.name.replace("_", "")] = field_
    return found


def find_field(model: type[Record], name: str) -> Field | None:
    """The field called `name`: its name or its caption, whatever blanks, dots and case; None if there is none."""
    return _spellings(model).get(snake_case(name).replace("_", ""))
