"""Asking for a map by keyboard; the browser is handed the address, and nothing else happens (contacts section 6)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton

from contactdesk.presenters.list_actions import ListActions

OWN = {"company_address": "Damrak 1", "company_post_code": "1009 AG", "company_city": "Amsterdam"}


@pytest.fixture
def mapped(world):
    """Maps on, and addresses at both ends."""
    world.desk.setup.save(OWN | {"enabled": True})
    world.desk.records.save("contact", world.adatum, {"address": "Kerkstraat 2"}, places=False)
    return world


def opened(world, no=None):
    window = world.open("online_map", table="contact", no=no or world.adatum)
    world.wait(lambda: bool(window.note.text()))
    return window


def menu(window):
    return next(one for one in window.findChildren(QListWidget, "map_menu") if one.isVisibleTo(window))


def entries(window):
    shown = menu(window)
    return [shown.item(row).text() for row in range(shown.count())]


def shown(window):
    return window.findChild(QLabel, "map_text").text()


def go(world, window):
    world.press(window, "map_go")


def test_this_address_is_one_enter_away(mapped):
    """contacts M-2, M-6"""
    window = opened(mapped)
    assert entries(window) == ["This address", "Other…"]

    mapped.key(menu(window), Qt.Key.Key_Return)

    mapped.wait(lambda: not mapped.windows.open_windows())
    assert mapped.opened == ["https://www.openstreetmap.org/search?query=Kerkstraat%202+Netherlands"]


def test_leaving_the_other_menu_returns_to_the_first_one(mapped):
    """contacts M-2"""
    window = opened(mapped)
    mapped.key(menu(window), Qt.Key.Key_Down)
    mapped.key(menu(window), Qt.Key.Key_Return)
    assert entries(window) == [
        "Directions from my company",
        "Directions to my company",
        "Directions from another address…",
        "Directions to another address…",
    ]

    mapped.key(window, Qt.Key.Key_Escape)
    assert entries(window) == ["This address", "Other…"]
    mapped.key(window, Qt.Key.Key_Escape)
    mapped.wait(lambda: not mapped.windows.open_windows())
    assert mapped.opened == []


def test_directions_from_the_own_company(mapped):
    """contacts M-2"""
    window = opened(mapped)
    window.show_other_menu()

    mapped.key(menu(window), Qt.Key.Key_Return)

    mapped.wait(lambda: bool(mapped.opened))
    assert "?from=Damrak%201+1009%20AG+Amsterdam+Netherlands&to=Kerkstraat%202+Netherlands" in mapped.opened[0]


def test_directions_to_another_address(mapped):
    """contacts M-3: kind, number, unit and route are asked, the latter preset from the setup"""
    mapped.desk.records.save("contact", mapped.piet, {"address": "Dorpsstraat 3", "country_region_code": "BE"}, places=False)
    window = opened(mapped)
    window.show_other_menu()
    for _step in range(3):
        mapped.key(menu(window), Qt.Key.Key_Down)
    mapped.key(menu(window), Qt.Key.Key_Return)
    assert window.findChild(QLabel, "map_way").text() == "Directions to another address"
    assert window.findChild(QComboBox, "show_distance_in").currentText() == "Kilometers"

    go(mapped, window)  # without a number nothing happens
    assert mapped.opened == []
    number = window.findChild(QLineEdit, "map_no")
    number.setFocus()
    QTest.keyClicks(number, "NOBODY")
    go(mapped, window)
    mapped.wait(lambda: "NOBODY does not exist" in window.message.text())
    number.selectAll()
    QTest.keyClicks(number, mapped.piet)
    go(mapped, window)

    mapped.wait(lambda: bool(mapped.opened))
    assert mapped.opened[0].endswith("?from=Kerkstraat%202+Netherlands&to=Dorpsstraat%203+Belgium")


def test_another_kind_offers_its_own_numbers(mapped):
    """contacts M-3"""
    window = opened(mapped)
    window.show_other_menu()
    for _step in range(2):
        mapped.key(menu(window), Qt.Key.Key_Down)
    mapped.key(menu(window), Qt.Key.Key_Return)
    kind = window.findChild(QComboBox, "map_kind")

    kind.setFocus()
    mapped.key(kind, Qt.Key.Key_Down)

    assert kind.currentText() == "Customer"
    fields = [one for one in window.findChildren(QLineEdit, "map_no") if one.isVisibleTo(window)]
    assert len(fields) == 1


def test_what_is_refused_opens_nothing_and_keeps_the_menu(mapped):
    """contacts M-5, section 8 line 42"""
    window = opened(mapped, mapped.piet)

    mapped.key(menu(window), Qt.Key.Key_Return)

    mapped.wait(lambda: window.message.text().startswith(f"Contact {mapped.piet} has no address that a map could show."))
    window.show_other_menu()
    mapped.key(menu(window), Qt.Key.Key_Return)
    mapped.wait(lambda: "has no Country/Region Code" in window.message.text())
    assert mapped.opened == []


def test_without_a_browser_the_address_is_shown_for_copying(mapped):
    """contacts M-6"""
    mapped.can_open = False
    window = opened(mapped)

    mapped.key(menu(window), Qt.Key.Key_Return)
    mapped.wait(lambda: window.findChild(QLineEdit, "map_url").isVisibleTo(window))
    go(mapped, window)

    assert QGuiApplication.clipboard().text() == mapped.opened[0]


def test_maps_that_are_off_are_set_up_on_the_way(world):
    """contacts M-1, M-7, section 8 line 43: question, setup, consent, question, menu"""
    world.desk.records.save("contact", world.adatum, {"address": "Kerkstraat 2"}, places=False)
    window = opened(world)
    assert shown(window).startswith("Set up online maps now?")

    go(world, window)
    world.wait(lambda: any(one.objectName() == "online_map_setup_window" for one in world.windows.open_windows()))
    setup = world.windows.open_windows()[-1]
    world.wait(lambda: setup._loaded)
    enabled = setup.findChild(QCheckBox, "enabled")
    enabled.setFocus()
    QTest.keyClick(enabled, Qt.Key.Key_Space)
    assert not world.desk.maps.state().enabled
    world.answer("yes")
    world.wait(lambda: world.desk.maps.state().enabled)

    world.wait(lambda: shown(window) == "Online maps are on. Go on with this map?")
    go(world, window)
    world.key(menu(window), Qt.Key.Key_Return)
    world.wait(lambda: len(world.opened) == 1)


def test_saying_no_stops(world):
    """contacts M-1"""
    window = opened(world)

    world.press(window, "close")

    world.wait(lambda: not world.windows.open_windows())
    assert world.opened == []


def test_without_consent_maps_stay_off(world):
    """contacts M-7"""
    setup = world.open("online_map_setup")
    world.wait(lambda: setup._loaded)
    enabled = setup.findChild(QCheckBox, "enabled")
    enabled.setFocus()
    QTest.keyClick(enabled, Qt.Key.Key_Space)

    world.answer("")

    assert not enabled.isChecked()
    assert not world.desk.maps.state().enabled


def test_closing_the_setup_while_maps_are_off_asks(world):
    """contacts M-7"""
    setup = world.open("online_map_setup")
    world.wait(lambda: setup._loaded)

    setup.close()
    assert setup.isVisible()
    world.answer("")
    assert setup.isVisible()
    setup.close()
    world.answer("close")
    world.wait(lambda: setup not in world.windows.open_windows())


def test_the_link_beside_the_address_saves_the_card_first(mapped):
    """contacts M-1, 3.2"""
    card = mapped.card(mapped.adatum)
    card.form.fill({"address": "Nieuwstraat 9"})

    link = card.findChild(QPushButton, "show_map")
    link.setFocus()
    mapped.key(link, Qt.Key.Key_Space)

    mapped.wait(lambda: any(one.objectName() == "online_map_window" for one in mapped.windows.open_windows()))
    assert mapped.desk.records.read("contact", mapped.adatum)["address"] == "Nieuwstraat 9"


def test_the_action_is_on_card_and_list(mapped):
    """contacts 3.3"""
    card = mapped.card(mapped.adatum)
    assert card.bar.action("related.map").isEnabled()

    ListActions(None, "contact", mapped.desk, mapped.windows.run, mapped.windows).act_on("related.map", mapped.eva)

    window = mapped.windows.open_windows()[-1]
    mapped.wait(lambda: "Eva Smit" in window.note.text())


def test_insert_default_asks_and_replaces_all_rows(world):
    """contacts M-8"""
    world.desk.records.create("online_map_parameter_setup", {"code": "OWN", "map_service": "https://x.example/{2}"})
    page = world.open("map_services")
    world.wait(lambda: len(page.grid.lines._rows) >= 3)

    page.bar.action("maps.insert_default").trigger()
    world.answer("answer_0")
    assert len(world.desk.lists.ids("online_map_parameter_setup")) == 3
    page.bar.action("maps.insert_default").trigger()
    world.answer("answer_1")

    world.wait(lambda: len(world.desk.lists.ids("online_map_parameter_setup")) == 2)
    QApplication.processEvents()
