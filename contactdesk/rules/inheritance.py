"""What persons take over from their company (contacts C-33, C-38)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ALWAYS = ("salesperson_code", "territory_code", "country_region_code", "language_code", "format_region")
"""Fields with a switch each in Marketing Setup: `inherit_` and the name."""
ADDRESS = ("address", "address_2", "post_code", "city", "county")
COMPARED_ADDRESS = ("address", "address_2", "post_code", "city")
COMMUNICATION = (
    "phone_no",
    "telex_no",
    "fax_no",
    "telex_answer_back",
    "e_mail",
    "home_page",
    "extension_no",
    "mobile_phone_no",
    "pager",
)
ON_ASSIGNMENT = (*COMMUNICATION, "correspondence_type")
INHERITED = (*ALWAYS, *ADDRESS, *COMMUNICATION, "name")
"""Fields of a company whose change can reach its persons; its name becomes their Company Name."""

Values = Mapping[str, Any]


def on_assignment(person: Values, new: Values, old: Values | None, setup: Values) -> dict[str, Any]:
    """What a person takes over when it joins company `new`, coming from `old` or from none (contacts C-33)."""
    taken: dict[str, Any] = {"company_name": new["name"]}
    taken |= {name: new[name] for name in ALWAYS if setup[f"inherit_{name}"]}
    if setup["inherit_address_details"] and _had_address_of(person, old):
        taken |= {name: new[name] for name in ADDRESS}
    if setup["inherit_communication_details"]:
        taken |= {name: new[name] for name in ON_ASSIGNMENT if not person[name] or (old and person[name] == old[name])}
    return taken


def _had_address_of(person: Values, old: Values | None) -> bool:
    if not any(person[name] for name in COMPARED_ADDRESS):
        return True
    return old is not None and all(person[name] == old[name] for name in COMPARED_ADDRESS)


def on_change(person: Values, changed: Mapping[str, tuple[Any, Any]], old: Values, setup: Values) -> dict[str, Any]:
    """What a person takes over when its company was changed (contacts C-38).

    `changed` holds before and after of the company's changed fields, `old` the company before.
    """
    taken: dict[str, Any] = {}
    if "name" in changed:
        taken["company_name"] = changed["name"][1]
    for name in ALWAYS:
        if name in changed and setup[f"inherit_{name}"] and person[name] == changed[name][0]:
            taken[name] = changed[name][1]
    if setup["inherit_address_details"] and all(person[name] == old[name] for name in COMPARED_ADDRESS):
        taken |= {name: changed[name][1] for name in ADDRESS if name in changed}
    if setup["inherit_communication_details"]:
        taken |= {name: changed[name][1] for name in COMMUNICATION if name in changed and person[name] == changed[name][0]}
    return taken
