"""Bank accounts of customers and vendors: reading, making, changing, deleting (relations 1.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.model.base import Record
from contactdesk.model.fields import field_map, fields_of
from contactdesk.model.link_kinds import CUSTOMER, VENDOR, LinkKind
from contactdesk.model.party_bank_account import CustomerBankAccount, VendorBankAccount
from contactdesk.rules import registration
from contactdesk.services.belongings import remove_belongings
from contactdesk.services.classification import Line, Lines
from contactdesk.services.completion import completed
from contactdesk.services.loading import find, load, load_entity
from contactdesk.services.values import check_references
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Actions, Unit
from contactdesk.text import _

Values = dict[str, Any]

OF_KIND: Mapping[LinkKind, type[Record]] = {CUSTOMER: CustomerBankAccount, VENDOR: VendorBankAccount}
TABLES: tuple[type[Record], ...] = tuple(OF_KIND.values())
PREFERRED = "preferred_bank_account_code"


class PartyBankAccounts:
    """Looks at the bank accounts of a customer or vendor; they are written through `desk.records`."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def read(self, kind: str, no: str) -> Lines:
        """The accounts of a customer or vendor by code (relations 1.9). Raises `NotFound`."""
        link_kind = next(one for one in OF_KIND if one.id == kind)
        model: Any = OF_KIND[link_kind]
        names = [field.name for field in fields_of(model)]
        with self._actions.looking() as unit:
            party = load(unit, link_kind.model, no)
            query = select(model).where(getattr(model, model.KEY[0]) == party.key).order_by(model.code)
            lines = tuple(Line(f"#{row.id}", {name: getattr(row, name) for name in names}) for row in unit.session.scalars(query))
            return Lines(party.key, party.title, party.id, lines)


def create(unit: Unit, model: type[Record], values: Values, *, places: bool = True, confirmed: bool = False) -> Record:
    """Make an account of a customer or vendor.

    Raises `NotFound`, `BlankKey`, `AlreadyExists`, `InvalidIban` (E-25) unless it is `confirmed`, and what the fields refuse.
    """
    owner = model.KEY[0]
    kind = _kind(model)
    party = load_entity(unit, kind, values.get(owner, ""), field=owner)
    record = model()
    record.__dict__[owner] = party.key
    _check_code(unit, record, values.get("code", ""))
    unit.add(record)
    _apply(unit, record, values | {owner: party.key}, places=places, confirmed=confirmed)
    return record


def save(unit: Unit, record: Record, values: Values, *, places: bool = True, confirmed: bool = False) -> None:
    """Change an account; Preferred Bank Account Code of its party follows a new code. Raises as `create`."""
    old = str(record.code)  # type: ignore[attr-defined]
    party: Any = load_entity(unit, _kind(type(record)), _owner(record))
    if values.get("code", old) != old:
        _check_code(unit, record, values["code"])
    _apply(unit, record, values, places=places, confirmed=confirmed)
    if getattr(party, PREFERRED) == old:
        unit.change(party, **{PREFERRED: record.code})  # type: ignore[attr-defined]


def delete(unit: Unit, record: Record) -> None:
    """Delete an account; it is preferred no more."""
    party: Any = find(unit, _kind(type(record)).model, _owner(record))
    with unit.because(Cause("delete", record.key)):
        if party is not None and getattr(party, PREFERRED) == record.code:  # type: ignore[attr-defined]
            unit.change(party, **{PREFERRED: ""})
        remove_belongings(unit, type(record), [record])
        unit.remove(record)


def why_not_back(unit: Unit, model: type[Record], values: Values) -> str:
    """Why an account that was deleted cannot return (undo): its customer or vendor is gone; "" if it can."""
    kind, no = _kind(model), values[model.KEY[0]]
    if find(unit, kind.model, no) is None:
        return _("{record} does not exist any more").format(record=f"{_(kind.caption)} {no}")
    return ""


def _kind(model: type[Record]) -> LinkKind:
    return next(kind for kind, one in OF_KIND.items() if one is model)


def _owner(record: Record) -> str:
    return str(getattr(record, type(record).KEY[0]))


def _check_code(unit: Unit, record: Record, code: str) -> None:
    """contacts 1.8: a code is filled in, and nobody else's of the same party."""
    model: Any = type(record)
    place: dict[str, Any] = {"table": model.__tablename__, "record": _owner(record), "field": "code"}
    if not code:
        raise errors.BlankKey(caption=Caption(field_map(model)["code"].caption), **place)
    query = select(model.id).where(getattr(model, model.KEY[0]) == _owner(record), model.code == code)
    if unit.session.scalar(query) is not None:
        raise errors.AlreadyExists(table_caption=Caption(model.CAPTION), value=code, **place)


def _apply(unit: Unit, record: Record, values: Values, *, places: bool, confirmed: bool) -> None:
    values = completed(unit, record, values, places=places)
    changed = {name: value for name, value in values.items() if value != getattr(record, name)}
    key = f"{_owner(record)} {values.get('code', record.code)}"  # type: ignore[attr-defined]
    check_references(unit, type(record), changed, key)
    if changed.get("iban") and not confirmed:
        try:
            values["iban"] = registration.checked_iban(changed["iban"])
        except UserError as refusal:
            raise refusal.at(table=type(record).__tablename__, record=key, field="iban", caption=Caption("IBAN")) from None
    unit.change(record, **values)
