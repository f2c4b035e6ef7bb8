"""Check database: what does not agree, and mending it (relations R-84)."""

from __future__ import annotations

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from contactdesk.model.tables import TABLES
from contactdesk.services.maintenance import Finding
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, n_
from ui.parts import make
from ui.parts.decision import Decision
from ui.parts.progress_page import ProgressPage
from ui.windows import Windows


class MaintenanceWindow(Decision):
    """Looks through the database as soon as it opens; mending is one action that can be undone."""

    def __init__(self, windows: Windows) -> None:
        super().__init__(windows, "maintenance", _("Check database"), width=720, height=460)
        self._found: list[Finding] = []
        self.progress = ProgressPage()
        self.tree = QTreeWidget()
        self.tree.setObjectName("findings")
        self.tree.setProperty("framed", True)
        self.tree.setAccessibleName(_("Findings"))
        self.tree.setAccessibleDescription(_("The arrows move; nothing is changed here."))
        self.tree.setHeaderLabels([_("Record"), _("What does not agree")])
        self.tree.setRootIsDecorated(False)
        self.tree.setVisible(False)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.tree, 100)
        self.body.addStretch(1)
        self.again = make.button(_("Recalculate business relations"), "recalculate", self._recalculate)
        self.again.setAccessibleDescription(_("Compute Business Relation of every contact again."))
        self.add_left(self.again)
        self.mend = self.add_button(_("Mend"), "mend", self._mend, primary=True, help=_("Mend what needs no decision."))
        self.mend.setVisible(False)
        self.add_button(_("Close"), "close", self.close).setFocus()
        self.progress.start(_("Checking the database…"))
        job = windows.start_job(
            lambda progress, _cancelled: windows.desk.maintenance.check(progress=progress),
            self._show,
            self._failed,
            self.progress.show_progress,
        )
        self.progress.cancelled.connect(job.cancel)

    def _show(self, found: list[Finding]) -> None:
        self._found = found
        self.progress.setVisible(False)
        note = n_("{n} place does not agree.", "{n} places do not agree.", len(found)) if found else _("Everything agrees.")
        self.set_title(_("Check database"), note)
        self.tree.clear()
        self.tree.setVisible(bool(found))
        for one in found:
            QTreeWidgetItem(self.tree, [_place(one), str(one)])
        self.tree.resizeColumnToContents(0)
        self.mend.setVisible(any(one.repair for one in found))

    def _failed(self, error: object) -> None:
        self.progress.setVisible(False)
        self.message.show_message(str(error), "error")

    def _mend(self) -> None:
        def done(mended: Done[int]) -> None:
            self.windows.changed(mended.changes)
            self.message.show_message(n_("{n} place was mended.", "{n} places were mended.", mended.value), "success")
            self.windows.run(lambda: self.windows.desk.maintenance.check(), self._show, self._failed)

        self.mend.setVisible(False)
        self.windows.run(lambda: self.windows.desk.maintenance.repair(self._found), done, self._failed)

    def _recalculate(self) -> None:
        def done(mended: Done[int]) -> None:
            self.windows.changed(mended.changes)
            found = n_("{n} Business Relation was wrong.", "{n} Business Relations were wrong.", mended.value)
            self.message.show_message(found if mended.value else _("Every Business Relation was right."), "success")
            self.windows.run(lambda: self.windows.desk.maintenance.check(), self._show, self._failed)

        self.windows.run(self.windows.desk.maintenance.recalculate, done, self._failed)


def _place(one: Finding) -> str:
    caption = _(TABLES[one.table].CAPTION) if one.table in TABLES else one.table
    return f"{caption} {one.record}".strip()
