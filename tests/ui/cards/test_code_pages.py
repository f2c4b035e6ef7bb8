"""Pages of codes and number series, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu


def message(card, name):
    return card.form.editors[name].error()


def line(card, name):
    return card.form.editors[name].widget


# -- pages of codes and number series --------------------------------------------------------------------


def page(office, id, **options):
    """Open a page and wait until it shows its rows."""
    office.windows.open_page(id, **options)
    found = office.windows.open_windows()[-1]
    office._qtbot.waitUntil(lambda: found.grid.lines.rowCount() > 1)
    return found


def write(office, grid, key, name, text):
    """Type into a cell and leave it with Enter."""
    column = next(place for place, field in enumerate(grid.lines.fields) if field.name == name)
    index = grid.lines.index(grid.lines.row_of(key), column)
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.findChild(QLineEdit)
    editor.setText(text)
    office._qtbot.keyClick(editor, Qt.Key.Key_Return)
    office.settle()
    office.settle()


def test_a_code_is_typed_into_the_last_line(office):
    """contacts 3.6, 1.8: a code row is saved once its key is there"""
    codes = page(office, "code_table", table="territory")

    write(office, codes.grid, "", "name", "Far away")
    assert "is saved once its key is filled in" in codes.status.text()
    write(office, codes.grid, "", "code", "far")

    assert office.desk.records.read("territory", "FAR")["name"] == "Far away"


def test_a_line_is_typed_to_its_end_though_it_is_saved_before(office):
    """contacts 3.6: the line is saved and sorted in once its key is there, and whoever types goes on in it"""
    codes = page(office, "code_table", table="post_code")
    codes.activateWindow()
    office._qtbot.waitUntil(codes.isActiveWindow)
    codes.grid.start_new()

    def typed(text):
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        assert codes.grid.isAncestorOf(editor)
        office._qtbot.keyClicks(editor, text)
        return editor

    for text in ("3511 ab", "Utrecht"):
        office._qtbot.keyClick(typed(text), Qt.Key.Key_Tab)
    typed("n")
    office.settle()
    office.settle()
    editor = QApplication.focusWidget()

    assert isinstance(editor, QLineEdit)
    assert editor.text() == "n"
    assert codes.status.text() == "Saved."
    office._qtbot.keyClick(typed("l"), Qt.Key.Key_Tab)
    office.settle()
    office.settle()
    shown = next(row.values for row in codes.grid.lines._rows if row.values.get("code") == "3511 AB")
    assert (shown["city"], shown["country_region_code"]) == ("Utrecht", "NL")
    assert codes.grid.isAncestorOf(QApplication.focusWidget()) or codes.grid.hasFocus()


def test_what_is_typed_while_a_new_line_is_saved_follows(office):
    """contacts 3.6: nobody types so fast that a value is lost or the line refused as there already"""
    codes = page(office, "code_table", table="post_code")
    values = {"code": "3511 AB", "city": "Utrecht", "country_region_code": "NL", "county": "UT"}

    for name, text in values.items():
        codes.grid.lines.setData(codes.grid.lines.index(codes.grid.lines.row_of(""), list(values).index(name)), text)
    for _times in range(4):
        office.settle()

    assert codes.message.isHidden()
    shown = next(row.values for row in codes.grid.lines._rows if row.values.get("code") == "3511 AB")
    assert {name: shown[name] for name in values} == values


def test_what_is_typed_meanwhile_goes_into_the_own_line(office):
    """contacts 3.6: also when a colleague makes a line of the same table at that moment"""
    codes = page(office, "code_table", table="territory")

    codes.grid.lines.setData(codes.grid.lines.index(codes.grid.lines.row_of(""), 0), "FAR")
    office.desk.records.create("territory", {"code": "FAST"})
    codes.grid.lines.setData(codes.grid.lines.index(codes.grid.lines.row_of(""), 1), "Far away")

    def kept():
        rows = office.desk.lists.read_all("territory", where=[("code", "FA*")], columns=["code", "name"])
        return {row["code"]: row["name"] for row in rows}

    office._qtbot.waitUntil(lambda: kept() == {"FAR": "Far away", "FAST": ""})
    assert codes.message.isHidden()


def test_a_line_of_a_series_is_made_once(office):
    """contacts 3.6, NS-5: what is typed while it is saved goes into it"""
    office.desk.records.create("no_series", {"code": "EMPTY"})
    series = page(office, "no_series", select="EMPTY")
    office._qtbot.waitUntil(lambda: "EMPTY" in series.lines_title.text())

    def kept():
        ids = office.desk.lists.ids("no_series_line", where=[("series_code", "EMPTY")])
        return list(office.desk.lists.rows("no_series_line", ids, ["starting_no", "ending_no"]).values())

    names = [field.name for field in series.lines.lines.fields]
    for name, text in {"starting_no": "E001", "ending_no": "E999"}.items():
        series.lines.lines.setData(series.lines.lines.index(series.lines.lines.row_of(""), names.index(name)), text)

    office._qtbot.waitUntil(lambda: [tuple(row) for row in kept()] == [("E001", "E999")])
    assert series.message.isHidden()


def test_a_renamed_code_is_renamed_everywhere(office):
    """contacts 1.8; relations R-75"""
    office.desk.records.save("contact", "CT000001", {"territory_code": "E"})
    codes = page(office, "code_table", table="territory")

    write(office, codes.grid, "E", "code", "EAST")

    assert office.desk.records.read("customer", "C00001")["territory_code"] == "EAST"
    codes.bar.action("record.undo").trigger()
    office.settle()
    office.settle()
    assert office.desk.records.read("customer", "C00001")["territory_code"] == "E"


@pytest.mark.parametrize(
    ("name", "text", "fact"), [("code", "x" * 11, "11"), ("code", "", "must not be blank"), ("code", "W", "already exists")]
)
def test_a_refused_code_stays_in_its_cell(office, name, text, fact):
    """relations E-23; contacts section 8: E-BLANK-KEY, E-EXISTS; contacts C-3"""
    codes = page(office, "code_table", table="territory")

    write(office, codes.grid, "E", name, text)

    assert fact in codes.message.text()
    assert codes.grid.typed("E") == {name: text}
    assert office.desk.records.read("territory", "E")["name"]


def test_a_code_in_use_is_not_deleted(office):
    """relations E-13, contacts S-4"""
    office.desk.records.save("contact", "CT000001", {"territory_code": "E"})
    codes = page(office, "code_table", table="territory")
    codes.grid.setCurrentIndex(codes.grid.lines.index(codes.grid.lines.row_of("E"), 0))

    codes.bar.action("row.delete").trigger()
    office.settle()

    assert "still used" in codes.message.text()
    assert office.desk.records.read("territory", "E")["code"] == "E"


@pytest.mark.parametrize(
    ("table", "key", "column", "caption", "typed"),
    [("salesperson", "JR", "privacy_blocked", "Privacy Blocked", True), ("country", "NL", "intrastat_code", "Intrastat Code", "001")],
)
def test_hidden_columns_of_a_code_page_are_shown_and_typed_into(office, table, key, column, caption, typed):
    """contacts 3.6 (Privacy Blocked hidden), contacts 1.8 Country/Region"""
    codes = page(office, "code_table", table=table)
    place = [field.name for field in codes.grid.lines.fields].index(column)
    assert codes.grid.isColumnHidden(place)

    codes.bar.action("list.columns").trigger()
    menu = codes.grid.findChild(QMenu, "columns_menu")
    next(entry for entry in menu.actions() if entry.text() == caption).trigger()
    menu.close()

    assert not codes.grid.isColumnHidden(place)
    codes.grid.lines.setData(codes.grid.lines.index(codes.grid.lines.row_of(key), place), typed)
    office.settle()
    office.settle()
    assert office.desk.records.read(table, key)[column] == typed


def test_the_series_shows_its_current_line_and_tests_the_next_number(office):
    """contacts NS-15, NS-18"""
    series = page(office, "no_series", select="CONT")
    office.settle()
    row = series.grid.lines.row_of("CONT")
    shown = {field.name: series.grid.lines.index(row, place).data() for place, field in enumerate(series.grid.lines.fields)}

    series.bar.action("series.test").trigger()
    office.settle()

    assert (shown["starting_no"], shown["last_no_used"]) == ("CT000001", "CT000002")
    assert series.message.text() == "The next number of CONT is CT000003, then CT000004, CT000005, CT000006, CT000007."
    assert office.desk.setup.next_number("CONT") == "CT000003"


def test_the_series_shows_its_columns_in_order_and_offers_the_rest(office):
    """contacts section 4: what the list also shows, and what is hidden until it is asked for"""
    series = page(office, "no_series", select="CONT")

    names = [field.name for place, field in enumerate(series.grid.lines.fields) if not series.grid.isColumnHidden(place)]
    assert names[-6:] == ["starting_no", "ending_no", "last_date_used", "last_no_used", "allow_gaps", "implementation"]
    hidden = [field.name for place, field in enumerate(series.grid.lines.fields) if series.grid.isColumnHidden(place)]
    assert hidden == ["starting_date", "warning_no", "increment_by_no"]
    series.bar.action("list.columns").trigger()
    menu = series.grid.findChild(QMenu, "columns_menu")
    next(entry for entry in menu.actions() if entry.text() == "Warning No.").trigger()
    menu.close()
    assert not series.grid.isColumnHidden(series.grid.lines.columnCount() - 2)


def test_gaps_are_allowed_for_all_open_lines_of_a_series(office):
    """contacts NS-14: set on the series, kept with the last number used; nothing to set without an open line"""
    office.desk.records.create("no_series", {"code": "EMPTY"})
    office.desk.records.create("no_series_line", {"series_code": "CONT", "starting_no": "N1", "starting_date": "2030-01-01"})
    series = page(office, "no_series", select="CONT")
    place = {field.name: column for column, field in enumerate(series.grid.lines.fields)}
    gaps = series.grid.lines.index(series.grid.lines.row_of("CONT"), place["allow_gaps"])
    assert gaps.data() == "Yes"
    for key in ("EMPTY", ""):
        cell = series.grid.lines.index(series.grid.lines.row_of(key), place["allow_gaps"])
        assert not series.grid.lines.flags(cell) & Qt.ItemFlag.ItemIsEditable

    series.grid.setCurrentIndex(gaps)
    office._qtbot.keyClick(series.grid, Qt.Key.Key_Space)
    office.settle()
    office.settle()

    lines = office.desk.lists.read_all("no_series_line", where=[("series_code", "CONT")])
    assert [line["implementation"] for line in lines] == [0, 0]
    assert lines[0]["last_no_used"] == "CT000002"
    series.bar.action("record.undo").trigger()
    office.settle()
    office.settle()
    assert office.desk.lists.read_all("no_series_line", where=[("series_code", "CONT")])[0]["implementation"] == 1


@pytest.mark.parametrize(
    ("name", "text", "fact"),
    [("starting_no", "ABC", "contains no digit"), ("warning_no", "X1", "form"), ("increment_by_no", "0", "between")],
)
def test_a_refused_number_of_a_line_stays_in_its_cell(office, name, text, fact):
    """contacts NS-3, NS-4 and section 8 line 6"""
    series = page(office, "no_series", select="CONT")
    office._qtbot.waitUntil(lambda: series.lines.lines.rowCount() == 2)
    key = series.lines.lines.key_of(0)

    write(office, series.lines, key, name, text)

    assert fact in series.message.text()
    assert series.lines.typed(key) == {name: text}


def test_default_and_manual_numbers_are_never_both_off(office):
    """contacts NS-1"""
    office.desk.records.save("no_series", "CONT", {"manual_nos": False})
    series = page(office, "no_series", select="CONT")
    office.settle()
    column = next(place for place, field in enumerate(series.grid.lines.fields) if field.name == "default_nos")
    series.grid.setCurrentIndex(series.grid.lines.index(series.grid.lines.row_of("CONT"), column))

    office._qtbot.keyClick(series.grid, Qt.Key.Key_Space)
    office.settle()

    values = office.desk.records.read("no_series", "CONT")
    assert (values["default_nos"], values["manual_nos"]) == (False, True)


def test_show_expiring_lists_series_nearly_used_up(office):
    """contacts NS-15"""
    office.desk.records.create("no_series", {"code": "EMPTY", "description": "No lines"})
    series = page(office, "no_series")

    series.bar.action("series.expiring").trigger()

    assert series.grid.lines.rowCount() == 2
    assert series.grid.lines.key_of(0) == "EMPTY"
