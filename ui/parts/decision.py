"""A window in which something is decided: title, message, content, and the buttons that end it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.setup import NumberingSetup
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.editors import LookUp, LookUpAnswer
from ui.parts.message_bar import MessageBar
from ui.windows import Windows


class Decision(QDialog):
    """The frame of a dialog: `body` takes the content, `add_button` the buttons at its foot.

    It is never modal: cards stay usable beside it. Its size and place are remembered under `name`.
    """

    def __init__(self, windows: Windows, name: str, title: str, *, width: int = 820, height: int = 600) -> None:
        super().__init__(None)
        self.windows = windows
        self._kept_name, self._size = name, (width, height)
        self._error: UserError | None = None
        self.setObjectName(name)
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.heading = make.label(title, "heading", name="heading", wrap=True)
        self.note = make.label("", "soft", name="note", wrap=True)
        self.note.setVisible(False)
        self.message = MessageBar()
        self.message.offered.connect(self._follow)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.MEDIUM)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.SMALL)
        self.buttons.addStretch(1)
        page = self._page = QVBoxLayout(self)
        page.setContentsMargins(theme.HUGE, theme.LARGE, theme.HUGE, theme.LARGE)
        page.setSpacing(theme.MEDIUM)
        head = QVBoxLayout()
        head.setSpacing(theme.TIGHT)
        head.addWidget(self.heading)
        head.addWidget(self.note)
        page.addLayout(head)
        page.addWidget(self.message)
        self._area = self._scrolled()
        page.addWidget(self._area, 1)
        page.addLayout(self.buttons)
        self.set_title(title)

    def _scrolled(self) -> QScrollArea:
        """The content scrolls where the screen is smaller than it: at large sizes of text on small screens."""
        inside = QWidget()
        inside.setObjectName("page")
        self.body.setContentsMargins(0, 0, 0, 0)
        inside.setLayout(self.body)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def set_title(self, title: str, note: str = "") -> None:
        """Name the dialog, in its frame and above its content, and say below that what it is about."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.heading.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def add_button(self, caption: str, name: str, pressed: Callable[[], object], *, primary: bool = False, help: str = "") -> QPushButton:
        """Add a button at the foot, from left to right; the primary one is the one Enter presses."""
        made = make.button(caption, name, pressed, primary=primary, help=help)
        made.setDefault(primary)
        self.buttons.addWidget(made)
        return made

    def add_left(self, widget: QWidget) -> None:
        """Put something at the left end of the foot."""
        self.buttons.insertWidget(0, widget)

    def shrink(self) -> None:
        """Be as small as one message: there is nothing else to show."""
        self.setProperty("shrunk", True)
        self._area.setVisible(False)
        self._page.insertStretch(self._page.count() - 1, 1)
        theme.size_window(self, 620, 160)

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused, with the action that helps as a button."""
        self._error = error
        self.message.show_error(error)

    def _follow(self, offer: str) -> None:
        if self._error is not None:
            follow_offer(self.windows, offer, self._error)

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous() and not self.property("placed"):
            self.setProperty("placed", True)
            if not self.property("shrunk") and not self.windows.settings.restore_geometry(self, self._kept_name):
                theme.size_window(self, self._size[0], self._size[1])
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self._keep()
        super().done(result)
        # A dialog that was accepted or left by Esc is only hidden by Qt; the list of windows must forget it.
        if self.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose):
            self.deleteLater()

    def _keep(self) -> None:
        if self.property("placed") and not self.property("shrunk"):
            self.windows.settings.keep_geometry(self, self._kept_name)


class Line(QLineEdit):
    """A line of text on which Enter finishes what is typed, and does not press the button of the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class Question(QDialog):
    """A short question over a window. `answered` is called with the name of the button, "" for Esc."""

    def __init__(self, parent: QWidget, title: str, text: str, answers: list[tuple[str, str]], answered: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._answered, self._answer = answered, ""
        self.setObjectName("question")
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading, words = make.label(title, "heading", wrap=True), make.label(text, name="question_text", wrap=True)
        box = QDialogButtonBox()
        for name, caption in reversed(answers):  # the one that is meant stands last, as on every other dialog
            self._add(box, name, caption, first=(name, caption) == answers[0])
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.HUGE, theme.LARGE, theme.HUGE, theme.LARGE)
        page.setSpacing(theme.MEDIUM)
        for part in (heading, words):
            page.addWidget(part)
        page.addStretch(1)
        page.addWidget(box)
        self.setMinimumWidth(theme.scaled(480))
        self.finished.connect(lambda _result: self._answered(self._answer))

    def _add(self, box: QDialogButtonBox, name: str, caption: str, *, first: bool) -> None:
        button = make.button(caption, name, lambda: self._choose(name), primary=first)
        button.setDefault(first)
        box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        if first:
            QTimer.singleShot(0, button, lambda: button.setFocus())

    def _choose(self, name: str) -> None:
        self._answer = name
        self.accept()


def ask(parent: QWidget, title: str, text: str, answers: list[tuple[str, str]], answered: Callable[[str], None]) -> None:
    """Ask over `parent`; the first of `answers` (name, caption) is the one Enter takes, Esc answers ""."""
    Question(parent, title, text, [*answers, ("", _("Cancel"))], answered).open()


def follow_offer(windows: Windows, offer: str, error: UserError) -> None:
    """Do what a refusal offers: open the page or the card it is about."""
    if offer == "setup.open":
        page = error.facts.get("setup_page")
        windows.open_page("numbering_setup" if page == NumberingSetup.CAPTION else "marketing_setup")
    elif offer in ("maps.setup", "company.setup"):
        windows.open_page("online_map_setup" if offer == "maps.setup" else "company_information")
    elif offer == "web_source.open":
        windows.open_page("code_table", table="web_source")
    elif offer in ("contact.open", "contact.relations"):
        windows.open_card("contact", error.record)
    elif offer == "entity.open":
        kind = next((one.id for one in BY_ID.values() if one.caption == error.facts.get("kind")), "")
        if kind:
            windows.open_card(kind, str(error.facts.get("entity_no", "")))


MOST_OFFERED = 1000
"""Lines of a drop-down: every code of a small table, of which the countries are the most."""


def look_up_of(windows: Windows, *, with_blocked: bool = False) -> LookUp:
    """What drop-downs ask: records of a table by part of their code or description, read in the background."""

    def look_up(table: str, typed: str, answer: LookUpAnswer) -> None:
        def rows() -> list[Any]:
            return list(windows.desk.records.look_up(table, typed, limit=MOST_OFFERED, with_blocked=with_blocked))

        windows.run(rows, answer, lambda _error: answer([]), newest_of="look up")

    return look_up
