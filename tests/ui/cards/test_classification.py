"""Groups, responsibilities, web sources and comments of a contact, and their codes, by keyboard (contacts 3.3, 3.4, 3.6)."""

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from contactdesk.presenters import classification
from contactdesk.presenters.list_actions import possible

COMPANY, PERSON_OF_IT = "CT000001", "CT000002"


def opened(office, id, **options):
    """Open a page and wait until it shows its rows."""
    before = set(office.windows.open_windows())
    office.windows.open_page(id, **options)
    found = next(one for one in office.windows.open_windows() if one not in before)
    office._qtbot.waitUntil(lambda: shows(found))
    return found


def shows(page):
    """Does a page show its record, or a page of codes its rows?"""
    return bool(page.note.text()) if hasattr(page, "note") else page.grid.lines.rowCount() > 1


def eventually(office, met):
    """Wait for what shows or is stored once the work in the background is done."""
    office._qtbot.waitUntil(lambda: bool(met()))


def column(grid, name):
    return next(place for place, field in enumerate(grid.lines.fields) if field.name == name)


def cell(grid, key, name):
    return grid.lines.index(grid.lines.row_of(key), column(grid, name))


def key_of(grid, name, value):
    return next(grid.lines.key_of(row) for row in range(grid.lines.rowCount()) if grid.lines.index(row, column(grid, name)).data() == value)


def write(office, grid, key, name, text):
    """Type into a cell and leave it with Enter."""
    index = cell(grid, key, name)
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.findChild(QLineEdit)
    editor.setText(text)
    office._qtbot.keyClick(editor, Qt.Key.Key_Return)
    office.settle()
    office.settle()


def press(office, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    office._qtbot.keyClick(widget, key, modifier)
    office.settle()
    office.settle()


def follow(office, card, action):
    """Choose an action of a card; the window it opens."""
    before = set(office.windows.open_windows())
    card.bar.action(action).trigger()
    office._qtbot.waitUntil(lambda: bool(set(office.windows.open_windows()) - before))
    found = next(one for one in office.windows.open_windows() if one not in before)
    office._qtbot.waitUntil(lambda: shows(found))
    return found


def assign(office, table, contact_no, **values):
    office.desk.records.create(table, {"contact_no": contact_no} | values)


# -- assignments ----------------------------------------------------------------------------------------


def test_a_mailing_group_is_given_from_the_card(office):
    """contacts 3.4, C-80: the code is typed, what it means stands beside it"""
    card = office.card("contact", COMPANY)
    page = follow(office, card, "contact.mailing_groups")
    assert not page.hint.isHidden()

    write(office, page.grid, "", "mailing_group_code", "x-card")

    eventually(office, page.hint.isHidden)
    key = key_of(page.grid, "mailing_group_code", "X-CARD")
    assert cell(page.grid, key, "description").data() == "X-mas card"
    assert office.desk.classification.contact_counts("mailing_group") == {"X-CARD": 1}
    assert (page.title.text(), page.note.text()) == ("Mailing Groups", "CT000001 Adatum B.V.")


@pytest.mark.parametrize(("text", "fact"), [("X-CARD", "already"), ("NONE", "NONE"), ("X" * 11, "11")])
def test_a_refused_code_stays_in_its_cell(office, text, fact):
    """contacts section 8 line 29; contacts C-80"""
    assign(office, "contact_mailing_group", COMPANY, mailing_group_code="X-CARD")
    page = opened(office, "assignments", table="contact_mailing_group", contact_no=COMPANY)

    write(office, page.grid, "", "mailing_group_code", text)

    eventually(office, lambda: fact in page.message.text())
    assert page.grid.typed() == {"mailing_group_code": text}
    assert office.desk.classification.contact_counts("mailing_group") == {"X-CARD": 1}


def test_an_assignment_is_deleted_and_comes_back(office):
    """contacts 3.4: Ctrl+Del and Ctrl+Z"""
    assign(office, "contact_mailing_group", COMPANY, mailing_group_code="X-CARD")
    page = opened(office, "assignments", table="contact_mailing_group", contact_no=COMPANY)

    press(office, page.grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    eventually(office, lambda: page.grid.lines.rowCount() == 1)
    assert office.desk.classification.contact_counts("mailing_group") == {}
    press(office, page.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    eventually(office, lambda: page.grid.lines.rowCount() == 2)
    assert office.desk.classification.contact_counts("mailing_group") == {"X-CARD": 1}
    page.bar.action("record.undo").trigger()
    assert "nothing to undo" in page.message.text()


def test_the_codes_there_are_open_below_the_cell(office):
    """contacts F-12: the drop-down offers codes and what they mean"""
    page = opened(office, "assignments", table="contact_job_responsibility", contact_no=PERSON_OF_IT)
    page.activateWindow()
    page.bar.action("row.new").trigger()
    editor = page.grid.findChild(QLineEdit)
    editor.setFocus()

    office._qtbot.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    popup = lambda: next((one for one in editor.findChildren(QObject) if one.metaObject().className() == "QCompleter"), None)  # noqa: E731
    office._qtbot.waitUntil(lambda: popup().popup().isVisible())
    shown = popup().popup().model()
    assert [shown.index(0, place).data() for place in (0, 1)] == ["APR", "Accounts Payable Responsible"]
    popup().popup().hide()


def test_the_web_sources_of_a_person_are_those_of_its_company(office):
    """contacts C-84, 1.4"""
    assign(office, "contact_web_source", COMPANY, web_source_code="DDG")

    page = opened(office, "assignments", table="contact_web_source", contact_no=PERSON_OF_IT)

    assert page.note.text() == "CT000001 Adatum B.V."
    write(office, page.grid, key_of(page.grid, "web_source_code", "DDG"), "search_word", "adatum")
    word = lambda: office.desk.classification.assigned("contact_web_source", COMPANY).lines[0].values["search_word"]  # noqa: E731
    eventually(office, lambda: word() == "adatum")


def test_another_window_shows_what_was_assigned(office):
    """contacts 3.4: two windows on the same contact"""
    first = opened(office, "assignments", table="contact_mailing_group", contact_no=COMPANY)
    done = office.desk.records.create("contact_mailing_group", {"contact_no": COMPANY, "mailing_group_code": "X-GIFT"})

    office.windows.changed(done.changes)

    office._qtbot.waitUntil(lambda: first.grid.lines.rowCount() == 2)


# -- by type --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blocked", [False, True])
@pytest.mark.parametrize(
    ("no", "refused"),
    [
        (COMPANY, {"contact.job_responsibilities"}),
        (PERSON_OF_IT, {"contact.industry_groups", "contact.web_sources"}),
        ("ALONE", {"contact.industry_groups", "contact.web_sources", "contact.launch_web_source"}),
    ],
)
def test_the_type_decides_which_actions_there_are(office, no, refused, blocked):
    """contacts C-80, C-86, 3.3: on card and list, also for contacts blocked for privacy"""
    office.desk.records.create("contact", {"type": "Person", "no": "ALONE", "name": "Ann Bol"})
    office.desk.records.save("contact", no, {"privacy_blocked": blocked})

    card = office.card("contact", no)

    assert {id for id in classification.ACTIONS if not card.bar.action(id).isEnabled()} == refused
    assert set(possible(office.desk, "contact", no).refused) & set(classification.ACTIONS) == refused
    for id in refused:
        assert "belong to" in card.bar.action(id).toolTip()


def test_a_new_card_waits_for_its_contact(office):
    """contacts 3.3: nothing to assign to yet"""
    card = office.card("contact")

    assert not any(card.bar.action(id).isEnabled() for id in classification.ACTIONS)


# -- codes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_mouse", [False, True])
def test_the_count_of_a_code_leads_to_its_contacts(office, by_mouse):
    """contacts C-82, F-11"""
    assign(office, "contact_mailing_group", COMPANY, mailing_group_code="X-CARD")
    assign(office, "contact_mailing_group", PERSON_OF_IT, mailing_group_code="X-CARD")
    codes = opened(office, "code_table", table="mailing_group")
    count = cell(codes.grid, "X-CARD", "no_of_contacts")
    assert (count.data(), cell(codes.grid, "X-GIFT", "no_of_contacts").data()) == ("2", "0")

    if by_mouse:
        office._qtbot.mouseClick(codes.grid.viewport(), Qt.MouseButton.LeftButton, pos=codes.grid.visualRect(count).center())
    else:
        codes.grid.setCurrentIndex(count)
        press(office, codes.grid, Qt.Key.Key_Return)

    assert office.home.lists == [("contact", [("mailing_group_code", "'X-CARD'")], "")]


@pytest.mark.parametrize("table", ["mailing_group", "industry_group", "job_responsibility", "organizational_level", "salesperson"])
def test_every_code_of_contacts_leads_to_them(office, table):
    """contacts 3.6: action Contacts"""
    codes = opened(office, "code_table", table=table)
    code = codes.grid.current_key()

    codes.bar.action("relation_code.contacts").trigger()

    _table, where, _select = office.home.lists[0]
    assert where == [(f"{table}_code", f"'{code}'")]
    assert office.desk.lists.count("contact", where=where) == 0


def test_a_count_follows_what_is_assigned_elsewhere(office):
    """contacts C-82: the page is read again"""
    codes = opened(office, "code_table", table="industry_group")
    done = office.desk.records.create("contact_industry_group", {"contact_no": COMPANY, "industry_group_code": "RET"})

    office.windows.changed(done.changes)

    office._qtbot.waitUntil(lambda: cell(codes.grid, "RET", "no_of_contacts").data() == "1")


def test_a_web_source_is_commented(office):
    """contacts 1.8, 3.6: URL, Comment, action Comments"""
    codes = opened(office, "code_table", table="web_source")
    assert [field.name for field in codes.grid.lines.fields] == ["code", "description", "url", "has_comment"]
    codes.grid.setCurrentIndex(cell(codes.grid, "LUCERNE", "code"))

    before = set(office.windows.open_windows())
    codes.bar.action("code.comments").trigger()
    sheet = next(one for one in office.windows.open_windows() if one not in before)
    eventually(office, lambda: shows(sheet))
    write(office, sheet.grid, "", "comment", "Costs money")

    office._qtbot.waitUntil(lambda: cell(codes.grid, "LUCERNE", "has_comment").data() == "Yes")
    assert cell(codes.grid, "DDG", "has_comment").data() == "No"


# -- comments -------------------------------------------------------------------------------------------


def test_comments_are_written_and_the_card_tells_of_them(office):
    """contacts C-85, 1.4: the first line of the day is dated, the card says how many there are"""
    card = office.card("contact", COMPANY)
    assert card.form.comments.isHidden()
    sheet = follow(office, card, "contact.comments")

    write(office, sheet.grid, "", "comment", "Called about the catalogue")
    eventually(office, lambda: sheet.grid.lines.rowCount() == 2)
    write(office, sheet.grid, "", "comment", "Wants it by mail")
    eventually(office, lambda: sheet.grid.lines.rowCount() == 3)

    assert [bool(sheet.grid.lines.index(row, 0).data()) for row in range(3)] == [True, False, False]
    office._qtbot.waitUntil(lambda: card.form.comments.text() == "2 comments")
    sheet.close()
    before = set(office.windows.open_windows())
    card.form.comments.click()
    office._qtbot.waitUntil(lambda: bool(set(office.windows.open_windows()) - before))


def test_typing_a_comment_begins_with_the_comment(office):
    """contacts C-85: the date comes by itself, so the cursor stands where something is to be typed"""
    sheet = opened(office, "comments", table="contact", no=COMPANY)
    current = sheet.grid.currentIndex

    assert sheet.grid.lines.fields[current().column()].name == "comment"
    sheet.act("row.new")

    assert (current().row(), sheet.grid.lines.fields[current().column()].name) == (0, "comment")


def test_a_date_is_typed_and_a_long_comment_is_refused(office):
    """contacts C-85, F-7"""
    sheet = opened(office, "comments", table="contact", no=COMPANY)
    write(office, sheet.grid, "", "comment", "Called")
    eventually(office, lambda: sheet.grid.lines.rowCount() == 2)
    key = sheet.grid.lines.key_of(0)

    write(office, sheet.grid, key, "date", "04-05-2026")
    eventually(office, lambda: "2026" in cell(sheet.grid, key, "date").data() and not sheet.grid.typed(key))
    write(office, sheet.grid, key, "comment", "x" * 81)

    eventually(office, lambda: "81" in sheet.message.text())
    line = office.desk.classification.comments("contact", COMPANY).lines[0].values
    assert (line["date"].isoformat(), line["comment"]) == ("2026-05-04", "Called")


def test_what_is_typed_while_a_new_comment_is_saved_follows(office):
    """contacts C-85: nobody types so fast that a comment stands there twice, or a date is lost"""
    sheet = opened(office, "comments", table="contact", no=COMPANY)

    for name, text in {"comment": "Called", "date": "04-05-2026"}.items():
        sheet.grid.lines.setData(cell(sheet.grid, "", name), text)
    written = lambda: [line.values["date"].isoformat() for line in office.desk.classification.comments("contact", COMPANY).lines]  # noqa: E731
    eventually(office, lambda: written() == ["2026-05-04"])

    lines = office.desk.classification.comments("contact", COMPANY).lines
    assert [line.values["comment"] for line in lines] == ["Called"]
    assert not sheet.message.text()


def test_the_search_word_typed_at_once_is_not_refused_as_there_already(office):
    """contacts 3.4: it goes into the line that is being saved"""
    page = opened(office, "assignments", table="contact_web_source", contact_no=COMPANY)
    word = lambda: [line.values["search_word"] for line in office.desk.classification.assigned("contact_web_source", COMPANY).lines]  # noqa: E731

    page.grid.lines.setData(cell(page.grid, "", "web_source_code"), "DDG")
    page.grid.lines.setData(cell(page.grid, "", "search_word"), "Cronus")

    eventually(office, lambda: word() == ["Cronus"])
    assert not page.message.text()


def test_a_wrong_date_of_a_new_comment_is_told_at_once(office):
    """contacts C-85, section 0: before there is a comment, and what was typed stays"""
    sheet = opened(office, "comments", table="contact", no=COMPANY)

    write(office, sheet.grid, "", "date", "31-02-2026")
    assert "31-02-2026" in sheet.message.text()
    assert cell(sheet.grid, "", "date").data() == "31-02-2026"
    write(office, sheet.grid, "", "date", "28-02-2026")
    assert not sheet.message.text()
    write(office, sheet.grid, "", "comment", "Called")

    eventually(office, lambda: sheet.grid.lines.rowCount() == 2)
    assert "2026" in sheet.grid.lines.index(0, 0).data()


# -- launching ------------------------------------------------------------------------------------------


def test_a_web_source_is_launched_in_the_browser(office, handed_over):
    """contacts C-83, C-84: on a person those of its company are offered; Enter takes the marked one"""
    assign(office, "contact_web_source", COMPANY, web_source_code="ADATUM")
    assign(office, "contact_web_source", COMPANY, web_source_code="DDG", search_word="café & co")
    card = office.card("contact", PERSON_OF_IT)
    dialog = follow(office, card, "contact.launch_web_source")
    assert dialog.ok.isEnabled()

    press(office, dialog.grid, Qt.Key.Key_Down)
    press(office, dialog.grid, Qt.Key.Key_Return)

    eventually(office, lambda: handed_over == ["https://duckduckgo.com/?q=caf%C3%A9%20%26%20co"])
    eventually(office, lambda: dialog not in office.windows.open_windows())


def test_a_web_source_is_launched_from_the_page_it_is_assigned_on(office, handed_over):
    """contacts 3.4, C-83: a blank search word means the name"""
    assign(office, "contact_web_source", COMPANY, web_source_code="DDG")
    page = opened(office, "assignments", table="contact_web_source", contact_no=COMPANY)

    page.bar.action("web_source.launch").trigger()

    eventually(office, lambda: handed_over == ["https://duckduckgo.com/?q=Adatum%20B.V."])


def test_nothing_to_launch_is_said(office):
    """contacts C-84"""
    dialog = opened(office, "launch_web_source", contact_no=PERSON_OF_IT)
    dialog.activateWindow()

    eventually(office, lambda: "No web source is assigned to CT000001 Adatum B.V." in dialog.message.text())
    assert not dialog.ok.isEnabled()
    before = set(office.windows.open_windows())
    office._qtbot.waitUntil(dialog.assign.hasFocus)
    press(office, dialog.assign, Qt.Key.Key_Return)
    page = next(one for one in office.windows.open_windows() if one not in before)
    eventually(office, lambda: shows(page))
    write(office, page.grid, "", "web_source_code", "DDG")
    office._qtbot.waitUntil(dialog.ok.isEnabled)
    assert not dialog.message.isVisible()


@pytest.mark.parametrize(("url", "fact"), [("", "no web address"), ("javascript:alert(1)", "http://"), ("file:///etc", "http://")])
def test_an_address_that_is_none_is_refused(office, handed_over, url, fact):
    """contacts C-83, section 8 line 33: the message leads to the page Web Sources"""
    office.desk.records.save("web_source", "DDG", {"url": url})
    assign(office, "contact_web_source", COMPANY, web_source_code="DDG")
    dialog = opened(office, "launch_web_source", contact_no=COMPANY)

    dialog.ok.click()

    eventually(office, lambda: fact in dialog.message.text())
    assert handed_over == []
    before = set(office.windows.open_windows())
    dialog.findChild(QObject, "message_offer").click()
    assert [one.windowTitle() for one in set(office.windows.open_windows()) - before] == ["Web Sources"]


def test_tab_leads_from_the_code_to_the_search_word(office):
    """contacts 1.7, 3.4: the description is only looked at, and what is typed there would be lost"""
    sources = opened(office, "assignments", table="contact_web_source", contact_no=COMPANY)
    sources.activateWindow()
    office._qtbot.waitUntil(sources.isActiveWindow)
    sources.act("row.new")

    for text in ("ddg", "bakery"):
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        office._qtbot.keyClicks(editor, text)
        office._qtbot.keyClick(editor, Qt.Key.Key_Tab)
        office.settle()
        office.settle()

    row = sources.grid.lines._rows[0]
    assert (row.values["web_source_code"], row.values["search_word"]) == ("DDG", "bakery")
