"""Mistakes of the program: a window with a report to copy, and a log without personal data.

Errors a user can act on (`UserError`) never come here: they are shown beside the field or in the
message bar. A report names the class, the place in the program, a constraint and a record number;
never a value somebody typed.
"""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from contactdesk.text import _
from ui import theme
from ui.parts import make

_log = logging.getLogger("contactdesk.report")
_SIZE, _FILES = 512 * 1024, 5
_RECORD_NO = re.compile(r"\b[A-Z]{1,6}-?\d{2,18}\b")
_CONSTRAINT = re.compile(r"\b(?:ix|uq|fk|pk|ck)_\w+\b|\b(?:UNIQUE|FOREIGN KEY|NOT NULL|CHECK) constraint failed(?:: [\w.]+)?")


def keep_log(folder: Path) -> None:
    """Write warnings and reports to a log in `folder`, half a megabyte at a time, five files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "contactdesk.log", maxBytes=_SIZE, backupCount=_FILES, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_without_values)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or logging.INFO, logging.INFO))


def _without_values(record: logging.LogRecord) -> bool:
    """Other libraries' lines, and exceptions, may quote data: only their class and place are kept."""
    if record.exc_info:
        record.msg, record.args = f"{record.msg} [{_places(record.exc_info[1])}]", record.args
        record.exc_info, record.exc_text = None, None
    return record.name.startswith(("contactdesk", "ui"))


def facts_of(trouble: BaseException) -> str:
    """Class, SQLSTATE or code, constraint and record numbers of `trouble`; no value (reliability section 5)."""
    original = getattr(trouble, "orig", None) or trouble
    code = getattr(original, "sqlstate", None) or getattr(original, "sqlite_errorname", None) or ""
    text = str(original)
    found = [type(trouble).__name__, str(code), *_CONSTRAINT.findall(text), *sorted(set(_RECORD_NO.findall(text)))]
    return " ".join(part for part in found if part)


def report_text(trouble: BaseException) -> str:
    """The report: what failed and where, and which versions; without anything typed by a user."""
    lines = [
        f"ContactDesk {_version()}",
        f"Python {platform.python_version()}, Qt {QLibraryInfo.version().toString()}, {platform.platform()}",
        facts_of(trouble),
        "",
        *_places(trouble).split(" < "),
    ]
    return "\n".join(lines)


def _places(trouble: BaseException | None) -> str:
    """Where it was raised, innermost last: file, line and function, without the source and without values."""
    frames = traceback.extract_tb(trouble.__traceback__) if trouble is not None else []
    return " < ".join(f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in frames)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("contactdesk")
    except PackageNotFoundError:
        return ""


class ReportWindow(QDialog):
    """Says that the program made a mistake, that the data are safe, and shows the report to copy."""

    def __init__(self, report: str) -> None:
        super().__init__(None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("ContactDesk made a mistake"))
        theme.size_window(self, 620, 380)
        title = make.label(_("ContactDesk made a mistake"), "heading")
        said = make.label(
            _(
                "What you were doing was not saved; everything saved before is safe, and you can go on working. "
                "The report below contains no names, addresses or other data."
            ),
            wrap=True,
        )
        self.page = QPlainTextEdit(report)
        self.page.setReadOnly(True)
        self.page.setObjectName("report")
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(theme.point_size())
        self.page.setFont(fixed)
        self.page.setAccessibleName(_("Report"))
        self.page.setAccessibleDescription(_("What happened, for whoever mends the program."))
        copy = make.button(_("Copy"), "copy", lambda: QGuiApplication.clipboard().setText(self.page.toPlainText()))
        close = make.button(_("Close"), "close", self.accept, primary=True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.HUGE, theme.LARGE, theme.HUGE, theme.LARGE)
        page.setSpacing(theme.MEDIUM)
        for part in (title, said, self.page):
            page.addWidget(part)
        page.addLayout(buttons)


_shown: list[ReportWindow] = []


def report(trouble: BaseException) -> None:
    """Write `trouble` to the log and show the report; call it on the GUI thread. One window at a time."""
    _log.error("%s [%s]", facts_of(trouble), _places(trouble))
    if QApplication.instance() is None or _shown:
        return
    window = ReportWindow(report_text(trouble))
    _shown.append(window)
    window.destroyed.connect(lambda: _shown.clear())
    window.show()


class _FromOtherThreads(QObject):
    raised = Signal(object)


def catch_everything(app: QApplication) -> None:
    """From now on an exception nobody caught, in a slot or a thread, becomes a report instead of a lost window."""
    courier = _FromOtherThreads(app)
    courier.raised.connect(report, Qt.ConnectionType.QueuedConnection)
    courier.setObjectName("report_courier")

    def hook(kind: type[BaseException], trouble: BaseException, place: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, trouble, place)
        else:
            courier.raised.emit(trouble.with_traceback(place))

    sys.excepthook = hook
    threading.excepthook = lambda args: hook(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
