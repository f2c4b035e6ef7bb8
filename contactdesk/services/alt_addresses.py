"""Alternate addresses of a contact and the dates they hold on: making, changing, renaming, deleting (contacts C-70 to C-74)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.alt_address import ContactAltAddrDateRange, ContactAltAddress
from contactdesk.model.base import Record
from contactdesk.model.dates import show_date
from contactdesk.model.fields import field_map
from contactdesk.rules.alt_addresses import check_range
from contactdesk.services.belongings import remove_belongings
from contactdesk.services.completion import completed
from contactdesk.services.loading import load_contact
from contactdesk.services.spreading import touch
from contactdesk.services.values import check_references, not_found
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Unit

Values = dict[str, Any]
TABLES: tuple[type[Record], ...] = (ContactAltAddress, ContactAltAddrDateRange)
_RANGE = ContactAltAddrDateRange.__tablename__


def create(unit: Unit, model: type[Record], values: Values, *, places: bool = True) -> Record:
    """Make an alternate address or a date range of a contact (contacts 1.6).

    Raises `BlankKey`, `AlreadyExists`, `RangeExists`, `DateRangeOrder`, `NotFound`, and what the fields refuse.
    """
    record = model()
    contact_no = values.get("contact_no", "")
    _check_blank(model, {name: values.get(name) for name in model.KEY}, contact_no)
    contact = load_contact(unit, contact_no, field="contact_no")
    record.__dict__["contact_no"] = contact_no
    unit.add(record)
    _apply(unit, record, values, places=places, new=True)
    touch(unit, contact)
    return record


def save(unit: Unit, record: Record, values: Values, *, places: bool = True) -> None:
    """Change an alternate address or a date range; a renamed code is renamed in its ranges (contacts 1.8, C-74).

    Raises as `create`.
    """
    contact_no = str(record.contact_no)  # type: ignore[attr-defined]
    contact = load_contact(unit, contact_no)
    _check_blank(type(record), {name: values[name] for name in type(record).KEY if name in values}, record.key)
    old = getattr(record, "code", "")
    if _apply(unit, record, values, places=places):
        if isinstance(record, ContactAltAddress):
            unit.change(record, last_date_modified=date.today())
            _rename_in_ranges(unit, record, old)
        touch(unit, contact)


def delete(unit: Unit, record: Record) -> None:
    """Delete an alternate address with its date ranges, or one range (contacts C-74)."""
    contact_no = str(record.contact_no)  # type: ignore[attr-defined]
    contact = load_contact(unit, contact_no)
    if isinstance(record, ContactAltAddress):
        with unit.because(Cause("delete", record.key)):
            for one in _ranges(unit, contact_no, record.code):
                unit.remove(one)
        unit.flush()  # an undo brings the address back first, and then what names it
    remove_belongings(unit, type(record), [record])
    unit.remove(record)
    touch(unit, contact)


def _apply(unit: Unit, record: Record, values: Values, *, places: bool, new: bool = False) -> bool:
    """Give the row its values after all checks; did any change?"""
    changed = {name: value for name, value in values.items() if new or value != getattr(record, name)}
    key = record.key if not new else str(values.get("contact_no", ""))
    if isinstance(record, ContactAltAddress):
        _check_code_free(unit, record, changed)
        changed = completed(unit, record, changed, places=places)
        if "e_mail" in changed:
            changed["search_e_mail"] = changed["e_mail"].upper()
    elif isinstance(record, ContactAltAddrDateRange):
        _check_range(unit, record, changed, key)
    check_references(unit, type(record), changed, key)
    return unit.change(record, **changed)


def _check_blank(model: type[Record], key: Values, record: str) -> None:
    """contacts C-71, 1.8"""
    for name, value in key.items():
        if not value:
            raise errors.BlankKey(table=model.__tablename__, record=record, field=name, caption=Caption(field_map(model)[name].caption))


def _check_code_free(unit: Unit, record: ContactAltAddress, values: Values) -> None:
    """contacts section 8 line 38; the same code twice for one contact (contacts 1.7)"""
    if "code" not in values:
        return
    code = values["code"]
    contact_no = values.get("contact_no", record.contact_no)
    query = select(ContactAltAddress.id).where(ContactAltAddress.contact_no == contact_no, ContactAltAddress.code == code)
    if unit.session.scalar(query) is not None:
        caption = Caption(ContactAltAddress.CAPTION)
        raise errors.AlreadyExists(table="contact_alt_address", record=contact_no, field="code", table_caption=caption, value=code)


def _check_range(unit: Unit, record: ContactAltAddrDateRange, values: Values, key: str) -> None:
    """contacts C-71, C-72, 1.6"""
    start, end, code, contact_no = (
        values.get(name, getattr(record, name)) for name in ("starting_date", "ending_date", "contact_alt_address_code", "contact_no")
    )
    typed = "starting_date" if "starting_date" in values and "ending_date" not in values else "ending_date"
    check_range(start, end, field=typed, record=key)
    if "starting_date" in values:
        query = select(ContactAltAddrDateRange.contact_alt_address_code)
        same = query.where(ContactAltAddrDateRange.contact_no == contact_no, ContactAltAddrDateRange.starting_date == start)
        taken = unit.session.scalar(same)
        if taken is not None:
            raise errors.RangeExists(
                table=_RANGE, record=key, field="starting_date", record_no=contact_no, start=show_date(start), code=taken
            )
    if not code:
        caption = Caption(field_map(ContactAltAddrDateRange)["contact_alt_address_code"].caption)
        raise errors.BlankKey(table=_RANGE, record=key, field="contact_alt_address_code", caption=caption)
    query = select(ContactAltAddress.code).where(ContactAltAddress.contact_no == contact_no, ContactAltAddress.code == code)
    if unit.session.scalar(query) is None:
        raise not_found("contact_alt_address", code, field="contact_alt_address_code", record=key, inside=_RANGE)


def _ranges(unit: Unit, contact_no: str, code: str) -> list[ContactAltAddrDateRange]:
    query = select(ContactAltAddrDateRange).where(
        ContactAltAddrDateRange.contact_no == contact_no, ContactAltAddrDateRange.contact_alt_address_code == code
    )
    return list(unit.session.scalars(query.order_by(ContactAltAddrDateRange.starting_date)))


def _rename_in_ranges(unit: Unit, address: ContactAltAddress, old: str) -> None:
    if address.code == old:
        return
    with unit.because(Cause("renumber", old)):
        for one in _ranges(unit, address.contact_no, old):
            unit.change(one, contact_alt_address_code=address.code)
