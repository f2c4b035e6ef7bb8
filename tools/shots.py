"""Pictures of every window with the demo company.

English and Dutch, light and dark, with texts of 80, 100 and 200 %; small texts only in light, where they are
harder to read. Windows register in `WINDOWS`: a name and a function that opens the window and answers with it;
a module listed in `MORE` adds its own dictionary `SHOTS`.
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from contactdesk.desk import Desk
from contactdesk.services.demo import demo
from contactdesk.storage.unit_of_work import Person
from contactdesk.text import LANGUAGES, _
from ui import theme
from ui.app import make_application, prepare
from ui.program import Program
from ui.settings import Settings
from ui.windows import Windows

MORE = ("tools.shots_cards", "tools.shots_dialogs", "tools.shots_beside", "tools.shots_lists", "tools.shots_menus")
Open = Callable[[Windows], QWidget | None]


def _list(table: str, search: str = "") -> Open:
    def opened(windows: Windows) -> QWidget:
        home = windows.home
        assert isinstance(home, Program)
        home.show_list(table, ())
        page = home.window.current_list()
        assert page is not None
        page.search_box.setText(search)
        settle()
        if table == "contact" and not search:
            page.list.move_current(16)
        page.list.select_first() if not page.list.current_id() else None
        return home.window

    return opened


def page(id: str, **options: object) -> Open:
    """A window that opens a page by its id; None where the page is not there."""

    def opened(windows: Windows) -> QWidget | None:
        if not windows.has_page(id):
            return None
        windows.open_page(id, **options)
        return windows.open_windows()[-1]

    return opened


def card(table: str, no: str) -> Open:
    """The card of a record of the demo company."""

    def opened(windows: Windows) -> QWidget | None:
        if find_spec("ui.card_window") is None:
            return None
        windows.open_card(table, no)
        return windows.open_windows()[-1]

    return opened


def _about(name: str) -> Open:
    def opened(windows: Windows) -> QWidget:
        made: QWidget = getattr(import_module("ui.about"), name)(windows.settings)
        made.show()
        return made

    return opened


def _tell_me(windows: Windows) -> QWidget:
    from ui.tell_me import open_tell_me

    assert isinstance(windows.home, Program)
    made = open_tell_me(windows.home)
    made.box.setText("post")
    return made


def _guide(windows: Windows) -> QWidget:
    from ui.help_window import open_help

    return open_help(windows.settings, "contacts", "", _("User guide"))


def _first_run(step: int) -> Open:
    def opened(windows: Windows) -> QWidget:
        from ui.first_run_window import FirstRunWindow

        assert isinstance(windows.home, Program)
        made = FirstRunWindow(windows.home)
        made.show()
        for _step in range(step):
            if made.company_page is not None:
                country = made.company_page.country
                country.setCurrentIndex(max(country.findData("GB"), 1))
            made._forward()
            settle()
        return made

    return opened


def _trouble(windows: Windows) -> QWidget:
    from contactdesk.errors import StoreMissing

    home = windows.home
    assert isinstance(home, Program)
    home.window.show_trouble(StoreMissing(path="/office/contacts.contactdesk"), "/office/contacts.contactdesk")
    return home.window


WINDOWS: dict[str, Open] = {
    "contacts": _list("contact"),
    "contacts_search": _list("contact", "berg"),
    "nothing_found": _list("contact", "xyzzy"),
    "customers": _list("customer"),
    "vendors": _list("vendor"),
    "bank_accounts": _list("bank_account"),
    "employees": _list("employee"),
    "trouble": _trouble,
    "contact_company": card("contact", "CT000001"),
    "contact_person": card("contact", "CT000002"),
    "customer": card("customer", "C00001"),
    "vendor": card("vendor", "V00001"),
    "bank_account": card("bank_account", "B00001"),
    "employee": card("employee", "E0001"),
    "marketing_setup": page("marketing_setup"),
    "numbering_setup": page("numbering_setup"),
    "company_information": page("company_information"),
    "business_relations": page("business_relations"),
    "relations": page("relations", contact_no="CT000001"),
    "relation_contacts": page("relation_contacts", code="CUST"),
    "link": page("link", contact_no="CT000001", kind="customer"),
    "create_as": page("create_as", contact_no="CT000001", kind="bank_account"),
    "create_contacts": page("create_contacts", kind="customer"),
    "import": page("import", kind="contact"),
    "salespeople": page("code_table", table="salesperson"),
    "countries": page("code_table", table="country"),
    "mailing_groups": page("code_table", table="mailing_group"),
    "web_sources": page("code_table", table="web_source"),
    "contact_mailing_groups": page("assignments", table="contact_mailing_group", contact_no="CT000001"),
    "contact_web_sources": page("assignments", table="contact_web_source", contact_no="CT000001"),
    "contact_job_responsibilities": page("assignments", table="contact_job_responsibility", contact_no="CT000002"),
    "comments": page("comments", table="contact", no="CT000001"),
    "party_bank_accounts": page("party_bank_accounts", kind="customer", no="C00001"),
    "launch_web_source": page("launch_web_source", contact_no="CT000002"),
    "customer_templates": page("template_list", kind="customer"),
    "number_series": page("no_series"),
    "user_settings": page("user_settings"),
    "maintenance": page("maintenance"),
    "name_details": page("name_details", contact_no="CT000002"),
    "company_details": page("company_details", contact_no="CT000001"),
    "tell_me": _tell_me,
    "guide": _guide,
    "about": _about("AboutWindow"),
    "shortcuts": _about("ShortcutsWindow"),
    "first_run_language": _first_run(0),
    "first_run_place": _first_run(1),
    "first_run_company": _first_run(2),
    "first_run_numbers": _first_run(3),
    "first_run_start": _first_run(4),
}


WIDE, HIGH = 2600, 1680
WHO = Person("Anna")
"""Who works on the pictures: not who made them."""
SCREEN = {"name": "shots", "x": 0, "y": 0, "width": WIDE, "height": HIGH, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


def off_screen() -> None:
    """Off the screen, but with room for every window at 200 %: Qt's own such screen has 800 by 800."""
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump({"synchronousWindowSystemEvents": False, "windowFrameMargins": True, "screens": [SCREEN]}, file)
        atexit.register(Path(file.name).unlink, missing_ok=True)
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"


_busy: set[int] = set()


def _watch(program: Program) -> None:
    def told(busy: bool) -> None:
        (_busy.add if busy else _busy.discard)(id(program))

    program.background.busy.connect(told)


def settle(quiet: float = 0.12, most: float = 5.0) -> None:
    """Let windows answer and paint until nothing has been at work for `quiet` seconds."""
    app = QApplication.instance()
    assert app is not None
    start = since = time.monotonic()
    while time.monotonic() - since < quiet and time.monotonic() - start < most:
        app.processEvents()
        if _busy:
            since = time.monotonic()
        time.sleep(0.002)


def wait(met: Callable[[], object], most: float = 5.0) -> None:
    """Let windows answer and paint until something is so. `QTest.qWait` would keep the other threads from their work."""
    end = time.monotonic() + most
    while not met() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


SIZES = (80, 100, 200)
"""Of texts, in per cent."""


def _versions(chosen: argparse.Namespace) -> Iterator[tuple[str, str, int]]:
    for language in chosen.language or LANGUAGES:
        for mode in chosen.theme or (theme.LIGHT, theme.DARK):
            for size in chosen.size or SIZES:
                if size in (chosen.size or ()) or size >= 100 or mode == theme.LIGHT:
                    yield language, mode, size


def _shoot(app: QApplication, folder: Path, database: Path, version: tuple[str, str, int], names: list[str]) -> int:
    language, mode, size = version
    with tempfile.TemporaryDirectory() as config:
        settings = Settings(Path(config))
        QCursor.setPos(WIDE - 1, HIGH - 1)  # beside every window: nothing looks touched
        settings["language"], settings["theme"], settings["text_size"] = language, mode, size / 100
        prepare(app, settings)
        program = Program(app, settings)
        _watch(program)
        program.use(Desk.open(str(database), who=WHO))
        settle()
        taken = 0
        for name, opened in _all().items():
            if not names or name in names:
                taken += _take(program, opened, folder / f"{name}-{language}-{mode}-{size}.png")
        program.window.close()
        program.end()
        _busy.clear()
    return taken


def _take(program: Program, opened: Open, path: Path) -> int:
    assert program.windows is not None
    window = opened(program.windows)
    if window is None:
        return 0
    settle()
    window.grab().save(str(path))
    if window is not program.window:
        window.close()
    else:
        program.window.pages.setCurrentIndex(0)
    settle()
    return 1


def _all() -> dict[str, Open]:
    found = dict(WINDOWS)
    for name in MORE:
        if find_spec(name) is not None:
            found |= import_module(name).SHOTS
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py shots", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these windows; a wrong name is answered with all of them")
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="only in this language (may be given twice)")
    parser.add_argument("--theme", action="append", choices=(theme.LIGHT, theme.DARK), help="only in this theme")
    parser.add_argument("--size", action="append", type=int, choices=SIZES, help="only with texts of this size, in per cent")
    return parser


def main(arguments: list[str]) -> int:
    chosen = _parser().parse_args(arguments)
    unknown = [name for name in chosen.names if name not in _all()]
    if unknown:
        print("No such window: " + ", ".join(unknown) + ". There are: " + ", ".join(_all()), file=sys.stderr)
        return 2
    chosen.folder.mkdir(parents=True, exist_ok=True)
    off_screen()
    app, taken = make_application(), 0
    versions = list(_versions(chosen))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        databases = {language: _demo(Path(work), language) for language in dict.fromkeys(version[0] for version in versions)}
        for version in versions:
            taken += _shoot(app, chosen.folder, databases[version[0]], version, chosen.names)
    print(f"{taken} pictures in {chosen.folder}")
    return 0


def _demo(folder: Path, language: str) -> Path:
    """A database with the demo company in this language."""
    path, country = folder / f"Office {language}.contactdesk", "NL" if language == "nl" else "GB"
    with Desk.create(str(path), language=language, country=country, who=WHO) as desk:
        demo(country, language).fill(desk)
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
