"""What follows while somebody types, from other windows and from the actions of a card."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget


def message(card, name):
    return card.form.editors[name].error()


def line(card, name):
    return card.form.editors[name].widget


# -- while typing ----------------------------------------------------------------------------------------


def test_a_post_code_with_two_cities_lets_the_user_choose(office):
    """contacts C-61"""
    card = office.card("contact", "CT000002")
    office.type(card, "post_code", "2574 HV")

    office.answer("choose_ok")

    assert line(card, "city").text() == "Arnhem"
    assert line(card, "country_region_code").text() == "NL"


def test_cancelling_the_choice_keeps_the_typed_post_code(office):
    """contacts C-61"""
    card = office.card("contact", "CT000002")
    office.type(card, "post_code", "2574 HV")

    office.answer("choose_cancel")

    assert line(card, "post_code").text() == "2574 HV"
    assert line(card, "city").text() == ""


def test_cancelling_the_choice_reverts_the_city(office):
    """contacts C-62"""
    card = office.card("contact", "CT000002")
    office.type(card, "city", "Zutphen*")
    assert line(card, "post_code").text() == "7202 BP"
    office.type(card, "post_code", "")
    office.type(card, "city", "A*")

    office.answer("choose_cancel")

    assert line(card, "city").text() == ""


def test_another_country_clears_the_place(office):
    """contacts C-64"""
    office.desk.records.save("contact", "CT000001", {"post_code": "1009 AG", "city": "Amsterdam"})
    card = office.card("contact", "CT000001")

    office.type(card, "country_region_code", "BE")

    assert (line(card, "post_code").text(), line(card, "city").text()) == ("", "")
    office.save(card)
    assert office.desk.records.read("contact", "CT000001")["post_code"] == ""


def test_the_county_is_shown_where_addresses_have_one(office):
    """contacts C-65: under the name the country gives it"""
    card = office.card("contact", "CT000001")
    assert not line(card, "county").isVisible()

    office.type(card, "country_region_code", "US")

    assert line(card, "county").isVisible()
    assert line(card, "county").accessibleName() == "State"


def test_a_company_name_finds_the_company(office):
    """contacts C-31, C-33"""
    office.desk.records.create("contact", {"type": "Person", "name": "Nina Vos"})
    card = office.card("contact", "CT000003")

    office.type(card, "company_name", "adat")
    assert line(card, "company_no").text() == "CT000001"
    office.save(card)

    assert office.desk.records.read("contact", "CT000003")["phone_no"] == "020-1"


def test_a_company_name_with_several_hits_opens_the_list_and_cancel_keeps_the_old(office):
    """contacts C-31"""
    office.desk.records.create("contact", {"name": "Adatum Nederland"})
    office.desk.records.create("contact", {"type": "Person", "name": "Nina Vos"})
    card = office.card("contact", "CT000004")

    office.type(card, "company_name", "adat")
    office.answer("choose_cancel")

    assert line(card, "company_name").text() == ""
    assert "does not tell one contact" in message(card, "company_name")


def test_a_type_change_is_stored_at_once_or_refused_with_all_reasons(office):
    """contacts C-20, C-24; relations E-16"""
    card = office.card("contact", "CT000001")

    office.type(card, "type", "Person")

    assert "1 person" in message(card, "type")
    assert office.desk.records.read("contact", "CT000001")["type"] == 0
    person = office.card("contact", "CT000002")
    office.type(person, "type", "Company")
    assert "E0001" in message(person, "type")


@pytest.mark.parametrize(
    ("no", "grey", "open_"), [("CT000001", "company_name", "currency_code"), ("CT000002", "currency_code", "company_name")]
)
def test_the_type_decides_what_can_be_typed(office, no, grey, open_):
    """contacts 3.2: disabled fields stay visible; contacts C-30"""
    card = office.card("contact", no)

    assert not line(card, grey).isEnabled()
    assert line(card, grey).toolTip().startswith("For ")
    assert line(card, open_).isEnabled()


# -- several windows -------------------------------------------------------------------------------------


def test_a_field_changed_on_both_sides_is_asked_about_and_the_rest_merged(office):
    """relations R-58, contacts C-113"""
    card = office.card("contact", "CT000001")
    office.type(card, "phone_no", "020-mine"[:4] + "7")
    office.type(card, "address", "Dam 4")
    office.desk.records.save("contact", "CT000001", {"phone_no": "020-9", "fax_no": "020-8"})

    office.save(card)
    dialog = office.dialog()
    dialog.findChild(QWidget, "phone_no_theirs").click()
    office.answer("conflicts_ok")

    values = office.desk.records.read("contact", "CT000001")
    assert (values["phone_no"], values["address"], values["fax_no"]) == ("020-9", "Dam 4", "020-8")


def test_what_another_window_saved_is_shown_and_what_was_typed_stays(office):
    """relations R-58, contacts C-39"""
    contact, customer = office.card("contact", "CT000001"), office.card("customer", "C00001")
    office.type(contact, "address", "Dam 5", leave=False)
    office.type(customer, "home_page", "adatum.nl")
    office.save(customer)
    office.settle()

    assert line(contact, "home_page").text() == "adatum.nl"
    assert line(contact, "address").text() == "Dam 5"


# -- actions ---------------------------------------------------------------------------------------------


def test_actions_that_would_be_refused_say_why(office):
    """relations R-21, N-1, section 5"""
    card = office.card("contact", "CT000001")

    assert not card.bar.action("create_as.customer").isEnabled()
    assert "C00001" in card.bar.action("create_as.customer").toolTip()
    assert not card.bar.action("link_with.employee").isEnabled()
    assert card.bar.action("related.customer").isEnabled()
    assert not card.bar.action("related.employee").isEnabled()


def test_the_customer_shows_what_its_contact_also_is(office):
    """relations N-7"""
    card = office.card("customer", "C00001")

    card.findChild(QPushButton, "fact_card:vendor:V00001").click()
    office.settle()

    assert any(getattr(one, "no", "") == "V00001" for one in office.windows.open_windows())


def test_contact_opens_the_list_of_the_company_positioned_on_it(office):
    """relations N-6"""
    card = office.card("customer", "C00001")

    card.bar.action("contact.open").trigger()
    office.settle()

    assert office.home.lists == [("contact", [("company_no", "'CT000001'")], "CT000001")]


def test_deleting_names_the_contact_and_its_persons(office):
    """contacts C-119, C-117; relations G-35: what does not come back is said before it goes"""
    card = office.card("contact", "CT000001")

    card.bar.action("record.delete").trigger()
    text = office.dialog().findChild(QLabel, "question_text").text() + office.dialog().findChild(QLabel, "question_more").text()
    office.answer("answer_1")

    assert "CT000001 Adatum B.V." in text
    assert "1 person goes with it." in text
    assert "Undo does not bring them back." in text
    assert len(office.desk.lists.ids("contact")) == 0
    assert len(office.desk.lists.ids("customer")) == 1


def test_undo_takes_the_last_change_back(office):
    """relations G-11, G-31: what the undo changes is shown first, and left alone without a yes."""
    card = office.card("contact", "CT000001")
    office.type(card, "phone_no", "020-3")
    office.save(card)

    for choice, number in (("preview_back", "020-3"), ("preview_go", "020-1")):
        card.bar.action("record.undo").trigger()
        office.answer(choice)
        office.settle()
        assert office.desk.records.read("contact", "CT000001")["phone_no"] == number

    assert line(card, "phone_no").text() == "020-1"
    assert office.desk.records.read("customer", "C00001")["phone_no"] == "020-1"


def test_alt_down_saves_and_shows_the_next_record(office):
    """relations R-10: leaving the record saves it"""
    card = office.card("contact", "CT000001")
    office.type(card, "address", "Dam 6")

    card.findChild(QWidget, "record.next_button").click()
    office.settle()
    office.settle()

    assert card.no == "CT000002"
    assert office.desk.records.read("contact", "CT000001")["address"] == "Dam 6"


def test_name_details_change_the_name_through_its_parts(office):
    """contacts C-42, C-45"""
    office.windows.open_page("name_details", contact_no="CT000002")
    dialog = office.windows.open_windows()[-1]
    office._qtbot.waitUntil(lambda: line(dialog, "surname").text() == "Vries")

    office.type(dialog, "surname", "Bos")
    assert dialog.close()

    assert office.desk.records.read("contact", "CT000002")["name"] == "Jan de Bos"
    assert office.desk.records.read("employee", "E0001")["last_name"] == "Bos"


def test_company_details_of_a_persons_company_are_only_to_look_at(office):
    """contacts C-32"""
    office.windows.open_page("company_details", contact_no="CT000001", read_only=True)
    dialog = office.windows.open_windows()[-1]
    office._qtbot.waitUntil(lambda: line(dialog, "name").text() == "Adatum B.V.")

    assert not line(dialog, "name").isEnabled()


def test_a_single_link_opens_its_card_from_the_business_relation(office):
    """relations N-3, contacts C-106"""
    no = office.desk.records.create("contact", {"name": "Fabrikam"}).value.no
    office.desk.linking.create_as(no, "vendor", template="")
    card = office.card("contact", no)

    card.form.focus("business_relation")
    office._qtbot.keyClick(line(card, "business_relation"), Qt.Key.Key_F4)

    opened = lambda: [(getattr(one, "table", ""), getattr(one, "no", "")) for one in office.windows.open_windows()]  # noqa: E731
    office._qtbot.waitUntil(lambda: ("vendor", "V00002") in opened())


def test_the_contact_code_offers_the_persons_of_the_linked_company(office):
    """relations R-61, R-62"""
    card = office.card("customer", "C00001")

    found = [row.no for row in card._rows_for("contact", "")]
    office.type(card, "primary_contact_no", "CT000002")
    office.save(card)

    assert found == ["CT000001", "CT000002"]
    assert line(card, "contact").text() == "Jan de Vries"
    assert not line(card, "contact").isEnabled()


def open_choices():
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.objectName() == "choose"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_post_code_asks_once_however_it_is_left(office, qtbot, key):
    """contacts C-61: cancelling keeps what was typed, and that was that until something else is typed"""
    card = office.card("contact", "CT000002")
    office.type(card, "post_code", "2574 HV", leave=False)
    qtbot.keyClick(line(card, "post_code"), key)
    office.settle()
    office.dialog()

    assert len(open_choices()) == 1
    office.answer("choose_cancel")
    card.activateWindow()
    qtbot.waitUntil(card.isActiveWindow)
    card.form.focus("post_code")
    qtbot.keyClick(line(card, "post_code"), key)
    office.settle()

    assert open_choices() == []
    office.type(card, "post_code", "2574 HV")
    office.answer("choose_ok")
    assert line(card, "city").text() == "Arnhem"


def test_a_company_name_asks_once_when_enter_leaves_it(office, qtbot):
    """contacts C-31"""
    office.desk.records.create("contact", {"name": "Adatum Nederland"})
    office.desk.records.create("contact", {"type": "Person", "name": "Nina Vos"})
    card = office.card("contact", "CT000004")
    office.type(card, "company_name", "adat", leave=False)

    qtbot.keyClick(line(card, "company_name"), Qt.Key.Key_Return)
    office.settle()
    office.dialog()

    assert len(open_choices()) == 1
    office.answer("choose_cancel")
    assert open_choices() == []
