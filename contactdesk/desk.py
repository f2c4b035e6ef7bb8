"""The front door: everything ContactDesk can do, without a window (design, decision 4)."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, insert

from contactdesk.model.tables import TABLES
from contactdesk.storage.store import Store
from contactdesk.storage.unit_of_work import Actions, Person

if TYPE_CHECKING:
    from contactdesk.interchange.contact_export import Exports
    from contactdesk.interchange.imports import Imports
    from contactdesk.interchange.list_files import ListFiles
    from contactdesk.services.addresses import Addresses
    from contactdesk.services.attached import AttachedThings
    from contactdesk.services.batches import Batches
    from contactdesk.services.cards import Cards
    from contactdesk.services.classification import Classification
    from contactdesk.services.company_data import CompanyData
    from contactdesk.services.history import History
    from contactdesk.services.linking import Linking
    from contactdesk.services.lists import Lists
    from contactdesk.services.maintenance import Maintenance
    from contactdesk.services.online_map import OnlineMaps
    from contactdesk.services.party_bank_accounts import PartyBankAccounts
    from contactdesk.services.records import Records
    from contactdesk.services.salutations import Salutations
    from contactdesk.services.series_rows import SeriesRows
    from contactdesk.services.setup import Setup
    from contactdesk.services.templates import Templates
    from contactdesk.services.views import Views
    from contactdesk.services.watching import Watch

_PLACES: Mapping[str, tuple[str, str]] = {
    "records": ("services.records", "Records"),
    "lists": ("services.lists", "Lists"),
    "views": ("services.views", "Views"),
    "cards": ("services.cards", "Cards"),
    "classification": ("services.classification", "Classification"),
    "attached": ("services.attached", "AttachedThings"),
    "addresses": ("services.addresses", "Addresses"),
    "salutations": ("services.salutations", "Salutations"),
    "maps": ("services.online_map", "OnlineMaps"),
    "linking": ("services.linking", "Linking"),
    "batches": ("services.batches", "Batches"),
    "imports": ("interchange.imports", "Imports"),
    "list_files": ("interchange.list_files", "ListFiles"),
    "exports": ("interchange.contact_export", "Exports"),
    "party_bank_accounts": ("services.party_bank_accounts", "PartyBankAccounts"),
    "templates": ("services.templates", "Templates"),
    "setup": ("services.setup", "Setup"),
    "series": ("services.series_rows", "SeriesRows"),
    "history": ("services.history", "History"),
    "watch": ("services.watching", "Watch"),
    "company_data": ("services.company_data", "CompanyData"),
    "maintenance": ("services.maintenance", "Maintenance"),
}
"""Where each service is; it is loaded when somebody asks for it (docs/architecture.md, "Start")."""


class Desk:
    """An open database and all services on it. Use it as a context manager, on one thread."""

    records: Records
    lists: Lists
    views: Views
    """Saved views of lists."""
    cards: Cards
    classification: Classification
    attached: AttachedThings
    """Notes, links and files on a record."""
    addresses: Addresses
    """Active alternate addresses, printed addresses, numbers to call."""
    salutations: Salutations
    """How letters address a contact."""
    maps: OnlineMaps
    """Addresses and ways on a map."""
    linking: Linking
    batches: Batches
    imports: Imports
    """Reading files into the desk."""
    list_files: ListFiles
    """Lists as files for other programs."""
    exports: Exports
    """Export Contact."""
    party_bank_accounts: PartyBankAccounts
    """Bank accounts of customers and vendors."""
    templates: Templates
    setup: Setup
    series: SeriesRows
    history: History
    watch: Watch
    """What others saved meanwhile."""
    company_data: CompanyData
    """Searching all tables at once."""
    maintenance: Maintenance
    """Checking, mending and copying the database."""

    def __init__(self, store: Store, who: Person | None = None) -> None:
        self.store = store
        self.actions = Actions(store, who or Person.signed_in())

    def __getattr__(self, name: str) -> Any:
        if name not in _PLACES:
            raise AttributeError(name)
        module, service = _PLACES[name]
        made = getattr(import_module(f"contactdesk.{module}"), service)(self.actions)
        setattr(self, name, made)
        return made

    @classmethod
    def open(cls, target: str, *, who: Person | None = None, read_only: bool = False) -> Desk:
        """Open a database: a path, or an address that begins with postgresql://.

        Raises `StoreMissing`, `StoreNotOurs`, `StoreDamaged` and other `StoreTrouble`.
        """
        return cls(Store.open(target, read_only=read_only), who)

    @classmethod
    def create(
        cls,
        target: str,
        *,
        language: str = "en",
        country: str = "",
        company: Mapping[str, Any] | None = None,
        who: Person | None = None,
    ) -> Desk:
        """Make a new database with the values every office starts with, and open it (contacts section 7).

        `language` is that of the descriptions, `country` the own country, `company` fields of Company
        Information. Raises `StoreExists`, `NotFound` for an unknown country.
        """
        from contactdesk.services import shipped

        rows = shipped.rows(language, country)
        rows["company_information"][0] |= dict(company or {})

        def first_rows(connection: Connection) -> None:
            for table, values in rows.items():
                fill(connection, table, values)

        return cls(Store.create(target, first_rows), who)

    def close(self) -> None:
        """Leave the database; copies of attached files that were opened go."""
        if "attached" in self.__dict__:
            self.attached.remove_copies()
        if "watch" in self.__dict__:
            self.watch.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()


def fill(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Write the first rows of a new database; they are no user action and have no history."""
    from contactdesk.model.fields import initial_values

    model = TABLES[table]
    blank = dict(initial_values(model)) | {"version": 1}
    if rows:
        connection.execute(insert(model), [blank | row for row in rows])
