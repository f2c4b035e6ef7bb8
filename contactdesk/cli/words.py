"""Reading what was typed behind a command."""

from __future__ import annotations

from collections.abc import Iterable

from contactdesk.model.base import Record
from contactdesk.model.tables import TABLES
from contactdesk.text import _


class WrongUsage(Exception):
    """The command line was typed wrong; nothing was tried."""


def pairs(texts: Iterable[str]) -> dict[str, str]:
    """`FIELD=VALUE` texts as values by field. Raises `WrongUsage`."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise WrongUsage(_("“{text}” is not FIELD=VALUE.").format(text=text))
        if name.strip() in found:
            raise WrongUsage(_("{name} is given twice.").format(name=name.strip()))
        found[name.strip()] = value
    return found


def table(kind: str) -> type[Record]:
    """The table that is called `kind` ("bank-account", "country"). Raises `WrongUsage`."""
    model = TABLES.get(kind.replace("-", "_"))
    if model is None:
        raise WrongUsage(_("There is no {kind}. Choose one of: {kinds}.").format(kind=kind, kinds=", ".join(sorted(TABLES))))
    return model
