"""Export Contact: contacts as a comma-separated text file (contacts C-121, C-122; interchange X-35, X-60)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from contactdesk.interchange.cleaning import guarded
from contactdesk.interchange.whole_file import Exported, whole_file
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.services.values import not_found
from contactdesk.storage.unit_of_work import Actions
from contactdesk.text import _

COLUMNS = (
    *("no", "external_id", "name", "name_2", "address", "address_2", "county", "post_code", "city", "country_region_code"),
    *("phone_no", "telex_no", "fax_no", "telex_answer_back", "territory_code", "currency_code", "language_code", "salesperson_code"),
    *("vat_registration_no", "e_mail", "home_page", "type", "company_name", "company_no", "first_name", "middle_name", "surname"),
    *("job_title", "initials", "extension_no", "mobile_phone_no", "pager", "organizational_level_code", "exclude_from_segment"),
    *("correspondence_type", "salutation_code"),
)
"""The fields in the order of contacts C-121."""
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Blocked:
    """A contact that is blocked for privacy (contacts C-94)."""

    no: str
    name: str


class Exports:
    """Writes contacts to files; nothing in the database changes."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def blocked(self, nos: Sequence[str] | None = None, *, ids: Sequence[int] | None = None) -> list[Blocked]:
        """Those of the contacts that are blocked for privacy: an export of them is announced first (contacts C-94)."""
        found: list[Blocked] = []
        with self._actions.reading() as session:
            for piece in _pieces(self._ids(nos, ids)):
                query = select(Contact.id, Contact.no, Contact.name).where(Contact.privacy_blocked.is_(True), Contact.id.in_(piece))
                rows = {row[0]: Blocked(row[1], row[2]) for row in session.execute(query)}
                found += [rows[id] for id in piece if id in rows]
        return found

    def contacts(
        self,
        path: str | Path,
        nos: Sequence[str] | None = None,
        *,
        ids: Sequence[int] | None = None,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Exported:
        """Write contacts, named by number or by id, in that order; all of them where none are named (contacts C-121).

        Every cell is quoted, the first line holds the captions in the user's language; a value that a spreadsheet could
        take for a formula begins with an apostrophe (interchange X-35). The file appears whole, or not at all when the
        job is `cancelled`. Raises `ExportTarget`, `NotFound`.
        """
        path, chosen = Path(path), self._ids(nos, ids)
        written = 0
        with whole_file(path) as part, part.path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(captions())
            for rows in self._rows(chosen):
                if cancelled is not None and cancelled():
                    part.wanted = False
                    break
                writer.writerows(rows)
                written += len(rows)
                if progress is not None:
                    progress(written, len(chosen))
        return Exported(path, written, stopped=not part.wanted)

    def _ids(self, nos: Sequence[str] | None, ids: Sequence[int] | None) -> Sequence[int]:
        if ids is not None:
            return ids
        with self._actions.reading() as session:
            if nos is None:
                order = (Contact.company_name, Contact.company_no, Contact.type, Contact.name, Contact.id)
                return list(session.scalars(select(Contact.id).order_by(*order)))
            known: dict[str, int] = {}
            wanted = [no.strip().upper() for no in nos]
            for start in range(0, len(wanted), _AT_ONCE):
                query = select(Contact.no, Contact.id).where(Contact.no.in_(wanted[start : start + _AT_ONCE]))
                known.update((row[0], row[1]) for row in session.execute(query))
        missing = next((no for no in wanted if no not in known), None)
        if missing is not None:
            raise not_found(Contact.__tablename__, missing)
        return [known[no] for no in wanted]

    def _rows(self, ids: Sequence[int]) -> Iterator[list[list[str]]]:
        """The cells of the contacts; one that was deleted meanwhile is left out."""
        declared, columns = field_map(Contact), Contact.__table__.columns
        query = select(columns["id"], *(columns[name] for name in COLUMNS))
        for piece in _pieces(ids):
            with self._actions.reading() as session:
                found = {row[0]: row[1:] for row in session.execute(query.where(columns["id"].in_(piece)))}
            yield [
                [guarded(declared[name].kind.show(value)) for name, value in zip(COLUMNS, found[id], strict=True)]
                for id in piece
                if id in found
            ]


def captions() -> list[str]:
    """The first line: captions in the user's language (interchange X-60)."""
    declared = field_map(Contact)
    return [_(declared[name].caption) for name in COLUMNS]


def _pieces(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield list(ids[start : start + _AT_ONCE])
