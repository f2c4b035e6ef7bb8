"""Texts a user reads: `N_` marks one where it is declared, `_` translates it where it is shown.

English is the language of the source; the Dutch catalogue lies in `resources/locale`. The language
is chosen once for the process (`use_language`), because two windows never speak two languages.
"""

from __future__ import annotations

import gettext
from datetime import date
from pathlib import Path

LANGUAGES = ("en", "nl")
DOMAIN = "contactdesk"
LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "locale"

_DATE_ORDER = {"en": "%d/%m/%Y", "nl": "%d-%m-%Y"}
"""English here is British: day before month, as in Dutch."""

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def N_(text: str) -> str:  # noqa: N802 - the name gettext tools know
    """Mark `text` for translation without translating it yet."""
    return text


def _(text: str) -> str:
    """`text` in the chosen language; the English text where a translation is missing."""
    return _catalogue.gettext(text) if text else ""


def n_(one: str, many: str, number: int) -> str:
    """`one` or `many`, whichever fits `number`, in the chosen language; `{n}` is filled in."""
    return _catalogue.ngettext(one, many, number).format(n=thousands(number))


def thousands(number: int) -> str:
    """A number of things as it is read in the chosen language: "1,000,000", in Dutch "1.000.000"."""
    return f"{number:,}".replace(",", ".") if _language == "nl" else f"{number:,}"


def decimal_sign() -> str:
    """What stands before the decimals of an amount in the chosen language."""
    return "," if _language == "nl" else "."


def date_text(value: date) -> str:
    """`value` in the regional order of the chosen language: "31/12/2026", in Dutch "31-12-2026"."""
    # strftime does not fill years before 1000 with zeros everywhere.
    return _DATE_ORDER[_language].replace("%d", f"{value.day:02}").replace("%m", f"{value.month:02}").replace("%Y", f"{value.year:04}")


def use_language(language: str) -> None:
    """Speak `language` ("en" or "nl") from now on; an unknown language means English."""
    global _catalogue, _language
    _language = language if language in LANGUAGES else "en"
    if _language == "en":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation(DOMAIN, LOCALE_FOLDER, [_language], fallback=True)


def language() -> str:
    """The language spoken now: "en" or "nl"."""
    return _language


def in_language(text: str, language: str) -> str:
    """`text` in `language`, whatever language is spoken now (Tell Me knows both)."""
    if language == "en":
        return text
    return gettext.translation(DOMAIN, LOCALE_FOLDER, [language], fallback=True).gettext(text)
