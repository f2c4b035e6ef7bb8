"""Addresses and ways on a map: what is asked for, and what is refused (contacts section 6)."""

from urllib.parse import unquote

import pytest

from contactdesk import errors
from contactdesk.services.online_map import OWN_COMPANY, End
from tests.builders import a_contact, a_customer, dump
from tests.refusals import refused_with


@pytest.fixture
def office(desk):
    """Maps switched on, and an own company in Amsterdam."""
    desk.setup.save({"enabled": True, "company_address": "Damrak 1", "company_post_code": "1009 AG", "company_city": "Amsterdam"})
    return desk


@pytest.fixture
def berne(office):
    return a_contact(office, "Bärli", address="Marktgasse 5", address_2="2. Stock", post_code="3011", city="Bern", country_region_code="CH")


def test_an_address_of_a_contact_on_the_shipped_map(office, berne):
    """contacts M-2, M-8: OpenStreetMap is the map unless the office chooses another."""
    url = office.maps.address("contact", berne)

    assert url.startswith("https://www.openstreetmap.org/search?query=Marktgasse%205%202.%20Stock+3011+Bern+")


def test_an_address_without_country_is_looked_for_in_the_own_one(office):
    """contacts M-4, M-5"""
    no = a_contact(office, "Blank", address="Dorpsstraat 1")

    assert unquote(office.maps.address("contact", no)).endswith("query=Dorpsstraat 1+Netherlands")


def test_directions_between_the_own_company_and_a_contact(office, berne):
    """contacts M-2"""
    there = office.maps.directions(OWN_COMPANY, End("contact", berne))
    back = office.maps.directions(End("contact", berne), OWN_COMPANY)

    start, goal = unquote(there).partition("?from=")[2].split("&to=")
    assert start == "Damrak 1+1009 AG+Amsterdam+Netherlands"
    assert goal.startswith("Marktgasse 5 2. Stock+3011+Bern+")
    assert unquote(back).endswith(f"from={goal}&to={start}")


def test_directions_to_another_record(office, berne):
    """contacts M-3"""
    customer = a_customer(office, "Lindt", city="Kilchberg", country_region_code="CH")

    assert "Kilchberg" in office.maps.directions(End("contact", berne), End("customer", customer)).partition("&to=")[2]
    refused_with(office, errors.NotFound, office.maps.directions, End("contact", berne), End("vendor", "NOBODY"))


def test_unit_and_route_are_words_of_the_service(office, berne):
    """contacts M-3, M-4, M-7: those of the setup, unless this way is asked for otherwise."""
    office.records.create(
        "online_map_parameter_setup",
        {
            "code": "OWN",
            "map_service": "https://x.example/{2}",
            "directions_service": "https://x.example/{2}/{2}?u={8}&r={9}&l={7}",
            "miles_kilometers_option_list": "mi,km",
            "quickest_shortest_option_list": "fast,short",
        },
    )
    office.setup.save({"map_parameter_setup_code": "OWN"})

    assert office.maps.directions(OWN_COMPANY, End("contact", berne)) == "https://x.example/Amsterdam/Bern?u=km&r=fast&l=en"
    other = office.maps.directions(OWN_COMPANY, End("contact", berne), show_distance_in=0, route=1)
    assert other == "https://x.example/Amsterdam/Bern?u=mi&r=short&l=en"


def test_directions_from_a_location(office, berne):
    """contacts M-2, M-5, M-8"""
    url = office.maps.directions_from_location(52.37, 4.89, End("contact", berne))

    assert url.startswith("https://www.openstreetmap.org/directions?from=52.37,4.89&to=Marktgasse")
    refused_with(office, errors.MapLocation, office.maps.directions_from_location, None, None, End("contact", berne))


def test_maps_that_are_not_set_up_are_refused(desk):
    """contacts M-5, section 8 line 43"""
    no = a_contact(desk, city="Arnhem")

    refused_with(desk, errors.MapSetup, desk.maps.address, "contact", no)
    desk.setup.save({"map_parameter_setup_code": ""})
    assert refused_with(desk, errors.MapParameter, desk.setup.save, {"enabled": True}).field == "map_parameter_setup_code"
    assert not desk.maps.state().enabled


def test_the_map_service_of_maps_that_are_on_stays_chosen(office):
    """contacts M-5"""
    refused_with(office, errors.MapParameter, office.setup.save, {"map_parameter_setup_code": ""})
    refused_with(office, errors.InUse, office.records.delete, "online_map_parameter_setup", "OSM")


def test_a_way_needs_a_country_at_both_ends(office, berne):
    """contacts M-5, section 8 line 42"""
    blank = a_contact(office, "Blank", address="Dorpsstraat 1")

    for start, goal in ((OWN_COMPANY, End("contact", blank)), (End("contact", blank), End("contact", berne))):
        refusal = refused_with(office, errors.MapCountry, office.maps.directions, start, goal)
        assert refusal.record == blank


def test_an_own_company_without_country_is_named(office, berne):
    """contacts M-5: which record has no country"""
    office.setup.save({"company_country_region_code": ""})

    refusal = refused_with(office, errors.MapCountry, office.maps.directions, OWN_COMPANY, End("contact", berne))

    assert refusal.what == "Company Information has no Country/Region Code, so no way can be looked for."


@pytest.mark.parametrize(
    ("field", "ask"),
    [
        ("map_service", lambda maps, no: maps.address("contact", no)),
        ("directions_service", lambda maps, no: maps.directions(OWN_COMPANY, End("contact", no))),
        ("directions_from_location_serv", lambda maps, no: maps.directions_from_location(52.1, 4.3, End("contact", no))),
    ],
)
def test_a_map_service_without_the_template_asked_for_opens_nothing(office, berne, field, ask):
    """contacts M-4, contacts M-5: nothing is opened, and the template to fill in is named"""
    office.records.save("online_map_parameter_setup", "OSM", {field: ""})

    refusal = refused_with(office, errors.MapTemplate, ask, office.maps, berne)

    assert (refusal.field, refusal.record) == (field, "OSM")
    assert "it is blank in map service OSM" in refusal.what


def test_an_address_needs_something_to_look_for(office):
    """contacts M-5, section 8 line 42"""
    no = a_contact(office, "Nowhere", country_region_code="NL")

    assert refused_with(office, errors.MapAddressBlank, office.maps.address, "contact", no).record == no


def test_an_own_company_without_address_is_no_end_of_a_way(office, berne):
    """contacts M-5"""
    office.setup.save({"company_address": "", "company_post_code": "", "company_city": ""})

    refused_with(office, errors.MapCompany, office.maps.directions, OWN_COMPANY, End("contact", berne))


@pytest.mark.parametrize(
    ("field", "template"),
    [
        ("directions_service", "https://x.example/?from={1}&to={2}"),
        ("map_service", "https://x.example/{12}"),
        ("map_service", "javascript:alert('{1}')"),
        ("directions_from_location_serv", "file:///tmp/{10}"),
    ],
)
def test_templates_that_cannot_be_filled_are_refused(desk, field, template):
    """contacts M-4; reliability P-12"""
    refusal = refused_with(desk, errors.MapTemplate, desk.records.save, "online_map_parameter_setup", "OSM", {field: template})

    assert (refusal.field, refusal.record) == (field, "OSM")
    assert "{" not in str(refusal)


def test_insert_default_brings_the_shipped_services_back_and_can_be_undone(office):
    """contacts M-8"""
    office.records.create("online_map_parameter_setup", {"code": "OWN", "map_service": "https://x.example/{2}"})
    office.records.save("online_map_parameter_setup", "OSM", {"map_service": "https://y.example/{2}"})
    office.setup.save({"map_parameter_setup_code": "OWN"})
    before = dump(office)["online_map_parameter_setup"]

    assert office.maps.insert_default(dry_run=True).value == 2
    done = office.maps.insert_default()

    codes = {
        no[0] for no in office.lists.rows("online_map_parameter_setup", office.lists.ids("online_map_parameter_setup"), ["code"]).values()
    }
    assert codes == {"OSM", "GOOGLE"}
    assert office.maps.state().service == "OSM"
    assert office.records.read("online_map_parameter_setup", "OSM")["map_service"].startswith("https://www.openstreetmap.org/")
    office.history.undo(done.changes.entry)
    assert office.maps.state().service == "OWN"
    assert len(dump(office)["online_map_parameter_setup"]) == len(before)
