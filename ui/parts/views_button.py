"""The saved views of a list, at its title (contacts F-3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from contactdesk.services.standard_view import ALL
from contactdesk.text import _
from ui import icons

if TYPE_CHECKING:
    from contactdesk.services.views import View


class ViewsButton(QToolButton):
    """Says which view is shown and opens the menu of views. `chosen` brings the id of a view, 0 for "All"."""

    chosen = Signal(int)
    saving = Signal()
    saving_as = Signal()
    renaming = Signal()
    removing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("views")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(_("Saved views of this list"))
        icons.dress(self, "chevron_down", "text_soft", icons.SMALL)
        self.setMenu(QMenu(self))
        self.menu().setToolTipsVisible(True)
        self.menu().setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._told: tuple[tuple[View, ...], View | None, bool] | None = None
        self.show_views((), None, changed=False)

    def show_views(self, views: Sequence[View], current: View | None, *, changed: bool) -> None:
        """Show these views; `changed`: the list shows something else than the current one says."""
        if self._told == (told := (tuple(views), current, changed)):
            return
        self._told = told
        name = current.name if current else _(ALL)
        self.setText(f"{name.replace('&', '&&')} *" if changed else name.replace("&", "&&"))
        self.setAccessibleName(_("View: {name}").format(name=", ".join((name, _("changed"))) if changed else name))
        menu = self.menu()
        menu.clear()
        self._choice(0, _(ALL), current is None)
        for view in views:
            name_of = _("{name} (for everybody)").format(name=view.name) if view.shared else view.name
            self._choice(view.id, name_of, current is not None and current.id == view.id)
        menu.addSeparator()
        self._entry("save_view_as", "save", _("Save as a view…"), self.saving_as)
        if current is not None:
            self._entry("save_view", "document_save", _("Save changes to {name}").format(name=name), self.saving, changed)
            self._entry("rename_view", "edit", _("Rename {name}…").format(name=name), self.renaming)
            self._entry("remove_view", "delete", _("Remove {name}").format(name=name), self.removing)

    def _choice(self, id: int, name: str, is_current: bool) -> None:
        entry = self.menu().addAction(name.replace("&", "&&"), partial(self.chosen.emit, id))
        entry.setObjectName(f"view_{id}")
        entry.setCheckable(True)
        entry.setChecked(is_current)

    def _entry(self, name: str, icon: str, caption: str, signal: SignalInstance, enabled: bool = True) -> None:
        entry = QAction(caption.replace("&", "&&"), self.menu())
        entry.setObjectName(name)
        icons.dress(entry, icon)
        entry.setEnabled(enabled)
        entry.triggered.connect(lambda: signal.emit())
        self.menu().addAction(entry)
