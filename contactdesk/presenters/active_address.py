"""What is said about the alternate address of a contact that is active on the work date (contacts C-73)."""

from __future__ import annotations

from contactdesk.desk import Desk
from contactdesk.model.alt_address import ContactAltAddress
from contactdesk.model.dates import show_date
from contactdesk.presenters.fact_groups import Fact
from contactdesk.rules.filters import quoted
from contactdesk.services.addresses import ActiveAddress
from contactdesk.text import _

ADDRESSES = ContactAltAddress.__tablename__
ACTIONS = ("alt_address.card", "alt_address.ranges")
"""The actions of the group Alternative Address (contacts 3.3)."""


def active_line(found: ActiveAddress | None) -> Fact | None:
    """The line about it; its link leads to the card of the address. None where there is none."""
    if found is None:
        return None
    values = found.values
    place = " ".join(part for part in (values["post_code"], values["city"]) if part)
    shown = ", ".join(part for part in (values["company_name"], values["address"], place) if part)
    caption = _("Active until {date}").format(date=show_date(found.until)) if found.until is not None else _("Active now")
    return Fact(caption, " – ".join(part for part in (found.code, shown) if part), f"card:{ADDRESSES}:{found.key}")


def beside(desk: Desk, key: str, direction: int) -> str:
    """The key of the next (+1) or previous (-1) address of the same contact; "" where there is none."""
    contact_no = desk.records.read(ADDRESSES, key)["contact_no"]
    rows = desk.lists.read_all(ADDRESSES, where=[("contact_no", quoted(contact_no))], columns=("contact_no", "code"))
    keys = [f"{row['contact_no']} {row['code']}" for row in rows]
    place = keys.index(key) + direction if key in keys else -1
    return keys[place] if 0 <= place < len(keys) else ""
