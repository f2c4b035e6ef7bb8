"""The commands that work on a whole database: making, checking, copying, undoing, importing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contactdesk.cli.output import Output, message, opened
from contactdesk.desk import Desk
from contactdesk.model.relation import ContactBusinessRelation as Relation
from contactdesk.model.tables import TABLES
from contactdesk.text import _, n_

if TYPE_CHECKING:
    from contactdesk.interchange.imports import ImportReport
    from contactdesk.services.history import Line

_NAMED = 2


def new(chosen: Namespace, output: Output) -> None:
    """Make a database, with the demo company where it is asked for; half a demo company is none."""
    with Desk.create(chosen.path, language=chosen.language, country=chosen.country) as desk:
        shown = desk.store.shown
        if chosen.demo:
            try:
                _fill_with_demo(desk, chosen)
            except BaseException:
                _give_up(desk)
                raise
    output.result({"database": shown}, _("{database} was made.").format(database=shown))


def _fill_with_demo(desk: Desk, chosen: Namespace) -> None:
    from contactdesk.services.demo import demo

    demo(chosen.country, chosen.language).fill(desk)


def _give_up(desk: Desk) -> None:
    """Remove the file that was just made; a server's database was there before and stays."""
    from contactdesk.storage.store import remove_file

    desk.close()
    if desk.store.dialect == "sqlite":
        remove_file(Path(desk.store.target))


def _numbers(no: str, lines: Iterable[Line]) -> set[str]:
    """The numbers that a record had one after the other; `lines` are its history, the newest first."""
    found = {no}
    for line in lines:
        if line.no in found and line.change == "update" and (line.field.name,) == TABLES[line.table].KEY[:1]:
            found.add(line.before)
    return found


def history(chosen: Namespace, output: Output) -> None:
    """The newest entries, or all of one record."""
    with opened(chosen.database) as desk:
        entries = desk.history.entries(no=chosen.record, limit=1000 if chosen.record else 100)
        lines = {one.no: desk.history.lines(one.no) for one in entries} if chosen.record else {}
        about = {one.no: one.summary or _about(lines.get(one.no) or desk.history.lines(one.no)) for one in entries}
    numbers = _numbers(chosen.record.strip().upper(), [line for one in entries for line in lines.get(one.no, ())])
    found = [
        {
            "entry": one.no,
            "at": f"{one.at:%Y-%m-%dT%H:%M:%S}Z",
            "who": one.who,
            "action": one.action,
            "summary": one.summary,
            "about": about[one.no],
            "records": one.records,
            "undone_by": one.undone_by,
            "undoes": one.undoes,
            "lines": [
                {"table": line.table, "no": line.no, "change": line.change, "field": line.field.name}
                | {"before": line.before, "after": line.after, "cause": str(line.cause)}
                for line in lines.get(one.no, ())
                if line.no in numbers
            ],
        }
        for one in entries
    ]
    shown = [f"{one.no:6}  {one.at:%Y-%m-%d %H:%M:%S}  {one.who}  {one.caption} {about[one.no]}  ({one.records})" for one in entries]
    output.result(found, *shown)


def _about(lines: Sequence[Line]) -> str:
    """The records an entry is about, where its summary does not say it: the first two (relations G-30)."""
    found = list(dict.fromkeys((line.table, line.no) for line in lines if line.table != Relation.__tablename__))
    return ", ".join(f"{_(TABLES[table].CAPTION)} {no}".strip() for table, no in found[:_NAMED]) + (" …" if len(found) > _NAMED else "")


def undo(chosen: Namespace, output: Output) -> None:
    """Take an entry back (relations G-31)."""
    with opened(chosen.database) as desk:
        done = desk.history.undo(chosen.entry, progress=output.progress(_("Undo")), dry_run=chosen.dry_run)
    output.notices(done.notices)
    if chosen.dry_run:
        output.changes([done.changes])
        return
    for kept in done.value.kept:
        message(kept)
    line = n_("{n} record was put back.", "{n} records were put back.", done.value.records)
    found = {"undone": chosen.entry, "records": done.value.records, "kept": done.value.kept, "entry": done.changes.entry}
    output.result(found, line)


def import_file(chosen: Namespace, output: Output) -> int | None:
    """Read records from a file; refused ones are kept beside it, to be corrected and imported again (relations E-29)."""
    source = Path(chosen.file)
    options: dict[str, Any] = {"with_contacts": not chosen.no_contacts, "progress": output.progress(_("Import"))}
    mapping = Path(chosen.map) if chosen.map else None
    kind = chosen.kind.replace("-", "_")
    with opened(chosen.database) as desk:
        if chosen.dry_run:
            with output.change_list() as show:
                report = desk.imports.run(kind, source, mapping, **options, dry_run=True, show=show)
                _tell_import(report)
                message("\n".join(report.lines()))
        else:
            report = desk.imports.run(kind, source, mapping, **options, rejects=source.with_name(f"{source.stem} refused{source.suffix}"))
            _tell_import(report)
            kept = [_("Refused rows are kept in {path}.").format(path=report.rejects_path)] if report.rejects_path else []
            output.result(_report_as_json(report), *report.lines(), *kept)
    if report.stopped is not None:
        message(f"{report.stopped.id}: {report.stopped}")
        return 1
    return None


def _tell_import(report: ImportReport) -> None:
    for text in report.notices:
        message(text)
    for one in report.rejected:
        message(_("Line {line}: {error}").format(line=one.line, error=f"{one.error.id}: {one.error}"))


def _report_as_json(report: ImportReport) -> dict[str, Any]:
    names = ("kind", "read", "inserted", "updated", "unchanged", "skipped", "companies", "contacts", "entry", "unmapped", "notices")
    found: dict[str, Any] = {name: getattr(report, name) for name in names}
    found["rejected"] = [
        {"line": one.line, "field": one.field, "error": one.error.id, "message": str(one.error), "row": list(one.raw)}
        for one in report.rejected
    ]
    found["rejects"] = str(report.rejects_path or "")
    found["stopped"] = report.stopped.id if report.stopped else ""
    return found


def check(chosen: Namespace, output: Output) -> int:
    """Look for what does not agree, and mend it; 1 when something is left (relations R-84)."""
    with opened(chosen.database) as desk:
        findings = desk.maintenance.check(progress=output.progress(_("Check")))
        repaired = desk.maintenance.repair(findings) if chosen.repair and findings else None
        left = desk.maintenance.check() if repaired is not None else findings
    found = [
        {"rule": one.rule, "table": one.table, "record": one.record, "field": one.field, "message": str(one), "repair": one.repair}
        for one in findings
    ]
    counts = {"findings": found, "repaired": repaired.value if repaired else 0, "left": len(left)}
    lines = [str(one) for one in findings] or [_("Everything agrees.")]
    if repaired is not None:
        output.notices(repaired.notices)
        lines.append(n_("{n} was mended.", "{n} were mended.", repaired.value))
    output.result(counts | {"entry": repaired.changes.entry if repaired else 0}, *lines)
    return 1 if left else 0


def backup(chosen: Namespace, output: Output) -> None:
    """Copy the database and check the copy (reliability P-9)."""
    from contactdesk.storage.backup import backup as copy

    with opened(chosen.database) as desk:
        made = copy(desk.store, Path(chosen.file))
    output.result({"backup": str(made)}, _("The copy is at {path}.").format(path=made))


def restore(chosen: Namespace, output: Output) -> None:
    """Put a copy in the place of the database; the present file is kept aside."""
    from contactdesk.storage.backup import restore as put_back
    from contactdesk.storage.store import shown

    kept = put_back(Path(chosen.file), chosen.database)
    text = _("Restored. The file before is kept at {path}.").format(path=kept) if kept else _("Restored.")
    output.result({"database": shown(chosen.database), "kept": str(kept or "")}, text)
