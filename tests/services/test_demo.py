"""The demo company."""

import re
import struct
import time
import zlib

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.model.fields import field_map
from contactdesk.model.tables import TABLES
from contactdesk.rules.registration import VAT_FORMATS, fits_format, is_iban
from contactdesk.services import pictures
from contactdesk.services.demo import demo

COUNTRIES = ["NL", "BE", "DE", "GB", "US", "FR", "GR", "IN"]


@pytest.fixture(scope="module", params=[("NL", "nl"), ("US", "en"), ("GR", "en")], ids=lambda pair: "-".join(pair))
def desk(request, tmp_path_factory):
    country, language = request.param
    with Desk.create(str(tmp_path_factory.mktemp("demo") / "demo.contactdesk"), language=language, country=country) as desk:
        started = time.perf_counter()
        demo(country, language).fill(desk)
        desk.seconds = time.perf_counter() - started
        yield desk


def all_of(desk, table, *columns):
    ids = desk.lists.ids(table)
    return [dict(zip(columns, row, strict=True)) for row in desk.lists.rows(table, ids, columns).values()]


def everybody(one):
    for business in one.cast.businesses + one.cast.banks:
        yield business.values
        yield from business.persons
    yield from one.cast.independent
    yield from one.cast.staff


def test_sixty_companies_and_a_hundred_and_fifty_persons(desk):
    """Given a new database, when the demo is filled in, then all four kinds are there, within seconds."""
    kinds = {kind: len(desk.lists.ids(kind)) for kind in ("contact", "customer", "vendor", "bank_account", "employee")}
    assert kinds == {"contact": 210, "customer": 25, "vendor": 12, "bank_account": 3, "employee": 8}
    assert sum(contact["type"] == 0 for contact in all_of(desk, "contact", "type")) == 60
    assert desk.seconds < 10  # 2 seconds alone on a machine


def test_the_contacts_are_classified(desk):
    """contacts 1.7, C-85: groups, industries, responsibilities, web sources and dated comments to look at, also on the first contact."""
    tables = ("contact_mailing_group", "contact_industry_group", "contact_job_responsibility", "contact_web_source", "comment_line")
    assert all(len(desk.lists.ids(table)) >= 5 for table in tables)
    counted = desk.classification.counts("CT000001")
    assert (counted["no_of_industry_groups"], counted["no_of_mailing_groups"]) == (1, 2)
    assert [bool(line.values["date"]) for line in desk.classification.comments("contact", "CT000001").lines] == [True, True]
    assert desk.classification.launch("CT000001", "DDG").startswith("https://duckduckgo.com/?q=")


def test_customers_and_vendors_have_bank_accounts(desk):
    """relations 1.9, E-25: eight of each where there are IBANs, with the name of a bank and check digits that fit."""
    for kind in ("customer", "vendor"):
        accounts = all_of(desk, f"{kind}_bank_account", "code", "name", "iban")
        assert len(accounts) == (8 if desk.setup.read()["company_country_region_code"] == "NL" else 0)
        assert all(account["name"] and is_iban(account["iban"]) for account in accounts)


def test_setup_of_the_demo(desk):
    """contacts S-4: the defaults of the shipped demo are filled in and exist (contacts 3.5)."""
    setup = desk.setup.read()
    assert setup["default_correspondence_type"] == 2
    assert (setup["def_company_salutation_code"], setup["default_person_salutation_code"]) == ("COMPANY", "UNISEX")
    assert setup["default_country_region_code"] == setup["company_country_region_code"]
    assert setup["bus_rel_code_for_customers"] == "CUST"
    assert setup["company_name"]


def test_linked_records_agree(desk):
    """relations R-24, R-27: what was made from contacts agrees with them and has its primary contact."""
    linked = [(no, desk.linking.linked_contact("customer", no)) for no in (row["no"] for row in all_of(desk, "customer", "no"))]
    assert sum(not contact for _no, contact in linked) == 2
    for no, contact in linked:
        if contact:
            customer = desk.records.read("customer", no)
            assert not [one for one in desk.linking.differences(contact, "customer", no) if one.differs]
            assert customer["primary_contact_no"]
            assert customer["contact"]
            assert customer["customer_posting_group"]


def test_a_company_is_customer_and_vendor_at_once(desk):
    """relations R-26: the first company has two links, so Business Relation says Multiple (relations 1.4)."""
    contacts = all_of(desk, "contact", "no", "type", "business_relation")
    both = [row for row in contacts if row["type"] == 0 and len(desk.linking.linked(row["no"])) == 2]
    assert len(both) == 1
    assert both[0]["business_relation"] == 7


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_value_is_one_its_field_accepts(country):
    """contacts C-50 to C-53, C-67, relations E-25: numbers, mail addresses, VAT numbers and accounts are valid."""
    one = demo(country, "en")
    for values in everybody(one):
        for name, value in values.items():
            if name in field_map(TABLES["contact"]):
                assert field_map(TABLES["contact"])[name].kind.check(value) == value, (name, value)
        number, formats = values.get("vat_registration_no"), VAT_FORMATS.get(values.get("country_region_code"), ())
        assert not number or any(fits_format(number, format_) for format_ in formats)
        assert not values.get("iban") or is_iban(values["iban"])


@pytest.mark.parametrize("country", COUNTRIES)
def test_names_are_varied(country):
    """Nobody is called like somebody else, no two businesses share a name or a web address."""
    one = demo(country, "nl")
    businesses = [business.values for business in one.cast.businesses + one.cast.banks]
    assert len({row["name"] for row in businesses}) == len({row["home_page"] for row in businesses}) == 60
    persons = [(row["first_name"], row["middle_name"], row["surname"]) for row in everybody(one) if "surname" in row]
    assert len(persons) == len(set(persons)) == 150
    assert len({row["city"] for row in businesses}) >= 5
    assert sum("image" in row for row in everybody(one)) > 100


def test_the_same_country_gives_the_same_people():
    """Equal arguments, equal rows; another seed, other people."""
    assert list(everybody(demo("BE", "nl"))) == list(everybody(demo("BE", "nl")))
    assert list(everybody(demo("BE", "nl"))) != list(everybody(demo("BE", "nl", seed=2)))


def test_nobody_can_be_reached():
    """Mail and web addresses end in a domain that never exists."""
    for country in COUNTRIES:
        for values in everybody(demo(country, "en")):
            assert not values.get("e_mail") or values["e_mail"].endswith(".example")
            assert not values.get("home_page") or re.fullmatch(r"https://www\.[a-z0-9]+\.example", values["home_page"])


def test_an_unknown_country_is_refused():
    """contacts section 0: a code must exist."""
    with pytest.raises(errors.NotFound):
        demo("XX", "en")


@pytest.mark.parametrize("picture", [pictures.mark(3), pictures.portrait(4, long_hair=True), pictures.portrait(8, long_hair=False)])
def test_pictures_are_whole_png_files(picture):
    """contacts C-120: a picture is one that ContactDesk keeps; every part of it has its checksum."""
    assert field_map(TABLES["contact"])["image"].kind.check(picture) == picture
    parts, place = {}, 8
    while place < len(picture):
        length, name = struct.unpack(">I4s", picture[place : place + 8])
        data = picture[place + 8 : place + 8 + length]
        assert struct.unpack(">I", picture[place + 8 + length : place + 12 + length])[0] == zlib.crc32(name + data)
        parts[name] = data
        place += 12 + length
    pixels = zlib.decompress(parts[b"IDAT"])
    assert len(pixels) == pictures.SIZE * (pictures.SIZE + 1)
    assert max(pixels) < len(parts[b"PLTE"]) // 3 <= 256
