"""Which contact is converted or linked, and what speaks against it (relations R-20, R-21, R-40, R-41)."""

from __future__ import annotations

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.contact import COMPANY, PERSON, Contact
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import EMPLOYEE, LinkKind
from contactdesk.services import office
from contactdesk.services.loading import find, links_of
from contactdesk.storage.unit_of_work import Unit


def target_of(unit: Unit, contact: Contact, kind: LinkKind) -> Contact:
    """The contact that is converted or linked: the company of a person, but always the person for an employee (R-20)."""
    if not kind.converts_company or contact.is_company or not contact.company_no:
        return contact
    return find(unit, Contact, contact.company_no) or contact


def check_convertible(unit: Unit, contact: Contact, kind: LinkKind) -> Contact:
    """The target, after all checks of *Create as* in their order; the first failure stops (relations R-21)."""
    target = target_of(unit, contact, kind)
    check_linkable(unit, contact, target, kind)
    if not target.name:
        raise errors.NameMissing(table="contact", record=target.no, field="name", caption=Caption(field_map(Contact)["name"].caption))
    if kind is EMPLOYEE and not (target.first_name or target.surname):
        caption = Caption(field_map(Contact)["surname"].caption)
        raise errors.NameMissing(table="contact", record=target.no, field="surname", caption=caption)
    return target


def check_linkable(unit: Unit, contact: Contact, target: Contact, kind: LinkKind) -> str:
    """The checks that linking and converting share (relations R-41); returns the relation code.

    Raises `PersonsOnly` E-06, `CompanyNeeded` E-05, `AlreadyLinked` E-03, `PrivacyBlocked` E-04,
    `RelationCodeMissing` E-01.
    """
    _check_type(target, kind)
    looked_at = list(dict.fromkeys([company_of(contact), contact.no, target.no]))
    rows = {row.contact_no: row for row in links_of(unit, looked_at) if row.link_to_table == kind.number}
    for no in looked_at:
        # A row whose entity is gone never blocks linking (relations R-84).
        if no in rows and (kind.converts_company or no == target.no) and find(unit, kind.model, rows[no].no) is not None:
            raise errors.AlreadyLinked(table="contact", record=no, kind=Caption(kind.caption), entity_no=rows[no].no)
    for one in (target, contact):
        if one.privacy_blocked:
            raise errors.PrivacyBlocked(table="contact", record=one.no, name=one.name)
    return office.relation_code(unit, kind)


def company_of(contact: Contact) -> str:
    """Number of the company of a contact; its own where it has none."""
    return contact.company_no or contact.no


def _check_type(target: Contact, kind: LinkKind) -> None:
    if target.type in kind.contact_types:
        return
    if target.type == COMPANY:
        raise errors.PersonsOnly(table="contact", record=target.no)
    assert target.type == PERSON
    raise errors.CompanyNeeded(table="contact", record=target.no, field="company_no", name=target.name, kind=Caption(kind.caption))
