"""What each command does: one function each, answering with the exit code (None: done)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Any

from contactdesk.cli import databases
from contactdesk.cli.output import Output, as_json, change_as_json, message, opened, record_lines
from contactdesk.cli.words import WrongUsage, pairs, table
from contactdesk.model.file_kinds import Content
from contactdesk.model.online_map import OnlineMapSetup
from contactdesk.model.setup import CompanyInformation, MarketingSetup, NumberingSetup
from contactdesk.rules.filters import parse_where
from contactdesk.services.values import field_of
from contactdesk.storage.unit_of_work import Done
from contactdesk.text import _, n_

Command = Callable[[Namespace, Output], int | None]


def _table_id(kind: str) -> str:
    return kind.replace("-", "_")


def _done(output: Output, done: Done[Any], result: Mapping[str, Any], *lines: str, dry_run: bool = False) -> None:
    """Print the change set of a preview, else the result with the entry to undo it by."""
    output.notices(done.notices)
    if dry_run:
        output.changes([done.changes])
        return
    changed = [change_as_json(record) for record in done.changes.records]
    entry = _("Entry {entry}.").format(entry=done.changes.entry) if done.changes.entry else _("Nothing changed.")
    output.result({**result, "entry": done.changes.entry, "changes": changed}, *lines, entry)


def _show(chosen: Namespace, output: Output) -> None:
    model = table(chosen.kind)
    columns = [field_of(model, name).name for name in chosen.columns.split(",") if name.strip()]
    with opened(chosen.database) as desk:
        if not chosen.no:
            output.records(model, desk.lists.read_all(model.__tablename__, where=parse_where(chosen.where), columns=columns), columns)
            return
        if chosen.where:
            raise WrongUsage(_("Give a number or a filter, not both."))
        pictures = any(isinstance(field_of(model, name).kind, Content) for name in columns)
        values = desk.records.read(model.__tablename__, chosen.no, with_pictures=pictures).values
    wanted = {name: values[name] for name in columns} if columns else values
    output.result(as_json(model, wanted), *record_lines(model, wanted))


def _set(chosen: Namespace, output: Output) -> None:
    name, values = table(chosen.kind).__tablename__, pairs(chosen.values)
    with opened(chosen.database) as desk:
        done = desk.records.save(name, chosen.no, values, dry_run=chosen.dry_run)
    others = done.changes.others_than(name, done.value.no)
    line = n_("{n} other record changed.", "{n} other records changed.", len(others)) if others else ""
    _done(output, done, {"table": name, "no": done.value.no}, *filter(None, (line,)), dry_run=chosen.dry_run)


def _delete(chosen: Namespace, output: Output) -> None:
    name = table(chosen.kind).__tablename__
    with opened(chosen.database) as desk:
        done = desk.records.delete(name, chosen.no)
    line = n_("{n} person went with it.", "{n} persons went with it.", done.value) if done.value else ""
    _done(output, done, {"table": name, "no": chosen.no, "persons": done.value}, *filter(None, (line,)))


def _create_as(chosen: Namespace, output: Output) -> None:
    with opened(chosen.database) as desk:
        done = desk.linking.create_as(chosen.contact_no, _table_id(chosen.kind), template=chosen.template, dry_run=chosen.dry_run)
    _linked(chosen, output, done)


def _link(chosen: Namespace, output: Output) -> None:
    with opened(chosen.database) as desk:
        done = desk.linking.link(chosen.contact_no, _table_id(chosen.kind), chosen.no, master=chosen.master, dry_run=chosen.dry_run)
    _linked(chosen, output, done)


def _linked(chosen: Namespace, output: Output, done: Done[Any]) -> None:
    linked = done.value
    result = {"contact_no": linked.contact_no, "contact_name": linked.contact_name, "kind": linked.kind, "no": linked.no}
    line = _("Contact {contact_no} {contact_name} is {kind} {no}.").format(**result)
    _done(output, done, result, line, dry_run=chosen.dry_run)


def _unlink(chosen: Namespace, output: Output) -> None:
    with opened(chosen.database) as desk:
        done = desk.linking.unlink(chosen.contact_no, _table_id(chosen.kind))
    _done(output, done, {"contact_no": chosen.contact_no, "kind": _table_id(chosen.kind)})


def _relations(chosen: Namespace, output: Output) -> None:
    with opened(chosen.database) as desk:
        rows = desk.linking.relations(chosen.contact_no)
    names = ("contact_no", "contact_name", "code", "description", "kind", "no", "name", "own")
    found = [{name: getattr(row, name) for name in names} for row in rows]
    output.result(found, *("  ".join(str(row[name]) for name in names[:-1] if row[name]) for row in found))


def _setup(chosen: Namespace, output: Output) -> None:
    values = pairs(chosen.values)
    with opened(chosen.database) as desk:
        if values:
            done = desk.setup.save(values, dry_run=chosen.dry_run)
            _done(output, done, {"values": _setup_json(done.value)}, dry_run=chosen.dry_run)
            return
        found = desk.setup.read()
    lines = [line for page in _PAGES for line in record_lines(page, _own(page, found))]
    output.result(_setup_json(found), *lines)


_PAGES = (MarketingSetup, NumberingSetup, CompanyInformation, OnlineMapSetup)


def _own(page: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in page.__table__.columns}


def _setup_json(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for page in _PAGES:
        found |= as_json(page, _own(page, values))
    return found


def _create_contacts(chosen: Namespace, output: Output) -> int | None:
    kind = _table_id(chosen.kind)
    with opened(chosen.database) as desk:
        options: dict[str, Any] = {"where": parse_where(chosen.where), "progress": output.progress(_("Contacts"))}
        if chosen.dry_run:
            with output.change_list() as show:
                report = desk.batches.create_contacts(kind, **options, dry_run=True, show=show)
                output.notices(report.notices)
                for one in report.failed:
                    message(f"{one.no} {one.name}: {one.error.id}: {one.error}")
            return None
        report = desk.batches.create_contacts(kind, **options)
    output.notices(report.notices)
    failed = [{"no": one.no, "name": one.name, "error": one.error.id, "message": str(one.error)} for one in report.failed]
    counts = {name: getattr(report, name) for name in ("total", "created", "persons", "skipped", "entry")}
    text = _("{created} contacts and {persons} persons made, {skipped} had one, {failed} failed. Entry {entry}.")
    lines = [f"{one['no']} {one['name']}: {one['error']}: {one['message']}" for one in failed]
    output.result({**counts, "failed": failed}, *lines, text.format(**{**counts, "failed": len(failed)}))
    return None


COMMANDS: Mapping[str, Command] = {
    "new": databases.new,
    "import": databases.import_file,
    "create-contacts": _create_contacts,
    "show": _show,
    "set": _set,
    "create-as": _create_as,
    "link": _link,
    "unlink": _unlink,
    "delete": _delete,
    "relations": _relations,
    "setup": _setup,
    "check": databases.check,
    "history": databases.history,
    "undo": databases.undo,
    "backup": databases.backup,
    "restore": databases.restore,
}
