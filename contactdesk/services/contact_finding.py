"""Which contact is meant by what is typed in a field of another page (contacts F-12)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select

from contactdesk.model.contact import Contact
from contactdesk.model.folding import fold
from contactdesk.model.sort_keys import sorted_column
from contactdesk.rules.closeness import differ_by_at_most, may_differ
from contactdesk.storage import search_index
from contactdesk.storage.filter_sql import like
from contactdesk.storage.unit_of_work import Unit

SHOWN = 50
NEWEST = 1000
"""Contacts whose names are compared letter by letter when nothing else is found."""
_ANYWHERE = ("no", "name", "city", "phone_no", "post_code")
_LAST_LETTER = "\U0010ffff"


def contacts_meant(unit: Unit, text: str) -> list[Contact]:
    """The contacts that `text` can mean, by the first step of contacts F-12 that finds any; exactly one is taken.

    Its number, its name, its name whatever the case; the beginning of number or name; part of number, name,
    city, phone number or post code; at last a name of the newest contacts that is nearly the same.
    """
    typed = text.strip()
    if not typed:
        return []
    columns, key = Contact.__table__.columns, _name_key()
    exact = (columns["no"] == typed.upper(), and_(key == fold(typed), columns["name"] == typed))
    return _first(unit, (*exact, *loosely(unit, typed))) or _nearly(unit, typed)


def primary_meant(unit: Unit, holder: str, text: str) -> list[Contact]:
    """The contacts that `text` can mean as primary contact (contacts F-12, relations R-61): first those of the company `holder`."""
    typed = text.strip()
    if not typed or not holder:
        return contacts_meant(unit, text)
    columns = Contact.__table__.columns
    own = or_(columns["no"] == holder, columns["company_no"] == holder)
    steps = [and_(own, step) for step in loosely(unit, typed)]
    return _first(unit, [columns["no"] == typed.upper(), *steps]) or contacts_meant(unit, text)


def _first(unit: Unit, steps: Sequence[ColumnElement[bool]]) -> list[Contact]:
    query = select(Contact).order_by(Contact.name, Contact.no).limit(SHOWN)
    for step in steps:
        if found := list(unit.session.scalars(query.where(step))):
            return found
    return []


def loosely(unit: Unit, typed: str) -> tuple[ColumnElement[bool], ...]:
    """The steps behind the exact ones: the name whatever its case, beginnings, parts.

    Indexes narrow what is compared: they know texts without case and accents.
    """
    columns, key, folded = Contact.__table__.columns, _name_key(), fold(typed)
    begins = (
        and_(columns["no"] >= typed.upper(), columns["no"] < typed.upper() + _LAST_LETTER, like(columns["no"], typed, starts=True)),
        and_(key >= folded, key < folded + _LAST_LETTER, like(columns["name"], typed, starts=True)),
    )
    parts = or_(*(like(columns[name], typed, inside=True) for name in _ANYWHERE))
    if '"' not in typed and folded.strip():
        dialect = unit.session.get_bind().dialect.name
        parts = and_(columns["id"].in_(search_index.matching(Contact, f'"{typed}"', dialect)), parts)
    return and_(key == folded, like(columns["name"], typed)), or_(*begins), parts


def _name_key() -> ColumnElement[str]:
    return sorted_column(Contact.__table__, "name")  # type: ignore[arg-type]


def _nearly(unit: Unit, typed: str) -> list[Contact]:
    most, wanted = may_differ(typed), typed.casefold()
    if not most:
        return []
    newest = unit.session.execute(select(Contact.id, Contact.name).order_by(Contact.id.desc()).limit(NEWEST))
    ids = [id for id, name in newest if differ_by_at_most(wanted, name.casefold(), most)]
    return list(unit.session.scalars(select(Contact).where(Contact.id.in_(ids[:SHOWN])).order_by(Contact.name, Contact.no)))
