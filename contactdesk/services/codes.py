"""Code tables and other small records: creating, renaming, deleting (contacts 1.8, S-4; relations R-73, R-75)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.codes import Country, Language, PostCode, SalutationFormula
from contactdesk.model.fields import field_map, initial_values
from contactdesk.model.link_kinds import LINK_KINDS
from contactdesk.model.numbering import NoSeries, NoSeriesLine
from contactdesk.model.online_map import OnlineMapParameterSetup
from contactdesk.services import setup_rules
from contactdesk.services.belongings import remove_belongings
from contactdesk.services.completion import completed, known_region, placed
from contactdesk.services.online_map import check_service
from contactdesk.services.renumbering import carry_number, places_using
from contactdesk.services.series_rules import check_line, check_series
from contactdesk.services.template_values import check_invoice_discount
from contactdesk.services.values import check_references, not_found
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import N_

Values = dict[str, Any]

MAY_BE_BLANK = {(PostCode, "city"), (SalutationFormula, "language_code"), (NoSeriesLine, "line_no"), (SalutationFormula, "salutation_type")}
"""Parts of a key that a row may leave blank (contacts 1.8)."""

TEMPLATES = frozenset(kind.template for kind in LINK_KINDS if kind.template is not None)


def create(unit: Unit, model: type[Record], values: Values) -> Record:
    """Make a row of a code table. Raises `BlankKey`, `AlreadyExists`, and what its fields refuse."""
    if not model.KEY:
        raise errors.AlreadyExists(table=model.__tablename__, table_caption=Caption(model.CAPTION), value="")
    record = model()
    if model is NoSeriesLine:
        values.setdefault("line_no", _next_line_no(unit, values.get("series_code", "")))
    _check_blank(model, {name: values.get(name) for name in model.KEY})
    _check_unique(unit, model, values)
    unit.add(record)
    _apply(unit, record, values, places=True)
    return record


def _next_line_no(unit: Unit, series: str) -> int:
    last = unit.session.scalar(select(func.max(NoSeriesLine.line_no)).where(NoSeriesLine.series_code == series))
    return int(last or 0) + 10000


def save(unit: Unit, record: Record, values: Values, *, places: bool = True) -> None:
    """Change a row; a renamed code is carried into every record that refers to it (relations R-75)."""
    model = type(record)
    key = {name: values[name] for name in model.KEY if name in values and values[name] != getattr(record, name)}
    if key:
        _check_blank(model, key, record.key)
        _check_unique(unit, model, {name: values.get(name, getattr(record, name)) for name in model.KEY}, record.id)
    old = record.key
    _apply(unit, record, values, places=places)
    if key and len(model.KEY) == 1:
        carry_number(unit, model.__tablename__, old, record.key)
        unit.flush()


def _check_blank(model: type[Record], key: Values, record: str = "") -> None:
    """contacts 1.8"""
    for name, value in key.items():
        if not value and (model, name) not in MAY_BE_BLANK:
            raise errors.BlankKey(table=model.__tablename__, record=record, field=name, caption=Caption(field_map(model)[name].caption))


def _check_unique(unit: Unit, model: type[Record], values: Values, own_id: int = 0) -> None:
    key = {name: values.get(name, initial_values(model)[name]) for name in model.KEY}
    columns = model.__table__.columns
    # Codes are stored in upper case; the city of a post code is compared in its upper case beside it.
    same = [
        columns["search_city"] == value.upper() if (model, name) == (PostCode, "city") else columns[name] == value
        for name, value in key.items()
    ]
    if key and unit.session.scalar(select(columns["id"]).where(*same, columns["id"] != own_id)) is not None:
        shown = " ".join(str(value) for value in key.values())
        raise errors.AlreadyExists(
            table=model.__tablename__, record=shown, field=model.KEY[0], table_caption=Caption(model.CAPTION), value=shown
        )


def _apply(unit: Unit, record: Record, values: Values, *, places: bool) -> None:
    if type(record) in TEMPLATES:
        values = completed(unit, record, values, places=places)
        if values.get("invoice_disc_code", "") != getattr(record, "invoice_disc_code", ""):
            kind = next(kind for kind in LINK_KINDS if kind.template is type(record))
            check_invoice_discount(unit, kind, record.key, values["invoice_disc_code"], table=record.__tablename__)
    check_references(unit, type(record), {name: value for name, value in values.items() if value != getattr(record, name)}, record.key)
    if isinstance(record, PostCode):
        values["search_city"] = values.get("city", record.city).upper()[:30]
    elif isinstance(record, Country):
        _check_country(record, values)
    elif isinstance(record, Language):
        # The tag goes into the Format Region of contacts, which holds known ones only (contacts 1.2).
        if values.get("region_tag"):
            values["region_tag"] = placed(record, "region_tag", known_region, values["region_tag"])
    elif isinstance(record, NoSeries):
        values = check_series(unit, record, values)
    elif isinstance(record, NoSeriesLine):
        values = check_line(record, values)
    elif isinstance(record, OnlineMapParameterSetup):
        check_service(record, values)
    elif not record.KEY:
        values = setup_rules.check_setup(unit, record, values)
    unit.change(record, **values)


def _check_country(record: Country, values: Values) -> None:
    """contacts section 8 line 45"""
    for name, length, allowed in (("iso_code", 2, str.isalpha), ("iso_numeric_code", 3, str.isdecimal)):
        value = values.get(name, "")
        place = {"table": "country", "record": record.code or "", "field": name}
        caption = Caption(field_map(Country)[name].caption)
        if value and len(value) != length:
            raise errors.IsoLength(caption=caption, length=length, **place)
        if value and not (value.isascii() and allowed(value)):
            raise errors.IsoCharacters(caption=caption, value=value, **place)


def delete(unit: Unit, record: Record) -> None:
    """Delete a row that nothing uses any more. Raises `InUse` naming the places (relations E-13, contacts 1.8)."""
    if not record.KEY:
        raise errors.CannotDelete(
            table=record.__tablename__, table_caption=Caption(record.CAPTION), reasons=[Caption(N_("the office needs it"))]
        )
    remove_belongings(unit, type(record), [record])
    unit.flush()
    if len(record.KEY) == 1 and type(record) not in TEMPLATES:
        places = places_using(unit, record.__tablename__, record.key)
        if places:
            raise errors.InUse(
                table=record.__tablename__, record=record.key, table_caption=Caption(record.CAPTION), value=record.key, places=places
            )
    unit.remove(record)


def load_composite(unit: Unit, model: type[Record], key: str) -> Record:
    """A record whose key has several parts: "ID id" or the parts with blanks between them. Raises `NotFound`."""
    if key.startswith("#") and key[1:].isdecimal():
        found = unit.session.get(model, int(key[1:]))
        if found is not None:
            return found
    words = key.strip().split(" ")
    beginnings = [" ".join(words[:count]) for count in range(1, len(words) + 1)]
    beginnings += [beginning.upper() for beginning in beginnings]
    for record in unit.session.scalars(select(model).where(model.__table__.columns[model.KEY[0]].in_(beginnings))):
        if record.key.casefold() == key.strip().casefold():
            return record
    raise not_found(model.__tablename__, key)
