"""Web addresses that show an address or a way on a map; ContactDesk sends nothing itself (contacts section 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.base import Record
from contactdesk.model.codes import Country
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.model.link_kinds import BY_ID
from contactdesk.model.online_map import OnlineMapParameterSetup, OnlineMapSetup
from contactdesk.model.setup import CompanyInformation
from contactdesk.rules.online_map import MapAddress, MapWords, fill_template, is_web_address, option_word, template_faults
from contactdesk.services import office
from contactdesk.services.loading import find, load
from contactdesk.services.shipped import DEFAULT_MAPS
from contactdesk.services.values import model_of
from contactdesk.storage.unit_of_work import Actions, Done, Unit
from contactdesk.text import _, language

KINDS = (Contact.__tablename__, *BY_ID)
"""Tables whose addresses a map can show (contacts M-3)."""
TEMPLATES = ("map_service", "directions_service", "directions_from_location_serv")


class End(NamedTuple):
    """Where a way begins or ends: a record with an address."""

    table: str
    no: str = ""


OWN_COMPANY = End(CompanyInformation.__tablename__)


@dataclass(frozen=True, slots=True)
class MapState:
    """How the office shows maps."""

    enabled: bool
    service: str
    """Code of the map service, "" where none is chosen."""
    name: str
    show_distance_in: int
    route: int


class OnlineMaps:
    """Asks no map anything: it answers with the web address that a browser may open."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def state(self) -> MapState:
        """Whether maps are set up, and how."""
        with self._actions.looking() as unit:
            setup = office.setup_values(unit, OnlineMapSetup)
            chosen = find(unit, OnlineMapParameterSetup, setup["map_parameter_setup_code"])
            name = chosen.name or chosen.code if chosen is not None else ""
            return MapState(setup["enabled"], chosen.code if chosen else "", name, setup["show_distance_in"], setup["route"])

    def address(self, table: str, no: str) -> str:
        """The web address that shows where a record is (contacts M-2, M-5).

        Raises `MapSetup`, `MapParameter`, `MapTemplate`, `MapAddressBlank`, `NotFound`.
        """

        def made(unit: Unit, service: OnlineMapParameterSetup, words: MapWords) -> str:
            return fill_template(_template(service, "map_service"), [_shown(unit, End(table, no))], words)

        return self._filled(made)

    def directions(self, start: End, goal: End, *, show_distance_in: int | None = None, route: int | None = None) -> str:
        """The web address that shows the way between two records (contacts M-2, M-3); unit and route are those of the setup unless given.

        Raises `MapSetup`, `MapParameter`, `MapTemplate`, `MapCompany`, `MapCountry`, `MapAddressBlank`, `NotFound`.
        """

        def made(unit: Unit, service: OnlineMapParameterSetup, words: MapWords) -> str:
            return fill_template(_template(service, "directions_service"), [_end_of(unit, start), _end_of(unit, goal)], words)

        return self._filled(made, show_distance_in, route)

    def directions_from_location(self, latitude: float | None, longitude: float | None, goal: End) -> str:
        """The web address that shows the way from a place on earth, in degrees, to a record (contacts M-2).

        Raises `MapLocation` where the place is not known, and what `directions` raises.
        """
        if latitude is None or longitude is None:
            raise errors.MapLocation()
        place = {"latitude": str(latitude), "longitude": str(longitude)}

        def made(unit: Unit, service: OnlineMapParameterSetup, words: MapWords) -> str:
            here = MapWords(words.language, words.distance, words.route, **place)
            return fill_template(_template(service, "directions_from_location_serv"), [_end_of(unit, goal)], here)

        return self._filled(made)

    def insert_default(self, *, dry_run: bool = False) -> Done[int]:
        """Replace all map services by the shipped ones; how many there are now (contacts M-8)."""

        def work(unit: Unit) -> int:
            return _insert_default(unit)

        return self._actions.act("setup", work, dry_run=dry_run, summary=OnlineMapParameterSetup.__tablename__)

    def _filled(
        self,
        made: Callable[[Unit, OnlineMapParameterSetup, MapWords], str],
        show_distance_in: int | None = None,
        route: int | None = None,
    ) -> str:
        with self._actions.looking() as unit:
            setup = office.setup_values(unit, OnlineMapSetup)
            if not setup["enabled"]:
                raise errors.MapSetup(table=OnlineMapSetup.__tablename__)
            service = find(unit, OnlineMapParameterSetup, setup["map_parameter_setup_code"])
            if service is None:
                raise errors.MapParameter(table=OnlineMapSetup.__tablename__, field="map_parameter_setup_code")
            return made(unit, service, _words(service, setup, show_distance_in, route))


def _template(service: OnlineMapParameterSetup, name: str) -> str:
    """A template of the map service that is to be filled. Raises `MapTemplate` where the service has none of this sort."""
    template = str(getattr(service, name))
    if not template.strip():
        caption = Caption(field_map(OnlineMapParameterSetup)[name].caption)
        reason = _("it is blank in map service {code}").format(code=service.code)
        raise errors.MapTemplate(table=service.__tablename__, record=service.code, field=name, caption=caption, reason=reason)
    return template


def _words(service: OnlineMapParameterSetup, setup: Mapping[str, Any], show_distance_in: int | None, route: int | None) -> MapWords:
    distance = setup["show_distance_in"] if show_distance_in is None else show_distance_in
    way = setup["route"] if route is None else route
    return MapWords(
        language(),
        option_word(service.miles_kilometers_option_list, distance),
        option_word(service.quickest_shortest_option_list, way),
    )


def _shown(unit: Unit, end: End) -> MapAddress:
    """An address to show: something to look for is enough, and a blank country is the own one (contacts M-4, M-5)."""
    record = _record(unit, end)
    address = _address(unit, record)
    if address.is_blank:
        raise errors.MapAddressBlank(table=end.table, record=record.key, table_caption=Caption(record.CAPTION))
    return address


def _end_of(unit: Unit, end: End) -> MapAddress:
    """An end of a way: it needs a country of its own (contacts M-5)."""
    record = _record(unit, end)
    own = isinstance(record, CompanyInformation)
    address = _address(unit, record)
    caption = {"table": end.table, "record": record.key, "table_caption": Caption(record.CAPTION)}
    if own and address.is_blank:
        raise errors.MapCompany(table=end.table, field="company_address")
    country = "company_country_region_code" if own else "country_region_code"
    if not getattr(record, country):
        raise (errors.MapCompanyCountry if own else errors.MapCountry)(field=country, **caption)
    if address.is_blank:
        raise errors.MapAddressBlank(field="address", **caption)
    return address


def _record(unit: Unit, end: End) -> Record:
    if end.table == OWN_COMPANY.table:
        return unit.session.scalars(select(CompanyInformation).limit(1)).first() or CompanyInformation(**_NO_COMPANY)
    return load(unit, model_of(end.table), end.no)


_NO_COMPANY = {f"company_{name}": "" for name in ("address", "post_code", "city", "country_region_code")}


def _address(unit: Unit, record: Record) -> MapAddress:
    before = "company_" if isinstance(record, CompanyInformation) else ""
    country = getattr(record, f"{before}country_region_code") or office.own_country(unit)
    found = find(unit, Country, country) if country else None
    street = [getattr(record, f"{before}address"), getattr(record, f"{before}address_2", "")]
    return MapAddress(
        " ".join(part for part in street if part),
        getattr(record, f"{before}city"),
        getattr(record, f"{before}county", ""),
        getattr(record, f"{before}post_code"),
        country,
        found.name if found is not None else "",
    )


def _insert_default(unit: Unit) -> int:
    present = {row.code: row for row in unit.session.scalars(select(OnlineMapParameterSetup))}
    blank = {name: spec.kind.empty for name, spec in field_map(OnlineMapParameterSetup).items()} | {"url_encode_non_ascii_chars": True}
    shipped = {row["code"]: row for row in DEFAULT_MAPS}
    for code, row in present.items():
        if code not in shipped:
            unit.remove(row)
    for code, values in shipped.items():
        record = present.get(code)
        if record is None:
            unit.add(OnlineMapParameterSetup(**blank | dict(values)))
        else:
            unit.change(record, **blank | dict(values))
    setup = unit.session.scalars(select(OnlineMapSetup).limit(1)).first()
    if setup is not None and setup.map_parameter_setup_code not in shipped:
        unit.change(setup, map_parameter_setup_code=DEFAULT_MAPS[0]["code"])
    return len(shipped)


def check_service(record: OnlineMapParameterSetup, values: Mapping[str, Any]) -> None:
    """A template must lead to a web page and use placeholders rightly (contacts M-4). Raises `MapTemplate`."""
    for name in TEMPLATES:
        template = values.get(name, "")
        if not template:
            continue
        faults = template_faults(template, directions=name == "directions_service")
        if is_web_address(template) and not faults:
            continue
        reason = _("placeholder {numbers}").format(numbers=", ".join(one.strip("{}") for one in faults))
        if not faults:
            reason = _("it is no web address")
        caption = Caption(field_map(OnlineMapParameterSetup)[name].caption)
        raise errors.MapTemplate(table=record.__tablename__, record=record.code or "", field=name, caption=caption, reason=reason)


def check_setup(unit: Unit, record: OnlineMapSetup, values: Mapping[str, Any]) -> None:
    """Maps are switched on with a map service only (contacts M-5). Raises `MapParameter`."""
    enabled = values.get("enabled", record.enabled)
    code = values.get("map_parameter_setup_code", record.map_parameter_setup_code)
    if enabled and (not code or find(unit, OnlineMapParameterSetup, code) is None):
        raise errors.MapParameter(table=record.__tablename__, field="map_parameter_setup_code")
