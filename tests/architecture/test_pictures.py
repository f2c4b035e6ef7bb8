"""Every page of the program is among the windows that pictures are made from, so that somebody looks at it."""

from pathlib import Path

from tools import shots
from ui.windows import PAGES

TOOLS = Path(shots.__file__).parent


def test_every_page_has_a_picture():
    """issue 3 E: a page that nobody can look at is not finished."""
    written = "".join(path.read_text(encoding="utf-8") for path in TOOLS.glob("shots*.py"))

    assert [page for page in PAGES if f'"{page}"' not in written] == []
