"""Writing the records of one piece through the services, with all their rules (interchange X-7, X-8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.interchange.candidates import Candidate, Values
from contactdesk.interchange.matching import AMBIGUOUS, Companies, Matcher, key_of_name, mails_of, news
from contactdesk.model.base import Record
from contactdesk.model.contact import COMPANY, PERSON, Contact
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import BY_ID, LinkKind
from contactdesk.services import contacts, entities, look_ahead, numbers
from contactdesk.services.loading import hold, hold_entities, load_contact, load_entity
from contactdesk.services.values import check_references
from contactdesk.storage.unit_of_work import Unit

COMPANY_FIELDS = (
    "address",
    "address_2",
    "post_code",
    "city",
    "county",
    "country_region_code",
    "phone_no",
    "home_page",
)
"""What a company that only its persons name is given from the first of them."""


class RowFailed(Exception):
    """Writing this record was refused; the piece is done again without it."""

    def __init__(self, candidate: Candidate, error: UserError) -> None:
        super().__init__(error.id)
        self.candidate, self.error = candidate, error


@dataclass(slots=True)
class Outcome:
    """What became of the records of one piece."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    contacts: int = 0
    refused: list[tuple[Candidate, UserError]] = field(default_factory=list)
    skipped: list[tuple[Candidate, UserError]] = field(default_factory=list)
    companies: Companies = field(default_factory=Companies)
    """The companies that were imported, or made for their persons."""
    made_companies: int = 0
    mine: set[str] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Known:
    """What an import remembers from piece to piece."""

    companies: Companies = field(default_factory=Companies)
    mine: set[str] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)


class Writer:
    """Writes one piece in one unit of work."""

    def __init__(self, unit: Unit, kind: str, known: Known, with_contacts: bool) -> None:
        self._unit, self._known, self._with_contacts = unit, known, with_contacts
        self._kind: LinkKind | None = BY_ID.get(kind)
        self._model: type[Record] = self._kind.model if self._kind else Contact
        self._companies = Companies(before=known.companies)
        self._matcher = Matcher(unit, self._model, self._companies, known.mine)
        self._company_of: dict[str, Contact] = {}
        self.outcome = Outcome(companies=self._companies)

    def write(self, candidates: Sequence[Candidate]) -> Outcome:
        """Write all records. Raises `RowFailed` for the first one that a rule refuses while it is written."""
        self._matcher.look_ahead(candidates)
        new, found = self._sort(candidates)
        self._lock(new, found)
        self._look_ahead(new)
        if self._kind is None:
            self._make_companies(new)
        for candidate in new:
            self._guard(candidate, self._insert)
        if new:
            self._unit.flush()
        for candidate in found:
            self._guard(candidate, self._update)
        return self.outcome

    def _lock(self, new: Sequence[Candidate], found: Sequence[Candidate]) -> None:
        """Lock at once what the piece is going to touch (reliability section 3, "Order of locks")."""
        if not self._unit.locks:
            return
        present = [record.no for one in found if (record := self._matcher.find(one.values)) is not None]
        if self._kind is not None:
            hold_entities(self._unit, self._kind, present)
        else:
            named = [self._companies.no_of(one.company_name) for one in (*new, *found) if one.company_name]
            numbers_typed = [one.values["company_no"] for one in (*new, *found) if one.values.get("company_no")]
            hold(self._unit, [no for no in (*present, *named, *numbers_typed) if no])

    def _guard(self, candidate: Candidate, step: Any) -> None:
        try:
            step(candidate)
        except errors.StoreTrouble:
            raise
        except UserError as error:
            raise RowFailed(candidate, error) from None

    # -- what is new, what is known -----------------------------------------------------------------

    def _sort(self, candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
        """The new records and those that mean a present one; what cannot be written is put aside."""
        new: list[Candidate] = []
        found: list[Candidate] = []
        coming: set[str] = set()
        look_ahead.codes(self._unit, self._model, [one.values for one in candidates])
        for one in candidates:
            try:
                check_references(self._unit, self._model, _codes(self._model, one.values))
                if self._is_repeat(one):
                    self.outcome.unchanged += 1
                elif (key := self._own_key(one.values)) in coming or self._matcher.find(one.values) is not None:
                    found.append(one)
                else:
                    if self._kind is None and _names_company(one.values):
                        self._check_one_company(one.company_name)
                    new.append(one)
                    coming |= {key} - {""}
            except UserError as error:
                self.outcome.refused.append((one, error))
        return new, found

    def _own_key(self, values: Values) -> str:
        """By which a later record of the same piece is this one again; "" where nothing tells."""
        if values.get("no"):
            return f"no {values['no']}"
        if self._kind is not None:
            return ""
        if values.get("external_id"):
            return f"external {values['external_id']}"
        if mails := mails_of(values):
            return f"mail {values['type']} {sorted(mails)} {self._matcher.name_of(values)}"
        return f"company {key_of_name(values.get('name', ''))}" if values["type"] == COMPANY else ""

    def _is_repeat(self, candidate: Candidate) -> bool:
        """Was an equal record read before in this file (interchange X-6)?"""
        if candidate.values.get("no"):
            return False
        mark = hash(tuple(candidate.values.items()))
        if mark in self._known.seen or mark in self.outcome.seen:
            return True
        self.outcome.seen.add(mark)
        return False

    def _look_ahead(self, new: Sequence[Candidate]) -> None:
        """Ask the database once for what the rules will ask for each record."""
        look_ahead.places(self._unit, [one.values for one in new])
        look_ahead.numbers_taken(self._unit, self._model, [one.values["no"] for one in new if one.values.get("no")])
        unnumbered = sum(1 for one in new if not one.values.get("no"))
        if unnumbered:
            numbers.reserve(self._unit, self._model, unnumbered)
        if self._kind is not None and self._with_contacts and new:
            numbers.reserve(self._unit, Contact, len(new))

    # -- new records ---------------------------------------------------------------------------------

    def _insert(self, candidate: Candidate) -> None:
        values = dict(candidate.values)
        record: Any
        if self._kind is not None:
            record = entities.create(self._unit, self._kind, values, with_contact=self._with_contacts)
        else:
            record = self._insert_contact(values)
            if record.is_company:
                self._companies.add(record.name, record.no)
        self._matcher.remember(record)
        self.outcome.mine.add(record.no)
        self.outcome.inserted += 1

    def _insert_contact(self, values: Values) -> Contact:
        self._keep_foreign_number(values)
        company = None
        if values["type"] == PERSON and not values.get("company_no") and values.get("company_name"):
            company = self._company_of.get(key_of_name(values.pop("company_name")))
        return contacts.create(self._unit, values, company=company)

    def _keep_foreign_number(self, values: Values) -> None:
        """A number that may not be typed becomes the External ID (interchange X-4)."""
        if values.get("no") and not numbers.allows_manual(self._unit, Contact):
            values.setdefault("external_id", values.pop("no"))

    def _make_companies(self, new: Sequence[Candidate]) -> None:
        """The companies that persons name: those there are, and those that are made (interchange X-7)."""
        wanted: dict[str, Candidate] = {}
        for one in new:
            if _names_company(one.values):
                wanted.setdefault(key_of_name(one.company_name), one)
        known = {key: self._companies.no_of(one.company_name) for key, one in wanted.items()}
        there = look_ahead.contacts_by_no(self._unit, [no for no in known.values() if no])
        self._company_of = {key: there[no] for key, no in known.items() if no and no in there}
        missing = [one for key, one in wanted.items() if key not in self._company_of]
        if missing:
            numbers.reserve(self._unit, Contact, len(missing) + len(new))
            for one in missing:
                self._guard(one, self._make_company)
            self._unit.flush()

    def _make_company(self, candidate: Candidate) -> None:
        values = {name: candidate.values[name] for name in COMPANY_FIELDS if name in candidate.values}
        self._company_of[key_of_name(candidate.company_name)] = self._new_company(candidate.company_name, values)

    def _new_company(self, name: str, values: Values) -> Contact:
        company = contacts.create(self._unit, values | {"type": COMPANY, "name": name})
        self._companies.add(name, company.no)
        self.outcome.made_companies += 1
        return company

    # -- present records -----------------------------------------------------------------------------

    def _update(self, candidate: Candidate) -> None:
        record = self._matcher.find(candidate.values)
        if record is None:  # the row before it in this piece, whose number it has, was put aside
            self._insert(candidate)
            return
        declared = field_map(self._model)
        values = {name: value for name, value in candidate.values.items() if name != "no" and not declared[name].given_once}
        if not news(record, values):
            self.outcome.unchanged += 1
            return
        if self._kind is not None:
            entity = load_entity(self._unit, self._kind, record.no)
            entities.save(self._unit, self._kind, entity, news(entity, values))
        elif record.privacy_blocked:
            refusal = errors.PrivacyBlocked(table="contact", record=record.no, name=record.name)
            self.outcome.skipped.append((candidate, refusal))
            return
        else:
            contact = load_contact(self._unit, record.no)
            contacts.save(self._unit, contact, self._with_company(contact, news(contact, values)))
        self._unit.flush()
        self.outcome.updated += 1

    def _with_company(self, contact: Contact, values: Values) -> Values:
        """The company that is named, as its number; without one the name stays out of a known contact."""
        name = values.pop("company_name", "")
        if name and contact.type == PERSON and not values.get("company_no"):
            self._check_one_company(name)
            no = self._companies.no_of(name)
            if not no:
                no = self._new_company(name, {}).no
                self._unit.flush()
            values["company_no"] = no
        return values

    def _check_one_company(self, name: str) -> None:
        if self._companies.no_of(name) == AMBIGUOUS:
            caption = Caption(field_map(Contact)["company_name"].caption)
            found = look_ahead.companies_named(self._unit, name) or [name]
            raise errors.ImportAmbiguous(field="company_name", table="contact", caption=caption, value=name, found=found)


def _names_company(values: Values) -> bool:
    return values["type"] == PERSON and bool(values.get("company_name")) and not values.get("company_no")


def _codes(model: type[Record], values: Values) -> Values:
    """Those of `values` that must exist in another table, apart from numbers that this file may bring."""
    declared = field_map(model)
    return {name: value for name, value in values.items() if declared[name].refers_to and declared[name].refers_to != "contact"}
