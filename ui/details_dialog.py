"""Name Details and Company Details (contacts C-32, C-45): small cards of the same contact, saved when they are closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from contactdesk.presenters.details import DetailsReader
from contactdesk.text import _
from ui import theme
from ui.card_layouts import DETAILS
from ui.card_window import CardWindow
from ui.parts import make
from ui.windows import Windows


class _DetailsDialog(CardWindow):
    """Fields of a contact in a small window with a button that saves and closes."""

    def __init__(self, windows: Windows, contact_no: str, name: str, title: str, *, persons_only: bool, read_only: bool = False) -> None:
        reader = DetailsReader(persons_only=persons_only, read_only=read_only)
        super().__init__(windows, "contact", contact_no, name=name, layout=DETAILS[name], reader=reader)
        self.form.kind.setText(title)
        for id in ("record.previous", "record.next"):
            for button in self.bar.findChildren(QWidget, f"{id}_button"):
                button.hide()  # the dialog belongs to one contact
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.SMALL)
        line.addStretch(1)
        line.addWidget(make.button(_("Close"), "details_close", self.close, primary=True))
        page = self.layout()
        if page is not None:
            page.addWidget(foot)
        if not windows.settings.restore_geometry(self, name):
            theme.size_window(self, 620, 560)

    @property
    def no(self) -> str:
        """A dialog is no card: whoever looks for the card of the contact must not find it."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class NameDetailsDialog(_DetailsDialog):
    """The parts of a person's name, initials, job title and salutation; to look at for a company."""

    def __init__(self, windows: Windows, contact_no: str) -> None:
        super().__init__(windows, contact_no, "name_details", _("Name Details"), persons_only=True)


class CompanyDetailsDialog(_DetailsDialog):
    """Name and address of a company; only to look at from the card of one of its persons."""

    def __init__(self, windows: Windows, contact_no: str, *, read_only: bool = False) -> None:
        super().__init__(windows, contact_no, "company_details", _("Company Details"), persons_only=False, read_only=read_only)
