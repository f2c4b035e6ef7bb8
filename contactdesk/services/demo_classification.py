"""How the contacts of the demo company are classified: groups, industries, responsibilities, web sources, comments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from contactdesk.model.classification import ContactWebSource
from contactdesk.model.contact import COMPANY
from contactdesk.model.fields import field_map
from contactdesk.services import demo_rows
from contactdesk.services.lists import Lists
from contactdesk.services.records import Records

Row = tuple[str, dict[str, Any]]

INDUSTRIES = ("RET", "WHOLE", "MAN", "ADVERT", "RET", "PRESS")
RESPONSIBLE = {"CEO": "PURCHASE", "CFO": "APR", "SENMAN": "SALE", "MANA": "MARKETING", "J-MANA": "SERVICE"}
"""What a person of an organizational level looks after."""
WEB_SOURCE = "DDG"
_COLUMNS = ("id", "no", "name", "city", "type", "organizational_level_code")


def classify(records: Records, lists: Lists, language: str, today: date) -> None:
    """Give some contacts what an office would have noted about them; the same every time."""
    ids = lists.ids("contact", order=("no",))
    rows = lists.rows("contact", ids, _COLUMNS[1:])
    contacts = [dict(zip(_COLUMNS, (id, *rows[id]), strict=True)) for id in ids]
    companies = [one for one in contacts if one["type"] == COMPANY]
    persons = [one for one in contacts if one["type"] != COMPANY]
    for table, values in (*_of_companies(companies), *_of_persons(persons), *_comments(contacts, language, today)):
        records.create(table, values)


def _of_companies(companies: list[dict[str, Any]]) -> Iterator[Row]:
    longest = field_map(ContactWebSource)["search_word"].kind.length
    for place, company in enumerate(companies):
        no = {"contact_no": company["no"]}
        if place % 2 == 0:
            yield "contact_industry_group", no | {"industry_group_code": INDUSTRIES[place // 2 % len(INDUSTRIES)]}
        if place % 4 == 0:
            yield "contact_mailing_group", no | {"mailing_group_code": "X-CARD"}
        if place % 12 == 0:
            yield "contact_mailing_group", no | {"mailing_group_code": "X-GIFT"}
            yield (
                "contact_web_source",
                no | {"web_source_code": WEB_SOURCE, "search_word": f"{company['name'].split()[0]} {company['city']}"[:longest]},
            )


def _of_persons(persons: list[dict[str, Any]]) -> Iterator[Row]:
    for place, person in enumerate(persons):
        no = {"contact_no": person["no"]}
        code = RESPONSIBLE.get(person["organizational_level_code"], "")
        if code and place % 3 == 0:
            yield "contact_job_responsibility", no | {"job_responsibility_code": code}
        if place % 8 == 0:
            yield "contact_mailing_group", no | {"mailing_group_code": "X-CARD"}


def _comments(contacts: list[dict[str, Any]], language: str, today: date) -> Iterator[Row]:
    """Two lines on the first contact, one on some others, in the weeks before `today`."""
    texts = [pair[1 if language == "nl" else 0] for pair in demo_rows.data()["comments"]]
    commented = [contacts[0], *contacts[:: max(len(contacts) // (len(texts) - 1), 1)]]
    for place, (contact, text) in enumerate(zip(commented, texts, strict=False)):
        owner = {"record_table": "contact", "record_id": contact["id"]}
        yield "comment_line", owner | {"comment": text, "date": today - timedelta(days=3 * (len(texts) - place))}
