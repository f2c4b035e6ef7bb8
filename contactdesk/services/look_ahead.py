"""Asking the database once for many records of a long job, before the rules ask for each of them.

The rules find the answers in the memory of the action; what was not looked up ahead they ask themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import defer

from contactdesk.model.base import Record
from contactdesk.model.codes import PostCode
from contactdesk.model.contact import COMPANY, Contact
from contactdesk.model.fields import field_map
from contactdesk.rules.addresses import Place
from contactdesk.services.values import existing_keys
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit

Rows = Sequence[Mapping[str, Any]]


def codes(unit: Unit, model: type[Record], rows: Rows) -> None:
    """Which of the codes in `rows` exist."""
    wanted: dict[str, set[str]] = {}
    for name, field in field_map(model).items():
        if field.refers_to and not field.free and field.refers_to != "contact":
            wanted.setdefault(field.refers_to, set()).update(row[name] for row in rows if row.get(name))
    for table, keys in wanted.items():
        if keys:
            existing_keys(unit, table, keys)


def places(unit: Unit, rows: Rows) -> None:
    """The post codes that post code and city of `rows` can mean (contacts C-61, C-62)."""
    post_codes = {row["post_code"].upper() for row in rows if row.get("post_code")}
    cities = {row["city"].upper() for row in rows if row.get("city")}
    if not post_codes and not cities:
        return
    columns = (PostCode.code, PostCode.city, PostCode.country_region_code, PostCode.county, PostCode.search_city)
    query = select(*columns).where(or_(among(PostCode.code, post_codes), among(PostCode.search_city, cities)))
    found: dict[tuple[str, str], list[Place]] = {("post_code", text): [] for text in post_codes} | {("city", text): [] for text in cities}
    for *place, search_city in unit.session.execute(query):
        for key in (("post_code", place[0]), ("city", search_city)):
            if key in found:
                found[key].append(Place(*place))
    # A text that ends with a star is asked for when it is met.
    remembered = unit.memory.setdefault("places", {})
    remembered.update({key: known for key, known in found.items() if not key[1].endswith("*")})


def numbers_taken(unit: Unit, model: type[Record], nos: Iterable[str]) -> None:
    """Which of the numbers typed by hand are taken."""
    wanted = list(nos)
    column = model.__table__.columns["no"]
    taken = set(unit.session.scalars(select(column).where(among(column, wanted)))) if wanted else set()
    unit.memory.setdefault(("taken", model), {}).update({no: no in taken for no in wanted})


def contacts_by_no(unit: Unit, nos: Iterable[str]) -> dict[str, Contact]:
    """Contacts by number, without their pictures."""
    query = select(Contact).where(among(Contact.no, nos)).options(defer(Contact.image))
    return {contact.no: contact for contact in unit.session.scalars(query)}


def companies_named(unit: Unit, name: str) -> list[str]:
    """The numbers of the companies that are called exactly `name`, at most ten."""
    query = select(Contact.no).where(Contact.type == COMPANY, Contact.name == name).order_by(Contact.no).limit(10)
    return list(unit.session.scalars(query))
