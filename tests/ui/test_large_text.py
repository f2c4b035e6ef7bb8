"""At twice the size of text everything can still be reached on a screen of 1366 by 768."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QScrollArea

from tests.builders import a_contact, a_customer, no_contacts
from ui import theme
from ui.about import AboutWindow, ShortcutsWindow
from ui.parts.search_box import SearchBox

SCREEN = QSize(1366, 728)
"""What is left of it by the bar of the desktop."""


@pytest.fixture
def program(start, office, qapp):
    made = start(office)
    theme.apply(qapp, theme.LIGHT, 2.0)
    yield made
    theme.apply(qapp, theme.LIGHT)


def fits(window):
    need = window.minimumSizeHint().expandedTo(window.minimumSize())
    return need.width() <= SCREEN.width() and need.height() <= SCREEN.height()


@pytest.mark.parametrize("page", ["user_settings", "marketing_setup", "link", "import", "create_contacts", "maintenance"])
def test_no_dialog_is_larger_than_a_small_screen(program, qtbot, page):
    """Given texts of 200 %, when a dialog is opened, then it is no larger than the screen: its content scrolls."""
    contact = a_contact(program.desk, "Quux")
    with no_contacts(program.desk):
        customer = a_customer(program.desk, "Quux")
    options = {"link": {"contact_no": contact, "kind": "customer", "entity_no": customer}, "import": {"kind": "contact"}}
    options["create_contacts"] = {"kind": "customer"}

    program.windows.open_page(page, **options.get(page, {}))
    qtbot.waitUntil(lambda: program.background._open == 0)

    assert fits(program.windows.open_windows()[0])


def test_what_does_not_fit_can_be_scrolled_to(program, qtbot):
    program.windows.open_page("user_settings")
    page = program.windows.open_windows()[0]
    page.resize(700, 400)
    area = page.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    last = page.findChildren(QCheckBox)[-1]
    area.ensureWidgetVisible(last)
    assert not last.visibleRegion().isEmpty()


@pytest.mark.parametrize("made", [AboutWindow, ShortcutsWindow])
def test_help_fits(program, settings, qtbot, made):
    window = made(settings)
    qtbot.addWidget(window)
    assert fits(window)


def test_lens_and_cross_of_a_search_grow_with_the_text(program, qtbot):
    box = SearchBox()
    qtbot.addWidget(box)
    box.setText("x")
    assert box._lens.pixmap().width() == 32
    assert box._clear.iconSize().width() == 32
