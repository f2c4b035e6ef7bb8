"""Online Map Parameter Setup: the map services and their address templates (contacts M-8)."""

from __future__ import annotations

from collections.abc import Mapping

from contactdesk.presenters.map_services import INSERT_DEFAULT, MapServices
from contactdesk.text import _
from ui.choose_dialog import Question
from ui.code_page import CodePage
from ui.windows import Windows


class MapServicesPage(CodePage):
    """A page of codes with one action more."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows, "online_map_parameter_setup")

    def make_codes(self, windows: Windows, table: str, fixed: Mapping[str, str]) -> MapServices:
        """The presenter of the page."""
        self._services = MapServices(self, windows.desk, windows.run, windows, table, fixed)
        return self._services

    def _act(self, id: str) -> None:
        if id == INSERT_DEFAULT:
            text = _("Delete all map services and insert the shipped ones?")
            answers = (_("Cancel"), _("Insert Default"))
            Question(text, answers, lambda answer: self._services.insert_default() if answer else None, self).open()
        else:
            super()._act(id)
