"""Alternate addresses: their list, their card, and the date ranges they hold on (contacts 2.8, 3.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.alt_address import ContactAltAddrDateRange, ContactAltAddress
from contactdesk.model.dates import show_date
from contactdesk.model.fields import Field, field_map, fields_of
from contactdesk.presenters.active_address import ADDRESSES, active_line
from contactdesk.presenters.card_view import CardState, Values
from contactdesk.presenters.code_page import CodePage
from contactdesk.presenters.contact_card import county_state
from contactdesk.presenters.ports import Run, Windows
from contactdesk.presenters.typed_cell import refusal_of
from contactdesk.rules.alt_addresses import DateRange, active_alternate, check_range
from contactdesk.rules.filters import quoted
from contactdesk.services.records import LookUpRow
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import N_, _, n_

RANGES = ContactAltAddrDateRange.__tablename__
_NOT_SAVED = N_("Fill in a code and save the address first.")
_CODE = "contact_alt_address_code"
_DATES = ("starting_date", "ending_date")
_COLUMNS = frozenset(
    "code company_name company_name_2 address address_2 city post_code county country_region_code phone_no fax_no e_mail".split()
)


def contact_title(desk: Desk, contact_no: str) -> str:
    """Number and name of a contact."""
    return f"{contact_no} {desk.records.read('contact', contact_no)['name']}".strip()


# -- the list -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AddressRow:
    """A line of the list: the key of the address, its values, and whether it is active on the work date."""

    key: str
    values: Mapping[str, Any]
    active: bool


@dataclass(frozen=True, slots=True)
class AddressList:
    """All alternate addresses of a contact."""

    title: str
    rows: tuple[AddressRow, ...]
    active: str
    """The sentence about the active one."""


class AddressListView(Protocol):
    """The window of the list, passive."""

    def show_list(self, shown: AddressList) -> None:
        """Show these addresses."""

    def show_error(self, error: UserError) -> None:
        """Say it in the message bar."""

    def show_status(self, text: str) -> None:
        """Say it at the foot."""

    def ask(self, text: str, caption: str, go: Any) -> None:
        """Ask before something happens."""


class AltAddressList:
    """The alternate addresses of one contact, each opened on its card."""

    def __init__(self, view: AddressListView, desk: Desk, run: Run, windows: Windows, contact_no: str) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self.contact_no = contact_no

    @property
    def fields(self) -> list[Field]:
        """The columns, in the order they are declared; those that are not listed start hidden (contacts 3.4)."""
        return [field for field in fields_of(ContactAltAddress) if field.name in _COLUMNS]

    def load(self) -> None:
        """Read the addresses again."""
        self._run(self._read, self._view.show_list, self._view.show_error, newest_of=f"alt addresses {id(self)}")

    def heard(self, changes: ChangeSet) -> None:
        """Another window saved."""
        if any(one.table in (ADDRESSES, RANGES) for one in changes.records):
            self.load()

    def _read(self) -> AddressList:
        where = [("contact_no", quoted(self.contact_no))]
        active = self._desk.addresses.active_alternate(self.contact_no)
        rows = tuple(
            AddressRow(f"{self.contact_no} {row['code']}", row, active is not None and row["code"] == active.code)
            for row in self._desk.lists.read_all(ADDRESSES, where=where)
        )
        line = active_line(active)
        said = f"{line.caption}: {line.value}" if line is not None else _("No alternate address is active on the work date.")
        return AddressList(contact_title(self._desk, self.contact_no), rows, said if rows else "")

    def act(self, id: str, keys: Sequence[str]) -> None:
        """Run an action on the chosen addresses."""
        if id == "record.new":
            self._windows.new_card(ADDRESSES, contact_company=self.contact_no)
        elif id == "alt_address.ranges":
            code = keys[0].removeprefix(f"{self.contact_no} ") if keys else ""
            open_ranges(self._windows, self.contact_no, code)
        elif keys and id == "record.edit":
            self._windows.open_card(ADDRESSES, keys[0])
        elif keys and id == "record.delete":
            codes = ", ".join(key.removeprefix(f"{self.contact_no} ") for key in keys)
            one = _("Delete the alternate address {codes} and its date ranges?")
            text = one if len(keys) == 1 else _("Delete the alternate addresses {codes} and their date ranges?")
            self._view.ask(text.format(codes=codes), _("Delete"), partial(self._delete, list(keys)))

    def _delete(self, keys: list[str]) -> None:
        def done(gone: list[Done[int]]) -> None:
            for one in gone:
                self._windows.changed(one.changes, table=ADDRESSES)
            self._view.show_status(n_("{n} address deleted.", "{n} addresses deleted.", len(gone)))

        self._run(lambda: [self._desk.records.delete(ADDRESSES, key) for key in keys], done, self._view.show_error)


def open_ranges(windows: Windows, contact_no: str, code: str = "") -> None:
    """Open the date ranges of one address, or of the whole contact."""
    windows.open_page("alt_date_ranges", contact_no=contact_no, **({"code": code} if code else {}))


# -- the card -----------------------------------------------------------------------------------------


class AltAddressReader:
    """Reads alternate addresses for their card."""

    def read(self, desk: Desk, no: str) -> CardState:
        """A stored address. Raises `NotFound`."""
        record = desk.records.read(ADDRESSES, no)
        values = record.values
        owner, name = contact_title(desk, values["contact_no"]), values["company_name"]
        own = f"{values['code']} {name}" if name and not owner.endswith(f" {name}") else values["code"]
        day = values["last_date_modified"]
        return CardState(
            ADDRESSES,
            record.no,
            f"{owner} – {own}",
            values,
            **county_state(desk, values["country_region_code"]),
            actions=dict.fromkeys(("record.delete", "record.undo", "alt_address.ranges"), ""),
            modified=show_date(day) if day is not None else "",
        )

    def blank(self, desk: Desk, values: Values) -> CardState:
        """An address that is not stored yet; `values` name its contact."""
        waiting = dict.fromkeys(("record.delete", "record.undo", "alt_address.ranges"), _(_NOT_SAVED))
        title = " – ".join((contact_title(desk, values["contact_no"]), _("New alternate address")))
        return CardState(ADDRESSES, "", title, values, **county_state(desk, values["country_region_code"]), actions=waiting)

    def enabling(self, values: Mapping[str, Any], *, new: bool) -> dict[str, str]:
        """Every field can be typed into."""
        del values, new
        return {}


# -- the date ranges ----------------------------------------------------------------------------------


class DateRanges(CodePage):
    """The date ranges of a contact, or of one of its addresses, typed into as a list."""

    def __init__(self, view: Any, desk: Desk, run: Run, windows: Windows, contact_no: str, code: str) -> None:
        fixed = {"contact_no": contact_no} | ({_CODE: code} if code else {})
        super().__init__(view, desk, run, windows, RANGES, fixed)
        self._contact_no, self._code = contact_no, code

    @property
    def fields(self) -> list[Field]:
        """The dates, and the address among those of the contact, which a drop-down offers."""
        return [replace(field, refers_to=ADDRESSES) if field.name == _CODE else field for field in super().fields]

    def addresses(self, typed: str) -> list[LookUpRow]:
        """The addresses of the contact that a typed code can mean."""
        rows = self._desk.lists.read_all(ADDRESSES, where=[("contact_no", quoted(self._contact_no))])
        shown = [LookUpRow(row["code"], row["company_name"] or row["address"]) for row in rows]
        wanted = typed.strip().casefold()
        return [one for one in shown if wanted in one.no.casefold() or wanted in one.title.casefold()] or ([] if wanted else shown)

    def active_key(self) -> str:
        """The key of the range that decides on the work date (contacts C-73); "" for none, or where not all are shown."""
        if self._code:
            return ""
        day = self._desk.actions.who.work_date or date.today()
        found = {
            row.key: DateRange(row.values["starting_date"], row.values["ending_date"], str(row.values[_CODE]))
            for row in self._rows
            if row.values["starting_date"] is not None
        }
        active = active_alternate(found.values(), day)
        return next((key for key, one in found.items() if one is active), "")

    def heard(self, changes: ChangeSet) -> None:
        """Another window saved; a renamed address shows its new code."""
        if any(one.table in (ADDRESSES, RANGES) for one in changes.records):
            self.load()

    def _why_not(self, name: str) -> UserError | None:
        """A date that is none, and an end before the start (contacts C-71)."""
        refusal = super()._why_not(name)
        typed = self._view.typed_row()
        dates = {one: typed.get(one) for one in _DATES}
        if refusal is not None or any(refusal_of(RANGES, one, value) is not None for one, value in dates.items()):
            return refusal
        start, end = (field_map(ContactAltAddrDateRange)[one].kind.check(value) for one, value in dates.items())
        try:
            check_range(start, end, field=name, record=self._contact_no)
        except UserError as wrong:
            return wrong
        return None

    def _create(self, name: str) -> None:
        """A new line is saved once it has a start and an address; the end is typed before or afterwards."""
        typed = self._fixed | self._view.typed_row()
        if all(str(typed.get(needed, "")).strip() for needed in ("starting_date", _CODE)):
            super()._create(name)
        else:
            self._view.show_status(_("The line is saved once it has a starting date and an address."))

    def _last_entry(self) -> int:
        """Only what was done to the ranges of this contact is taken back here."""
        history = self._desk.history
        for entry in history.entries(table=RANGES, limit=50):
            own = (line for line in history.lines(entry.no) if line.table == RANGES and line.no.startswith(f"{self._contact_no} "))
            if not entry.undone_by and not entry.undoes and next(own, None) is not None:
                return entry.no
        return 0
