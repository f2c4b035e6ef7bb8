"""Bank accounts of customers and vendors (relations 1.9)."""

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from tests.builders import a_customer, a_vendor, count, read
from tests.refusals import refused_with as refused

IBAN = "NL91 ABNA 0417 1643 00"
PARTIES = {"customer": a_customer, "vendor": a_vendor}


@pytest.fixture(params=sorted(PARTIES))
def party(request, desk: Desk) -> tuple[str, str]:
    """A customer and a vendor: kind and number."""
    return request.param, PARTIES[request.param](desk)


def an_account(desk: Desk, kind: str, no: str, code: str = "EURO", **values: str) -> str:
    return desk.records.create(f"{kind}_bank_account", {f"{kind}_no": no, "code": code} | values).value.no


def codes_of(desk: Desk, kind: str, no: str) -> list[str]:
    return [line.values["code"] for line in desk.party_bank_accounts.read(kind, no).lines]


def test_a_party_has_accounts_by_code(desk: Desk, party):
    """relations 1.9, R-59: codes in capitals, checked like all other fields; a known post code fills in the city."""
    kind, no = party
    an_account(desk, kind, no, "usd", currency_code="USD")
    an_account(desk, kind, no, "euro", iban=IBAN, name="ING", post_code="1009 AG", country_region_code="NL")

    page = desk.party_bank_accounts.read(kind, no)
    assert (page.no, page.name, codes_of(desk, kind, no)) == (no, "Fabrikam", ["EURO", "USD"])
    first = page.lines[0].values
    assert (first["iban"], first["name"], first["city"]) == (IBAN, "ING", "Amsterdam")


@pytest.mark.parametrize(
    ("values", "error", "field"),
    [
        ({"code": ""}, errors.BlankKey, "code"),
        ({"code": "euro"}, errors.AlreadyExists, "code"),
        ({"iban": "NL91ABNA0417164301"}, errors.InvalidIban, "iban"),
        ({"currency_code": "ZZZ"}, errors.NotFound, "currency_code"),
        ({"swift_code": "NOBANK"}, errors.NotFound, "swift_code"),
        ({"phone_no": "call"}, errors.PhoneLetters, "phone_no"),
        ({"e_mail": "nobody"}, errors.InvalidEmail, "e_mail"),
        ({"name": "x" * 101}, errors.TooLong, "name"),
    ],
)
def test_what_does_not_fit_is_refused(desk: Desk, values, error, field):
    """relations E-22, E-23, E-25, 1.9: with its field, and nothing is stored."""
    customer = a_customer(desk)
    an_account(desk, "customer", customer)

    refusal = refused(desk, error, an_account, desk, "customer", customer, **({"code": "NEW"} | values))

    assert (refusal.table, refusal.field) == ("customer_bank_account", field)


def test_an_unknown_party_is_refused(desk: Desk, party):
    """relations E-11"""
    kind, _no = party
    refused(desk, errors.NotFound, an_account, desk, kind, "NOBODY")
    with pytest.raises(errors.NotFound):
        desk.party_bank_accounts.read(kind, "NOBODY")


def test_an_iban_is_kept_when_that_is_confirmed(desk: Desk):
    """relations E-25: "save anyway" needs explicit confirmation, for a new account and for a change."""
    customer, wrong = a_customer(desk), "NL91ABNA0417164301"
    values = {"customer_no": customer, "code": "EURO", "iban": wrong}

    account = desk.records.create("customer_bank_account", values, confirmed=True).value.no
    refused(desk, errors.InvalidIban, desk.records.save, "customer_bank_account", account, {"iban": wrong + "1"})
    desk.records.save("customer_bank_account", account, {"iban": wrong + "1"}, confirmed=True)

    assert read(desk, "customer_bank_account", account, "iban") == wrong + "1"


def test_the_preferred_account_follows_its_code(desk: Desk, party):
    """relations 1.5, contacts 1.8: a renamed code is renamed where it is used, a deleted one is preferred no more."""
    kind, no = party
    account = an_account(desk, kind, no)
    desk.records.save(kind, no, {"preferred_bank_account_code": "EURO"})

    desk.records.save(f"{kind}_bank_account", account, {"code": "MAIN"})
    assert read(desk, kind, no, "preferred_bank_account_code") == "MAIN"
    desk.records.delete(f"{kind}_bank_account", f"{no} MAIN")

    assert (read(desk, kind, no, "preferred_bank_account_code"), codes_of(desk, kind, no)) == ("", [])


def test_accounts_follow_a_new_number_and_go_with_their_party(desk: Desk, party):
    """relations R-72, R-74, 1.9"""
    kind, no = party
    an_account(desk, kind, no)

    desk.records.save(kind, no, {"no": "P77"})
    assert codes_of(desk, kind, "P77") == ["EURO"]
    desk.records.delete(kind, "P77")

    assert count(desk, f"{kind}_bank_account") == 0
    assert desk.maintenance.check() == []


def test_accounts_never_reach_the_contact(desk: Desk, party):
    """relations 1.9, R-53: never synchronised, the contact keeps its stamps."""
    kind, no = party
    contact = desk.linking.linked_contact(kind, no)
    version = desk.records.read("contact", contact).version

    done = desk.records.create(f"{kind}_bank_account", {f"{kind}_no": no, "code": "EURO", "phone_no": "020-1"})

    assert [record.table for record in done.changes.records] == [f"{kind}_bank_account"]
    assert desk.records.read("contact", contact).version == version


def test_accounts_are_undone_and_keep_a_conversion_from_being_undone(desk: Desk):
    """relations G-33, G-35: an entity with bank accounts is used; the account itself can be taken back."""
    made = desk.linking.create_as("CT000001", "vendor", template="")
    account = desk.records.create("vendor_bank_account", {"vendor_no": made.value.no, "code": "EURO"})

    refused(desk, errors.CannotUndo, desk.history.undo, made.changes.entry)
    desk.history.undo(account.changes.entry)
    desk.history.undo(made.changes.entry)

    assert (count(desk, "vendor_bank_account"), count(desk, "vendor")) == (0, 0)


def test_an_account_does_not_return_to_a_party_that_is_gone(desk: Desk, party):
    """relations G-32, G-35: as with other rows, undo says why it stays deleted."""
    kind, no = party
    an_account(desk, kind, no)
    key = desk.party_bank_accounts.read(kind, no).lines[0].key
    removed = desk.records.delete(f"{kind}_bank_account", key)
    desk.records.delete(kind, no)

    refused(desk, errors.CannotUndo, desk.history.undo, removed.changes.entry)
    assert count(desk, f"{kind}_bank_account") == 0
    assert desk.maintenance.check() == []
