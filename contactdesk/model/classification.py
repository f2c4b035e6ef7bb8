"""How contacts are classified: groups, responsibilities, web sources, and which contact has them (contacts 1.7, 1.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.codes import Code10, Described
from contactdesk.model.fields import field
from contactdesk.model.kinds import Code, Link, Text
from contactdesk.model.parts import COMPANY, PERSON, OfContact
from contactdesk.text import N_


class MailingGroup(Code10, Described, Record):
    __tablename__ = "mailing_group"
    CAPTION, CAPTIONS = N_("Mailing Group"), N_("Mailing Groups")


class IndustryGroup(Code10, Described, Record):
    __tablename__ = "industry_group"
    CAPTION, CAPTIONS = N_("Industry Group"), N_("Industry Groups")


class JobResponsibility(Code10, Described, Record):
    __tablename__ = "job_responsibility"
    CAPTION, CAPTIONS = N_("Job Responsibility"), N_("Job Responsibilities")


class WebSource(Code10, Described, Record):
    """A web site that tells more about companies; %1 in its address is replaced by a search word (contacts C-83)."""

    __tablename__ = "web_source"
    CAPTION, CAPTIONS = N_("Web Source"), N_("Web Sources")

    url: Mapped[str] = field(N_("URL"), Link(250), N_("Web address; %1 stands for the search word."), listed=True, sort_order=1)


def _assigned(table: str, code: str) -> tuple[UniqueConstraint, Index]:
    """One row for each contact and code; the code pages count by code."""
    return UniqueConstraint("contact_no", code, name=f"uq_{table}"), Index(f"ix_{table}_code", code)


class ContactMailingGroup(OfContact, Record):
    """A contact that a mailing group holds."""

    __tablename__ = "contact_mailing_group"
    KEY: ClassVar[tuple[str, ...]] = ("contact_no", "mailing_group_code")
    TITLE = ""
    CAPTION, CAPTIONS = N_("Contact Mailing Group"), N_("Contact Mailing Groups")

    mailing_group_code: Mapped[str] = field(
        N_("Mailing Group Code"), Code(10), N_("Group the contact belongs to."), refers_to="mailing_group", listed=True
    )

    __table_args__ = _assigned("contact_mailing_group", "mailing_group_code")


class ContactIndustryGroup(OfContact, Record):
    """An industry that a company works in."""

    __tablename__ = "contact_industry_group"
    KEY: ClassVar[tuple[str, ...]] = ("contact_no", "industry_group_code")
    TITLE = ""
    CAPTION, CAPTIONS = N_("Contact Industry Group"), N_("Contact Industry Groups")

    industry_group_code: Mapped[str] = field(
        N_("Industry Group Code"), Code(10), N_("Industry the company works in."), refers_to="industry_group", listed=True
    )

    __table_args__ = _assigned("contact_industry_group", "industry_group_code")


class ContactJobResponsibility(OfContact, Record):
    """What a person is responsible for."""

    __tablename__ = "contact_job_responsibility"
    KEY: ClassVar[tuple[str, ...]] = ("contact_no", "job_responsibility_code")
    TITLE = ""
    CAPTION, CAPTIONS = N_("Contact Job Responsibility"), N_("Contact Job Responsibilities")

    job_responsibility_code: Mapped[str] = field(
        N_("Job Responsibility Code"), Code(10), N_("What the person is responsible for."), refers_to="job_responsibility", listed=True
    )

    __table_args__ = _assigned("contact_job_responsibility", "job_responsibility_code")


class ContactWebSource(OfContact, Record):
    """A web source that tells about a company, and the word it is asked for."""

    __tablename__ = "contact_web_source"
    KEY: ClassVar[tuple[str, ...]] = ("contact_no", "web_source_code")
    TITLE = "search_word"
    CAPTION, CAPTIONS = N_("Contact Web Source"), N_("Contact Web Sources")

    web_source_code: Mapped[str] = field(
        N_("Web Source Code"), Code(10), N_("Web source that tells about the company."), refers_to="web_source", listed=True
    )
    search_word: Mapped[str] = field(
        N_("Search Word"), Text(30), N_("What the web source is asked for; blank means the name of the contact."), listed=True
    )

    __table_args__ = _assigned("contact_web_source", "web_source_code")


@dataclass(frozen=True, slots=True)
class Assignment:
    """How codes of one table are assigned to contacts (contacts 1.7, C-80)."""

    model: type[Record]
    codes: type[Record]
    contact_types: frozenset[int]
    """Types of contact that may have such codes."""

    @property
    def code_field(self) -> str:
        """The field of `model` that holds the code."""
        return self.model.KEY[1]


_BOTH, _COMPANIES, _PERSONS = frozenset({COMPANY, PERSON}), frozenset({COMPANY}), frozenset({PERSON})
ASSIGNMENTS: Mapping[str, Assignment] = {
    one.model.__tablename__: one
    for one in (
        Assignment(ContactMailingGroup, MailingGroup, _BOTH),
        Assignment(ContactIndustryGroup, IndustryGroup, _COMPANIES),
        Assignment(ContactJobResponsibility, JobResponsibility, _PERSONS),
        Assignment(ContactWebSource, WebSource, _COMPANIES),
    )
}
"""The kinds of assignment by their table."""
ASSIGNED_BY: Mapping[str, Assignment] = {one.codes.__tablename__: one for one in ASSIGNMENTS.values()}
"""The kinds of assignment by the table of their codes."""
