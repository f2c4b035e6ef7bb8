"""The user guide says nothing of the program that is not so: captions, links and pictures exist, in both languages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from setuptools import find_namespace_packages

from contactdesk import guide
from contactdesk.actions import ACTIONS
from contactdesk.model.tables import TABLES
from contactdesk.presenters.list_specs import LISTS
from contactdesk.text import LANGUAGES
from tools import translations
from ui.about import KEYS_OF
from ui.help_window import slug

ALL = [(language, page) for language in LANGUAGES for page in guide.PAGES]
MOST_PICTURES, MOST_BYTES = 12, 2_000_000


@cache
def captions(language: str) -> frozenset[str]:
    """Every text of the program in a language, without the marks of mnemonics."""
    found = set()
    for message in translations.collected() if language == "en" else translations.dutch():
        texts = message.id if language == "en" else message.string
        found.update((texts,) if isinstance(texts, str) else texts or ())
    return frozenset(text.replace("&", "") for text in found if text)


def headings(language: str, page: str) -> list[str]:
    return [topic.heading for topic in guide.topics(language) if topic.page == page and topic.heading]


@pytest.mark.parametrize(("language", "page"), ALL)
def test_every_caption_in_the_guide_is_one_of_the_program(language: str, page: str) -> None:
    """What is set **like this** can be read on screen, letter for letter."""
    quoted = set(guide.CAPTION.findall(guide.text(page, language)))
    assert quoted - captions(language) == set()


@pytest.mark.parametrize(("language", "page"), ALL)
def test_every_link_and_picture_of_the_guide_is_there(language: str, page: str) -> None:
    """A reader who follows a link arrives at a page and a section."""
    text = guide.text(page, language)
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (guide.FOLDER / language / picture).is_file(), picture
    for link in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text):
        name, _sep, section = link.partition("#")
        target = name.removesuffix(".md") or page
        assert target in guide.PAGES, link
        assert not section or section in [slug(heading) for heading in headings(language, target)], link


@pytest.mark.parametrize("page", guide.PAGES)
def test_both_languages_tell_the_same(page: str) -> None:
    """The same sections, pictures and keys in English and Dutch."""
    english, dutch = (guide.text(page, language) for language in LANGUAGES)
    assert english.strip()
    assert dutch.strip()
    assert len(headings("en", page)) == len(headings("nl", page))
    pictures = [
        [name.removesuffix(f"-{language}.png") for name in re.findall(r"pictures/([^)]+)", guide.text(page, language))]
        for language in LANGUAGES
    ]
    assert pictures[0] == pictures[1]


def test_pictures_are_few_and_small_and_all_are_shown() -> None:
    files = sorted((guide.FOLDER / "pictures").glob("*"))
    shown = {name for language, page in ALL for name in re.findall(r"pictures/([^)]+)", guide.text(page, language))}
    assert {file.name for file in files} == shown
    assert len(files) <= MOST_PICTURES
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_every_window_leads_to_a_page_of_the_guide() -> None:
    """F1 opens the page that tells of the window."""
    assert set(guide.WINDOWS.values()) <= set(guide.PAGES)
    assert {guide.page_of(f"card_{table}") for table in LISTS} == {"contacts"}
    assert {guide.page_of(f"codes_{table}") for table in TABLES if not table.startswith("contact_alt")} == {"setup"}
    assert guide.page_of("codes_contact_alt_addr_date_range") == "contacts"
    assert guide.page_of("card_customer_template") == "create"
    assert guide.page_of("first_run") == "start"
    assert guide.page_of("main_window") == "lists"


def test_help_on_a_field_opens_the_nearest_section() -> None:
    assert guide.topic_of("card_contact", "Post Code", "en").heading == "Address"
    assert guide.topic_of("card_contact", "Postcode", "nl").heading == "Adres"
    assert guide.topic_of("link_dialog", "Current Master Fields", "en").heading == "Link with existing"
    assert guide.topic_of("card_vendor", "No such caption", "en") == guide.Topic("contacts", "Contacts")
    assert guide.topic_of("nowhere", "", "en").page == "contacts"


def test_a_guide_that_is_not_there_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide, "FOLDER", tmp_path)
    guide.topics.cache_clear()
    assert guide.topics("en") == ()
    assert guide.topic_of("card_contact", "Name", "en") == guide.Topic("contacts", "contacts")
    guide.topics.cache_clear()


def test_the_guide_is_in_the_wheel() -> None:
    """Given the folders that are packed, then those of the guide and its pictures are among them, where the program looks."""
    root = guide.FOLDER.parents[1]
    wanted = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]["find"]
    packed = find_namespace_packages(str(root), include=wanted["include"])
    assert {f"docs.guide.{folder.name}" for folder in guide.FOLDER.iterdir()} <= set(packed)
    assert not [name for name in packed if name.startswith(("tests", "benchmarks", "tools"))]


ARROWS = {"Pijl-omlaag": "Down", "Pijl-omhoog": "Up", "Pijl-links": "Left", "Pijl-rechts": "Right", "Enter": "Return"}
"""Names of keys as people read them."""
KEY = re.compile(r"(?:Ctrl|Alt|Shift)\+.+|F\d+|Return|Esc|Tab|Alt")


def key_of(shown: str) -> str:
    """The key behind its name in either language; "" for what is no key."""
    for name, portable in ARROWS.items():
        shown = shown.replace(name, portable)
    return shown if KEY.fullmatch(shown) else ""


@pytest.mark.parametrize(("language", "page"), ALL)
def test_every_key_in_the_guide_does_something(language: str, page: str) -> None:
    """A key that the guide names is in the overview of shortcuts."""
    known = {action.shortcut for action in ACTIONS.values()} | {key for _title, keys in KEYS_OF for _caption, key in keys}
    named = {key_of(shown) for shown in re.findall(r"`([^`]+)`", guide.text(page, language))} - {""}
    assert named - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_in_the_guide_does_what_stands_beside_it(language: str) -> None:
    """Given a line of the table of keys that names one caption alone, then that is the action of its key."""
    told = translations.dutch() if language == "nl" else []
    dutch = {message.id: message.string for message in told if isinstance(message.id, str)}
    seen = 0
    for keys, caption in re.findall(r"^\| (`[^|]+`) \| \*\*([^*]+)\*\* \|$", guide.text("keyboard", language), re.MULTILINE):
        first = key_of(re.findall(r"`([^`]+)`", keys)[0])
        meant = {dutch.get(action.caption, action.caption) for action in ACTIONS.values() if action.shortcut == first}
        assert caption in meant, keys
        seen += 1
    assert seen > 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("window", guide.SECTIONS)
def test_f1_on_a_window_opens_its_section(window: str, language: str) -> None:
    """Given a window of which a section tells, then F1 without a field opens that one, in both languages at the same place."""
    topic = guide.topic_of(window, "", language)
    place = headings(language, topic.page).index(topic.heading)
    assert headings("en", topic.page)[place] == guide.SECTIONS[window]


def test_a_window_of_a_field_that_no_section_names_has_its_own_section() -> None:
    assert guide.topic_of("codes_country", "No such caption", "en").heading == "Codes"
    assert guide.topic_of("relation_codes_window", "", "nl").page == "setup"
    assert guide.topic_of("tell_me", "", "en") == next(topic for topic in guide.topics("en") if topic.heading == "Tell Me")
