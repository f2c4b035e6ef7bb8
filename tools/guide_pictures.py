"""The pictures of the user guide, in both languages with the demo company: `python -m tools.guide_pictures`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QWidget

from contactdesk import guide
from contactdesk.desk import Desk
from contactdesk.services.demo import demo
from contactdesk.storage.unit_of_work import Person
from contactdesk.text import LANGUAGES, use_language
from tools import shots
from tools.shots_dialogs import SHOTS
from ui import theme
from ui.app import make_application, prepare
from ui.program import Program
from ui.settings import Settings
from ui.windows import Windows

FOLDER = guide.FOLDER / "pictures"
SIZE = QSize(1080, 660)
COUNTRY = {"en": "GB", "nl": "NL"}


def _contacts(windows: Windows) -> QWidget:
    home = windows.home
    assert isinstance(home, Program)
    home.show_list("contact", ())
    page = home.window.current_list()
    assert page is not None
    home.window.resize(SIZE)
    shots.settle()
    page.list.select_first()
    page.list.move_current(6)
    return home.window


def _card(windows: Windows) -> QWidget:
    shown = shots.WINDOWS["contact_company"](windows)
    assert shown is not None
    return shown


def _tell_me(windows: Windows) -> QWidget:
    from ui.tell_me import open_tell_me

    home = windows.home
    assert isinstance(home, Program)
    told = open_tell_me(home)
    told.box.setText("post")
    return told


PICTURES: dict[str, tuple[Callable[[Windows], QWidget], QSize]] = {
    "contacts": (_contacts, SIZE),
    "card": (_card, QSize(1080, 720)),
    "link": (SHOTS["link_compared"], QSize(940, 640)),
    "import": (SHOTS["import_check"], QSize(940, 600)),
    "changes": (SHOTS["change_set"], QSize(860, 480)),
    "tell-me": (_tell_me, QSize(680, 520)),
}


def main() -> int:
    """Write every picture in every language into the guide; what was there before goes."""
    shots.off_screen()
    app = make_application()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
            use_language(language)
            database = str(Path(work) / "Office.contactdesk")
            with Desk.create(database, language=language, country=COUNTRY[language], who=Person("Anna")) as desk:
                demo(COUNTRY[language], language).fill(desk)
            QCursor.setPos(shots.WIDE - 1, shots.HIGH - 1)
            settings = Settings(Path(work))
            settings["language"], settings["theme"] = language, theme.LIGHT
            prepare(app, settings)
            program = Program(app, settings)
            shots._watch(program)
            program.use(Desk.open(database, who=Person("Anna")))
            shots.settle()
            assert program.windows is not None
            for name, (opened, size) in PICTURES.items():
                _take(opened(program.windows), size, FOLDER / f"{name}-{language}.png", program)
            program.window.close()
            program.end()
            shots._busy.clear()
    return 0


def _take(window: QWidget, size: QSize, path: Path, program: Program) -> None:
    window.resize(size)
    shots.settle()
    window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888).save(str(path), "PNG", 0)
    if window is not program.window:
        window.close()
    shots.settle()


if __name__ == "__main__":
    sys.exit(main())
