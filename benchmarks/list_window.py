"""The contact list in a window, beside the plainest table of Qt: `python -m benchmarks.list_window TARGET WHAT RUNS`.

WHAT is open, jump, scroll or type. Prints what was measured as JSON: lists of seconds by name.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from benchmarks import rows
from benchmarks.finding import SEARCHES, SHOWN
from benchmarks.places import raw
from ui.parts.lazy_table_model import PAGE
from ui.program import Program
from ui.settings import Settings

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
COLUMNS = ", ".join(SHOWN)
ORDER = "sort_company_name, company_no, type, sort_name, id"
PATIENCE = 60.0


class Plain(QAbstractTableModel):
    """The rows of a query, or the same rows over and over."""

    def __init__(self, found: Sequence[Sequence[Any]], count: int = 0) -> None:
        super().__init__()
        self.found, self.count = found, count or len(found)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(SHOWN)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return str(self.found[index.row() % len(self.found)][index.column()]) if role == 0 else None


class Painted(QObject):
    """Counts how often a widget was painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.Paint
        return False


def until(ready: Callable[[], bool]) -> None:
    """Let events go their way until it is so."""
    end = perf_counter() + PATIENCE
    while not ready():
        QApplication.processEvents()
        if perf_counter() > end:
            raise TimeoutError("The window never showed what it should.")


class Window:
    """The program with a contact list, and a plain table beside it."""

    def __init__(self, target: str, folder: str) -> None:
        self.app = QApplication(sys.argv[:1])
        self.target = target
        self.program = Program(self.app, Settings(Path(folder) / "settings.ini"))
        self.program.window.resize(1280, 800)
        self.program.window.show()
        self.plain = QMainWindow()
        self.plain.resize(1280, 800)

    def open(self) -> Any:
        """The list with all its ids, painted."""
        self.program.open(self.target)
        until(lambda: self.page is not None and self.page.list.was_seen)
        self.wait_for_all()
        return self.page

    def wait_for_all(self) -> None:
        """Until every id is known."""
        assert self.program.desk is not None
        count = self.program.desk.lists.count("contact")
        until(lambda: len(self.page.list.rows.ids) == count)

    @property
    def page(self) -> Any:
        """The contact list."""
        return self.program.window.current_list()

    def table(self, found: Sequence[Sequence[Any]], count: int = 0) -> QTableView:
        """A plain table in a window of its own."""
        table = QTableView()
        table.setModel(Plain(found, count))
        table.model().setParent(table)
        table.verticalHeader().setVisible(False)
        table.verticalHeader().setDefaultSectionSize(30)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.plain.setCentralWidget(table)
        self.plain.show()
        return table

    def first_rows(self, connection: Any) -> list[Sequence[Any]]:
        """What the query of the floor finds."""
        found: list[Sequence[Any]] = connection.execute(f"SELECT {COLUMNS} FROM contact ORDER BY {ORDER} LIMIT {PAGE}").fetchall()
        return found

    def end(self) -> None:
        """Close everything."""
        self.program.window.may_close = lambda: True
        self.program.window.close()
        self.plain.close()
        self.program.end()


def opened(window: Window, runs: int) -> dict[str, list[float]]:
    """Going to the contact list until its rows are painted, and a query with a plain table."""
    window.open()
    assert window.program.windows is not None
    ours, again, floor, watch = [], [], [], Painted()
    with raw(window.target) as connection:
        for _run in range(runs):
            window.program.show_list("vendor", ())
            until(lambda: bool(window.page.count.text()))
            window.program._lists.pop("contact", None)
            start = perf_counter()
            window.program.show_list("contact", ())
            until(lambda: window.page.list.was_seen)
            ours.append(perf_counter() - start)
            window.wait_for_all()
            again.append(_gone_to_again(window, watch))
            start = perf_counter()
            watch.count, table = 0, window.table(window.first_rows(connection))
            table.viewport().installEventFilter(watch)
            until(lambda: watch.count > 0)
            floor.append(perf_counter() - start)
    return {"opened": ours, "again": again, "floor": floor}


def _gone_to_again(window: Window, watch: Painted) -> float:
    """Going to the contact list whose page is there from the last time: rows are painted at once, and read anew behind."""
    viewport = window.page.list.viewport()
    viewport.installEventFilter(watch)
    window.program.show_list("vendor", ())
    until(lambda: window.page.list.was_seen)
    watch.count, start = 0, perf_counter()
    window.program.show_list("contact", ())
    until(lambda: watch.count > 0)
    took = perf_counter() - start
    viewport.removeEventFilter(watch)
    window.wait_for_all()
    return took


def jumped(window: Window, runs: int) -> dict[str, list[float]]:
    """Going to the middle, the end and anywhere: the page by itself, a page by key, and until it is painted."""
    page, desk, chance = window.open(), window.program.desk, random.Random(7)
    assert desk is not None
    rows_shown, bar = page.list.rows, page.list.verticalScrollBar()
    pages, floor, painted = [], [], []
    with raw(window.target) as connection:
        mark = rows.mark_of(connection)
        after = f"SELECT {COLUMNS} FROM contact WHERE ({ORDER}) > ({', '.join([mark] * 5)}) ORDER BY {ORDER} LIMIT {PAGE}"
        for run in range(runs):
            last = max(0, rows_shown.rowCount() - 30)
            row = (last // 2, last)[run] if run < 2 else chance.randrange(last + 1)
            ids = rows_shown.ids[max(0, row - PAGE) : row] or rows_shown.ids[:PAGE]
            start = perf_counter()
            desk.lists.rows("contact", ids, SHOWN)
            pages.append(perf_counter() - start)
            key = connection.execute(f"SELECT {ORDER} FROM contact WHERE id = {ids[0]}").fetchone()
            start = perf_counter()
            connection.execute(after, tuple(key)).fetchall()
            floor.append(perf_counter() - start)
            start = perf_counter()
            bar.setValue(row)
            until(lambda row=row: page.list.rowAt(0) >= row - 40 and rows_shown.row_values(page.list.rowAt(0)) is not None)
            page.list.viewport().repaint()
            painted.append(perf_counter() - start)
    return {"page": pages, "floor": floor, "painted": painted}


def scrolled(window: Window, runs: int) -> dict[str, list[float]]:
    """One frame after the other: scrolling by three rows, and the cursor going down; ours and a plain table's."""
    page = window.open()
    with raw(window.target) as connection:
        plain = window.table(window.first_rows(connection), page.list.rows.rowCount())
    QApplication.processEvents()
    frames: dict[str, list[float]] = {"scroll": [], "scroll floor": [], "arrow": [], "arrow floor": []}
    for view in (page.list, plain):
        view.setCurrentIndex(view.model().index(0, 0))
    for number in range(runs * 10):
        for view, name in ((page.list, ""), (plain, " floor")):
            start = perf_counter()
            view.verticalScrollBar().setValue(number * 3 % max(1, view.model().rowCount() - 40))
            view.viewport().repaint()
            frames["scroll" + name].append(perf_counter() - start)
        QApplication.processEvents()
    for _number in range(runs * 10):
        for view, name in ((page.list, ""), (plain, " floor")):
            start = perf_counter()
            QTest.keyClick(view, Qt.Key.Key_Down)
            view.viewport().repaint()
            frames["arrow" + name].append(perf_counter() - start)
    return frames


def typed(window: Window, runs: int) -> dict[str, list[float]]:
    """From a key in the search box to the rows painted, for every letter of the searches."""
    page, found = window.open(), []
    watch = Painted()
    page.list.viewport().installEventFilter(watch)
    for text in SEARCHES[: max(2, runs)]:
        for letters in range(1, len(text) + 1):
            answers: list[object] = []
            page.list.rows.modelReset.connect(lambda told=answers: told.append(1))
            start = perf_counter()
            page.search_box.setText(text[:letters])
            until(lambda told=answers: bool(told))
            before = watch.count
            page.list.viewport().update()
            until(lambda before=before: watch.count > before)
            found.append(perf_counter() - start)
            page.list.rows.modelReset.disconnect()
    return {"painted": found}


JOBS: dict[str, Callable[[Window, int], Any]] = {
    "open": opened,
    "jump": jumped,
    "scroll": scrolled,
    "type": typed,
}

if __name__ == "__main__":
    with TemporaryDirectory() as kept:
        made = Window(sys.argv[1], kept)
        measured = JOBS[sys.argv[2]](made, int(sys.argv[3]))
        made.end()
    print(json.dumps(measured), flush=True)
