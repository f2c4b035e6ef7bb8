"""What a user chose for the program: language, theme, size of text, previews and notices (relations R-11, G-11)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox

from contactdesk.presenters.list_specs import NOTICES, notice_id
from contactdesk.presenters.save_preview import MODES, MORE, MOST
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
        super().__init__(windows, "user_settings", _("User settings"), width=660, height=710)
        settings = windows.settings
        modes = ((theme.SYSTEM, _("Same as the system")), (theme.LIGHT, _("Light")), (theme.DARK, _("Dark")))
        sizes = tuple((step, f"{round(step * 100)} %") for step in theme.STEPS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.HUGE)
        grid.setColumnStretch(1, 1)
        self._choice(grid, 0, "language", _("Language"), _LANGUAGES, language())
        self._choice(grid, 1, "theme", _("Theme"), modes, settings["theme"])
        self._choice(grid, 2, "text_size", _("Text size"), sizes, settings["text_size"])
        self._previews(grid, 3)
        OwnWork(windows, grid, 5, self)
        self.body.addLayout(grid)
        self.body.addSpacing(theme.SMALL)
        self.body.addWidget(make.label(_("Notices on lists and cards"), "strong"))
        for kind, text in NOTICES.items():
            box = QCheckBox(_(text))
            box.setObjectName(f"notice_{kind}")
            box.setToolTip(_("Says so above the list and on the card, and offers to create the contacts."))
            box.setChecked(settings.wants_notice(notice_id(kind)))
            box.toggled.connect(lambda on, kind=kind: self._notice(kind, on))
            self.body.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
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

    def _previews(self, grid: QGridLayout, row: int) -> None:
        settings = self.windows.settings
        wish = settings.preview_wish()
        modes = tuple((mode, _(caption)) for mode, caption in MODES.items())
        self._choice(grid, row, "preview_when_saving", _("Preview when saving"), modes, wish.mode)
        number = QSpinBox()
        number.setObjectName("preview_more_than")
        number.setAccessibleName(_("Number of other records"))
        number.setAccessibleDescription(_("A save that changes more records than this shows a preview."))
        number.setMinimumWidth(theme.scaled(80))
        number.lineEdit().setTextMargins(theme.TIGHT, 0, 0, 0)
        number.setRange(1, MOST)
        number.setValue(wish.more_than)
        number.setEnabled(wish.mode == MORE)
        number.valueChanged.connect(partial(settings.__setitem__, "preview_more_than"))
        caption = make.label(_("Number of other records"))
        caption.setBuddy(number)
        grid.addWidget(caption, row + 1, 0)
        grid.addWidget(number, row + 1, 1, Qt.AlignmentFlag.AlignLeft)
        self._more_than = number

    def _chosen(self, name: str, value: object) -> None:
        if name == "preview_when_saving":
            self.windows.settings[name] = value
            self._more_than.setEnabled(value == MORE)
            return
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
