"""Post code, city and country complete one another (contacts C-60 to C-66).

Nothing is asked here: where several places fit, they come back as the choice to be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from contactdesk.model.codes import PostCode
from contactdesk.model.fields import field_map


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the post code table, or the same four fields of an address."""

    post_code: str = ""
    city: str = ""
    country_region_code: str = ""
    county: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a typed post code or city.

    `changes` are the fields to set, by name. `choices` are the places the user chooses from, then
    `after_choice` says what to set; cancelling leaves a typed post code as it is and reverts a typed
    city (contacts C-61, C-62).
    """

    changes: dict[str, str] = field(default_factory=dict)
    choices: tuple[Place, ...] = ()


def after_post_code(typed: str, present: Place, places: Iterable[Place], *, attended: bool = True) -> Outcome:
    """What a typed post code sets (contacts C-60, C-61); `present` are the other fields as they stand.

    `places` may hold more rows than can match. Without a user (`attended` off) the first one is taken.
    """
    code = typed.upper()
    found = sorted((place for place in places if code and _fits(code, place.post_code)), key=_order)
    found = _narrowed(found, present.country_region_code, lambda place: place.country_region_code)
    if not _has_star(typed):
        found = _narrowed(found, present.city.casefold(), lambda place: place.city.casefold())
    return _outcome(found, attended)


def after_city(typed: str, present: Place, places: Iterable[Place], *, attended: bool = True) -> Outcome:
    """What a typed city sets (contacts C-62); `present` are the other fields as they stand.

    A present post code among the candidates stays, and nothing is asked.
    """
    found = sorted((place for place in places if typed and _fits(typed.casefold(), place.city.casefold())), key=_order)
    found = _narrowed(found, present.country_region_code, lambda place: place.country_region_code)
    known = [place for place in found if present.post_code and place.post_code == present.post_code]
    outcome = _outcome(known[:1] or found, attended)
    if not attended and present.post_code:
        outcome.changes.pop("post_code", None)
    return outcome


def after_choice(chosen: Place) -> dict[str, str]:
    """The fields a chosen row sets; a blank on the row erases nothing (contacts C-61 to C-63)."""
    values = {
        "post_code": chosen.post_code,
        "city": chosen.city,
        "country_region_code": chosen.country_region_code,
        "county": chosen.county,
    }
    return {name: value for name, value in values.items() if value}


def after_country(old: str, new: str, *, country_required: bool = False) -> dict[str, str]:
    """The fields a change of country clears (contacts C-64).

    `country_required` is the general setting "require country in address", which switches clearing off.
    """
    if not old or old == new or country_required:
        return {}
    return {"post_code": "", "city": "", "county": ""}


def offered_places(country: str, places: Iterable[Place]) -> list[Place]:
    """The rows the lookup of post code and city lists, those of a filled country only (contacts C-63)."""
    return sorted((place for place in places if not country or place.country_region_code == country), key=_order)


def county_visible(country: str, address_format: str, local_format: str) -> bool:
    """Whether an address of `country` shows its county (contacts C-65).

    The formats are the English texts such as "City+County+Post Code"; for a blank country the own
    company's `local_format` decides.
    """
    return "County" in (address_format if country else local_format).split("+")


def county_caption(county_name: str) -> str:
    """The caption of the county, as the country calls it (contacts 1.2 County)."""
    return county_name or field_map(PostCode)["county"].caption


def _has_star(typed: str) -> bool:
    return typed.endswith("*") and typed.count("*") == 1


def _fits(typed: str, value: str) -> bool:
    return value.startswith(typed[:-1]) if _has_star(typed) else value == typed


def _order(place: Place) -> tuple[str, str]:
    return place.post_code, place.city.casefold()


def _narrowed(found: list[Place], wanted: str, value_of: Callable[[Place], str]) -> list[Place]:
    """Those of `found` with the wanted value; all of them when none has it, or nothing is wanted."""
    return ([place for place in found if value_of(place) == wanted] if wanted else []) or found


def _outcome(found: list[Place], attended: bool) -> Outcome:
    if not found:
        return Outcome()
    if attended and len(found) > 1:
        return Outcome(choices=tuple(found))
    return Outcome(after_choice(found[0]))
