"""Templates for customers, vendors and employees (relations 3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.fields import fields_of
from contactdesk.model.link_kinds import BY_ID, LinkKind
from contactdesk.rules.number_text import increased
from contactdesk.services.loading import find, hold_entities, load, load_entity
from contactdesk.services.spreading import Spread
from contactdesk.services.template_values import fill_from_template, template_fields
from contactdesk.storage.unit_of_work import Actions, Done, Unit

FIRST_CODES = {"customer": "CUST000001", "vendor": "VEND000001", "employee": "EMPL000001"}


def candidates(unit: Unit, kind: LinkKind, contact_type: int | None = None) -> list[Any]:
    """The templates of a kind by code; for a contact type where templates have one (relations R-30, R-33)."""
    if kind.template is None:
        return []
    query = select(kind.template).order_by(kind.template.__table__.columns["code"])
    if contact_type is not None and "contact_type" in kind.template.__table__.columns:
        query = query.where(kind.template.__table__.columns["contact_type"] == contact_type)
    return list(unit.session.scalars(query))


def best_template(fitting: Sequence[Any], contact: Contact) -> Any | None:
    """The template that fits the contact best: territory, currency and country, fewer of them, the first (relations R-31)."""
    for names in (
        ("territory_code", "country_region_code", "currency_code"),
        ("country_region_code", "currency_code"),
        ("country_region_code",),
    ):
        for one in fitting:
            if contact.country_region_code and all(getattr(one, name, "") == getattr(contact, name) for name in names):
                return one
    return fitting[0] if fitting else None


class Templates:
    """Apply a template, make one from a record, copy one."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def codes(self, kind: str) -> list[tuple[str, str]]:
        """Code and description of every template of `kind`."""
        with self._actions.looking() as unit:
            return [(one.code, one.description) for one in candidates(unit, BY_ID[kind])]

    def apply(self, kind: str, nos: Sequence[str], template: str, *, overwrite: bool = False, dry_run: bool = False) -> Done[int]:
        """Fill the blank fields of records from a template, or overwrite what it fills (relations R-34).

        Returns how many records changed. Raises `TemplateGone`, and `NotFound` for a code that is gone (R-37).
        """
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> int:
            source = _template(unit, link_kind, template)
            changed = 0
            hold_entities(unit, link_kind, [no.strip().upper() for no in nos])
            for no in nos:
                entity = load_entity(unit, link_kind, no)
                spread = Spread(unit, entity)
                if fill_from_template(unit, link_kind, entity, source, overwrite=overwrite):
                    changed += 1
                    spread.from_entity(link_kind, entity)
                    spread.settle()
                    unit.flush()
            return changed

        return self._actions.act("apply_template", work, dry_run=dry_run, summary=template)

    def save_as(self, kind: str, no: str, *, dry_run: bool = False) -> Done[str]:
        """Make a template with everything a template can hold of a record; returns its code (relations R-35)."""
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> str:
            entity: Any = load(unit, link_kind.model, no)
            model: Any = link_kind.template
            template = unit.add(model(code=_next_code(unit, link_kind), description=entity.title))
            unit.change(template, **{field.name: getattr(entity, field.name) for field in template_fields(link_kind)})
            if hasattr(entity, "contact_type"):
                unit.change(template, contact_type=entity.contact_type)
            if getattr(template, "invoice_disc_code", "") == entity.key:
                unit.change(template, invoice_disc_code="")
            return str(template.code)

        return self._actions.act("save_as_template", work, dry_run=dry_run, summary=no)

    def copy(self, kind: str, code: str, into: str, *, dry_run: bool = False) -> Done[None]:
        """Copy everything but code and description from template `code` into template `into` (relations R-36)."""
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> None:
            source, target = _template(unit, link_kind, code), _template(unit, link_kind, into)
            names = [field.name for field in fields_of(type(source)) if field.name not in {"code", "description"}]
            unit.change(target, **{name: getattr(source, name) for name in names})

        return self._actions.act("copy_template", work, dry_run=dry_run, summary=code)


def _template(unit: Unit, kind: LinkKind, code: str) -> Record:
    if kind.template is None:
        raise errors.NotFound(table=kind.id, table_caption=Caption(kind.caption), value=code)
    found = find(unit, kind.template, code.strip().upper())
    if found is None:
        raise errors.TemplateGone(table=kind.template.__tablename__, value=code)
    return found


def _next_code(unit: Unit, kind: LinkKind) -> str:
    """relations R-35: the successor of the last code, skipping what exists."""
    taken = [one.code for one in candidates(unit, kind)]
    numbered = [code for code in taken if any(letter.isdigit() for letter in code)]
    code = increased(numbered[-1], 1) if numbered else FIRST_CODES[kind.id]
    while code in taken:
        code = increased(code, 1)
    return code
