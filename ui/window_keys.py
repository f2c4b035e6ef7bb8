"""Keys that every window has: Tell Me, help on the page or field, all shortcuts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from contactdesk.text import _
from ui.parts.action_bar import ActionBar, make_action
from ui.parts.bar_button import BarButton

if TYPE_CHECKING:
    from ui.windows import Windows

EVERYWHERE = ("program.tell_me", "help.page", "help.shortcuts")


def add_keys(windows: Windows, window: QWidget) -> None:
    """Give a window these keys, and a magnifier at the end of its bar where it has one."""
    if any(action.objectName() == EVERYWHERE[0] for action in window.actions()):
        return
    made = {id: make_action(id, window, partial(windows.home.run_command, id)) for id in EVERYWHERE}
    bar = window.findChild(ActionBar)
    if bar is not None and not bar.isHidden():
        button = BarButton(icon_only=True)
        button.setDefaultAction(made["program.tell_me"])
        button.setAccessibleName(_("Tell Me"))
        button.setObjectName("tell_me_button")
        bar.add_widget(button)
