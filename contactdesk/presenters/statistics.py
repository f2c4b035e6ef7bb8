"""Contact Statistics: counts beside a contact, and the pages they open (contacts 3.2, C-100, C-101, C-106)."""

from __future__ import annotations

from collections.abc import Callable

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.contact import COMPANY
from contactdesk.presenters.fact_groups import Fact, FactGroup
from contactdesk.presenters.ports import Run, Windows
from contactdesk.services.records import Values
from contactdesk.text import N_, _, thousands

SEGMENTATION = N_("Segmentation")
LINK = "segment"
_RELATIONS = "relations"
_COUNTS = (
    ("no_of_job_responsibilities", N_("No. of Job Responsibilities"), "contact_job_responsibility"),
    ("no_of_industry_groups", N_("No. of Industry Groups"), "contact_industry_group"),
    ("no_of_business_relations", N_("No. of Business Relations"), _RELATIONS),
    ("no_of_mailing_groups", N_("No. of Mailing Groups"), "contact_mailing_group"),
)


def statistics_of(desk: Desk, no: str, values: Values) -> tuple[FactGroup, ...]:
    """The groups of Contact Statistics about a contact, whose `values` are known already (contacts 3.2).

    Industry groups of a person are those of its company; what its type rules out is counted and leads nowhere.
    """
    counts = desk.classification.counts(no)
    facts = tuple(Fact(_(caption), thousands(counts[name]), _link(page, no, values)) for name, caption, page in _COUNTS)
    return (FactGroup(_(SEGMENTATION), facts),)


def _link(page: str, no: str, values: Values) -> str:
    """Where a count leads: "segment:PAGE:NO"."""
    is_company, company = values["type"] == COMPANY, str(values["company_no"])
    if page == "contact_job_responsibility" and is_company:
        return ""
    if page == "contact_industry_group" and not is_company:
        return f"{LINK}:{page}:{company}" if company else ""
    return f"{LINK}:{page}:{no}"


def follow(link: str, desk: Desk, run: Run, windows: Windows, failed: Callable[[UserError], None]) -> bool:
    """Open what a count stands for; False for a link that is no count (contacts C-106)."""
    from contactdesk.presenters.list_actions import open_relations_of

    kind, _colon, rest = link.partition(":")
    page, _colon, no = rest.partition(":")
    if kind != LINK:
        return False
    if page == _RELATIONS:
        open_relations_of(desk, run, windows, no, failed)
    else:
        windows.open_page("assignments", table=page, contact_no=no)
    return True
