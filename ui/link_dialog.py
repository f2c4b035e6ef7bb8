"""Link with existing: one dialog for customers, vendors, bank accounts and employees (relations R-40 to R-46, G-1 to G-5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QSplitter, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.link_kinds import BY_ID
from contactdesk.presenters.changes import ChangeGroup
from contactdesk.presenters.link_choices import KeptRow, LinkRow
from contactdesk.presenters.link_dialog import LinkDialogPresenter, Start
from contactdesk.services.linking import CONTACT, ENTITY, PER_FIELD, Linked
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.changes_view import ChangesView
from ui.parts.decision import Decision
from ui.parts.difference_grid import DifferenceGrid
from ui.parts.editors import LookUpAnswer
from ui.parts.editors_choice import DropDown
from ui.parts.editors_code import DropDownList
from ui.parts.message_bar import EmptyState
from ui.windows import Windows

BLANK_NEVER = "blank_never_replaces"


@dataclass(frozen=True, slots=True)
class _Found:
    """A line of the drop-down: number, name, and the contact where it has one."""

    no: str
    title: str


class EntityNo(QLineEdit):
    """The number of what is linked: typed, or taken from the drop-down (Alt+Down, F4)."""

    def __init__(self, drop_down_of: LinkDialog) -> None:
        super().__init__()
        self.setObjectName("entity_no")
        self.list = DropDownList(self, "", drop_down_of.look_up)
        self.list.picked.connect(self._picked)
        self.chosen = drop_down_of.number_chosen
        self._last = ""
        self._offer = make.tool("chevron_down", _("Choose from the list (Alt+Down)"), "entity_no_look_up", self.list.open, small=True)
        self._furnish()
        self.editingFinished.connect(self._finished)

    def _furnish(self) -> None:
        """The arrow stands inside the field, as in every field with a list."""
        self._offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offer.setProperty("inside", True)
        self._offer.setCursor(Qt.CursorShape.ArrowCursor)
        inside = QHBoxLayout(self)
        inside.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        inside.setContentsMargins(0, 0, theme.TIGHT, 0)
        inside.addStretch(1)
        inside.addWidget(self._offer)
        self.setTextMargins(0, 0, theme.scaled(24), 0)

    def fix(self, no: str) -> None:
        """Show this number, and offer no other."""
        self.setText(no)
        self.setReadOnly(True)
        self._offer.setVisible(False)

    def _picked(self, no: str) -> None:
        self.setText(no)
        self._finished()

    def _finished(self) -> None:
        self.list.forget()
        if self.text().strip() != self._last and not self.list.is_open() and not self.isReadOnly():
            self._last = self.text().strip()
            self.chosen(self._last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if opens or event.key() == Qt.Key.Key_F4:
            if not self.isReadOnly():
                self.list.open()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finished()
        else:
            super().keyPressEvent(event)


class LinkDialog(Decision):
    """The view of `LinkDialogPresenter`."""

    def __init__(
        self, windows: Windows, contact_no: str, kind: str, entity_no: str = "", decided: Callable[[bool], object] | None = None
    ) -> None:
        """With `entity_no` that record is linked and no other; `decided` is told once whether it was."""
        caption = _(BY_ID[kind].caption)
        self._entity_no, self._decided = entity_no, decided
        super().__init__(windows, "link_dialog", _("Link with existing {kind}").format(kind=caption.lower()), width=940, height=760)
        self._caption = caption
        self._answer: LookUpAnswer | None = None
        self._presenter = LinkDialogPresenter(self, windows.desk, windows.run, windows)
        self._build()
        self._presenter.open(contact_no, kind, blank_never_replaces=bool(windows.settings[BLANK_NEVER]))

    # -- what is on it ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._content = QWidget()
        self._content.setVisible(False)
        self._number = EntityNo(self)
        self._with_linked = QCheckBox(_("Offer linked ones too"))
        self._with_linked.setObjectName("with_linked")
        self._with_linked.setToolTip(_("Records that have another contact are in the list as well."))
        self._master = DropDown()
        self._master.setObjectName("master")
        self._master.addItems([_("Contact"), self._caption, _("Per field")])
        self._master.activated.connect(lambda place: self._presenter.choose_master((CONTACT, ENTITY, PER_FIELD)[place]))
        self._blank_never = QCheckBox(_("Blank never replaces a value"))
        self._blank_never.setObjectName(BLANK_NEVER)
        self._blank_never.setToolTip(_("Where one side is blank, the value of the other side stays."))
        self._blank_never.clicked.connect(self._keep_blank_never)
        self._targets = QVBoxLayout()
        self._group = QButtonGroup(self)
        self._grid = DifferenceGrid(self._caption)
        self._grid.source_chosen.connect(self._presenter.choose_source)
        self._equal = QCheckBox(_("Show equal fields"))
        self._equal.setObjectName("show_equal")
        self._equal.setToolTip(_("Shows the fields as well on which both sides agree."))
        self._equal.toggled.connect(self._grid.show_equal)
        self._changes = ChangesView(title=_("What changes:"))
        page = QVBoxLayout(self._content)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.MEDIUM)
        page.addLayout(self._top())
        self._compared, self._empty = self._lower(), EmptyState()
        self._empty.show_empty(_("Nothing chosen yet"), _("Choose a record above; here both are compared, field by field."), icon="link")
        page.addWidget(self._compared, 1)
        page.addWidget(self._empty, 1)
        self._compared.setVisible(False)
        self.body.addWidget(self._content, 1)
        self.body.addStretch(0)
        self._cancel = self.add_button(_("Cancel"), "cancel", self.reject)
        self._ok = self.add_button(_("Link"), "ok", self._presenter.link, primary=True)
        self._ok.setEnabled(False)

    def _top(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(theme.MEDIUM)
        form.setVerticalSpacing(theme.SMALL)
        number = make.label(_("{kind} No.").format(kind=self._caption), "caption")
        number.setBuddy(self._number)
        self._number.setAccessibleName(number.text())
        self._number.setPlaceholderText(_("Type a number or part of a name"))
        master = make.label(_("Current Master Fields"), "caption")
        master.setBuddy(self._master)
        self._master.setAccessibleName(master.text())
        self._target_caption = make.label(_("Linked contact"), "caption")
        form.addWidget(self._target_caption, 0, 0, Qt.AlignmentFlag.AlignTop)
        form.addLayout(self._targets, 0, 1, 1, 2)
        for row, (caption, widget, option) in enumerate(
            ((number, self._number, self._with_linked), (master, self._master, self._blank_never)), 1
        ):
            form.addWidget(caption, row, 0)
            form.addWidget(widget, row, 1)
            form.addWidget(option, row, 2)
            widget.setMinimumWidth(theme.scaled(340))
        form.setColumnStretch(3, 1)
        return form

    def _lower(self) -> QSplitter:
        compared = QWidget()
        head = QHBoxLayout()
        head.addWidget(make.label(_("Differences"), "strong"))
        head.addStretch(1)
        head.addWidget(self._equal)
        inside = QVBoxLayout(compared)
        inside.setContentsMargins(0, 0, 0, theme.SMALL)
        inside.setSpacing(theme.TIGHT)
        inside.addLayout(head)
        inside.addWidget(self._grid, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(compared)
        splitter.addWidget(self._changes)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        return splitter

    # -- what the user does -------------------------------------------------------------------------

    def look_up(self, _table: str, typed: str, answer: LookUpAnswer) -> None:
        """What the drop-down below the number asks."""
        self._answer = answer
        self._presenter.find(typed, with_linked=self._with_linked.isChecked())

    def number_chosen(self, no: str) -> None:
        """The number was typed or taken from the drop-down."""
        self._presenter.choose_entity(no)

    def _keep_blank_never(self, on: bool) -> None:
        self.windows.settings[BLANK_NEVER] = on
        self._presenter.set_blank_never_replaces(on)

    # -- what the presenter shows -------------------------------------------------------------------

    def show_start(self, start: Start) -> None:
        """Who is linked; a person of a company may be linked instead of the company."""
        no, name = start.targets[0]
        self.set_title(self.windowTitle(), _("Contact {no} {name}").format(no=no, name=name) if len(start.targets) == 1 else "")
        self._target_caption.setVisible(len(start.targets) > 1)
        for place, (no, name) in enumerate(start.targets if len(start.targets) > 1 else ()):
            kind = _("the person itself") if place else _("the company")
            choice = QRadioButton(f"{no} {name}   ·   {kind}".replace("&", "&&"))
            choice.setObjectName(f"target_{place}")
            choice.setChecked(place == 0)
            choice.clicked.connect(lambda _on, no=no: self._presenter.choose_target(no))
            self._group.addButton(choice)
            self._targets.addWidget(choice)
        self._blank_never.setChecked(start.blank_never_replaces)
        self._content.setVisible(True)
        self._number.setFocus()
        if self._entity_no:
            self._number.fix(self._entity_no)
            self._with_linked.setVisible(False)
            self._presenter.choose_entity(self._entity_no)
            self._master.setFocus()

    def show_found(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """What the drop-down offers; linked ones with their contact."""
        if self._answer is not None:
            self._answer([_Found(no, f"{name}   ·   {contact}" if contact else name) for no, name, contact in rows])

    def show_rows(self, rows: Sequence[LinkRow], kept: Sequence[KeptRow]) -> None:
        """Both records, field by field."""
        self._grid.show_rows(rows, kept)
        self._compared.setVisible(bool(rows or kept))
        self._empty.setVisible(not (rows or kept))

    def show_master(self, master: str) -> None:
        """Whose values win now."""
        self._master.setCurrentIndex((CONTACT, ENTITY, PER_FIELD).index(master))

    def show_preview(self, groups: Sequence[ChangeGroup]) -> None:
        """What linking would change, other records included."""
        self._changes.show_groups(groups)
        if not groups:
            self._changes.show_count("")

    def show_possible(self, possible: bool, reason: str) -> None:
        """Can it be linked now?"""
        self._ok.setEnabled(possible)
        self._ok.setToolTip(make.tip(reason))

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused. Before anything was shown it is all there is to say."""
        super().show_refusal(error)
        if self._content.isHidden():
            self.shrink()
            self._ok.setVisible(False)
            self._cancel.setText(_("Close"))
            self._cancel.setFocus()

    def clear_refusal(self) -> None:
        """Another number was chosen; what was said about the last one goes."""
        self.message.dismiss()

    def show_linked(self, _done: Done[Linked]) -> None:
        """It is done; the pages behind say what changed."""
        self.accept()

    def done(self, result: int) -> None:
        super().done(result)
        decided, self._decided = self._decided, None
        if decided is not None:
            decided(result == Decision.DialogCode.Accepted)
