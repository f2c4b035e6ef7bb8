"""Proposing fields for columns: by caption, by synonym, by a similar name, confirmed by what the column holds (interchange X-31)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from contactdesk.errors import UserError
from contactdesk.interchange.country_names import country_iso
from contactdesk.interchange.header_words import is_unnamed, key_of
from contactdesk.interchange.rows import SourceRow
from contactdesk.interchange.synonyms import BY_KIND, COMMON, COURTESY, GIVES_WAY, PREFIXES
from contactdesk.model.base import Record
from contactdesk.model.fields import Field, field_map, fields_of, find_field
from contactdesk.model.kinds import Email, Link, Phone, Text
from contactdesk.text import LANGUAGES, N_, in_language

_SIMILAR = 88
_AHEAD = 5
_SHORTEST = 5


class Reason(Enum):
    """Why a column goes where it goes."""

    CAPTION = N_("caption")
    SYNONYM = N_("synonym")
    SIMILAR = N_("similar name")
    CONTENT = N_("content")
    BY_HAND = N_("by hand")
    REMEMBERED = N_("remembered")
    NONE = N_("no field fits")


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    rank: float
    column: int
    field: str
    reason: Reason


def find_target(model: type[Record], name: str) -> Field | None:
    """The field that a person calls `name`: its name or its caption in English or Dutch."""
    found = find_field(model, name)
    return found or field_map(model).get(_captions(model).get(key_of(name), ""))


@cache
def _captions(model: type[Record]) -> Mapping[str, str]:
    """The fields of `model` by caption and by name, compared as columns are."""
    found: dict[str, str] = {}
    for field in fields_of(model):
        found[key_of(field.name)] = field.name
    for language in LANGUAGES:
        for field in fields_of(model):
            found.setdefault(key_of(in_language(field.caption, language)), field.name)
    return found


@cache
def _synonyms(model: type[Record]) -> Mapping[str, list[tuple[int, str]]]:
    """Rank and field of every synonym; those of the kind go before the common ones."""
    found: dict[str, list[tuple[int, str]]] = {}
    known = field_map(model)
    for base, table in ((100, BY_KIND.get(model.__tablename__, {})), (200, COMMON)):
        for field, names in table.items():
            for position, name in enumerate(names):
                if field in known:
                    found.setdefault(key_of(name), []).append((base + position, field))
    return found


def proposed_fields(
    model: type[Record],
    header: Sequence[str],
    samples: Sequence[SourceRow],
    *,
    taken: frozenset[str] = frozenset(),
    without: frozenset[str] = frozenset(),
) -> dict[str, tuple[str, Reason]]:
    """Field and reason by column, for columns not `without` and fields not `taken`; one column to a field at most."""
    known = field_map(model)
    used, found = set(taken), dict[str, tuple[str, Reason]]()
    open_columns = [number for number, name in enumerate(header) if name not in without]
    candidates = [one for number in open_columns for one in _candidates(model, header, number, samples)]
    for one in sorted(candidates, key=lambda one: (one.rank, one.column)):
        name, field = header[one.column], known[one.field]
        if name not in found and field.name not in used and field.can_be_given and _fits(field, _values(samples, one.column)):
            found[name] = field.name, one.reason
            used.add(field.name)
    return found


def _values(samples: Sequence[SourceRow], column: int) -> list[str]:
    cells = (row.cells[column].strip() for row in samples if not row.error and column < len(row.cells))
    return [cell for cell in cells if cell]


def _candidates(model: type[Record], header: Sequence[str], number: int, samples: Sequence[SourceRow]) -> Iterator[_Candidate]:
    name = header[number]
    if is_unnamed(name):
        yield from _by_content(model, number, _values(samples, number))
        return
    key = key_of(name)
    keys = {key_of(other) for other in header}
    own = _by_name(model, key, number, 0)
    for prefix in PREFIXES.get(model.__tablename__, ()):
        if key.startswith(prefix):
            own += _by_name(model, key.removeprefix(prefix), number, 500)
    own = own or _by_similarity(model, key, number)
    yield from (one for one in own if not (key == one.field and keys & set(GIVES_WAY.get(one.field, ()))))


def _by_name(model: type[Record], key: str, number: int, base: int) -> list[_Candidate]:
    found = []
    if key in _captions(model):
        found.append(_Candidate(base, number, _captions(model)[key], Reason.SYNONYM if base else Reason.CAPTION))
    found += [_Candidate(base + rank, number, field, Reason.SYNONYM) for rank, field in _synonyms(model).get(key, ())]
    return found


def _by_similarity(model: type[Record], key: str, number: int) -> list[_Candidate]:
    """The field whose name is nearly the same, unless another one is nearly as near."""
    from rapidfuzz import fuzz, process

    if len(key) < _SHORTEST:
        return []
    best: dict[str, float] = {}
    spellings = {**{name: rows[0][1] for name, rows in _synonyms(model).items()}, **_captions(model)}
    for spelling, score, _index in process.extract(key, list(spellings), scorer=fuzz.ratio, score_cutoff=_SIMILAR - _AHEAD, limit=8):
        if _digits(spelling) == _digits(key):
            field = spellings[spelling]
            best[field] = max(best.get(field, 0.0), score)
    ordered = sorted(best.items(), key=lambda one: -one[1])
    if not ordered or ordered[0][1] < _SIMILAR or (len(ordered) > 1 and ordered[1][1] > ordered[0][1] - _AHEAD):
        return []
    return [_Candidate(1100 - ordered[0][1], number, ordered[0][0], Reason.SIMILAR)]


def _digits(key: str) -> str:
    return re.sub(r"\D", "", key)


def _by_content(model: type[Record], number: int, values: Sequence[str]) -> list[_Candidate]:
    """Mail addresses, web addresses, international phone numbers and countries show what they are; nothing else does."""
    if not values:
        return []
    for field, shows in _SHOWN.items():
        if field in field_map(model) and all(shows(value) for value in values):
            return [_Candidate(2000, number, field, Reason.CONTENT)]
    return []


def _is_mail(value: str) -> bool:
    return re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) is not None


def _is_link(value: str) -> bool:
    return re.match(r"https?://|www\.", value) is not None


def _is_phone(value: str) -> bool:
    return sum(map(str.isdigit, value)) >= 3 and sum(map(str.isalpha, value)) <= 4 and "@" not in value


def _is_international(value: str) -> bool:
    return re.fullmatch(r"(?:\+|00)[1-9][0-9 ()./-]{6,}", value) is not None


def _is_country(value: str) -> bool:
    return len(value) > 3 and bool(country_iso(value))


_SHOWN: dict[str, Callable[[str], bool]] = {
    "e_mail": _is_mail,
    "home_page": _is_link,
    "phone_no": _is_international,
    "country_region_code": _is_country,
}


def _fits(field: Field, values: Sequence[str]) -> bool:
    """Do at least half of the values look like what the field holds?"""
    if not values:
        return True
    return sum(1 for value in values if _looks_like(field, value)) * 2 >= len(values)


def _looks_like(field: Field, value: str) -> bool:
    kind = field.kind
    if isinstance(kind, Email):
        return "@" in value
    if isinstance(kind, Phone):
        return _is_phone(value)
    if isinstance(kind, Link):
        return "." in value or "#" in value
    if field.name == "job_title":
        return key_of(value) not in COURTESY
    if field.name == "post_code":
        return any(map(str.isdigit, value))
    return isinstance(kind, Text) or _can_be_read(field, value)


def _can_be_read(field: Field, value: str) -> bool:
    try:
        field.kind.parse(value)
    except UserError:
        return False
    return True
