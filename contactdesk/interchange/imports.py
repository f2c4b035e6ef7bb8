"""Importing contacts, customers, vendors, bank accounts and employees (interchange sections 2 and 5).

A file goes through in pieces of 200 records, each one unit of work; all of them are one entry of the history.
A record that a rule refuses is left out, and its piece is written without it (interchange X-10).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import delete, insert, select

from contactdesk import errors
from contactdesk.errors import UserError
from contactdesk.interchange import mapping as mappings
from contactdesk.interchange.candidates import Candidate, Reader
from contactdesk.interchange.import_report import ImportPreview, ImportReport, Rejected
from contactdesk.interchange.mapping import ColumnMapping
from contactdesk.interchange.matching import Companies
from contactdesk.interchange.rejects import RejectReport
from contactdesk.interchange.rows import SourceRow
from contactdesk.interchange.tables import Table, open_table
from contactdesk.interchange.writing import Known, Outcome, RowFailed, Writer
from contactdesk.model.codes import Country
from contactdesk.model.contact import Contact
from contactdesk.model.remembered import ImportMapping
from contactdesk.services.batches import PAUSE, PIECE, Progress
from contactdesk.services.long_jobs import collector_waits, few_collections, for_report
from contactdesk.services.values import model_of
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.unit_of_work import Actions, Done

__all__ = ["ImportPreview", "ImportReport", "Imports", "Rejected"]

TRIED = 1000
"""Records that a preview tries out."""
TRIED_AT_ONCE = 2000
"""Records of a dry run that know of one another."""
_TRIES = 5
"""Refused records that are left out one by one, before every record of the piece is written by itself."""

Columns = Mapping[str, str | None] | Path | None


class Imports:
    """Reads files into the desk."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def preview(
        self,
        kind: str,
        path: Path | str,
        mapping: Columns = None,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        sheet: str | None = None,
        with_contacts: bool = True,
        first: int = TRIED,
    ) -> ImportPreview:
        """What the file holds and what importing its `first` records would do; nothing is changed (interchange X-2).

        Raises `FileNotReadable`, `ImportEmpty`, `ImportFormat`, `ImportLimit`, `ImportMapping`.
        """
        table = open_table(path, encoding=encoding, delimiter=delimiter, sheet=sheet)
        columns = self._mapping(kind, table, mapping)
        report = ImportReport(kind=columns.kind, unmapped=columns.unmapped)
        job = _Job(self._actions, table, columns, report, with_contacts, dry_run=True, first=first)
        job.run()
        rows = [tuple(row.cells) for row in table.samples]
        facts = {name: getattr(table, name) for name in ("format", "encoding", "delimiter", "sheet", "sheets", "notices")}
        return ImportPreview(columns, table.header, rows, report, complete=not job.cut_off, **facts)

    def run(
        self,
        kind: str,
        path: Path | str,
        mapping: Columns = None,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        sheet: str | None = None,
        with_contacts: bool = True,
        rejects: Path | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        dry_run: bool = False,
        show: Callable[[ChangeSet], None] | None = None,
    ) -> ImportReport:
        """Import the file; what is refused is reported and left out, everything else is one entry of the history.

        `mapping`: field (or None) by column, a file with one (interchange X-32), or None for what is remembered
        or proposed. `with_contacts`: new customers and so on get their contact as if they were typed (relations
        R-5). `rejects`: file for the refused records; it appears only when there are any (X-13). `progress` is
        told how much of the file is done. After `cancelled` what is done stays. `show` is given every change of a
        dry run, piece by piece; without it the report keeps them all. Raises like `preview`, `StoreTrouble`.
        """
        table = open_table(path, encoding=encoding, delimiter=delimiter, sheet=sheet)
        columns = self._mapping(kind, table, mapping)
        report = ImportReport(kind=columns.kind, unmapped=columns.unmapped, notices=list(table.notices))
        job = _Job(self._actions, table, columns, report, with_contacts, dry_run, progress=progress, cancelled=cancelled, show=show)
        with few_collections(), nullcontext() if rejects is None else RejectReport(rejects, table) as refused:
            job.refused = refused
            job.run()
        if refused is not None and refused.count:
            report.rejects_path = rejects
        if mapping is not None and not dry_run:
            self.remember(columns, table.header)
        return report

    def propose(self, kind: str, path: Path | str, **choices: str | None) -> ColumnMapping:
        """The mapping proposed for the file (interchange X-31). Raises like `preview`."""
        return self._mapping(kind, open_table(path, **choices), None)  # type: ignore[arg-type]

    def remember(self, columns: ColumnMapping, header: tuple[str, ...]) -> None:
        """Keep a mapping for the next file with the same header (interchange X-32)."""
        mark = mappings.fingerprint(header)
        values = {column.name: column.field or None for column in columns.columns}
        with self._actions.store.writing() as connection:
            connection.execute(delete(ImportMapping).where(ImportMapping.kind == columns.kind, ImportMapping.fingerprint == mark))
            connection.execute(insert(ImportMapping), {"kind": columns.kind, "fingerprint": mark, "columns": values})

    def _mapping(self, kind: str, table: Table, chosen: Columns) -> ColumnMapping:
        model = model_of(kind)
        if isinstance(chosen, Path):
            found = mappings.load(chosen, model, table.header, table.samples)
        elif chosen is not None:
            found = mappings.choose(model, table.header, table.samples, chosen)
        else:
            found = mappings.propose(model, table.header, table.samples, self._remembered(model.__tablename__, table))
        found.check()
        return found

    def _remembered(self, kind: str, table: Table) -> Mapping[str, str | None] | None:
        mark = mappings.fingerprint(table.header)
        query = select(ImportMapping.columns).where(ImportMapping.kind == kind, ImportMapping.fingerprint == mark)
        with self._actions.reading() as session:
            return session.scalar(query)


@dataclass
class _Job:
    """One run through one file."""

    actions: Actions
    table: Table
    mapping: ColumnMapping
    report: ImportReport
    with_contacts: bool
    dry_run: bool = False
    first: int = 0
    progress: Progress | None = None
    cancelled: Callable[[], bool] | None = None
    refused: RejectReport | None = None
    show: Callable[[ChangeSet], None] | None = None
    cut_off: bool = False

    def run(self) -> None:
        """Go through the file: companies first, then their persons (interchange X-7)."""
        self._known, self._persons = Known(), False
        with self.actions.looking() as unit:
            countries = {iso or code: code for iso, code in unit.session.execute(select(Country.iso_code, Country.code))}
            if self.mapping.model is Contact:
                self._known.companies = Companies.of(unit)
        self._reader = Reader(self.mapping, countries)
        passes = (True, False) if self.mapping.model is Contact else (None,)
        for number, companies in enumerate(passes):
            try:
                self._pass(companies, number, len(passes))
            except errors.StoreTrouble:
                raise
            except UserError as error:  # a limit, or a part of the file that is damaged
                self.report.stopped = error
            if self.report.stopped or self.report.cancelled or not self._persons:
                break
        self.report.rejected.sort(key=lambda one: one.line)  # those of persons were found after those of companies

    def _pass(self, companies: bool | None, number: int, passes: int) -> None:
        candidates = self._candidates(companies)
        size = TRIED_AT_ONCE if self.dry_run else PIECE
        while piece := list(islice(candidates, size)):
            self._write(piece)
            if self.progress is not None:
                self.progress(self.table.done + number * self.table.size, passes * self.table.size)
            if self.cancelled is not None and self.cancelled():
                self.report.cancelled = True
                return
            time.sleep(0 if self.dry_run else PAUSE)

    def _candidates(self, companies: bool | None) -> Iterator[Candidate]:
        """The records that can be read, `companies` or persons or (None) all; the others are refused."""
        rows = self.table.rows()
        for count, row in enumerate(rows, 1):
            if self.first and count > self.first:
                self.cut_off = True
                return
            if companies is not False:
                self.report.read += 1
            if companies is not None and companies != self._reader.is_company(row):
                self._persons = True
                continue
            try:
                candidate = self._reader.read(row)
            except UserError as error:
                self._reject(row, error)
                continue
            for warning in candidate.warnings:
                self.report.tell(warning)
            yield candidate

    def _reject(self, row: SourceRow, error: UserError) -> None:
        for_report(error).at(line=row.line)
        self.report.rejected.append(Rejected(row.line, error.field, error, tuple(row.verbatim)))
        if self.refused is not None:
            self.refused.add(row, error)

    def _write(self, piece: list[Candidate]) -> None:
        """Write a piece; a record that a rule refuses is left out, and the others are written without it."""
        for _attempt in range(_TRIES):
            if not piece:
                return
            try:
                self._act(piece)
                return
            except RowFailed as failed:
                self._reject(failed.candidate.row, failed.error)
                piece = [one for one in piece if one is not failed.candidate]
            except errors.StoreTrouble:
                raise
            except UserError as error:
                if len(piece) == 1:
                    self._reject(piece[0].row, error)
                    return
                break
        for one in piece:
            self._write([one])

    def _act(self, piece: list[Candidate]) -> None:
        with collector_waits():
            done = self.actions.act(
                "import",
                lambda unit: Writer(unit, self.mapping.kind, self._known, self.with_contacts).write(piece),
                dry_run=self.dry_run,
                summary=f"{self.mapping.kind} {self.table.path.name}",
                batch=self.report.entry,
            )
        self._keep(done)

    def _keep(self, done: Done[Outcome]) -> None:
        """Count what a piece did, and remember what it made."""
        outcome, report = done.value, self.report
        report.inserted += outcome.inserted
        report.updated += outcome.updated
        report.unchanged += outcome.unchanged
        report.companies += outcome.made_companies
        report.skipped += len(outcome.skipped)
        if self.mapping.model is not Contact:
            report.contacts += sum(1 for record in done.changes.records if record.table == "contact" and record.kind == "insert")
        report.entry = report.entry or done.changes.entry
        for candidate, error in outcome.refused:
            self._reject(candidate.row, error)
        for candidate, error in outcome.skipped:
            report.tell(f"{candidate.row.line}: {error}")
        for notice in done.notices:
            report.tell(notice.text)
        self._known.seen |= outcome.seen
        if self.dry_run:
            (self.show or report.changes.append)(done.changes)
        else:
            self._known.mine |= outcome.mine
            self._known.companies.keep(outcome.companies)
