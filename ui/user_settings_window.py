"""What a user chose for the program: language, theme, size of text, and which notices appear (relations R-11)."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QGridLayout

from contactdesk.presenters.list_page import NOTICES, notice_id
from contactdesk.text import _, language
from ui import theme
from ui.parts import make
from ui.parts.decision import Decision
from ui.parts.editors_choice import DropDown
from ui.parts.own_work import OwnWork
from ui.windows import Windows

_LANGUAGES = (("en", "English"), ("nl", "Nederlands"))


class UserSettingsWindow(Decision):
    """Every choice holds at once."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows, "user_settings", _("User settings"), width=560, height=560)
        settings = windows.settings
        modes = ((theme.SYSTEM, _("Same as the system")), (theme.LIGHT, _("Light")), (theme.DARK, _("Dark")))
        sizes = tuple((step, f"{round(step * 100)} %") for step in theme.STEPS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.HUGE)
        grid.setColumnStretch(1, 1)
        self._choice(grid, 0, "language", _("Language"), _LANGUAGES, language())
        self._choice(grid, 1, "theme", _("Theme"), modes, settings["theme"])
        self._choice(grid, 2, "text_size", _("Text size"), sizes, settings["text_size"])
        OwnWork(windows, grid, 3, self)
        self.body.addLayout(grid)
        self.body.addSpacing(theme.SMALL)
        self.body.addWidget(make.label(_("Notices on lists and cards"), "strong"))
        for kind, text in NOTICES.items():
            box = QCheckBox(_(text))
            box.setObjectName(f"notice_{kind}")
            box.setChecked(settings.wants_notice(notice_id(kind)))
            box.toggled.connect(lambda on, kind=kind: self._notice(kind, on))
            self.body.addWidget(box)
        self.body.addStretch(1)
        self.add_button(_("Close"), "close", self.close, primary=True)

    def _choice(
        self, grid: QGridLayout, row: int, name: str, caption: str, options: tuple[tuple[object, str], ...], chosen: object
    ) -> None:
        made = DropDown()
        made.setObjectName(name)
        made.setAccessibleName(caption)
        for value, text in options:
            made.addItem(text, value)
        made.setCurrentIndex(max(made.findData(chosen), 0))
        made.activated.connect(lambda _place: self._chosen(name, made.currentData()))
        grid.addWidget(make.label(caption), row, 0)
        grid.addWidget(made, row, 1)

    def _chosen(self, name: str, value: object) -> None:
        if name == "text_size":
            self.windows.settings["text_size"] = value
            value = self.windows.settings["theme"]
        self.windows.home.run_command(f"language.{value}" if name == "language" else f"theme.{value}")

    def _notice(self, kind: str, on: bool) -> None:
        settings, id = self.windows.settings, notice_id(kind)
        if on:
            settings["notices_off"] = [other for other in settings["notices_off"] if other != id]
        else:
            settings.switch_notice_off(id)
