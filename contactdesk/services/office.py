"""How the office is set up, as the running action sees it; read once for each action."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.codes import Salesperson
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map, fields_of, initial_values
from contactdesk.model.link_kinds import BY_ID, LINK_KINDS, LinkKind
from contactdesk.model.numbering import NoSeries
from contactdesk.model.setup import CompanyInformation, MarketingSetup, NumberingSetup, SetupRecord
from contactdesk.storage.unit_of_work import Unit

Values = dict[str, Any]


@cache
def _the_row(model: type[SetupRecord]) -> Select[Any]:
    return select(*(model.__table__.columns[field.name] for field in fields_of(model))).limit(1)


def setup_values(unit: Unit, model: type[SetupRecord]) -> Values:
    """The fields of a setup record; those of a new database where it does not exist yet."""
    key = ("setup", model)
    if key not in unit.memory:
        row = unit.session.connection().execute(_the_row(model)).mappings().first()
        unit.memory[key] = dict(row) if row else dict(initial_values(model))
    found: Values = unit.memory[key]
    return found


def marketing(unit: Unit) -> Values:
    """Marketing Setup."""
    return setup_values(unit, MarketingSetup)


def own_salesperson(unit: Unit) -> str:
    """The own salesperson code of the user; blank when that colleague is unknown or blocked (contacts C-12, relations R-33a)."""
    code = unit.who.salesperson_code
    if code and ("own salesperson", code) not in unit.memory:
        free = select(Salesperson.code).where(
            Salesperson.code == code, Salesperson.blocked.is_(False), Salesperson.privacy_blocked.is_(False)
        )
        unit.memory["own salesperson", code] = unit.session.scalar(free) or ""
    return str(unit.memory["own salesperson", code]) if code else ""


def own_country(unit: Unit) -> str:
    """Country of the own company; it stands for a blank country."""
    return str(setup_values(unit, CompanyInformation)["company_country_region_code"])


def relation_code(unit: Unit, kind: LinkKind) -> str:
    """The relation code of `kind`. Raises `RelationCodeMissing` naming the setup field (relations R-4, E-01)."""
    code = str(marketing(unit)[kind.code_field])
    if not code:
        caption = field_map(MarketingSetup)[kind.code_field].caption
        raise errors.RelationCodeMissing(field=kind.code_field, table="marketing_setup", setup_field=Caption(caption))
    return code


def relation_codes(unit: Unit) -> dict[str, LinkKind]:
    """The relation codes that mean a link, with the kind each stands for; the first where two share one."""
    found: dict[str, LinkKind] = {}
    for kind in LINK_KINDS:
        code = marketing(unit)[kind.code_field]
        if code:
            found.setdefault(code, kind)
    return found


def series_of(unit: Unit, model: type[Record]) -> str:
    """The number series of the records of `model`, blank where none is set up (contacts NS-23)."""
    if model is Contact:
        return str(marketing(unit)["contact_nos"])
    return str(setup_values(unit, NumberingSetup)[BY_ID[model.__tablename__].series_field])


def series_place(model: type[Record]) -> tuple[str, type[SetupRecord]]:
    """Field and setup page that name the series of `model`."""
    return ("contact_nos", MarketingSetup) if model is Contact else (BY_ID[model.__tablename__].series_field, NumberingSetup)


def series(unit: Unit, code: str) -> NoSeries | None:
    """The series `code`, remembered for the length of the action."""
    key = ("series", code)
    if key not in unit.memory:
        unit.memory[key] = unit.session.scalar(select(NoSeries).where(NoSeries.code == code))
    found: NoSeries | None = unit.memory[key]
    return found
