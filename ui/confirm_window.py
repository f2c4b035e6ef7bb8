"""A question with everything that would change below it (relations G-11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contactdesk.presenters import changes as presenter
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _
from ui.parts.changes_view import ChangesView
from ui.parts.decision import Decision
from ui.windows import Windows


class ConfirmWindow(Decision):
    """Asks `text`; its button, called `caption`, does it. Cancel and Esc leave everything as it is."""

    def __init__(self, windows: Windows, title: str, text: str, caption: str, changes: Sequence[ChangeSet], go: Callable[[], None]) -> None:
        super().__init__(windows, "confirm_window", title, width=720, height=480)
        self.set_title(title)
        self.heading.setText(text)
        view = ChangesView()
        view.show_groups(presenter.groups_of(changes))
        view.setVisible(bool(changes))  # what would take too long to try is only asked
        self.body.addWidget(view)
        self._go = go
        self.add_button(_("Cancel"), "cancel", self.close)
        self.add_button(caption, "confirm", self._confirm, primary=True).setFocus()

    def _confirm(self) -> None:
        self.close()
        self._go()
