"""What the main window says: the view of `MainPresenter`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from contactdesk.text import _
from ui.parts.status_line import StatusLine

if TYPE_CHECKING:
    from contactdesk.errors import UserError
    from contactdesk.presenters.list_actions import Question
    from contactdesk.storage.change_sets import ChangeSet
    from ui.program import Program


class MainView:
    """Speaks through the status line and the message bar of the list that is shown."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._last: ChangeSet | None = None
        self._waiting = ""

    def say(self, text: str) -> None:
        """Say something in the status line."""
        self._last = None
        self._program.window.status.show_text(text)

    def say_waiting(self, who: str | None) -> None:
        """Say in every status line that a save waits for `who` ("": somebody), or with None that it waits no more (reliability P-5)."""
        before, self._waiting = self._waiting, _waiting_text(who)
        windows = self._program.windows.open_windows() if self._program.windows is not None else []
        for line in (getattr(window, "status", None) for window in (self._program.window, *windows)):
            if isinstance(line, StatusLine) and (self._waiting or line.text() == before):
                line.show_text(self._waiting)

    def say_saved(self, text: str, changes: ChangeSet) -> None:
        """Say what was saved, with a link that shows it."""
        self._last = changes
        self._program.window.status.show_text(text, link=_("Show"), done=True)

    def show_last(self) -> None:
        """Show what the last action changed."""
        if self._last is not None and self._program.windows is not None:
            self._program.windows.open_page("change_set", changes=self._last)

    def show_error(self, error: UserError) -> None:
        """Say what was refused, above the list."""
        page = self._program.window.current_list()
        if page is not None:
            page.show_error(error)
        else:
            self.say(str(error))

    def ask(self, question: Question, go: Callable[[], None]) -> None:
        """Ask, with everything that would change."""
        page = self._program.window.current_list()
        if page is not None:
            page.ask(question, go)


def _waiting_text(who: str | None) -> str:
    if who is None:
        return ""
    if who:
        return _("The database is busy: {name} is saving. Yours is next…").format(name=who)
    return _("The database is busy: somebody else is saving. Yours is next…")
