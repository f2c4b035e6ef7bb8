"""Numbers for new records, drawn from their series (contacts C-2 to C-6, section 4).

Drawing is no part of a change set: a number that was stored is never given out again, not even after an
undo. Lines are read once for each action, kept in memory while it draws, and written back at its end, in
the same transaction as the records (contacts NS-13, NS-22).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, update

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.fields import field_map
from contactdesk.model.numbering import NoSeriesLine
from contactdesk.rules import numbering
from contactdesk.services import office
from contactdesk.services.values import not_found
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit


@dataclass(slots=True)
class _Drawer:
    """The lines of one series while an action draws from it."""

    ids: dict[int, int]
    lines: list[numbering.Line]
    used: dict[int, numbering.Line] = field(default_factory=dict)
    ahead: deque[numbering.Draw] = field(default_factory=deque)
    """Draws that a long job has prepared, all of one day."""

    def draw(self, code: str, on: date, date_order: bool) -> numbering.Draw:
        """The next draw, a prepared one where there is any. Raises what the series refuses."""
        drawn = self.ahead.popleft() if self.ahead else numbering.draw(code, self.lines, on, date_order=date_order)
        self.keep(drawn.line)
        return drawn

    def keep(self, line: numbering.Line) -> None:
        self.lines = [line if line.line_no == old.line_no else old for old in self.lines]
        self.used[line.line_no] = line


def next_no(unit: Unit, model: type[Record], series_code: str = "") -> tuple[str, str]:
    """The next free number for a record of `model`, and its series (contacts C-2).

    `series_code` is the series of a template or one the user picked; blank means the series of the setup.
    Raises `NoSeriesSetup`, `SeriesNotAutomatic`, and what the series refuses.
    """
    picked = bool(series_code)
    code = series_code or office.series_of(unit, model)
    if not code:
        raise _no_series(model)
    found = office.series(unit, code)
    if found is None:
        raise not_found("no_series", code, field="no", inside=model.__tablename__)
    if not found.default_nos and not picked:
        raise errors.SeriesNotAutomatic(table=model.__tablename__, field="no", series=code)
    drawer = _drawer(unit, code)
    while True:
        drawn = drawer.draw(code, unit.today, found.date_order)
        if not _is_taken(unit, model, drawn.number):
            break
    if drawn.notice:
        unit.notice("number.warning", drawn.notice)
    return drawn.number, code


def reserve(unit: Unit, model: type[Record], count: int) -> None:
    """Look up at once which of the next `count` numbers are taken, for a long job."""
    code = office.series_of(unit, model)
    found = office.series(unit, code) if code else None
    if found is None:
        return
    drawer = _drawer(unit, code)
    drawer.ahead.clear()
    lines = drawer.lines
    while len(drawer.ahead) < count:
        drawn = numbering.draw_quietly(code, lines, unit.today, date_order=found.date_order)
        if drawn is None:
            break
        lines = [drawn.line if drawn.line.line_no == line.line_no else line for line in lines]
        drawer.ahead.append(drawn)
    ahead = [drawn.number for drawn in drawer.ahead]
    column = model.__table__.columns["no"]
    taken = set(unit.session.scalars(select(column).where(among(column, ahead)))) if ahead else set()
    unit.memory.setdefault(("taken", model), {}).update({number: number in taken for number in ahead})


def allows_manual(unit: Unit, model: type[Record]) -> bool:
    """May numbers of `model` be typed by hand at all (contacts C-3)?"""
    code = office.series_of(unit, model)
    found = office.series(unit, code) if code else None
    return found is None or found.manual_nos


def check_manual(unit: Unit, model: type[Record], no: str, *, record: str = "") -> None:
    """May `no` be typed by hand (contacts C-3)? `record` is the number that one has so far.

    Raises `BlankKey`, `SeriesNotManual`, `AlreadyExists`.
    """
    if not no:
        raise errors.BlankKey(record=record, table=model.__tablename__, field="no", caption=Caption(field_map(model)["no"].caption))
    if not allows_manual(unit, model):
        series = office.series_of(unit, model)
        raise errors.SeriesNotManual(table=model.__tablename__, record=record or no, field="no", series=series)
    if _is_taken(unit, model, no):
        caption = Caption(model.CAPTION)
        raise errors.AlreadyExists(table=model.__tablename__, record=record or no, field="no", table_caption=caption, value=no)


def _no_series(model: type[Record]) -> errors.NoSeriesSetup:
    name, page = office.series_place(model)
    return errors.NoSeriesSetup(
        field=name,
        table=page.__tablename__,
        table_caption=Caption(model.CAPTION),
        setup_field=Caption(field_map(page)[name].caption),
        setup_page=Caption(page.CAPTION),
    )


def _is_taken(unit: Unit, model: type[Record], no: str) -> bool:
    looked_up: dict[str, bool] = unit.memory.get(("taken", model), {})
    if no in looked_up:
        return looked_up.pop(no)
    given: set[str] = unit.memory.setdefault(("given", model), set())
    column = model.__table__.columns["no"]
    if no in given or unit.session.scalar(select(column).where(column == no)) is not None:
        return True
    given.add(no)
    return False


def _drawer(unit: Unit, code: str) -> _Drawer:
    key = ("drawer", code)
    if key not in unit.memory:
        query = select(NoSeriesLine).where(NoSeriesLine.series_code == code).order_by(NoSeriesLine.line_no)
        rows = unit.session.scalars(query.with_for_update(key_share=True) if unit.locks and not unit.dry_run else query).all()
        drawer = _Drawer({row.line_no: row.id for row in rows}, [numbering.Line.of(row) for row in rows])
        unit.memory[key] = drawer
        unit.late = True
        unit.at_the_end(lambda: _write(unit, drawer))
    found: _Drawer = unit.memory[key]
    return found


def _write(unit: Unit, drawer: _Drawer) -> None:
    for line in drawer.used.values():
        values = {"last_no_used": line.last_no_used, "last_date_used": line.last_date_used, "open": line.open}
        row = update(NoSeriesLine).where(NoSeriesLine.id == drawer.ids[line.line_no])
        unit.session.connection().execute(row.values(version=NoSeriesLine.version + 1, **values))
