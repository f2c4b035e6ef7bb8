"""Customers, vendors, bank accounts and employees: creating, editing, deleting (relations 1.5 to 1.8, 3.2, 3.5).

What differs between the kinds is data (`LinkKind`); only the few rules that the specification gives to
one kind alone ask for it by name.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.model.base import Record
from contactdesk.model.codes import Salesperson
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import EMPLOYEE, LinkKind
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import references_to
from contactdesk.rules import names, registration, sync
from contactdesk.services import numbers
from contactdesk.services.belongings import remove_belongings
from contactdesk.services.born_contacts import contact_for_new
from contactdesk.services.completion import completed
from contactdesk.services.loading import find
from contactdesk.services.primary_contacts import follow_contact_name, set_primary_contact
from contactdesk.services.relation_rows import forget_former
from contactdesk.services.renumbering import carry_number
from contactdesk.services.spreading import EMPLOYEE_NAME, Spread, recalculate, touch
from contactdesk.services.template_values import check_invoice_discount, fill_from_template
from contactdesk.services.values import check_references
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit

Values = dict[str, Any]


def create(
    unit: Unit,
    kind: LinkKind,
    values: Values,
    *,
    template: Record | None = None,
    series: str = "",
    places: bool = True,
    with_contact: bool = True,
    confirmed: bool = False,
) -> Record:
    """Make an entity from checked values, with its contact where the setup asks for one (relations R-5, R-33).

    `series` is a related series that was picked for the number (contacts C-5, NS-23).
    Raises what fields, template and number series refuse.
    """
    values = dict(values)
    typed_no = values.pop("no", "")
    primary_no = values.pop("primary_contact_no", "")
    entity = kind.model()
    entity.no, entity.no_series = _number(unit, kind, typed_no, series or getattr(template, "no_series", ""))  # type: ignore[attr-defined]
    unit.add(entity)
    if unit.dry_run and not typed_no:
        unit.recorder.number_is_from(entity, entity.no_series)  # type: ignore[attr-defined]
    forget_former(unit, kind, entity.key)
    if template is not None and hasattr(entity, "contact_type"):
        values.setdefault("contact_type", template.contact_type)  # type: ignore[attr-defined]
    typed = frozenset(values)
    apply(unit, kind, entity, values, places=places, confirmed=confirmed)
    if template is not None:
        fill_from_template(unit, kind, entity, template, typed=typed)
    if kind.salesperson_field not in typed:
        default_salesperson(unit, kind, entity)
    if with_contact:
        contact_for_new(unit, kind, entity, primary_no)
    if primary_no:
        set_primary_contact(unit, kind, entity, primary_no)
    return entity


def _number(unit: Unit, kind: LinkKind, typed: str, series: str) -> tuple[str, str]:
    if typed:
        numbers.check_manual(unit, kind.model, typed)
        return typed, ""
    return numbers.next_no(unit, kind.model, series)


def default_salesperson(unit: Unit, kind: LinkKind, entity: Record) -> None:
    """relations R-33a: the own salesperson code of the user, unless that colleague is blocked."""
    code = unit.who.salesperson_code
    if kind.has_primary_contact and code and not getattr(entity, kind.salesperson_field):
        blocked = unit.session.execute(select(Salesperson.blocked, Salesperson.privacy_blocked).where(Salesperson.code == code)).first()
        if blocked is not None and not any(blocked):
            with unit.because(Cause("default")):
                unit.change(entity, **{kind.salesperson_field: code})


def save(unit: Unit, kind: LinkKind, entity: Record, values: Values, *, places: bool = True, confirmed: bool = False) -> None:
    """Change a stored entity; its contact, the contact's other links and persons follow (relations R-51)."""
    values = dict(values)
    if values.get("no", entity.key) != entity.key:
        renumber(unit, kind, entity, values["no"])
    values.pop("no", None)
    spread = Spread(unit, entity)
    person = {name: values.pop(name) for name in ("primary_contact_no", "contact") if kind.has_primary_contact and name in values}
    apply(unit, kind, entity, values, places=places, confirmed=confirmed)
    named = _with_primary_contact(unit, kind, entity, **person) if person else ""
    spread.from_entity(kind, entity)
    if named:
        follow_contact_name(unit, kind, entity, named)
    spread.settle()


def _with_primary_contact(
    unit: Unit, kind: LinkKind, entity: Any, primary_contact_no: str | None = None, contact: str | None = None
) -> str:
    """Contact Code or Contact Name was typed (relations R-62, R-63); the name for which a person is to be found or made."""
    old_no, old_text = entity.primary_contact_no, entity.contact
    if primary_contact_no is not None and primary_contact_no != old_no:
        set_primary_contact(unit, kind, entity, primary_contact_no)
        if not primary_contact_no and contact and contact != old_text:
            unit.change(entity, contact=contact)
    elif contact is not None and contact != old_text:
        if old_no:
            name, code = (Caption(field_map(kind.model)[field].caption) for field in ("contact", "primary_contact_no"))
            raise errors.NameOfContactCode(table=kind.id, record=entity.no, field="contact", caption=name, code_caption=code, no=old_no)
        unit.change(entity, contact=contact)
        return contact if not old_text else ""
    return ""


def apply(unit: Unit, kind: LinkKind, entity: Record, values: Values, *, places: bool = True, confirmed: bool = False) -> None:
    """Give `entity` typed values with all their consequences in the same record (relations 1.5 to 1.8)."""
    values = completed(unit, entity, values, places=places)
    check_references(unit, kind.model, {name: value for name, value in values.items() if value != getattr(entity, name)}, entity.key)
    _with_search_name(kind, entity, values)
    _with_invoice_discount(unit, kind, entity, values)
    if hasattr(entity, "blocked") and hasattr(entity, "privacy_blocked"):
        _with_privacy(unit, kind, entity, values, confirmed)
    if values.get("iban") and values["iban"] != entity.iban and not confirmed:  # type: ignore[attr-defined]
        values["iban"] = _checked_iban(kind, entity, values["iban"])
    unit.change(entity, **values)


def _with_search_name(kind: LinkKind, entity: Any, values: Values) -> None:
    """Search Name follows the name until it is edited by hand (relations 1.5, 1.8)."""
    if kind is EMPLOYEE:
        old = names.employee_search_source(*(getattr(entity, name) for name in EMPLOYEE_NAME))
        new = names.employee_search_source(*(values.get(name, getattr(entity, name)) for name in EMPLOYEE_NAME))
        limit = 250
    else:
        old, new, limit = entity.name, values.get("name", entity.name), 100
    if new != old and not values.get("search_name"):
        values["search_name"] = names.followed_search_name(entity.search_name, old, new, limit)


def _with_invoice_discount(unit: Unit, kind: LinkKind, entity: Any, values: Values) -> None:
    """relations 1.5, R-37: Invoice Disc. Code is the own number unless another entity's number is typed."""
    if not kind.has_primary_contact:
        return
    code = values.get("invoice_disc_code", "")
    if code != entity.invoice_disc_code:
        check_invoice_discount(unit, kind, entity.no, code, own_no=entity.no)
    if not code and not entity.invoice_disc_code:
        values["invoice_disc_code"] = entity.no


def _with_privacy(unit: Unit, kind: LinkKind, entity: Any, values: Values, confirmed: bool) -> None:
    """relations 1.5, E-32: Privacy Blocked and Blocked go together."""
    everything = sync.blocked_when_private(kind)
    private = values.get("privacy_blocked")
    if private is False and entity.privacy_blocked:
        _check_minor(unit, kind, entity)
        values.setdefault("blocked", 0)
    elif private and not entity.privacy_blocked:
        values["blocked"] = everything
    elif entity.privacy_blocked and values.get("blocked", everything) != everything:
        if not confirmed:
            raise errors.ConfirmBlocked(table=kind.id, record=entity.no, field="blocked", table_caption=Caption(kind.caption))
        _check_minor(unit, kind, entity)
        values["privacy_blocked"] = False


def _check_minor(unit: Unit, kind: LinkKind, entity: Any) -> None:
    query = select(Contact).join(Relation, Relation.contact_no == Contact.no)
    contact = unit.session.scalar(query.where(Relation.link_to_table == kind.number, Relation.no == entity.no))
    if contact is not None and contact.minor and not contact.parental_consent_received:
        raise errors.MinorWithoutConsent(table=kind.id, record=contact.no, field="privacy_blocked", name=contact.name)


def _checked_iban(kind: LinkKind, entity: Record, text: str) -> str:
    try:
        return registration.checked_iban(text)
    except UserError as refusal:
        raise refusal.at(table=kind.id, record=entity.key, field="iban", caption=Caption("IBAN")) from None


def renumber(unit: Unit, kind: LinkKind, entity: Any, no: str, series: str = "") -> None:
    """Give an entity another number, drawn from `series` or typed; links and references follow (relations R-74)."""
    if not series:
        numbers.check_manual(unit, kind.model, no, record=entity.no)
    old = entity.no
    with unit.because(Cause("renumber", old)):
        for other in _sharing_discounts(unit, kind, old):
            unit.change(other, invoice_disc_code=no)
        unit.change(entity, no=no, no_series=series)
        carry_number(unit, kind.id, old, no)
    unit.flush()


def _sharing_discounts(unit: Unit, kind: LinkKind, no: str) -> list[Any]:
    """Entities and templates whose Invoice Disc. Code is `no` (relations R-37)."""
    models: tuple[Any, ...] = (kind.model, kind.template) if kind.has_primary_contact else ()
    return [one for model in models for one in unit.session.scalars(select(model).where(model.invoice_disc_code == no).order_by(model.id))]


def _forget(unit: Unit, kind: LinkKind, no: str) -> None:
    """Nothing names a deleted number: fields that did are blank, Invoice Disc. Code is the own number again (contacts section 0)."""
    for model, field in references_to(kind.id):
        if not field.belongs:
            for record in unit.session.scalars(select(model).where(model.__table__.columns[field.name] == no).order_by(model.id)):
                if not unit.is_removed(record):
                    unit.change(record, **{field.name: ""})
    for other in _sharing_discounts(unit, kind, no):
        if not unit.is_removed(other):
            unit.change(other, invoice_disc_code=other.key if isinstance(other, kind.model) else "")


def delete(unit: Unit, kind: LinkKind, entity: Record) -> None:
    """Delete an entity; its contact stays and is told (relations R-72)."""
    query = select(Relation).where(Relation.link_to_table == kind.number, Relation.no == entity.key)
    contacts: list[str] = []
    with unit.because(Cause("delete", entity.key)):
        for row in unit.session.scalars(query):
            contacts.append(row.contact_no)
            unit.remove(row)
        remove_belongings(unit, kind.model, [entity])
        unit.remove(entity)
        _forget(unit, kind, entity.key)
    for no in contacts:
        contact = find(unit, Contact, no)
        if contact is not None:
            recalculate(unit, contact)
            touch(unit, contact)
