"""Codes that classify contacts: given, changed and taken away, by the type of the contact (contacts 1.7, C-22, C-24, C-80, C-81)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.classification import ASSIGNMENTS, Assignment
from contactdesk.model.contact import COMPANY, Contact
from contactdesk.services import codes
from contactdesk.services.loading import find, load_contact
from contactdesk.services.spreading import touch
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

Values = dict[str, Any]


def create(unit: Unit, model: type[Record], values: Values) -> Record:
    """Give a contact a code (contacts C-80, C-81).

    Raises `NotFound`, `CompaniesAssigned`, `PersonsAssigned`, `AlreadyAssigned`, `BlankKey`.
    """
    kind = ASSIGNMENTS[model.__tablename__]
    contact = _owner(unit, kind, values["contact_no"]) if values.get("contact_no") else None
    if contact is not None:
        _check_free(unit, kind, contact, values.get(kind.code_field, ""))
    row = codes.create(unit, model, values)
    assert contact is not None  # a blank number was refused
    touch(unit, contact)
    return row


def save(unit: Unit, record: Record, values: Values, *, places: bool = True) -> None:
    """Change an assignment: another code, another search word. Raises what `create` raises."""
    kind = ASSIGNMENTS[record.__tablename__]
    contact = _owner(unit, kind, record.contact_no)  # type: ignore[attr-defined]
    if kind.code_field in values and values[kind.code_field] != getattr(record, kind.code_field):
        _check_free(unit, kind, contact, values[kind.code_field])
    codes.save(unit, record, values, places=places)
    if unit.changed(record):
        touch(unit, contact)


def delete(unit: Unit, record: Record) -> None:
    """Take a code away from a contact."""
    contact = load_contact(unit, record.contact_no)  # type: ignore[attr-defined]
    unit.remove(record)
    touch(unit, contact)


def _owner(unit: Unit, kind: Assignment, contact_no: str) -> Contact:
    """The contact behind the lock of its company, if codes of this kind may be assigned to it (contacts C-80)."""
    contact = load_contact(unit, contact_no, field="contact_no")
    refusal = why_not(kind, contact)
    if refusal is not None:
        raise refusal
    return contact


def why_not(kind: Assignment, contact: Contact) -> errors.UserError | None:
    """Why codes of this kind cannot be assigned to `contact`; None where they can."""
    return why_not_for(kind, contact.no, contact.type, contact.company_no)


def why_not_for(kind: Assignment, contact_no: str, contact_type: int, company_no: str) -> errors.UserError | None:
    """As `why_not`, of a contact that is known by its number, type and company."""
    if contact_type in kind.contact_types:
        return None
    facts = {"table": "contact", "record": contact_no, "what": Caption(kind.codes.CAPTIONS)}
    if contact_type == COMPANY:
        return errors.PersonsAssigned(**facts)
    return errors.CompaniesAssigned(company=company_no, **facts) if company_no else errors.WithoutCompany(**facts)


def _check_free(unit: Unit, kind: Assignment, contact: Contact, code: str) -> None:
    columns = kind.model.__table__.columns
    query = select(columns["id"]).where(columns["contact_no"] == contact.no, columns[kind.code_field] == code)
    if unit.session.scalar(query) is not None:
        raise errors.AlreadyAssigned(
            table=kind.model.__tablename__,
            record=contact.no,
            field=kind.code_field,
            code_caption=Caption(kind.codes.CAPTION),
            value=code,
        )


def unfit(unit: Unit, contact_no: str, new_type: int) -> dict[str, int]:
    """Table -> number of the assignments of a contact that one of `new_type` cannot have (contacts C-22, C-24)."""
    found = {}
    for table, kind in ASSIGNMENTS.items():
        if new_type not in kind.contact_types:
            column = kind.model.__table__.columns["contact_no"]
            found[table] = unit.session.scalar(select(func.count()).select_from(kind.model).where(column == contact_no)) or 0
    return {table: count for table, count in found.items() if count}


def why_not_back(unit: Unit, model: type[Record], values: Values) -> str:
    """Why an assignment that was taken away cannot return (undo): contact or code are gone, or the type fits no more; "" if it can."""
    kind = ASSIGNMENTS[model.__tablename__]
    contact = find(unit, Contact, values["contact_no"])
    if contact is None:
        return _("the contact does not exist any more")
    if find(unit, kind.codes, values[kind.code_field]) is None:
        return _("{record} does not exist any more").format(record=f"{_(kind.codes.CAPTION)} {values[kind.code_field]}")
    refusal = why_not(kind, contact)
    return refusal.what if refusal is not None else ""
