"""What a save or an undo would change, shown over its card before it is done (relations G-11, G-12)."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from contactdesk.presenters.card_view import Decided
from contactdesk.presenters.changes import groups_of
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _
from ui import theme
from ui.choose_dialog import OverWindow
from ui.parts import make
from ui.parts.changes_view import ChangesView


class PreviewDialog(OverWindow):
    """Enter does it; Esc and "Back to the card" leave everything as it was typed. `decided` is called once."""

    def __init__(self, text: str, caption: str, changes: ChangeSet, decided: Decided, parent: QWidget) -> None:
        super().__init__(parent.windowTitle(), parent)
        self.setObjectName("preview")
        self._decided = decided
        self._view = view = ChangesView()
        view.show_groups(groups_of(changes), choosable=True)
        self.page.addWidget(make.label(text, "heading", name="preview_text", wrap=True))
        self.page.addWidget(view, 1)
        go = make.button(caption, "preview_go", self.accept, primary=True)
        go.setDefault(True)
        self.add_buttons([make.button(_("Back to the card"), "preview_back", self.reject), go])
        go.setFocus()
        theme.size_window(self, 720, 480)

    def done(self, result: int) -> None:
        super().done(result)
        self._decided(result == QDialog.DialogCode.Accepted, self._view.left_out())
