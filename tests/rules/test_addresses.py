"""Post code, city and country: contacts C-60 to C-66."""

import pytest

from contactdesk.rules.addresses import (
    Place,
    after_choice,
    after_city,
    after_country,
    after_post_code,
    county_caption,
    county_visible,
    offered_places,
)

ARNHEM, ZAANDAM = Place("2574 HV", "Arnhem", "NL"), Place("2574 HV", "Zaandam", "NL")
AMSTERDAM = Place("1009 AG", "Amsterdam", "NL", "Noord-Holland")
BRUSSELS = Place("1009 AG", "Brussel", "BE")
LX = Place("1012 LX", "Arnhem", "NL")
PLACES = [ZAANDAM, ARNHEM, AMSTERDAM, BRUSSELS, LX]


def values(place):
    return after_choice(place)


@pytest.mark.parametrize("typed", ["", "9999 ZZ", "1*9", "**"])
def test_an_unknown_post_code_changes_nothing(typed):
    """contacts C-60, contacts C-61, contacts section 8 line 16"""
    outcome = after_post_code(typed, Place(city="Berne"), PLACES)
    assert (outcome.changes, outcome.choices) == ({}, ())


def test_a_post_code_of_two_cities_is_chosen_by_the_user():
    """contacts C-61, contacts section 8 line 17"""
    outcome = after_post_code("2574 HV", Place(), PLACES)
    assert (outcome.changes, outcome.choices) == ({}, (ARNHEM, ZAANDAM))


def test_the_city_on_the_contact_decides_without_a_question():
    """contacts C-61"""
    assert after_post_code("2574 hv", Place(city="ZAANDAM"), PLACES).changes == values(ZAANDAM)
    assert after_post_code("2574 HV", Place(city="Berne"), PLACES).choices == (ARNHEM, ZAANDAM)


def test_the_country_on_the_contact_narrows_but_never_empties():
    """contacts C-61"""
    assert after_post_code("1009 AG", Place(country_region_code="BE"), PLACES).changes == values(BRUSSELS)
    assert after_post_code("1009 AG", Place(country_region_code="DE"), PLACES).choices == (AMSTERDAM, BRUSSELS)


def test_a_star_at_the_end_lists_what_begins_so_whatever_the_city():
    """contacts C-61, contacts section 8 line 17"""
    outcome = after_post_code("10*", Place(city="Arnhem", country_region_code="NL"), PLACES)
    assert outcome.choices == (AMSTERDAM, LX)


def test_without_a_user_the_first_candidate_is_taken():
    """contacts C-61"""
    assert after_post_code("2574 HV", Place(), PLACES, attended=False).changes == values(ARNHEM)


def test_a_city_is_found_whatever_its_case_and_sets_the_rest():
    """contacts C-62"""
    assert after_city("amsterdam", Place(), PLACES).changes == values(AMSTERDAM)
    assert after_city("zaan*", Place(), PLACES).changes == values(ZAANDAM)
    assert after_city("ARNHEM", Place(), PLACES).choices == (LX, ARNHEM)


def test_a_present_post_code_among_the_candidates_stays_without_a_question():
    """contacts C-62"""
    outcome = after_city("Arnhem", Place(post_code="2574 HV"), PLACES)
    assert outcome.changes == values(ARNHEM)
    assert not outcome.choices


def test_without_a_user_a_city_fills_only_a_blank_post_code():
    """contacts C-62"""
    assert after_city("Amsterdam", Place(), PLACES, attended=False).changes["post_code"] == "1009 AG"
    assert "post_code" not in after_city("Amsterdam", Place(post_code="9999"), PLACES, attended=False).changes
    assert after_city("Amsterdam", Place(post_code="9999"), PLACES).changes["post_code"] == "1009 AG"


def test_an_unknown_city_changes_nothing():
    """contacts C-60, contacts section 8 line 16"""
    assert after_city("Berne", Place(post_code="1009 AG"), PLACES).changes == {}


def test_blank_country_and_county_of_a_row_erase_nothing():
    """contacts C-63"""
    changes = after_post_code("1", Place(country_region_code="NL", county="Gelderland"), [Place("1", "X")]).changes
    assert changes == {"post_code": "1", "city": "X"}


def test_the_lookup_lists_the_contacts_country():
    """contacts C-63"""
    assert offered_places("BE", PLACES) == [BRUSSELS]
    assert len(offered_places("", PLACES)) == len(PLACES)


@pytest.mark.parametrize(
    ("old", "new", "cleared"), [("NL", "BE", True), ("NL", "", True), ("", "NL", False), ("NL", "NL", False), ("", "", False)]
)
def test_another_country_clears_the_place_when_there_was_one(old, new, cleared):
    """contacts C-64, contacts section 8 line 18"""
    assert after_country(old, new) == ({"post_code": "", "city": "", "county": ""} if cleared else {})
    assert after_country(old, new, country_required=True) == {}


def test_the_county_shows_where_addresses_have_one():
    """contacts C-65"""
    assert county_visible("GB", "City+County+Post Code", "Post Code+City")
    assert not county_visible("NL", "Post Code+City", "City+County+Post Code")
    assert county_visible("", "", "City+County+Post Code")
    assert not county_visible("", "", "Post Code+City")
    assert (county_caption("Province"), county_caption("")) == ("Province", "County")
