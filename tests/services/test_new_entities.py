"""Contacts for new and for existing customers, vendors, bank accounts, employees; templates; primary contacts
(relations 3.2, 3.3, 3.5, 3.9)."""

import pytest

from contactdesk import errors
from contactdesk.model.fields import fields_of
from contactdesk.model.link_kinds import BY_ID
from contactdesk.services.template_values import template_fields
from tests.builders import (
    PERSON,
    a_contact,
    a_customer,
    a_person,
    a_vendor,
    an_entity,
    an_orphan,
    count,
    dump,
    linked,
    read,
    relation,
    rows_of,
    run_sql,
    unlinked,
)
from tests.refusals import refused_with as refused


@pytest.fixture
def desk(sqlite_desk):
    return sqlite_desk


# -- a new entity --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["customer", "vendor", "bank_account", "employee"])
def test_every_kind_gets_its_contact(desk, kind):
    """relations R-5, R-7: linked under the code of its kind, without Marketing Setup defaults."""
    desk.setup.save({"default_salesperson_code": "AH", "default_territory_code": "E", "default_correspondence_type": 2})
    no = an_entity(desk, kind)
    contact = desk.linking.linked_contact(kind, no)
    assert [row[2:] for row in rows_of(desk, contact)] == [(kind, no)]
    assert read(desk, "contact", contact, "salesperson_code", "territory_code", "correspondence_type") == ("", "", 0)
    company = read(desk, "contact", contact, "company_no", "company_name")
    assert company == (("", "") if kind == "employee" else (contact, "Fabrikam"))


def test_a_company_gets_the_company_salutation(desk):
    """relations R-7"""
    desk.setup.save({"def_company_salutation_code": "COMPANY"})
    contact = desk.linking.linked_contact("customer", a_customer(desk))
    assert read(desk, "contact", contact, "salutation_code") == "COMPANY"


@pytest.mark.parametrize("series", ["", "used up"])
def test_without_numbers_the_entity_is_saved(desk, series):
    """relations R-5, E-02: the notice says what is missing; nothing is half made."""
    if series:
        run_sql(desk, "UPDATE no_series_line SET last_no_used = ending_no, open = 0, version = version + 1 WHERE series_code = 'CONT'")
    else:
        desk.setup.save({"contact_nos": ""})
    done = desk.records.create("vendor", {"name": "Fabrikam"})
    assert [notice.id for notice in done.notices] == ["contact.not_created"]
    assert desk.linking.linked_contact("vendor", done.value.no) == ""


def test_a_pending_row_is_filled(desk):
    """relations R-6: the company of the primary contact waited for this customer; no second contact is made."""
    an_orphan(desk, "CT000001", "customer", "")
    contacts = count(desk, "contact")
    customer = a_customer(desk, "Adatum Nederland", primary_contact_no="CT000002", phone_no="010-1")
    assert rows_of(desk, "CT000001") == [("CT000001", "CUST", "customer", customer)]
    assert count(desk, "contact") == contacts
    assert read(desk, "customer", customer, "primary_contact_no", "contact") == ("CT000002", "Jan de Vries")
    assert read(desk, "contact", "CT000001", "name", "phone_no") == ("Adatum Nederland", "010-1")


def test_a_primary_contact_links_the_company_of_a_new_customer(desk):
    """relations R-6, R-62: without a prepared row the company is linked, the entity is master."""
    customer = a_customer(desk, "Adatum Nederland", primary_contact_no="CT000003")
    assert desk.linking.linked_contact("customer", customer) == "CT000001"
    assert read(desk, "contact", "CT000001", "name") == "Adatum Nederland"


def test_a_contact_text_alone_makes_no_person(desk):
    """relations R-8, R-9: neither with nor without a template."""
    contacts = count(desk, "contact")
    customer = a_customer(desk, contact="Bo Dam")
    other = desk.records.create("customer", {"name": "Contoso", "contact": "Bo Dam"}, template="COMP").value.no
    assert count(desk, "contact") == contacts + 2
    for no in (customer, other):
        assert read(desk, "customer", no, "primary_contact_no", "contact") == ("", "Bo Dam")


def test_entities_without_contact_are_counted(desk):
    """relations R-11, R-14: what the notice on lists and the preview of the batch say."""
    linked(desk, "CT000001", "customer", "C1")
    assert desk.linking.unlinked("customer", limit=1) == []
    unlinked(desk, "customer", no="C2")
    assert desk.linking.unlinked("customer", limit=1) == [("C2", "Fabrikam", "")]
    assert desk.batches.count_contacts("customer") == (2, 1)


# -- the batch -----------------------------------------------------------------------------------------


def test_the_batch_checks_before_it_starts(desk):
    """relations R-12, E-02, E-27: relation code, number series, filter."""
    unlinked(desk, "customer")
    refused(desk, errors.FilterMatchesNothing, desk.batches.create_contacts, "customer", where=[("no", "X*")])
    desk.setup.save({"contact_nos": ""})
    assert refused(desk, errors.NoContactNumber, desk.batches.create_contacts, "customer").id == "E-02"


def test_the_batch_filters(desk):
    """relations R-13: by any field; blocked and private entities are included."""
    unlinked(desk, "customer", no="C1", customer_posting_group="EU")
    unlinked(desk, "customer", no="C2", customer_posting_group="DOMESTIC", privacy_blocked=True)
    report = desk.batches.create_contacts("customer", where=[("customer_posting_group", "DOMESTIC"), ("search_name", "FAB*")])
    assert (report.created, desk.linking.linked_contact("customer", "C1")) == (1, "")
    assert desk.linking.linked_contact("customer", "C2")


def test_a_preview_of_the_batch(desk):
    """relations R-14, G-11, G-13: it says what would be made and draws no number."""
    unlinked(desk, "customer", contact="Bo Dam")
    before = dump(desk)
    report = desk.batches.create_contacts("customer", dry_run=True)
    assert dump(desk) == before
    assert (report.created, report.persons) == (1, 1)
    made = [one.shown_no for changes in report.changes for one in changes.records if one.table == "contact"]
    assert made == ["(next of CONT)", "(next of CONT)"]


def test_the_batch_for_each_kind(desk):
    """relations R-15, R-19: vendors get primary contacts, a blank name is no reason to refuse, employees become persons."""
    unlinked(desk, "vendor", no="V1", name="", contact="Bo Dam", phone_no="010-1")
    unlinked(desk, "employee", no="E1")
    unlinked(desk, "customer", no="C1", name="Anna Bos", contact_type="Person")
    assert [desk.batches.create_contacts(kind).created for kind in ("vendor", "employee", "customer")] == [1, 1, 1]
    company = desk.linking.linked_contact("vendor", "V1")
    person = read(desk, "vendor", "V1", "primary_contact_no")
    assert read(desk, "contact", person, "name", "company_no", "phone_no", "first_name", "surname") == (
        "Bo Dam",
        company,
        "010-1",
        "Bo",
        "Dam",
    )
    assert relation(desk, person) == "Vendor"
    assert read(desk, "contact", desk.linking.linked_contact("employee", "E1"), "name", "type") == ("Tom Bakker", PERSON)
    own = desk.linking.linked_contact("customer", "C1")
    assert read(desk, "customer", "C1", "primary_contact_no", "contact") == (own, "Anna Bos")
    assert read(desk, "contact", own, "first_name", "surname", "company_no") == ("Anna", "Bos", "")


def test_without_persons(desk):
    """relations R-15: the option leaves Contact text alone."""
    unlinked(desk, "customer", no="C1", contact="Bo Dam")
    report = desk.batches.create_contacts("customer", create_persons=False)
    assert (report.created, report.persons) == (1, 0)
    assert read(desk, "customer", "C1", "primary_contact_no", "contact") == ("", "Bo Dam")


def test_a_failing_entity_leaves_the_others(desk):
    """relations R-17, E-28: it is listed with its reason, the rest goes on, and one undo takes all back."""
    for number in range(1, 4):
        unlinked(desk, "customer", no=f"C{number}")
    desk.records.save("no_series_line", "CONT 10000", {"ending_no": "CT000005"})
    report = desk.batches.create_contacts("customer")
    assert report.created == 2
    assert [failure.no for failure in report.failed] == ["C3"]
    assert report.failed[0].error.id == "E-02"
    desk.history.undo(report.entry)
    assert desk.linking.linked_contact("customer", "C1") == ""


def test_cancelling_keeps_what_is_done(desk):
    """relations R-17, R-18, E-28"""
    unlinked(desk, "customer", no="C1")
    report = desk.batches.create_contacts("customer", cancelled=lambda: True)
    assert (report.cancelled, report.created) == (True, 0)
    told = []
    desk.batches.create_contacts("customer", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


# -- templates -----------------------------------------------------------------------------------------


def test_candidates_fit_the_target(desk):
    """relations R-20, R-22, R-30: of the company that is converted, not of the person clicked; employees see all."""
    desk.records.create("customer_template", {"code": "PERS", "contact_type": "Person"})
    desk.records.create("employee_template", {"code": "EMP1"})
    assert desk.linking.templates_for("CT000002", "customer") == ([("COMP", "")], "COMP")
    assert desk.linking.templates_for("CT000009", "customer") == ([("PERS", "")], "PERS")
    assert desk.linking.templates_for("CT000009", "employee") == ([("EMP1", "")], "EMP1")
    assert desk.linking.templates_for("CT000001", "bank_account") == ([], "")


def test_the_best_template_is_preselected(desk):
    """relations R-31: territory, country and currency; then country and currency; then country; then the first."""
    desk.records.create("customer_template", {"code": "A", "contact_type": "Company"})
    desk.records.create(
        "customer_template", {"code": "NL1", "contact_type": "Company", "country_region_code": "NL", "currency_code": "USD"}
    )
    desk.records.create("customer_template", {"code": "NL2", "contact_type": "Company", "country_region_code": "NL"})
    assert desk.linking.templates_for("CT000001", "customer")[1] == "NL2"
    desk.records.save("contact", "CT000001", {"currency_code": "USD"})
    assert desk.linking.templates_for("CT000001", "customer")[1] == "NL1"
    other = a_contact(desk, "Contoso", country_region_code="BE")
    assert desk.linking.templates_for(other, "customer")[1] == "A"


@pytest.mark.parametrize("code", ["GONE", "PERS"])
def test_a_template_that_does_not_fit_any_more(desk, code):
    """relations R-31, E-21: deleted, or changed to another contact type, between choice and OK."""
    desk.records.create("customer_template", {"code": "PERS", "contact_type": "Person"})
    refusal = refused(desk, errors.TemplateGone, desk.linking.create_as, "CT000001", "customer", template=code)
    assert (refusal.id, refusal.facts["value"]) == ("E-21", code)


def test_no_template_is_always_allowed(desk):
    """relations R-31"""
    customer = desk.linking.create_as("CT000001", "customer", template="").value.no
    assert read(desk, "customer", customer, "customer_posting_group", "currency_code") == ("", "")


def test_what_a_template_fills(desk):
    """relations R-32: blank fields only; Invoice Disc. Code always; Contact Type and No. Series never."""
    other = unlinked(desk, "customer", no="C77")
    desk.records.save("customer_template", "COMP", {"invoice_disc_code": other, "allow_line_disc": False, "salesperson_code": "AH"})
    customer = desk.linking.create_as("CT000001", "customer").value.no
    found = read(desk, "customer", customer, "invoice_disc_code", "allow_line_disc", "salesperson_code", "no_series")
    assert found == ("C77", False, "JR", "CUST")


def test_a_private_template_blocks_everything(desk):
    """relations R-32: Privacy Blocked goes with Blocked = All."""
    desk.records.save("customer_template", "COMP", {"privacy_blocked": True})
    customer = desk.records.create("customer", {"name": "Fabrikam"}, template="COMP").value.no
    assert read(desk, "customer", customer, "privacy_blocked", "blocked") == (True, 3)


def test_a_new_customer_from_its_own_list(desk):
    """relations R-33: the template's Contact Type, and what was typed wins, blank or not."""
    desk.records.create(
        "customer_template", {"code": "PERS", "contact_type": "Person", "country_region_code": "DE", "currency_code": "EUR"}
    )
    values = {"name": "Anna Bos", "currency_code": "", "country_region_code": "NL"}
    customer = desk.records.create("customer", values, template="PERS").value.no
    assert read(desk, "customer", customer, "contact_type", "country_region_code", "currency_code") == (PERSON, "NL", "")
    contact = desk.linking.linked_contact("customer", customer)
    assert read(desk, "contact", contact, "type", "country_region_code") == (PERSON, "NL")


def test_contact_type_is_given_once(desk):
    """relations R-33, S-26: on the new customer, afterwards it follows the contact."""
    customer = a_customer(desk, contact_type="Person")
    refused(desk, errors.NotEditable, desk.records.save, "customer", customer, {"contact_type": "Company"})


def test_apply_a_template(desk):
    """relations R-34: fills blanks or overwrites, never clears, synchronises, on several records at once."""
    customer, other = linked(desk, "CT000001", "customer"), unlinked(desk, "customer", no="C9", currency_code="USD")
    assert desk.templates.apply("customer", [customer, other], "COMP").value == 2
    assert read(desk, "customer", customer, "country_region_code", "currency_code", "salesperson_code") == ("NL", "EUR", "JR")
    assert read(desk, "contact", "CT000001", "currency_code") == "EUR"
    assert read(desk, "customer", other, "currency_code", "country_region_code") == ("USD", "DE")
    desk.templates.apply("customer", [customer, other], "COMP", overwrite=True)
    assert read(desk, "customer", other, "currency_code") == "EUR"
    assert read(desk, "contact", "CT000001", "country_region_code", "salesperson_code") == ("DE", "JR")


def test_save_as_template(desk):
    """relations R-35: a code after the last one, all fields a template can hold."""
    customer = a_customer(desk, payment_terms_code="30 DAYS", credit_limit_lcy="100", contact_type="Person")
    code = desk.templates.save_as("customer", customer.lower()).value
    assert code == "CUST000001"
    found = read(desk, "customer_template", code, "payment_terms_code", "contact_type", "invoice_disc_code", "description")
    assert found == ("30 DAYS", PERSON, "", "Fabrikam")
    assert desk.templates.save_as("customer", customer).value == "CUST000002"
    assert desk.templates.save_as("vendor", a_vendor(desk)).value == "VEND000001"
    assert desk.templates.save_as("employee", an_entity(desk, "employee")).value == "EMPL000001"


def test_copy_a_template(desk):
    """relations R-36: everything but Code and Description."""
    desk.records.create("customer_template", {"code": "COPY", "description": "Mine"})
    desk.templates.copy("customer", "COMP", "COPY")
    found = read(desk, "customer_template", "COPY", "description", "customer_posting_group", "currency_code")
    assert found == ("Mine", "DOMESTIC", "EUR")


@pytest.mark.parametrize("kind", ["customer", "vendor", "employee"])
def test_a_template_holds_the_fields_of_its_kind(kind):
    """relations R-36, 1.10: declared once, so their lengths agree; what is the record's own is left out."""
    offered = {field.name: field for field in template_fields(BY_ID[kind])}
    entity = {field.name: field for field in fields_of(BY_ID[kind].model)}
    assert all(offered[name].kind == entity[name].kind for name in offered)
    assert not offered.keys() & {"no", "name", "search_name", "contact", "primary_contact_no", "registration_number", "image"}


def test_template_fields_are_checked_when_typed_and_when_applied(desk):
    """relations R-37: codes exist, Invoice Disc. Code is a number of that kind; a code that is gone refuses the whole action."""
    save = desk.records.save
    refusal = refused(desk, errors.NotFound, save, "customer_template", "COMP", {"invoice_disc_code": "C404"})
    assert refusal.field == "invoice_disc_code"
    refused(desk, errors.NotFound, save, "customer_template", "COMP", {"currency_code": "XXX"})
    run_sql(desk, "UPDATE customer_template SET currency_code = 'XXX', version = version + 1 WHERE code = 'COMP'")
    refusal = refused(desk, errors.NotFound, desk.linking.create_as, "CT000001", "customer")
    assert (refusal.id, refusal.field, refusal.facts["value"]) == ("E-NOT-FOUND", "currency_code", "XXX")


# -- primary contacts ----------------------------------------------------------------------------------


def test_whom_the_lookup_offers(desk):
    """relations R-61: the linked company and its persons can be chosen, nobody else."""
    linked(desk, "CT000001", "vendor", "V1")
    for no in ("CT000001", "CT000002", "CT000003"):
        desk.records.save("vendor", "V1", {"primary_contact_no": no})
    refused(desk, errors.NotRelated, desk.records.save, "vendor", "V1", {"primary_contact_no": "CT000009"})


def test_an_unknown_primary_contact(desk):
    """relations R-62, E-11: names kind and number, in the field."""
    linked(desk, "CT000001", "customer", "C1")
    refusal = refused(desk, errors.NotFound, desk.records.save, "customer", "C1", {"primary_contact_no": "NOBODY"})
    assert (refusal.id, refusal.field, refusal.facts["value"]) == ("E-NOT-FOUND", "primary_contact_no", "NOBODY")


def test_a_primary_contact_that_needs_a_link(desk):
    """relations R-62, E-01, E-03, E-12: every branch of an entity without a link."""
    unlinked(desk, "customer", no="C1", name="Adatum Nederland", phone_no="010-1")
    refused(desk, errors.NotRelated, desk.records.save, "customer", "C1", {"primary_contact_no": "CT000001"})
    desk.setup.save({"bus_rel_code_for_customers": ""})
    refused(desk, errors.RelationCodeMissing, desk.records.save, "customer", "C1", {"primary_contact_no": "CT000002"})
    desk.setup.save({"bus_rel_code_for_customers": "CUST"})
    desk.records.save("customer", "C1", {"primary_contact_no": "CT000002"})
    assert read(desk, "contact", "CT000001", "name", "phone_no") == ("Adatum Nederland", "010-1")
    unlinked(desk, "customer", no="C2")
    refused(desk, errors.AlreadyLinked, desk.records.save, "customer", "C2", {"primary_contact_no": "CT000003"})


def test_a_company_as_primary_contact(desk):
    """relations R-62: Contact stays blank; filled numbers reach the customer and, there, its contact."""
    linked(desk, "CT000009", "customer", "C1")
    company = a_contact(desk, "Contoso", phone_no="010-7", e_mail="info@contoso.nl")
    desk.records.save("customer", "C1", {"primary_contact_no": company})
    assert read(desk, "customer", "C1", "contact", "phone_no", "e_mail") == ("", "010-7", "info@contoso.nl")
    assert read(desk, "contact", "CT000009", "phone_no") == "010-7"


def test_clearing_the_primary_contact(desk):
    """relations R-62: Contact is cleared too; a name typed in the same save stays as text."""
    linked(desk, "CT000001", "customer", "C1")
    desk.records.save("customer", "C1", {"primary_contact_no": "CT000002"})
    desk.records.save("customer", "C1", {"primary_contact_no": "", "contact": "Somebody"})
    assert read(desk, "customer", "C1", "primary_contact_no", "contact") == ("", "Somebody")
    desk.records.save("customer", "C1", {"primary_contact_no": "CT000002"})
    desk.records.save("customer", "C1", {"primary_contact_no": ""})
    assert read(desk, "customer", "C1", "contact") == ""


def test_a_contact_name_is_typed_only_without_a_primary_contact(desk):
    """relations R-63"""
    linked(desk, "CT000001", "customer", "C1")
    desk.records.save("customer", "C1", {"primary_contact_no": "CT000002"})
    refusal = refused(desk, errors.NotEditable, desk.records.save, "customer", "C1", {"contact": "Nina Vos"})
    assert refusal.field == "contact"
    assert "which Contact Code names" in str(refusal)


@pytest.mark.parametrize("typed", ["ÉVA ŞMIT", "Éva Şmit "])
def test_a_person_of_that_name_is_used(desk, typed):
    """relations R-63: whatever case and surrounding blanks; not linked, or no code: only the text is stored."""
    person = a_person(desk, "Éva Şmit", "CT000001")
    linked(desk, "CT000001", "vendor", "V1")
    contacts = count(desk, "contact")
    desk.records.save("vendor", "V1", {"contact": typed})
    assert read(desk, "vendor", "V1", "primary_contact_no", "contact") == (person, "Éva Şmit")
    unlinked(desk, "vendor", no="V2")
    desk.records.save("vendor", "V2", {"contact": "Nina Vos"})
    assert read(desk, "vendor", "V2", "primary_contact_no", "contact") == ("", "Nina Vos")
    assert count(desk, "contact") == contacts


def test_renaming_a_person_that_is_not_primary(desk):
    """relations R-64, R-65: nothing happens, and new persons change nothing either."""
    linked(desk, "CT000001", "customer", "C1")
    linked(desk, "CT000001", "vendor", "V1")
    desk.records.save("vendor", "V1", {"primary_contact_no": "CT000002"})
    desk.records.save("contact", "CT000002", {"name": "Jan Bos"})
    a_person(desk, "Nina Vos", "CT000001")
    assert read(desk, "customer", "C1", "primary_contact_no", "contact") == ("", "")
    assert read(desk, "vendor", "V1", "primary_contact_no", "contact") == ("CT000002", "Jan Bos")


def test_a_person_customer_follows_its_name(desk):
    """relations R-64"""
    customer = desk.linking.create_as("CT000009", "customer").value.no
    desk.records.save("customer", customer, {"name": "Piet Vast"})
    assert read(desk, "customer", customer, "contact") == "Piet Vast"
    desk.records.save("contact", "CT000009", {"surname": "Wit"})
    assert read(desk, "customer", customer, "contact", "name") == ("Piet Wit", "Piet Wit")


def test_a_primary_contact_that_moves(desk):
    """relations R-66: it is primary no more, its name stays as text; the preview shows it."""
    other = a_contact(desk, "Contoso")
    linked(desk, "CT000001", "customer", "C1")
    desk.records.save("customer", "C1", {"primary_contact_no": "CT000002"})
    preview = desk.records.save("contact", "CT000002", {"company_no": other}, dry_run=True)
    assert ("customer", "primary_contact_no") in {(record.table, line.field.name) for record, line in preview.changes.lines()}
    desk.records.save("contact", "CT000002", {"company_no": other})
    assert read(desk, "customer", "C1", "primary_contact_no", "contact") == ("", "Jan de Vries")
