"""Reading and writing single records of every table: one door for pages, command line and scripts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.attached import CommentLine
from contactdesk.model.base import Record
from contactdesk.model.classification import ASSIGNMENTS
from contactdesk.model.contact import PERSON, Contact
from contactdesk.model.fields import field_map, initial_values
from contactdesk.model.link_kinds import BY_ID, LinkKind
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.services import (
    alt_addresses,
    assignments,
    codes,
    comments,
    contacts,
    entities,
    numbers,
    party_bank_accounts,
    relation_rows,
)
from contactdesk.services.loading import find, load_contact, load_entity
from contactdesk.services.picture_rules import check_picture
from contactdesk.services.spreading import NOT_INHERITING
from contactdesk.services.values import model_of, not_found, parsed, values_of
from contactdesk.storage.unit_of_work import Actions, Done, Unit

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record as it was read: table, key, version and the values of its fields."""

    table: str
    no: str
    version: int
    values: Values

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True, slots=True)
class LookUpRow:
    """A row of a drop-down: the key that is stored and what it means."""

    no: str
    title: str


class _Ways(Protocol):
    """The functions of a module that writes the rows of small tables."""

    def create(self, unit: Unit, model: type[Record], values: Values) -> Record: ...
    def save(self, unit: Unit, record: Record, values: Values, *, places: bool = True) -> None: ...
    def delete(self, unit: Unit, record: Record) -> None: ...


_WAYS: Mapping[str, _Ways] = {
    **dict.fromkeys(ASSIGNMENTS, assignments),
    **dict.fromkeys((model.__tablename__ for model in alt_addresses.TABLES), alt_addresses),
    CommentLine.__tablename__: comments,
}
"""Who writes the rows of a table; `codes` where nobody is named."""


class Records:
    """Read, create, save and delete records."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def read(self, table: str, no: str, *, with_pictures: bool = False) -> Snapshot:
        """One record. Raises `NotFound`."""
        model = model_of(table)
        with self._actions.looking() as unit:
            return _snapshot(_load(unit, model, no), with_pictures=with_pictures)

    def picture(self, table: str, no: str) -> bytes | None:
        """The picture of a record, None where it has none."""
        value = self.read(table, no, with_pictures=True).values.get("image")
        return value if isinstance(value, bytes) else None

    def create(
        self,
        table: str,
        values: Mapping[str, Any],
        *,
        template: str | None = None,
        series: str = "",
        places: bool = True,
        confirmed: bool = False,
        dry_run: bool = False,
    ) -> Done[Snapshot]:
        """Make a record (contacts 2.1; relations R-5, R-33).

        `template`: a code, "" or None for none. `series`: a related series, picked for the number of a contact or
        an entity instead of the one of its setup (contacts C-5, NS-23). `places` off: post code and city are taken as typed.
        `confirmed`: what `ConfirmBlocked` and `InvalidIban` ask is answered with yes.
        Raises what fields, number series and rules refuse.
        """
        model = model_of(table)

        def work(unit: Unit) -> Snapshot:
            record = _create(unit, model, dict(values), template, series.strip().upper(), places, confirmed)
            check_picture(record, {"image": getattr(record, "image", None)})
            return _snapshot(record)

        return self._actions.act("create", work, dry_run=dry_run)

    def save(
        self,
        table: str,
        no: str,
        values: Mapping[str, Any],
        *,
        seen: Mapping[str, Any] | None = None,
        series: str = "",
        places: bool = True,
        confirmed: bool = False,
        not_inheriting: Collection[str] = (),
        dry_run: bool = False,
    ) -> Done[Snapshot]:
        """Change a record and everything that follows from it (relations R-50 to R-59, contacts C-6, C-38).

        `seen` holds what the user saw in the typed fields: a field that somebody else changed meanwhile
        to another value raises `ChangedElsewhere`, everything else is merged (R-58). `no` or `code` among
        the values renumbers, and so does `series`, which draws the number from it (contacts C-5).
        `not_inheriting`: numbers of persons that shall not follow their company this time (G-12).
        Raises what fields and rules refuse; nothing is changed then.
        """
        model = model_of(table)

        def work(unit: Unit) -> Snapshot:
            unit.memory[NOT_INHERITING] = frozenset(not_inheriting)
            record = _load(unit, model, no, for_change=True)
            key = record.key
            typed = _merged(record, parsed(model, values, record=key), parsed(model, seen or {}, record=key, kept=True))
            try:
                if series:
                    typed.pop("no", None)
                    _renumber(unit, record, series.strip().upper())
                check_picture(record, typed)
                _save(unit, record, typed, places, confirmed)
            except errors.UserError as refusal:
                raise refusal.at(record=key, table=model.__tablename__) from None
            return _snapshot(record)

        return self._actions.act("save", work, dry_run=dry_run)

    def delete(self, table: str, no: str, *, dry_run: bool = False) -> Done[int]:
        """Delete a record after all checks (relations R-71, R-72, R-73; contacts C-115, 1.8).

        Returns how many persons of a company went with it. Raises `InUse`, `CannotDelete`.
        """
        model = model_of(table)

        def work(unit: Unit) -> int:
            record = _load(unit, model, no, for_change=True)
            if isinstance(record, Contact):
                return contacts.delete(unit, record)
            if table_kind := BY_ID.get(model.__tablename__):
                entities.delete(unit, table_kind, record)
            elif isinstance(record, Relation):
                relation_rows.remove_row(unit, load_contact(unit, record.contact_no), record)
            elif type(record) in party_bank_accounts.TABLES:
                party_bank_accounts.delete(unit, record)
            else:
                _WAYS.get(model.__tablename__, codes).delete(unit, record)
            return 0

        return self._actions.act("delete", work, dry_run=dry_run, summary=no)

    def blank(self, table: str, *, contact_company: str = "", template: str = "") -> Values:
        """The values a new card starts with (contacts C-1, relations R-33)."""
        model = model_of(table)
        values = dict(initial_values(model))
        with self._actions.looking() as unit:
            if model is Contact and contact_company:
                company = find(unit, Contact, contact_company)
                if company is not None:
                    person = unit.add(Contact(type=PERSON, no=""))
                    contacts.join_company(unit, person, company)
                    values = values_of(person)
            elif template:
                chosen = find(unit, BY_ID[model.__tablename__].template, template)  # type: ignore[arg-type]
                if chosen is not None:
                    values |= {name: value for name, value in values_of(chosen).items() if name in values and name != "no_series" and value}
        return {name: value for name, value in values.items() if name != "no"}

    def look_up(self, table: str, text: str = "", *, limit: int = 20, with_blocked: bool = False, **equal: Any) -> list[LookUpRow]:
        """Keys and titles whose key or title contains `text`, best first; `equal` narrows by field values.

        Blocked colleagues are offered `with_blocked` only: a filter may ask for their contacts (contacts 1.3).
        """
        from contactdesk.services.look_ups import rows

        with self._actions.reading() as session:
            found = rows(session, model_of(table), text, limit, equal, blocked=with_blocked)
            return [LookUpRow(no, title) for no, title in found]

    def titles(self, wanted: Mapping[str, Collection[str]]) -> dict[str, dict[str, str]]:
        """What codes and numbers mean: for each table, the title of every record among those wanted that there is."""
        from contactdesk.services.look_ups import titles

        with self._actions.reading() as session:
            return {table: titles(session, model_of(table), keys) for table, keys in wanted.items()}

    def why_manual_number_refused(self, table: str) -> errors.UserError | None:
        """Why No. cannot be typed, None where it can (contacts C-3, C-4)."""
        from contactdesk.services import office

        model = model_of(table)
        with self._actions.looking() as unit:
            code = office.series_of(unit, model)
            found = office.series(unit, code) if code else None
            if found is not None and not found.manual_nos:
                return errors.SeriesNotManual(table=table, field="no", series=code)
        return None


def _load(unit: Unit, model: type[Record], no: str, *, for_change: bool = False) -> Record:
    table = model.__tablename__
    if not model.KEY:
        record = unit.session.scalars(select(model).limit(1)).first()
        if record is None:
            record = unit.add(model())
        return record
    if for_change and model is Contact:
        return load_contact(unit, no)
    if for_change and table in BY_ID:
        return load_entity(unit, BY_ID[table], no)
    if len(model.KEY) > 1:
        return codes.load_composite(unit, model, no)
    found = find(unit, model, no.strip().upper())
    if found is None:
        raise not_found(table, no)
    return found


def _create(unit: Unit, model: type[Record], values: Values, template: str | None, series: str, places: bool, confirmed: bool) -> Record:
    kind = BY_ID.get(model.__tablename__)
    typed = parsed(model, values, new=True)
    if model is Contact:
        return contacts.create(unit, typed, places=places, series=series)
    if kind is not None:
        chosen = _template(unit, kind, template)
        return entities.create(unit, kind, typed, template=chosen, series=series, places=places, confirmed=confirmed)
    if model is Relation:
        return relation_rows.add_free(unit, typed.get("contact_no", ""), typed.get("business_relation_code", ""))
    if model in alt_addresses.TABLES:
        return alt_addresses.create(unit, model, typed, places=places)
    if model in party_bank_accounts.TABLES:
        return party_bank_accounts.create(unit, model, typed, places=places, confirmed=confirmed)
    return _WAYS.get(model.__tablename__, codes).create(unit, model, typed)


def _template(unit: Unit, kind: LinkKind, code: str | None) -> Record | None:
    if not code or kind.template is None:
        return None
    found = find(unit, kind.template, code.strip().upper())
    if found is None:
        raise errors.TemplateGone(table=kind.template.__tablename__, value=code)
    return found


def _save(unit: Unit, record: Record, values: Values, places: bool, confirmed: bool) -> None:
    kind = BY_ID.get(record.__tablename__)
    if isinstance(record, Contact):
        contacts.save(unit, record, values, places=places)
    elif kind is not None:
        entities.save(unit, kind, record, values, places=places, confirmed=confirmed)
    elif isinstance(record, Relation):
        _save_relation(unit, record, values)
    elif type(record) in party_bank_accounts.TABLES:
        party_bank_accounts.save(unit, record, values, places=places, confirmed=confirmed)
    else:
        _WAYS.get(record.__tablename__, codes).save(unit, record, values, places=places)


def _renumber(unit: Unit, record: Record, series: str) -> None:
    """The next number of a series for a stored record (contacts C-5, NS-17, NS-23)."""
    kind = BY_ID.get(record.__tablename__)
    no, code = numbers.next_no(unit, type(record), series)
    if unit.dry_run:
        unit.recorder.number_is_from(record, code)
    if isinstance(record, Contact):
        contacts.renumber(unit, record, no, code)
    elif kind is not None:
        entities.renumber(unit, kind, record, no, code)


def _save_relation(unit: Unit, row: Relation, values: Values) -> None:
    """relations R-2: of a free row the code may change, of a link nothing."""
    if values.get("contact_no", row.contact_no) != row.contact_no:
        raise errors.LinkedRowFixed(table="contact", record=row.contact_no, field="contact_no", code=row.business_relation_code)
    if "business_relation_code" in values:
        relation_rows.change_code(unit, row, values["business_relation_code"])


def _merged(record: Record, typed: Values, seen: Values) -> Values:
    """What the user changed of `typed` (relations R-58, contacts C-113): asks only for fields changed on both sides."""
    declared = field_map(type(record))
    typed = {name: value for name, value in typed.items() if name not in seen or value != seen[name]}
    both = [
        name for name, before in seen.items() if name in typed and getattr(record, name) != before and getattr(record, name) != typed[name]
    ]
    if both:
        raise errors.ChangedElsewhere(
            table=record.__tablename__,
            record=record.key,
            field=both[0],
            table_caption=Caption(record.CAPTION),
            fields=[Caption(declared[name].caption) for name in both],
            names=both,
        )
    return typed


def _snapshot(record: Record, *, with_pictures: bool = False) -> Snapshot:
    values = values_of(record, with_pictures=with_pictures)
    if record.TITLE not in values and record.TITLE:
        values[record.TITLE] = record.title
    return Snapshot(record.__tablename__, record.key, record.version, values)
