"""Marketing Setup, Numbering Setup and Company Information (contacts 3.5, relations 1.3)."""

from __future__ import annotations

from typing import Any

from contactdesk.model.setup import DISK_FILE, STORAGE_TYPES, CompanyInformation, MarketingSetup, NumberingSetup
from contactdesk.text import _
from ui.setup_window import SetupWindow
from ui.windows import Windows


class MarketingSetupWindow(SetupWindow):
    """How contacts are numbered, filled, inherited and linked."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows, MarketingSetup, "marketing_setup_window")

    def enable(self) -> None:
        """The folder of the attachments counts only where they are files (contacts 3.5)."""
        kind: Any = self._editors["attachment_storage_type"].value()
        self._editors["attachment_storage_location"].set_enabled(
            int(kind) == DISK_FILE, _("Only for Attachment Storage Type {option}.").format(option=_(STORAGE_TYPES[DISK_FILE]))
        )


class NumberingSetupWindow(SetupWindow):
    """The number series of customers, vendors, bank accounts and employees."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows, NumberingSetup, "numbering_setup_window")


class CompanyInformationWindow(SetupWindow):
    """The own company."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows, CompanyInformation, "company_information_window")
