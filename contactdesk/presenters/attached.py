"""Notes, links and files beside a record: what is shown of them, and what can be done with them (contacts 3.1, 3.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.presenters.ports import Run, Windows
from contactdesk.rules.attached import can_be_opened, runs_something, with_scheme
from contactdesk.services.attached import Everything, FileShown, LinkShown, NoteShown
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import N_, _, n_

NOTE, LINK, FILE = "note", "link", "file"
TABLES = frozenset({"record_note", "record_link", "record_file"})
_REMOVED = {NOTE: N_("Note removed; Undo brings it back."), LINK: N_("Link removed; Undo brings it back.")}


class AttachedView(Protocol):
    """The part of a pane that shows what is attached, passive."""

    def show_everything(self, shown: Everything) -> None:
        """Show this instead of what was shown."""

    def show_error(self, error: UserError) -> None:
        """Say what was refused."""

    def say(self, text: str) -> None:
        """Say what was done."""

    def ask(self, text: str, answers: Sequence[str], answered: Callable[[int], object]) -> None:
        """Let the user choose an answer; Esc means the first."""

    def edit_note(self, text: str, decided: Callable[[str], object]) -> None:
        """Let the user write a note; `decided` gets its text."""

    def edit_link(self, address: str, description: str, decided: Callable[[str, str], object]) -> None:
        """Let the user type a link; `decided` gets address and description."""


class AttachedPresenter:
    """What is attached to the record that a card or list shows."""

    def __init__(self, view: AttachedView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self.table = self.no = ""

    def show(self, table: str, no: str) -> None:
        """Show what is attached to a record; nothing while `no` is blank."""
        if (table, no) != (self.table, self.no):
            self._view.show_everything(Everything())
        self.table, self.no = table, no
        if no:
            self._run(lambda: self._desk.attached.read(table, no), partial(self._read, no), self._gone, newest_of=f"attached {id(self)}")

    def refresh(self) -> None:
        """Read again what is attached."""
        self.show(self.table, self.no)

    def heard(self, changes: ChangeSet) -> None:
        """Somebody saved something."""
        if self.no and any(record.table in TABLES for record in changes.records):
            self.refresh()

    def _read(self, no: str, shown: Everything) -> None:
        if no == self.no:
            self._view.show_everything(shown)

    def _gone(self, _error: UserError) -> None:
        """The record is gone; whoever shows it says so."""
        self._view.show_everything(Everything())

    # -- adding -------------------------------------------------------------------------------------

    def add_note(self) -> None:
        """Write a note."""
        table, no, attached = self.table, self.no, self._desk.attached
        self._view.edit_note("", lambda text: self._do(lambda: attached.add_note(table, no, text), _("Note added.")))

    def add_link(self) -> None:
        """Type a link."""
        table, no, attached = self.table, self.no, self._desk.attached
        text = _("Link added.")
        self._view.edit_link("", "", lambda address, what: self._do(lambda: attached.add_link(table, no, address, what), text))

    def add_files(self, paths: Sequence[str]) -> None:
        """Keep these files with the record."""
        table, no, attached = self.table, self.no, self._desk.attached
        if paths and no:
            text = n_("{n} file added.", "{n} files added.", len(paths))
            self._do(lambda: attached.add_files(table, no, paths), text)

    def take(self, paths: Sequence[str], addresses: Sequence[str]) -> None:
        """What was dropped or pasted: files are kept, web addresses become links."""
        table, no, attached = self.table, self.no, self._desk.attached
        if not no:
            return
        self.add_files(paths)
        for address in (one for one in addresses if can_be_opened(one)):
            self._do(partial(attached.add_link, table, no, address), _("Link added."))

    # -- what there is ------------------------------------------------------------------------------

    def edit(self, thing: NoteShown | LinkShown) -> None:
        """Rewrite a note or link."""
        attached = self._desk.attached
        if isinstance(thing, NoteShown):
            change = partial(attached.change_note, thing.id, seen=thing.note)
            self._view.edit_note(thing.note, lambda text: self._do(partial(change, text), _("Note changed.")))
        else:
            self._view.edit_link(
                thing.address,
                thing.description,
                lambda address, what: self._do(lambda: attached.change_link(thing.id, address, what), _("Link changed.")),
            )

    def remove(self, thing: NoteShown | LinkShown | FileShown) -> None:
        """Take a note or link away; a file only after a question."""
        attached = self._desk.attached
        if isinstance(thing, NoteShown):
            self._do(partial(attached.remove_note, thing.id), _(_REMOVED[NOTE]))
        elif isinstance(thing, LinkShown):
            self._do(partial(attached.remove_link, thing.id), _(_REMOVED[LINK]))
        else:
            remove = partial(self._do, partial(attached.remove_file, thing.id), _("File removed; Undo brings it back."))
            text = _("Remove {name} from this record?").format(name=thing.name)
            self._view.ask(text, (_("Keep it"), _("Remove")), lambda answer: remove() if answer else None)

    def open(self, thing: LinkShown | FileShown) -> None:
        """Open a link in the browser, or a copy of a file in its program; what can run something asks first (reliability P-11)."""
        attached = self._desk.attached
        if isinstance(thing, LinkShown):
            self._run(partial(attached.address_to_open, thing.id), self._hand_over, self._view.show_error)
            return

        def look() -> None:
            self._run(lambda: attached.temporary_copy(thing.id).as_uri(), self._hand_over, self._view.show_error)

        if runs_something(thing.name):
            text = _("{name} can run a program on this computer.\nOpen it only if you know where it comes from.").format(name=thing.name)
            self._view.ask(text, (_("Cancel"), _("Open anyway")), lambda answer: look() if answer else None)
        else:
            look()

    def save_file(self, thing: FileShown, path: str) -> None:
        """Write a file to a place of the user's choice."""
        text = _("Saved as {name}.").format(name=Path(path).name)
        self._run(partial(self._desk.attached.save_file, thing.id, path), lambda _path: self._view.say(text), self._view.show_error)

    def _hand_over(self, address: str) -> None:
        if not self._windows.open_outside(address):
            self._view.say(_("No program was found that opens this: {address}").format(address=address))

    def _do(self, work: Callable[[], Done[Any]], text: str) -> None:
        def done(answer: Done[Any]) -> None:
            self._windows.changed(answer.changes)
            self.refresh()
            self._view.say(text)

        def failed(error: UserError) -> None:
            self._view.show_error(error)
            self.refresh()

        self._run(work, done, failed)


def link_text(link: LinkShown) -> str:
    """What a link is called: its description, or its address without what every address begins with."""
    return link.description or with_scheme(link.address).partition("://")[2].removeprefix("www.").rstrip("/") or link.address
