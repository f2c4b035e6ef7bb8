"""Cards as a person uses them: real windows on real database files, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui.card_window import CardWindow


def message(card, name):
    return card.form.editors[name].error()


def line(card, name):
    return card.form.editors[name].widget


# -- saving ----------------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_with_ctrl_s_and_reaches_the_linked_records(office):
    """relations R-50, G-11: the foot tells how many other records changed."""
    card = office.card("contact", "CT000001")

    office.type(card, "phone_no", "020-2")
    office.save(card)

    assert office.desk.records.read("contact", "CT000001")["phone_no"] == "020-2"
    assert office.desk.records.read("customer", "C00001")["phone_no"] == "020-2"
    assert "5 other records updated" in card.status.text()


def test_a_card_saves_when_it_is_closed_and_asks_nothing(office):
    """relations R-10"""
    card = office.card("customer", "C00001")

    office.type(card, "address", "Dam 1")
    assert card.close()

    assert office.desk.records.read("customer", "C00001")["address"] == "Dam 1"
    assert office.desk.records.read("contact", "CT000001")["address"] == "Dam 1"


def test_esc_reverts_the_field(office):
    """contacts section 0: the refused text stays until it is corrected or Esc is pressed; relations E-22"""
    card = office.card("contact", "CT000001")
    office.type(card, "phone_no", "020-12a4")
    assert "must not contain letters" in message(card, "phone_no")

    card.form.focus("phone_no")
    office._qtbot.keyClick(line(card, "phone_no"), Qt.Key.Key_Escape)

    assert line(card, "phone_no").text() == "020-1"
    assert message(card, "phone_no") == ""


def test_closing_with_a_refused_text_saves_the_rest_and_says_so_outside(office):
    """contacts section 0: the field keeps its stored value, everything else is saved, a message names field and text."""
    card = office.card("contact", "CT000001")
    office.type(card, "address", "Dam 2")
    office.type(card, "e_mail", "anna@x")

    assert card.close()

    values = office.desk.records.read("contact", "CT000001")
    assert (values["address"], values["e_mail"]) == ("Dam 2", "")
    assert len(office.told) == 1
    assert "Email" in office.told[0]
    assert "anna@x" in office.told[0]


def test_closing_drops_a_text_that_only_a_rule_refuses(office):
    """contacts section 0, E-NOT-FOUND comes from the database"""
    card = office.card("contact", "CT000001")
    office.type(card, "territory_code", "NOWHERE")
    office.type(card, "address", "Dam 3")

    assert card.close()

    values = office.desk.records.read("contact", "CT000001")
    assert (values["address"], values["territory_code"]) == ("Dam 3", "")
    assert "NOWHERE" in office.told[0]


def test_an_iban_with_wrong_check_digits_can_be_saved_anyway(office):
    """relations E-25"""
    card = office.card("bank_account", "B00001")
    office.type(card, "iban", "NL00ABNA0417164300")
    office.save(card)

    card.findChild(QPushButton, "message_offer").click()
    office.settle()

    assert office.desk.records.read("bank_account", "B00001")["iban"] == "NL00ABNA0417164300"


def test_blocked_taken_off_a_private_customer_asks_first(office):
    """relations 1.5, ConfirmBlocked: rule R-24 does not come into it"""
    office.desk.records.save("customer", "C00001", {"privacy_blocked": True})
    card = office.card("customer", "C00001")

    office.type(card, "blocked", " ")
    office.save(card)
    assert "Privacy Blocked" in message(card, "blocked")
    card.findChild(QPushButton, "message_offer").click()
    office.settle()

    values = office.desk.records.read("customer", "C00001")
    assert (values["blocked"], values["privacy_blocked"]) == (0, False)


# -- new records -----------------------------------------------------------------------------------------


def test_an_untouched_new_card_creates_nothing(office):
    """contacts C-7: no record and no number used"""
    card = office.card("contact")

    assert card.close()

    assert len(office.desk.lists.ids("contact")) == 2


def test_a_new_contact_gets_its_number_at_the_first_save(office):
    """contacts C-2, C-40: the whole card is one unit (relations R-10)"""
    card = office.card("contact")
    office.type(card, "name", "Fabrikam")
    office.type(card, "phone_no", "030-1")
    office.save(card)

    assert card.no == "CT000003"
    assert line(card, "no").text() == "CT000003"
    assert office.desk.records.read("contact", "CT000003")["search_name"] == "FABRIKAM"
    assert len(office.desk.history.entries(table="contact", no="CT000003")) == 1


def test_the_number_can_be_drawn_from_a_related_series(office):
    """contacts C-5, NS-17"""
    office.desk.records.create("no_series", {"code": "OTHER", "description": "Others"})
    office.desk.records.create("no_series_line", {"series_code": "OTHER", "starting_no": "OT1"})
    office.desk.records.create("no_series_relationship", {"code": "CONT", "series_code": "OTHER"})
    card = office.card("contact")
    office.type(card, "name", "Fabrikam")

    card.form.editors["no"].press_first_button()
    office.settle()
    offered = office.dialog().table
    assert [offered.item(1, column).text() for column in range(offered.columnCount())] == ["OTHER", "Others"]
    offered.setCurrentCell(1, 0)
    office.answer("choose_ok")

    assert card.no == "OT1"


@pytest.mark.parametrize(("table", "no", "own"), [("contact", "CT000001", "CONT"), ("customer", "C00001", "CUST")])
def test_a_stored_record_gets_its_next_number_from_a_related_series(office, table, no, own):
    """contacts C-5, C-6, NS-17, NS-23: the number follows everywhere, the present series is marked, a preview draws none."""
    office.desk.records.create("no_series", {"code": "OTHER", "description": "Others"})
    office.desk.records.create("no_series_line", {"series_code": "OTHER", "starting_no": "OT1"})
    office.desk.records.create("no_series_relationship", {"code": own, "series_code": "OTHER"})
    office.windows.settings["preview_when_saving"] = "always"
    card = office.card(table, no)

    for choice in ("preview_back", "preview_go"):
        card.form.editors["no"].press_first_button()
        office.settle()
        assert office.dialog().table.currentRow() == 0
        office.dialog().table.setCurrentCell(1, 0)
        office.answer("choose_ok")
        if choice == "preview_back":
            office.answer(choice)
            office.save(card)
            assert card.no == no
        else:
            office.answer(choice)

    assert card.no == "OT1"
    assert office.desk.records.read(table, "OT1")["no_series"] == "OTHER"
    if table == "contact":
        assert office.desk.records.read("contact", "CT000002")["company_no"] == "OT1"
    assert office.desk.linking.linked_contact("customer", "C00001" if table == "contact" else "OT1")


def test_a_number_cannot_be_typed_where_the_series_gives_it(office):
    """contacts C-3, C-4: it is shown and read-only"""
    office.desk.records.save("no_series", "CONT", {"manual_nos": False})
    card = office.card("contact", "CT000001")

    assert line(card, "no").isReadOnly()
    assert line(card, "no").text() == "CT000001"


def test_closing_a_nameless_card_asks(office):
    """contacts C-7: Keep editing, or delete"""
    card = office.card("contact")
    office.type(card, "phone_no", "030-1")

    assert not card.close()
    office.answer("answer_0")
    assert card.isVisible()
    assert line(card, "phone_no").text() == "030-1"

    assert not card.close()
    office.answer("answer_1")
    assert len(office.desk.lists.ids("contact")) == 2


def test_a_person_of_a_company_starts_with_its_data(office):
    """contacts C-1"""
    card = office.card("contact", contact_company="CT000001")

    assert line(card, "company_no").text() == "CT000001"
    assert line(card, "phone_no").text() == "020-1"
    office.type(card, "name", "Eva Smit")
    office.save(card)

    assert office.desk.records.read("contact", "CT000003")["surname"] == "Smit"


def test_a_new_customer_asks_for_the_template(office):
    """relations R-33: the chosen template fills the card"""
    office.desk.records.create("customer_template", {"code": "COMP", "description": "Companies", "country_region_code": "BE"})
    office.windows.new_card("customer")
    office.answer("choose_ok")
    card = next(one for one in office.windows.open_windows() if isinstance(one, CardWindow))
    assert line(card, "country_region_code").text() == "BE"

    office.type(card, "name", "Contoso")
    office.save(card)

    assert office.desk.records.read("customer", card.no)["country_region_code"] == "BE"


def test_cancelling_the_template_opens_a_blank_card_or_nothing(office):
    """relations R-33"""
    office.desk.records.create("vendor_template", {"code": "COMP", "description": "Companies", "country_region_code": "BE"})
    office.windows.new_card("vendor")
    office.answer("choose_cancel")
    office.answer("answer_1")
    card = next(one for one in office.windows.open_windows() if isinstance(one, CardWindow))

    assert line(card, "country_region_code").text() == ""
