"""How contacts are classified, to look at: counts, what is assigned, web sources to launch (contacts 1.4, 2.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from contactdesk.model.base import Record
from contactdesk.model.classification import ContactIndustryGroup, ContactJobResponsibility, ContactMailingGroup
from contactdesk.model.contact import Contact
from contactdesk.model.relation import ContactBusinessRelation
from contactdesk.services.loading import load
from contactdesk.storage.unit_of_work import Actions


class Classification:
    """Looks at groups, responsibilities, web sources and comments; they are written through `desk.records`."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def counts(self, contact_no: str) -> Mapping[str, int]:
        """The numbers of the section Segmentation (contacts 1.4, 3.2). Raises `NotFound`.

        Keys: `no_of_job_responsibilities` and `no_of_mailing_groups` of the contact itself,
        `no_of_industry_groups` of its company (of itself, if it is one), `no_of_business_relations` of both.
        """
        with self._actions.looking() as unit:
            contact = load(unit, Contact, contact_no)
            own, company = {contact.no}, {contact.company_no} - {""}
            counted = {
                "no_of_job_responsibilities": _count(ContactJobResponsibility, own),
                "no_of_industry_groups": _count(ContactIndustryGroup, company),
                "no_of_business_relations": _count(ContactBusinessRelation, own | company),
                "no_of_mailing_groups": _count(ContactMailingGroup, own),
            }
            row = unit.session.execute(select(*(query.label(name) for name, query in counted.items()))).one()
            return dict(row._mapping)


def _count(model: type[Record], contact_nos: set[str]) -> ScalarSelect[Any]:
    column = model.__table__.columns["contact_no"]
    return select(func.count()).select_from(model).where(column.in_(contact_nos)).scalar_subquery()
