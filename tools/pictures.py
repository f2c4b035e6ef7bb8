"""The pictures of the README, in English with the demo company: `python -m tools.pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from contactdesk.desk import Desk
from contactdesk.services.demo import demo
from contactdesk.storage.unit_of_work import Person
from tools import shots
from tools.shots_dialogs import SHOTS
from ui import theme
from ui.app import make_application, prepare
from ui.main_window import MainWindow
from ui.program import Program
from ui.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
MARGIN, CARD, PLACE = 24, QSize(900, 640), QPoint(420, 339)


def main() -> int:
    """Write contacts.png (a contact card over the list) and link.png (the link dialog)."""
    shots.off_screen()
    app = make_application()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        database = str(Path(work) / "Office.contactdesk")
        with Desk.create(database, language="en", country="GB", who=Person("Anna")) as desk:
            demo("GB", "en").fill(desk)
        QCursor.setPos(shots.WIDE - 1, shots.HIGH - 1)
        settings = Settings(Path(work))
        settings["language"], settings["theme"] = "en", theme.LIGHT
        prepare(app, settings)
        program = Program(app, settings)
        program.use(Desk.open(database, who=Person("Anna")))
        shots.settle()
        assert program.windows is not None
        listed = shots.WINDOWS["contacts"](program.windows)
        card = shots.WINDOWS["contact_company"](program.windows)
        assert isinstance(listed, MainWindow)
        assert card is not None
        _choose(listed, program, "CT000001")
        _over(listed, card).save(str(FOLDER / "contacts.png"))
        link = SHOTS["link_compared"](program.windows)
        shots.settle()
        link.grab().save(str(FOLDER / "link.png"))
        link.close()
        shots.settle()
        program.end()
    return 0


def _choose(window: MainWindow, program: Program, no: str) -> None:
    """Put the list on the record that the card shows."""
    page = window.current_list()
    assert page is not None
    assert program.desk is not None
    page.list.select_id(program.desk.lists.id_of("contact", no))
    shots.settle()


def _over(behind: QWidget, front: QWidget) -> QPixmap:
    """Both windows on one picture, the second over the first."""
    front.resize(CARD)
    shots.settle()
    pictures = ((QPoint(MARGIN, MARGIN), behind.grab()), (PLACE, front.grab()))
    found = QPixmap(
        QRect(0, 0, MARGIN, MARGIN).united(QRect(PLACE, CARD)).united(QRect(QPoint(), behind.size())).size() + QSize(2 * MARGIN, MARGIN)
    )
    found.fill(QColor("#dfe3e8"))
    painter = QPainter(found)
    for place, picture in pictures:
        for width in range(12, 0, -2):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 7))
            painter.drawRoundedRect(QRectF(QRect(place, picture.size())).adjusted(-width, -width + 4, width, width + 4), width, width)
        painter.drawPixmap(place, picture)
    painter.end()
    return found


if __name__ == "__main__":
    sys.exit(main())
