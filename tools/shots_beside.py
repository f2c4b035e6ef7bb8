"""Pictures of what stands beside a card: notes, links, attachments, picture, statistics, maps."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QToolButton, QWidget

from contactdesk.errors import MapCountry
from contactdesk.text import _
from tools.shots import wait
from ui.card_window import CardWindow
from ui.export_contacts_window import export_window
from ui.online_map_window import OnlineMapWindow
from ui.undo_window import UndoWindow
from ui.windows import Windows


def _attach(windows: Windows) -> None:
    """What hangs on the first contact of the demo company, once."""
    attached = windows.desk.attached
    if attached.read("contact", "CT000001").notes:
        return
    attached.add_note("contact", "CT000001", "Prefers to be called after ten.\nAsk for the purchasing department.")
    attached.add_note("contact", "CT000001", "Sent the new price list.")
    attached.add_link("contact", "CT000001", "https://www.openstreetmap.org/", "Map of the yard")
    attached.add_link("contact", "CT000001", "https://www.example.com/catalogue/2026/autumn-and-winter.html")
    attached.add_file("contact", "CT000001", "Quotation 2026-114 for the extension of the warehouse.pdf", b"%PDF" * 40_000)
    attached.add_file("contact", "CT000001", "photo.jpg", b"\xff\xd8\xff" * 900_000)


def _card(windows: Windows, no: str = "CT000001") -> CardWindow:
    _attach(windows)
    windows.open_card("contact", no)
    card = windows.open_windows()[-1]
    assert isinstance(card, CardWindow)
    wait(lambda: bool(card.form.title.text()) and bool(card.findChildren(QWidget, "note")))
    return card


def _dialog(name: str, add: str) -> Callable[[Windows], QWidget]:
    def opened(windows: Windows) -> QWidget:
        card = _card(windows)
        button = card.findChild(QToolButton, add)
        assert isinstance(button, QToolButton)
        button.click()
        found = card.findChild(QWidget, name)
        assert isinstance(found, QWidget)
        return found

    return opened


def _map(step: str) -> Callable[[Windows], QWidget]:
    """The map window at one of its steps; maps are on except at the first."""

    def opened(windows: Windows) -> QWidget:
        desk = windows.desk
        address = {"company_address": "12 High Street", "company_city": "Leeds", "company_post_code": "LS1 4AB"}
        desk.setup.save(address | {"enabled": step != "setup"})
        windows.open_page("online_map", table="contact", no="CT000001")
        window = windows.open_windows()[-1]
        assert isinstance(window, OnlineMapWindow)
        wait(lambda: "CT000001" in window.note.text())
        if step in ("other", "address"):
            window.show_other_menu()
        if step == "address":
            window.ask_address(_("Directions from another address"), desk.maps.state())
            window.show_address_refusal(MapCountry(table_caption=_("Contact"), record="CT000004"))
        if step == "url":
            window.show_url(desk.maps.address("contact", "CT000001"))
        return window

    return opened


def _crop(windows: Windows) -> QWidget:
    card = _card(windows)
    card.picture.crop()
    found = card.findChild(QWidget, "crop_dialog")
    assert isinstance(found, QWidget)
    return found


def _export(windows: Windows) -> QWidget:
    path = Path(tempfile.mkdtemp()) / "Contacts.csv"
    made = export_window(windows, windows.desk.lists.ids("contact"), path)
    made.show()
    wait(lambda: not made.running)
    shutil.rmtree(path.parent)
    return made


def _undo(windows: Windows) -> QWidget:
    entry = windows.desk.records.save("contact", "CT000001", {"phone_no": "0113 496 0000"}).changes.entry
    windows.open_page("undo", entry=entry)
    made = windows.open_windows()[-1]
    assert isinstance(made, UndoWindow)
    wait(lambda: not made.running)
    return made


def _page(id: str, **options: str) -> Callable[[Windows], QWidget]:
    def opened(windows: Windows) -> QWidget:
        windows.open_page(id, **options)
        return windows.open_windows()[-1]

    return opened


SHOTS: dict[str, Callable[[Windows], QWidget | None]] = {
    "card_attached": _card,
    "note_dialog": _dialog("note_dialog", "add_note"),
    "link_dialog": _dialog("web_link_dialog", "add_link"),
    "map_question": _map("setup"),
    "map_menu": _map("menu"),
    "map_other": _map("other"),
    "map_address": _map("address"),
    "map_url": _map("url"),
    "map_setup": _page("online_map_setup"),
    "map_services": _page("map_services"),
    "statistics": _page("statistics", contact_no="CT000001"),
    "picture": _page("picture", table="contact", no="CT000001"),
    "crop_dialog": _crop,
    "export_contacts": _export,
    "undo": _undo,
}
