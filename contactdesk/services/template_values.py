"""What a template fills in (relations R-32, R-34, R-37)."""

from __future__ import annotations

from typing import Any

from contactdesk.model.base import Record
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.model.link_kinds import LinkKind
from contactdesk.rules import sync
from contactdesk.services.loading import find
from contactdesk.services.values import check_references, not_found
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit

OWN_FIELDS = frozenset({"code", "description", "contact_type", "no_series"})


def template_fields(kind: LinkKind) -> list[Field]:
    """The fields of an entity that its template can fill."""
    if kind.template is None:
        return []
    entity = {field.name for field in fields_of(kind.model)}
    return [field for field in fields_of(kind.template) if field.name in entity and field.name not in OWN_FIELDS]


def fill_from_template(
    unit: Unit, kind: LinkKind, entity: Record, template: Record, *, overwrite: bool = False, typed: frozenset[str] = frozenset()
) -> bool:
    """Fill the blank fields of `entity` from `template`, or all that the template fills; did anything change?

    Contact value beats template value beats blank; a blank template value never clears a field. A filled
    Invoice Disc. Code of the template always wins; what was `typed` on a new record stays, blank or not.
    Raises `NotFound` for a code that is gone (R-37).
    """
    values: dict[str, Any] = {}
    for field in template_fields(kind):
        if field.name in typed:
            continue
        wanted = getattr(template, field.name)
        present = getattr(entity, field.name)
        is_blank = present == field.kind.empty
        if wanted != field.kind.empty and (is_blank or overwrite or field.name == "invoice_disc_code"):
            values[field.name] = wanted
    if not entity.version and hasattr(template, "allow_line_disc") and "allow_line_disc" not in typed:
        # Its default is on, so a template that switches it off says so on a new entity only.
        values["allow_line_disc"] = template.allow_line_disc
    check_references(unit, kind.model, values, entity.key)
    check_invoice_discount(unit, kind, entity.key, values.get("invoice_disc_code", ""), own_no=entity.key)
    _keep_private(kind, entity, values)
    with unit.because(Cause("template", template.key)):
        return unit.change(entity, **values)


def _keep_private(kind: LinkKind, entity: Any, values: dict[str, Any]) -> None:
    """relations 1.5: who is blocked for privacy is blocked for everything."""
    if values.get("privacy_blocked") and "blocked" in field_map(kind.model):
        values["blocked"] = sync.blocked_when_private(kind)
    elif getattr(entity, "privacy_blocked", False):
        values.pop("blocked", None)


def check_invoice_discount(unit: Unit, kind: LinkKind, record: str, code: str, *, own_no: str = "", table: str = "") -> None:
    """Invoice Disc. Code names an entity of the kind (relations 1.5, R-37). Raises `NotFound`."""
    if code and code != own_no and find(unit, kind.model, code) is None:
        raise not_found(kind.id, code, field="invoice_disc_code", record=record, inside=table or kind.id)
