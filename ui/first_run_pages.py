"""The pages of the first-run assistant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from contactdesk.text import _, language
from ui import theme
from ui.commands import ENDING, FILES, documents_folder
from ui.parts import make

NEW, OPEN, SERVER = "new", "open", "server"
EMPTY, IMPORT, DEMO = "empty", "import", "demo"


class Page(QWidget):
    """A page with a title and a sentence. `titled` is what the list of steps calls it."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.HUGE + 8, theme.HUGE, theme.HUGE + 8, theme.LARGE)
        self.body.setSpacing(theme.MEDIUM)
        self.body.addWidget(make.label(title, "title", wrap=True))
        self.body.addWidget(make.label(text, "soft", wrap=True))
        self.body.addSpacing(theme.SMALL)

    def choices(self, options: Sequence[tuple[str, str, str]], chosen: str) -> _Choices:
        """Radio buttons with a line of explanation below each."""
        made = _Choices(options, chosen)
        self.body.addWidget(made)
        return made


class _Choices(QWidget):
    changed = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str, str]], chosen: str) -> None:
        super().__init__()
        self._buttons: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(2)
        for id, caption, help in options:
            button = self._buttons[id] = QRadioButton(caption)
            button.setObjectName(id)
            button.setAccessibleDescription(help or _("The arrows choose."))
            button.setChecked(id == chosen)
            group.addButton(button)
            page.addWidget(button)
            if help:
                line = make.label(help, "soft", wrap=True)
                line.setContentsMargins(theme.scaled(26), 0, 0, theme.SMALL)
                page.addWidget(line)
        group.buttonClicked.connect(lambda _button: self.changed.emit(self.chosen()))

    def chosen(self) -> str:
        return next(id for id, button in self._buttons.items() if button.isChecked())

    def first(self) -> QWidget:
        return self._buttons[self.chosen()]


class LanguagePage(Page):
    """Which language is spoken. `chosen` brings "en" or "nl"."""

    chosen = Signal(str)

    def __init__(self) -> None:
        text = _("ContactDesk keeps your contacts in step with your customers, vendors, bank accounts and employees.")
        super().__init__(_("Welcome to ContactDesk"), text)
        self.body.addWidget(make.label(_("Language"), "strong"))
        self.choice = self.choices([("en", "English", ""), ("nl", "Nederlands", "")], language())
        self.choice.changed.connect(self.chosen)
        self.body.addStretch(1)


class PlacePage(Page):
    """Where the database is or will be."""

    def __init__(self, *, demo: bool = False, place: str = NEW) -> None:
        super().__init__(_("Where are your contacts?"), _("Everything is kept in one file, or on the PostgreSQL server of your office."))
        options = [
            (NEW, _("Make a new database"), ""),
            (OPEN, _("Open a database that exists"), ""),
            (SERVER, _("Use a server"), ""),
        ]
        self.choice = self.choices(options, place)
        name = "Demo" if demo else _("Office")
        proposal = documents_folder() / (name + ENDING)
        number = 2
        while proposal.exists():
            proposal = proposal.with_name(f"{name} {number}{ENDING}")
            number += 1
        self.new_file = self._file("new_file", _("New file"), str(proposal), self._browse_new)
        self.old_file = self._file("old_file", _("File"), "", self._browse_old)
        self.address = self._file("address", _("Address, for example postgresql://name@server/office"), "", None)
        self.remember = QCheckBox(_("Remember the password in the safe of this computer"))
        self.remember.setObjectName("remember")
        self.remember.setToolTip(_("Without this it is asked at every start."))
        inside = self.address[0].layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addWidget(self.remember, 0, Qt.AlignmentFlag.AlignLeft)
        self.choice.changed.connect(lambda _chosen: self._show())
        self.body.addStretch(1)
        self._show()

    def kind(self) -> str:
        """ "new", "open" or "server"."""
        return self.choice.chosen()

    def target(self) -> str:
        """The path or address chosen; "" while nothing is typed."""
        field = {NEW: self.new_file, OPEN: self.old_file, SERVER: self.address}[self.kind()][1]
        text = field.text().strip()
        if self.kind() == NEW and text and not Path(text).suffix:
            text += ENDING
        return text

    def _file(self, name: str, caption: str, text: str, browse: Callable[[], None] | None) -> tuple[QWidget, QLineEdit]:
        box, edit = QWidget(), QLineEdit(text)
        edit.setObjectName(name)
        edit.setAccessibleName(caption)
        edit.setAccessibleDescription(_("Where the database is, or will be."))
        page, line = QVBoxLayout(box), QHBoxLayout()
        page.setContentsMargins(theme.scaled(26), 0, 0, 0)
        page.setSpacing(theme.TIGHT)
        page.addWidget(make.label(caption, "soft"))
        line.addWidget(edit, 1)
        if browse is not None:
            line.addWidget(make.button(_("Browse…"), f"{name}_browse", browse))
        page.addLayout(line)
        self.body.addWidget(box)
        return box, edit

    def _show(self) -> None:
        for kind, (box, _edit) in ((NEW, self.new_file), (OPEN, self.old_file), (SERVER, self.address)):
            box.setVisible(kind == self.kind())

    def _browse_new(self) -> None:
        path, _chosen = QFileDialog.getSaveFileName(
            self, _("New file"), self.new_file[1].text(), f"{_(FILES)} (*{ENDING})", options=QFileDialog.Option.DontConfirmOverwrite
        )
        if path:
            self.new_file[1].setText(path)

    def _browse_old(self) -> None:
        path, _chosen = QFileDialog.getOpenFileName(self, _("Open database"), str(documents_folder()), f"{_(FILES)} (*{ENDING})")
        if path:
            self.old_file[1].setText(path)


class CompanyPage(Page):
    """The own company and its country."""

    FIELDS = ("company_name", "company_address", "company_post_code", "company_city", "company_phone_no")

    def __init__(self, countries: Sequence[tuple[str, str]], country: str) -> None:
        from contactdesk.model.fields import field_map
        from contactdesk.model.setup import CompanyInformation
        from ui.parts.editors_choice import DropDown

        super().__init__(_("Your own company"), _("An address without a country is in your own country. All of this can be changed later."))
        declared = field_map(CompanyInformation)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.LARGE)
        grid.setColumnStretch(1, 1)
        self.edits: dict[str, QLineEdit] = {}
        for row, name in enumerate(self.FIELDS):
            edit = self.edits[name] = QLineEdit()
            edit.setObjectName(name)
            edit.setAccessibleName(_(declared[name].caption))
            edit.setToolTip(_(declared[name].help))
            grid.addWidget(make.label(_(declared[name].caption)), row, 0)
            grid.addWidget(edit, row, 1)
        self.country = DropDown()
        self.country.setObjectName("country")
        self.country.setAccessibleName(_("Country/Region"))
        if country not in dict(countries):
            self.country.addItem(_("Choose…"), "")
        for code, name in countries:
            self.country.addItem(f"{name} ({code})", code)
        self.country.setCurrentIndex(max(self.country.findData(country), 0))
        grid.addWidget(make.label(_("Country/Region")), len(self.FIELDS), 0)
        grid.addWidget(self.country, len(self.FIELDS), 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def values(self) -> dict[str, str]:
        """What was typed, by the names of the fields."""
        return {name: edit.text().strip() for name, edit in self.edits.items()}

    def code(self) -> str:
        """The code of the country chosen."""
        return str(self.country.currentData() or "")


class NumbersPage(Page):
    """First numbers and relation codes, as shipped until they are changed."""

    def __init__(self, rows: Sequence[tuple[str, str, str, str, str]]) -> None:
        text = _("New records get the next number of their series; the relation code marks the contact of a customer, vendor and so on.")
        super().__init__(_("Numbers and codes"), text)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.LARGE)
        for column, caption in enumerate(("", _("First number"), _("Relation code"))):
            grid.addWidget(make.label(caption, "strong"), 0, column)
        self._series: dict[str, tuple[QLineEdit, str]] = {}
        self._codes: dict[str, tuple[QLineEdit, str]] = {}
        for place, (caption, series, starting_no, code_field, code) in enumerate(rows, 1):
            grid.addWidget(make.label(_(caption)), place, 0)
            self._series[series] = (self._edit(grid, place, 1, series, starting_no, caption), starting_no)
            if code_field:
                self._codes[code_field] = (self._edit(grid, place, 2, code_field, code, caption), code)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    @staticmethod
    def _edit(grid: QGridLayout, row: int, column: int, name: str, text: str, caption: str) -> QLineEdit:
        edit = QLineEdit(text)
        edit.setObjectName(name)
        edit.setAccessibleName(": ".join((_(caption), _("First number") if column == 1 else _("Relation code"))))
        first = _("New records are numbered from here on.")
        edit.setAccessibleDescription(first if column == 1 else _("The code that links of this kind have."))
        grid.addWidget(edit, row, column)
        return edit

    def starting_nos(self) -> dict[str, str]:
        """Series -> first number, where it was changed."""
        return {series: edit.text().strip().upper() for series, (edit, was) in self._series.items() if edit.text().strip().upper() != was}

    def relation_codes(self) -> dict[str, str]:
        """Field of Marketing Setup -> code, where it was changed."""
        return {name: edit.text().strip().upper() for name, (edit, was) in self._codes.items() if edit.text().strip().upper() != was}


class StartPage(Page):
    """What the database starts with."""

    def __init__(self, *, demo: bool, can_import: bool) -> None:
        super().__init__(_("How do you want to start?"), _("You can import lists at any time; the demo company is for looking around."))
        options = [
            (EMPTY, _("Empty"), _("Make your first contact by hand.")),
            (IMPORT, _("Import lists"), _("Read contacts, customers, vendors or employees from CSV or Excel files.")),
            (DEMO, _("Demo company"), _("60 invented companies with 150 persons, among them customers, vendors and employees.")),
        ]
        self.choice = self.choices([one for one in options if one[0] != IMPORT or can_import], DEMO if demo else EMPTY)
        self.body.addStretch(1)


class WaitingPage(Page):
    """While the database is made."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QProgressBar

        super().__init__(_("Making the database…"), _("This takes a few seconds."))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(_("Making the database…"))
        self.body.addWidget(bar)
        self.body.addStretch(1)


def system_country() -> str:
    """The code of the country this computer is set to; "" where it is set to none."""
    system = QLocale.system()
    known = system.language() != QLocale.Language.C and system.territory() != QLocale.Country.AnyCountry
    return QLocale.territoryToCode(system.territory()) if known else ""
