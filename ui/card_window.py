"""The card of a record in a window of its own: contacts, their four kinds, templates and salespeople.

It saves when it is left, closed, or at Ctrl+S; it never asks whether to save (contacts section 0, relations R-10).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from contactdesk.errors import NotFound, UserError
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.tables import TABLES
from contactdesk.presenters import statistics
from contactdesk.presenters.card import CardPresenter
from contactdesk.presenters.card_actions import CardActions
from contactdesk.presenters.card_typing import CardTyping
from contactdesk.presenters.card_view import CardReader, CardState
from contactdesk.presenters.entity_card import reader_for
from contactdesk.presenters.list_specs import notice_id
from contactdesk.presenters.new_card import NewCard
from contactdesk.rules.filters import quoted
from contactdesk.services.records import LookUpRow
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _
from ui.card_fields import dress_fields
from ui.card_form import CardForm
from ui.card_layouts import LAYOUTS, Layout
from ui.card_page import CardPage
from ui.card_reach import CardReach
from ui.parts.attached_box import AttachedBox
from ui.parts.decision import MOST_OFFERED
from ui.windows import Windows

T = TypeVar("T")

_ANSWER_COMES = 60_000
"""Milliseconds after which a card that nobody answers stays open instead of waiting for ever."""


class CardWindow(CardPage):
    """The card of the record `no` of `table`; of a new record where `no` is blank."""

    def __init__(
        self,
        windows: Windows,
        table: str,
        no: str = "",
        *,
        contact_company: str = "",
        template: str = "",
        name: str = "",
        layout: Layout | None = None,
        reader: CardReader | None = None,
    ) -> None:
        self._windows = windows
        self._loop: QEventLoop | None = None
        self._may_close = self._stays = False
        self._wants_notice = True
        layout, settings = layout or LAYOUTS[table], windows.settings
        name = name or f"card_{table}"
        opened = {tab.title: settings.fast_tab_open(name, tab.title, tab.open) for tab in layout.tabs}
        super().__init__(name, layout, CardForm(table, self._look_up, layout.tabs, opened), self._act)
        self.table = table
        if layout.picture:
            self.attach(AttachedBox(windows))
        settings.restore_geometry(self, name)
        self.setWindowTitle(_(TABLES[table].CAPTION))
        desk, run = windows.desk, self._run
        self._card = CardPresenter(self.form, self, desk, run, windows, table, reader or reader_for(table), settings.preview_wish)
        self._typing = CardTyping(self.form, self, desk, run, self._card)
        self._actions = CardActions(self.form, self, desk, run, windows, self._card)
        self._reach = CardReach(self, windows, run, whole=layout.picture)
        self._connect()
        # Nothing can be typed before there is a record to type it into.
        self.form.setVisible(False)
        self.factbox.setVisible(False)
        if no:
            self._card.open(no)
        else:
            NewCard(self, desk, run, self._card).begin(contact_company=contact_company, template=template)

    def _connect(self) -> None:
        # A timer of the card's own: `singleShot` would keep a card for ever that is destroyed before it fires.
        self._leaving = QTimer(self, interval=0, singleShot=True)
        self._leaving.timeout.connect(self._left)
        self.message.offered.connect(self._offered)
        self.notice.offered.connect(lambda _id: self._windows.open_page("create_contacts", kind=self.table))
        self.notice.dismissed.connect(self._dismiss_notice)
        self.notice.switched_off.connect(lambda: self._windows.settings.switch_notice_off(notice_id(self.table)))
        self.notice.switched_off.connect(self._dismiss_notice)
        self.form.left.connect(self._typing.left)
        self.form.edited.connect(self._typing.typed)
        for tab in self.form.tabs:
            more = f"{tab.name}/more"
            tab.show_more(self._windows.settings.fast_tab_open(self.objectName(), more, False))
            tab.more_toggled.connect(partial(self._windows.settings.keep_fast_tab, self.objectName(), more))
        self.form.tab_toggled.connect(partial(self._windows.settings.keep_fast_tab, self.objectName()))
        self.picture.picked.connect(self._actions.picture_picked)
        self.picture.cropped.connect(self._actions.picture_cropped)
        self.picture.refused.connect(lambda error: self.show_message(str(error), "error"))
        self.factbox.followed.connect(self._follow)
        self.status.link_pressed.connect(self._show_changes)
        self.status.right_pressed.connect(lambda: self._windows.open_page("change_set", changes=self.last_change))
        dress_fields(self.form, self.table, self._windows, self._typing, self._act, self._actions.choose_series)

    @property
    def no(self) -> str:
        """Number of the record shown; "" while it is not stored."""
        return self._card.no

    def changed(self, changes: ChangeSet) -> None:
        """Another window saved something."""
        self._card.heard(changes)

    def show_state(self, state: CardState, *, fresh: bool, saved: Mapping[str, Any]) -> None:
        """Show a record; unless `fresh`, what was typed and is not among `saved` stays."""
        self._typing.forget()
        self.form.show_state(state, fresh=fresh, saved=saved)
        self.show_record(state)
        self._reach.show_record(state)
        self.show_notice(state.notice if self._wants_notice and self._windows.settings.wants_notice(notice_id(self.table)) else "")
        self.form.setVisible(True)
        self.factbox.setVisible(self.has_room())
        if fresh:
            self.hide_message()
            self.status.show_text("")
            self.form.focus_first()

    def _dismiss_notice(self) -> None:
        self._wants_notice = False
        self.show_notice("")

    def show_refusal(self, error: UserError) -> None:
        """Say it beside the field and put the cursor there, or say it in the message bar."""
        self._actions.refused(error)
        super().show_refusal(error)

    def _run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[UserError], None], *, newest_of: str = "") -> None:
        """The port `Run`, whose answers do not come to a window that was closed meanwhile."""
        windows = self._windows

        def answer(value: T) -> None:
            if isValid(self):
                done(value)
            elif isinstance(value, Done):
                windows.changed(value.changes)

        def refuse(error: UserError) -> None:
            if isValid(self):
                failed(error)
            elif not isinstance(error, NotFound):  # that its record is gone is no news to a card that was closed
                windows.tell(str(error))

        windows.run(work, answer, refuse, newest_of=newest_of)

    # -- what the user does -------------------------------------------------------------------------

    def _act(self, id: str) -> None:
        # The field with the cursor has not been left yet: what was typed there counts as well.
        self.form.commit_focused()
        self._actions.act(id)

    def _offered(self, id: str) -> None:
        self.hide_message()
        self._actions.act(id)

    def _follow(self, link: str) -> None:
        kind, _colon, rest = link.partition(":")
        if kind == "card":
            table, _colon, no = rest.partition(":")
            self._windows.open_card(table, no)
        elif kind == "list":
            table, _colon, no = rest.partition(":")
            self._windows.open_list(table, select=no)
        elif kind == "persons":
            self._windows.open_list("contact", [("company_no", quoted(rest))], title=_("Related Contacts"), select=rest)
        else:
            statistics.follow(link, self._windows.desk, self._run, self._windows, self.show_refusal)

    def _show_changes(self) -> None:
        if self.changes is not None:
            self._windows.open_page("change_set", changes=self.changes)

    def _look_up(self, table: str, typed: str, answer: Callable[[list[Any]], None]) -> None:
        self._windows.run(partial(self._rows_for, table, typed), answer, lambda _error: answer([]), newest_of=f"look up {id(self)}")

    def _rows_for(self, table: str, typed: str) -> list[Any]:
        desk = self._windows.desk
        if table == "contact" and self.table in BY_ID:
            return list(desk.cards.primary_contacts(self.table, self.no, typed))
        if table == "contact":
            return list(desk.records.look_up(table, typed, type=0))
        if table == "post_code":
            country = str(self.form.value_of("country_region_code"))
            return [LookUpRow(place.post_code, place.city) for place in desk.cards.offered_places(country, typed)]
        return list(desk.records.look_up(table, typed, limit=MOST_OFFERED))

    def link(self, contact_no: str, kind: str, no: str, decided: Callable[[bool], object]) -> None:
        """Let the user link a contact with the record of the card."""

        def answered(linked: bool) -> None:
            if isValid(self):
                decided(linked)

        self._windows.open_page("link", contact_no=contact_no, kind=kind, entity_no=no, decided=answered)

    # -- leaving and closing ------------------------------------------------------------------------

    def finish(self) -> None:
        """Close the window: all is saved."""
        self._may_close = True
        if self._loop is not None:
            self._loop.quit()
        else:
            self.close()

    def stay(self) -> None:
        """The window was to be closed and stays."""
        self._stays = True
        if self._loop is not None:
            self._loop.quit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for the save: whoever closes all windows is told which one stays open."""
        if not self._may_close and self._loop is None:
            self.form.commit_focused()
            self._loop, self._stays = QEventLoop(), False
            self._card.close()
            if not self._is_decided():
                self._windows.no_answers.connect(self._loop.quit)
                QTimer.singleShot(_ANSWER_COMES, self._loop, self._loop.quit)
                self._loop.exec()
            self._loop = None
        if self._may_close:
            self._windows.settings.keep_geometry(self, self.objectName())
            event.accept()
        else:
            event.ignore()

    def _is_decided(self) -> bool:
        return self._may_close or self._stays

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            self._leaving.start()
        return super().event(event)

    def _left(self) -> None:
        """Another window of the program came to the front: a stored record is saved as it stands (relations R-10)."""
        now = QApplication.activeWindow()
        if now is not None and now is not self and now.parentWidget() is None and self._card.no:
            self._card.save()
