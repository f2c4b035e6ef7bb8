"""Names of countries in five languages, and what people write for them, as codes (interchange X-31)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

LANGUAGES = ("en", "nl", "de", "fr", "es")

ALIASES: dict[str, tuple[str, ...]] = {
    "GB": (
        "UK", "U.K.", "England", "Scotland", "Wales", "Northern Ireland", "Great Britain", "Britain", "GBR",
        "United Kingdom of Great Britain and Northern Ireland", "Engeland", "Schotland", "Noord-Ierland", "Groot-Brittannië",
        "Schottland", "Nordirland", "Großbritannien", "Angleterre", "Écosse", "Grande-Bretagne", "Inglaterra", "Escocia", "Gran Bretaña",
    ),
    "US": ("USA", "U.S.A.", "U.S.", "America", "United States of America", "Amerika", "VS", "V.S.", "Verenigde Staten van Amerika",
           "Vereinigte Staaten von Amerika", "États-Unis d'Amérique", "EE.UU.", "EE. UU.", "EEUU", "EUA", "Estados Unidos de América"),
    "NL": ("Holland", "The Netherlands", "Nederlanden", "Hollande", "Holanda", "Pays Bas",
           "Kingdom of the Netherlands", "Koninkrijk der Nederlanden"),
    "DE": ("Federal Republic of Germany", "Bundesrepublik Deutschland", "BRD", "West Germany", "Allemagne Fédérale"),
    "CZ": ("Czech Republic", "Tsjechische Republiek", "Tschechische Republik", "République tchèque", "República Checa", "Czechia"),
    "KR": ("Korea", "South Korea", "Republic of Korea", "Korea, Republic of", "Zuid-Korea", "Südkorea", "Corée", "Corea"),
    "KP": ("Democratic People's Republic of Korea", "Korea, Democratic People's Republic of"),
    "RU": ("Russian Federation", "Russische Federatie", "Russische Föderation", "Fédération de Russie", "Federación de Rusia"),
    "CN": ("People's Republic of China", "PRC", "P.R. China", "PR China", "Volksrepubliek China", "Volksrepublik China"),
    "TW": ("Taiwan, Province of China", "Republic of China", "Chinese Taipei"),
    "HK": ("Hong Kong", "Hongkong"),
    "MO": ("Macau", "Macao"),
    "IE": ("Eire", "Éire", "Republic of Ireland", "Ierse Republiek"),
    "CH": ("Swiss", "Swiss Confederation", "Suiza", "Confoederatio Helvetica"),
    "AE": ("UAE", "U.A.E.", "Emirates", "VAE"),
    "TR": ("Turkey", "Turkei", "Türkiye"),
    "MK": ("Macedonia", "FYROM", "Former Yugoslav Republic of Macedonia", "Macedonië", "Mazedonien"),
    "BY": ("White Russia", "Byelorussia", "Wit-Rusland", "Weißrussland"),
    "MM": ("Burma", "Birma"),
    "CI": ("Ivory Coast", "Ivoorkust", "Elfenbeinküste"),
    "SZ": ("Swaziland", "Eswatini"),
    "CV": ("Cape Verde", "Cabo Verde", "Kaapverdië"),
    "TL": ("East Timor", "Oost-Timor"),
    "CD": ("Congo, Democratic Republic of the", "Democratic Republic of the Congo", "DR Congo", "DRC", "Zaire"),
    "CG": ("Republic of the Congo", "Congo"),
    "VA": ("Holy See", "Vatican", "Vatican City State"),
    "VN": ("Viet Nam",),
    "LA": ("Lao People's Democratic Republic",),
    "SY": ("Syrian Arab Republic",),
    "IR": ("Iran, Islamic Republic of", "Islamic Republic of Iran", "Persia"),
    "MD": ("Moldova, Republic of", "Republic of Moldova"),
    "TZ": ("Tanzania, United Republic of", "United Republic of Tanzania"),
    "BO": ("Bolivia, Plurinational State of", "Plurinational State of Bolivia"),
    "VE": ("Venezuela, Bolivarian Republic of", "Bolivarian Republic of Venezuela"),
    "PS": ("Palestine", "State of Palestine", "Palestina", "Palästina"),
    "GR": ("EL", "Hellas", "Hellenic Republic"),
    "SK": ("Slovak Republic", "Slowaakse Republiek"),
    "BN": ("Brunei Darussalam",),
    "FM": ("Federated States of Micronesia",),
    "BA": ("Bosnia", "Bosnië"),
    "PT": ("Portuguese Republic",),
    "BR": ("Brasil",),
    "MX": ("Mejico", "Méjico", "United Mexican States"),
    "XK": ("Kosovo",),
}  # fmt: skip
"""What people write beside the names in those languages: older names, official ones, parts, abbreviations."""

# No countries: the European Union, the euro zone, the United Nations, places to test with, reserved codes.
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})
_JOINING = re.compile(r"\b(?:the|and|of|en|und|et|y|de|del|des|la|le|les|el|los|las|het|die|der)\b")
_SAINT = re.compile(r"\b(?:saint|sint|sankt|santa|san|st)\b")


def _plain(text: str) -> str:
    """`text` without case, accents, punctuation and the small words that names are joined by."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    words = re.sub(r"[^\w]+", " ", letters.replace("'", "").replace("’", "").replace(".", ""))
    return "".join(_SAINT.sub("st", _JOINING.sub(" ", words)).split()) or "".join(words.split())


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in _codes():
                for spelling in (name, *re.split(r"[()]", name)):
                    if _plain(spelling):
                        found.setdefault(_plain(spelling), code)
    # An alias is meant; what a part of a longer name happens to be is not.
    found.update({_plain(alias): code for code, aliases in ALIASES.items() for alias in aliases})
    return found


@cache
def _codes() -> Mapping[str, str]:
    """Codes of two and three letters as ISO codes of two."""
    from babel import Locale
    from babel.core import get_global

    two = {code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()} - _NO_COUNTRY
    three: dict[str, str] = {
        str(code): given[0] for code, given in get_global("territory_aliases").items() if len(code) == 3 and len(given) == 1
    }
    return {code: code for code in two} | {code: given for code, given in three.items() if code.isalpha() and given in two}


def country_iso(text: str) -> str:
    """The ISO code of the country that `text` names, by name, alias or code of two or three letters; "" if it names none."""
    upper = text.strip().upper()
    return _codes().get(upper) or _names().get(_plain(text), "") if upper else ""


def country_code(text: str, known: Mapping[str, str]) -> str:
    """The desk's own code for the country that `text` names, or "".

    `known` has the desk's codes by ISO code, because they may differ: EL for Greece, IND for India
    (contacts section 7). A code of the desk stands for itself.
    """
    upper = text.strip().upper()
    return upper if upper and upper in known.values() else known.get(country_iso(text), "")
