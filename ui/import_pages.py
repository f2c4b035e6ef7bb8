"""The pages of the import wizard."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from contactdesk.interchange.encodings import ENCODINGS
from contactdesk.interchange.tables import Table
from contactdesk.model.fields import Field
from contactdesk.model.tables import TABLES
from contactdesk.presenters.changes import ChangeGroup
from contactdesk.presenters.import_page import KINDS, Figures, MappingRow
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.changes_view import ChangesView
from ui.parts.decision import Line
from ui.parts.editors_choice import DropDown
from ui.parts.failures import FailureList
from ui.parts.message_bar import EmptyState
from ui.parts.progress_page import ProgressPage

DELIMITERS = (",", ";", "\t", "|")


def table_widget(name: str, caption: str) -> QTableWidget:
    """A table that is only looked at."""
    made = QTableWidget()
    made.setObjectName(name)
    made.setAccessibleName(caption)
    made.setAccessibleDescription(_("The arrows move; nothing is changed here."))
    made.setProperty("framed", True)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.setTabKeyNavigation(False)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.verticalHeader().setVisible(False)
    made.verticalHeader().setDefaultSectionSize(theme.scaled(28))
    made.horizontalHeader().setHighlightSections(False)
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made


def _with_air(box: QWidget) -> QWidget:
    """A field in a cell, with some room to the fields above and below it."""
    around = QWidget()
    inside = QVBoxLayout(around)
    inside.setContentsMargins(0, 3, 0, 3)
    inside.addWidget(box)
    return around


def _column(page: QWidget) -> QVBoxLayout:
    inside = QVBoxLayout(page)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(theme.MEDIUM)
    return inside


class FilePage(QWidget):
    """Kind, file, and how it is read, with its first records."""

    chosen = Signal(str)
    kind_chosen = Signal(str)
    read_as = Signal(str, str, str)

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._kind, self._encoding, self._delimiter, self._sheet = DropDown(), DropDown(), DropDown(), DropDown()
        self._kind.addItems([_(TABLES[one].CAPTIONS) for one in KINDS])
        self._kind.setCurrentIndex(KINDS.index(kind))
        self._kind.activated.connect(lambda place: self.kind_chosen.emit(KINDS[place]))
        self._path = Line()
        self._path.setObjectName("path")
        self._path.setPlaceholderText(_("Drop a CSV or Excel file here, or choose one"))
        self._path.editingFinished.connect(self._typed)
        self._shown = ""
        self._browse = make.button(_("Choose…"), "browse", self._choose)
        self._captions = {
            name: make.label(text, "caption")
            for name, text in (
                ("kind", _("Import as")),
                ("path", _("File")),
                ("encoding", _("Encoding")),
                ("delimiter", _("Delimiter")),
                ("sheet", _("Sheet")),
            )
        }
        self._notices = make.label("", "soft", name="file_notices", wrap=True)
        self._first = make.label(_("First records"), "strong")
        self._preview = table_widget("file_preview", _("First records"))
        self._empty = EmptyState()
        self._empty.show_empty(
            _("No file yet"), _("Its first line names the columns. You see what will happen before it does."), icon="document_table"
        )
        self._lay_out()
        for name, box in (("kind", self._kind), ("encoding", self._encoding), ("delimiter", self._delimiter), ("sheet", self._sheet)):
            box.setObjectName(name)
            box.setAccessibleName(self._captions[name].text())
            self._captions[name].setBuddy(box)
            if name != "kind":
                box.activated.connect(self._tell)
                self._show_choice(name, box, [])

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(theme.MEDIUM)
        form.setVerticalSpacing(theme.SMALL)
        self._kind.setMinimumWidth(theme.scaled(220))
        form.addWidget(self._captions["kind"], 0, 0)
        form.addWidget(self._kind, 0, 1)
        self._path.setAccessibleName(self._captions["path"].text())
        self._captions["path"].setBuddy(self._path)
        form.addWidget(self._captions["path"], 1, 0)
        form.addWidget(self._path, 1, 1, 1, 5)
        form.addWidget(self._browse, 1, 6)
        for place, (name, box) in enumerate((("encoding", self._encoding), ("delimiter", self._delimiter), ("sheet", self._sheet))):
            form.addWidget(self._captions[name], 2, place * 2)
            form.addWidget(box, 2, place * 2 + 1)
        form.setColumnStretch(5, 1)
        page = _column(self)
        page.addLayout(form)
        page.addWidget(self._notices)
        page.addWidget(self._first)
        page.addWidget(self._preview, 1)
        page.addWidget(self._empty, 1)
        self._show_empty(True)

    def start_at_file(self) -> None:
        """The kind is chosen already: begin with the name of the file."""
        self._path.setFocus()

    def _show_empty(self, empty: bool) -> None:
        for part in (self._first, self._preview):
            part.setVisible(not empty)
        self._empty.setVisible(empty)

    def _choose(self) -> None:
        kinds = _("Tables (*.csv *.txt *.tsv *.xlsx);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), "", kinds)
        if name:
            self.chosen.emit(name)

    def _typed(self) -> None:
        if self._path.text().strip() and self._path.text() != self._shown:
            self.chosen.emit(self._path.text().strip())

    def _tell(self, _place: int) -> None:
        values = [str(box.currentData() or "") for box in (self._encoding, self._delimiter, self._sheet)]
        self.read_as.emit(*values)

    def _show_choice(self, name: str, box: DropDown, options: Sequence[tuple[str, str]], now: str = "") -> None:
        box.clear()
        for caption, value in options:
            box.addItem(caption, value)
        box.setCurrentIndex(max(box.findData(now), 0))
        box.setVisible(bool(options))
        self._captions[name].setVisible(bool(options))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file of this machine may be dropped here."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The file that was dropped is read."""
        self.chosen.emit(event.mimeData().urls()[0].toLocalFile())

    def show_path(self, path: Path) -> None:
        """The file that is read."""
        self._shown = str(path)
        self._path.setText(self._shown)
        self._preview.setRowCount(0)
        self._preview.setColumnCount(0)
        self._show_empty(True)

    def show_table(self, table: Table) -> None:
        """How the file is read, and its first records."""
        self._show_empty(False)
        text = table.format == "csv"
        known = [(caption, codec) for codec, caption in ENCODINGS.items()]
        if text and table.encoding not in ENCODINGS:
            known.insert(0, (table.encoding.upper(), table.encoding))
        self._show_choice("encoding", self._encoding, known if text else [], table.encoding)
        delimiters = [*DELIMITERS, *([table.delimiter] if table.delimiter not in DELIMITERS else [])]
        names = [(_("Tab") if one == "\t" else one, one) for one in delimiters]
        self._show_choice("delimiter", self._delimiter, names if text else [], table.delimiter)
        self._show_choice("sheet", self._sheet, [(one, one) for one in table.sheets], table.sheet)
        self._notices.setText(" ".join(table.notices))
        self._notices.setVisible(bool(table.notices))
        self._preview.setColumnCount(len(table.header))
        self._preview.setHorizontalHeaderLabels(list(table.header))
        self._preview.setRowCount(len(table.samples))
        for number, row in enumerate(table.samples):
            for place, cell in enumerate(row.cells):
                self._preview.setItem(number, place, QTableWidgetItem(" ".join(cell.split())))
        self._preview.resizeColumnsToContents()
        for place in range(len(table.header)):
            self._preview.setColumnWidth(place, min(self._preview.columnWidth(place), theme.scaled(240)))


class MappingPage(QWidget):
    """Every column with samples and the field it goes into."""

    column_chosen = Signal(str, str)
    kept = Signal(str)
    """The columns are to be kept in this file."""
    fetched = Signal(str)
    """The columns are to be taken from this file."""

    def __init__(self) -> None:
        super().__init__()
        self._fields: list[Field] = []
        self._table = table_widget("mapping", _("Columns"))
        captions = [_("Column"), _("Values"), _("Field"), _("Reason")]
        self._table.setColumnCount(len(captions))
        self._table.setHorizontalHeaderLabels(captions)
        self._table.verticalHeader().setDefaultSectionSize(theme.scaled(38))
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 160), (2, 240), (3, 140)):
            self._table.setColumnWidth(column, theme.scaled(width))
        self._boxes: list[DropDown] = []
        self._unmapped = make.label("", "soft", name="unmapped", wrap=True)
        save = make.button(_("Save columns…"), "save_mapping", self._save)
        load = make.button(_("Load columns…"), "load_mapping", self._load)
        foot = QHBoxLayout()
        foot.addWidget(self._unmapped, 1)
        foot.addWidget(load)
        foot.addWidget(save)
        page = _column(self)
        page.addWidget(make.label(_("Choose the field that each column goes into."), wrap=True))
        page.addWidget(self._table, 1)
        page.addLayout(foot)

    def show_fields(self, fields: Sequence[Field]) -> None:
        """The fields a column can go into."""
        self._fields = list(fields)
        self._table.setRowCount(0)
        self._boxes = []

    def show_rows(self, rows: Sequence[MappingRow], unmapped: Sequence[str]) -> None:
        """The columns as they go now."""
        if len(rows) != len(self._boxes) or any(box.property("column") != row.name for box, row in zip(self._boxes, rows, strict=True)):
            self._build(rows)
        names = [field.name for field in self._fields]
        for number, row in enumerate(rows):
            self._boxes[number].setCurrentIndex(names.index(row.field) + 1 if row.field in names else 0)
            reason = QTableWidgetItem(row.reason)
            reason.setForeground(theme.colour("text_soft"))
            self._table.setItem(number, 3, reason)
        text = _("Columns without a place, not imported: {columns}").format(columns=", ".join(unmapped))
        self._unmapped.setText(text if unmapped else _("Every column has a place."))

    def _build(self, rows: Sequence[MappingRow]) -> None:
        self._table.setRowCount(len(rows))
        self._boxes = []
        captions = [_("(not imported)"), *(_(field.caption) for field in self._fields)]
        for number, row in enumerate(rows):
            name = QTableWidgetItem(row.name)
            name.setFont(theme.font(strong=True))
            self._table.setItem(number, 0, name)
            samples = "   ·   ".join(" ".join(sample.split()) for sample in row.samples)
            values = QTableWidgetItem(samples)
            values.setToolTip(make.tip("\n".join(row.samples)))
            values.setForeground(theme.colour("text_soft"))
            self._table.setItem(number, 1, values)
            box = DropDown()
            box.addItems(captions)
            box.setObjectName(f"column_{number}")
            box.setProperty("column", row.name)
            box.setAccessibleName(_("Field for column {name}").format(name=row.name))
            box.activated.connect(partial(self._picked, row.name))
            self._table.setCellWidget(number, 2, _with_air(box))
            self._boxes.append(box)

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Save columns"), _("columns.json"), _("Column files (*.json)"))
        if name:
            self.kept.emit(name)

    def _load(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Load columns"), "", _("Column files (*.json)"))
        if name:
            self.fetched.emit(name)

    def _picked(self, column: str, place: int) -> None:
        self.column_chosen.emit(column, self._fields[place - 1].name if place else "")


class CheckPage(QWidget):
    """Options, and what importing would do."""

    def __init__(self) -> None:
        super().__init__()
        self.contacts = QCheckBox(_("Create a contact for each new record"))
        self.contacts.setObjectName("with_contacts")
        self.contacts.setToolTip(_("Without this the records stay without contact; they can be linked later."))
        self.contacts.setChecked(True)
        self.rejects = Line()
        self.rejects.setObjectName("rejects")
        caption = make.label(_("Refused records go to"), "caption")
        caption.setBuddy(self.rejects)
        self.rejects.setAccessibleName(caption.text())
        self.rejects.setAccessibleDescription(_("A file with what was refused, to correct and import again."))
        self._counts = make.label("", "strong", name="check_counts", wrap=True)
        self._notices = make.label("", "soft", name="check_notices", wrap=True)
        self._problems = problem_list("problems")
        self._changes = ChangesView()
        line = QHBoxLayout()
        line.addWidget(caption)
        line.addWidget(self.rejects, 1)
        page = _column(self)
        page.addWidget(self.contacts, 0, Qt.AlignmentFlag.AlignLeft)
        page.addLayout(line)
        page.addWidget(make.rule())
        page.addWidget(self._counts)
        page.addWidget(self._notices)
        page.addWidget(self._problems, 1)
        page.addWidget(self._changes, 2)

    def show_figures(self, figures: Figures, groups: Sequence[ChangeGroup], complete: bool) -> None:
        """Counts, problems and changes of the dry run."""
        text = "   ·   ".join(f"{caption}: {number}" for caption, number in figures.counts)
        self._counts.setText(text if complete else _("First records: {counts}").format(counts=text))
        self._notices.setText("\n".join(figures.notices[:5]))
        self._notices.setVisible(bool(figures.notices))
        self._problems.show_rows(figures.problems)
        self._changes.show_groups(groups)


class ResultPage(QWidget):
    """The run and what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.progress = ProgressPage()
        self._problems = problem_list("refused")
        self.progress.add_details(self._problems)
        _column(self).addWidget(self.progress, 1)

    def start(self, title: str) -> None:
        """A job has begun."""
        self._problems.show_rows([])
        self.progress.start(title)

    def show_progress(self, done: int, total: int) -> None:
        """How much of the file is done, in percent: bytes mean nothing to people."""
        self.progress.show_progress(100 * done // total if total else 0, 100 if total else 0)

    def show_result(self, title: str, figures: Figures, rejects: Path | None, actions: Sequence[str]) -> None:
        """Counts, warnings, and where the refused records are."""
        texts = list(figures.notices[:8])
        if rejects is not None:
            texts.append(_("The refused records are in {path}; correct them there and import that file.").format(path=rejects))
        self._problems.show_rows(figures.problems)
        self.progress.show_result(title, "\n".join(texts), figures.counts, actions)


def problem_list(name: str) -> FailureList:
    """Refused records: line, field, reason."""
    return FailureList((_("Line"), _("Field"), _("Reason")), (70, 160), name)
