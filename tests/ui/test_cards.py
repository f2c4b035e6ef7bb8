"""Cards as a person uses them: real windows on real database files, by keyboard."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from contactdesk import Desk
from contactdesk.text import use_language
from ui.background import Background
from ui.card_window import CardWindow
from ui.settings import Settings
from ui.windows import Windows


class Home:
    """Stands where the main window stands; remembers which list was asked for."""

    def __init__(self):
        self.lists = []

    def show_list(self, table, where, *, title, select):
        self.lists.append((table, list(where), select))

    def saved(self, changes, table, no): ...

    def run_command(self, id): ...

    def list_of(self, table):
        return {}


class Office:
    """A database with a company, a person, and all windows on it."""

    def __init__(self, path, folder, qtbot):
        self.desk = Desk.open(str(path))
        self.background = Background()
        self.home = Home()
        self.windows = Windows(self.desk, self.background, Settings(folder), self.home)
        self.told = []
        self.windows.told.connect(self.told.append)
        self._qtbot = qtbot

    def card(self, table, no="", **options):
        """Open a card and wait until it shows its record."""
        before = set(self.windows.open_windows())
        if no:
            self.windows.open_card(table, no)
        else:
            self.windows.new_card(table, **options)
        card = next(one for one in self.windows.open_windows() if one not in before)
        assert isinstance(card, CardWindow)
        self._qtbot.waitUntil(lambda: bool(card.form.title.text()))
        self._qtbot.waitExposed(card)
        card.activateWindow()
        return card

    def settle(self):
        """Wait until the work in the background is done and answered."""
        done = []
        self.background.run(lambda: None, done.append, lambda _error: None)
        self._qtbot.waitUntil(lambda: bool(done))
        QApplication.processEvents()

    def type(self, card, name, text, *, leave=True):
        """Type into a field as a person does, and leave it with Tab."""
        next(tab for tab in card.form.tabs if name in tab.editors).reveal(name)
        field = card.form.editors[name].widget
        card.form.focus(name)
        if isinstance(field, QComboBox):
            field.setCurrentText(text)
            field.activated.emit(field.currentIndex())
        else:
            field.selectAll()
            self._qtbot.keyClick(field, Qt.Key.Key_Delete)
            if text.isascii() and len(text) < 25:
                self._qtbot.keyClicks(field, text)
            else:
                QApplication.clipboard().setText(text)
                self._qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            if leave:
                self._qtbot.keyClick(field, Qt.Key.Key_Tab)
        self.settle()

    def save(self, card):
        """Ctrl+S"""
        card.activateWindow()
        self._qtbot.waitUntil(card.isActiveWindow)
        self._qtbot.keyClick(card, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def answer(self, name):
        """Press a button of the dialog that is open."""
        self._qtbot.waitUntil(lambda: self._dialog() is not None)
        self._dialog().findChild(QPushButton, name).click()
        self.settle()

    def _dialog(self):
        found = [
            one for one in QApplication.topLevelWidgets() if one.isVisible() and one.objectName() in ("question", "choose", "conflicts")
        ]
        return found[-1] if found else None

    def dialog(self):
        """The dialog that is open."""
        self._qtbot.waitUntil(lambda: self._dialog() is not None)
        return self._dialog()


@pytest.fixture(scope="session")
def office_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("office") / "office.contactdesk"
    with Desk.create(str(path), country="NL") as desk:
        desk.records.create("salesperson", {"code": "JR", "name": "Jan Ruiter"})
        desk.records.create("salesperson", {"code": "OUT", "name": "Gone", "blocked": True})
        desk.records.create("salesperson", {"code": "HID", "name": "Hidden", "privacy_blocked": True})
        company = desk.records.create("contact", {"name": "Adatum B.V.", "phone_no": "020-1", "country_region_code": "NL"}).value.no
        desk.records.create("contact", {"type": "Person", "name": "Jan de Vries", "company_no": company})
        desk.linking.create_as(company, "customer", template="")
        desk.linking.create_as(company, "vendor", template="")
        desk.linking.create_as(company, "bank_account", template="")
        desk.linking.create_as("CT000002", "employee", template="")
    return path


@pytest.fixture
def office(office_file, tmp_path, qtbot):
    path = tmp_path / "office.contactdesk"
    shutil.copyfile(office_file, path)
    path.chmod(0o600)
    use_language("en")
    made = Office(path, tmp_path / "settings", qtbot)
    yield made
    for window in made.windows.open_windows():
        window._may_close = True
        window.close()
    for widget in QApplication.topLevelWidgets():
        widget.close()
    made.background.close()
    made.desk.close()
    use_language("en")


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


REFUSED = [
    ("contact", "CT000001", "name", "x" * 101, "Name has 101 characters, 100 are allowed", "101"),
    ("contact", "CT000001", "city", "x" * 31, "City has 31 characters", "31"),
    ("contact", "CT000001", "no", "C" * 21, "No. has 21 characters", "21"),
    ("contact", "CT000001", "no", "CT000002", "already exists", "CT000002"),
    ("contact", "CT000001", "phone_no", "тел 12", "must not contain letters", "тел"),
    ("contact", "CT000001", "mobile_phone_no", "+31 6 EXT 12", "must not contain letters", "EXT"),
    *[
        ("contact", "CT000001", "e_mail", text, "is not a valid mail address", text.split(";")[0].split(",")[0][:4])
        for text in ("anna@x", "anna", "a@b@c.nl", "a b@c.nl", "a..b@c.nl", "a@.nl", "a@b.n", "a@b.nl, c@d.nl")
    ],
    ("contact", "CT000001", "e_mail_2", "a@b.nl;c@d.nl", "is not a valid mail address", "a@b.nl"),
    ("contact", "CT000001", "country_region_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "language_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "salesperson_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "salutation_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "territory_code", "QQ", "does not exist", "QQ"),
    ("contact", "CT000001", "salesperson_code", "OUT", "is blocked", "OUT"),
    ("contact", "CT000001", "salesperson_code", "HID", "blocked for privacy", "HID"),
    ("contact", "CT000001", "registration_no", "1" * 21, "20 are allowed", "21"),
    ("contact", "CT000001", "vat_registration_no", "12345", "is not a VAT number", "12345"),
    ("contact", "CT000001", "format_region", "zz-QQ-1", "is not a known region tag", "zz-QQ-1"),
    ("contact", "CT000001", "company_no", "CT000002", "is a company and belongs to no other", "CT000001"),
    ("contact", "CT000002", "company_no", "CT000002", "does not exist", "CT000002"),
    ("customer", "C00001", "registration_number", "1" * 21, "20 are allowed", "21"),
    ("customer", "C00001", "e_mail", "a@b.n", "is not a valid mail address", "a@b.n"),
    ("customer", "C00001", "credit_limit_lcy", "many", "is not a value", "many"),
    ("customer", "C00001", "prepayment_percent", "101", "must be between", "101"),
    ("customer", "C00001", "payment_terms_code", "QQ", "does not exist", "QQ"),
    ("customer", "C00001", "invoice_disc_code", "QQ", "does not exist", "QQ"),
    ("customer", "C00001", "primary_contact_no", "QQ", "does not exist", "QQ"),
    ("vendor", "V00001", "phone_no", "020-A", "must not contain letters", "A"),
    ("vendor", "V00001", "registration_number", "1" * 21, "20 are allowed", "21"),
    ("vendor", "V00001", "priority", "-1", "must be between", "-1"),
    ("bank_account", "B00001", "iban", "NL00ABNA0417164300", "is not a valid IBAN", "NL00"),
    ("employee", "E0001", "employment_date", "soon", "is not a value", "soon"),
    ("employee", "E0001", "first_name", "x" * 31, "First Name has 31 characters", "31"),
    ("salesperson", "JR", "commission_percent", "100.01", "must be between", "100"),
]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(("table", "no", "name", "text", "english", "fact"), REFUSED)
def test_a_refused_value_stays_beside_its_message_and_the_database_is_as_it_was(office, table, no, name, text, english, fact, language):
    """relations E-11, E-22, E-23, E-24, E-25; contacts C-3, C-30, C-50, C-51, C-67 and section 8, on screen."""
    use_language(language)
    before = office.desk.records.read(table, no).values
    card = office.card(table, no)

    office.type(card, name, text)
    office.save(card)

    assert fact in message(card, name)
    assert (english in message(card, name)) == (language == "en")
    assert line(card, name).text() == text
    assert office.desk.records.read(table, no).values == before


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
    office.dialog().table.setCurrentCell(1, 0)
    office.answer("choose_ok")

    assert card.no == "OT1"


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
    assert "does not tell one company" in message(card, "company_name")


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
    """contacts C-119, C-117"""
    card = office.card("contact", "CT000001")

    card.bar.action("record.delete").trigger()
    text = office.dialog().findChild(QLabel, "question_text").text() + office.dialog().findChild(QLabel, "question_more").text()
    office.answer("answer_1")

    assert "CT000001 Adatum B.V." in text
    assert "1 person goes with it" in text
    assert len(office.desk.lists.ids("contact")) == 0
    assert len(office.desk.lists.ids("customer")) == 1


def test_undo_takes_the_last_change_back(office):
    """relations G-31"""
    card = office.card("contact", "CT000001")
    office.type(card, "phone_no", "020-3")
    office.save(card)

    card.bar.action("record.undo").trigger()
    office.settle()
    office.settle()

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


# -- pages of codes and number series --------------------------------------------------------------------


def page(office, id, **options):
    """Open a page and wait until it shows its rows."""
    office.windows.open_page(id, **options)
    found = office.windows.open_windows()[-1]
    office._qtbot.waitUntil(lambda: found.grid.lines.rowCount() > 1)
    return found


def write(office, grid, key, name, text):
    """Type into a cell and leave it with Enter."""
    column = next(place for place, field in enumerate(grid.lines.fields) if field.name == name)
    index = grid.lines.index(grid.lines.row_of(key), column)
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.findChild(QLineEdit)
    editor.setText(text)
    office._qtbot.keyClick(editor, Qt.Key.Key_Return)
    office.settle()
    office.settle()


def test_a_code_is_typed_into_the_last_line(office):
    """contacts 3.6, 1.8: a code row is saved once its key is there"""
    codes = page(office, "code_table", table="territory")

    write(office, codes.grid, "", "name", "Far away")
    assert "is saved once its key is filled in" in codes.status.text()
    write(office, codes.grid, "", "code", "far")

    assert office.desk.records.read("territory", "FAR")["name"] == "Far away"


def test_a_renamed_code_is_renamed_everywhere(office):
    """contacts 1.8; relations R-75"""
    office.desk.records.save("contact", "CT000001", {"territory_code": "E"})
    codes = page(office, "code_table", table="territory")

    write(office, codes.grid, "E", "code", "EAST")

    assert office.desk.records.read("customer", "C00001")["territory_code"] == "EAST"
    codes.bar.action("record.undo").trigger()
    office.settle()
    office.settle()
    assert office.desk.records.read("customer", "C00001")["territory_code"] == "E"


@pytest.mark.parametrize(
    ("name", "text", "fact"), [("code", "x" * 11, "11"), ("code", "", "must not be blank"), ("code", "W", "already exists")]
)
def test_a_refused_code_stays_in_its_cell(office, name, text, fact):
    """relations E-23; contacts section 8: E-BLANK-KEY, E-EXISTS; contacts C-3"""
    codes = page(office, "code_table", table="territory")

    write(office, codes.grid, "E", name, text)

    assert fact in codes.message.text()
    assert codes.grid.typed("E") == {name: text}
    assert office.desk.records.read("territory", "E")["name"]


def test_a_code_in_use_is_not_deleted(office):
    """relations E-13, contacts S-4"""
    office.desk.records.save("contact", "CT000001", {"territory_code": "E"})
    codes = page(office, "code_table", table="territory")
    codes.grid.setCurrentIndex(codes.grid.lines.index(codes.grid.lines.row_of("E"), 0))

    codes.bar.action("row.delete").trigger()
    office.settle()

    assert "still used" in codes.message.text()
    assert office.desk.records.read("territory", "E")["code"] == "E"


def test_the_series_shows_its_current_line_and_tests_the_next_number(office):
    """contacts NS-15, NS-18"""
    series = page(office, "no_series", select="CONT")
    office.settle()
    row = series.grid.lines.row_of("CONT")
    shown = {field.name: series.grid.lines.index(row, place).data() for place, field in enumerate(series.grid.lines.fields)}

    series.bar.action("series.test").trigger()
    office.settle()

    assert (shown["starting_no"], shown["last_no_used"]) == ("CT000001", "CT000002")
    assert "CT000003" in series.message.text()


@pytest.mark.parametrize(
    ("name", "text", "fact"),
    [("starting_no", "ABC", "contains no digit"), ("warning_no", "X1", "form"), ("increment_by_no", "0", "between")],
)
def test_a_refused_number_of_a_line_stays_in_its_cell(office, name, text, fact):
    """contacts NS-3, NS-4 and section 8 line 6"""
    series = page(office, "no_series", select="CONT")
    office._qtbot.waitUntil(lambda: series.lines.lines.rowCount() == 2)
    key = series.lines.lines.key_of(0)

    write(office, series.lines, key, name, text)

    assert fact in series.message.text()
    assert series.lines.typed(key) == {name: text}


def test_default_and_manual_numbers_are_never_both_off(office):
    """contacts NS-1"""
    office.desk.records.save("no_series", "CONT", {"manual_nos": False})
    series = page(office, "no_series", select="CONT")
    office.settle()
    column = next(place for place, field in enumerate(series.grid.lines.fields) if field.name == "default_nos")
    series.grid.setCurrentIndex(series.grid.lines.index(series.grid.lines.row_of("CONT"), column))

    office._qtbot.keyClick(series.grid, Qt.Key.Key_Space)
    office.settle()

    values = office.desk.records.read("no_series", "CONT")
    assert (values["default_nos"], values["manual_nos"]) == (False, True)


def test_show_expiring_lists_series_nearly_used_up(office):
    """contacts NS-15"""
    office.desk.records.create("no_series", {"code": "EMPTY", "description": "No lines"})
    series = page(office, "no_series")

    series.bar.action("series.expiring").trigger()

    assert series.grid.lines.rowCount() == 2
    assert series.grid.lines.key_of(0) == "EMPTY"
