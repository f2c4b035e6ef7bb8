"""The card of a template that was just made from a record: Cancel takes it back (relations R-35)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from contactdesk.text import _
from ui import theme
from ui.card_window import CardWindow
from ui.parts import make
from ui.windows import Windows


class SavedTemplateWindow(CardWindow):
    """The card of the template with a foot: OK and closing keep the template, Cancel deletes it again."""

    def __init__(self, windows: Windows, table: str, code: str) -> None:
        super().__init__(windows, table, code)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.SMALL)
        line.setSpacing(theme.SMALL)
        line.addWidget(make.label(_("Saved as a template. Cancel deletes it again."), "soft", name="saved_template_note"))
        line.addStretch(1)
        line.addWidget(make.button(_("Cancel"), "saved_template_cancel", self._card.drop))
        line.addWidget(make.button(_("OK"), "saved_template_ok", self.close, primary=True))
        page = self.layout()
        if page is not None:
            page.addWidget(foot)
