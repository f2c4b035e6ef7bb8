"""The page of the map services: rows typed into as in every code table, and the shipped ones brought back (contacts M-8)."""

from __future__ import annotations

from contactdesk.presenters.code_page import CodePage
from contactdesk.text import _

INSERT_DEFAULT = "maps.insert_default"


class MapServices(CodePage):
    """Online Map Parameter Setup."""

    @property
    def actions(self) -> list[str]:
        """What can be done beside typing."""
        return [*super().actions, "|", INSERT_DEFAULT]

    def insert_default(self) -> None:
        """Replace all rows by the shipped ones."""
        self._run(
            self._desk.maps.insert_default, lambda done: self._after(done, _("The shipped map services are back.")), self._view.show_error
        )
