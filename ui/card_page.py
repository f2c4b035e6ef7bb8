"""What a card window consists of: actions, message, fields, FactBox, status; and the small dialogs it asks with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.tables import TABLES
from contactdesk.presenters.card_view import CardState, Chosen, Conflict, Decided, Rows
from contactdesk.presenters.last_change import told_change
from contactdesk.presenters.picture import picture_file_name
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _
from ui import icons, theme
from ui.card_form import CardForm
from ui.card_layouts import Layout
from ui.choose_dialog import ChooseDialog, ConflictDialog, Question
from ui.parts.action_bar import ActionBar, make_action
from ui.parts.attached_box import AttachedBox
from ui.parts.bar_button import BarButton
from ui.parts.factbox import FactBox
from ui.parts.message_bar import NOTICE, MessageBar
from ui.parts.notice_bar import NoticeBar
from ui.parts.picture_box import PictureBox
from ui.parts.status_line import StatusLine
from ui.preview_dialog import PreviewDialog

_WITH_FACTBOX = 700


class CardPage(QWidget):
    """Shows what it is told; knows nothing of presenters. `act` is called with the id of an action."""

    def __init__(self, name: str, layout: Layout, form: CardForm, act: Callable[[str], None]) -> None:
        super().__init__()
        self.form, self.table = form, ""
        self.changes: ChangeSet | None = None
        self.setObjectName(name)
        self.setWindowIcon(icons.app_icon())
        self.bar = ActionBar(layout.actions, self)
        self.message = MessageBar()
        self.notice = NoticeBar()
        self.factbox = FactBox(self)
        self.picture = PictureBox(self.factbox)
        self.attached: AttachedBox | None = None
        self.last_change = 0
        """Entry of the history that the foot names."""
        self.status = StatusLine()
        self._message_place = QWidget()
        self._lay_out(layout)
        self._add_steps(act)
        self.bar.triggered.connect(act)
        self.message.dismissed.connect(lambda: self._message_place.setVisible(False))
        theme.size_window(self, 1240 if layout.picture else 900, 820)

    def _lay_out(self, layout: Layout) -> None:
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.setHandleWidth(1)
        middle.addWidget(self.form)
        self.factbox.setVisible(layout.picture)
        self._beside = layout.picture
        if layout.picture:
            self.factbox.add_widget(_("Picture"), self.picture)
            middle.addWidget(self.factbox)
            middle.setStretchFactor(0, 1)
        line = QHBoxLayout(self._message_place)
        line.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, 0)
        line.addWidget(self.message)
        self._message_place.setVisible(False)
        notice = QHBoxLayout()
        notice.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, 0)
        notice.addWidget(self.notice)
        self._notice_place = QWidget()
        self._notice_place.setLayout(notice)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        self.bar.setVisible(bool(layout.actions))
        for part in (self.bar, self._message_place, self._notice_place, middle, self.status):
            page.addWidget(part)
        page.setStretchFactor(middle, 1)

    def _add_steps(self, act: Callable[[str], None]) -> None:
        for id in ("record.previous", "record.next"):
            button = BarButton(icon_only=True)
            button.setDefaultAction(make_action(id, self, partial(act, id)))
            button.setAccessibleName(button.text())
            button.setObjectName(f"{id}_button")
            self.bar.add_widget(button)
        make_action("record.save", self, lambda: act("record.save"))
        make_action("record.save_close", self, self.close)
        make_action("list.refresh", self, lambda: act("list.refresh"))
        make_action("page.close", self, self.close)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fields come first: the FactBox gives way where there is little room."""
        super().resizeEvent(event)
        self.factbox.setVisible(not self.form.isHidden() and self.has_room())

    def has_room(self) -> bool:
        """Is there a FactBox on this card, and is the window wide enough for fields and FactBox?"""
        return self._beside and self.width() >= theme.scaled(_WITH_FACTBOX)

    def show_record(self, state: CardState) -> None:
        """Show what surrounds the fields: picture, facts, actions that are possible, title."""
        self.picture.set_picture(state.picture)
        self.picture.set_file_name(picture_file_name(state.no, str(state.values.get(TABLES[state.table].TITLE) or "")))
        self.picture.setEnabled(bool(state.no))
        self.factbox.show_groups(state.facts)
        for action in self.bar.actions_shown():
            id = action.objectName()
            if id != "record.new":
                self.bar.set_visible(id, id in state.actions)
                self.bar.set_enabled(id, not state.actions.get(id, ""), state.actions.get(id, ""))
        self.setWindowTitle(f"{state.title} – {self.form.kind.text()}")
        if self.attached is not None:
            self.attached.show_record(state.table, state.no)
        self._show_last_change(state)

    def _show_last_change(self, state: CardState) -> None:
        """Who changed what last; only when, where the history does not tell."""
        self.last_change = state.changed.entry if state.changed is not None else 0
        if state.changed is not None:
            self.status.show_right_link(told_change(state.changed))
        else:
            self.status.show_right(_("Last changed {moment}").format(moment=state.modified) if state.modified else "")

    def attach(self, box: AttachedBox) -> None:
        """Show notes, links and files below the facts."""
        self.attached = box
        self.factbox.put_below(box)
        box.said.connect(lambda text: self.show_saved(text, None))
        box.refused.connect(lambda error: self.show_message(str(error), "error"))

    def show_refusal(self, error: UserError) -> None:
        """Say it beside the field and put the cursor there, or say it in the message bar."""
        beside = error.table in ("", self.table) and self.form.show_error(error.field, str(error))
        if beside:
            self.form.focus(error.field)
        if error.offer or not beside:
            self.message.show_error(error)
            self._message_place.setVisible(True)

    def show_message(self, text: str, severity: str = "notice") -> None:
        """Say it in the message bar."""
        self.message.show_message(text, severity)
        self._message_place.setVisible(True)

    def show_saved(self, text: str, changes: ChangeSet | None) -> None:
        """Say it at the foot; with `changes` there is a link that shows them."""
        self.hide_message()
        self.changes = changes
        self.status.show_text(text, link=_("Show") if changes is not None else "", done=True)

    def choose(self, title: str, columns: Sequence[str], rows: Rows, chosen: Chosen, *, current: int = 0) -> None:
        """Let the user choose a row."""
        ChooseDialog(title, columns, rows, chosen, self, current=current).open()

    def ask(self, text: str, answers: Sequence[str], answered: Callable[[int], object], *, default: int = 0) -> None:
        """Let the user choose an answer."""
        Question(text, answers, answered, self, default=default).open()

    def ask_conflicts(self, text: str, conflicts: Sequence[Conflict], decided: Callable[[set[str]], None]) -> None:
        """Show both values of each field."""
        ConflictDialog(text, conflicts, decided, self).open()

    def preview(self, text: str, caption: str, changes: ChangeSet, decided: Decided) -> None:
        """Show what would change."""
        PreviewDialog(text, caption, changes, decided, self).open()

    def show_notice(self, text: str) -> None:
        """Say what could be done with the record, or take that away."""
        self._notice_place.setVisible(bool(text))
        if text:
            self.notice.show_message(text, NOTICE, "list.create_contacts", _("Create contacts…"))

    def hide_message(self) -> None:
        """Take the message away."""
        self.message.dismiss()
        self._message_place.setVisible(False)
