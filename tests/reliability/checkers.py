"""Oracles of the reliability tests: they look at data only, and know nothing of how it was written.

Every function answers with sentences about what is wrong; an empty list means sound (reliability section 7).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from contactdesk.model.change_kinds import DELETE, INSERT
from contactdesk.model.classification import ASSIGNMENTS
from contactdesk.model.fields import field_map, fields_of
from contactdesk.model.history import HistoryEntry
from contactdesk.model.link_kinds import BY_NUMBER, LINK_KINDS, equal_pairs
from contactdesk.model.tables import TABLES
from contactdesk.storage import schema, search_index
from contactdesk.storage.store import Store

Row = Mapping[str, Any]
Dump = dict[str, Sequence[Any]]

SETUP_CODES = [kind.code_field for kind in LINK_KINDS]
COMPANY, PERSON = 0, 1
CUSTOMER, VENDOR = 1, 2


def dump(store: Store, *, without: Iterable[str] = ()) -> Dump:
    """Every row of every table as the driver gives it, also of the history and the search texts."""
    names = schema.metadata().tables.keys() - set(without)
    with store.reading() as connection:
        return {name: connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names}


def records(store: Store, *, without: Iterable[str] = ("version",), tables: Iterable[str] = ()) -> dict[str, dict[Any, dict[str, Any]]]:
    """All records of all tables that people change; those that undo makes anew by their key, the others by their id."""
    lasting = {"contact", *(kind.id for kind in LINK_KINDS)}
    found: dict[str, dict[Any, dict[str, Any]]] = {}
    for name in tables or TABLES:
        left_out, by = (set(without), ("id",)) if name in lasting else ({"id", *without}, TABLES[name].KEY)
        found[name] = {
            tuple(row[part] for part in by): {key: value for key, value in row.items() if key not in left_out} for row in _rows(store, name)
        }
    return found


def differences(before: Mapping[str, Mapping[Any, Row]], after: Mapping[str, Mapping[Any, Row]]) -> list[str]:
    """What differs between two results of `records`, for people."""
    found = []
    for table in before:
        for key in sorted(before[table].keys() | after[table].keys(), key=repr):
            old, new = before[table].get(key), after[table].get(key)
            if old is None or new is None:
                found.append(f"{table} {key} {'came' if old is None else 'went'}: {old or new}")
            else:
                found += [f"{table} {key} {name}: {old[name]!r} -> {new[name]!r}" for name in old if old[name] != new[name]]
    return found


def sound(store: Store) -> list[str]:
    """Everything that must hold at every moment."""
    checks: tuple[Callable[[Store], list[str]], ...] = (
        chains_are_whole,
        links_agree,
        relation_rows_are_valid,
        business_relation_is_right,
        company_of_persons_is_right,
        primary_contacts_are_right,
        references_exist,
        codes_fit_the_type,
        keys_are_unique,
        number_series_are_sound,
        search_finds_what_is_there,
    )
    return [problem for check in checks for problem in check(store)]


def acknowledged_once(store: Store, uuids: Iterable[str]) -> list[str]:
    """Every change set that was answered with "saved" is there, once, with its lines (P-1)."""
    with store.reading() as connection:
        rows = connection.execute(
            text("SELECT c.uuid, count(h.id) FROM change_set c LEFT JOIN history_entry h ON h.change_set_id = c.id GROUP BY c.id, c.uuid")
        ).all()
    counts: dict[str, list[int]] = defaultdict(list)
    for uuid, lines in rows:
        counts[uuid].append(lines)
    found = [f"{uuid} was acknowledged and is there {len(counts[uuid])} times" for uuid in uuids if len(counts[uuid]) != 1]
    return found + [f"{uuid} has no lines" for uuid, lines in counts.items() if 0 in lines]


def chains_are_whole(store: Store) -> list[str]:
    """Versions of a record have no gap, each *before* is the last *after*, the last *after* is what the record holds."""
    found = []
    by_record: dict[tuple[str, int], list[Any]] = defaultdict(list)
    with store.reading() as connection:
        for entry in connection.execute(select(HistoryEntry.__table__).order_by(HistoryEntry.__table__.c.id)):
            by_record[entry.record_table, entry.record_id].append(entry)
    now = {name: {row["id"]: row for row in _rows(store, name)} for name in TABLES}
    for (table, id_), entries in by_record.items():
        found += _chain_problems(table, id_, entries, now[table].get(id_))
    for table, rows in now.items():
        if table != "no_series_line":  # drawing numbers is no part of the history (contacts NS-13)
            unknown = (id_ for id_, row in rows.items() if (table, id_) not in by_record and row["version"] != 1)
            found += [f"{table} {id_} was changed without history" for id_ in unknown]
    return found


def _chain_problems(table: str, id_: int, entries: list[Any], present: Row | None) -> list[str]:
    found = []
    where = f"{table} {id_} ({entries[0].record_no})"
    versions = [entry.version for entry in sorted(entries, key=lambda one: one.version) if entry.value_class == 0]
    if table != "no_series_line" and versions != list(range(versions[0], versions[0] + len(versions))):
        found.append(f"{where}: versions {versions}")
    if (first := entries[0]).change != INSERT and first.version != 2 and table != "no_series_line":
        found.append(f"{where}: begins with version {first.version}")
    last: dict[str, Any] = {}
    for entry in sorted(entries, key=lambda one: (one.version, one.id)):
        if entry.change == INSERT:
            last = {}
        for name, values in (entry.lines or {}).items():
            if name in last and last[name] != values[0]:
                found.append(f"{where}: {name} was {last[name]!r}, version {entry.version} says it was {values[0]!r}")
            last[name] = values[1]
    gone = entries[-1].change == DELETE  # undoing a deletion brings the same row back
    if gone != (present is None):
        found.append(f"{where}: {'deleted, but there' if gone else 'not there'}")
    if present is not None:
        if versions[-1] != present["version"] and table != "no_series_line":
            found.append(f"{where}: history knows version {versions[-1]}, the record has {present['version']}")
        declared = field_map(TABLES[table])
        for name, value in last.items():
            if (shown := declared[name].kind.format(present[name])) != value and not table.startswith("no_series"):
                found.append(f"{where}: {name} is {shown!r}, the history ends with {value!r}")
    return found


def links_agree(store: Store) -> list[str]:
    """No synchronised field differs between a contact and what it is linked with (P-4)."""
    contacts = _by_no(store, "contact")
    entities = {kind.number: _by_no(store, kind.id) for kind in LINK_KINDS}
    found = []
    for row in _rows(store, "contact_business_relation"):
        kind = BY_NUMBER.get(row["link_to_table"])
        contact = contacts.get(row["contact_no"])
        entity = entities[kind.number].get(row["no"]) if kind is not None else None
        if kind is None or contact is None or entity is None:
            continue
        for pair in equal_pairs(kind):
            ours, theirs = contact[pair.contact_field], entity[pair.entity_field]
            if ours != theirs:
                found.append(f"{contact['no']} {pair.contact_field} {ours!r}, {kind.id} {entity['no']} {theirs!r}")
        if kind.id == "customer" and entity["contact_type"] != contact["type"]:
            found.append(f"{contact['no']} and customer {entity['no']} differ in type")
    return found


def relation_rows_are_valid(store: Store) -> list[str]:
    """relations 1.2, U-1 to U-5: rows name records that exist, of a type that may be linked, each once."""
    contacts = _by_no(store, "contact")
    codes = {row["code"] for row in _rows(store, "business_relation")}
    found, links, kinds, used = [], set(), set(), set()
    for row in _rows(store, "contact_business_relation"):
        where = f"relation {row['contact_no']} {row['business_relation_code']}"
        contact, kind = contacts.get(row["contact_no"]), BY_NUMBER.get(row["link_to_table"])
        if contact is None:
            found.append(f"{where}: no such contact")
        if row["business_relation_code"] not in codes:
            found.append(f"{where}: no such code")
        if (key := (row["contact_no"], row["business_relation_code"])) in used:
            found.append(f"{where}: twice")
        used.add(key)
        if row["no"]:
            if kind is None or row["no"] not in _by_no(store, kind.id):
                found.append(f"{where}: names {row['no']}, which is not there")
            elif contact is not None and contact["type"] not in kind.contact_types:
                found.append(f"{where}: a {kind.id} of the wrong type of contact")
            if (row["link_to_table"], row["no"]) in links or (row["contact_no"], row["link_to_table"]) in kinds:
                found.append(f"{where}: second link")
            links.add((row["link_to_table"], row["no"]))
            kinds.add((row["contact_no"], row["link_to_table"]))
    return found


def business_relation_is_right(store: Store) -> list[str]:
    """relations 1.4: none, one kind, other, or multiple, counted over the rows of a contact and its company."""
    setup = _rows(store, "marketing_setup")[0]
    named = {setup[name] for name in SETUP_CODES} - {""}
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(store, "contact_business_relation"):
        rows[row["contact_no"]].append(row)
    found = []
    for contact in _rows(store, "contact"):
        own = rows[contact["no"]]
        if contact["company_no"] not in ("", contact["no"]):
            own = own + rows[contact["company_no"]]
        if len(own) == 0:
            right = 5
        elif len(own) > 1:
            right = 7
        else:
            of_setup = own[0]["no"] and (not named or own[0]["business_relation_code"] in named)
            right = own[0]["link_to_table"] if of_setup else 6
        if contact["business_relation"] != right:
            found.append(f"contact {contact['no']}: business relation is {contact['business_relation']}, should be {right}")
    return found


def company_of_persons_is_right(store: Store) -> list[str]:
    """A person's company is a company that exists, and Company Name is its name (contacts C-30)."""
    contacts = _by_no(store, "contact")
    found = []
    for contact in contacts.values():
        company = contacts.get(contact["company_no"])
        if contact["type"] == COMPANY:
            if contact["company_no"] != contact["no"] or contact["company_name"] != contact["name"]:
                found.append(f"company {contact['no']} has company {contact['company_no']!r} {contact['company_name']!r}")
        elif contact["company_no"]:
            if company is None or company["type"] != COMPANY:
                found.append(f"person {contact['no']} has company {contact['company_no']}, which is none")
            elif company["name"] != contact["company_name"]:
                found.append(f"person {contact['no']}: company name {contact['company_name']!r}, not {company['name']!r}")
    return found


def primary_contacts_are_right(store: Store) -> list[str]:
    """A primary contact exists and, if it is a person, Contact is its name (relations R-62, R-64)."""
    contacts = _by_no(store, "contact")
    found = []
    for kind in (kind for kind in LINK_KINDS if kind.has_primary_contact):
        for entity in _rows(store, kind.id):
            contact = contacts.get(entity["primary_contact_no"])
            if entity["primary_contact_no"] and contact is None:
                found.append(f"{kind.id} {entity['no']}: primary contact {entity['primary_contact_no']} is not there")
            elif contact is not None and contact["type"] == PERSON and entity["contact"] != contact["name"]:
                found.append(f"{kind.id} {entity['no']}: contact {entity['contact']!r}, not {contact['name']!r}")
    return found


def references_exist(store: Store) -> list[str]:
    """Every filled reference names a record."""
    keys = {name: {row[model.KEY[0]] for row in _rows(store, name)} for name, model in TABLES.items() if model.KEY}
    return [
        f"{name} {row['id']}: {field.name} {row[field.name]!r} is not there"
        for name, model in TABLES.items()
        for field in fields_of(model)
        if field.refers_to and not field.free
        for row in _rows(store, name)
        if row[field.name] and row[field.name] not in keys[field.refers_to]
    ]


def codes_fit_the_type(store: Store) -> list[str]:
    """Nobody has codes that contacts of its type cannot have (contacts C-80)."""
    types = {row["no"]: row["type"] for row in _rows(store, "contact")}
    return [
        f"{table} {row['id']}: contact {row['contact_no']} cannot have it"
        for table, kind in ASSIGNMENTS.items()
        for row in _rows(store, table)
        if types.get(row["contact_no"]) not in kind.contact_types
    ]


def keys_are_unique(store: Store) -> list[str]:
    """No two records have the same key."""
    found = []
    for name, model in TABLES.items():
        keys = [tuple(row[part] for part in model.KEY) for row in _rows(store, name)] if model.KEY else []
        found += [f"{name} {key} is there twice" for key in set(keys) if keys.count(key) > 1] if len(set(keys)) != len(keys) else []
    return found


def number_series_are_sound(store: Store) -> list[str]:
    """No drawn number lies beyond the last one its series has used (contacts NS-13)."""
    last = defaultdict(str)
    for line in _rows(store, "no_series_line"):
        last[line["series_code"]] = max(last[line["series_code"]], line["last_no_used"])
    return [
        f"{name} {row['no']} lies beyond {last[row['no_series']]!r} of {row['no_series']}"
        for name, model in TABLES.items()
        if "no_series" in field_map(model) and "no" in field_map(model)
        for row in _rows(store, name)
        if row["no_series"] and last[row["no_series"]] and row["no"] > last[row["no_series"]]
    ]


def search_finds_what_is_there(store: Store) -> list[str]:
    """The search texts are those of the records, and the index of a file knows them."""
    found = []
    for name, texts in search_index.TEXTS.items():
        model = TABLES[name]
        expected = {row["id"]: search_index.search_text(model, row) for row in _rows(store, name)}
        with store.reading() as connection:
            stored = {row[0]: row[1] for row in connection.execute(select(texts.c.id, texts.c.text))}
            if store.dialect == "sqlite":
                found += _index_problems(connection, search_index.index_name(texts.name))
        found += [f"search text of {name} {id_}" for id_ in expected.keys() | stored.keys() if expected.get(id_) != stored.get(id_)]
    return found


def _index_problems(connection: Connection, index: str) -> list[str]:
    try:
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    except Exception as error:  # noqa: BLE001 - whatever it says, the index is wrong
        return [f"{index}: {error}"]
    return []


def _rows(store: Store, table: str) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(select(schema.metadata().tables[table])).mappings()]


def _by_no(store: Store, table: str) -> dict[str, dict[str, Any]]:
    return {row["no"]: row for row in _rows(store, table)}
