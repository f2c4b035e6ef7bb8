"""Alternate addresses, printed address, salutations and telephone numbers on screen, by keyboard (contacts 2.5, 2.6, 2.8)."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QTableView

from ui.alt_address_windows import AltAddressListWindow, DateRangesWindow
from ui.salutations_window import SalutationsWindow

ADDRESS, RANGE = "contact_alt_address", "contact_alt_addr_date_range"
COMPANY, PERSON = "CT000001", "CT000002"
TODAY = date.today()


@pytest.fixture
def fair(office):
    """Adatum is at the fair this week."""
    values = {"company_name": "Stand 12", "address": "Europaplein 2", "post_code": "1078 GZ", "city": "Amsterdam", "phone_no": "020-7"}
    office.desk.records.create(ADDRESS, {"contact_no": COMPANY, "code": "FAIR"} | values)
    dates = {"starting_date": TODAY - timedelta(days=2), "ending_date": TODAY + timedelta(days=3)}
    office.desk.records.create(RANGE, {"contact_no": COMPANY, "contact_alt_address_code": "FAIR"} | dates)
    return f"{COMPANY} FAIR"


def page(office, kind, name, **options):
    """Open a page and wait until it shows something."""
    office.windows.open_page(name, **options)
    office.settle()
    found = office.windows.open_windows()[-1]
    assert isinstance(found, kind)
    found.activateWindow()
    return found


def cell(window, row, column):
    return window.grid.lines.index(row, column).data()


def type_cell(office, window, row, column, text):
    """Type into a cell and leave it with Enter."""
    grid = window.grid
    index = grid.lines.index(row, column)
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    office.settle()
    office.settle()


# -- addresses and ranges -----------------------------------------------------------------------------


def test_an_address_is_made_from_the_card_of_the_contact(office, qtbot):
    """contacts 3.3, 3.4, C-70: Alternative Address, New, type, close."""
    card = office.card("contact", COMPANY)
    card.bar.action("alt_address.card").trigger()
    office.settle()
    listed = office.windows.open_windows()[-1]
    assert isinstance(listed, AltAddressListWindow)
    assert listed.grid.lines.rowCount() == 0
    assert listed.empty.isVisible()

    QTest.keyClick(listed, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: office.windows.open_windows()[-1] is not listed)
    made = office.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: made.form.title.text() == "CT000001 Adatum B.V. – New alternate address")
    office.type(made, "code", "fair")
    office.type(made, "company_name", "Stand 12")
    office.type(made, "post_code", "7321 HE")
    office.save(made)

    qtbot.waitUntil(lambda: made.form.title.text() == "CT000001 Adatum B.V. – FAIR Stand 12")
    assert made.form.value_of("city") == "Apeldoorn"
    qtbot.waitUntil(lambda: listed.grid.lines.rowCount() == 1)
    assert (cell(listed, 0, 0), cell(listed, 0, 1)) == ("FAIR", "Stand 12")
    assert not listed.empty.isVisible()


def test_bad_input_stays_beside_its_field(office, qtbot):
    """contacts C-70, section 8 lines 11 and 13"""
    office.desk.records.create(ADDRESS, {"contact_no": COMPANY, "code": "FAIR"})
    card = office.card(ADDRESS, f"{COMPANY} FAIR")

    office.type(card, "phone_no", "020-12a4")
    office.type(card, "e_mail", "a@b.nl;c@d.nl")

    assert "must not contain letters" in card.form.editors["phone_no"].error()
    assert "not a valid mail address" in card.form.editors["e_mail"].error()


def test_ranges_are_typed_into_a_list(office, qtbot, fair):
    """contacts C-71 to C-73, section 8 line 32: saved line by line, refused at the cell."""
    office.desk.records.create(ADDRESS, {"contact_no": COMPANY, "code": "HOME"})
    window = page(office, DateRangesWindow, "alt_date_ranges", contact_no=COMPANY)
    qtbot.waitUntil(lambda: window.title.text() == "Date Ranges – CT000001 Adatum B.V.")
    assert window.grid.lines.rowCount() == 2

    type_cell(office, window, 1, 0, (TODAY + timedelta(days=1)).strftime("%d-%m-%Y"))
    assert "starting date and an address" in window.status.text()
    type_cell(office, window, 1, 2, "home")
    qtbot.waitUntil(lambda: window.grid.lines.rowCount() == 3)
    rows = office.desk.lists.read_all(RANGE, columns=["starting_date", "contact_alt_address_code"])
    assert [row["contact_alt_address_code"] for row in rows] == ["FAIR", "HOME"]

    type_cell(office, window, 1, 1, (TODAY - timedelta(days=9)).strftime("%d-%m-%Y"))
    qtbot.waitUntil(lambda: bool(window.message.text()))
    assert "Ending Date" in window.message.text()
    assert "is before Starting Date" in window.message.text()


@pytest.mark.parametrize(
    ("column", "text", "fact"),
    [(0, "31-02-2026", "not a value of Starting Date"), (1, "soon", "not a value of Ending Date"), (2, "x" * 11, "11 characters")],
)
def test_a_wrong_cell_of_a_new_range_is_told_when_it_is_left(office, qtbot, fair, column, text, fact):
    """contacts C-71, section 0: beside the cell, and what was typed stays until it is corrected"""
    window = page(office, DateRangesWindow, "alt_date_ranges", contact_no=COMPANY)
    qtbot.waitUntil(lambda: window.grid.lines.rowCount() == 2)

    type_cell(office, window, 1, column, text)

    assert fact in window.message.text()
    assert fact in window.grid.lines.index(1, column).data(Qt.ItemDataRole.ToolTipRole)
    assert cell(window, 1, column) == text
    type_cell(office, window, 1, column, "01-03-2026" if column < 2 else "FAIR")
    assert not window.message.text()
    assert not window.grid.lines.error(window.grid.lines.index(1, column))


def test_a_new_range_that_ends_before_it_starts_is_told_when_its_end_is_left(office, qtbot, fair):
    """contacts C-71, section 8 line 32: before the line has an address"""
    window = page(office, DateRangesWindow, "alt_date_ranges", contact_no=COMPANY)
    qtbot.waitUntil(lambda: window.grid.lines.rowCount() == 2)

    type_cell(office, window, 1, 0, "10-05-2026")
    type_cell(office, window, 1, 1, "01-05-2026")

    assert "Ending Date 01/05/2026 is before Starting Date 10/05/2026" in window.message.text()
    assert cell(window, 1, 1) == "01-05-2026"
    type_cell(office, window, 1, 1, "10-05-2026")
    type_cell(office, window, 1, 2, "fair")
    qtbot.waitUntil(lambda: window.grid.lines.rowCount() == 3)


def test_the_range_of_one_address_needs_no_code(office, qtbot, fair):
    """contacts 3.4: opened from the card of the address, with its two dates only."""
    card = office.card(ADDRESS, fair)
    card.bar.action("alt_address.ranges").trigger()
    office.settle()

    window = office.windows.open_windows()[-1]
    assert isinstance(window, DateRangesWindow)
    assert [field.name for field in window.grid.lines.fields] == ["starting_date", "ending_date"]
    qtbot.waitUntil(lambda: window.grid.lines.rowCount() == 2)


def test_the_active_range_and_address_stand_out(office, qtbot, fair):
    """contacts C-73"""
    office.desk.records.create(ADDRESS, {"contact_no": COMPANY, "code": "AWAY"})
    listed = page(office, AltAddressListWindow, "alt_addresses", contact_no=COMPANY)

    qtbot.waitUntil(lambda: listed.grid.lines.rowCount() == 2)
    strong = [listed.grid.lines.index(row, 0).data(Qt.ItemDataRole.FontRole) is not None for row in (0, 1)]
    assert [cell(listed, row, 0) for row in (0, 1)] == ["AWAY", "FAIR"]
    assert strong == [False, True]
    assert listed.active.text().startswith("Active until")


def test_hidden_columns_are_shown_and_remembered(office, qtbot, fair):
    """contacts 3.4 beside contacts C-70: City starts hidden; the menu of columns shows it, also the next time."""
    listed = page(office, AltAddressListWindow, "alt_addresses", contact_no=COMPANY)

    def shown():
        return [field.name for column, field in enumerate(listed.grid.lines.fields) if not listed.grid.isColumnHidden(column)]

    assert shown() == ["code", "company_name", "address", "phone_no"]

    listed.bar.action("list.columns").trigger()
    menu = listed.findChild(QMenu, "columns_menu")
    menu.setActiveAction(next(action for action in menu.actions() if action.text() == "City"))
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert shown() == ["code", "company_name", "address", "city", "phone_no"]

    listed.close()
    qtbot.waitUntil(lambda: listed not in office.windows.open_windows())
    listed = page(office, AltAddressListWindow, "alt_addresses", contact_no=COMPANY)
    assert "city" in shown()


def test_an_address_is_deleted_with_its_ranges(office, qtbot, fair):
    """contacts C-74: Ctrl+Del, and the question."""
    listed = page(office, AltAddressListWindow, "alt_addresses", contact_no=COMPANY)
    # The row has the cursor and is chosen; to choose it again would let it go where Ctrl of the test before still counts as held.
    qtbot.waitUntil(lambda: listed.grid.selected_keys() == [fair])

    QTest.keyClick(listed.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert "FAIR" in " ".join(label.text() for label in office.dialog().findChildren(QLabel))
    office.answer("answer_1")

    qtbot.waitUntil(lambda: listed.grid.lines.rowCount() == 0)
    assert office.desk.lists.count(RANGE) == 0


def test_the_last_change_of_the_ranges_is_taken_back(office, qtbot, fair):
    """contacts C-74 with relations G-36: only what was done to this contact."""
    office.desk.records.create(ADDRESS, {"contact_no": PERSON, "code": "HOME"})
    window = page(office, DateRangesWindow, "alt_date_ranges", contact_no=COMPANY)
    qtbot.waitUntil(lambda: window.grid.lines.rowCount() == 2)
    dates = {"starting_date": TODAY, "contact_alt_address_code": "HOME"}
    office.desk.records.create(RANGE, {"contact_no": PERSON} | dates)

    window.bar.action("record.undo").trigger()

    qtbot.waitUntil(lambda: window.grid.lines.rowCount() == 1)
    assert [row["contact_no"] for row in office.desk.lists.read_all(RANGE)] == [PERSON]


def test_the_next_address_of_the_contact_is_shown(office, qtbot, fair):
    """contacts 3.4, C-70: Alt+Down, and not those of others; New makes another one of the same contact."""
    office.desk.records.create(ADDRESS, {"contact_no": COMPANY, "code": "HOME"})
    office.desk.records.create(ADDRESS, {"contact_no": PERSON, "code": "AWAY"})
    card = office.card(ADDRESS, fair)

    QTest.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: card.form.value_of("code") == "HOME")
    QTest.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    office.settle()
    assert card.form.value_of("code") == "HOME"
    card.bar.action("record.new").trigger()
    qtbot.waitUntil(lambda: office.windows.open_windows()[-1] is not card)
    made = office.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: made.form.title.text() == "CT000001 Adatum B.V. – New alternate address")


def test_a_post_code_of_two_cities_is_chosen(office, qtbot, fair):
    """contacts C-70 with contacts C-61, section 8 line 17"""
    card = office.card(ADDRESS, fair)
    office.type(card, "city", "")
    office.type(card, "post_code", "2574 HV")

    assert "Zaandam" in [office.dialog().findChild(QTableView).model().index(row, 1).data() for row in (0, 1)]
    QTest.keyClick(office.dialog(), Qt.Key.Key_Escape)
    assert card.form.value_of("city") == ""


def test_a_code_that_is_there_already_is_refused_on_the_card(office, qtbot, fair):
    """contacts 1.7 beside contacts C-70; a blank code as well (section 8 line 38)"""
    office.desk.records.create(ADDRESS, {"contact_no": COMPANY, "code": "HOME"})
    card = office.card(ADDRESS, f"{COMPANY} HOME")

    office.type(card, "code", "FAIR")
    office.save(card)
    qtbot.waitUntil(lambda: "already exists" in card.form.editors["code"].error())
    office.type(card, "code", "")
    office.save(card)

    qtbot.waitUntil(lambda: "must not be blank" in card.form.editors["code"].error())


# -- the card of the contact --------------------------------------------------------------------------


def test_the_card_says_which_address_is_active(office, qtbot, fair):
    """contacts C-73, C-74: a line under the address that opens it, and it follows what is changed elsewhere."""
    card = office.card("contact", COMPANY)
    link = card.findChild(QPushButton, "active_alternate")
    until = (TODAY + timedelta(days=3)).strftime("%d/%m/%Y")
    assert link.accessibleName() == f"Active until {until}: FAIR – Stand 12, Europaplein 2, 1078 GZ Amsterdam"

    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    office.settle()
    address = office.windows.open_windows()[-1]
    assert address.table == ADDRESS
    qtbot.waitUntil(lambda: "FAIR" in address.form.title.text())
    office.type(address, "address", "Kade 5")
    office.save(address)

    qtbot.waitUntil(lambda: "Kade 5" in link.accessibleName())


def test_the_line_is_reached_with_tab(office, qtbot, fair):
    """contacts C-73: after the fields of the address, before those that follow."""
    card = office.card("contact", COMPANY)
    card.form.focus("county" if card.form.editors["county"].widget.isVisible() else "city")

    for _stop in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget().objectName() == "active_alternate":
            break

    assert QApplication.focusWidget().objectName() == "active_alternate"


def test_without_an_active_address_the_line_is_away(office):
    """contacts C-73"""
    card = office.card("contact", COMPANY)

    assert not card.findChild(QPushButton, "active_alternate").isVisible()


def test_the_printed_address_is_shown_and_copied(office, qtbot, fair):
    """contacts C-76: of a person at a company that is elsewhere."""
    card = office.card("contact", PERSON)
    lines = ["Stand 12", "Jan de Vries", "Europaplein 2", "1078 GZ Amsterdam"]
    assert card.findChild(QLabel, "printed_lines").text() == "\n".join(lines)

    copy = card.findChild(QPushButton, "copy_address")
    copy.setFocus()
    QTest.keyClick(copy, Qt.Key.Key_Space)

    assert QApplication.clipboard().text() == "\n".join(lines)


# -- telephone ----------------------------------------------------------------------------------------


def test_a_number_is_shown_as_it_is_dialled_from_abroad(office, qtbot):
    """contacts C-50: what is stored stays as typed, what cannot be is told and kept."""
    card = office.card("contact", COMPANY)
    hint = card.findChild(QLabel, "phone_no_hint")

    office.type(card, "phone_no", "020-1234567")
    qtbot.waitUntil(lambda: hint.text() == "+31 20 123 4567")
    office.type(card, "phone_no", "020-12345678901")
    qtbot.waitUntil(lambda: "cannot be a number of this country" in hint.text())
    assert hint.isVisible()
    office.save(card)

    assert office.desk.records.read("contact", COMPANY)["phone_no"] == "020-12345678901"


def test_several_numbers_are_offered_in_a_menu(office, qtbot, fair, handed_over):
    """contacts C-54: F4 in the field, arrow down to the other number, Enter."""
    card = office.card("contact", COMPANY)
    field = card.form.editors["phone_no"].widget
    card.form.focus("phone_no")

    QTest.keyClick(field, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in card.findChildren(QMenu, "numbers_to_call")))
    menu = card.findChild(QMenu, "numbers_to_call")
    assert [action.text() for action in menu.actions()] == ["Phone No.:  020-1", "FAIR – Phone No.:  020-7"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)

    assert handed_over == ["tel:0207"]


def test_the_only_number_is_called_at_once(office, qtbot, handed_over):
    """contacts C-54: nothing to choose."""
    card = office.card("contact", COMPANY)
    card.form.focus("phone_no")

    QTest.keyClick(card.form.editors["phone_no"].widget, Qt.Key.Key_F4)

    qtbot.waitUntil(lambda: handed_over == ["tel:0201"])


def test_without_a_number_it_is_said(office, qtbot, handed_over):
    """contacts C-54: E-NO-PHONE in the message bar, the field is not marked."""
    office.desk.records.save("contact", COMPANY, {"phone_no": ""})
    card = office.card("contact", COMPANY)
    card.form.focus("phone_no")

    QTest.keyClick(card.form.editors["phone_no"].widget, Qt.Key.Key_F4)

    qtbot.waitUntil(lambda: "CT000001 Adatum B.V. has no phone number." in card.message.text())
    assert handed_over == []


def test_a_mail_address_is_written_to(office, qtbot, handed_over):
    """contacts C-51"""
    office.desk.records.save("contact", COMPANY, {"e_mail": "a@b.nl;c@d.nl"})
    card = office.card("contact", COMPANY)
    card.form.focus("e_mail")

    QTest.keyClick(card.form.editors["e_mail"].widget, Qt.Key.Key_F4)

    assert handed_over == ["mailto:a@b.nl,c@d.nl"]


def test_wrong_check_digits_are_a_notice_on_the_card(office, qtbot):
    """contacts C-67: saved, and said."""
    card = office.card("contact", COMPANY)

    office.type(card, "vat_registration_no", "NL004495446B01")
    office.save(card)

    qtbot.waitUntil(lambda: "check digits of VAT number NL004495446B01 do not fit" in card.message.text())
    assert office.desk.records.read("contact", COMPANY)["vat_registration_no"] == "NL004495446B01"


# -- salutations --------------------------------------------------------------------------------------


def test_salutations_are_opened_from_name_details(office, qtbot):
    """contacts C-49, 3.4: read-only, with the finished text."""
    office.desk.records.save("contact", PERSON, {"salutation_code": "M", "language_code": "NLD"})
    office.windows.open_page("name_details", contact_no=PERSON)
    office.settle()
    details = office.windows.open_windows()[-1]

    details.bar.action("contact.salutations").trigger()
    office.settle()

    window = office.windows.open_windows()[-1]
    assert isinstance(window, SalutationsWindow)
    qtbot.waitUntil(lambda: window.grid.lines.rowCount() > 0)
    rows = [tuple(cell(window, row, column) for column in range(3)) for row in range(window.grid.lines.rowCount())]
    assert ("NLD", "Formal", "Geachte heer de Vries,") in rows
    assert not any(window.grid.lines.flags(window.grid.lines.index(0, column)) & Qt.ItemFlag.ItemIsEditable for column in range(3))
    for _row in range(rows.index(("NLD", "Formal", "Geachte heer de Vries,"))):
        QTest.keyClick(window.grid, Qt.Key.Key_Down)
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Geachte heer de Vries,"


def test_a_contact_without_salutation_code_has_none(office, qtbot):
    """contacts C-49"""
    office.desk.records.save("contact", PERSON, {"salutation_code": ""})
    window = page(office, SalutationsWindow, "salutations", contact_no=PERSON)

    qtbot.waitUntil(lambda: window.hint.isVisible())
    assert window.grid.lines.rowCount() == 0
    assert "no salutation code" in window.hint.text()
