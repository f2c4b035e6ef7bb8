"""What a new database starts with (contacts section 7): number series, codes, countries, the setup records.

The values lie in `resources/data`; `tools/shipped_data.py` wrote the names of countries, languages and
currencies there, so that nothing heavy is imported when a database is made. Codes are the same in both
languages, what they mean is written in the language of the office.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.codes import Country
from contactdesk.model.numbering import SEQUENCE
from contactdesk.rules.registration import VAT_FORMATS

DATA_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "data"

Row = dict[str, Any]
Rows = dict[str, list[Row]]

FALLBACK_LANGUAGE = "ENU"
ENGLISH_MERGEFIELDS = 1033
#: Numbers of the name parts in `NAME_PARTS`, by their letter in contacts section 7.
_NAME_PARTS = {"F": 2, "M": 3, "S": 4, "C": 6}

#: Tables with a code and a description in both languages.
_DESCRIBED = (
    *("business_relation", "salutation", "organizational_level", "customer_posting_group", "vendor_posting_group"),
    *("bank_account_posting_group", "employee_posting_group", "employee_statistics_group", "gen_bus_posting_group"),
    *("vat_bus_posting_group", "payment_terms", "payment_method", "reminder_terms", "finance_charge_terms", "shipment_method"),
    *("shipping_agent", "location", "customer_price_group", "customer_discount_group"),
    *("mailing_group", "industry_group", "job_responsibility"),
)

_OSM, _GOOGLE = "https://www.openstreetmap.org/", "https://www.google.com/maps/"
_PLACE = "{1}+{4}+{2}+{6}"
#: The first one is used unless the office chooses another (contacts M-8).
DEFAULT_MAPS: tuple[Mapping[str, str], ...] = (
    {
        "code": "OSM",
        "name": "OpenStreetMap",
        "map_service": f"{_OSM}search?query={_PLACE}",
        "directions_service": f"{_OSM}directions?from={_PLACE}&to={_PLACE}",
        "directions_from_location_serv": f"{_OSM}directions?from={{10}},{{11}}&to={_PLACE}",
    },
    {
        "code": "GOOGLE",
        "name": "Google Maps",
        "map_service": f"{_GOOGLE}search/?api=1&query={_PLACE}",
        "directions_service": f"{_GOOGLE}dir/?api=1&origin={_PLACE}&destination={_PLACE}",
        "directions_from_location_serv": f"{_GOOGLE}dir/?api=1&origin={{10}},{{11}}&destination={_PLACE}",
    },
)


def rows(language: str, country: str) -> Rows:
    """The records of a new database, table by table; what is referred to comes before what refers to it.

    `language` ("en" or "nl") is that of the descriptions; `country` is the own country, as its code or
    as ISO code, blank for none. Raises `NotFound` for a country that does not exist.
    """
    column = 2 if language == "nl" else 1
    own = country_row(country)["code"] if country else ""
    found: Rows = {"country": _countries(language), "language": _languages(language), "currency": _currencies(language)}
    found |= {table: _described(table, column) for table in _DESCRIBED}
    found["territory"] = [{"code": row[0], "name": row[column]} for row in _codes()["territory"]]
    found["swift_code"] = [{"code": code, "name": name} for code, name in _codes()["swift_code"]]
    found["salesperson"] = [_salesperson(*row) for row in _codes()["salesperson"]]
    found["salutation_formula"] = _salutation_formulas()
    found["web_source"] = [{"code": code, "description": text, "url": url} for code, text, url in _codes()["web_source"]]
    found["online_map_parameter_setup"] = [dict(row) for row in DEFAULT_MAPS]
    found["online_map_setup"] = [{"map_parameter_setup_code": DEFAULT_MAPS[0]["code"]}]
    found["post_code"] = [_post_code(code, city) for code, city in _codes()["post_code"]]
    found["vat_registration_no_format"] = _vat_formats()
    found["no_series"] = [_series(row[0], row[column]) for row in _codes()["no_series"]]
    found["no_series_line"] = [_series_line(row[0], row[3], row[4]) for row in _codes()["no_series"]]
    found["marketing_setup"] = [_marketing_setup()]
    found["numbering_setup"] = [
        {"customer_nos": "CUST", "vendor_nos": "VEND", "bank_account_nos": "BANK", "employee_nos": "EMPL"},
    ]
    found["company_information"] = [{"company_country_region_code": own, "local_currency_code": local_currency(own)}]
    return found


def demo_marketing_setup(country: str) -> Row:
    """The defaults of Marketing Setup in the demo company, for its own `country` (contacts 3.5, Shipped demo)."""
    return {
        "default_country_region_code": country_row(country)["code"],
        "default_language_code": default_language(country),
        "default_correspondence_type": 2,
        "def_company_salutation_code": "COMPANY",
        "default_person_salutation_code": "UNISEX",
        "default_sales_cycle_code": "NEW",
        "mergefield_language_id": ENGLISH_MERGEFIELDS,
    }


def country_row(country: str) -> Mapping[str, str]:
    """What is shipped about a country, found by its code or ISO code. Raises `NotFound`."""
    found = _country(country)
    if found is None:
        caption = Caption(Country.CAPTION)
        raise errors.NotFound(field="company_country_region_code", table="company_information", table_caption=caption, value=country)
    return found


def default_language(country: str) -> str:
    """The language code of letters to `country`; ENU where none is known (contacts section 7)."""
    row = _country(country)
    return row["language"] if row else FALLBACK_LANGUAGE


def local_currency(country: str) -> str:
    """The currency code of `country`, blank for a blank country and where there is none."""
    row = _country(country)
    return row["currency"] if row else ""


def _country(country: str) -> Mapping[str, str] | None:
    wanted = country.strip().upper()
    return next((row for row in _table("countries") if wanted and wanted in (row["code"], row["iso"])), None)


@cache
def _codes() -> Mapping[str, list[list[Any]]]:
    with (DATA_FOLDER / "codes.json").open(encoding="utf-8") as file:
        found: Mapping[str, list[list[Any]]] = json.load(file)
    return found


@cache
def _table(name: str) -> tuple[Mapping[str, str], ...]:
    with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _countries(language: str) -> list[Row]:
    column = "nl" if language == "nl" else "en"
    return [
        {
            "code": row["code"],
            "name": row[column],
            "iso_code": row["iso"],
            "iso_numeric_code": row["number"],
            "address_format": int(row["format"]),
            "contact_address_format": int(row["contact_format"]),
            "county_name": row[f"county_{column}"],
            "eu_country_region_code": row["eu"],
            "intrastat_code": row["eu"],
        }
        for row in _table("countries")
    ]


def _languages(language: str) -> list[Row]:
    column = "nl" if language == "nl" else "en"
    return [{"code": row["code"], "name": row[column], "region_tag": row["tag"]} for row in _table("languages")]


def _currencies(language: str) -> list[Row]:
    column = "nl" if language == "nl" else "en"
    return [{"code": row["code"], "description": row[column]} for row in _table("currencies")]


def _described(table: str, column: int) -> list[Row]:
    return [{"code": row[0], "description": row[column]} for row in _codes()[table]]


def _salesperson(code: str, name: str, commission: str) -> Row:
    return {"code": code, "name": name, "commission_percent": Decimal(commission), "e_mail": f"{code.lower()}@contoso.com"}


def _post_code(code: str, city: str) -> Row:
    return {"code": code, "city": city, "search_city": city.upper(), "country_region_code": "NL"}


def _vat_formats() -> list[Row]:
    return [
        {"country_region_code": country, "format": format_}
        for country, formats in VAT_FORMATS.items()
        for format_ in dict.fromkeys(formats)
    ]


def _salutation_formulas() -> list[Row]:
    return [
        {
            "salutation_code": code,
            "language_code": language,
            "salutation_type": salutation_type,
            "salutation": text,
            **{f"name_{number}": _NAME_PARTS[part] for number, part in enumerate(parts, 1)},
        }
        for codes, language, *both in _codes()["salutation_formula"]
        for code in codes
        for salutation_type, (text, parts) in enumerate((both[:2], both[2:]))
    ]


def _series(code: str, description: str) -> Row:
    return {"code": code, "description": description, "default_nos": True, "manual_nos": True}


def _series_line(code: str, first: str, last: str) -> Row:
    return {"series_code": code, "line_no": 10000, "starting_no": first, "ending_no": last, "implementation": SEQUENCE}


def _marketing_setup() -> Row:
    """The values of a new database (contacts 3.5), with the series and relation codes that ship."""
    series = {"contact_nos": "CONT", "campaign_nos": "CAMP", "segment_nos": "SEGM", "task_nos": "TASK", "opportunity_nos": "OPP"}
    kinds = {"customers": "CUST", "vendors": "VEND", "bank_accs": "BANK", "employees": "EMP"}
    return series | {f"bus_rel_code_for_{kind}": code for kind, code in kinds.items()}
