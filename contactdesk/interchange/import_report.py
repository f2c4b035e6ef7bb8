"""What an import found and did: for pages, command line and scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from contactdesk.errors import UserError
from contactdesk.interchange.mapping import ColumnMapping
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import _, n_

MOST_NOTICES = 200
"""Warnings that are kept word for word; more are only counted."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was refused: where it begins, which field, why, and the cells as they were (interchange X-13)."""

    line: int
    field: str
    error: UserError
    raw: tuple[str, ...]


@dataclass(slots=True)
class ImportReport:
    """What became of every record: read = inserted + updated + unchanged + skipped + rejected, always.

    `entry` undoes all of it. `companies` were made for persons who name them, `contacts` for new entities.
    """

    kind: str = ""
    read: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    companies: int = 0
    contacts: int = 0
    entry: int = 0
    unmapped: tuple[str, ...] = ()
    """Columns without a place, never dropped in silence (interchange X-30)."""
    notices: list[str] = field(default_factory=list)
    more_notices: int = 0
    rejects_path: Path | None = None
    cancelled: bool = False
    stopped: UserError | None = None
    """What ended the reading before the end of the file; everything before it is imported (interchange X-80)."""
    changes: list[ChangeSet] = field(default_factory=list)
    """What would change; filled by a dry run only."""

    def tell(self, text: str) -> None:
        """Keep a warning, once."""
        if len(self.notices) >= MOST_NOTICES:
            self.more_notices += 1
        elif text not in self.notices:
            self.notices.append(text)

    def lines(self) -> list[str]:
        """The report as a person reads it."""
        text = _("{read} read: {inserted} new, {updated} updated, {unchanged} unchanged, {skipped} skipped, {rejected} refused.")
        counts = {name: getattr(self, name) for name in ("read", "inserted", "updated", "unchanged", "skipped")}
        found = [text.format(**counts, rejected=len(self.rejected))]
        if self.companies:
            found.append(n_("{n} company was made for its persons.", "{n} companies were made for their persons.", self.companies))
        if self.contacts:
            found.append(n_("{n} contact was made.", "{n} contacts were made.", self.contacts))
        if self.unmapped:
            found.append(_("Columns without a place, not imported: {columns}").format(columns=", ".join(self.unmapped)))
        if self.entry:
            found.append(_("Entry {entry}.").format(entry=self.entry))
        return found


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a file holds, where its columns go and why, and what importing it would do."""

    mapping: ColumnMapping
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    """The first records as they were read."""
    report: ImportReport
    """Counts and refusals of a dry run over the first records, or all (`complete`)."""
    complete: bool
    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The columns without a place."""
        return self.mapping.unmapped
