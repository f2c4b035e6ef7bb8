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
    "relation_codes": "setup",
    "business_relation": "linking",
    "party_bank_accounts": "linking",
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
    "codes_contact_alt": "contacts",
    "user_settings": "setup",
    "numbering_setup": "numbers",
    "no_series": "numbers",
    "series": "numbers",
    "save_view": "lists",
    "list_file": "lists",
    "export_contacts": "lists",
    "change_set": "history",
    "preview": "history",
    "conflicts": "history",
    "undo": "history",
    "confirm": "history",
    "shortcuts": "keyboard",
    "tell_me": "lists",
    "about": "start",
    "report": "start",
    "first_run": "start",
    "maintenance": "backup",
    "question": "contacts",
}
"""The page that tells of a window, by the beginning of the window's name; the longest beginning counts."""
SECTIONS: Mapping[str, str] = {
    "alt_": "Alternate addresses",
    "card_contact_alt": "Alternate addresses",
    "codes_contact_alt": "Alternate addresses",
    "contact_": "Groups and responsibilities",
    "comments": "Groups and responsibilities",
    "launch_web_source": "Groups and responsibilities",
    "note_dialog": "Notes, links and files",
    "web_link_dialog": "Notes, links and files",
    "online_map_window": "Map",
    "salutations": "Salutations",
    "statistics": "Statistics",
    "name_details": "Name",
    "company_details": "Companies and their persons",
    "picture": "Picture",
    "crop_dialog": "Picture",
    "relations": "Business relations",
    "relation_contacts": "Business relations",
    "relation_codes": "Relation codes",
    "link": "Link with existing",
    "party_bank_accounts": "Bank accounts of a customer or vendor",
    "create_as": "Create as",
    "create_contacts": "Create contacts",
    "apply_template": "Templates",
    "saved_template": "Templates",
    "templates": "Templates",
    "card_customer_template": "Templates",
    "card_vendor_template": "Templates",
    "card_employee_template": "Templates",
    "marketing_setup": "Marketing Setup",
    "company_information": "Company Information",
    "user_settings": "User settings",
    "codes_": "Codes",
    "numbering_setup": "Which series is used",
    "no_series": "The series",
    "save_view": "Views",
    "list_file": "Excel",
    "export_contacts": "Excel",
    "tell_me": "Tell Me",
    "undo": "Undo",
    "change_set": "What a save changes",
    "preview": "What a save changes",
    "conflicts": "Somebody else changed it too",
    "maintenance": "Check the database",
    "report": "When something goes wrong",
}
"""The section that tells of a window, by its heading in English; every language has the same sections in the same order."""
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
    return WINDOWS.get(_best(WINDOWS, window), "contacts")


def _best(known: Mapping[str, str], window: str) -> str:
    return max((name for name in known if window.startswith(name)), key=len, default="")


def _section_of(window: str, language: str) -> Topic | None:
    """The section on a whole window."""
    page, wanted = page_of(window), SECTIONS.get(_best(SECTIONS, window), "")
    english = [topic.heading for topic in topics("en") if topic.page == page]
    here = [topic for topic in topics(language) if topic.page == page]
    return here[english.index(wanted)] if wanted in english and len(here) == len(english) else None


def topic_of(window: str, caption: str, language: str) -> Topic:
    """The nearest section on a field or control: one of the window's page that names its caption, else of any page, else of the window."""
    page = page_of(window)
    naming = [topic for topic in topics(language) if caption and caption in topic.words]
    naming.sort(key=lambda topic: topic.page != page)
    return naming[0] if naming else _section_of(window, language) or Topic(page, title(page, language))
