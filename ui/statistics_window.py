"""Contact Statistics: how a contact is classified, each count leading to its list (contacts C-101; F7)."""

from __future__ import annotations

from contactdesk.presenters.fact_groups import FactGroup
from contactdesk.presenters.statistics import follow, statistics_of
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _
from ui.parts.answers import run_for
from ui.parts.factbox import FactBox
from ui.parts.page_window import PageWindow
from ui.windows import Windows


class StatisticsWindow(PageWindow):
    """The counts of one contact; read again when somebody saves."""

    def __init__(self, windows: Windows, contact_no: str) -> None:
        super().__init__(windows, "statistics_window", _("Contact Statistics"), width=460, height=340)
        self._no = contact_no
        self._run = run_for(self, windows)
        self._facts = FactBox()
        self._facts.setAccessibleName(_("Contact Statistics"))
        self._facts.followed.connect(self._follow)
        self.body.addWidget(self._facts, 1)
        self._load()

    def changed(self, changes: ChangeSet) -> None:
        """Somebody saved something that may be counted here."""
        if any(record.table.startswith("contact") for record in changes.records):
            self._load()

    def _load(self) -> None:
        desk, no = self.windows.desk, self._no

        def work() -> tuple[str, tuple[FactGroup, ...]]:
            record = desk.records.read("contact", no)
            return f"{record.no} {record['name']}".strip(), statistics_of(desk, record.no, record.values)

        def shown(found: tuple[str, tuple[FactGroup, ...]]) -> None:
            self.set_title(_("Contact Statistics"), found[0])
            self._facts.show_groups(found[1])

        self._run(work, shown, self.show_refusal, newest_of=f"statistics {id(self)}")

    def _follow(self, link: str) -> None:
        follow(link, self.windows.desk, self._run, self.windows, self.show_refusal)
