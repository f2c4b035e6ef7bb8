"""What presenters are given: a desk, a way to work in the background, and the other windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from contactdesk.errors import UserError
from contactdesk.storage.change_sets import ChangeSet

T = TypeVar("T")
Failed = Callable[[UserError], None]


class Run(Protocol):
    """Does work off the thread of the window and answers on it; the newest request of a name wins."""

    def __call__(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed, *, newest_of: str = "") -> None: ...


class StartJob(Protocol):
    """Starts a long job: `work(progress, cancelled)` beside the other work."""

    def __call__(
        self,
        work: Callable[[Callable[[int, int], None], Callable[[], bool]], T],
        done: Callable[[T], None],
        failed: Failed,
        progress: Callable[[int, int], None] | None = None,
    ) -> Any: ...


class Windows(Protocol):
    """The other windows of the program, as a presenter asks for them."""

    def open_card(self, table: str, no: str) -> None:
        """Open the card of a record, or bring it to the front."""

    def new_card(self, table: str, *, contact_company: str = "", template: str = "") -> None:
        """Open a blank card."""

    def open_list(self, table: str, where: Sequence[tuple[str, str]] = (), *, title: str = "", select: str = "") -> None:
        """Open a list, filtered and positioned on a record where these are named."""

    def search_list(self, table: str, text: str) -> None:
        """Open a list and search it for `text`."""

    def open_page(self, page: str, **options: Any) -> None:
        """Open another page by its id: "marketing_setup", "business_relations", "relations", "create_contacts", "import"."""

    def changed(self, changes: ChangeSet, *, table: str = "", no: str = "") -> None:
        """Tell every open window what was saved, so that it refreshes; the record named was the one edited."""

    def tell(self, text: str) -> None:
        """Say something outside the window that it concerns: that window is closed or about to be."""

    def open_outside(self, address: str) -> bool:
        """Hand a web address or file to the program the system has for it; False where none could be started."""

    def list_of(self, table: str) -> Mapping[str, Any]:
        """How the list of a table is shown now: `where`, `search`, `order`, `descending`, as `desk.lists.ids` takes them."""
