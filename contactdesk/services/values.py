"""From what was typed to values that may be stored: names, kinds, references (contacts section 0)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.model.base import Record
from contactdesk.model.fields import Field, field_map, fields_of, find_field
from contactdesk.model.tables import TABLES
from contactdesk.storage.unit_of_work import Unit

Values = dict[str, Any]


def model_of(table: str) -> type[Record]:
    """The table called `table` ("customer", "bank-account"). Raises `NotFound`."""
    found = TABLES.get(table.strip().casefold().replace("-", "_").replace(" ", "_"))
    if found is None:
        caption = field_map(TABLES["comment_line"])["record_table"].caption
        raise errors.NotFound(table_caption=Caption(caption), value=table, table=table)
    return found


def field_of(model: type[Record], name: str) -> Field:
    """The field of `model` called `name`. Raises `UnknownField`."""
    found = find_field(model, name)
    if found is None:
        names = [field.name for field in fields_of(model)]
        raise errors.UnknownField(field=name, table=model.__tablename__, table_caption=Caption(model.CAPTION), value=name, allowed=names)
    return found


def parsed(model: type[Record], typed: Mapping[str, Any], *, record: str = "", kept: bool = False, new: bool = False) -> Values:
    """`typed` under the names of the fields, each value as it is stored.

    A `new` record takes what is given once. Raises `UnknownField`, `NotEditable` (unless `kept`) and what the
    kinds refuse, with field and record.
    """
    values: Values = {}
    for name, value in typed.items():
        field = field_of(model, name)
        if not (field.editable or kept or (new and field.given_once)):
            raise errors.NotEditable(field=field.name, record=record, table=model.__tablename__, caption=Caption(field.caption))
        values[field.name] = checked(field, value, record=record, table=model.__tablename__)
    return values


def checked(field: Field, value: Any, *, record: str = "", table: str = "") -> Any:
    """`value` as `field` stores it; what its kind refuses tells field and record."""
    try:
        return field.kind.check(value)
    except UserError as refusal:
        raise refusal.at(field=field.name, record=record, table=table, caption=Caption(field.caption)) from None


def check_references(unit: Unit, model: type[Record], values: Mapping[str, Any], record: str = "") -> None:
    """Every filled code must exist in its table (contacts section 0). Raises `NotFound`, and what salespeople refuse."""
    declared = field_map(model)
    wanted: dict[str, list[Field]] = {}
    for name, value in values.items():
        field = declared[name]
        if value and field.refers_to and not field.free:
            wanted.setdefault(field.refers_to, []).append(field)
    for table, fields in wanted.items():
        known = existing_keys(unit, table, {values[field.name] for field in fields})
        for field in fields:
            if values[field.name] not in known:
                raise not_found(table, values[field.name], field=field.name, record=record, inside=model.__tablename__)
            if table == "salesperson":
                _check_salesperson(unit, values[field.name], field, record, model.__tablename__)


def not_found(table: str, value: str, *, field: str = "", record: str = "", inside: str = "") -> errors.NotFound:
    """The refusal of a key that is not in its table."""
    return errors.NotFound(field=field, record=record, table=inside, table_caption=Caption(TABLES[table].CAPTION), value=value)


def existing_keys(unit: Unit, table: str, keys: Iterable[str]) -> set[str]:
    """Which of `keys` are records of `table`. Answers are remembered for the length of the action."""
    known: dict[str, bool] = unit.memory.setdefault(("keys", table), {})
    asked = [key for key in keys if key not in known]
    if asked:
        column = getattr(TABLES[table], TABLES[table].KEY[0])
        found = set(unit.session.scalars(select(column).where(column.in_(asked))))
        known.update({key: key in found for key in asked})
    return {key for key in keys if known[key]}


def _check_salesperson(unit: Unit, code: str, field: Field, record: str, table: str) -> None:
    """contacts 1.3: a blocked colleague is refused."""
    from contactdesk.model.codes import Salesperson  # thirty tables: a list needs none of them

    remembered = unit.memory.setdefault("salespeople", {})
    if code not in remembered:
        row = unit.session.execute(select(Salesperson.privacy_blocked, Salesperson.blocked).where(Salesperson.code == code)).one()
        remembered[code] = row
    private, blocked = remembered[code]
    if private:
        raise errors.SalespersonPrivacy(field=field.name, record=record, table=table, value=code)
    if blocked:
        raise errors.SalespersonBlocked(field=field.name, record=record, table=table, value=code)


def values_of(record: Record, *, with_pictures: bool = False) -> Values:
    """All declared values of `record`; pictures only on request."""
    return {
        field.name: getattr(record, field.name)
        for field in fields_of(type(record))
        if with_pictures or field.kind.__class__.__name__ != "Picture"
    }
