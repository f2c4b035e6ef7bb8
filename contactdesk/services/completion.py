"""What typed values bring about in the same record: places, languages, tax numbers (contacts 2.7).

Shared by contacts, entities and templates. Only fields that were not typed themselves are completed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select

from contactdesk import errors
from contactdesk.errors import Caption, UserError
from contactdesk.model.base import Record
from contactdesk.model.codes import Language, PostCode, VatRegistrationNoFormat
from contactdesk.model.fields import field_map
from contactdesk.model.setup import CompanyInformation
from contactdesk.rules import addresses, registration
from contactdesk.services import office
from contactdesk.services.number_notices import NOTICED, notice_check_digits
from contactdesk.storage.unit_of_work import Unit

Values = dict[str, Any]
PLACE_FIELDS = ("post_code", "city", "country_region_code", "county")


def completed(unit: Unit, record: Record, values: Mapping[str, Any], *, places: bool = True) -> Values:
    """`values` with what follows from them; checks VAT and registration numbers and the region tag.

    `places` off: post code and city were chosen at the desk, nothing is looked up (contacts C-61).
    """
    found = dict(values)
    _after_country(unit, record, found)
    if places:
        _after_places(unit, record, found)
    _with_region(record, found)
    _after_language(unit, record, found)
    _check_numbers(unit, record, found)
    return found


def _after_country(unit: Unit, record: Record, values: Values) -> None:
    if "country_region_code" in values:
        required = bool(office.setup_values(unit, CompanyInformation)["require_country_in_address"])
        cleared = addresses.after_country(record.country_region_code, values["country_region_code"], country_required=required)  # type: ignore[attr-defined]
        for name, blank in cleared.items():
            values.setdefault(name, blank)


def _after_places(unit: Unit, record: Record, values: Values) -> None:
    """contacts C-61, C-62 without a user: the first candidate fills what was left blank."""
    typed = {name for name in PLACE_FIELDS if values.get(name)}
    for name, rule in (("post_code", addresses.after_post_code), ("city", addresses.after_city)):
        text = values.get(name)
        if not text or (name == "city" and "post_code" in typed) or text == getattr(record, name):
            continue
        present = addresses.Place(*(str(values.get(field, getattr(record, field))) for field in PLACE_FIELDS))
        fitting = [place for place in places_like(unit, name, text) if _agrees(place, values, typed - {name})]
        outcome = rule(text, present, fitting, attended=False)
        for field, value in outcome.changes.items():
            # The typed text itself may be the beginning of a code, or a city in other letters.
            if field not in typed or field == name:
                values[field] = value


def _agrees(place: addresses.Place, values: Values, typed: set[str]) -> bool:
    """A row that contradicts what was typed beside it is another place: 8014 in Zurich is not 8014 in Bridgeport."""
    return all(getattr(place, name).casefold() in ("", str(values[name]).casefold()) for name in typed)


def places_like(unit: Unit, name: str, text: str) -> list[addresses.Place]:
    """The rows of the post code table that a typed post code or city can mean."""
    known: list[addresses.Place] | None = unit.memory.get("places", {}).get((name, text.upper()))
    if known is not None:
        return known
    column, wanted = (PostCode.code, text.upper()) if name == "post_code" else (PostCode.search_city, text.upper())
    plain = wanted.removesuffix("*")
    fits = column.startswith(plain, autoescape=True) if plain != wanted else column == wanted
    query = select(PostCode.code, PostCode.city, PostCode.country_region_code, PostCode.county).where(or_(fits)).limit(1000)
    return [addresses.Place(*row) for row in unit.session.execute(query)]


def _with_region(record: Record, values: Values) -> None:
    """contacts 1.2: Format Region is a region tag there is; "nl-nl" is stored as "nl-NL"."""
    tag = values.get("format_region")
    if tag and tag != getattr(record, "format_region", ""):
        values["format_region"] = placed(record, "format_region", known_region, tag)


def known_region(tag: str) -> str:
    """The region tag `tag` in its usual spelling. Raises `UnknownRegion` (contacts 1.2)."""
    from babel.core import UnknownLocaleError, parse_locale
    from babel.localedata import exists, normalize_locale

    try:
        language, territory, script, *_rest = parse_locale(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        raise errors.UnknownRegion(value=tag) from None
    usual = [part for part in (language, script, territory) if part]
    if not exists("_".join(usual)) or normalize_locale("_".join(usual)) is None:
        raise errors.UnknownRegion(value=tag)
    return "-".join(usual)


def _after_language(unit: Unit, record: Record, values: Values) -> None:
    """contacts 1.2: the language fills a blank Format Region."""
    code = values.get("language_code")
    if code and code != getattr(record, "language_code", "") and not values.get("format_region", getattr(record, "format_region", "")):
        values["format_region"] = unit.session.scalar(select(Language.region_tag).where(Language.code == code)) or ""


def _check_numbers(unit: Unit, record: Record, values: Values) -> None:
    for name in ("registration_no", "registration_number"):
        if values.get(name):
            values[name] = placed(record, name, registration.checked_registration_no, values[name])
    old_number, old_country = (getattr(record, name, "") for name in ("vat_registration_no", "country_region_code"))
    country, number = values.get("country_region_code", old_country), values.get("vat_registration_no", old_number)
    if number and (number != old_number or country != old_country):
        formats = vat_formats(unit, country or office.own_country(unit))
        checked = placed(
            record,
            "vat_registration_no",
            lambda text: registration.checked_vat_registration_no(text, country, office.own_country(unit), formats),
            number,
        )
        if "vat_registration_no" in values:
            values["vat_registration_no"] = checked
    if any(values.get(name) for name in NOTICED):
        notice_check_digits(unit, record, values)


def vat_formats(unit: Unit, country: str) -> dict[str, list[str]]:
    """The formats VAT numbers of `country` can have (contacts C-67)."""
    key = ("vat formats", country)
    if key not in unit.memory:
        query = select(VatRegistrationNoFormat.format).where(VatRegistrationNoFormat.country_region_code == country)
        unit.memory[key] = {country: list(unit.session.scalars(query.order_by(VatRegistrationNoFormat.id)))}
    found: dict[str, list[str]] = unit.memory[key]
    return found


def placed(record: Record, name: str, check: Any, text: str) -> str:
    """`check(text)`; a refusal tells record and field."""
    try:
        return str(check(text))
    except UserError as refusal:
        caption = Caption(field_map(type(record))[name].caption)
        raise refusal.at(field=name, record=record.key, table=record.__tablename__, caption=caption) from None
