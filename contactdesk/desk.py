"""The front door: everything ContactDesk can do, without a window (design, decision 4)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import insert

from contactdesk.model.codes import Country
from contactdesk.model.tables import TABLES
from contactdesk.services import shipped
from contactdesk.services.batches import Batches
from contactdesk.services.cards import Cards
from contactdesk.services.classification import Classification
from contactdesk.services.history import History
from contactdesk.services.linking import Linking
from contactdesk.services.lists import Lists
from contactdesk.services.records import Records
from contactdesk.services.series_rows import SeriesRows
from contactdesk.services.setup import Setup
from contactdesk.services.templates import Templates
from contactdesk.storage.store import Store
from contactdesk.storage.unit_of_work import Actions, Person

if TYPE_CHECKING:
    from contactdesk.interchange.imports import Imports
    from contactdesk.services.addresses import Addresses
    from contactdesk.services.attached import AttachedThings
    from contactdesk.services.company_data import CompanyData
    from contactdesk.services.maintenance import Maintenance
    from contactdesk.services.online_map import OnlineMaps
    from contactdesk.services.salutations import Salutations
    from contactdesk.services.views import Views
    from contactdesk.services.watching import Watch

__all__ = ["Country", "Desk"]


class Desk:
    """An open database and all services on it. Use it as a context manager, on one thread."""

    def __init__(self, store: Store, who: Person | None = None) -> None:
        self.store = store
        self.actions = Actions(store, who or Person.signed_in())
        self.records = Records(self.actions)
        self.lists = Lists(self.actions)
        self.cards = Cards(self.actions)
        self.classification = Classification(self.actions)
        self.linking = Linking(self.actions)
        self.batches = Batches(self.actions)
        self.templates = Templates(self.actions)
        self.setup = Setup(self.actions)
        self.series = SeriesRows(self.actions)
        self.history = History(self.actions)

    @cached_property
    def company_data(self) -> CompanyData:
        """Searching all tables at once; loaded when it is asked for."""
        from contactdesk.services.company_data import CompanyData

        return CompanyData(self.actions)

    @cached_property
    def imports(self) -> Imports:
        """Reading files into the desk; loaded when it is asked for."""
        from contactdesk.interchange.imports import Imports

        return Imports(self.actions)

    @cached_property
    def views(self) -> Views:
        """Saved views of lists; loaded when a list is opened."""
        from contactdesk.services.views import Views

        return Views(self.actions)

    @cached_property
    def watch(self) -> Watch:
        """What others saved meanwhile; loaded when a window wants to know."""
        from contactdesk.services.watching import Watch

        return Watch(self.actions)

    @cached_property
    def attached(self) -> AttachedThings:
        """Notes, links and files on a record; loaded when a record is shown."""
        from contactdesk.services.attached import AttachedThings

        return AttachedThings(self.actions)

    @cached_property
    def maps(self) -> OnlineMaps:
        """Addresses and ways on a map; loaded when one is asked for."""
        from contactdesk.services.online_map import OnlineMaps

        return OnlineMaps(self.actions)

    @cached_property
    def addresses(self) -> Addresses:
        """Active alternate addresses, printed addresses, numbers to call; loaded when one is asked for."""
        from contactdesk.services.addresses import Addresses

        return Addresses(self.actions)

    @cached_property
    def salutations(self) -> Salutations:
        """How letters address a contact; loaded when it is asked for."""
        from contactdesk.services.salutations import Salutations

        return Salutations(self.actions)

    @cached_property
    def maintenance(self) -> Maintenance:
        """Checking, mending and copying the database; loaded when it is asked for."""
        from contactdesk.services.maintenance import Maintenance

        return Maintenance(self.actions)

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
        rows = shipped.rows(language, country)
        rows["company_information"][0] |= dict(company or {})
        store = Store.create(target)
        with store.writing() as connection:
            for table, values in rows.items():
                fill(connection, table, values)
        return cls(store, who)

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


def fill(connection: Any, table: str, rows: list[dict[str, Any]]) -> None:
    """Write the first rows of a new database; they are no user action and have no history."""
    from contactdesk.model.fields import initial_values

    model = TABLES[table]
    blank = dict(initial_values(model)) | {"version": 1}
    if rows:
        connection.execute(insert(model), [blank | row for row in rows])
