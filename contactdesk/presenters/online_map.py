"""Showing an address or a way on a map: what is asked before, and what is opened then (contacts M-1 to M-3, M-6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.tables import TABLES
from contactdesk.presenters.ports import Run, Windows
from contactdesk.services.online_map import OWN_COMPANY, End, MapState
from contactdesk.storage.change_sets import ChangeSet
from contactdesk.text import N_, _

HERE, OTHER = "here", "other"
FROM_COMPANY, TO_COMPANY, FROM_ADDRESS, TO_ADDRESS = "from_company", "to_company", "from_address", "to_address"
MENU = ((HERE, N_("This address")), (OTHER, N_("Other…")))
"""Directions from the own location are left out: no computer ContactDesk runs on tells where it stands (contacts M-2)."""
OTHER_MENU = (
    (FROM_COMPANY, N_("Directions from my company")),
    (TO_COMPANY, N_("Directions to my company")),
    (FROM_ADDRESS, N_("Directions from another address…")),
    (TO_ADDRESS, N_("Directions to another address…")),
)


@dataclass(frozen=True, slots=True)
class Way:
    """The other address of a way, and how the way is looked for (contacts M-3)."""

    kind: str
    no: str
    show_distance_in: int
    route: int


class OnlineMapView(Protocol):
    """The window in which a map is asked for, passive."""

    def ask_setup(self) -> None:
        """Ask whether to set up online maps now."""

    def ask_go_on(self) -> None:
        """Online maps are on now: ask whether to go on."""

    def wait_for_setup(self) -> None:
        """Say that the setup is open."""

    def show_menu(self) -> None:
        """Offer what can be shown."""

    def show_other_menu(self) -> None:
        """Offer the directions."""

    def ask_address(self, title: str, state: MapState) -> None:
        """Ask for another address."""

    def show_address_refusal(self, error: UserError) -> None:
        """Say what is wrong with the other address."""

    def show_url(self, url: str) -> None:
        """Show a web address to be copied: no browser could be started."""

    def show_title(self, title: str) -> None:
        """Name the record."""

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused; nothing is opened."""

    def close(self) -> bool:
        """It is done."""


class OnlineMapPresenter:
    """One question for a map, about the record `no` of `table`."""

    def __init__(self, view: OnlineMapView, desk: Desk, run: Run, windows: Windows, table: str, no: str) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._record = End(table, no)
        self._state: MapState | None = None
        self._waits = False
        self._towards = ""

    def begin(self) -> None:
        """Offer the menu, or the setup where maps are not set up yet (contacts M-1)."""

        def work() -> tuple[str, MapState]:
            record = self._desk.records.read(*self._record)
            title = str(record.values.get(TABLES[self._record.table].TITLE) or "")
            return f"{record.no} {title}".strip(), self._desk.maps.state()

        def shown(found: tuple[str, MapState]) -> None:
            self._view.show_title(found[0])
            self._state = found[1]
            if found[1].enabled:
                self._view.show_menu()
            else:
                self._view.ask_setup()

        self._run(work, shown, self._view.show_refusal)

    def set_up(self) -> None:
        """Open Online Map Setup and wait until maps are on there (contacts M-1)."""
        self._waits = True
        self._view.wait_for_setup()
        self._windows.open_page("online_map_setup")

    def heard(self, changes: ChangeSet) -> None:
        """Somebody saved something: perhaps that maps are on."""
        if self._waits and any(record.table == "online_map_setup" for record in changes.records):
            self._run(self._desk.maps.state, self._heard_state, self._view.show_refusal)

    def _heard_state(self, state: MapState) -> None:
        self._state = state
        if self._waits and state.enabled:
            self._waits = False
            self._view.ask_go_on()

    def choose(self, entry: str) -> None:
        """An entry of a menu was chosen (contacts M-2)."""
        maps = self._desk.maps
        if entry == HERE:
            self._open(partial(maps.address, *self._record))
        elif entry == OTHER:
            self._view.show_other_menu()
        elif entry == FROM_COMPANY:
            self._open(partial(maps.directions, OWN_COMPANY, self._record))
        elif entry == TO_COMPANY:
            self._open(partial(maps.directions, self._record, OWN_COMPANY))
        else:
            self._towards = entry
            assert self._state is not None
            title = next(caption for id, caption in OTHER_MENU if id == entry)
            self._view.ask_address(_(title).removesuffix("…"), self._state)

    def show_way(self, way: Way) -> None:
        """Show the way from or to another address; without a number nothing happens (contacts M-3)."""
        if not way.no.strip():
            return
        other = End(way.kind, way.no)
        start, goal = (other, self._record) if self._towards == FROM_ADDRESS else (self._record, other)
        asked = partial(self._desk.maps.directions, start, goal, show_distance_in=way.show_distance_in, route=way.route)
        self._run(asked, self._hand_over, self._view.show_address_refusal)

    def _open(self, asked: Callable[[], str]) -> None:
        self._run(asked, self._hand_over, self._view.show_refusal)

    def _hand_over(self, url: str) -> None:
        """The browser asks the map; ContactDesk sends nothing (contacts M-6)."""
        if self._windows.open_outside(url):
            self._view.close()
        else:
            self._view.show_url(url)
