"""Pictures of cards and pages of codes in the states that lists of windows do not show."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from ui.card_window import CardWindow
from ui.windows import Windows


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not until() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def _card(windows: Windows, table: str, no: str = "") -> CardWindow:
    made = CardWindow(windows, table, no)
    made.show()
    _wait(lambda: bool(made.form.title.text()))
    return made


def _refused(windows: Windows) -> QWidget:
    """Three refused fields, and everything that "Show more" shows."""
    card = _card(windows, "contact", "CT000001")
    for tab in card.form.tabs:
        tab.show_more(True)
    for name, text in (("phone_no", "020-12a4"), ("e_mail", "anna@x"), ("registration_no", "1" * 51)):
        card.form.fill({name: text})
        card.form.left.emit(name)
    QApplication.processEvents()
    card.form.ensureWidgetVisible(card.form.editors["registration_no"], 0, 200)
    return card


def _closed(windows: Windows) -> QWidget:
    """FastTabs closed, with what stands beside their titles."""
    card = _card(windows, "customer", "C00001")
    for tab in card.form.tabs:
        tab.set_open(False)
    return card


def _formulas(windows: Windows) -> QWidget:
    windows.open_page("code_table", table="salutation_formula", fixed={"salutation_code": "M"})
    return windows.open_windows()[-1]


def _page(name: str, **options: str) -> Callable[[Windows], QWidget]:
    def opened(windows: Windows) -> QWidget:
        windows.open_page(name, **options)
        return windows.open_windows()[-1]

    return opened


def _question(windows: Windows) -> QWidget:
    card = _card(windows, "contact", "CT000001")
    card.bar.action("record.delete").trigger()
    _wait(lambda: any(one.objectName() == "question" for one in card.findChildren(QWidget)))
    return next(one for one in card.findChildren(QWidget) if one.objectName() == "question")


SHOTS = {
    "card_refused": _refused,
    "card_closed_tabs": _closed,
    "card_new_contact": lambda windows: _card(windows, "contact"),
    "card_new_bank_account": lambda windows: _card(windows, "bank_account"),
    "card_customer_template": lambda windows: _card(windows, "customer_template"),
    "card_employee_template": lambda windows: _card(windows, "employee_template"),
    "card_salesperson": lambda windows: _card(windows, "salesperson"),
    "card_delete_question": _question,
    "salutation_formulas": _formulas,
    "alt_addresses": _page("alt_addresses", contact_no="CT000001"),
    "alt_date_ranges": _page("alt_date_ranges", contact_no="CT000001"),
    "alt_address_card": lambda windows: _card(windows, "contact_alt_address", "CT000001 TEMPOFFICE"),
    "contact_salutations": _page("salutations", contact_no="CT000002"),
}
