"""A primary contact whose company is not linked yet: the card asks whose values win before it links (relations R-62)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QPushButton

from ui.choose_dialog import ChooseDialog
from ui.link_dialog import LinkDialog


@pytest.fixture
def free(office):
    """A customer and a vendor without contact, and a company with a person that is neither."""
    desk = office.desk
    company = desk.records.create("contact", {"name": "Fabrikam", "phone_no": "030-1"}).value.no
    person = desk.records.create("contact", {"type": "Person", "name": "Anna Bos", "company_no": company}).value.no
    for kind in ("customer", "vendor"):
        desk.records.create(kind, {"no": f"{kind[0].upper()}9", "name": "Fabrikam Ltd.", "phone_no": "040-2"})
        linked = desk.linking.linked_contact(kind, f"{kind[0].upper()}9")
        if linked:
            desk.linking.unlink(linked, kind)
    return company, person


def asked(office, qtbot):
    """The link dialog, once it shows what would change."""
    qtbot.waitUntil(lambda: any(isinstance(one, LinkDialog) for one in office.windows.open_windows()))
    dialog = next(one for one in office.windows.open_windows() if isinstance(one, LinkDialog))
    qtbot.waitUntil(lambda: dialog.findChild(QPushButton, "ok").isEnabled())
    return dialog


@pytest.mark.parametrize(("kind", "no"), [("customer", "C9"), ("vendor", "V9")])
@pytest.mark.parametrize("master", ["contact", "entity"])
def test_the_user_chooses_whose_values_win_before_a_link_arises(office, qtbot, free, kind, no, master):
    """relations R-62: a person of an unlinked company; the link dialog opens, and the card goes on when it is linked."""
    company, person = free
    card = office.card(kind, no)
    office.type(card, "primary_contact_no", person)
    office.save(card)

    dialog = asked(office, qtbot)
    assert office.desk.linking.linked_contact(kind, no) == ""
    choice = dialog.findChild(QComboBox, "master")
    choice.activated.emit(0 if master == "contact" else 1)
    office.settle()
    qtbot.waitUntil(lambda: dialog.findChild(QPushButton, "ok").isEnabled())
    dialog.findChild(QPushButton, "ok").click()

    qtbot.waitUntil(lambda: office.desk.records.read(kind, no)["primary_contact_no"] == person)
    stored = office.desk.records.read(kind, no)
    assert stored["contact"] == "Anna Bos"
    assert office.desk.linking.linked_contact(kind, no) == company
    assert stored["phone_no"] == office.desk.records.read("contact", company)["phone_no"] == ("030-1" if master == "contact" else "040-2")


def test_declining_the_link_leaves_the_entity_as_it_was(office, qtbot, free):
    """relations R-62, E-12: declined, nothing is linked, the field is as stored, and the card says why."""
    card = office.card("customer", "C9")
    office.type(card, "primary_contact_no", free[1])
    office.save(card)

    qtbot.keyClick(asked(office, qtbot), Qt.Key.Key_Escape)
    office.settle()

    qtbot.waitUntil(lambda: "has no relation to" in card.message.text())
    assert not card.form.typed().values
    assert office.desk.linking.linked_contact("customer", "C9") == ""
    assert office.desk.records.read("customer", "C9")["primary_contact_no"] == ""


def test_a_company_as_primary_contact_is_offered_to_be_linked(office, qtbot, free):
    """relations R-62: for a company linking is offered instead of E-12."""
    card = office.card("vendor", "V9")
    office.type(card, "primary_contact_no", free[0])
    office.save(card)

    asked(office, qtbot).findChild(QPushButton, "ok").click()

    qtbot.waitUntil(lambda: office.desk.records.read("vendor", "V9")["primary_contact_no"] == free[0])
    assert office.desk.linking.linked_contact("vendor", "V9") == free[0]


def test_a_card_that_is_closed_meanwhile_stays_until_it_is_decided(office, qtbot, free):
    """relations R-62, contacts section 0: closing saves, so the dialog opens; the card closes after it is linked."""
    card = office.card("customer", "C9")
    office.type(card, "primary_contact_no", free[1])

    card.close()
    dialog = asked(office, qtbot)
    assert not card.close()
    dialog.findChild(QPushButton, "ok").click()

    qtbot.waitUntil(lambda: not office.windows.open_windows())
    assert office.desk.records.read("customer", "C9")["primary_contact_no"] == free[1]


def test_a_contact_that_is_related_already_opens_no_dialog(office, qtbot):
    """relations R-62: a person of the linked company is simply stored; one of another company is refused (E-12)."""
    card = office.card("customer", "C00001")
    office.type(card, "primary_contact_no", "CT000002")
    office.save(card)
    assert office.desk.records.read("customer", "C00001")["contact"] == "Jan de Vries"

    other = office.desk.records.create("contact", {"name": "Elsewhere"}).value.no
    office.type(card, "primary_contact_no", other)
    office.save(card)
    assert "has no relation to" in card.form.editors["primary_contact_no"].error()
    assert not any(isinstance(one, LinkDialog) for one in office.windows.open_windows())


@pytest.fixture
def adatum(office):
    """A linked customer, with three persons of its company and one of another company who is called alike."""
    desk = office.desk
    company = desk.linking.linked_contact("customer", "C00001")
    other = desk.records.create("contact", {"name": "Fabrikam"}).value.no
    make = lambda name, at, **more: desk.records.create("contact", {"type": "Person", "name": name, "company_no": at, **more}).value.no  # noqa: E731
    return {
        "anna": make("Anna Bos-Verhoeven van Oudshoorn", company, phone_no="030-77 88 99"),
        "bert": make("Bert Bosman", company),
        "other": make("Anna Bosch", other),
    }


def stored_primary(office):
    return office.desk.records.read("customer", "C00001")["primary_contact_no"]


@pytest.mark.parametrize("typed", ["Anna Bos-Verhoeven van Oudshoorn", "anna", "30-77 88", "Anna Bos-Verhoevem van Oudshoorn"])
def test_a_primary_contact_is_typed_by_name_or_telephone(office, qtbot, adatum, typed):
    """contacts F-12: exactly one fits; those of the linked company come before all others, a name may be nearly right."""
    card = office.card("customer", "C00001")
    office.type(card, "primary_contact_no", typed)
    qtbot.waitUntil(lambda: card.form.value_of("primary_contact_no") == adatum["anna"])
    office.save(card)

    qtbot.waitUntil(lambda: stored_primary(office) == adatum["anna"])


@pytest.mark.parametrize("taken", [True, False])
def test_several_primary_contacts_are_chosen_from(office, qtbot, adatum, taken):
    """contacts F-12: several hits open the list; without a choice the old value comes back, and the card says why."""
    card = office.card("customer", "C00001")
    before = stored_primary(office)
    office.type(card, "primary_contact_no", "bos")
    qtbot.waitUntil(lambda: card.findChild(ChooseDialog) is not None)
    dialog = card.findChild(ChooseDialog)
    qtbot.keyClick(dialog.findChild(QAbstractItemView), Qt.Key.Key_Return) if taken else dialog.reject()
    office.settle()

    if taken:
        office.save(card)
        qtbot.waitUntil(lambda: stored_primary(office) == adatum["anna"])
    else:
        qtbot.waitUntil(lambda: "does not tell one contact" in card.form.editors["primary_contact_no"].error())
        assert stored_primary(office) == before


def test_what_was_typed_and_saved_at_once_is_understood_too(office, qtbot, adatum):
    """contacts F-12: Ctrl+S without leaving the field."""
    card = office.card("customer", "C00001")
    office.type(card, "primary_contact_no", "bert", leave=False)
    office.save(card)

    qtbot.waitUntil(lambda: stored_primary(office) == adatum["bert"])
    qtbot.waitUntil(lambda: card.form.value_of("primary_contact_no") == adatum["bert"])
    assert not card.form.typed().values


def test_nobody_is_called_so(office, qtbot, adatum):
    """relations E-11"""
    card = office.card("customer", "C00001")
    office.type(card, "primary_contact_no", "xyzzy")
    office.save(card)

    qtbot.waitUntil(lambda: "does not exist" in card.form.editors["primary_contact_no"].error())
