"""Why a record made by an action stays when the action is undone (relations G-33 to G-35)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, String, bindparam, func, literal, or_, select, union_all

from contactdesk import errors
from contactdesk.model.alt_address import ContactAltAddrDateRange, ContactAltAddress
from contactdesk.model.base import Record
from contactdesk.model.change_kinds import DELETE, INSERT
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.model.history import ChangeSetRow, HistoryEntry
from contactdesk.model.link_kinds import BY_ID, BY_NUMBER, equal_pairs
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import TABLES, references_to
from contactdesk.services import alt_address_undo
from contactdesk.services.belongings import ATTACHED
from contactdesk.services.loading import find
from contactdesk.storage.change_sets import Cause
from contactdesk.storage.many_rows import among, among_given
from contactdesk.storage.unit_of_work import Unit
from contactdesk.text import _

Present = Mapping[str, Mapping[int, Record]]
"""Records by table and id."""
Reasons = dict[tuple[str, int], list[str]]
"""Why records stay, by table and id."""

PROGRAM_FIELDS = frozenset(
    {
        *("business_relation", "lookup_contact_no", "search_e_mail", "company_name"),
        *("last_date_modified", "last_time_modified", "last_modified_date_time"),
    }
)
"""Fields the program keeps by itself: a change of them is no edit of the user."""


FOLLOWED = frozenset({"sync", "heal", "inherit", "computed", "primary"})
"""Causes by which a record follows another one: no edit of its own (relations G-33, G-34)."""


def check_undoable(unit: Unit, entry: int, heads: Sequence[ChangeSetRow], rows: Sequence[HistoryEntry]) -> None:
    """Refuse what can only be taken back as a whole, before anything is changed (relations G-32, G-33, G-35, E-30).

    Raises `CannotUndo`; `CannotUndoConversion` for an entity that is used, which offers to remove the link only.
    """
    if heads[0].undone_by:
        raise errors.CannotUndo(entry=entry, reasons=[_("it was undone by entry {no}").format(no=heads[0].undone_by)])
    _refuse_lost(entry, [(row.record_table, row.record_no) for row in rows if row.change == DELETE and row.record_table in NEVER_BACK])
    if heads[0].action in ("link", "unlink", "create_as"):
        later = [_("entry {no} changed the same link later").format(no=no) for no in _later_link_entries(unit, heads, rows)]
        if later:
            raise errors.CannotUndo(entry=entry, reasons=later)
        drifted = [reason for row in rows if row.change == DELETE and (reason := _drift(unit, row))]
        if drifted:
            raise errors.CannotUndo(entry=entry, reasons=drifted)
    if heads[0].action == "create_as":
        _check_unused(unit, entry, rows)


def check_nothing_lost(unit: Unit, entry: int) -> None:
    """Refuse an entry that deleted what does not come back, before any of its pieces is taken back. Raises `CannotUndo`."""
    query = (
        select(HistoryEntry.record_table, HistoryEntry.record_no)
        .join(ChangeSetRow, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(or_(ChangeSetRow.id == entry, ChangeSetRow.batch == entry))
        .where(HistoryEntry.change == DELETE, HistoryEntry.record_table.in_(NEVER_BACK))
        .limit(5)
    )
    _refuse_lost(entry, [(table, no) for table, no in unit.session.execute(query)])


NEVER_BACK = (Contact.__tablename__, *BY_ID)
"""Contacts and entities are not brought back (relations G-35)."""


def _refuse_lost(entry: int, lost: Sequence[tuple[str, str]]) -> None:
    text = _("{record} was deleted and does not come back")
    reasons = [text.format(record=f"{_(TABLES[table].CAPTION)} {no}") for table, no in lost[:5]]
    if reasons:
        raise errors.CannotUndo(entry=entry, reasons=reasons)


def _later_link_entries(unit: Unit, heads: Sequence[ChangeSetRow], rows: Sequence[HistoryEntry]) -> list[int]:
    own = [row for row in rows if row.record_table == Relation.__tablename__]
    same = or_(HistoryEntry.record_no.in_({row.record_no for row in own}), HistoryEntry.record_id.in_({row.record_id for row in own}))
    query = (
        select(ChangeSetRow.id)
        .join(HistoryEntry, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(HistoryEntry.record_table == Relation.__tablename__, same)
        .where(ChangeSetRow.id > max(head.id for head in heads), ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0)
    )
    return sorted(set(unit.session.scalars(query)))


def _drift(unit: Unit, row: HistoryEntry) -> str:
    """A link comes back only while both records still agree (relations G-32); otherwise the link dialog decides."""
    if row.record_table != Relation.__tablename__:
        return ""
    values = {name: str(pair[0]) for name, pair in (row.lines or {}).items()}
    kind = BY_NUMBER.get(field_map(Relation)["link_to_table"].kind.parse(values.get("link_to_table", "")))
    contact = find(unit, Contact, values.get("contact_no", ""))
    entity = find(unit, kind.model, values.get("no", "")) if kind is not None else None
    if kind is None or contact is None or entity is None:
        return ""
    declared = field_map(Contact)
    differing = [
        _(declared[pair.contact_field].caption)
        for pair in equal_pairs(kind)
        if getattr(contact, pair.contact_field) != getattr(entity, pair.entity_field)
    ]
    if not differing:
        return ""
    text = _("{contact} and {entity} differ now ({fields}); link them anew and choose whose values stay")
    return text.format(contact=contact.no, entity=entity.key, fields=", ".join(differing))


def _check_unused(unit: Unit, entry: int, rows: Sequence[HistoryEntry]) -> None:
    """relations G-33"""
    made = [row for row in rows if row.change == INSERT and row.record_table in BY_ID]
    present: dict[str, dict[int, Record]] = {}
    for row in made:
        if (record := unit.session.get(TABLES[row.record_table], row.record_id)) is not None:
            present.setdefault(row.record_table, {})[row.record_id] = record
    for (table, id), reasons in reasons_to_keep(unit, rows, present, {}).items():
        record = present[table][id]
        caption = f"{_(record.CAPTION)} {record.key}"
        raise errors.CannotUndoConversion(entry=entry, record=record.key, reasons=[f"{caption}: {', '.join(reasons)}"])


def contacts_to_keep(reasons: Reasons, present: Present) -> dict[str, str]:
    """Number -> reason of the contacts that one change set made and that stay, with their links (relations G-34)."""
    contacts = present.get(Contact.__tablename__, {})
    made = [contact for contact in contacts.values() if isinstance(contact, Contact)]
    kept = {one.no: ", ".join(found) for one in made if (found := reasons.get((Contact.__tablename__, one.id)))}
    nos = {one.no for one in made}
    for one in made:
        if one.no in kept and one.company_no not in kept and one.company_no in nos:
            kept[one.company_no] = _("{record} stays").format(record=one.no)
    return kept


def reasons_to_keep(unit: Unit, rows: Sequence[HistoryEntry], present: Present, ahead: Mapping[str, Container[int]]) -> Reasons:
    """Later edits and references that speak against deleting what `rows`, the entries of one change set, made.

    `present` are the records that are there; what the entries tell of is undone with them and is no reason, and neither
    is what a preview took back before (`ahead`). What has no reasons may go.
    """
    inside = {(row.record_table, row.record_id) for row in rows}
    found: Reasons = {}
    for table, records in present.items():
        made = {row.record_id: row for row in rows if row.change == INSERT and row.record_table == table and row.record_id in records}
        if not made:
            continue
        group = _group_of(unit, rows[0].change_set_id)
        reasons: dict[int, list[str]] = {id: [] for id in made}
        for id, entry in _later_edits(unit, table, made, group).items():
            reasons[id].append(_("it was changed later by entry {no}").format(no=entry))
        new = {id: records[id] for id in made}
        within = _Within(inside, ahead)
        for look in (_referring, _hanging):
            for id, text in look(unit, table, new, within):
                reasons[id].append(text)
        for id, text in _linked(unit, table, new, within, group):
            reasons[id].append(text)
        found |= {(table, id): texts for id, texts in reasons.items() if texts}
    return found


@dataclass(frozen=True, slots=True)
class _Within:
    """What is undone together."""

    inside: Container[tuple[str, int]]
    ahead: Mapping[str, Container[int]]

    def has(self, table: str, id: int) -> bool:
        return (table, id) in self.inside or id in self.ahead.get(table, ())


def _later_edits(unit: Unit, table: str, made: Mapping[int, HistoryEntry], group: int) -> dict[int, int]:
    """Record -> the first later entry, not undone, that changed more of it than what the program keeps by itself."""
    query = (
        select(HistoryEntry, _HEAD)
        .join(ChangeSetRow, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(HistoryEntry.record_table == table, among(HistoryEntry.record_id, made))
        .where(_HEAD.is_distinct_from(group), ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0)
        .order_by(HistoryEntry.id)
    )
    found: dict[int, int] = {}
    for entry, head in unit.session.execute(query):
        if entry.version > made[entry.record_id].version and _is_own_edit(entry):
            found.setdefault(entry.record_id, int(head))
    return found


_HEAD = func.coalesce(func.nullif(ChangeSetRow.batch, 0), ChangeSetRow.id)


def _is_own_edit(entry: HistoryEntry) -> bool:
    """Did somebody change the record itself? What it took over from another one is no reason to keep it."""
    return any(
        name not in PROGRAM_FIELDS and Cause.restored(str(values[2]) if len(values) > 2 else entry.cause).id not in FOLLOWED
        for name, values in (entry.lines or {}).items()
    )


def _group_of(unit: Unit, change_set_id: int) -> int:
    key = ("batch of", change_set_id)
    if key not in unit.memory:
        unit.memory[key] = unit.session.scalar(select(_HEAD).where(ChangeSetRow.id == change_set_id))
    found: int = unit.memory[key]
    return found


def _referring(unit: Unit, table: str, made: Mapping[int, Record], within: _Within) -> Iterator[tuple[int, str]]:
    """Records from elsewhere that refer to those made (relations G-33, G-34)."""
    if len(TABLES[table].KEY) != 1:
        yield from _ranges(unit, made, within)
        return
    by_key = {record.key: id for id, record in made.items()}
    places, query = _references(table)
    outside: Counter[tuple[int, int]] = Counter()
    for number, id, key in unit.session.execute(query, {"keys": list(by_key)}) if query is not None else ():
        name = places[number].__tablename__
        if not within.has(name, id) and (name, id) != (table, by_key[key]):
            outside[number, by_key[key]] += 1
    for (number, id), count in sorted(outside.items()):
        yield id, _("{captions} refer to it ({count})").format(captions=_(places[number].CAPTIONS), count=count)


@cache
def _references(table: str) -> tuple[Sequence[type[Record]], CompoundSelect[Any] | None]:
    """Whatever may refer to records of `table` by their key, and the question for it: place, id and key of each reference."""
    # What the program notes by itself is no use of a record, and links are looked at by themselves.
    places = [
        (model, field)
        for model, field in references_to(table)
        if (table != Contact.__tablename__ or model is not Relation) and (field.editable or field.belongs)
    ]
    columns = [(model.__table__.columns["id"], model.__table__.columns[field.name]) for model, field in places]
    asked = [select(literal(number), id, key).where(among_given(key, "keys")) for number, (id, key) in enumerate(columns)]
    return [model for model, _field in places], union_all(*asked) if asked else None


def _ranges(unit: Unit, made: Mapping[int, Record], within: _Within) -> Iterator[tuple[int, str]]:
    """The date ranges of alternate addresses, which refer to them by contact and code."""
    table, captions = ContactAltAddrDateRange.__tablename__, ContactAltAddrDateRange.CAPTIONS
    for id, record in made.items():
        found = alt_address_undo.ranges_of(unit, record) if isinstance(record, ContactAltAddress) else []
        count = sum(not within.has(table, one) for one in found)
        if count:
            yield id, _("{captions} refer to it ({count})").format(captions=_(captions), count=count)


def _hanging(unit: Unit, table: str, made: Mapping[int, Record], within: _Within) -> Iterator[tuple[int, str]]:
    """What people attached to the records made."""
    if len(TABLES[table].KEY) != 1:
        return
    outside: Counter[tuple[int, int]] = Counter()
    for number, id, owner in unit.session.execute(_attachments(), {"table": table, "ids": list(made)}):
        if not within.has(ATTACHED[number].__tablename__, id):
            outside[number, owner] += 1
    for (number, owner), count in sorted(outside.items()):
        yield owner, _("{captions} belong to it ({count})").format(captions=_(ATTACHED[number].CAPTIONS), count=count)


@cache
def _attachments() -> CompoundSelect[Any]:
    """The question for what is attached to records: kind, id and record of each."""
    columns = [attached.__table__.columns for attached in ATTACHED]
    return union_all(
        *(
            select(literal(number), names["id"], names["record_id"]).where(
                names["record_table"] == bindparam("table", type_=String), among_given(names["record_id"], "ids")
            )
            for number, names in enumerate(columns)
        )
    )


def _linked(unit: Unit, table: str, made: Mapping[int, Record], within: _Within, group: int) -> Iterator[tuple[int, str]]:
    """Links that others made, and own links that were changed later."""
    kind = BY_ID.get(table)
    if kind is None and table != Contact.__tablename__:
        return
    by_key = {record.key: id for id, record in made.items()}
    key = Relation.contact_no if kind is None else Relation.no
    query = select(Relation.id, key).where(among(key, by_key))
    own: dict[int, list[int]] = {}
    for link, no in unit.session.execute(query if kind is None else query.where(Relation.link_to_table == kind.number)):
        own.setdefault(by_key[no], []).append(link)
    later = _later_link_changes(unit, [link for links in own.values() for link in links], group)
    for id, links in own.items():
        if any(not within.has(Relation.__tablename__, link) for link in links):
            yield id, _("it has further relations")
        elif entries := [later[link] for link in links if link in later]:
            yield id, _("entry {no} changed the same link later").format(no=min(entries))


def _later_link_changes(unit: Unit, links: Sequence[int], group: int) -> dict[int, int]:
    """Relation row -> the first later entry, not undone, that changed it."""
    query = (
        select(HistoryEntry.record_id, func.min(_HEAD))
        .join(ChangeSetRow, ChangeSetRow.id == HistoryEntry.change_set_id)
        .where(HistoryEntry.record_table == Relation.__tablename__, among(HistoryEntry.record_id, links))
        .where(group < _HEAD, ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0)
        .group_by(HistoryEntry.record_id)
    )
    return {link: int(entry) for link, entry in unit.session.execute(query)} if links else {}
