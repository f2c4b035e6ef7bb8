"""Texts of another size at once: what stands around them grows and shrinks with them, without opening a window again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton

from tests.builders import a_contact
from ui import theme
from ui.parts.factbox import FactBox


@pytest.fixture
def twice(qapp):
    """`twice()` shows all texts twice as large."""
    yield lambda: theme.apply(qapp, theme.LIGHT, 2.0)
    theme.apply(qapp, theme.LIGHT)


def test_columns_of_a_list_grow_and_their_kept_widths_stay(start, office, twice, qapp):
    """Given a list, when texts become twice as large and small again, then so do its columns, and what is kept of them is the same."""
    program = start(office)
    columns = program.window.current_list().list.columns
    before, kept = columns.sectionSize(1), columns.layout_now()

    twice()
    assert columns.sectionSize(1) == 2 * before
    assert columns.layout_now() == kept

    theme.apply(qapp, theme.LIGHT)
    assert columns.sectionSize(1) == before
    assert columns.layout_now() == kept


def test_rows_and_columns_of_a_grid_grow(start, office, twice, qtbot):
    program = start(office)
    program.windows.open_page("code_table", table="territory")
    grid = program.windows.open_windows()[-1].grid
    qtbot.waitUntil(lambda: grid.lines.rowCount() > 1)
    high, wide = grid.rowHeight(0), grid.columnWidth(0)

    twice()

    assert (grid.rowHeight(0), grid.columnWidth(0)) == (2 * high, 2 * wide)


def test_buttons_in_fields_and_the_pane_beside_them_grow(start, office, twice, qtbot):
    """Given a card, when texts become twice as large, then the arrows of its fields and its FactBox do, and no text runs under a button."""
    program = start(office)
    program.windows.open_card("contact", a_contact(program.desk, "Quux"))
    card = program.windows.open_windows()[-1]
    qtbot.waitUntil(lambda: bool(card.form.title.text()))
    country = card.form.editors["country_region_code"]
    arrow = country.findChild(QToolButton, "country_region_code_look_up")
    pane = card.findChild(FactBox)
    side, wide = arrow.width(), pane.minimumWidth()

    twice()

    assert arrow.maximumWidth() == arrow.minimumWidth() == 2 * side
    assert country.line_edit.textMargins().right() >= 2 * side
    assert wide < pane.minimumWidth() <= 2 * wide
