"""Templates of map services (contacts section 6)."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from contactdesk.rules.online_map import MapAddress, MapWords, fill_template, is_web_address, option_word, template_faults
from contactdesk.services.shipped import DEFAULT_MAPS

OSM, GOOGLE = DEFAULT_MAPS
BERNE = MapAddress("Marktgasse 5", "Bern", "", "3011", "CH", "Schweiz")
KOLN = MapAddress("Domkloster 4 & Co", "Köln", "", "50667", "DE", "Deutschland")


def test_an_address_is_encoded_as_utf_8_whatever_the_parameter_set_says():
    """contacts M-4"""
    url = fill_template(OSM["map_service"], [KOLN])

    assert url == "https://www.openstreetmap.org/search?query=Domkloster%204%20%26%20Co+50667+K%C3%B6ln+Deutschland"


def test_separators_around_blank_values_collapse():
    """contacts M-4"""
    query = "https://x.example/?q={1}+{4}+{2}+{6}"

    assert fill_template(query, [MapAddress(city="Bern")]) == "https://x.example/?q=Bern"
    assert fill_template(query, [MapAddress("A", post_code="1", country_name="C")]) == "https://x.example/?q=A+1+C"
    assert fill_template("https://x.example/{1},%20{2}/end", [MapAddress(city="Bern")]) == "https://x.example/Bern/end"


def test_every_occurrence_in_a_map_template_is_replaced():
    """contacts M-4"""
    assert fill_template("https://x.example/{2}?again={2}", [BERNE]) == "https://x.example/Bern?again=Bern"


def test_in_directions_the_first_occurrence_is_from_and_the_second_to():
    """contacts M-4"""
    url = fill_template(GOOGLE["directions_service"], [BERNE, KOLN])

    origin, destination = url.partition("origin=")[2].split("&destination=")
    assert unquote(origin) == "Marktgasse 5+3011+Bern+Schweiz"
    assert unquote(destination) == "Domkloster 4 & Co+50667+Köln+Deutschland"


def test_from_a_location_the_origin_is_its_latitude_and_longitude():
    """contacts M-8"""
    url = fill_template(OSM["directions_from_location_serv"], [BERNE], MapWords(latitude="46.94", longitude="-7.44"))

    assert url.startswith("https://www.openstreetmap.org/directions?from=46.94,-7.44&to=Marktgasse%205+3011")


def test_language_distance_and_route_are_words_of_the_service():
    """contacts M-4"""
    words = MapWords("nl", "km", "fast")

    assert fill_template("https://x.example/{2}?l={7}&d={8}&r={9}", [BERNE], words) == "https://x.example/Bern?l=nl&d=km&r=fast"


def test_each_part_stands_twice_in_a_template_of_directions():
    """contacts M-4"""
    assert template_faults("https://x.example/?from={1}+{2}&to={1}", directions=True) == ["{2}"]
    assert template_faults("https://x.example/?from={1}+{1}&to={1}", directions=True) == ["{1}"]
    assert template_faults("https://x.example/?from={1}&to={1}&l={7}", directions=True) == []
    assert template_faults("https://x.example/?q={1}+{12}+{0}") == ["{0}", "{12}"]
    assert all(not template_faults(row["directions_service"], directions=True) for row in DEFAULT_MAPS)


def test_only_web_pages_are_map_services():
    """contacts M-6"""
    assert all(is_web_address(row[name]) for row in DEFAULT_MAPS for name in ("map_service", "directions_service"))
    assert not any(is_web_address(url) for url in ("javascript:alert({1})", "file:///etc/{1}", "www.x.example", "https://", ""))


def test_words_of_an_option_list():
    """contacts M-8"""
    assert (option_word("miles, kilometers", 1), option_word("0,1", 0), option_word("", 1)) == ("kilometers", "0", "")


@given(st.builds(MapAddress, *[st.text(max_size=20)] * 6))
def test_nothing_typed_into_an_address_changes_where_the_request_goes(address):
    """contacts M-4; reliability P-12"""
    url = fill_template(OSM["map_service"], [address])

    beginning = "https://www.openstreetmap.org/search?query="
    assert url.startswith(beginning)
    assert not set(url[len(beginning) :]) & set("&#/?<> \"'")
