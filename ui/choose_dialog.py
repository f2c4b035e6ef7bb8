"""Small dialogs for decisions: choose a row, answer a question, choose between two values of a field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QRadioButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from contactdesk.presenters.card_view import Chosen, Conflict, Rows
from contactdesk.text import _
from ui import theme
from ui.parts import make

_LEFT = Qt.AlignmentFlag.AlignLeft
NARROW = 4
"""With more columns a list to choose from is wider."""


class OverWindow(QDialog):
    """A dialog over its window that answers by a call; closing it in any way answers once."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(theme.HUGE, theme.LARGE, theme.HUGE, theme.LARGE)
        self.page.setSpacing(theme.MEDIUM)

    def add_buttons(self, buttons: Sequence[QWidget]) -> None:
        """Put buttons at the lower right."""
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addStretch(1)
        for button in buttons:
            line.addWidget(button)
        self.page.addLayout(line)


class ChooseDialog(OverWindow):
    """A list to choose one row of; `chosen` gets its place, or None when it was cancelled.

    A double click or Enter takes the marked row (relations section 5, "Select a template").
    """

    def __init__(self, title: str, columns: Sequence[str], rows: Rows, chosen: Chosen, parent: QWidget, *, current: int = 0) -> None:
        super().__init__(title, parent)
        self.setObjectName("choose")
        self._chosen = chosen
        self.table = _table(columns, rows)
        self.table.itemDoubleClicked.connect(lambda: self.accept())
        self.page.addWidget(make.label(title, "heading", name="choose_title", wrap=True))
        self.page.addWidget(self.table, 1)
        self.add_buttons(
            [make.button(_("Cancel"), "choose_cancel", self.reject), make.button(_("OK"), "choose_ok", self.accept, primary=True)]
        )
        self.table.setCurrentCell(current, 0)
        self.table.setFocus()
        theme.size_window(self, 560 if len(columns) <= NARROW else 840, 420)

    def done(self, result: int) -> None:
        row = self.table.currentRow() if result == QDialog.DialogCode.Accepted else -1
        super().done(result)
        self._chosen(row if row >= 0 else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)


def _table(columns: Sequence[str], rows: Rows) -> QTableWidget:
    table = QTableWidget(len(rows), len(columns))
    table.setObjectName("choose_rows")
    table.setProperty("framed", True)
    table.setHorizontalHeaderLabels(list(columns))
    table.horizontalHeader().setDefaultAlignment(_LEFT | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().setVisible(False)
    table.verticalHeader().setDefaultSectionSize(theme.scaled(30))
    table.setShowGrid(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    for column in range(len(columns) - 1):
        table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.setAccessibleName(", ".join(columns))
    table.setAccessibleDescription(_("The arrows move; Enter chooses a line."))
    return table


class Question(OverWindow):
    """A question with a button for each answer; Enter means the default one, Esc always the first."""

    def __init__(self, text: str, answers: Sequence[str], answered: Callable[[int], object], parent: QWidget, *, default: int = 0) -> None:
        super().__init__(parent.windowTitle(), parent)
        self.setObjectName("question")
        self._answered, self._answer = answered, 0
        first, _break, rest = text.partition("\n")
        self.page.addWidget(make.label(first, "heading", name="question_text", wrap=True))
        if rest:
            self.page.addWidget(make.label(rest, name="question_more", wrap=True))
        self.page.addSpacing(theme.TIGHT)
        buttons = []
        for place, answer in enumerate(answers):
            button = make.button(answer, f"answer_{place}", partial(self._take, place), primary=place == default)
            button.setAutoDefault(True)
            button.setAccessibleDescription(text)
            buttons.append(button)
        buttons[default].setDefault(True)
        buttons[default].setFocus()
        self.add_buttons(buttons)
        self.setMinimumWidth(theme.scaled(420))

    def _take(self, place: int) -> None:
        self._answer = place
        self.accept()

    def done(self, result: int) -> None:
        super().done(result)
        self._answered(self._answer)


class ConflictDialog(OverWindow):
    """Fields changed here and elsewhere: for each one the user says which value is kept (relations R-58)."""

    def __init__(self, text: str, conflicts: Sequence[Conflict], decided: Callable[[set[str]], None], parent: QWidget) -> None:
        super().__init__(_("Changed meanwhile"), parent)
        self.setObjectName("conflicts")
        self._decided = decided
        self._groups: dict[str, QButtonGroup] = {}
        self.page.addWidget(make.label(_("Changed meanwhile"), "heading"))
        self.page.addWidget(make.label(text, name="conflicts_text", wrap=True))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._grid(conflicts))
        self.page.addWidget(scroll, 1)
        save = make.button(_("Save"), "conflicts_ok", self.accept, primary=True)
        save.setDefault(True)
        self.add_buttons([make.button(_("Cancel"), "conflicts_cancel", self.reject), save])
        theme.size_window(self, 600, 190 + 40 * min(len(conflicts), 10))

    def _grid(self, conflicts: Sequence[Conflict]) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.LARGE)
        for column, caption in enumerate((_("Field"), _("Mine"), _("Theirs"))):
            grid.addWidget(make.label(caption, "strong"), 0, column)
        for row, conflict in enumerate(conflicts, start=1):
            grid.addWidget(make.label(_(conflict.field.caption), wrap=True), row, 0)
            group = self._groups[conflict.field.name] = QButtonGroup(self)
            for column, value in enumerate((conflict.mine, conflict.theirs), start=1):
                shown = value if isinstance(value, str) else conflict.field.kind.show(value)
                radio = QRadioButton((shown or _("(blank)")).replace("&", "&&"))
                radio.setObjectName(f"{conflict.field.name}_{'mine' if column == 1 else 'theirs'}")
                radio.setAccessibleDescription(", ".join((_(conflict.field.caption), _("Mine") if column == 1 else _("Theirs"))))
                radio.setChecked(column == 1)
                group.addButton(radio, column)
                grid.addWidget(radio, row, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(conflicts) + 1, 1)
        return inside

    def done(self, result: int) -> None:
        super().done(result)
        if result == QDialog.DialogCode.Accepted:
            self._decided({name for name, group in self._groups.items() if group.checkedId() == 1})
