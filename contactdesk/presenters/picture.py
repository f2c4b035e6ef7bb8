"""The picture of a record: replacing and deleting it asks first, and what is refused says why (contacts C-120)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.errors import Caption, UserError
from contactdesk.model.tables import TABLES
from contactdesk.presenters.ports import Run, Windows
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import N_, _


class AskView(Protocol):
    """What is asked and said beside a picture."""

    def ask(self, text: str, answers: Sequence[str], answered: Callable[[int], object]) -> None:
        """Let the user choose an answer; Esc means the first."""

    def show_message(self, text: str, severity: str = "notice") -> None:
        """Say it in the message bar."""


class PictureSaver:
    """Stores pictures of records of one table; `done` is called with what was saved, `reload` where nothing was."""

    def __init__(
        self, view: AskView, desk: Desk, run: Run, table: str, done: Callable[[Done[Any]], None], reload: Callable[[], object]
    ) -> None:
        self._view, self._desk, self._run, self._table = view, desk, run, table
        self._done, self._reload = done, reload

    def take(self, no: str, data: bytes, *, had_one: bool) -> None:
        """Store `data` as the picture of a record, b"" for none; where it `had_one`, ask."""
        if not no:
            self._refuse(errors.FillFirst(table=self._table, caption=Caption(N_("Name"))))
        elif had_one:
            text = _("Replace the picture?") if data else _("Delete the picture?")
            answers = (_("Keep it"), _("Replace") if data else _("Delete"))
            self._view.ask(text, answers, lambda answer: self._store(no, data) if answer else self._reload())
        else:
            self._store(no, data)

    def _store(self, no: str, data: bytes) -> None:
        self._run(lambda: self._desk.records.save(self._table, no, {"image": data or None}), self._done, self._refuse)

    def _refuse(self, error: UserError) -> None:
        self._view.show_message(str(error), "error")
        self._reload()


class PictureView(AskView, Protocol):
    """The page of a picture, passive."""

    def show_picture(self, title: str, file_name: str, data: bytes) -> None:
        """Show a picture; `file_name` is what its file would be called."""

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused."""

    def show_saved(self, changes: ChangeSet) -> None:
        """Say that it is saved."""


class PicturePresenter:
    """The page Picture of one record."""

    def __init__(self, view: PictureView, desk: Desk, run: Run, windows: Windows, table: str, no: str) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._table, self._no = table, no
        self._has_one = False
        self._saver = PictureSaver(view, desk, run, table, self._saved, self.load)

    def load(self) -> None:
        """Read the picture."""

        def work() -> tuple[str, str, bytes]:
            record = self._desk.records.read(self._table, self._no, with_pictures=True)
            name = str(record.values.get(TABLES[self._table].TITLE) or "")
            return f"{record.no} {name}".strip(), picture_file_name(record.no, name), record.values.get("image") or b""

        def shown(found: tuple[str, str, bytes]) -> None:
            self._has_one = bool(found[2])
            self._view.show_picture(*found)

        self._run(work, shown, self._view.show_refusal)

    def heard(self, changes: ChangeSet) -> None:
        """Somebody saved something."""
        if any((record.table, record.no) == (self._table, self._no) for record in changes.records):
            self.load()

    def picked(self, data: bytes) -> None:
        """Another picture, or none."""
        self._saver.take(self._no, data, had_one=self._has_one)

    def cropped(self, data: bytes) -> None:
        """A part of the picture."""
        self._saver.take(self._no, data, had_one=False)

    def _saved(self, done: Done[Any]) -> None:
        self._view.show_saved(done.changes)
        self._windows.changed(done.changes, table=self._table, no=self._no)
        self.load()


def picture_file_name(no: str, name: str) -> str:
    """The name that an exported picture is proposed under (contacts C-120)."""
    from contactdesk.rules.attached import safe_file_name

    return safe_file_name(f"{no} {name}".strip() + ".jpg")
