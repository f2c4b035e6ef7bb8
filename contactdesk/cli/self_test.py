"""`--self-test`: does this installation have everything it needs? Works in a temporary folder, without a screen."""

from __future__ import annotations

import csv
import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from contactdesk.cli.output import message
from contactdesk.desk import Desk


def self_test() -> int:
    """Use each dependency once and run the link journey; 0 when all of it works."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    failed = 0
    with TemporaryDirectory(prefix="contactdesk-", ignore_cleanup_errors=True) as folder:
        for name, step in _STEPS.items():
            try:
                step(Path(folder))
            except Exception as trouble:  # noqa: BLE001 - whatever is missing in a bundle shows here, and nowhere else
                failed += 1
                message(f"{name}: {type(trouble).__name__}: {trouble}")
            else:
                message(f"{name}: ok")
    return 1 if failed else 0


def _journey(folder: Path) -> None:
    """Make, link, synchronise, undo, check, copy: the main job in one minute's reading."""
    with Desk.create(str(folder / "office.contactdesk"), country="NL") as desk:
        customer = desk.records.create("customer", {"name": "Café Zürich", "phone_no": "030-1"}).value.no
        contact = desk.linking.linked_contact("customer", customer)
        person = desk.records.create("contact", {"type": "Person", "name": "Anna de Vries", "company_no": contact}).value.no
        saved = desk.records.save("customer", customer, {"phone_no": "030-2"})
        _expect(desk.records.read("contact", person)["phone_no"], "030-2")
        desk.history.undo(saved.changes.entry)
        _expect(desk.records.read("contact", contact)["phone_no"], "030-1")
        desk.linking.unlink(contact, "customer")
        desk.linking.link(contact, "customer", customer, master="entity")
        vendor = desk.linking.create_as(contact, "vendor", template="").value.no
        _expect(desk.records.read("vendor", vendor)["name"], "Café Zürich")
        _expect(len(desk.lists.ids("contact", search="zurich")) > 0, True)
        desk.maintenance.backup(folder / "copy.contactdesk")
        _expect(desk.maintenance.check(), [])


def _files(folder: Path) -> None:
    """Read a text file and a workbook."""
    from openpyxl import Workbook

    rows = [["Name", "Country", "Phone"], ["Čeněk s.r.o.", "Tschechien", "0611"]]
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    book = Workbook()
    for row in [*rows[:1], ["Łódź Sp. z o.o.", "Poland", "0612"]]:
        book.active.append(row)
    book.save(folder / "rows.xlsx")
    with Desk.create(str(folder / "files.contactdesk")) as desk:
        for name in ("rows.csv", "rows.xlsx"):
            _expect(desk.imports.run("vendor", folder / name).inserted, 1)


def _countries(_folder: Path) -> None:
    from contactdesk.interchange.country_names import country_iso

    _expect(country_iso("Nederland"), "NL")


def _iban(_folder: Path) -> None:
    from contactdesk.rules.registration import checked_iban

    _expect(checked_iban("GB82 WEST 1234 5698 7654 32").replace(" ", ""), "GB82WEST12345698765432")


def _numbers(_folder: Path) -> None:
    """Telephone numbers and check digits: both libraries find the countries' modules by name."""
    from contactdesk.rules.number_checks import registration_check_fails, vat_check_fails
    from contactdesk.rules.phone_numbers import phone_hint

    _expect(phone_hint("020-1234567", "NL").international, "+31 20 123 4567")
    _expect(phone_hint("030 123456", "DE").international, "+49 30 123456")
    _expect(vat_check_fails("BE0428759498", "BE"), True)
    _expect(registration_check_fails("988077918", "NO"), True)


def _migrations(_folder: Path) -> None:
    """The schema of a new database is the one that the migrations make."""
    from alembic.script import ScriptDirectory

    from contactdesk.storage import schema

    scripts = ScriptDirectory(str(Path(schema.__file__).with_name("migrations")))
    _expect(scripts.get_current_head(), schema.REVISION)


def _server(_folder: Path) -> None:
    if sys.platform != "win32" or os.environ.get("PROCESSOR_ARCHITECTURE") != "ARM64":
        _expect(bool(importlib.import_module("psycopg").pq.version()), True)


def _passwords(_folder: Path) -> None:
    _expect(importlib.import_module("keyring").get_keyring() is not None, True)


def _similar(_folder: Path) -> None:
    from rapidfuzz import fuzz

    _expect(fuzz.ratio("Phone", "Phone"), 100.0)


def _dutch(_folder: Path) -> None:
    from contactdesk.text import in_language

    _expect(in_language("Customer", "nl"), "Klant")


def _demo(_folder: Path) -> None:
    from contactdesk.services.demo import demo

    _expect(len(demo("NL", "nl").cast.businesses) >= 50, True)


def _window(_folder: Path) -> None:
    """A window of the program, drawn without a screen."""
    widgets = importlib.import_module("PySide6.QtWidgets")
    importlib.import_module("ui.app")
    application = widgets.QApplication.instance() or widgets.QApplication([])
    label = widgets.QLabel("ContactDesk")
    _expect(label.grab().isNull(), False)
    label.deleteLater()
    application.processEvents()


def _expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise ValueError(f"{found!r} instead of {wanted!r}")


_STEPS: dict[str, Callable[[Path], None]] = {
    "link journey": _journey,
    "text files and workbooks": _files,
    "names of countries": _countries,
    "account numbers": _iban,
    "telephone numbers": _numbers,
    "migrations": _migrations,
    "PostgreSQL": _server,
    "passwords": _passwords,
    "similar names": _similar,
    "Dutch": _dutch,
    "demo company": _demo,
    "windows": _window,
}
