"""Which contact is meant by what is typed in a field of another page (contacts F-12)."""

from __future__ import annotations

from sqlalchemy import or_, select

from contactdesk.model.contact import Contact
from contactdesk.rules.closeness import differ_by_at_most, may_differ
from contactdesk.storage.filter_sql import like
from contactdesk.storage.unit_of_work import Unit

SHOWN = 50
NEWEST = 1000
"""Contacts whose names are compared letter by letter when nothing else is found."""
_ANYWHERE = ("no", "name", "city", "phone_no", "post_code")


def contacts_meant(unit: Unit, text: str) -> list[Contact]:
    """The contacts that `text` can mean, by the first step of contacts F-12 that finds any; exactly one is taken.

    Its number, its name, its name whatever the case; the beginning of number or name; part of number, name,
    city, phone number or post code; at last a name of the newest contacts that is nearly the same.
    """
    typed = text.strip()
    if not typed:
        return []
    columns = Contact.__table__.columns
    steps = (
        columns["no"] == typed.upper(),
        columns["name"] == typed,
        like(columns["name"], typed),
        or_(like(columns["no"], typed, starts=True), like(columns["name"], typed, starts=True)),
        or_(*(like(columns[name], typed, inside=True) for name in _ANYWHERE)),
    )
    query = select(Contact).order_by(Contact.name, Contact.no).limit(SHOWN)
    for step in steps:
        if found := list(unit.session.scalars(query.where(step))):
            return found
    return _nearly(unit, typed)


def _nearly(unit: Unit, typed: str) -> list[Contact]:
    most, wanted = may_differ(typed), typed.casefold()
    if not most:
        return []
    newest = unit.session.execute(select(Contact.id, Contact.name).order_by(Contact.id.desc()).limit(NEWEST))
    ids = [id for id, name in newest if differ_by_at_most(wanted, name.casefold(), most)]
    return list(unit.session.scalars(select(Contact).where(Contact.id.in_(ids[:SHOWN])).order_by(Contact.name, Contact.no)))
