"""Notes, links and files on a record: added, changed and removed one by one, each with who and when (contacts 3.1, 3.2)."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.attached import RecordFile, RecordLink, RecordNote
from contactdesk.model.fields import field_map
from contactdesk.model.history import ChangeSetRow
from contactdesk.rules.attached import LONGEST_NAME, can_be_opened, safe_file_name, with_scheme
from contactdesk.services.loading import keep, load
from contactdesk.services.values import checked, model_of
from contactdesk.storage.unit_of_work import Actions, Done, Unit

if TYPE_CHECKING:
    import tempfile

A = TypeVar("A", RecordNote, RecordLink, RecordFile)

ATTACH, DETACH = "attach", "detach"
"""The actions, as the history names them."""
LARGEST = 10 * 1024 * 1024
"""Bytes of the largest file that is kept in the database."""


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note, who wrote it and when (UTC)."""

    id: int
    note: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link; `can_be_opened` is false for what is no web page."""

    id: int
    address: str
    description: str
    who: str
    at: datetime | None
    can_be_opened: bool = True


@dataclass(frozen=True, slots=True)
class FileShown:
    """An attached file without its content; `size` in bytes."""

    id: int
    name: str
    size: int
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is attached to a record: the newest note first, links and files by name."""

    notes: tuple[NoteShown, ...] = ()
    links: tuple[LinkShown, ...] = ()
    files: tuple[FileShown, ...] = ()


class _Hanging:
    """Adds, changes and removes what hangs on a record."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._copies: tempfile.TemporaryDirectory[str] | None = None

    def _act(self, table: str, no: str, work: Any, dry_run: bool) -> Done[int]:
        model = model_of(table)
        summary = _summary(model.__tablename__, no.strip().upper())
        return self._actions.act(ATTACH, lambda unit: work(unit, keep(unit, load(unit, model, no))), dry_run=dry_run, summary=summary)

    def _change(self, model: type[A], id: int, values: dict[str, Any], seen: dict[str, Any], dry_run: bool) -> Done[int]:
        declared = field_map(model)
        values = {name: checked(declared[name], value, table=model.__tablename__) for name, value in values.items()}

        def work(unit: Unit) -> int:
            record = _get(unit, model, id)
            for name, before in seen.items():
                if getattr(record, name) != before and getattr(record, name) != values[name]:
                    caption, fields = Caption(model.CAPTION), [Caption(declared[name].caption)]
                    raise errors.ChangedElsewhere(
                        table=model.__tablename__, record=record.key, field=name, table_caption=caption, fields=fields
                    )
            _check_free(unit, model, record.record_table, record.record_id, values, record.id)
            unit.change(record, **values)
            return record.id

        return self._actions.act(ATTACH, work, dry_run=dry_run, summary=self._owner(model, id))

    def _remove(self, model: type[A], id: int, dry_run: bool) -> Done[int]:
        def work(unit: Unit) -> int:
            unit.remove(_get(unit, model, id))
            return id

        return self._actions.act(DETACH, work, dry_run=dry_run, summary=self._owner(model, id))

    def _owner(self, model: type[A], id: int) -> str:
        """The record that a thing hangs on, as the history names it."""
        with self._actions.looking() as unit:
            thing = _get(unit, model, id)
            owner = unit.session.get(model_of(thing.record_table), thing.record_id)
            return _summary(thing.record_table, owner.key) if owner is not None else ""

    def last_entry(self, table: str, no: str) -> int:
        """The newest entry of the history that attached something to a record or took it away and was not undone, 0 for none."""
        own = (ChangeSetRow.action.in_((ATTACH, DETACH)), ChangeSetRow.summary == _summary(table, no.strip().upper()))
        with self._actions.reading() as session:
            query = select(func.max(ChangeSetRow.id)).where(*own, ChangeSetRow.undone_by == 0, ChangeSetRow.undoes == 0)
            return session.scalar(query) or 0


class _Files(_Hanging):
    """Files that are kept with a record."""

    def add_file(self, table: str, no: str, name: str, content: bytes, *, dry_run: bool = False) -> Done[int]:
        """Keep a file of at most 10 MB with a record; its id. A name that is taken gets a number: "offer (2).pdf".

        Raises `FileTooLarge`.
        """
        values = {"content": checked(field_map(RecordFile)["content"], content, table=RecordFile.__tablename__), "size": len(content)}

        def work(unit: Unit, owner: Any) -> int:
            return _added(unit, owner, RecordFile, values | {"file_name": _free_name(unit, owner, safe_file_name(name))})

        return self._act(table, no, work, dry_run)

    def add_files(self, table: str, no: str, paths: Sequence[str | Path], *, dry_run: bool = False) -> Done[int]:
        """Keep files of this computer with a record, all or none; how many. Raises `FileTooLarge`, `FileNotReadable`."""
        read = [(Path(path).name, _content_of(Path(path))) for path in paths]

        def work(unit: Unit, owner: Any) -> int:
            for name, content in read:
                values = {"content": content, "size": len(content), "file_name": _free_name(unit, owner, safe_file_name(name))}
                _added(unit, owner, RecordFile, values)
            return len(read)

        return self._act(table, no, work, dry_run)

    def rename_file(self, id: int, name: str, *, dry_run: bool = False) -> Done[int]:
        """Give an attached file another name. Raises `AlreadyExists`, `AttachedGone`."""
        return self._change(RecordFile, id, {"file_name": safe_file_name(name)}, {}, dry_run)

    def content(self, id: int) -> tuple[str, bytes]:
        """Name and bytes of an attached file. Raises `AttachedGone`."""
        with self._actions.looking() as unit:
            found = _get(unit, RecordFile, id)
            return found.file_name, found.content or b""

    def save_file(self, id: int, path: str | Path) -> Path:
        """Write an attached file to a place of the user's choice. Raises `ExportTarget`, `AttachedGone`."""
        _name, content = self.content(id)
        return _write(Path(path), content)

    def temporary_copy(self, id: int) -> Path:
        """A copy of an attached file to look at: nobody can write to it, and it is gone when the program ends.

        Raises `ExportTarget`, `AttachedGone`.
        """
        import tempfile

        name, content = self.content(id)
        try:
            if self._copies is None:
                self._copies = tempfile.TemporaryDirectory(prefix="contactdesk-", ignore_cleanup_errors=True)
            path = Path(tempfile.mkdtemp(dir=self._copies.name)) / safe_file_name(name)
        except OSError as trouble:
            raise errors.ExportTarget(path=name, reason=f"{trouble.strerror}.") from trouble
        _write(path, content)
        with contextlib.suppress(OSError):  # a file system without rights still shows the copy
            path.chmod(0o400)
        return path

    def remove_copies(self) -> None:
        """Delete the copies that were made to look at."""
        if self._copies is not None:
            self._copies.cleanup()
            self._copies = None

    def remove_file(self, id: int, *, dry_run: bool = False) -> Done[int]:
        """Take a file away; Undo brings it back. Raises `AttachedGone`."""
        return self._remove(RecordFile, id, dry_run)


class AttachedThings(_Files):
    """What people attach to a record of any table. Ids are those that `read` gives."""

    def read(self, table: str, no: str) -> Everything:
        """All that is attached to a record. Raises `NotFound`."""
        with self._actions.looking() as unit:
            record = load(unit, model_of(table), no)
            hangs = [(model.record_table == record.__tablename__, model.record_id == record.id) for model in _MODELS]
            notes = unit.session.scalars(select(RecordNote).where(*hangs[0]).order_by(RecordNote.created.desc(), RecordNote.id.desc()))
            links = unit.session.scalars(select(RecordLink).where(*hangs[1]).order_by(RecordLink.description, RecordLink.link_address))
            files = unit.session.scalars(select(RecordFile).where(*hangs[2]).order_by(RecordFile.file_name))
            return Everything(
                tuple(NoteShown(one.id, one.note, one.created_by, one.created) for one in notes),
                tuple(_link_shown(one) for one in links),
                tuple(FileShown(one.id, one.file_name, one.size, one.created_by, one.created) for one in files),
            )

    # -- notes --------------------------------------------------------------------------------------

    def add_note(self, table: str, no: str, note: str, *, dry_run: bool = False) -> Done[int]:
        """Write a note on a record; its id. Raises `FillFirst` for a blank one, `TooLong`."""
        return self._act(
            table, no, lambda unit, owner: _added(unit, owner, RecordNote, {"note": _filled(RecordNote, "note", note)}), dry_run
        )

    def change_note(self, id: int, note: str, *, seen: str | None = None, dry_run: bool = False) -> Done[int]:
        """Rewrite a note; writer and moment stay. Raises `ChangedElsewhere` where it is no longer what was `seen`, `AttachedGone`."""
        return self._change(RecordNote, id, {"note": _filled(RecordNote, "note", note)}, {} if seen is None else {"note": seen}, dry_run)

    def remove_note(self, id: int, *, dry_run: bool = False) -> Done[int]:
        """Take a note away. Raises `AttachedGone`."""
        return self._remove(RecordNote, id, dry_run)

    # -- links --------------------------------------------------------------------------------------

    def add_link(self, table: str, no: str, address: str, description: str = "", *, dry_run: bool = False) -> Done[int]:
        """Attach a web address, as typed; its id. Whether it may be opened is asked when it is opened.

        Raises `FillFirst`, `TooLong`, `AlreadyExists`.
        """
        values = _link_values(address, description)
        return self._act(table, no, lambda unit, owner: _added(unit, owner, RecordLink, values), dry_run)

    def change_link(self, id: int, address: str, description: str = "", *, dry_run: bool = False) -> Done[int]:
        """Change address and description of a link. Raises `FillFirst`, `TooLong`, `AlreadyExists`, `AttachedGone`."""
        return self._change(RecordLink, id, _link_values(address, description), {}, dry_run)

    def address_to_open(self, id: int) -> str:
        """The address of a link, to be opened. Raises `LinkNotOpened` for anything but http and https, `AttachedGone`."""
        with self._actions.looking() as unit:
            link = _get(unit, RecordLink, id)
            address = with_scheme(link.link_address)
            if not can_be_opened(address):
                raise errors.LinkNotOpened(table=RecordLink.__tablename__, value=link.link_address)
            return address

    def remove_link(self, id: int, *, dry_run: bool = False) -> Done[int]:
        """Take a link away. Raises `AttachedGone`."""
        return self._remove(RecordLink, id, dry_run)


_MODELS: tuple[Any, ...] = (RecordNote, RecordLink, RecordFile)


def _summary(table: str, no: str) -> str:
    return f"{table.replace('_', ' ')} {no}"


def _link_shown(link: RecordLink) -> LinkShown:
    may = can_be_opened(with_scheme(link.link_address))
    return LinkShown(link.id, link.link_address, link.description, link.created_by, link.created, may)


def _link_values(address: str, description: str) -> dict[str, Any]:
    return {"link_address": _filled(RecordLink, "link_address", address), "description": description}


def _filled(model: type[RecordNote | RecordLink | RecordFile], name: str, text: str) -> str:
    if not text.strip():
        caption = Caption(field_map(model)[name].caption)
        raise errors.FillFirst(table=model.__tablename__, field=name, caption=caption)
    return text


def _get(unit: Unit, model: type[A], id: int) -> A:
    found = unit.session.get(model, id)
    if found is None:
        raise errors.AttachedGone(table=model.__tablename__, record=str(id), table_caption=Caption(model.CAPTION))
    return found


def _added(unit: Unit, owner: Any, model: type[RecordNote | RecordLink | RecordFile], values: dict[str, Any]) -> int:
    declared = field_map(model)
    values = {name: checked(declared[name], value, table=model.__tablename__) for name, value in values.items()}
    _check_free(unit, model, owner.__tablename__, owner.id, values)
    moment = unit.now.replace(microsecond=0)
    made: Any = model(**{name: spec.kind.empty for name, spec in declared.items()} | values)
    made.record_table, made.record_id, made.created_by, made.created = owner.__tablename__, owner.id, unit.who.name[:100], moment
    unit.add(made)
    unit.flush()
    return int(made.id)


def _check_free(
    unit: Unit, model: type[RecordNote | RecordLink | RecordFile], table: str, record_id: int, values: dict[str, Any], own_id: int = 0
) -> None:
    """A record has a link or a file name once."""
    name, columns = model.KEY[-1], model.__table__.columns
    if model is RecordNote or name not in values:
        return
    same = (columns["record_table"] == table, columns["record_id"] == record_id, columns[name] == values[name], columns["id"] != own_id)
    if unit.session.scalar(select(columns["id"]).where(*same)) is not None:
        caption = Caption(model.CAPTION)
        raise errors.AlreadyExists(table=model.__tablename__, field=name, table_caption=caption, value=values[name])


def _free_name(unit: Unit, owner: Any, name: str) -> str:
    hangs = (RecordFile.record_table == owner.__tablename__, RecordFile.record_id == owner.id)
    taken = {one.casefold() for one in unit.session.scalars(select(RecordFile.file_name).where(*hangs))}
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        mark = f" ({number}){dot}{ending}"
        found = stem[: LONGEST_NAME - len(mark)] + mark
    return found


def _content_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise errors.FileTooLarge(table=RecordFile.__tablename__, record=path.name, largest=LARGEST // (1024 * 1024))
        return path.read_bytes()
    except OSError as trouble:
        raise errors.FileNotReadable(path=path, reason=f"{trouble.strerror}.") from trouble


def _write(path: Path, content: bytes) -> Path:
    try:
        path.write_bytes(content)
    except OSError as trouble:
        raise errors.ExportTarget(path=path, reason=f"{trouble.strerror}.") from trouble
    return path
