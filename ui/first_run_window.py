"""The first-run assistant: language, place, own company, numbers, and what to start with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.text import _, language
from ui import first_run_pages as pages
from ui import icons, theme
from ui.parts import make
from ui.parts.message_bar import MessageBar

if TYPE_CHECKING:
    from contactdesk.desk import Desk
    from contactdesk.presenters.first_run import Plan
    from ui.program import Program

T = TypeVar("T")
LANGUAGE, PLACE, COMPANY, NUMBERS, START, WAITING = range(6)


class FirstRunWindow(QWidget):
    """Asks step by step, makes or opens the database, and hands it to the program."""

    def __init__(self, program: Program, *, demo: bool = False, server: bool = False) -> None:
        super().__init__()
        self._program, self._demo = program, demo
        self._place = pages.SERVER if server else pages.NEW
        self.setObjectName("first_run")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(icons.app_icon())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.size_window(self, 820, 560)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._inside: QWidget | None = None
        self._build(PLACE if server or demo else LANGUAGE)

    # -- the frame ----------------------------------------------------------------------------------

    def _build(self, step: int) -> None:
        """Make everything in the language spoken now."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self.setWindowTitle(_("New database"))
        self._inside = QWidget()
        self._line.addWidget(self._inside)
        self.stack = QStackedWidget()
        self.message = MessageBar()
        self._back = make.button(_("Back"), "back", lambda: self._go(self.stack.currentIndex() - 1))
        self._next = make.button(_("Next"), "next", self._forward, primary=True)
        self._next.setDefault(True)
        self.language_page, self.place_page = pages.LanguagePage(), pages.PlacePage(demo=self._demo, place=self._place)
        self.language_page.chosen.connect(self._speak)
        self.company_page: pages.CompanyPage | None = None
        self.numbers_page: pages.NumbersPage | None = None
        self.start_page = pages.StartPage(demo=self._demo, can_import=find_spec("ui.import_window") is not None)
        for page in (self.language_page, self.place_page, QWidget(), QWidget(), self.start_page, pages.WaitingPage()):
            self.stack.addWidget(page)
        self._lay_out(self._inside)
        self._go(step)

    def _lay_out(self, inside: QWidget) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        bars = QVBoxLayout()
        bars.setContentsMargins(theme.HUGE + 8, theme.SMALL, theme.HUGE + 8, 0)
        bars.addWidget(self.message)
        right.addLayout(bars)
        right.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.HUGE + 8, theme.SMALL, theme.HUGE + 8, theme.LARGE)
        foot.setSpacing(theme.SMALL)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        right.addLayout(foot)
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._rail())
        line.addLayout(right, 1)

    def _rail(self) -> QWidget:
        rail = QWidget()
        rail.setObjectName("rail")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rail.setFixedWidth(theme.scaled(220))
        page = QVBoxLayout(rail)
        page.setContentsMargins(theme.HUGE, theme.HUGE, theme.LARGE, theme.LARGE)
        page.setSpacing(theme.MEDIUM)
        mark = QLabel()
        mark.setPixmap(icons.pixmap("app", size=theme.scaled(48), ratio=self.devicePixelRatioF()))
        page.addWidget(mark)
        page.addSpacing(theme.SMALL)
        self._steps = [make.label(text) for text in (_("Language"), _("Place"), _("Company"), _("Numbers"), _("Start"))]
        for step in self._steps:
            page.addWidget(step)
        page.addStretch(1)
        return rail

    def _go(self, step: int) -> None:
        self.message.setVisible(False)
        self.stack.setCurrentIndex(step)
        self._back.setVisible(LANGUAGE < step < WAITING)
        self._next.setVisible(step < WAITING)
        self._next.setText(_("Finish") if step == START else _("Next"))
        for place, label in enumerate(self._steps):
            label.setProperty("role", "strong" if place == step else "soft")
            label.style().unpolish(label)
            label.style().polish(label)
        page = self.stack.currentWidget()
        first = next((edit for edit in page.findChildren(QLineEdit) if edit.isVisibleTo(page)), None) if page is not None else None
        (first or self._next).setFocus()

    def _speak(self, wanted: str) -> None:
        self._program.commands.run(f"language.{wanted}")
        self._build(LANGUAGE)
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            import_module("ui.help_window").open_help(self._program.settings, "start")
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._next.isVisible():
            self._forward()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # -- going on -----------------------------------------------------------------------------------

    def _forward(self) -> None:
        step = self.stack.currentIndex()
        if step == PLACE:
            self._leave_place()
        elif step == START:
            self._finish()
        elif step == COMPANY and self.company_page is not None and not self.company_page.code():
            self.message.show_message(_("Choose the country of your company."), "error")
            self.company_page.country.setFocus()
        else:
            self._go(step + 1)

    def _leave_place(self) -> None:
        kind, target = self.place_page.kind(), self.place_page.target()
        if not target:
            self.message.show_message(_("Choose a file, or type an address."), "error")
        elif kind == pages.OPEN:
            self._program.open(target)
            self._program.window.show()
            self.close()
        elif kind == pages.SERVER:
            self._connect(target)
        else:
            self._prepare()

    def _connect(self, target: str) -> None:
        def work() -> Desk | None:
            from contactdesk.presenters import first_run

            desk = first_run.connect(target)
            if remember:
                first_run.remember_password(target)
            return desk

        remember = self.place_page.remember.isChecked()
        self._run(work, lambda desk: self._use(desk) if desk is not None else self._prepare())

    def _prepare(self) -> None:
        """Load what the next pages show, in the background: it needs the declarations of the records."""
        spoken = language()

        def work() -> tuple[list[tuple[str, str]], list[tuple[str, str, str, str, str]]]:
            from contactdesk.presenters import first_run

            rows = [(one.caption, one.series, one.starting_no, one.code_field, one.code) for one in first_run.numbering(spoken)]
            return first_run.countries(spoken), rows

        def done(found: tuple[list[tuple[str, str]], list[tuple[str, str, str, str, str]]]) -> None:
            if self.company_page is None:
                self.company_page = pages.CompanyPage(found[0], pages.system_country())
                self.numbers_page = pages.NumbersPage(found[1])
                self._replace(COMPANY, self.company_page)
                self._replace(NUMBERS, self.numbers_page)
            self._go(COMPANY)

        self._run(work, done)

    def _replace(self, place: int, page: QWidget) -> None:
        old = self.stack.widget(place)
        self.stack.insertWidget(place, page)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()

    def _plan(self) -> Plan:
        from contactdesk.presenters.first_run import Plan

        assert self.company_page is not None
        assert self.numbers_page is not None
        demo = self.start_page.choice.chosen() == pages.DEMO
        return Plan(
            self.place_page.target(),
            language(),
            self.company_page.code(),
            {} if demo else self.company_page.values(),
            self.numbers_page.starting_nos(),
            self.numbers_page.relation_codes(),
            demo,
        )

    def _finish(self) -> None:
        plan = self._plan()

        def work() -> Desk:
            from contactdesk.presenters import first_run

            return first_run.create(plan)

        self._go(WAITING)
        self._run(work, self._use)

    def _use(self, desk: Desk) -> None:
        wants_import = self.start_page.choice.chosen() == pages.IMPORT and self.stack.currentIndex() == WAITING
        if not self._program.close_database():  # a card keeps what was refused; the new database is there to be opened
            self._program.background.run(desk.close, lambda _none: None, lambda _error: None)
            self.close()
            return
        self._program.use(desk)
        if wants_import and self._program.windows is not None:
            self._program.windows.open_page("import", kind="")
        self.close()

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._next.setEnabled(False)

        def answered(answer: T) -> None:
            self._next.setEnabled(True)
            done(answer)

        self._program.background.run(work, answered, partial(self._refused, self.stack.currentIndex()))

    def _refused(self, step: int, error: UserError) -> None:
        self._next.setEnabled(True)
        self._go(self._place_of(error) if step == WAITING else step)
        self.message.show_error(error)

    @staticmethod
    def _place_of(error: UserError) -> int:
        """The page on which the refused value can be corrected."""
        if error.table in ("no_series_line", "business_relation", "marketing_setup"):
            return NUMBERS
        return COMPANY if error.table == "company_information" else PLACE
