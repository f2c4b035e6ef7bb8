"""Pictures of what stands beside a card: notes, links, attachments, picture, statistics, maps."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from ui.card_window import CardWindow
from ui.windows import Windows


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not until() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


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
    _wait(lambda: bool(card.form.title.text()) and bool(card.findChildren(QWidget, "note")))
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


SHOTS: dict[str, Callable[[Windows], QWidget | None]] = {
    "card_attached": _card,
    "note_dialog": _dialog("note_dialog", "add_note"),
    "link_dialog": _dialog("link_dialog", "add_link"),
}
