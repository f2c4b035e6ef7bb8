"""Pictures of dialogs and wizards in the middle of their work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from contactdesk.errors import FilterMatchesNothing
from contactdesk.text import _
from tools.shots import settle, wait
from ui.create_as_dialog import CreateAsDialog
from ui.create_contacts_window import CreateContactsWindow
from ui.import_window import ImportWindow
from ui.link_dialog import LinkDialog
from ui.windows import Windows

CUSTOMERS = Path("tests") / "data" / "northwind" / "customers.csv"
"""Relative to the project, so that no picture shows where somebody keeps it."""


def _opened(windows: Windows, page: str, **options: object) -> QWidget:
    windows.open_page(page, **options)
    return windows.open_windows()[-1]


def _free_customer(windows: Windows) -> str:
    found = windows.desk.linking.unlinked("customer")
    return found[0][0] if found else "C00001"


def _company(windows: Windows) -> str:
    """A company that is no customer yet."""
    where = [("type", "Company"), ("business_relation", "None")]
    return str(windows.desk.lists.read_all("contact", where=where, columns=["no"], limit=1)[0]["no"])


def _same_twice(windows: Windows) -> tuple[str, str]:
    """A company that is no customer yet, and the customer of that name."""
    read, where = windows.desk.lists.read_all, [("type", "Company"), ("business_relation", "None")]
    free = {str(row["name"]).casefold(): str(row["no"]) for row in read("contact", where=where, columns=["no", "name"], limit=200)}
    for customer in read("customer", columns=["no", "name"], limit=200):
        if str(customer["name"]).casefold() in free:
            return free[str(customer["name"]).casefold()], str(customer["no"])
    return _company(windows), _free_customer(windows)


def _link(windows: Windows) -> QWidget:
    contact, customer = _same_twice(windows)
    dialog = _opened(windows, "link", contact_no=contact, kind="customer")
    assert isinstance(dialog, LinkDialog)
    number = dialog.findChild(QLineEdit, "entity_no")
    wait(lambda: number.isVisible())
    number.setText(customer)
    dialog.number_chosen(number.text())
    return dialog


def _link_refused(windows: Windows) -> QWidget:
    where = [("type", "Company"), ("business_relation", "Customer")]
    linked = windows.desk.lists.read_all("contact", where=where, columns=["no"], limit=1)[0]["no"]
    return _opened(windows, "link", contact_no=linked, kind="customer")


def _create_as(windows: Windows) -> QWidget:
    dialog = _opened(windows, "create_as", contact_no=_company(windows), kind="vendor")
    assert isinstance(dialog, CreateAsDialog)
    return dialog


def _wizard(step: int) -> Callable[[Windows], QWidget]:
    def opened(windows: Windows) -> QWidget:
        page = _opened(windows, "import", kind="customer")
        assert isinstance(page, ImportWindow)
        page.choose_file(CUSTOMERS)
        for _step in range(step):
            wait(page.can_go_on)
            page.go_on()
        wait(page.can_go_on)
        return page

    return opened


def _preview(windows: Windows) -> QWidget:
    page = _opened(windows, "create_contacts", kind="customer")
    assert isinstance(page, CreateContactsWindow)
    page.start_preview()
    return page


def _no_match(windows: Windows) -> QWidget:
    page = _opened(windows, "create_contacts", kind="customer")
    assert isinstance(page, CreateContactsWindow)
    settle(quiet=0.1)
    page.show_refusal(FilterMatchesNothing(table="customer", table_caption=_("Customer"), field="no"))
    return page


def _checked(windows: Windows) -> QWidget:
    page = _opened(windows, "maintenance")
    note = page.findChild(QLabel, "note")
    wait(note.isVisible)
    return page


def _batch_done(windows: Windows) -> QWidget:
    """The batch over the bank accounts, which all have contacts: nothing is made, and its page says so."""
    page = _opened(windows, "create_contacts", kind="bank_account")
    assert isinstance(page, CreateContactsWindow)
    settle(quiet=0.1)
    page.findChild(QPushButton, "run").click()
    wait(lambda: page.findChild(QPushButton, "page.close") is not None)
    return page


def _changes(windows: Windows) -> QWidget:
    changes = windows.desk.records.save("contact", "CT000001", {"phone_no": "0115 496 0999"}, dry_run=True).changes
    return _opened(windows, "change_set", changes=changes)


SHOTS = {
    "maintenance": _checked,
    "create_contacts_result": _batch_done,
    "change_set": _changes,
    "link_compared": _link,
    "link_refused": _link_refused,
    "create_as_vendor": _create_as,
    "import_file": _wizard(0),
    "import_columns": _wizard(1),
    "import_check": _wizard(2),
    "create_contacts_preview": _preview,
    "create_contacts_refused": _no_match,
    "relations_of_a_person": lambda windows: _opened(windows, "relations", contact_no="CT000002"),
    "apply_template": lambda windows: _opened(windows, "apply_template", kind="customer", nos=("C00001", "C00002")),
}
