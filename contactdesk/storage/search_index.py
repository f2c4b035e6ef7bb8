"""Search that forgives accents and case, without any extension of the database.

Each searchable table has a companion `<table>_search` with the folded text of the record. SQLite
has an index of all its groups of three letters beside it; PostgreSQL reads the narrow table through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Integer, Select, Table, Text, and_, delete, func, or_, select
from sqlalchemy import column as named_column
from sqlalchemy import table as named_table

from contactdesk.model.base import Base, Record
from contactdesk.model.fields import fields_of
from contactdesk.model.folding import fold
from contactdesk.model.tables import TABLES
from contactdesk.storage.many_rows import insert_many

SEARCHED: Mapping[str, type[Record]] = {name: model for name, model in TABLES.items() if model.SEARCHED}

_NUMBER = re.compile(r"[\d\s()+./–-]*\d[\d\s()+./–-]*")
_NOT_DIGITS = re.compile(r"\D+")
_PIECES = re.compile(r'"([^"]*)"?|(\S+)')
_LETTERS_OF_INDEX = 3
_GROUPS_ASKED = 12


def _companion(model: type[Record]) -> Table:
    return Table(
        f"{model.__tablename__}_search",
        Base.metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("text", Text, nullable=False),
    )


TEXTS: Mapping[str, Table] = {name: _companion(model) for name, model in SEARCHED.items()}
"""The companion of each searchable table."""


def search_text(model: type[Record], values: Mapping[str, Any]) -> str:
    """What the search box finds a record by: every searched field, folded, one in a line.

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
    return "\n".join(found)


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
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        connection.execute(delete(texts).where(texts.c.id.in_(wanted[start : start + 500])))


def pieces(search: str) -> list[str]:
    """What must be found, folded: the words of `search`, or what stands between quotes as one piece."""
    found: list[str] = []
    for quoted, word in _PIECES.findall(search):
        # A single sign can fold to a blank and a mark, so even one word can become two.
        words = fold(quoted or word).split()
        found += [" ".join(words)] if quoted and words else words
    return found


def matching(model: type[Record], search: str, dialect: str) -> Select[tuple[int]]:
    """The ids of the records in which every word of `search` occurs, whatever its case and accents.

    `dialect` is "sqlite" or "postgresql". A blank search finds every record.
    """
    texts = TEXTS[model.__tablename__]
    conditions = [_occurs(texts, piece, dialect) for piece in pieces(search)]
    return select(texts.c.id).where(and_(True, *conditions))


def _occurs(texts: Table, piece: str, dialect: str) -> ColumnElement[bool]:
    spellings = [piece]
    if not piece.isdigit() and _NUMBER.fullmatch(piece):
        spellings.append(_NOT_DIGITS.sub("", piece))
    return or_(*(_contains(texts, spelling, dialect) for spelling in spellings))


def _contains(texts: Table, piece: str, dialect: str) -> ColumnElement[bool]:
    if dialect != "sqlite":
        return func.strpos(texts.c.text, piece) > 0
    exactly = func.instr(texts.c.text, piece) > 0
    if len(piece) < _LETTERS_OF_INDEX:
        return exactly
    index = named_table(index_name(texts.name), named_column("rowid"))
    groups = " AND ".join('"' + group.replace('"', '""') + '"' for group in _groups(piece))
    candidates = select(index.c.rowid).where(named_column(index.name).op("MATCH")(groups))
    return and_(texts.c.id.in_(candidates), exactly)


def _groups(piece: str) -> list[str]:
    """Groups of three letters that together cover `piece`; not all, because the text is compared anyway."""
    last = len(piece) - _LETTERS_OF_INDEX
    starts = [*range(0, last, 2), last]
    return [piece[start : start + _LETTERS_OF_INDEX] for start in starts[:_GROUPS_ASKED]]


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
    if erase:
        statements.append(("", f"INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1)"))
    for moment, work in (("insert", learn), ("delete", forget), ("update", forget + " " + learn)):
        name = f"{texts}_{moment}"
        statements.append((name, f"CREATE TRIGGER {name} AFTER {moment.upper()} ON {texts} BEGIN {work} END"))
    return statements
