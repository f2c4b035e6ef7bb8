"""What undo must know of alternate addresses: no range names an address its contact lacks (contacts C-74; relations G-31 to G-34)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select

from contactdesk.model.alt_address import ContactAltAddrDateRange, ContactAltAddress
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.services.loading import find
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

TABLES = frozenset({ContactAltAddress.__tablename__, ContactAltAddrDateRange.__tablename__})
_CODE = "contact_alt_address_code"


def why_not_back(unit: Unit, model: type[Record], values: Mapping[str, Any]) -> str:
    """Why a row that was deleted cannot return: its contact or its address are gone; "" if it can."""
    if find(unit, Contact, values["contact_no"]) is None:
        return _("the contact does not exist any more")
    if model is ContactAltAddrDateRange and not _is_there(unit, values["contact_no"], values[_CODE]):
        return _gone(values[_CODE])
    return ""


def ranges_of(unit: Unit, address: ContactAltAddress) -> list[int]:
    """The ids of the date ranges of an address: what hangs on it keeps it from being taken back."""
    query = select(ContactAltAddrDateRange.id).where(
        ContactAltAddrDateRange.contact_no == address.contact_no, ContactAltAddrDateRange.contact_alt_address_code == address.code
    )
    return list(unit.session.scalars(query))


def settle(unit: Unit, changed: Iterable[tuple[Record, Mapping[str, Any]]], kept: list[str]) -> None:
    """Bring ranges in step with codes that an undo restored; `changed` are records with their values before the undo.

    `kept` learns which code could not return.
    """
    changed = [(record, before) for record, before in changed if record.__tablename__ in TABLES]
    for record, before in changed:
        if isinstance(record, ContactAltAddress) and before.get("code"):
            query = select(ContactAltAddrDateRange).where(
                ContactAltAddrDateRange.contact_no == record.contact_no,
                ContactAltAddrDateRange.contact_alt_address_code == before["code"],
            )
            for one in unit.session.scalars(query):
                unit.change(one, contact_alt_address_code=record.code)
    unit.flush()
    for record, before in changed:
        if isinstance(record, ContactAltAddrDateRange) and before.get(_CODE):
            code = record.contact_alt_address_code
            if not _is_there(unit, record.contact_no, code):
                unit.change(record, contact_alt_address_code=before[_CODE])
                caption = _(field_map(ContactAltAddrDateRange)[_CODE].caption)
                text = _("{record}: {field} stays, because {value} does not exist any more")
                kept.append(text.format(record=record.key, field=caption, value=code))


def _is_there(unit: Unit, contact_no: str, code: str) -> bool:
    unit.flush()  # an address that returns with its ranges is there already
    query = select(func.count()).select_from(ContactAltAddress)
    return bool(unit.session.scalar(query.where(ContactAltAddress.contact_no == contact_no, ContactAltAddress.code == code)))


def _gone(code: str) -> str:
    caption = _(ContactAltAddress.CAPTION)
    return _("{record} does not exist any more").format(record=f"{caption} {code}")
