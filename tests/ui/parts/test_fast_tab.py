"""FastTabs: open and closed, more and less, wide and narrow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from ui import theme
from ui.parts.fast_tab import FastTab, Header

FIELDS = field_map(Contact)
NAMES = ("no", "name", "type", "city", "search_name")


@pytest.fixture
def tab(qtbot):
    page = QWidget()
    tab = FastTab("Address & Contact", [FIELDS[name] for name in NAMES], additional=["search_name"], promoted=["name", "city"])
    tab.setParent(page)
    qtbot.addWidget(page)
    page.resize(950, 800)
    tab.resize(900, 400)
    page.show()
    qtbot.waitExposed(page)
    yield tab
    page.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_header_opens_and_closes_by_keyboard_and_says_so(tab, qtbot, key):
    header = tab.findChild(Header)
    assert header.accessibleName() == "Address & Contact"
    with qtbot.waitSignal(tab.toggled) as told:
        qtbot.keyClick(header, key)
    assert told.args == [False]
    assert not tab.is_open()
    assert header.accessibleDescription().startswith("Closed")
    qtbot.keyClick(header, key)
    assert tab.is_open()
    assert header.accessibleDescription().startswith("Open")


def test_a_closed_tab_shows_its_promoted_values_without_blanks(tab):
    tab.editors["name"].set_value("Acme")
    tab.set_open(False)
    assert tab.findChild(Header).summary == ["Acme"]
    tab.editors["city"].set_value("Berne")
    tab.refresh_summary()
    assert tab.findChild(Header).summary == ["Acme", "Berne"]
    assert tab.findChild(Header).accessibleDescription() == "Closed; Space opens it. Acme, Berne"
    tab.set_open(True)
    assert tab.findChild(Header).summary == []


def test_additional_fields_are_shown_on_demand(tab, qtbot):
    more = tab.findChild(QPushButton, "show_more")
    assert not tab.editors["search_name"].isVisible()
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert tab.editors["search_name"].isVisible()
    assert more.text() == "Show less"
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert not tab.editors["search_name"].isVisible()


def test_a_field_that_was_refused_can_be_revealed(tab):
    tab.set_open(False)
    tab.reveal("search_name")
    assert tab.editors["search_name"].isVisible()


def test_a_field_can_be_left_out(tab):
    tab.show_field("city", False)
    assert not tab.editors["city"].isVisible()
    tab.show_more(True)
    assert not tab.editors["city"].isVisible()


def test_wide_tabs_have_two_columns_that_are_read_downwards(tab, qapp):
    qapp.processEvents()
    left = [tab.editors[name].mapTo(tab, tab.editors[name].rect().topLeft()).x() for name in NAMES[:4]]
    assert left[0] == left[1] < left[2] == left[3]
    tab.resize(500, 600)
    qapp.processEvents()
    left = [tab.editors[name].mapTo(tab, tab.editors[name].rect().topLeft()).x() for name in NAMES[:4]]
    assert len(set(left)) == 1


def test_narrow_tabs_put_captions_above_their_fields(tab, qapp):
    tab.resize(300, 700)
    qapp.processEvents()
    caption = next(label for label in tab.findChildren(QLabel) if label.text() == "Name")
    name = tab.editors["name"]
    assert caption.mapTo(tab, caption.rect().bottomLeft()).y() <= name.mapTo(tab, name.rect().topLeft()).y()
    assert name.width() > 240


def test_fields_stand_in_line_on_every_tab(tab, qtbot, qapp):
    other = FastTab("Other", [FIELDS["phone_no"]])
    qtbot.addWidget(other)
    other.resize(900, 200)
    other.show()
    qapp.processEvents()
    places = {t.editors[n].mapTo(t, t.editors[n].rect().topLeft()).x() for t, n in ((tab, "no"), (other, "phone_no"))}
    assert len(places) == 1


def test_the_caption_is_the_buddy_of_its_field(tab):
    captions = {label.buddy(): label.text() for label in tab.findChildren(QLabel) if label.buddy()}
    assert captions[tab.editors["name"].widget] == "Name"


def test_tab_goes_down_the_columns(tab, qtbot):
    tab.window().activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    tab.editors["no"].focus()
    for name in ("name", "type", "city"):
        qtbot.keyClick(tab.focusWidget(), Qt.Key.Key_Tab)
        assert tab.editors[name].widget.hasFocus()


def test_nothing_is_cut_when_texts_are_twice_as_large(tab, qapp):
    theme.apply(qapp, theme.LIGHT, 2.0)
    qapp.processEvents()
    for label in tab.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    assert tab.editors["name"].widget.height() >= tab.fontMetrics().height()


def test_the_caption_of_a_name_has_a_red_asterisk(tab):
    """contacts 1.1 Name: marked with a red asterisk; the caption itself stays a caption"""
    captions = {label.buddy(): label for label in tab.findChildren(QLabel) if label.buddy()}

    def reddish(name):
        caption = captions[tab.editors[name].widget]
        picture = caption.grab().toImage()
        beside = range(caption.fontMetrics().horizontalAdvance(caption.text()), picture.width())
        seen = (picture.pixelColor(x, y) for x in beside for y in range(picture.height()))
        return any(colour.red() > colour.green() + 60 for colour in seen)

    assert reddish("name")
    assert not reddish("city")
    assert captions[tab.editors["name"].widget].text() == "Name"
