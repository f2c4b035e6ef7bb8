"""One of several contacts is chosen by more than its name (contacts 1.5)."""

from __future__ import annotations

from PySide6.QtWidgets import QTableWidget

from ui.choose_dialog import ChooseDialog


def lines(dialog):
    table = dialog.findChild(QTableWidget, "choose_rows")
    heads = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]
    return [heads] + [[table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())]


def test_companies_of_one_name_are_told_apart_by_their_place_and_phone(office, qtbot):
    """contacts C-31: given two companies of one beginning, when it is typed, then the choice shows the columns of a contact look-up."""
    for city, post_code, phone in (("Gent", "9000", "09-1"), ("Brugge", "8000", "050-2")):
        office.desk.records.create("contact", {"name": "Kaai", "city": city, "post_code": post_code, "phone_no": phone})
    person = office.desk.records.create("contact", {"name": "An Bos", "type": 1}).value.no
    card = office.card("contact", person)

    office.type(card, "company_name", "kaai")
    qtbot.waitUntil(lambda: card.findChild(ChooseDialog) is not None)
    dialog = card.findChild(ChooseDialog)
    shown = lines(dialog)
    dialog.reject()

    assert shown[0] == ["No.", "Name", "Type", "City", "Post Code", "Phone No."]
    assert sorted(line[1:] for line in shown[1:]) == [
        ["Kaai", "Company", "Brugge", "8000", "050-2"],
        ["Kaai", "Company", "Gent", "9000", "09-1"],
    ]
