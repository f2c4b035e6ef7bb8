"""Naming a saved view of a list (contacts F-3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit

from contactdesk.errors import UserError
from contactdesk.presenters.ports import Failed
from contactdesk.text import _
from ui.parts.decision import Decision
from ui.parts.editors import FieldFrame
from ui.windows import Windows

Keep = Callable[[str, bool, Callable[[], object], Failed], None]


class SaveViewDialog(Decision):
    """Asks for the name and, for a new view, whether everybody shall have it. `keep(name, shared, done, failed)` saves."""

    def __init__(self, windows: Windows, keep: Keep, *, name: str = "", is_new: bool = True) -> None:
        super().__init__(windows, "save_view", _("Save as a view") if is_new else _("Rename the view"), width=480, height=220)
        self._keep_view = keep
        if is_new:
            self.set_title(self.windowTitle(), _("The filters, columns and order shown now, under a name."))
        self._line = QLineEdit(name)
        self._line.setAccessibleName(_("Name of the view"))
        self._line.setPlaceholderText(_("Name of the view"))
        self._line.selectAll()
        self._field = FieldFrame(
            "name", self._line, _("Without a name it is called after the view shown now, as a copy.") if is_new else ""
        )
        self.shared = QCheckBox(_("For everybody who uses this database"))
        self.shared.setObjectName("shared")
        self.shared.setToolTip(_("Without this the view is only yours."))
        self.shared.setVisible(is_new)
        self.body.addWidget(self._field)
        self.body.addWidget(self.shared)
        self.body.addStretch(1)
        self.add_button(_("Cancel"), "cancel", self.reject)
        self.add_button(_("Save"), "save", self._save, primary=True)
        QTimer.singleShot(0, self, self._line.setFocus)

    def _save(self) -> None:
        self._field.show_error("")
        self._keep_view(self._line.text(), self.shared.isChecked(), self.accept, self._refused)

    def _refused(self, error: UserError) -> None:
        if error.field == "name":
            self._field.show_error(str(error))
            self._line.setFocus()
        else:
            self.show_refusal(error)
