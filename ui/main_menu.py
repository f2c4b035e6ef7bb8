"""The menu bar of the main window, made from the declared actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from contactdesk.text import _, language
from ui import icons
from ui.mnemonics import give_mnemonics
from ui.navigation import Place
from ui.settings import Settings

FILE = ("database.new", "database.open", "recent", "database.server", "|", "import", "create_contacts", "|")
FILE_END = ("database.backup", "database.restore", "database.check", "|", "page:user_settings", "program.quit")
EDIT = (
    "record.undo",
    "|",
    "list.copy",
    "list.select_all",
    "list.find",
    "|",
    "list.filter_value",
    "list.filter_column",
    "list.filter_reset",
)
LIST = (
    *("list.column", "list.columns", "list.wider", "list.narrower", "list.freeze"),
    *("list.filter_pane", "list.save_view", "list.tiles", "list.factbox", "list.refresh"),
)
VIEW = (*LIST, "|", "theme", "text_size", "language")
HELP = ("program.tell_me", "help.page", "|", "help.shortcuts", "help.about")
NEEDS_DATABASE = frozenset({"import", "create_contacts", "database.backup", "database.check", *EDIT, *LIST})
RECENT = "recent:"


class MainMenu(QObject):
    """Builds the menus; `triggered` brings the id of the action, or "recent:" and the place of a database.

    Only their titles are there at first: `fill` comes when the frame is painted.
    """

    triggered = Signal(str)

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._made: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        bar = window.menuBar()
        self._file, self._edit, self._view = (bar.addMenu(title) for title in (_("&File"), _("&Edit"), _("&View")))
        self.setup = bar.addMenu(_("&Setup"))
        self.setup.menuAction().setVisible(False)
        self._help = bar.addMenu(_("&Help"))

    def fill(self) -> None:
        """Fill the menus; from now on their shortcuts work."""
        if self._made:
            return
        parts = ((self._file, (*FILE, *FILE_END)), (self._edit, EDIT), (self._view, VIEW), (self._help, HELP))
        for menu, ids in parts:
            self._fill(menu, ids)
            give_mnemonics(menu)
        self._made["list.find"].setShortcuts([self._made["list.find"].shortcut(), QKeySequence("F3")])
        self.set_database(False)

    def action(self, id: str) -> QAction:
        """The Qt action with this id."""
        return self._made[id]

    def offers(self, id: str) -> bool:
        """Can this action be chosen in the menus now?"""
        action = self._made.get(id)
        menu = next((menu for menu in self._menus.values() if action in menu.actions()), None)
        return action is not None and action.isVisible() and (menu is None or menu.menuAction().isVisible())

    def set_database(self, is_open: bool) -> None:
        """Show what needs an open database, or leave it out."""
        for id in NEEDS_DATABASE:
            if id in self._menus:
                self._menus[id].menuAction().setVisible(is_open)
            elif id in self._made:
                self._made[id].setVisible(is_open)
        if not is_open:
            self.setup.menuAction().setVisible(False)

    def leave_out(self, id: str) -> None:
        """Take an action or a menu away for good: its page is not there."""
        (self._menus[id].menuAction() if id in self._menus else self._made[id]).setVisible(False)
        self._menus.pop(id, None)
        self._made.pop(id, None)

    def show_setup(self, setup: Sequence[Place], tables: Sequence[Place], go: Callable[[Place], None]) -> None:
        """Fill the menu Setup with these pages and code tables."""
        self.setup.clear()
        for place in setup:
            icons.dress(self.setup.addAction(_(place.caption), partial(go, place)), place.icon)
        if tables:
            self.setup.addSeparator()
            inside = self.setup.addMenu(_("Code tables"))
            icons.dress(inside.menuAction(), "table")
            for place in tables:
                inside.addAction(_(place.caption), partial(go, place))
        give_mnemonics(self.setup)
        self.setup.menuAction().setVisible(bool(setup or tables))

    def _fill(self, menu: QMenu, ids: Sequence[str]) -> None:
        from contactdesk.actions import GROUPS

        menu.setToolTipsVisible(True)
        for id in ids:
            if id == "|":
                menu.addSeparator()
            elif id == "recent":
                self._recent(menu.addMenu(_("Recent databases")))
            elif id == "page:user_settings":
                self._user_settings(menu)
            elif id in GROUPS:
                self._group(menu, id)
            else:
                menu.addAction(self._add(id))

    def _group(self, menu: QMenu, id: str) -> None:
        from contactdesk.actions import GROUPS, group_actions

        inside = self._menus[id] = menu.addMenu(_(GROUPS[id].caption))
        icons.dress(inside.menuAction(), GROUPS[id].icon)
        for declared in group_actions(id):
            inside.addAction(self._add(declared.id))
        if id in ("theme", "language"):
            self._choose_one(id)

    def _choose_one(self, group: str) -> None:
        from contactdesk.actions import group_actions

        chosen = f"theme.{self._settings['theme']}" if group == "theme" else f"language.{language()}"
        together = QActionGroup(self)
        for declared in group_actions(group):
            action = self._made[declared.id]
            action.setCheckable(True)
            action.setChecked(declared.id == chosen)
            together.addAction(action)

    def _add(self, id: str) -> QAction:
        from ui.parts.action_bar import make_action

        self._made[id] = make_action(id, self._window, lambda: self.triggered.emit(id))
        return self._made[id]

    def _user_settings(self, menu: QMenu) -> None:
        action = self._made["page:user_settings"] = menu.addAction(_("User settings"))
        icons.dress(action, "person_board")
        action.triggered.connect(lambda: self.triggered.emit("page:user_settings"))

    def _recent(self, menu: QMenu) -> None:
        def fill() -> None:
            menu.clear()
            for place in self._settings["recent_databases"]:
                menu.addAction(str(place).replace("&", "&&"), partial(self.triggered.emit, f"{RECENT}{place}"))
            if menu.isEmpty():
                menu.addAction(_("None yet")).setEnabled(False)

        icons.dress(menu.menuAction(), "history")
        menu.aboutToShow.connect(fill)
