"""What a code means stands behind it, wherever codes are shown (contacts F-12)."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from contactdesk.errors import StoreBusy
from tests.ui.test_contrast import LEAST, contrast_in
from ui import theme
from ui.code_meanings import meanings_of
from ui.parts.editors_code import CodeEditor, CodeLine
from ui.parts.grid_cells import MEANING


def shown(editor):
    return editor.line_edit._meaning if isinstance(editor.line_edit, CodeLine) else None


def described(editor):
    return QAccessible.queryAccessibleInterface(editor.widget).text(QAccessible.Text.Description)


def test_a_card_says_what_its_codes_mean(office, qtbot):
    """contacts F-12: given a contact in the Netherlands, then its card says so behind NL, in the tooltip and to screen readers."""
    office.desk.records.save("contact", "CT000001", {"salesperson_code": "JR"})
    card = office.card("contact", "CT000001")
    country, salesperson = card.form.editors["country_region_code"], card.form.editors["salesperson_code"]

    qtbot.waitUntil(lambda: (shown(country), shown(salesperson)) == ("Netherlands", "Jan Ruiter"))
    assert country.text() == "NL"
    assert country.widget.toolTip().startswith("Netherlands\n")
    assert described(country) == f"Netherlands. {country.field.help}"
    assert not country.is_changed()


def test_it_follows_what_is_typed(office, qtbot):
    """contacts F-12: a code in small letters is known while it is typed; half a code and a blank field mean nothing."""
    card = office.card("contact", "CT000001")
    country = card.form.editors["country_region_code"]
    qtbot.waitUntil(lambda: shown(country) == "Netherlands")

    office.type(card, "country_region_code", "be", leave=False)
    qtbot.waitUntil(lambda: shown(country) == "Belgium")
    qtbot.keyClicks(country.widget, "x")
    assert shown(country) == ""
    country.widget.selectAll()
    qtbot.keyClick(country.widget, Qt.Key.Key_Delete)
    assert shown(country) == ""
    assert described(country) == country.field.help
    country.revert()
    assert shown(country) == "Netherlands"


def test_a_code_from_the_drop_down_says_what_it_means(office, qtbot):
    """contacts F-12: given a drop-down with Belgium, when its line is taken with Enter, then Belgium stands behind BE."""
    card = office.card("contact", "CT000001")
    country = card.form.editors["country_region_code"]
    card.form.focus("country_region_code")
    country.widget.selectAll()
    qtbot.keyClicks(country.widget, "belgi")
    qtbot.waitUntil(country.is_open)

    popup = country._list._popup
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: (country.text(), shown(country)) == ("BE", "Belgium"))


def test_every_country_is_offered(office, qtbot):
    """contacts F-12: given more countries than fit on a page, when the list is opened, then Zimbabwe is in it."""
    card = office.card("contact", "CT000001")
    country = card.form.editors["country_region_code"]
    country.open()
    qtbot.waitUntil(country.is_open)
    rows = [row.no for row in country._list._found._rows]
    assert "ZW" in rows
    assert len(rows) > 200


def test_a_new_description_is_seen_at_once(office, qtbot):
    """Given an open card, when a colleague is renamed elsewhere, then the card shows the new name behind the code."""
    office.desk.records.save("contact", "CT000001", {"salesperson_code": "JR"})
    card = office.card("contact", "CT000001")
    salesperson = card.form.editors["salesperson_code"]
    qtbot.waitUntil(lambda: shown(salesperson) == "Jan Ruiter")

    done = office.desk.records.save("salesperson", "JR", {"name": "Jannie Ruiter"})
    office.windows.changed(done.changes)

    qtbot.waitUntil(lambda: shown(salesperson) == "Jannie Ruiter")


def test_fields_that_are_said_beside_are_not_said_twice(office, qtbot):
    """contacts C-32: the name of a company has a field of its own, so its number is not followed by it; the same for post codes."""
    card = office.card("contact", "CT000002")
    qtbot.waitUntil(lambda: bool(card.form.editors["company_no"].text()))
    office.settle()
    for name in ("company_no", "post_code"):
        assert shown(card.form.editors[name]) == ""


def test_a_page_to_look_at_says_it_as_well(office, qtbot):
    """contacts C-32: given the details of a company from the card of its person, then the country is explained and cannot be typed over."""
    office.windows.open_page("company_details", contact_no="CT000001", read_only=True)
    page = office.windows.open_windows()[-1]
    country = page.form.editors["country_region_code"]
    qtbot.waitUntil(lambda: shown(country) == "Netherlands")
    assert not country.widget.isEnabled() or country.widget.isReadOnly()


@pytest.mark.parametrize(
    ("page", "name", "table"),
    [("marketing_setup", "bus_rel_code_for_customers", "business_relation"), ("numbering_setup", "customer_nos", "no_series")],
)
def test_setup_says_what_its_codes_mean(office, qtbot, page, name, table):
    """contacts F-12"""
    office.windows.open_page(page)
    window = office.windows.open_windows()[-1]
    editor = next(one for one in window.findChildren(CodeEditor) if one.field.name == name)
    qtbot.waitUntil(lambda: bool(editor.text()))
    meaning = office.desk.records.read(table, editor.text())["description"]
    qtbot.waitUntil(lambda: bool(meaning) and shown(editor) == meaning)


def test_cells_say_what_their_codes_mean(office, qtbot):
    """contacts F-12: given post codes, then their country is named behind its code, also for a screen reader, and after a change."""
    office.desk.records.create("post_code", {"code": "1012 AB", "city": "Amsterdam", "country_region_code": "NL"})
    office.windows.open_page("code_table", table="post_code")
    page = office.windows.open_windows()[-1]
    lines = page.grid.lines
    column = next(place for place, field in enumerate(lines.fields) if field.name == "country_region_code")
    qtbot.waitUntil(lambda: lines.rowCount() > 1)
    row = next(row for row in range(lines.rowCount()) if lines.index(row, column).data() == "NL")
    index = lines.index(row, column)

    qtbot.waitUntil(lambda: index.data(MEANING) == "Netherlands")
    assert index.data() == "NL"
    assert "Netherlands" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    page.grid.setCurrentIndex(index)
    page.grid.edit(index)
    typed = page.grid.findChild(QLineEdit)
    typed.setText("be")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lines.index(lines.row_of(page.grid.current_key()), column).data(MEANING) == "Belgium")


def test_codes_are_never_read_on_the_thread_of_the_window(office, qtbot, monkeypatch):
    """Given many codes wanted at once, then one request reads them, in the background."""
    asked, titles = [], office.desk.records.titles

    def counted(wanted):
        asked.append(threading.current_thread())
        return titles(wanted)

    monkeypatch.setattr(office.desk.records, "titles", counted)
    meanings = meanings_of(office.windows)
    for code in ("NL", "BE", "DE", "NL"):
        assert meanings.meaning("country", code) == ""
    assert meanings.meaning("territory", "E") == ""

    qtbot.waitUntil(lambda: meanings.meaning("country", "DE") == "Germany")
    assert len(asked) == 1
    assert asked[0] is not threading.main_thread()
    assert meanings.meaning("country", "no such") == ""
    office.settle()
    assert meanings.meaning("country", "no such") == ""
    assert len(asked) == 2  # that there is none is known as well


def test_a_failed_read_does_no_harm_and_is_tried_again(office, qtbot, monkeypatch):
    """Given a database that is away for a moment, when a code is shown again, then it is explained."""
    titles, away = office.desk.records.titles, [True]

    def read(wanted):
        if away:
            away.clear()
            raise StoreBusy
        return titles(wanted)

    monkeypatch.setattr(office.desk.records, "titles", read)
    meanings = meanings_of(office.windows)
    assert meanings.meaning("country", "NL") == ""
    qtbot.waitUntil(lambda: not away)
    office.settle()
    qtbot.waitUntil(lambda: meanings.meaning("country", "NL") == "Netherlands")


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize("enabled", [True, False])
def test_what_a_code_means_can_be_read(office, qapp, qtbot, mode, enabled):
    """Given both themes, then the quieter text has 4.5 to 1 against the field, also where it is greyed out."""
    card = office.card("contact", "CT000001")
    country = card.form.editors["country_region_code"]
    qtbot.waitUntil(lambda: shown(country) == "Netherlands")
    theme.apply(qapp, mode, 2.0)
    country.set_enabled(enabled)
    line = country.line_edit
    image = line.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    place = line.meaning_place().adjusted(0, 6, -60, -6)
    assert place.width() > 60
    assert contrast_in(image, place) >= LEAST
    theme.apply(qapp, theme.LIGHT)


def test_a_narrow_field_shows_its_code_alone(qtbot):
    """Given no room, then nothing is painted over the code."""
    line = CodeLine()
    qtbot.addWidget(line)
    line.setText("A LONG CODE THAT FILLS")
    line.resize(120, 30)
    line.show()
    line.setCursorPosition(0)
    before = line.grab().toImage()
    line.show_meaning("Never seen")
    assert line.grab().toImage() == before


def test_what_was_saved_of_other_tables_changes_nothing(office, qtbot):
    """Given known countries, when contacts are saved, then the countries are not read again."""
    meanings = meanings_of(office.windows)
    meanings.meaning("country", "NL")
    qtbot.waitUntil(lambda: meanings.meaning("country", "NL") == "Netherlands")
    office.windows.changed(office.desk.records.save("contact", "CT000001", {"address": "Dam 1"}).changes)
    assert meanings.meaning("country", "NL") == "Netherlands"
