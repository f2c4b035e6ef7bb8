"""The card of a record without a contact says so, until that is done or the user has enough of it (relations R-11)."""

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton

from ui.create_contacts_window import CreateContactsWindow


@pytest.fixture
def free(office):
    """One record of each kind without a contact."""
    found = {}
    for kind, no in (("customer", "C00001"), ("vendor", "V00001"), ("bank_account", "B00001"), ("employee", "E0001")):
        office.desk.linking.unlink(office.desk.linking.linked_contact(kind, no), kind)
        found[kind] = no
    return found


@pytest.mark.parametrize("kind", ["customer", "vendor", "bank_account", "employee"])
def test_a_card_without_contact_offers_the_batch_job_and_stops_once_it_is_linked(office, qtbot, free, kind):
    """relations R-11: list and card, for bank accounts and employees as well."""
    card = office.card(kind, free[kind])
    assert "has no contact yet" in card.notice.text()
    card.notice.findChild(QPushButton, "message_offer").click()
    qtbot.waitUntil(lambda: any(isinstance(one, CreateContactsWindow) for one in office.windows.open_windows()))

    office.windows.changed(office.desk.linking.make_contact(kind, free[kind]).changes)
    office.settle()

    qtbot.waitUntil(lambda: card.notice.text() == "" or not card.notice.isVisible())


def test_a_linked_record_has_no_notice(office):
    """relations R-11"""
    assert not office.card("customer", "C00001").notice.isVisible()
    assert not office.card("contact", "CT000001").notice.isVisible()


def test_dismissed_it_stays_away_on_this_card_only(office, free):
    """relations R-11"""
    card = office.card("customer", free["customer"])
    card.notice.findChild(QToolButton, "message_dismiss").click()
    card._card.reload()
    office.settle()
    assert not card.notice.isVisible()
    card.close()
    assert office.card("customer", free["customer"]).notice.isVisible()


def test_switched_off_it_appears_on_no_card_of_the_kind(office, free):
    """relations R-11: the choice is the one of the list and of the user settings."""
    card = office.card("customer", free["customer"])
    card.notice.findChild(QPushButton, "never_again").click()
    assert not card.notice.isVisible()
    card.close()
    assert not office.windows.settings.wants_notice("without_contact.customer")
    assert not office.card("customer", free["customer"]).notice.isVisible()
    assert office.card("vendor", free["vendor"]).notice.isVisible()
