"""What the cards of customers, vendors, bank accounts, employees, templates and salespeople show and allow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contactdesk.desk import Desk
from contactdesk.model.dates import show_date, show_moment
from contactdesk.model.link_kinds import BY_ID, LINK_KINDS
from contactdesk.model.tables import TABLES
from contactdesk.presenters.active_address import ADDRESSES
from contactdesk.presenters.card_view import CardReader, CardState, Values
from contactdesk.presenters.contact_card import ContactReader, county_state, number_state
from contactdesk.presenters.facts import facts_of
from contactdesk.text import N_, _

_NOT_SAVED = N_("Fill in the card and save it first.")
_NAMED_BY = N_("The name follows the contact code; clear that first.")
_NO_TEMPLATES = N_("There are no templates yet.")
_UNLINKED = {
    "customer": N_("This customer has no contact yet."),
    "vendor": N_("This vendor has no contact yet."),
    "bank_account": N_("This bank account has no contact yet."),
    "employee": N_("This employee has no contact yet."),
}
TEMPLATES = {kind.template.__tablename__: kind for kind in LINK_KINDS if kind.template is not None}
"""Table of a template -> the kind it is for."""


class EntityReader:
    """Reads records of one link kind for their card."""

    def __init__(self, table: str) -> None:
        self._table = table

    def read(self, desk: Desk, no: str) -> CardState:
        """A stored record. Raises `NotFound`."""
        record = desk.records.read(self._table, no, with_pictures=True)
        values = record.values
        title = str(values.get(TABLES[self._table].TITLE, ""))
        return CardState(
            self._table,
            record.no,
            f"{record.no} {title}".strip(),
            values,
            picture=values.pop("image", None),
            disabled=self.enabling(values, new=False) | number_state(desk, self._table),
            **county_state(desk, values["country_region_code"]),
            actions=self._actions(desk),
            facts=facts_of(desk, self._table, record.no).groups[1:],
            modified=_modified(values),
            changed=desk.history.last_change(self._table, record.no),
            notice="" if desk.linking.linked_contact(self._table, record.no) else _(_UNLINKED[self._table]),
        )

    def blank(self, desk: Desk, values: Values) -> CardState:
        """A record that is not stored yet."""
        return CardState(
            self._table,
            "",
            _("New {record}").format(record=_(BY_ID[self._table].caption).lower()),
            values,
            disabled=self.enabling(values, new=True) | number_state(desk, self._table),
            **county_state(desk, values["country_region_code"]),
            actions=dict.fromkeys(self._actions(desk), _(_NOT_SAVED)),
        )

    def enabling(self, values: Mapping[str, Any], *, new: bool) -> dict[str, str]:
        """Contact Name is typed only while there is no contact code (relations R-63)."""
        del new
        return {"contact": _(_NAMED_BY)} if values.get("primary_contact_no") else {}

    def _actions(self, desk: Desk) -> dict[str, str]:
        found = dict.fromkeys(("record.delete", "record.undo", "contact.open"), "")
        if BY_ID[self._table].has_primary_contact:
            found["party.bank_accounts"] = ""
        if BY_ID[self._table].template is not None:
            found["template.apply"] = "" if desk.templates.codes(self._table) else _(_NO_TEMPLATES)
            found["template.save_as"] = ""
        return found


class PlainReader:
    """Reads templates and salespeople: records without links."""

    def __init__(self, table: str) -> None:
        self._table = table

    def read(self, desk: Desk, no: str) -> CardState:
        """A stored record. Raises `NotFound`."""
        record = desk.records.read(self._table, no, with_pictures=True)
        values = record.values
        title = f"{record.no} {values.get(TABLES[self._table].TITLE, '')}".strip()
        picture, changed = values.pop("image", None), desk.history.last_change(self._table, record.no)
        county = self._county(desk, values)
        return CardState(self._table, record.no, title, values, picture=picture, **county, actions=self._actions(""), changed=changed)

    def blank(self, desk: Desk, values: Values) -> CardState:
        """A record that is not stored yet."""
        caption = _(TABLES[self._table].CAPTION)
        title = _("New {record}").format(record=caption.lower())
        return CardState(self._table, "", title, values, **self._county(desk, values), actions=self._actions(_(_NOT_SAVED)))

    def enabling(self, values: Mapping[str, Any], *, new: bool) -> dict[str, str]:
        """Every field can be typed into."""
        del values, new
        return {}

    def _county(self, desk: Desk, values: Mapping[str, Any]) -> dict[str, Any]:
        return county_state(desk, values["country_region_code"]) if "country_region_code" in values else {}

    def _actions(self, reason: str) -> dict[str, str]:
        names = ["record.delete", "record.undo", *(["template.copy"] if self._table in TEMPLATES else ["relation_code.contacts"])]
        return dict.fromkeys(names, reason)


def reader_for(table: str) -> CardReader:
    """What reads the cards of `table`."""
    if table == "contact":
        return ContactReader()
    if table == ADDRESSES:
        from contactdesk.presenters.alt_addresses import AltAddressReader

        return AltAddressReader()
    return EntityReader(table) if table in BY_ID else PlainReader(table)


def _modified(values: Mapping[str, Any]) -> str:
    if values.get("last_modified_date_time"):
        return show_moment(values["last_modified_date_time"])
    day = values.get("last_date_modified")
    return show_date(day) if day else ""
