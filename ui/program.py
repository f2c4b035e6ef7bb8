"""The running program: which database is open, what its windows are, and what the commands of the menus do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from contactdesk.text import _
from ui import garbage
from ui.main_view import MainView
from ui.main_window import MainWindow
from ui.navigation import CODE_TABLES, LIST, LISTS, SETUP, Place
from ui.settings import Settings, log_folder

if TYPE_CHECKING:
    from contactdesk.desk import Desk
    from contactdesk.errors import UserError
    from contactdesk.presenters.main import MainPresenter
    from contactdesk.storage.change_sets import ChangeSet
    from ui.background import Background
    from ui.commands import Commands
    from ui.list_page import ListPage
    from ui.watching import Watcher
    from ui.windows import Windows


class Program(QObject):
    """Opens and closes databases; it is the `Home` of all windows.

    `listed` tells that the first list is painted; what a user cannot need before it comes after it (`finish`). `waiting` tells
    that a save waits for somebody else (`Actions.waiting`), on whatever thread.
    """

    listed = Signal()
    waiting = Signal(object)

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__()
        self.app, self.settings = app, settings
        self.windows: Windows | None = None
        self.desk: Desk | None = None
        self.presenter: MainPresenter | None = None
        self.place = ""
        self._lists: dict[str, ListPage] = {}
        self._starting = False
        self._asked_for = 0
        """Counts the databases that were asked for: only the last one is shown when it is there."""
        self._watcher: Watcher | None = None
        self.view = MainView(self)
        self.window = self._make_window()
        self.listed.connect(self._look_for_news)
        self.waiting.connect(self._say_waiting, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def background(self) -> Background:
        """The threads of the database and of long jobs."""
        from ui.background import Background

        return Background(self)

    @cached_property
    def commands(self) -> Commands:
        """What the menus do."""
        from ui.commands import Commands

        return Commands(self)

    def _make_window(self) -> MainWindow:
        window = MainWindow(self.settings)
        window.commanded.connect(self.run_command)
        window.chosen.connect(self.go)
        window.status_pressed.connect(lambda: self.view.show_last())
        window.may_close = self._may_close
        return window

    # -- starting and ending ------------------------------------------------------------------------

    def begin(self, target: str | None) -> None:
        """Show the frame, then open `target`, the database of last time, or the first-run assistant."""
        place = target or self.settings["last_database"]
        self._starting = True
        if not place:
            self.finish()
            self.commands.first_run()
            return
        self.listed.connect(self.finish)
        self.window.painted.connect(lambda: QTimer.singleShot(0, self, lambda: self.open(place)))
        self.window.show()

    def finish(self) -> None:
        """Make up for what the start left out, once the first list is there or will not come: icons, menus, the log."""
        if not self._starting:
            return
        from ui import error_report, icons

        self._starting = False
        error_report.keep_log(log_folder())
        error_report.catch_everything(self.app)
        self.app.setWindowIcon(icons.app_icon())
        self.window.menu.fill()
        if self.windows is not None:
            self._furnish_menu(self.window)

    def _say_waiting(self, who: str | None) -> None:
        self.view.say_waiting(who)

    def _look_for_news(self) -> None:
        if self._watcher is not None:
            self._watcher.look()

    def end(self) -> None:
        """Finish what is at work and leave the database."""
        if self._watcher is not None:
            self._watcher.stop()
        self.background.close()
        if self.desk is not None:
            self.desk.close()
            self.desk = None

    def _may_close(self) -> bool:
        from ui import session

        now = session.remember(self)
        told: list[str] = []
        may = self.windows is None or self._close_windows(self.windows, told)
        if may and now:
            self.settings["session"] = now
        if may and told:
            self._tell_and_quit("\n".join(told))
        return may and not told

    def _close_windows(self, windows: Windows, told: list[str]) -> bool:
        """Close them all, `told` gets what they say meanwhile; False when one of them stays open."""

        def hear(text: str) -> None:
            told.append(text)

        windows.told.connect(hear)
        closed = windows.close_all()
        windows.told.disconnect(hear)
        return closed

    def _tell_and_quit(self, text: str) -> None:
        """What was dropped is named before everything closes: nobody could read it afterwards (contacts section 0)."""
        from ui.choose_dialog import Question

        def read(_answer: int) -> None:
            self.window.may_close = lambda: True
            self.window.close()

        Question(text, (_("Quit"),), read, self.window).open()

    # -- the database -------------------------------------------------------------------------------

    def open(self, place: str) -> None:
        """Open a database; what goes wrong is shown where the list would be, and the program goes on."""
        if not self.close_database():
            return
        self.place, number = place, self._asked_for
        self.window.show_waiting(_("Opening the database…"))

        def work() -> Desk:
            from contactdesk.desk import Desk

            return Desk.open(place)

        def opened(desk: Desk) -> None:
            if number == self._asked_for:
                self.use(desk)
            else:
                self.background.run(desk.close, lambda _none: None, lambda _error: None)

        def failed(error: UserError) -> None:
            if number == self._asked_for:
                self.window.show()
                self.window.show_trouble(error, _plain_place(place))
                self.finish()

        # Its turn is after the former database was left: a file that only one may open would be refused to ourselves.
        self.background.run(work, opened, failed)

    def use(self, desk: Desk) -> None:
        """Show this open database."""
        from contactdesk.presenters.main import MainPresenter
        from ui.watching import Watcher
        from ui.windows import Windows

        self.desk, self.place = desk, desk.store.target
        desk.actions.who = replace(desk.actions.who, salesperson_code=self.settings["salesperson_code"])
        desk.actions.waiting = self.waiting.emit
        self.windows = Windows(desk, self.background, self.settings, self)
        self.windows.told.connect(self.say)
        self._watcher = Watcher(self.windows)
        self.presenter = MainPresenter(self.view, desk, self.windows.run, self.windows)
        self.settings.opened_database(_plain_place(desk.store.target))
        self._furnish(self.window)
        from ui import session

        self.show_list(session.last_list(self), ())
        session.restore_cards(self)
        self.window.show()
        if desk.store.notice:
            self.say(desk.store.notice)

    def _furnish(self, window: MainWindow) -> None:
        """Offer what the open database and the pages that are there allow."""
        assert self.desk is not None
        window.show_name(self.desk.store.name)
        window.show_places(LISTS, self._setup_places())
        if not self._starting:
            self._furnish_menu(window)

    def _setup_places(self) -> tuple[Place, ...]:
        return tuple(place for place in SETUP if self.windows is not None and self.windows.has_page(place.target))

    def _furnish_menu(self, window: MainWindow) -> None:
        windows = self.windows
        assert windows is not None
        window.menu.fill()
        window.menu.set_database(True)
        window.menu.show_setup(self._setup_places(), CODE_TABLES if windows.has_page("code_table") else (), self.go)
        for id, page in (("import", "import"), ("create_contacts", "create_contacts"), ("page:user_settings", "user_settings")):
            if not windows.has_page(page):
                window.menu.leave_out(id)

    def close_database(self) -> bool:
        """Close all cards and leave the database; False when a card stays open."""
        if self.windows is not None and not self.windows.close_all():
            return False
        self._asked_for += 1
        if self.desk is not None and self.windows is not None:
            garbage.let_go()
            self.windows.leave(self.desk.close)
            self.desk = None
        self._lists.clear()
        if self._watcher is not None:
            self._watcher.stop()
        self.windows = self.presenter = self._watcher = None
        self.window.drop_pages()
        self.window.menu.set_database(False)
        return True

    def rebuild(self) -> None:
        """Make the main window anew, in the language spoken now; cards are saved, closed, and opened again."""
        from ui import session

        now = session.remember(self)
        if self.windows is not None and not self.windows.close_all():
            return
        shown = self.window.current_list()
        table, old = (shown.table if shown else "contact"), self.window
        self.settings.keep_geometry(old, "main_window")
        garbage.let_go()
        self._lists.clear()
        self.window = self._make_window()
        self.window.show()
        old.may_close = lambda: True
        old.close()
        old.deleteLater()
        if self.windows is not None:
            self._furnish(self.window)
            self.show_list(table, ())
            self.settings["session"] = now
            session.restore_cards(self)

    # -- what windows ask of the main window --------------------------------------------------------

    def show_list(self, table: str, where: Sequence[tuple[str, str]], *, title: str = "", select: str = "") -> None:
        """Show a list in the main window."""
        page, before = self._list(table), self.window.current_list()
        if before is not None and (before is not page or where or select):
            before.forget_search()
        self.window.navigation.mark(table)
        self.window.show_page(page)
        page.presenter.open(where, title=title, select=select)
        page.rows_view.setFocus()

    def search_list(self, table: str, text: str) -> None:
        """Show a list in the main window, searched for `text`."""
        self.show_list(table, ())
        page = self._lists[table]
        page.search_box.setText(text)
        self.window.activateWindow()

    def _list(self, table: str) -> ListPage:
        if table not in self._lists:
            from ui.list_page import ListPage

            assert self.windows is not None
            self._lists[table] = ListPage(self.windows, table)
            self._lists[table].list.seen.connect(self.listed)
        return self._lists[table]

    def saved(self, changes: ChangeSet, table: str, no: str) -> None:
        """Refresh the lists, and say what a save changed."""
        for page in self._lists.values():
            page.presenter.changed(changes)
        if self.presenter is not None:
            self.presenter.saved(changes, table, no)

    def heard(self, changes: ChangeSet) -> None:
        """Refresh the lists: somebody else saved."""
        for page in self._lists.values():
            page.presenter.changed(changes)

    def list_of(self, table: str) -> Mapping[str, Any]:
        """How the list of a table is shown now."""
        page = self._lists.get(table)
        return page.presenter.shown_as() if page else {}

    def run_command(self, id: str) -> None:
        """Run a command of the program by the id of its action."""
        self.commands.run(id)

    def go(self, place: Place) -> None:
        """Show the list, or open the page, that a place of the navigation leads to."""
        if place.kind == LIST and self.windows is not None:
            self.show_list(place.target, ())
        elif self.windows is not None:
            self.windows.open_page(place.target, **place.options)

    def say(self, text: str) -> None:
        """Say something in the status line."""
        self.view.say(text)


def _plain_place(place: str) -> str:
    """Where a database is, as it may be remembered and shown: an address without its password."""
    from contactdesk.storage import postgresql

    return postgresql.without_password(place) if postgresql.is_url(place) else place
