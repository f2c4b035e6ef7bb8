"""Who works here and on which date: own salesperson code and working date (contacts C-12, relations R-33a)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QGridLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.fields import Field
from contactdesk.model.kinds import Code, Day
from contactdesk.text import N_, _
from ui.code_meanings import show_meanings
from ui.parts import make
from ui.parts.decision import look_up_of
from ui.parts.editors import Editor, editor_for
from ui.windows import Windows

OWN_CODE = Field(
    N_("Own salesperson code"), Code(20), N_("New customers and vendors get it."), refers_to="salesperson", name="salesperson_code"
)
WORK_DATE = Field(N_("Work date"), Day(), N_("The date to work on until the program ends; blank is today."), name="work_date")


class OwnWork(QObject):
    """Both fields, in rows of `grid` from `first` on; what is typed holds at once, what is refused stays beside its message."""

    def __init__(self, windows: Windows, grid: QGridLayout, first: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._windows = windows
        who = windows.desk.actions.who
        self._editors: dict[str, Editor] = {}
        for row, (field, value) in enumerate(((OWN_CODE, who.salesperson_code), (WORK_DATE, who.work_date)), first):
            editor = editor_for(field, look_up_of(windows))
            editor.set_value(value)
            editor.committed.connect(self._take)
            caption = make.label(_(field.caption))
            caption.setBuddy(editor.widget)
            grid.addWidget(caption, row, 0)
            grid.addWidget(editor, row, 1)
            self._editors[field.name] = editor
        show_meanings(windows, self._editors)

    def _take(self, name: str) -> None:
        editor = self._editors[name]
        try:
            value: Any = editor.field.kind.check(editor.value())
        except UserError as error:
            editor.show_error(str(error))
            return
        if name == WORK_DATE.name or not value:
            self._keep(name, value)
            return
        records = self._windows.desk.records
        self._windows.run(
            lambda: records.read("salesperson", value), lambda _found: self._keep(name, value), lambda error: editor.show_error(str(error))
        )

    def _keep(self, name: str, value: Any) -> None:
        self._editors[name].set_value(value)
        actions = self._windows.desk.actions
        if name == OWN_CODE.name:
            self._windows.settings["salesperson_code"] = value
            actions.who = replace(actions.who, salesperson_code=value)
        else:
            actions.who = replace(actions.who, work_date=value)
