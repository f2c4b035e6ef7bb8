"""What the pane beside a list or card says about a record: how to reach it, and what it also is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from contactdesk.desk import Desk
from contactdesk.model.contact import COMPANY
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.tables import TABLES
from contactdesk.presenters.fact_groups import Fact, FactGroup
from contactdesk.presenters.statistics import statistics_of
from contactdesk.rules.filters import quoted
from contactdesk.services.linking import RelationRow
from contactdesk.services.records import Values
from contactdesk.text import N_, _

ADDRESS, RELATIONS, CONTACT = N_("Address & Contact"), N_("Business Relations"), N_("Contact")
_OPENED_BY = {"e_mail": "mail", "home_page": "web"}
_REACHED_BY = ("phone_no", "mobile_phone_no", "e_mail", "home_page")


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts about one record, and its picture."""

    title: str
    groups: tuple[FactGroup, ...]
    picture: bytes = b""
    table: str = ""
    no: str = ""


def facts_of(desk: Desk, table: str, no: str) -> Facts:
    """Read the facts about a contact, customer, vendor, bank account or employee. Raises `NotFound`."""
    record = desk.records.read(table, no, with_pictures=True)
    values = record.values
    related = _contact_groups(desk, no, values) if table == "contact" else _entity_groups(desk, table, no)
    reached = FactGroup(_(ADDRESS), tuple(_reach(table, values)), _("No address or phone number yet."))
    title = str(values.get(TABLES[table].TITLE, "")) or no
    return Facts(title, (reached, *related), values.get("image") or b"", table, no)


def _reach(table: str, values: Values) -> Iterable[Fact]:
    fields = field_map(TABLES[table])
    address = [values["address"], values["address_2"], " ".join(part for part in (values["post_code"], values["city"]) if part)]
    address += [values["county"], values["country_region_code"]]
    if any(address[:3]):
        yield Fact(_(fields["address"].caption), "\n".join(line for line in address if line))
    for name in _REACHED_BY:
        value = values.get(name)
        if value:
            shown = str(value).removeprefix("https://").rstrip("/")  # a pane is narrow
            yield Fact(_(fields[name].caption), shown, f"{_OPENED_BY.get(name, 'call')}:{value}")


def _contact_groups(desk: Desk, no: str, values: Values) -> list[FactGroup]:
    rows = desk.linking.relations(no)
    relations = FactGroup(_(RELATIONS), tuple(_relation(row) for row in rows), _("None yet. Use Create as or Link with existing."))
    if values["type"] == COMPANY:
        persons = desk.lists.count("contact", where=[("company_no", quoted(no)), ("type", "Person")])
        inside = [Fact(_("Persons"), str(persons), f"persons:{no}" if persons else "")]
    elif values["company_no"]:
        inside = [Fact(_("Company"), values["company_name"], f"card:contact:{values['company_no']}")]
    else:
        inside = []
    fields = field_map(TABLES["contact"])
    more = [Fact(_(fields[name].caption), str(values[name])) for name in ("job_title", "salesperson_code") if values[name]]
    contact = [FactGroup(_(CONTACT), tuple(inside + more))] if inside or more else []
    return [relations, *contact, *statistics_of(desk, no, values)]


def _relation(row: RelationRow) -> Fact:
    if row.is_link:
        caption = _(BY_ID[row.kind].caption)
        return Fact(caption, row.no, "" if row.missing else f"card:{row.kind}:{row.no}")
    return Fact(row.description or row.code, _("yes"))


def _entity_groups(desk: Desk, kind: str, no: str) -> list[FactGroup]:
    contact_no = desk.linking.linked_contact(kind, no)
    if not contact_no:
        return [FactGroup(_(CONTACT), (), _("No contact yet. Use Contact to make one."))]
    name: Any = desk.records.read("contact", contact_no)["name"]
    own = [Fact(_("Contact"), contact_no, f"card:contact:{contact_no}"), Fact(_("Name"), name, f"list:contact:{contact_no}")]
    also = [row for row in desk.linking.relations(contact_no) if (row.kind, row.no) != (kind, no) and row.is_link and row.own]
    return [FactGroup(_(CONTACT), tuple(own)), *([FactGroup(_("Also"), tuple(_relation(row) for row in also))] if also else [])]
