"""One editor per kind: keys, messages, names for screen readers."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from contactdesk.model.codes import Salesperson
from contactdesk.model.contact import Contact
from contactdesk.model.fields import Field, field_map
from contactdesk.model.kinds import Amount, Day, Email, Link, Phone, Text
from ui.parts.editors import LinesEditor, TextEditor, editor_for
from ui.parts.editors_choice import ChoiceEditor, YesNoEditor
from ui.parts.editors_code import CodeEditor
from ui.parts.editors_open import DateEditor, OpenEditor, link_to
from ui.parts.editors_phone import PhoneEditor
from ui.parts.picture_box import PictureEditor

FIELDS = field_map(Contact)


class Found(NamedTuple):
    no: str
    title: str


COUNTRIES = [Found("BE", "Belgium"), Found("NL", "Netherlands")]


def look_up(_table, text, answer):
    answer([row for row in COUNTRIES if text.casefold() in (row.no + row.title).casefold()])


@pytest.fixture
def page(qtbot):
    """Shows editors on a window that has the focus."""
    windows = []  # nobody else keeps them

    def show(*fields, look_up=look_up):
        window = QWidget()
        layout = QVBoxLayout(window)
        editors = [editor_for(field, look_up) for field in fields]
        for editor in editors:
            layout.addWidget(editor)
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        editors[0].focus()
        return editors if len(editors) > 1 else editors[0]

    return show


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (FIELDS["name"], TextEditor),
        (FIELDS["country_region_code"], CodeEditor),
        (FIELDS["type"], ChoiceEditor),
        (FIELDS["minor"], YesNoEditor),
        (FIELDS["business_relation"], TextEditor),
        (Field("Birthday", Day(), name="birthday"), DateEditor),
        (field_map(Salesperson)["commission_percent"], TextEditor),
        (FIELDS["phone_no"], PhoneEditor),
        (FIELDS["e_mail"], OpenEditor),
        (FIELDS["home_page"], OpenEditor),
        (FIELDS["image"], PictureEditor),
        (Field("Note", Text(500, lines=True), name="note"), LinesEditor),
    ],
)
def test_every_kind_has_its_editor_with_name_help_and_description(page, field, kind):
    editor = page(field)
    assert type(editor) is kind
    assert editor.widget.objectName() == field.name
    assert editor.widget.toolTip() == editor.widget.whatsThis() == field.help
    assert editor.widget.accessibleName()
    assert not editor.is_changed()


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        (FIELDS["name"], "Zoë", "Zoë"),
        (FIELDS["type"], 1, "Person"),
        (FIELDS["minor"], True, "Yes"),
        (Field("D", Day(), name="d"), date(2026, 11, 20), "20/11/2026"),
        (Field("A", Amount(), name="a"), Decimal("2.50"), "2.50"),
        (Field("A", Amount(), name="a"), Decimal(0), ""),
    ],
)
def test_what_is_shown_is_not_changed_and_reads_back_as_the_value(page, field, value, shown):
    editor = page(field)
    editor.set_value(value)
    assert editor.text() == shown
    assert not editor.is_changed()
    assert field.kind.check(editor.value()) == value


def test_leaving_a_changed_field_commits_once_and_an_unchanged_one_never(page, qtbot):
    name, city = page(FIELDS["name"], FIELDS["city"])
    told = []
    name.committed.connect(told.append)
    city.focus()
    name.focus()
    qtbot.keyClicks(name.widget, "Acme")
    city.focus()
    assert told == ["name"]


def test_enter_commits_and_goes_on_to_the_next_field(page, qtbot):
    name, city = page(FIELDS["name"], FIELDS["city"])
    qtbot.keyClicks(name.widget, "Acme")
    with qtbot.waitSignal(name.committed):
        qtbot.keyClick(name.widget, Qt.Key.Key_Return)
    assert city.widget.hasFocus()


def test_escape_brings_back_what_was_shown_and_takes_the_message_away(page, qtbot):
    """relations section 7"""
    editor = page(FIELDS["city"])
    editor.set_value("Berne")
    qtbot.keyClicks(editor.widget, "x" * 40)
    editor.show_error("City has 45 characters, 30 are allowed.")
    qtbot.keyClick(editor.widget, Qt.Key.Key_Escape)
    assert editor.text() == "Berne"
    assert not editor.error()


def test_text_that_is_too_long_is_not_cut_and_stays_beside_its_message(page):
    """relations E-23"""
    editor = page(FIELDS["city"])
    QGuiApplication.clipboard().setText("x" * 100_000)
    editor.widget.paste()
    editor.show_error("Too long.")
    message = editor.findChild(QLabel, "city_message")
    assert len(editor.text()) == 100_000
    assert message.isVisible()
    assert editor.widget.property("wrong") is True
    assert editor.widget.accessibleDescription() == "Too long."
    editor.clear_error()
    assert not message.isVisible()
    assert editor.widget.accessibleDescription() == FIELDS["city"].help


def test_a_disabled_field_keeps_its_value_and_says_why(page):
    editor = page(FIELDS["company_name"])
    editor.set_value("Acme")
    editor.set_enabled(False, "Only for persons.")
    assert not editor.widget.isEnabled()
    assert editor.text() == "Acme"
    assert editor.widget.toolTip() == "Only for persons."
    editor.set_enabled(True)
    assert editor.widget.toolTip() == FIELDS["company_name"].help


def test_f4_presses_the_assist_button(page, qtbot):
    editor = page(FIELDS["name"])
    editor.add_assist("Name Details")
    with qtbot.waitSignal(editor.assisted) as told:
        qtbot.keyClick(editor.widget, Qt.Key.Key_F4)
    assert told.args == ["name"]
    assert editor.findChild(QToolButton, "name_assist").accessibleName() == "Name Details"


def test_a_value_can_be_a_link(page, qtbot):
    editor = page(FIELDS["company_name"])
    editor.set_drill_down("Open the company.")
    for press in (
        lambda: qtbot.keyClick(editor.widget, Qt.Key.Key_F4),
        lambda: qtbot.keyClick(editor.widget, Qt.Key.Key_Space),
        lambda: qtbot.mouseClick(editor.widget, Qt.MouseButton.LeftButton, pos=QPoint(10, 10)),
    ):
        with qtbot.waitSignal(editor.drilled):
            press()


def test_enter_moves_on_from_a_link_as_from_every_field(page, qtbot):
    """Given the cursor in a value that leads elsewhere, when Enter is pressed on the way through the fields, then nothing opens."""
    relation, city = page(FIELDS["business_relation"], FIELDS["city"])
    relation.set_drill_down("Show the business relations.")
    followed = []
    relation.drilled.connect(followed.append)
    relation.focus()
    qtbot.keyClick(relation.widget, Qt.Key.Key_Return)
    assert city.widget.hasFocus()
    assert followed == []


def test_alt_down_opens_everything_and_enter_takes_the_marked_line(page, qtbot):
    editor = page(FIELDS["country_region_code"])
    told = []
    editor.committed.connect(told.append)
    qtbot.keyClick(editor.widget, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert editor.is_open()
    popup = editor._list._popup
    assert popup.model().rowCount() == 2
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert not editor.is_open()
    assert editor.text() == "NL"
    assert told == ["country_region_code"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_a_field_is_left_as_well_while_its_list_is_open(page, qtbot, key):
    """contacts C-61: what was typed is checked and completed, however slowly it is typed"""
    code, city = page(FIELDS["country_region_code"], FIELDS["city"])
    told = []
    code.committed.connect(told.append)
    qtbot.keyClicks(code.widget, "b")
    qtbot.waitUntil(code.is_open)

    qtbot.keyClick(code._list._popup, key)

    assert not code.is_open()
    assert code.text() == "b"
    assert "country_region_code" in told
    assert city.widget.hasFocus()


def test_tab_takes_the_marked_line_and_goes_on(page, qtbot):
    """contacts F-12"""
    code, city = page(FIELDS["country_region_code"], FIELDS["city"])
    qtbot.keyClicks(code.widget, "belg")
    qtbot.waitUntil(code.is_open)
    qtbot.keyClick(code._list._popup, Qt.Key.Key_Down)

    qtbot.keyClick(code._list._popup, Qt.Key.Key_Tab)

    assert code.text() == "BE"
    assert city.widget.hasFocus()


def test_a_click_beside_an_open_list_goes_where_it_was_meant(page, qtbot):
    """contacts section 0: a field is left by one click, and what is typed next is not typed into it"""
    city, code = page(FIELDS["city"], FIELDS["country_region_code"])
    code.focus()
    told = []
    code.committed.connect(told.append)
    qtbot.keyClicks(code.widget, "b")
    qtbot.waitUntil(code.is_open)
    popup = code._list._popup

    place, left = city.widget.mapToGlobal(QPoint(20, 8)), Qt.MouseButton.LeftButton
    # As Qt tells it: an open list gets every click of the mouse, also those beside it.
    press = QMouseEvent(QEvent.Type.MouseButtonPress, popup.mapFromGlobal(place), place, left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(popup, press)

    assert not code.is_open()
    assert told == ["country_region_code"]
    assert city.widget.hasFocus()


def test_typing_filters_the_list_by_code_and_description(page, qtbot):
    editor = page(FIELDS["country_region_code"])
    qtbot.keyClicks(editor.widget, "belg")
    qtbot.waitUntil(editor.is_open)
    model = editor._list._popup.model()
    assert [model.index(0, column).data() for column in (0, 1)] == ["BE", "Belgium"]
    qtbot.keyClick(editor._list._popup, Qt.Key.Key_Escape)
    assert editor.text() == "belg"


def test_an_answer_that_comes_after_leaving_opens_nothing(page, qtbot):
    answers = []
    code, city = page(FIELDS["country_region_code"], FIELDS["city"], look_up=lambda _table, _text, answer: answers.append(answer))
    code.open()
    city.focus()
    answers[0](COUNTRIES)
    assert not code.is_open()


def test_a_choice_commits_when_picked_and_ignores_the_wheel(page, qtbot):
    editor = page(FIELDS["type"])
    with qtbot.waitSignal(editor.committed):
        qtbot.keyClick(editor.widget, Qt.Key.Key_Down)
    assert editor.value() == 1


def test_space_turns_a_switch_over(page, qtbot):
    editor = page(FIELDS["minor"])
    with qtbot.waitSignal(editor.committed):
        qtbot.keyClick(editor.widget, Qt.Key.Key_Space)
    assert editor.value() is True


def test_a_date_is_read_as_people_type_it_and_a_wrong_one_stays(page, qtbot):
    """contacts F-7"""
    editor = page(Field("Birthday", Day(), name="birthday"))
    qtbot.keyClicks(editor.widget, "201126")
    editor.commit()
    assert editor.text() == "20/11/2026"
    editor.widget.setText("31 of never")
    editor.commit()
    assert editor.text() == "31 of never"


def test_the_calendar_opens_at_the_date_and_gives_another(page, qtbot):
    editor = page(Field("Birthday", Day(), name="birthday"))
    editor.set_value(date(2026, 11, 20))
    qtbot.keyClick(editor.widget, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = editor._calendar.calendar
    assert calendar.selectedDate().day() == 20
    calendar.setSelectedDate(calendar.selectedDate().addDays(1))
    with qtbot.waitSignal(editor.committed):
        calendar.activated.emit(calendar.selectedDate())
    assert editor.text() == "21/11/2026"


@pytest.mark.parametrize(
    ("kind", "text", "url"),
    [
        (Phone(30), "030-007 4321", "tel:0300074321"),
        (Phone(30), "+31 (0)20", "tel:+3120"),
        (Phone(30), "", ""),
        (Email(80), "a@b.nl", "mailto:a@b.nl"),
        (Email(80, many=True), "a@b.nl; c@d.nl", "mailto:a@b.nl,c@d.nl"),
        (Email(80), "nobody", ""),
        (Link(255), "www.example.nl", "https://www.example.nl"),
        (Link(255), "http://example.nl/x", "http://example.nl/x"),
        (Link(255), "file:///etc/passwd", ""),
        (Link(255), "javascript:alert(1)", ""),
        (Link(255), "smb://server/share", ""),
    ],
)
def test_only_harmless_addresses_are_opened(kind, text, url):
    """contacts 1.2 Home Page"""
    assert link_to(kind, text).toString() == url


def picture(width=300, height=200):
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.save(store, "PNG")
    return bytes(store.data().data())


def test_a_picture_is_shown_pasted_and_deleted(page, qtbot):
    """contacts C-120"""
    editor = page(FIELDS["image"])
    told = []
    editor.committed.connect(told.append)
    editor.set_value(picture())
    assert not editor.is_changed()
    qtbot.keyClick(editor.box, Qt.Key.Key_Delete)
    assert editor.value() is None
    QGuiApplication.clipboard().setImage(QImage.fromData(picture(20, 20)))
    qtbot.keyClick(editor.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.value().startswith(b"\x89PNG")
    assert told == ["image", "image"]


def test_what_is_no_picture_is_refused_with_a_message(page, qtbot):
    editor = page(FIELDS["image"])
    QGuiApplication.clipboard().setText("hello")
    qtbot.keyClick(editor.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "not a picture" in editor.error()
    assert editor.value() is None


def test_a_line_edit_is_found_by_the_name_of_its_field(page):
    city = page(FIELDS["name"], FIELDS["city"])[1]
    assert city.window().findChild(QLineEdit, "city") is city.widget


def test_an_opened_choice_shows_all_its_rows_below_the_box(page, qtbot):
    """contacts C-20: nothing is cut off, so nobody scrolls between two options"""
    editor = page(FIELDS["type"])
    qtbot.mouseClick(editor.combo, Qt.MouseButton.LeftButton)
    rows = editor.combo.view()
    qtbot.waitUntil(rows.isVisible)

    last = rows.visualRect(rows.model().index(rows.model().rowCount() - 1, 0))

    assert rows.viewport().rect().contains(last)
    assert rows.mapToGlobal(QPoint(0, 0)).y() > editor.combo.mapToGlobal(QPoint(0, 0)).y()
    rows.window().hide()


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("Kerkstraat 12\n", "Kerkstraat 12"),
        ("Kerkstraat 12\r\n1234 AB\tUtrecht", "Kerkstraat 12 1234 AB Utrecht"),
        ("Bij de  brug", "Bij de  brug"),
        ("\n", ""),
    ],
)
def test_pasted_lines_become_one_line(page, qtbot, pasted, shown):
    """contacts section 0: a cell of a spreadsheet has a line break behind it, which nobody sees and nobody could take away"""
    editor = page(FIELDS["address"])
    QGuiApplication.clipboard().setText(pasted)

    qtbot.keyClick(editor.widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert editor.text() == shown
    assert editor.value() == shown
