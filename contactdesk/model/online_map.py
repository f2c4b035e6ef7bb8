"""Which map shows an address, and how it is asked (contacts section 6)."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.codes import Code10
from contactdesk.model.fields import field
from contactdesk.model.kinds import Choice, Code, Text, YesNo
from contactdesk.model.setup import SetupRecord
from contactdesk.text import N_

DISTANCES = (N_("Miles"), N_("Kilometers"))
ROUTES = (N_("Quickest"), N_("Shortest"))


class OnlineMapParameterSetup(Code10, Record):
    """A map service: its address templates, with {1} to {11} for the parts of an address (contacts M-4)."""

    __tablename__ = "online_map_parameter_setup"
    TITLE = "name"
    CAPTION, CAPTIONS = N_("Online Map Parameter Setup"), N_("Online Map Parameter Setup")

    name: Mapped[str] = field(N_("Name"), Text(30), N_("Name of the map."), listed=True)
    map_service: Mapped[str] = field(N_("Map Service"), Text(250), N_("Web address that shows an address."), listed=True)
    directions_service: Mapped[str] = field(
        N_("Directions Service"), Text(250), N_("Web address that shows the way; each part stands there twice."), listed=True
    )
    directions_from_location_serv: Mapped[str] = field(
        N_("Directions from Location Serv."), Text(250), N_("Web address that shows the way from {10},{11}."), listed=True
    )
    url_encode_non_ascii_chars: Mapped[bool] = field(
        N_("URL Encode Non-ASCII Chars"), YesNo(), N_("Kept for exchange; addresses are always encoded."), initially=True, listed=True
    )
    miles_kilometers_option_list: Mapped[str] = field(
        N_("Miles/Kilometers Option List"), Text(80), N_("The two words of the service for miles and kilometers."), listed=True
    )
    quickest_shortest_option_list: Mapped[str] = field(
        N_("Quickest/Shortest Option List"),
        Text(80),
        N_("The two words of the service for the quickest and the shortest route."),
        listed=True,
    )
    comment: Mapped[str] = field(N_("Comment"), Text(250), N_("A remark of your own."), listed=True)


class OnlineMapSetup(SetupRecord):
    """Whether and how addresses are shown on a map."""

    __tablename__ = "online_map_setup"
    CAPTION, CAPTIONS = N_("Online Map Setup"), N_("Online Map Setup")

    enabled: Mapped[bool] = field(N_("Enabled"), YesNo(), N_("Addresses may be sent to the map service."))
    map_parameter_setup_code: Mapped[str] = field(
        N_("Map Parameter Setup Code"), Code(10), N_("Map service that is used."), refers_to="online_map_parameter_setup"
    )
    show_distance_in: Mapped[int] = field(N_("Show Distance in"), Choice(DISTANCES), N_("Unit of distances."), initially=1)
    route: Mapped[int] = field(N_("Route"), Choice(ROUTES), N_("Which way is looked for."))
