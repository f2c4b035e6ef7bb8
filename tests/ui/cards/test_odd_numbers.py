"""Numbers and codes with filter characters on the pages that show what belongs to them."""

from datetime import date

import pytest

from contactdesk.rules.filters import quoted

ODD, OTHER = "(A)*1", "(A)B1"


@pytest.fixture
def odd(office):
    """Two companies, of which the number of one, read as a filter, would mean the other as well; each with an address."""
    for no in (ODD, OTHER):
        office.desk.records.create("contact", {"no": no, "name": f"Company {no}"})
        office.desk.records.create("contact", {"no": f"{no}P", "type": "Person", "name": "Pim Post", "company_no": no})
        office.desk.records.create("contact_alt_address", {"contact_no": no, "code": f"HOME {no}", "address": no})
        dates = {"starting_date": date(2026, 5, 1), "contact_alt_address_code": f"HOME {no}"}
        office.desk.records.create("contact_alt_addr_date_range", {"contact_no": no} | dates)
    return office


def shown(window, column=0):
    """What the first column of a page shows."""
    return [window.grid.lines.index(row, column).data() for row in range(window.grid.lines.rowCount())]


def test_addresses_and_ranges_are_those_of_the_contact(odd, qtbot):
    """contacts section 8 line 4: the program quotes values in its own filters"""
    odd.windows.open_page("alt_addresses", contact_no=ODD)
    listed = odd.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: shown(listed) == [f"HOME {ODD}"])

    odd.windows.open_page("alt_date_ranges", contact_no=ODD)
    ranges = odd.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: [text for text in shown(ranges, 2) if text] == [f"HOME {ODD}"])


def test_related_contacts_and_persons_are_those_of_the_company(odd, qtbot):
    """contacts section 8 line 4, contacts 3.3 Related Contacts"""
    card = odd.card("contact", ODD)
    card.bar.action("related.contacts").trigger()
    odd.settle()

    table, where, select = odd.home.lists[-1]
    assert (table, select) == ("contact", ODD)
    assert [row["no"] for row in odd.desk.lists.read_all(table, where=where)] == [ODD, f"{ODD}P"]


def test_a_new_contact_beside_an_odd_company_is_its_person():
    """contacts C-1, section 8 line 4"""
    from contactdesk.presenters.list_actions import one_company

    assert one_company([("company_no", quoted(ODD))]) == ODD


def test_formats_and_lines_are_those_of_their_code(odd, qtbot):
    """contacts section 8 line 4 on the pages of codes and number series"""
    for code in ("X*", "XY"):
        odd.desk.records.create("country", {"code": code})
        odd.desk.records.create("vat_registration_no_format", {"country_region_code": code, "format": f"{code}##"})
        odd.desk.records.create("no_series", {"code": code})
        odd.desk.records.create("no_series_line", {"series_code": code, "starting_no": f"{code}1"})

    odd.windows.open_page("code_table", table="vat_registration_no_format", fixed={"country_region_code": "X*"})
    formats = odd.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: shown(formats) == ["X*##", ""])

    odd.windows.open_page("no_series", select="X*")
    series = odd.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: series.lines_title.text() == "Lines of X*")
    qtbot.waitUntil(lambda: series.lines.lines.index(0, 1).data() == "X*1")
    assert series.lines.lines.rowCount() == 2
