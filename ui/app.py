"""The one place that builds the application: theme, thread of the database, desk, presenters and windows.

The order is that of speed: Qt first, then the frame of the main window; only when it is painted the
database layer is loaded, on the thread of the database (design, issue on start-up).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from contactdesk.text import LANGUAGES, language, use_language
from ui import garbage, theme
from ui.settings import Settings

if TYPE_CHECKING:
    from ui.program import Program

_STARTED = 3000
"""Milliseconds after which a start is over also where no list came."""


def start(target: str | None, argv: Sequence[str]) -> int:
    """Open the window on `target` (a path or address; None: the database of last time, or the first-run assistant).

    Returns the exit code of the program.
    """
    garbage.wait()  # looking through what stays again and again takes a tenth of the time
    from ui.program import Program

    app = make_application(argv)
    sys.excepthook = _report_early
    settings = Settings()
    prepare(app, settings)
    program = Program(app, settings)
    if "CONTACTDESK_MEASURE" in os.environ:
        from ui import measuring

        measuring.watch(program)
    program.begin(target)
    program.listed.connect(lambda: garbage.collect_here(program))
    QTimer.singleShot(_STARTED, program, lambda: _started(program))
    code = app.exec()
    program.end()
    return code


def _started(program: Program) -> None:
    program.finish()
    garbage.collect_here(program)


def _report_early(kind: type[BaseException], trouble: BaseException, place: TracebackType | None) -> None:
    """Reports are loaded with the first mistake, or when the first list is seen (`Program.finish`)."""
    from ui import error_report

    app = QApplication.instance()
    if isinstance(app, QApplication):
        error_report.catch_everything(app)
    sys.excepthook(kind, trouble, place)


def make_application(argv: Sequence[str] = ()) -> QApplication:
    """The application of this process; there is one at most."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        app = present
    else:
        app = QApplication([sys.argv[0], *theme.STYLE, *argv])
        app.setProperty(theme.STYLED, True)
    app.setApplicationName("ContactDesk")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("contactdesk")
    return app


def prepare(app: QApplication, settings: Settings) -> None:
    """Speak the language and show the theme that the user chose."""
    speak(app, settings["language"] or system_language())
    theme.apply(app, settings["theme"], settings["text_size"])


def system_language() -> str:
    """The language of the system where ContactDesk speaks it, else English."""
    found = QLocale.system().name()[:2]
    return found if found in LANGUAGES else "en"


_translators: list[QTranslator] = []


def speak(app: QApplication, wanted: str) -> None:
    """Speak `wanted` from now on, in Qt's own dialogs too."""
    use_language(wanted)
    for old in _translators:
        app.removeTranslator(old)
    _translators.clear()
    QLocale.setDefault(QLocale(language()) if QLocale.system().name()[:2] != language() else QLocale.system())
    translator = QTranslator()
    if language() != "en" and translator.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
        _translators.append(translator)
