"""Pages keep within their window, and begin where typing begins."""

import pytest

from tests.ui.dialogs import Office
from ui.parts.changes_view import ChangesView


@pytest.fixture
def world(qtbot, office, settings):
    made = Office(office, settings, qtbot)
    yield made
    made.close()


@pytest.mark.parametrize("count", ["12 records", "364 records, 3.204 velden   ·   de eerste 89 records worden getoond, van allemaal"])
def test_a_long_count_of_changes_does_not_widen_the_page(qtbot, count):
    """relations G-12: the line breaks; export and the reasons stay in sight."""
    view = ChangesView()
    qtbot.addWidget(view)

    view.show_count(count)

    assert view.minimumSizeHint().width() <= 600


@pytest.mark.parametrize(("kind", "first"), [("customer", "path"), ("", "kind")])
def test_an_import_of_a_chosen_kind_begins_with_its_file(world, qtbot, kind, first):
    """interchange X-2: whoever came from the customers has chosen the kind; it can still be changed above."""
    page = world.open("import", kind=kind) if kind else world.open("import")

    qtbot.waitUntil(lambda: page.focusWidget() is not None and page.focusWidget().objectName() == first)
