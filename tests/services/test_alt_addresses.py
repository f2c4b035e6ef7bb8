"""Alternate addresses and their date ranges, written and read through the desk (contacts 1.6, 2.8)."""

from datetime import date, datetime, time

import pytest

from contactdesk.storage.unit_of_work import Person
from tests.builders import a_contact, a_person, count, read, run_sql
from tests.refusals import refused

ADDRESS, RANGE = "contact_alt_address", "contact_alt_addr_date_range"
MAY = [date(2026, 5, day) for day in range(1, 32)]


def an_address(desk, contact="CT000001", code="FAIR", **values):
    return desk.records.create(ADDRESS, {"contact_no": contact, "code": code} | values).value.no


def a_range(desk, start, end=None, code="FAIR", contact="CT000001"):
    values = {"contact_no": contact, "starting_date": start, "ending_date": end, "contact_alt_address_code": code}
    return desk.records.create(RANGE, values).value.no


def ranges(desk, contact="CT000001"):
    rows = desk.records, desk.lists.read_all(RANGE, where=[("contact_no", f"'{contact}'")])
    return [(row["starting_date"], row["ending_date"], row["contact_alt_address_code"]) for row in rows[1]]


def long_ago(desk, no="CT000001"):
    """The contact as it was last changed years ago."""
    desk.records.save("contact", no, {"name_2": "x"})
    run_sql(desk, "UPDATE contact SET last_date_modified = '2020-01-01', last_time_modified = '10:00:00', version = version + 1")


def modified(desk, no="CT000001"):
    return datetime.combine(*read(desk, "contact", no, "last_date_modified", "last_time_modified"))


# -- addresses ----------------------------------------------------------------------------------------


def test_an_address_is_completed_and_checked_as_a_contact_is(desk):
    """contacts C-70: post code, city, country, phone and one mail address."""
    no = an_address(desk, code="fair", post_code="7321 HE", e_mail="Stand@Fair.nl")

    assert read(desk, ADDRESS, no, "code", "city", "country_region_code", "search_e_mail") == ("FAIR", "Apeldoorn", "NL", "STAND@FAIR.NL")
    desk.records.save(ADDRESS, no, {"country_region_code": "BE"})
    assert read(desk, ADDRESS, no, "post_code", "city", "country_region_code") == ("", "", "BE")


@pytest.mark.parametrize(
    ("values", "id", "field"),
    [
        ({"phone_no": "020-12a4"}, "E-PHONE-LETTERS", "phone_no"),
        ({"mobile_phone_no": "тел 12"}, "E-PHONE-LETTERS", "mobile_phone_no"),
        ({"e_mail": "a@b.nl;c@d.nl"}, "E-EMAIL", "e_mail"),
        ({"e_mail": "anna@x"}, "E-EMAIL", "e_mail"),
        ({"country_region_code": "XX"}, "E-NOT-FOUND", "country_region_code"),
        ({"city": "x" * 31}, "E-LENGTH", "city"),
    ],
)
def test_bad_input_is_refused_on_both_ways_in(desk, values, id, field):
    """contacts C-70, section 8 lines 11 to 16"""
    no = an_address(desk)

    refused(desk, id, lambda: desk.records.save(ADDRESS, no, values), field=field, record=no)
    refused(desk, id, lambda: an_address(desk, code="HOME", **values), field=field)


def test_an_unknown_post_code_is_accepted(desk):
    """contacts C-70 with contacts C-60, section 8 line 16"""
    no = an_address(desk, post_code="0000 XX", country_region_code="NL")

    assert read(desk, ADDRESS, no, "post_code", "city", "country_region_code") == ("0000 XX", "", "NL")


def test_fax_and_pager_are_not_checked(desk):
    """contacts C-50 with contacts C-70"""
    no = an_address(desk, fax_no="ask Jan", pager="x", extension_no="ext")

    assert read(desk, ADDRESS, no, "fax_no") == "ask Jan"


def test_codes_are_not_blank_and_not_there_twice(desk):
    """contacts 1.6, section 8 line 38; another contact may use the same code (contacts C-70)."""
    an_address(desk)

    refused(desk, "E-BLANK-KEY", lambda: an_address(desk, code=" "), field="code")
    refused(desk, "E-EXISTS", lambda: an_address(desk, code="fair"), field="code")
    refused(desk, "E-NOT-FOUND", lambda: an_address(desk, "CT999999"), field="contact_no")
    other = an_address(desk, "CT000009")
    assert other == "CT000009 FAIR"
    refused(desk, "E-READ-ONLY", lambda: desk.records.save(ADDRESS, other, {"contact_no": "CT000001"}), field="contact_no")


def test_a_renamed_code_is_renamed_in_its_ranges(desk):
    """contacts 1.8, C-74: those of the same contact, and no others."""
    an_address(desk, "CT000009")
    a_range(desk, MAY[0], contact="CT000009")
    no = an_address(desk)
    an_address(desk, code="HOME")
    a_range(desk, MAY[0], MAY[9])
    a_range(desk, MAY[4], code="HOME")

    desk.records.save(ADDRESS, no, {"code": "stand"})

    assert ranges(desk) == [(MAY[0], MAY[9], "STAND"), (MAY[4], None, "HOME")]
    assert ranges(desk, "CT000009") == [(MAY[0], None, "FAIR")]
    refused(desk, "E-EXISTS", lambda: desk.records.save(ADDRESS, "CT000001 STAND", {"code": "HOME"}), field="code")


def test_deleting_an_address_deletes_its_ranges(desk):
    """contacts C-74"""
    no = an_address(desk)
    an_address(desk, code="HOME")
    a_range(desk, MAY[0], MAY[9])
    a_range(desk, MAY[4], code="HOME")

    done = desk.records.delete(ADDRESS, no)

    assert ranges(desk) == [(MAY[4], None, "HOME")]
    assert {(one.table, one.kind) for one in done.changes.records} >= {(ADDRESS, "delete"), (RANGE, "delete")}


def test_what_was_deleted_comes_back_with_its_ranges(desk):
    """contacts C-74 with relations G-30: one action, one undo."""
    no = an_address(desk, company_name="Stand 12")
    a_range(desk, MAY[0], MAY[9])
    done = desk.records.delete(ADDRESS, no)

    desk.history.undo(done.changes.entry)

    assert read(desk, ADDRESS, no, "company_name") == "Stand 12"
    assert ranges(desk) == [(MAY[0], MAY[9], "FAIR")]


def test_a_contact_takes_its_alternate_addresses_with_it(desk):
    """contacts C-116 beside contacts C-74"""
    an_address(desk, "CT000009")
    a_range(desk, MAY[0], contact="CT000009")

    desk.records.delete("contact", "CT000009")

    assert (count(desk, ADDRESS), count(desk, RANGE)) == (0, 0)


def test_a_renumbered_contact_keeps_its_alternate_addresses(desk):
    """contacts C-6 with contacts C-74"""
    an_address(desk, "CT000009")
    a_range(desk, MAY[0], contact="CT000009")

    desk.records.save("contact", "CT000009", {"no": "PIET"})

    assert ranges(desk, "PIET") == [(MAY[0], None, "FAIR")]
    assert desk.addresses.active_alternate("PIET", MAY[3]).code == "FAIR"


# -- date ranges --------------------------------------------------------------------------------------


def test_ranges_are_checked(desk):
    """contacts C-71, C-72, section 8 line 32"""
    an_address(desk)
    an_address(desk, code="HOME")
    an_address(desk, "CT000009", "BARN")
    no = a_range(desk, MAY[9], MAY[9])

    refused(desk, "E-DATERANGE", lambda: a_range(desk, MAY[10], MAY[0]), field="ending_date")
    refused(desk, "E-DATERANGE", lambda: desk.records.save(RANGE, no, {"ending_date": MAY[0]}), field="ending_date", record=no)
    refused(desk, "E-DATERANGE", lambda: desk.records.save(RANGE, no, {"starting_date": MAY[20]}), field="starting_date", record=no)
    refused(desk, "E-BLANK-KEY", lambda: a_range(desk, None), field="starting_date")
    refused(desk, "E-BLANK-KEY", lambda: desk.records.save(RANGE, no, {"starting_date": None}), field="starting_date")
    refused(desk, "E-RANGE-EXISTS", lambda: a_range(desk, MAY[9], code="HOME"), field="starting_date")
    refused(desk, "E-NOT-FOUND", lambda: a_range(desk, MAY[0], code="BARN"), field="contact_alt_address_code")
    refused(desk, "E-BLANK-KEY", lambda: a_range(desk, MAY[0], code=""), field="contact_alt_address_code")


def test_another_start_must_be_free_too(desk):
    """contacts C-72: for a range that is moved as for a new one."""
    an_address(desk)
    first, second = a_range(desk, MAY[0]), a_range(desk, MAY[9])

    refused(desk, "E-RANGE-EXISTS", lambda: desk.records.save(RANGE, second, {"starting_date": MAY[0]}), field="starting_date")
    desk.records.save(RANGE, first, {"starting_date": MAY[1], "ending_date": "20-05-2026"})

    assert ranges(desk)[0] == (MAY[1], MAY[19], "FAIR")


def test_the_active_address_of_a_day_is_told(desk):
    """contacts C-73: the example of the specification, read through the desk."""
    an_address(desk, address="Europaplein 2")
    an_address(desk, code="HOLIDAY")
    a_range(desk, MAY[0], MAY[9])
    a_range(desk, MAY[4], code="HOLIDAY")

    found = [desk.addresses.active_alternate("ct000001", day) for day in (MAY[2], MAY[6], MAY[11], date(2026, 4, 30))]

    assert [one.code if one else None for one in found] == ["FAIR", "HOLIDAY", "HOLIDAY", None]
    assert (found[0].until, found[0].key, found[0].values["address"]) == (MAY[3], "CT000001 FAIR", "Europaplein 2")
    assert found[1].until is None


def test_without_a_day_the_work_date_decides(desk):
    """contacts C-73, section 0"""
    an_address(desk)
    a_range(desk, MAY[0], MAY[9])
    desk.actions.who = Person("tester", work_date=MAY[5])

    assert desk.addresses.active_alternate("CT000001").code == "FAIR"
    desk.actions.who = Person("tester", work_date=MAY[15])
    assert desk.addresses.active_alternate("CT000001") is None


# -- last modified ------------------------------------------------------------------------------------


def test_every_change_of_an_address_or_range_is_one_of_the_contact(desk):
    """contacts C-74: insert, change, rename and delete."""
    moments = []

    def after(action):
        long_ago(desk)
        action()
        moments.append(modified(desk))

    after(lambda: an_address(desk))
    after(lambda: desk.records.save(ADDRESS, "CT000001 FAIR", {"city": "Utrecht"}))
    after(lambda: a_range(desk, MAY[0]))
    after(lambda: desk.records.save(RANGE, "CT000001 2026-05-01", {"ending_date": MAY[5]}))
    after(lambda: desk.records.save(ADDRESS, "CT000001 FAIR", {"code": "HOME"}))
    after(lambda: desk.records.delete(RANGE, "CT000001 2026-05-01"))
    after(lambda: desk.records.delete(ADDRESS, "CT000001 HOME"))

    assert all(one.year > 2020 for one in moments)


def test_what_changes_nothing_touches_nothing(desk):
    """contacts C-74, C-110"""
    an_address(desk, city="Utrecht")
    long_ago(desk)

    desk.records.save(ADDRESS, "CT000001 FAIR", {"city": "Utrecht"})

    assert modified(desk) == datetime.combine(date(2020, 1, 1), time(10))


def test_an_address_tells_when_it_was_changed_but_not_when_it_was_made(desk):
    """contacts 1.6 beside contacts C-74"""
    no = an_address(desk)
    assert read(desk, ADDRESS, no, "last_date_modified") is None

    desk.records.save(ADDRESS, no, {"address": "Kade 5"})

    assert read(desk, ADDRESS, no, "last_date_modified") is not None


# -- numbers to call ----------------------------------------------------------------------------------


def test_numbers_of_contact_company_and_their_active_addresses_are_offered(desk):
    """contacts C-54, C-75: labelled with the code; of the company for a person."""
    an_address(desk, "CT000003", "HOME", phone_no="030-1", mobile_phone_no="06-22222222")
    a_range(desk, MAY[0], code="HOME", contact="CT000003")
    an_address(desk, phone_no="040-1")
    a_range(desk, MAY[0], MAY[9])

    found = desk.addresses.numbers_to_call("CT000003", MAY[5])

    assert [(one.number, one.label) for one in found] == [
        ("06-22222222", "Phone No."),
        ("030-1", "HOME – Phone No."),
        ("020-1111111", "Adatum B.V. – Phone No."),
        ("040-1", "Adatum B.V. – FAIR – Phone No."),
    ]
    assert [one.number for one in desk.addresses.numbers_to_call("CT000003", date(2026, 4, 1))] == ["06-22222222", "020-1111111"]


def test_a_call_is_made_today_whatever_the_work_date_is(desk):
    """contacts C-54: the alternate address active today; contacts section 0: today is not the work date"""
    an_address(desk, phone_no="040-1")
    a_range(desk, date.today(), date.today())
    desk.actions.who = Person("tester", work_date=date(2026, 4, 1))

    assert "040-1" in [one.number for one in desk.addresses.numbers_to_call("CT000001")]
    assert desk.addresses.active_alternate("CT000001") is None


def test_without_any_number_there_is_nothing_to_call(desk):
    """contacts C-54"""
    refused(desk, "E-NO-PHONE", lambda: desk.addresses.numbers_to_call("CT000009"), field="phone_no", record="CT000009")
    refused(desk, "E-NOT-FOUND", lambda: desk.addresses.numbers_to_call("CT999999"))


# -- printed address ----------------------------------------------------------------------------------


def test_the_printed_address_follows_the_day(desk):
    """contacts C-76: the company's alternate address serves its persons while they have its address."""
    desk.records.save("contact", "CT000001", {"address": "Damrak 1", "post_code": "1009 AG", "city": "Amsterdam", "name_2": "Sales"})
    an_address(desk, company_name="Adatum at the fair", address="Europaplein 2", post_code="1078 GZ", city="Amsterdam")
    a_range(desk, MAY[0], MAY[9])
    printed = desk.addresses.printed

    assert printed("CT000002", MAY[5]) == ["Adatum at the fair", "Jan de Vries", "Europaplein 2", "1078 GZ Amsterdam"]
    assert printed("CT000002", MAY[20]) == ["Adatum B.V.", "Sales", "Jan de Vries", "Damrak 1", "1009 AG Amsterdam"]
    assert printed("CT000001", MAY[20]) == ["Adatum B.V.", "Sales", "Damrak 1", "1009 AG Amsterdam"]
    desk.setup.save({"inherit_address_details": False})
    assert printed("CT000002", MAY[5])[0] == "Adatum B.V."


def test_countries_have_their_own_forms_and_are_named_abroad(desk):
    """contacts C-76, section 7: the order of the lines, and the country's name on mail that leaves the own one."""
    city = {"post_code": "1010", "city": "Wien"}
    an_austrian = a_contact(desk, "Huber", country_region_code="AT", address="Ring 1", **city)
    an_american = a_contact(desk, "Contoso", country_region_code="US", address="Main St 1", post_code="60601", city="Chicago", county="IL")
    someone = a_person(desk, "Bo Li", country_region_code="CN", address="Road 1", post_code="100000", city="Beijing")

    assert desk.addresses.printed(an_austrian) == ["Huber", "Ring 1", "", "1010 Wien", "Austria"]
    assert desk.addresses.printed(an_american) == ["Contoso", "Main St 1", "Chicago, IL 60601", "United States"]
    assert desk.addresses.printed(someone) == ["Bo Li", "Road 1", "100000 Beijing", "China"]


# -- hints and checks ---------------------------------------------------------------------------------


def test_hints_about_phone_numbers_follow_the_country(desk):
    """contacts C-50: the own country stands for a blank one; EL is Greece."""
    hints = desk.addresses.phone_hints

    assert hints("", {"phone_no": "020-1234567"})["phone_no"].international == "+31 20 123 4567"
    assert hints("EL", {"phone_no": "2101234567"})["phone_no"].international == "+30 21 0123 4567"
    assert not hints("NL", {"phone_no": "020-12345678901"})["phone_no"].possible


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"vat_registration_no": "NL004495446B01"}, "VAT number NL004495446B01"),
        ({"country_region_code": "BE", "registration_no": "0428759498"}, "registration number 0428759498"),
    ],
)
def test_wrong_check_digits_are_a_notice(desk, values, words):
    """contacts C-67, 1.3: the number is kept."""
    done = desk.records.save("contact", "CT000001", values)

    (notice,) = done.notices
    assert notice.id == "number.check"
    assert words in notice.text
    assert desk.records.save("contact", "CT000001", values).notices == ()


def test_right_check_digits_are_no_news(desk):
    """contacts C-67"""
    values = {"vat_registration_no": "NL004495445B01", "registration_no": "12345678"}

    assert desk.records.save("contact", "CT000001", values).notices == ()


def test_an_iban_of_another_form_is_a_notice(desk):
    """relations E-25 beside contacts C-67: its check digits fit, its length does not."""
    from contactdesk.rules.registration import is_iban

    odd = next(text for text in (f"NL{n:02}ABNA04171643001" for n in range(2, 99)) if is_iban(text))
    no = desk.records.create("employee", {"first_name": "Tom", "last_name": "Bakker"}).value.no

    done = desk.records.save("employee", no, {"iban": odd})

    assert [(notice.id, odd in notice.text) for notice in done.notices] == [("number.check", True)]
    assert desk.records.save("employee", no, {"iban": "NL91 ABNA 0417 1643 00"}).notices == ()
