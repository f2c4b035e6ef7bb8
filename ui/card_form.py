"""The fields of a card: FastTabs with editors, what was typed into them, what was refused (contacts 3.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from contactdesk.model.fields import Field, field_map
from contactdesk.model.kinds import Text
from contactdesk.model.tables import TABLES
from contactdesk.presenters.card_view import CardState, Typed
from contactdesk.text import N_, _, n_
from ui import icons, theme
from ui.card_layouts import LAST_MODIFIED, Tab
from ui.parts import make
from ui.parts.editors import Editor, LookUp
from ui.parts.fast_tab import FastTab

_LAST_MODIFIED = Field(N_("Last DateTime Modified"), Text(40), N_("Moment of the last change."), editable=False, name=LAST_MODIFIED)


class CardForm(QScrollArea):
    """`left` tells that a changed field was left, `edited` that something was typed; both bring the field's name."""

    left = Signal(str)
    edited = Signal(str)
    tab_toggled = Signal(str, bool)

    def __init__(self, table: str, look_up: LookUp, tabs: Sequence[Tab], tabs_open: Mapping[str, bool]) -> None:
        super().__init__()
        self._values: dict[str, Any] = {}
        self.setObjectName("card_form")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.title = make.label(role="title", name="card_title", wrap=True)
        self.kind = make.label(_(TABLES[table].CAPTION), "soft", name="card_kind")
        self.tabs: list[FastTab] = []
        self.editors: dict[str, Editor] = {}
        inside = QWidget()
        page = QVBoxLayout(inside)
        page.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.LARGE)
        page.setSpacing(theme.SMALL)
        page.addLayout(self._head())
        page.addWidget(self.title)
        page.addSpacing(theme.TIGHT)
        declared = dict(field_map(TABLES[table])) | {LAST_MODIFIED: _LAST_MODIFIED}
        for tab in tabs:
            page.addWidget(self._make_tab(tab, declared, look_up, tabs_open.get(tab.title, tab.open)))
        page.addStretch(1)
        self.setWidget(inside)
        self._order_tabs()

    def _head(self) -> QHBoxLayout:
        self.comments = make.button("", "comment_flag", link=True)
        icons.dress(self.comments, "comment", "accent", icons.SMALL)
        self.comments.setVisible(False)
        line = QHBoxLayout()
        line.setSpacing(theme.MEDIUM)
        line.addWidget(self.kind)
        line.addWidget(self.comments)
        line.addStretch(1)
        return line

    def _make_tab(self, tab: Tab, declared: Mapping[str, Field], look_up: LookUp, open: bool) -> FastTab:
        fields = [declared[name] for name in tab.fields]
        made = FastTab(_(tab.title), fields, additional=tab.additional, promoted=tab.promoted, look_up=look_up, name=tab.title, open=open)
        made.toggled.connect(lambda shown: self.tab_toggled.emit(tab.title, shown))
        self.tabs.append(made)
        self.editors |= made.editors
        for editor in made.editors.values():
            editor.committed.connect(self.left)
            editor.edited.connect(self._edited)
        return made

    def _order_tabs(self) -> None:
        for one, following in zip(self.tabs, self.tabs[1:], strict=False):
            self.setTabOrder(one.last_stop(), following)

    def _edited(self, name: str) -> None:
        self.editors[name].clear_error()
        self.edited.emit(name)

    def add_below(self, name: str, content: QWidget) -> None:
        """Put a part of the page below the fields of the FastTab that holds a field."""
        tab = self._tab_of(name)
        if tab is not None:
            tab.add_content(content)
            self._order_tabs()

    # -- what is shown ------------------------------------------------------------------------------

    def show_state(self, state: CardState, *, fresh: bool, saved: Mapping[str, Any]) -> None:
        """Show a record; unless `fresh`, what was typed and is not among `saved` stays."""
        self.title.setText(state.title)
        self.comments.setText(n_("{n} comment", "{n} comments", state.comments))
        self.comments.setVisible(bool(state.comments))
        values = self._values = dict(state.values) | {LAST_MODIFIED: state.modified}
        for name, editor in self.editors.items():
            value = values.get(name, editor.field.kind.empty)
            typed_on = editor.is_changed() and not (name in saved and editor.value() == saved[name])
            if fresh or not typed_on:
                editor.set_value(value)
            else:
                editor.rebase(value)
        self.show_enabling(state.disabled)
        if "county" in self.editors:
            self.show_county("county" not in state.hidden, state.captions.get("county", _("County")))
        for tab in self.tabs:
            tab.refresh_summary()

    def show_enabling(self, disabled: Mapping[str, str]) -> None:
        """Grey fields out, with the reason; the others can be typed into."""
        for name, editor in self.editors.items():
            if name == "no":
                # Its button, which chooses a series, works where nothing may be typed (contacts C-4, C-5).
                editor.set_read_only(name in disabled)
            elif editor.field.editable:
                editor.set_enabled(name not in disabled, disabled.get(name, ""))

    def show_county(self, shown: bool, caption: str) -> None:
        """Show or hide the county, under the name the country gives it."""
        tab = self._tab_of("county")
        if tab is not None:
            tab.set_caption("county", caption)
            tab.show_field("county", shown)

    def show_error(self, name: str, text: str) -> bool:
        """Say it below the field; False where the card has no such field."""
        tab = self._tab_of(name)
        if tab is None:
            return False
        tab.reveal(name)
        self.editors[name].show_error(text)
        return True

    def focus(self, name: str) -> None:
        """Put the cursor into a field and bring it into sight."""
        editor = self.editors[name]
        editor.focus()
        self.ensureWidgetVisible(editor, 0, theme.HUGE)

    def focus_first(self) -> None:
        """Put the cursor into the first field that can be typed into."""
        for editor in self.editors.values():
            if editor.field.editable and editor.widget.isEnabled() and editor.field.name != "no":
                editor.focus()
                return

    # -- what was typed -----------------------------------------------------------------------------

    def typed(self) -> Typed:
        """What differs from what is stored, and what was stored when it was shown."""
        changed = [editor for editor in self.editors.values() if editor.field.editable and editor.is_changed()]
        return Typed(
            {editor.field.name: editor.value() for editor in changed}, {editor.field.name: editor.shown_value() for editor in changed}
        )

    def value_of(self, name: str) -> Any:
        """What a field shows now; what is stored where the form does not show it."""
        return self.editors[name].value() if name in self.editors else self._values.get(name, "")

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into fields as if they had been typed."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].type_in(value)

    def revert(self, name: str) -> str:
        """Show the stored value again; the text that was dropped."""
        text = self.editors[name].text()
        self.editors[name].revert()
        return text

    def commit_focused(self) -> None:
        """The field with the cursor counts as left."""
        for editor in self.editors.values():
            if editor.widget.hasFocus() and editor.is_changed() and not editor.error():
                editor.commit()

    def refused(self) -> list[str]:
        """The fields that show a message."""
        return [name for name, editor in self.editors.items() if editor.error()]

    def _tab_of(self, name: str) -> FastTab | None:
        return next((tab for tab in self.tabs if name in tab.editors), None)
