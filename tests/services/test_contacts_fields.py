"""Names, telephone, mail, address and privacy of a contact (contacts C-40 to C-45, C-50 to C-67, C-90 to C-92)."""

import pytest

from tests.builders import a_contact, a_person, linked, read
from tests.refusals import refused

PARTS = ("first_name", "middle_name", "surname")


def save(desk, no, **values):
    return desk.records.save("contact", no, values)


# -- names ----------------------------------------------------------------------------------------------


def test_the_name_of_a_company_is_its_company_name(desk):
    """contacts C-40, C-44"""
    save(desk, "CT000001", name="Adatum N.V.")

    assert read(desk, "contact", "CT000001", "company_name", "search_name") == ("Adatum N.V.", "ADATUM N.V.")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("", ("", "", "")),
        ("Cher", ("Cher", "", "")),
        ("Anna Smit", ("Anna", "", "Smit")),
        ("Anna de Vries", ("Anna", "de", "Vries")),
        ("Jan van der Berg", ("Jan van", "der", "Berg")),
        ("  Anna   Maria  de  Vries ", ("Anna Maria", "de", "Vries")),
    ],
)
def test_the_name_of_a_person_is_split(desk, name, parts):
    """contacts C-41, section 8 line 9"""
    no = a_person(desk, "Somebody Else Here")

    save(desk, no, name=name)

    assert read(desk, "contact", no, *PARTS) == parts
    assert read(desk, "contact", no, "name") == name.strip()


def test_long_parts_are_cut_and_the_user_is_told(desk):
    """contacts C-41, section 8 line 8"""
    done = save(desk, "CT000009", name="A" * 31 + " Smit")

    assert read(desk, "contact", "CT000009", "first_name", "name") == ("A" * 30, "A" * 31 + " Smit")
    assert [notice.id for notice in done.notices] == ["name.cut"]


def test_parts_made_by_hand_survive_an_equal_name(desk):
    """contacts C-41"""
    save(desk, "CT000009", first_name="Piet", middle_name="van der", surname="Los")
    save(desk, "CT000009", name="Piet  van der Los")

    assert read(desk, "contact", "CT000009", *PARTS) == ("Piet", "van der", "Los")


def test_parts_compose_the_name(desk):
    """contacts C-42: the name is not split again."""
    save(desk, "CT000009", first_name="Piet Jan", middle_name="", surname="van Los")

    assert read(desk, "contact", "CT000009", "name", "search_name") == ("Piet Jan van Los", "PIET JAN VAN LOS")
    assert read(desk, "contact", "CT000009", *PARTS) == ("Piet Jan", "", "van Los")
    save(desk, "CT000009", first_name="")
    assert read(desk, "contact", "CT000009", "name") == "van Los"


@pytest.mark.parametrize("field", ["first_name", "middle_name", "surname", "job_title"])
def test_parts_are_for_persons(desk, field):
    """contacts C-42"""
    refused(desk, "E-PERSON-FIELD", lambda: save(desk, "CT000001", **{field: "X"}), field=field, record="CT000001")
    refused(desk, "E-PERSON-FIELD", lambda: a_contact(desk, "X", **{field: "X"}), field=field)


def test_the_name_of_a_primary_contact_is_the_name_stored_there(desk):
    """contacts C-43"""
    customer = linked(desk, "CT000001", "customer")
    desk.records.save("customer", customer, {"primary_contact_no": "CT000002"})

    save(desk, "CT000002", surname="Bakker")

    assert read(desk, "customer", customer, "contact") == read(desk, "contact", "CT000002", "name") == "Jan de Bakker"


def test_a_search_name_made_by_hand_stays(desk):
    """contacts C-44"""
    save(desk, "CT000001", search_name="ada")
    save(desk, "CT000001", name="Other")
    assert read(desk, "contact", "CT000001", "search_name") == "ADA"

    save(desk, "CT000001", search_name="")
    save(desk, "CT000001", name="Third")
    assert read(desk, "contact", "CT000001", "search_name") == "THIRD"


def test_name_details_save_only_what_was_changed_there(desk):
    """contacts C-45: Name Details change the name through its parts, with salutation and language beside them."""
    details = {
        "salutation_code": "F",
        "job_title": "Buyer",
        "initials": "E.",
        "first_name": "Eva",
        "surname": "Bakker",
        "language_code": "NLD",
    }

    save(desk, "CT000003", **details)

    assert read(desk, "contact", "CT000003", *details) == tuple(details.values())
    assert read(desk, "contact", "CT000003", "name") == "Eva Bakker"


@pytest.mark.parametrize(
    ("field", "length"), [("name", 100), ("name_2", 50), ("first_name", 30), ("search_name", 100), ("external_id", 20)]
)
def test_nothing_is_cut_silently(desk, field, length):
    """contacts section 8 line 8; the longest text fits, one more character is refused (contacts C-40, C-42)."""
    save(desk, "CT000009", **{field: "X" * length})

    refusal = refused(desk, "E-LENGTH", lambda: save(desk, "CT000009", **{field: "X" * (length + 1)}), field=field, record="CT000009")
    assert str(length) in refusal.what
    assert str(length + 1) in refusal.what


# -- telephone and mail ---------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["phone_no", "mobile_phone_no"])
@pytest.mark.parametrize("number", ["020-12a4", "+31 6 EXT 12", "тел 12"])
def test_telephone_numbers_have_no_letters(desk, field, number):
    """contacts C-50, section 8 line 11"""
    refused(desk, "E-PHONE-LETTERS", lambda: save(desk, "CT000009", **{field: number}), field=field, record="CT000009")


@pytest.mark.parametrize("number", ["+31 (0)20-123 45 67", "020/1.2#3", ""])
def test_telephone_numbers_are_kept_as_typed(desk, number):
    """contacts C-50, section 8 line 12"""
    save(desk, "CT000009", phone_no=number)

    assert read(desk, "contact", "CT000009", "phone_no") == number


def test_other_numbers_are_not_checked(desk):
    """contacts C-50"""
    save(desk, "CT000009", fax_no="fax 1", extension_no="ext 1", pager="p 1")

    assert read(desk, "contact", "CT000009", "fax_no", "extension_no", "pager") == ("fax 1", "ext 1", "p 1")


FAULTY = ["anna@x", "anna", "a@b@c.nl", "a b@c.nl", "a..b@c.nl", "a@.nl", "a@b.n", "a@b.nl, c@d.nl", "a@b.nl;;c@d.nl", "info@localhost"]


@pytest.mark.parametrize("address", FAULTY)
def test_faulty_mail_addresses_are_refused(desk, address):
    """contacts C-51, C-53, section 8 line 13"""
    refusal = refused(desk, "E-EMAIL", lambda: save(desk, "CT000009", e_mail=address), field="e_mail", record="CT000009")
    assert "“" in refusal.what


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a@b.nl;c@d.nl", "a@b.nl;c@d.nl"),
        (";a@b.nl;", "a@b.nl"),
        (" a@b.nl ; c@d.nl ", "a@b.nl;c@d.nl"),
        ("Anna <anna@x.nl>", "anna@x.nl"),
        ("", ""),
    ],
)
def test_several_mail_addresses(desk, typed, stored):
    """contacts C-51, section 8 line 14; the search address follows on every save."""
    save(desk, "CT000009", e_mail=typed)

    assert read(desk, "contact", "CT000009", "e_mail", "search_e_mail") == (stored, stored.upper())


def test_the_second_mail_address_is_one(desk):
    """contacts C-52, section 8 line 14"""
    refused(desk, "E-EMAIL", lambda: save(desk, "CT000009", e_mail_2="a@b.nl;c@d.nl"), field="e_mail_2")
    save(desk, "CT000009", e_mail_2="a@b.nl")
    refused(desk, "E-EMAIL", lambda: desk.records.save("salesperson", "JR", {"e_mail": "a@b.nl;c@d.nl"}), field="e_mail", record="JR")


# -- address --------------------------------------------------------------------------------------------

PLACE = ("post_code", "city", "country_region_code", "county")


def test_unknown_places_change_nothing_else(desk):
    """contacts C-60, section 8 line 16"""
    save(desk, "CT000009", post_code="0000 XX", city="Atlantis")

    assert read(desk, "contact", "CT000009", *PLACE) == ("0000 XX", "Atlantis", "", "")


def test_a_post_code_sets_its_place(desk):
    """contacts C-61"""
    save(desk, "CT000009", post_code="1530 jm")

    assert read(desk, "contact", "CT000009", *PLACE) == ("1530 JM", "Zaandam", "NL", "")


def test_without_a_user_the_first_of_several_is_taken(desk):
    """contacts C-61: import and scripts; a star stands for the rest of the code."""
    save(desk, "CT000009", post_code="2574 HV")
    assert read(desk, "contact", "CT000009", "city") == "Arnhem"

    save(desk, "CT000003", post_code="10*")
    assert read(desk, "contact", "CT000003", *PLACE[:2]) == ("1009 AG", "Amsterdam")


def test_the_present_city_decides(desk):
    """contacts C-61"""
    save(desk, "CT000009", city="Zaandam", post_code="2574 HV")

    assert read(desk, "contact", "CT000009", *PLACE[:2]) == ("2574 HV", "Zaandam")


def test_with_a_user_several_places_are_a_choice(desk):
    """contacts C-61, section 8 line 17: Arnhem or Zaandam; codes that begin with 10."""
    choices = desk.cards.places("post_code", "2574 HV", {}).choices
    assert [place.city for place in choices] == ["Arnhem", "Zaandam"]
    assert desk.cards.places("post_code", "2574 HV", {"city": "ZAANDAM"}).changes["city"] == "Zaandam"
    assert [place.post_code for place in desk.cards.places("post_code", "10*", {}).choices] == ["1009 AG", "1012 LX"]


def test_a_choice_that_was_made_is_taken_as_it_is(desk):
    """contacts C-61: cancelled, the typed text stays and nothing else changes."""
    desk.records.save("contact", "CT000009", {"post_code": "2574 HV"}, places=False)

    assert read(desk, "contact", "CT000009", *PLACE) == ("2574 HV", "", "", "")


def test_the_country_narrows_the_places(desk):
    """contacts C-61"""
    desk.records.create("post_code", {"code": "1530 JM", "city": "Zaventem", "country_region_code": "BE"})

    save(desk, "CT000009", country_region_code="BE")
    save(desk, "CT000009", post_code="1530 JM")

    assert read(desk, "contact", "CT000009", *PLACE[:3]) == ("1530 JM", "Zaventem", "BE")


def test_a_city_sets_its_place(desk):
    """contacts C-62: the row's spelling; the post code only where there was none."""
    save(desk, "CT000009", city="waalwijk")
    assert read(desk, "contact", "CT000009", *PLACE) == ("5132 EE", "Waalwijk", "NL", "")

    save(desk, "CT000009", city="zaan*")
    assert read(desk, "contact", "CT000009", *PLACE[:2]) == ("5132 EE", "Zaandam")


def test_a_present_post_code_of_the_city_stays_without_a_question(desk):
    """contacts C-62"""
    outcome = desk.cards.places("city", "arnhem", {"post_code": "6827 BP"})

    assert (outcome.choices, outcome.changes["post_code"]) == ((), "6827 BP")


def test_a_blank_on_the_row_erases_nothing(desk):
    """contacts C-63"""
    desk.records.create("post_code", {"code": "XYZ", "city": "Springfield"})

    save(desk, "CT000001", county="Utrecht", post_code="XYZ")

    assert read(desk, "contact", "CT000001", *PLACE) == ("XYZ", "Springfield", "NL", "Utrecht")


def test_the_look_up_lists_the_post_codes_of_the_country(desk):
    """contacts C-63"""
    desk.records.create("post_code", {"code": "1000", "city": "Brussel", "country_region_code": "BE"})

    assert [place.city for place in desk.cards.offered_places("BE")] == ["Brussel"]
    assert len(desk.cards.offered_places("")) == len(desk.cards.offered_places("NL")) + 1


@pytest.mark.parametrize(
    ("old", "new", "cleared"),
    [("NL", "BE", True), ("NL", "", True), ("", "NL", False), ("NL", "NL", False)],
    ids=["other", "blank", "first", "same"],
)
def test_another_country_clears_the_place(desk, old, new, cleared):
    """contacts C-64, section 8 line 18: address lines stay."""
    place = {"address": "Straat 1", "post_code": "9999 ZZ", "city": "Nergens", "county": "X"}
    no = a_contact(desk, "Litware", country_region_code=old, **place)

    save(desk, no, country_region_code=new)

    assert read(desk, "contact", no, *place) == (("Straat 1", "", "", "") if cleared else tuple(place.values()))
    assert bool(desk.cards.after_country(old, new)) is cleared


def test_a_place_typed_with_the_country_stays(desk):
    """contacts C-64: what is typed in the same save is the new address."""
    no = a_contact(desk, "Litware", country_region_code="NL", post_code="9999 ZZ", city="Nergens")

    save(desk, no, country_region_code="BE", city="Gent")

    assert read(desk, "contact", no, *PLACE[:3]) == ("", "Gent", "BE")


def test_clearing_can_be_switched_off(desk):
    """contacts C-64"""
    desk.setup.save({"require_country_in_address": True})
    no = a_contact(desk, "Litware", country_region_code="NL", post_code="9999 ZZ")

    save(desk, no, country_region_code="BE")

    assert read(desk, "contact", no, "post_code") == "9999 ZZ"


def test_the_county_shows_where_addresses_have_one(desk):
    """contacts C-65: a blank country means the own one; the caption is the country's."""
    assert [(desk.cards.county(code).shown, desk.cards.county(code).caption) for code in ("NL", "US", "GB")] == [
        (False, "County"),
        (True, "State"),
        (True, "County"),
    ]
    desk.setup.save({"company_country_region_code": "US"})
    assert desk.cards.county("").shown


def test_vat_numbers_are_checked_for_their_country(desk):
    """contacts C-67, section 8 line 19"""
    no = a_contact(desk, "Litware", country_region_code="NL")

    refusal = refused(desk, "E-VAT-FORMAT", lambda: save(desk, no, vat_registration_no="12345"), field="vat_registration_no", record=no)
    assert "NL#########B##" in refusal.what_now
    save(desk, no, vat_registration_no="nl123456789b01")
    assert read(desk, "contact", no, "vat_registration_no") == "NL123456789B01"
    save(desk, no, vat_registration_no="")


def test_a_blank_country_means_the_own_one(desk):
    """contacts C-67"""
    no = a_contact(desk, "Litware")

    refused(desk, "E-VAT-FORMAT", lambda: save(desk, no, vat_registration_no="BE123456789"))
    desk.setup.save({"company_country_region_code": "BE"})
    save(desk, no, vat_registration_no="BE123456789")


def test_a_country_without_formats_accepts_anything(desk):
    """contacts C-67"""
    no = a_contact(desk, "Litware", country_region_code="US")

    save(desk, no, vat_registration_no="whatever 1")

    assert read(desk, "contact", no, "vat_registration_no") == "WHATEVER 1"


def test_another_country_checks_the_number_again(desk):
    """contacts C-66"""
    no = a_contact(desk, "Litware", country_region_code="NL", vat_registration_no="NL123456789B01")

    refused(desk, "E-VAT-FORMAT", lambda: save(desk, no, country_region_code="BE"), field="vat_registration_no", record=no)
    save(desk, no, country_region_code="BE", vat_registration_no="BE0123456789")


def test_a_number_that_was_stored_is_not_asked_about_again(desk):
    """contacts C-67: a format that came later does not keep anybody from saving the rest."""
    no = a_contact(desk, "Litware", country_region_code="US", vat_registration_no="ABC")
    desk.records.create("vat_registration_no_format", {"country_region_code": "US", "format": "###"})

    save(desk, no, vat_registration_no="ABC", phone_no="1")

    assert read(desk, "contact", no, "phone_no") == "1"


def test_the_same_vat_number_is_a_notice(desk):
    """contacts C-67, section 8 line 19"""
    other = a_contact(desk, "Litware", vat_registration_no="NL004495445B01")

    (notice,) = save(desk, "CT000001", vat_registration_no="NL004495445B01").notices

    assert notice.id == "vat.same"
    assert f"{other} Litware" in notice.text


def test_registration_numbers_have_twenty_characters(desk):
    """contacts 1.3, section 8 line 20 (contacts C-67 has the VAT number)."""
    refused(desk, "E-REGNO-LENGTH", lambda: save(desk, "CT000001", registration_no="1" * 21), field="registration_no", record="CT000001")
    save(desk, "CT000001", registration_no="1" * 20)


@pytest.mark.parametrize("field", ["country_region_code", "language_code", "territory_code", "salesperson_code", "salutation_code"])
def test_codes_must_exist(desk, field):
    """contacts section 8 line 15; the rest of the card stays as it was (contacts C-110)."""
    refusal = refused(desk, "E-NOT-FOUND", lambda: save(desk, "CT000009", phone_no="1", **{field: "XX"}), field=field, record="CT000009")
    assert "XX" in refusal.what


@pytest.mark.parametrize(("switch", "id"), [("privacy_blocked", "E-SALESP-PRIVACY"), ("blocked", "E-SALESP-BLOCKED")])
def test_blocked_salespeople_are_refused_and_not_offered(desk, switch, id):
    """contacts 1.3, section 8 line 21 (contacts C-12 has the own code)."""
    desk.records.save("salesperson", "MD", {switch: True})

    refused(desk, id, lambda: save(desk, "CT000009", salesperson_code="MD"), field="salesperson_code", record="CT000009")
    assert "MD" not in [row.no for row in desk.records.look_up("salesperson", "")]
    assert "MD" in [row.no for row in desk.records.look_up("salesperson", "", with_blocked=True)]  # a filter asks for their contacts


def test_a_language_proposes_its_region(desk):
    """contacts 1.2: a blank Format Region is filled, a filled one stays."""
    save(desk, "CT000009", language_code="NLD")
    assert read(desk, "contact", "CT000009", "format_region") == "nl-NL"

    save(desk, "CT000009", language_code="DEU")
    assert read(desk, "contact", "CT000009", "format_region") == "nl-NL"


def test_a_region_must_be_a_known_tag(desk):
    """contacts 1.2"""
    for tag in ("xx-YY", "Dutch", "nl-NL-x-y-z", "../nl"):
        refused(desk, "E-REGION", lambda tag=tag: save(desk, "CT000009", format_region=tag), field="format_region", record="CT000009")

    save(desk, "CT000009", format_region="nl-be")
    assert read(desk, "contact", "CT000009", "format_region") == "nl-BE"


# -- privacy --------------------------------------------------------------------------------------------


def test_a_minor_without_consent_stays_blocked(desk):
    """contacts C-90, C-91, section 8 line 30"""
    save(desk, "CT000009", minor=True)
    assert read(desk, "contact", "CT000009", "privacy_blocked") is True

    change = lambda: save(desk, "CT000009", privacy_blocked=False)  # noqa: E731
    refusal = refused(desk, "E-PRIVACY-MINOR", change, field="privacy_blocked", record="CT000009")
    assert "Piet Los" in refusal.what


def test_after_consent_the_block_is_taken_off_by_hand(desk):
    """contacts C-92"""
    save(desk, "CT000009", minor=True)
    save(desk, "CT000009", parental_consent_received=True)
    assert read(desk, "contact", "CT000009", "privacy_blocked") is True

    save(desk, "CT000009", privacy_blocked=False)
    save(desk, "CT000009", parental_consent_received=False)
    assert read(desk, "contact", "CT000009", "privacy_blocked") is True


def test_no_minor_any_more(desk):
    """contacts C-91: Privacy Blocked stays, the consent goes without further effect."""
    save(desk, "CT000009", minor=True)
    save(desk, "CT000009", parental_consent_received=True)
    save(desk, "CT000009", privacy_blocked=False)

    save(desk, "CT000009", minor=False)

    assert read(desk, "contact", "CT000009", "privacy_blocked", "parental_consent_received") == (False, False)


def test_consent_is_for_minors(desk):
    """contacts C-92"""
    refused(desk, "E-MINOR-ONLY", lambda: save(desk, "CT000009", parental_consent_received=True), field="parental_consent_received")


def test_companies_are_no_minors(desk):
    """contacts 1.3, C-91"""
    refused(desk, "E-PERSON-ONLY", lambda: save(desk, "CT000001", minor=True), field="minor", record="CT000001")


def test_privacy_can_be_switched_on_and_off_for_grown_ups(desk):
    """contacts C-90"""
    for value in (True, False):
        save(desk, "CT000009", privacy_blocked=value)
        assert read(desk, "contact", "CT000009", "privacy_blocked") is value
