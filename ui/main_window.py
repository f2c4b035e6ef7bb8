"""The main window: navigation, the lists, and a line that says what else a save changed.

Everything imported here is light: the frame is painted before the database layer is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from contactdesk.text import _
from ui import icons, theme
from ui.main_menu import MainMenu
from ui.navigation import Navigation, Place
from ui.parts import make
from ui.parts.bar_button import BarButton
from ui.parts.status_line import StatusLine
from ui.settings import Settings

if TYPE_CHECKING:
    from contactdesk.errors import UserError
    from ui.list_page import ListPage
    from ui.trouble_page import TroublePage

GEOMETRY = "main_window"


class MainWindow(QMainWindow):
    """The frame. `commanded` brings the id of an action of the program, `chosen` a place of the navigation."""

    commanded = Signal(str)
    chosen = Signal(object)
    painted = Signal()
    status_pressed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.may_close: Callable[[], bool] = lambda: True
        self._was_painted = False
        self.setObjectName("main_window")
        self.menu = MainMenu(self, settings)
        self.menu.triggered.connect(self.commanded)
        self.navigation = Navigation()
        self.navigation.chosen.connect(self.chosen)
        self.pages = QStackedWidget()
        self.waiting = make.label(_("Opening the database…"), "soft", name="waiting", centred=True)
        self.trouble: TroublePage | None = None
        self.status = StatusLine()
        self.status.link_pressed.connect(self.status_pressed)
        self.pages.addWidget(self.waiting)
        self._lay_out()
        self.show_name("")
        if not settings.restore_geometry(self, GEOMETRY):
            theme.size_window(self, 1280, 800)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("page")
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addWidget(self.pages, 1)
        inside.addLayout(line, 1)
        inside.addWidget(self.status)
        self.setCentralWidget(page)

        self._tell_me = BarButton(self.menuBar())
        self._tell_me.setText(_("Tell Me"))
        icons.dress(self._tell_me, "search")
        self._tell_me.setObjectName("tell_me_button")
        self._tell_me.setAccessibleName(_("Tell Me"))
        self._tell_me.setToolTip(_("Find actions, pages, settings, help and records. (Alt+Q)"))
        self._tell_me.clicked.connect(lambda: self.commanded.emit("program.tell_me"))
        self.menuBar().setCornerWidget(self._tell_me)

    def show_name(self, name: str) -> None:
        """Show the name of the open database in the title and at the foot."""
        self.setWindowTitle(_("{name} - ContactDesk").format(name=name) if name else "ContactDesk")
        self.status.show_right(name)

    def show_waiting(self, text: str) -> None:
        """Say what is awaited."""
        self.waiting.setText(text)
        self.pages.setCurrentWidget(self.waiting)

    def show_trouble(self, error: UserError, place: str) -> None:
        """Say why a database cannot be opened, and what can be done (reliability P-10, P-11)."""
        if self.trouble is None:
            from ui.trouble_page import TroublePage

            self.trouble = TroublePage()
            self.trouble.acted.connect(self.commanded)
            self.pages.addWidget(self.trouble)
        self.trouble.show_error(error, place)
        self.pages.setCurrentWidget(self.trouble)
        self.navigation.setVisible(False)
        self.show_name("")

    def show_places(self, lists: tuple[Place, ...], setup: tuple[Place, ...]) -> None:
        """Show what there is to go to."""
        self.navigation.show_places(lists, setup)
        self.navigation.setVisible(True)

    def show_page(self, page: ListPage) -> None:
        """Show a list in the middle."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def current_list(self) -> ListPage | None:
        """The list that is shown now."""
        page = self.pages.currentWidget()
        return None if page in (self.waiting, self.trouble) else page  # type: ignore[return-value]

    def drop_pages(self) -> None:
        """Forget all lists: another database is about to be shown."""
        for place in reversed(range(self.pages.count())):
            page = self.pages.widget(place)
            if page is not None and page not in (self.waiting, self.trouble):
                self.pages.removeWidget(page)
                page.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.settings.keep_geometry(self, GEOMETRY)
        super().closeEvent(event)
