"""All windows on one open database: one card for each record, pages by their ids, and who hears of a save.

Every window is given this object: it carries the desk, the work in the background and the settings, and
it is what presenters know as the port `Windows`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QUrl, Signal, SignalInstance
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from contactdesk.desk import Desk
    from contactdesk.storage.change_sets import ChangeSet
    from ui.background import Background, Cancelled, Failed, Job, Progress
    from ui.settings import Settings

T = TypeVar("T")


class Home(Protocol):
    """The main window, as the other windows know it."""

    def show_list(self, table: str, where: Sequence[tuple[str, str]], *, title: str, select: str) -> None:
        """Show a list, filtered and positioned where these are named."""

    def search_list(self, table: str, text: str) -> None:
        """Show a list, searched for a text."""

    def saved(self, changes: ChangeSet, table: str, no: str) -> None:
        """Refresh, and say what a save changed."""

    def heard(self, changes: ChangeSet) -> None:
        """Refresh: somebody else saved."""

    def list_of(self, table: str) -> Mapping[str, Any]:
        """How the list of a table is shown now."""

    def run_command(self, id: str) -> None:
        """Run a command of the program by the id of its action."""


class Page(NamedTuple):
    """Where a page is made: `factory(windows, **options)` in `module` answers with the window to show."""

    module: str
    factory: str


PAGES: Mapping[str, Page] = {
    "marketing_setup": Page("ui.marketing_setup_window", "MarketingSetupWindow"),
    "numbering_setup": Page("ui.marketing_setup_window", "NumberingSetupWindow"),
    "company_information": Page("ui.marketing_setup_window", "CompanyInformationWindow"),
    "business_relations": Page("ui.business_relations_window", "BusinessRelationCodesWindow"),
    "relations": Page("ui.business_relations_window", "BusinessRelationsWindow"),
    "relation_contacts": Page("ui.business_relations_window", "RelationContactsWindow"),
    "create_contacts": Page("ui.create_contacts_window", "CreateContactsWindow"),
    "import": Page("ui.import_window", "ImportWindow"),
    "link": Page("ui.link_dialog", "LinkDialog"),
    "create_as": Page("ui.create_as_dialog", "CreateAsDialog"),
    "apply_template": Page("ui.apply_template_dialog", "ApplyTemplateDialog"),
    "code_table": Page("ui.code_page", "CodePage"),
    "saved_template": Page("ui.saved_template_window", "SavedTemplateWindow"),
    "template_list": Page("ui.code_page", "TemplateListPage"),
    "no_series": Page("ui.series_page", "SeriesPage"),
    "name_details": Page("ui.details_dialog", "NameDetailsDialog"),
    "company_details": Page("ui.details_dialog", "CompanyDetailsDialog"),
    "alt_addresses": Page("ui.alt_address_windows", "AltAddressListWindow"),
    "party_bank_accounts": Page("ui.party_bank_accounts_window", "PartyBankAccountsWindow"),
    "alt_date_ranges": Page("ui.alt_address_windows", "DateRangesWindow"),
    "salutations": Page("ui.salutations_window", "SalutationsWindow"),
    "user_settings": Page("ui.user_settings_window", "UserSettingsWindow"),
    "assignments": Page("ui.classification_windows", "AssignmentsWindow"),
    "comments": Page("ui.classification_windows", "CommentsWindow"),
    "launch_web_source": Page("ui.classification_windows", "LaunchWebSourceWindow"),
    "about": Page("ui.about", "AboutWindow"),
    "shortcuts": Page("ui.about", "ShortcutsWindow"),
    "change_set": Page("ui.change_set_window", "ChangeSetWindow"),
    "statistics": Page("ui.statistics_window", "StatisticsWindow"),
    "picture": Page("ui.picture_window", "PictureWindow"),
    "online_map": Page("ui.online_map_window", "OnlineMapWindow"),
    "online_map_setup": Page("ui.online_map_setup_window", "OnlineMapSetupWindow"),
    "map_services": Page("ui.map_services_page", "MapServicesPage"),
    "maintenance": Page("ui.maintenance_window", "MaintenanceWindow"),
    "undo": Page("ui.undo_window", "UndoWindow"),
}
"""Options by page: relations(contact_no, kind=""), relation_contacts(code), create_contacts(kind), import(kind=""),
link(contact_no, kind, entity_no="", decided=None), create_as(contact_no, kind), apply_template(kind, nos),
assignments(table, contact_no), comments(table, no), launch_web_source(contact_no), code_table(table), template_list(kind),
saved_template(table, code), party_bank_accounts(kind, no), online_map and picture(table, no), change_set(changes), undo(entry),
name_details, company_details, statistics, alt_addresses and salutations(contact_no), alt_date_ranges(contact_no, code="")."""
_SEVERAL = frozenset({"change_set"})
"""Pages of which several stand side by side whatever their options are."""


_STEP = 28
"""How far a window steps aside for one that stands at its place."""


class Windows(QObject):
    """The port `contactdesk.presenters.ports.Windows`, and what every window is made with.

    `saved` tells of every change set that was committed: `saved.emit(changes)`. A window that defines
    `changed(changes)` is called as well; one with `table` and `no` is a card and found by them.
    """

    saved = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, background: Background, settings: Settings, home: Home) -> None:
        super().__init__()
        self.desk, self.settings, self._background, self.home = desk, settings, background, home
        self._open: dict[int, QWidget] = {}
        self._keys: dict[int, tuple[Any, ...]] = {}
        self._entries: deque[int] = deque(maxlen=200)
        self._left = False
        self.shown_last: QWidget | None = None
        """The window that was opened or brought to the front last; it may be closed by now."""

    # -- work ---------------------------------------------------------------------------------------

    @property
    def no_answers(self) -> SignalInstance:
        """Tells that the program ends, and that no work is answered any more."""
        return self._background.closed

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed, *, newest_of: str = "") -> None:
        """The port `Run`: do `work` on the thread of the database, answer on the GUI thread; nothing once the database is left."""
        if not self._left:
            self._background.run(work, done, failed, newest_of=newest_of)

    def leave(self, closing: Callable[[], None]) -> None:
        """Close the database after all that was asked of it: whoever is still there asks no more, and would open it again."""
        self._left = True
        self._background.run(closing, lambda _none: None, lambda _error: None)

    def start_job(
        self, work: Callable[[Progress, Cancelled], T], done: Callable[[T], None], failed: Failed, progress: Progress | None = None
    ) -> Job:
        """The port `StartJob`: start a long job beside the other work."""
        return self._background.start(work, done, failed, progress)

    # -- windows ------------------------------------------------------------------------------------

    def open_card(self, table: str, no: str, *, quietly: bool = False) -> None:
        """Open the card of a record, or bring it to the front; `quietly` leaves the cursor where somebody may be typing."""
        shown = next((one for one in self.open_windows() if self._is_card(one, table, no)), None)
        if shown is None:
            self._show(self._make("ui.card_window", "CardWindow", table, no), ("card", table, no), quietly=quietly)
        elif not quietly:
            self._to_front(shown)

    def _is_card(self, window: QWidget, table: str, no: str) -> bool:
        """A card knows its number only when it is read, and another one after renumbering."""
        if getattr(window, "table", "") != table:
            return False
        return bool(getattr(window, "no", "") == no or (not getattr(window, "no", "") and self._keys[id(window)] == ("card", table, no)))

    def new_card(self, table: str, *, contact_company: str = "", template: str = "") -> None:
        """Open a blank card."""
        self._show(
            self._make("ui.card_window", "CardWindow", table, "", contact_company=contact_company, template=template), ("card", "new")
        )

    def open_list(self, table: str, where: Sequence[tuple[str, str]] = (), *, title: str = "", select: str = "") -> None:
        """Show a list in the main window."""
        self.home.show_list(table, where, title=title, select=select)
        if isinstance(self.home, QWidget):
            _to_front(self.home)

    def search_list(self, table: str, text: str) -> None:
        """Show a list in the main window, searched for `text`."""
        self.home.search_list(table, text)
        if isinstance(self.home, QWidget):
            _to_front(self.home)

    def open_page(self, page: str, **options: Any) -> None:
        """Open a page by its id (`PAGES`), or bring it to the front. Raises `KeyError` for an id that is none."""
        key = (page, *sorted((name, str(value)) for name, value in options.items()))
        shown = None if page in _SEVERAL else next((one for one in self.open_windows() if self._keys[id(one)] == key), None)
        if shown is not None:
            self._to_front(shown)
        else:
            found = PAGES[page]
            self._show(self._make(found.module, found.factory, **options), key)

    def show_window(self, window: QWidget) -> None:
        """Show a window that another one made; it is kept until it is closed."""
        self._show(window, ("window",))

    @staticmethod
    def has_page(page: str) -> bool:
        """Is there such a page?"""
        return page in PAGES and find_spec(PAGES[page].module) is not None

    def open_windows(self) -> list[QWidget]:
        """All windows that are open, the oldest first."""
        return [window for window in self._open.values() if not window.isHidden()]

    def close_all(self) -> bool:
        """Close every window; False when one of them stays open (what was typed in it was refused)."""
        closed = [window.close() for window in self.open_windows()]
        return all(closed)

    def changed(self, changes: ChangeSet, *, table: str = "", no: str = "") -> None:
        """Tell every open window what was saved; the record named was the one edited."""
        if changes.entry:
            self._entries.append(changes.entry)
        self.home.saved(changes, table, no)
        self._spread(changes)

    def heard(self, changes: ChangeSet) -> None:
        """Tell every open window what somebody else saved."""
        self.home.heard(changes)
        self._spread(changes)

    def known_entries(self) -> list[int]:
        """The latest entries of the history that the windows were told of already."""
        return list(self._entries)

    def _spread(self, changes: ChangeSet) -> None:
        for window in self.open_windows():
            hear = getattr(window, "changed", None)
            if callable(hear):
                hear(changes)
        self.saved.emit(changes)

    def tell(self, text: str) -> None:
        """Say something outside the window that it concerns; the main window listens to `told`."""
        self.told.emit(text)

    def open_outside(self, address: str) -> bool:
        """Hand a web address or file to the program the system has for it; False where none could be started."""
        return QDesktopServices.openUrl(QUrl(address))

    def list_of(self, table: str) -> Mapping[str, Any]:
        """How the list of a table is shown now: `where`, `search`, `order`, `descending`, as `desk.lists.ids` takes them."""
        return self.home.list_of(table)

    def _make(self, module: str, factory: str, *arguments: Any, **options: Any) -> QWidget:
        made: QWidget = getattr(import_module(module), factory)(self, *arguments, **options)
        return made

    def _show(self, window: QWidget, key: tuple[Any, ...], *, quietly: bool = False) -> None:
        _step_aside(window, self.open_windows())
        number = id(window)
        self._open[number], self._keys[number] = window, key
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.destroyed.connect(partial(self._forget, number))
        import_module("ui.window_keys").add_keys(self, window)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, quietly)
        window.show()
        if not quietly:
            self._to_front(window)

    def _to_front(self, window: QWidget) -> None:
        self.shown_last = window
        _to_front(window)

    def _forget(self, number: int) -> None:
        self._open.pop(number, None)
        self._keys.pop(number, None)


def _step_aside(window: QWidget, others: Sequence[QWidget]) -> None:
    """A window that was put where it was last time does not cover another one of its kind to the pixel."""
    if not window.testAttribute(Qt.WidgetAttribute.WA_Moved) or window.isMaximized() or window.isFullScreen():
        return
    taken, room = [one.geometry().topLeft() for one in others], window.screen().availableGeometry()
    while window.geometry().topLeft() in taken:
        place = window.geometry().translated(_STEP, _STEP)
        if not room.contains(place):
            return
        window.setGeometry(place)


def _to_front(window: QWidget) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
