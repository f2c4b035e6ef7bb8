"""The last line of a drop-down opens the page of the codes; a code made there goes into the field (contacts 3.6)."""

import pytest


def take_entry(office, card, name):
    """Take the last line of the drop-down, which is no code."""
    before = set(office.windows.open_windows())
    next(tab for tab in card.form.tabs if name in tab.editors).reveal(name)
    drop_down = card.form.editors[name]._list
    drop_down._take(drop_down._entry[0])
    office.settle()
    return next(one for one in office.windows.open_windows() if one not in before)


def make(office, qtbot, page, values):
    """Make a row as the grid of the page does."""
    done = office.desk.records.create(*values)
    office.windows.changed(done.changes)
    office.settle()


def closed(qtbot, office, page):
    number = len(office.windows.open_windows())
    page.close()
    qtbot.waitUntil(lambda: len(office.windows.open_windows()) == number - 1)
    qtbot.waitUntil(lambda: page not in office.windows.open_windows())
    office.settle()


@pytest.mark.parametrize(
    ("name", "table", "values", "code"),
    [
        ("salesperson_code", "salesperson", {"code": "AB", "name": "Anna"}, "AB"),
        ("territory_code", "territory", {"code": "WEST", "name": "West"}, "WEST"),
        ("post_code", "post_code", {"code": "9999 ZZ", "city": "Zuidhorn", "country_region_code": "NL"}, "9999 ZZ"),
    ],
)
def test_a_code_made_on_its_page_is_in_the_field_afterwards(office, qtbot, name, table, values, code):
    """contacts 3.6: New, then the field holds the new code; a refused one would stay beside its message."""
    card = office.card("contact", "CT000001")
    page = take_entry(office, card, name)

    make(office, qtbot, page, (table, values))
    closed(qtbot, office, page)

    qtbot.waitUntil(lambda: card.form.editors[name].text() == code)
    assert card.form.typed().values[name] == code
    office.save(card)
    assert office.desk.records.read("contact", "CT000001")[name] == code


def test_a_page_closed_without_a_new_row_leaves_the_field(office, qtbot):
    """contacts 3.6"""
    card = office.card("contact", "CT000001")
    page = take_entry(office, card, "territory_code")
    closed(qtbot, office, page)
    assert not card.form.typed().values


def test_a_row_deleted_again_does_not_come(office, qtbot):
    """contacts 3.6"""
    card = office.card("contact", "CT000001")
    page = take_entry(office, card, "territory_code")
    make(office, qtbot, page, ("territory", {"code": "WEST", "name": "West"}))
    office.windows.changed(office.desk.records.delete("territory", "WEST").changes)
    closed(qtbot, office, page)
    assert not card.form.typed().values


def test_a_contact_made_for_a_field_is_in_it_when_its_card_is_closed(office, qtbot):
    """contacts 3.6, C-32: New on Company No. opens a blank card; its number comes back."""
    card = office.card("contact", "CT000002")
    made = take_entry(office, card, "company_no")
    office.type(made, "name", "Fabrikam")
    closed(qtbot, office, made)

    qtbot.waitUntil(lambda: card.form.editors["company_no"].text() == "CT000003")
    qtbot.waitUntil(lambda: card.form.editors["company_name"].text() == "Fabrikam")


def test_a_card_closed_before_the_page_is_left_alone(office, qtbot):
    """contacts 3.6: the field is gone, the new code stays."""
    card = office.card("contact", "CT000001")
    page = take_entry(office, card, "territory_code")
    closed(qtbot, office, card)
    make(office, qtbot, page, ("territory", {"code": "WEST", "name": "West"}))
    closed(qtbot, office, page)
    assert office.desk.records.read("territory", "WEST")["name"] == "West"
