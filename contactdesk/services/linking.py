"""Tie a contact to what it also is: create as, link to existing, unlink, free codes (relations 3.1, 3.4, 3.6, 3.10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from contactdesk import errors
from contactdesk.errors import UserError
from contactdesk.model.base import Record
from contactdesk.model.contact import Contact
from contactdesk.model.fields import Field
from contactdesk.model.link_kinds import BY_ID, LinkKind
from contactdesk.services import office, relation_rows
from contactdesk.services.agreeing import CONTACT, ENTITY, PER_FIELD, Difference, Sources, agree, check_seen
from contactdesk.services.born_contacts import born, own_primary
from contactdesk.services.converting import blank_posting_fields, chosen_template, entity_from, flow_back, primary_after_converting
from contactdesk.services.loading import gone, load_contact, load_entity
from contactdesk.services.relation_views import RelationRow, RelationViews, link_target
from contactdesk.services.spreading import Spread, recalculate, touch
from contactdesk.services.targets import check_convertible, check_linkable
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.unit_of_work import Done, Unit
from contactdesk.text import _

__all__ = ["CONTACT", "ENTITY", "PER_FIELD", "Converted", "Difference", "Linked", "Linking", "RelationRow"]


@dataclass(frozen=True, slots=True)
class Linked:
    """The two records an action tied together, and posting fields that stayed blank (relations R-28)."""

    contact_no: str
    contact_name: str
    kind: str
    no: str
    blank_fields: tuple[Field, ...] = ()
    master: str = ""
    """Whose values won; a choice by field that equals a pure choice counts as that one (relations G-3)."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A line of the report about converting several contacts: what became of it, or why nothing (relations R-29)."""

    contact_nos: tuple[str, ...]
    done: Done[Linked] | None = None
    refusal: UserError | None = None


class Linking(RelationViews):
    """Create as, link to existing, unlink, and looking at what is tied."""

    def create_as(
        self, contact_no: str, kind: str, *, template: str | None = None, primary_contact: bool = True, dry_run: bool = False
    ) -> Done[Linked]:
        """Make a customer, vendor, bank account or employee from a contact (relations R-20 to R-28).

        `template`: a code, "" for none, None to let the single fitting one be taken. `primary_contact`:
        the person it was started on becomes primary contact (R-27). Raises what R-21 refuses, `TemplateChoice`
        when several templates fit and none was named, `NoEntityNumber` E-08.
        """
        link_kind = BY_ID[kind]
        return self._actions.act(
            "create_as", lambda unit: _create_as(unit, contact_no, link_kind, template, primary_contact), dry_run=dry_run
        )

    def create_all(
        self, contact_nos: Sequence[str], kind: str, *, template: str | None = None, primary_contact: bool = True, dry_run: bool = False
    ) -> list[Converted]:
        """Convert several contacts, each company once whatever number of its persons is named (relations R-29).

        The first of several persons is the one proposed as primary contact. A refusal leaves the others alone.
        """
        groups: dict[str, list[str]] = {}
        for no in dict.fromkeys(no.strip().upper() for no in contact_nos):
            groups.setdefault(self.target_of(no, kind)[0], []).append(no)
        report = []
        for nos in groups.values():
            try:
                done = self.create_as(nos[0], kind, template=template, primary_contact=primary_contact, dry_run=dry_run)
                report.append(Converted(tuple(nos), done))
            except errors.StoreTrouble:
                raise
            except UserError as refusal:
                report.append(Converted(tuple(nos), refusal=refusal))
        return report

    def link(
        self,
        contact_no: str,
        kind: str,
        no: str,
        *,
        master: str = CONTACT,
        sources: Mapping[str, str] | None = None,
        own: bool | None = None,
        blank_never_wins: bool = False,
        seen: Mapping[str, tuple[Any, Any]] | None = None,
        dry_run: bool = False,
    ) -> Done[Linked]:
        """Tie a contact to an existing entity; `master` says whose values win (relations R-40 to R-46, G-1 to G-3).

        `master` is "contact", "entity" or "per_field", then `sources` names "contact" or "entity" for each
        contact field (contact where it is silent). `own`: link the person itself, not its company (R-40).
        `seen`: the values of both sides by contact field that the choice was made for (G-5).
        Raises what R-41 refuses, `NotFound` E-11, `LinkedElsewhere` E-09, `ChangedElsewhere`, `RecordGone` E-20.
        """
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> Linked:
            contact = _still_there(seen, Contact, contact_no, lambda: load_contact(unit, contact_no))
            target = link_target(unit, contact, link_kind, own)
            if seen is not None:
                entity = _still_there(seen, link_kind.model, no, lambda: load_entity(unit, link_kind, no, field="no"))
                check_seen(target, entity, link_kind, seen)
            return _link(unit, contact, target, link_kind, no, Sources(master, sources or {}, blank_never_wins))

        return self._actions.act("link", work, dry_run=dry_run)

    def agree(
        self,
        kind: str,
        no: str,
        *,
        master: str = CONTACT,
        sources: Mapping[str, str] | None = None,
        blank_never_wins: bool = False,
        dry_run: bool = False,
    ) -> Done[Linked]:
        """Bring a pair that is linked already into step, without a new row (relations G-6). Raises `NoSuchLink`, and what G-4 refuses."""
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> Linked:
            entity = load_entity(unit, link_kind, no)
            contact = relation_rows.holder_of(unit, link_kind, entity.key)
            if contact is None:
                raise errors.NoSuchLink(table=kind, record="–", kind=f"{_(link_kind.caption)} {entity.key}")
            won = agree(unit, contact, entity, link_kind, Sources(master, sources or {}, blank_never_wins))
            spread = Spread(unit, entity)
            spread.from_contact(contact, arrived=True)
            spread.settle()
            return Linked(contact.no, contact.name, kind, entity.key, master=won)

        return self._actions.act("repair", work, dry_run=dry_run)

    def make_contact(self, kind: str, no: str, *, dry_run: bool = False) -> Done[Linked]:
        """Make the contact that an entity does not have yet (relations N-6).

        Raises `RelationCodeMissing` E-01, `NoContactNumber` E-02, `LinkedElsewhere`.
        """
        link_kind = BY_ID[kind]

        def work(unit: Unit) -> Linked:
            entity = load_entity(unit, link_kind, no)
            relation_rows.check_entity_is_free(unit, link_kind, entity)
            contact = born(unit, link_kind, entity)
            own_primary(unit, link_kind, entity, contact)
            return Linked(contact.no, contact.name, kind, entity.key)

        return self._actions.act("create_contact", work, dry_run=dry_run)

    def business_relation(self, contact_no: str) -> int:
        """Business Relation of a contact; where it is not computed yet it is now, and stored if that is possible (relations 1.4)."""
        with self._actions.looking() as unit:
            contact = load_contact(unit, contact_no)
            if contact.business_relation:
                return contact.business_relation
            recalculate(unit, contact)
            value = contact.business_relation
        if not self._actions.store.read_only:
            with suppress(UserError):  # somebody else writes, or deleted it just now: it is stored another time
                self._actions.act("repair", lambda unit: recalculate(unit, load_contact(unit, contact_no)))
        return value

    def unlink(self, contact_no: str, kind: str, *, dry_run: bool = False) -> Done[None]:
        """Remove a link; both records keep everything (relations R-70). Raises `NoSuchLink`."""

        def work(unit: Unit) -> None:
            contact = load_contact(unit, contact_no)
            relation_rows.remove_row(unit, contact, relation_rows.row_of_kind(unit, contact, BY_ID[kind]))

        return self._actions.act("unlink", work, dry_run=dry_run)

    def add_relation(self, contact_no: str, code: str, *, dry_run: bool = False) -> Done[None]:
        """Give a company a free relation code (relations R-1). Raises `CompaniesOnly`, `ReservedCode`, `RelationExists`."""

        def work(unit: Unit) -> None:
            relation_rows.add_free(unit, contact_no, code)

        return self._actions.act("relation", work, dry_run=dry_run)

    def change_relation(self, contact_no: str, code: str, new_code: str, *, dry_run: bool = False) -> Done[None]:
        """Give a free row another code (relations R-2). Raises `LinkedRowFixed`, and what `add_relation` raises."""

        def work(unit: Unit) -> None:
            contact = load_contact(unit, contact_no)
            relation_rows.change_code(unit, relation_rows.row_with_code(unit, contact, code), new_code)

        return self._actions.act("relation", work, dry_run=dry_run)

    def remove_relation(self, contact_no: str, code: str, *, dry_run: bool = False) -> Done[None]:
        """Remove a relation row, free or linked (relations R-70). Raises `NotFound`."""

        def work(unit: Unit) -> None:
            contact = load_contact(unit, contact_no)
            relation_rows.remove_row(unit, contact, relation_rows.row_with_code(unit, contact, code))

        return self._actions.act("unlink", work, dry_run=dry_run)


def _create_as(unit: Unit, contact_no: str, kind: LinkKind, template: str | None, primary_contact: bool) -> Linked:
    contact = load_contact(unit, contact_no)
    target = check_convertible(unit, contact, kind)
    code = office.relation_code(unit, kind)
    chosen = chosen_template(unit, kind, target, template)
    relation_rows.clear_way(unit, target, code, kind)
    with unit.because(Cause("convert")):
        entity = entity_from(unit, kind, target, chosen)
    relation_rows.insert_link(unit, target.no, code, kind, entity.key)
    flow_back(unit, target, kind, entity)
    primary_after_converting(unit, kind, entity, contact, target, primary_contact)
    touch(unit, target)
    recalculate(unit, target)
    return Linked(target.no, target.name, kind.id, entity.key, blank_posting_fields(kind, entity))


def _link(unit: Unit, contact: Contact, target: Contact, kind: LinkKind, no: str, sources: Sources) -> Linked:
    code = check_linkable(unit, contact, target, kind)
    entity = load_entity(unit, kind, no, field="no")
    relation_rows.check_entity_is_free(unit, kind, entity)
    relation_rows.clear_way(unit, target, code, kind)
    relation_rows.insert_link(unit, target.no, code, kind, entity.key)
    master = agree(unit, target, entity, kind, sources)
    spread = Spread(unit, entity)
    spread.from_contact(target, arrived=True)
    touch(unit, target)
    recalculate(unit, target)
    spread.settle()
    return Linked(target.no, target.name, kind.id, entity.key, master=master)


def _still_there(seen: object, model: type[Record], key: str, load: Callable[[], Any]) -> Any:
    """What a dialog was opened for; when it is gone, that is said (relations E-20). Raises `RecordGone`."""
    try:
        return load()
    except errors.NotFound:
        if seen is None:
            raise
        raise gone(model, key) from None
