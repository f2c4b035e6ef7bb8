"""What the card of a contact shows and allows, by its type and its links (contacts 3.2, 3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contactdesk.desk import Desk
from contactdesk.model.contact import COMPANY
from contactdesk.model.dates import show_moment
from contactdesk.model.link_kinds import LINK_KINDS
from contactdesk.presenters import classification
from contactdesk.presenters.active_address import ACTIONS as ALTERNATIVE_ADDRESS
from contactdesk.presenters.active_address import active_line
from contactdesk.presenters.card_view import CardState, Values
from contactdesk.presenters.facts import facts_of
from contactdesk.text import N_, _

FOR_PERSONS = ("company_name", "job_title", "organizational_level_code", "minor")
FOR_COMPANIES = ("currency_code", "vat_registration_no", "registration_no")
_PERSONS_ONLY = N_("For persons only.")
_COMPANIES_ONLY = N_("For companies only.")
_MINORS_ONLY = N_("For minors only.")
_NOT_SAVED = N_("Save the contact first: fill in its name.")
_NO_LINK = N_("Neither the contact nor its company is one.")

ALWAYS = (
    *("record.delete", "record.undo", "related.contacts", "related.map", "contact.relations"),
    *("contact.statistics", "contact.picture", *ALTERNATIVE_ADDRESS),
)
"""Actions that every stored contact has."""


class ContactReader:
    """Reads contacts for their card."""

    def read(self, desk: Desk, no: str) -> CardState:
        """A stored contact. Raises `NotFound`."""
        record = desk.records.read("contact", no, with_pictures=True)
        values = record.values
        values["business_relation"] = values["business_relation"] or desk.linking.business_relation(record.no)
        active, printed = desk.addresses.on_card(record.no)
        return CardState(
            "contact",
            record.no,
            f"{record.no} {values['name']}".strip(),
            values,
            picture=values.pop("image", None),
            disabled=self.enabling(values, new=False) | number_state(desk, "contact"),
            **county_state(desk, values["country_region_code"]),
            actions=_actions(desk, record.no, is_company=values["type"] == COMPANY)
            | classification.reasons(record.no, values["type"], values["company_no"]),
            comments=desk.classification.comment_count("contact", record.no),
            facts=facts_of(desk, "contact", record.no).groups[1:],
            alternate=active_line(active),
            printed=printed,
            modified=_modified(values),
            changed=desk.history.last_change("contact", record.no),
        )

    def blank(self, desk: Desk, values: Values) -> CardState:
        """A contact that is not stored yet (contacts C-1)."""
        waiting = _(_NOT_SAVED)
        every = [f"{group}.{kind.id}" for group in ("create_as", "link_with", "related") for kind in LINK_KINDS]
        return CardState(
            "contact",
            "",
            _("New contact"),
            values,
            disabled=self.enabling(values, new=True) | number_state(desk, "contact"),
            **county_state(desk, values["country_region_code"]),
            actions=dict.fromkeys([*every, *ALWAYS, *classification.ACTIONS, "contact.name_details", "contact.company_details"], waiting),
        )

    def enabling(self, values: Mapping[str, Any], *, new: bool) -> dict[str, str]:
        """Which fields the type disables, and why (contacts 3.2)."""
        del new
        if values["type"] == COMPANY:
            return dict.fromkeys((*FOR_PERSONS, "parental_consent_received"), _(_PERSONS_ONLY))
        found = dict.fromkeys(FOR_COMPANIES, _(_COMPANIES_ONLY))
        return found if values["minor"] else found | {"parental_consent_received": _(_MINORS_ONLY)}


def number_state(desk: Desk, table: str) -> dict[str, str]:
    """Why No. cannot be typed, where that is so (contacts C-4)."""
    refusal = desk.records.why_manual_number_refused(table)
    return {"no": refusal.what} if refusal is not None else {}


def county_state(desk: Desk, country: str) -> dict[str, Any]:
    """Whether the county is shown, and under which caption (contacts C-65)."""
    county = desk.cards.county(country)
    return {"hidden": frozenset() if county.shown else frozenset({"county"}), "captions": {"county": _(county.caption)}}


def _modified(values: Mapping[str, Any]) -> str:
    day, clock = values["last_date_modified"], values["last_time_modified"]
    return show_moment(datetime.combine(day, clock)) if day and clock else ""


def _actions(desk: Desk, no: str, *, is_company: bool) -> dict[str, str]:
    """contacts 3.3, relations section 5 and N-1: possible, or the reason why not."""
    found = dict.fromkeys(ALWAYS, "")
    found["contact.company_details" if is_company else "contact.name_details"] = ""
    links = desk.linking.linked(no)
    for kind in LINK_KINDS:
        creating, linking = desk.linking.why_not_create_as(no, kind.id), desk.linking.why_not_link(no, kind.id)
        found[f"create_as.{kind.id}"] = str(creating) if creating is not None else ""
        found[f"link_with.{kind.id}"] = str(linking) if linking is not None else ""
        found[f"related.{kind.id}"] = "" if kind.id in links else _(_NO_LINK)
    return found
