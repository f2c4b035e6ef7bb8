"""A long job: how far it is, a way to stop it, and afterwards what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from contactdesk.actions import full_caption
from contactdesk.text import _, thousands
from ui import icons, theme
from ui.parts import make


class ProgressPage(QWidget):
    """Call `start`, then `show_progress` as the job goes on, at the end `show_result` or `show_failure`.

    `cancelled` tells that the user wants the job to stop; `acted` brings the action chosen on the result
    page, "page.close" for its Close button.
    """

    cancelled = Signal()
    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = QElapsedTimer()
        self._icon = QLabel()
        self._title = make.label(role="heading", name="progress_title", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._text = make.label(role="soft", name="progress_text", wrap=True)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(theme.HUGE)
        self._figures.setVerticalSpacing(theme.TIGHT)
        self._cancel = make.button(_("Cancel"), "cancel", self._wants_to_stop)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.SMALL)
        head = QHBoxLayout()
        head.setSpacing(theme.SMALL)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        page = self._page = QVBoxLayout(self)
        page.setContentsMargins(0, theme.SMALL, 0, 0)
        page.setSpacing(theme.MEDIUM)
        page.addLayout(head)
        page.addWidget(self._bar)
        page.addWidget(self._text)
        page.addLayout(self._figures)
        page.addStretch(1)
        page.addLayout(self._buttons)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._cancel)

    def add_details(self, widget: QWidget) -> None:
        """Put a widget between the figures and the buttons; shown, it takes all the room there is."""
        self._page.insertWidget(self._page.count() - 1, widget, 100)

    def start(self, title: str) -> None:
        """Say what the job is and that it has begun."""
        self._clear()
        self._icon.setVisible(False)
        self._title.setText(title)
        self._text.setText("")
        self._bar.setRange(0, 0)
        self._bar.setVisible(True)
        self._bar.setAccessibleName(title)
        self._cancel.setVisible(True)
        self._cancel.setEnabled(True)
        self._cancel.setFocus()
        self._clock.start()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the job is; `total` 0 where nobody knows."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if not self._cancel.isEnabled():
            return
        text = _("{done} of {total}").format(done=thousands(done), total=thousands(total)) if total else thousands(done)
        left = self._seconds_left(done, total)
        self._text.setText(f"{text}   ·   {left}" if left else text)

    def show_result(self, title: str, text: str = "", figures: Sequence[tuple[str, str]] = (), actions: Sequence[str] = ()) -> None:
        """Say what came of it: `figures` as caption and number, `actions` as buttons."""
        self._finish("checkmark_circle", "success", title, text)
        for row, (caption, value) in enumerate(figures):
            self._figures.addWidget(make.label(caption, "soft"), row, 0)
            number = make.label(value, "strong", name=f"figure_{row}")
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._figures.addWidget(number, row, 1)
        self._figures.setColumnStretch(2, 1)
        self._offer(actions)

    def show_failure(self, text: str, actions: Sequence[str] = ()) -> None:
        """Say that the job did not come to its end, and why."""
        self._finish("error_circle", "error", _("This did not work"), text)
        self._offer(actions)

    def _wants_to_stop(self) -> None:
        self._cancel.setEnabled(False)
        self._text.setText(_("Stopping after the record at work…"))
        self.cancelled.emit()

    def _seconds_left(self, done: int, total: int) -> str:
        spent = self._clock.elapsed() / 1000
        if not done or not total or spent < 3:
            return ""
        left = round(spent / done * (total - done))
        return _("about {minutes} min left").format(minutes=left // 60) if left >= 120 else _("about {n} s left").format(n=left)

    def _finish(self, icon: str, colour: str, title: str, text: str) -> None:
        self._clear()
        self._bar.setVisible(False)
        self._cancel.setVisible(False)
        icons.dress(self._icon, icon, colour, 24)
        self._icon.setVisible(True)
        self._title.setText(title)
        self._text.setText(text)
        self.setAccessibleName(title)
        make.announce(self)

    def _offer(self, actions: Sequence[str]) -> None:
        for id in (*actions, "page.close"):
            made = make.button(full_caption(id), id, partial(self.acted.emit, id), primary=id == "page.close")
            self._buttons.addWidget(made)
            made.setFocus()

    def _clear(self) -> None:
        for layout, first in ((self._figures, 0), (self._buttons, 2)):
            while layout.count() > first:
                item = layout.takeAt(first)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
