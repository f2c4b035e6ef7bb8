"""Contact Salutations: the finished sentences of a contact's salutation, read-only (contacts C-49, 3.4)."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from contactdesk.presenters.salutations import ContactSalutations, ShownSalutations
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _, n_
from ui import theme
from ui.code_page import GridPage
from ui.parts import make
from ui.parts.grid import Grid, GridRow
from ui.windows import Windows


class SalutationsWindow(GridPage):
    """Language, type and sentence, one line for each formula."""

    def __init__(self, windows: Windows, contact_no: str) -> None:
        self._salutations = ContactSalutations(self, windows.desk, windows.run, contact_no)
        super().__init__(windows, "salutations", _("Contact Salutations"), ("salutation.copy",), lambda _id: self._copy())
        self._shown: ShownSalutations | None = None
        fields = self._salutations.fields
        self.grid = Grid(fields, fixed=[field.name for field in fields], new_line=False, caption=_("Contact Salutations"))
        self.grid.setSelectionBehavior(Grid.SelectionBehavior.SelectRows)
        self.hint = make.label(role="soft", name="empty", wrap=True)
        self.hint.setVisible(False)
        self.search.searched.connect(lambda _text: self._fill())
        self.search.left.connect(self.grid.setFocus)
        self.inside.addWidget(self.hint)
        self.inside.addWidget(self.grid, 1)
        self.grid.setFocus()
        theme.size_window(self, 760, 480)
        self._salutations.load()

    def changed(self, changes: ChangeSet) -> None:
        """Another window saved something."""
        self._salutations.heard(changes)

    def show_salutations(self, shown: ShownSalutations) -> None:
        """Show these sentences."""
        self._shown = shown
        title = " – ".join((_("Contact Salutations"), shown.title))
        self.title.setText(title)
        self.setWindowTitle(title)
        self.hint.setText(shown.hint)
        self.hint.setVisible(bool(shown.hint))
        self._fill()

    def _fill(self) -> None:
        wanted = self.search.text().strip().casefold()
        rows = self._shown.rows if self._shown is not None else ()
        found = [row for row in rows if wanted in f"{row.language_code} {row.text}".casefold()]
        lines = [
            GridRow(
                f"{row.language_code} {row.salutation_type}",
                {"language_code": row.language_code, "salutation_type": row.salutation_type, "salutation": row.text},
            )
            for row in found
        ]
        self.grid.show_rows(lines)
        self.grid.choose_first()
        self.status.show_right(n_("{n} row", "{n} rows", len(lines)))

    def _copy(self) -> None:
        """Put the chosen sentence on the clipboard."""
        rows = self._shown.rows if self._shown is not None else ()
        chosen = next((row.text for row in rows if f"{row.language_code} {row.salutation_type}" == self.grid.current_key()), "")
        if chosen:
            QApplication.clipboard().setText(chosen)
            self.show_status(_("Copied."))
