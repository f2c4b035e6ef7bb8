"""The frame of a setup page: FastTabs over one record that saves as one leaves a field (contacts 3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.setup import SetupRecord
from contactdesk.presenters.marketing_setup import Recode, SetupPresenter, groups_of_page
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Notice
from contactdesk.text import _
from ui import theme
from ui.code_meanings import show_meanings
from ui.parts.action_bar import make_action
from ui.parts.decision import ask, look_up_of
from ui.parts.editors import Editor
from ui.parts.fast_tab import FastTab
from ui.parts.page_window import PageWindow, changed_tables
from ui.windows import Windows


class SetupWindow(PageWindow):
    """All fields of one setup record; `enable` of a page says which of them count now."""

    def __init__(self, windows: Windows, page: type[SetupRecord], name: str) -> None:
        super().__init__(windows, name, _(page.CAPTION), width=980, height=720 if len(groups_of_page(page)) > 1 else 400)
        self._page = page
        self._editors: dict[str, Editor] = {}
        self._tabs: list[FastTab] = []
        self._saving = self._closing = self._loaded = False
        self._sent: dict[str, Any] = {}
        self._refused: dict[str, tuple[str, UserError]] = {}
        self._build()
        make_action("record.save", self, self.save)
        self._presenter = SetupPresenter(self, windows.desk, windows.run, windows, page)
        self._presenter.reload()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.SMALL, 0)
        column.setSpacing(theme.SMALL)
        for title, fields in groups_of_page(self._page).items():
            tab = FastTab(_(title), fields, look_up=look_up_of(self.windows), name=title)
            tab.set_open(self.windows.settings.fast_tab_open(self.objectName(), title))
            tab.toggled.connect(partial(self.windows.settings.keep_fast_tab, self.objectName(), title))
            for editor in tab.editors.values():
                editor.committed.connect(lambda _name: self.save())
            show_meanings(self.windows, tab.editors)
            self._editors |= tab.editors
            self._tabs.append(tab)
            column.addWidget(tab)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self.body.addWidget(area, 1)

    def reveal_field(self, name: str) -> None:
        """Put the cursor into a field and bring it into sight (Tell Me leads to settings)."""
        next(tab for tab in self._tabs if name in tab.editors).reveal(name)
        editor = self._editors[name]
        editor.focus()
        area = self.findChild(QScrollArea)
        if area is not None:
            # The layout of a FastTab that was just opened is not known before the next turn.
            QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(editor, 0, theme.HUGE))

    def enable(self) -> None:
        """Grey out the fields that do not count now."""

    # -- saving -------------------------------------------------------------------------------------

    def typed(self) -> dict[str, Any]:
        """What was typed and is not saved yet, without the texts that were refused already."""
        changed = ((name, editor) for name, editor in self._editors.items() if self._loaded and editor.is_changed())
        return {name: editor.value() for name, editor in changed if not self._is_refused(name)}

    def _is_refused(self, name: str) -> bool:
        """Does the field still show a text that was refused?"""
        editor = self._editors[name]
        return name in self._refused and editor.is_changed() and editor.text() == self._refused[name][0]

    def save(self) -> None:
        """Save what was typed; nothing where nothing was."""
        typed = self.typed()
        if typed and not self._saving:
            self._saving, self._sent = True, typed
            self._presenter.save(typed)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is saved first; what is refused is dropped and named outside the page (contacts section 0)."""
        if self.typed():
            self._closing = True
            self.save()
            event.ignore()
            return
        for name in [name for name in self._refused if self._is_refused(name)]:
            self._drop(name, self._refused[name][1])
        super().closeEvent(event)

    def _drop(self, name: str, error: UserError) -> None:
        """Give a refused text up; a message outside says so."""
        editor = self._editors[name]
        text = _("{caption}: “{text}” was not saved. {reason}")
        self.windows.tell(text.format(caption=_(editor.field.caption), text=editor.text(), reason=error.what))
        editor.revert()

    # -- what the presenter shows -------------------------------------------------------------------

    def show_values(self, values: dict[str, Any]) -> None:
        """The values as they are saved; what is being typed meanwhile stays."""
        for name, editor in self._editors.items():
            saved = self._saving and editor.value() == self._sent.get(name)
            if not self._loaded or saved or not editor.is_changed():
                editor.set_value(values[name])
        self._loaded, self._saving = True, False
        for tab in self._tabs:
            tab.refresh_summary()
        self.enable()
        if self._closing:
            self.close()

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """What the user should know."""
        if notices:
            self.message.show_message(" ".join(notice.text for notice in notices), "warning")

    def show_refusal(self, error: UserError) -> None:
        """Beside the field; what was typed stays until the page is closed, and the rest is saved."""
        self._saving = False
        if self._closing:
            for name in [error.field] if error.field in self._sent else list(self._sent):
                self._drop(name, error)
            self.close()
            return
        editor = self._editors.get(error.field)
        if editor is None:
            super().show_refusal(error)
            return
        next(tab for tab in self._tabs if error.field in tab.editors).reveal(error.field)
        editor.show_error(str(error))
        editor.focus()
        if error.field in self._sent:
            self._refused[error.field] = editor.text(), error
            self.save()

    def ask_recode(self, questions: Sequence[Recode]) -> None:
        """relations R-76: what becomes of the links that carry the old code?"""
        text = "\n\n".join(question.question for question in questions)
        answers = [("yes", _("Yes, re-code them")), ("no", _("No, leave them"))]

        def answered(answer: str) -> None:
            if answer:
                self._presenter.save_with(recode=answer == "yes")
                return
            self._saving = self._closing = False
            for question in questions:
                self._editors[question.field].revert()

        ask(self, _("Re-code existing links?"), text, answers, answered)

    def changed(self, changes: ChangeSet) -> None:
        """Somebody changed this setup."""
        if self._page.__tablename__ in changed_tables(changes) and not self._saving:
            self._presenter.reload()
