"""An entity made from a contact: template, number, values, what flows back (relations R-22 to R-27)."""

from __future__ import annotations

from typing import Any, cast

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.contact import PERSON, Contact
from contactdesk.model.fields import Field, field_map
from contactdesk.model.link_kinds import EMPLOYEE, LinkKind, equal_pairs
from contactdesk.rules import sync
from contactdesk.services import entities, numbers
from contactdesk.services.born_contacts import NO_NUMBER
from contactdesk.services.relation_rows import forget_former
from contactdesk.services.spreading import Spread, follow_employee_name, write_contact
from contactdesk.services.template_values import fill_from_template
from contactdesk.services.templates import candidates
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit


def chosen_template(unit: Unit, kind: LinkKind, target: Contact, template: str | None) -> Record | None:
    """The template to use (relations R-30, R-31): a code, "" for none, None for the only one that fits.

    Raises `TemplateChoice` when several fit and none was named, `TemplateGone` for one that does not fit (E-21).
    """
    if kind.template is None or template == "":
        return None
    fitting = candidates(unit, kind, target.type)
    if template is not None:
        code = template.strip().upper()
        found = next((one for one in fitting if one.key == code), None)
        if found is None:
            raise errors.TemplateGone(table=kind.template.__tablename__, field="template", value=template)
        return cast("Record", found)
    if len(fitting) > 1:
        raise errors.TemplateChoice(table=kind.template.__tablename__, templates=[one.key for one in fitting])
    return fitting[0] if fitting else None


def entity_from(unit: Unit, kind: LinkKind, target: Contact, template: Record | None) -> Any:
    """A new entity with the contact's values, then what the template fills (relations R-23, R-24).

    Raises `NoEntityNumber` (E-08), `NotFound` for a code of the template that is gone (R-37).
    """
    values = sync.entity_values(target, kind)
    no, series = _number(unit, kind, template)
    entity = unit.add(kind.model(no=no, no_series=series, **values))
    if unit.dry_run:
        unit.recorder.number_is_from(entity, series)
    forget_former(unit, kind, no)
    if kind.has_primary_contact:
        unit.change(entity, invoice_disc_code=no)
    if template is not None:
        fill_from_template(unit, kind, entity, template)
    if kind is EMPLOYEE:
        follow_employee_name(unit, entity)
    entities.default_salesperson(unit, kind, entity)
    return entity


def _number(unit: Unit, kind: LinkKind, template: Record | None) -> tuple[str, str]:
    series = str(getattr(template, "no_series", ""))
    try:
        return numbers.next_no(unit, kind.model, series)
    except NO_NUMBER as refusal:
        raise errors.NoEntityNumber(field=refusal.field, table=refusal.table, kind=Caption(kind.caption), reason=refusal) from None


def flow_back(unit: Unit, contact: Contact, kind: LinkKind, entity: Record) -> None:
    """Shared fields that were blank on the contact and filled by the template return to it (relations R-25)."""
    filled = {
        pair.contact_field: value
        for pair in equal_pairs(kind)
        if pair.contact_field != "image" and not getattr(contact, pair.contact_field) and (value := getattr(entity, pair.entity_field))
    }
    if filled:
        with unit.because(Cause("template")):
            write_contact(unit, contact, filled, parts_given=True)
        Spread(unit, entity).from_contact(contact, arrived=True)


def primary_after_converting(unit: Unit, kind: LinkKind, entity: Record, started_on: Contact, target: Contact, wanted: bool) -> None:
    """relations R-27"""
    if not kind.has_primary_contact:
        return
    person = target if target.type == PERSON else started_on if started_on.type == PERSON and wanted else None
    if person is not None:
        with unit.because(Cause("primary")):
            unit.change(entity, primary_contact_no=person.no, contact=person.name)


def blank_posting_fields(kind: LinkKind, entity: Record) -> tuple[Field, ...]:
    """What is still to be filled in by hand (relations R-28)."""
    names = [kind.posting_group_field, "gen_bus_posting_group", "vat_bus_posting_group", "payment_terms_code", "payment_method_code"]
    declared = field_map(kind.model)
    return tuple(declared[name] for name in names if name in declared and not getattr(entity, name))
