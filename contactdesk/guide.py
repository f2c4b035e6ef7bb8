"""The user guide: Markdown pages in English and Dutch, their sections, and which of them tells of a window or field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "guide"
PAGES = (
    "start",
    "contacts",
    "linking",
    "create",
    "import",
    "lists",
    "setup",
    "numbers",
    "history",
    "keyboard",
    "office",
    "backup",
)
"""The pages in the order of the contents, each one file in a folder for every language."""
WINDOWS: Mapping[str, str] = {
    "main_window": "lists",
    "card_": "contacts",
    "alt_": "contacts",
    "alternate": "contacts",
    "assignments": "contacts",
    "comments": "contacts",
    "launch_web_source": "contacts",
    "notes": "contacts",
    "online_map": "contacts",
    "online_map_setup": "setup",
    "map_services": "setup",
    "salutations": "contacts",
    "statistics": "contacts",
    "name_details": "contacts",
    "company_details": "contacts",
    "relations": "linking",
    "relation_contacts": "linking",
    "business_relation": "linking",
    "link": "linking",
    "create_as": "create",
    "create_contacts": "create",
    "apply_template": "create",
    "saved_template": "create",
    "template": "create",
    "card_customer_template": "create",
    "card_vendor_template": "create",
    "card_employee_template": "create",
    "import": "import",
    "marketing_setup": "setup",
    "company_information": "setup",
    "code": "setup",
    "user_settings": "setup",
    "numbering_setup": "numbers",
    "no_series": "numbers",
    "series": "numbers",
    "change_set": "history",
    "confirm": "history",
    "shortcuts": "keyboard",
    "tell_me": "keyboard",
    "first_run": "start",
    "maintenance": "backup",
    "question": "contacts",
}
"""The page that tells of a window, by the beginning of the window's name; the longest beginning counts."""
_HEADING = re.compile(r"^(#{1,3})\s+(.+?)\s*$", re.MULTILINE)
CAPTION = re.compile(r"\*\*(.+?)\*\*")
"""A caption of the program, as the guide marks it: **Save**."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the guide, or one of its sections; `words` are the captions it speaks of."""

    page: str
    title: str
    heading: str = ""
    words: tuple[str, ...] = ()


def text(page: str, language: str) -> str:
    """The Markdown of a page; "" where the guide does not lie beside the program."""
    try:
        return (FOLDER / language / f"{page}.md").read_text(encoding="utf-8")
    except OSError:
        return ""


def title(page: str, language: str) -> str:
    """The title of a page."""
    found = _HEADING.search(text(page, language))
    return found[2] if found else page


@cache
def topics(language: str) -> tuple[Topic, ...]:
    """Every page and every section, in the order of the guide."""
    found = []
    for page in PAGES:
        name = title(page, language)
        for level, heading, body in _sections(text(page, language)):
            words = tuple(dict.fromkeys(CAPTION.findall(body)))
            found.append(Topic(page, name, "" if level == 1 else heading, words))
    return tuple(found)


def _sections(markdown: str) -> list[tuple[int, str, str]]:
    """Level, heading and text of each section."""
    heads = list(_HEADING.finditer(markdown))
    ends = ([head.start() for head in heads] + [len(markdown)])[1:]
    return [(len(head[1]), head[2], markdown[head.end() : end]) for head, end in zip(heads, ends, strict=True)]


def body(topic: Topic, language: str) -> str:
    """The text of a section, or of the beginning of a page, with its heading."""
    for level, heading, found in _sections(text(topic.page, language)):
        if (level == 1) if not topic.heading else heading == topic.heading:
            return f"{heading}\n{found}"
    return ""


def page_of(window: str) -> str:
    """The page that tells of the window with this name; that of the contacts for a window nobody named."""
    best = max((name for name in WINDOWS if window.startswith(name)), key=len, default="")
    return WINDOWS.get(best, "contacts")


def topic_of(window: str, caption: str, language: str) -> Topic:
    """The nearest section on a field or control: one of the window's page that names its caption, else of any page, else the page."""
    page = page_of(window)
    naming = [topic for topic in topics(language) if caption and caption in topic.words]
    naming.sort(key=lambda topic: topic.page != page)
    return naming[0] if naming else Topic(page, title(page, language))
