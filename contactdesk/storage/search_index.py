"""Search that forgives accents and case, without any extension of the database.

Each searchable table has a companion `<table>_search` with the folded text of the record. Beside
it stands an index of all its groups of three letters: a full-text index on SQLite, an inverted one on PostgreSQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    Text,
    and_,
    cast,
    delete,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import column as named_column
from sqlalchemy import table as named_table

from contactdesk.model.base import Base, Record
from contactdesk.model.fields import fields_of
from contactdesk.model.folding import fold
from contactdesk.model.tables import SEARCHED, TABLES
from contactdesk.storage import search_grams
from contactdesk.storage.many_rows import among, insert_many

_NUMBER = re.compile(r"[\d\s()+./–-]*\d[\d\s()+./–-]*")
_NOT_DIGITS = re.compile(r"\D+")
_PIECES = re.compile(r'"([^"]*)"?|(\S+)')
_FUNCTION = "contactdesk_letters"
_PAGE = 512
"""Bytes of a page of the index in a file: a text is erased from a hundred pages, each of which is written anew. With the
4 KB that SQLite would take a new name costs twice the time; searching takes the same with both."""
_UNSORTED = 256
"""Kilobytes of new entries that the index of a server may keep unsorted: more make saving cheaper and searching slower."""


def _companion(table: str) -> Table:
    return Table(
        f"{table}_search",
        Base.metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("text", Text, nullable=False),
    )


TEXTS: Mapping[str, Table] = {table: _companion(table) for table in SEARCHED}
"""The companion of each searchable table."""


def searched() -> Mapping[str, type[Record]]:
    """The tables that are searched, by name."""
    return {table: TABLES[table] for table in SEARCHED}


def search_text(model: type[Record], values: Mapping[str, Any]) -> str:
    """What the search box finds a record by: every searched field, folded, between line breaks.

    A number with signs in it ("030-123 45") also stands in one piece ("03012345").
    """
    found: list[str] = []
    for name in searched_names(model):
        value = values.get(name)
        if not value:
            continue
        folded = " ".join(fold(str(value)).split())
        found.append(folded)
        if not folded.isdigit() and _NUMBER.fullmatch(folded):
            found.append(_NOT_DIGITS.sub("", folded))
    return "\n" + "\n".join(found) + "\n" if found else ""


@cache
def searched_names(model: type[Record]) -> tuple[str, ...]:
    """Names of the fields of `model` that the search box looks into."""
    return tuple(field.name for field in fields_of(model) if field.searched)


def put(connection: Connection, model: type[Record], rows: Sequence[tuple[int, str]]) -> None:
    """Keep the texts of new or changed records: pairs of id and `search_text`."""
    name = TEXTS[model.__tablename__].name
    then = f"ON CONFLICT (id) DO UPDATE SET text = excluded.text WHERE {name}.text <> excluded.text"
    insert_many(connection, name, ("id", "text"), ("integer", "text"), rows, then=then)


def remove(connection: Connection, model: type[Record], ids: Iterable[int]) -> None:
    """Forget the texts of deleted records."""
    texts = TEXTS[model.__tablename__]
    connection.execute(delete(texts).where(among(texts.c.id, ids)))


def pieces(search: str) -> list[str]:
    """What must be found, folded: the words of `search`, or what stands between quotes as one piece."""
    found: list[str] = []
    for quoted, word in _PIECES.findall(search):
        # A single sign can fold to a blank and a mark, so even one word can become two.
        words = fold(quoted or word).split()
        found += [" ".join(words)] if quoted and words else words
    return found


def spellings(piece: str) -> tuple[str, ...]:
    """How a piece may stand in a text: a number with signs in it also in one piece."""
    if not piece.isdigit() and _NUMBER.fullmatch(piece):
        return (piece, _NOT_DIGITS.sub("", piece))
    return (piece,)


def digits_of(search: str) -> str:
    """The digits of a search that is a number as people write one ("030-12 34"); "" for any other."""
    folded = fold(search)
    return _NOT_DIGITS.sub("", folded) if _NUMBER.fullmatch(folded) else ""


def matching(model: type[Record], search: str, dialect: str, *, indexed: bool = True) -> Select[tuple[int]]:
    """The ids of the records in which every word of `search` occurs, whatever its case and accents.

    `dialect` is "sqlite" or "postgresql". A blank search finds every record. Without `indexed` the texts are looked at
    one by one, for who asks for a part of the table only.
    """
    texts = TEXTS[model.__tablename__]
    conditions = []
    for spelt in (spellings(piece) for piece in pieces(search)):
        conditions.append(contains(texts.c.text, spelt, dialect))
        if indexed and all(search_grams.is_exact(one) for one in spelt):
            conditions.append(or_(*(_indexed(texts, search_grams.inside(one), dialect) for one in spelt)))
    return select(texts.c.id).where(and_(True, *conditions))


def contains(text: ColumnElement[str], spelt: Sequence[str], dialect: str) -> ColumnElement[bool]:
    """Does the search text have one of these spellings in it?"""
    place = func.instr if dialect == "sqlite" else func.strpos
    return or_(*(place(text, one) > 0 for one in spelt))


def _indexed(texts: Table, part: search_grams.Part, dialect: str) -> ColumnElement[bool]:
    if dialect != "sqlite":
        return has_groups(texts, [part])
    index = named_table(index_name(texts.name), named_column("rowid"))
    return texts.c.id.in_(select(index.c.rowid).where(named_column(index.name).op("MATCH")(search_grams.match_text([part]))))


def has_groups(texts: Table, parts: Sequence[search_grams.Part]) -> ColumnElement[bool]:
    """Does the index of a server say that a text has the groups of all these parts?"""
    groups: ColumnElement[Any] = literal_column(f'({_FUNCTION}({texts.name}.text) COLLATE "C")')
    every = [group for part in parts for group in part.every]
    found = [groups.op("&&", is_comparison=True)(cast(list(part.some), ARRAY(Text))) for part in parts if part.some]
    if every:
        found.append(groups.op("@>", is_comparison=True)(cast(every, ARRAY(Text))))
    return and_(True, *found)


def index_name(texts: str) -> str:
    """Name of the index of three letters beside the table `texts` ("contact_search")."""
    return texts.removesuffix("_search") + "_letters"


def sqlite_index(texts: str, *, erase: bool) -> list[tuple[str, str]]:
    """The index and the triggers that keep it equal to the table `texts`, as (name, statement).

    It stores neither positions nor lengths, because a match is compared with the text itself; that
    halves its size. `erase`: deleted words leave the file at once (reliability section 2).
    """
    index = index_name(texts)
    forget = f"INSERT INTO {index} ({index}, rowid, text) VALUES ('delete', old.id, old.text);"
    learn = f"INSERT INTO {index} (rowid, text) VALUES (new.id, new.text);"
    options = f"content='{texts}', content_rowid='id', tokenize='trigram case_sensitive 1', detail=none, columnsize=0"
    statements = [(index, f"CREATE VIRTUAL TABLE {index} USING fts5 (text, {options})")]
    statements.append(("", f"INSERT INTO {index} ({index}, rank) VALUES ('pgsz', {_PAGE})"))
    if erase:
        statements.append(("", f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)"))
    for moment, work in (("insert", learn), ("delete", forget), ("update", forget + " " + learn)):
        name = f"{texts}_{moment}"
        statements.append((name, f"CREATE TRIGGER {name} AFTER {moment.upper()} ON {texts} BEGIN {work} END"))
    return statements


def postgresql_index(texts: Sequence[str]) -> list[tuple[str, str]]:
    """The same index on a server, as (name, statement): its groups are worked out when a text is written."""
    body = """DECLARE
        letters text[] := string_to_array(given, NULL);
        groups text[] := '{}';
    BEGIN
        FOR place IN 1 .. length(given) - 2 LOOP
            groups[place] := letters[place] || letters[place + 1] || letters[place + 2];
        END LOOP;
        RETURN groups;
    END"""
    # Restricted: a helper process takes longer to start than the whole search.
    options = "LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL RESTRICTED COST 500"
    statements = [(_FUNCTION, f"CREATE OR REPLACE FUNCTION {_FUNCTION}(given text) RETURNS text[] {options} AS $${body}$$")]
    for name in texts:
        index, limit = index_name(name), f"gin_pending_list_limit = {_UNSORTED}"
        statements.append((index, f'CREATE INDEX {index} ON {name} USING gin (({_FUNCTION}(text)) COLLATE "C") WITH ({limit})'))
    return statements


FUNCTION = _FUNCTION
"""The function of a server that takes a text apart; its indexes go with it."""
