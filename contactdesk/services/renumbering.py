"""A number or code that changes is carried into every record that refers to it (contacts C-6; relations R-74, R-75)."""

from __future__ import annotations

from sqlalchemy import func, select

from contactdesk.model.contact import Contact
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import references_to
from contactdesk.services.loading import hold
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _


def carry_number(unit: Unit, table: str, old: str, new: str) -> None:
    """Replace `old` by `new` in every field that refers to `table`, and in the links of an entity."""
    with unit.because(Cause("renumber", old)):
        for model, field in references_to(table):
            column = model.__table__.columns[field.name]
            if model is Contact and unit.locks:
                hold(unit, unit.session.scalars(select(Contact.no).where(column == old)).all())
            for record in unit.session.scalars(select(model).where(column == old).order_by(model.id)):
                unit.change(record, **{field.name: new})
        if table in BY_ID:
            rows = select(Relation).where(Relation.link_to_table == BY_ID[table].number, Relation.no == old)
            for row in unit.session.scalars(rows):
                unit.change(row, no=new)


def places_using(unit: Unit, table: str, key: str) -> list[str]:
    """Where a code is used, for people: "Contacts (3)" and the setup fields (contacts 1.8, relations E-13)."""
    found: list[str] = []
    for model, field in references_to(table):
        if not field.editable:
            continue  # where a number once came from is a note, not a use (contacts NS-16)
        column = model.__table__.columns[field.name]
        count = unit.session.scalar(select(func.count()).select_from(model).where(column == key)) or 0
        if count and not model.KEY:
            found.append(f"{_(model.CAPTION)} – {_(field.caption)}")
        elif count:
            found.append(f"{_(model.CAPTIONS)} ({count})")
    return found
