"""From the list: the numbers and addresses of the chosen contact are used, its alternate addresses opened (contacts 3.3, C-54)."""

import pytest
from PySide6.QtWidgets import QPushButton

from contactdesk.desk import Desk
from ui.alt_address_windows import AltAddressListWindow, DateRangesWindow

REACHED = {"phone_no": "+31 (0)20-123 45 67", "e_mail": "a@b.nl;c@d.nl", "home_page": "www.adatum.example"}


@pytest.fixture
def shown(start, office, qtbot):
    """The list, with the only contact chosen and its facts beside it."""
    with Desk.open(str(office)) as desk:
        desk.records.create("contact", {"name": "Adatum", **REACHED})
    program = start(office)
    page = program.window.current_list()
    qtbot.waitUntil(lambda: page.list.rows.rowCount() == 1)
    page.list.select_first()
    qtbot.waitUntil(lambda: page.name.text() == "Adatum")
    return program, page


@pytest.mark.parametrize(
    ("fact", "url"),
    [
        (f"fact_call:{REACHED['phone_no']}", "tel:+31201234567"),
        (f"fact_mail:{REACHED['e_mail']}", "mailto:a@b.nl,c@d.nl"),
        (f"fact_web:{REACHED['home_page']}", "https://www.adatum.example"),
    ],
)
def test_what_a_fact_says_is_used(shown, qtbot, handed_over, fact, url):
    """contacts C-54, C-51: the facts call, write and open."""
    _program, page = shown

    page.facts.findChild(QPushButton, fact).click()

    assert handed_over == [url]


@pytest.mark.parametrize(("action", "kind"), [("alt_address.card", AltAddressListWindow), ("alt_address.ranges", DateRangesWindow)])
def test_alternate_addresses_are_opened_from_the_list(shown, qtbot, action, kind):
    """contacts 3.3, C-70: the group Alternative Address."""
    program, page = shown

    page.actions_bar.action(action).trigger()

    qtbot.waitUntil(lambda: any(isinstance(one, kind) for one in program.windows.open_windows()))
    window = next(one for one in program.windows.open_windows() if isinstance(one, kind))
    qtbot.waitUntil(lambda: window.title.text().endswith("CT000001 Adatum"))
