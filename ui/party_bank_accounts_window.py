"""The bank accounts of a customer or vendor (relations 1.9)."""

from __future__ import annotations

from functools import partial

from contactdesk.errors import InvalidIban
from contactdesk.model.fields import field_map
from contactdesk.model.tables import TABLES
from contactdesk.presenters.lines_page import LinesPresenter
from contactdesk.text import _
from ui.classification_windows import LinesWindow
from ui.windows import Windows

_COLUMNS = (
    "code name iban swift_code bank_account_no bank_branch_no currency_code contact phone_no fax_no e_mail home_page "
    "address address_2 country_region_code post_code city county"
).split()


class PartyBankAccountsWindow(LinesWindow):
    """Accounts typed into a list; what a card refuses is refused here too, and an IBAN can be kept anyway (E-25)."""

    def __init__(self, windows: Windows, kind: str, no: str) -> None:
        model = TABLES[f"{kind}_bank_account"]
        declared = field_map(model)
        fields = [declared[name] for name in _COLUMNS]
        layout = ("row.new", "row.delete", "record.undo")
        super().__init__(windows, "party_bank_accounts", _(model.CAPTIONS), fields, layout, width=1080)
        self.hint.setText(_("No bank account yet. Type a code for the first one into the line below."))
        self._begin(
            LinesPresenter(
                self,
                windows.desk,
                windows.run,
                windows,
                model.__tablename__,
                needed="code",
                read=partial(windows.desk.party_bank_accounts.read, kind, no),
                owner=lambda lines: {f"{kind}_no": lines.no},
            )
        )

    def _follow(self, offer: str) -> None:
        if offer == InvalidIban.offer:
            self._lines.save_anyway()
        else:
            super()._follow(offer)
