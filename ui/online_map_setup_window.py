"""Online Map Setup: whether and how addresses are shown on a map (contacts M-7)."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent

from contactdesk.model.online_map import OnlineMapSetup
from contactdesk.text import _
from ui.parts import make
from ui.parts.decision import ask
from ui.setup_window import SetupWindow
from ui.windows import Windows


class OnlineMapSetupWindow(SetupWindow):
    """Switching maps on asks for consent; closing the page while they are off asks too."""

    def __init__(self, windows: Windows) -> None:
        self._consented = self._asking = self._may_close = False
        super().__init__(windows, OnlineMapSetup, "online_map_setup_window")
        services = make.button(_("Map services…"), "map_services", self._open_services, link=True)
        self.body.addWidget(services)

    def _open_services(self) -> None:
        self.windows.open_page("map_services")

    def save(self) -> None:
        """Save what was typed; that addresses may be sent is asked first."""
        typed = self.typed()
        if typed.get("enabled") and not self._consented:
            if not self._asking:
                self._ask_consent()
            return
        super().save()

    def _ask_consent(self) -> None:
        self._asking = True

        def answered(answer: str) -> None:
            self._asking = False
            if answer:
                self._consented = True
                self.save()
                self._consented = False
            else:
                self._editors["enabled"].revert()

        text = _(
            "When you open a map, your browser sends the address of the record to the map service. "
            "Addresses of persons are personal data: do this only if your office may."
        )
        ask(self, _("Send addresses to the map service?"), text, [("yes", _("Switch on"))], answered)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once whether maps stay off."""
        if self.typed() or not self._loaded or self._editors["enabled"].value() or self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        if self._asking:
            return
        self._asking = True

        def answered(answer: str) -> None:
            self._asking, self._may_close = False, bool(answer)
            if answer:
                self.close()

        self.raise_()
        self.activateWindow()
        ask(
            self, _("Online maps are off"), _("No map can be shown while they are off. Close this page?"), [("close", _("Close"))], answered
        )
