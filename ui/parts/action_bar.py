"""Buttons and menus made from the declared actions; what does not fit goes into a menu "More"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QToolTip, QWidget

from contactdesk.actions import ACTIONS, GROUPS, group_actions
from contactdesk.text import _
from ui import icons, theme
from ui.parts import make
from ui.parts.bar_button import BarButton

SEPARATOR = "|"


def make_action(id: str, owner: QWidget, slot: Callable[[], object] | None = None, *, in_menu: bool = False) -> QAction:
    """The declared action `id` as a Qt action with caption, help, icon and shortcut; `owner` keeps it and has the shortcut.

    `in_menu`: only the menus of an `ActionBar` show it, and its icon is drawn when they are opened.
    """
    declared = ACTIONS[id]
    action = QAction(_(declared.caption), owner)
    action.setObjectName(id)
    if declared.icon:
        icons.dress(action, declared.icon, later=in_menu)
    if declared.shortcut:
        action.setShortcut(QKeySequence(declared.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.setData(_(declared.help))
    _explain(action, "")
    if slot is not None:
        action.triggered.connect(lambda: slot())
    owner.addAction(action)
    return action


def set_possible(action: QAction, possible: bool, reason: str = "") -> None:
    """Enable the action, or disable it with `reason` in its tooltip."""
    action.setEnabled(possible)
    _explain(action, "" if possible else reason)


def _explain(action: QAction, reason: str) -> None:
    help = str(action.data() or "")
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    first = f"{action.text()} ({keys})" if keys else action.text()
    action.setToolTip(make.tip("\n".join(part for part in (first, reason or help) if part)))
    action.setStatusTip(reason or help)


class _TellingMenu(QMenu):
    """A menu that shows the tooltips of its entries, also of those that are disabled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.aboutToShow.connect(lambda: icons.dress_entries(self))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for entry in self.actions():
                if self.actionGeometry(entry).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), entry.toolTip(), self)
            return True
        return super().event(event)


class ActionBar(QWidget):
    """A row of buttons. `layout` names actions ("record.new"), groups that become a menu ("create_as") and "|".

    `triggered` brings the id of the action, whether it came from a button, a menu or the keyboard.
    Shortcuts belong to `owner`, the window whose bar this is.
    """

    triggered = Signal(str)

    def __init__(self, layout: Sequence[str], owner: QWidget, *, icons_only: bool = False) -> None:
        super().__init__(owner)
        self.setObjectName("action_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Actions"))
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QToolButton] = {}
        self._icons_only = icons_only
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(theme.SMALL, theme.TIGHT, theme.SMALL, theme.TIGHT)
        self._line.setSpacing(2)
        self._parts: list[QWidget] = [self._part(id, owner) for id in layout]
        for part in self._parts:
            self._line.addWidget(part)
        self._more = self._menu_button(_("More"), "more_horizontal", _TellingMenu(self))
        self._more.setObjectName("more")
        self._more.setAccessibleName(_("More"))
        self._more.setAccessibleDescription(_("The actions for which there is no room."))
        self._more.setVisible(False)
        self._line.addWidget(self._more)
        self._line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.changes().changed.connect(self._fit)

    def action(self, id: str) -> QAction:
        """The Qt action with this id."""
        return self._actions[id]

    def actions_shown(self) -> list[QAction]:
        """All actions of the bar, in its order."""
        return list(self._actions.values())

    def left_out(self) -> set[str]:
        """Actions of the groups that are not offered here."""
        groups = {id for id, button in self._menus.items() if button.property("left_out")}
        return {id for id in self._actions if ACTIONS[id].group in groups}

    def set_enabled(self, id: str, enabled: bool, reason: str = "") -> None:
        """Allow the action, or grey it out with the reason in its tooltip."""
        set_possible(self._actions[id], enabled, reason)

    def set_visible(self, id: str, visible: bool) -> None:
        """Show an action, or a whole group, or leave it out."""
        if id in self._menus:
            self._menus[id].setProperty("left_out", not visible)
        else:
            self._actions[id].setVisible(visible)
        self._fit()

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget (search box) at the right end of the bar."""
        self._line.addWidget(widget)

    def menu(self, *ids: str) -> QMenu:
        """A context menu of these actions of the bar; "|" makes a line."""
        menu = _TellingMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for id in ids:
            menu.addSeparator() if id == SEPARATOR else menu.addAction(self._actions[id])
        return menu

    def _part(self, id: str, owner: QWidget) -> QWidget:
        if id == SEPARATOR:
            line = QFrame(frameShape=QFrame.Shape.NoFrame)
            line.setFixedWidth(1)
            line.setMinimumHeight(theme.scaled(20))
            line.setObjectName("bar_line")
            return line
        if id in GROUPS:
            return self._menu_part(id, owner)
        button = BarButton(icon_only=self._icons_only)
        button.setDefaultAction(self._add(id, owner))
        self._dress(button)
        return button

    def _menu_part(self, id: str, owner: QWidget) -> QToolButton:
        group = GROUPS[id]
        menu = _TellingMenu(self)
        for declared in group_actions(id):
            menu.addAction(self._add(declared.id, owner, in_menu=True))
        menu.menuAction().setText(_(group.caption))
        button = self._menu_button(_(group.caption), group.icon, menu)
        button.setToolTip(_(group.help))
        button.setObjectName(id)
        self._menus[id] = button
        return button

    def _menu_button(self, caption: str, icon: str, menu: QMenu) -> QToolButton:
        button = BarButton(icon_only=self._icons_only and bool(icon) and icon != "more_horizontal")
        button.setText(caption)
        icons.dress(button, icon)
        icons.dress(menu.menuAction(), icon)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._dress(button)
        return button

    def _dress(self, button: QToolButton) -> None:
        button.setAccessibleName(button.text())
        button.installEventFilter(self)

    def _add(self, id: str, owner: QWidget, *, in_menu: bool = False) -> QAction:
        if id not in self._actions:
            self._actions[id] = make_action(id, owner, lambda: self.triggered.emit(id), in_menu=in_menu)
        return self._actions[id]

    # -- what fits ----------------------------------------------------------------------------------

    def _fit(self) -> None:
        """Move the parts that do not fit into "More", the last ones first; a bar that nobody sees yet waits until it is shown."""
        if not self.isVisible():
            return
        margins = self._line.contentsMargins()
        others = [item.widget() for place in range(self._line.count()) if (item := self._line.itemAt(place)) is not None]
        fixed = sum(w.sizeHint().width() + 2 for w in others if w is not None and w not in self._parts and w is not self._more)
        room = self.width() - margins.left() - margins.right() - fixed
        wanted = [part for part in self._parts if self._is_wanted(part)]
        widths = [part.sizeHint().width() + self._line.spacing() for part in wanted]
        shown = len(wanted)
        if sum(widths) > room:
            room -= self._more.sizeHint().width() + self._line.spacing()
            while shown and sum(widths[:shown]) > room:
                shown -= 1
        for part in self._parts:
            part.setVisible(part in wanted[:shown])
        self._fill_more(wanted[shown:])

    def _fill_more(self, parts: list[QWidget]) -> None:
        menu = self._more.menu()
        menu.clear()
        for part in parts:
            if not isinstance(part, QToolButton):
                menu.addSeparator()
            elif part.menu() is not None:
                menu.addMenu(part.menu())
            else:
                menu.addAction(part.defaultAction())
        self._more.setVisible(bool(parts))

    @staticmethod
    def _is_wanted(part: QWidget) -> bool:
        if not isinstance(part, QToolButton):
            return True
        if part.menu() is not None:
            return not part.property("left_out")
        return part.defaultAction() is None or part.defaultAction().isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt shows no tooltip over a disabled button; here it names the reason.
        if event.type() == QEvent.Type.ToolTip and isinstance(watched, QToolButton) and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), watched.toolTip(), watched)
            return True
        return super().eventFilter(watched, event)
