"""What an action changes, or has changed: records with their fields, before, after and why (relations G-12)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.presenters import changes
from contactdesk.presenters.changes import ChangeGroup
from contactdesk.text import _, thousands
from ui import icons, theme
from ui.parts import make
from ui.parts.editors_choice import DropDown
from ui.parts.message_bar import MessageBar

_FEW = 100
"""So many lines may stand open one below the other."""
_ICONS = {
    "contact": "contact_card_group",
    "customer": "person",
    "vendor": "building_factory",
    "bank_account": "building_bank",
    "employee": "contact_card",
    "contact_business_relation": "handshake",
}


class ChangesView(QWidget):
    """Groups of changes with their count, a filter by reason and the export to a file."""

    def __init__(self, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self._groups: list[ChangeGroup] = []
        self._choosable = False
        self._left_out: set[str] = set()
        # It breaks where the window is narrow: the whole page must not become wider than its window for it.
        self._count = make.label("", "strong", name="changes_count", wrap=True)
        self._title = make.label(title, "strong", name="changes_title")
        self._title.setVisible(bool(title))
        self._causes = DropDown()
        self._causes.setObjectName("causes")
        self._causes.setAccessibleName(_("Reason"))
        self._causes.setMinimumContentsLength(22)
        self._causes.activated.connect(lambda _place: self._fill())
        self._export = make.button(_("Export…"), "export_changes", self.choose_file, help=_("Write all lines to a CSV file."))
        self._message = MessageBar()
        self.tree = QTreeWidget()
        self._behave()
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addWidget(self._title)
        line.addWidget(self._count, 1)
        line.addWidget(self._causes)
        line.addWidget(self._export)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.SMALL)
        page.addLayout(line)
        page.addWidget(self._message)
        page.addWidget(self.tree, 1)
        self.tree.itemChanged.connect(lambda item, _column: self._ticked(item))
        self.show_groups([])
        theme.changes().changed.connect(self._fill)

    def _behave(self) -> None:
        tree = self.tree
        tree.setObjectName("changes")
        tree.setAccessibleName(_("Changes"))
        tree.setAccessibleDescription(_("The arrows move; nothing is changed here."))
        tree.setProperty("framed", True)
        tree.setColumnCount(4)
        tree.setHeaderLabels([_("Field"), _("Before"), _("After"), _("Reason")])
        tree.setUniformRowHeights(True)
        tree.setRootIsDecorated(True)
        tree.setAlternatingRowColors(False)
        tree.setMinimumHeight(theme.scaled(96))
        header = tree.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width; the reason is a sentence and takes what the values leave."""
        super().resizeEvent(event)
        for column, share in enumerate((27, 20, 20)):
            self.tree.header().resizeSection(column, self.tree.width() * share // 100)

    def show_groups(self, groups: Sequence[ChangeGroup], *, choosable: bool = False) -> None:
        """Show these records and their changes, filtered by no reason.

        With `choosable` a person that follows its company has a tick, which may be taken away (relations G-12).
        """
        self._groups, self._choosable = list(groups), choosable
        self._left_out.clear()
        causes = changes.causes_of(self._groups)
        self._causes.clear()
        self._causes.addItems([_("All reasons"), *causes])
        self._causes.setVisible(len(causes) > 1)
        self._export.setEnabled(bool(self._groups))
        self._fill()

    def left_out(self) -> frozenset[str]:
        """Numbers of the persons whose tick was taken away."""
        return frozenset(self._left_out)

    def _ticked(self, head: QTreeWidgetItem) -> None:
        no = head.data(0, Qt.ItemDataRole.UserRole)
        if no and head.checkState(0) == Qt.CheckState.Unchecked:
            self._left_out.add(no)
        else:
            self._left_out.discard(no)

    def show_count(self, text: str) -> None:
        """Say how much there is, where the groups are only a part of it."""
        self._count.setText(text)

    def count(self) -> str:
        """ "4 records, 11 fields"."""
        return self._count.text()

    def write(self, path: Path) -> None:
        """Write all lines to a CSV file; what is refused is said above the lines."""
        try:
            changes.export_csv(path, self._groups)
        except UserError as error:
            self._message.show_error(error)
        else:
            self._message.show_message(_("{count} written to {path}.").format(count=changes.counted(self._groups), path=path), "success")

    def choose_file(self) -> None:
        """Ask for the name of the file and write it."""
        name, _kind = QFileDialog.getSaveFileName(self, _("Export changes"), _("changes.csv"), _("CSV files (*.csv)"))
        if name:
            self.write(Path(name))

    def _fill(self) -> None:
        self.tree.setIconSize(QSize(theme.scaled(icons.SMALL), theme.scaled(icons.SMALL)))
        self.tree.setIndentation(theme.scaled(20))
        cause = self._causes.currentText() if self._causes.currentIndex() > 0 else ""
        groups = changes.with_cause(self._groups, cause)
        shown = changes.first_lines(groups)
        count = changes.counted(groups) if groups else _("Nothing changes.")
        if len(shown) < len(groups):
            count += "   ·   " + _("the first {n} records are shown").format(n=thousands(len(shown)))
        self._count.setText(count)
        self.tree.clear()
        few = sum(len(group.lines) for group in shown) <= _FEW
        for group in shown:
            self._add(group, few)

    def _add(self, group: ChangeGroup, few: bool) -> None:
        head = QTreeWidgetItem(self.tree, [f"{group.title}   ·   {group.word}"])
        head.setFirstColumnSpanned(True)
        head.setFont(0, theme.font(strong=True))
        picture = icons.pixmap(_ICONS.get(group.table, "document"), "accent", theme.scaled(icons.SMALL), self.devicePixelRatioF())
        # All rows are as high as the first, which is measured before the style sheet is known.
        head.setSizeHint(0, QSize(0, theme.scaled(28)))
        head.setIcon(0, QIcon(picture))
        if self._choosable and group.inherits:
            head.setCheckState(0, Qt.CheckState.Unchecked if group.no in self._left_out else Qt.CheckState.Checked)
            head.setData(0, Qt.ItemDataRole.UserRole, group.no)
            head.setToolTip(0, _("Take the tick away, and this person does not follow the company this time."))
        for line in group.lines:
            item = QTreeWidgetItem(head, [line.caption, line.before, line.after, line.cause])
            item.setForeground(1, theme.colour("text_soft"))
            item.setForeground(3, theme.colour("text_soft"))
            for column, text in enumerate((line.caption, line.before, line.after, line.cause)):
                item.setToolTip(column, make.tip(text))
        # A new record has all its fields to show; they open on request.
        head.setExpanded(group.change != "insert" or (few and len(group.lines) <= 6))
