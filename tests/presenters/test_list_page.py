"""The lists as data, and what the status line says."""

from __future__ import annotations

import pytest

from contactdesk.desk import Desk
from contactdesk.model.fields import fields_of
from contactdesk.model.tables import TABLES
from contactdesk.presenters.facts import facts_of
from contactdesk.presenters.list_actions import contacts_beside, one_company
from contactdesk.presenters.list_specs import LINKED_CONTACT_NO, LISTS, columns_of
from contactdesk.presenters.main import told


@pytest.fixture
def desk(tmp_path):
    with Desk.create(str(tmp_path / "office.contactdesk"), country="NL") as opened:
        yield opened


@pytest.mark.parametrize("table", LISTS)
def test_every_list_starts_with_the_columns_of_the_specification(table):
    """contacts F-1"""
    spec, declared = LISTS[table], {field.name for field in fields_of(TABLES[table])}

    assert set(spec.shown) <= set(spec.columns)
    assert set(spec.columns) - declared <= {LINKED_CONTACT_NO}
    assert [field.name for field in columns_of(table)] == list(spec.columns)


def test_the_status_line_counts_the_other_records(desk):
    """relations G-11"""
    company = desk.records.create("contact", {"name": "Adatum"}).value.no
    desk.records.create("contact", {"type": "Person", "name": "Ann Lee", "company_no": company})

    alone = desk.records.save("contact", company, {"search_name": "ADA"})
    spread = desk.records.save("contact", company, {"phone_no": "030-1"})

    assert told(alone.changes, "contact", company) == "Saved."
    assert told(spread.changes, "contact", company) == "Saved. 1 other record updated."


def test_facts_of_a_vendor_name_what_its_contact_also_is(desk):
    """relations N-7"""
    company = desk.records.create("contact", {"name": "Adatum", "address": "Dorpsstraat 1", "city": "Utrecht"}).value.no
    vendor = desk.linking.create_as(company, "vendor", template="").value.no
    customer = desk.linking.create_as(company, "customer", template="").value.no

    facts = facts_of(desk, "vendor", vendor)

    links = [fact.link for group in facts.groups for fact in group.facts if fact.link]
    assert facts.title == "Adatum"
    assert links == [f"card:contact:{company}", f"list:contact:{company}", f"card:customer:{customer}"]


def test_contacts_beside_a_person_without_company_is_only_that_person(desk):
    """relations N-6, relations N-8"""
    company = desk.records.create("contact", {"name": "Adatum"}).value.no
    alone = desk.records.create("contact", {"type": "Person", "name": "Ann Lee"}).value.no

    assert contacts_beside(desk, company) == [("company_no", f"'{company}'")]
    assert contacts_beside(desk, alone) == [("no", f"'{alone}'")]


@pytest.mark.parametrize(
    ("where", "company"),
    [
        ([("company_no", "'CT000001'")], "CT000001"),
        ([("company_no", "ct000001"), ("type", "Person")], "CT000001"),
        ([("company_no", "CT000001|CT000002")], ""),
        ([("company_no", "CT*")], ""),
        ([("name", "CT000001")], ""),
        ([], ""),
    ],
)
def test_a_list_narrowed_to_one_company_makes_persons_of_it(where, company):
    """contacts C-1"""
    assert one_company(where) == company
