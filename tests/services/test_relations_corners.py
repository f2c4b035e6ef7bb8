"""Corners of the relation rules: blanks, orphans, deleted numbers, long names (relations sections 1 to 3, 7)."""

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from tests.builders import (
    COMPANY,
    a_contact,
    a_customer,
    a_vendor,
    an_orphan,
    read,
    rows_of,
    unlinked,
)
from tests.refusals import refused_with as refused

LONG_NAME = "A" * 35 + " Bos"


def test_a_blank_search_name_stays_blank_on_the_contact_that_is_made(desk: Desk):
    """relations S-02, R-7: equal from the first second, blanks included."""
    customer = unlinked(desk, "customer")
    desk.records.save("customer", customer, {"search_name": ""})

    desk.batches.create_contacts("customer")

    contact = desk.linking.linked_contact("customer", customer)
    assert read(desk, "contact", contact, "name", "search_name") == ("Fabrikam", "")
    assert desk.maintenance.check() == []


@pytest.mark.parametrize("by_batch", [False, True])
def test_name_parts_of_a_person_customer_are_cut_with_a_notice(desk: Desk, by_batch: bool):
    """relations R-7, E-23: Name keeps the full text, a notice says which part was cut, in the batch too."""
    if by_batch:
        customer = unlinked(desk, "customer", name=LONG_NAME, contact_type="Person")
        notices = desk.batches.create_contacts("customer").notices
    else:
        done = desk.records.create("customer", {"name": LONG_NAME, "contact_type": "Person"})
        customer, notices = done.value.no, done.notices

    contact = desk.linking.linked_contact("customer", customer)
    assert read(desk, "contact", contact, "name", "first_name", "surname") == (LONG_NAME, "A" * 30, "Bos")
    assert [notice.record for notice in notices if notice.id == "name.cut"] == [contact]


def test_a_person_customer_gets_its_contact_also_with_a_primary_contact(desk: Desk):
    """relations R-5, R-62: choosing a primary contact ties a person customer to nobody, so it gets its own contact."""
    customer = a_customer(desk, "Anna Bos", contact_type="Person", primary_contact_no="CT000009")

    contact = desk.linking.linked_contact("customer", customer)
    assert read(desk, "contact", contact, "name") == "Anna Bos"
    assert read(desk, "customer", customer, "primary_contact_no", "contact") == ("CT000009", "Piet Los")


def test_an_orphan_row_does_not_stop_a_change_of_type(desk: Desk):
    """relations E-31, R-78, R-79, R-83: neither the employee that is gone nor the vendor."""
    an_orphan(desk, "CT000002", "employee", "E77")
    company = a_contact(desk, "Lone")
    an_orphan(desk, company, "vendor", "V77")

    desk.records.save("contact", "CT000002", {"type": "Company"})
    desk.records.save("contact", company, {"type": "Person"})

    assert (rows_of(desk, "CT000002"), rows_of(desk, company)) == ([], [])
    assert read(desk, "contact", "CT000002", "type") == COMPANY


def test_a_repaired_row_modifies_its_contact(desk: Desk):
    """relations R-3, R-83, R-84: the row that goes is a change of the contact, whoever removes it."""
    an_orphan(desk, "CT000001", "vendor", "V77")
    version = desk.records.read("contact", "CT000001").version

    desk.maintenance.repair(desk.maintenance.check())

    assert desk.records.read("contact", "CT000001").version > version
    assert rows_of(desk, "CT000001") == []


def test_nothing_names_a_deleted_customer(desk: Desk):
    """relations R-72, 1.5: Bill-to is blank then, Invoice Disc. Code the own number; the deletion shows it beforehand."""
    payer = a_customer(desk, "Payer")
    other = a_customer(desk, "Other", bill_to_customer_no=payer, invoice_disc_code=payer)
    desk.records.create("customer_template", {"code": "PAYER", "invoice_disc_code": payer})

    preview = desk.records.delete("customer", payer, dry_run=True)
    desk.records.delete("customer", payer)

    assert read(desk, "customer", other, "bill_to_customer_no", "invoice_disc_code") == ("", other)
    assert read(desk, "customer_template", "PAYER", "invoice_disc_code") == ""
    assert other in {record.no for record in preview.changes.records}
    assert desk.maintenance.check() == []


def test_nothing_names_a_deleted_vendor(desk: Desk):
    """relations R-72, 1.6: Pay-to Vendor No. too"""
    payee = a_vendor(desk, "Payee")
    other = a_vendor(desk, "Other", pay_to_vendor_no=payee)

    desk.records.delete("vendor", payee)

    assert read(desk, "vendor", other, "pay_to_vendor_no") == ""


def test_invoice_discounts_of_others_follow_a_new_number(desk: Desk):
    """relations R-74, R-37: on other customers and on templates, as every field that names a customer."""
    customer = a_customer(desk, "Payer")
    other = a_customer(desk, "Other", bill_to_customer_no=customer, invoice_disc_code=customer)
    desk.records.create("customer_template", {"code": "PAYER", "invoice_disc_code": customer})

    desk.records.save("customer", customer, {"no": "C77"})

    assert read(desk, "customer", other, "bill_to_customer_no", "invoice_disc_code") == ("C77", "C77")
    assert read(desk, "customer", "C77", "invoice_disc_code") == "C77"
    assert read(desk, "customer_template", "PAYER", "invoice_disc_code") == "C77"


@pytest.mark.parametrize("typed", [{"company_no": ""}, {"company_name": "Another"}, {"company_name": ""}, {"company_no": "CT000002"}])
def test_a_company_has_no_other_company(desk: Desk, typed: dict[str, str]):
    """contacts C-30, 1.1: neither by number nor by name; nothing typed is dropped without a word."""
    (field,) = typed
    refusal = refused(desk, errors.CompanyOnCompany, desk.records.save, "contact", "CT000001", typed)

    assert (refusal.record, refusal.field) == ("CT000001", field)


def test_the_own_company_of_a_company_may_be_typed(desk: Desk):
    """contacts C-30, C-40: its own number, its own name, and the new name together with it."""
    own = {"company_no": "ct000001", "name": "Adatum N.V.", "company_name": "Adatum N.V."}
    desk.records.save("contact", "CT000001", own)

    assert read(desk, "contact", "CT000001", "company_no", "company_name") == ("CT000001", "Adatum N.V.")


def test_a_person_that_becomes_a_company_leaves_its_own(desk: Desk):
    """contacts C-23: typed together with the type, a blank company is what it will be anyway."""
    desk.records.save("contact", "CT000002", {"type": "Company", "company_no": "", "company_name": ""})

    assert read(desk, "contact", "CT000002", "company_no", "company_name") == ("CT000002", "Jan de Vries")
