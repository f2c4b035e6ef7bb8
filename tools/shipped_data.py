"""Write the names of countries, languages and currencies into resources/data; ContactDesk itself never asks Babel for them.

    python tools/shipped_data.py

Run it again after a new Babel brought new names; the differences are reviewed like any change.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from babel import Locale
from babel.core import get_global

DATA = Path(__file__).resolve().parent.parent / "resources" / "data"
ENGLISH, DUTCH = Locale("en"), Locale("nl")

#: Territory codes that ISO 3166 knows and the numbers of it that Unicode has several of.
NOT_A_COUNTRY = 900
NUMBERS = {"DE": "276", "ET": "231", "FR": "250", "SD": "729", "YE": "887"}
#: The two codes that are not those of ISO 3166 (contacts section 7).
OWN_CODES = {"GR": "EL", "IN": "IND"}
EUROPEAN_UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
#: Where Unicode names several currencies, or is older than a change.
CURRENCIES = {"BG": "EUR", "HT": "HTG", "PA": "PAB", "PS": "ILS", "ZW": "ZWG"}
COUNTY_NAMES = {"CA": ("Province", "Provincie"), "US": ("State", "Staat"), "RU": ("Region", "Regio")}

#: Address formats by their number in `ADDRESS_FORMATS`; everything else is City+Post Code (1).
ADDRESS_FORMATS = {
    0: "BE CH CN CR CY CZ DK DZ EE EL ES FI FR HR ID IS IT KE LT LU LV MA ME MT MY MZ NL NO PH PL PT RO RS SE SI SK TH TN TR TZ",
    1: "AE BN BR FJ HU IND JP NG NZ RU SA SB SG SZ UG VU WS ZA",
    2: "AU BG CA GB IE MX NI US",
    3: "AT DE",
}
CONTACT_FIRST = "BN BR CN CR FJ IND JP SA SB TR VU WS ZA".split()
CONTACT_LAST = ["RU"]

DEFAULT_LANGUAGES = dict(
    pair.split("=")
    for pair in """
    NL=NLD BE=NLB DE=DEU AT=DEA CH=DES FR=FRA GB=ENG IE=ENI US=ENU CA=ENC AU=ENA NZ=ENZ ES=ESP IT=ITA DK=DAN SE=SVE
    NO=NOR FI=FIN PL=PLK PT=PTG CZ=CSY
    """.split()
)

LANGUAGES = dict(
    pair.split("=")
    for pair in """
    BGR=bg-BG CHS=zh-CN CSY=cs-CZ DAN=da-DK DEA=de-AT DES=de-CH DEU=de-DE ELL=el-GR ENA=en-AU ENC=en-CA ENG=en-GB
    ENI=en-IE ENP=en-PH ENU=en-US ENZ=en-NZ ESM=es-MX ESN=es-ES ESO=es-CO ESP=es-ES ESR=es-PE ESS=es-AR ETI=et-EE
    FIN=fi-FI FRA=fr-FR FRB=fr-BE FRC=fr-CA FRS=fr-CH HRV=hr-HR HUN=hu-HU IND=id-ID ISL=is-IS ITA=it-IT ITS=it-CH
    JPN=ja-JP KOR=ko-KR LTH=lt-LT LVI=lv-LV MSL=ms-MY NLB=nl-BE NLD=nl-NL NON=nn-NO NOR=nb-NO PLK=pl-PL PTB=pt-BR
    PTG=pt-PT ROM=ro-RO RUS=ru-RU SKY=sk-SK SLV=sl-SI SRP=sr-Latn-RS SVE=sv-SE THA=th-TH TRK=tr-TR UKR=uk-UA
    """.split()
)
#: Languages that stand for themselves, without the country behind them.
MAIN = {"DEU", "FRA", "ITA", "NLD", "PTG", "ESN"}
#: Both Spanish codes mean Spain; they sort differently.
NAMED = {"ESP": ("Spanish (traditional sort)", "Spaans (traditionele volgorde)")}


def main() -> None:
    """Write the three files."""
    _write("countries.csv", "code iso number en nl format contact_format county_en county_nl eu language currency".split(), _countries())
    _write("languages.csv", ["code", "en", "nl", "tag"], _languages())
    _write("currencies.csv", ["code", "en", "nl"], _currencies())


def _write(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _numbers() -> dict[str, str]:
    aliases = get_global("territory_aliases").items()
    found = {new[0]: old for old, new in aliases if old.isdigit() and len(new) == 1 and int(old) < NOT_A_COUNTRY}
    return found | NUMBERS


def _countries() -> Iterable[Sequence[object]]:
    numbers, formats = _numbers(), {code: number for number, codes in ADDRESS_FORMATS.items() for code in codes.split()}
    for iso in sorted(code for code in ENGLISH.territories if len(code) == 2 and code in numbers):
        code = OWN_CODES.get(iso, iso)
        contact_format = 0 if code in CONTACT_FIRST else 2 if code in CONTACT_LAST else 1
        union = code if iso in EUROPEAN_UNION else ""
        yield (
            *(code, iso, numbers[iso], ENGLISH.territories[iso], DUTCH.territories[iso], formats.get(code, 1), contact_format),
            *(*COUNTY_NAMES.get(iso, ("", "")), union, DEFAULT_LANGUAGES.get(code, "ENU"), _currency_of(iso)),
        )


def _tenders(territory: str) -> list[str]:
    return [code for code, _start, end, tender in get_global("territory_currencies").get(territory, ()) if tender and not end]


def _currency_of(territory: str) -> str:
    return CURRENCIES.get(territory) or next(reversed(_tenders(territory)), "")


def _languages() -> Iterable[Sequence[object]]:
    bases = [tag.split("-")[0] for tag in LANGUAGES.values()]
    for code, tag in sorted(LANGUAGES.items()):
        base, country = tag.split("-")[0], tag.split("-")[-1]
        names = [locale.languages[base] for locale in (ENGLISH, DUTCH)]
        if code not in MAIN and bases.count(base) > 1:
            names = [f"{name} ({locale.territories[country]})" for name, locale in zip(names, (ENGLISH, DUTCH), strict=True)]
        yield (code, *(name[0].upper() + name[1:] for name in NAMED.get(code, names)), tag)


def _currencies() -> Iterable[Sequence[object]]:
    codes = {code for territory in _numbers() for code in _tenders(territory)}
    for code in sorted(codes):
        names = [locale.currencies.get(code, code) for locale in (ENGLISH, DUTCH)]
        yield (code, *(name[0].upper() + name[1:] for name in names))


if __name__ == "__main__":
    main()
