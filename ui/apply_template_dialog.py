"""Apply Template: template, way of filling, and what would change, in one dialog (relations R-34)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton

from contactdesk.errors import UserError
from contactdesk.model.link_kinds import BY_ID
from contactdesk.presenters.apply_template import ApplyTemplatePresenter
from contactdesk.presenters.changes import ChangeGroup
from contactdesk.text import _, n_
from ui import theme
from ui.parts import make
from ui.parts.changes_view import ChangesView
from ui.parts.decision import Decision
from ui.parts.editors_choice import DropDown
from ui.windows import Windows


class ApplyTemplateDialog(Decision):
    """The view of `ApplyTemplatePresenter`."""

    def __init__(self, windows: Windows, kind: str, nos: Sequence[str]) -> None:
        super().__init__(windows, "apply_template_dialog", _("Apply Template"), width=820, height=560)
        caption = _(BY_ID[kind].caption if len(nos) == 1 else BY_ID[kind].captions)
        named = nos[0] if len(nos) == 1 else n_("{n} record", "{n} records", len(nos))
        self.set_title(_("Apply Template"), f"{caption} {named}" if len(nos) == 1 else f"{named} · {caption}")
        self._presenter = ApplyTemplatePresenter(self, windows.desk, windows.run, windows)
        self._templates = DropDown()
        self._templates.setObjectName("template")
        self._templates.setAccessibleName(_("Template"))
        self._templates.setMinimumContentsLength(34)
        self._templates.activated.connect(lambda _place: self._choose())
        self._blank = QRadioButton(_("Fill empty fields only"))
        self._blank.setObjectName("fill_empty")
        self._blank.setToolTip(_("Fields that have a value keep it."))
        self._blank.setChecked(True)
        self._overwrite = QRadioButton(_("Overwrite with template values"))
        self._overwrite.setObjectName("overwrite")
        self._overwrite.setToolTip(_("Values of the template replace those of the record."))
        self._ways = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(theme.MEDIUM)
        line.addWidget(make.label(_("Template"), "caption"))
        line.addWidget(self._templates)
        line.addStretch(1)
        ways = QHBoxLayout()
        ways.setSpacing(theme.LARGE)
        for choice in (self._blank, self._overwrite):
            self._ways.addButton(choice)
            choice.clicked.connect(lambda _on: self._choose())
            ways.addWidget(choice)
        ways.addStretch(1)
        self._changes = ChangesView()
        self.body.addLayout(line)
        self.body.addLayout(ways)
        self.body.addWidget(self._changes, 1)
        self.add_button(_("Cancel"), "cancel", self.reject)
        self._ok = self.add_button(_("Apply"), "ok", self._presenter.apply, primary=True)
        self._ok.setEnabled(False)
        self._presenter.open(kind, nos)

    def show_templates(self, templates: Sequence[tuple[str, str]]) -> None:
        """The templates there are."""
        self._templates.clear()
        for code, description in templates:
            self._templates.addItem(f"{code}   {description}", code)
        self._templates.setFocus()
        if templates:
            self._choose()
        else:
            self._changes.show_count(_("There is no template."))

    def show_preview(self, groups: Sequence[ChangeGroup], possible: bool) -> None:
        """What would change."""
        self._changes.show_groups(groups)
        self._ok.setEnabled(possible)

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused; nothing is applied then."""
        self._ok.setEnabled(False)
        super().show_refusal(error)

    def show_applied(self) -> None:
        """It is done; the pages behind say what changed."""
        self.accept()

    def _choose(self) -> None:
        self.message.dismiss()
        self._presenter.choose(str(self._templates.currentData() or ""), overwrite=self._overwrite.isChecked())
