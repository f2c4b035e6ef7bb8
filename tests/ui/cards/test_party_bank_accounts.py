"""Bank accounts of a customer, from its card, by keyboard (relations 1.9, section 5)."""

from PySide6.QtWidgets import QAbstractButton

from tests.builders import a_customer
from tests.ui.cards.test_classification import eventually, opened, write
from ui.card_layouts import LAYOUTS

WRONG = "NL91ABNA0417164301"


def test_the_card_leads_to_the_accounts(office):
    """relations section 5: Customer Card, action Bank Accounts; a first one is typed into the blank line."""
    customer = a_customer(office.desk)
    card = office.card("customer", customer)
    before = set(office.windows.open_windows())

    card.bar.action("party.bank_accounts").trigger()
    office._qtbot.waitUntil(lambda: bool(set(office.windows.open_windows()) - before))
    page = (set(office.windows.open_windows()) - before).pop()
    office._qtbot.waitUntil(lambda: bool(page.note.text()))
    assert page.hint.isVisibleTo(page)
    write(office, page.grid, "", "code", "euro")

    eventually(office, lambda: page.grid.lines.rowCount() == 2)
    assert not page.hint.isVisibleTo(page)
    assert [line.values["code"] for line in office.desk.party_bank_accounts.read("customer", customer).lines] == ["EURO"]


def test_a_wrong_iban_is_refused_and_can_be_kept(office):
    """relations E-25: what was typed stays beside its message, and "Save anyway" keeps it."""
    customer = a_customer(office.desk)
    office.desk.records.create("customer_bank_account", {"customer_no": customer, "code": "EURO"})
    page = opened(office, "party_bank_accounts", kind="customer", no=customer)
    key = page.grid.lines.key_of(0)

    write(office, page.grid, key, "iban", WRONG)
    eventually(office, lambda: WRONG in page.message.text())
    assert stored(office, customer) == ""
    next(one for one in page.message.findChildren(QAbstractButton) if one.text() == "Save anyway").click()

    eventually(office, lambda: stored(office, customer) == WRONG)


def stored(office, customer):
    return office.desk.party_bank_accounts.read("customer", customer).lines[0].values["iban"]


def test_only_customers_and_vendors_have_the_action():
    """relations section 5: the cards of bank accounts and employees have no such action."""
    having = {table for table, layout in LAYOUTS.items() if "party.bank_accounts" in layout.actions}
    assert having == {"customer", "vendor"}
