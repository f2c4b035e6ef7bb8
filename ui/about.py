"""Help: all keyboard shortcuts on one page, and what ContactDesk is made of."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from contactdesk import __version__
from contactdesk.actions import ACTIONS, GROUPS, full_caption
from contactdesk.text import N_, _
from ui import icons, theme
from ui.parts import make
from ui.settings import Settings, config_folder, log_folder

LICENCES = theme.RESOURCES / "licences"
USED = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("SQLAlchemy, alembic", "MIT"),
    ("psycopg", "LGPL-3.0"),
    ("pysqlite3, SQLite", "zlib, public domain"),
    ("Babel", "BSD-3-Clause"),
    ("openpyxl", "MIT"),
    ("python-stdnum", "LGPL-2.1-or-later"),
    ("phonenumbers", "Apache-2.0"),
    ("rapidfuzz", "MIT"),
    ("keyring, platformdirs", "MIT"),
    ("Fluent UI System Icons", "MIT"),
    ("Inter", "OFL-1.1"),
)
KEYS_OF: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("In a list"),
        (
            (N_("Find"), "F3"),
            (N_("From the search box to the list"), "Down"),
            (N_("Open the card"), "Return"),
            (N_("Follow the first link of the row"), "Ctrl+Return"),
            (N_("Mark several rows"), "Shift+Down"),
        ),
    ),
    (
        N_("On a card"),
        (
            (N_("On to the next field"), "Return"),
            (N_("Choose from the list of a field"), "Alt+Down"),
            (N_("Details of a field; call, write or open its address"), "F4"),
            (N_("Take back what was typed in a field"), "Esc"),
            (N_("Open or close a FastTab"), "Space"),
            (N_("Paste a picture, file or link"), "Ctrl+V"),
            (N_("Remove the picture"), "Del"),
        ),
    ),
    (
        N_("In a table that is typed into"),
        (
            (N_("Change the cell"), "F2"),
            (N_("Take back what was typed in a cell"), "Esc"),
            (N_("Next cell"), "Tab"),
            (N_("Turn yes or no over"), "Space"),
            (N_("Take the last change back"), "Ctrl+Z"),
        ),
    ),
    (N_("Where two records are compared"), ((N_("Choose whose value stays"), "Space"),)),
    (N_("In the user guide"), ((N_("Back"), "Alt+Left"),)),
    (
        N_("Everywhere"),
        ((N_("Menus"), "Alt"), (N_("Next part of the window"), "Tab"), (N_("Context menu"), "Shift+F10")),
    ),
)
"""Keys that are no actions, by where they work."""


class _Helper(QDialog):
    def __init__(self, settings: Settings, name: str, title: str, size: tuple[int, int]) -> None:
        super().__init__(None)
        self._settings = settings
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        theme.size_window(self, size[0], size[1])
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(theme.HUGE, theme.LARGE, theme.HUGE, theme.LARGE)
        self.page.setSpacing(theme.MEDIUM)

    def add_close(self) -> None:
        """Add the button that closes the window."""
        line = QHBoxLayout()
        line.addStretch(1)
        close = make.button(_("Close"), "close", self.close, primary=True)
        line.addWidget(close)
        self.page.addLayout(line)
        close.setFocus()


class ShortcutsWindow(_Helper):
    """Every shortcut of the declared actions, by group."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, "shortcuts", _("Keyboard shortcuts"), (560, 620))
        self.page.addWidget(make.label(_("Keyboard shortcuts"), "heading"))
        inside = QWidget()
        inside.setObjectName("page")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.MEDIUM, 0)
        grid.setHorizontalSpacing(theme.HUGE)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(0, 1)
        row = 0
        for title, actions in self._groups():
            grid.addWidget(make.label(title, "strong"), row, 0, 1, 2)
            row += 1
            for caption, keys in actions:
                grid.addWidget(make.label(caption, "soft", wrap=True), row, 0)
                grid.addWidget(make.label(keys), row, 1, Qt.AlignmentFlag.AlignRight)
                row += 1
            grid.setRowMinimumHeight(row, theme.SMALL)
            row += 1
        grid.setRowStretch(row, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.page.addWidget(scroll, 1)
        self.add_close()

    @staticmethod
    def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
        """Every declared action with a key, by its group, then the keys that are no actions."""
        by_group: dict[str, list[tuple[str, str]]] = {}
        for action in ACTIONS.values():
            if action.shortcut:
                by_group.setdefault(action.group, []).append((full_caption(action.id), _keys(action.shortcut)))
        first = [group for group in ("record", "list", "page", "related", "help") if group in by_group]
        rest = [group for group in GROUPS if group in by_group and group not in first]
        ordered = first + rest + [group for group in by_group if group not in GROUPS]
        found = [(_(GROUPS[group].caption) if group in GROUPS else _("Program"), by_group[group]) for group in ordered]
        return found + [(_(title), [(_(caption), _keys(keys)) for caption, keys in keys_of]) for title, keys_of in KEYS_OF]


def _keys(portable: str) -> str:
    """A key as it stands on the keyboard."""
    shown = QKeySequence(portable).toString(QKeySequence.SequenceFormat.NativeText)
    return (shown or portable).replace("Return", "Enter")


class AboutWindow(_Helper):
    """Version, licences, and where data, settings and log lie."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, "about", _("About ContactDesk"), (640, 560))
        head = QHBoxLayout()
        mark = QLabel()
        mark.setPixmap(icons.pixmap("app", size=theme.scaled(56), ratio=self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.addWidget(make.label("ContactDesk", "title"))
        version = _("Version {version}, Qt {qt}").format(version=__version__, qt=QLibraryInfo.version().toString())
        words.addWidget(make.label(version, "soft"))
        head.addWidget(mark)
        head.addLayout(words, 1)
        self.page.addLayout(head)
        tabs = QTabWidget()
        tabs.setObjectName("about_tabs")
        places = QScrollArea()
        places.setWidgetResizable(True)
        inside = self._places()
        places.setWidget(inside)
        for part in (inside, places.viewport()):
            part.setAutoFillBackground(False)
        tabs.addTab(places, _("About"))
        for name, path in self._texts():
            tabs.addTab(self._text(path), name)
        self.page.addWidget(tabs, 1)
        self.add_close()

    def _places(self) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(theme.HUGE)
        grid.setColumnStretch(1, 1)
        database = self._settings["last_database"] or _("none")
        places = ((_("Database"), database), (_("Settings"), str(config_folder())), (_("Log"), str(log_folder())))
        row = 0
        for caption, value in places:
            self._line(grid, row, caption, str(value))
            row += 1
        grid.setRowMinimumHeight(row, theme.MEDIUM)
        said = _("ContactDesk is free software under the MIT licence. It uses:")
        grid.addWidget(make.label(said, wrap=True), row + 1, 0, 1, 2)
        for place, (name, licence) in enumerate(USED, row + 2):
            self._line(grid, place, name, licence)
        grid.setRowStretch(row + 2 + len(USED), 1)
        return inside

    @staticmethod
    def _line(grid: QGridLayout, row: int, caption: str, value: str) -> None:
        label = make.label(value, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(make.label(caption, "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label, row, 1)

    @staticmethod
    def _texts() -> list[tuple[str, Path]]:
        own = theme.RESOURCES.parent / "LICENSE"
        found = [("MIT", own)] if own.exists() else []
        return found + [(path.stem, path) for path in sorted(LICENCES.glob("*.txt")) if path.stem in ("LGPL-3.0", "GPL-3.0", "LGPL-2.1")]

    @staticmethod
    def _text(path: Path) -> QWidget:
        page = QPlainTextEdit(path.read_text(encoding="utf-8", errors="replace"))
        page.setReadOnly(True)
        page.setAccessibleName(path.stem)
        page.setAccessibleDescription(_("Text of a licence."))
        return page
