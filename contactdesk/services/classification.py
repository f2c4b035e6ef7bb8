"""How contacts are classified, to look at: counts, what is assigned, web sources to launch, comments (contacts 1.4, 2.9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from contactdesk import errors
from contactdesk.model.attached import CommentLine
from contactdesk.model.base import Record
from contactdesk.model.classification import (
    ASSIGNED_BY,
    ASSIGNMENTS,
    Assignment,
    ContactIndustryGroup,
    ContactJobResponsibility,
    ContactMailingGroup,
    ContactWebSource,
    WebSource,
)
from contactdesk.model.contact import Contact
from contactdesk.model.relation import ContactBusinessRelation
from contactdesk.rules.web_sources import launch_url
from contactdesk.services.assignments import why_not
from contactdesk.services.loading import find, load
from contactdesk.services.values import model_of, not_found
from contactdesk.storage.unit_of_work import Actions, Unit

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A row as a page shows it: the key that `desk.records` knows it by, and its values with what its code means."""

    key: str
    values: Values


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows that belong to a record."""

    no: str
    name: str
    id: int
    lines: tuple[Line, ...]


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

    def assigned(self, table: str, contact_no: str) -> Lines:
        """The assignments of a contact with the meaning of each code, by code (contacts 1.7).

        What belongs to companies is shown for the company of a person. Raises `NotFound`; `CompaniesAssigned` for
        a person without company, `PersonsAssigned` for what belongs to persons.
        """
        kind = ASSIGNMENTS[table]
        with self._actions.looking() as unit:
            contact = _owner(unit, kind, load(unit, Contact, contact_no))
            columns, codes = kind.model.__table__.columns, kind.codes.__table__.columns
            query = (
                select(kind.model, codes["description"])
                .outerjoin(kind.codes, codes["code"] == columns[kind.code_field])
                .where(columns["contact_no"] == contact.no)
                .order_by(columns[kind.code_field])
            )
            lines = [_assigned_line(row, kind, description or "") for row, description in unit.session.execute(query)]
            return Lines(contact.no, contact.name, contact.id, tuple(lines))

    def contact_counts(self, table: str) -> dict[str, int]:
        """How many contacts have each code of `table` ("mailing_group"); codes without a contact are missing (contacts 1.8)."""
        kind = ASSIGNED_BY[table]
        code = kind.model.__table__.columns[kind.code_field]
        with self._actions.reading() as session:
            return {row[0]: row[1] for row in session.execute(select(code, func.count()).group_by(code))}

    def launch(self, contact_no: str, web_source_code: str) -> str:
        """The address a web source of a contact, or of its company, leads to (contacts C-83, C-84).

        Raises `NotFound`, `UrlBlank`, `UrlScheme`, `CompaniesAssigned`.
        """
        code = web_source_code.strip().upper()
        with self._actions.looking() as unit:
            contact = _owner(unit, ASSIGNMENTS[ContactWebSource.__tablename__], load(unit, Contact, contact_no))
            mine = ContactWebSource.contact_no == contact.no, ContactWebSource.web_source_code == code
            word = unit.session.scalar(select(ContactWebSource.search_word).where(*mine))
            source = find(unit, WebSource, code)
            if word is None or source is None:
                raise not_found("web_source", code, field="web_source_code", record=contact.no, inside=ContactWebSource.__tablename__)
            try:
                return launch_url(source.url, word, contact.name)
            except errors.UserError as refusal:
                raise refusal.at(table=WebSource.__tablename__, record=source.code, field="url") from None

    # -- comments -----------------------------------------------------------------------------------

    def comments(self, table: str, no: str) -> Lines:
        """The comment lines of a record, in order (contacts 1.7). Raises `NotFound`."""
        with self._actions.looking() as unit:
            record = load(unit, model_of(table), no)
            query = select(CommentLine).where(*_of(record.__tablename__, record.id)).order_by(CommentLine.line_no)
            lines = tuple(
                Line(f"#{row.id}", {"date": row.date, "comment": row.comment, "code": row.code}) for row in unit.session.scalars(query)
            )
            return Lines(record.key, record.title, record.id, lines)

    def comment_count(self, table: str, no: str) -> int:
        """How many comment lines a record has; the field Comment is yes where there is one (contacts 1.4). Raises `NotFound`."""
        with self._actions.looking() as unit:
            record = load(unit, model_of(table), no)
            count = select(func.count()).select_from(CommentLine).where(*_of(record.__tablename__, record.id))
            return unit.session.scalar(count) or 0

    def commented(self, table: str) -> set[str]:
        """The keys of the records of `table` that have comments (contacts 1.8, Web Source)."""
        model = model_of(table)
        columns = model.__table__.columns
        having = select(CommentLine.record_id).where(CommentLine.record_table == model.__tablename__)
        with self._actions.reading() as session:
            return set(session.scalars(select(columns[model.KEY[0]]).where(columns["id"].in_(having))))


def _count(model: type[Record], contact_nos: set[str]) -> ScalarSelect[Any]:
    column = model.__table__.columns["contact_no"]
    return select(func.count()).select_from(model).where(column.in_(contact_nos)).scalar_subquery()


def _of(table: str, id: int) -> tuple[Any, ...]:
    return CommentLine.record_table == table, CommentLine.record_id == id


def _owner(unit: Unit, kind: Assignment, contact: Contact) -> Contact:
    """Whose rows are shown: of a person, what belongs to companies is that of its company."""
    company = find(unit, Contact, contact.company_no) if contact.company_no else None
    if company is not None and why_not(kind, company) is None and why_not(kind, contact) is not None:
        return company
    refusal = why_not(kind, contact)
    if refusal is not None:
        raise refusal
    return contact


def _assigned_line(row: Any, kind: Assignment, description: str) -> Line:
    values = {kind.code_field: getattr(row, kind.code_field), "description": description}
    if isinstance(row, ContactWebSource):
        values["search_word"] = row.search_word
    return Line(f"#{row.id}", values)
