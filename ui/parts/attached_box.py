"""Notes, links and files of a record in the pane beside it: add, open, save, remove; files and links can be dropped there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.presenters.attached import FILE, LINK, NOTE, AttachedPresenter, link_text
from contactdesk.presenters.moments import told_moment, told_size
from contactdesk.services.attached import Everything, FileShown, LinkShown, NoteShown
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import N_, _
from ui import theme
from ui.parts import make
from ui.parts.answers import run_for
from ui.parts.elided_link import ElidedLink
from ui.windows import Windows

_SECTIONS = (
    (NOTE, N_("Notes"), "add", N_("New note")),
    (LINK, N_("Links"), "add", N_("New link")),
    (FILE, N_("Attachments"), "add", N_("Attach a file")),
)
_SHOWN_SIGNS = 400
"""So much of a note is shown; the dialog shows the rest."""


class AttachedBox(QFrame):
    """What is attached to the record shown. `said` tells what was done, `refused` what was not."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(self, windows: Windows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attached")
        self.setAccessibleName(_("Notes, links and attachments"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._presenter = AttachedPresenter(self, windows.desk, run_for(self, windows), windows)
        self._shown = Everything()
        self._adds: dict[str, QToolButton] = {}
        self._rows: dict[str, QVBoxLayout] = {}
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.TIGHT)
        add = {NOTE: self._presenter.add_note, LINK: self._presenter.add_link, FILE: self._choose_files}
        for kind, title, icon, help in _SECTIONS:
            page.addSpacing(theme.TIGHT)
            page.addWidget(make.rule())
            page.addLayout(self._head(kind, _(title), icon, _(help), add[kind]))
            self._rows[kind] = QVBoxLayout()
            self._rows[kind].setSpacing(theme.SMALL)
            page.addLayout(self._rows[kind])
        self._hint = make.label(_("Files and links can be dropped here."), "soft", wrap=True)
        page.addWidget(self._hint)
        windows.saved.connect(self._heard)
        self.show_record("", "")

    def _head(self, kind: str, title: str, icon: str, help: str, add: Callable[[], object]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(make.label(title, "strong"), 1)
        self._adds[kind] = make.tool(icon, help, f"add_{kind}", add, small=True)
        line.addWidget(self._adds[kind])
        return line

    def show_record(self, table: str, no: str) -> None:
        """Show what is attached to a record; nothing while `no` is blank."""
        self.setAcceptDrops(bool(no))
        for button in self._adds.values():
            button.setEnabled(bool(no))
        self._presenter.show(table, no)

    def _heard(self, changes: ChangeSet) -> None:
        self._presenter.heard(changes)

    # -- what is shown ------------------------------------------------------------------------------

    def show_everything(self, shown: Everything) -> None:
        """Show this instead of what was shown."""
        if shown == self._shown:
            return
        self._shown, focused = shown, self._focused()
        self._fill(NOTE, [self._note(note) for note in shown.notes])
        self._fill(LINK, [self._link(link) for link in shown.links])
        self._fill(FILE, [self._file(file) for file in shown.files])
        self._hint.setVisible(not (shown.links or shown.files))
        if focused:
            self._adds[focused].setFocus()

    def _focused(self) -> str:
        """The section whose row has the cursor: the row goes when it is filled anew."""
        for kind, rows in self._rows.items():
            for place in range(rows.count()):
                item, now = rows.itemAt(place), QApplication.focusWidget()
                widget = item.widget() if item is not None else None
                if widget is not None and now is not None and widget.isAncestorOf(now):
                    return kind
        return ""

    def _fill(self, kind: str, rows: Sequence[QWidget]) -> None:
        layout = self._rows[kind]
        while layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            layout.addWidget(row)

    def _note(self, note: NoteShown) -> QWidget:
        text = note.note if len(note.note) <= _SHOWN_SIGNS else f"{note.note[:_SHOWN_SIGNS].rstrip()}…"
        label = make.label(text, wrap=True, name="note")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        name = " ".join(note.note.split())[:40]
        tools = (
            make.tool("edit", _("Change note: {name}").format(name=name), "edit_note", partial(self._presenter.edit, note), small=True),
            make.tool(
                "delete", _("Remove note: {name}").format(name=name), "remove_note", partial(self._presenter.remove, note), small=True
            ),
        )
        return _row(label, _written(note), tools)

    def _link(self, link: LinkShown) -> QWidget:
        name = link_text(link)
        shown = ElidedLink(name, "open_link", partial(self._presenter.open, link))
        shown.setToolTip(make.tip(link.address))
        shown.setAccessibleName(_("Link: {name}").format(name=name))
        tools = (
            make.tool("edit", _("Change link: {name}").format(name=name), "edit_link", partial(self._presenter.edit, link), small=True),
            make.tool(
                "delete", _("Remove link: {name}").format(name=name), "remove_link", partial(self._presenter.remove, link), small=True
            ),
        )
        return _row(shown, _written(link), tools)

    def _file(self, file: FileShown) -> QWidget:
        shown = ElidedLink(file.name, "open_file", partial(self._presenter.open, file))
        shown.setAccessibleName(_("Attachment: {name}").format(name=file.name))
        save, remove = _("Save as a file: {name}").format(name=file.name), _("Remove attachment: {name}").format(name=file.name)
        tools = (
            make.tool("arrow_download", save, "save_file", partial(self._save, file), small=True),
            make.tool("delete", remove, "remove_file", partial(self._presenter.remove, file), small=True),
        )
        return _row(shown, f"{told_size(file.size)} · {_written(file)}", tools)

    # -- what the user does -------------------------------------------------------------------------

    def _choose_files(self) -> None:
        paths, _chosen = QFileDialog.getOpenFileNames(self, _("Attach a file"))
        self._presenter.add_files(paths)

    def _save(self, file: FileShown) -> None:
        path, _chosen = QFileDialog.getSaveFileName(self, _("Save as a file"), file.name)
        if path:
            self._presenter.save_file(file, path)

    def take(self, data: QMimeData) -> None:
        """Keep what was dropped or pasted."""
        urls = data.urls() if data.hasUrls() else [QUrl(data.text().strip())] if data.hasText() else []
        paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
        self._presenter.take(paths, [url.toString() for url in urls if not url.isLocalFile()])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    # -- what the presenter asks --------------------------------------------------------------------

    def show_error(self, error: UserError) -> None:
        """Say what was refused."""
        self.refused.emit(error)

    def say(self, text: str) -> None:
        """Say what was done."""
        self.said.emit(text)

    def ask(self, text: str, answers: Sequence[str], answered: Callable[[int], object]) -> None:
        """Let the user choose an answer; Esc means the first."""
        from ui.choose_dialog import Question

        Question(text, answers, answered, self.window()).open()

    def edit_note(self, text: str, decided: Callable[[str], object]) -> None:
        """Let the user write a note."""
        from ui.attach_dialogs import NoteDialog

        NoteDialog(text, decided, self.window()).open()

    def edit_link(self, address: str, description: str, decided: Callable[[str, str], object]) -> None:
        """Let the user type a link."""
        from ui.attach_dialogs import LinkDialog

        LinkDialog(address, description, decided, self.window()).open()


def _written(thing: NoteShown | LinkShown | FileShown) -> str:
    """ "Anna, today 14:02"."""
    moment = told_moment(thing.at) if thing.at is not None else ""
    return ", ".join(part for part in (thing.who, moment) if part)


def _row(shown: QWidget, below: str, tools: Sequence[QToolButton]) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(0)
    text = QVBoxLayout()
    text.setSpacing(0)
    text.addWidget(shown)
    text.addWidget(make.label(below, "small", wrap=True))
    line.addLayout(text, 1)
    for tool in tools:
        line.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
    return row
