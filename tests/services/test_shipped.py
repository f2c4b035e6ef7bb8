"""What a new database starts with."""

import json
import subprocess
import sys

import pytest

from contactdesk import errors
from contactdesk.model.fields import field_map
from contactdesk.model.tables import TABLES
from contactdesk.services import shipped


@pytest.fixture(params=["en", "nl"])
def rows(request):
    return shipped.rows(request.param, "NL")


def by_code(rows, table):
    return {row["code"]: row for row in rows[table]}


def test_every_value_is_one_its_field_accepts(rows):
    """contacts section 7: the declared kinds accept every value as it stands."""
    for table, found in rows.items():
        fields = field_map(TABLES[table])
        for row in found:
            for name, value in row.items():
                assert fields[name].kind.check(value) == value, (table, row, name)


def test_every_code_exists_where_it_is_looked_up(rows):
    """contacts S-4: nothing refers to a code that does not ship, and what is referred to comes first."""
    tables = list(rows)
    for table, found in rows.items():
        for name, field in field_map(TABLES[table]).items():
            known = by_code(rows, field.refers_to) if field.refers_to in rows and not field.free else None
            for row in found:
                if known is not None and row.get(name):
                    assert row[name] in known, (table, name, row)
                    assert tables.index(field.refers_to) < tables.index(table)


def test_keys_are_unique(rows):
    """contacts section 7: no row stands twice."""
    for table, found in rows.items():
        keys = [tuple(str(row.get(name, "")).upper() for name in TABLES[table].KEY) for row in found]
        assert len(keys) == len(set(keys)), table


def test_countries(rows):
    """contacts section 7: 68 countries have formats of their own, all other ISO countries follow."""
    countries = by_code(rows, "country")
    assert len(countries) == 249
    formats = {code: countries[code]["address_format"] for code in ("NL", "RU", "US", "DE", "EL", "IND", "AR")}
    assert formats == {"NL": 0, "RU": 1, "US": 2, "DE": 3, "EL": 0, "IND": 1, "AR": 1}
    assert (countries["EL"]["iso_code"], countries["IND"]["iso_code"]) == ("GR", "IN")
    assert (countries["FR"]["iso_numeric_code"], countries["DE"]["iso_numeric_code"]) == ("250", "276")
    assert [countries[code]["contact_address_format"] for code in ("BR", "NL", "RU")] == [0, 1, 2]
    assert all(row["iso_numeric_code"] for row in countries.values())
    assert len({row["iso_numeric_code"] for row in countries.values()}) == 249


def test_names_are_in_the_language_of_the_office():
    """contacts section 7: a Dutch office reads Dutch names, under the same codes."""
    english, dutch = shipped.rows("en", ""), shipped.rows("nl", "")
    assert by_code(english, "country")["US"]["county_name"] == "State"
    assert by_code(dutch, "country")["US"]["county_name"] == "Staat"
    assert by_code(dutch, "country")["DE"]["name"] == "Duitsland"
    assert by_code(dutch, "business_relation")["VEND"]["description"] == "Leverancier"
    assert by_code(dutch, "no_series")["CUST"]["description"] == "Klant"
    assert by_code(dutch, "language")["NLB"]["name"] == "Nederlands (België)"
    assert {table: len(found) for table, found in english.items()} == {table: len(found) for table, found in dutch.items()}


@pytest.mark.parametrize(
    ("country", "code", "language", "currency"),
    [
        ("NL", "NL", "NLD", "EUR"),
        ("GR", "EL", "ENU", "EUR"),
        ("IN", "IND", "ENU", "INR"),
        ("CH", "CH", "DES", "CHF"),
        ("be", "BE", "NLB", "EUR"),
    ],
)
def test_the_own_country_decides_currency_and_language(country, code, language, currency):
    """contacts section 7: default language by country, local currency by country."""
    company = shipped.rows("en", country)["company_information"][0]
    assert company == {"company_country_region_code": code, "local_currency_code": currency}
    assert shipped.demo_marketing_setup(country)["default_language_code"] == language


def test_an_unknown_country_is_refused():
    """contacts section 0: a code must exist in its table."""
    with pytest.raises(errors.NotFound) as caught:
        shipped.rows("en", "XX")
    assert "XX" in str(caught.value)


def test_setup_of_a_new_database(rows):
    """contacts 3.5, S-3: series and relation codes are filled in, the defaults of contacts stay blank."""
    (setup,) = rows["marketing_setup"]
    assert (setup["contact_nos"], setup["bus_rel_code_for_employees"]) == ("CONT", "EMP")
    assert not [name for name in setup if name.startswith("def")]
    lines = {row["series_code"]: (row["starting_no"], row["ending_no"]) for row in rows["no_series_line"]}
    assert lines["CONT"] == ("CT000001", "CT100000")
    assert lines["EMPL"] == ("E0001", "E9999")


def test_salutation_formulas(rows):
    """contacts section 7: blank and ENU are identical; Dutch letters use prefix and surname."""
    formulas = {(row["salutation_code"], row["language_code"], row["salutation_type"]): row for row in rows["salutation_formula"]}
    for code, language, kind in [key for key in formulas if key[1] == "ENU"]:
        assert formulas[code, "", kind] == formulas[code, language, kind] | {"language_code": ""}
    assert formulas["F", "NLD", 0]["salutation"] == "Geachte mevrouw %1 %2,"
    assert (formulas["F", "NLD", 0]["name_1"], formulas["F", "NLD", 0]["name_2"]) == (3, 4)
    assert not [key for key in formulas if key[0] in ("F-JOB", "M-JOB")]


def test_two_cities_share_a_post_code(rows):
    """contacts C-61: the sample has a code with two cities to choose from."""
    assert {row["city"] for row in rows["post_code"] if row["code"] == "2574 HV"} == {"Arnhem", "Zaandam"}


def test_no_heavy_package_is_needed():
    """Making a database imports no Babel: start-up time (docs/architecture.md)."""
    program = "import sys, json; from contactdesk.services import shipped; shipped.rows('nl', 'NL'); print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "babel" not in json.loads(done.stdout)
