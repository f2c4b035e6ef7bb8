"""What the commands of the menus do."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from contactdesk.errors import UserError
from contactdesk.text import N_, _
from ui import theme
from ui.main_menu import RECENT
from ui.trouble_page import RETRY

if TYPE_CHECKING:
    from ui.list_page import ListPage
    from ui.program import Program

FILES = N_("ContactDesk databases")
ENDING = ".contactdesk"


class Commands:
    """Runs a command by the id of its action."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._by_id: dict[str, Callable[[], object]] = {
            "database.new": self.first_run,
            "database.open": self.open_file,
            "database.server": self.open_server,
            "database.backup": self.back_up,
            "database.restore": self.restore,
            "database.check": lambda: self._page("maintenance"),
            "demo.open": lambda: self.first_run(demo=True),
            "record.undo": self.undo,
            "list.copy": lambda: self._on_list(lambda page: page.list.copy_selection()),
            "list.select_all": lambda: self._on_list(lambda page: page.list.selectAll()),
            "list.find": lambda: self._on_list(lambda page: page.start_search()),
            "list.columns": lambda: self._on_list(lambda page: page.choose_columns()),
            "list.column": lambda: self._on_list(lambda page: page.list.open_column_menu()),
            "list.wider": lambda: self._on_list(lambda page: page.list.columns.widen(page.list.current_column(), +1)),
            "list.narrower": lambda: self._on_list(lambda page: page.list.columns.widen(page.list.current_column(), -1)),
            "list.filter_pane": lambda: self._on_list(lambda page: page.switch_pane()),
            "list.filter_value": lambda: self._on_list(lambda page: page.filter_to_value()),
            "list.filter_column": lambda: self._on_list(lambda page: page.add_filter()),
            "list.save_view": lambda: self._on_list(lambda page: page.save_view()),
            "list.filter_reset": lambda: self._on_list(lambda page: page.presenter.reset_filters()),
            "list.freeze": lambda: self._on_list(lambda page: page.freeze()),
            "list.tiles": lambda: self._on_list(lambda page: page.switch_tiles()),
            "list.factbox": lambda: self._on_list(lambda page: page.switch_facts()),
            "list.refresh": lambda: self._on_list(lambda page: page.presenter.load()),
            "text.larger": lambda: self._text_size(+1),
            "text.smaller": lambda: self._text_size(-1),
            "text.normal": lambda: self._text_size(0),
            "program.tell_me": self._tell_me,
            "help.page": lambda: import_module("ui.help_window").open_help_here(program.settings),
            "help.shortcuts": lambda: self._help("ShortcutsWindow"),
            "help.about": lambda: self._help("AboutWindow"),
            "program.quit": lambda: program.window.close(),
            "page:user_settings": lambda: self._page("user_settings"),
            RETRY: lambda: program.open(program.place),
        }

    def run(self, id: str) -> None:
        """Run the command with this id."""
        family, _sep, rest = id.partition(".")
        if id in self._by_id:
            self._by_id[id]()
        elif id.startswith(RECENT):
            self._program.open(id.removeprefix(RECENT))
        elif family == "theme":
            self._program.settings["theme"] = rest
            self._apply_theme()
        elif family == "language":
            self._speak(rest)
        elif family in ("import", "create_contacts"):
            self._page(family, kind=rest)

    # -- databases ----------------------------------------------------------------------------------

    def first_run(self, *, demo: bool = False, server: bool = False) -> None:
        """Open the assistant that makes a new database, or opens one."""
        from ui.first_run_window import FirstRunWindow

        self._assistant = FirstRunWindow(self._program, demo=demo, server=server)
        self._assistant.show()

    def open_file(self) -> None:
        """Let the user choose a database file."""
        kinds = f"{_(FILES)} (*{ENDING});;" + _("All files") + " (*)"
        path, _chosen = QFileDialog.getOpenFileName(self._program.window, _("Open database"), self._folder(), kinds)
        if path:
            self._program.open(path)

    def open_server(self) -> None:
        """Ask for the address of a server's database, and open it or set it up."""
        self.first_run(server=True)

    def back_up(self) -> None:
        """Copy the open database to a file the user chooses."""
        program, desk = self._program, self._program.desk
        if desk is None:
            return
        from datetime import date

        proposal = str(Path(self._folder()) / f"{Path(desk.store.name).stem} {date.today():%Y-%m-%d}{ENDING}")
        path, _chosen = QFileDialog.getSaveFileName(program.window, _("Back up"), proposal, f"{_(FILES)} (*{ENDING})")
        if path:
            self.back_up_to(Path(path))

    def back_up_to(self, path: Path) -> None:
        """Copy the open database to `path`; what is there gives way once the copy was checked (reliability P-9)."""
        program, desk = self._program, self._program.desk
        assert desk is not None

        def work(_progress: object, _cancelled: object) -> Path:
            return desk.maintenance.backup(path, replace=True)

        program.say(_("Backing up…"))
        said = _("Backed up to {path}; the copy was checked.")
        # Beside the thread of the database: lists and cards are read meanwhile.
        program.background.start(work, lambda made: program.say(said.format(path=made)), program.view.show_error)

    def restore(self) -> None:
        """Let the user choose a copy, ask, and put it in the place of the database."""
        program = self._program
        path, _chosen = QFileDialog.getOpenFileName(program.window, _("Restore"), self._folder(), f"{_(FILES)} (*{ENDING})")
        if not path:
            return
        if not program.place:
            program.open(path)
            return
        from ui.parts.decision import ask

        text = _("Replace the database {name} by the copy {copy}? The present file is kept beside it under another name.")
        name, copy = Path(program.place).name, Path(path).name
        answers = [("restore", _("Restore"))]
        then: Callable[[str], None] = lambda answer: self.restore_from(Path(path)) if answer else None  # noqa: E731
        ask(program.window, _("Restore"), text.format(name=name, copy=copy), answers, then)

    def restore_from(self, path: Path) -> None:
        """Put the copy at `path` in the place of the database, and open it."""
        program, place = self._program, self._program.place
        if not program.close_database():
            return
        program.window.show_waiting(_("Restoring…"))

        def work() -> Path | None:
            from contactdesk.storage import backup

            return backup.restore(path, place)

        def failed(error: UserError) -> None:
            program.window.show_trouble(error, place)

        program.background.run(work, lambda _kept: program.open(place), failed)

    def _folder(self) -> str:
        place = self._program.place
        return str(Path(place).parent) if place and "://" not in place else str(documents_folder())

    # -- the rest -----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Ask whether the last action is to be taken back."""
        if self._program.presenter is not None:
            self._program.presenter.ask_undo()

    def _page(self, page: str, **options: str) -> None:
        if self._program.windows is not None:
            self._program.windows.open_page(page, **options)

    def _on_list(self, work: Callable[[ListPage], object]) -> None:
        page = self._program.window.current_list()
        if page is not None:
            work(page)

    def _tell_me(self) -> None:
        from ui.tell_me import open_tell_me

        open_tell_me(self._program)

    def _help(self, name: str) -> None:
        from ui import about

        self._helper = getattr(about, name)(self._program.settings)
        self._helper.show()

    def _text_size(self, step: int) -> None:
        settings, steps = self._program.settings, theme.STEPS
        place = min(range(len(steps)), key=lambda one: abs(steps[one] - settings["text_size"]))
        settings["text_size"] = 1.0 if step == 0 else steps[min(max(place + step, 0), len(steps) - 1)]
        self._apply_theme()

    def _apply_theme(self) -> None:
        settings = self._program.settings
        theme.apply(self._program.app, settings["theme"], settings["text_size"])

    def _speak(self, language: str) -> None:
        from ui.app import speak

        self._program.settings["language"] = language
        speak(self._program.app, language)
        self._program.rebuild()


def documents_folder() -> Path:
    """Where a new database is proposed: the folder of the user for the data of programs."""
    from platformdirs import user_data_path

    return user_data_path("ContactDesk", appauthor=False)
