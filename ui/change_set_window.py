"""What one action changed: opened from the status line of a page, and from the history."""

from __future__ import annotations

from collections.abc import Sequence

from contactdesk.presenters import changes as presenter
from contactdesk.services.history import Line
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _
from ui.parts.changes_view import ChangesView
from ui.parts.decision import Decision
from ui.windows import Windows


class ChangeSetWindow(Decision):
    """Shows a change set, or the number of an entry in the history (relations G-11, G-12)."""

    def __init__(self, windows: Windows, changes: ChangeSet | Sequence[ChangeSet] | int) -> None:
        super().__init__(windows, "change_set_window", _("Changes"), width=860, height=560)
        self.view = ChangesView()
        self.body.addWidget(self.view)
        self.add_button(_("Close"), "close", self.close, primary=True).setFocus()
        if isinstance(changes, int):
            self._read(changes)
        else:
            self.view.show_groups(presenter.groups_of(changes))
            if isinstance(changes, ChangeSet) and changes.entry:
                self.set_title(_("Changes"), _("Entry {entry} of the history.").format(entry=changes.entry))

    def _read(self, entry: int) -> None:
        self.set_title(_("Changes"), _("Entry {entry} of the history.").format(entry=entry))

        def shown(lines: list[Line]) -> None:
            self.view.show_groups(presenter.groups_of_history(lines))

        self.windows.run(lambda: self.windows.desk.history.lines(entry), shown, self.show_refusal)
