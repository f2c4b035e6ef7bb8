"""The picture of a record on a page of its own (contacts 3.3, C-120)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contactdesk.presenters.picture import PicturePresenter
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _
from ui.choose_dialog import Question
from ui.parts.answers import run_for
from ui.parts.page_window import PageWindow
from ui.parts.picture_box import PictureBox
from ui.windows import Windows


class PictureWindow(PageWindow):
    """Paste, drop, import, crop, export, delete."""

    def __init__(self, windows: Windows, table: str, no: str) -> None:
        super().__init__(windows, "picture_window", _("Picture"), width=480, height=480)
        self.picture = PictureBox()
        self.body.addWidget(self.picture, 1)
        self._presenter = PicturePresenter(self, windows.desk, run_for(self, windows), windows, table, no)
        self.picture.picked.connect(self._presenter.picked)
        self.picture.cropped.connect(self._presenter.cropped)
        self.picture.refused.connect(lambda error: self.show_message(str(error), "error"))
        self.picture.setEnabled(False)
        self._presenter.load()

    def changed(self, changes: ChangeSet) -> None:
        """Somebody saved something."""
        self._presenter.heard(changes)

    def show_picture(self, title: str, file_name: str, data: bytes) -> None:
        """Show a picture."""
        self.set_title(_("Picture"), title)
        self.picture.setEnabled(True)
        self.picture.set_file_name(file_name)
        self.picture.set_picture(data)
        self.picture.setFocus()

    def show_message(self, text: str, severity: str = "notice") -> None:
        """Say it in the message bar."""
        self.message.show_message(text, severity)

    def ask(self, text: str, answers: Sequence[str], answered: Callable[[int], object]) -> None:
        """Let the user choose an answer; Esc means the first."""
        Question(text, answers, answered, self).open()
