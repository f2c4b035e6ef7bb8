"""What a card asks while somebody types: places, companies, persons, what a country changes (contacts C-31, C-61 to C-65)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.codes import ADDRESS_FORMATS, Country
from contactdesk.model.contact import PERSON, Contact
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.numbering import NoSeriesRelationship
from contactdesk.model.parts import CONTACT_TYPES
from contactdesk.model.setup import CompanyInformation
from contactdesk.rules import addresses
from contactdesk.rules.addresses import Outcome, Place
from contactdesk.services import office
from contactdesk.services.companies import SHOWN, companies_like
from contactdesk.services.completion import PLACE_FIELDS, places_like
from contactdesk.services.contact_finding import contacts_meant, primary_meant
from contactdesk.services.loading import find, link_of
from contactdesk.services.records import LookUpRow
from contactdesk.services.templates import candidates
from contactdesk.services.values import model_of
from contactdesk.storage.filter_sql import like
from contactdesk.storage.unit_of_work import Actions, Unit
from contactdesk.text import _


@dataclass(frozen=True, slots=True)
class County:
    """Whether an address shows its county, and what the county is called there."""

    shown: bool
    caption: str


@dataclass(frozen=True, slots=True)
class ContactRow(LookUpRow):
    """A contact that is chosen from several, with what tells it from one of the same name (contacts 1.5)."""

    type: int
    city: str
    post_code: str
    phone_no: str


class Cards:
    """Looks at the database for a card; changes nothing."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def places(self, field: str, text: str, present: Mapping[str, Any]) -> Outcome:
        """What a typed post code or city sets, or the places to choose from (contacts C-61 to C-63).

        `field` is "post_code" or "city", `present` the four fields of the address as they stand.
        """
        rule = addresses.after_post_code if field == "post_code" else addresses.after_city
        with self._actions.looking() as unit:
            return rule(text, _place(present), places_like(unit, field, text))

    def offered_places(self, country: str, text: str = "") -> list[Place]:
        """The post codes a look-up lists (contacts C-63)."""
        from contactdesk.model.codes import PostCode

        query = select(PostCode.code, PostCode.city, PostCode.country_region_code, PostCode.county).limit(1000)
        if country:
            query = query.where(PostCode.country_region_code == country)
        if text:
            wanted = text.upper()
            fits = (column.startswith(wanted, autoescape=True) for column in (PostCode.code, PostCode.search_city))
            query = query.where(or_(*fits))
        with self._actions.looking() as unit:
            return addresses.offered_places(country, [Place(*row) for row in unit.session.execute(query)])

    def after_country(self, old: str, new: str) -> dict[str, str]:
        """The fields another country clears (contacts C-64)."""
        with self._actions.looking() as unit:
            required = bool(office.setup_values(unit, CompanyInformation)["require_country_in_address"])
        return addresses.after_country(old, new, country_required=required)

    def county(self, country: str) -> County:
        """Whether addresses of a country have a county, and its caption there (contacts C-65)."""
        with self._actions.looking() as unit:
            own = office.own_country(unit)
            formats = {code: (ADDRESS_FORMATS[form], name) for code, form, name in _formats(unit, {country, own})}
        theirs = formats.get(country, (ADDRESS_FORMATS[0], ""))
        local = formats.get(own, (ADDRESS_FORMATS[0], ""))
        name = (theirs if country else local)[1]
        return County(addresses.county_visible(country, theirs[0], local[0]), addresses.county_caption(name))

    def companies(self, text: str) -> list[ContactRow]:
        """The companies that a typed Company Name can mean; exactly one is taken, several are chosen from (contacts C-31)."""
        with self._actions.looking() as unit:
            exact = find(unit, Contact, text.strip().upper())
            found = [exact] if exact is not None else companies_like(unit, text.strip())
            return [_contact_row(one) for one in found]

    def contacts(self, text: str) -> list[ContactRow]:
        """The contacts that a text typed on another page can mean; exactly one is taken, several are chosen from (contacts F-12)."""
        with self._actions.looking() as unit:
            return [_contact_row(one) for one in contacts_meant(unit, text)]

    def primary_meant(self, kind: str, no: str, text: str) -> list[ContactRow]:
        """The contacts that a text typed in Primary Contact No. can mean; first those it is linked with (contacts F-12, relations R-61)."""
        with self._actions.looking() as unit:
            row = link_of(unit, BY_ID[kind], no) if no else None
            holder = find(unit, Contact, row.contact_no) if row is not None else None
            return [_contact_row(one) for one in primary_meant(unit, holder.no if holder is not None else "", text)]

    def primary_contacts(self, kind: str, no: str, text: str = "", *, limit: int = SHOWN) -> list[LookUpRow]:
        """The contacts offered as primary contact of a customer or vendor (relations R-61)."""
        with self._actions.looking() as unit:
            row = link_of(unit, BY_ID[kind], no) if no else None
            query = select(Contact.no, Contact.name).order_by(Contact.type, Contact.name).limit(limit)
            if row is not None:
                query = query.where(or_(Contact.no == row.contact_no, Contact.company_no == row.contact_no))
            else:
                query = query.where(Contact.type == PERSON, Contact.company_no == "")
            if text:
                columns = Contact.__table__.columns
                query = query.where(or_(like(columns["no"], text, inside=True), like(columns["name"], text, inside=True)))
            return [LookUpRow(found, name) for found, name in unit.session.execute(query)]

    def templates(self, kind: str) -> list[tuple[str, ...]]:
        """Code, description and contact type of the templates a new record of a kind can start from (relations R-33).

        Empty where there is none, or numbers do not come by themselves: then a blank card opens at once.
        """
        link_kind = BY_ID[kind]
        with self._actions.looking() as unit:
            code = office.series_of(unit, link_kind.model)
            series = office.series(unit, code) if code else None
            if series is None or not series.default_nos:
                return []
            return [
                (one.code, one.description, *([_(CONTACT_TYPES[one.contact_type])] if hasattr(one, "contact_type") else []))
                for one in candidates(unit, link_kind)
            ]

    def series(self, table: str) -> list[str]:
        """The series numbers of a table can be drawn from, its own first (contacts C-5, NS-17). Raises `NoSeriesSetup`."""
        model = model_of(table)
        with self._actions.looking() as unit:
            own = office.series_of(unit, model)
            if not own:
                name, page = office.series_place(model)
                raise errors.NoSeriesSetup(
                    table=table,
                    field="no",
                    table_caption=Caption(model.CAPTION),
                    setup_field=Caption(field_map(page)[name].caption),
                    setup_page=Caption(page.CAPTION),
                )
            query = select(NoSeriesRelationship.series_code).where(NoSeriesRelationship.code == own).order_by("series_code")
            return [own, *(code for code in unit.session.scalars(query) if code != own)]


def _place(values: Mapping[str, Any]) -> Place:
    return Place(*(str(values.get(name) or "") for name in PLACE_FIELDS))


def _formats(unit: Unit, codes: set[str]) -> list[tuple[str, int, str]]:
    query = select(Country.code, Country.address_format, Country.county_name).where(Country.code.in_(codes))
    return [(code, form, name) for code, form, name in unit.session.execute(query)]


def _contact_row(one: Contact) -> ContactRow:
    return ContactRow(one.no, one.name, one.type, one.city, one.post_code, one.phone_no)
