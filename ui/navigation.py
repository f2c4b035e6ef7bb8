"""The pane at the left of the main window: the lists, and what is set up now and then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from contactdesk.text import N_, _
from ui import icons, theme

LIST, PAGE = "list", "page"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry leads: a list by its table, or a page by its id and options."""

    caption: str
    icon: str
    kind: str
    target: str
    options: dict[str, Any] = field(default_factory=dict)


LISTS = (
    Place(N_("Contacts"), "contact_card_group", LIST, "contact"),
    Place(N_("Customers"), "person", LIST, "customer"),
    Place(N_("Vendors"), "building_factory", LIST, "vendor"),
    Place(N_("Bank Accounts"), "building_bank", LIST, "bank_account"),
    Place(N_("Employees"), "contact_card", LIST, "employee"),
)
SETUP = (
    Place(N_("Marketing Setup"), "settings", PAGE, "marketing_setup"),
    Place(N_("Numbering Setup"), "number_symbol", PAGE, "numbering_setup"),
    Place(N_("Company Information"), "building", PAGE, "company_information"),
    Place(N_("Business Relations"), "handshake", PAGE, "business_relations"),
    Place(N_("Online Map Setup"), "map", PAGE, "online_map_setup"),
    Place(N_("Number Series"), "book_number", PAGE, "no_series"),
    Place(N_("Customer Templates"), "document_copy", PAGE, "template_list", {"kind": "customer"}),
    Place(N_("Vendor Templates"), "document_copy", PAGE, "template_list", {"kind": "vendor"}),
    Place(N_("Employee Templates"), "document_copy", PAGE, "template_list", {"kind": "employee"}),
)
CODE_TABLES = tuple(
    Place(caption, "table", PAGE, "code_table", {"table": table})
    for table, caption in (
        ("salesperson", N_("Salespeople/Purchasers")),
        ("territory", N_("Territories")),
        ("country", N_("Countries/Regions")),
        ("language", N_("Languages")),
        ("currency", N_("Currencies")),
        ("post_code", N_("Post Codes")),
        ("salutation", N_("Salutations")),
        ("organizational_level", N_("Organizational Levels")),
        ("mailing_group", N_("Mailing Groups")),
        ("industry_group", N_("Industry Groups")),
        ("job_responsibility", N_("Job Responsibilities")),
        ("web_source", N_("Web Sources")),
        ("payment_terms", N_("Payment Terms")),
        ("payment_method", N_("Payment Methods")),
        ("reminder_terms", N_("Reminder Terms")),
        ("finance_charge_terms", N_("Finance Charge Terms")),
        ("shipment_method", N_("Shipment Methods")),
        ("shipping_agent", N_("Shipping Agents")),
        ("location", N_("Locations")),
        ("customer_price_group", N_("Customer Price Groups")),
        ("customer_discount_group", N_("Customer Discount Groups")),
        ("customer_posting_group", N_("Customer Posting Groups")),
        ("vendor_posting_group", N_("Vendor Posting Groups")),
        ("bank_account_posting_group", N_("Bank Account Posting Groups")),
        ("employee_posting_group", N_("Employee Posting Groups")),
        ("gen_bus_posting_group", N_("Gen. Business Posting Groups")),
        ("vat_bus_posting_group", N_("VAT Business Posting Groups")),
        ("employee_statistics_group", N_("Employee Statistics Groups")),
        ("swift_code", N_("SWIFT Codes")),
    )
)
CODE_TABLES += (Place(N_("Online Map Parameter Setup"), "map", PAGE, "map_services"),)
_SHARE = 0.28
"""Most of the width of a screen that the pane takes; longer captions are cut there, and their tooltip has them whole."""
_PLACE = Qt.ItemDataRole.UserRole


class Navigation(QListWidget):
    """`chosen` brings the place a user went to; a page opens in its own window, so the list stays marked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(_("Navigation"))
        self.setAccessibleDescription(_("The arrows move; Enter opens a place."))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._shown = "contact"
        self.show_places(LISTS)
        theme.changes().changed.connect(self._restyle)
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)

    def show_places(self, lists: tuple[Place, ...], setup: tuple[Place, ...] = ()) -> None:
        """Show these places, the setup under a title of its own."""
        self.clear()
        for place in lists:
            self._add(place)
        if setup:
            title = QListWidgetItem(_("Setup"))
            title.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(title)
        for place in setup:
            self._add(place)
        self._restyle()
        self.mark(self._shown)

    def mark(self, table: str) -> None:
        """Mark the list that is shown now."""
        self._shown = table
        for row in range(self.count()):
            place = self.item(row).data(_PLACE)
            if place is not None and (place.kind, place.target) == (LIST, table):
                self.setCurrentRow(row)

    def _add(self, place: Place) -> None:
        item = QListWidgetItem(_(place.caption))
        item.setData(_PLACE, place)
        item.setToolTip(_(place.caption))
        self.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if place is None:
            return
        if place.kind == LIST:
            self._shown = place.target
        self.chosen.emit(place)
        self.mark(self._shown)

    def _restyle(self) -> None:
        size = theme.scaled(icons.NORMAL)
        self.setIconSize(QSize(size, size))
        width = max((self.fontMetrics().horizontalAdvance(self.item(row).text()) for row in range(self.count())), default=0)
        wanted = max(width + size + theme.scaled(56), theme.scaled(190))
        self.setFixedWidth(min(wanted, round(self.screen().availableGeometry().width() * _SHARE)))
        for row in range(self.count()):
            item = self.item(row)
            place = item.data(_PLACE)
            if place is not None:
                item.setIcon(icons.icon(place.icon, disabled=False))
            else:
                item.setFont(theme.font("small", strong=True))
                item.setForeground(theme.colour("text_soft"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            self._go(item)
        else:
            super().keyPressEvent(event)
