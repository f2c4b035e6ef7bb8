"""What the documents say the program has, it has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contactdesk.desk import Desk

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("docs/architecture.md", "docs/scripting.md", "README.md")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_services_named_in_a_document_exist(document: str, sqlite_desk: Desk) -> None:
    """The architecture page is kept true (law: change the design, and keep that page true)."""
    text = (ROOT / document).read_text(encoding="utf-8")

    named = re.findall(r"\bdesk\.(\w+)(?:\.(\w+))?", text)
    table = re.findall(r"\| `desk\.(\w+)` \| (.+) \|", text)
    named += [
        (service, method) for service, row in table for method in re.findall(r"`([a-z_]+)(?:\(|`)", row) if method not in {"no", "code"}
    ]

    missing = [
        f"{service}.{method}" for service, method in named if not hasattr(getattr(sqlite_desk, service, None), method or "__class__")
    ]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS)
def test_files_a_document_points_to_exist(document: str) -> None:
    """A reader who follows a link arrives."""
    text = (ROOT / document).read_text(encoding="utf-8")

    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]

    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []
