"""The alternate addresses of a contact as a list, and the date ranges they hold on (contacts 2.8, 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from contactdesk.presenters.active_address import ADDRESSES
from contactdesk.presenters.alt_addresses import RANGES, AddressList, AltAddressList, DateRanges, contact_title
from contactdesk.presenters.code_page import CodeRow
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _, n_
from ui import theme
from ui.choose_dialog import Question
from ui.code_page import CodePage, GridPage
from ui.parts import make
from ui.parts.grid import Grid, GridRow
from ui.parts.hidden_columns import HiddenColumns
from ui.windows import Windows


class AltAddressListWindow(GridPage):
    """All alternate addresses of a contact; Enter opens one on its card."""

    ACTIONS = ("record.new", "record.edit", "record.delete", "|", "alt_address.ranges", "list.columns")

    def __init__(self, windows: Windows, contact_no: str) -> None:
        self._addresses = AltAddressList(self, windows.desk, windows.run, windows, contact_no)
        super().__init__(windows, "alt_addresses", _("Alternate Addresses"), self.ACTIONS, self._act)
        self.table = f"list_{ADDRESSES}"
        self._shown: AddressList | None = None
        fields = self._addresses.fields
        self.grid = Grid(fields, fixed=[field.name for field in fields], new_line=False, caption=_("Alternate Addresses"))
        self.grid.setSelectionBehavior(Grid.SelectionBehavior.SelectRows)
        self.columns = HiddenColumns(self.grid, windows.settings, "alt_addresses", [field.name for field in fields if field.listed])
        self.grid.opened.connect(lambda key: self._addresses.act("record.edit", [key]))
        self.grid.deleting.connect(partial(self._addresses.act, "record.delete"))
        self.search.searched.connect(lambda _text: self._fill())
        self.search.left.connect(self.grid.setFocus)
        self.active = make.label(role="soft", name="active_address", wrap=True)
        self.empty = make.label(_("No alternate address yet. Press New for the first one."), "soft", name="empty", wrap=True)
        self.inside.addWidget(self.active)
        self.inside.addWidget(self.empty)
        self.inside.addWidget(self.grid, 1)
        self.empty.setVisible(False)
        self.grid.setFocus()
        theme.size_window(self, 960, 520)
        self._addresses.load()

    def changed(self, changes: ChangeSet) -> None:
        """Another window saved something."""
        self._addresses.heard(changes)

    def show_list(self, shown: AddressList) -> None:
        """Show these addresses; the active one stands out."""
        self._shown = shown
        title = " – ".join((_("Alternate Addresses"), shown.title))
        self.title.setText(title)
        self.setWindowTitle(title)
        self.active.setText(shown.active)
        self.active.setVisible(bool(shown.active))
        self.empty.setVisible(not shown.rows)
        self._fill()

    def _fill(self) -> None:
        rows = self._shown.rows if self._shown is not None else ()
        wanted = self.search.text().strip().casefold()
        names = [field.name for field in self._addresses.fields]
        found = [row for row in rows if any(wanted in str(row.values[name]).casefold() for name in names)]
        self.grid.show_rows([GridRow(row.key, row.values, strong=row.active) for row in found])
        self.grid.choose_first()
        self.status.show_right(n_("{n} row", "{n} rows", len(found)))

    def ask(self, text: str, caption: str, go: Callable[[], object]) -> None:
        """Ask before something happens; Esc means no."""
        Question(text, (_("Cancel"), caption), lambda answer: go() if answer else None, self).open()

    def _act(self, id: str) -> None:
        if id == "list.columns":
            self.columns.choose()
            return
        keys = self.grid.selected_keys() if id == "record.delete" else [key for key in [self.grid.current_key()] if key]
        self._addresses.act(id, keys)


class DateRangesWindow(CodePage):
    """When the alternate addresses of a contact hold, or one of them; typed into as a list."""

    def __init__(self, windows: Windows, contact_no: str, code: str = "") -> None:
        self._contact_no, self._code = contact_no, code
        super().__init__(windows, RANGES, {"contact_no": contact_no} | ({"contact_alt_address_code": code} if code else {}))
        theme.size_window(self, 760, 520)
        explained = _("Where ranges overlap, the one that started last is used.")
        if not code:
            explained = " ".join((explained, _("The line in bold is used on the work date.")))
        self.inside.insertWidget(1, make.label(explained, "soft", wrap=True))
        self._show_title(contact_no)
        windows.run(partial(contact_title, windows.desk, contact_no), self._show_title, self.show_error)

    def make_codes(self, windows: Windows, table: str, fixed: Any) -> DateRanges:
        """The presenter of the page."""
        del table, fixed
        return DateRanges(self, windows.desk, windows.run, windows, self._contact_no, self._code)

    def look_up(self, table: str, typed: str, answer: Callable[[list[Any]], None]) -> None:
        """The addresses of the contact for the drop-down."""
        work = partial(self.ranges.addresses, typed)
        self.windows.run(work, answer, lambda _error: answer([]), newest_of=f"look up {id(self)}")

    def show_rows(self, rows: Sequence[CodeRow]) -> None:
        """Show these ranges; the one that decides on the work date stands out."""
        active = self.ranges.active_key()
        self.grid.show_rows([GridRow(row.key, row.values, strong=row.key == active) for row in rows])
        self.grid.choose_first()
        self.status.show_right(n_("{n} row", "{n} rows", len(rows)))

    @property
    def ranges(self) -> DateRanges:
        """The presenter of the page."""
        assert isinstance(self._codes, DateRanges)
        return self._codes

    def _show_title(self, contact: str) -> None:
        title = " – ".join(part for part in (_("Date Ranges"), contact, self._code) if part)
        self.title.setText(title)
        self.setWindowTitle(title)
        self.grid.setAccessibleName(title)
