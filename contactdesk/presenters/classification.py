"""What is done with the classification of a contact: pages to open, by its type; launching web sources (contacts 3.3, C-80 to C-86)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.classification import ASSIGNMENTS, ContactWebSource
from contactdesk.model.contact import COMPANY
from contactdesk.presenters.ports import Run, Windows
from contactdesk.services.assignments import why_not_for
from contactdesk.services.classification import Line, Lines
from contactdesk.text import _

WEB_SOURCES = ContactWebSource.__tablename__
PAGES: Mapping[str, str] = {
    "contact.mailing_groups": "contact_mailing_group",
    "contact.industry_groups": "contact_industry_group",
    "contact.job_responsibilities": "contact_job_responsibility",
    "contact.web_sources": WEB_SOURCES,
}
"""Actions that open the assignments of a contact, and their tables."""
LAUNCH, COMMENTS = "contact.launch_web_source", "contact.comments"
ACTIONS = (COMMENTS, *PAGES, LAUNCH)


def open_page(windows: Windows, action: str, no: str) -> None:
    """Open the page behind one of `ACTIONS` for a contact."""
    if action == COMMENTS:
        windows.open_page("comments", table="contact", no=no)
    elif action == LAUNCH:
        windows.open_page("launch_web_source", contact_no=no)
    else:
        windows.open_page("assignments", table=PAGES[action], contact_no=no)


def reasons(contact_no: str, contact_type: int, company_no: str) -> dict[str, str]:
    """Why the type of a contact rules one of `ACTIONS` out, "" where it does not (contacts 3.3); privacy does not matter (C-86)."""
    found = dict.fromkeys(ACTIONS, "")
    for action, table in PAGES.items():
        refusal = why_not_for(ASSIGNMENTS[table], contact_no, contact_type, company_no)
        if refusal is not None:
            found[action] = refusal.what
    if contact_type != COMPANY and not company_no:
        found[LAUNCH] = found["contact.web_sources"]
    return found


class LaunchView(Protocol):
    """The dialog that lists web sources, passive."""

    def show_sources(self, title: str, sources: Sequence[Line]) -> None:
        """Show the web sources there are."""

    def show_notice(self, text: str) -> None:
        """Say why there is none."""

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused."""

    def show_message(self, text: str) -> None:
        """Say it above the list."""

    def finish(self) -> None:
        """Close the dialog: the browser has the address."""


class LaunchPresenter:
    """Choose one of the web sources of a contact, or of its company, and open it (contacts C-83, C-84)."""

    def __init__(self, view: LaunchView, desk: Desk, run: Run, windows: Windows, contact_no: str) -> None:
        self._view, self._desk, self._run, self._windows, self._no = view, desk, run, windows, contact_no

    def load(self) -> None:
        """Read the web sources."""

        def show(lines: Lines) -> None:
            named = f"{lines.no} {lines.name}".strip()
            self._view.show_sources(named, lines.lines)
            if not lines.lines:
                self._view.show_notice(_("No web source is assigned to {company}.").format(company=named))

        self._run(lambda: self._desk.classification.assigned(WEB_SOURCES, self._no), show, self._view.show_refusal)

    def assign(self) -> None:
        """Open the page on which web sources are assigned."""
        self._windows.open_page("assignments", table=WEB_SOURCES, contact_no=self._no)

    def launch(self, code: str) -> None:
        """Open the address in the browser."""

        def opened(url: str) -> None:
            if self._windows.open_outside(url):
                self._view.finish()
            else:
                self._view.show_message(_("No browser could be started. The address is {url}").format(url=url))

        self._run(lambda: self._desk.classification.launch(self._no, code), opened, self._view.show_refusal)
