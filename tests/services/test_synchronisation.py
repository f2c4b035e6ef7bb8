"""One place to change a value: what travels, which way, and when (relations sections 2 and 3.7)."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event

from contactdesk.desk import Desk
from contactdesk.model import kinds
from contactdesk.model.contact import Contact
from contactdesk.model.fields import Way, field_map
from contactdesk.model.file_kinds import Picture
from contactdesk.model.link_kinds import BY_ID, CUSTOMER, EMPLOYEE, LINK_KINDS, equal_pairs, pairs_of
from contactdesk.storage.unit_of_work import Person
from tests.builders import OTHER_PNG, PERSON, PNG, a_contact, a_person, an_entity, linked, read, run_sql

CODES = {
    "country_region_code": ("NL", "DE"),
    "territory_code": ("E", "N"),
    "currency_code": ("EUR", "USD"),
    "language_code": ("NLD", "ENU"),
    "salesperson_code": ("LM", "AH"),
    "post_code": ("1000 AA", "2000 BB"),
    "format_region": ("nl-NL", "en-GB"),
    "vat_registration_no": ("NL123456789B01", "NL987654321B01"),
    "e_mail": ("a@fabrikam.nl", "b@fabrikam.nl"),
}
DIGITS = ("010-1", "010-2")
S_TABLE = [(kind.id, pair) for kind in LINK_KINDS for pair in equal_pairs(kind)]


def samples(name):
    kind = field_map(Contact)[name].kind
    if name in CODES:
        return CODES[name]
    if isinstance(kind, Picture):
        return PNG, OTHER_PNG
    if isinstance(kind, kinds.YesNo):
        return True, False
    return DIGITS if isinstance(kind, kinds.Phone) else ("FIRST", "SECOND")


def a_pair(desk, kind):
    """A contact and what it is linked with."""
    contact = a_person(desk, "Anna Bos") if BY_ID[kind] is EMPLOYEE else a_contact(desk, "Fabrikam")
    return contact, linked(desk, contact, kind)


@pytest.mark.parametrize(("kind", "pair"), S_TABLE, ids=lambda value: value if isinstance(value, str) else value.contact_field)
def test_a_shared_field_is_equal_on_both_sides(sqlite_desk, kind, pair):
    """relations S-01 to S-26, R-50, R-51: typed on either side, cleared on either side."""
    desk = sqlite_desk
    contact, entity = a_pair(desk, kind)
    first, second = samples(pair.contact_field)
    blank = field_map(Contact)[pair.contact_field].kind.empty
    must_be_filled = pair.contact_field in ("first_name", "surname", "name", "search_name", "middle_name")

    for value in (first, second) if must_be_filled else (first, second, blank):
        desk.records.save("contact", contact, {pair.contact_field: value}, places=False)
        assert read(desk, kind, entity, pair.entity_field) == value
    for value in (second, first) if must_be_filled else (first, blank, second):
        desk.records.save(kind, entity, {pair.entity_field: value}, places=False)
        assert read(desk, "contact", contact, pair.contact_field) == value


def test_the_table_of_shared_fields_is_the_specifications():
    """relations S-01 to S-26: how many fields each kind shares, and which pairs have another name or way."""
    assert {kind.id: len(equal_pairs(kind)) for kind in LINK_KINDS} == {"customer": 25, "vendor": 24, "bank_account": 21, "employee": 17}
    one_way = {(kind.id, pair.contact_field, pair.entity_field, pair.way) for kind in LINK_KINDS for pair in pairs_of(kind)}
    assert {found for found in one_way if found[3] is not Way.BOTH} == {
        ("customer", "type", "contact_type", Way.TO_ENTITY),
        ("vendor", "salesperson_code", "purchaser_code", Way.AT_CREATION),
        ("bank_account", "salesperson_code", "our_contact_code", Way.AT_CREATION),
    }


@pytest.mark.parametrize("kind", ["customer", "vendor", "bank_account"])
def test_what_never_travels_stays(sqlite_desk, kind):
    """relations S-23, R-43: numbers, own colleague and posting fields of an entity are its own."""
    desk = sqlite_desk
    contact, entity = a_pair(desk, kind)
    before = read(desk, kind, entity, "no", "no_series", BY_ID[kind].posting_group_field)

    desk.records.save("contact", contact, {"salesperson_code": "AH", "external_id": "X1", "extension_no": "12"})

    assert read(desk, kind, entity, "no", "no_series", BY_ID[kind].posting_group_field) == before
    wanted = "AH" if BY_ID[kind] is CUSTOMER else ""
    assert read(desk, kind, entity, BY_ID[kind].salesperson_field) == wanted


@pytest.mark.parametrize(("kind", "everything"), [("customer", 3), ("vendor", 2)])
def test_privacy_blocks_the_other_side(sqlite_desk, kind, everything):
    """relations S-25: arriving on sets Blocked = All, arriving off leaves Blocked as it is."""
    desk = sqlite_desk
    contact, entity = a_pair(desk, kind)

    desk.records.save("contact", contact, {"privacy_blocked": True})
    assert read(desk, kind, entity, "privacy_blocked", "blocked") == (True, everything)

    desk.records.save("contact", contact, {"privacy_blocked": False})
    assert read(desk, kind, entity, "privacy_blocked", "blocked") == (False, everything)


def test_all_shared_fields_are_copied_and_healed(desk):
    """relations R-52, G-10: a difference that crept in is healed in favour of the side that is edited, and shown apart."""
    contact, customer = a_pair(desk, "customer")
    run_sql(desk, "UPDATE customer SET city = 'Elsewhere', version = version + 1 WHERE no = :no", no=customer)

    done = desk.records.save("contact", contact, {"phone_no": "010-1"}, dry_run=True)
    causes = {line.field.name: line.cause.id for record, line in done.changes.lines() if record.table == "customer"}
    assert causes == {"phone_no": "sync", "city": "heal"}

    desk.records.save("contact", contact, {"phone_no": "010-1"})
    assert read(desk, "customer", customer, "city", "phone_no") == ("", "010-1")


def test_identical_values_are_no_change(sqlite_desk):
    """relations R-53: writing what is there already changes nothing, anywhere, and makes no entry."""
    desk = sqlite_desk
    contact, _customer = a_pair(desk, "customer")
    values = desk.records.read("contact", contact).values

    done = desk.records.save("contact", contact, {name: values[name] for name in ("name", "phone_no", "city")})

    assert (done.changes.records, done.changes.entry) == ([], 0)


def test_every_link_follows_the_edited_entity_even_where_the_contact_agreed_already(sqlite_desk):
    """relations R-51, R-54: the contact becomes the source for its other links."""
    desk = sqlite_desk
    contact, customer = a_pair(desk, "customer")
    vendor = linked(desk, contact, "vendor")
    run_sql(desk, "UPDATE contact SET phone_no = '010-9', version = version + 1 WHERE no = :no", no=contact)

    desk.records.save("vendor", vendor, {"phone_no": "010-9"})

    assert read(desk, "customer", customer, "phone_no") == "010-9"


def test_a_person_that_inherits_pushes_to_its_own_links(sqlite_desk):
    """relations R-50, R-54: company to person to employee in one save."""
    desk = sqlite_desk
    employee = linked(desk, "CT000002", "employee")

    done = desk.records.save("contact", "CT000001", {"phone_no": "020-7"})

    assert read(desk, "employee", employee, "phone_no") == "020-7"
    causes = {record.no: line.cause.id for record, line in done.changes.lines()}
    assert causes == {"CT000001": "", "CT000002": "inherit", employee: "sync"}


def test_a_contact_without_name_is_refreshed(sqlite_desk):
    """relations R-10: a linked contact with a blank name is refreshed at any save of the entity."""
    desk = sqlite_desk
    contact, customer = a_pair(desk, "customer")
    run_sql(desk, "UPDATE contact SET name = '', version = version + 1 WHERE no = :no", no=contact)

    desk.records.save("customer", customer, {"payment_terms_code": "30 DAYS"})

    assert read(desk, "contact", contact, "name") == "Fabrikam"


def test_a_refused_value_on_the_other_side_fails_the_whole_save(sqlite_desk):
    """relations R-55, E-32: the message names the other record and field."""
    from contactdesk import errors

    desk = sqlite_desk
    contact = a_person(desk, "Kim Jong")
    customer = linked(desk, contact, "customer")
    desk.records.save("contact", contact, {"minor": True})

    with pytest.raises(errors.MinorWithoutConsent) as refusal:
        desk.records.save("customer", customer, {"privacy_blocked": False, "phone_no": "010-1"})

    assert (refusal.value.record, refusal.value.field) == (contact, "privacy_blocked")
    assert read(desk, "customer", customer, "phone_no", "privacy_blocked") == ("", True)


def test_names_of_companies_and_persons(sqlite_desk):
    """relations R-56: Company Name on all persons; a person customer and an employee follow a renamed person."""
    desk = sqlite_desk
    customer, employee = linked(desk, "CT000001", "customer"), linked(desk, "CT000002", "employee")
    own = linked(desk, "CT000009", "customer")

    desk.records.save("customer", customer, {"name": "Adatum Holding"})
    desk.records.save("contact", "CT000002", {"name": "Jan van Dijk"})
    desk.records.save("customer", own, {"name": "Piet Vast"})

    assert read(desk, "contact", "CT000003", "company_name") == "Adatum Holding"
    assert read(desk, "employee", employee, "first_name", "middle_name", "last_name") == ("Jan", "van", "Dijk")
    assert read(desk, "contact", "CT000009", "first_name", "surname") == ("Piet", "Vast")


def test_a_long_name_survives_a_change_of_the_employees_phone(sqlite_desk):
    """relations R-56, E-23: Name keeps the full text when its parts were cut."""
    desk = sqlite_desk
    name = "Wolfeschlegelsteinhausenbergerdorff Adolph Blaine"
    contact = a_person(desk, name)
    employee = linked(desk, contact, "employee")

    desk.records.save("employee", employee, {"phone_no": "010-3"})

    assert read(desk, "contact", contact, "name", "phone_no") == (name, "010-3")


def test_a_vat_number_arrives_without_being_checked_again(sqlite_desk):
    """relations R-57, R-59: rules run where a value is typed, never on the receiving side."""
    desk = sqlite_desk
    contact, customer = a_pair(desk, "customer")
    run_sql(desk, "UPDATE customer SET vat_registration_no = 'ODD', version = version + 1 WHERE no = :no", no=customer)

    desk.records.save("customer", customer, {"country_region_code": "NL", "vat_registration_no": "NL123456789B01"})
    assert read(desk, "contact", contact, "vat_registration_no") == "NL123456789B01"
    run_sql(desk, "UPDATE customer SET vat_registration_no = 'ODD', version = version + 1 WHERE no = :no", no=customer)
    desk.records.save("customer", customer, {"phone_no": "010-4"})
    assert read(desk, "contact", contact, "vat_registration_no") == "ODD"


def test_the_currency_of_a_bank_account_travels(sqlite_desk):
    """relations R-60"""
    desk = sqlite_desk
    contact, bank = a_pair(desk, "bank_account")
    desk.records.save("contact", contact, {"currency_code": "USD"})
    assert read(desk, "bank_account", bank, "currency_code") == "USD"


def test_changes_by_others_are_merged(sqlite_desk):
    """relations R-58: asks only for fields changed on both sides, also through synchronisation."""
    from contactdesk import errors

    desk = sqlite_desk
    contact, customer = a_pair(desk, "customer")
    seen = desk.records.read("contact", contact).values
    desk.records.save("customer", customer, {"phone_no": "010-5"})

    desk.records.save("contact", contact, {"city": "Delft"}, seen={"city": seen["city"]})
    assert read(desk, "contact", contact, "city", "phone_no") == ("Delft", "010-5")
    with pytest.raises(errors.ChangedElsewhere) as refusal:
        desk.records.save("contact", contact, {"phone_no": "010-6"}, seen={"phone_no": seen["phone_no"]})
    assert refusal.value.facts["names"] == ["phone_no"]


def test_person_customers_show_what_their_card_disables(sqlite_desk):
    """relations S-18, S-21, S-22: a person contact receives currency, VAT and registration number."""
    desk = sqlite_desk
    customer = linked(desk, "CT000009", "customer")

    desk.records.save("customer", customer, {"currency_code": "USD", "registration_number": "12345678"})

    assert read(desk, "contact", "CT000009", "currency_code", "registration_no", "type") == ("USD", "12345678", PERSON)


def test_stamps(sqlite_desk):
    """relations R-54: a changed record gets its stamps; amounts and blocks of the customer stay."""
    desk = sqlite_desk
    contact, customer = a_pair(desk, "customer")
    desk.records.save("customer", customer, {"credit_limit_lcy": "1000"})

    desk.records.save("contact", contact, {"phone_no": "010-1"})

    assert read(desk, "customer", customer, "last_date_modified") is not None
    assert read(desk, "customer", customer, "credit_limit_lcy") == Decimal(1000)
    assert isinstance(read(desk, "contact", contact, "last_date_modified"), date)


@pytest.mark.parametrize("edited", ["contact", "customer"])
def test_a_phone_number_costs_at_most_fourteen_statements(desk, edited):
    """relations R-54: a save that reaches a customer and five inheriting persons, counted with "before_cursor_execute" (issue 2, D)."""
    for name in ("Een Bos", "Twee Bos", "Drie Bos", "Vier Bos"):
        a_person(desk, name, "CT000001")
    customer = linked(desk, "CT000001", "customer")
    with Desk.open(desk.store.target, who=Person("tester")) as own:
        own.records.read("contact", "CT000001")
        counted = []

        def count(_connection, _cursor, statement, *_rest):
            counted.append(statement)

        event.listen(own.store.engine, "before_cursor_execute", count)
        no = "CT000001" if edited == "contact" else customer
        done = own.records.save(edited, no, {"phone_no": "020-9999999"})
        event.remove(own.store.engine, "before_cursor_execute", count)

    assert len(done.changes.records) == 7
    statements = [one for one in counted if not one.startswith(("PRAGMA", "BEGIN", "SET ", "COMMIT"))]
    assert len(statements) <= 14, "\n".join(statements)


def test_new_entities_share_everything_with_their_contact(sqlite_desk):
    """relations R-7: all shared fields are equal from the first second."""
    desk = sqlite_desk
    for kind in ("customer", "vendor", "bank_account", "employee"):
        values = {
            pair.entity_field: samples(pair.contact_field)[0]
            for pair in equal_pairs(BY_ID[kind])
            if pair.contact_field != "privacy_blocked"
        }
        if kind != "employee":
            values["name"] = "Fabrikam"
        no = an_entity(desk, kind, **values)
        contact = desk.linking.linked_contact(kind, no)
        assert not [one for one in desk.linking.differences(contact, kind, no) if one.differs]


def test_every_kind_follows_in_one_save(sqlite_desk):
    """relations R-54, R-54a: the result does not depend on the order in which the links were made."""
    desk = sqlite_desk
    numbers = [linked(desk, "CT000001", kind) for kind in ("bank_account", "vendor", "customer")]
    done = desk.records.save("contact", "CT000001", {"fax_no": "020-8"})
    assert {record.no for record in done.changes.records} >= {"CT000001", *numbers}


def test_a_change_set_lists_records_as_the_change_reached_them(sqlite_desk):
    """relations G-11, R-54: what was edited, its contact, then the persons in the order of their numbers"""
    desk = sqlite_desk
    company = a_contact(desk, "Fabrikam")
    persons = [a_person(desk, f"Person {number}", company) for number in range(12)]
    customer = linked(desk, company, "customer")
    changes = desk.records.save("customer", customer, {"phone_no": "020-7"}).changes
    assert [record.no for record in changes.records] == [customer, company, *persons]


def test_a_person_may_be_left_out_of_an_inheritance(desk):
    """relations G-12: it keeps its values this time, but never the former name of its company; the preview says the same"""
    company = a_contact(desk, "Fabrikam", phone_no="020-1")
    follows, stays = a_person(desk, "Anna Bos", company), a_person(desk, "Bo Dam", company)
    linked(desk, stays, "employee")

    values = {"phone_no": "020-2", "name": "Fabrikam Holding"}
    shown = desk.records.save("contact", company, values, not_inheriting=[stays], dry_run=True).changes
    done = desk.records.save("contact", company, values, not_inheriting=[stays]).changes

    assert [record.no for record in done.records] == [record.no for record in shown.records]
    assert {no: desk.records.read("contact", no)["phone_no"] for no in (follows, stays)} == {follows: "020-2", stays: "020-1"}
    assert desk.records.read("contact", stays)["company_name"] == "Fabrikam Holding"
