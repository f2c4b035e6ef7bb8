"""Asking for a map: this address, or the way from or to another one; opened in the browser (contacts M-1 to M-3, M-6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.fields import Field, field_map
from contactdesk.model.kinds import Code
from contactdesk.model.online_map import OnlineMapSetup
from contactdesk.model.tables import TABLES
from contactdesk.presenters.online_map import MENU, OTHER_MENU, OnlineMapPresenter, Way
from contactdesk.services.online_map import KINDS, MapState
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import N_, _
from ui import theme
from ui.code_meanings import show_meanings
from ui.parts import make
from ui.parts.answers import run_for
from ui.parts.decision import Decision, look_up_of
from ui.parts.editors import Editor, editor_for
from ui.parts.editors_choice import DropDown
from ui.windows import Windows

_ENTRY = Qt.ItemDataRole.UserRole
_NO = N_("No.")


class OnlineMapWindow(Decision):
    """A small window that goes from question to menu to browser; Esc goes one step back."""

    def __init__(self, windows: Windows, table: str, no: str) -> None:
        super().__init__(windows, "online_map_window", _("Online Map"), width=500, height=440)
        self._back: Callable[[], None] | None = None
        self._go: Callable[[], object] = self.close
        self._pages = QStackedWidget()
        self._text = make.label("", wrap=True, name="map_text")
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._menu, self._other = _Menu(MENU, _("Online Map")), _Menu(OTHER_MENU, _("Directions"))
        self._address = _AddressForm(windows)
        self._url = _UrlPage()
        for part in (self._text, self._menu, self._other, self._address, self._url):
            self._pages.addWidget(part)
        self.body.addWidget(self._pages)
        self._back_button = self.add_button(_("Back"), "map_back", self.reject)
        self._close_button = self.add_button(_("Close"), "close", self.close)
        self._go_button = self.add_button(_("OK"), "map_go", lambda: self._go(), primary=True)
        self._presenter = OnlineMapPresenter(self, windows.desk, run_for(self, windows), windows, table, no)
        for menu in (self._menu, self._other):
            menu.itemActivated.connect(lambda item: self._presenter.choose(item.data(_ENTRY)))
        self._show_step(self._text, close=_("Close"), go="")
        self._presenter.begin()

    def changed(self, changes: ChangeSet) -> None:
        """Somebody saved something."""
        self._presenter.heard(changes)

    def reject(self) -> None:
        """Esc: one step back, or away (contacts M-2)."""
        if self._back is not None:
            self._back()
        else:
            super().reject()

    def _show_step(self, page: QWidget, *, close: str, go: str, do: Callable[[], object] | None = None, back: bool = False) -> None:
        self.message.dismiss()
        self._pages.setCurrentWidget(page)
        self._back = self.show_menu if back else None
        self._back_button.setVisible(back)
        self._close_button.setText(close)
        self._go = do or self.close
        self._go_button.setText(go)
        self._go_button.setVisible(bool(go))
        self._go_button.setDefault(bool(go))
        if isinstance(page, QLabel):
            (self._go_button if go else self._close_button).setFocus()

    def _say(self, text: str, *, close: str, go: str, do: Callable[[], object] | None = None) -> None:
        self._text.setText(text)
        self._show_step(self._text, close=close, go=go, do=do)

    # -- what the presenter shows -------------------------------------------------------------------

    def show_title(self, title: str) -> None:
        """Name the record."""
        self.set_title(_("Online Map"), title)

    def ask_setup(self) -> None:
        """Ask whether to set up online maps now."""
        sent = _("A map opens in your browser, which sends the address to the map service you choose. ContactDesk itself sends nothing.")
        self._say("\n\n".join((_("Set up online maps now?"), sent)), close=_("No"), go=_("Yes"), do=self._presenter.set_up)

    def wait_for_setup(self) -> None:
        """Say that the setup is open."""
        self._say(_("Switch maps on in Online Map Setup; then it goes on here."), close=_("Close"), go="")

    def ask_go_on(self) -> None:
        """Online maps are on now: ask whether to go on."""
        self._say(_("Online maps are on. Go on with this map?"), close=_("No"), go=_("Yes"), do=self.show_menu)
        self.raise_()
        self.activateWindow()

    def show_menu(self) -> None:
        """Offer what can be shown."""
        self._show_step(self._menu, close=_("Close"), go=_("OK"), do=partial(self._take, self._menu))
        self._menu.setFocus()

    def show_other_menu(self) -> None:
        """Offer the directions."""
        self._show_step(self._other, close=_("Close"), go=_("OK"), do=partial(self._take, self._other), back=True)
        self._other.setFocus()

    def _take(self, menu: QListWidget) -> None:
        self._presenter.choose(menu.currentItem().data(_ENTRY))

    def ask_address(self, title: str, state: MapState) -> None:
        """Ask for another address."""
        self._address.show_state(title, state)
        self._show_step(self._address, close=_("Close"), go=_("Show the way"), do=self._show_way, back=True)
        self._back = self.show_other_menu
        self._address.kind.setFocus()

    def _show_way(self) -> None:
        self._presenter.show_way(self._address.way())

    def show_address_refusal(self, error: UserError) -> None:
        """Say what is wrong with the other address."""
        self.show_refusal(error)
        self._address.number.focus()

    def show_url(self, url: str) -> None:
        """Show a web address to be copied: no browser could be started."""
        self._url.show_url(url)
        self._show_step(self._url, close=_("Close"), go=_("Copy"), do=self._url.copy)
        self._url.line.setFocus()


class _Menu(QListWidget):
    """A few entries; Enter and a double click choose one."""

    def __init__(self, entries: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setObjectName("map_menu")
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("The arrows move; Enter chooses a line."))
        self.setProperty("framed", True)
        for id, caption in entries:
            item = QListWidgetItem(_(caption))
            item.setData(_ENTRY, id)
            item.setSizeHint(QSize(0, theme.scaled(34)))
            self.addItem(item)
        self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class _AddressForm(QWidget):
    """Which other address, and how the way is looked for (contacts M-3)."""

    def __init__(self, windows: Windows) -> None:
        super().__init__()
        self._windows, self._look_up = windows, look_up_of(windows)
        self.title = make.label("", "strong", name="map_way", wrap=True)
        self.kind = DropDown()
        self.kind.setObjectName("map_kind")
        self.kind.setAccessibleName(_("Kind of address"))
        for table in KINDS:
            self.kind.addItem(_(TABLES[table].CAPTION), table)
        declared = field_map(OnlineMapSetup)
        self.choices: dict[str, Editor] = {name: editor_for(declared[name]) for name in ("show_distance_in", "route")}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.MEDIUM)
        self._grid.setVerticalSpacing(theme.SMALL)
        self._grid.setColumnStretch(1, 1)
        self._add(0, _("Kind of address"), self.kind, self.kind)
        self._number_caption = make.label(_(_NO))
        self._grid.addWidget(self._number_caption, 1, 0)
        for row, (name, editor) in enumerate(self.choices.items(), start=2):
            self._add(row, _(declared[name].caption), editor, editor.widget)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.SMALL)
        page.addWidget(self.title)
        page.addLayout(self._grid)
        page.addStretch(1)
        self.number = self._number_editor()
        self.kind.currentIndexChanged.connect(self._kind_changed)

    def _add(self, row: int, caption: str, widget: QWidget, buddy: QWidget) -> None:
        label = make.label(caption)
        label.setBuddy(buddy)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(widget, row, 1)

    def _number_editor(self) -> Editor:
        """A number of the kind chosen, with a drop-down of what there is."""
        table = self.kind.currentData()
        made = editor_for(Field(_NO, Code(20), N_("Number of the other address."), refers_to=table, name="map_no"), self._look_up)
        show_meanings(self._windows, {"map_no": made})
        self._grid.addWidget(made, 1, 1)
        self._number_caption.setBuddy(made.widget)
        self.setTabOrder(self.kind, made.widget)
        self.setTabOrder(made.widget, self.choices["show_distance_in"].widget)
        return made

    def _kind_changed(self) -> None:
        self._grid.removeWidget(self.number)
        self.number.hide()
        self.number.deleteLater()
        self.number = self._number_editor()

    def show_state(self, title: str, state: MapState) -> None:
        """Begin anew, with unit and route of the setup."""
        self.title.setText(title)
        self.choices["show_distance_in"].set_value(state.show_distance_in)
        self.choices["route"].set_value(state.route)

    def way(self) -> Way:
        """What was asked for."""
        distance, route = (int(editor.value() or 0) for editor in self.choices.values())
        return Way(str(self.kind.currentData()), self.number.text().strip(), distance, route)


class _UrlPage(QWidget):
    """A web address to copy."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName("map_url")
        self.line.setAccessibleName(_("Address of the map"))
        self.line.setAccessibleDescription(_("Ctrl+C copies it."))
        self.line.setReadOnly(True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.SMALL)
        page.addWidget(make.label(_("No browser could be started. Copy this address and open it yourself."), wrap=True))
        page.addWidget(self.line)
        page.addStretch(1)

    def show_url(self, url: str) -> None:
        """Show the address, marked."""
        self.line.setText(url)
        self.line.selectAll()

    def copy(self) -> None:
        """Put the address on the clipboard."""
        QGuiApplication.clipboard().setText(self.line.text())
