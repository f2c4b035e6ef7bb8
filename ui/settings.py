"""What one user prefers on one machine: a JSON file that is always whole.

Only window geometry lies elsewhere (QSettings). Data of the office never comes here.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from contactdesk.presenters.save_preview import PreviewWish

_log = logging.getLogger(__name__)

DEFAULTS: dict[str, Any] = {
    "language": "",
    "theme": "system",
    "text_size": 1.0,
    "last_database": "",
    "recent_databases": [],
    "columns": {},
    "views": {},
    "tiles": [],
    "filter_panes": [],
    "fast_tabs": {},
    "tell_me_tables": [],
    "session": {},
    "notices_off": [],
    "factbox": True,
    "blank_never_replaces": False,
    "preview_when_saving": "more",
    "preview_more_than": 5,
    "salesperson_code": "",
}
"""Every setting and what it is before the user chose: language "" is the system's."""
_RECENT = 8


def config_folder() -> Path:
    """Where settings lie: the system's folder for them, or CONTACTDESK_CONFIG."""
    chosen = os.environ.get("CONTACTDESK_CONFIG")
    if chosen:
        return Path(chosen)
    from platformdirs import user_config_path

    return user_config_path("ContactDesk", appauthor=False)


def log_folder() -> Path:
    """Where the log lies: the system's folder for it, or beside the settings with CONTACTDESK_CONFIG."""
    chosen = os.environ.get("CONTACTDESK_CONFIG")
    if chosen:
        return Path(chosen) / "log"
    from platformdirs import user_log_path

    return user_log_path("ContactDesk", appauthor=False)


class Settings:
    """Read once, written at each change. A damaged or unwritable file never stops the program."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or config_folder()
        self._path = self._folder / "settings.json"
        self._values = json.loads(json.dumps(DEFAULTS)) | self._read()

    def __getitem__(self, name: str) -> Any:
        """The value of a setting; raises `KeyError` for a name that is none."""
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in DEFAULTS:
            raise KeyError(name)
        if self._values[name] != value:
            self._values[name] = value
            self._write()

    # -- kept by name: columns of a list, FastTabs of a page ----------------------------------------

    def columns(self, page: str) -> dict[str, Any]:
        """Columns of the list `page` as `ColumnHeader.layout_now` gave them; {} before the user changed any."""
        return dict(self._values["columns"].get(page, {}))

    def keep_columns(self, page: str, layout: dict[str, Any]) -> None:
        """Remember the columns of the list `page`."""
        self["columns"] = self._values["columns"] | {page: layout}

    def kept_view(self, database: str, page: str) -> int:
        """The id of the view of a list that was shown last; 0 for "All"."""
        kept = self._values["views"].get(f"{database}/{page}", 0)
        return kept if isinstance(kept, int) else 0

    def keep_view(self, database: str, page: str, view: int) -> None:
        """Remember the view of a list."""
        others = {key: value for key, value in self._values["views"].items() if key != f"{database}/{page}"}
        self["views"] = others | ({f"{database}/{page}": view} if view else {})

    def is_on(self, name: str, page: str) -> bool:
        """Is `page` among the pages for which `name` ("tiles", "filter_panes") was switched on?"""
        return page in self._values[name]

    def switch(self, name: str, page: str, on: bool) -> None:
        """Remember whether `name` is switched on for `page`."""
        self[name] = [other for other in self._values[name] if other != page] + [page] * on

    def fast_tab_open(self, page: str, tab: str, otherwise: bool = True) -> bool:
        """Was the FastTab left open?"""
        return bool(self._values["fast_tabs"].get(f"{page}/{tab}", otherwise))

    def keep_fast_tab(self, page: str, tab: str, open: bool) -> None:
        """Remember whether the FastTab is open."""
        self["fast_tabs"] = self._values["fast_tabs"] | {f"{page}/{tab}": open}

    def opened_database(self, place: str) -> None:
        """Remember the database at `place` (a path, or a URL without password) as the last one."""
        self["last_database"] = place
        self["recent_databases"] = [place, *(old for old in self._values["recent_databases"] if old != place)][:_RECENT]

    def wants_notice(self, id: str) -> bool:
        """Has the user not switched this notice off?"""
        return id not in self._values["notices_off"]

    def switch_notice_off(self, id: str) -> None:
        """Never show this notice again."""
        if self.wants_notice(id):
            self["notices_off"] = [*self._values["notices_off"], id]

    def preview_wish(self) -> PreviewWish:
        """Which saves show beforehand what they change (relations G-11)."""
        from contactdesk.presenters.save_preview import MODES, PreviewWish

        mode = self["preview_when_saving"]
        return PreviewWish(mode if mode in MODES else PreviewWish().mode, self["preview_more_than"])

    # -- geometry -----------------------------------------------------------------------------------

    def keep_geometry(self, window: QWidget, name: str) -> None:
        """Remember size and place of the window called `name`."""
        self._geometry().setValue(name, window.saveGeometry())

    def restore_geometry(self, window: QWidget, name: str) -> bool:
        """Put the window where it was; False where that is not known."""
        kept = self._geometry().value(name)
        return isinstance(kept, QByteArray) and window.restoreGeometry(kept)

    def _geometry(self) -> QSettings:
        return QSettings(str(self._folder / "geometry.ini"), QSettings.Format.IniFormat)

    # -- the file -----------------------------------------------------------------------------------

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as trouble:
            _log.info("settings not readable: %s", type(trouble).__name__)
            return {}
        if not isinstance(found, dict):
            return {}
        return {name: value for name, value in found.items() if name in DEFAULTS and _fits(value, DEFAULTS[name])}

    def _write(self) -> None:
        """Write to a file beside it and put that in its place: after a crash there is the old or the new one."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix="settings-", suffix=".tmp")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(self._values, file, ensure_ascii=False, indent=1, sort_keys=True)
                    file.flush()
                    os.fsync(file.fileno())
                Path(name).replace(self._path)
            finally:
                Path(name).unlink(missing_ok=True)  # there only where it did not take its place
        except OSError as trouble:
            _log.info("settings not writable: %s", type(trouble).__name__)


def _fits(value: Any, default: Any) -> bool:
    return isinstance(value, int | float) if isinstance(default, float) else isinstance(value, type(default))
